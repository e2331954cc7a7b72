"""Gives the receipt at the table: printed at once, or saved, as the last time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.collection_papers import ReceiptPaper
from stockpile_app.domain.collections import HandInDetails
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _
from stockpile_app.ui import printing
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.field_book import FieldBook, ReceiptMade
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.memory import memory
from stockpile_app.ui.pdf_pages import PdfPages

_WAY: Final = "field/receipts"


class ReceiptWay(LabelledEnum):
    """How receipts are given."""

    PRINT_ROLL = "print_roll", N_("Print on the 80 mm roll")
    PRINT_A5 = "print_a5", N_("Print on A5")
    SAVE = "save", N_("Save as PDF…")
    LATER = "later", N_("Later, from the list of hand-ins")

    @property
    def paper(self) -> ReceiptPaper:
        """What it is made for."""
        return ReceiptPaper.ROLL if self is ReceiptWay.PRINT_ROLL else ReceiptPaper.A5


def remembered_way() -> ReceiptWay | None:
    """Return how the last receipt was given on this machine."""
    try:
        return ReceiptWay(str(memory().value(_WAY, "")))
    except ValueError:
        return None


class ReceiptGiver(QObject):
    """Makes a receipt, and prints or saves it.

    Signals:
        made: The ``ReceiptMade``, before it is printed.
        given: In words, what became of it.
        refused: The ``StockpileError`` that says why it was not given.
        finished: Always last.
    """

    made = Signal(object)
    given = Signal(str)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, context: UiContext, widget: QWidget) -> None:
        """Print by the jobs of ``context``; dialogs open over ``widget``."""
        super().__init__(widget)
        self._context, self._widget = context, widget
        self._way = ReceiptWay.LATER
        self._receipt: ReceiptMade | None = None
        self._job: Job[Any] | None = None
        self.dialog: printing.SaveDialog | None = None
        self._printers = printing.print_memory()

    def give(self, book: FieldBook, details: HandInDetails, way: ReceiptWay) -> None:
        """Give the receipt of a closed hand-in; the next one is given the same way."""
        memory().setValue(_WAY, way.value)
        self._way = way
        number = details.hand_in.number
        if way is ReceiptWay.LATER:
            self.given.emit(_("Receipt {number} can be printed later.").format(number=number))
            self.finished.emit()
            return
        hand_in = details.hand_in.id
        self._run(lambda: book.receipt(hand_in, number, way.paper), self._on_made, writes=True)

    @Slot(object)
    def _on_made(self, receipt: ReceiptMade) -> None:
        self._receipt = receipt
        self.made.emit(receipt)
        if self._way is ReceiptWay.SAVE:
            self.dialog = printing.SaveDialog(
                _("Save the receipt"), f"{receipt.number}.pdf", self._widget
            )
            self.dialog.chosen.connect(self.save_to)
            self.dialog.dialog.rejected.connect(self._on_not_saved)
            self.dialog.open()
            return
        pages = PdfPages(receipt.content)
        printer = printing.printer_for(f"receipt_{self._way.paper.value}", pages, self._printers)
        self._run(
            lambda: printing.print_pages(pages, printer, _Quiet()), self._on_printed, writes=False
        )

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the receipt that was made."""
        if self._receipt is None:
            return
        try:
            printing.save_content(self._receipt.content, path)
        except StockpileError as error:
            self._on_refused(error)
            return
        text = _("Receipt {number} saved.").format(number=self._receipt.number)
        self._end(text)

    @Slot(object)
    def _on_printed(self, _pages: int) -> None:
        number = self._receipt.number if self._receipt is not None else ""
        self._end(_("Receipt {number} printed.").format(number=number))

    @Slot()
    def _on_not_saved(self) -> None:
        number = self._receipt.number if self._receipt is not None else ""
        self._end(_("Receipt {number} was not saved; it can be made later.").format(number=number))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refused.emit(error)
        self.finished.emit()

    def _end(self, text: str) -> None:
        self.given.emit(text)
        self.finished.emit()

    def _run(self, work: Any, done: Any, *, writes: bool) -> None:
        self._job = Job(lambda _progress: work())
        self._job.succeeded.connect(done)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=writes)


class _Quiet:
    """Nobody waits for a receipt of one page with a progress bar."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Report nothing."""
