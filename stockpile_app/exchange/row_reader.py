"""Reads one row after the other of a table whose columns are known.

What the fields hold is decided in ``cells``; what the items of a property book are in
``property_book``. A text that fits no value is added to the notes under its column's header.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import Status
from stockpile_app.domain.weapons import LONGEST_NOTE
from stockpile_app.exchange import cells as read
from stockpile_app.exchange.cells import Cell, Problem, Reader, Serial
from stockpile_app.exchange.days import day_order
from stockpile_app.exchange.headers import PROPERTY_BOOK, meaning
from stockpile_app.exchange.messages import Message
from stockpile_app.exchange.property_book import Item, property_book
from stockpile_app.exchange.weapon_rows import ReadRow, WeaponRow
from stockpile_app.reference.words import parse_category, parse_condition, parse_status

_MOST_REMEMBERED: Final = 20_000
_LEFT: Final = frozenset(
    {Status.DESTROYED, Status.TRANSFERRED, Status.WITHDRAWN, Status.LOST, Status.STOLEN}
)
_PLACE: Final = {name: place for place, name in enumerate(WeaponRow.__struct_fields__)}
_UNKNOWN: Final[list[Any]] = list(WeaponRow.__struct_defaults__)
_DESCRIBED: Final = slice(_PLACE["maker"], _PLACE["condition"])

_NOTHING: Final = N_("No weapon is described in the row: “{text}”.")
_HEADERS_AGAIN: Final = N_("The header row again.")
_WIDE: Final = N_(
    "The row has {cells} cells but the header row only {headers}: a text with a delimiter in it may"
    " lack its quotation marks."
)
_NOT_HELD: Final = N_(
    "The row says “{status}”, but an import registers weapons that are held. Leave the row out, or"
    " leave the column out."
)
_STATUS_LATER: Final = N_(
    "The row says “{status}”; the weapon is registered as in store and this is kept in the notes."
    " Record the movement afterwards."
)


class RowReader:
    """Reads the rows of one table."""

    def __init__(
        self,
        headers: Sequence[str],
        mapping: Mapping[str, str],
        profile: str = "",
        *,
        exact: bool = False,
        depot: str = "",
    ) -> None:
        """Read columns by ``mapping``.

        Args:
            exact: Whether the table is the program's own export, whose texts are what they are.
            depot: The depot of rows that name none.
        """
        self._headers = headers
        self._exact = exact
        self._depot = clean(depot)
        self._columns: dict[str, list[int]] = {}
        for index, header in enumerate(headers):
            if field := mapping.get(header):
                self._columns.setdefault(field, []).append(index)
        self._serial = self._columns["serial"][0]
        self._texts = _TextColumns(headers, self._columns)
        self._items = _Items(self._columns) if profile == PROPERTY_BOOK else None
        self._simple: list[tuple[int, int, _Remembered]] = []
        self._quantity = _Remembered(read.read_quantity)
        self._said_once: set[str] = set()

    def prepare(self, first: Sequence[tuple[int, list[str]]], today: dt.date) -> None:
        """Choose how each column is read; the first rows show how its dates are written."""
        dates = self._columns.get("received_on", ())
        order = day_order(cells[index] for index in dates for _, cells in first)
        text: Reader = read.read_exact_text if self._exact else read.read_text
        readers: dict[str, Reader] = {
            **dict.fromkeys(("number", "maker", "model", "depot", "store", "rack"), text),
            "calibre": read.read_exact_calibre if self._exact else read.read_calibre,
            "country": read.read_country,
            "year": read.year_reader(today),
            "category": read.code_reader(parse_category),
            "condition": read.code_reader(parse_condition),
            "status": read.code_reader(parse_status),
            "received_on": read.day_reader(order, today),
        }
        self._simple = [
            (_PLACE[field], indexes[0], _Remembered(readers[field]))
            for field, indexes in self._columns.items()
            if field in readers
        ]

    def read(self, number: int, cells: list[str]) -> ReadRow | None:
        """Return what a row says; None where all cells are blank."""
        said = _Said(number, self._headers, self._said_once)
        if len(cells) > len(self._headers) and any(map(str.strip, cells[len(self._headers) :])):
            return self._too_wide(cells, said)
        item, why = self._judged(cells)
        if why is not None:
            return self._skipped(number, cells, why)
        values = _UNKNOWN.copy()
        for place, index, remembered in self._simple:
            if text := cells[index]:
                values[place], problem = remembered[text]
                if problem is not None:
                    said.add(index, problem, text)
        if item is not None:
            self._complete(values, item, said)
        serial = read.read_serial(cells[self._serial])
        if not (values[0] or any(values[_DESCRIBED]) or read.has_digit(serial.value)):
            return self._skipped(number, cells, Problem(_NOTHING))
        return self._weapon(cells, values, serial, said)

    def _too_wide(self, cells: list[str], said: _Said) -> ReadRow:
        facts = {"cells": len(cells), "headers": len(self._headers)}
        said.add(None, Problem(_WIDE, facts, is_error=True))
        return said.row(None, clean(cells[self._serial]))

    def _judged(self, cells: list[str]) -> tuple[Item | None, Problem | None]:
        """Return what the item is, where the table lists items, and why it is skipped."""
        if cells[self._serial] == self._headers[self._serial]:
            return None, Problem(_HEADERS_AGAIN)
        if self._items is None:
            return None, None
        item = self._items.of(cells)
        return item, item.skipped

    def _weapon(self, cells: list[str], values: list[Any], serial: Serial, said: _Said) -> ReadRow:
        number, status = values[0] or None, values[1]
        values[0], values[2], values[3] = number, serial.value, serial.state
        # of a weapon that has a number the register knows why it has no serial number
        if serial.problem is not None and not (number and serial.value is None):
            said.add(self._serial, serial.problem)
        for index in self._columns.get("quantity", ()):
            if (problem := self._quantity[cells[index]].problem) is not None:
                said.add(index, problem)
        if status is not None and status is not Status.IN_STORE and number is None:
            self._say_status(status, said)
        values[_PLACE["depot"]] = values[_PLACE["depot"]] or self._depot
        self._texts.fill(values, cells, said)
        shown = cells[self._serial] if serial.value is None else serial.value
        return said.row(None if said.errors else WeaponRow(*values), shown)

    def _complete(self, values: list[Any], item: Item, said: _Said) -> None:
        """Add what the item's name says where no column of its own does."""
        for field in ("model", "calibre", "category"):
            place = _PLACE[field]
            values[place] = values[place] or getattr(item, field)
        index = self._columns["item_name"][0] if "item_name" in self._columns else None
        for problem in item.warnings:
            said.add(index, problem)

    def _skipped(self, number: int, cells: list[str], why: Problem) -> ReadRow | None:
        texts = [clean(cell) for cell in cells if cell.strip()]
        if not texts:
            return None
        params = why.params or {"text": " · ".join(texts)[:120]}
        message = Message(number, "", why.message_id, params)
        return ReadRow(number, None, message, (), (), clean(cells[self._serial]))

    def _say_status(self, status: Status, said: _Said) -> None:
        index = self._columns["status"][0]
        facts = {"status": status.label}
        if status in _LEFT:
            said.add(index, Problem(_NOT_HELD, facts, is_error=True))
        else:
            said.add(index, Problem(_STATUS_LATER, facts, keep=True), status.label)


