"""Compartments at work: other services seal into them, read from them and erase in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment, ConfidentialFact, Unsealed
from stockpile_app.domain.errors import BadValue, NotAllowed, RegisterDamaged
from stockpile_app.domain.facts import (
    CompartmentAdmitted,
    CompartmentOpened,
    ConfidentialViewed,
    Fact,
    SubjectErased,
)
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import vault
from stockpile_app.persistence.authority import Proven, proven
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.keys import RECOVERY, KeyFile, recovery_key
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk

_NOT_ADMITTED: Final = N_(
    "Your role lets you work with {what}, but nobody has given you the key yet. Ask one of those"
    " who have it to admit you: {holders}."
)
_NOBODY: Final = N_("nobody; use the recovery code")
_UNPROVEN: Final = N_(
    "Who may read {what} cannot be proven from signed entries. Verify the register before anything"
    " more is entrusted to it."
)
_KEYS_LOST: Final = N_(
    "The key file does not hold the keys to {what} that the ledger speaks of. Put back keys.json"
    " from the last backup."
)
_STRANGER: Final = Proven("", ())
_ENCRYPTED: Final = "application/octet-stream"


class Compartments:
    """What services do with confidential facts at one desk.

    Every use asks for the role and for the key: the role alone opens nothing.
    """

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def require(self, compartment: Compartment) -> None:
        """Refuse unless the signed-in user may read the compartment and has its keys.

        The first who may opens it. A key is replaced when somebody lost the right to it, so that
        what is sealed from then on is shut to them.

        Raises:
            NotAllowed: The role does not grant it, or no holder has admitted them yet.
        """
        desk = self._desk
        desk.require(compartment.permission)
        store = desk.store
        with store.read() as connection:
            newest = vault.newest_epoch(connection, compartment)
            if newest == 0:
                held: Mapping[str, tuple[str, str]] = {}
                stale = True
            else:
                self._open_all(compartment, newest, connection)
                held = vault.holders(connection, compartment)
                stale = self._changed_hands(compartment, held, desk.users())
        if stale and not store.read_only:
            self._new_key(compartment, newest + 1, held)

    def _open_all(self, compartment: Compartment, newest: int, connection: Connection) -> None:
        store = self._desk.store
        epochs = range(1, newest + 1)
        if all(store.vault.opens(store.keys, compartment, epoch) for epoch in epochs):
            return
        held = [name for name in vault.holders(connection, compartment) if name != RECOVERY]
        if store.signer.name in held and not store.keys.grants:
            raise RegisterDamaged(_KEYS_LOST, what=compartment.label)
        others = ", ".join(name for name in held if name != store.signer.name)
        raise NotAllowed(_NOT_ADMITTED, what=compartment.label, holders=others or _NOBODY)

    def _changed_hands(
        self,
        compartment: Compartment,
        held: Mapping[str, tuple[str, str]],
        users: Iterable[UserRecord],
    ) -> bool:
        entitled = {
            user.name
            for user in users
            if not user.retired and compartment.permission in user.permissions
        }
        keys = self._desk.store.keys
        stated = {slot.name: slot.key for slot in keys.slots if slot.name != RECOVERY}
        if held.get(RECOVERY, ("", ""))[0] != recovery_key(keys):
            return True
        return any(
            name not in entitled or stated.get(name) != key
            for name, (key, _) in held.items()
            if name != RECOVERY
        )

    def _new_key(
        self, compartment: Compartment, epoch: int, held: Mapping[str, tuple[str, str]]
    ) -> None:
        store = self._desk.store
        with store.write() as uow:
            people = proven_users(uow.connection, store.origin, compartment)
            # one whose password was reset since then must be admitted anew
            same = {
                name for name, (key, _) in held.items() if people.get(name, _STRANGER).key == key
            }
            names = {*same, store.signer.name, RECOVERY}
            boxes = {
                name: box
                for name in sorted(names)
                if (box := box_of(store.keys, people, compartment, name))
            }
            if store.signer.name not in boxes:
                raise RegisterDamaged(_UNPROVEN, what=compartment.label)
            grants = store.vault.new_epoch(compartment, epoch, boxes)
            if RECOVERY in boxes and held.get(RECOVERY, ("",))[0] != people[RECOVERY].key:
                # a new code in the envelope opens what is older, too
                older = store.vault.grants_for(compartment, RECOVERY, boxes[RECOVERY])
                grants += [grant for grant in older if grant.epoch != epoch]
            uow.record(
                CompartmentOpened(
                    compartment=compartment,
                    epoch=epoch,
                    holders={name: people[name].key for name in boxes},
                )
            )
            store.commit_with_keys(uow, store.keys.with_grants(grants))

    def seal(
        self, uow: UnitOfWork, compartment: Compartment, subject: str, *facts: ConfidentialFact
    ) -> None:
        """Record facts about ``subject`` that only holders can read; ``require`` comes first.

        Raises:
            NotFound: What was kept of the subject was erased.
        """
        self._desk.require(compartment.permission)
        self._desk.store.vault.seal(uow, compartment, subject, facts)

    def read(self, compartment: Compartment, subject: str | None = None) -> list[Unsealed]:
        """Return what is kept of one subject, or of all, oldest first; nothing of erased ones.

        Raises:
            NotAllowed: The role does not grant it, or no holder has admitted them yet.
        """
        self.require(compartment)
        with self._desk.store.read() as connection:
            return self._desk.store.vault.read(connection, compartment, subject)

    def note_viewed(self, compartment: Compartment, subject: str, purpose: str = "") -> None:
        """Record that who is signed in looks at ``subject``: once a day while they are at it."""
        self.require(compartment)
        desk = self._desk
        look = (compartment, subject, purpose, desk.today)
        if look in desk.looks or desk.store.read_only:
            return
        with desk.store.write() as uow:
            uow.record(
                ConfidentialViewed(compartment=compartment, subject=subject, purpose=purpose)
            )
            uow.commit()
        desk.looks.add(look)

    def erase(
        self, compartment: Compartment, subject: str, reason: str, *further: Fact
    ) -> ChangeSet:
        """Throw the subject's key away and say so; the entries stay and say nothing more.

        Backups made before still hold the key until they are rotated out.

        Args:
            further: Facts to record in the same transaction.

        Raises:
            BadValue: No reason is given.
            NotFound: Nothing is kept of the subject.
        """
        self.require(compartment)
        reason = check_text(reason, "reason", 500)
        if not reason:
            raise BadValue(N_("Say why it is erased."), "reason")
        store = self._desk.store
        with store.write() as uow:
            store.vault.erase(uow.connection, compartment, subject)
            uow.record(
                SubjectErased(
                    compartment=compartment,
                    subject=subject,
                    occurred_on=self._desk.today.isoformat(),
                    reason=reason,
                ),
                *further,
            )
            changes = uow.commit()
        store.fold()
        return changes

    def is_erased(self, compartment: Compartment, subject: str) -> bool:
        """Whether the subject's key was thrown away; no secret."""
        with self._desk.store.read() as connection:
            return vault.is_erased(connection, compartment, subject)

    def keep_file(self, compartment: Compartment, subject: str, content: bytes) -> str:
        """Keep a file about a subject, encrypted as facts about it are; return its SHA-256.

        The digest is that of the ciphertext, which says nothing of the content.

        Raises:
            NotFound: The subject was erased, or nothing is kept of it yet.
        """
        self.require(compartment)
        store = self._desk.store
        store.check_writable()
        with store.read() as connection:
            data = store.vault.seal_file(connection, compartment, subject, content)
        return store.media.put(data, _ENCRYPTED)

    def open_file(self, compartment: Compartment, subject: str, sha256: str) -> bytes:
        """Return the content of a kept file.

        Raises:
            NotFound: The subject was erased.
            RegisterDamaged: The file is missing or was changed.
        """
        self.require(compartment)
        store = self._desk.store
        data = store.media.get(sha256)
        with store.read() as connection:
            return store.vault.open_file(connection, compartment, subject, data)


