"""The imports that were made, and what became of their rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.records import BatchRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.import_dialog import ImportDialog
from stockpile_app.ui.dialogs.undo_import_dialog import UndoImportDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, moment
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.record_table import RecordTable


class ImportsPage(Listing):
    """A table of imports, newest first.

    Signals:
        weapons_wanted: Number of the import whose weapons the user wants to see.
    """

    weapons_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the imports as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("imports_page")
        self.setAccessibleName(_("Imports"))
        self.dialog: QDialog | None = None
        self._build()

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
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._on_chosen(None)

    def _build_head(self) -> PageHead:
        self.head = PageHead(_("Imports"))
        button = self.head.add_button
        self.show_weapons = button("show_weapons", _("Show w&eapons"), self._on_weapons, "weapons")
        self.undo = button("undo", _("&Undo…"), self._on_undo, "undo")
        self.import_button = button(
            "import_files", _("&Import files…"), self.open_import, "imports", primary=True
        )
        return self.head

    @override
    def read(self) -> list[BatchRecord]:
        return self.context.services.imports.batches()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.batches

    @override
    def show_found(self, found: Sequence[BatchRecord]) -> None:
        chosen = self.table.current()
        self.table.records.show(found)
        numbers = [each.batch for each in found]
        if found:
            kept = chosen is not None and chosen.batch in numbers
            self.table.choose(numbers.index(chosen.batch) if kept else 0)
        self.say("")
        self.table.show()

    @override
    def show_refusal(self, text: str) -> None:
        self.table.hide()  # it would say that there are none
        self.say(text)

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
