"""Labels of weapons and places, and cards of people: each print is an entry."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, repeat
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar

from stockpile_app.documents.calibration import write_calibration
from stockpile_app.documents.label_stock import LabelStock, label_stock, label_stocks, own_stock
from stockpile_app.documents.labels import LabelData, LabelRun, check_run, write_labels
from stockpile_app.documents.place_labels import person_card, place_label
from stockpile_app.documents.tag_labels import tag_label
from stockpile_app.documents.zpl import roll_stock, write_zpl, zpl_preview
from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_papers import PrintTagLabels
from stockpile_app.domain.collections import HandInDetails, HandInQuery
from stockpile_app.domain.documents import (
    DocumentDone,
    LabelRoll,
    LabelSheet,
    OwnSheet,
    PrintLabels,
    PrintPersonCards,
    PrintPlaceLabels,
)
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.facts import DocumentIssued
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_
from stockpile_app.persistence import collection_index, weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import settle
from stockpile_app.persistence.people_index import read_people
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import document_number, written

T = TypeVar("T")

_ALL_OF_SITE: Final = 100_000
_PREVIEWED: Final = 12
"""Labels of a label printer that the preview shows."""

_NOTHING: Final = {
    PrintLabels: N_("There is no weapon to print: no weapon matches."),
    PrintPlaceLabels: N_("There is no place to print a label of."),
    PrintPersonCards: N_("There is nobody to print a card of."),
    PrintTagLabels: N_("No weapons were handed in: there is no tag to print."),
}


class _Chosen(NamedTuple):
    """What is printed.

    Attributes:
        weapons: How many weapons it is about.
    """

    total: int
    weapons: int
    labels: Iterator[LabelData]


class Labels:
    """What is printed on sheets of labels."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def stocks(self) -> list[LabelStock]:
        """Return the label sheets that are known."""
        return list(label_stocks().values())

    def labels(self, command: PrintLabels, progress: Progress | None = None) -> DocumentDone:
        """Write labels of weapons as a PDF, or ZPL for a label printer; record that they were.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: No weapon matches.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        return self._write("labels", command, progress)

    def place_labels(
        self, command: PrintPlaceLabels, progress: Progress | None = None
    ) -> DocumentDone:
        """Write labels of places and containers as a PDF, and record that they were.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: No place is asked for that exists.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        return self._write("place-labels", command, progress)

    def person_cards(
        self, command: PrintPersonCards, progress: Progress | None = None
    ) -> DocumentDone:
        """Write cards of people as a PDF, and record that they were.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: Nobody is asked for who exists.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        return self._write("person-cards", command, progress)

    def tag_labels(self, command: PrintTagLabels, progress: Progress | None = None) -> DocumentDone:
        """Write the tags of weapons that were handed in as a PDF, and record that they were.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: No weapons were handed in there.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        return self._write("tags", command, progress)

    def preview_labels(self, command: LabelSheet) -> bytes:
        """Return the first sheet as it would be printed; nothing is written or recorded.

        Of labels for a label printer, the first few.

        Args:
            command: What asks for labels of weapons or places, or for cards.

        Raises:
            BadValue: The sheet is not known, or a setting does not fit it.
            NotFound: There is nothing to print.
        """
        self._desk.require(Permission.PRINT)
        stock, run = _sheet(command)
        out = io.BytesIO()
        with self._desk.store.read() as connection:
            chosen = self._chosen(connection, command)
            if command.roll is not None:
                some = islice(chosen.labels, _PREVIEWED)
                return zpl_preview(write_zpl(some, command.roll, run), command.roll, run.dpi)
            copies = chain.from_iterable(repeat(each, run.copies) for each in chosen.labels)
            first = islice(copies, stock.per_sheet - run.start + 1)
            write_labels(out, first, stock, replace(run, copies=1))
        return out.getvalue()

    def calibration(self, out: Path, command: LabelSheet) -> None:
        """Write the page that shows how far a printer is off."""
        with written(out) as target:
            write_calibration(target, _stock(command), command.offset)

    def _write(self, document: str, command: LabelSheet, progress: Progress | None) -> DocumentDone:
        self._desk.require(Permission.PRINT)
        stock, run = _sheet(command)
        with written(command.out) as out, self._desk.store.write() as uow:
            chosen = self._chosen(uow.connection, command)
            number = document_number(uow, "LB")
            uow.record(
                DocumentIssued(
                    document=document,
                    doc_number=number,
                    scope=stock.code,
                    weapons=chosen.weapons,
                )
            )
            if command.roll is None:
                write_labels(out, chosen.labels, stock, run, chosen.total, progress)
            else:
                _write_commands(out, chosen, command.roll, run, progress or NoProgress())
            settle(out)
            changes = uow.commit()
        return DocumentDone(command.out, number, chosen.weapons, None, changes)

    def _chosen(self, connection: Connection, command: LabelSheet) -> _Chosen:
        origin = self._desk.store.origin
        if isinstance(command, PrintLabels):
            chosen = _weapons(connection, command)
        elif isinstance(command, PrintPlaceLabels):
            places = read_places(connection).by_id
            chosen = _records(command.ids, places, lambda each: place_label(each, origin))
        elif isinstance(command, PrintTagLabels):
            chosen = _tags(connection, command)
        elif isinstance(command, PrintPersonCards):
            people = {each.id: each for each in read_people(connection, retired=True)}
            chosen = _records(command.ids, people, lambda each: person_card(each, origin))
        else:
            raise TypeError(command)
        if not chosen.total:
            raise NotFound(_NOTHING[type(command)])
        return chosen


def _write_commands(
    out: BinaryIO, chosen: _Chosen, roll: LabelRoll, run: LabelRun, progress: Progress
) -> None:
    for done, commands in enumerate(write_zpl(chosen.labels, roll, run)):
        progress.report(done, chosen.total)
        out.write(commands)


def _stock(command: LabelSheet) -> LabelStock:
    if command.roll is not None:
        return roll_stock(command.roll)
    sheet = command.own_sheet
    return label_stock(command.stock) if sheet is None else _own(sheet)


def _sheet(command: LabelSheet) -> tuple[LabelStock, LabelRun]:
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


def _weapons(connection: Connection, command: PrintLabels) -> _Chosen:
    if command.ids is None:
        total, records = weapon_index.iterate(connection, command.query, NoProgress())
    else:
        total, records = len(command.ids), weapon_index.in_order(connection, command.ids)
    return _Chosen(total, total, map(LabelData.of, records))


def _tags(connection: Connection, command: PrintTagLabels) -> _Chosen:
    tags = [
        (line.tag, line.weapon_id)
        for each in _handed_in(connection, command)
        for line in each.weapons
    ]
    ids = [weapon_id for _tag, weapon_id in tags]
    weapons = {each.id: each for each in weapon_index.in_order(connection, ids)}
    labels = (tag_label(tag, weapons[weapon_id]) for tag, weapon_id in tags)
    return _Chosen(len(tags), len(tags), labels)


def _handed_in(connection: Connection, command: PrintTagLabels) -> Iterator[HandInDetails]:
    """Yield a hand-in, or all of a site from the oldest on."""
    if command.hand_in is not None:
        found = collection_index.details(connection, command.hand_in)
        if found is not None:
            yield found
        return
    query = HandInQuery(site=command.site, limit=_ALL_OF_SITE)
    yield from reversed(collection_index.all_details(connection, query))


def _records(
    ids: Sequence[int], known: Mapping[int, T], label: Callable[[T], LabelData]
) -> _Chosen:
    found = [known[each] for each in ids if each in known]
    return _Chosen(len(found), 0, map(label, found))
