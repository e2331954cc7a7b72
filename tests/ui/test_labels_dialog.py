from __future__ import annotations

import os
import sys
from contextlib import suppress

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from stockpile_app import i18n
from stockpile_app.documents.label_stock import OWN
from stockpile_app.documents.zpl import END, drawn
from stockpile_app.domain.documents import PrintPersonCards, PrintPlaceLabels
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.ui import printers, printing
from stockpile_app.ui.dialogs.labels_dialog import LabelsDialog
from stockpile_app.ui.dialogs.print_dialog import PrintDialog
from stockpile_app.ui.pdf_pages import PdfPages
from stockpile_app.ui.widgets.label_settings import ROLL
from stockpile_app.ui.widgets.pair_field import PairField
from tests.ui.dialog_fixtures import armed, idle, unnamed
from tests.ui.test_pdf_preview import pillow

__all__ = ["armed"]


def decoded(path) -> list[tuple[str, float, float]]:
    """Return (text, mm from the left, mm from the top) of every code, page by page."""
    pages = PdfPages(path.read_bytes())
    found = []
    for page in range(len(pages)):
        picture: Image.Image = pillow(pages.picture(page, 300 / 72))
        on_page = [
            (
                code.text,
                code.position.top_left.x / 300 * 25.4,
                code.position.top_left.y / 300 * 25.4 + page * 1000,
            )
            for code in zxingcpp.read_barcodes(picture)
        ]
        found += sorted(on_page, key=lambda each: (round(each[2]), each[1]))
    pages.close()
    return found


@pytest.fixture
def ids(armed) -> list[int]:
    return list(armed.services.weapons.snapshot(WeaponQuery()))


@pytest.fixture
def dialog(qtbot, armed, ids) -> LabelsDialog:
    widget = LabelsDialog(armed, ids[:5])
    qtbot.addWidget(widget)
    widget.open()
    settled(qtbot, widget)
    return widget


def settled(qtbot, dialog: LabelsDialog) -> None:
    qtbot.waitUntil(lambda: not dialog._settle.isActive(), timeout=5000)
    idle(qtbot, dialog.context)


def last_entry(context) -> str:
    return context.services.ledgers.entries(limit=1)[0].kind


def test_that_a_click_on_the_sheet_chooses_the_first_free_label(qtbot, dialog, ids, tmp_path):
    spot = dialog.picker.label_rect(8).center().toPoint()
    qtbot.mouseClick(dialog.picker, Qt.MouseButton.LeftButton, pos=spot)
    assert dialog.settings.start.value() == 8
    settled(qtbot, dialog)

    dialog.save_to(tmp_path / "labels.pdf")
    idle(qtbot, dialog.context)

    found = decoded(tmp_path / "labels.pdf")
    weapons = dialog.context.services.weapons.load(ids[:5])
    assert [text for text, _, _ in found] == [weapons[each].code for each in ids[:5]]
    _, left, top = found[0]  # the eighth label is the second of the third row
    assert 66 < left < 66 + 63.5 + 7.2
    assert 15 + 2 * 38.1 < top < 15 + 3 * 38.1
    assert "first free label on the last sheet is then 13" in dialog.said.text()


def test_that_the_preview_shows_what_will_be_printed_and_records_nothing(qtbot, dialog):
    before = last_entry(dialog.context)
    dialog.settings.copies.setValue(3)
    settled(qtbot, dialog)
    picture = pillow(PdfPages(dialog.preview.content).picture(0, 300 / 72))
    assert len(zxingcpp.read_barcodes(picture)) == 15
    assert last_entry(dialog.context) == before != "document-issued"


