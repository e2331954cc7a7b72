"""Weapons whose serial or marks may be what somebody misread.

A text with k misread characters, cut into k + 1 pieces, has one piece that is whole. One pass over
the narrow index of folded serials finds every serial with such a piece in it; what is really near
enough is decided in ``domain.tracing_misreading``. The time grows with the register, by some 0.4
microseconds a weapon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from stockpile_app.domain.serials import fold
from stockpile_app.domain.tracing_misreading import (
    SHORTEST_PART,
    Neighbourhood,
    errors_allowed,
    pieces,
)
from stockpile_app.domain.tracing_ranking import Held, HeldMark
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.search import weapon_by_number
from stockpile_app.persistence.tables import MarkRow, WeaponRow
from stockpile_app.persistence.values import portions

MOST_CANDIDATES: Final = 20_000
"""Only a hopelessly short text has more; of these the first are compared."""

MOST_ALIKE: Final = 500
"""Marks that say the same, before it is too common to tell weapons apart."""

_W: Final = table_of(WeaponRow).c
_M: Final = table_of(MarkRow).c
_SHORTEST_MISREAD_MARK: Final = 5
_SAID: Final = select(_M.weapon_id, _M.text, _M.serial, _M.code).where(_M.weapon_id.is_not(None))


def near_serials(connection: Connection, text: str, *, misread: bool = True) -> set[int]:
    """Return the weapons whose serial may have been read as ``text``, or is part of it.

    Args:
        misread: Whether misread characters are allowed for; else look-alikes alone.
    """
    wanted = fold(text)
    if not wanted:
        return set()
    same = select(_W.id).where(_W.serial_fold.in_([wanted, *_parts(wanted)]))
    found = set(connection.execute(same).scalars())
    if misread:
        found |= _misread(connection, wanted)
    return found


def _misread(connection: Connection, wanted: str) -> set[int]:
    most = errors_allowed(wanted)
    least, longest = max(1, len(wanted) - most), len(wanted) + most
    length = func.length(_W.serial_fold)
    alike = [and_(length.between(least, longest), _any_of(_W.serial_fold, pieces(wanted, most)))]
    if len(wanted) >= SHORTEST_PART:
        alike.append(and_(length > longest, _has(_W.serial_fold, wanted)))
    rows = connection.execute(select(_W.id, _W.serial_fold).where(or_(*alike)))
    return set(islice(_near(rows, wanted, most), MOST_CANDIDATES))


def near_marks(connection: Connection, texts: Iterable[str]) -> list[HeldMark]:
    """Return the marks that may say one of these texts; of weapons, not of loose parts.

    What more marks say than ``MOST_ALIKE`` tells nothing: it is on every weapon of an import.
    """
    found: dict[HeldMark, None] = {}
    for wanted in dict.fromkeys(map(fold, texts)):
        if not wanted:
            continue
        most = errors_allowed(wanted) if len(wanted) >= _SHORTEST_MISREAD_MARK else 0
        for condition in (
            _has(_M.text_fold, wanted) if len(wanted) >= SHORTEST_PART else _M.text_fold == wanted,
            _any_of(_M.text_fold, pieces(wanted, most)) if most else false(),
        ):
            rows = connection.execute(_SAID.where(condition).limit(MOST_ALIKE + 1)).all()
            if len(rows) <= MOST_ALIKE:
                found.update((HeldMark(*row), None) for row in rows)
    return list(found)


def numbered(connection: Connection, texts: Iterable[str]) -> frozenset[int]:
    """Return the weapons whose register number is one of these texts."""
    found = (weapon_by_number(connection, text) for text in texts)
    return frozenset(each for each in found if each is not None)


def held(connection: Connection, ids: Sequence[int]) -> Iterator[Held]:
    """Yield weapons as far as they are compared; withdrawn registrations are left out."""
    columns = (
        _W.id,
        _W.number,
        func.coalesce(_W.serial, ""),
        _W.maker,
        _W.model,
        _W.calibre,
        _W.country,
        func.coalesce(_W.category, ""),
        _W.year,
    )
    for some in portions(ids):
        rows = connection.execute(
            select(*columns).where(_W.id.in_(some), _W.status != Status.WITHDRAWN.value)
        )
        for row in rows:
            yield Held(*row)


def _near(rows: Iterable[Any], wanted: str, most: int) -> Iterator[int]:
    near = Neighbourhood(wanted, most)
    for weapon_id, text in rows:
        if text in near or _is_part(wanted, text):
            yield weapon_id


def _is_part(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_PART and shorter in longer


def _parts(text: str) -> list[str]:
    """Return every part of a text that is long enough to be a serial by itself."""
    return [
        text[a:b]
        for a in range(len(text))
        for b in range(a + SHORTEST_PART, len(text) + 1)
        if b - a < len(text)
    ]


def _any_of(column: ColumnElement[str], texts: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(_has(column, each) for each in texts if each))


def _has(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    return column.contains(text, autoescape=True)
