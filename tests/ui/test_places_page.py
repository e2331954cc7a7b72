from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.places import AddPlace, CheckSeals, SealContainer, SpecifyPlace
from stockpile_app.domain.vocabulary import DepotKind, PlaceKind
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.audit_sheet_dialog import AuditSheetDialog
from stockpile_app.ui.dialogs.labels_dialog import LabelsDialog
from stockpile_app.ui.pages.places_page import PlacesPage
from tests.ui.dialog_fixtures import armed, idle, unnamed

__all__ = ["armed"]

DAY = dt.date(2026, 3, 2)


def shown(qtbot, context: UiContext) -> PlacesPage:
    page = PlacesPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    idle(qtbot, context)
    return page


def counts(page: PlacesPage) -> dict[str, str]:
    """Return name and count of every place that is shown."""
    return page.tree.texts(3)


def submit(qtbot, page: PlacesPage, **typed: str) -> QWidget:
    dialog = page.actions_.dialog
    for name, text in typed.items():
        getattr(dialog, name).setText(text)
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, page.context)
    return dialog


def select(page: PlacesPage, name: str) -> None:
    assert page.tree.select(next(key for key, p in page.tree.places.items() if p.name == name))


def facts(page: PlacesPage) -> str:
    """Return everything that is said of the selected place."""
    labels = page.detail.findChildren(QWidget)
    return "\n".join(each.text() for each in labels if hasattr(each, "text") and each.isVisible())


@pytest.fixture
def chest(armed) -> int:
    """A sealed container in Store A."""
    places = armed.services.places
    store = places.find(store="Store A").id
    chest = places.add(AddPlace(PlaceKind.CONTAINER, "Chest 1", parent=store)).place_id
    places.seal(
        SealContainer(place_id=chest, seals=("A-1", "A-2"), sealed_on=DAY, sealed_by="Chipo")
    )
    return chest


def test_that_a_register_without_stores_says_what_to_do_first(qtbot, context):
    page = shown(qtbot, context)
    assert counts(page) == {"Main depot": "–"}
    assert "add its stores" in page.note.text()
    assert page.note.isVisible()


def test_that_every_kind_of_place_is_added_where_it_belongs(qtbot, context):
    page = shown(qtbot, context)
    add = page.actions_.add
    for kind, name, selected in (
        (PlaceKind.DEPOT, "Northern depot", "Main depot"),
        (PlaceKind.STORE, "Armoury", "Northern depot"),
        (PlaceKind.RACK, "R1", "Armoury"),
        (PlaceKind.BIN, "B1", "R1"),
        (PlaceKind.CONTAINER, "C1", "B1"),
        (PlaceKind.RACK, "R2", "B1"),
        (PlaceKind.STORE, "Annex", "C1"),
    ):
        select(page, selected)
        add[kind].trigger()
        submit(qtbot, page, name=name)
    paths = {place.path for place in context.services.places.all()}
    assert {
        "Northern depot / Armoury / R1 / B1 / C1",
        "Northern depot / Armoury / R2",
        "Northern depot / Annex",
    } <= paths
    assert not page.note.isVisible()


def test_that_only_what_fits_is_offered_to_be_added(qtbot, context):
    page = shown(qtbot, context)
    offered = [kind for kind, action in page.actions_.add.items() if action.isEnabled()]
    assert offered == [PlaceKind.DEPOT, PlaceKind.STORE, PlaceKind.CONTAINER]


def test_that_a_name_that_is_taken_is_said_at_its_field_and_kept(qtbot, context):
    page = shown(qtbot, context)
    page.actions_.add[PlaceKind.DEPOT].trigger()
    dialog = submit(qtbot, page, name="main depot")
    assert dialog.isVisible()
    assert "already" in dialog.form.error_text("name")
    assert dialog.name.text() == "main depot"


def test_that_counts_are_those_of_everything_inside(qtbot, armed):
    page = shown(qtbot, armed)
    assert counts(page) == {"Main depot": "30", "Store A": "30", "R1": "30"}


def test_that_too_many_weapons_are_said_and_not_by_colour_alone(qtbot, armed):
    places = armed.services.places
    places.specify(SpecifyPlace(place_id=1, capacity=500))
    places.specify(SpecifyPlace(place_id=places.find(rack="R1").id, capacity=29))
    page = shown(qtbot, armed)
    assert counts(page) == {
        "Main depot": "30 of 500",
        "Store A": "30",
        "R1": "30 of 29: too many",
    }
    select(page, "R1")
    assert page.detail.warning.isVisible()
    assert "More weapons" in page.detail.warning.text()
    select(page, "Main depot")
    assert not page.detail.warning.isVisible()


