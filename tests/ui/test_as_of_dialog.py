from __future__ import annotations

import tempfile

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain import facts as f
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.records import WeaponOrder
from stockpile_app.domain.vocabulary import CustodyKind, PersonKind, PlaceKind
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.as_of_dialog import AsOfDialog
from tests.builders import FakeClock, number
from tests.ui.conftest import dialog_of, register
from tests.ui.dialog_fixtures import idle, unnamed


@pytest.fixture
def lived(context: UiContext, clock: FakeClock) -> UiContext:
    """Four rifles on the first day; on the second one is issued, and a store is added."""
    register(context, 4)
    with context.services.desk.store.write() as uow:
        uow.record(f.PersonAdded(person=21, person_kind=PersonKind.PERSON, name="Sgt Juma"))
        uow.commit()
    clock.advance(days=1)
    with context.services.desk.store.write() as uow:
        uow.record(
            f.WeaponsIssued(
                weapons=(number(2),),
                custody=CustodyKind.ISSUE,
                person=21,
                occurred_on="2026-03-03",
                due_on="2026-03-09",
                handed_by="Chipo",
                received_by="Sgt Juma",
                authorised_by="Amina",
            )
        )
        uow.commit()
    context.services.places.add(AddPlace(PlaceKind.STORE, "New store", parent=1))
    return context


def opened(qtbot, context: UiContext, place_id: int | None = None) -> AsOfDialog:
    dialog = AsOfDialog(context, place_id)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def ask(qtbot, dialog: AsOfDialog, day: str) -> None:
    dialog.day.setText(day)
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    idle(qtbot, dialog.context)


def tree(dialog: AsOfDialog) -> dict[str, str]:
    found = dialog.places.tree.findItems(
        "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    )
    return {each.text(0): each.text(1) for each in found}


def test_that_nothing_is_shown_before_a_day_is_chosen(qtbot, lived):
    dialog = opened(qtbot, lived)
    assert not dialog.tabs.isEnabled()
    assert not dialog.audit.isEnabled()
    for wrong, said in (("", "Write the day"), ("3 March", "year-month-day")):
        ask(qtbot, dialog, wrong)
        assert said in dialog.form.error_text("as_of")
    ask(qtbot, dialog, "2026-03-09")
    assert "in the future" in dialog.form.error_text("as_of")
    assert dialog.picture is None
    dialog.reject()


def test_that_a_day_is_shown_as_it_was(qtbot, lived):
    dialog = opened(qtbot, lived)
    ask(qtbot, dialog, "2026-03-02")
    assert dialog.verdict.text() == (
        "As of Mar 2, 2026: 4 weapons. What was recorded later is not in it."
    )
    assert sum(each.weapons for each in dialog.holdings.records.records) == 4
    assert dialog.custody.records.records == []
    assert tree(dialog) == {"Main depot": "4", "Store A": "4", "Rack 1": "4"}
    assert dialog.places.found.text() == "4 weapons"
    ask(qtbot, dialog, "2026-03-03")
    [out] = dialog.custody.records.records
    assert (out.weapon.number, out.person) == (number(2), "Sgt Juma")
    assert tree(dialog) == {"Main depot": "3", "New store": "–", "Store A": "3", "Rack 1": "3"}
    assert dialog.places.found.text() == "4 weapons, 1 of them out"
    assert "(1)" in dialog.tabs.tabText(1)
    dialog.reject()


def test_that_the_place_one_came_from_is_shown_first_and_others_can_be_chosen(qtbot, lived):
    dialog = opened(qtbot, lived, 3)
    ask(qtbot, dialog, "2026-03-03")
    assert dialog.places.place_id() == 3
    dialog.tabs.setCurrentIndex(2)
    model = dialog.places.model
    assert [model.record(row).number for row in range(4)] == [number(each) for each in range(1, 5)]
    dialog.places.table.sort_asked.emit(WeaponOrder.NUMBER, True)
    idle(qtbot, lived)
    assert model.record(0).number == number(4)
    [store] = dialog.places.tree.findItems(
        "New store", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )
    dialog.places.tree.setCurrentItem(store)
    idle(qtbot, lived)
    assert model.rowCount() == 0
    dialog.reject()


def test_that_the_past_is_forgotten_when_the_dialog_closes(qtbot, lived, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dialog = opened(qtbot, lived)
    ask(qtbot, dialog, "2026-03-02")
    ask(qtbot, dialog, "2026-03-03")
    assert len(list(tmp_path.glob("stockpile-*"))) == 1
    dialog.reject()
    assert not list(tmp_path.glob("stockpile-*"))


def test_that_a_dialog_closed_while_it_builds_leaves_nothing(qtbot, lived, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dialog = opened(qtbot, lived)
    dialog.day.setText("2026-03-03")
    dialog.show_day()
    dialog.reject()
    idle(qtbot, lived)
    assert not list(tmp_path.glob("stockpile-*"))


def test_that_the_audit_sheet_is_of_that_day_and_place(qtbot, lived):
    dialog = opened(qtbot, lived, 3)
    ask(qtbot, dialog, "2026-03-02")
    dialog.tabs.setCurrentIndex(2)
    dialog.audit.click()
    sheet = dialog.sheet
    assert sheet.windowTitle() == "Audit sheet as of Mar 2, 2026"
    assert sheet.place.place_id() == 3
    assert sheet.place.findText("Main depot / New store") == -1
    sheet.make()
    idle(qtbot, lived)
    assert sheet.weapons.text() == "4"
    [entry] = lived.services.ledgers.entries(limit=1)
    assert "as of Mar 2, 2026" in entry.body
    sheet.reject()
    dialog.reject()


def test_that_everything_has_a_name(qtbot, lived):
    dialog = opened(qtbot, lived)
    ask(qtbot, dialog, "2026-03-02")
    assert not unnamed(dialog)
    dialog.reject()


def test_that_the_view_menu_opens_it_for_those_who_may_look(qtbot, window_of, context, context_of):
    window = window_of(context)
    window.actions_["as_of"].trigger()
    dialog = dialog_of(AsOfDialog)
    dialog.reject()
    window.context.services.close()
    other = window_of(context_of("gita"))
    assert not other.actions_["as_of"].isEnabled()
