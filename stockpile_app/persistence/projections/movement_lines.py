"""What every movement writes: a voucher with its lines, and an entry with each of its weapons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import delete, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.vocabulary import MovementKind, PlaceKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated
from stockpile_app.persistence.tables import (
    CustodyRow,
    MovementLineRow,
    MovementRow,
    PlaceRow,
    WeaponEntryRow,
    WeaponRow,
    id_in,
)
from stockpile_app.persistence.values import portions

RECEIVED: Final = "received"
MISSING: Final = "missing"
_W: Final = table_of(WeaponRow).c
_COLUMNS: Final[dict[str, object]] = {
    "place_id": None,
    "person_id": None,
    "ref_id": None,
    "due_on": None,
    "handed_by": "",
    "received_by": "",
    "authorised_by": "",
    "purpose": "",
    "vehicle": "",
    "escort": "",
    "explanation": "",
}


class Held(NamedTuple):
    """A weapon as it is before the fact."""

    id: int
    place_id: int
    status: str


class Line(NamedTuple):
    """One weapon of a movement.

    Attributes:
        outcome: Only of receipts: ``RECEIVED`` or ``MISSING``.
    """

    weapon_id: int
    from_place_id: int
    to_place_id: int | None
    status_before: str
    status_after: str
    outcome: str = ""


def own_id(projector: Projector, stated: Stated) -> int:
    """Return the id of what an entry begins."""
    return id_in(projector.origin_number(stated.origin), stated.seq)


def held(projector: Projector, numbers: Iterable[str]) -> list[Held]:
    """Return the weapons of these numbers as they are, each once, in this order."""
    wanted = list(dict.fromkeys(map(projector.weapon_id, numbers)))
    found: dict[int, Held] = {}
    for ids in portions(wanted):
        rows = projector.connection.execute(
            select(_W.id, _W.place_id, _W.status).where(_W.id.in_(ids))
        )
        found |= {row[0]: Held(*row) for row in rows}
    return [found[each] for each in wanted]


def write_movement(
    projector: Projector,
    stated: Stated,
    kind: MovementKind,
    lines: Sequence[Line],
    **columns: object,
) -> int:
    """Write a voucher with its lines, and return its id.

    Args:
        columns: Those of ``movement`` that are not empty: ``occurred_on``, and any of
            ``place_id``, ``person_id``, ``ref_id``, ``due_on``, ``handed_by`` and so on.
    """
    movement = own_id(projector, stated)
    row = (
        movement,
        kind.value,
        columns.pop("occurred_on"),
        stated.recorded_at,
        stated.recorded_by,
        *{**_COLUMNS, **columns}.values(),
        len(lines),
    )
    insert_rows(projector.connection, table_of(MovementRow), [row])
    fixed = _fixed(projector, lines)
    rows = [(movement, *each[:3], *_of(fixed, each), *each[3:]) for each in lines]
    insert_rows(projector.connection, table_of(MovementLineRow), rows)
    projector.changed(ChangeSet(movements=True))
    return movement


def touch(projector: Projector, stated: Stated, ids: Sequence[int], **values: object) -> None:
    """Remember an entry with each of its weapons, and set what it changes of all of them."""
    insert_rows(
        projector.connection,
        table_of(WeaponEntryRow),
        [(each, stated.origin, stated.seq) for each in ids],
    )
    for some in portions(ids):
        projector.connection.execute(
            update(WeaponRow).where(_W.id.in_(some)).values(changed_seq=stated.seq, **values)
        )
    projector.changed_weapons(ids)


def end_custody(projector: Projector, ids: Sequence[int]) -> None:
    """Take weapons out of the hands of whoever has them."""
    for some in portions(ids):
        projector.connection.execute(
            delete(table_of(CustodyRow)).where(CustodyRow.weapon_id.in_(some))
        )


def _fixed(projector: Projector, lines: Sequence[Line]) -> dict[int, int]:
    """Return, of every place of the lines, the place that does not move: itself or around it."""
    ids = {each.from_place_id for each in lines}
    ids |= {each.to_place_id for each in lines if each.to_place_id is not None}
    fixed: dict[int, int] = {}
    for some in portions(sorted(ids)):
        rows = projector.connection.execute(
            select(PlaceRow.id, PlaceRow.kind, PlaceRow.parent_id).where(PlaceRow.id.in_(some))
        )
        for place_id, kind, parent_id in rows:
            moves = kind == PlaceKind.CONTAINER.value
            fixed[place_id] = (parent_id if moves else None) or place_id
    return fixed


def _of(fixed: dict[int, int], line: Line) -> tuple[int, int | None]:
    to = line.to_place_id
    return fixed[line.from_place_id], None if to is None else fixed[to]
