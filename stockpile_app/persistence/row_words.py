"""Says which weapon, paper or person a row of a derived table is about, and who recorded it.

What is looked up is looked up in the tables made anew from the entries: those of the register may
be what somebody wants people to believe.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.exc import SQLAlchemyError

from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import gettext, tr
from stockpile_app.persistence.entry_words import LedgerWords
from stockpile_app.persistence.row_nouns import NOUNS
from stockpile_app.persistence.tables import EntryRow
from stockpile_app.reference.entry_names import FIELDS

_LONGEST: Final = 160
_SEQ_BITS: Final = (1 << 32) - 1
_NUMBERED: Final = frozenset({"weapon", "place", "person", "lock"})
"""Tables whose ids are numbers of their own; elsewhere an id is that of the entry behind it."""

_NAMES: Final = ("number", "code", "name", "title", "label", "tag", "text", "question", "position")
_SEQS: Final = ("registered_seq", "seq", "applied_seq")
_ABOUT: Final[Mapping[str, tuple[str, str]]] = {
    "weapon_id": ("weapon", "number"),
    "place_id": ("place", "name"),
    "from_place_id": ("place", "name"),
    "to_place_id": ("place", "name"),
    "found_place_id": ("place", "name"),
    "parent_id": ("place", "name"),
    "depot_id": ("place", "name"),
    "person_id": ("person", "name"),
    "programme_id": ("collection_programme", "name"),
    "participant_id": ("participant", "code"),
    "site_id": ("collection_site", "code"),
    "lock_id": ("lock", "label"),
}
_ROW: Final = N_("{noun} ({names})")
_RECORDED: Final = N_("{row}, recorded by entry {seq} on {day} by {who}")
_OF_ENTRY: Final = N_("{name} of entry {seq}")


class RowWords:
    """Says what a row is about."""

    def __init__(self, truth: Connection, ledger: Connection) -> None:
        """Look things up in ``truth``, and who recorded them in ``ledger``."""
        self._truth = truth
        self._ledger = ledger
        self._days = LedgerWords()
        self._names: dict[tuple[str, object], str] = {}

    def row(self, table: Table, row: Mapping[str, Any]) -> str:
        """Return what a row is about, and the entry that made it where the row leads to one."""
        noun = gettext(NOUNS.get(table.name, table.name))
        names = list(dict.fromkeys(self._names_of(table, row)))
        said = tr(_ROW, noun=noun, names=", ".join(names)) if names else noun
        seq = _seq_of(table, row)
        entry = self._entry(seq) if seq is not None else None
        if entry is None:
            return said
        day = self._days.day(entry.recorded_at)
        return tr(_RECORDED, row=said, seq=seq, day=day, who=clean(str(entry.recorded_by)))

    def value(self, column: str, value: object, other: object) -> str:
        """Return a value as people read it; of a long one, where it differs from ``other``."""
        if value is None:
            return "–"
        if column in _ABOUT:
            return f"“{self._name(column, value)}”"
        return _around(value, other)

    def _names_of(self, table: Table, row: Mapping[str, Any]) -> list[str]:
        stated = [row[name] for name in _NAMES if row.get(name) not in {None, ""}][:2]
        names = [self._name(column, row[column]) for column in _ABOUT if row.get(column)]
        for column in table.primary_key.columns:
            if column.name.endswith("_id") and column.name not in _ABOUT:
                name = column_words(column.name)
                names.append(tr(_OF_ENTRY, name=name, seq=_sequence(row[column.name])))
        if not names and not stated:
            stated = [row[column.name] for column in table.primary_key.columns]
        return [clean(str(each))[:60] for each in (*stated, *names)]

    def _name(self, column: str, value: object) -> str:
        if (column, value) not in self._names:
            self._names[column, value] = self._look_up(column, value)
        return self._names[column, value]

    def _look_up(self, column: str, value: object) -> str:
        table, name = _ABOUT[column]
        # names of our own tables and columns, nothing that anybody typed
        statement = text(f'SELECT "{name}" FROM "{table}" WHERE id = :id')  # noqa: S608
        try:
            found = self._truth.execute(statement, {"id": value}).scalar()
        except SQLAlchemyError:
            found = None
        return clean(str(found)) if found else f"{column_words(column)} {_sequence(value)}"

    def _entry(self, seq: int) -> Any:
        statement = select(EntryRow.recorded_at, EntryRow.recorded_by).where(EntryRow.seq == seq)
        try:
            return self._ledger.execute(statement).first()
        except (SQLAlchemyError, OverflowError, TypeError, ValueError):
            return None


def column_words(column: str) -> str:
    """Return what a column is called on screens, or nearly so."""
    bare = column.removesuffix("_id").removesuffix("_seq")
    return gettext(FIELDS[bare]) if bare in FIELDS else bare.replace("_", " ")


def _seq_of(table: Table, row: Mapping[str, Any]) -> int | None:
    for name in _SEQS:
        if isinstance(row.get(name), int):
            return int(row[name])
    keys = [column.name for column in table.primary_key.columns]
    if keys == ["id"] and table.name not in _NUMBERED and isinstance(row["id"], int):
        return int(row["id"]) & _SEQ_BITS
    return None


def _sequence(value: object) -> object:
    return value & _SEQ_BITS if isinstance(value, int) else value


def _around(value: object, other: object) -> str:
    """Return a value as text; of a long one, such as a check list, where it begins to differ."""
    said, beside = _said(value), _said(other)
    if len(said) <= _LONGEST:
        return said
    alike = next(
        (at for at, pair in enumerate(zip(said, beside, strict=False)) if len({*pair}) > 1), 0
    )
    start = max(0, alike - 20)
    part = said[start : start + _LONGEST]
    return f"{'…' if start else ''}{part}{'…' if start + _LONGEST < len(said) else ''}"


def _said(value: object) -> str:
    return f"“{clean(value)}”" if isinstance(value, str) else repr(value)
