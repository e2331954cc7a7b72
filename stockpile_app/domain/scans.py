"""What a scanner, or somebody who types, may have meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stockpile_app.domain.numbers import (
    CodeKind,
    PaperCode,
    RegisterNumber,
    looks_like_number,
    parse,
    parse_paper,
)
from stockpile_app.domain.records import WeaponRecord

_DIGITS: Final = "[0-9OQDILZSB]{6,9}"
"""The digits of a number, and the letters that are misread or mistyped for them."""
_KINDS: Final = "|".join(each.value for each in CodeKind)


class ScanKind(StrEnum):
    """Each gets its own answer, picture and sound."""

    WEAPON = "weapon"
    """A register number, or a serial that one weapon alone has."""
    PAPER = "paper"
    """The code of a place, a person's card or a document of this register."""
    SHARED = "shared"
    """A serial that several weapons have: which one must be said."""
    WRONG_CHECK = "wrong_check"
    """It looks like a register number, but its check character is wrong: misread or mistyped."""
    FOREIGN = "foreign"
    """A right register number, but of another register."""
    MISSING = "missing"
    """A right register number of this register that no weapon has."""
    UNKNOWN = "unknown"
    """Neither a number nor a serial that is registered."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a text is by itself, before anything is looked up.

    Attributes:
        paper: A right code of this register's papers.
        number: A right register number, of this register or another.
        misread: It has the shape of a number or code of this register, or of a printed number of
            any, and is none: its check character does not fit.
    """

    paper: PaperCode | None = None
    number: RegisterNumber | None = None
    misread: bool = False


def shape_of(text: str, origin: str) -> Shape:
    """Return what ``text`` is by itself in the register ``origin``.

    Many serials look like a number of another register without its hyphens, and every 36th of
    them has a check character that fits by chance. So such a number is believed only where it is
    as registers are numbered: an origin that ends in a digit, or a sequence that begins with 0.
    """
    if paper := parse_paper(text, origin):
        return Shape(paper=paper)
    number = parse(text, (origin,))
    if number is None:
        own = rf"({_KINDS})?-?{re.escape(origin)}-?{_DIGITS}-?[0-9A-Z]"
        wrong = looks_like_number(text) or re.fullmatch(own, text.strip().upper())
        return Shape(misread=bool(wrong))
    likely = "-" in text or number.origin[-1].isdigit() or number.sequence < 100_000
    return Shape(number=number if number.origin == origin or likely else None)


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read and what it is.

    Attributes:
        text: As it was read, cleaned.
        weapon: For ``WEAPON``.
        weapons: For ``SHARED``: all that have the serial.
        paper: For ``PAPER``.
        look_alikes: For ``UNKNOWN``: weapons whose serial is easily taken for it.
    """

    kind: ScanKind
    text: str
    weapon: WeaponRecord | None = None
    weapons: tuple[WeaponRecord, ...] = ()
    paper: PaperCode | None = None
    look_alikes: tuple[WeaponRecord, ...] = ()
