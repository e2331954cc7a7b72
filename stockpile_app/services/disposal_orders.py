"""Disposal orders: ordered, approved, brought to the guarded place, taken off, given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.disposal import (
    LONGEST_TEXT,
    MOST_WEAPONS,
    ApproveDisposal,
    CancelDisposal,
    DisposalDone,
    OrderDisposal,
    PlaceForDisposal,
    RecordDisposalCheck,
    RemoveFromOrder,
)
from stockpile_app.domain.disposal_methods import check_choosable
from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
    order_number,
)
from stockpile_app.domain.disposal_rules import (
    WITH_METHOD,
    check_approvable,
    check_approved,
    check_line,
    check_open,
    check_order,
    check_orderable,
    list_digest,
)
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    DisposalApproved,
    DisposalCancelled,
    DisposalCheckRecorded,
    DisposalLineRemoved,
    DisposalOrdered,
    DisposalPlaced,
)
from stockpile_app.domain.movement_rules import check_hands, check_received
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import disposal_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services import standing
from stockpile_app.services.desk import Desk
from stockpile_app.services.disposal_methods import methods_in_force
from stockpile_app.services.movement_facts import Moment

NO_ORDER: Final = N_("There is no such disposal order in this register.")
_SOME_GONE: Final = N_(
    "{count} weapons were disposed of under {order} already: it cannot be cancelled. Take the"
    " others off it instead."
)
_TOO_MANY: Final = N_("One order lists at most {most} weapons; make several.")
_SETTLED: Final = N_("{number} is settled already: {state}.")
_NOTHING_LEFT: Final = N_("Every weapon of {order} is in the guarded place already, or settled.")


class DisposalOrders:
    """What is done with orders before and beside the work at the guarded place."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    # --- looking ---------------------------------------------------------------------------------

    def list(
        self, *, open_only: bool = False, limit: int = 200, before: int | None = None
    ) -> Sequence[OrderRecord]:
        """Return orders, newest first, from below the id ``before``."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return disposal_index.orders(
                connection, open_only=open_only, limit=limit, before=before
            )

    def get(self, order_id: int) -> OrderDetails:
        """Return an order with everything about it but its lines.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            found = disposal_index.details(connection, order_id)
        if found is None:
            raise NotFound(NO_ORDER)
        return found

    def lines(
        self, order_id: int, *, states: tuple[DisposalLineState, ...] = ()
    ) -> Sequence[OrderLineRecord]:
        """Return the lines of an order in list order; of these states alone, if any is named.

        Raises:
            NotFound: There is no such order.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            existing(connection, order_id)
            return disposal_index.lines(connection, order_id, states)

    # --- ordered and approved --------------------------------------------------------------------

    def order(self, command: OrderDisposal) -> DisposalDone:
        """Record that weapons are to be disposed of, as a list that nothing is added to.

        Raises:
            BadValue: A field cannot be used, or the day is in the future.
            NotAllowedNow: A weapon is on another open order, or neither in store nor surplus nor
                seized; or the method is excluded.
            NotFound: There is no such weapon or method.
        """
        self._desk.require(Permission.DISPOSE)
        command = check_order(command)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        ids = list(dict.fromkeys(command.weapon_ids))
        if not ids:
            raise BadValue(N_("Choose at least one weapon."), "weapons")
        if len(ids) > MOST_WEAPONS:
            raise BadValue(_TOO_MANY, "weapons", most=MOST_WEAPONS)
        with self._desk.store.write() as uow:
            if command.kind in WITH_METHOD:
                check_choosable(methods_in_force(uow.connection), command.kind, command.method)
            weapons = standing.chosen_weapons(uow.connection, ids)
            origin = self._desk.store.origin
            on_orders = disposal_index.open_orders_of(uow.connection, ids)
            check_orderable(
                weapons,
                command.kind,
                {each: order_number(origin, order) for each, order in on_orders.items()},
            )
            order = uow.next_seq
            uow.record(
                DisposalOrdered(
                    disposal=command.kind,
                    weapons=_numbers(weapons),
                    digest=list_digest(weapons),
                    occurred_on=day,
                    authority=command.authority,
                    legal_basis=command.legal_basis,
                    reason=command.reason,
                    reference=command.reference,
                    method=command.method,
                    method_reason=command.method_reason,
                    comparison=command.comparison,
                    recipient=command.recipient,
                )
            )
            return DisposalDone(order, order_number(origin, order), uow.commit())

    def approve(self, command: ApproveDisposal, second: Credentials | None) -> DisposalDone:
        """Approve an order, by a second person who did not order it; its list is frozen for good.

        Raises:
            BadValue: The day is in the future, or before the order.
            NotAllowed: The second person ordered it, is the first, or may not approve.
            NotAllowedNow: It is approved or over, or a weapon is not as it was listed.
            SecondPersonNeeded: No second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        with self._desk.store.read() as connection:
            check_open(existing(connection, command.order_id))
        approver = self._desk.approval(SecondPersonAct.DISPOSE, second)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        with self._desk.store.write(approver) as uow:
            order = existing(uow.connection, command.order_id)
            if command.occurred_on < order.ordered_on:
                raise BadValue(N_("It cannot be approved before it was ordered."), "occurred_on")
            lines = disposal_index.lines(uow.connection, order.id)
            who = disposal_index.ordered_by(uow.connection, order.id)
            check_approvable(order, lines, approver.name, who)
            uow.record(
                DisposalApproved(
                    order=order.id,
                    occurred_on=day,
                    digest=order.digest,
                    approved_by=approver.name,
                    notes=check_text(command.notes, "notes", LONGEST_TEXT),
                )
            )
            return DisposalDone(order.id, order.number, uow.commit())

    # --- given up, taken off ---------------------------------------------------------------------

    def cancel(self, command: CancelDisposal, second: Credentials | None = None) -> DisposalDone:
        """Give an order up; its weapons are what they were before.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: It is over, or something was disposed of under it.
            SecondPersonNeeded: It is approved and no second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        reason = check_text(command.reason, "reason", LONGEST_TEXT)
        if not reason:
            raise BadValue(N_("Say why the order is cancelled."), "reason")
        with self._desk.store.read() as connection:
            order = _not_begun(connection, command.order_id)
        with self._desk.store.write(self._approver(order, second)) as uow:
            _not_begun(uow.connection, order.id)
            uow.record(DisposalCancelled(order=order.id, reason=reason))
            return DisposalDone(order.id, order.number, uow.commit())

    def remove(self, command: RemoveFromOrder, second: Credentials | None = None) -> DisposalDone:
        """Take weapons off an order; they are what they were before.

        Raises:
            BadValue: No reason is given, or no weapon chosen.
            NotAllowedNow: The order is over, or a weapon is not on it or settled already.
            SecondPersonNeeded: It is approved and no second person was named.
        """
        self._desk.require(Permission.DISPOSE)
        reason = check_text(command.reason, "reason", LONGEST_TEXT)
        if not reason:
            raise BadValue(N_("Say why they are taken off the order."), "reason")
        if not command.weapon_ids:
            raise BadValue(N_("Choose at least one weapon."), "weapons")
        with self._desk.store.read() as connection:
            order = existing(connection, command.order_id)
            check_open(order)
        with self._desk.store.write(self._approver(order, second)) as uow:
            check_open(existing(uow.connection, order.id))
            lines = _lines(uow.connection, order, command.weapon_ids)
            for each in lines:
                if each.state.is_settled:
                    state, number = each.state.label.lower(), each.weapon.number
                    raise NotAllowedNow(_SETTLED, number=number, state=state)
            numbers = _numbers([each.weapon for each in lines])
            uow.record(DisposalLineRemoved(order=order.id, weapons=numbers, reason=reason))
            return DisposalDone(order.id, order.number, uow.commit())

    # --- brought to the guarded place ------------------------------------------------------------

    def place(self, command: PlaceForDisposal) -> DisposalDone:
        """Record that weapons of an approved order were brought to the guarded place.

        Raises:
            BadValue: A field cannot be used, or the day is in the future or before the approval.
            NotAllowedNow: The order is not approved; a weapon is not on it, not as listed, or
                cannot be moved; or the place takes nothing now.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.DISPOSE)
        hands = check_received(check_hands(command.handed_by, command.received_by))
        guarded_by = check_text(command.guarded_by, "guarded_by")
        if not guarded_by:
            raise BadValue(N_("Say who guards the place."), "guarded_by")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        with self._desk.store.write() as uow:
            order = existing(uow.connection, command.order_id)
            check_approved(order)
            if order.approved_on is not None and command.occurred_on < order.approved_on:
                raise BadValue(N_("It cannot be before the approval."), "occurred_on")
            at = Moment(uow.connection, read_places(uow.connection), self._desk.today)
            to = at.target(command.place_id)
            weapons = _to_place(uow.connection, order, command.weapon_ids)
            # what the register has in the guarded place already may be stolen or counted as well
            standing.check_movement(uow.connection, at.book, weapons, MovementKind.MOVE)
            moved = [each for each in weapons if each.place_id != to.id]
            standing.check_movement(uow.connection, at.book, moved, MovementKind.MOVE, to=to)
            uow.record(
                DisposalPlaced(
                    order=order.id,
                    weapons=_numbers(weapons),
                    place=to.id,
                    occurred_on=day,
                    handed_by=hands.handed_by,
                    received_by=hands.received_by,
                    guarded_by=guarded_by,
                )
            )
            return DisposalDone(order.id, order.number, uow.commit())

    def record_check(self, command: RecordDisposalCheck) -> DisposalDone:
        """Record whether a condition of handing weapons over is met; the last word counts.

        Raises:
            BadValue: Nobody is named who checked it, or the day is in the future.
            NotAllowedNow: The order is over.
        """
        self._desk.require(Permission.DISPOSE)
        checked_by = check_text(command.checked_by, "checked_by")
        if not checked_by:
            raise BadValue(N_("Say who checked it."), "checked_by")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        with self._desk.store.write() as uow:
            order = existing(uow.connection, command.order_id)
            check_open(order)
            uow.record(
                DisposalCheckRecorded(
                    order=order.id,
                    check=command.check,
                    passed=command.passed,
                    occurred_on=day,
                    checked_by=checked_by,
                    reference=check_text(command.reference, "reference"),
                    notes=check_text(command.notes, "notes", LONGEST_NOTE),
                )
            )
            return DisposalDone(order.id, order.number, uow.commit())

    def _approver(self, order: OrderRecord, second: Credentials | None) -> SigningKey | None:
        """Let a second person sign in where an order is approved already."""
        if order.state is OrderState.ORDERED:
            return None
        return self._desk.approval(SecondPersonAct.DISPOSE, second)


