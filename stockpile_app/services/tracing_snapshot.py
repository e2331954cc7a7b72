"""A weapon as the register holds it at one moment, frozen for a trace file."""

from __future__ import annotations

from stockpile_app.domain.confidential_facts.tracing import (
    SnapshotMark,
    SnapshotPhotograph,
    WeaponSnapshot,
)
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.records import MarkRecord
from stockpile_app.domain.text import N_
from stockpile_app.persistence import history, marking_index
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.persistence.weapon_records import load


def frozen(uow: UnitOfWork, weapon_id: int) -> WeaponSnapshot:
    """Return all that the register holds of a weapon now.

    Raises:
        NotFound: There is none of this id.
    """
    connection = uow.connection
    weapon = load(connection, [weapon_id]).get(weapon_id)
    if weapon is None:
        raise NotFound(N_("There is no such weapon in this register."))
    came = marking_index.acquisitions(connection, [weapon_id]).get(weapon_id)
    return WeaponSnapshot(
        number=weapon.number,
        serial=weapon.serial,
        serial_state=weapon.serial_state.value,
        head=uow.next_seq - 1,
        maker=weapon.maker,
        model=weapon.model,
        calibre=weapon.calibre,
        country=weapon.country,
        year=weapon.year,
        category=weapon.category or "",
        condition=weapon.condition or "",
        status=weapon.status.value,
        received_on=weapon.received_on.isoformat() if weapon.received_on else "",
        source=weapon.source,
        reference=weapon.reference,
        notes=weapon.notes,
        acquisition=came.acquisition.value if came else "",
        acquired_on=came.acquired_on.isoformat() if came else "",
        marks=tuple(map(_mark, marking_index.marks_of(connection, [weapon_id]).get(weapon_id, []))),
        photographs=tuple(
            SnapshotPhotograph(
                sha256=each.sha256,
                media_type=each.media_type,
                caption=each.caption,
                taken_on=each.taken_on.isoformat(),
            )
            for each in history.photographs(connection, weapon_id)
        ),
    )


def _mark(mark: MarkRecord) -> SnapshotMark:
    return SnapshotMark(
        component=mark.component.value,
        occasion=mark.occasion.value,
        text=mark.text,
        position=mark.position,
        method=mark.method.value,
        country=mark.country,
        year=mark.year,
        maker=mark.maker,
        serial=mark.serial,
        model=mark.model,
        calibre=mark.calibre,
        code=mark.code,
        authority=mark.authority,
        altered=mark.altered,
        observed_on=mark.observed_on.isoformat(),
    )
