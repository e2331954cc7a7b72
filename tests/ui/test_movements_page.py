from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from stockpile_app.domain.movements import DispatchContainers, MoveWeapons, ReturnWeapons
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.ui.dialogs.dispatch_dialog import DispatchDialog
from stockpile_app.ui.dialogs.paper_dialog import PaperDialog
from stockpile_app.ui.dialogs.receipt_dialog import ReceiptDialog
from stockpile_app.ui.dialogs.removal_log_dialog import RemovalLogDialog
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.movement_query import PAGE, Show
from stockpile_app.ui.pages.movements_page import MovementsPage
from stockpile_app.ui.tones import Tone
from tests.builders import ORIGIN
from tests.ui.conftest import dialog_of, idle
from tests.ui.dialog_fixtures import unnamed
from tests.ui.movement_fixtures import Depot, depot, make_depot

__all__ = ["depot"]


@pytest.fixture
def page_of(qtbot):
    def show(context) -> MovementsPage:
        page = MovementsPage(context)
        qtbot.addWidget(page)
        page.resize(1060, 640)
        page.show()
        idle(qtbot, context)
        return page

    return show


@pytest.fixture
def page(page_of, depot) -> MovementsPage:
    return page_of(depot.context)


def rows(page: MovementsPage) -> list[str]:
    return [each.number for each in page.model.records]


def tell(depot: Depot, done) -> str:
    """Tell the window of something that was recorded; return its number."""
    depot.context.bus.committed.emit(done.changes)
    return done.number


def dispatched(depot: Depot, *containers: int, **changes: object):
    today = depot.services.desk.today
    values: dict[str, object] = {
        "container_ids": containers,
        "depot_id": depot.far_depot,
        "occurred_on": today,
        "expected_on": today + dt.timedelta(days=2),
        "handed_by": "Amina",
        "received_by": "Wanjiru Kamau",
        "authorised_by": "Brian",
    }
    return depot.services.movements.dispatch(DispatchContainers(**(values | changes)))


def show(qtbot, page: MovementsPage, what: Show) -> list[str]:
    page.show_what.set_code(what)
    idle(qtbot, page.context)
    return rows(page)


def choose(qtbot, page: MovementsPage, number: str) -> None:
    page.table.choose(rows(page).index(number))
    idle(qtbot, page.context)


# --- what is shown -------------------------------------------------------------------------------


def test_that_an_empty_page_says_what_to_do_first(qtbot, page):
    assert "Scan in and out" in page.table.empty.text.text()
    assert page.table.empty.isVisible()
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.mouseClick(page.table.empty.offer, Qt.MouseButton.LeftButton)
    assert wanted.args == ["handling", None]


def test_that_what_is_recorded_appears_at_once_and_the_filters_divide_it(qtbot, page, depot):
    issued = tell(depot, depot.issue(0, 1))
    loan = tell(depot, depot.issue(2, due_on=depot.services.desk.today + dt.timedelta(days=30)))
    container = depot.sealed_container("Container 7", ("701",), 4)
    sent = tell(depot, dispatched(depot, container))
    idle(qtbot, depot.context)
    assert {issued, loan, sent} < set(rows(page))
    assert rows(page)[0] == sent
    assert not page.note.isVisible()
    assert set(show(qtbot, page, Show.OUT)) == {issued, loan}
    assert show(qtbot, page, Show.IN_TRANSIT) == [sent]
    assert show(qtbot, page, Show.OVERDUE) == []
    assert "No movement matches" in page.table.empty.text.text()
    depot.clock.advance(days=3)
    assert len(show(qtbot, page, Show.ALL)) == 4
    assert set(show(qtbot, page, Show.OVERDUE)) == {issued, sent}
    text = page.model.index(0, 6).data()
    assert text.endswith("overdue")
    assert page.model.index(0, 6).data(Qt.ItemDataRole.DecorationRole) is not None


def test_that_the_filter_of_a_person_shows_theirs_alone(qtbot, page, depot):
    first = tell(depot, depot.issue(0))
    second = tell(depot, depot.issue(1, person=depot.wanjiru))
    idle(qtbot, depot.context)
    page.person.set_person(depot.wanjiru)
    idle(qtbot, depot.context)
    assert rows(page) == [second]
    page.person.set_person(None)
    idle(qtbot, depot.context)
    assert rows(page) == [second, first]


def test_that_older_movements_come_when_asked(qtbot, page, depot):
    today = depot.services.desk.today
    for at in range(PAGE + 5):
        place = depot.other_rack if at % 2 == 0 else depot.rack
        depot.services.movements.move(
            MoveWeapons(
                weapon_ids=(depot.weapons[0],), place_id=place, occurred_on=today, handed_by="Amina"
            )
        )
    page.reload()
    idle(qtbot, depot.context)
    assert len(rows(page)) == PAGE
    assert page.older.isEnabled()
    qtbot.mouseClick(page.older, Qt.MouseButton.LeftButton)
    idle(qtbot, depot.context)
    assert len(rows(page)) == PAGE + 5
    assert len(set(rows(page))) == PAGE + 5
    assert not page.older.isEnabled()
    oldest = page.model.records[-1].id
    page.reload()
    idle(qtbot, depot.context)
    assert len(rows(page)) == PAGE + 5  # nobody loses what they had unfolded
    show(qtbot, page, Show.OUT)
    page.open_item(oldest)
    idle(qtbot, depot.context)
    assert page.detail.number.text() == depot.services.movements.get(oldest).number
    qtbot.mouseClick(page.newest, Qt.MouseButton.LeftButton)
    idle(qtbot, depot.context)
    assert len(rows(page)) == PAGE


