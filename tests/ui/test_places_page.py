from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.audit_sheet_dialog import AuditSheetDialog
from stockpile_app.ui.pages.places_page import PlacesPage
from tests.ui.dialog_fixtures import armed, idle, unnamed

__all__ = ["armed"]


def shown(qtbot, context: UiContext) -> PlacesPage:
    page = PlacesPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    idle(qtbot, context)
    return page


def tree(page: PlacesPage) -> dict[str, str]:
    """Return name and count of every place that is shown."""
    return {item.text(0): item.text(3) for item in page._items.values()}


def submit(qtbot, page: PlacesPage, **typed: str) -> QWidget:
    for name, text in typed.items():
        getattr(page.dialog, name).setText(text)
    dialog = page.dialog
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, page.context)
    return dialog


def select(page: PlacesPage, name: str) -> None:
    page.select(next(key for key, item in page._items.items() if item.text(0) == name))


def test_that_a_register_without_stores_says_what_to_do_first(qtbot, context):
    page = shown(qtbot, context)
    assert tree(page) == {"Main depot": "–"}
    assert "add its stores" in page.note.text()
    assert page.note.isVisible()


def test_that_depot_store_and_rack_are_added_where_they_belong(qtbot, context):
    page = shown(qtbot, context)
    qtbot.mouseClick(page.add_depot, Qt.MouseButton.LeftButton)
    submit(qtbot, page, name="Northern depot")
    select(page, "Northern depot")
    assert page.add_inside.text() == "Add &store…"
    qtbot.mouseClick(page.add_inside, Qt.MouseButton.LeftButton)
    submit(qtbot, page, name="Armoury", code="A")
    select(page, "Armoury")
    assert page.add_inside.text() == "Add rac&k…"
    qtbot.mouseClick(page.add_inside, Qt.MouseButton.LeftButton)
    submit(qtbot, page, name="R1")
    paths = [place.path for place in context.services.places.all()]
    assert "Northern depot / Armoury / R1" in paths
    assert not page.note.isVisible()


def test_that_a_name_that_is_taken_is_said_at_its_field_and_kept(qtbot, context):
    page = shown(qtbot, context)
    qtbot.mouseClick(page.add_depot, Qt.MouseButton.LeftButton)
    dialog = submit(qtbot, page, name="main depot")
    assert dialog.isVisible()
    assert "already" in dialog.form.error_text("name")
    assert dialog.name.text() == "main depot"


def test_that_counts_are_those_of_everything_inside(qtbot, armed):
    page = shown(qtbot, armed)
    assert tree(page) == {"Main depot": "30", "Store A": "30", "R1": "30"}


def test_that_a_place_is_renamed_and_the_selection_stays(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    qtbot.mouseClick(page.rename, Qt.MouseButton.LeftButton)
    submit(qtbot, page, name="Rack 1")
    assert page.current().name == "Rack 1"


def test_that_only_an_empty_place_can_be_closed(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    qtbot.mouseClick(page.close_place, Qt.MouseButton.LeftButton)
    dialog = submit(qtbot, page)
    assert "30 weapons are in it" in dialog.form.error_text()
    dialog.reject()

    select(page, "Store A")
    page._on_add_inside()
    submit(qtbot, page, name="R2")
    select(page, "R2")
    qtbot.mouseClick(page.close_place, Qt.MouseButton.LeftButton)
    submit(qtbot, page, reason="Broken")
    assert "R2" not in tree(page)
    page.closed.setChecked(True)
    idle(qtbot, armed)
    assert "R2 (closed)" in tree(page)


def test_that_weapons_and_the_audit_sheet_are_of_the_selected_place(qtbot, armed):
    page = shown(qtbot, armed)
    select(page, "R1")
    with qtbot.waitSignal(page.weapons_wanted) as wanted:
        qtbot.mouseClick(page.show_weapons, Qt.MouseButton.LeftButton)
    assert wanted.args == [page.current().id]
    qtbot.mouseClick(page.audit, Qt.MouseButton.LeftButton)
    assert isinstance(page.dialog, AuditSheetDialog)
    assert page.dialog.place.place_id() == page.current().id
    page.dialog.close()


@pytest.mark.parametrize("name", ["chipo", "dora"])
def test_that_who_may_not_change_places_is_not_offered_it(qtbot, context, open_as, name):
    context.services.close()
    other = UiContext(Services(Desk(open_as(name))), context.jobs, context.bus, context.settings)
    page = shown(qtbot, other)
    select(page, "Main depot")
    assert not page.add_depot.isEnabled()
    assert not page.rename.isEnabled()
    assert page.audit.isEnabled()


def test_that_everything_has_a_name(qtbot, armed):
    assert not unnamed(shown(qtbot, armed))
