"""Days of work under a disposal order: opened, gone on with, closed."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.disposal import (
    LONGEST_TEXT,
    CloseDisposalDay,
    DisposalDone,
    OpenDisposalDay,
)
from stockpile_app.domain.disposal_records import DisposalLineState, OrderRecord
from stockpile_app.domain.disposal_rules import (
    WITH_METHOD,
    check_approved,
    check_components,
    check_times,
    check_witnesses,
)
from stockpile_app.domain.disposal_totals import check_number
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import DisposalDayClosed, DisposalDayOpened
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import disposal_work_index
from stockpile_app.persistence.place_index import is_open
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk
from stockpile_app.services.disposal_orders import existing
from stockpile_app.services.staff_details import refuse_lapsed

MOST_SCRAP: Final = 10**10
_MINUTE: Final = "%Y-%m-%dT%H:%M"
_NO_DAY: Final = N_("There is no such day of work in this register.")
_CLOSED: Final = N_("This day is closed already.")
_ONE_OPEN: Final = N_(
    "A day of {order} is still open. Go on with it, or close it, before another begins."
)
_NOTHING_THERE: Final = N_(
    "No weapon of {order} waits in a guarded place. Bring them there, and record it."
)


def day_opened(desk: Desk, uow: UnitOfWork, command: OpenDisposalDay, confirmer: str) -> int:
    """Record that a day began, and return its id.

    Args:
        confirmer: User name of the second person, who signs the transaction.

    Raises:
        BadValue: A field cannot be used, or the operator's qualification ran out.
        NotAllowedNow: The order is not approved, nothing waits, or a day is open already.
        NotFound: There is no such order or place.
    """
    order = existing(uow.connection, command.order_id)
    _check_opening(order, command, desk)
    if not is_open(uow.connection, command.place_id):
        raise NotFound(N_("There is no such place, or it is closed."))
    operator = check_text(command.operator, "operator")
    if not operator:
        raise BadValue(N_("Say who does the work."), "operator")
    day = command.started_at.date()
    refuse_lapsed(uow.connection, "disposal_operator", [operator], day, "operator")
    users = (desk.find_user(confirmer), desk.user)
    busy = [operator, *(name for user in users for name in (user.name, user.full_name))]
    number = uow.next_seq
    uow.record(
        DisposalDayOpened(
            order=order.id,
            place=command.place_id,
            started_at=command.started_at.strftime(_MINUTE),
            reader=desk.user.name,
            confirmer=confirmer,
            operator=operator,
            method=order.method,
            components=check_components(order.kind, command.components),
            witnesses=check_witnesses(command.witnesses, busy, needed=order.kind in WITH_METHOD),
            measures=check_text(command.measures, "measures", LONGEST_NOTE),
        )
    )
    return number


def _check_opening(order: OrderRecord, command: OpenDisposalDay, desk: Desk) -> None:
    check_approved(order)
    if order.open_day is not None:
        raise NotAllowedNow(_ONE_OPEN, order=order.number)
    if not order.count(DisposalLineState.PLACED):
        raise NotAllowedNow(_NOTHING_THERE, order=order.number)
    if command.started_at > desk.local_now:
        raise BadValue(N_("The time is in the future."), "started_at")
    if order.approved_on is not None and command.started_at.date() < order.approved_on:
        raise BadValue(N_("It cannot begin before the approval."), "started_at")


def day_closed(desk: Desk, uow: UnitOfWork, command: CloseDisposalDay) -> DisposalDone:
    """Record that a day ended, and commit.

    Raises:
        BadValue: The stated number is not the recorded one, or a field cannot be used.
        NotAllowedNow: It is closed already.
        NotFound: There is no such day.
    """
    day = disposal_work_index.day(uow.connection, command.day_id)
    if day is None:
        raise NotFound(_NO_DAY)
    if day.ended_at is not None:
        raise NotAllowedNow(_CLOSED)
    order = existing(uow.connection, day.order_id)
    check_times(day.started_at, command.ended_at, desk.local_now)
    if not 0 <= command.scrap <= MOST_SCRAP:
        raise BadValue(N_("The weight of the scrap cannot be."), "scrap")
    scrap_to = check_text(command.scrap_to, "scrap_to", LONGEST_TEXT)
    if command.scrap and not scrap_to:
        raise BadValue(N_("Say where the scrap went."), "scrap_to")
    uow.record(
        DisposalDayClosed(
            day=day.id,
            ended_at=command.ended_at.strftime(_MINUTE),
            disposed=check_number(command.disposed, day.disposed, "disposed"),
            scrap=command.scrap,
            scrap_to=scrap_to,
            notes=check_text(command.notes, "notes", LONGEST_NOTE),
        )
    )
    return DisposalDone(order.id, order.number, uow.commit(), day.id)
