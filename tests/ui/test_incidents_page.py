from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain.incidents import (
    InvestigateIncident,
    NotifyOfIncident,
    RecoverWeapons,
    ReportIncident,
)
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import IncidentKind, Status
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.ui.dialogs.incident_dialogs import report_incident
from stockpile_app.ui.pages.incidents_page import IncidentsPage
from stockpile_app.ui.widgets.alarm_banner import AlarmBanner, LostAmong
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket
from tests.builders import PASSWORD, number
from tests.ui.conftest import register
from tests.ui.dialog_fixtures import idle, unnamed

DAY = dt.date(2026, 3, 2)
moment = dt.datetime.fromisoformat


@pytest.fixture
def robbed(context):
    """Six weapons, two of them stolen, and an accident."""
    register(context, 6)
    incidents = context.services.incidents
    for kind, weapons in ((IncidentKind.THEFT, (1, 2)), (IncidentKind.ACCIDENT, ())):
        incidents.report(
            ReportIncident(
                kind=kind,
                discovered_on=DAY,
                circumstances=f"A {kind.value} happened.",
                place_id=2,
                weapon_ids=weapons,
            )
        )
    return context


def theft(context):
    return next(
        each.id for each in context.services.incidents.list() if each.kind is IncidentKind.THEFT
    )


def shown(qtbot, context, incident=None) -> IncidentsPage:
    page = IncidentsPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    if incident is not None:
        page.open_item(incident)
    idle(qtbot, context)
    return page


def numbers(page):
    return [each.id for each in page.table.records.records]


def submit(qtbot, page):
    dialog = page.dialog
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, page.context)
    return dialog


def said(page):
    return "\n".join(label.text() for label in page.detail.cards.widget().children()[1:])


def test_that_a_register_without_incidents_says_what_to_do(qtbot, context):
    page = shown(qtbot, context)
    assert "No incident is open" in page.table.empty.text.text()
    assert page.report.isEnabled()
    assert not page.paper.isEnabled()
    page.which.setCurrentIndex(1)
    idle(qtbot, context)
    assert "ever reported" in page.table.empty.text.text()


def test_that_a_theft_is_reported_by_scanning_the_weapons(qtbot, context):
    register(context, 3)
    page = shown(qtbot, context)
    page.report.trigger()
    dialog = page.dialog
    dialog.circumstances.setPlainText("The chain was cut.")
    submit(qtbot, page)
    assert "Choose what happened" in dialog.form.error_text("kind")
    dialog.kind.set_code(IncidentKind.THEFT)
    assert not dialog.becomes.isVisible()
    dialog.on_scan(number(2).replace("-", ""))
    dialog.on_scan("AK4711001")
    dialog.on_scan(number(2))
    assert "in the list already" in dialog.weapons.said.text()
    dialog.on_scan("KE01-000002-X")
    assert "Not read correctly" in dialog.weapons.said.text()
    assert dialog.weapons.ids() == (2, 1)
    assert dialog.becomes.isVisible()
    assert "STOLEN" in dialog.becomes.text()
    dialog.weapons.list.setCurrentRow(1)
    dialog.weapons.off.click()
    assert dialog.weapons.ids() == (2,)
    submit(qtbot, page)
    assert context.services.desk.weapon(2).status is Status.STOLEN
    assert context.services.desk.weapon(1).status is Status.IN_STORE
    assert page.detail.details.weapons[0].gone
    assert "NOBODY YET" in said(page)


def test_that_a_weapon_that_is_gone_already_is_refused_in_the_form(qtbot, robbed):
    page = shown(qtbot, robbed)
    page.report.trigger()
    dialog = page.dialog
    dialog.kind.set_code(IncidentKind.LOSS)
    dialog.circumstances.setPlainText("Not in its rack.")
    dialog.on_scan(number(1))
    submit(qtbot, page)
    assert f"stolen already, by incident {theft(robbed)}" in dialog.form.error_text()
    dialog.reject()


def test_that_the_report_of_chosen_weapons_begins_with_them(qtbot, robbed):
    dialog = report_incident(robbed, None, (3, 4))
    qtbot.addWidget(dialog)
    assert dialog.weapons.ids() == (3, 4)
    assert dialog.place.currentText() == "Main depot / Store A / Rack 1"
    assert unnamed(dialog) == []
    dialog.reject()


