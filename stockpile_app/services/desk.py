"""A signed-in person at an open register: what every service works on."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.access import Permission, SecondPersonAct, permissions_of, require
from stockpile_app.domain.errors import NotAllowed, NotFound, SecondPersonNeeded
from stockpile_app.domain.records import RegisterRecord, UserRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import history
from stockpile_app.persistence.backup_log import BackupLog
from stockpile_app.persistence.consent import refuse_puppet
from stockpile_app.persistence.opening import unlock_second
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.weapon_records import load

_NO_USER = N_("There is no user “{name}”.")
_SAME_PERSON = N_("You cannot approve your own act; a second person must: {act}.")
_MAY_NOT_APPROVE = N_("{name} may not approve as the second person: {act}.")


class Desk:
    """The open store, who sits at it, and what they may do.

    Attributes:
        store: The open register.
        register: The register as its first entry states it.
        looks: What confidential subjects were looked at, each an entry once a day.
        backup_log: What the ledger says of backups, as far as it was read.
    """

    def __init__(self, store: Store) -> None:
        """Sit down at ``store``, whose ledger has its first entries."""
        self.store = store
        self.looks: set[object] = set()
        self.backup_log = BackupLog()
        with store.read() as connection:
            self.register: RegisterRecord = history.register(connection)

    @property
    def user(self) -> UserRecord:
        """Who is signed in, with the roles of this moment."""
        with self.store.read() as connection:
            found = history.user(connection, self.store.signer.name)
        if found is None:  # a register opened by recovery, for a name that it does not know
            raise NotFound(_NO_USER, name=self.store.signer.name)
        return found

    @property
    def today(self) -> dt.date:
        """The day on this machine, in its own time zone."""
        return self.store.clock().astimezone().date()

    @property
    def local_now(self) -> dt.datetime:
        """The time of day on this machine as its clock shows it, without a zone."""
        return self.store.clock().astimezone().replace(tzinfo=None)

    def users(self) -> list[UserRecord]:
        """Return all users, retired ones too."""
        with self.store.read() as connection:
            return history.users(connection)

    def find_user(self, name: str) -> UserRecord:
        """Return a user by name, whatever the case.

        Raises:
            NotFound: There is none of this name.
        """
        wanted = name.strip().casefold()
        for user in self.users():
            if user.name.casefold() == wanted:
                return user
        raise NotFound(_NO_USER, name=name)

    def require(self, permission: Permission) -> None:
        """Refuse unless the signed-in user may do it.

        Raises:
            NotAllowed: Their roles do not grant it.
        """
        require(self.user.roles, permission)

    def may(self, permission: Permission) -> bool:
        """Whether the signed-in user may do it; for screens that offer what is allowed."""
        return permission in self.user.permissions

    def others_who_approve(self) -> list[UserRecord]:
        """Return who could be the second person beside the signed-in user."""
        return [
            user
            for user in self.users()
            if user.name != self.store.signer.name and Permission.APPROVE in user.permissions
        ]

    def approval(self, act: SecondPersonAct, second: Credentials | None) -> SigningKey:
        """Let a second person sign in for one act alone; return the key they sign it with.

        Raises:
            SecondPersonNeeded: Nobody was named.
            SignInRefused: Their password is wrong.
            NotAllowed: They are the first person, retired, may not approve, or were given their
                password by the first less than 24 hours ago.
        """
        self.store.check_writable()
        if second is None or not second.name.strip():
            raise SecondPersonNeeded(act=act.label)
        if second.name.strip().casefold() == self.store.signer.name.casefold():
            raise NotAllowed(_SAME_PERSON, act=act.label)
        key = unlock_second(self.store, second.name, second.password)
        user = self.find_user(key.name)
        if (
            user.retired
            or Permission.APPROVE not in permissions_of(user.roles)
            or key.name == self.store.signer.name
        ):
            raise NotAllowed(_MAY_NOT_APPROVE, name=user.name, act=act.label)
        refuse_puppet(self.store, user.name)
        return key

    def weapon(self, weapon_id: int) -> WeaponRecord:
        """Return one weapon.

        Raises:
            NotFound: There is none of this id.
        """
        with self.store.read() as connection:
            found = load(connection, [weapon_id])
        if weapon_id not in found:
            raise NotFound(N_("There is no such weapon in this register."))
        return found[weapon_id]
