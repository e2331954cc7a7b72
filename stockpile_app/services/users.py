"""Users: adding, changing and retiring them, and resetting forgotten passwords."""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app.domain.access import Permission, Role, SecondPersonAct, permissions_of
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import BadValue, NotAllowedNow, SecondPersonNeeded
from stockpile_app.domain.facts import (
    Fact,
    RecoveryCodeReplaced,
    RecoveryKeyStated,
    UserAdded,
    UserKeyReplaced,
    UserRetired,
    UserRolesChanged,
)
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import AddUser, Credentials, check_name, check_password
from stockpile_app.domain.weapons import check_text
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import consent, keys, opening
from stockpile_app.persistence.authority import Authority, learned
from stockpile_app.persistence.keys import RECOVERY
from stockpile_app.services.desk import Desk

_NOBODY_LEFT = N_(
    "Nobody would be left who can open {what}. Let another officer be admitted first, or let one"
    " who has the key work with it once, so that the recovery code is given it, too."
)
_NOBODY_APPROVES = N_(
    "Nobody else may approve any more, so the recovery code from the sealed envelope must consent"
    " to this. Seal it away again afterwards."
)
_LAST_APPROVER = N_(
    "{name} is the last who could approve beside you. They must consent to going themselves, or the"
    " recovery code from the sealed envelope must. Or let a third person be added who may approve."
)
_LAST = N_("{name} is the last who may add users; give that right to somebody else first.")


@dataclass(frozen=True, slots=True)
class NewRecoveryCode:
    """A recovery code that nobody has written down yet."""

    code: str = field(repr=False)
    changes: ChangeSet