class _Said:
    """What is said about one row while it is read."""

    __slots__ = ("_headers", "_number", "_once", "errors", "kept", "warnings")

    def __init__(self, number: int, headers: Sequence[str], once: set[str]) -> None:
        self._number = number
        self._headers = headers
        self._once = once
        self.errors: tuple[Message, ...] = ()
        self.warnings: tuple[Message, ...] = ()
        self.kept: tuple[str, ...] = ()

    def add(self, index: int | None, problem: Problem, text: str = "") -> None:
        """Say something about the cell in a column, or about the row."""
        column = "" if index is None else self._headers[index]
        if problem.once:
            if problem.message_id in self._once:
                return
            self._once.add(problem.message_id)
        message = Message(self._number, column, problem.message_id, problem.params)
        if problem.is_error:
            self.errors += (message,)
        else:
            self.warnings += (message,)
        if problem.keep:
            self.kept += (f"{column}: {clean(text)}",)

    def row(self, weapon: WeaponRow | None, shown: str) -> ReadRow:
        """Return the row with what was said about it."""
        return ReadRow(self._number, weapon, None, self.errors, self.warnings, shown)


class _Remembered(dict[str, Cell]):
    """Remembers what was read: most columns repeat a few texts."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, text: str) -> Cell:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        cell = self[text] = self._reader(text)
        return cell


class _Items:
    """The items of a property book, remembered by stock number and name."""

    def __init__(self, columns: Mapping[str, Sequence[int]]) -> None:
        self._book = property_book()
        self._number = columns.get("nsn", (None,))[0]
        self._name = columns.get("item_name", (None,))[0]
        self._known: dict[tuple[str, str], Item] = {}

    def of(self, cells: list[str]) -> Item:
        """Return what the item in a row is."""
        key = (
            "" if self._number is None else cells[self._number],
            "" if self._name is None else cells[self._name],
        )
        item = self._known.get(key)
        if item is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            item = self._known[key] = self._book.read(*key)
        return item


class _TextColumns:
    """The columns of source, reference and notes: several can share one field.

    Where they do, and in the notes wherever the header does not itself say "notes", each value
    carries its column's header: ``Unit Cost: 499``.
    """

    def __init__(self, headers: Sequence[str], columns: Mapping[str, list[int]]) -> None:
        self._headers = headers
        self._single = [
            (_PLACE[field], columns[field][0])
            for field in ("source", "reference")
            if len(columns.get(field, ())) == 1
        ]
        self._several = [
            (_PLACE[field], columns[field])
            for field in ("source", "reference")
            if len(columns.get(field, ())) > 1
        ]
        notes = columns.get("notes", [])
        self._plain = [index for index in notes if meaning(headers[index]) == ("notes", 0)]
        self._plain = self._plain or [index for index in notes if _says_notes(headers[index])][:1]
        self._labelled = [
            *columns.get("nsn", ()),
            *columns.get("item_name", ()),
            *(index for index in notes if index not in self._plain),
        ]

    def fill(self, values: list[Any], cells: list[str], said: _Said) -> None:
        """Put the texts of a row in their places."""
        for place, index in self._single:
            if text := cells[index]:
                values[place] = self._checked(index, read.read_exact_text(text), said)
        for place, indexes in self._several:
            joined = "; ".join(self._with_labels(indexes, cells))
            values[place] = self._checked(indexes[0], read.read_exact_text(joined), said)
        parts = [cells[index] for index in self._plain if cells[index]]
        if self._labelled or said.kept:
            parts.append("; ".join((*self._with_labels(self._labelled, cells), *said.kept)))
        if parts:
            text = "\n".join(filter(None, parts))
            cell = read.read_exact_text(text, LONGEST_NOTE, multiline=True)
            index = (*self._plain, *self._labelled, None)[0]
            values[-1] = self._checked(index, cell, said)

    def _with_labels(self, indexes: Sequence[int], cells: list[str]) -> list[str]:
        return [f"{self._headers[i]}: {clean(cells[i])}" for i in indexes if cells[i].strip()]

    def _checked(self, index: int | None, cell: Cell, said: _Said) -> object:
        if cell.problem is not None:
            said.add(index, cell.problem)
        return cell.value


def _says_notes(header: str) -> bool:
    found = meaning(header)
    return found is not None and found[0] == "notes"
