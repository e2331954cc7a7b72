"""Tells which weapon a counter means by what was scanned or typed."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.numbers import (
    CodeKind,
    PaperCode,
    RegisterNumber,
    looks_like_number,
    parse,
    parse_paper,
)
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.stocktakes import CountOutcome, CountWeapon
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import CountMeans
from stockpile_app.persistence import count_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.count_index import FEWEST_DIGITS, MOST_CANDIDATES, Candidate


@dataclass(frozen=True, slots=True)
class Meant:
    """What was meant: one weapon (``outcome`` COUNTED), several, a place or paper, or nothing."""

    outcome: CountOutcome
    weapons: tuple[Candidate, ...] = ()
    more: bool = False
    paper: PaperCode | None = None


def meant(connection: Connection, command: CountWeapon, origin: str) -> Meant:
    """Return what a counter means, in look-ups by key alone.

    What is typed may be the end of a serial or register number; what is scanned never is.

    Raises:
        BadValue: Nothing was given, or too few digits.
    """
    if command.weapon_id is not None:
        found = count_index.weapon(connection, command.weapon_id)
        return _one([found] if found else [])
    text = clean(command.text)
    serial = normalise(text)
    if not serial:
        raise BadValue(N_("Scan the weapon, or type the last digits of its serial."), "text")
    if paper := parse_paper(text, origin):
        is_place = paper.kind is CodeKind.PLACE
        return Meant(CountOutcome.PLACE if is_place else CountOutcome.PAPER, paper=paper)
    number = parse(text, (origin,))
    if number is not None and number.origin == origin:
        # a register number without its hyphens could be somebody's serial; the number comes first
        found = count_index.weapon(connection, number.sequence)
        return _one([found] if found else [])
    return _by_serial(connection, command, origin, text, number)


def _by_serial(
    connection: Connection,
    command: CountWeapon,
    origin: str,
    text: str,
    number: RegisterNumber | None,
) -> Meant:
    serial = normalise(text)
    if command.means is CountMeans.SCAN or len(serial) < FEWEST_DIGITS:
        same = count_index.of_serial(connection, serial)
    else:
        same = count_index.ending_in(connection, text, origin)
    if same:
        return _one(same)
    if command.means is not CountMeans.SCAN and len(serial) < FEWEST_DIGITS:
        raise BadValue(N_("Type at least the last {digits} digits."), "text", digits=FEWEST_DIGITS)
    if number is not None:
        return Meant(CountOutcome.FOREIGN)
    if looks_like_number(text) or text.upper().startswith(origin):
        return Meant(CountOutcome.WRONG_CHECK)
    return Meant(CountOutcome.UNKNOWN)


def _one(found: list[Candidate]) -> Meant:
    if not found:
        return Meant(CountOutcome.UNKNOWN)
    if len(found) == 1:
        return Meant(CountOutcome.COUNTED, tuple(found))
    shown = tuple(found[:MOST_CANDIDATES])
    return Meant(CountOutcome.AMBIGUOUS, shown, len(found) > MOST_CANDIDATES)
