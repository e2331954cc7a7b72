"""The national report that is being written: computed, overridden with reasons, then frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.national_report import (
    FreezeReport,
    FrozenRecord,
    ReportFrozenDone,
    ReportView,
)
from stockpile_app.domain.national_report_cells import Period
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.actions.report_actions import panel_action
from stockpile_app.ui.actions.report_draft_actions import ReportDraftActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.report_dialogs import Stated, checked, new_work, stated_words
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.page_drafts import ReportDraft
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.action_button import menu_button, tool_button
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.report_pane import ReportPane
from stockpile_app.ui.widgets.role import set_look

_DAY_CHARACTERS = 14


class Drafted(NamedTuple):
    """A report that was computed, with the reports that were frozen before."""

    stated: Stated
    frozen: list[FrozenRecord]
    before: ReportView | None
    suggested: Mapping[str, str]


class ReportDraftPanel(QWidget):
    """A period and a numbering above, the questions with their answers below.

    Signals:
        frozen: Id of a report that was frozen here.
        open_wanted: The name of a page, and the id of what is to be opened there, or None.
        weapon_wanted: Id of a weapon.
    """

    frozen = Signal(int)
    open_wanted = Signal(str, object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Offer a period; nothing is computed yet."""
        super().__init__(parent)
        self.setObjectName("report_draft_panel")
        self.setAccessibleName(_("Draft"))
        self.context = context
        self._before: ReportView | None = None
        self._suggested: Mapping[str, str] = {}
        self._job: Job[Drafted] | None = None
        self.compute = panel_action(
            self, "compute", _("&Compute"), ("F5", "refresh"), self.on_compute
        )
        self.pane = ReportPane("draft")
        self.acts = ReportDraftActions(context, self.pane, self)
        self.acts.stated.connect(self._on_stated)
        self.acts.compute_wanted.connect(self._start)
        self.acts.frozen_now.connect(self._on_frozen)
        self.acts.open_wanted.connect(self.open_wanted)
        self.acts.weapon_wanted.connect(self.weapon_wanted)
        self._build()
        self._offer_period()
        context.bus.committed.connect(self._on_committed)
        self._enable()
        self._draft = ReportDraft(self).watch()

    def _build(self) -> None:
        self.first, self.last = DayEdit(), DayEdit()
        self.numbering = QComboBox()
        for name, text, field in (
            ("period_first", _("From"), self.first),
            ("period_last", _("To"), self.last),
            ("numbering", _("Numbering"), self.numbering),
        ):
            field.setObjectName(name)
            field.setAccessibleName(text)
        self.wrong = PlainLabel("", role="error", wrap=True)
        self.wrong.setObjectName("period_error")
        self.wrong.hide()
        self.note = PlainLabel("", role="hint", wrap=True)
        self.note.setObjectName("draft_note")
        self.pane.chosen.connect(self._enable)
        self.pane.answered.connect(self._on_answered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_period())
        layout.addWidget(self.wrong)
        layout.addWidget(self.note)
        layout.addLayout(self._build_tools())
        layout.addWidget(self.pane, 1)
        layout.addStretch()
        self.setFocusProxy(self.first)
        self.pane.hide()

    def _build_period(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, field in (
            (_("Fr&om"), self.first),
            (pgettext("until", "&To"), self.last),
            (_("N&umbering"), self.numbering),
        ):
            said = PlainLabel(text)
            said.setBuddy(field)
            said.setMinimumWidth(said.sizeHint().width() + 2)
            row.addWidget(said)
            row.addWidget(field)
        self._fix_days()
        row.addWidget(tool_button(self.compute, primary=True))
        row.addStretch(1)
        row.addWidget(tool_button(self.acts.freeze))
        return row

    def _fix_days(self) -> None:
        digit = self.fontMetrics().horizontalAdvance("0")
        for edit in (self.first, self.last):
            edit.setFixedWidth(_DAY_CHARACTERS * digit)
            edit.returnPressed.connect(self.compute.trigger)

    def _build_tools(self) -> QHBoxLayout:
        acts = self.acts
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in (acts.count, acts.override, acts.table, acts.compare):
            row.addWidget(tool_button(action))
        more = QMenu(self)
        more.addActions([acts.undo, acts.drop, acts.paper, acts.write])
        row.addWidget(menu_button(_("&More"), "more_draft", more))
        row.addStretch(1)
        return row

    def _offer_period(self) -> None:
        """Offer the time since the last report, or else last year and this one up to today."""
        national = self.context.services.national
        for each in national.templates.in_force().numberings:
            self.numbering.addItem(_(each.title), each.code)
        self.numbering.setCurrentIndex(self.numbering.count() - 1)
        today = self.context.services.desk.today
        self.acts.frozen = national.frozen()
        ends = [each.period.last for each in self.acts.frozen]
        first = max(ends) + dt.timedelta(days=1) if ends else dt.date(today.year - 1, 1, 1)
        self.first.setText(min(first, today).isoformat())
        self.last.setText(today.isoformat())
        self.note.setText(
            _(
                "Choose the days that the report covers, and compute it. Nothing is recorded before"
                " you freeze it."
            )
        )

    # --- computing -------------------------------------------------------------------------------

    @Slot()
    def on_compute(self) -> None:
        """Compute the report of the period that is typed."""
        self._wrong("")
        try:
            period = self._period()
        except BadValue as error:
            self._on_refused(error)
            return
        self._start(new_work(period, self.numbering.currentData(), self.acts.work))

    def _period(self) -> Period:
        first, last = self.first.day(), self.last.day()
        if first is None:
            raise BadValue(N_("State the first day of the period."), "first")
        if last is None:
            raise BadValue(N_("State the last day of the period."), "last")
        return Period(first, last)

    @property
    def stated(self) -> FreezeReport | None:
        """What somebody stated in the report that is on show."""
        return self.acts.work

    def go_on_with(self, work: FreezeReport) -> None:
        """Compute a report again that was being written when the program ended."""
        self.first.setText(work.period.first.isoformat())
        self.last.setText(work.period.last.isoformat())
        self.numbering.setCurrentIndex(max(0, self.numbering.findData(work.numbering)))
        self._start(work)

    @Slot(object)
    def _start(self, work: FreezeReport) -> None:
        if self._job is not None:
            return
        national, compute = self.context.services.national, checked(self.context, work)

        def run(progress: Progress) -> Drafted:
            frozen = national.frozen()
            earlier = [each for each in frozen if each.period.last < work.period.last] or frozen
            before = national.report(earlier[0].id) if earlier else None
            return Drafted(compute(progress), frozen, before, national.suggestions())

        self._job = Job(run)
        self._job.succeeded.connect(self._on_computed)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        ProgressDialog(self._job, _("Computing the report"), self)
        self._enable()
        # looking into trace files is an entry of its own
        traces = self.context.services.desk.may(Permission.TRACE)
        self.context.jobs.start(self._job, writes=traces)

    @Slot(object)
    def _on_computed(self, drafted: Drafted) -> None:
        self.acts.frozen, self._before = drafted.frozen, drafted.before
        self._suggested = drafted.suggested
        begins = not self.pane.isVisible()
        self._on_stated(drafted.stated)
        if begins:  # once the dialog that tells how far it is has gone
            QTimer.singleShot(0, self._go_to_questions)

    @Slot()
    def _go_to_questions(self) -> None:
        self.pane.questions.setFocus()

    @Slot(object)
    def _on_stated(self, stated: Stated) -> None:
        self._wrong("")
        self.acts.work = stated.work
        services = self.context.services
        may = services.desk.may(Permission.REPORT) and not services.read_only
        self.pane.show()
        self.pane.show_report(
            stated.view, self._before, stated.work.answers, self._suggested, editable=may
        )
        self._say(stated_words(stated.work, stated.view))
        self._enable()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self._wrong(refusal_text(error))
        field = error.field if isinstance(error, BadValue) else ""
        for edit, names in ((self.first, {"first"}), (self.last, {"last"})):
            wrong = field.removeprefix("period_") in names
            set_look(edit, "wrong", wrong)
            if wrong:
                edit.setFocus()

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self._enable()

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _wrong(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if not text:
            for edit in (self.first, self.last):
                set_look(edit, "wrong", False)  # noqa: FBT003 - a property of Qt

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.reports:
            self.acts.frozen = self.context.services.national.frozen()
            self._enable()

    @Slot()
    def _enable(self) -> None:
        idle = self._job is None
        self.compute.setEnabled(idle)
        self.acts.enable(idle=idle)

    @Slot(str, str)
    def _on_answered(self, key: str, text: str) -> None:
        work, view = self.acts.work, self.pane.view
        if work is None or view is None:
            return
        answers = {name: said for name, said in work.answers.items() if name != key}
        if text.strip():
            answers[key] = text
        self.acts.work = replace(work, answers=answers)
        self.pane.take_answers(answers)
        self._say(stated_words(self.acts.work, view))

    @Slot(object)
    def _on_frozen(self, done: ReportFrozenDone) -> None:
        self._draft.recorded()
        self._say(_("Frozen as {number}.").format(number=done.number))
        self.frozen.emit(done.report_id)
