"""Dates in the many ways people and spreadsheets write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, NamedTuple

from stockpile_app.reference.countries import LANGUAGES

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})")
_COMPACT: Final = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_SPREADSHEET: Final = re.compile(r"([1-7]\d{4})(?:[.,]\d+)?")
_TIME: Final = re.compile(r"(?:T|,?\s+)\d{1,2}[:.]\d{2}\b.*$")
_WORDS: Final = re.compile(r"\d+|[^\W\d_]+")
_FILLERS: Final = frozenset(
    {"de", "del", "do", "da", "of", "the", "le", "г", "года", "th", "st", "nd", "rd", "er", "º"}
)
_SPREADSHEET_EPOCH: Final = dt.date(1899, 12, 30)


class DayOrder(Enum):
    """How a column writes ``03/04/2013``."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()
    UNKNOWN = auto()
    """Every value can be read both ways."""
    MIXED = auto()
    """Some values can only be read one way, some only the other."""


class NotADay(ValueError):
    """The text is no date; ``impossible`` where it looks like one that no calendar has."""

    def __init__(self, *, impossible: bool) -> None:
        super().__init__()
        self.impossible = impossible


class Day(NamedTuple):
    """A date as read.

    Attributes:
        either: Whether day and month could be the other way round.
        short_year: Whether the century was not written.
        counted: Whether it was written as a spreadsheet's count of days.
    """

    day: dt.date
    either: bool = False
    short_year: bool = False
    counted: bool = False


def day_order(texts: Iterable[str]) -> DayOrder:
    """Return how the dates of a column are written, as far as they tell."""
    day_first = month_first = False
    for text in texts:
        if match := _NUMERIC.fullmatch(_plain(text)):
            day_first = day_first or int(match[1]) > 12 >= int(match[2])
            month_first = month_first or int(match[2]) > 12 >= int(match[1])
    if day_first and month_first:
        return DayOrder.MIXED
    if month_first:
        return DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST if day_first else DayOrder.UNKNOWN


def parse_day(text: str, order: DayOrder, today: dt.date) -> Day:
    """Return the date that a text says.

    Raises:
        NotADay: It is none, or none in the order that the column has.
    """
    plain = _plain(text)
    if match := _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return Day(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _NUMERIC.fullmatch(plain):
        return _numeric(match, order, today)
    if match := _SPREADSHEET.fullmatch(plain):
        return Day(_SPREADSHEET_EPOCH + dt.timedelta(days=int(match[1])), counted=True)
    return _named(plain, today)


def _plain(text: str) -> str:
    """Return the text with ASCII digits, without a time of day."""
    if not text.isascii():
        text = "".join(_ascii_digit(each) for each in unicodedata.normalize("NFKC", text))
    return _TIME.sub("", text.strip()).strip(" .,\u200e\u200f")


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise NotADay(impossible=True) from error


def _numeric(match: re.Match[str], order: DayOrder, today: dt.date) -> Day:
    first, second = int(match[1]), int(match[2])
    year, short = _year(match[3], today)
    month_first = order is DayOrder.MONTH_FIRST
    if order is DayOrder.MIXED:
        month_first = second > 12
    day, month = (second, first) if month_first else (first, second)
    open_order = order in {DayOrder.UNKNOWN, DayOrder.MIXED}
    either = open_order and first <= 12 and second <= 12 and first != second
    return Day(_day(year, month, day), either=either, short_year=short)


def _year(text: str, today: dt.date) -> tuple[int, bool]:
    """Return a year; of two digits, the latest that is not in the future."""
    year = int(text)
    if len(text) > 2:
        return year, False
    century = today.year - today.year % 100
    return (century + year if century + year <= today.year else century - 100 + year), True


def _named(plain: str, today: dt.date) -> Day:
    """Read ``31-Dec-2013``, ``Dec 31, 2013``, ``31 de diciembre de 2013``."""
    words = [word for word in _WORDS.findall(plain.casefold()) if word not in _FILLERS]
    names = [_months().get(_fold(word)) for word in words if not word.isdigit()]
    numbers = [word for word in words if word.isdigit()]
    if len(names) != 1 or names[0] is None or len(numbers) != 2:
        raise NotADay(impossible=False)
    first, second = numbers
    if len(first) == 4:
        first, second = second, first
    if len(first) > 2 or len(second) not in {2, 4}:
        raise NotADay(impossible=False)
    year, short = _year(second, today)
    return Day(_day(year, names[0], int(first)), short_year=short)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return the months by name, full and short, in the languages of the program."""
    dates: Any = import_module("babel.dates")
    months: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in dates.get_month_names(width, context, language).items():
                    months.setdefault(_fold(name), number)
    return months | {"sept": 9}


def _fold(name: str) -> str:
    name = unicodedata.normalize("NFKD", name.casefold()).strip(".")
    return "".join(each for each in name if each.isalpha())
