"""What is done away from the desk and keyed in, by keyboard and scanner alone."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain.collections import HandInQuery
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.security import CheckState, OpenCheck
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import ORIGIN, Office
from tests.system.tasks.table import CHECK, HAND_IN, Task

Tally = Callable[[Task, Hands], None]
HARBOUR = "Harbour depot"


def test_that_a_check_is_keyed_in_from_its_paper(office: Office, tally: Tally) -> None:
    with office.seat() as seat:
        hands, security = seat.hands, seat.services.security
        depot = seat.place("Northfield depot").id
        today = seat.services.desk.today
        opened = security.open(
            OpenCheck(place_id=depot, inspector="Demo inspector", occurred_on=today)
        )

        hands.scan(PaperCode(CodeKind.CHECK, ORIGIN, opened.check_id).code)
        hands.until(lambda: hands.sees("check_counted").text())
        questions = int(hands.sees("check_counted").text().split()[2])
        hands.press("Y", "Y", "Y", "N", "Tab")
        hands.type("Lock is broken")
        hands.press("Enter", *["Y"] * (questions - 4))
        hands.press("Enter")
        hands.press("Tab")
        hands.type("Demo Corporal Alder")
        hands.press("Alt+C", "F11", "Enter", "Alt+S", "Enter", "Esc")

        check = security.check(opened.check_id)
        assert check.record.state is CheckState.COMPLETED
        assert "Lock is broken" in office.read()
        tally(CHECK, hands)


def test_that_a_weapon_is_handed_in(office: Office, tally: Tally) -> None:
    with office.seat("ddr") as seat:
        hands = seat.hands
        people = seat.services.collections.people
        known = {each.id for each in people.hand_ins(HandInQuery())}

        hands.press("Ctrl+F3", "Down", "F7", "F2")
        hands.press("1", "Enter", "Enter", "Enter")  # a man, of age, a combatant, eligible
        hands.type("Demo Acacia")
        hands.press("Enter", "1")  # a rifle as the last one
        hands.type("KD 9911")
        hands.press("Enter", "Enter", "Enter", "Enter")  # cleared, serviceable, without a tag
        hands.press("Enter", "3", "Enter")  # that is all; the receipt is saved

        [made] = [each for each in people.hand_ins(HandInQuery()) if each.id not in known]
        [weapon] = seat.services.collections.desk.details(made.id).weapons
        assert weapon.serial == "KD 9911"
        assert made.number in office.read()
        assert "KD 9911" in office.read()
        tally(HAND_IN, hands)
