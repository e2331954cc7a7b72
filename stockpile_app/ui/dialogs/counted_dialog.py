"""What a cell of a national report counts, one by one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.national_report import CountedRecord, ReportView
from stockpile_app.domain.national_report_cells import RecordKind
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.report_words import (
    BY_ID,
    PAGE_OF,
    TAB_OF,
    column_title,
    row_words,
    value_words,
)
from stockpile_app.ui.texts import NOTHING, count, day, isolated, refusal_text
from stockpile_app.ui.widgets.busy_bar import busy_bar
from stockpile_app.ui.widgets.figure_table import ChosenCell
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.2, 0.32, 0.14, 0.16, 0.18)


class CountedDialog(JobDialog):
    """A table; Enter opens one of its rows on the page that shows it.

    Signals:
        open_wanted: The name of a page, and the id of what is to be opened there, or None.
        weapon_wanted: Id of a weapon.
    """

    open_wanted = Signal(str, object)
    weapon_wanted = Signal(int)

    def __init__(
        self,
        context: UiContext,
        view: ReportView,
        cell: ChosenCell,
        parent: QWidget | None = None,
    ) -> None:
        """Show what ``cell`` of ``view`` counts as soon as it is read."""
        super().__init__(context, parent)
        self.setObjectName("counted_dialog")
        self.setWindowTitle(_("What is counted"))
        self._view, self._cell = view, cell
        self._shows_then = False
        self._build()
        HelpKey("reports", self)
        self._read()

    def _build(self) -> None:
        cell, column = self._cell, self._cell.column
        head = column_title(column) if column is not None else ""
        title = f"{_(cell.figure.title)} · {row_words(cell.row)} · {head}"
        value = cell.value
        self.said = PlainLabel(
            value_words(value, cell.row.unit) if value is not None else "", wrap=True
        )
        self.said.setObjectName("counted_value")
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("counted_note")
        self.note.hide()
        self.busy = busy_bar("busy", _("Reading"))
        self.table: SharesTable[CountedRecord] = SharesTable(
            RecordsModel(_columns()), ("counted", _("What is counted")), _SHARES
        )
        self.table.chosen.connect(self._enable)
        self.table.activated.connect(self.open_chosen)
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(title, role="title", wrap=True))
        layout.addWidget(self.said)
        layout.addWidget(PlainLabel(_(cell.figure.meaning), role="hint", wrap=True))
        layout.addWidget(self.note)
        layout.addWidget(self.busy)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        make_room(self, 1000, 620, self.context.settings.text_scale)
        self._enable()

    def _build_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.buttons.rejected.connect(self.reject)
        self.open_button = QPushButton(_("&Open"))
        self.open_button.setObjectName("open_counted")
        self.open_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self.open_chosen)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.then = QPushButton(_("&As the report counted it…"), self)
        self.then.setObjectName("as_frozen")
        self.then.setAutoDefault(False)
        self.then.hide()
        self.then.clicked.connect(self.open_then)
        if self._view.record is not None:
            self.buttons.addButton(self.then, QDialogButtonBox.ButtonRole.ResetRole)

    def _read(self) -> None:
        column = self._cell.column
        if column is None:
            return
        national, name = self.context.services.national, self._cell.row.name(column)
        period = self._view.period
        job: Job[tuple[CountedRecord, ...]] = Job(lambda _progress: national.records(name, period))
        job.succeeded.connect(self._on_read)
        job.refused.connect(self._on_refused)
        job.finished.connect(self.busy.hide)
        self.run(job, writes=False)

    @Slot()
    def open_then(self) -> None:
        """Show what the frozen report counted; the register of then is built anew for that."""
        record, column = self._view.record, self._cell.column
        if record is None or column is None:
            return
        national, name = self.context.services.national, self._cell.row.name(column)

        def work(progress: Progress) -> tuple[CountedRecord, ...]:
            with national.followed(record.id, progress) as then:
                return then.records(name)

        job = Job(work)
        job.succeeded.connect(self._on_then)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._enable)
        self.then.setEnabled(False)
        ProgressDialog(job, _("Going back to the day of the report"), self)
        self.run(job, writes=False)

    @Slot(object)
    def _on_then(self, records: tuple[CountedRecord, ...]) -> None:
        record = self._view.record
        if self.closed or record is None:
            return
        self.table.records.show(records)
        if records:
            self.table.choose(0)
            self.table.setFocus()
        self._shows_then = True
        text = _("As the register stood on {day}, when the report was frozen.")
        self.note.setText(text.format(day=day(record.frozen_on)))
        self.note.show()
        self._enable()

    @Slot(object)
    def _on_read(self, records: tuple[CountedRecord, ...]) -> None:
        if self.closed:
            return
        self.table.records.show(records)
        if records:
            self.table.choose(0)
            self.table.setFocus()
        self._say(len(records))
        self._enable()

    def _say(self, found: int) -> None:
        value = self._cell.value
        texts = []
        if value is not None and value.overridden:
            texts.append(_("Below is what was computed, not what is stated."))
        computed = (
            value.computed if value is not None and value.overridden else value and value.value
        )
        if self._view.record is not None and computed is not None and found != computed:
            text = ngettext(
                "The register counts {count} today; the report was frozen on {day}.",
                "The register counts {count} today; the report was frozen on {day}.",
                found,
            )
            texts.append(text.format(count=count(found), day=day(self._view.record.frozen_on)))
        if not found:
            texts.append(_("There is nothing to show for this figure."))
        self.note.setText(" ".join(texts))
        self.note.setVisible(bool(texts))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if not self.closed:
            self.note.setText(refusal_text(error))
            self.note.show()

    @Slot()
    def _enable(self) -> None:
        record: CountedRecord | None = self.table.current()
        may = record is not None and (record.kind is RecordKind.WEAPON or record.kind in PAGE_OF)
        self.open_button.setEnabled(may)
        self.then.setEnabled(not self._shows_then)

    @Slot()
    def open_chosen(self) -> None:
        """Open the selected row on its own page."""
        record: CountedRecord | None = self.table.current()
        if record is None or not self.open_button.isEnabled():
            return
        self.accept()
        if record.kind is RecordKind.WEAPON:
            self.weapon_wanted.emit(record.id)
        else:
            self.open_wanted.emit(PAGE_OF[record.kind], _item(record))


def _item(record: CountedRecord) -> int | str | None:
    """Return what the page of a record is told to show."""
    if record.kind in {RecordKind.TRACE, RecordKind.PARTICIPANT}:
        return record.number
    return record.id if record.kind in BY_ID and record.id else TAB_OF.get(record.kind)


def _columns() -> list[Column[CountedRecord]]:
    return [
        Column(_("Number"), lambda each: isolated(each.number)),
        Column(_("What"), lambda each: _(each.title) if each.title else NOTHING),
        Column(_("Day"), lambda each: day(each.day), order=lambda each: str(each.day or "")),
        Column(_("Category"), lambda each: _(each.category) if each.category else NOTHING),
        Column(_("Place"), lambda each: each.place or NOTHING),
    ]