def test_that_keys_move_the_first_free_label(qtbot, dialog):
    dialog.picker.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(dialog.picker, key)
    assert dialog.settings.start.value() == 21
    qtbot.mouseClick(dialog.picker, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert dialog.settings.start.value() == 21


def test_that_own_sizes_that_make_no_sheet_are_named_at_their_field(qtbot, dialog):
    dialog.settings.sheet.setCurrentIndex(dialog.settings.sheet.findData(OWN))
    dialog.settings.own_label.first.setValue(100)
    settled(qtbot, dialog)
    assert "overlap" in dialog.settings.own.error_text("pitch")
    assert not dialog.save_button.isEnabled()

    dialog.settings.own_grid.first.setValue(1)
    settled(qtbot, dialog)
    assert not dialog.settings.own.error_text("pitch")
    assert dialog.save_button.isEnabled()


def test_that_labels_of_a_query_are_counted_and_made(qtbot, armed, ids, tmp_path):
    dialog = LabelsDialog(armed, WeaponQuery())
    qtbot.addWidget(dialog)
    dialog.open()
    settled(qtbot, dialog)
    assert dialog.summary.text().startswith("30 labels on 2 sheets")
    dialog.save_to(tmp_path / "all.pdf")
    idle(qtbot, armed)
    assert len({text for text, _, _ in decoded(tmp_path / "all.pdf")}) == len(ids)
    assert last_entry(armed) == "document-issued" or "document" in last_entry(armed)


def test_that_the_calibration_page_is_saved_without_an_entry(qtbot, dialog, tmp_path):
    before = last_entry(dialog.context)
    dialog.calibration.setChecked(True)
    settled(qtbot, dialog)
    dialog.save_to(tmp_path / "calibration.pdf")
    idle(qtbot, dialog.context)
    assert (tmp_path / "calibration.pdf").read_bytes().startswith(b"%PDF")
    assert last_entry(dialog.context) == before


def test_that_printing_records_and_remembers_the_printer(qtbot, dialog, tmp_path, monkeypatch):
    def chosen(_name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    facts = printers.PrinterFacts("Labels")
    monkeypatch.setattr(printers, "printer_names", lambda: [facts.name])
    monkeypatch.setattr(printers, "printer_facts", lambda _name: facts)
    monkeypatch.setattr(printing, "new_printer", chosen)
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PrintDialog)), timeout=20_000)
    (asked,) = dialog.findChildren(PrintDialog)
    qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Sent to the printer" in dialog.said.text(), timeout=20_000)
    idle(qtbot, dialog.context)
    assert len(decoded(tmp_path / "printed.pdf")) == 5
    assert dialog.remembered.value("printers/labels") == "Labels"


def test_that_a_file_that_cannot_be_written_is_said(qtbot, dialog, tmp_path):
    dialog.save_to(tmp_path / "nowhere" / "labels.pdf")
    idle(qtbot, dialog.context)
    box = dialog.findChild(object, "message")
    assert box is not None
    box.close()
    assert dialog.save_button.isEnabled()


def test_that_settings_are_remembered(qtbot, armed, dialog, ids, tmp_path):
    dialog.settings.sheet.setCurrentIndex(3)
    dialog.settings.offset.set_values((1.5, -2))
    settled(qtbot, dialog)
    dialog.save_to(tmp_path / "labels.pdf")
    idle(qtbot, armed)
    again = LabelsDialog(armed, ids[:1])
    qtbot.addWidget(again)
    settled(qtbot, again)
    assert again.settings.sheet.currentIndex() == 3
    assert again.settings.offset.values == (1.5, -2)


def test_that_labels_of_places_and_cards_of_people_are_saved(qtbot, armed, tmp_path):
    armed.services.people.add(AddPerson(name="Ada Example"))
    for asked, prefix, title in (
        (PrintPlaceLabels(out=tmp_path, ids=(1, 2, 3)), "PL", "places"),
        (PrintPersonCards(out=tmp_path, ids=(1,)), "PE", "people"),
    ):
        dialog = LabelsDialog(armed, asked)
        qtbot.addWidget(dialog)
        dialog.open()
        settled(qtbot, dialog)
        assert title in dialog.windowTitle()
        assert dialog.summary.text().startswith(f"{len(asked.ids)} label")
        dialog.save_to(tmp_path / f"{prefix}.pdf")
        idle(qtbot, armed)
        found = [text for text, _, _ in decoded(tmp_path / f"{prefix}.pdf")]
        assert len(found) == len(asked.ids)
        assert all(text.startswith(prefix) for text in found)
        assert last_entry(armed) == "document-issued"
        dialog.close()


