"""The marking bench: a weapon is scanned, marked, read back and measured; then the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.marking import Profile
from stockpile_app.domain.marking_work import (
    ApplyMark,
    MarkingJobDone,
    MarkingJobRecord,
    MarkLineRecord,
    MarkLineState,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.vocabulary import MarkMethod
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.marking_job_dialogs import FaultDialog
from stockpile_app.ui.dialogs.photograph_dialog import read_picture
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.marking_words import size_words
from stockpile_app.ui.scan_queue import ScanQueue
from stockpile_app.ui.texts import count, label, refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.bench_desk import BenchDesk


class BenchView(QWidget):
    """Goes with a marking team through a job.

    Signals:
        left: The bench is left; the job stays open.
    """

    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Have no job yet."""
        super().__init__(parent)
        self.setObjectName("bench_view")
        self.setAccessibleName(_("Work at the marking bench"))
        self.context = context
        self.job: MarkingJobRecord | None = None
        self.line: MarkLineRecord | None = None
        self.dialog: QDialog | None = None
        self._waiting: list[MarkLineRecord] = []
        self._job: Job[MarkingJobDone] | None = None
        self.queue = ScanQueue(context.jobs, self._prepare, self)
        self.queue.looked_up.connect(self._on_found)
        self.queue.refused.connect(self._on_unknown)
        self.desk = BenchDesk(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.desk)
        self.setFocusProxy(self.desk.field)
        self._connect()

    def _connect(self) -> None:
        desk = self.desk
        desk.field.read.connect(self.on_scan)
        desk.read.returnPressed.connect(desk.height_edit.setFocus)
        desk.height_edit.returnPressed.connect(desk.depth_edit.setFocus)
        desk.depth_edit.returnPressed.connect(self._on_applied)
        desk.applied.clicked.connect(self._on_applied)
        desk.failed.clicked.connect(self.open_fault)
        desk.leave_bench.clicked.connect(self.left)
        for key, slot in (
            ("F8", self.open_fault),
            ("F9", self._on_applied),
            ("Esc", self.start_over),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def begin(self, job: MarkingJobRecord, profile: Profile) -> None:
        """Begin, or go on, with a job."""
        self.job = job
        self.desk.recent.clear()
        self.desk.title.setText(
            _("{number}: {occasion}, by {team}").format(
                number=job.number, occasion=label(job.occasion), team=job.team
            )
        )
        self.desk.hint.setText(_limits(job, profile))
        self._count()
        self.start_over()

    @Slot()
    def start_over(self) -> None:
        """Wait for the next weapon; what was typed of this one is forgotten."""
        self.line = None
        self._waiting = []
        self.desk.form.clear_errors()
        self.desk.wait()
        self._say(Tone.NEUTRAL, _("Scan the weapon"), _("Its mark is shown then."))

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Take a weapon that was scanned."""
        self.queue.put(text)

    def _prepare(self, text: str) -> Callable[[], Sequence[MarkLineRecord]] | None:
        job, work = self.job, self.context.services.marking.work
        return None if job is None else lambda: work.find(job.id, text)

    @Slot(object)
    def _on_found(self, lines: Sequence[MarkLineRecord]) -> None:
        self._waiting = [each for each in lines if not each.state.is_settled]
        self.desk.form.clear_errors()
        self.desk.wait()
        if not self._waiting:
            self.line = None
            number = lines[0].weapon.number
            self._say(Tone.WARN, number, _("Nothing more is to be marked on it."))
            return
        self._ask()

    def _ask(self) -> None:
        self.line = self._waiting[0]
        weapon = self.line.weapon
        model = " ".join(filter(None, (weapon.maker, weapon.model)))
        where = listed((label(self.line.component), self.job_position))
        self._say(
            Tone.GOOD,
            self.line.text,
            _("{number} {model}. Put this on: {where}. Then read it back.").format(
                number=weapon.number, model=model, where=where
            ),
        )
        self.desk.ask()

    @property
    def job_position(self) -> str:
        """Where the mark goes."""
        return self.job.position if self.job is not None else ""

    @Slot()
    def _on_applied(self) -> None:
        line, job = self.line, self.job
        if line is None or job is None or self._job is not None:
            return
        self.desk.form.clear_errors()
        try:
            asked = self._asked(job, line)
        except StockpileError as error:
            self._on_refused(error)
            return
        work = self.context.services.marking.work

        def run(_progress: Progress) -> MarkingJobDone:
            return work.apply(asked)

        self.queue.hold(held=True)
        self._job = Job(run)
        self._job.succeeded.connect(self._on_done)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=True)

    def _asked(self, job: MarkingJobRecord, line: MarkLineRecord) -> ApplyMark:
        desk = self.desk
        path = desk.picture.text()
        return ApplyMark(
            job_id=job.id,
            weapon_id=line.weapon.id,
            component=line.component,
            text_read=desk.read.text(),
            method=desk.method.code(MarkMethod) or MarkMethod.UNKNOWN,
            height=desk.height_edit.size_given(),
            depth=desk.depth_edit.size_given(),
            photograph=read_picture(Path(path)) if path else b"",
        )

    @Slot(object)
    def _on_done(self, done: MarkingJobDone) -> None:
        if self.line is not None:
            said = _("{number}, {part}: marked")
            self.desk.remember("✓ " + self._told(said))
        self._next(done)

    @Slot(object)
    def _on_faulted(self, done: MarkingJobDone) -> None:
        if self.line is not None:
            self.desk.remember("✗ " + self._told(_("{number}, {part}: failed")))
        self._next(done)

    def _told(self, said: str) -> str:
        line = self.line
        return said.format(number=line.weapon.number, part=label(line.component)) if line else ""

    def _next(self, done: MarkingJobDone) -> None:
        """Go on with the next part of the same weapon, or wait for another."""
        self.context.bus.committed.emit(done.changes)
        self._count()
        self._waiting = self._waiting[1:]
        self.desk.wait()
        if self._waiting:
            self._ask()
        else:
            self.start_over()

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.queue.hold(held=False)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.desk.form.show_error(error)
        self._say(Tone.BAD, _("Not recorded"), refusal_text(error))
        if isinstance(error, BadValue) and error.field == "text_read":
            self.desk.read.selectAll()
            self.desk.read.setFocus()

    @Slot(object)
    def _on_unknown(self, error: StockpileError) -> None:
        self.start_over()
        self._say(Tone.BAD, _("Not this one"), refusal_text(error))

    @Slot()
    def open_fault(self) -> None:
        """Open the form that says what went wrong with this mark."""
        if self.line is None or self.job is None:
            return
        dialog = FaultDialog(self.context, self.job, self.line, self)
        dialog.succeeded.connect(self._on_faulted)
        self.dialog = dialog
        dialog.open()

    def _say(self, tone: Tone, title: str, detail: str = "") -> None:
        self.desk.answer.say(tone, title, detail)

    def _count(self) -> None:
        if self.job is None:
            return
        self.job = self.context.services.marking.work.get(self.job.id)
        left = self.job.count(MarkLineState.OPEN) + self.job.count(MarkLineState.FAULTED)
        self.desk.figures.setText(
            _("{done} marked, {given_up} given up. Left: {left}").format(
                done=count(self.job.count(MarkLineState.APPLIED)),
                given_up=count(self.job.count(MarkLineState.GIVEN_UP)),
                left=count(left),
            )
        )


def _limits(job: MarkingJobRecord, profile: Profile) -> str:
    sizes = [
        text.format(size=size_words(size))
        for text, size in (
            (_("letters at least {size} high"), profile.height),
            (_("at least {size} deep"), profile.depth),
        )
        if size is not None
    ]
    where = _("Where: {position}").format(position=job.position) if job.position else ""
    return " · ".join(filter(None, (_(profile.title), *sizes, where)))