def test_that_an_incident_is_told_investigated_and_closed_by_two(qtbot, robbed):
    page = shown(qtbot, robbed, theft(robbed))
    assert page.detail.details.incident.id == theft(robbed)
    page.close_one.trigger()
    dialog = page.dialog
    assert "2 weapons are still gone" in "".join(
        label.text() for label in dialog.findChildren(type(page.note))
    )
    dialog.outcome.setPlainText("Not found.")
    submit(qtbot, page)
    assert "before its findings" in dialog.form.error_text()
    dialog.reject()
    page.investigate.trigger()
    page.dialog.findings.setPlainText("The window was open.")
    page.dialog.action.setPlainText("Bars fitted.")
    submit(qtbot, page)
    assert "Findings: The window was open." in said(page)
    page.tell.trigger()
    page.dialog.whom.setText("Police")
    page.dialog.when.setText("2026-03-02 00:10")
    submit(qtbot, page)
    assert "Police" in said(page)
    page.close_one.trigger()
    dialog = page.dialog
    dialog.outcome.setPlainText("Not found.")
    submit(qtbot, page)
    assert "second person" in dialog.second.form.error_text()
    dialog.second.name.setCurrentIndex(dialog.second.name.findData("brian"))
    dialog.second.password.setText(PASSWORD)
    submit(qtbot, page)
    assert theft(robbed) not in numbers(page)
    page.which.setCurrentIndex(1)
    idle(qtbot, robbed)
    assert theft(robbed) in numbers(page)


def test_that_weapons_that_are_back_are_ticked_by_the_scanner(qtbot, robbed):
    page = shown(qtbot, robbed, theft(robbed))
    page.recover.trigger()
    dialog = page.dialog
    dialog.on_scan(number(5))
    assert "no weapon that is gone" in dialog.form.error_text("weapons")
    dialog.circumstances.setPlainText("In the ditch.")
    submit(qtbot, page)
    assert "Tick the weapons" in dialog.form.error_text("weapons")
    dialog.on_scan(number(2))
    assert dialog.ids() == (2,)
    submit(qtbot, page)
    assert "Choose the place" in dialog.form.error_text("place")
    dialog.place.set_place(3)
    submit(qtbot, page)
    assert robbed.services.desk.weapon(2).status is Status.IN_STORE
    assert page.detail.details.incident.gone == 1
    page.recover.trigger()
    assert page.dialog.ids() == (1,)
    page.dialog.reject()


def test_that_an_incident_opens_by_its_number_also_when_it_is_closed(qtbot, robbed):
    incident = theft(robbed)
    incidents = robbed.services.incidents
    incidents.recover(
        RecoverWeapons(weapon_ids=(1, 2), place_id=3, occurred_on=DAY, circumstances="x")
    )
    incidents.notify(
        NotifyOfIncident(incident_id=incident, whom="x", when=moment("2026-03-02T00:00"))
    )
    incidents.investigate(InvestigateIncident(incident_id=incident, findings="x", action="x"))
    page = shown(qtbot, robbed, incident)
    page.close_one.trigger()
    page.dialog.outcome.setPlainText("All back.")
    submit(qtbot, page)
    assert incident not in numbers(page)
    page.open_item(incident)
    idle(qtbot, robbed)
    assert page.table.current().id == incident
    assert "All back." in said(page)
    assert not page.investigate.isEnabled()
    assert page.paper.isEnabled()
    page.open_item(9999)
    idle(qtbot, robbed)
    assert page.isVisible()


def test_that_the_report_is_printed(qtbot, robbed):
    page = shown(qtbot, robbed, theft(robbed))
    page.paper.trigger()
    page.dialog.make()
    idle(qtbot, robbed)
    assert page.dialog.number.text().startswith("IR-KE01-")
    page.dialog.reject()


def test_that_weapons_are_opened_from_the_page(qtbot, robbed):
    page = shown(qtbot, robbed, theft(robbed))
    with qtbot.waitSignal(page.weapon_wanted) as wanted:
        page.detail.weapons.activated.emit(page.detail.weapons.records.index(1, 0))
    assert wanted.args == [2]
    with qtbot.waitSignal(page.query_wanted) as asked:
        page.gone.trigger()
    ids = robbed.services.weapons.snapshot(asked.args[0])
    assert list(ids) == [1, 2]