def on_a_roll(qtbot, dialog: LabelsDialog) -> None:
    dialog.settings.sheet.setCurrentIndex(dialog.settings.sheet.findData(ROLL))
    settled(qtbot, dialog)


def numbers_in(content: bytes) -> list[str]:
    """Return what the labels say that these commands print."""
    labels = [drawn(each + END).convert("L") for each in content.split(END) if each]
    return [code.text for each in labels for code in zxingcpp.read_barcodes(each)]


def test_that_labels_of_a_label_printer_are_shown_and_saved_as_commands(
    qtbot, dialog, ids, tmp_path
):
    on_a_roll(qtbot, dialog)
    assert not dialog.picker.isVisible()
    assert dialog.summary.text().startswith("5 labels; the preview")
    assert dialog.preview.pages == 5
    dialog.settings.roll.label.set_values((75, 40))
    settled(qtbot, dialog)
    dialog.save_to(tmp_path / "labels.zpl")
    idle(qtbot, dialog.context)
    weapons = dialog.context.services.weapons.load(ids[:5])
    wanted = [weapons[each].code for each in ids[:5]]
    assert numbers_in((tmp_path / "labels.zpl").read_bytes()) == wanted
    assert last_entry(dialog.context) == "document-issued"
    again = LabelsDialog(dialog.context, ids[:1])
    qtbot.addWidget(again)
    settled(qtbot, again)
    assert again.settings.is_roll
    assert again.settings.roll.label.values == (75, 40)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with a name")
def test_that_labels_are_sent_to_the_device_of_a_label_printer(qtbot, dialog, tmp_path):
    on_a_roll(qtbot, dialog)
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    dialog.settings.roll.device.setEditText(str(pipe))
    got = bytearray()

    def taken() -> bool:
        with suppress(BlockingIOError):
            got.extend(os.read(reader, 1 << 16))
        return "The printer took 5 labels" in dialog.said.text()

    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(taken, timeout=20_000)
    os.close(reader)
    assert len(numbers_in(bytes(got))) == 5


@pytest.mark.parametrize(("device", "said"), [("", "Say where"), ("/no/such", "no printer at")])
def test_that_a_device_that_is_not_there_is_said_at_its_field(qtbot, dialog, device, said):
    on_a_roll(qtbot, dialog)
    dialog.settings.roll.device.setEditText(device)
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said in dialog.settings.roll.form.error_text("device"), timeout=20_000)
    idle(qtbot, dialog.context)


def test_that_a_label_too_small_for_its_bar_code_is_said_at_its_size(qtbot, dialog):
    on_a_roll(qtbot, dialog)
    dialog.settings.roll.label.set_values((22, 15))
    settled(qtbot, dialog)
    assert "too narrow" in dialog.settings.roll.form.error_text("label")
    assert not dialog.print_button.isEnabled()


def test_that_everything_has_a_name(dialog):
    assert not unnamed(dialog)
    assert dialog.findChildren(QPushButton)


@pytest.mark.parametrize(("language", "shown"), [("en", "0.50"), ("ru", "0,50"), ("ar", "0.50")])
def test_that_lengths_are_written_as_the_language_does(qtbot, language, shown):
    i18n.install(language)
    try:
        field = PairField(("Right", "Down"), (-20, 20))
        qtbot.addWidget(field)
        field.set_values((0.5, 0))
        assert field.first.text().startswith(shown)
    finally:
        i18n.install("en")
