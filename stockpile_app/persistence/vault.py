"""Opens compartments for whoever signed in: keys, sealed facts, and keys of single subjects."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import Final, Never

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, delete, func, select

from stockpile_app.domain import confidential_facts
from stockpile_app.domain.confidential import Compartment, ConfidentialFact, Unsealed
from stockpile_app.domain.errors import NotFound, RegisterDamaged
from stockpile_app.domain.facts import Sealed, SubjectKeyMade
from stockpile_app.domain.text import N_
from stockpile_app.domain.written import written
from stockpile_app.ledger.boxes import BoxKey, seal_to
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.keys import Grant, KeyFile
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.tables import (
    HolderRow,
    SealedEntryRow,
    SealedSubjectRow,
    SubjectKeyRow,
)
from stockpile_app.persistence.unit_of_work import UnitOfWork

_NONCE: Final = 12
_ERASED: Final = N_("What was kept of {subject} was erased.")
_UNREADABLE: Final = N_(
    "What is sealed of {subject} cannot be opened: it was changed with a tool, or the key file is"
    " not the one that belongs to this register."
)
_SEALED: Final = table_of(SealedEntryRow)
_SUBJECT_KEY: Final = table_of(SubjectKeyRow)


class Vault:
    """The compartments that one user can open, at one register.

    Keys are opened once and kept while the register is open.
    """

    def __init__(self, origin: str, signer: SigningKey) -> None:
        """Open with the box key of ``signer``."""
        self._origin = origin
        self._name = signer.name
        self._box = BoxKey(signer)
        self._keys: dict[tuple[Compartment, int], bytes] = {}

    def opens(self, keys: KeyFile, compartment: Compartment, epoch: int) -> bool:
        """Whether the user has this key of the compartment; it is kept for what follows."""
        if (compartment, epoch) in self._keys:
            return True
        grant = keys.grant(compartment.value, epoch, self._name)
        found = grant and self._box.open(grant.sealed, self._purpose(compartment, epoch))
        if found:
            self._keys[compartment, epoch] = found
        return bool(found)

    @property
    def box(self) -> str:
        """What others seal to, so that this user can open it."""
        return self._box.box.public

    def new_epoch(
        self, compartment: Compartment, epoch: int, boxes: Mapping[str, str]
    ) -> list[Grant]:
        """Make a key; return it sealed to each holder's box."""
        self._keys[compartment, epoch] = AESGCM.generate_key(256)
        return [self._grant(compartment, epoch, name, box) for name, box in boxes.items()]

    def grants_for(self, compartment: Compartment, name: str, box: str) -> list[Grant]:
        """Return every key of the compartment that this user has, sealed to somebody's box."""
        return [
            self._grant(compartment, epoch, name, box)
            for kept, epoch in sorted(self._keys)
            if kept is compartment
        ]

    def _grant(self, compartment: Compartment, epoch: int, name: str, box: str) -> Grant:
        key = self._keys[compartment, epoch]
        sealed = seal_to(box, key, self._purpose(compartment, epoch))
        return Grant(compartment.value, epoch, name, sealed)

    def _purpose(self, compartment: Compartment, epoch: int) -> str:
        return f"stockpile compartment {self._origin} {compartment.value} {epoch}"

    def seal(
        self,
        uow: UnitOfWork,
        compartment: Compartment,
        subject: str,
        facts: Iterable[ConfidentialFact],
    ) -> None:
        """Record facts sealed under the newest key, or under the subject's own.

        Raises:
            NotFound: The subject was erased.
        """
        epoch = newest_epoch(uow.connection, compartment)
        key = self._keys[compartment, epoch]
        if compartment.is_erasable:
            key = self._subject_key(uow, compartment, subject, epoch)
        about = self._about(compartment, subject)
        uow.record(
            *(
                Sealed(
                    compartment=compartment,
                    epoch=epoch,
                    subject=subject,
                    data=_encrypt(key, _bytes(fact), about),
                )
                for fact in facts
            )
        )

    def read(
        self, connection: Connection, compartment: Compartment, subject: str | None = None
    ) -> list[Unsealed]:
        """Return what is sealed, in order; of erased subjects nothing.

        Raises:
            RegisterDamaged: Something cannot be opened.
        """
        statement = (
            select(_SEALED).where(_SEALED.c.compartment == compartment.value).order_by(_SEALED.c.id)
        )
        keys = select(_SUBJECT_KEY).where(_SUBJECT_KEY.c.compartment == compartment.value)
        erased = select(SealedSubjectRow.subject).where(
            SealedSubjectRow.compartment == compartment.value,
            SealedSubjectRow.erased_at.is_not(None),
        )
        if subject is not None:
            statement = statement.where(_SEALED.c.subject == subject)
            keys = keys.where(_SUBJECT_KEY.c.subject == subject)
            erased = erased.where(SealedSubjectRow.subject == subject)
        gone = frozenset(connection.execute(erased).scalars())
        own = {row.subject: self._opened(row) for row in connection.execute(keys)}
        return [
            self._unsealed(row, own)
            for row in connection.execute(statement)
            if row.subject not in gone
        ]

    def erase(self, connection: Connection, compartment: Compartment, subject: str) -> None:
        """Throw away the subject's own key.

        Raises:
            NotFound: There is none: nothing was kept, or it was erased before.
        """
        done = connection.execute(
            delete(_SUBJECT_KEY).where(
                _SUBJECT_KEY.c.compartment == compartment.value, _SUBJECT_KEY.c.subject == subject
            )
        )
        if not done.rowcount:
            raise NotFound(_ERASED, subject=subject)

    def seal_file(
        self, connection: Connection, compartment: Compartment, subject: str, content: bytes
    ) -> bytes:
        """Return a file about a subject, encrypted as facts about it are.

        Raises:
            NotFound: The subject was erased, or nothing is kept of it.
        """
        epoch = newest_epoch(connection, compartment)
        key = self._file_key(connection, compartment, subject, epoch)
        return epoch.to_bytes(4, "big") + _encrypt(key, content, self._file(compartment, subject))

    def open_file(
        self, connection: Connection, compartment: Compartment, subject: str, data: bytes
    ) -> bytes:
        """Return the content of a file about a subject.

        Raises:
            NotFound: The subject was erased.
            RegisterDamaged: It cannot be opened.
        """
        epoch = int.from_bytes(data[:4], "big")
        key = self._file_key(connection, compartment, subject, epoch)
        return _decrypt(key, data[4:], self._file(compartment, subject), subject)

    def _file_key(
        self, connection: Connection, compartment: Compartment, subject: str, epoch: int
    ) -> bytes:
        if compartment.is_erasable:
            row = _own_key(connection, compartment, subject)
            if row is None:
                raise NotFound(_ERASED, subject=subject)
            return self._opened(row)
        key = self._keys.get((compartment, epoch))
        if key is None:
            _unreadable(subject)
        return key

    def _file(self, compartment: Compartment, subject: str) -> bytes:
        return self._about(compartment, subject) + b" file"

    def _unsealed(self, row: Row[tuple[object, ...]], own: Mapping[str, bytes]) -> Unsealed:
        compartment = Compartment(row.compartment)
        key = (
            own.get(row.subject)
            if compartment.is_erasable
            else self._keys.get((compartment, row.epoch))
        )
        if key is None:
            _unreadable(row.subject)
        written = _decrypt(key, row.data, self._about(compartment, row.subject), row.subject)
        fact = confidential_facts.decode(written)
        seq = row.id & ((1 << 32) - 1)
        return Unsealed(seq, row.recorded_at, row.recorded_by, row.subject, fact)

    def _subject_key(
        self, uow: UnitOfWork, compartment: Compartment, subject: str, epoch: int
    ) -> bytes:
        row = _own_key(uow.connection, compartment, subject)
        if row is not None:
            return self._opened(row)
        if is_erased(uow.connection, compartment, subject):
            raise NotFound(_ERASED, subject=subject)
        key = AESGCM.generate_key(256)
        about = self._about(compartment, subject) + b" key"
        data = _encrypt(self._keys[compartment, epoch], key, about)
        insert_rows(uow.connection, _SUBJECT_KEY, [(compartment.value, subject, epoch, data)])
        made = hashlib.sha256(data).hexdigest()
        uow.record(
            SubjectKeyMade(compartment=compartment, subject=subject, epoch=epoch, sha256=made)
        )
        return key

    def _opened(self, row: Row[tuple[object, ...]]) -> bytes:
        compartment = Compartment(row.compartment)
        key = self._keys.get((compartment, row.epoch))
        if key is None:
            _unreadable(row.subject)
        return _decrypt(key, row.data, self._about(compartment, row.subject) + b" key", row.subject)

    def _about(self, compartment: Compartment, subject: str) -> bytes:
        return f"stockpile sealed {self._origin} {compartment.value} {subject}".encode()