# --- the selected one ----------------------------------------------------------------------------


def test_that_the_selected_voucher_says_who_what_and_until_when(qtbot, page, depot):
    number = tell(depot, depot.issue(0, 1, purpose="Range practice"))
    idle(qtbot, depot.context)
    choose(qtbot, page, number)
    said = " ".join(
        each.text()
        for each in page.detail.facts.widget().findChildren(object)
        if hasattr(each, "text")
    )
    for word in ("Daudi Ochieng (S-1)", "Brian", "Range practice", "2 weapons out", "amina"):
        assert word in said
    assert page.detail.model.rowCount() == 2
    assert page.detail.model.index(0, 3).data() == "Out"
    assert page.detail.take_back.isVisible()
    assert not page.detail.receive.isVisible()
    with qtbot.waitSignal(page.weapon_wanted) as wanted:
        page.detail.lines.activated.emit(page.detail.model.index(1, 0))
    assert wanted.args == [depot.weapons[1]]


def test_that_return_these_fills_the_list_with_what_is_still_out(qtbot, page, depot):
    number = tell(depot, depot.issue(0, 1, 2))
    tell(
        depot,
        depot.services.movements.give_back(
            ReturnWeapons(
                weapon_ids=(depot.weapons[1],),
                place_id=depot.rack,
                occurred_on=depot.services.desk.today,
                handed_by="Daudi Ochieng",
                received_by="Amina",
            )
        ),
    )
    idle(qtbot, depot.context)
    choose(qtbot, page, number)
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.mouseClick(page.detail.take_back, Qt.MouseButton.LeftButton)
    filling = Filling(Mode.RETURN, (depot.weapons[0], depot.weapons[2]), depot.daudi)
    assert wanted.args == ["handling", filling]


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        (MovementKind.ISSUE, {"paper_voucher", "person_history"}),
        (MovementKind.DISPATCH, {"paper_manifest"}),
        (MovementKind.MOVE, {"paper_voucher"}),
    ],
)
def test_that_each_kind_has_its_papers(qtbot, page, depot, kind, papers):
    depot.issue(0)
    container = depot.sealed_container("Container 7", ("701",), 4)
    tell(depot, dispatched(depot, container))
    idle(qtbot, depot.context)
    number = next(each.number for each in page.model.records if each.kind is kind)
    choose(qtbot, page, number)
    offered = {each.objectName() for each in page.detail._buttons if each.isVisible()}
    assert offered - {"take_back", "receive"} == papers


@pytest.mark.parametrize("name", ["voucher", "history", "log"])
def test_that_every_paper_is_made_and_shown(qtbot, page, depot, name):
    number = tell(depot, depot.issue(0))
    idle(qtbot, depot.context)
    choose(qtbot, page, number)
    button = {
        "voucher": page.detail.papers["voucher"],
        "history": page.detail.history,
        "log": page.head.button("log"),
    }[name]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(RemovalLogDialog if name == "log" else PaperDialog)
    assert not unnamed(dialog)
    dialog.classification.setText("RESTRICTED")
    dialog.make()
    idle(qtbot, depot.context)
    assert dialog.preview.content.startswith(b"%PDF"), dialog.form.error_text()
    assert dialog.number.text()
    dialog.reject()
    idle(qtbot, depot.context)


def test_that_a_removal_log_needs_its_days(qtbot, page, depot):
    page.acts.removal_log()
    dialog = page.acts.dialog
    dialog.until.setText("2025-01-01")
    dialog.make()
    assert "before the first" in dialog.form.error_text("until")
    dialog.reject()


# --- scanning ------------------------------------------------------------------------------------


def test_that_a_voucher_code_opens_it_whatever_the_filters(qtbot, page, depot):
    first = depot.issue(0)
    for at in (1, 2):
        tell(depot, depot.issue(at))
    idle(qtbot, depot.context)
    show(qtbot, page, Show.IN_TRANSIT)
    page.on_scan(depot.services.movements.get(first.movement_id).code)
    idle(qtbot, depot.context)
    assert page.detail.number.text() == first.number
    assert page.show_what.code(Show) is Show.ALL


def test_that_a_weapon_code_shows_what_happened_to_it(qtbot, page, depot):
    number = tell(depot, depot.issue(0, 1))
    tell(depot, depot.issue(2))
    idle(qtbot, depot.context)
    page.on_scan(depot.code(1))
    idle(qtbot, depot.context)
    assert rows(page) == [number]
    assert depot.weapon(1).number in page.chip.text()
    qtbot.mouseClick(page.chip, Qt.MouseButton.LeftButton)
    idle(qtbot, depot.context)
    assert len(rows(page)) == 2
    assert not page.chip.isVisible()


