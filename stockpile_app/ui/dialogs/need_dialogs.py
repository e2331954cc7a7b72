"""Needs for assistance, proposals, and lessons learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.needs import (
    ChangeLesson,
    LessonRecord,
    NeedRecord,
    NeedSuggestion,
    NeedWords,
    PrintLessons,
    PrintProposal,
    RaiseNeed,
    RecordLesson,
    StateNeed,
)
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services.lessons import LessonChangedDone
from stockpile_app.services.needs import NeedDone
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST: Final = 2_000_000_000
_WHOLE: Final = N_("Write a whole number, or leave it empty.")


class NeedDialog(FormDialog):
    """States a need, or describes one anew."""

    def __init__(
        self,
        context: UiContext,
        begin: NeedRecord | NeedSuggestion | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a need that is described anew, with a suggestion, or with nothing."""
        title = _("Change a need") if isinstance(begin, NeedRecord) else _("State a need")
        super().__init__(context, title, _("&Record"), parent, columns=2)
        self.setObjectName("need_dialog")
        self.keep_draft("need", begin.id if isinstance(begin, NeedRecord) else "")
        self._begin = begin
        words = _words(begin)
        self.kind = CodeCombo(NeedKind)
        self.kind.set_code(begin.kind if begin else NeedKind.MARKING)
        self.kind.setEnabled(not isinstance(begin, NeedRecord))
        self.need_title = QLineEdit(words.title)
        self.objective = NotesEdit(3)
        self.objective.setPlainText(words.objective)
        self.assessment = NotesEdit(5)
        self.assessment.setPlainText(words.assessment)
        self.priority = CodeCombo(Priority)
        self.priority.set_code(words.priority)
        self.place = PlacePicker(
            context.services.places.all(counts=False), anywhere=_("No place in particular")
        )
        self.place.set_place(words.place_id)
        self.indicator = QLineEdit(words.indicator)
        self.baseline, self.target = _number(words.baseline), _number(words.target)
        self.unit = QLineEdit(words.unit)
        self.cost = QLineEdit("" if words.cost is None else str(words.cost))
        self.currency = QLineEdit(words.currency)
        self.due_on = DayEdit()
        self.due_on.setText(words.due_on.isoformat() if words.due_on else "")
        self._add_fields()
        self.resize(980, 560)

    def _add_fields(self) -> None:
        add = self.form.add
        add("kind", _("&Kind"), self.kind, required=True)
        add("title", _("&Need"), self.need_title, required=True)
        add("objective", _("&Objective"), self.objective, required=True)
        hint = _("What was found, in detail and without judging (2014 outcome, paragraph 63).")
        add("assessment", _("&Assessment"), self.assessment, hint=hint)
        add("place", _("&Depot"), self.place)
        add("priority", _("&Priority"), self.priority, column=1)
        hint = _("What is counted, such as “weapons without marks”.")
        add("indicator", _("&Measured by"), self.indicator, hint=hint, column=1)
        add("baseline", _("No&w"), self.baseline, column=1)
        add("target", _("&Goal"), self.target, column=1)
        add("unit", _("&Unit"), self.unit, column=1)
        add("cost", _("&Cost"), self.cost, column=1)
        add("currency", _("Curr&ency"), self.currency, hint=_("Three letters."), column=1)
        add("due_on", _("&By"), self.due_on, column=1)

    def _asked(self) -> NeedWords:
        cost = self.cost.text().replace(" ", "").replace(",", "")
        if cost and not cost.isdecimal():
            raise BadValue(_WHOLE, "cost")
        return NeedWords(
            title=self.need_title.text(),
            objective=self.objective.toPlainText(),
            assessment=self.assessment.toPlainText(),
            indicator=self.indicator.text(),
            baseline=self.baseline.value(),
            target=self.target.value(),
            unit=self.unit.text(),
            cost=int(cost) if cost else None,
            currency=self.currency.text(),
            priority=self.priority.code(Priority) or Priority.MEDIUM,
            place_id=self.place.place_id(),
            due_on=self.due_on.day(),
        )

    @override
    def command(self) -> Callable[[Progress], NeedDone]:
        words, needs, begin = self._asked(), self.context.services.needs, self._begin
        if isinstance(begin, NeedRecord):
            return lambda _progress: needs.change(begin.id, words)
        asked = RaiseNeed(
            kind=self.kind.code(NeedKind) or NeedKind.OTHER,
            words=words,
            origin=begin.origin if begin else NeedOrigin.STATED,
            evidence=begin.evidence if begin else {},
            finding=begin.finding if begin else None,
        )
        return lambda _progress: needs.state(asked)