def newest_epoch(connection: Connection, compartment: Compartment) -> int:
    """Return the number of the compartment's newest key; 0 when it was never opened."""
    found: int = connection.execute(
        select(func.coalesce(func.max(HolderRow.epoch), 0)).where(
            HolderRow.compartment == compartment.value
        )
    ).scalar_one()
    return found


def is_erased(connection: Connection, compartment: Compartment, subject: str) -> bool:
    """Whether the subject's key was thrown away."""
    return (
        connection.execute(
            select(SealedSubjectRow.subject).where(
                SealedSubjectRow.compartment == compartment.value,
                SealedSubjectRow.subject == subject,
                SealedSubjectRow.erased_at.is_not(None),
            )
        ).first()
        is not None
    )


def holders(connection: Connection, compartment: Compartment) -> dict[str, tuple[str, str]]:
    """Return who was given the newest key: signing key and moment, by name."""
    newest = newest_epoch(connection, compartment)
    rows = connection.execute(
        select(HolderRow.name, HolderRow.key, HolderRow.admitted_at)
        .where(HolderRow.compartment == compartment.value, HolderRow.epoch == newest)
        .order_by(HolderRow.admitted_at, HolderRow.name)
    )
    return {row.name: (row.key, row.admitted_at) for row in rows}


def _own_key(
    connection: Connection, compartment: Compartment, subject: str
) -> Row[tuple[object, ...]] | None:
    return connection.execute(
        select(_SUBJECT_KEY).where(
            _SUBJECT_KEY.c.compartment == compartment.value, _SUBJECT_KEY.c.subject == subject
        )
    ).first()


def _bytes(fact: ConfidentialFact) -> bytes:
    """Return what is encrypted, after the check that a fact in clear goes through, too."""
    written(fact, msgspec.json.encode)
    return confidential_facts.encode(fact)


def _encrypt(key: bytes, content: bytes, about: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def _decrypt(key: bytes, data: bytes, about: bytes, subject: str) -> bytes:
    try:
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], about)
    except (InvalidTag, ValueError):
        _unreadable(subject)


def _unreadable(subject: str) -> Never:
    raise RegisterDamaged(_UNREADABLE, subject=subject)
