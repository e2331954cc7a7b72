"""Statistics of tracing for a period, and the targets that they are measured by."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.documents.trace_statistics import figure_rows, target_rows
from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.tracing_figures import TraceFigures
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_vocabulary import TraceDirection
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.contact_dialogs import TraceTargetsDialog
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.tracing_papers import TraceStatisticsDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.34, 0.22, 0.22, 0.22)


class FigureRow(NamedTuple):
    """A figure of each direction."""

    caption: str
    out: str
    received: str
    domestic: str


class _Statistics(NamedTuple):
    figures: TraceFigures
    targets: TraceTargets


class TraceFiguresPanel(QWidget):
    """A period, its figures, and what can be done with them.

    Signals:
        refused: The ``StockpileError`` for which nothing can be shown.
    """

    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Begin with the year so far; nothing is read before it is shown."""
        super().__init__(parent)
        self.setObjectName("trace_figures_panel")
        self.setAccessibleName(_("Statistics"))
        self.context = context
        self.dialog: QDialog | None = None
        self.locked = False
        self._stale = True
        self._job: Job[_Statistics] | None = None
        self._targets: TraceTargets | None = None
        today = context.services.desk.today
        self.from_day, self.to_day = DayEdit(), DayEdit()
        self.from_day.setText(dt.date(today.year, 1, 1).isoformat())
        self.to_day.setText(today.isoformat())
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("targets_said")
        self.error = PlainLabel("", role="error", wrap=True)
        self.error.setObjectName("figures_error")
        self.error.hide()
        self.diverted = PlainLabel("", role="heading", wrap=True)
        self.diverted.setObjectName("diverted")
        self.table: SharesTable[FigureRow] = SharesTable(
            RecordsModel(_columns()), ("trace_figures", _("Statistics")), _SHARES
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_tools())
        layout.addWidget(self.error)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.diverted)
        self.setFocusProxy(self.from_day)
        context.bus.committed.connect(self._on_committed)

    def _build_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for field, name, text in (
            (self.from_day, "figures_from", _("&From")),
            (self.to_day, "figures_to", _("&until")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(text.replace("&", ""))
            field.returnPressed.connect(self.reload)
            field.setMaximumWidth(field.fontMetrics().horizontalAdvance("0") * 16)
            said = PlainLabel(text)
            said.setBuddy(field)
            row.addWidget(said)
            row.addWidget(field)
        self.compute = _button("compute", _("Co&mpute"), "")
        self.compute.clicked.connect(self.reload)
        self.set_targets = _button("set_targets", _("&Targets…"), "edit")
        self.set_targets.clicked.connect(self.open_targets)
        self.paper = _button("print_figures", _("&Print…"), "print")
        self.paper.clicked.connect(self.open_paper)
        row.addWidget(self.compute)
        row.addStretch(1)
        row.addWidget(self.set_targets)
        row.addWidget(self.paper)
        services = self.context.services
        may = services.desk.may(Permission.TRACE) and not services.read_only
        self.set_targets.setEnabled(may)
        self.paper.setEnabled(may)
        return row

    @Slot()
    def reload(self) -> None:
        """Compute the figures of the period that stands there."""
        self.error.hide()
        if self._job is not None or self.locked:
            return
        try:
            first, last = given(self.from_day), given(self.to_day)
        except BadValue as error:
            self._say(error)
            return
        tracing = self.context.services.tracing
        self._stale = False
        self._job = Job(
            lambda _progress: _Statistics(tracing.figures(first, last), tracing.targets())
        )
        self._job.succeeded.connect(self._on_read)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=True)

    def show_now(self) -> None:
        """Compute, if something changed since it was last shown."""
        if self._stale:
            self.reload()

    def forget(self) -> None:
        """Keep nothing of what was shown: the window was locked."""
        self.table.records.show([])
        self.diverted.setText("")
        self._stale = True
        if isinstance(self.dialog, TraceStatisticsDialog) and not self.dialog.closed:
            self.dialog.reject()
        self.dialog = None

    @Slot(object)
    def _on_read(self, read: _Statistics) -> None:
        if self.locked:
            return
        self._targets = read.targets
        figures = read.figures
        columns = [figure_rows(figures.of(each)) for each in TraceDirection]
        rows = [
            FigureRow(_caption(captions), *(value for _text, value in captions))
            for captions in zip(*columns, strict=True)
        ]
        self.table.records.show(rows)
        self.said.setText(
            " · ".join(stated(name, value) for name, value in target_rows(read.targets))
        )
        self.diverted.setText(
            _(
                "Points of diversion established in the period: registered weapons {registered},"
                " others {others}. Up to the end of the period: registered weapons {ever}."
            ).format(
                registered=count(len(figures.diverted)),
                others=count(figures.diverted_unregistered),
                ever=count(len(figures.diverted_ever)),
            )
        )

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue):
            self._say(error)
        else:
            self.refused.emit(error)

    def _say(self, error: StockpileError) -> None:
        self.error.setText(refusal_text(error))
        self.error.show()

    @Slot()
    def _on_finished(self) -> None:
        self._job = None

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.tracing or changes.contacts:
            self._stale = True
            if self.isVisible():
                self.reload()

    @Slot()
    def open_targets(self) -> None:
        """Ask for other targets."""
        targets = self._targets or self.context.services.tracing.targets()
        self.dialog = TraceTargetsDialog(self.context, targets, self)
        self.dialog.succeeded.connect(self.reload)
        self.dialog.open()

    @Slot()
    def open_paper(self) -> None:
        """Offer the statistics on paper."""
        period = (self.from_day.text(), self.to_day.text())
        self.dialog = TraceStatisticsDialog(self.context, period, self)
        self.dialog.open()


def _caption(captions: tuple[tuple[str, str], ...]) -> str:
    """Return what the same figure is called in each direction."""
    return " / ".join(dict.fromkeys(text for text, _value in captions))


def _columns() -> list[Column[FigureRow]]:
    return [
        Column(_("What is counted"), lambda row: row.caption),
        Column(_("To others"), lambda row: row.out, number=True),
        Column(_("From others"), lambda row: row.received, number=True),
        Column(_("Domestic"), lambda row: row.domestic, number=True),
    ]


def _button(name: str, text: str, icon_name: str) -> QPushButton:
    button = QPushButton(icon(icon_name), f" {text}") if icon_name else QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    return button
