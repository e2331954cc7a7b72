"""What the answers of a form say: every answer is a value, or something is said about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from stockpile_app.domain.imports import RowMessage
from stockpile_app.domain.serials import is_placeholder
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import SerialState, Sex
from stockpile_app.domain.weapons import LONGEST_NAME, LONGEST_NOTE
from stockpile_app.exchange import cells as read
from stockpile_app.exchange.cells import Cell, Problem, Reader
from stockpile_app.exchange.days import DayOrder
from stockpile_app.exchange.form_columns import Layout
from stockpile_app.exchange.form_words import Words
from stockpile_app.exchange.headers import fold_header
from stockpile_app.reference.words import parse_category, parse_condition, parse_serial_state

OLDEST_PERSON: Final = 120
MOST_ROUNDS: Final = 10_000_000
MOST_ITEMS: Final = 10_000
LONGEST_MARK: Final = 200

_Code = TypeVar("_Code")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f']\d{3})+")
_WHOLE: Final = re.compile(r"(\d{1,9})(?:[.,]0+)?")
_SPOT: Final = re.compile(r"-?\d{1,3}\.\d+ -?\d{1,3}\.\d+(?: -?[\d.]+){0,2}")

_STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)")

_UNKNOWN: Final = N_("“{text}” is no answer that the program knows. It knows: {known}.")
_NO_AGE: Final = N_("“{text}” is no age in years.")
_NO_COUNT: Final = N_("“{text}” is no whole number from 0 to {most}.")
_PRIVATE: Final = N_(
    "The answer is too long or has hidden characters. Shorten it, or type it anew."
)


class Sayings:
    """What is said about the rows of one form."""

    def __init__(self) -> None:
        """Have said nothing."""
        self.errors: list[RowMessage] = []
        self.warnings: list[RowMessage] = []


class Row(NamedTuple):
    """The answers about one thing: a person, a weapon.

    Attributes:
        fields: Field to the index of its column.
    """

    file: str
    number: int
    cells: Sequence[str]
    layout: Layout
    fields: Mapping[str, int]

    def text(self, name: str) -> str:
        """Return what was answered, or ""."""
        index = self.fields.get(name)
        return "" if index is None else self.layout.text(self.cells, index)

    def technical(self, name: str) -> str:
        """Return the first answer that a program gave by itself, or ""."""
        return next(filter(None, self.technicals(name)), "")

    def technicals(self, name: str) -> list[str]:
        """Return all answers that a program gave by itself."""
        return [self.cells[index].strip() for index in self.layout.technical.get(name, ())]

    def says_anything(self) -> bool:
        """Whether anything was answered."""
        return any(not is_placeholder(self.text(name)) for name in self.fields)

    def header(self, name: str) -> str:
        """Return the column's header, or ""."""
        index = self.fields.get(name)
        return "" if index is None else self.layout.headers[index]


