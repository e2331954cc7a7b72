"""Reads people by code and what they handed in; who they are is sealed and not here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, func, select

from stockpile_app.domain.collection_people import ParticipantQuery, ParticipantRecord
from stockpile_app.domain.collections import (
    AmmunitionLine,
    ExplosiveLine,
    HandInDetails,
    HandInQuery,
    HandInRecord,
    WeaponLine,
    receipt_number,
)
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    AppealState,
    Ineligible,
    ParticipantKind,
    SafeState,
)
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Sex
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    HandInAmmunitionRow,
    HandInExplosiveRow,
    HandInRow,
    HandInWeaponRow,
    OriginRow,
    ParticipantRow,
    PlaceRow,
    SealedSubjectRow,
    SiteRow,
    SpoiltTagRow,
    UserRow,
    WeaponRow,
)
from stockpile_app.persistence.values import portions

RECEIPT: Final = "hand-in-receipt"
"""Code of the document that is given to whoever hands in."""

_PERSON: Final = table_of(ParticipantRow)
_H: Final = table_of(HandInRow).c
_L: Final = table_of(HandInWeaponRow).c
_A: Final = table_of(HandInAmmunitionRow).c
_E: Final = table_of(HandInExplosiveRow).c
_W: Final = table_of(WeaponRow).c
_SEQ: Final = (1 << ORIGIN_BITS) - 1


# --- people --------------------------------------------------------------------------------------


def participants(connection: Connection, query: ParticipantQuery) -> list[ParticipantRecord]:
    """Return participants, newest first."""
    conditions = [
        column == value
        for column, value in (
            (_PERSON.c.site_id, query.site),
            (SiteRow.programme_id, query.programme),
            (_PERSON.c.code, query.code.strip().upper() or None),
            (_PERSON.c.eligible, query.eligible),
            (_PERSON.c.appeal, query.appeal and query.appeal.value),
        )
        if value is not None
    ]
    if query.day is not None:
        conditions.append(_PERSON.c.arrived_at.between(*_hours(query.day)))
    if query.before is not None:
        conditions.append(_PERSON.c.id < query.before)
    return _participants(connection, *conditions, limit=query.limit)


def participant(connection: Connection, code: str) -> ParticipantRecord | None:
    """Return the participant with a code."""
    found = _participants(connection, _PERSON.c.code == code)
    return found[0] if found else None


def participants_with(connection: Connection, codes: Sequence[str]) -> dict[str, ParticipantRecord]:
    """Return the participants with any of these codes, by code."""
    found = _participants(connection, _PERSON.c.code.in_(codes))
    return {each.code: each for each in found}


def _participants(
    connection: Connection, *conditions: Any, limit: int | None = None
) -> list[ParticipantRecord]:
    hand_ins = (
        select(func.count())
        .where(_H.participant_id == _PERSON.c.id, _H.cancelled.is_(None))
        .scalar_subquery()
    )
    weapons = (
        select(func.count())
        .join(table_of(HandInRow), _H.id == _L.hand_in_id)
        .where(_H.participant_id == _PERSON.c.id)
        .select_from(table_of(HandInWeaponRow))
        .scalar_subquery()
    )
    statement = (
        select(
            _PERSON,
            SiteRow.programme_id,
            PlaceRow.name.label("site_name"),
            SealedSubjectRow.erased_at,
            hand_ins.label("hand_ins"),
            weapons.label("weapons"),
        )
        .join(SiteRow, SiteRow.id == _PERSON.c.site_id)
        .join(PlaceRow, PlaceRow.id == SiteRow.place_id)
        .outerjoin(
            SealedSubjectRow,
            and_(
                SealedSubjectRow.compartment == Compartment.PARTICIPANTS.value,
                SealedSubjectRow.subject == _PERSON.c.code,
            ),
        )
        .where(*conditions)
        .order_by(_PERSON.c.id.desc())
        .limit(limit)
    )
    return [_participant(row) for row in connection.execute(statement)]


def _participant(row: Row[Any]) -> ParticipantRecord:
    return ParticipantRecord(
        id=row.id,
        code=row.code,
        site=row.site_id,
        site_name=row.site_name,
        programme=row.programme_id,
        arrived_at=dt.datetime.fromisoformat(row.arrived_at),
        sex=Sex(row.sex) if row.sex else None,
        age_group=AgeGroup(row.age_group),
        kind=ParticipantKind(row.kind),
        eligible=None if row.eligible is None else bool(row.eligible),
        ineligible=Ineligible(row.ineligible) if row.ineligible else None,
        appeal=AppealState(row.appeal),
        child_staff=row.child_staff,
        hand_ins=row.hand_ins,
        weapons=row.weapons,
        erased=row.erased_at is not None,
    )


def has_personal(connection: Connection, code: str) -> bool:
    """Whether it is kept, sealed, who a participant is."""
    statement = select(SealedSubjectRow.subject).where(
        SealedSubjectRow.compartment == Compartment.PARTICIPANTS.value,
        SealedSubjectRow.subject == code,
        SealedSubjectRow.erased_at.is_(None),
    )
    return connection.execute(statement).first() is not None


# --- hand-ins ------------------------------------------------------------------------------------


def hand_ins(connection: Connection, query: HandInQuery) -> list[HandInRecord]:
    """Return hand-ins, newest first."""
    conditions = []
    if query.site is not None:
        conditions.append(_H.site_id == query.site)
    if query.day is not None:
        conditions.append(_H.opened_at.between(*_hours(query.day)))
    if query.participant:
        conditions.append(_PERSON.c.code == query.participant.strip().upper())
    if query.open_only:
        conditions += [_H.closed_at.is_(None), _H.cancelled.is_(None)]
    if query.before is not None:
        conditions.append(_H.id < query.before)
    return _hand_ins(connection, *conditions, limit=query.limit)


def hand_in(connection: Connection, hand_in_id: int) -> HandInRecord | None:
    """Return one hand-in."""
    found = _hand_ins(connection, _H.id == hand_in_id)
    return found[0] if found else None


def _hand_ins(
    connection: Connection, *conditions: Any, limit: int | None = None
) -> list[HandInRecord]:
    number = receipt_numbers(connection)

    def count(table: Any, what: Any = None) -> Any:
        counted = func.count() if what is None else func.coalesce(func.sum(what), 0)
        return (
            select(counted).select_from(table).where(table.c.hand_in_id == _H.id).scalar_subquery()
        )

    statement = (
        select(
            table_of(HandInRow),
            _PERSON.c.code,
            PlaceRow.name.label("site_name"),
            UserRow.full_name,
            count(table_of(HandInWeaponRow)).label("weapons"),
            count(table_of(HandInAmmunitionRow), _A.quantity).label("rounds"),
            count(table_of(HandInExplosiveRow), _E.quantity).label("explosives"),
        )
        .join(_PERSON, _PERSON.c.id == _H.participant_id)
        .join(SiteRow, SiteRow.id == _H.site_id)
        .join(PlaceRow, PlaceRow.id == SiteRow.place_id)
        .outerjoin(UserRow, UserRow.name == _H.opened_by)
        .where(*conditions)
        .order_by(_H.id.desc())
        .limit(limit)
    )
    return [
        HandInRecord(
            id=row.id,
            number=number(row.id),
            participant=row.code,
            site=row.site_id,
            site_name=row.site_name,
            opened_at=dt.datetime.fromisoformat(row.opened_at),
            closed_at=dt.datetime.fromisoformat(row.closed_at) if row.closed_at else None,
            officer=row.officer or row.full_name or row.opened_by,
            cancelled=row.cancelled is not None,
            weapons=row.weapons,
            rounds=row.rounds,
            explosives=row.explosives,
        )
        for row in connection.execute(statement)
    ]


def receipt_numbers(connection: Connection) -> Callable[[int], str]:
    """Return what gives a hand-in's number by its id."""
    rows = connection.execute(select(OriginRow.number, OriginRow.origin))
    origins = {row.number: row.origin for row in rows}
    return lambda each: receipt_number(origins[each >> ORIGIN_BITS], each & _SEQ)


