"""Documents: each is an entry, and carries a seal over the history it was made from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice, repeat
from pathlib import Path
from typing import BinaryIO

from stockpile_app import i18n
from stockpile_app.documents.audit_sheet import TypeTotal, write_audit_sheet
from stockpile_app.documents.calibration import write_calibration
from stockpile_app.documents.label_stock import LabelStock, label_stock, label_stocks, own_stock
from stockpile_app.documents.labels import LabelRun, check_run, write_labels
from stockpile_app.documents.recovery_sheet import write_recovery_sheet
from stockpile_app.documents.stamp import SealStamp, Stamp
from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import DocumentDone, OwnSheet, PrintAuditSheet, PrintLabels
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.facts import DocumentIssued
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponOrder, WeaponQuery, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.ledger.seals import Seal, show_code
from stockpile_app.persistence import weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import replacing
from stockpile_app.persistence.history import seal_record
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.persistence.weapon_records import load
from stockpile_app.services.desk import Desk

_EVERYTHING = N_("All depots")
_NOTHING = N_("There is no weapon to print: no weapon matches.")


class Documents:
    """What is printed."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def stocks(self) -> list[LabelStock]:
        """Return the label sheets that are known."""
        return list(label_stocks().values())

    def labels(self, command: PrintLabels, progress: Progress | None = None) -> DocumentDone:
        """Write labels as a PDF, and record that they were.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: No weapon matches.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.PRINT)
        stock, run = _sheet(command)
        with _written(command.out) as out, self._desk.store.write() as uow:
            total, records = _chosen(uow.connection, command)
            number = _number(uow, "LB")
            uow.record(
                DocumentIssued(
                    document="labels", doc_number=number, scope=stock.code, weapons=total
                )
            )
            write_labels(out, records, stock, run, total, progress)
            changes = uow.commit()
        return DocumentDone(command.out, number, total, None, changes)

    def preview_labels(self, command: PrintLabels) -> bytes:
        """Return the first sheet as ``labels`` would make it; nothing is written or recorded.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: No weapon matches.
        """
        self._desk.require(Permission.PRINT)
        stock, run = _sheet(command)
        out = io.BytesIO()
        with self._desk.store.read() as connection:
            _total, records = _chosen(connection, command)
            copies = chain.from_iterable(repeat(each, run.copies) for each in records)
            first = islice(copies, stock.per_sheet - run.start + 1)
            write_labels(out, first, stock, replace(run, copies=1))
        return out.getvalue()

    def calibration(self, out: Path, command: PrintLabels) -> None:
        """Write the page that shows how far a printer is off."""
        with _written(out) as target:
            write_calibration(target, _stock(command), command.offset)

    def audit_sheet(
        self, command: PrintAuditSheet, progress: Progress | None = None
    ) -> DocumentDone:
        """Write an audit sheet as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such place.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.PRINT)
        with _written(command.out) as out, self._desk.store.write() as uow:
            depot, scope = _scope(uow.connection, command.place)
            query = WeaponQuery(place=command.place, order=WeaponOrder.PLACE)
            total, records = weapon_index.iterate(uow.connection, query, NoProgress())
            totals = weapon_index.totals_by_type(uow.connection, command.place)
            number = _number(uow, "AS")
            uow.record(
                DocumentIssued(
                    document="audit-sheet", doc_number=number, scope=scope, weapons=total
                )
            )
            seal = uow.seal(number)
            stamp = self._stamp(depot, N_("Audit sheet"), number, seal, command)
            write_audit_sheet(
                out,
                stamp,
                scope,
                records,
                [TypeTotal(*each) for each in totals],
                progress,
                dpi=command.dpi,
            )
            changes = uow.commit()
        return DocumentDone(command.out, number, total, seal_record(seal), changes)

    def recovery_sheet(self, out: Path, code: str) -> None:
        """Write the sheet for the sealed envelope; the code is not kept anywhere."""
        self._desk.require(Permission.USERS)
        with _written(out) as target, self._desk.store.write() as uow:
            number = _number(uow, "RC")
            uow.record(
                DocumentIssued(document="recovery-sheet", doc_number=number, scope="", weapons=0)
            )
            seal = uow.seal(number)
            stamp = self._stamp("", N_("Recovery code"), number, seal, PrintAuditSheet(out=out))
            groups = show_code(code).split("-")
            write_recovery_sheet(
                target, stamp, self._desk.store.origin, groups, self._desk.user.full_name
            )
            uow.commit()

    def _stamp(
        self, depot: str, title: str, number: str, seal: Seal, command: PrintAuditSheet
    ) -> Stamp:
        return Stamp(
            authority=self._desk.register.authority,
            depot=depot,
            title=i18n.gettext(title),
            doc_number=number,
            made_at=self._desk.store.clock(),
            user=self._desk.user.full_name,
            classification=command.classification,
            seal=SealStamp(code=seal.code, qr=seal.qr, seq=seal.seq, origin=seal.origin),
            page_size=command.page,
        )


def _stock(command: PrintLabels) -> LabelStock:
    sheet = command.own_sheet
    return label_stock(command.stock) if sheet is None else _own(sheet)


def _sheet(command: PrintLabels) -> tuple[LabelStock, LabelRun]:
    """Return the sheet and how labels are put on it, checked before anything is drawn."""
    stock = _stock(command)
    run = LabelRun(
        start=command.start, copies=command.copies, offset_mm=command.offset, dpi=command.dpi
    )
    check_run(run, stock)
    return stock, run


def _own(sheet: OwnSheet) -> LabelStock:
    return own_stock(
        sheet.page,
        (sheet.columns, sheet.rows),
        (sheet.width, sheet.height),
        (sheet.left, sheet.top),
        (sheet.pitch_x, sheet.pitch_y),
    )


def _chosen(connection: Connection, command: PrintLabels) -> tuple[int, Iterator[WeaponRecord]]:
    if command.ids is None:
        total, records = weapon_index.iterate(connection, command.query, NoProgress())
    else:
        total, records = len(command.ids), _in_order(connection, command.ids)
    if not total:
        raise NotFound(_NOTHING)
    return total, records


def _in_order(connection: Connection, ids: Sequence[int]) -> Iterator[WeaponRecord]:
    for start in range(0, len(ids), weapon_index.PAGE):
        page = ids[start : start + weapon_index.PAGE]
        found = load(connection, page)
        yield from (found[each] for each in page if each in found)


def _scope(connection: Connection, place_id: int | None) -> tuple[str, str]:
    if place_id is None:
        return "", i18n.gettext(_EVERYTHING)
    book = read_places(connection)
    place = book.by_id.get(place_id)
    if place is None:
        raise NotFound(N_("There is no such place, or it is closed."))
    return book.names(place_id)[0], place.path


def _number(uow: UnitOfWork, prefix: str) -> str:
    """Return a document number that leads to the entry which records the document."""
    return f"{prefix}-{uow.origin}-{uow.next_seq}"


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that replaces ``path`` once everything went well, and leaves nothing if not."""
    with replacing(path) as temporary, temporary.open("wb") as out:
        yield out
