"""What single cells say: text, calibre, country, year, code, date, serial number, quantity.

Every reader returns a value that can be registered, and what is to be said about it. Nothing that a
cell says is dropped without a word: what cannot be a value is an error, or is kept in the notes.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from stockpile_app.domain.serials import is_placeholder
from stockpile_app.domain.text import N_, clean, is_plain
from stockpile_app.domain.vocabulary import LabelledEnum, SerialState
from stockpile_app.domain.weapons import LONGEST_NAME, LONGEST_SERIAL, OLDEST_YEAR
from stockpile_app.exchange.days import Day, DayOrder, NotADay, parse_day
from stockpile_app.reference.calibres import canonical_calibre
from stockpile_app.reference.countries import parse_country
from stockpile_app.reference.words import parse_serial_state

_PLAIN_SERIAL: Final = re.compile(r"[A-Za-z]{0,5}[0-9][0-9A-Za-z]*")
_DESTROYED: Final = re.compile(r"-?\d(?:[.,]\d+)?[eE]\+\d{1,3}")
_POINT_ZERO: Final = re.compile(r"(\d{3,})[.,]0")
_DIGIT: Final = re.compile(r"\d")
_YEAR: Final = re.compile(r"(\d{4})(?:[.,]0+|-\d\d-\d\d(?:[T ][\d:.]*)?)?")
_HIDDEN_CODE: Final = re.compile(r"‹U\+[0-9A-F]{4,6}›")


class Problem(NamedTuple):
    """What is to be said about a cell.

    Attributes:
        is_error: Whether the row cannot be registered.
        keep: Whether the cell's text is added to the notes, because the field does not hold it.
        once: Whether saying it of the first row is enough.
    """

    message_id: str
    params: Mapping[str, object] = {}
    is_error: bool = False
    keep: bool = False
    once: bool = False


class Cell(NamedTuple):
    """The value of a cell and what is to be said about it."""

    value: object
    problem: Problem | None = None


Reader = Callable[[str], Cell]

_TOO_LONG: Final = N_("The text is longer than {longest} characters. Shorten it: “{text}…”.")
_EITHER: Final = N_(
    "Dates such as “{text}” can be read in two ways; they were read as day, month, year. If they"
    " are month first, write them as 2013-12-31."
)
_HIDDEN: Final = N_("The text has hidden characters; they are shown by their codes: “{text}”.")


def read_text(text: str, longest: int = LONGEST_NAME) -> Cell:
    """Return a short text; "N/A" and the like are nothing."""
    return Cell("") if is_placeholder(text) else read_exact_text(text, longest)


def read_exact_text(text: str, longest: int = LONGEST_NAME, *, multiline: bool = False) -> Cell:
    """Return a text as it is."""
    value = clean(text, multiline=multiline)
    if len(value) > longest:
        facts = {"longest": longest, "text": value[:30]}
        return Cell("", Problem(_TOO_LONG, facts, is_error=True))
    if not is_plain(text) and _HIDDEN_CODE.search(value):
        return Cell(value, Problem(_HIDDEN, {"text": value}))
    return Cell(value)


def read_calibre(text: str) -> Cell:
    """Return the canonical calibre, or the text as written where it is not known."""
    cell = read_text(text)
    if not cell.value or cell.problem:
        return cell
    if found := canonical_calibre(str(cell.value)):
        return Cell(found)
    sentence = N_("“{text}” is no calibre that the program knows; it is kept as written.")
    return Cell(cell.value, Problem(sentence, {"text": cell.value}))


def read_exact_calibre(text: str) -> Cell:
    """Return a calibre of the program's own export."""
    cell = read_exact_text(text)
    return Cell(canonical_calibre(str(cell.value)) or cell.value, cell.problem)


def read_country(text: str) -> Cell:
    """Return the code of a country; what is none goes to the notes.

    Not an error: an unknown country matches any when duplicates are looked for, so nothing is
    mixed up, and a whole list need not wait for one odd spelling.
    """
    if is_placeholder(text):
        return Cell("")
    if code := parse_country(text):
        return Cell(code)
    sentence = N_("“{text}” is no country that the program knows; it is kept in the notes.")
    return Cell("", Problem(sentence, {"text": clean(text)}, keep=True))


def code_reader(parse: Callable[[str], LabelledEnum | None]) -> Reader:
    """Return a reader for one of the closed vocabularies."""

    def read(text: str) -> Cell:
        if is_placeholder(text):
            return Cell(None)
        found = parse(text)
        if found is not None:
            return Cell(found)
        sentence = N_("“{text}” is not known here; it is left open and kept in the notes.")
        return Cell(None, Problem(sentence, {"text": clean(text)}, keep=True))

    return read


