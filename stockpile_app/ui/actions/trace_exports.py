"""Trace files written for others: the sheet for iARMS, and a file as CSV or JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.tracing_records import TraceExported, TraceFile
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import show_message, show_refusal


class TraceExportActions(QObject):
    """A menu of exports; what is written can be read by whoever has it, and is an entry.

    Attributes:
        menu: The exports.
        files: The file dialog opened last.
    """

    def __init__(
        self, context: UiContext, listed: Callable[[], Sequence[TraceFile]], widget: QWidget
    ) -> None:
        """Offer the exports; ``listed`` returns the files that are listed now."""
        super().__init__(widget)
        self._context, self._listed, self._widget = context, listed, widget
        self._file: TraceFile | None = None
        self._kind = ""
        self.files: QFileDialog | None = None
        self.menu = QMenu(widget)
        for kind, text in (
            ("iarms", _("&Sheet for iARMS, of this file…")),
            ("iarms_all", _("Sheet for iARMS, of &all that are listed…")),
            ("csv", _("This file as &CSV…")),
            ("json", _("This file as &JSON…")),
        ):
            action = QAction(text, self)
            action.setObjectName(f"export_{kind}")
            action.setData(kind)
            action.triggered.connect(self._on_export)
            self.menu.addAction(action)

    def show(self, file: TraceFile | None) -> None:
        """Enable what can be exported now."""
        self._file = file
        services = self._context.services
        may = services.desk.may(Permission.EXPORT) and not services.read_only
        for action in self.menu.actions():
            whole = action.data() == "iarms_all"
            action.setEnabled(may and (whole or file is not None))

    @Slot()
    def _on_export(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        self._kind = str(action.data())
        sheet = self._kind.startswith("iarms")
        self.files = dialog = QFileDialog(self._widget, _("Export traces"))
        dialog.setObjectName("export_traces")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = {"csv": _("CSV file (*.csv)"), "json": _("JSON file (*.json)")}
        if sheet:
            dialog.setNameFilters([_("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")])
        else:
            dialog.setNameFilter(names[self._kind])
        dialog.setDefaultSuffix("xlsx" if sheet else self._kind)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    @Slot(str)
    def write(self, path: str) -> None:
        """Write what was chosen last."""
        exports, out, file = self._context.services.tracing.exports, Path(path), self._file
        if self._kind == "iarms_all":
            ids = [each.id for each in self._listed()]
        elif file is not None:
            ids = [file.id]
        else:
            return
        if self._kind.startswith("iarms"):
            job = Job(lambda _progress: exports.iarms(ids, out))
        else:
            write = exports.csv if self._kind == "csv" else exports.json
            job = Job(lambda _progress: write(ids[0], out))
        job.succeeded.connect(self._on_written)
        job.refused.connect(self._on_refused)
        self._context.jobs.start(job, writes=True)

    @Slot(object)
    def _on_written(self, done: TraceExported) -> None:
        self._context.bus.committed.emit(done.changes)
        text = ngettext(
            "{count} trace was written. Whoever has {file} can read it: keep it accordingly.",
            "{count} traces were written. Whoever has {file} can read them: keep it accordingly.",
            done.files,
        )
        show_message(self._widget, text.format(count=count(done.files), file=done.path.name))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self._widget, error)
