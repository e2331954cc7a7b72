"""Writing weapons and lists to files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.lists import ListSheet
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.notice_bar import Notice
from stockpile_app.ui.widgets.plain import show_refusal

if TYPE_CHECKING:
    from stockpile_app.services.exports import ExportDone
    from stockpile_app.services.lists import ListExported


class FileExport(QObject):
    """Asks for a file and writes it; a subclass says what.

    Attributes:
        title: Of the dialog that asks for the file.
        doing: What is said while it is written.
    """

    title = ""
    doing = ""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Open dialogs over ``window``."""
        super().__init__(window)
        self.context = context
        self._window = window

    def work(self, out: Path) -> Callable[[Progress], Any]:
        """Return what writes the file, in a job."""
        raise NotImplementedError

    def done_words(self, done: Any) -> str:
        """Return what is said when it was written."""
        raise NotImplementedError

    @Slot()
    def open(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self._window, self.title)
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def write(self, path: str) -> None:
        """Write the file; the end of the name decides how."""
        job: Job[Any] = Job(self.work(Path(path)))
        job.succeeded.connect(self._on_exported)
        job.refused.connect(self._on_refused)
        ProgressDialog(job, self.doing, self._window)
        self.context.jobs.start(job, writes=True)

    @Slot(object)
    def _on_exported(self, done: Any) -> None:
        self.context.bus.committed.emit(done.changes)
        folder = QUrl.fromLocalFile(str(done.path.parent))
        self.context.bus.told.emit(
            Notice(
                self.done_words(done),
                _("Open the folder"),
                partial(QDesktopServices.openUrl, folder),
            )
        )

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self._window, error)


class Export(FileExport):
    """The weapons on display, with the columns that an import reads."""

    def __init__(
        self, context: UiContext, query: Callable[[], WeaponQuery], window: QWidget
    ) -> None:
        """Export what ``query`` returns at the time; dialogs open over ``window``."""
        super().__init__(context, window)
        self.title, self.doing = _("Export weapons"), _("Exporting weapons")
        self._query = query

    def work(self, out: Path) -> Callable[[Progress], ExportDone]:
        """Return what writes the weapons."""
        export, query = self.context.services.exports.export, self._query()
        return lambda progress: export(out, query, progress)

    def done_words(self, done: ExportDone) -> str:
        """Return how many weapons were written, and where."""
        text = ngettext(
            "{count} weapon was written to {file}.",
            "{count} weapons were written to {file}.",
            done.weapons,
        )
        return text.format(count=count(done.weapons), file=done.path)


class ListExport(FileExport):
    """A list as it is shown."""

    def __init__(self, context: UiContext, sheet: ListSheet, window: QWidget) -> None:
        """Export ``sheet``; dialogs open over ``window``."""
        super().__init__(context, window)
        self.title, self.doing = _("Export list"), _("Exporting the list")
        self._sheet = sheet

    def work(self, out: Path) -> Callable[[Progress], ListExported]:
        """Return what writes the list."""
        export, sheet = self.context.services.lists.export, self._sheet
        return lambda progress: export(out, sheet, progress)

    def done_words(self, done: ListExported) -> str:
        """Return how many rows were written, and where."""
        text = ngettext(
            "{count} row was written to {file}.", "{count} rows were written to {file}.", done.rows
        )
        return text.format(count=count(done.rows), file=done.path)
