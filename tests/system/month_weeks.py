"""The last weeks of the month: a count that is short, a security check, an incident's end."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.guarding import LogAccess, RecordDeviceTest
from stockpile_app.domain.incidents import (
    CloseIncident,
    InvestigateIncident,
    NotifyOfIncident,
    RecoverWeapons,
)
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.security import CloseFinding, OpenCheck
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseDiscrepancy,
    OpenStocktake,
    StocktakeState,
)
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import Answer, DeviceKind, Status, StocktakeKind
from tests.system.month import DEPUTY, KEEPER, MANAGER, ORIGIN, Month

HARBOUR, STORE = "Harbour depot", "Armourer's workshop"


def take_stock(month: Month) -> None:
    """Day 15: two count a store blind by scanner; one weapon is gone, one was overlooked."""
    month.day(15)
    wanted = [each.id for each in month.in_place(HARBOUR, STORE)]
    gone, overlooked, *seen = wanted
    stocktake = month.services.stocktakes.open(
        OpenStocktake(
            kind=StocktakeKind.FULL,
            place_id=month.place(HARBOUR, STORE).id,
            counters=(KEEPER, DEPUTY),
            occurred_on=month.today,
        )
    ).stocktake_id
    page = month.go_to("stocktakes")
    for counter, ids in ((1, [overlooked, *seen]), (2, seen)):
        month.scan(PaperCode(CodeKind.STOCKTAKE, ORIGIN, stocktake).code)
        month.idle()
        month.press(page.dialog.buttons[counter])
        month.front(month.window)
        month.scan(*month.codes(ids), *month.codes(ids[:1]))  # the first of them twice
        month.until(lambda: not len(page.count.desk.queue))
        month.idle()
        assert page.count.side.figure.text() == str(len(ids))
        QTest.keyClick(page.count.field, Qt.Key.Key_F12)
        month.idle()
        month.press(page.dialog.findChild(QWidget, "yes"))
        if counter == 1:  # the next counter is called
            page.dialog.accept()
            month.idle()
    assert page.differences.isVisible()
    month.front(month.window)
    month.scan(*month.codes([overlooked]))
    month.idle()
    month.press(page.differences.result)
    month.press(page.result.close_count)
    dialog = page.dialog
    dialog.second.name.setCurrentIndex(dialog.second.name.findData("deputy"))
    month.fill(dialog.second.password, month.demo.password)
    month.press(dialog.submit_button)
    month.until(lambda: _state(month, stocktake) is StocktakeState.CLOSED)
    shortage = month.services.stocktakes.result(stocktake)
    assert month.weapon(gone).status is Status.LOST
    assert month.weapon(overlooked).status is Status.IN_STORE
    month.ids |= {"stocktake": stocktake, "gone": gone, "shortage": shortage.incident_id}
    month.press(page.dialog.findChild(QWidget, "yes"))
    assert month.window.stack.currentWidget() is month.window.page("incidents")


def _state(month: Month, stocktake: int) -> StocktakeState:
    return month.services.stocktakes.get(stocktake).state


def check_security(month: Month) -> None:
    """Day 20: a check is opened by the code on its paper and keyed in, one key a question."""
    month.day(20)
    security, depot = month.services.security, month.place("Northfield depot").id
    check = security.open(
        OpenCheck(place_id=depot, inspector="Demo inspector", occurred_on=month.today)
    ).check_id
    month.go_to("weapons")
    month.scan(PaperCode(CodeKind.CHECK, ORIGIN, check).code)
    month.idle()
    page = month.window.page("security")  # made by the scan
    month.until(lambda: month.window.stack.currentWidget() is page)
    asked = [each for each in security.check(check).check_list.questions if each.group != "h"]
    for question in asked:
        page.pane.choose(question.code)
        page.pane.table.setFocus()
        QTest.keyClicks(page.pane.table, "n" if question.code == "b06" else "y")
        month.idle()
    answers = security.check(check).answers
    assert len(answers) == len(asked)
    assert [each.answer for each in answers.values()].count(Answer.NO) == 1
    month.press(page.pane.complete)
    dialog = page.actions_.dialog
    dialog.present.setPlainText(KEEPER)
    month.submit(dialog)
    [finding] = [each for each in security.findings(open_only=True) if each.check_id == check]
    month.day(21)
    security.close_finding(
        CloseFinding(finding_id=finding.id, occurred_on=month.today, action="Mended")
    )
    second = security.open(
        OpenCheck(place_id=depot, inspector="Demo inspector", occurred_on=month.today)
    )
    month.ids |= {"check": check, "open_check": second.check_id}


def guard(month: Month) -> None:
    """Day 22: the store is entered by two, and its alarm is tested."""
    month.day(22)
    store = month.place(HARBOUR, "Store B").id
    came = dt.datetime.combine(month.today, dt.time(6, 30))
    month.services.guarding.log_access(
        LogAccess(place_id=store, people=(KEEPER, MANAGER), came_at=came, purpose="Cleaning")
    )
    month.services.guarding.test_device(
        RecordDeviceTest(
            place_id=store,
            device=DeviceKind.ALARM,
            occurred_on=month.today,
            passed=True,
            tested_by=KEEPER,
        )
    )
    assert [each.place_id for each in month.services.guarding.open_access()] == [store]


def end_incident(month: Month) -> None:
    """Days 25 to 28: the weapon that was missing in the count is found; all is closed by two."""
    month.day(25)
    services, incident = month.services, month.ids["shortage"]
    deputy = Credentials("deputy", month.demo.password)
    when = dt.datetime.combine(month.today, dt.time(6))
    services.incidents.notify(
        NotifyOfIncident(incident_id=incident, whom="Demo Police", when=when, how="telephone")
    )
    services.incidents.investigate(
        InvestigateIncident(
            incident_id=incident, findings="It was in the wrong crate.", action="Crates labelled."
        )
    )
    services.incidents.recover(
        RecoverWeapons(
            weapon_ids=(month.ids["gone"],),
            place_id=month.place(HARBOUR, STORE).id,
            occurred_on=month.today,
            circumstances="Found in a crate of parts.",
            received_by=KEEPER,
        )
    )
    assert month.weapon(month.ids["gone"]).status is Status.IN_STORE
    services.incidents.close(
        CloseIncident(incident_id=incident, occurred_on=month.today, outcome="Found again."), deputy
    )
    month.day(28)
    discrepancies = services.stocktakes.discrepancies(
        open_only=True, stocktake_id=month.ids["stocktake"]
    )
    for each in discrepancies:
        services.stocktakes.assign(
            AssignDiscrepancy(
                discrepancy_id=each.id, owner=MANAGER, cause="Wrong crate", action="Labelled"
            )
        )
        services.stocktakes.close_discrepancy(
            CloseDiscrepancy(
                discrepancy_id=each.id, outcome="Found again", occurred_on=month.today
            ),
            deputy,
        )
    assert not services.stocktakes.discrepancies(
        open_only=True, stocktake_id=month.ids["stocktake"]
    )
