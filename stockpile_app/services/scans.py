"""Tells what was scanned or typed: a weapon, a place, a person, a document, or why it is none."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.scan_text import meant_by
from stockpile_app.domain.scans import Scan, ScanKind, Shape, shape_of
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.text import clean
from stockpile_app.persistence import search, weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.weapon_records import load
from stockpile_app.services.desk import Desk
from stockpile_app.services.scan_papers import ScanPapers

_MOST_LOOK_ALIKES: Final = 10


class Scans:
    """What is read by a scanner."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> ScanPapers:
        """What hangs beside a scanner."""
        return ScanPapers(self._desk)

    def read(self, text: str) -> Scan:
        """Return what ``text`` is; what is registered is found by its key.

        A number or code comes before a serial that is written the same way, and a serial that is
        registered before a number that another register may have given, or that a scanner meant
        whose keyboard is not the workstation's.

        Raises:
            NotAllowed: The user may not look at weapons.
        """
        self._desk.require(Permission.READ)
        text = clean(text)
        origin = self._desk.store.origin
        shape = shape_of(text, origin)
        if shape.paper is not None:
            return Scan(ScanKind.PAPER, text, paper=shape.paper)
        with self._desk.store.read() as connection:
            if shape.number is not None and shape.number.origin == origin:
                return _numbered(connection, text, shape.number)
            if found := _by_serial(connection, text):
                return found
            if not (meant := meant_by(text, origin)):
                return _unknown(connection, text, shape)
        return self.read(meant)


def _numbered(connection: Connection, text: str, number: RegisterNumber) -> Scan:
    weapon_id = search.weapon_by_number(connection, str(number))
    if weapon_id is None:
        return Scan(ScanKind.MISSING, text)
    return Scan(ScanKind.WEAPON, text, weapon=load(connection, [weapon_id])[weapon_id])


def _by_serial(connection: Connection, text: str) -> Scan | None:
    serial = normalise(text)
    if not serial:
        return None
    same = weapon_index.with_serials(connection, [serial]).get(serial, [])
    if len(same) == 1:
        return Scan(ScanKind.WEAPON, text, weapon=same[0])
    return Scan(ScanKind.SHARED, text, weapons=tuple(same)) if same else None


def _unknown(connection: Connection, text: str, shape: Shape) -> Scan:
    if shape.number is not None:
        return Scan(ScanKind.FOREIGN, text)
    if shape.misread:
        return Scan(ScanKind.WRONG_CHECK, text)
    look_alikes = search.look_alikes(connection, text, _MOST_LOOK_ALIKES)
    return Scan(ScanKind.UNKNOWN, text, look_alikes=look_alikes)
