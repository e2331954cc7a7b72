from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from stockpile_app.documents.label_stock import label_stock
from stockpile_app.documents.labels import LabelData, LabelLine, LabelRun, write_labels
from stockpile_app.domain.errors import BadFile, StorageFailed
from stockpile_app.domain.progress import Cancelled, NoProgress
from stockpile_app.ui import printing
from stockpile_app.ui.pdf_pages import BAND, PdfPages
from stockpile_app.ui.widgets.pdf_preview import PdfPreview
from tests.builders import CancelAfter


def document(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(pages):
        canvas.drawString(100, 700, f"Page {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def labels(count: int = 4) -> bytes:
    out = io.BytesIO()
    data = [LabelData(f"KE0100000{n}X", (LabelLine("AKM"),)) for n in range(count)]
    write_labels(out, data, label_stock("L7160"), LabelRun(dpi=300))
    return out.getvalue()


def pillow(image: QImage) -> Image.Image:
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    size = (image.width(), image.height())
    bits = bytes(image.constBits())
    return Image.frombuffer("L", size, bits, "raw", "L", image.bytesPerLine(), 1)


@pytest.fixture
def preview(qtbot) -> PdfPreview:
    widget = PdfPreview()
    qtbot.addWidget(widget)
    widget.resize(600, 500)
    widget.show()
    yield widget
    widget.clear()


def test_that_only_pages_that_are_seen_are_drawn(preview):
    preview.show_content(document(50))
    preview.grab()
    assert preview.pages == 50
    assert len(preview.view._pictures) <= 3


def test_that_keys_move_through_the_pages(qtbot, preview):
    preview.show_content(document(5))
    view = preview.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == 4
    assert preview.page.value() == 5
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current == 0
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current > 0


def test_that_a_typed_page_is_shown(preview):
    preview.show_content(document(5))
    preview.page.setValue(4)
    assert preview.view.current == 3


def test_that_zooming_keeps_the_page(qtbot, preview):
    preview.show_content(document(5))
    preview.page.setValue(3)
    before = preview.view.zoom
    qtbot.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.view.zoom == pytest.approx(before * 1.25)
    assert preview.view.current == 2
    preview.zoom.setCurrentIndex(1)
    preview.zoom.activated.emit(1)
    assert preview.view.zoom < before


def test_that_what_is_no_pdf_is_refused_and_the_old_document_stays(preview):
    preview.show_content(document(2))
    with pytest.raises(BadFile):
        preview.show_content(b"no pdf at all")
    assert preview.pages == 2


def test_that_bands_make_the_same_page_as_one_picture():
    pages = PdfPages(labels())
    whole = pillow(pages.picture(0, 300 / 72))
    joined = Image.new("L", whole.size)
    for top, band in pages.bands(0, 300):
        assert band.height() <= BAND
        joined.paste(pillow(band), (0, top))
    pages.close()
    found = {code.text for code in zxingcpp.read_barcodes(joined)}
    assert found == {f"KE0100000{n}X" for n in range(4)}
    assert joined.size == whole.size


def test_that_a_print_is_at_its_true_size(qapp, tmp_path):
    pages = PdfPages(labels())
    printer = printing.printer_for("labels", pages, QSettings(str(tmp_path / "p.ini"), INI))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printing.print_pages(pages, printer, NoProgress()) == 1
    pages.close()
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert printed.size(0).width() == pytest.approx(A4[0], abs=1)
    picture = pillow(printed.picture(0, 300 / 72))
    printed.close()
    codes = {code.text: code for code in zxingcpp.read_barcodes(picture)}
    assert set(codes) == {f"KE0100000{n}X" for n in range(4)}
    pitch = codes["KE01000001X"].position.top_left.x - codes["KE01000000X"].position.top_left.x
    assert pitch / 300 * 25.4 == pytest.approx(66.04, abs=0.5)


INI = QSettings.Format.IniFormat


def test_that_a_print_can_be_stopped(qapp, tmp_path):
    pages = PdfPages(document(3))
    printer = printing.printer_for("audit", pages, QSettings(str(tmp_path / "p.ini"), INI))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with pytest.raises(Cancelled):
        printing.print_pages(pages, printer, CancelAfter(1))
    pages.close()


def test_that_saving_replaces_a_file_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    printing.save_content(b"new", path)
    assert path.read_bytes() == b"new"
    with pytest.raises(StorageFailed):
        printing.save_content(b"new", tmp_path / "nowhere" / "a.pdf")
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]
