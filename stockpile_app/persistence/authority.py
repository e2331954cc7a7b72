"""Proves from the entries alone who may do what: no derived table is believed.

Whoever has the store's key can write any row with a database tool, a user with any role too. What
such a person cannot make are the signatures of others. So an entry that adds a user or changes one
counts only when those who signed its transaction were allowed to state it at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from stockpile_app.domain.access import Permission, Role, permissions_of
from stockpile_app.domain.facts import (
    DisposalApproved,
    DisposalWeaponVerified,
    Fact,
    IdentityCorrected,
    ImportUndone,
    RecoveryKeyStated,
    UserAdded,
    UserKeyReplaced,
    UserRetired,
    UserRolesChanged,
    WeaponsDisposed,
    decode,
)
from stockpile_app.ledger.entries import Entry, digest_of
from stockpile_app.ledger.signing import TransactionSignature, is_signed, transaction_message
from stockpile_app.persistence.base import raw_columns, table_of
from stockpile_app.persistence.keys import RECOVERY
from stockpile_app.persistence.tables import EntryRow, SignatureRow, UserEntryRow

_ENTRY: Final = table_of(EntryRow)
_SIGNATURE: Final = table_of(SignatureRow)
SEQ_BITS: Final = (1 << 32) - 1


class Proven(NamedTuple):
    """A user as signed entries make them.

    Attributes:
        key: Public signing key, in hex.
    """

    key: str
    roles: tuple[Role, ...]
    retired: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether they may do it."""
        return not self.retired and permission in permissions_of(self.roles)


class Authority:
    """Who may do what after the transactions seen so far.

    Attributes:
        users: By name; the recovery code is among them as ``*recovery*``, with no roles.
        refused: Sequence numbers of entries that nobody entitled signed.
        approvers: Everybody who may approve or once might.
        unapproved: Sequence numbers of entries that need a second person, and nobody who might
            approve them at that moment signed as such.
    """

    def __init__(self) -> None:
        """Know nobody yet."""
        self.users: dict[str, Proven] = {}
        self.refused: list[int] = []
        self.approvers: frozenset[str] = frozenset()
        self.unapproved: list[int] = []

    def learn(self, entries: Sequence[Entry], signature: TransactionSignature) -> None:
        """Take note of what one whole transaction says of users, if its signers may say it."""
        if not self._is_second(signature.second, signature.user):
            self.unapproved += [entry.seq for entry in entries if _needs_two(entry)]
        about_users = [
            (entry.seq, fact) for entry in entries if (fact := _user_fact(entry)) is not None
        ]
        founding = signature.first_seq == 1
        before, approvers = dict(self.users), self.approvers
        for seq, fact in about_users:
            if founding or self._may_state(fact, signature):
                self._note(fact)
            else:
                self.refused.append(seq)
        # keys stated within it may sign it: the founder's, and one that a recovery made
        if not self._is_genuine(entries, signature):
            self.users, self.approvers = before, approvers
            known = set(self.refused)
            self.refused += [seq for seq, _fact in about_users if seq not in known]

    def _is_second(self, second: str | None, user: str) -> bool:
        found = self.users.get(second or "")
        return found is not None and second != user and found.may(Permission.APPROVE)

    def _may_state(self, fact: Fact, signature: TransactionSignature) -> bool:
        if isinstance(fact, UserKeyReplaced) and fact.by_recovery:
            # codes of older programs had no key to sign with
            by_code = signature.second == RECOVERY or RECOVERY not in self.users
            return by_code and signature.user == fact.name
        signer = self.users.get(signature.user)
        if signer is None or not signer.may(Permission.USERS):
            return False
        if isinstance(fact, UserRetired) and self._may_go(fact.name, signature):
            return True
        if signature.second is None:
            return self._may_act_alone(signature.user)
        return self._may_consent(signature.second, signature.user)

    def _may_go(self, name: str, signature: TransactionSignature) -> bool:
        consents = signature.second in {name, RECOVERY}
        return consents or not self.is_last(name, signature.user)

    def _may_consent(self, second: str, user: str) -> bool:
        if second == RECOVERY:  # who holds the envelope, where nobody else is left
            return RECOVERY in self.users and not self._others_approve(user)
        return self._is_second(second, user)

    def _may_act_alone(self, user: str) -> bool:
        """Whether there never was a second person who might approve.

        Else who retires all others could add whom they like. Where no recovery code can consent,
        as in registers of older programs, it is enough that nobody is left.
        """
        if RECOVERY not in self.users:
            return not self._others_approve(user)
        return not self.approvers - {user}

    def is_last(self, name: str, user: str) -> bool:
        """Whether without ``name`` nobody but ``user`` could approve any more."""
        leaving = self.users.get(name)
        return (
            RECOVERY in self.users
            and leaving is not None
            and leaving.may(Permission.APPROVE)
            and not any(
                other.may(Permission.APPROVE)
                for each, other in self.users.items()
                if each not in {name, user}
            )
        )

    def _others_approve(self, name: str) -> bool:
        return any(
            other.may(Permission.APPROVE) for each, other in self.users.items() if each != name
        )

    def _note(self, fact: Fact) -> None:
        match fact:
            case UserAdded(name=name, key=key, roles=roles):
                self.users.setdefault(name, Proven(key, _roles(roles)))
            case UserRolesChanged(name=name, roles=roles) if name in self.users:
                self.users[name] = self.users[name]._replace(roles=_roles(roles))
            case UserKeyReplaced(name=name, key=key) if name in self.users:
                self.users[name] = self.users[name]._replace(key=key)
            case UserRetired(name=name) if name in self.users:
                self.users[name] = self.users[name]._replace(retired=True)
            case RecoveryKeyStated(key=key):
                self.users[RECOVERY] = Proven(key, ())
            case _:
                pass
        self.approvers |= {
            each for each, user in self.users.items() if user.may(Permission.APPROVE)
        }

    def _is_genuine(self, entries: Sequence[Entry], signature: TransactionSignature) -> bool:
        last = entries[-1]
        message = transaction_message(
            signature.origin, signature.first_seq, signature.seq, last.digest
        )
        signers = [(signature.user, signature.signature)]
        if signature.second is not None:
            signers.append((signature.second, signature.second_signature or b""))
        return _is_chained(entries, signature) and all(
            name in self.users and is_signed(self.users[name].key, given, message)
            for name, given in signers
        )