def details(connection: Connection, hand_in_id: int) -> HandInDetails | None:
    """Return a hand-in with everything that was taken over."""
    record = hand_in(connection, hand_in_id)
    return _details(connection, [record])[0] if record else None


def all_details(connection: Connection, query: HandInQuery) -> list[HandInDetails]:
    """Return hand-ins with everything that was taken over, newest first."""
    return _details(connection, hand_ins(connection, query))


def _details(connection: Connection, records: Sequence[HandInRecord]) -> list[HandInDetails]:
    found: list[HandInDetails] = []
    for some in portions(records):
        ids = [each.id for each in some]
        people = participants_with(connection, list({each.participant for each in some}))
        weapons = _weapon_lines(connection, ids)
        ammunition = _ammunition_lines(connection, ids)
        explosives = _explosive_lines(connection, ids)
        found += [
            HandInDetails(
                hand_in=each,
                participant=people[each.participant],
                weapons=tuple(weapons.get(each.id, ())),
                ammunition=tuple(ammunition.get(each.id, ())),
                explosives=tuple(explosives.get(each.id, ())),
            )
            for each in some
        ]
    return found


def _weapon_lines(connection: Connection, ids: Sequence[int]) -> dict[int, list[WeaponLine]]:
    rows = connection.execute(
        select(
            table_of(HandInWeaponRow),
            *(_W.number, _W.category, _W.maker, _W.model, _W.calibre, _W.country),
            *(_W.serial, _W.serial_state, _W.condition),
        )
        .join(table_of(WeaponRow), _W.id == _L.weapon_id)
        .where(_L.hand_in_id.in_(ids))
        .order_by(_L.id)
    )
    found: dict[int, list[WeaponLine]] = {}
    for row in rows:
        line = WeaponLine(
            weapon_id=row.weapon_id,
            number=row.number,
            tag=row.tag,
            category=Category(row.category) if row.category else None,
            maker=row.maker,
            model=row.model,
            calibre=row.calibre,
            country=row.country,
            serial=row.serial,
            serial_state=SerialState(row.serial_state),
            condition=Condition(row.condition) if row.condition else None,
            serviceable=None if row.serviceable is None else bool(row.serviceable),
            safe=SafeState(row.safe),
            cleared_by=row.cleared_by,
            accessories=row.accessories,
        )
        found.setdefault(row.hand_in_id, []).append(line)
    return found


