"""How an official document is made: written, recorded and sealed in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from stockpile_app import i18n
from stockpile_app.documents.stamp import SealStamp, Stamp
from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import DocumentDone, PrintDocument
from stockpile_app.domain.facts import DocumentIssued, DocumentMade
from stockpile_app.ledger.seals import Seal
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import replacing, settle
from stockpile_app.persistence.history import seal_record
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk


class _About(NamedTuple):
    subject: int | None
    weapon: str


class Issuing:
    """A document that is being made.

    Attributes:
        out: Where the PDF goes.
        connection: Reads of what it is made from, inside the same transaction.
    """

    def __init__(self, desk: Desk, uow: UnitOfWork, out: BinaryIO, command: PrintDocument) -> None:
        """Prepare; ``stamp`` records it."""
        self._desk = desk
        self._uow = uow
        self._command = command
        self._seal: Seal | None = None
        self._number = ""
        self._weapons = 0
        self._changes = ChangeSet()
        self._about: _About | None = None
        self.out = out

    @property
    def connection(self) -> Connection:
        """The transaction's own connection."""
        return self._uow.connection

    @property
    def unit(self) -> UnitOfWork:
        """The transaction itself, for what is recorded beside the document."""
        return self._uow

    def about(self, subject: int | None = None, weapon: str = "") -> None:
        """Say, before the stamp, what one thing the document is about: it is found there again.

        Args:
            subject: Id of the movement, order, job, stocktake or incident.
            weapon: Register number of the weapon.
        """
        self._about = _About(subject, weapon)

    def stamp(
        self,
        document: str,
        prefix: str,
        title: str,
        *,
        depot: str,
        scope: str,
        weapons: int = 0,
    ) -> Stamp:
        """Record that the document is made, seal the history, and return what says so on paper.

        Args:
            document: Code of the kind of document, as the ledger keeps it.
            prefix: Of the document number, which leads to the entry: ``AS-KE01-123``.
            title: Untranslated.
            weapons: How many it is about.
        """
        number = self._number = document_number(self._uow, prefix)
        self._weapons = weapons
        about = self._about
        if about is None:
            self._uow.record(
                DocumentIssued(document=document, doc_number=number, scope=scope, weapons=weapons)
            )
        else:
            self._uow.record(
                DocumentMade(
                    document=document,
                    doc_number=number,
                    scope=scope,
                    weapons=weapons,
                    subject=about.subject,
                    number=about.weapon,
                )
            )
        seal = self._seal = self._uow.seal(self._number)
        return Stamp(
            authority=self._desk.register.authority,
            depot=depot,
            title=i18n.gettext(title),
            doc_number=self._number,
            made_at=self._desk.store.clock(),
            user=self._desk.user.full_name,
            classification=self._command.classification,
            seal=SealStamp(code=seal.code, qr=seal.qr, seq=seal.seq, origin=seal.origin),
            language=i18n.current_language(),
            page_size=self._command.page,
        )

    def commit(self) -> None:
        """Make it so.

        Raises:
            OSError: There is no room for the file.
        """
        settle(self.out)
        self._changes = self._uow.commit()

    @property
    def done(self) -> DocumentDone:
        """What was made; after the block."""
        seal = seal_record(self._seal) if self._seal else None
        return DocumentDone(self._command.out, self._number, self._weapons, seal, self._changes)


@contextmanager
def issuing(
    desk: Desk, command: PrintDocument, permission: Permission = Permission.PRINT
) -> Iterator[Issuing]:
    """Yield a document to make; leaving the block records it, or leaves nothing behind.

    Raises:
        NotAllowed: The user may not print it.
        StorageFailed: The file cannot be written; the old one, if any, is untouched.
    """
    desk.require(permission)
    with written(command.out) as out, desk.store.write() as uow:
        made = Issuing(desk, uow, out, command)
        yield made
        made.commit()


def document_number(uow: UnitOfWork, prefix: str) -> str:
    """Return a document number that leads to the entry which records the document."""
    return f"{prefix}-{uow.origin}-{uow.next_seq}"


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that replaces ``path`` once everything went well, and leaves nothing if not."""
    with replacing(path) as temporary, temporary.open("wb") as out:
        yield out
