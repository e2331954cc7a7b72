from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.records import WeaponOrder, WeaponQuery
from stockpile_app.domain.vocabulary import Category, Condition
from stockpile_app.domain.weapon_groups import GroupBy
from stockpile_app.domain.weapons import DescribeWeapon
from stockpile_app.ui import memory
from stockpile_app.ui.dialogs.assess_dialog import AssessDialog
from stockpile_app.ui.dialogs.view_name_dialog import ViewNameDialog
from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.models.weapon_columns import COLUMNS
from stockpile_app.ui.saved_views import SavedViews
from tests.ui.conftest import cell, dialog_of, idle, register

NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def page(window):
    return window.weapons_page


def serials(window):
    return [cell(window, row, "serial") for row in range(window.weapons_page.model.rowCount())]


def look(qtbot, window):
    qtbot.wait(200)  # the rest after which typing counts
    idle(qtbot, window.context)


def test_that_typing_narrows_the_table_and_a_chip_takes_the_filter_away(qtbot, window, page):
    assert page.head.count.text() == "6 weapons"
    qtbot.keyClicks(page.filters.text, "11003")
    look(qtbot, window)
    assert serials(window) == ["AK4711003"]
    assert page.head.count.text() == "1 weapon"
    chip = page.filters.findChild(QPushButton, "chip")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    look(qtbot, window)
    assert page.model.rowCount() == 6


def test_that_filters_are_combined(qtbot, window, page):
    page.filters.category.choose([Category.RIFLE])
    page.filters.model.setText("AKMS")
    look(qtbot, window)
    assert serials(window) == ["AK4711006"]
    assert page.query.categories == (Category.RIFLE,)
    assert [each.text().split("  ")[0] for each in page.filters._shown] == [
        "Model “AKMS”",
        "Rifle or carbine",
        "Clear all",
    ]


def test_that_a_click_on_a_head_sorts(qtbot, window, page):
    head = page.table.horizontalHeader()
    head.setSortIndicator(NAMES.index("serial"), Qt.SortOrder.DescendingOrder)
    idle(qtbot, window.context)
    assert serials(window) == [f"AK{4711000 + at}" for at in range(6, 0, -1)]
    head.setSortIndicator(NAMES.index("depot"), Qt.SortOrder.AscendingOrder)
    assert head.sortIndicatorSection() == NAMES.index("serial")


def test_that_an_answer_to_an_older_question_is_not_shown(qtbot, window, page):
    page.filters.text.setText("AK4711001")
    page.refresh()
    page.filters.text.setText("AK4711002")
    page.refresh()
    look(qtbot, window)
    assert serials(window) == ["AK4711002"]


def test_that_look_alikes_are_offered_and_open(qtbot, window, page):
    page.look_for("AK471IOO3")
    idle(qtbot, window.context)
    assert page.model.rowCount() == 0
    assert page.empty.isVisible()
    button = page.did_you_mean.findChild(QPushButton, "look_alike")
    assert button.text() == "AK4711003 (AKM)"
    button.click()
    idle(qtbot, window.context)
    assert page.detail.number.text().startswith("KE01-000003")
    assert not page.filters.active


def test_that_an_empty_register_says_what_to_do_first(qtbot, window_of, context):
    page = window_of(context).weapons_page
    assert page.empty.isVisible()
    assert page.empty.register.isVisible()
    assert page.empty.import_file.isVisible()
    page.empty.register.click()
    assert dialog_of(RegisterWeaponDialog).isVisible()
    dialog_of(RegisterWeaponDialog).reject()


def test_that_an_inspector_is_offered_nothing_that_they_may_not_do(qtbot, window_of, context_of):
    window = window_of(context_of("dora"))
    actions = window.weapon_actions
    assert not actions.register.isEnabled()
    assert not window.weapons_page.empty.register.isVisible()
    offered = set(window.navigation._buttons)
    assert {"weapons", "places", "stocktakes", "security", "ledger"} <= offered
    assert not {"handling", "imports", "users"} & offered


def test_that_the_detail_follows_the_selection_and_changes(qtbot, window, page):
    page.table.selectRow(2)
    idle(qtbot, window.context)
    weapon = page.model.record(2)
    assert page.detail.number.text() == weapon.number
    assert window.weapon_actions.describe.isEnabled()
    changed = window.context.services.weapons.describe(
        DescribeWeapon(weapon_id=weapon.id, condition=Condition.REPAIRABLE)
    )
    window.context.bus.committed.emit(changed.changes)
    idle(qtbot, window.context)
    assert cell(window, 2, "condition") == "Repairable"
    assert page.detail.tabs.tabText(1) == "Marks (0)"
    page.table.selectAll()
    assert "6 weapons" in page.detail.nothing.text()
    assert not window.weapon_actions.describe.isEnabled()
    assert page.selection() == page.query


def test_that_selected_rows_are_copied_as_text(window, page):
    page.table.selectRow(0)
    window.weapon_actions.copy.trigger()
    heads, row = QApplication.clipboard().text().split("\n")
    assert heads.startswith("Number\tSerial\t")
    assert "AK4711001" in row.split("\t")


def test_that_columns_are_chosen_and_remembered(qtbot, window, page, window_of):
    year = NAMES.index("year")
    assert page.table.isColumnHidden(year)
    menu = page.table.acts.column_menu(0, page)
    next(each for each in menu.actions() if each.data() == year).trigger()
    assert not page.table.isColumnHidden(year)
    page.table.setColumnWidth(year, 77)
    page.remember()
    again = window_of(window.context).weapons_page
    assert not again.table.isColumnHidden(year)
    assert again.table.columnWidth(year) == 77