def test_that_the_selected_incident_is_the_one_beside_the_table(qtbot, robbed):
    page = shown(qtbot, robbed)
    for row in (1, 0):
        page.table.choose(row)
        idle(qtbot, robbed)
        assert page.detail.details.incident == page.table.current()


def test_that_who_may_not_investigate_still_reports_and_tells(qtbot, context_of, robbed):
    robbed.services.desk.store.close()
    page = shown(qtbot, context_of("chipo"))
    assert page.report.isEnabled()
    assert page.tell.isEnabled()
    assert not page.investigate.isEnabled()
    assert not page.close_one.isEnabled()


@pytest.mark.parametrize("action", ["report", "tell", "investigate", "recover", "close_one"])
def test_that_everything_can_be_named(qtbot, robbed, action):
    page = shown(qtbot, robbed, theft(robbed))
    assert unnamed(page) == []
    getattr(page, action).trigger()
    assert unnamed(page.dialog) == []
    labels = [
        label.text()
        for label in page.dialog.findChildren(type(page.note))
        if label.buddy() is not None
    ]
    keys = [text[text.index("&") + 1].lower() for text in labels]
    assert len(set(keys)) == len(keys), labels
    page.dialog.reject()


# --- found by every search -----------------------------------------------------------------------


def test_that_the_banner_names_the_incident_and_opens_it(qtbot, robbed):
    banner = AlarmBanner(robbed)
    qtbot.addWidget(banner)
    weapons = robbed.services.weapons.load([1, 3])
    banner.show_weapon(weapons[3])
    assert banner.isHidden()
    banner.show_weapon(weapons[1])
    assert banner.title.text() == "STOLEN"
    idle(qtbot, robbed)
    assert f"Incident {theft(robbed)}, theft, discovered" in banner.detail.text()
    with qtbot.waitSignal(banner.open_wanted) as wanted:
        banner.button.click()
    assert wanted.args == ["incidents", theft(robbed)]
    banner.show_weapon(None)
    assert banner.isHidden()


def test_that_a_search_says_which_of_what_it_found_is_gone(qtbot, robbed):
    strip = LostAmong(robbed)
    qtbot.addWidget(strip)
    strip.look(WeaponQuery(text="AK4711"))
    idle(qtbot, robbed)
    assert strip.said.text() == "2 of these weapons are LOST or STOLEN."
    strip.look(WeaponQuery(text="AK4711002"))
    idle(qtbot, robbed)
    assert strip.said.text() == f"{number(2)} is STOLEN."
    with qtbot.waitSignal(strip.chosen) as chosen:
        strip.button.click()
    assert chosen.args == [2]
    for query in (
        WeaponQuery(),
        WeaponQuery(text="AK4711005"),
        WeaponQuery(text="AK4711", statuses=(Status.IN_STORE,)),
    ):
        strip.look(query)
        idle(qtbot, robbed)
        assert strip.isHidden()


def test_that_the_weapons_page_says_so_at_once(qtbot, robbed, window_of):
    window = window_of(robbed)
    page = window.weapons_page
    page.show_weapon(1)
    idle(qtbot, robbed)
    assert page.detail.alarm.isVisible()
    assert page.detail.alarm.title.text() == "STOLEN"
    page.look_for("AK4711002")
    idle(qtbot, robbed)
    idle(qtbot, robbed)
    assert page.lost.isVisible()
    page.show_weapon(3)
    idle(qtbot, robbed)
    assert not page.detail.alarm.isVisible()
    page.show_weapon(2)
    idle(qtbot, robbed)
    page.detail.alarm.button.click()
    idle(qtbot, robbed)
    assert window.page("incidents").detail.details.incident.id == theft(robbed)


def test_that_text_from_a_weapon_is_no_markup_in_the_basket(qtbot, context):
    context.services.weapons.register(RegisterWeapon(place_id=1, serial="<b>1</b>"))
    basket = WeaponBasket(context)
    qtbot.addWidget(basket)
    basket.add_ids([1])
    assert "<b>1</b>" in basket.list.item(0).text()
    assert "<b>" not in basket.list.item(0).toolTip()
