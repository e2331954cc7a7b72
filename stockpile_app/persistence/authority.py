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
    Fact,
    RecoveryKeyStated,
    UserAdded,
    UserKeyReplaced,
    UserRetired,
    UserRolesChanged,
    decode,
)
from stockpile_app.ledger.entries import Entry, digest_of
from stockpile_app.ledger.signing import TransactionSignature, is_signed, transaction_message
from stockpile_app.persistence.base import raw_columns, table_of
from stockpile_app.persistence.keys import RECOVERY
from stockpile_app.persistence.tables import EntryRow, SignatureRow, UserEntryRow

_ENTRY: Final = table_of(EntryRow)
_SIGNATURE: Final = table_of(SignatureRow)
_SEQ_BITS: Final = (1 << 32) - 1


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
    """

    def __init__(self) -> None:
        """Know nobody yet."""
        self.users: dict[str, Proven] = {}
        self.refused: list[int] = []

    def learn(self, entries: Sequence[Entry], signature: TransactionSignature) -> None:
        """Take note of what one whole transaction says of users, if its signers may say it."""
        about_users = [
            (entry.seq, fact) for entry in entries if (fact := _user_fact(entry)) is not None
        ]
        founding = signature.first_seq == 1
        before = dict(self.users)
        for seq, fact in about_users:
            if founding or self._may_state(fact, signature):
                self._note(fact)
            else:
                self.refused.append(seq)
        # keys stated within it may sign it: the founder's, and one that a recovery made
        if not self._is_genuine(entries, signature):
            self.users = before
            known = set(self.refused)
            self.refused += [seq for seq, _fact in about_users if seq not in known]

    def _may_state(self, fact: Fact, signature: TransactionSignature) -> bool:
        if isinstance(fact, UserKeyReplaced) and fact.by_recovery:
            # codes of older programs had no key to sign with
            by_code = signature.second == RECOVERY or RECOVERY not in self.users
            return by_code and signature.user == fact.name
        signer = self.users.get(signature.user)
        if signer is None or not signer.may(Permission.USERS):
            return False
        if isinstance(fact, UserRetired):
            return True
        if signature.second is None:
            return not self._others_approve(signature.user)
        second = self.users.get(signature.second)
        return (
            second is not None
            and signature.second != signature.user
            and second.may(Permission.APPROVE)
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
    authority = Authority()
    for entries, signature in user_transactions(connection, origin):
        authority.learn(entries, signature)
        if authority.refused:
            return {}
    return authority.users


def user_transactions(
    connection: Connection, origin: str
) -> Iterator[tuple[list[Entry], TransactionSignature]]:
    """Yield the transactions that say something of users, whole, with their signatures."""
    rows = connection.execute(select(UserEntryRow.id).order_by(UserEntryRow.id)).scalars()
    done = 0
    for seq in [row & _SEQ_BITS for row in rows if row <= _SEQ_BITS]:
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


def _user_fact(entry: Entry) -> Fact | None:
    if entry.kind not in _KINDS:
        return None
    try:
        return decode(entry.kind, entry.body)
    except ValueError:  # a changed entry; its digest tells so
        return None


_KINDS: Final = frozenset(
    fact.kind
    for fact in (UserAdded, UserRolesChanged, UserRetired, UserKeyReplaced, RecoveryKeyStated)
)


def _roles(codes: Iterable[str]) -> tuple[Role, ...]:
    return tuple(Role(code) for code in codes)
