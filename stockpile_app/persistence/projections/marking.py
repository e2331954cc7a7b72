"""Marks, the parts they are on, and how weapons came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    AcquisitionStated,
    MarkObserved,
    MarkRecorded,
    PartFitted,
    PartRecorded,
    PartRemoved,
    TakenIntoStock,
)
from stockpile_app.domain.serials import fold_mark
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import held, touch
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    AcquisitionRow,
    MarkRow,
    PartEntryRow,
    PartRow,
    WeaponRow,
)

_CHANGED: Final = ChangeSet(marking=True)
_SAID: Final = ("country", "year", "maker", "serial", "model", "calibre", "code", "authority")


def put_mark(
    projector: Projector,
    stated: Stated,
    weapon_id: int | None,
    *,
    part_id: int | None = None,
    job_id: int | None = None,
    **columns: Any,
) -> None:
    """Write a mark, and an entry with the weapon that carries it.

    Args:
        columns: Those of ``mark`` that the fact says: component, occasion, text, observed_on, and
            any of position, method, met, not_met, altered, country and so on.
    """
    if part_id is None and weapon_id is not None:
        part_id = _part_of(projector, weapon_id, columns["component"])
    row = (
        stated.origin,
        stated.seq,
        weapon_id,
        columns["component"],
        columns["occasion"],
        columns["text"],
        columns.get("position", ""),
        columns.get("method", "unknown"),
        columns.get("met", ""),
        columns.get("not_met", ""),
        columns.get("altered", False),
        columns["observed_on"],
        *(columns.get(name, None if name == "year" else "") for name in _SAID),
        columns.get("height"),
        columns.get("depth"),
        part_id,
        job_id,
        fold_mark(columns["text"], columns.get("serial", ""), columns.get("code", "")),
    )
    insert_rows(projector.connection, table_of(MarkRow), [row])
    if part_id is not None:
        _remember(projector, stated, part_id, weapon_id)
    if weapon_id is not None:
        touch(projector, stated, [weapon_id], marks=WeaponRow.marks + 1)


@handles(MarkObserved, MarkRecorded)
def _recorded(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: MarkObserved | MarkRecorded = stated.fact
        weapon_id = projector.weapon_id(fact.number) if fact.number else None
        columns: dict[str, Any] = {}
        part_id = None
        if isinstance(fact, MarkRecorded):
            columns = {name: getattr(fact, name) for name in (*_SAID, "height", "depth")}
            if fact.part is not None:
                part_id = projector.place_id(stated.origin, fact.part)
        put_mark(
            projector,
            stated,
            weapon_id,
            part_id=part_id,
            component=fact.component.value,
            occasion=fact.occasion.value,
            text=fact.text,
            position=fact.position,
            method=fact.method.value,
            met=" ".join(fact.met),
            not_met=" ".join(fact.not_met),
            altered=fact.altered,
            observed_on=fact.occurred_on,
            **columns,
        )


# --- parts -------------------------------------------------------------------------------------


@handles(PartRecorded)
def _part_recorded(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PartRecorded = stated.fact
        part_id = projector.place_id(stated.origin, fact.part)
        weapon_id = projector.weapon_id(fact.number)
        row = (part_id, fact.component.value, fact.material.value, fact.description, weapon_id)
        insert_rows(projector.connection, table_of(PartRow), [(*row, None, fact.occurred_on)])
        # what is marked on this component of the weapon is marked on the part
        projector.connection.execute(
            update(MarkRow)
            .where(
                MarkRow.weapon_id == weapon_id,
                MarkRow.component == fact.component.value,
                MarkRow.part_id.is_(None),
            )
            .values(part_id=part_id)
        )
        _remember(projector, stated, part_id, weapon_id)
        touch(projector, stated, [weapon_id])
    projector.changed(_CHANGED)


@handles(PartRemoved)
def _part_removed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PartRemoved = stated.fact
        place_id = projector.place_id(stated.origin, fact.place)
        _move(
            projector, stated, projector.weapon_id(fact.number), weapon_id=None, place_id=place_id
        )
    projector.changed(_CHANGED)


@handles(PartFitted)
def _part_fitted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        weapon_id = projector.weapon_id(stated.fact.number)
        _move(projector, stated, weapon_id, weapon_id=weapon_id, place_id=None)
    projector.changed(_CHANGED)


def _move(
    projector: Projector,
    stated: Stated,
    concerned: int,
    *,
    weapon_id: int | None,
    place_id: int | None,
) -> None:
    """Put a part on a weapon or into a place; its marks go with it."""
    part_id = projector.place_id(stated.origin, stated.fact.part)
    before = projector.connection.execute(
        select(PartRow.weapon_id).where(PartRow.id == part_id)
    ).scalar()
    projector.connection.execute(
        update(PartRow)
        .where(PartRow.id == part_id)
        .values(weapon_id=weapon_id, place_id=place_id, since=stated.fact.occurred_on)
    )
    projector.connection.execute(
        update(MarkRow).where(MarkRow.part_id == part_id).values(weapon_id=weapon_id)
    )
    _remember(projector, stated, part_id, concerned)
    ids = list(dict.fromkeys(each for each in (before, concerned) if each is not None))
    touch(projector, stated, ids)
    for each in ids:
        marks = select(func.count()).select_from(MarkRow).where(MarkRow.weapon_id == each)
        projector.connection.execute(
            update(WeaponRow).where(WeaponRow.id == each).values(marks=marks.scalar_subquery())
        )


def _part_of(projector: Projector, weapon_id: int, component: str) -> int | None:
    """Return the part that a mark on this component of a weapon is on, where it is kept so."""
    return projector.connection.execute(
        select(PartRow.id)
        .where(PartRow.weapon_id == weapon_id, PartRow.component == component)
        .order_by(PartRow.id)
    ).scalar()


def _remember(projector: Projector, stated: Stated, part_id: int, weapon_id: int | None) -> None:
    row = (part_id, stated.origin, stated.seq, weapon_id)
    insert_rows(projector.connection, table_of(PartEntryRow), [row])


# --- how weapons came --------------------------------------------------------------------------


@handles(AcquisitionStated)
def _acquired(projector: Projector, batch: Sequence[Stated]) -> None:
    table = table_of(AcquisitionRow)
    for stated in batch:
        fact: AcquisitionStated = stated.fact
        (weapon,) = held(projector, [fact.number])
        projector.connection.execute(table.delete().where(table.c.weapon_id == weapon.id))
        exemption = fact.exemption.value if fact.exemption else None
        row = (weapon.id, fact.acquisition.value, fact.acquired_on, exemption, fact.reference)
        insert_rows(projector.connection, table, [row])
        status = weapon.status
        if fact.acquisition.is_illicit and status == Status.IN_STORE.value:
            status = Status.SEIZED.value
        touch(projector, stated, [weapon.id], status=status)
    projector.changed(_CHANGED)


@handles(TakenIntoStock)
def _taken(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        seized = [
            each.id
            for each in held(projector, stated.fact.weapons)
            if each.status == Status.SEIZED.value
        ]
        touch(projector, stated, seized, status=Status.IN_STORE.value)
    projector.changed(_CHANGED)
