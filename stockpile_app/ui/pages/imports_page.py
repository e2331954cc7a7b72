"""The imports that were made, and what became of their rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import BatchRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.import_dialog import ImportDialog
from stockpile_app.ui.dialogs.undo_import_dialog import UndoImportDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, moment, refusal_text
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable


class ImportsPage(QWidget):
    """A table of imports, newest first.

    Signals:
        weapons_wanted: Number of the import whose weapons the user wants to see.
    """

    weapons_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the imports as soon as they are read."""
        super().__init__(parent)
        self.setObjectName("imports_page")
        self.setAccessibleName(_("Imports"))
        self.context = context
        self.dialog: QDialog | None = None
        self._build()
        context.bus.committed.connect(self._on_committed)
        self.reload()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._build_head())
        self.table: RecordTable[BatchRecord] = RecordTable(
            RecordsModel(_columns()), "batches", _("Imports, newest first")
        )
        self.table.set_widths((8, 24, 12, 13, 9, 10, 11, 10, 9))
        self.table.chosen.connect(self._on_chosen)
        self.table.when_empty(
            _(
                "Nothing has been imported yet. “Import files…” reads .csv, .xlsx and .xls files,"
                " shows what would become of every row, and writes only when you say so."
            ),
            self.import_button,
            (self.context, Permission.IMPORT),
        )
        self.refusal = PlainLabel("", role="hint", wrap=True)
        self.refusal.setObjectName("refusal")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self._framed(self.refusal))
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)
        self._on_chosen(None)

    def _framed(self, label: PlainLabel) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 24, 0, 0)
        column.addWidget(label)
        column.addStretch(1)
        return page

    def _build_head(self) -> PageHead:
        self.head = PageHead(_("Imports"))
        button = self.head.add_button
        self.show_weapons = button("show_weapons", _("Show w&eapons"), self._on_weapons, "weapons")
        self.undo = button("undo", _("&Undo…"), self._on_undo, "undo")
        self.import_button = button(
            "import_files", _("&Import files…"), self.open_import, "imports", primary=True
        )
        return self.head

    @Slot()
    def reload(self) -> None:
        """Read the imports again."""
        services = self.context.services
        job = Job(lambda _progress: services.imports.batches())
        job.succeeded.connect(self._on_loaded)
        job.refused.connect(self._on_refused)
        self.context.jobs.start(job, writes=False)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.batches:
            self.reload()

    @Slot(object)
    def _on_loaded(self, batches: Sequence[BatchRecord]) -> None:
        chosen = self.table.current()
        self.table.records.show(batches)
        numbers = [each.batch for each in batches]
        if batches:
            kept = chosen is not None and chosen.batch in numbers
            self.table.choose(numbers.index(chosen.batch) if kept else 0)
        self.stack.setCurrentIndex(0)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refusal.setText(refusal_text(error))
        self.stack.setCurrentIndex(1)

    @Slot(object)
    def _on_chosen(self, batch: BatchRecord | None) -> None:
        services = self.context.services
        writable = not services.read_only
        self.import_button.setEnabled(writable and services.desk.may(Permission.IMPORT))
        self.show_weapons.setEnabled(batch is not None)
        self.undo.setEnabled(
            writable
            and batch is not None
            and not batch.undone
            and services.desk.may(Permission.UNDO_IMPORT)
        )

    @Slot()
    def open_import(self) -> None:
        """Open the import dialog."""
        dialog = ImportDialog(self.context, self)
        dialog.weapons_wanted.connect(self.weapons_wanted)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_weapons(self) -> None:
        if batch := self.table.current():
            self.weapons_wanted.emit(batch.batch)

    @Slot()
    def _on_undo(self) -> None:
        if batch := self.table.current():
            self.dialog = UndoImportDialog(self.context, batch.batch, batch.created, self)
            self.dialog.open()


def _columns() -> list[Column[BatchRecord]]:
    return [
        Column(_("Import"), lambda each: str(each.batch), number=True),
        Column(_("When"), lambda each: moment(each.recorded_at)),
        Column(_("Who"), lambda each: each.recorded_by),
        Column(_("State"), _state, icon=_state_icon),
        Column(_("Rows"), lambda each: count(each.read), number=True),
        Column(_("Created"), lambda each: count(each.created), number=True),
        Column(_("Unchanged"), lambda each: count(each.unchanged), number=True),
        Column(_("Skipped"), lambda each: count(each.skipped), number=True),
        Column(_("Errors"), lambda each: count(each.errors), number=True),
        Column(_("Files"), lambda each: listed(each.files)),
    ]


def _state(batch: BatchRecord) -> str:
    return _("Undone") if batch.undone else _("In force")


def _state_icon(batch: BatchRecord) -> QIcon:
    return icon("undo" if batch.undone else "check")
