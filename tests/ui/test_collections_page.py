"""The page of collections: sites, people, hand-ins, figures, and who sees no name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from stockpile_app.domain.access import Role
from stockpile_app.domain.collection_forms import FormParticipant, FormPersonal
from stockpile_app.domain.collection_people import PersonalData
from stockpile_app.domain.collections import HandInQuery
from stockpile_app.domain.collections_vocabulary import AppealState, Ineligible
from stockpile_app.domain.errors import NotAllowed
from stockpile_app.domain.users import AddUser
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.persistence import history
from stockpile_app.ui.dialogs.collection_day_dialogs import CloseCollectionDayDialog
from stockpile_app.ui.dialogs.collection_import_dialog import Step
from stockpile_app.ui.dialogs.collection_people_dialogs import PersonFileDialog
from tests import builders_collections as builders
from tests.builders import BRIAN, PASSWORD, START
from tests.builders_forms import hand_in, kobo_text, rifle
from tests.ui.collections_fixtures import everything_shown
from tests.ui.conftest import idle
from tests.ui.dialog_fixtures import unnamed

NAME = builders.NAME


@pytest.fixture
def officer(context_of):
    return context_of("emeka")


@pytest.fixture
def day(officer):
    """A site with three people: one with a rifle, one with rounds, one open and ineligible."""
    services = officer.services
    desk = services.collections.desk
    site = builders.site(services)
    builders.team(services, site)
    first = desk.register(builders.person(site)).details.hand_in.id
    desk.add_weapon(builders.rifle(first))
    desk.close(first)
    second = desk.register(builders.person(site, sex=Sex.MALE)).details.hand_in.id
    desk.add_ammunition(builders.rounds(second, 120))
    desk.close(second)
    third = builders.person(site, eligible=False, ineligible=Ineligible.NO_WEAPON)
    desk.add_weapon(builders.rifle(desk.register(third).details.hand_in.id, "K-1002"))
    return site


@pytest.fixture
def page(qtbot, window_of, officer, day):
    window = window_of(officer, "collections")
    found = window.page("collections")
    idle(qtbot, officer)
    return found


def show(qtbot, page, panel):
    page.tabs.setCurrentWidget(panel)
    idle(qtbot, page.context)
    return panel


def submit(qtbot, page, dialog):
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    idle(qtbot, page.context)


def cells(table):
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# --- sites ---------------------------------------------------------------------------------------


def test_that_an_empty_page_says_what_to_do_first(qtbot, window_of, officer):
    window = window_of(officer, "collections")
    sites = window.page("collections").sites
    idle(qtbot, officer)
    assert "Begin one" in sites.table.empty.text.text()
    assert sites.acts.programme.isEnabled()
    assert not sites.acts.site.isEnabled()
    assert not sites.acts.work.isEnabled()


def test_that_a_programme_a_site_and_a_team_are_set_up_in_the_window(qtbot, window_of, officer):
    page = window_of(officer, "collections").page("collections")
    acts = page.sites.acts
    acts.programme.trigger()
    dialog = acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("name")
    dialog.name.setText("Disarmament North")
    dialog.authority.setText("DDR Commission")
    submit(qtbot, page, dialog)
    acts.site.trigger()
    dialog = acts.dialog
    dialog.code.setText("KAV")
    dialog.name.setText("Market square")
    dialog.custody.setCurrentIndex(1)
    for (holder, party), names in zip(
        dialog.keys, (("A. One", "Army"), ("B. Two", "Army")), strict=True
    ):
        holder.setText(names[0])
        party.setText(names[1])
    submit(qtbot, page, dialog)
    assert dialog.isVisible()  # both keys with one party
    dialog.keys[1][1].setText("DDR Commission")
    submit(qtbot, page, dialog)
    (site,) = officer.services.collections.setup.sites()
    assert site.key_holders == (("A. One", "Army"), ("B. Two", "DDR Commission"))
    acts.team.trigger()
    dialog = acts.dialog
    row = dialog.members.rows[0]
    row.name.setText("Ana Leader")
    row.sex.set_code(Sex.FEMALE)
    submit(qtbot, page, dialog)
    (site,) = officer.services.collections.setup.sites()
    assert [each.name for each in site.team] == ["Ana Leader"]
    assert page.sites.acts.work.isEnabled()


def test_that_sites_tell_what_waits(page):
    (row,) = cells(page.sites.table)
    assert row[0].startswith("KAV")
    assert row[2:4] == ["3", "2"]
    assert "1 hand-in open" in row[4]


def test_that_a_day_is_closed_when_nothing_is_open_and_differences_are_explained(
    qtbot, page, officer, day
):
    page.sites.acts.close_day.trigger()
    idle(qtbot, officer)
    dialog = page.sites.acts.dialog
    assert isinstance(dialog, CloseCollectionDayDialog)
    assert not dialog.submit_button.isEnabled()
    dialog.reject()
    desk = officer.services.collections.desk
    desk.close(desk.open_ones(day)[0].hand_in.id)
    page.sites.acts.close_day.trigger()
    idle(qtbot, officer)
    dialog = page.sites.acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.isVisible()  # no receipt was printed, and nobody said why
    for edit in dialog.explanations.values():
        edit.setText("The printer was broken")
    submit(qtbot, page, dialog)
    assert officer.services.collections.days.closed(day)


def test_that_weapons_are_packed_under_seal_and_sent(qtbot, page, officer, day, context_of):
    acts = page.sites.acts
    acts.pack.trigger()
    idle(qtbot, officer)
    dialog = acts.dialog
    assert len(dialog.weapons.records.records) == 2
    dialog.name.setText("Box 1")
    dialog.seals.setText("S-1, S-2")
    dialog.witness.setText("Ben Armourer")
    submit(qtbot, page, dialog)
    acts.send.trigger()
    dialog = acts.dialog
    assert len(dialog.containers.records.records) == 1
    dialog.depot.set_place(1)
    dialog.received_by.setText("Driver Otieno")
    dialog.authorised_by.setText("Col. Mwangi")
    submit(qtbot, page, dialog)
    (site,) = officer.services.collections.setup.sites()
    assert site.weapons_here == 0


def test_that_a_site_is_planned_while_figures_change(qtbot, page):
    page.sites.acts.plan.trigger()
    dialog = page.sites.acts.dialog
    dialog.people.setValue(300)
    dialog.lanes.setValue(3)
    dialog.hours.setValue(8)
    dialog.minutes.setValue(20)
    assert dialog.cards["per_day"].number.text() == "72"
    assert dialog.cards["days"].number.text() == "5"
    assert not unnamed(dialog)
    dialog.reject()


# --- people --------------------------------------------------------------------------------------


def test_that_people_are_listed_by_code_and_a_name_is_shown_on_request(qtbot, page, officer):
    people = show(qtbot, page, page.people)
    assert [row[0] for row in cells(people.table)] == ["KAV-0003", "KAV-0002", "KAV-0001"]
    assert NAME not in everything_shown()
    people.show_name.click()
    idle(qtbot, officer)
    dialog = people.dialog
    assert isinstance(dialog, PersonFileDialog)
    assert dialog.edits["name"].text() == NAME
    with officer.services.desk.store.read() as connection:
        kinds = [each.kind for each in history.entries(connection, limit=1)]
    assert kinds == ["confidential-viewed"]  # looking is an entry
    dialog.edits["nationality"].setText("KE")
    submit(qtbot, page, dialog)
    file = officer.services.collections.people.open_file("KAV-0003")
    assert file.personal == PersonalData(name=NAME, born="1990", nationality="KE")
    qtbot.wait(1)
    assert NAME not in everything_shown()


def test_that_somebody_appeals_and_the_appeal_is_decided(qtbot, page, officer):
    people = show(qtbot, page, page.people)
    people.appeal.trigger()
    people.dialog.reason.setPlainText("I did bring a weapon.")
    submit(qtbot, page, people.dialog)
    find = officer.services.collections.people.find
    assert find("KAV-0003").appeal is AppealState.LODGED
    assert people.decide_appeal.isEnabled()
    people.decide_appeal.trigger()
    people.dialog.words.setPlainText("He did.")
    submit(qtbot, page, people.dialog)
    assert find("KAV-0003").eligible is True
    assert find("KAV-0003").appeal is AppealState.UPHELD


def test_that_personal_data_is_erased_with_a_reason(qtbot, page, officer):
    people = show(qtbot, page, page.people)
    people.erase.trigger()
    dialog = people.dialog
    assert dialog.windowTitle() == "Erase personal data"
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("reason")
    dialog.reason.setPlainText("Asked for it under the law.")
    submit(qtbot, page, dialog)
    assert officer.services.collections.people.find("KAV-0003").erased
    assert not people.show_name.isEnabled()


# --- hand-ins and figures ------------------------------------------------------------------------


def test_that_hand_ins_of_a_day_show_what_was_taken_over(qtbot, page, officer):
    panel = show(qtbot, page, page.hand_ins)
    assert [row[4] for row in cells(panel.table)] == ["1 weapon", "120 rounds", "1 weapon"]
    panel.table.choose(2)
    idle(qtbot, officer)
    assert [row[3] for row in cells(panel.weapons)] == ["K-1001"]
    assert panel.receipt.isEnabled()
    panel.open_receipt()
    panel.dialog.make()
    idle(qtbot, officer)
    assert panel.dialog._content.startswith(b"%PDF")
    panel.dialog.reject()
    panel.day.setText("2026-03-01")
    panel.reload()
    idle(qtbot, officer)
    assert panel.table.empty.clear.isVisible()
    panel.table.empty.clear.click()
    idle(qtbot, officer)
    assert panel.table.records.records


def test_that_indicators_are_shown_by_sex_and_age(qtbot, page, officer):
    panel = show(qtbot, page, page.figures)
    assert panel.cards["people"].number.text() == "3"
    assert panel.cards["women"].number.text() == "100.0 %"
    words = [each.words for each in panel.by_age.rows.rows]
    assert words == ["Female, 25 to 59: 2", "Male, 25 to 59: 1"]
    assert "1 of 2" in panel.more.text()
    panel.from_day.setText("2026-02-30")
    panel.reload()
    idle(qtbot, officer)
    assert "day" in panel.note.text()


def test_that_the_forms_of_telephones_need_files_first(qtbot, page):
    page.open_import()
    assert not page.dialog.next.isEnabled()
    assert not unnamed(page.dialog)
    page.dialog.reject()


# --- who sees no name ----------------------------------------------------------------------------


def test_that_a_depot_manager_sees_no_name_anywhere(qtbot, window_of, context_of, officer, day):
    officer.services.desk.store.close()
    manager = context_of("brian")
    window = window_of(manager, "collections")
    page = window.page("collections")
    for panel in (page.sites, page.people, page.hand_ins, page.figures):
        show(qtbot, page, panel)
        assert NAME not in everything_shown()
    assert not page.people.show_name.isVisible()
    assert not page.people.erase.isEnabled()
    assert not page.sites.acts.work.isEnabled()
    with pytest.raises(NotAllowed):
        manager.services.collections.people.open_file("KAV-0001")
    for kind in window._kinds:
        window.go_to(kind)
        idle(qtbot, manager)
    window.command.setText(NAME.split()[0])
    window.finder.look_for(NAME.split()[0])
    idle(qtbot, manager)
    shown = everything_shown()
    assert "KAV-0001" in shown
    assert NAME not in shown


def test_that_every_part_of_the_page_has_a_name_and_shows_plain_text(qtbot, page):
    for panel in (page.sites, page.people, page.hand_ins, page.figures, page.field):
        if panel is not page.field:
            show(qtbot, page, panel)
        assert not unnamed(panel)


@pytest.mark.parametrize(
    "name", ["open_programme", "open_site", "open_team", "open_campaign", "open_send"]
)
def test_that_dialogs_are_named_and_their_alt_keys_differ(page, name):
    getattr(page.sites.acts, name)()
    dialog = page.sites.acts.dialog
    assert not unnamed(dialog)
    keys = [
        text[text.index("&") + 1].lower()
        for label in dialog.findChildren(QLabel)
        if label.buddy() is not None and "&" in (text := label.text())
    ]
    assert len(set(keys)) == len(keys), keys
    dialog.reject()


def test_that_an_officer_without_the_key_is_told_who_has_it(qtbot, window_of, context_of):
    gita = context_of("gita")
    roles = (Role.DDR_OFFICER,)
    gita.services.users.add(AddUser("tariq", "Tariq Example", roles, PASSWORD), BRIAN)
    gita.services.close()
    context_of("tariq").services.close()
    emeka = context_of("emeka")
    builders_site = builders.site(emeka.services)
    emeka.services.collections.desk.register(builders.person(builders_site))
    emeka.services.close()
    tariq = context_of("tariq")
    page = window_of(tariq, "collections").page("collections")
    idle(qtbot, tariq)
    assert page.no_key.said.isVisible()
    assert "(emeka)" in page.no_key.said.text()
    people = show(qtbot, page, page.people)
    people.show_name.click()
    idle(qtbot, tariq)
    message = QApplication.activeModalWidget()
    assert message is not None
    message.close()
    page.open_admission()
    assert not page.admission.admit_button.isEnabled()
    page.admission.reject()


def test_that_who_has_the_key_is_told_nothing(page):
    assert page.no_key.said.isHidden()


def test_that_a_hand_in_or_a_site_is_opened_by_its_number(qtbot, page, officer, day):
    (hand_in,) = officer.services.collections.people.hand_ins(HandInQuery(participant="KAV-0001"))
    page.hand_ins.day.setText("2026-01-01")
    page.open_item(hand_in.id)
    idle(qtbot, officer)
    assert page.tabs.currentWidget() is page.hand_ins
    assert page.hand_ins.table.current().id == hand_in.id
    officer.services.collections.desk.close(
        officer.services.collections.desk.open_ones(day)[0].hand_in.id
    )
    page.open_item(day)
    idle(qtbot, officer)
    assert page.tabs.currentWidget() is page.sites
    assert page.sites.table.current().id == day
    page.open_item("KAV-0002")
    idle(qtbot, officer)
    qtbot.waitUntil(lambda: len(cells(page.people.table)) == 1)


def test_that_forms_of_telephones_are_rehearsed_and_imported(qtbot, window_of, officer, tmp_path):
    builders.site(officer.services)
    page = window_of(officer, "collections").page("collections")
    good, bad = (
        hand_in(
            f"form-{at}",
            day=START.date(),
            site="KAV",
            programme="",
            participant=FormParticipant(
                sex=Sex.MALE, age=30, category=kind, eligible=True, personal=FormPersonal(name=NAME)
            ),
            weapons=(rifle(f"AB{at}", tag=f"T-{at}"),),
        )
        for at, kind in enumerate(("civilian", ""), start=1)
    )
    page.open_import()
    dialog = page.dialog
    dialog.add_files([str(path) for path in kobo_text(tmp_path, [good, bad])])
    dialog.next.click()
    idle(qtbot, officer)
    assert dialog.step is Step.REHEARSAL, dialog.files.error.text()
    assert not dialog.next.isEnabled()
    assert NAME not in everything_shown()
    dialog.rehearsal.accept_valid.setChecked(True)
    dialog.next.click()
    idle(qtbot, officer)
    assert dialog.step is Step.RESULT
    assert "1 form is recorded" in dialog.result_text.text()
    dialog.reject()
    (person,) = officer.services.collections.people.named()
    assert person.name == NAME
    people = show(qtbot, page, page.people)
    assert [row[0] for row in cells(people.table)] == [person.participant.code]


def test_that_somebody_is_found_by_name_and_names_leave_a_locked_screen(qtbot, page, officer):
    people = show(qtbot, page, page.people)
    people.find_name.click()
    dialog = people.dialog
    assert not unnamed(dialog)
    dialog.name.setText("mwanzo")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    idle(qtbot, officer)
    assert {row[1] for row in cells(dialog.table)} == {NAME}
    dialog.table.choose(1)
    dialog.choose()
    idle(qtbot, officer)
    qtbot.waitUntil(lambda: [row[0] for row in cells(people.table)] == ["KAV-0002"])
    people.show_name.click()
    idle(qtbot, officer)
    assert NAME in everything_shown()
    page.on_locked()
    qtbot.wait(1)
    assert NAME not in everything_shown()
