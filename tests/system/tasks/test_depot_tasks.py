"""What is done in a depot, by keyboard and scanner alone."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain.stocktakes import StocktakeState
from stockpile_app.domain.vocabulary import MovementKind, Status
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import Office
from tests.system.tasks.table import AUDIT_SHEET, ISSUE, STOCKTAKE, Task

Tally = Callable[[Task, Hands], None]
HARBOUR = "Harbour depot"


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
        assert all(each.serial in paper for each in rifles)
        tally(ISSUE, hands)


def test_that_a_store_gets_its_audit_sheet(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        hands = seat.hands
        store = seat.place(HARBOUR, "Store B")
        hands.scan(seat.place_code(HARBOUR, "Store B"))
        hands.press("Ctrl+P")
        assert hands.dialog == "audit_sheet_dialog"
        hands.press("Enter", "Alt+S", "Enter", "Esc")
        assert hands.dialog == ""
        assert store.path in office.read()
        tally(AUDIT_SHEET, hands)


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