def _words(begin: NeedRecord | NeedSuggestion | None) -> NeedWords:
    if begin is None:
        return NeedWords(title="", objective="")
    if isinstance(begin, NeedRecord):
        return begin.words
    return NeedWords(
        title=_(begin.title),
        objective=_(begin.objective),
        assessment=begin.assessment,
        indicator=_(begin.indicator),
        baseline=begin.baseline,
        target=begin.target,
        unit=_(begin.unit),
        cost=begin.cost,
        currency=begin.currency,
        priority=begin.priority,
        place_id=begin.place_id,
    )


class FollowNeedDialog(FormDialog):
    """Says how a need stands."""

    def __init__(self, context: UiContext, need: NeedRecord, parent: QWidget | None = None) -> None:
        """Ask how ``need`` stands now."""
        super().__init__(context, _("How the need stands"), _("&Record"), parent)
        self.setObjectName("follow_need_dialog")
        self.keep_draft("follow_need", need.id)
        self._need = need
        self.form.add_wide(PlainLabel(need.words.title, role="heading", wrap=True))
        self.status = CodeCombo(NeedStatus)
        self.status.set_code(need.status)
        self.partner = QLineEdit()
        self.reason = QLineEdit()
        self.measured = QLineEdit()
        add = self.form.add
        add("status", _("&Stands"), self.status, required=True)
        add("partner", _("&Partner"), self.partner, hint=_("Who it was proposed to, or funds it."))
        indicator = need.words.indicator or _("Needed when it is met and there is a goal.")
        add("measured", _("&Measured"), self.measured, hint=indicator)
        add("reason", _("&Reason"), self.reason, hint=_("Needed when it is dropped."))

    @override
    def command(self) -> Callable[[Progress], NeedDone]:
        measured = self.measured.text().strip()
        if measured and not measured.isdecimal():
            raise BadValue(_WHOLE, "measured")
        asked = StateNeed(
            need=self._need.id,
            status=self.status.code(NeedStatus) or NeedStatus.OPEN,
            reason=self.reason.text(),
            partner=self.partner.text(),
            measured=int(measured) if measured else None,
        )
        needs = self.context.services.needs
        return lambda _progress: needs.follow(asked)


class ProposalDialog(PaperDialog):
    """Makes a project proposal of needs."""

    def __init__(
        self, context: UiContext, needs: Sequence[NeedRecord], parent: QWidget | None = None
    ) -> None:
        """Offer a proposal of ``needs``, in this order."""
        self._needs = tuple(each.id for each in needs)
        about = "\n".join(each.words.title for each in needs)
        title = _("Proposal for assistance")
        super().__init__(context, "proposal", title, self._paper, parent, about=about)

    @override
    def add_fields(self, form: Form) -> None:
        self.project = QLineEdit()
        self.summary = NotesEdit(5)
        self.contact = QLineEdit()
        form.add("title", _("&Title"), self.project)
        form.add("summary", _("&Summary"), self.summary)
        form.add("contact", _("C&ontact"), self.contact)

    def _paper(self, asked: PaperAsked) -> DocumentDone:
        command = PrintProposal(
            needs=self._needs,
            title=self.project.text(),
            summary=self.summary.toPlainText(),
            contact=self.contact.text(),
            **asked.words,
        )
        return self.context.services.needs.papers.proposal(command)