def _ammunition_lines(
    connection: Connection, ids: Sequence[int]
) -> dict[int, list[AmmunitionLine]]:
    rows = connection.execute(
        select(table_of(HandInAmmunitionRow)).where(_A.hand_in_id.in_(ids)).order_by(_A.id)
    )
    found: dict[int, list[AmmunitionLine]] = {}
    for row in rows:
        line = AmmunitionLine(
            id=row.id,
            nature=row.nature,
            lot=row.lot,
            headstamp=row.headstamp,
            quantity=row.quantity,
            safe=SafeState(row.safe),
            technician=row.technician,
        )
        found.setdefault(row.hand_in_id, []).append(line)
    return found


def _explosive_lines(connection: Connection, ids: Sequence[int]) -> dict[int, list[ExplosiveLine]]:
    rows = connection.execute(
        select(table_of(HandInExplosiveRow)).where(_E.hand_in_id.in_(ids)).order_by(_E.id)
    )
    found: dict[int, list[ExplosiveLine]] = {}
    for row in rows:
        line = ExplosiveLine(
            id=row.id,
            description=row.description,
            quantity=row.quantity,
            technician=row.technician,
            referred_at=dt.datetime.fromisoformat(row.referred_at),
        )
        found.setdefault(row.hand_in_id, []).append(line)
    return found


def weapon_line_seq(connection: Connection, hand_in_id: int, weapon_id: int) -> int | None:
    """Return the number of the line that a weapon of a hand-in is."""
    statement = select(_L.id).where(_L.hand_in_id == hand_in_id, _L.weapon_id == weapon_id)
    found = connection.execute(statement).scalar()
    return None if found is None else found & _SEQ


def tag_used(connection: Connection, tag: str) -> str:
    """Return what stands in the way of a tag: a register number, or the tag itself if spoilt."""
    hung = (
        select(_W.number)
        .join(table_of(HandInWeaponRow), _L.weapon_id == _W.id)
        .where(_L.tag == tag)
    )
    own = select(_W.number).where(_W.number == tag)
    spoilt = select(SpoiltTagRow.tag).where(SpoiltTagRow.tag == tag)
    asked = (connection.execute(each.limit(1)).scalar() for each in (hung, own, spoilt))
    return next(filter(None, asked), "")


def _hours(day: dt.date) -> tuple[str, str]:
    """Return the first and last moment of a day as the tables keep them."""
    return f"{day.isoformat()}T00:00", f"{day.isoformat()}T23:59"