class Answers:
    """Reads the answers of a row into the fields of a record, and says what is wrong with them."""

    def __init__(self, row: Row, said: Sayings, words: Words) -> None:
        """Read ``row``."""
        self.row = row
        self._said = said
        self._words = words
        self._kept: list[str] = []

    def say(self, name: str, message_id: str, *, is_error: bool = True, **params: object) -> None:
        """Say something about an answer."""
        row = self.row
        message = RowMessage(row.file, row.number, row.header(name), message_id, params)
        (self._said.errors if is_error else self._said.warnings).append(message)

    def text(self, name: str, longest: int = LONGEST_NAME) -> str:
        """Return a short text."""
        return str(self._read(name, lambda text: read.read_text(text, longest)) or "")

    def private(self, name: str) -> str:
        """Return a text that no message may quote."""
        text = self.row.text(name)
        cell = read.read_text(text, LONGEST_NOTE if name == "notes" else LONGEST_NAME)
        if cell.problem is not None:
            self.say(name, _PRIVATE, is_error=cell.problem.is_error)
        return str(cell.value or "")

    def marks(self) -> str:
        """Return marks as they were typed, one a line; what was chosen of a list goes to notes."""
        index = self.row.fields.get("marks")
        if index is None:
            return ""
        if index in self.row.layout.options:
            self._keep("marks", self.row.text("marks"))
            return ""
        lines = [clean(each) for each in self.row.text("marks").splitlines()]
        cells = [read.read_text(each, LONGEST_MARK) for each in lines]
        for cell in cells:
            self._note("marks", cell.problem, "")
        return "\n".join(str(cell.value) for cell in cells if cell.value)

    def place(self, name: str) -> str:
        """Return a short text; where the telephone put where it was, nothing."""
        text = self.row.text(name)
        return "" if _SPOT.fullmatch(text) else self.text(name)

    def notes(self) -> str:
        """Return the notes, with what no field could hold; ask for it last."""
        text = clean(self.row.text("notes"), multiline=True)
        text = "\n".join(filter(None, (text, "; ".join(self._kept))))
        cell = read.read_exact_text(text, LONGEST_NOTE, multiline=True)
        self._note(name="notes", problem=cell.problem, text="")
        return str(cell.value or "")

    def coded(self, name: str, parse: Callable[[str], _Code | None], known: str) -> _Code | None:
        """Return a code; an answer that is none is an error."""
        text = self.row.text(name)
        if is_placeholder(text):
            return None
        found = parse(text.replace("_", " ")) or parse(text)
        if found is None:
            self.say(name, _UNKNOWN, text=clean(text)[:80], known=known)
        return found

    def truth(self, name: str) -> bool | None:
        """Return the answer to a question of yes or no."""
        known = self._words.serviceable if name == "serviceable" else self._words.truth
        found = self.choice(name, known)
        return found == "yes" if found else None

    def sex(self, name: str) -> Sex | None:
        """Return the answer to the question for the sex."""
        found = self.choice(name, self._words.sex)
        return Sex(found) if found else None

    def choice(self, name: str, known: Mapping[str, str]) -> str:
        """Return the code of an answer, or ""; ``known`` is of the words' answers."""
        codes = ", ".join(dict.fromkeys(known.values()))
        return self.coded(name, lambda text: known.get(fold_header(text)), codes) or ""

    def age(self, name: str) -> int | None:
        """Return an age in whole years."""
        text = self.row.text(name)
        if is_placeholder(text):
            return None
        found = _whole(text)
        if found is None or found > OLDEST_PERSON:
            self.say(name, _NO_AGE, text=clean(text)[:40])
            return None
        return found

    def count(self, name: str, most: int) -> int | None:
        """Return a whole number; None where nothing was answered or it is none."""
        text = self.row.text(name)
        if is_placeholder(text):
            return None
        found = _whole(text)
        if found is None or found > most:
            self.say(name, _NO_COUNT, text=clean(text)[:40], most=f"{most:,}")
            return None
        return found

    def day(self, name: str, today: dt.date, order: DayOrder = DayOrder.UNKNOWN) -> dt.date | None:
        """Return a day that is not in the future."""
        value: Any = self._read(name, read.day_reader(order, today))
        return value if isinstance(value, dt.date) else None

    def calibre(self) -> str:
        """Return a calibre in its canonical form, or as written where it is not known."""
        return str(self._read("calibre", read.read_calibre) or "")

    def weapon(self, today: dt.date) -> dict[str, Any]:
        """Return what describes a weapon, as a ``FormWeapon`` takes it."""
        serial = read.read_serial(self.row.text("serial"))
        state = serial.state
        if serial.value is None and (
            stated := parse_serial_state(self.row.text("serial_state").replace("_", " "))
        ):
            state = stated
        elif serial.problem is not None:
            self._note("serial", serial.problem, self.row.text("serial"))
        known: dict[str, Any] = {
            "serial": serial.value,
            "serial_state": state if serial.value is None else SerialState.RECORDED,
            "calibre": self.calibre(),
            "country": self._read("country", read.read_country) or "",
            "year": self._read("year", read.year_reader(today)),
            "category": self._read("category", _spaced(read.code_reader(parse_category))),
            "condition": self._read("condition", _spaced(read.code_reader(parse_condition))),
        }
        return known

    def _read(self, name: str, reader: Reader) -> object:
        text = self.row.text(name)
        cell = reader(text) if text else Cell(None)
        self._note(name, cell.problem, text)
        return cell.value

    def _note(self, name: str, problem: Problem | None, text: str) -> None:
        if problem is None:
            return
        self.say(name, problem.message_id, is_error=problem.is_error, **problem.params)
        if problem.keep:
            self._keep(name, text)

    def _keep(self, name: str, text: str) -> None:
        if text:
            self._kept.append(f"{self.row.header(name)}: {clean(text)}")


def moment_on(text: str, day: dt.date) -> dt.time | None:
    """Return the time of day that a time stamp tells, where it is of that day."""
    match = _STAMP.match(text)
    if match is None or match[1] != day.isoformat():
        return None
    hour, minute = int(match[2]), int(match[3])
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _whole(text: str) -> int | None:
    plain = text.strip()
    if _THOUSANDS.fullmatch(plain):
        return int("".join(filter(str.isdigit, plain)))
    match = _WHOLE.fullmatch(plain)
    return int(match[1]) if match else None


def _spaced(reader: Reader) -> Reader:
    """Return a reader that also knows answers by the names of choices: ``assault_rifle``."""

    def read_either(text: str) -> Cell:
        cell = reader(text.replace("_", " "))
        return reader(text) if cell.value is None else cell

    return read_either
