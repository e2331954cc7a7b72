"""Reads disposal orders: how far they are, their lines, and who took part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from stockpile_app.domain.disposal import StatedTotal
from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    FoundAgainRecord,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
    TypeTotals,
    order_number,
)
from stockpile_app.domain.disposal_rules import identity_changed, missing_checks
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category
from stockpile_app.persistence import document_index
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.disposal_work_index import (
    checks,
    days,
    full_names,
    moment_of,
    photographs,
    witnesses_of,
)
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    DisposalDayRow,
    DisposalLineRow,
    DisposalOrderRow,
    FoundAgainRow,
    OriginRow,
)
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_records import CATEGORY, load

CERTIFICATE: Final = "disposal-certificate"
"""Code of the document that says that an order is done."""

_SEQ: Final = (1 << ORIGIN_BITS) - 1
_LINE: Final = table_of(DisposalLineRow).c
_OPEN: Final = tuple(each.value for each in OrderState if each.is_open)
_UNSETTLED: Final = tuple(each.value for each in DisposalLineState if not each.is_settled)
_STATES: Final = tuple(each.value for each in DisposalLineState)


def orders(
    connection: Connection, *, open_only: bool = False, limit: int = 200, before: int | None = None
) -> list[OrderRecord]:
    """Return orders, newest first, from below the id ``before``."""
    statement = select(table_of(DisposalOrderRow)).order_by(DisposalOrderRow.id.desc())
    if open_only:
        statement = statement.where(DisposalOrderRow.state.in_(_OPEN))
    if before is not None:
        statement = statement.where(DisposalOrderRow.id < before)
    return _orders(connection, statement.limit(limit))


def order(connection: Connection, order_id: int) -> OrderRecord | None:
    """Return one order."""
    found = _orders(connection, select(table_of(DisposalOrderRow)).filter_by(id=order_id))
    return found[0] if found else None


def details(connection: Connection, order_id: int) -> OrderDetails | None:
    """Return an order with everything about it but its lines."""
    record = order(connection, order_id)
    if record is None:
        return None
    row = connection.execute(
        select(DisposalOrderRow.stated, DisposalOrderRow.observers).filter_by(id=order_id)
    ).one()
    found = checks(connection, order_id)
    return OrderDetails(
        order=record,
        days=tuple(days(connection, order_id)),
        checks=tuple(found),
        photographs=tuple(photographs(connection, order_id)),
        totals=tuple(totals(connection, order_id)),
        stated=tuple(_stated(row.stated)),
        observers=witnesses_of(row.observers),
        missing_checks=missing_checks(record.kind, found),
        certificate=certificate(connection, order_id),
    )


def lines(
    connection: Connection,
    order_id: int,
    states: Sequence[DisposalLineState] = (),
    weapon_ids: Sequence[int] | None = None,
) -> list[OrderLineRecord]:
    """Return the lines of an order in list order; of these states or weapons alone, if named."""
    statement = select(table_of(DisposalLineRow)).where(_LINE.order_id == order_id)
    if states:
        statement = statement.where(_LINE.state.in_([each.value for each in states]))
    if weapon_ids is not None:
        statement = statement.where(_LINE.weapon_id.in_(weapon_ids))
    rows = connection.execute(statement.order_by(_LINE.position)).all()
    weapons: dict[int, WeaponRecord] = {}
    for some in portions([row.weapon_id for row in rows]):
        weapons |= load(connection, some)
    book = read_places(connection)
    return [_line(row, weapons[row.weapon_id], book) for row in rows]


def line(connection: Connection, order_id: int, weapon_id: int) -> OrderLineRecord | None:
    """Return the line of one weapon."""
    found = lines(connection, order_id, weapon_ids=[weapon_id])
    return found[0] if found else None


def totals(connection: Connection, order_id: int) -> list[TypeTotals]:
    """Return, of each type as it was listed, how many there are and what became of them."""
    kinds = (_LINE.category, _LINE.model, _LINE.calibre)
    rows = connection.execute(
        select(*kinds, _LINE.state, func.count())
        .where(_LINE.order_id == order_id)
        .group_by(*kinds, _LINE.state)
    )
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for category, model, calibre, state, number in rows:
        found.setdefault((category or "", model, calibre), {})[state] = number
    return [
        TypeTotals(
            category=CATEGORY[key[0] or None],
            model=key[1],
            calibre=key[2],
            listed=sum(numbers.values()),
            disposed=numbers.get(DisposalLineState.DISPOSED.value, 0),
            removed=numbers.get(DisposalLineState.REMOVED.value, 0),
        )
        for key, numbers in sorted(found.items())
    ]


def open_orders_of(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, int]:
    """Return by which open order weapons are to be disposed of, by weapon."""
    found: dict[int, int] = {}
    for some in portions(weapon_ids):
        rows = connection.execute(
            select(_LINE.weapon_id, _LINE.order_id)
            .join(table_of(DisposalOrderRow), DisposalOrderRow.id == _LINE.order_id)
            .where(
                _LINE.weapon_id.in_(some),
                _LINE.state.in_(_UNSETTLED),
                DisposalOrderRow.state.in_(_OPEN),
            )
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def ordered_by(connection: Connection, order_id: int) -> str:
    """Return the user name of who ordered it."""
    return connection.execute(
        select(DisposalOrderRow.ordered_by).filter_by(id=order_id)
    ).scalar_one()


def disposed(connection: Connection, weapon_id: int) -> FoundAgainRecord | None:
    """Return by what a weapon was disposed of for good, if it was."""
    row = connection.execute(
        select(_LINE.order_id, _LINE.disposed_at)
        .where(_LINE.weapon_id == weapon_id, _LINE.state == DisposalLineState.DISPOSED.value)
        .order_by(_LINE.order_id.desc())
    ).first()
    record = order(connection, row.order_id) if row else None
    if row is None or record is None:
        return None
    again = connection.execute(
        select(FoundAgainRow.occurred_on, FoundAgainRow.incident_id)
        .where(FoundAgainRow.weapon_id == weapon_id)
        .order_by(FoundAgainRow.id.desc())
    ).first()
    return FoundAgainRecord(
        weapon=load(connection, [weapon_id])[weapon_id],
        order_id=record.id,
        order_number=record.number,
        kind=record.kind,
        disposed_at=dt.datetime.fromisoformat(row.disposed_at),
        certificate=certificate(connection, record.id),
        found_on=dt.date.fromisoformat(again.occurred_on) if again else None,
        incident_id=again.incident_id if again else None,
    )


def took_part(connection: Connection, order_id: int) -> frozenset[str]:
    """Return who took part in an order so far, by every name they are known by, casefolded."""
    own = connection.execute(
        select(DisposalOrderRow.ordered_by, DisposalOrderRow.approved_by).filter_by(id=order_id)
    ).one()
    work = connection.execute(
        select(DisposalDayRow.reader, DisposalDayRow.confirmer, DisposalDayRow.operator).where(
            DisposalDayRow.order_id == order_id
        )
    ).all()
    users = full_names(connection)
    names = {name for row in (own, *work) for name in row if name}
    names |= {users[name] for name in names if name in users}
    return frozenset(name.casefold() for name in names)


def certificate(connection: Connection, order_id: int) -> str:
    """Return the number of the newest certificate of an order, or "" where none was printed."""
    found = document_index.of_subject(connection, order_id, CERTIFICATE)
    return found[-1].number if found else ""


def _orders(connection: Connection, statement: Select[Any]) -> list[OrderRecord]:
    rows = connection.execute(statement).all()
    ids = [row.id for row in rows]
    counts: dict[int, dict[str, int]] = {}
    open_days: dict[int, int] = {}
    for some in portions(ids):
        counted = connection.execute(
            select(_LINE.order_id, _LINE.state, func.count())
            .where(_LINE.order_id.in_(some))
            .group_by(_LINE.order_id, _LINE.state)
        )
        for order_id, state, number in counted:
            counts.setdefault(order_id, {})[state] = number
        running = connection.execute(
            select(DisposalDayRow.order_id, DisposalDayRow.id).where(
                DisposalDayRow.order_id.in_(some), DisposalDayRow.ended_at.is_(None)
            )
        )
        open_days |= {row[0]: row[1] for row in running}
    origins, names = _origins(connection), full_names(connection)
    return [
        _record(row, origins, names, counts.get(row.id, {}), open_days.get(row.id)) for row in rows
    ]


def _record(
    row: Row[Any],
    origins: dict[int, str],
    names: dict[str, str],
    counts: dict[str, int],
    open_day: int | None,
) -> OrderRecord:
    return OrderRecord(
        id=row.id,
        number=order_number(origins[row.id >> ORIGIN_BITS], row.id & _SEQ),
        kind=DisposalKind(row.kind),
        state=OrderState(row.state),
        ordered_on=dt.date.fromisoformat(row.ordered_on),
        ordered_by=names.get(row.ordered_by, row.ordered_by),
        authority=row.authority,
        legal_basis=row.legal_basis,
        reason=row.reason,
        reference=row.reference,
        method=row.method,
        method_reason=row.method_reason,
        comparison=row.comparison,
        recipient=row.recipient,
        digest=row.digest,
        weapons=row.weapons,
        counts=tuple(counts.get(each, 0) for each in _STATES),
        approved_on=day_or_none(row.approved_on),
        approved_by=names.get(row.approved_by, row.approved_by),
        approved_seq=row.approved_seq,
        verified_on=day_or_none(row.verified_on),
        verified_by=names.get(row.verified_by, row.verified_by),
        verified_seq=row.verified_seq,
        statement=row.statement,
        cancelled=row.cancelled,
        open_day=open_day,
    )


def _line(row: Row[Any], weapon: WeaponRecord, book: PlaceBook) -> OrderLineRecord:
    listed = (row.serial, row.maker, row.model, row.calibre, row.country, CATEGORY[row.category])
    return OrderLineRecord(
        position=row.position,
        weapon=weapon,
        state=DisposalLineState(row.state),
        serial=row.serial or "",
        maker=row.maker,
        model=row.model,
        calibre=row.calibre,
        country=row.country,
        category=CATEGORY[row.category],
        changed=identity_changed(listed, weapon),
        place_id=row.place_id,
        place=book.by_id[row.place_id].path if row.place_id is not None else "",
        day_id=row.day_id,
        serial_read=row.serial_read,
        serial_confirmed=row.serial_confirmed,
        reason=row.reason,
        verified_at=moment_of(row.verified_at),
        read_seq=row.read_seq,
        disposed_at=moment_of(row.disposed_at),
        disposed_seq=row.disposed_seq,
        received_by=row.received_by,
    )


def _stated(text: str) -> Iterator[StatedTotal]:
    for category, model, calibre, weapons in msgspec.json.decode(text):
        kind = Category(category) if category else None
        yield StatedTotal(category=kind, model=model, calibre=calibre, weapons=weapons)


def _origins(connection: Connection) -> dict[int, str]:
    rows = connection.execute(select(OriginRow.number, OriginRow.origin))
    return {row.number: row.origin for row in rows}
