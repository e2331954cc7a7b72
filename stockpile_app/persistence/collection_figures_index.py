"""Counts for the indicators of collection programmes (IDDRS 5.10, and 4.10 box 2)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, select, true

from stockpile_app.domain.collection_days import CollectionFigures
from stockpile_app.domain.collections_vocabulary import AgeGroup, ParticipantKind
from stockpile_app.domain.vocabulary import Category, MarkOccasion, Sex, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    CampaignRow,
    HandInAmmunitionRow,
    HandInExplosiveRow,
    HandInRow,
    HandInWeaponRow,
    MarkRow,
    ParticipantRow,
    SiteRow,
    TeamMemberRow,
    WeaponRow,
)

_P: Final = table_of(ParticipantRow).c
_H: Final = table_of(HandInRow).c
_L: Final = table_of(HandInWeaponRow).c
_A: Final = table_of(HandInAmmunitionRow).c
_E: Final = table_of(HandInExplosiveRow).c
_W: Final = table_of(WeaponRow).c
_S: Final = table_of(SiteRow).c
_C: Final = table_of(CampaignRow).c
_T: Final = table_of(TeamMemberRow).c
_MARKED_AS: Final = (MarkOccasion.STATE_STOCK.value, MarkOccasion.FOUND.value)
"""What is put on a weapon after it was collected."""

_LOST: Final = (Status.LOST.value, Status.STOLEN.value)


def figures(
    connection: Connection,
    programme_id: int | None,
    from_day: dt.date | None,
    to_day: dt.date | None,
) -> CollectionFigures:
    """Return the figures of a programme, or of all, for a period."""
    return _Counting(connection, programme_id, from_day, to_day).figures()


class _Counting:
    """Counts within one programme and period."""

    def __init__(
        self,
        connection: Connection,
        programme_id: int | None,
        from_day: dt.date | None,
        to_day: dt.date | None,
    ) -> None:
        self._connection = connection
        self._programme = programme_id
        self._from, self._to = from_day, to_day

    def figures(self) -> CollectionFigures:
        """Return everything that is counted."""
        kinds, weapons = self._people(), self._weapons()
        state = self._state()
        campaigns = self._campaigns()
        staff, women = self._staff()
        return CollectionFigures(
            from_day=self._from,
            to_day=self._to,
            people=kinds,
            weapons=weapons,
            weapons_of_women_combatants=self._of_women_combatants(),
            rounds=self._rounds(),
            explosives=self._explosives(),
            staff=staff,
            women_staff=women,
            recorded=state[0],
            marked=state[1],
            destroyed=state[2],
            lost=state[3],
            campaigns=campaigns[0],
            campaigns_for_women=campaigns[1],
            women_reached=campaigns[2],
            ineligible=self._count_people(_P.eligible.is_(False)),
            appeals=self._count_people(_P.appeal_on.is_not(None)),
        )

    def _people(self) -> tuple[tuple[Sex | None, AgeGroup, ParticipantKind, int], ...]:
        statement = (
            select(_P.sex, _P.age_group, _P.kind, func.count())
            .join(SiteRow, _S.id == _P.site_id)
            .where(self._mine(), self._within(_P.arrived_at))
            .group_by(_P.sex, _P.age_group, _P.kind)
        )
        found = [
            (_sex(sex), AgeGroup(group), ParticipantKind(kind), count)
            for sex, group, kind, count in self._connection.execute(statement)
        ]
        order = {each: at for at, each in enumerate(AgeGroup)}
        return tuple(sorted(found, key=lambda each: (each[0] or "~", order[each[1]], each[2])))

    def _count_people(self, condition: ColumnElement[bool]) -> int:
        statement = (
            select(func.count())
            .select_from(table_of(ParticipantRow))
            .join(SiteRow, _S.id == _P.site_id)
            .where(self._mine(), self._within(_P.arrived_at), condition)
        )
        return int(self._connection.execute(statement).scalar_one())

    def _weapons(self) -> tuple[tuple[Sex | None, Category | None, int], ...]:
        statement = (
            self._handed_in(select(_P.sex, _W.category, func.count()))
            .group_by(_P.sex, _W.category)
            .order_by(_P.sex, _W.category)
        )
        return tuple(
            (_sex(sex), Category(category) if category else None, count)
            for sex, category, count in self._connection.execute(statement)
        )

    def _of_women_combatants(self) -> int:
        statement = self._handed_in(select(func.count())).where(
            _P.sex == Sex.FEMALE.value, _P.kind == ParticipantKind.COMBATANT.value
        )
        return int(self._connection.execute(statement).scalar_one())

    def _state(self) -> tuple[int, int, int, int]:
        """Return how many weapons are recorded, marked, destroyed, and lost or stolen."""
        mark = table_of(MarkRow).c
        marked = exists().where(mark.weapon_id == _W.id, mark.occasion.in_(_MARKED_AS))
        counted: Any = select(
            _count_if(_W.status != Status.WITHDRAWN.value),
            _count_if(marked),
            _count_if(_W.status == Status.DESTROYED.value),
            _count_if(_W.status.in_(_LOST)),
        )
        row = self._connection.execute(self._handed_in(counted)).one()
        return int(row[0]), int(row[1]), int(row[2]), int(row[3])

    def _handed_in(self, statement: Select[Any]) -> Select[Any]:
        return (
            statement.select_from(table_of(HandInWeaponRow))
            .join(table_of(HandInRow), _H.id == _L.hand_in_id)
            .join(table_of(ParticipantRow), _P.id == _H.participant_id)
            .join(table_of(SiteRow), _S.id == _H.site_id)
            .join(table_of(WeaponRow), _W.id == _L.weapon_id)
            .where(self._mine(), self._within(_H.opened_at))
        )

    def _rounds(self) -> tuple[tuple[Sex | None, int], ...]:
        statement = (
            select(_P.sex, func.sum(_A.quantity))
            .select_from(table_of(HandInAmmunitionRow))
            .join(table_of(HandInRow), _H.id == _A.hand_in_id)
            .join(table_of(ParticipantRow), _P.id == _H.participant_id)
            .join(table_of(SiteRow), _S.id == _H.site_id)
            .where(self._mine(), self._within(_H.opened_at))
            .group_by(_P.sex)
            .order_by(_P.sex)
        )
        return tuple((_sex(sex), int(count)) for sex, count in self._connection.execute(statement))

    def _explosives(self) -> int:
        statement = (
            select(func.coalesce(func.sum(_E.quantity), 0))
            .select_from(table_of(HandInExplosiveRow))
            .join(table_of(HandInRow), _H.id == _E.hand_in_id)
            .join(table_of(SiteRow), _S.id == _H.site_id)
            .where(self._mine(), self._within(_H.opened_at))
        )
        return int(self._connection.execute(statement).scalar_one())

    def _staff(self) -> tuple[int, int]:
        statement = (
            select(func.count(), _count_if(_T.sex == Sex.FEMALE.value))
            .select_from(table_of(TeamMemberRow))
            .join(table_of(SiteRow), _S.id == _T.site_id)
            .where(self._mine())
        )
        row = self._connection.execute(statement).one()
        return int(row[0]), int(row[1])

    def _campaigns(self) -> tuple[int, int, int]:
        reached = case((_C.for_women, _C.reached), else_=0)
        statement = select(
            func.count(), _count_if(_C.for_women), func.coalesce(func.sum(reached), 0)
        ).where(self._within(_C.held_on))
        if self._programme is not None:
            statement = statement.where(_C.programme_id == self._programme)
        row = self._connection.execute(statement).one()
        return int(row[0]), int(row[1]), int(row[2])

    def _mine(self) -> ColumnElement[bool]:
        return true() if self._programme is None else _S.programme_id == self._programme

    def _within(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Return whether a day or local time is in the period."""
        day = func.substr(column, 1, 10)
        conditions: list[ColumnElement[bool]] = [true()]
        if self._from is not None:
            conditions.append(day >= self._from.isoformat())
        if self._to is not None:
            conditions.append(day <= self._to.isoformat())
        return and_(*conditions)


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _sex(code: str | None) -> Sex | None:
    return Sex(code) if code else None
