from __future__ import annotations

import csv

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.ui.dialogs.import_dialog import ImportDialog, Step
from stockpile_app.ui.pages.imports_page import ImportsPage
from stockpile_app.ui.widgets.rehearsal_view import Filter
from tests.builders import PASSWORD
from tests.ui.dialog_fixtures import HEADERS, armed, idle, rifle, unnamed, write_book

__all__ = ["armed"]


@pytest.fixture
def dialog(qtbot, context) -> ImportDialog:
    widget = ImportDialog(context)
    qtbot.addWidget(widget)
    widget.open()
    return widget


def chosen(qtbot, dialog: ImportDialog, *paths) -> None:
    dialog.files.add_files(list(paths))
    idle(qtbot, dialog.context)


def forward(qtbot, dialog: ImportDialog) -> None:
    assert dialog.next.isEnabled()
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog.context)


def weapons(context) -> int:
    return len(context.services.weapons.snapshot(WeaponQuery()))


def test_that_a_property_list_is_imported_and_undone_with_a_second_person(
    qtbot, dialog, context, tmp_path
):
    book = write_book(
        tmp_path / "book.csv",
        [rifle("A1"), rifle("A2"), rifle("A3", rack="R2")],
        (*HEADERS[:-1], "Gun Nickname"),
    )
    chosen(qtbot, dialog, book)
    assert dialog.files.header_row.value() == 3
    assert dialog.files.sample.item(0, 3).text() == "A1"

    forward(qtbot, dialog)
    table = dialog.columns.table
    assert table.combo("Make").currentData() == "maker"
    assert table.combo("Gun Nickname").currentData() == ""
    table.combo("Gun Nickname").setCurrentIndex(table.combo("Gun Nickname").findData("notes"))

    forward(qtbot, dialog)
    report = dialog.rehearsal.report
    assert (report.read, report.created, report.batch) == (3, 3, None)
    assert "Store A / R2" in dialog.rehearsal.view.places.text()
    assert weapons(context) == 0

    with qtbot.waitSignal(context.bus.committed):
        forward(qtbot, dialog)
    assert dialog.step is Step.RESULT
    assert dialog.result_step.values["created"].text() == "3"
    assert weapons(context) == 3
    found = context.services.weapons.find("A1").weapons[0]
    assert "100" in found.notes

    qtbot.mouseClick(dialog.result_step.undo_button, Qt.MouseButton.LeftButton)
    undo = dialog.undo_dialog
    undo.reason.setText("Wrong file")
    undo.second.name.setCurrentIndex(undo.second.name.findData("brian"))
    undo.second.password.setText("not his password at all")
    qtbot.mouseClick(undo.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert undo.second.form.error_text()
    assert weapons(context) == 3
    undo.second.name.setCurrentIndex(undo.second.name.findData("gita"))
    undo.second.password.setText(PASSWORD)
    qtbot.mouseClick(undo.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert weapons(context) == 0
    assert "is undone" in dialog.result_step.headline.text()


def test_that_counters_say_what_the_report_says_and_filter(qtbot, dialog, armed, tmp_path):
    rows = [
        rifle("B100"),
        rifle("C1"),
        rifle("NULL"),
        rifle("C2", store=""),
        rifle("C3"),
        rifle("C3"),
    ]
    chosen(qtbot, dialog, write_book(tmp_path / "mixed.csv", rows))
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    view, report = dialog.rehearsal.view, dialog.rehearsal.report
    assert report.read == report.created + report.unchanged + report.skipped + report.error_rows
    assert report.error_rows == 2
    assert report.unchanged == 1
    for which in Filter:
        assert f": {view.total(which)}" in view.counters[which].text()
        view.choose(which)
        listed = view.table.records.records
        if which is Filter.WARNINGS:
            assert {(each.file, each.row) for each in listed} == {
                (each.file, each.row) for each in report.warnings
            }
        else:
            assert len(listed) == view.total(which)
    view.choose(Filter.ERRORS)
    assert [each.row for each in view.table.records.records] == [7, 9]
    view.table.choose(1)
    assert "C3" in view.message.text()


def test_that_errors_stop_the_import_unless_the_rest_is_accepted(qtbot, dialog, context, tmp_path):
    book = write_book(tmp_path / "book.csv", [rifle("C1"), rifle("C2", store="")])
    chosen(qtbot, dialog, book)
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    assert not dialog.next.isEnabled()
    assert "1 row has an error" in dialog.rehearsal.verdict.text()
    dialog.rehearsal.accept_valid.setChecked(True)
    forward(qtbot, dialog)
    assert weapons(context) == 1
    assert dialog.result_step.values["errors"].text() == "1"


def test_that_an_import_that_is_stopped_leaves_nothing(qtbot, dialog, context, tmp_path):
    rows = [rifle(f"C{n}") for n in range(3000)]
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", rows))
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    entries = context.services.ledgers.entries(limit=1)[0].seq
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    dialog.job.cancel()
    idle(qtbot, context)
    assert weapons(context) == 0
    assert context.services.ledgers.entries(limit=1)[0].seq == entries
    assert dialog.step is Step.REHEARSAL
    assert dialog.next.isEnabled()


def test_that_closing_stops_what_runs(qtbot, context, tmp_path):
    dialog = ImportDialog(context)  # deletes itself
    dialog.open()
    rows = [rifle(f"C{n}") for n in range(3000)]
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", rows))
    forward(qtbot, dialog)
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
        assert not dialog.isVisible()
    idle(qtbot, context)


def test_that_the_list_is_saved(qtbot, dialog, context, tmp_path):
    rows = [rifle("=C1", store=""), rifle("NULL")]
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", rows))
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    dialog.rehearsal.save_to(str(tmp_path / "list.csv"))
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *listed = csv.reader(file)
    report = dialog.rehearsal.report
    assert header == ["row", "column", "message"]
    assert len(listed) == len(report.errors) + len(report.warnings) + len(report.skips)
    assert any("Error: book.csv:" in row[2] for row in listed)


def test_that_two_columns_for_one_field_and_a_missing_serial_are_flagged(qtbot, dialog, tmp_path):
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", [rifle("C1")]))
    forward(qtbot, dialog)
    columns = dialog.columns
    price = columns.table.combo("Price")
    price.setCurrentIndex(price.findData("model"))
    assert not dialog.next.isEnabled()
    assert "Model" in columns.error.text()
    price.setCurrentIndex(0)
    columns.table.combo("Serial Number").setCurrentIndex(0)
    assert columns.note.isVisible()
    assert dialog.next.isEnabled()


def test_that_a_mapping_is_remembered_as_a_profile(qtbot, dialog, context, tmp_path):
    book = write_book(tmp_path / "book.csv", [rifle("C1")])
    chosen(qtbot, dialog, book)
    forward(qtbot, dialog)
    price = dialog.columns.table.combo("Price")
    price.setCurrentIndex(price.findData("reference"))
    dialog.columns.profile_name.setText("northern books")
    qtbot.mouseClick(dialog.columns.remember, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert dialog.files.profile.findData("northern books") > 0

    again = ImportDialog(context)
    qtbot.addWidget(again)
    row = again.files.profile.findData("northern books")
    again.files.profile.setCurrentIndex(row)
    chosen(qtbot, again, book)
    forward(qtbot, again)
    assert again.columns.table.combo("Price").currentData() == "reference"


def test_that_a_bad_file_is_said_and_another_can_be_chosen(qtbot, dialog, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nonsense")
    chosen(qtbot, dialog, broken)
    assert dialog.files.error.isVisible()
    assert dialog.files.error.text()
    assert not dialog.next.isEnabled()
    qtbot.mouseClick(dialog.files.remove_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog.context)
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", [rifle("C1")]))
    assert not dialog.files.error.isVisible()
    assert dialog.next.isEnabled()


def test_that_another_header_row_is_read(qtbot, dialog, tmp_path):
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", [rifle("C1"), rifle("C2")]))
    dialog.files.header_row.setValue(4)
    idle(qtbot, dialog.context)
    assert "C1" in dialog.files.sample.horizontalHeaderItem(3).text()


def test_that_workbooks_with_different_sheets_are_imported_together(
    qtbot, dialog, context, tmp_path
):
    paths = []
    for number in (1, 2):
        book = openpyxl.Workbook()
        book.active.title = f"Sheet of {number}"
        book.active.append([header.replace("  ", " ") for header in HEADERS])
        book.active.append(rifle(f"X{number}"))
        paths.append(tmp_path / f"book{number}.xlsx")
        book.save(paths[-1])
    chosen(qtbot, dialog, *paths)
    assert dialog.files.sheet.currentText() == "Sheet of 1"
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    assert weapons(context) == 2


def test_that_files_are_dropped(qtbot, dialog, tmp_path):
    book = write_book(tmp_path / "book.csv", [rifle("C1")])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.files.dropEvent(event)
    idle(qtbot, dialog.context)
    assert dialog.files.paths == [book]
    assert dialog.next.isEnabled()


def test_that_rows_without_a_depot_go_where_the_user_says(qtbot, dialog, context, tmp_path):
    north = context.services.places.add(AddPlace(PlaceKind.DEPOT, "Northern depot")).place_id
    dialog._offer()
    rows = [rifle("C1", depot="", store="", rack="")]
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", rows))
    forward(qtbot, dialog)
    dialog.columns.depot.set_place(north)
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    assert context.services.weapons.find("C1").weapons[0].depot == "Northern depot"


def test_that_every_step_has_names(qtbot, dialog, tmp_path):
    chosen(qtbot, dialog, write_book(tmp_path / "book.csv", [rifle("C1")]))
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    forward(qtbot, dialog)
    assert not unnamed(dialog)


def test_that_the_page_lists_imports_and_undoes_them(qtbot, armed):
    page = ImportsPage(armed)
    qtbot.addWidget(page)
    page.show()
    idle(qtbot, armed)
    assert [each.created for each in page.table.records.records] == [30]
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    page.dialog.reason.setText("Wrong file")
    page.dialog.second.name.setCurrentIndex(page.dialog.second.name.findData("brian"))
    page.dialog.second.password.setText(PASSWORD)
    qtbot.mouseClick(page.dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, armed)
    assert page.table.records.record(0).undone
    assert not page.undo.isEnabled()
    assert weapons(armed) == 0
    assert not unnamed(page)


def test_that_an_empty_page_says_what_to_do(qtbot, context):
    page = ImportsPage(context)
    qtbot.addWidget(page)
    page.show()
    idle(qtbot, context)
    assert page.table.empty.isVisible()
    assert "Import files" in page.table.empty.text.text()
