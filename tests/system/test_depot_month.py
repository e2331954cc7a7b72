"""A month of depot life on the demonstration register, with a scanner and a keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.vocabulary import MovementKind, Status
from stockpile_app.services.demo import make_demo
from stockpile_app.ui.dialogs.container_dialogs import SealContainerDialog
from stockpile_app.ui.dialogs.dispatch_dialog import DispatchDialog
from stockpile_app.ui.dialogs.receipt_dialog import ReceiptDialog
from stockpile_app.ui.tones import Tone
from tests.builders import FakeClock
from tests.system.month import DEPUTY, ORIGIN, Month
from tests.system.month_papers import check_papers, print_every_paper
from tests.system.month_weeks import check_security, end_incident, guard, take_stock
from tests.ui.conftest import dressed, home

__all__ = ["dressed", "home"]

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
HARBOUR, NORTHFIELD, OLD_MILL = "Harbour depot", "Northfield depot", "Old Mill depot"


@pytest.fixture
def month(qtbot, tmp_path: Path, clock: FakeClock) -> Iterator[Month]:
    """The manager at the window of a demonstration that was made an hour ago."""
    demo = make_demo(tmp_path / "demo", 1000, clock=clock)
    clock.advance(hours=1)
    month = Month(qtbot, demo, clock)
    yield month
    month.leave()


def issue_by_scanner(month: Month) -> None:
    """Day 1: twelve weapons of Store B go to Corporal Alder."""
    taken = month.ready(HARBOUR, "Store B")[:12]
    month.ids |= {"issued": taken[0]}
    month.go_to("handling")
    page = month.hand("CMDISSUE", month.card("S-1001"), *month.codes(taken))
    assert len(page.desk.lines.lines) == 12
    refuse_bad_scans(month, month.codes(taken))
    month.hand("CMDAUTH", month.card("P-2001"), "CMDDONE")
    assert page.desk.answer.tone is Tone.GOOD
    voucher = month.services.movements.list(limit=1)[0]
    assert (voucher.kind, voucher.weapons) == (MovementKind.ISSUE, 12)
    assert voucher.authorised_by == "Demo Inspector Cedar"
    assert {each.status for each in month.weapons(taken)} == {Status.ISSUED}
    month.ids["voucher"] = voucher.id
    month.issued = taken


def refuse_bad_scans(month: Month, codes: list[str]) -> None:
    """What is no weapon for this voucher is said, each in its own words; nothing is recorded."""
    before = month.head()
    out = month.services.movements.custody(limit=1)[0].weapon
    wrong = codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B")
    said = [
        month.said(month.hand(text))
        for text in (wrong, RegisterNumber("UG07", 1).code, out.code, codes[3])
    ]
    assert [tone for tone, _title in said] == [Tone.BAD, Tone.BAD, Tone.BAD, Tone.TWICE]
    assert len({title for _tone, title in said}) == 4
    assert len(month.window.page("handling").desk.lines.lines) == 12
    assert month.head() == before


def return_and_pack(month: Month) -> None:
    """Days 2 to 5: four come back, and six of them that stayed go into a container."""
    month.day(2)
    page = month.go_to("handling")
    back = month.issued[:4]
    month.hand("CMDRETURN", *month.codes(back))
    assert page.form.person().id == month.person("S-1001")
    month.hand("CMDDONE")
    done = month.services.movements.list(limit=1)[0]
    assert (done.kind, done.weapons, done.occurred_on) == (MovementKind.RETURN, 4, month.today)
    month.ids["return"] = done.id
    month.day(4)
    month.packed = month.ready(HARBOUR, "Store B")[:6]
    box = month.place_code(HARBOUR, "Store B", "Container 2")
    month.hand("CMDMOVE", box, *month.codes(month.packed), "CMDDONE")
    assert month.services.movements.list(limit=1)[0].kind is MovementKind.MOVE
    assert month.place(HARBOUR, "Store B", "Container 2").weapons == 6


def seal_and_dispatch(month: Month) -> None:
    """Day 8: the container is sealed and leaves for Old Mill depot."""
    month.day(8)
    page = month.go_to("places")
    month.scan(month.place_code(HARBOUR, "Store B", "Container 2"))
    month.idle()
    month.shortcut(Qt.Key.Key_S, CTRL_SHIFT)
    dialog = month.dialog(SealContainerDialog)
    month.fill(dialog.seals, "DEMO-000501")
    month.key(Qt.Key.Key_Return)
    month.keys("DEMO-000502")
    month.fill(dialog.witness, DEPUTY)
    month.submit(dialog)
    assert month.place(HARBOUR, "Store B", "Container 2").seals == ("DEMO-000501", "DEMO-000502")
    assert page.isVisible()

    page = month.go_to("movements")
    month.press(page.head.button("dispatch"))
    dialog = month.dialog(DispatchDialog)
    container = month.place_code(HARBOUR, "Store B", "Container 2")
    month.scan(container, month.place_code(OLD_MILL), into=dialog)
    month.until(lambda: dialog.queue.idle)
    month.fill(dialog.names["received_by"], "Demo driver")
    month.fill(dialog.names["authorised_by"], DEPUTY)
    month.fill(dialog.vehicle, "Lorry DEMO 7")
    month.submit(dialog)
    sent = month.services.movements.list(limit=1)[0]
    assert (sent.kind, sent.weapons) == (MovementKind.DISPATCH, 6)
    assert {each.status for each in month.weapons(month.packed)} == {Status.IN_TRANSIT}
    month.ids["dispatch"] = sent.id


def receive_with_one_missing(month: Month) -> None:
    """Day 10: at the other depot one weapon of the manifest is not in the container."""
    month.day(10)
    dispatch = month.services.movements.get(month.ids["dispatch"])
    page = month.go_to("movements")
    month.scan(dispatch.code)
    month.idle()
    assert page.table.current().id == dispatch.id
    month.press(page.detail.receive)
    dialog = month.dialog(ReceiptDialog)
    *there, missing = month.packed
    month.scan(
        month.place_code(OLD_MILL, "Lower store"),
        month.code_of_place(dispatch.id),
        "DEMO-000501",
        "DEMO-000502",
        *month.codes(there),
        into=dialog,
    )
    month.until(lambda: dialog.queue.idle)
    assert dialog.lines.progress.text() == "5 seen, 0 missing, 1 to check"
    month.press(dialog.submit_button)
    month.press(dialog._asked.findChild(QWidget, "report_missing"))
    month.until(lambda: not month._dialogs(ReceiptDialog))
    month.front(month.window)
    assert {each.depot for each in month.weapons(there)} == {OLD_MILL}
    assert month.weapon(missing).status is Status.LOST
    month.ids["incident"] = month.services.incidents.list(open_only=True)[0].id
    month.ids["receipt"] = next(
        each.id
        for each in month.services.movements.list(limit=5)
        if each.kind is MovementKind.RECEIPT
    )


def print_and_prove(month: Month, folder: Path) -> None:
    """Day 30: every paper is printed, the overview agrees, and nobody has touched the register."""
    month.day(30)
    services, ids = month.services, month.ids
    ids |= {
        "depot": month.place(HARBOUR).id,
        "store": month.place(HARBOUR, "Store B").id,
        "weapon": ids["issued"],
        "person": month.person("S-1001"),
        "open_stocktake": next(
            each.id for each in services.stocktakes.all() if each.closed_on is None
        ),
    }
    with pytest.raises(NotAllowedNow):  # eight weapons are still out
        services.people.retire(ids["person"])
    since = month.start.date() - dt.timedelta(days=40)
    check_papers(print_every_paper(services, folder, ids, since), ORIGIN, ids)
    page = month.go_to("overview")
    read = services.overview.read()
    assert page.cards["overdue"].number.text() == str(read.overdue.total)
    assert services.ledgers.verify().ok


def test_that_a_month_of_depot_life_is_played_through_the_window(
    month: Month, tmp_path: Path
) -> None:
    month.day(1)
    issue_by_scanner(month)
    return_and_pack(month)
    seal_and_dispatch(month)
    receive_with_one_missing(month)
    take_stock(month)
    check_security(month)
    guard(month)
    end_incident(month)
    print_and_prove(month, tmp_path)
