"""What is done in a depot, by keyboard and scanner alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stockpile_app.domain.disposal import ApproveDisposal, OrderDisposal, PlaceForDisposal
from stockpile_app.domain.disposal_records import OrderState
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.stocktakes import StocktakeState
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import MovementKind, Status
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import Office, Seat
from tests.system.tasks.table import DESTRUCTION, ISSUE, STOCKTAKE, Task

Tally = Callable[[Task, Hands], None]
HARBOUR = "Harbour depot"
SHED = (HARBOUR, "Cutting shed")


def test_that_ten_rifles_are_issued(office: Office, tally: Tally) -> None:
    with office.seat("storekeeper") as seat:
        hands = seat.hands
        rifles = seat.ready(HARBOUR, "Store B")[:10]
        assert (seat.window.current, len(rifles)) == ("overview", 10)

        hands.press("Ctrl+4")
        hands.scan("CMDISSUE", seat.card("S-1001"), *(each.code for each in rifles))
        hands.scan("CMDAUTH", seat.card("P-2001"), "CMDDONE")
        voucher = seat.services.movements.list(limit=1)[0]
        hands.press("F11")
        assert hands.dialog == "movements_dialog"
        hands.press("Enter", "Alt+S", "Enter", "Esc")

        assert (voucher.kind, voucher.weapons) == (MovementKind.ISSUE, 10)
        assert {seat.weapon(each.id).status for each in rifles} == {Status.ISSUED}
        assert hands.dialog == ""
        paper = office.read()
        assert voucher.number in paper
        assert all(each.serial and each.serial in paper for each in rifles)
        tally(ISSUE, hands)


def test_that_a_store_is_counted_by_two(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        hands = seat.hands
        workshop = (HARBOUR, "Armourer's workshop")
        weapons = seat.inside(*workshop)

        hands.press("Ctrl+6", "Alt+O")
        assert (hands.dialog, hands.focus) == ("open_stocktake_dialog", "kind")
        hands.press("F")  # a full count
        hands.scan(seat.place_code(*workshop), seat.card("S-1001"), seat.card("S-1002"))
        hands.press("Enter")
        assert hands.dialog == "message"  # whether to print the sheets
        hands.press("Esc")
        stocktake = seat.services.stocktakes.all()[0]
        for counter in ("1", "2"):
            hands.press("Enter", counter)
            hands.scan(*(each.code for each in weapons))
            hands.until(lambda: hands.sees("counted").text() == str(len(weapons)))
            hands.press("F12", "Left", "Enter")
            if counter == "1":
                hands.press("Enter")  # the other one is called
        hands.press("Alt+L", "Enter")
        hands.press("Alt+T", "Enter", "Alt+S", "Enter", "Esc")

        assert seat.services.stocktakes.get(stocktake.id).state is StocktakeState.CLOSED
        assert stocktake.number in office.read()
        tally(STOCKTAKE, hands)


def approved_order(seat: Seat, weapons: Sequence[WeaponRecord]) -> int:
    """Order a destruction that the deputy approves, and bring the weapons to the shed."""
    disposal, today = seat.services.disposal, seat.services.desk.today
    order = disposal.order(
        OrderDisposal(
            kind=DisposalKind.DESTRUCTION,
            weapon_ids=tuple(each.id for each in weapons),
            occurred_on=today,
            authority="Demo General Staff",
            legal_basis="Demo Arms Act, section 12",
            reason="Surplus",
            method="cutting",
            method_reason="Torches and staff are at hand.",
        )
    ).order_id
    second = Credentials("deputy", seat.office.demo.password)
    disposal.approve(ApproveDisposal(order_id=order, occurred_on=today), second)
    disposal.place(
        PlaceForDisposal(
            order_id=order,
            place_id=seat.place(*SHED).id,
            occurred_on=today,
            handed_by="Demo storekeeper",
            received_by="Demo Mr Elder",
            guarded_by="Demo Harbour Guard",
        )
    )
    return order


def cut(seat: Seat, weapons: Sequence[WeaponRecord]) -> Hands:
    """Work a day at the cutter, where the manager reads and the deputy confirms."""
    hands = seat.hands
    hands.press("Ctrl+F8", "F7")
    assert (hands.dialog, hands.focus) == ("open_day_dialog", "place_id")
    hands.scan(seat.place_code(*SHED))
    hands.press("Alt+W")
    hands.scan(seat.card("S-1001"))
    hands.press("Alt+I")
    hands.type("Demo Ms Observer")
    hands.press("Tab")
    hands.type("Demo Union")
    hands.press("Alt+V", "Down", "Tab")
    hands.type(seat.office.demo.password)
    hands.press("Enter")
    assert (hands.dialog, hands.focus) == ("", "cutter_scan")
    for each in weapons:
        hands.scan(each.code)
        for _reader in range(2):
            hands.type(each.serial or "")
            hands.press("Enter")
    hands.press("F9", "F10", "Alt+D")
    hands.type(str(len(weapons)))
    hands.press("Enter")
    assert hands.dialog == ""
    return hands


def test_that_a_lot_is_destroyed(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        weapons = seat.ready(HARBOUR, "Store B")[:3]
        order = approved_order(seat, weapons)
        before = cut(seat, weapons).count
    with office.seat("inspector") as seat:
        hands = seat.hands
        hands.count = before  # somebody else goes on
        hands.press("Ctrl+F8", "F9")
        assert (hands.dialog, hands.focus) == ("attest_dialog", "total_0")
        for total in seat.services.disposal.get(order).totals:
            hands.type(str(total.disposed))
            hands.press("Tab")
        hands.press("Enter", "F11", "Enter", "Alt+S", "Enter", "Esc")

        assert {seat.weapon(each.id).status for each in weapons} == {Status.DESTROYED}
        record = seat.services.disposal.get(order).order
        assert record.state is OrderState.VERIFIED
        assert record.number in office.read()
        assert all(each.serial and each.serial in office.read() for each in weapons)
        tally(DESTRUCTION, hands)