def test_that_other_codes_lead_to_their_page_or_are_explained(qtbot, page, depot):
    with qtbot.waitSignal(page.open_wanted) as wanted:
        page.on_scan(depot.card(depot.daudi))
    assert wanted.args == ["people", depot.daudi]
    page.on_scan(RegisterNumber(ORIGIN, 99).code)
    idle(qtbot, depot.context)
    assert "No weapon has this number" in page.note.text()


# --- dispatch ------------------------------------------------------------------------------------


@pytest.fixture
def sending(qtbot, page, depot):
    """The dialog over two sealed containers, one open one and an empty one."""
    ids = (
        depot.sealed_container("Container 7", ("701", "702"), 0, 1),
        depot.sealed_container("Container 8", ("801",), 2),
        depot.sealed_container("Container 9", (), 3),
    )
    qtbot.mouseClick(page.head.button("dispatch"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(DispatchDialog)
    yield dialog, ids
    if isValid(dialog):
        dialog.reject()


def scan(qtbot, dialog, *texts: str) -> None:
    for text in texts:
        dialog.on_scan(text)
    qtbot.waitUntil(lambda: dialog.queue.idle)
    idle(qtbot, dialog.context)


def test_that_only_sealed_containers_can_leave_and_the_others_say_why(qtbot, sending, depot):
    dialog, (seven, _eight, nine) = sending
    texts = [dialog.containers.item(at).text() for at in range(dialog.containers.count())]
    assert "2 weapons, seals 701, 702" in texts[0]
    assert "not sealed" in texts[-1]
    scan(qtbot, dialog, depot.place_code(nine))
    assert dialog.answer.tone is Tone.BAD
    assert "not sealed" in dialog.answer.detail()
    scan(qtbot, dialog, depot.place_code(seven), depot.place_code(seven))
    assert dialog.answer.tone is Tone.TWICE
    assert dialog.containers.ticked() == (seven,)
    assert not unnamed(dialog)


def test_that_a_dispatch_is_scanned_together_and_then_in_transit(qtbot, sending, page, depot):
    dialog, (seven, eight, _nine) = sending
    scan(
        qtbot,
        dialog,
        depot.place_code(seven),
        depot.place_code(eight),
        depot.place_code(depot.far_depot),
        depot.card(depot.wanjiru),
    )
    assert dialog.names["received_by"].text() == "Wanjiru Kamau"
    dialog.submit()
    idle(qtbot, depot.context)
    assert dialog.isVisible()
    assert dialog.form.error_text("authorised_by")
    dialog.names["authorised_by"].setText("Brian")
    dialog.vehicle.setText("KDA 123X")
    dialog.submit()
    idle(qtbot, depot.context)
    qtbot.waitUntil(lambda: not isValid(dialog))
    movement = page.table.current()
    assert (movement.kind, movement.open, movement.vehicle) == (
        MovementKind.DISPATCH,
        3,
        "KDA 123X",
    )
    assert page.detail.receive.isVisible()


@pytest.mark.parametrize("missing", ["containers", "depot_id", "expected_on"])
def test_that_what_a_dispatch_lacks_is_said_at_its_field(qtbot, sending, depot, missing):
    dialog, (seven, *_others) = sending
    if missing != "containers":
        scan(qtbot, dialog, depot.place_code(seven))
    if missing != "depot_id":
        dialog.depot.set_place(depot.far_depot)
    if missing == "expected_on":
        dialog.expected_on.setText("")
    dialog.submit()
    assert dialog.form.error_text(missing)
    assert dialog.answer.tone is Tone.BAD


def test_that_a_weapon_scanned_at_a_dispatch_is_explained(qtbot, sending, depot):
    dialog, _ids = sending
    scan(qtbot, dialog, depot.code(5))
    assert dialog.answer.tone is Tone.WARN
    assert "Containers leave whole" in dialog.answer.detail()


# --- who may -------------------------------------------------------------------------------------


def test_that_an_inspector_looks_and_prints_but_moves_nothing(
    qtbot, context, clock, context_of, page_of
):
    depot = make_depot(context, clock)
    done = depot.issue(0)
    context.services.close()
    page = page_of(context_of("dora"))
    choose(qtbot, page, done.number)
    assert not page.head.button("dispatch").isEnabled()
    assert not page.detail.take_back.isVisible()
    assert page.detail.papers["voucher"].isVisible()
    assert not unnamed(page)


def test_that_the_receipt_opens_from_the_dispatch(qtbot, page, depot):
    container = depot.sealed_container("Container 7", ("701",), 4)
    number = tell(depot, dispatched(depot, container))
    idle(qtbot, depot.context)
    choose(qtbot, page, number)
    QTest.mouseClick(page.detail.receive, Qt.MouseButton.LeftButton)
    dialog = dialog_of(ReceiptDialog)
    idle(qtbot, depot.context)
    assert dialog.state is not None
    dialog.reject()
    idle(qtbot, depot.context)