def proven_users(
    connection: Connection, origin: str, compartment: Compartment
) -> dict[str, Proven]:
    """Return who may do what, as signed entries prove it.

    Raises:
        RegisterDamaged: An entry about users was not signed by people entitled to state it.
    """
    found = proven(connection, origin)
    if not found:
        raise RegisterDamaged(_UNPROVEN, what=compartment.label)
    return found


def box_of(keys: KeyFile, people: Mapping[str, Proven], compartment: Compartment, name: str) -> str:
    """Return what to seal a compartment's key to, so that ``name`` can open it.

    "" when they may not, or when the key file's box is not the one that they state.
    """
    person, slot = people.get(name), keys.slot(name)
    if person is None or slot is None or slot.box is None:
        return ""
    if name != RECOVERY and not person.may(compartment.permission):
        return ""
    return slot.box.public if slot.box.is_of(person.key) else ""


def readmit(desk: Desk, uow: UnitOfWork, user: UserRecord, code: SigningKey | None) -> KeyFile:
    """Give a user whose password was lost their compartments back, by the recovery code.

    Returns:
        The key file without what was sealed to the old key, and with what is to the new.
    """
    store = desk.store
    keys = store.keys.without_grants(user.name)
    if code is None:
        return keys
    opener = vault.Vault(store.origin, code)
    for compartment in Compartment:
        newest = vault.newest_epoch(uow.connection, compartment)
        epochs = range(1, newest + 1)
        if compartment.permission not in user.permissions or not newest:
            continue
        if not all(opener.opens(keys, compartment, epoch) for epoch in epochs):
            continue
        box = store.vault.box
        keys = keys.with_grants(opener.grants_for(compartment, user.name, box))
        uow.record(
            CompartmentAdmitted(compartment=compartment, name=user.name, key=store.signer.public)
        )
    return keys