def test_that_a_new_weapon_of_somebody_else_appears(qtbot, window, page):
    changed = register(window.context, 1, first=50)
    window.context.bus.committed.emit(ChangeSet(weapons=frozenset(changed)))
    idle(qtbot, window.context)
    assert "AK4711050" in serials(window)


def test_that_the_memory_of_the_window_is_no_data(window, page, home):
    page.remember()
    memory.memory().sync()
    kept = (home / "config" / "window.ini").read_bytes()
    assert b"AK47" not in kept


def test_that_a_place_or_a_batch_can_be_shown(qtbot, window, page):
    page.show_batch(99)
    idle(qtbot, window.context)
    assert page.model.rowCount() == 0
    assert page.query == WeaponQuery(batch=99)
    page.show_place(1)
    idle(qtbot, window.context)
    assert page.model.rowCount() == 6
    assert isinstance(window, MainWindow)


def test_that_a_view_is_kept_under_a_name_and_shown_again_without_the_serial(
    qtbot, window, page, home
):
    page.filters.text.setText("AK47")
    page.filters.category.choose([Category.RIFLE])
    page.table.columns.show(NAMES.index("year"), shown=True)
    page.table.heads.setSortIndicator(NAMES.index("model"), Qt.SortOrder.DescendingOrder)
    look(qtbot, window)
    page.views.save.trigger()
    dialog = dialog_of(ViewNameDialog)
    dialog.submit()
    assert dialog.isVisible()  # a view has a name
    dialog.name.setText("Rifles & more")
    dialog.submit()
    page.filters.clear()
    page.table.columns.reset()
    look(qtbot, window)
    assert page.query.order is WeaponOrder.NUMBER
    page.views.menu.aboutToShow.emit()
    kept = page.views.menu.actions()[0]
    assert kept.text() == "Rifles && more"
    kept.trigger()
    look(qtbot, window)
    assert page.query == WeaponQuery(
        categories=(Category.RIFLE,), order=WeaponOrder.MODEL, descending=True
    )
    assert not page.table.isColumnHidden(NAMES.index("year"))
    memory.memory().sync()
    assert b"AK47" not in (home / "config" / "window.ini").read_bytes()


def test_that_views_are_renamed_removed_and_belong_to_one_person(window, page, context_of):
    views = SavedViews(window.context)
    for name in ("b", "a"):
        views.save(page._as_view(name))
    views.rename("b", "c")
    views.remove("a")
    assert [each.name for each in views.all()] == ["c"]
    page.views.menu.aboutToShow.emit()
    assert page.views.menu.actions()[0].text() == "c"
    memory.remember_views("KE01/amina", "[{]")
    assert views.all() == []
    window.context.services.close()
    assert SavedViews(context_of("dora")).all() == []


def test_that_a_group_is_counted_and_opens_what_it_counts(qtbot, window, page):
    page.views.grouped.emit(GroupBy.MODEL)
    idle(qtbot, window.context)
    table = page.groups.table
    assert table.isVisible()
    assert [(each.value, each.weapons) for each in table.records.records] == [
        ("AKM", 3),
        ("AKMS", 3),
    ]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    look(qtbot, window)
    assert page.table.isVisible()
    assert page.model.rowCount() == 3
    assert page.query.models == ("AKM",)
    assert page.filters.findChild(QPushButton, "chip").accessibleName() == (
        "Remove the filter Model “AKM”"
    )
    page.views.grouped.emit(GroupBy.PLACE)
    idle(qtbot, window.context)
    page.groups.close_button.click()
    idle(qtbot, window.context)
    assert page.table.isVisible()


def test_that_several_selected_weapons_are_offered_what_can_be_done_with_all(
    qtbot, window, page, tmp_path
):
    assert not page.detail.offered.isVisible()
    page.table.selectRow(1)
    assert not page.detail.offered.isVisible()
    page.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
    page.table.selectRow(3)
    assert "2 weapons are selected" in page.detail.nothing.text()
    buttons = page.detail.offered.findChildren(QPushButton)
    offered = {each.objectName(): each.isEnabled() for each in buttons}
    assert offered["all_move"]
    assert offered["all_labels"]
    assert offered["all_list_export"]
    sheet = page.table.acts.sheet()
    assert (sheet.total, sheet.weapons) == (2, 2)
    done = window.context.services.lists.export(tmp_path / "some.csv", sheet)
    assert done.rows == 2
    lines = (tmp_path / "some.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Number,Serial,Model")
    assert "AK4711002" in lines[1]


def test_that_clear_all_is_no_filter_of_its_own(qtbot, window, page):
    page.filters.category.choose([Category.RIFLE])
    page.filters.model.setText("AKMS")
    look(qtbot, window)
    button = page.filters.findChild(QPushButton, "clear_filters")
    assert button.accessibleName() == "Remove all filters"
    button.setFocus()
    button.click()
    look(qtbot, window)
    assert page.query == WeaponQuery()
    assert page.filters.text.hasFocus() or not page.isActiveWindow()


def test_that_the_condition_of_all_selected_is_recorded_at_once(qtbot, window, page):
    page.table.selectAll()
    window.weapon_actions.life.assess.trigger()
    dialog = dialog_of(AssessDialog)
    dialog.submit()
    idle(qtbot, window.context)
    assert dialog.isVisible()  # which condition?
    dialog.condition.set_code(Condition.REPAIRABLE)
    dialog.submit()
    idle(qtbot, window.context)
    assert {cell(window, row, "condition") for row in range(6)} == {"Repairable"}