def year_reader(today: dt.date) -> Reader:
    """Return a reader for years of manufacture."""

    def read(text: str) -> Cell:
        if is_placeholder(text):
            return Cell(None)
        match = _YEAR.fullmatch(text.strip())
        if match is None:
            sentence = N_("“{text}” is no year of four digits; it is kept in the notes.")
            return Cell(None, Problem(sentence, {"text": clean(text)}, keep=True))
        year = int(match[1])
        if OLDEST_YEAR <= year <= today.year:
            return Cell(year)
        facts = {"year": year, "oldest": OLDEST_YEAR, "newest": today.year}
        sentence = N_("The year {year} cannot be: it must be between {oldest} and {newest}.")
        return Cell(None, Problem(sentence, facts, is_error=True))

    return read


def day_reader(order: DayOrder, today: dt.date) -> Reader:
    """Return a reader for the dates of one column, whose values are written in ``order``."""

    def read(text: str) -> Cell:
        if is_placeholder(text):
            return Cell(None)
        facts: dict[str, object] = {"text": clean(text)}
        try:
            found = parse_day(text, order, today)
        except NotADay as error:
            return _no_day(facts, impossible=error.impossible)
        facts["day"] = found.day.isoformat()
        if found.day > today:
            return Cell(None, Problem(N_("The date {day} is in the future."), facts, is_error=True))
        return Cell(found.day, _doubt(found, order, facts))

    return read


def _doubt(found: Day, order: DayOrder, facts: Mapping[str, object]) -> Problem | None:
    if found.either and order is DayOrder.MIXED:
        return Problem(N_("“{text}” could be read in two ways; {day} was taken."), facts)
    if found.either:
        return Problem(_EITHER, facts, once=True)
    if found.counted:
        return Problem(N_("The number {text} was read as {day}."), facts)
    if found.short_year:
        return Problem(N_("“{text}” has no century; {day} was taken."), facts)
    return None


def _no_day(facts: Mapping[str, object], *, impossible: bool) -> Cell:
    if impossible:
        sentence = N_("“{text}” is a date that cannot be, in the order that the column has.")
        return Cell(None, Problem(sentence, facts, is_error=True))
    sentence = N_("“{text}” was not understood as a date; it is kept in the notes.")
    return Cell(None, Problem(sentence, facts, keep=True))


class Serial(NamedTuple):
    """A serial number, or why there is none."""

    value: str | None
    state: SerialState
    problem: Problem | None = None


def read_serial(text: str) -> Serial:
    """Return the serial number as it is written; a placeholder never becomes one."""
    if len(text) <= LONGEST_SERIAL and _PLAIN_SERIAL.fullmatch(text):
        return Serial(text, SerialState.RECORDED)
    value = clean(text)
    if is_placeholder(value):
        sentence = N_("The row gives no serial number (“{text}”): registered as not recorded.")
        return _none(SerialState.NOT_RECORDED, sentence, value)
    if not _DIGIT.search(value) and (state := parse_serial_state(value)) is not None:
        return _none(state, N_("No serial number, but “{text}”: registered so."), value)
    return _odd_serial(text, value)


def has_digit(serial: str | None) -> bool:
    """Whether a text is like a serial number: "Total" is not."""
    return serial is not None and _DIGIT.search(serial) is not None


def _none(state: SerialState, sentence: str, text: str) -> Serial:
    return Serial(None, state, Problem(sentence, {"text": text}))


def _odd_serial(text: str, value: str) -> Serial:
    facts = {"text": value[:80], "longest": LONGEST_SERIAL}
    problem: Problem | None = None
    if _DESTROYED.fullmatch(value):
        sentence = N_(
            "“{text}” is what a spreadsheet makes of a long number: digits are lost. Take the"
            " serial number from the weapon or the original list, and format the column as text."
        )
        problem = Problem(sentence, facts, is_error=True)
    elif len(value) > LONGEST_SERIAL:
        sentence = N_("The serial number is longer than {longest} characters: “{text}…”.")
        problem = Problem(sentence, facts, is_error=True)
    elif not is_plain(text) and _HIDDEN_CODE.search(value):
        sentence = N_("The serial number has hidden characters: “{text}”. Type it anew.")
        problem = Problem(sentence, facts, is_error=True)
    elif match := _POINT_ZERO.fullmatch(value):
        value = match[1]
        sentence = N_("“{text}” is a number of a spreadsheet; the serial was read as {serial}.")
        problem = Problem(sentence, {**facts, "serial": value})
    elif _mixes_scripts(value):
        sentence = N_(
            "The serial number “{text}” mixes letters of different alphabets that look alike."
            " Compare it with the weapon."
        )
        problem = Problem(sentence, facts)
    return Serial(value, SerialState.RECORDED, problem)


def _mixes_scripts(value: str) -> bool:
    if value.isascii():
        return False
    scripts = {unicodedata.name(each, "?").split()[0] for each in value if each.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1


def read_quantity(text: str) -> Cell:
    """Return None for one weapon; anything else cannot be registered as one."""
    plain = text.strip().replace(",", ".")
    try:
        is_one = not plain or float(plain) == 1
    except ValueError:
        is_one = False
    if is_one:
        return Cell(None)
    sentence = N_(
        "The quantity is “{text}”, but weapons are registered one by one: give each its own row and"
        " serial number."
    )
    return Cell(None, Problem(sentence, {"text": clean(text)}, is_error=True))