class LessonDialog(FormDialog):
    """Records a good practice or a lesson learned, or tells one anew."""

    def __init__(
        self, context: UiContext, lesson: LessonRecord | None = None, parent: QWidget | None = None
    ) -> None:
        """Begin with a lesson that is told anew, or with nothing."""
        title = _("Change a lesson") if lesson else _("Record a lesson")
        super().__init__(context, title, _("&Record"), parent)
        self.setObjectName("lesson_dialog")
        self.keep_draft("lesson", lesson.id if lesson else "")
        self._lesson = lesson
        self.kind = CodeCombo(LessonKind)
        self.kind.set_code(lesson.kind if lesson else LessonKind.GOOD_PRACTICE)
        self.lesson_title = QLineEdit(lesson.title if lesson else "")
        self.text = NotesEdit(7)
        self.text.setPlainText(lesson.text if lesson else "")
        self.topic = QLineEdit(lesson.topic if lesson else "")
        self.subject = CodeCombo(LessonSubject)
        self.subject.set_code(lesson.subject if lesson else LessonSubject.NONE)
        self.number = QLineEdit(str(lesson.number) if lesson and lesson.number else "")
        self.shareable = QCheckBox(_("May be &passed on to others"))
        self.shareable.setChecked(bool(lesson and lesson.shareable))
        for fixed in (self.kind, self.subject, self.number):
            fixed.setEnabled(lesson is None)
        add = self.form.add
        add("kind", _("&Kind"), self.kind)
        add("title", _("&Title"), self.lesson_title, required=True)
        add("text", _("&What was learned"), self.text, required=True)
        add("topic", _("T&opic"), self.topic)
        add("subject", _("&Learned at"), self.subject)
        add("number", _("&Number"), self.number, hint=_("As it is shown there, or on its papers."))
        add("shareable", _("Passed on"), self.shareable)
        self.resize(620, 560)

    @override
    def command(self) -> Callable[[Progress], LessonChangedDone]:
        lessons, known = self.context.services.lessons, self._lesson
        if known is not None:
            change = ChangeLesson(
                lesson=known.id,
                title=self.lesson_title.text(),
                text=self.text.toPlainText(),
                topic=self.topic.text(),
                shareable=self.shareable.isChecked(),
            )
            return lambda _progress: lessons.change(change)
        number = self.number.text().strip().rsplit("-", 1)[-1]  # “SC-KE01-12” is the 12th
        if number and not number.isdecimal():
            raise BadValue(_WHOLE, "number")
        asked = RecordLesson(
            kind=self.kind.code(LessonKind) or LessonKind.LESSON,
            title=self.lesson_title.text(),
            text=self.text.toPlainText(),
            topic=self.topic.text(),
            subject=self.subject.code(LessonSubject) or LessonSubject.NONE,
            number=int(number) if number else None,
            shareable=self.shareable.isChecked(),
        )
        return lambda _progress: lessons.record(asked)


class WithdrawLessonDialog(FormDialog):
    """Says that a lesson proved wrong or does not matter any more."""

    def __init__(
        self, context: UiContext, lesson: LessonRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why."""
        super().__init__(context, _("Withdraw a lesson"), _("&Withdraw"), parent)
        self.setObjectName("withdraw_lesson_dialog")
        self._id = lesson.id
        self.form.add_wide(PlainLabel(lesson.title, role="heading", wrap=True))
        self.reason = QLineEdit()
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], LessonChangedDone]:
        reason, lessons = self.reason.text(), self.context.services.lessons
        return lambda _progress: lessons.withdraw(self._id, reason)


class LessonsPaperDialog(PaperDialog):
    """The lessons as a paper for a meeting."""

    def __init__(
        self, context: UiContext, lessons: tuple[int, ...] = (), parent: QWidget | None = None
    ) -> None:
        """Offer those of ``lessons`` that may be passed on; of all where none is named."""
        self._lessons = lessons
        title = _("Good practices and lessons learned")
        super().__init__(context, "lessons", title, self._paper, parent)

    @override
    def add_fields(self, form: Form) -> None:
        self.internal = QCheckBox(_("For &use within the authority: all of them, with sources"))
        self.internal.toggled.connect(self.on_changed)
        form.add("internal", _("Internal"), self.internal)

    def _paper(self, asked: PaperAsked) -> DocumentDone:
        command = PrintLessons(
            internal=self.internal.isChecked(), lessons=self._lessons, **asked.words
        )
        return self.context.services.lessons.papers.paper(command)


def _number(value: int) -> QSpinBox:
    edit = QSpinBox()
    edit.setRange(0, _MOST)
    edit.setValue(min(value, _MOST))
    return edit
