"""Writing a national report to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.national_report import ReportExported
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.widgets.plain import show_message, show_refusal


class ReportExport(QObject):
    """Asks for a file, and writes a report to it; the end of its name decides how."""

    def __init__(self, context: UiContext, widget: QWidget) -> None:
        """Open dialogs over ``widget``."""
        super().__init__(widget)
        self._context, self._widget = context, widget
        self._write: Callable[[Path], ReportExported] | None = None

    def open(self, name: str, write: Callable[[Path], ReportExported]) -> None:
        """Ask for the file; ``write`` writes it, in a job."""
        self._write = write
        self.files = QFileDialog(self._widget, _("Write the report to a file"))
        self.files.setObjectName("report_file_dialog")
        self.files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.files.setNameFilters([_("Excel workbook (*.xlsx)"), _("JSON file (*.json)")])
        self.files.setDefaultSuffix("xlsx")
        self.files.filterSelected.connect(self._on_filter)
        self.files.selectFile(name)
        self.files.fileSelected.connect(self.write)
        self.files.open()

    @Slot(str)
    def _on_filter(self, chosen: str) -> None:
        self.files.setDefaultSuffix("json" if "json" in chosen else "xlsx")

    @Slot(str)
    def write(self, path: str) -> None:
        """Write the report."""
        write = self._write
        if write is None:
            return
        job = Job(lambda _progress: write(Path(path)))
        job.succeeded.connect(self._on_written)
        job.refused.connect(self._on_refused)
        ProgressDialog(job, _("Writing the report"), self._widget)
        self._context.jobs.start(job, writes=True)

    @Slot(object)
    def _on_written(self, done: ReportExported) -> None:
        self._context.bus.committed.emit(done.changes)
        text = _("The report was written to {file}.").format(file=done.path)
        self.said = show_message(self._widget, text)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.said = show_refusal(self._widget, error)
