"""Who holds the keys of compartments, and letting others in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment, CompartmentRecord, HolderRecord
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.facts import CompartmentAdmitted
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.text import N_
from stockpile_app.persistence import vault
from stockpile_app.persistence.keys import RECOVERY
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.services.compartments import Compartments, box_of, proven_users
from stockpile_app.services.desk import Desk

_NOT_ENTITLED: Final = N_("{name} has no role that lets them work with {what}.")
_HAS_IT: Final = N_("{name} has the key already.")
_SIGN_IN_FIRST: Final = N_("{name} must sign in once with this version of the program first.")


class Admissions:
    """What is done with the keys of compartments."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def all(self) -> list[CompartmentRecord]:
        """Return who can read what; everybody may know who is trusted with it."""
        users = self._desk.users()
        with self._desk.store.read() as connection:
            return [
                _record(compartment, vault.holders(connection, compartment), users)
                for compartment in Compartment
            ]

    def admit(self, compartment: Compartment, name: str) -> ChangeSet:
        """Let another user, whose roles allow it, read a compartment, older facts too.

        Raises:
            NotAllowed: The signed-in user does not have its key.
            NotAllowedNow: The other has no such role, has the key, or cannot be given it yet.
            RegisterDamaged: Their role or key is not proven by signed entries.
        """
        tool = Compartments(self._desk)
        tool.require(compartment)
        user = self._desk.find_user(name)
        store = self._desk.store
        if user.retired or compartment.permission not in user.permissions:
            raise NotAllowedNow(_NOT_ENTITLED, name=user.name, what=compartment.label)
        with store.write() as uow:
            people = proven_users(uow.connection, store.origin, compartment)
            held = vault.holders(uow.connection, compartment)
            box = box_of(store.keys, people, compartment, user.name)
            if not box:
                raise NotAllowedNow(_SIGN_IN_FIRST, name=user.name)
            key = people[user.name].key
            if user.name in held and held[user.name][0] == key:
                raise NotAllowedNow(_HAS_IT, name=user.name)
            uow.record(CompartmentAdmitted(compartment=compartment, name=user.name, key=key))
            grants = store.vault.grants_for(compartment, user.name, box)
            file = store.keys.without_grants(user.name, [compartment.value]).with_grants(grants)
            return store.commit_with_keys(uow, file)


def _record(
    compartment: Compartment,
    held: dict[str, tuple[str, str]],
    users: Sequence[UserRecord],
) -> CompartmentRecord:
    entitled = {
        user.name: user
        for user in users
        if not user.retired and compartment.permission in user.permissions
    }
    return CompartmentRecord(
        compartment=compartment,
        holders=tuple(
            HolderRecord(name, entitled[name].full_name, moment_of(at).date())
            for name, (_, at) in held.items()
            if name in entitled
        ),
        waiting=tuple(name for name in entitled if held and name not in held),
        recoverable=RECOVERY in held,
    )
