"""Which column of a table of forms holds which field: guessed by words, corrected by the user."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from stockpile_app.domain.collection_forms import FormColumn
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.imports import RowMessage
from stockpile_app.domain.text import N_
from stockpile_app.exchange.form_tables import FormTable
from stockpile_app.exchange.form_words import ITEMS, Question, Words
from stockpile_app.exchange.headers import fold_header

SEVERAL: Final = frozenset({"weapon.marks", "weapon.accessories"})
"""Fields whose question may have several answers."""

_TECHNICAL: Final = ("instance", "earlier", "begun", "ended", "submitted", "sender")
_TRUE: Final = frozenset({"1", "true", "yes", "TRUE", "True"})
_MONEY: Final = N_(
    "The column is about money and was left out: no value in money is recorded with a weapon"
    " (IDDRS 4.10, section 5.3.1)."
)
_LEFT_OUT: Final = N_(
    "These columns are not read: {columns}. To read one, say which field it is; the fields are"
    " called {fields} and so on."
)
_MOST_NAMED: Final = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of one table hold.

    Attributes:
        columns: (section, number) to field to the index of its column.
        options: Index of a question's column to (answer, index) of the columns of its answers.
        technical: What a program's own columns mean to their indexes, likeliest first.
    """

    columns: Mapping[tuple[str, int], Mapping[str, int]]
    headers: tuple[str, ...]
    options: Mapping[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    technical: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def text(self, cells: Sequence[str], index: int) -> str:
        """Return what a cell says; of a question with several answers, with commas."""
        chosen = [name for name, each in self.options.get(index, ()) if cells[each] in _TRUE]
        return ", ".join(chosen) or cells[index].strip()


@dataclass(slots=True)
class Mapped:
    """The columns of all tables, and what is to be said about them."""

    layouts: list[Layout] = field(default_factory=list)
    columns: list[FormColumn] = field(default_factory=list)
    warnings: list[RowMessage] = field(default_factory=list)


def check_mapping(
    mapping: Mapping[str, str], headers: Iterable[str], words: Words
) -> dict[str, str]:
    """Return (column header to full field name), as the user wants it.

    Raises:
        BadValue: No table has such a column, or there is no such field.
    """
    known = {fold_header(header): header for header in headers}
    chosen: dict[str, str] = {}
    for name, wanted in mapping.items():
        if fold_header(name) not in known:
            near = difflib.get_close_matches(fold_header(name), known, n=3, cutoff=0.4)
            nearest = [known[each] for each in near] or list(known.values())[:10]
            raise BadValue(
                N_("The files have no column “{name}”. The columns that come nearest: {nearest}."),
                "mapping",
                name=name,
                nearest=", ".join(f"“{each}”" for each in nearest),
            )
        found = words.field(wanted)
        if wanted.strip() and not found:
            nearest = difflib.get_close_matches(wanted, words.fields, n=3, cutoff=0.3)
            raise BadValue(
                N_("There is no field “{name}”. Fields that come nearest: {nearest}."),
                "mapping",
                name=wanted,
                nearest=", ".join(nearest or words.fields),
            )
        chosen[fold_header(name)] = found
    return chosen


class Columns:
    """Maps the columns of tables by the words and by what the user wants."""

    def __init__(self, words: Words, chosen: Mapping[str, str]) -> None:
        """Map with these words; ``chosen`` is what ``check_mapping`` returned."""
        self._words = words
        self._chosen = chosen
        self.mapped = Mapped()

    def add(self, table: FormTable, section: str, taken: Iterable[str]) -> None:
        """Map the columns of the next table.

        Args:
            section: What its rows are; "" for the forms themselves.
            taken: Sections that have tables of their own.
        """
        names = table.headers
        options = _options(names)
        children = {index for listed in options.values() for _, index in listed}
        taken = {*taken, *self._beside(names)}
        best: dict[tuple[str, str, int], tuple[int, int]] = {}
        for index, header in enumerate(names):
            if index in children:
                continue
            found = self._question(header, section, taken)
            if found is not None and self._fits(found, section):
                key = (found.section, found.field, found.number)
                best[key] = min(best.get(key, (found.rank, index)), (found.rank, index))
        columns: dict[tuple[str, int], dict[str, int]] = {}
        for (part, name, number), (_, index) in best.items():
            columns.setdefault((part, number), {})[name] = index
        self.mapped.layouts.append(Layout(columns, names, options, self._technical(names)))
        self._say(table, section, best, children)

    def _question(self, header: str, section: str, taken: Iterable[str]) -> Question | None:
        wanted = self._chosen.get(fold_header(header))
        asked = None
        if not self._words.is_technical(header, section) and not self._words.is_money(header):
            asked = self._words.question(header, section, taken)
        if wanted is not None:
            part, _, name = wanted.partition(".")
            number = self._words.number_of(header)
            asked = Question(part, name, number, -1) if wanted else None
        if asked is not None and asked.number and asked.section not in ITEMS:
            asked = Question(asked.section, asked.field, 0, asked.rank)  # a form has one person
        return asked

    @staticmethod
    def _fits(found: Question, section: str) -> bool:
        """Whether a table of items is not asked for something else."""
        return not section or found.section == section

    def _beside(self, headers: Sequence[str]) -> set[str]:
        """Return the sections of which several stand beside one another in a row."""
        found = (self._words.question(header) for header in headers)
        return {each.section for each in found if each and each.number and each.section in ITEMS}

    def _technical(self, headers: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
        return {
            name: tuple(map(headers.index, self._words.technical_all(name, headers)))
            for name in _TECHNICAL
        }

    def _say(
        self,
        table: FormTable,
        section: str,
        best: Mapping[tuple[str, str, int], tuple[int, int]],
        children: set[int],
    ) -> None:
        fields = {index: f"{part}.{name}" for (part, name, _), (_, index) in best.items()}
        answered = table.answered()
        left: list[str] = []
        for index, header in enumerate(table.headers):
            technical = index not in fields and self._words.is_technical(header, section)
            if index in children or technical:
                continue
            self.mapped.columns.append(
                FormColumn(file=table.file, header=header, field=fields.get(index, ""))
            )
            asked_out = self._chosen.get(fold_header(header)) == ""
            if index in fields or asked_out or index not in answered:
                continue
            if self._words.is_money(header):
                self.mapped.warnings.append(RowMessage(table.file, 0, header, _MONEY))
            else:
                left.append(header)
        if left:
            shown = [f"“{each}”" for each in left[:_MOST_NAMED]]
            params = {
                "columns": ", ".join(shown) + (" …" if len(left) > _MOST_NAMED else ""),
                "fields": "weapon.serial, participant.code, person.name",
            }
            self.mapped.warnings.append(RowMessage(table.file, 0, "", _LEFT_OUT, params))


def _options(headers: Sequence[str]) -> dict[int, tuple[tuple[str, int], ...]]:
    """Return the columns of single answers: ``marks/proof`` beside ``marks``."""
    place = {header: index for index, header in enumerate(headers)}
    found: dict[int, list[tuple[str, int]]] = {}
    for index, header in enumerate(headers):
        parent, slash, answer = header.rpartition("/")
        if slash and parent in place:
            found.setdefault(place[parent], []).append((answer.replace("_", " "), index))
    return {index: tuple(listed) for index, listed in found.items()}
