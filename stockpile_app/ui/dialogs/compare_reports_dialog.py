"""Two national reports beside one another, and how each figure went over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.national_report import (
    ComparedRow,
    FrozenRecord,
    ReportComparison,
    ReportView,
)
from stockpile_app.domain.national_report_cells import TOTAL, CellName
from stockpile_app.i18n import gettext as _
from stockpile_app.services.national import National
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.report_words import (
    change_text,
    compared_text,
    number_text,
    period_words,
    report_title,
    row_words,
)
from stockpile_app.ui.texts import in_turn, refusal_text
from stockpile_app.ui.widgets.busy_bar import busy_bar
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.26, 0.3, 0.1, 0.1, 0.1, 0.14)
_TREND: Final = 6


class TrendRow(NamedTuple):
    """A compared row, and its values in the reports before it and in this one, oldest first."""

    row: ComparedRow
    values: tuple[int | None, ...]


class CompareReportsDialog(JobDialog):
    """Rows with both values, the change, and the trend.

    Signals:
        paper_wanted: Ids of the report before and of the later one.
    """

    paper_wanted = Signal(int, int)

    def __init__(
        self,
        context: UiContext,
        view: ReportView,
        before: Sequence[FrozenRecord],
        parent: QWidget | None = None,
    ) -> None:
        """Compare ``view`` with the first of ``before``, the newest first."""
        super().__init__(context, parent)
        self.setObjectName("compare_reports_dialog")
        self.setWindowTitle(_("Compare reports"))
        self._view, self._before = view, list(before)
        self._rows: list[TrendRow] = []
        self._build()
        HelpKey("reports", self)
        self._read()

    def _build(self) -> None:
        record = self._view.record
        now = report_title(record) if record else period_words(self._view.period)
        self.which = QComboBox()
        self.which.setObjectName("compare_with")
        self.which.setAccessibleName(_("Compare with"))
        for each in self._before:
            self.which.addItem(report_title(each), each.id)
        self.which.currentIndexChanged.connect(self._read)
        said = PlainLabel(_("Compare &with"))
        said.setBuddy(self.which)
        self.changed_only = QCheckBox(_("&Only what changed"))
        self.changed_only.setObjectName("changed_only")
        self.changed_only.setChecked(True)
        self.changed_only.toggled.connect(self._show)
        self.categories = QCheckBox(_("With cate&gories"))
        self.categories.setObjectName("with_categories")
        self.categories.toggled.connect(self._show)
        tools = QHBoxLayout()
        for tool in (said, self.which, self.changed_only, self.categories):
            tools.addWidget(tool)
        tools.addStretch(1)
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("compare_note")
        self.note.hide()
        self.busy = busy_bar("busy", _("Reading"))
        self.table: SharesTable[TrendRow] = SharesTable(
            RecordsModel(_columns()), ("compared", _("Figures of both reports")), _SHARES
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(now, role="title", wrap=True))
        layout.addLayout(tools)
        layout.addWidget(self.note)
        layout.addWidget(self.busy)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._build_buttons())
        make_room(self, 1100, 680, self.context.settings.text_scale)

    def _build_buttons(self) -> QDialogButtonBox:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.buttons.rejected.connect(self.reject)
        self.paper = QPushButton(_("On &paper…"), self)
        self.paper.hide()
        self.paper.setObjectName("comparison_paper")
        self.paper.setAutoDefault(False)
        self.paper.clicked.connect(self._on_paper)
        if self._view.record is not None:  # a draft has no paper of its own yet
            self.buttons.addButton(self.paper, QDialogButtonBox.ButtonRole.ActionRole)
        return self.buttons

    @Slot()
    def _read(self) -> None:
        wanted = self.which.currentData()
        if wanted is None:
            return
        national, view = self.context.services.national, self._view
        ids = [each.id for each in self._before]
        trend = ids[ids.index(wanted) :][:_TREND]
        job: Job[tuple[ReportComparison, list[TrendRow]]] = Job(
            lambda _progress: _compared(national, view, wanted, trend)
        )
        job.succeeded.connect(self._on_read)
        job.refused.connect(self._on_refused)
        job.finished.connect(self.busy.hide)
        self.busy.show()
        self.run(job, writes=False)

    @Slot(object)
    def _on_read(self, found: tuple[ReportComparison, list[TrendRow]]) -> None:
        if self.closed:
            return
        comparison, self._rows = found
        text = "" if comparison.same_length else _different(comparison)
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self._show()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if not self.closed:
            self.note.setText(refusal_text(error))
            self.note.show()

    @Slot()
    def _show(self) -> None:
        changed, categories = self.changed_only.isChecked(), self.categories.isChecked()
        shown = [
            each
            for each in self._rows
            if (categories or each.row.category == TOTAL) and (not changed or _differs(each.row))
        ]
        self.table.records.show(shown)  # in the order of the report
        if shown:
            self.table.choose(0)

    @Slot()
    def _on_paper(self) -> None:
        if self._view.record is not None:
            self.paper_wanted.emit(self.which.currentData(), self._view.record.id)


def _compared(
    national: National, view: ReportView, before: int, trend: Sequence[int]
) -> tuple[ReportComparison, list[TrendRow]]:
    """Return the comparison, with the values of the reports ``trend``, the newest first."""
    if view.record is not None:
        comparison = national.compare(before, view.record.id)
    else:
        comparison = national.compare_draft(before, view)
    views = [*(national.report(each) for each in reversed(trend)), view]
    rows = [
        TrendRow(
            row, tuple(_value(each, CellName(row.figure, row.line, row.category)) for each in views)
        )
        for row in comparison.rows
    ]
    return comparison, rows


def _value(view: ReportView, name: CellName) -> int | None:
    try:
        return view.cell(name).value
    except BadValue:  # an older template had no such line
        return None


def _differs(row: ComparedRow) -> bool:
    if row.before is None or row.after is None:
        return True
    return (row.before.value, row.before.state) != (row.after.value, row.after.state)


def _different(comparison: ReportComparison) -> str:
    return _(
        "The periods are not of one length: {before}, and {after}. Numbers of what happens differ"
        " for that alone."
    ).format(
        before=period_words(comparison.before_period), after=period_words(comparison.after_period)
    )


def _trend_text(each: TrendRow) -> str:
    unit = each.row.unit
    return in_turn("–" if value is None else number_text(value, unit) for value in each.values)


def _columns() -> list[Column[TrendRow]]:
    return [
        Column(_("Figure"), lambda each: _(each.row.figure_title)),
        Column(_("Line"), lambda each: row_words(each.row)),
        Column(
            _("Before"), lambda each: compared_text(each.row.before, each.row.unit), number=True
        ),
        Column(_("Now"), lambda each: compared_text(each.row.after, each.row.unit), number=True),
        Column(_("Change"), lambda each: change_text(each.row), number=True),
        Column(_("All reports"), _trend_text, number=True),
    ]
