from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import NoProgress
from stockpile_app.ui import printers, printing
from stockpile_app.ui.dialogs.print_dialog import PrintDialog
from stockpile_app.ui.pdf_pages import PdfPages
from tests.ui.dialog_fixtures import unnamed
from tests.ui.test_pdf_preview import INI, document

A4, LETTER = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.Letter)
DUPLEX = QPrinter.DuplexMode
LASER = printers.PrinterFacts(
    "Laser",
    papers=(A4, LETTER),
    loaded=A4,
    sides=frozenset({DUPLEX.DuplexNone, DUPLEX.DuplexLongSide, DUPLEX.DuplexShortSide}),
)
INKJET = printers.PrinterFacts("Inkjet", papers=(LETTER,), loaded=LETTER, colours=True)


@pytest.fixture
def machine(monkeypatch) -> dict[str, printers.PrinterFacts]:
    """A machine with two printers; the laser is the usual one."""
    found = {each.name: each for each in (INKJET, LASER)}
    monkeypatch.setattr(printers, "printer_names", lambda: list(found))
    monkeypatch.setattr(printers, "printer_facts", lambda name: found[name])
    monkeypatch.setattr(printers, "default_printer", lambda: "Laser")
    return found


def opened(qtbot, kind: str = "audit", pages: int = 6) -> PrintDialog:
    dialog = PrintDialog(kind, PdfPages(document(pages)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: PrintDialog, name: str) -> None:
    dialog.printer.setCurrentIndex(dialog.printer.findData(name))


def ordered(qtbot, dialog: PrintDialog) -> printing.PrintOrder:
    with qtbot.waitSignal(dialog.print_asked) as asked:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    return asked.args[0]


def test_that_the_usual_printer_is_offered_and_what_it_can_do(qtbot, machine):
    dialog = opened(qtbot)
    names = [dialog.printer.itemText(row) for row in range(dialog.printer.count())]
    assert names == ["Inkjet", "Laser", "Save as PDF"]
    assert dialog.printer.currentText() == "Laser"
    assert dialog.sides.count() == 3
    assert not dialog.colours.isEnabled()
    assert not unnamed(dialog)


def test_that_what_was_chosen_is_ordered_and_remembered(qtbot, machine):
    dialog = opened(qtbot)
    dialog.copies.setValue(3)
    dialog.numbers.setText("2-4, 6")
    dialog.sides.setCurrentIndex(1)
    order = ordered(qtbot, dialog)
    assert order.numbers == (2, 3, 4, 6)
    assert dialog.choice().sides == "long"
    assert order.printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    again = opened(qtbot)
    assert again.sides.currentData() == "long"
    assert again.copies.value() == 1
    assert opened(qtbot, "receipts").sides.currentData() == "off"


def test_that_the_copies_of_labels_alone_are_remembered(qtbot, machine):
    dialog = opened(qtbot, "labels")
    dialog.copies.setValue(4)
    ordered(qtbot, dialog)
    assert opened(qtbot, "labels").copies.value() == 4


def test_that_a_printer_that_is_gone_is_said_and_the_usual_one_chosen(qtbot, machine):
    dialog = opened(qtbot)
    choose(dialog, "Inkjet")
    dialog.anyway.setChecked(True)
    ordered(qtbot, dialog)
    assert opened(qtbot).printer.currentText() == "Inkjet"
    del machine["Inkjet"]
    again = opened(qtbot)
    assert again.printer.currentText() == "Laser"
    assert "“Inkjet”" in again.form._hints["printer"].text()


def test_that_paper_that_does_not_fit_is_said_before_it_is_printed(qtbot, machine):
    dialog = opened(qtbot)
    assert dialog.warning.isHidden()
    choose(dialog, "Inkjet")
    assert "made for A4" in dialog.warning.text()
    assert not dialog.go.isEnabled()
    dialog.anyway.setChecked(True)
    assert dialog.go.isEnabled()
    choose(dialog, "Laser")
    assert dialog.warning.isHidden()
    assert dialog.go.isEnabled()


def test_that_paper_that_must_be_put_in_is_said(qtbot, machine):
    machine["Laser"] = printers.PrinterFacts("Laser", papers=(A4, LETTER), loaded=LETTER)
    dialog = opened(qtbot)
    assert "Put in A4 paper" in dialog.form._hints["printer"].text()
    assert dialog.go.isEnabled()


def test_that_without_a_printer_the_document_can_be_saved(qtbot, machine):
    machine.clear()
    dialog = opened(qtbot)
    assert dialog.printer.currentText() == "Save as PDF"
    assert "no printer" in dialog.form._hints["printer"].text()
    with qtbot.waitSignal(dialog.save_asked):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("text", ["0", "7", "3-2", "x", "1--2", "2-"])
def test_that_pages_that_are_not_there_are_said_at_their_field(qtbot, machine, text):
    dialog = opened(qtbot)
    dialog.numbers.setText(text)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.form.error_text("pages")


def test_that_pages_are_read_as_people_write_them():
    assert printing.page_numbers("", 3) == (1, 2, 3)
    assert printing.page_numbers(" 2 ; 3–4,", 5) == (2, 3, 4)
    with pytest.raises(BadValue):
        printing.page_numbers("9", 5)


def test_that_only_the_pages_asked_for_are_printed(qapp, tmp_path):
    pages = PdfPages(document(5))
    printer = printing.printer_for("audit", pages, QSettings(str(tmp_path / "p.ini"), INI))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printing.print_pages(pages, printer, NoProgress(), (2, 5)) == 2
    pages.close()
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == 2
    printed.close()


def test_that_no_printer_at_all_is_said_and_not_taken_for_a_failure(qapp, tmp_path):
    pages = PdfPages(document(1))
    printer = printing.printer_for("audit", pages, QSettings(str(tmp_path / "p.ini"), INI))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    with pytest.raises(printing.NoPrinter):
        printing.print_pages(pages, printer, NoProgress())
    pages.close()


def test_that_small_pictures_lead_to_their_page(qtbot, machine):
    dialog = opened(qtbot)
    preview = dialog.preview
    assert preview.thumbnails.isVisible()
    preview.thumbnails.setCurrentIndex(preview.thumbnails.model().index(4, 0))
    assert preview.view.current == 4
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert preview.page.value() == 4
    assert preview.thumbnails.currentIndex().row() == 3
    qtbot.keyClick(preview.view, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 2.0
    assert preview.zoom.currentText() == "200%"
    assert not opened(qtbot, pages=1).preview.thumbnails.isVisible()
