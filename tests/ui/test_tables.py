from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QVBoxLayout, QWidget

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.ui import memory
from stockpile_app.ui.actions.list_taker import ListTaker
from stockpile_app.ui.dialogs.paper_dialog import PaperDialog
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count, day
from stockpile_app.ui.widgets.record_table import RecordTable
from tests.ui.conftest import dialog_of, idle


@dataclass(frozen=True)
class Row:
    name: str
    since: dt.date | None
    weapons: int


ROWS = [
    Row("Rack 10", dt.date(2026, 3, 1), 9),
    Row("zebra", dt.date(2025, 12, 31), 1200),
    Row("Élan", None, 30),
    Row("=Rack 2", dt.date(2026, 1, 15), 4),
]
COLUMNS = [
    Column("Name", lambda each: each.name),
    Column("Since", lambda each: day(each.since)),
    Column("How many weapons there are", lambda each: count(each.weapons), number=True),
]


class Page(QWidget):
    def __init__(self, context):
        super().__init__()
        self.context = context
        self.taker = ListTaker(context, self)
        self.table = RecordTable(RecordsModel(COLUMNS), "rows", "Rows & more")
        QVBoxLayout(self).addWidget(self.table)
        self.resize(600, 300)
        self.table.records.show(ROWS)


@pytest.fixture
def page_of(qtbot, context_of):
    signed_in = []

    def show(name="amina"):
        """Show the page; whoever is not signed in takes the place of who is."""
        if not signed_in or signed_in[-1].services.user.name != name:
            for each in signed_in:
                each.services.close()
            signed_in.append(context_of(name))
        page = Page(signed_in[-1])
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        return page

    return show


def names(page):
    return [each.name for each in page.table.records.records]


def act(menu, name):
    return next(each for each in menu.actions() if each.objectName() == name)


def test_that_heads_sort_by_value_by_letters_and_back_to_the_order_given(qtbot, page_of):
    page = page_of()
    page.table.choose(0)
    heads = page.table.heads
    where = QPoint(heads.sectionViewportPosition(1) + 10, 10)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(page) == ["zebra", "=Rack 2", "Rack 10", "Élan"]  # what is not known comes last
    assert page.table.current().name == "Rack 10"
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(page)[0] == "Élan"
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(page) == [each.name for each in ROWS]
    page.table.columns.sort_by((2, True))
    assert [each.weapons for each in page.table.records.records] == [1200, 30, 9, 4]
    page.table.columns.sort_by((0, False))
    assert names(page) == ["=Rack 2", "Élan", "Rack 10", "zebra"]


def test_that_new_records_come_in_the_order_that_was_chosen(page_of):
    page = page_of()
    page.table.columns.sort_by((2, False))
    page.table.records.append([Row("new", None, 5)])
    assert [each.weapons for each in page.table.records.records] == [4, 5, 9, 30, 1200]
    page.table.records.show(ROWS[:2])
    assert [each.weapons for each in page.table.records.records] == [9, 1200]


def test_that_a_table_whose_order_matters_is_not_sorted(page_of):
    page = page_of()
    page.table.keep_order()
    page.table.columns.sort_by((2, False))
    assert names(page) == [each.name for each in ROWS]
    assert not act(page.table.acts.column_menu(0, page), "sort_up").isEnabled()


def test_that_columns_are_hidden_moved_sized_and_found_again_by_the_same_person(qtbot, page_of):
    page = page_of()
    table = page.table
    menu = table.acts.column_menu(1, page)
    act(menu, "to_end").trigger()
    assert table.columns.shown() == [0, 2, 1]
    next(each for each in menu.actions() if each.data() == 1).trigger()
    assert table.columns.shown() == [0, 2]
    table.setColumnWidth(0, 222)
    table.columns.sort_by((2, True))
    page.hide()
    again = page_of()
    assert again.table.columns.shown() == [0, 2]
    assert again.table.columnWidth(0) == 222
    assert names(again)[0] == "zebra"
    other = page_of("dora")
    assert other.table.columns.shown() == [0, 1, 2]
    again = page_of()
    act(again.table.acts.column_menu(0, page), "reset").trigger()
    assert again.table.columns.shown() == [0, 1, 2]
    assert again.table.columns.sorted_by() is None
    assert page_of().table.columns.shown() == [0, 1, 2]


def test_that_the_memory_of_a_table_is_no_data(page_of, home):
    page = page_of()
    page.table.columns.sort_by((0, False))
    memory.memory().sync()
    kept = (home / "config" / "window.ini").read_text()
    assert "rows.3" in kept
    assert "zebra" not in kept


def test_that_the_last_column_cannot_be_hidden(page_of):
    page = page_of()
    for column in (0, 1, 2):
        page.table.columns.show(column, shown=False)
    assert page.table.columns.shown() == [2]
    boxes = [each for each in page.table.acts.column_menu(0, page).actions() if each.isCheckable()]
    assert [each.isEnabled() for each in boxes] == [True, True, False]


