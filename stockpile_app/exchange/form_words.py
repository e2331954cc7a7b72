"""The words of collection forms: which question is which field, and what the answers mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_
from stockpile_app.exchange.headers import fold_header
from stockpile_app.reference.files import load_table

TABLE: Final = "import/collections.yaml"
ITEMS: Final = ("weapon", "ammunition", "explosive")
"""What a form can hold several of."""

_MAIN: Final = ("hand_in", "participant", "person", *ITEMS)
_JOINT: Final = re.compile(r"\s*(?:/|::|:|\.|-)\s*")
_NUMBERED: Final = re.compile(r"^(?P<name>.*?)\s*\[(?P<number>\d{1,4})\]$")
_FILLERS: Final = frozenset(
    {"group", "grp", "repeat", "rpt", "rep", "begin", "loop", "list", "info", "section"}
)
"""What people put before or behind the name of a group to say that it is one."""
_ENDING: Final = re.compile(r"^(?P<name>.*?\D)[ _]*(?P<number>\d{1,3})$")


@dataclass(frozen=True, slots=True)
class Question:
    """What a column's header says.

    Attributes:
        section: ``weapon`` and so on.
        field: The field in it.
        number: Which of the items, where they stand beside one another: ``weapons[2]/serial``.
        rank: How unusual the header is for the field; 0 is best.
    """

    section: str
    field: str
    number: int = 0
    rank: int = 0

    @property
    def name(self) -> str:
        """What the user calls the field: ``weapon.serial``."""
        return f"{self.section}.{self.field}"


_OF_REPEATS: Final = ("key", "parent_key")
"""The columns without an underscore that programs add to the tables of repeats."""


class Words:
    """The table of words.

    Raises:
        BadFile: Somebody has damaged it.
    """

    def __init__(self) -> None:
        table: dict[str, Any] = load_table(TABLE)
        try:
            self._sections = _folded(table["sections"])
            self._fields = {section: _ranked(fields) for section, fields in table["fields"].items()}
            self.fields = tuple(
                f"{section}.{field}" for section in _MAIN for field in table["fields"][section]
            )
            answers = table["answers"]
            self.sex = _folded(answers["sex"])
            self.category = _folded(answers["category"])
            self.age_group = _folded(answers["age_group"])
            self.ineligible = _folded(answers["ineligible"])
            self.truth = _folded({"yes": answers["yes"], "no": answers["no"]})
            self.serviceable = self.truth | _folded(answers["serviceable"])
            self._money = {fold_header(str(each)) for each in table["money"]}
            self._technical = {
                name: [str(each).casefold() for each in headers]
                for name, headers in table["technical"].items()
            }
        except (KeyError, TypeError, AttributeError) as error:
            raise BadFile(
                N_("The reference table {name} cannot be used: {reason}. Correct it."),
                name=TABLE,
                reason=error,
            ) from error

    def technical(self, name: str, headers: Iterable[str]) -> str:
        """Return the column that a program added under one of its names, or ""."""
        return next(iter(self.technical_all(name, headers)), "")

    def technical_all(self, name: str, headers: Iterable[str]) -> list[str]:
        """Return the columns that a program added under any of its names, likeliest first."""
        by_name = {header.casefold(): header for header in headers}
        found = (by_name.get(each) for each in self._technical.get(name, ()))
        return [each for each in found if each is not None]

    def is_technical(self, header: str, section: str = "") -> bool:
        """Whether a program added the column, and nobody was asked it.

        Args:
            section: What the rows of the table are; "" for the forms themselves.
        """
        folded = header.casefold()
        if folded.startswith(("_", "set-of-")) or folded.endswith("_count"):
            return True
        names = _OF_REPEATS if section else self._technical
        return any(folded in self._technical[name] for name in names)

    def is_money(self, header: str) -> bool:
        """Whether a question is about money."""
        return any(each in self._money for each in _endings(_JOINT.split(header)))

    def section_of(self, name: str) -> str:
        """Return the section that the name of a sheet, a file or a group stands for, or ""."""
        return next(filter(None, map(self._section, _endings(_JOINT.split(name)))), "")

    def question(
        self, header: str, section: str = "", taken: Iterable[str] = ()
    ) -> Question | None:
        """Return what a header asks, or None.

        Args:
            section: What the rows of the table are; "" for the forms themselves.
            taken: Sections that have tables of their own, so that a question outside any group is
                not one of theirs.
        """
        parts = _JOINT.split(header.strip())
        group = self._group(parts[:-1])
        if group is None:
            return None
        hinted, number = group
        for each in _candidates(hinted, section, set(taken)):
            for start, ending in enumerate(_endings(parts)):
                found = self._fields[each].get(ending)
                if found is not None:
                    return Question(each, found[0], number, found[1] * 10 + start)
        return None

    def number_of(self, header: str) -> int:
        """Return which of several items beside one another a header is about; 0 for no such."""
        group = self._group(_JOINT.split(header.strip())[:-1])
        return 0 if group is None else group[1]

    def field(self, name: str) -> str:
        """Return the full name of a field, ``weapon.serial`` for ``serial``; "" for none such."""
        folded = name.strip().casefold()
        if folded in self.fields:
            return folded
        same = [each for each in self.fields if each.partition(".")[2] == folded]
        return same[0] if len(same) == 1 else ""

    def _group(self, groups: Iterable[str]) -> tuple[str, int] | None:
        """Return the innermost group that is a section, and which of several it is.

        None where there is a repeat inside it: its answers are none of one item.
        """
        found, number = "", 0
        for group in groups:
            match = _NUMBERED.match(group) or _ENDING.match(group)
            section = self._section(match["name"] if match else group)
            if section:
                found, number = section, int(match["number"]) if match else number
            elif _NUMBERED.match(group):
                if found:
                    return None
                number = int(match["number"]) if match else 0
        return found, number

    def _section(self, name: str) -> str:
        folded = fold_header(name)
        bare = " ".join(word for word in folded.split() if word not in _FILLERS)
        return self._sections.get(folded) or self._sections.get(bare, "")


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the shipped table, read once."""
    return Words()


def _candidates(hinted: str, section: str, taken: Collection[str]) -> tuple[str, ...]:
    """Return the sections that a question can belong to, likeliest first."""
    if hinted:
        return ("participant", "person") if hinted == "participant" else (hinted,)
    return (section,) if section else tuple(each for each in _MAIN if each not in taken)


def _endings(parts: list[str]) -> Iterator[str]:
    """Yield a header without more and more of the groups it is in: the whole of it first."""
    for start in range(len(parts)):
        yield fold_header(" ".join(parts[start:]))


def _folded(lists: Mapping[str, Iterable[object]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, listed in lists.items():
        for word in (code, *listed):
            found.setdefault(fold_header(str(word)), str(code))
    return found


def _ranked(fields: Mapping[str, Iterable[object]]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for field, listed in fields.items():
        for rank, word in enumerate(listed):
            found.setdefault(fold_header(str(word)), (str(field), rank))
    return found
