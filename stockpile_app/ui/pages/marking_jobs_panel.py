"""Marking jobs: how far each is, and its marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.marking_work import MarkingJobRecord, MarkLineRecord, MarkLineState
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.services.marking_work import MarkingWork
from stockpile_app.ui.actions.marking_actions import MarkingActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.marking_words import size_words
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.action_button import menu_button, tool_button
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_MOST: Final = 200
_SHARES: Final = (0.34, 0.28, 0.18, 0.2)
_LINE_SHARES: Final = (0.18, 0.18, 0.24, 0.17, 0.23)
_SIGNS: Final = {
    MarkLineState.OPEN: "○",
    MarkLineState.APPLIED: "✓",
    MarkLineState.FAULTED: "◐",
    MarkLineState.GIVEN_UP: "✗",
}


class JobsFile(NamedTuple):
    """Jobs, and one of them with its marks."""

    jobs: Sequence[MarkingJobRecord]
    shown: MarkingJobRecord | None
    lines: Sequence[MarkLineRecord]


class MarkingJobsPanel(Listing):
    """A table of jobs, the marks of the selected one beside it, and its acts as buttons.

    Signals:
        bench_wanted: A ``MarkingJobRecord`` to work at.
        weapon_wanted: Id of a weapon.
    """

    bench_wanted = Signal(object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the open jobs as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("marking_jobs_panel")
        self.setAccessibleName(_("Marking jobs"))
        self.shown: MarkingJobRecord | None = None
        self._wanted: int | None = None
        self._asked: int | None = None
        self._open_only = True
        self.acts = MarkingActions(context, self)
        self.acts.opened.connect(self.open_item)
        self.acts.bench_wanted.connect(self.bench_wanted)
        self._build()

    def _build(self) -> None:
        self.note.setObjectName("marking_jobs_note")
        self.about = PlainLabel("", role="hint", wrap=True)
        self.about.setObjectName("marking_job_about")
        self.table: SharesTable[MarkingJobRecord] = SharesTable(
            RecordsModel(_columns()), ("marking_jobs", _("Marking jobs")), _SHARES
        )
        self.table.chosen.connect(self._on_chosen)
        self.lines: SharesTable[MarkLineRecord] = SharesTable(
            RecordsModel(_line_columns()), ("job_lines", _("Marks of this job")), _LINE_SHARES
        )
        self.table.when_empty(
            _(
                "No marking job is open. Open one here, or choose weapons on the page Weapons"
                " first: each gets a text that is unique across the State."
            ),
            self.acts.new,
            (self.context, Permission.MARK),
        )
        self.lines.when_empty(_("Select a job to see its marks."))
        self.lines.activated.connect(self._on_activated)
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(8, 0, 8, 0)
        rows.setSpacing(6)
        rows.addWidget(self.about)
        rows.addWidget(self.lines, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([440, 760])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._tools())
        layout.addWidget(self.note)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        self._show(None, ())

    def _tools(self) -> QHBoxLayout:
        self.which = QComboBox()
        self.which.setObjectName("which_jobs")
        self.which.setAccessibleName(_("Which jobs"))
        self.which.addItem(_("Open"), "open")
        self.which.addItem(_("All"), "all")
        self.which.currentIndexChanged.connect(self.reload)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(tool_button(self.acts.new, primary=True))
        row.addWidget(self.which)
        row.addStretch(1)
        for action in self.acts.steps:
            row.addWidget(tool_button(action))
        row.addWidget(menu_button(_("&Papers"), "marking_papers", self.acts.papers))
        return row

    @override
    def prepare(self) -> None:
        chosen = self.table.current()
        self._asked = self._wanted if self._wanted is not None else (chosen.id if chosen else None)
        self._wanted = None
        self._open_only = self.which.currentData() == "open"

    @override
    def read(self) -> JobsFile:
        return _read(self.context.services.marking.work, self._asked, open_only=self._open_only)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.marking

    @Slot(object)
    def open_item(self, item_id: object) -> None:
        """Show a job by its id, whatever the filter."""
        if isinstance(item_id, int):
            self._wanted = item_id
            self.reload()

    @override
    def show_found(self, found: JobsFile) -> None:
        jobs = list(found.jobs)
        if found.shown is not None and found.shown.id not in {each.id for each in jobs}:
            jobs.append(found.shown)
        self.table.records.show(jobs)
        text = ""
        if len(jobs) >= _MOST:
            text = _("The newest {count} jobs are shown.").format(count=count(_MOST))
        self.say(text)
        ids = [each.id for each in self.table.records.records]
        self._show(found.shown, found.lines)
        if found.shown is not None:
            self.table.choose(ids.index(found.shown.id))

    @Slot(object)
    def _on_chosen(self, job: MarkingJobRecord | None) -> None:
        if job is not None and (self.shown is None or self.shown.id != job.id):
            self.reload()

    def _show(self, job: MarkingJobRecord | None, lines: Sequence[MarkLineRecord]) -> None:
        self.shown = job
        self.lines.records.show(list(lines))
        self.about.setText(_told(job) if job is not None else _("Select a job to see its marks."))
        self.acts.show(job)

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        line = self.lines.current()
        if line is not None:
            self.weapon_wanted.emit(line.weapon.id)


def _read(work: MarkingWork, wanted: int | None, *, open_only: bool) -> JobsFile:
    jobs = work.list(open_only=open_only, limit=_MOST)
    shown = wanted if wanted is not None or not jobs else jobs[0].id
    if shown is None:
        return JobsFile(jobs, None, ())
    try:
        return JobsFile(jobs, work.get(shown), work.lines(shown))
    except NotFound:
        return JobsFile(jobs, None, ())


def _told(job: MarkingJobRecord) -> str:
    said = _("{occasion}, by {team}. Opened {day} by {name}.").format(
        occasion=label(job.occasion), team=job.team, day=day(job.opened_on), name=job.opened_by
    )
    where = _("Where: {position}").format(position=job.position) if job.position else ""
    return " ".join(filter(None, (said, where, job.notes)))


def _done(job: MarkingJobRecord) -> str:
    applied = job.count(MarkLineState.APPLIED)
    total = job.marks - job.count(MarkLineState.GIVEN_UP)
    return _("{done} of {total}").format(done=count(applied), total=count(total))


def _columns() -> list[Column[MarkingJobRecord]]:
    return [
        Column(_("Job"), lambda each: each.number, order=lambda each: each.id),
        Column(_("Occasion"), lambda each: label(each.occasion)),
        Column(_("State"), lambda each: label(each.state)),
        Column(_("Done"), _done, number=True),
    ]


def _line_columns() -> list[Column[MarkLineRecord]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number, order=lambda each: each.position),
        Column(_("Part"), lambda each: label(each.component)),
        Column(_("Mark"), lambda each: each.text),
        Column(_("State"), lambda each: f"{_SIGNS[each.state]} {label(each.state)}"),
        Column(_("Said of it"), _line_words),
    ]


def _line_words(line: MarkLineRecord) -> str:
    faults = listed(label(each) for each in line.faults)
    if line.state is not MarkLineState.APPLIED:
        return faults
    sizes = " / ".join(filter(None, (size_words(line.height), size_words(line.depth))))
    when = day(line.applied_on) if line.applied_on else ""
    return " · ".join(filter(None, (when, line.applied_by, sizes, faults)))
