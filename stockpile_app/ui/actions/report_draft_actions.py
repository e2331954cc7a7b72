"""What can be done with a national report that is being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.national_report import (
    FreezeReport,
    FrozenRecord,
    HandTable,
    ReportExported,
    ReportFrozenDone,
)
from stockpile_app.domain.national_report_cells import Unit
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.report_actions import panel_action
from stockpile_app.ui.actions.report_export import ReportExport
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.compare_reports_dialog import CompareReportsDialog
from stockpile_app.ui.dialogs.counted_dialog import CountedDialog
from stockpile_app.ui.dialogs.hand_table_dialog import HandTableDialog
from stockpile_app.ui.dialogs.report_dialogs import FreezeDialog, OverrideDialog, without_override
from stockpile_app.ui.dialogs.report_papers import draft_paper_dialog
from stockpile_app.ui.widgets.figure_table import ChosenCell
from stockpile_app.ui.widgets.report_pane import ReportPane


class ReportDraftActions(QObject):
    """The acts on the report that is on show in a pane; each is enabled while it is possible.

    Attributes:
        work: What is stated in the report; None before anything was computed.
        frozen: The reports that were frozen before, the newest first.
        dialog: The one opened last.

    Signals:
        stated: A ``Stated`` that takes the place of what is shown.
        compute_wanted: A ``FreezeReport`` that is to be computed.
        frozen_now: A ``ReportFrozenDone``.
        open_wanted: The name of a page, and the id of what is to be opened there, or None.
        weapon_wanted: Id of a weapon.
    """

    stated = Signal(object)
    compute_wanted = Signal(object)
    frozen_now = Signal(object)
    open_wanted = Signal(str, object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, pane: ReportPane, panel: QWidget) -> None:
        """Offer the acts on ``panel``; its dialogs open over it."""
        super().__init__(panel)
        self._context, self._pane, self._panel = context, pane, panel
        self.work: FreezeReport | None = None
        self.frozen: list[FrozenRecord] = []
        self.dialog: QDialog | None = None
        self._export = ReportExport(context, panel)
        self._make_actions()
        pane.opened.connect(self._on_opened)
        pane.table_wanted.connect(self._on_table)

    def _make_actions(self) -> None:
        make = self._make
        self.count = make("counted", _("&What is counted…"), ("F2", "search"), self.open_counted)
        self.override = make(
            "override", _("State another &value…"), ("F3", "edit"), self.open_override
        )
        self.undo = make("take_back", _("&Take it back"), ("F4", "undo"), self.take_back)
        self.table = make("hand_table", _("&Add a table…"), ("F7", "add"), self.open_table)
        self.drop = make("drop_table", _("&Drop its tables"), ("F8", "remove"), self.drop_tables)
        self.compare = make(
            "compare", _("Compare with the &last…"), ("F10", "history"), self.open_compare
        )
        self.freeze = make("freeze", _("&Freeze…"), ("F9", "seal"), self.open_freeze)
        self.paper = make("draft_paper", _("Draft on &paper…"), ("F11", "print"), self.open_paper)
        self.write = make(
            "draft_file", _("&Write the draft to a file…"), ("Ctrl+S", "export"), self.open_write
        )

    def _make(
        self, name: str, text: str, keys: tuple[str, str], slot: Callable[[], object]
    ) -> QAction:
        return panel_action(self._panel, name, text, keys, slot)

    def enable(self, *, idle: bool) -> None:
        """Enable what can be done now."""
        cell, question = self._pane.cell, self._pane.question
        computed = idle and self.work is not None
        writes = computed and self._may(Permission.REPORT)
        at = cell if cell is not None and cell.column is not None else None
        self.count.setEnabled(computed and at is not None and at.row.unit is Unit.COUNT)
        self.override.setEnabled(writes and at is not None)
        self.undo.setEnabled(writes and self._is_stated(at))
        self.table.setEnabled(writes and question is not None)
        self.drop.setEnabled(writes and question is not None and bool(question.tables))
        self.compare.setEnabled(computed and bool(self.frozen))
        self.freeze.setEnabled(writes)
        self.paper.setEnabled(computed and self._may(Permission.PRINT))
        self.write.setEnabled(computed and self._may(Permission.EXPORT))

    def _may(self, permission: Permission) -> bool:
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def _is_stated(self, cell: ChosenCell | None) -> bool:
        if cell is None or self.work is None:
            return False
        return without_override(self.work, cell.row) != self.work

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    # --- what is stated --------------------------------------------------------------------------

    @Slot()
    def open_override(self) -> None:
        """Ask for other values of the selected row, and why."""
        cell, work, view = self._pane.cell, self.work, self._pane.view
        if cell is None or cell.column is None or work is None or view is None:
            return
        dialog = OverrideDialog(self._context, work, view, (cell.row, cell.column), self._panel)
        dialog.succeeded.connect(self.stated)
        self._open(dialog)

    @Slot()
    def take_back(self) -> None:
        """Let the values of the selected row be computed again."""
        cell, work = self._pane.cell, self.work
        if cell is not None and work is not None:
            self.compute_wanted.emit(without_override(work, cell.row))

    @Slot()
    def open_table(self) -> None:
        """Ask for a table that answers the selected question."""
        self._on_table(None)

    @Slot(object)
    def _on_table(self, known: HandTable | None) -> None:
        question, work = self._pane.question, self.work
        if question is None or work is None or not self._may(Permission.REPORT):
            return
        dialog = HandTableDialog(self._context, work, question.question.key, known, self._panel)
        dialog.succeeded.connect(self.stated)
        self._open(dialog)

    @Slot()
    def drop_tables(self) -> None:
        """Take the tables of the selected question away."""
        question, work = self._pane.question, self.work
        if question is not None and work is not None:
            kept = tuple(e for e in work.tables if e.question != question.question.key)
            self.compute_wanted.emit(replace(work, tables=kept))

    # --- what is opened --------------------------------------------------------------------------

    @Slot()
    def open_counted(self) -> None:
        """Show what the selected cell counts."""
        if self._pane.cell is not None:
            self._on_opened(self._pane.cell)

    @Slot(object)
    def _on_opened(self, cell: ChosenCell) -> None:
        view = self._pane.view
        if view is None or cell.column is None or cell.row.unit is not Unit.COUNT:
            return
        dialog = CountedDialog(self._context, view, cell, self._panel)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.weapon_wanted.connect(self.weapon_wanted)
        self._open(dialog)

    @Slot()
    def open_compare(self) -> None:
        """Compare with the last report."""
        view = self._pane.view
        if view is not None and self.frozen:
            self._open(CompareReportsDialog(self._context, view, self.frozen, self._panel))

    @Slot()
    def open_freeze(self) -> None:
        """Ask once, and say what freezing means."""
        work, view = self.work, self._pane.view
        if work is None or view is None:
            return
        dialog = FreezeDialog(self._context, work, view, self.frozen, self._panel)
        dialog.succeeded.connect(self._on_frozen)
        self._open(dialog)

    @Slot(object)
    def _on_frozen(self, done: ReportFrozenDone) -> None:
        self.frozen_now.emit(done)

    @Slot()
    def open_paper(self) -> None:
        """Make the annex of the draft."""
        work = self.work
        if work is not None:
            self._open(draft_paper_dialog(self._context, work.period, work.numbering, self._panel))

    @Slot()
    def open_write(self) -> None:
        """Write the draft to a file."""
        work, exports = self.work, self._context.services.national.exports
        if work is None:
            return

        def write(out: Path) -> ReportExported:
            return exports.write_draft(out, work.period, work.numbering)

        self._export.open(_("draft of the national report"), write)
