"""Printing and saving of finished PDFs.

A page is drawn at the printer's own resolution and at 100 %, so that bars stay whole dots and what
belongs on a label lands on it. Qt allows a ``QPrinter`` to be drawn on in another thread, so a long
print is a job with progress and cancel like any other.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QSettings, Signal, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services.issuing import written
from stockpile_app.ui.pdf_pages import PdfPages

_FINEST: Final = 600
"""Dots per inch; a finer printer draws each dot as several of its own."""


class PrinterFailed(StockpileError):
    """The printer does not take the document."""

    message_id = N_("The printer “{printer}” does not print: is it switched on and connected?")


def printer_for(kind: str, pages: PdfPages, settings: QSettings) -> QPrinter:
    """Return a printer set up for the paper of ``pages``: the one used for this kind last.

    Args:
        kind: Kind of document, such as "labels": labels often have a printer of their own.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    remembered = str(settings.value(_key(kind), ""))
    if remembered in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(remembered)
    printer.setFullPage(True)
    size = pages.size(0)
    across = size.width() > size.height()
    paper = size.transposed() if across else size
    printer.setPageSize(
        QPageSize(paper, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    )
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )
    return printer


def remember_printer(kind: str, printer: QPrinter, settings: QSettings) -> None:
    """Offer this printer first the next time a document of this kind is printed."""
    settings.setValue(_key(kind), printer.printerName())


def print_pages(pages: PdfPages, printer: QPrinter, progress: Progress) -> int:
    """Draw the pages that the printer was asked for, at 100 %; return how many there were.

    Raises:
        PrinterFailed: The printer does not take the document.
        Cancelled: The user asked to stop; what was not sent yet is not printed.
    """
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(pages), len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFailed(printer=printer.printerName())
    try:
        for number in range(first, last + 1):
            progress.report(number - first, last - first + 1)
            if number > first and not printer.newPage():
                raise PrinterFailed(printer=printer.printerName())
            _draw_page(painter, pages, number - 1, printer.resolution())
    except StockpileError:
        printer.abort()
        raise
    finally:
        painter.end()
    return last - first + 1


def _draw_page(painter: QPainter, pages: PdfPages, page: int, resolution: int) -> None:
    finer = -(-resolution // _FINEST)
    for top, picture in pages.bands(page, resolution // finer):
        size = picture.size() * finer
        painter.drawImage(QRect(QPoint(0, top * finer), size), picture)


def save_content(content: bytes, path: Path) -> None:
    """Write a finished file; an older one is replaced whole, or not at all.

    Raises:
        StorageFailed: It cannot be written.
    """
    with written(path) as out:
        out.write(content)


class SaveDialog(QObject):
    """Asks where to save a PDF.

    Signals:
        chosen: The path, which ends in ``.pdf``.
    """

    chosen = Signal(Path)

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.dialog = QFileDialog(parent, title)
        self.dialog.setObjectName("save_pdf_dialog")
        self.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.dialog.setNameFilter(_("PDF documents (*.pdf)"))
        self.dialog.setDefaultSuffix("pdf")
        self.dialog.selectFile(name)
        self.dialog.fileSelected.connect(self._on_selected)
        self.dialog.finished.connect(self.deleteLater)

    def open(self) -> None:
        """Show the dialog."""
        self.dialog.open()

    @Slot(str)
    def _on_selected(self, path: str) -> None:
        self.chosen.emit(Path(path))


def choose_printer(printer: QPrinter, pages: int, parent: QWidget) -> bool:
    """Let the user choose the printer and the pages; False when they gave up."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    dialog.setMinMax(1, pages)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def _key(kind: str) -> str:
    return f"printers/{kind}"