class Users:
    """What is done with users."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def all(self) -> list[UserRecord]:
        """Return all users, retired ones too; everybody may know who works here."""
        return self._desk.users()

    def needs_second(self) -> bool:
        """Whether adding a user needs somebody's consent: so it is since anybody else could."""
        return bool(self._desk.others_who_approve()) or self.needs_code()

    def needs_code(self) -> bool:
        """Whether nobody is left who could approve, so that the recovery code must consent."""
        if self._desk.others_who_approve():
            return False
        authority = self._authority()
        return RECOVERY in authority.users and bool(
            authority.approvers - {self._desk.store.signer.name}
        )

    def retiring_needs(self, name: str) -> bool:
        """Whether retiring a user needs their own consent, or the recovery code's.

        So it is with the last who could approve beside who is signed in: else one person could
        retire the other, and add whom they like.
        """
        user = self._desk.find_user(name)
        return self._authority().is_last(user.name, self._desk.store.signer.name)

    def add(self, command: AddUser, second: Credentials | None = None) -> ChangeSet:
        """Let a person sign in.

        Until a second user who may approve exists, the first may add users alone, and the entry
        says so.

        Raises:
            BadValue: The name is taken or the password not good enough.
            SecondPersonNeeded: A second user who may approve exists and was not named.
        """
        self._desk.require(Permission.USERS)
        name = check_name(command.name)
        if any(each.name.casefold() == name.casefold() for each in self.all()):
            raise BadValue(N_("There is a user “{name}” already."), "name", name=name)
        if not command.roles:
            raise BadValue(N_("Choose at least one role."), "roles")
        full_name = check_text(command.full_name, "full_name") or name
        check_password(command.password, name, full_name, self._desk.register.authority)
        approver = self._approval(second)
        key = SigningKey.generate(name)
        fact = UserAdded(
            name=name,
            full_name=full_name,
            roles=tuple(role.value for role in command.roles),
            key=key.public,
            alone=approver is None,
        )
        return self._record((fact,), approver, self._with_slot(key, command.password))

    def change_roles(
        self, name: str, roles: tuple[Role, ...], second: Credentials | None = None
    ) -> ChangeSet:
        """Give a user other roles.

        Raises:
            NotAllowedNow: Nobody would be left who may add users.
        """
        self._desk.require(Permission.USERS)
        user = self._active(name)
        if not roles:
            raise BadValue(N_("Choose at least one role."), "roles")
        if Role.ADMINISTRATOR not in roles:
            self._refuse_last(user)
        approver = self._approval(second)
        fact = UserRolesChanged(
            name=user.name,
            roles=tuple(role.value for role in roles),
            alone=approver is None,
        )
        lost = [
            compartment.value
            for compartment in Compartment
            if compartment.permission not in permissions_of(roles)
        ]
        file = self._desk.store.keys.without_grants(user.name, lost)
        return self._record((fact,), approver, file)

    def reset_password(
        self, name: str, password: str, second: Credentials | None = None
    ) -> ChangeSet:
        """Give a user who forgot their password a new one, with a new key.

        Raises:
            BadValue: The password is not good enough.
        """
        self._desk.require(Permission.USERS)
        user = self._active(name)
        check_password(password, user.name, user.full_name, self._desk.register.authority)
        approver = self._approval(second)
        key = SigningKey.generate(user.name)
        fact = UserKeyReplaced(name=user.name, key=key.public, alone=approver is None)
        # what is sealed to the old key stays shut: a holder must admit the user anew
        file = self._with_slot(key, password).without_grants(user.name)
        return self._record((fact,), approver, file)

    def replace_recovery_code(self, second: Credentials | None = None) -> NewRecoveryCode:
        """Make a new recovery code; it is shown this once, and the old one is void.

        Raises:
            SecondPersonNeeded: A second user who may approve exists and was not named.
        """
        self._desk.require(Permission.USERS)
        approver = self._approval(second)
        store = self._desk.store
        store.check_writable()
        code = keys.new_recovery_code()
        slot = keys.recovery_slot(store.origin, code, store.key.secret)
        alone = approver is None
        facts = (RecoveryCodeReplaced(alone=alone), RecoveryKeyStated(key=slot.key, alone=alone))
        file = store.keys.without_grants(keys.RECOVERY).with_slot(slot)
        return NewRecoveryCode(code, self._record(facts, approver, file))

    def retire(self, name: str, reason: str = "", second: Credentials | None = None) -> ChangeSet:
        """Let a user sign in no longer; what they recorded stays.

        Raises:
            NotAllowedNow: It is the user who is signed in, or the last who may add users.
            SecondPersonNeeded: They are the last who could approve: they consent, or the recovery
                code does.
        """
        self._desk.require(Permission.USERS)
        user = self._active(name)
        if user.name == self._desk.store.signer.name:
            raise NotAllowedNow(N_("You cannot retire yourself."))
        self._refuse_last(user)
        approver = self._consent_to_go(user, second) if self.retiring_needs(user.name) else None
        fact = UserRetired(name=user.name, reason=check_text(reason, "reason", 500))
        file = self._desk.store.keys.without_slot(user.name).without_grants(user.name)
        return self._record((fact,), approver, file)

    def _record(
        self, facts: tuple[Fact, ...], approver: SigningKey | None, file: keys.KeyFile
    ) -> ChangeSet:
        store = self._desk.store
        _refuse_lost(store.keys, file)
        with store.write(approver) as uow:
            uow.record(*facts)
            return store.commit_with_keys(uow, file)

    def _with_slot(self, key: SigningKey, password: str) -> keys.KeyFile:
        store = self._desk.store
        return store.keys.with_slot(keys.user_slot(store.origin, key, password, store.key.secret))

    def _approval(self, second: Credentials | None) -> SigningKey | None:
        if second is None and not self.needs_second():
            return None
        if self.needs_code():
            if second is None or not _is_code(second):
                raise SecondPersonNeeded(_NOBODY_APPROVES)
            return consent.unlock_code(self._desk.store, second.password)
        return self._desk.approval(SecondPersonAct.ADD_USER, second)

    def _consent_to_go(self, user: UserRecord, second: Credentials | None) -> SigningKey:
        store = self._desk.store
        if second is not None and _is_code(second):
            return consent.unlock_code(store, second.password)
        if second is None or second.name.strip().casefold() != user.name.casefold():
            raise SecondPersonNeeded(_LAST_APPROVER, name=user.name)
        return opening.unlock_second(store, second.name, second.password)

    def _authority(self) -> Authority:
        with self._desk.store.read() as connection:
            return learned(connection, self._desk.store.origin)

    def _active(self, name: str) -> UserRecord:
        user = self._desk.find_user(name)
        if user.retired:
            raise NotAllowedNow(N_("{name} is retired."), name=user.name)
        return user

    def _refuse_last(self, user: UserRecord) -> None:
        others = [
            each
            for each in self.all()
            if each.name != user.name and Permission.USERS in each.permissions
        ]
        if not others:
            raise NotAllowedNow(_LAST, name=user.name)


def _is_code(second: Credentials) -> bool:
    return second.name.strip() == RECOVERY


def _refuse_lost(before: keys.KeyFile, after: keys.KeyFile) -> None:
    """Refuse what would leave a key of a compartment to nobody: what is sealed would be lost."""
    kept = {(each.compartment, each.epoch) for each in after.grants}
    for each in before.grants:
        if (each.compartment, each.epoch) not in kept:
            raise NotAllowedNow(_NOBODY_LEFT, what=Compartment(each.compartment).label)
