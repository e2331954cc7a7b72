"""What the facts of a disposal have in common: the order they are about, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from stockpile_app.domain.disposal_records import DisposalLineState
from stockpile_app.persistence.projections.projector import Projector, Stated
from stockpile_app.persistence.tables import DisposalLineRow, DisposalOrderRow, id_in
from stockpile_app.persistence.values import portions

_OPEN: Final = tuple(each.value for each in DisposalLineState if not each.is_settled)


def order_id(projector: Projector, stated: Stated) -> int:
    """Return the id of the order that a fact is about."""
    return id_in(projector.origin_number(stated.origin), stated.fact.order)


def day_id(projector: Projector, stated: Stated) -> int:
    """Return the id of the day that a fact is about."""
    return id_in(projector.origin_number(stated.origin), stated.fact.day)


def set_order(projector: Projector, order: int, **values: object) -> None:
    """Set columns of an order."""
    projector.connection.execute(
        update(DisposalOrderRow).where(DisposalOrderRow.id == order).values(**values)
    )


def set_lines(projector: Projector, order: int, ids: Sequence[int], **values: object) -> None:
    """Set columns of all these lines of an order."""
    for some in portions(ids):
        projector.connection.execute(
            update(DisposalLineRow)
            .where(DisposalLineRow.order_id == order, DisposalLineRow.weapon_id.in_(some))
            .values(**values)
        )


def open_lines(projector: Projector, order: int) -> list[int]:
    """Return the weapons of an order that are not settled, in list order."""
    rows = projector.connection.execute(
        select(DisposalLineRow.weapon_id)
        .where(DisposalLineRow.order_id == order, DisposalLineRow.state.in_(_OPEN))
        .order_by(DisposalLineRow.position)
    )
    return list(rows.scalars())


def as_json(values: Iterable[Any]) -> str:
    """Return tuples of plain values as they are kept in a text."""
    return msgspec.json.encode(list(values)).decode()
