"""What would become of every row: counters that filter, and the rows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.imports import ImportReport, Outcome, RowMessage, RowOutcome
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext, stated, tr
from stockpile_app.ui.field_texts import field_text
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.role import set_look

_SHOWN_PLACES: Final = 8


class Filter(Enum):
    """Which rows are listed."""

    ALL = auto()
    CREATED = auto()
    UNCHANGED = auto()
    SKIPPED = auto()
    WARNINGS = auto()
    ERRORS = auto()


_TEXTS: Final = {
    Filter.ALL: N_("A&ll rows"),
    Filter.CREATED: N_("To &create"),
    Filter.UNCHANGED: N_("&Unchanged"),
    Filter.SKIPPED: N_("S&kipped"),
    Filter.WARNINGS: N_("&Warnings"),
    Filter.ERRORS: N_("&Errors"),
}
_OUTCOMES: Final = {
    Outcome.CREATED: (N_("To create"), "add"),
    Outcome.UNCHANGED: (N_("Unchanged"), "check"),
    Outcome.SKIPPED: (N_("Skipped"), "next"),
    Outcome.ERROR: (N_("Error"), "close"),
}
_BY_FILTER: Final = {
    Filter.CREATED: Outcome.CREATED,
    Filter.UNCHANGED: Outcome.UNCHANGED,
    Filter.SKIPPED: Outcome.SKIPPED,
    Filter.ERRORS: Outcome.ERROR,
}


class RehearsalView(QWidget):
    """The report of a rehearsal.

    Signals:
        listed: How many rows are listed now.
    """

    listed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no report yet."""
        super().__init__(parent)
        self.setObjectName("rehearsal")
        self.report = ImportReport()
        self._warned: set[tuple[str, int]] = set()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._build_counters())
        self.places = PlainLabel("", role="notice", wrap=True)
        self.places.setObjectName("new_places")
        layout.addWidget(self.places)
        self.table: RecordTable[RowOutcome] = RecordTable(
            RecordsModel(_columns()), "rows", _("Rows of the files and what becomes of them")
        )
        self.table.set_widths((18, 6, 13, 13, 15, 18))
        self.table.chosen.connect(self._on_chosen)
        layout.addWidget(self.table, 1)
        self.cut = PlainLabel("", role="hint", wrap=True)
        self.cut.setObjectName("cut")
        layout.addWidget(self.cut)
        self.message = PlainLabel("", wrap=True)
        self.message.setObjectName("message")
        self.message.setAccessibleName(_("What is said about the selected row"))
        self.message.setMinimumHeight(2 * self.message.fontMetrics().lineSpacing())
        layout.addWidget(self.message)

    def _build_counters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.counters: dict[Filter, QPushButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        for which in Filter:
            button = QPushButton(_(_TEXTS[which]))
            button.setObjectName(f"filter_{which.name.lower()}")
            button.setCheckable(True)
            button.toggled.connect(self._on_filter)
            group.addButton(button)
            row.addWidget(button)
            self.counters[which] = button
        row.addStretch(1)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    def show_report(self, report: ImportReport) -> None:
        """Show a report; its errors first, if there are any."""
        self.report = report
        self._warned = {(each.file, each.row) for each in report.warnings}
        for which, button in self.counters.items():
            button.setText(stated(_(_TEXTS[which]), count(self.total(which))))
            button.setEnabled(which is Filter.ALL or bool(self.total(which)))
        several = len({each.file for each in report.rows}) > 1
        self.table.setColumnHidden(0, not several)
        self.places.setText(_new_places(report.new_places))
        self.places.setVisible(bool(report.new_places))
        listed = len(report.rows)
        self.cut.setText(_("Only the first {rows} rows are listed.").format(rows=count(listed)))
        self.cut.setVisible(listed < report.read)
        self.choose(Filter.ERRORS if report.error_rows else Filter.ALL)

    def total(self, which: Filter) -> int:
        """Return what a counter says."""
        report = self.report
        return {
            Filter.ALL: report.read,
            Filter.CREATED: report.created,
            Filter.UNCHANGED: report.unchanged,
            Filter.SKIPPED: report.skipped,
            Filter.WARNINGS: len(report.warnings),
            Filter.ERRORS: report.error_rows,
        }[which]

    def choose(self, which: Filter) -> None:
        """List the rows of one counter."""
        if self.counters[which].isChecked():
            self._list(which)
        else:
            self.counters[which].setChecked(True)

    @Slot()
    def _on_filter(self) -> None:
        for which, button in self.counters.items():
            set_look(button, "primary", button.isChecked())
            if button.isChecked():
                self._list(which)

    def _list(self, which: Filter) -> None:
        rows = [each for each in self.report.rows if self._fits(each, which)]
        if which in {Filter.ALL, Filter.WARNINGS}:
            rows = [*_about_files(self.report.warnings), *rows]
        self.table.records.show(rows)
        if rows:
            self.table.choose(0)
        self.table.setFocus()
        self.listed.emit(len(rows))

    def _fits(self, row: RowOutcome, which: Filter) -> bool:
        if which is Filter.ALL:
            return True
        if which is Filter.WARNINGS:
            return (row.file, row.row) in self._warned
        return row.outcome is _BY_FILTER[which]

    @Slot(object)
    def _on_chosen(self, row: RowOutcome | None) -> None:
        self.message.setText("\n".join(map(message_text, row.messages)) if row else "")


def message_text(message: RowMessage) -> str:
    """Return what is said about a row, with the column it is about."""
    text = tr(message.message_id, **message.params)
    if not message.column:
        return text
    return stated(field_text(message.column), text)


def _columns() -> list[Column[RowOutcome]]:
    return [
        Column(_("File"), lambda row: row.file),
        Column(_("Row"), lambda row: str(row.row) if row.row else NOTHING, number=True),
        Column(_("Outcome"), _outcome, icon=_outcome_icon),
        Column(_("Serial"), lambda row: row.serial),
        Column(_("Model"), lambda row: row.model),
        Column(_("Depot"), lambda row: row.depot),
        Column(_("Message"), lambda row: " ".join(map(message_text, row.messages))),
    ]


def _outcome(row: RowOutcome) -> str:
    return _(_OUTCOMES[row.outcome][0]) if row.row else _("Whole file")


def _outcome_icon(row: RowOutcome) -> QIcon:
    warned = row.outcome in {Outcome.CREATED, Outcome.UNCHANGED} and row.messages
    return icon("warning" if warned or not row.row else _OUTCOMES[row.outcome][1])


def _about_files(warnings: Sequence[RowMessage]) -> list[RowOutcome]:
    """Return a line for each warning about a file as a whole."""
    return [
        RowOutcome(each.file, 0, Outcome.SKIPPED, "", "", "", (each,))
        for each in warnings
        if not each.row
    ]


def _new_places(paths: Sequence[str]) -> str:
    shown = listed(paths[:_SHOWN_PLACES])
    if len(paths) > _SHOWN_PLACES:
        shown = _("{places} and {more} more").format(
            places=shown, more=count(len(paths) - _SHOWN_PLACES)
        )
    text = ngettext(
        "{count} new place will be added: {places}.",
        "{count} new places will be added: {places}.",
        len(paths),
    )
    return text.format(count=count(len(paths)), places=shown)