def test_that_a_place_is_renamed_and_the_selection_stays(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    qtbot.mouseClick(page.rename, Qt.MouseButton.LeftButton)
    submit(qtbot, page, name="Rack 1")
    assert page.current().name == "Rack 1"


def test_that_the_keyboard_renames_what_is_selected(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    page.activateWindow()
    page.tree.setFocus()
    qtbot.waitUntil(page.tree.hasFocus, timeout=2000)
    qtbot.keyClick(page.tree, Qt.Key.Key_F2)
    assert page.actions_.dialog.name.text() == "R1"


def test_that_a_depot_is_specified_and_said_beside_the_tree(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "Main depot")
    qtbot.mouseClick(page.specify, Qt.MouseButton.LeftButton)
    dialog = page.actions_.dialog
    dialog.depot_kind.set_code(DepotKind.UNIT_ARMOURY)
    dialog.address.setPlainText("Harbour road 1")
    dialog.two_keys.setChecked(True)
    dialog.two_parties.setChecked(True)
    submit(qtbot, page, keeper="Chipo", capacity="40")
    depot = armed.services.places.find("Main depot")
    assert (depot.keeper, depot.capacity, depot.two_parties) == ("Chipo", 40, True)
    assert depot.depot_kind is DepotKind.UNIT_ARMOURY
    said = facts(page)
    for wanted in ("Unit armoury", "30 of 40", "Chipo", "Harbour road 1", "two organisations"):
        assert wanted in said
    qtbot.mouseClick(page.specify, Qt.MouseButton.LeftButton)
    page.actions_.dialog.two_keys.setChecked(False)
    submit(qtbot, page)
    assert not armed.services.places.find("Main depot").two_parties


def test_that_a_capacity_that_is_no_number_is_said_at_its_field(qtbot, armed):
    page = shown(qtbot, armed)
    page.actions_.specify.trigger()
    dialog = submit(qtbot, page, capacity="many")
    assert "digits" in dialog.form.error_text("capacity")
    dialog = submit(qtbot, page, capacity="0")
    assert "capacity" in dialog.form.error_text("capacity")


def test_that_only_an_empty_place_can_be_closed(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    page.actions_.close.trigger()
    dialog = submit(qtbot, page)
    assert "30 weapons are in it" in dialog.form.error_text()
    dialog.reject()

    page.actions_.add[PlaceKind.RACK].trigger()
    submit(qtbot, page, name="R2")
    select(page, "R2")
    page.actions_.close.trigger()
    submit(qtbot, page, reason="Broken")
    assert "R2" not in counts(page)
    page.closed.setChecked(True)
    idle(qtbot, armed)
    assert page.tree.texts(5)["R2"] == "Closed"


def test_that_weapons_and_the_audit_sheet_are_of_the_selected_place(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    with qtbot.waitSignal(page.weapons_wanted) as wanted:
        page.actions_.weapons.trigger()
    assert wanted.args == [page.current().id]
    page.actions_.audit.trigger()
    dialog = page.actions_.dialog
    assert isinstance(dialog, AuditSheetDialog)
    assert dialog.place.place_id() == page.current().id
    dialog.close()


def test_that_labels_are_of_the_place_and_of_everything_in_it(qtbot, armed, chest):
    page = shown(qtbot, armed)
    select(page, "Store A")
    page.actions_.labels.trigger()
    dialog = page.actions_.dialog
    assert isinstance(dialog, LabelsDialog)
    rack = armed.services.places.find(rack="R1").id
    assert set(dialog.command().ids) == {page.current().id, rack, chest}
    dialog.close()
    idle(qtbot, armed)


# --- containers ----------------------------------------------------------------------------------


def test_that_only_what_can_be_done_with_a_container_is_offered(qtbot, armed, chest):
    page = shown(qtbot, armed)
    actions = page.actions_
    select(page, "R1")
    assert not any(each.isVisible() for each in (actions.seal, actions.unseal, actions.move))
    select(page, "Chest 1")
    assert page.tree.texts(5)["Chest 1"] == "Sealed"
    assert not actions.seal.isEnabled()
    assert all(each.isEnabled() for each in (actions.check_seals, actions.unseal, actions.move))


def test_that_a_container_is_opened_sealed_and_moved(qtbot, armed, chest):
    page = shown(qtbot, armed)
    page.open_item(chest)
    page.actions_.unseal.trigger()
    dialog = submit(qtbot, page, reason="count")
    assert "second person" in dialog.form.error_text("witness")
    submit(qtbot, page, witness="Brian")
    assert page.tree.texts(5)["Chest 1"] == ""

    page.actions_.seal.trigger()
    dialog = submit(qtbot, page)
    assert "at least one seal" in dialog.form.error_text("seals")
    dialog.seals.setPlainText("B-1\n  B-2 \n")
    submit(qtbot, page, witness="Brian")
    assert armed.services.places.find(rack="Chest 1").seals == ("B-1", "B-2")

    page.actions_.move.trigger()
    dialog = submit(qtbot, page)
    assert "Choose" in dialog.form.error_text("parent")
    offered = {dialog.where.itemText(at) for at in range(dialog.where.count())}
    assert offered == {"Main depot", "Main depot / Store A / R1"}
    dialog.where.set_place(1)
    submit(qtbot, page, moved_on="2026-03-01", reason="more room")
    assert page.current().path == "Main depot / Chest 1"
    idle(qtbot, armed)
    assert "B-1, B-2" in facts(page)


def test_that_the_check_says_at_once_what_is_wrong_and_names_what_is_missing_after(
    qtbot, armed, chest
):
    page = shown(qtbot, armed)
    page.open_item(chest)
    page.actions_.check_seals.trigger()
    dialog = page.actions_.dialog
    assert "0 of 2" in dialog.verdict()
    dialog.seals.setPlainText("a-1")
    assert "1 of 2" in dialog.verdict()
    dialog.seals.setPlainText("a-1\nX-9")
    assert "Not recorded: X-9" in dialog.verdict()
    assert "A-2" not in dialog.verdict()  # whoever reads the seals is not told what to read
    submit(qtbot, page, notes="at the gate")
    assert "Not read: A-2." in page.actions_.dialog.text()
    page.actions_.dialog.close()
    assert not armed.services.places.seal_history(chest)[0].intact
    assert "not as recorded" in page.detail.warning.text()


def test_that_right_seals_are_said_and_damaged_ones_recorded_so(qtbot, armed, chest):
    page = shown(qtbot, armed)
    page.open_item(chest)
    page.actions_.check_seals.trigger()
    dialog = page.actions_.dialog
    dialog.seals.setPlainText("A-2\nA-1")
    assert "recorded seals" in dialog.verdict()
    submit(qtbot, page)
    assert armed.services.places.seal_history(chest)[0].intact
    assert not page.detail.warning.isVisible()

    page.actions_.check_seals.trigger()
    page.actions_.dialog.seals.setPlainText("A-2\nA-1")
    page.actions_.dialog.undamaged.setChecked(False)
    submit(qtbot, page)
    page.actions_.dialog.close()
    assert not armed.services.places.seal_history(chest)[0].intact


def test_that_the_history_of_the_seals_is_shown(qtbot, armed, chest):
    armed.services.places.check_seals(
        CheckSeals(place_id=chest, seals=(), checked_on=DAY, checked_by="Dora", notes="cut off")
    )
    page = shown(qtbot, armed)
    page.open_item(chest)
    idle(qtbot, armed)
    said = facts(page)
    for wanted in ("Checked: not as recorded", "No seal was read.", "cut off", "Dora", "A-1, A-2"):
        assert wanted in said


# --- scans ---------------------------------------------------------------------------------------


def code_of(kind: CodeKind, sequence: int) -> str:
    return PaperCode(kind, "KE01", sequence).code


def test_that_a_scanned_place_is_selected(qtbot, armed, chest):
    page = shown(qtbot, armed)
    page.on_scan(code_of(CodeKind.PLACE, chest))
    qtbot.waitUntil(lambda: page.current() is not None and page.current().id == chest)
    assert page.current().id == chest


def test_that_a_scanned_closed_place_is_shown_and_an_unknown_one_told(qtbot, armed):
    places = armed.services.places
    closed = places.add(AddPlace(PlaceKind.DEPOT, "Old depot")).place_id
    places.close(closed)
    page = shown(qtbot, armed)
    page.on_scan(code_of(CodeKind.PLACE, closed))
    qtbot.waitUntil(lambda: page.current() is not None and page.current().id == closed)
    assert page.closed.isChecked()
    assert page.current().id == closed
    page.on_scan(code_of(CodeKind.PLACE, 999))
    idle(qtbot, armed)
    assert "No place" in page.note.text()
    assert page.note.isVisible()


def test_that_any_other_scan_leads_where_it_belongs(qtbot, armed):
    page = shown(qtbot, armed)
    weapon = armed.services.weapons.load([3])[3]
    with qtbot.waitSignal(page.weapon_wanted, timeout=5000) as wanted:
        page.on_scan(weapon.code)
    assert wanted.args == [3]
    with qtbot.waitSignal(page.open_wanted) as asked:
        page.on_scan(code_of(CodeKind.PERSON, 5))
    assert asked.args == ["people", 5]
    page.on_scan("NO SUCH THING")
    idle(qtbot, armed)
    assert "Not known" in page.note.text()


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["chipo", "dora"])
def test_that_who_may_not_change_places_is_not_offered_it(qtbot, context, open_as, name):
    context.services.close()
    other = UiContext(Services(Desk(open_as(name))), context.jobs, context.bus, context.settings)
    page = shown(qtbot, other)
    select(page, "Main depot")
    assert not any(action.isEnabled() for action in page.actions_.add.values())
    assert not page.rename.isEnabled()
    assert not page.actions_.close.isEnabled()
    assert page.actions_.audit.isEnabled()


def test_that_everything_has_a_name(qtbot, armed, chest):
    page = shown(qtbot, armed)
    page.open_item(chest)
    idle(qtbot, armed)
    assert not unnamed(page)
    for name in ("move", "check_seals", "unseal", "specify", "rename", "close"):
        getattr(page.actions_, name).trigger()
        assert not unnamed(page.actions_.dialog)
        page.actions_.dialog.reject()
