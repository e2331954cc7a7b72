"""The tables of an export of forms, and which row of a repeat belongs to which form.

Three programs, three ways to join: a workbook of KoboToolbox has ``_index`` and ``_parent_index``
(and the form's ``_uuid`` and ``_id`` in every row of a repeat), tables of ODK Central have ``KEY``
and ``PARENT_KEY``. A repeat inside a repeat is joined to the form through its own parent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.exchange.form_words import Words
from stockpile_app.exchange.messages import Message
from stockpile_app.exchange.tables import EmptyTable, SourceTable, open_table

MOST_FORM_ROWS: Final = 200_000
_CHUNK: Final = 1000
_DEEPEST: Final = 8

_TOO_MANY: Final = N_(
    "The files have more than {most} rows together. Export a shorter period and import one after"
    " the other."
)
_NO_FORMS: Final = N_(
    "{names}: only the tables of repeats are there. Name the table of the forms, too: the one"
    " without a column of parents."
)
_NO_PARENT: Final = N_(
    "The row belongs to “{parent}”, and no form in the files is called that. Name the table of the"
    " forms, too, or export both again."
)
_TWO_PARENTS: Final = N_(
    "The row's own number says that it belongs to one form, its form's name to another: rows were"
    " sorted or deleted after the export. Export it again and leave the rows as they are."
)


@dataclass(slots=True)
class FormTable:
    """A sheet or a file, held in memory.

    Attributes:
        file: What messages call it: the file, and the sheet where there are several.
        scope: What its row numbers count in: the workbook, or all text files together.
        columns: What a program's own column means to the index of it: ``parent_index`` and so on.
    """

    file: str
    name: str
    scope: str
    headers: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    warnings: tuple[Message, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def is_main(self) -> bool:
        """Whether its rows are forms."""
        return not self.columns.keys() & {"parent_index", "parent_key", "parent_uuid", "parent_id"}

    def answered(self) -> set[int]:
        """Return the columns in which anything stands."""
        return {
            index
            for index in range(len(self.headers))
            if any(cells[index].strip() for _, cells in self.rows)
        }

    def cell(self, cells: Sequence[str], column: str) -> str:
        """Return what the column of that meaning says, or ""."""
        index = self.columns.get(column)
        return "" if index is None else cells[index].strip()


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table."""

    table: int
    position: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A row of a repeat whose form cannot be told."""

    place: Place
    message_id: str
    parent: str


@dataclass(slots=True)
class Joined:
    """Which rows of repeats belong to which form.

    Attributes:
        inside: The form's row to the rows of repeats, in the order of the files.
    """

    inside: dict[Place, list[Place]] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)


def read_tables(paths: Sequence[Path], words: Words, progress: Progress) -> list[FormTable]:
    """Return all sheets of all files that have rows.

    Raises:
        BadFile: A file cannot be read, is too large, or no table has forms.
        Cancelled: The user asked to stop.
    """
    tables: list[FormTable] = []
    budget = MOST_FORM_ROWS
    for path in paths:
        for source, several in _sheets(path, progress):
            with closing(source):
                table = _held(source, budget, progress, several=several)
            table.columns = _columns(table.headers, words)
            budget -= len(table.rows)
            tables.append(table)
    if not any(each.is_main for each in tables):
        raise BadFile(_NO_FORMS, names=", ".join(path.name for path in paths))
    return tables


def join(tables: Sequence[FormTable]) -> Joined:
    """Return which rows belong to which form."""
    keys = _Keys(tables)
    joined = Joined()
    for number, table in enumerate(tables):
        for position, (_, cells) in enumerate(table.rows):
            place = Place(number, position)
            if table.is_main:
                joined.inside.setdefault(place, [])
                continue
            found, problem = keys.form_of(place)
            if found is None:
                parent = keys.named(table, cells)
                joined.lost.append(Lost(place, problem or _NO_PARENT, parent or "–"))
            else:
                joined.inside.setdefault(found, []).append(place)
    return joined


class _Keys:
    """Every way in which a row can be referred to."""

    def __init__(self, tables: Sequence[FormTable]) -> None:
        self._tables = tables
        self._by_key: dict[str, Place] = {}
        self._by_index: dict[tuple[str, str, str], Place] = {}
        self._main_by_index: dict[tuple[str, str], Place] = {}
        self._by_form: dict[tuple[str, str], Place] = {}
        for number, table in enumerate(tables):
            for position, (_, cells) in enumerate(table.rows):
                self._note(table, cells, Place(number, position))

    def _note(self, table: FormTable, cells: Sequence[str], place: Place) -> None:
        if key := table.cell(cells, "key"):
            self._by_key.setdefault(key, place)
        if index := table.cell(cells, "index"):
            self._by_index.setdefault((table.scope, table.name, index), place)
            if table.is_main:
                self._main_by_index.setdefault((table.scope, index), place)
        if table.is_main:
            for column in ("uuid", "id"):
                if value := table.cell(cells, column):
                    self._by_form.setdefault((column, value), place)

    def form_of(self, place: Place) -> tuple[Place | None, str]:
        """Return the form that a row of a repeat belongs to, or (None, why not)."""
        by_row = self._up(place)
        named = self._named_form(place)
        if by_row is not None and named is not None and by_row != named:
            return None, _TWO_PARENTS
        return by_row or named, ""

    def named(self, table: FormTable, cells: Sequence[str]) -> str:
        """Return what a row says of its parent."""
        columns = ("parent_key", "parent_index", "parent_uuid", "parent_id")
        return next(filter(None, (table.cell(cells, each) for each in columns)), "")

    def _up(self, place: Place) -> Place | None:
        """Go from parent to parent until there is a form."""
        for _ in range(_DEEPEST):
            table, cells = self._row(place)
            if table.is_main:
                return place
            parent = self._parent(table, cells)
            if parent is None:
                return None
            place = parent
        return None

    def _parent(self, table: FormTable, cells: Sequence[str]) -> Place | None:
        if key := table.cell(cells, "parent_key"):
            return self._by_key.get(key)
        index = table.cell(cells, "parent_index")
        if not index:
            return None
        name = table.cell(cells, "parent_table")
        found = self._by_index.get((table.scope, name, index)) if name else None
        return found or self._main_by_index.get((table.scope, index))

    def _named_form(self, place: Place) -> Place | None:
        table, cells = self._row(place)
        for column in ("uuid", "id"):
            if value := table.cell(cells, f"parent_{column}"):
                found = self._by_form.get((column, value))
                if found is not None:
                    return found
        return None

    def _row(self, place: Place) -> tuple[FormTable, list[str]]:
        table = self._tables[place.table]
        return table, table.rows[place.position][1]


def _sheets(path: Path, progress: Progress) -> Iterator[tuple[SourceTable, bool]]:
    """Yield every sheet that has a header row, and whether the file has several."""
    try:
        first = open_table(path, header_row=1, progress=progress)
    except EmptyTable:
        first = open_table(path, progress=progress)  # a title or an empty line above the headers
    yield first, len(first.sheets) > 1
    for name in first.sheets:
        if name == first.sheet:
            continue
        try:
            yield open_table(path, sheet=name, header_row=1, progress=progress), True
        except EmptyTable:
            continue


def _held(source: SourceTable, budget: int, progress: Progress, *, several: bool) -> FormTable:
    name = source.sheet or source.path.stem
    file = f"{source.path.name} [{name}]" if several else source.path.name
    rows: list[tuple[int, list[str]]] = []
    with closing(source.rows()) as read:
        for number, cells in read:
            if not any(map(str.strip, cells)):
                continue
            if len(rows) >= budget:
                raise BadFile(_TOO_MANY, most=f"{MOST_FORM_ROWS:,}")
            if len(rows) % _CHUNK == 0:
                progress.report(len(rows), source.total, file)
            rows.append((number, cells))
    scope = str(source.path) if source.sheets else ""
    return FormTable(file, name, scope, source.headers, rows, source.warnings)


_JOINING: Final = (
    "index",
    "parent_index",
    "parent_table",
    "key",
    "parent_key",
    "uuid",
    "id",
    "parent_uuid",
    "parent_id",
)


def _columns(headers: tuple[str, ...], words: Words) -> dict[str, int]:
    found = {name: words.technical(name, headers) for name in _JOINING}
    return {name: headers.index(header) for name, header in found.items() if header}
