"""Printing and saving of finished PDFs.

A page is drawn at the printer's own resolution and at 100 %, so that bars stay whole dots and what
belongs on a label lands on it. Qt allows a ``QPrinter`` to be drawn on in another thread, so a long
print is a job with progress and cancel like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QSettings, Signal, Slot
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app import paths
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services.issuing import written
from stockpile_app.ui import printers
from stockpile_app.ui.pdf_pages import PdfPages

_FINEST: Final = 600
"""Dots per inch; a finer printer draws each dot as several of its own."""

_SIDES: Final = {
    "off": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}


class PrinterFailed(StockpileError):
    """The printer does not take the document."""

    message_id = N_("The printer “{printer}” does not print: is it switched on and connected?")


class NoPrinter(StockpileError):
    """This machine has no printer."""

    message_id = N_("This workstation has no printer. Save the document as PDF instead.")


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """How documents of one kind are printed; it is remembered from one to the next.

    Attributes:
        printer: Its name; "" is none.
        sides: "off", "long" or "short": the edge that the sheets are turned over.
        colour: Else grey.
        copies: One, but for labels.
    """

    printer: str = ""
    sides: str = "off"
    colour: bool = True
    copies: int = 1


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is to be printed, and on what.

    Attributes:
        numbers: Of the pages, from 1, in their order.
    """

    printer: QPrinter
    numbers: tuple[int, ...]


def print_memory() -> QSettings:
    """Return where it is kept how each kind of document was printed on this machine."""
    return QSettings(str(paths.config_folder() / "documents.ini"), QSettings.Format.IniFormat)


def remembered_choice(kind: str, settings: QSettings) -> PrintChoice:
    """Return how a document of this kind was printed last; its printer may be gone."""
    sides = str(settings.value(f"sides/{kind}", "off"))
    copies = str(settings.value(f"copies/{kind}", "1"))
    return PrintChoice(
        printer=str(settings.value(f"printers/{kind}", "")),
        sides=sides if sides in _SIDES else "off",
        colour=str(settings.value(f"colour/{kind}", "yes")) != "no",
        copies=max(int(copies), 1) if kind == "labels" and copies.isdigit() else 1,
    )


def remember_choice(kind: str, choice: PrintChoice, settings: QSettings) -> None:
    """Offer the same the next time a document of this kind is printed."""
    settings.setValue(f"printers/{kind}", choice.printer)
    settings.setValue(f"sides/{kind}", choice.sides)
    settings.setValue(f"colour/{kind}", "yes" if choice.colour else "no")
    if kind == "labels":
        settings.setValue(f"copies/{kind}", str(choice.copies))


def new_printer(name: str) -> QPrinter:
    """Return a printer by its name, or this machine's usual one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    return printer


def set_paper(printer: QPrinter, pages: PdfPages) -> None:
    """Set a printer up for the paper of ``pages``, from edge to edge."""
    printer.setFullPage(True)
    size = pages.size(0)
    printer.setPageSize(printers.paper_of(size))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape
        if size.width() > size.height()
        else QPageLayout.Orientation.Portrait
    )


def set_choice(printer: QPrinter, choice: PrintChoice) -> None:
    """Set a printer up as it was chosen."""
    printer.setCopyCount(choice.copies)
    printer.setDuplex(_SIDES[choice.sides])
    printer.setColorMode(
        QPrinter.ColorMode.Color if choice.colour else QPrinter.ColorMode.GrayScale
    )


def printer_for(kind: str, pages: PdfPages, settings: QSettings) -> QPrinter:
    """Return a printer set up for the paper of ``pages`` as the last time, for a print at once.

    Args:
        kind: Kind of document, such as "labels": labels often have a printer of their own.
    """
    choice = remembered_choice(kind, settings)
    printer = new_printer(choice.printer if choice.printer in printers.printer_names() else "")
    set_paper(printer, pages)
    set_choice(printer, choice)
    return printer


def side_names(facts: printers.PrinterFacts) -> list[str]:
    """Return the ways of printing on both sides that a printer knows."""
    return [name for name, mode in _SIDES.items() if mode in facts.sides]


def side_of(printer: QPrinter) -> str:
    """Return how a printer is set to print on both sides."""
    return next((name for name, mode in _SIDES.items() if mode is printer.duplex()), "off")


def page_numbers(text: str, pages: int) -> tuple[int, ...]:
    """Read which pages are meant: "2", "1-3, 5"; nothing means all of them.

    Raises:
        BadValue: It cannot be read, or there are no such pages.
    """
    wanted: list[int] = []
    for part in filter(None, (each.strip() for each in text.replace(";", ",").split(","))):
        first, dash, last = (each.strip() for each in part.replace("–", "-").partition("-"))
        ends = (first, last if dash else first)
        if not all(each.isdecimal() for each in ends):
            raise BadValue(N_("Write pages such as 2, or 1-3, 5."), "pages")
        low, high = int(ends[0]), int(ends[1])
        if not 1 <= low <= high <= pages:
            raise BadValue(N_("The document has the pages 1 to {pages}."), "pages", pages=pages)
        wanted += range(low, high + 1)
    return tuple(wanted) or tuple(range(1, pages + 1))


def print_pages(
    pages: PdfPages, printer: QPrinter, progress: Progress, numbers: Sequence[int] = ()
) -> int:
    """Draw the pages with these numbers, or all of them, at 100 %; return how many there were.

    Raises:
        NoPrinter: There is none.
        PrinterFailed: The printer does not take the document.
        Cancelled: The user asked to stop; what was not sent yet is not printed.
    """
    if not printer.printerName() and not printer.outputFileName():
        raise NoPrinter
    wanted = numbers or range(1, len(pages) + 1)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFailed(printer=printer.printerName())
    try:
        for done, number in enumerate(wanted):
            progress.report(done, len(wanted))
            if done and not printer.newPage():
                raise PrinterFailed(printer=printer.printerName())
            _draw_page(painter, pages, number - 1, printer.resolution())
    except StockpileError:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(wanted)


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
    """Asks where to save a document.

    Signals:
        chosen: The path, with the ending of ``name``.
    """

    chosen = Signal(Path)

    def __init__(self, title: str, name: str, parent: QWidget, kind: str = "") -> None:
        """Ask under ``title``; ``kind`` names files that are no PDF."""
        super().__init__(parent)
        self.dialog = QFileDialog(parent, title)
        self.dialog.setObjectName("save_pdf_dialog")
        self.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.dialog.setNameFilter(kind or _("PDF documents (*.pdf)"))
        self.dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
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
    """Open the printer's own settings, as its driver shows them; False when they were left."""
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted
