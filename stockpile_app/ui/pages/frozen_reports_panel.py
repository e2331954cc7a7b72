"""National reports that were frozen: what each says, its seal, its papers and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.national_report import FrozenRecord, ReportView
from stockpile_app.domain.national_report_cells import Unit
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code
from stockpile_app.services.national import National
from stockpile_app.ui.actions.report_actions import panel_action
from stockpile_app.ui.actions.report_export import ReportExport
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.compare_reports_dialog import CompareReportsDialog
from stockpile_app.ui.dialogs.counted_dialog import CountedDialog
from stockpile_app.ui.dialogs.report_papers import comparison_paper_dialog, report_paper_dialog
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.report_words import period_words
from stockpile_app.ui.texts import count, day
from stockpile_app.ui.widgets.action_button import menu_button, tool_button
from stockpile_app.ui.widgets.figure_table import ChosenCell
from stockpile_app.ui.widgets.list_panel import ListPanel
from stockpile_app.ui.widgets.report_pane import ReportPane
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.12, 0.18, 0.19, 0.09, 0.07, 0.15, 0.2)


class FrozenFile(NamedTuple):
    """All frozen reports, one of them in full, and the one it was compared with."""

    reports: list[FrozenRecord]
    shown: ReportView | None
    before: ReportView | None


class FrozenReportsPanel(ListPanel):
    """A table of reports, and below it the selected one, which nobody can change.

    Signals:
        open_wanted: The name of a page, and the id of what is to be opened there, or None.
        weapon_wanted: Id of a weapon.
    """

    open_wanted = Signal(str, object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext) -> None:
        """Show the reports as soon as they are read."""
        super().__init__(context, "frozen_reports_panel", _("Frozen reports"))
        self._wanted: int | None = None
        self._asked: int | None = None
        self._export = ReportExport(context, self)
        self._make_actions()
        self._build()

    def _make_actions(self) -> None:
        make = self._make
        self.counted = make("counted", _("&What is counted…"), ("F2", "search"), self.open_counted)
        self.annex = make("annex", _("&Annex…"), ("F11", "print"), self.open_annex)
        self.indicator = make("indicator", _("SD&G sheet…"), ("F3", "sheet"), self.open_indicator)
        self.compare = make("compare", _("C&ompare…"), ("F10", "history"), self.open_compare)
        self.write = make("file", _("Write to a &file…"), ("Ctrl+S", "export"), self.open_write)
        self.copy = make("copy_seal", _("Copy the &seal code"), ("F4", "copy"), self.on_copy)

    def _make(
        self, name: str, text: str, keys: tuple[str, str], slot: Callable[[], object]
    ) -> QAction:
        return panel_action(self, name, text, keys, slot)

    def _build(self) -> None:
        self.table: SharesTable[FrozenRecord] = SharesTable(
            RecordsModel(_columns()), ("frozen_reports", _("Frozen reports")), _SHARES
        )
        self.table.when_empty(
            _("No report is frozen yet. Compute one on the tab Draft, and freeze it there.")
        )
        self.table.chosen.connect(self._on_chosen)
        self.pane = ReportPane("frozen")
        self.pane.chosen.connect(self._enable)
        self.pane.opened.connect(self._on_opened)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.note, 1)
        for action in (self.counted, self.compare, self.annex, self.indicator):
            row.addWidget(tool_button(action))
        more = QMenu(self)
        more.addActions([self.write, self.copy])
        row.addWidget(menu_button(_("&More"), "more_frozen", more))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.pane)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(parts, 1)
        self.setFocusProxy(self.table)
        self._enable()

    # --- what is shown ---------------------------------------------------------------------------

    def open_item(self, item_id: object) -> None:
        """Show a report by its id."""
        if isinstance(item_id, int):
            self._wanted = item_id
            self.reload()

    @override
    def prepare(self) -> None:
        chosen = self.table.current()
        self._asked = self._wanted if self._wanted is not None else (chosen.id if chosen else None)
        self._wanted = None

    @override
    def read(self) -> FrozenFile:
        return _read(self.context.services.national, self._asked)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.reports

    @override
    def show_found(self, found: FrozenFile) -> None:
        self.pane.show_report(found.shown, found.before)
        self.table.records.show(found.reports)
        shown = found.shown.record if found.shown is not None else None
        ids = [each.id for each in found.reports]
        if shown is not None and shown.id in ids:
            self.table.choose(ids.index(shown.id))
        self.say("")
        self.pane.setVisible(bool(found.reports))
        self._enable()

    @Slot(object)
    def _on_chosen(self, record: FrozenRecord | None) -> None:
        shown = self.pane.view
        known = shown.record if shown is not None else None
        if record is not None and (known is None or known.id != record.id):
            self.reload()
        self._enable()

    @property
    def record(self) -> FrozenRecord | None:
        """The report that is selected."""
        chosen: FrozenRecord | None = self.table.current()
        return chosen

    def _earlier(self) -> list[FrozenRecord]:
        """Return the other reports, those before the selected one first, the newest first."""
        record = self.record
        others = [each for each in self.table.records.records if record and each.id != record.id]
        return sorted(
            others, key=lambda each: (record is not None and each.id > record.id, -each.id)
        )

    @Slot()
    def _enable(self) -> None:
        services, record = self.context.services, self.record
        writable = record is not None and not services.read_only
        prints = writable and services.desk.may(Permission.PRINT)
        cell = self.pane.cell
        self.counted.setEnabled(
            cell is not None and cell.column is not None and cell.row.unit is Unit.COUNT
        )
        self.annex.setEnabled(prints)
        self.indicator.setEnabled(prints)
        self.compare.setEnabled(record is not None and len(self.table.records.records) > 1)
        self.write.setEnabled(writable and services.desk.may(Permission.EXPORT))
        self.copy.setEnabled(record is not None)

    # --- what is opened --------------------------------------------------------------------------

    @Slot()
    def open_counted(self) -> None:
        """Show what the selected cell counts."""
        if self.pane.cell is not None:
            self._on_opened(self.pane.cell)

    @Slot(object)
    def _on_opened(self, cell: ChosenCell) -> None:
        view = self.pane.view
        if view is None or cell.column is None or cell.row.unit is not Unit.COUNT:
            return
        dialog = CountedDialog(self.context, view, cell, self)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.weapon_wanted.connect(self.weapon_wanted)
        self.open_dialog(dialog)

    @Slot()
    def open_compare(self) -> None:
        """Compare the selected report with an earlier one."""
        view, others = self.pane.view, self._earlier()
        if view is not None and others:
            dialog = CompareReportsDialog(self.context, view, others, self)
            dialog.paper_wanted.connect(self._on_comparison)
            self.open_dialog(dialog)

    @Slot(int, int)
    def _on_comparison(self, before: int, _after: int) -> None:
        if self.record is not None:
            self.open_dialog(comparison_paper_dialog(self.context, before, self.record, self))

    @Slot()
    def open_annex(self) -> None:
        """Make the annex of the selected report."""
        if self.record is not None:
            self.open_dialog(report_paper_dialog(self.context, "annex", self.record, self))

    @Slot()
    def open_indicator(self) -> None:
        """Make the sheet of SDG indicator 16.4.2."""
        if self.record is not None:
            self.open_dialog(report_paper_dialog(self.context, "indicator", self.record, self))

    @Slot()
    def open_write(self) -> None:
        """Write the selected report to a file."""
        record, exports = self.record, self.context.services.national.exports
        if record is not None:
            self._export.open(record.number, lambda out: exports.write(Path(out), record.id))

    @Slot()
    def on_copy(self) -> None:
        """Put the seal code on the clipboard."""
        if self.record is not None:
            QGuiApplication.clipboard().setText(show_code(self.record.seal))
            self.note.setText(_("The seal code is on the clipboard."))


def _read(national: National, wanted: int | None) -> FrozenFile:
    reports = national.frozen()
    ids = [each.id for each in reports]
    if not ids:
        return FrozenFile([], None, None)
    shown = national.report(wanted if wanted in ids else ids[0])
    compared = shown.record.compared if shown.record is not None else None
    return FrozenFile(reports, shown, national.report(compared) if compared in ids else None)


def _columns() -> list[Column[FrozenRecord]]:
    return [
        Column(_("Number"), lambda each: each.number),
        Column(_("Title"), lambda each: each.title or _("National report")),
        Column(_("Period"), lambda each: period_words(each.period)),
        Column(_("Numbering"), lambda each: each.numbering),
        Column(_("Stated"), lambda each: count(each.overrides), number=True),
        Column(_("Frozen"), lambda each: f"{day(each.frozen_on)} · {each.frozen_by}"),
        Column(_("Seal code"), lambda each: show_code(each.seal)),
    ]
