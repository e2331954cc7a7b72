"""Reads what the national report counts one by one, and describes what a cell counts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from stockpile_app.domain.collections_vocabulary import ParticipantKind
from stockpile_app.domain.national_report import CountedRecord
from stockpile_app.domain.national_report_cells import Column, RecordKind
from stockpile_app.domain.surplus import declaration_number
from stockpile_app.domain.vocabulary import Answer, Category, IncidentKind, StocktakeKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.report_index import Found
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CheckAnswerRow,
    DisposalDayRow,
    DisposalOrderRow,
    DocumentRow,
    IncidentRow,
    NeedRow,
    OriginRow,
    ParticipantRow,
    PersonRow,
    PlaceRow,
    SecurityCheckRow,
    SiteRow,
    StocktakeRow,
    SurplusDeclarationRow,
    TeamMemberRow,
    TrainingRow,
    WeaponRow,
)
from stockpile_app.persistence.values import portions

_SEQ: Final = (1 << ORIGIN_BITS) - 1
_W: Final = table_of(WeaponRow).c


class LastCheck(NamedTuple):
    """A completed security check of a depot, with its answers by code of the question."""

    id: int
    place_id: int
    check_list: str
    version: int
    completed_on: dt.date
    answers: dict[str, Answer]


class Witnessed(NamedTuple):
    """Somebody who watched; ``sex`` is "female", "male" or ""."""

    record: int
    day: dt.date
    name: str
    sex: str


def last_checks(connection: Connection, column: Column) -> list[LastCheck]:
    """Return the last check of every depot that was completed on these days."""
    table = table_of(SecurityCheckRow)
    rows = connection.execute(
        select(table)
        .where(
            table.c.completed_on.between(column.first.isoformat(), column.last.isoformat()),
            table.c.cancelled_seq.is_(None),
        )
        .order_by(table.c.completed_on, table.c.id)
    )
    last = {row.place_id: row for row in rows}  # the later one takes the place of the earlier
    return [
        LastCheck(
            row.id,
            row.place_id,
            row.check_list,
            row.version,
            dt.date.fromisoformat(row.completed_on),
            _answers(connection, row.id),
        )
        for row in last.values()
    ]


def _answers(connection: Connection, check: int) -> dict[str, Answer]:
    table = table_of(CheckAnswerRow).c
    rows = connection.execute(select(table.question, table.answer).where(table.check_id == check))
    return {row.question: Answer(row.answer) for row in rows}


def witnesses(connection: Connection, column: Column) -> list[Witnessed]:
    """Return the witnesses of each day of a disposal, and the observers of its verification."""
    day, order = table_of(DisposalDayRow).c, table_of(DisposalOrderRow).c
    found = []
    statements = (
        select(day.id, day.started_at.label("at"), day.witnesses.label("people")),
        select(order.id, order.verified_on.label("at"), order.observers.label("people")).where(
            order.verified_on.is_not(None)
        ),
    )
    for statement in statements:
        for row in connection.execute(statement):
            on = dt.date.fromisoformat(row.at[:10])
            if column.first <= on <= column.last:
                found += [
                    Witnessed(row.id, on, name, sex)
                    for name, _organisation, sex in json.loads(row.people or "[]")
                ]
    return sorted(found, key=lambda each: (each.day, each.record, each.name))


def team_members(connection: Connection, column: Column) -> list[Witnessed]:
    """Return who is in the teams of sites that were open on these days, each name once."""
    member, site = table_of(TeamMemberRow).c, table_of(SiteRow).c
    rows = connection.execute(
        select(member.site_id, member.since, member.name, member.sex)
        .join(table_of(SiteRow), site.id == member.site_id)
        .where(
            member.since <= column.last.isoformat(),
            site.opened_on <= column.last.isoformat(),
            site.closed_on.is_(None) | (site.closed_on >= column.first.isoformat()),
        )
        .order_by(member.site_id, member.position)
    )
    found: dict[str, Witnessed] = {}
    for row in rows:
        since = dt.date.fromisoformat(row.since)
        person = Witnessed(row.site_id, since, row.name, row.sex or "")
        found.setdefault(row.name.casefold(), person)
    return list(found.values())


# --- drill-down ----------------------------------------------------------------------------------


def described(
    connection: Connection, found: Sequence[Found], kind: RecordKind
) -> tuple[CountedRecord, ...]:
    """Return what was found, as people know it; in the same order, and as many."""
    ids = [each.record for each in found]
    known = _DESCRIBE[kind](connection, ids)
    return tuple(
        CountedRecord(
            kind=kind,
            id=each.record,
            day=each.day,
            **{**known.get(each.record, {"number": _number(each.record)}), **_titled(each)},
        )
        for each in found
    )


def _titled(found: Found) -> dict[str, str]:
    return {"title": found.title} if found.title else {}


def _weapons(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    book = read_places(connection)
    found: dict[int, dict[str, str]] = {}
    columns = (_W.id, _W.number, _W.serial, _W.maker, _W.model, _W.category, _W.place_id)
    for row in _rows(connection, select(*columns), _W.id, ids):
        found[row.id] = {
            "number": row.number,
            "title": " · ".join(filter(None, (row.serial, row.maker, row.model))),
            "category": Category(row.category).label if row.category else "",
            "category_code": row.category or "",
            "place": _path(book, row.place_id),
        }
    return found


def _incidents(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table, book = table_of(IncidentRow), read_places(connection)
    return {
        row.id: {
            "number": _number(row.id),
            "title": IncidentKind(row.kind).label,
            "place": _path(book, row.place_id),
        }
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _documents(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(DocumentRow)
    return {
        row.id: {"number": row.number, "title": row.scope}
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _declarations(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(SurplusDeclarationRow)
    origins = {row.number: row.origin for row in connection.execute(select(table_of(OriginRow)))}
    return {
        row.id: {
            "number": declaration_number(origins[row.id >> ORIGIN_BITS], row.id & _SEQ),
            "title": row.authority,
        }
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _stocktakes(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table, book = table_of(StocktakeRow), read_places(connection)
    return {
        row.id: {
            "number": _number(row.id),
            "title": StocktakeKind(row.kind).label,
            "place": _path(book, row.place_id),
        }
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _checks(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table, place = table_of(SecurityCheckRow), table_of(PlaceRow).c
    statement = select(table, place.name.label("place")).join(
        table_of(PlaceRow), place.id == table.c.place_id
    )
    return {
        row.id: {"number": _number(row.id), "title": row.inspector, "place": row.place}
        for row in _rows(connection, statement, table.c.id, ids)
    }


def _participants(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(ParticipantRow)
    return {
        row.id: {"number": row.code, "title": ParticipantKind(row.kind).label}
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _members(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(SiteRow)
    return {
        row.id: {"number": row.code}
        for row in _rows(connection, select(table), table.c.id, set(ids))
    }


def _persons(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(PersonRow)
    return {
        row.id: {"number": row.code or _number(row.id), "title": row.name}
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _courses(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(TrainingRow)
    return {
        row.id: {"number": _number(row.id), "title": row.title}
        for row in _rows(connection, select(table), table.c.id, set(ids))
    }


def _needs(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    table = table_of(NeedRow)
    return {
        row.id: {"number": _number(row.id), "title": row.title}
        for row in _rows(connection, select(table), table.c.id, ids)
    }


def _witnessed(_connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    return {each: {"number": _number(each)} for each in ids}


_DESCRIBE: Final = {
    RecordKind.WEAPON: _weapons,
    RecordKind.INCIDENT: _incidents,
    RecordKind.DOCUMENT: _documents,
    RecordKind.DECLARATION: _declarations,
    RecordKind.STOCKTAKE: _stocktakes,
    RecordKind.CHECK: _checks,
    RecordKind.PARTICIPANT: _participants,
    RecordKind.MEMBER: _members,
    RecordKind.WITNESS: _witnessed,
    RecordKind.PERSON: _persons,
    RecordKind.TRAINING: _courses,
    RecordKind.NEED: _needs,
}


def _rows(connection: Connection, statement: Any, key: Any, ids: Iterable[int]) -> Iterator[Any]:
    wanted = list(ids)
    for some in portions(wanted):
        yield from connection.execute(statement.where(key.in_(some)))


def _number(record: int) -> str:
    return str(record & _SEQ)


def _path(book: PlaceBook, place_id: int | None) -> str:
    place = book.by_id.get(place_id) if place_id is not None else None
    return place.path if place else ""