def proven(connection: Connection, origin: str) -> dict[str, Proven]:
    """Return the users of a register, by name; empty when any entry about one is not genuine.

    Derived tables only say where to look; an entry that they hide is for ``verify`` to find.
    """
    authority = learned(connection, origin)
    return {} if authority.refused else authority.users


def learned(connection: Connection, origin: str) -> Authority:
    """Return who may do what after all entries, up to the first that is not genuine."""
    authority = Authority()
    for entries, signature in user_transactions(connection, origin):
        authority.learn(entries, signature)
        if authority.refused:
            break
    return authority


def user_transactions(
    connection: Connection, origin: str, *, everywhere: bool = False
) -> Iterator[tuple[list[Entry], TransactionSignature]]:
    """Yield the transactions that say something of users, whole, with their signatures.

    Args:
        everywhere: Look through all entries, and do not believe the derived table of them; yield
            those that needed a second person, too.
    """
    done = 0
    for seq in _about_users(connection, origin, everywhere=everywhere):
        if seq <= done:
            continue
        signature = _signature_over(connection, origin, seq)
        if signature is None:
            return
        done = signature.seq
        found = connection.execute(
            select(*raw_columns(_ENTRY))
            .where(EntryRow.origin == origin)
            .where(EntryRow.seq.between(signature.first_seq, signature.seq))
            .order_by(EntryRow.seq)
        )
        yield [Entry(*row) for row in found], signature


def _about_users(connection: Connection, origin: str, *, everywhere: bool) -> list[int]:
    if everywhere:
        statement = (
            select(EntryRow.seq)
            .where(EntryRow.origin == origin, EntryRow.kind.in_(_KINDS | TWO_PERSON))
            .order_by(EntryRow.seq)
        )
        return list(connection.execute(statement).scalars())
    rows = connection.execute(select(UserEntryRow.id).order_by(UserEntryRow.id)).scalars()
    return [row & SEQ_BITS for row in rows if row <= SEQ_BITS]


def _signature_over(connection: Connection, origin: str, seq: int) -> TransactionSignature | None:
    row = connection.execute(
        select(*raw_columns(_SIGNATURE))
        .where(SignatureRow.origin == origin, SignatureRow.seq >= seq)
        .order_by(SignatureRow.seq)
        .limit(1)
    ).first()
    return TransactionSignature(*row) if row else None


def _is_chained(entries: Sequence[Entry], signature: TransactionSignature) -> bool:
    wanted = range(signature.first_seq, signature.seq + 1)
    if [entry.seq for entry in entries] != [*wanted]:
        return False
    previous = entries[0].previous
    for entry in entries:
        if entry.previous != previous or digest_of(entry) != entry.digest:
            return False
        previous = entry.digest
    return True


def _needs_two(entry: Entry) -> bool:
    if entry.kind != WeaponsDisposed.kind:
        return entry.kind in TWO_PERSON
    try:
        fact = decode(entry.kind, entry.body)
    except ValueError:  # a changed entry; its digest tells so
        return True
    # what was handed over has its receiver, who signed on paper
    return isinstance(fact, WeaponsDisposed) and not fact.received_by


def _user_fact(entry: Entry) -> Fact | None:
    if entry.kind not in _KINDS:
        return None
    try:
        return decode(entry.kind, entry.body)
    except ValueError:  # a changed entry; its digest tells so
        return None


TWO_PERSON: Final = frozenset(
    fact.kind
    for fact in (
        IdentityCorrected,
        ImportUndone,
        DisposalApproved,
        DisposalWeaponVerified,
        WeaponsDisposed,
    )
)
"""What needs a second person; of disposals, what is destroyed. Counts with a shortage and incidents
with weapons that are still gone need one by what came before, which the services alone know."""

_KINDS: Final = frozenset(
    fact.kind
    for fact in (UserAdded, UserRolesChanged, UserRetired, UserKeyReplaced, RecoveryKeyStated)
)


def _roles(codes: Iterable[str]) -> tuple[Role, ...]:
    return tuple(Role(code) for code in codes)