def test_that_no_word_of_a_head_and_no_day_is_cut_and_columns_fill_the_table(qtbot, page_of):
    page = page_of()
    heads = page.table.heads
    assert heads.length() == page.table.viewport().width()
    page.resize(300, 300)
    qtbot.wait(1)
    for column in range(3):
        assert heads.sectionSize(column) >= heads.least(column)
    assert heads.sectionSize(1) > page.table.sizeHintForColumn(1)
    assert heads.height() > 2 * page.fontMetrics().height()  # a long head wraps


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        (("TR-DEMO-1426", NOTHING, "TR-DEMO-1420"), True),
        (("TR-DEMO-1426", "Rack 2"), False),
        (("zebra", "rack"), False),
        ((NOTHING, ""), False),
    ],
)
def test_that_numbers_of_things_are_kept_whole_like_days(names, whole):
    records = RecordsModel(COLUMNS)
    records.show([Row(each, None, 1) for each in names])
    assert records.says_value(0) is whole


def test_that_rows_are_copied_as_text_that_no_spreadsheet_runs(qtbot, page_of):
    page = page_of()
    page.table.choose(3)
    page.table.setFocus()
    qtbot.keySequence(page.table, QKeySequence("Ctrl+C"))
    assert QGuiApplication.clipboard().text() == (
        "Name\tSince\tHow many weapons there are\n'=Rack 2\tJan 15, 2026\t4"
    )
    page.table.select_many()
    page.table.columns.show(1, shown=False)
    qtbot.keySequence(page.table, QKeySequence("Ctrl+A"))
    qtbot.keySequence(page.table, QKeySequence("Ctrl+C"))
    assert QGuiApplication.clipboard().text().count("\n") == 4
    assert NOTHING not in QGuiApplication.clipboard().text()


def test_that_the_menu_key_opens_what_can_be_done_with_rows_and_columns(page_of):
    page = page_of()
    page.table.choose(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(page.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [each.text() for each in menu.actions() if each.text()]
    assert offered == [
        "&Copy", "Copy a&ll rows", "&Print list…", "&Export list…", "C&olumns",
    ]  # fmt: skip
    assert act(menu, "list_print").isEnabled()
    menu.close()


def test_that_a_list_is_exported_with_what_is_shown(qtbot, page_of, tmp_path):
    page = page_of()
    page.table.columns.show(1, shown=False)
    page.table.columns.sort_by((2, True))
    page.table.acts.export.trigger()
    dialog = dialog_of(QFileDialog)
    with qtbot.waitSignal(page.context.bus.told) as told:
        dialog.fileSelected.emit(str(tmp_path / "rows.csv"))
    idle(qtbot, page.context)
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[:2] == ["Name,How many weapons there are", "zebra,1200"]
    assert "4 rows were written" in told.args[0].text
    entry = page.context.services.ledgers.entries(limit=1)[0]
    assert json.loads(entry.body)["scope"] == "Rows & more: rows.csv"
    dialog.close()


def test_that_a_list_is_printed_through_the_dialog_of_papers(qtbot, page_of):
    page = page_of()
    page.table.acts.print.trigger()
    dialog = dialog_of(PaperDialog)
    dialog.make()
    idle(qtbot, page.context)
    assert dialog.number.text().startswith("LI-")
    dialog.reject()


def test_that_whoever_may_not_export_cannot_by_menu_or_shortcut(page_of):
    page = page_of("chipo")
    assert Permission.EXPORT not in page.context.services.user.permissions
    assert not act(page.table.row_menu(), "list_export").isEnabled()
    page.table.acts.export_list()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]


def test_that_what_is_confidential_is_not_taken_away_as_a_list(qtbot, page_of):
    page = page_of()
    QGuiApplication.clipboard().setText("before")
    page.table.acts.keep_inside()
    page.table.choose(0)
    page.table.acts.copy_rows()
    page.table.acts.copy_list()
    qtbot.keySequence(page.table, QKeySequence("Ctrl+C"))
    page.table.acts.print_list()
    page.table.acts.export_list()
    assert QGuiApplication.clipboard().text() == "before"
    texts = [each.objectName() for each in page.table.row_menu().actions()]
    assert not {"list_copy", "list_copy_all", "list_print", "list_export"} & set(texts)


def test_that_letters_are_sorted_as_the_language_has_them(page_of):
    i18n.install("ru")
    try:
        page = page_of()
        rows = [Row(each, None, 0) for each in ("Яма", "Zebra", "ёж", "Ель")]
        for order in itertools.islice(itertools.permutations(rows), 3):
            page.table.records.show(order)
            page.table.columns.sort_by((0, False))
            assert names(page) == ["ёж", "Ель", "Яма", "Zebra"]
    finally:
        i18n.install("en")


def test_that_a_row_is_chosen_where_the_layout_goes_from_right_to_left(qtbot, page_of):
    page = page_of()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.table.choose(2)
    assert page.table.current().name == "Élan"
    assert len(page.table.selectedIndexes()) == 3
