"""Writing weapons to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.i18n import gettext as _
from stockpile_app.services.exports import ExportDone
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import show_message, show_refusal


class Export(QObject):
    """Asks for a file and writes the weapons on display to it."""

    def __init__(
        self, context: UiContext, query: Callable[[], WeaponQuery], window: QWidget
    ) -> None:
        """Export what ``query`` returns at the time; dialogs open over ``window``."""
        super().__init__(window)
        self._context = context
        self._query = query
        self._window = window

    @Slot()
    def open(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self._window, _("Export weapons"))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def write(self, path: str) -> None:
        """Write the weapons; the end of the name decides how."""
        export, query = self._context.services.exports.export, self._query()

        def work(progress: Progress) -> ExportDone:
            return export(Path(path), query, progress)

        job = Job(work)
        job.succeeded.connect(self._on_exported)
        job.refused.connect(self._on_refused)
        ProgressDialog(job, _("Exporting weapons"), self._window)
        self._context.jobs.start(job, writes=True)

    @Slot(object)
    def _on_exported(self, done: ExportDone) -> None:
        self._context.bus.committed.emit(done.changes)
        text = _("{weapons} weapons were written to {file}.")
        show_message(self._window, text.format(weapons=count(done.weapons), file=done.path))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self._window, error)