def existing(connection: Connection, order_id: int) -> OrderRecord:
    """Return an order.

    Raises:
        NotFound: There is none of this id.
    """
    found = disposal_index.order(connection, order_id)
    if found is None:
        raise NotFound(NO_ORDER)
    return found


def _not_begun(connection: Connection, order_id: int) -> OrderRecord:
    order = existing(connection, order_id)
    check_open(order)
    gone = order.count(DisposalLineState.DISPOSED)
    if gone:
        raise NotAllowedNow(_SOME_GONE, count=gone, order=order.number)
    return order


def _lines(
    connection: Connection, order: OrderRecord, weapon_ids: Sequence[int]
) -> list[OrderLineRecord]:
    """Return the lines of these weapons, in list order.

    Raises:
        NotAllowedNow: One of them is not on the order.
    """
    found = disposal_index.lines(connection, order.id, weapon_ids=weapon_ids)
    known = {each.weapon.id for each in found}
    for weapon in standing.chosen_weapons(connection, list(dict.fromkeys(weapon_ids))):
        if weapon.id not in known:
            check_line(None, order, weapon.number, DisposalLineState.LISTED)
    return found


def _to_place(
    connection: Connection, order: OrderRecord, weapon_ids: Sequence[int]
) -> list[WeaponRecord]:
    """Return the weapons that are brought to the guarded place: those named, or all that wait."""
    if weapon_ids:
        lines = _lines(connection, order, weapon_ids)
    else:
        lines = disposal_index.lines(connection, order.id, (DisposalLineState.LISTED,))
    if not lines:
        raise NotAllowedNow(_NOTHING_LEFT, order=order.number)
    for each in lines:
        # what is there already may be brought to another place, until it is read
        wanted = DisposalLineState.LISTED
        if each.state is DisposalLineState.PLACED:
            continue
        check_line(each, order, each.weapon.number, wanted)
    return [each.weapon for each in lines]


def _numbers(weapons: Sequence[WeaponRecord]) -> tuple[str, ...]:
    return tuple(each.number for each in weapons)
