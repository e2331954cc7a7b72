"""Acknowledging a request, asking and telling more, answering, closing and opening again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.progress import Progress
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    AddTraceNote,
    AskTraceInformation,
    CloseTrace,
    GiveTraceInformation,
    ReopenTrace,
    ReplyTrace,
)
from stockpile_app.domain.tracing_records import TraceDone, TraceFile
from stockpile_app.domain.tracing_vocabulary import (
    TraceDirection,
    TraceOutcome,
    WithholdingReason,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.widgets.code_checks import CodeChecks
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel

_TOLD: Final = (TraceOutcome.FULL, TraceOutcome.PARTIAL, TraceOutcome.NO_RECORD)


class TraceFormDialog(FormDialog):
    """A form about one file."""

    def __init__(
        self,
        context: UiContext,
        file: TraceFile,
        words: tuple[str, str, str],
        parent: QWidget | None,
        *,
        columns: int = 1,
    ) -> None:
        """Build the frame; ``words`` are object name, title, and the act on the button."""
        name, title, act = words
        super().__init__(context, title, act, parent, columns=columns)
        self.setObjectName(name)
        self.keep_draft(name.removesuffix("_dialog"), file.id)
        self.file = file
        self.is_ours = file.direction is TraceDirection.IN
        self.form.add_wide(PlainLabel(file.id, role="heading"))


class AcknowledgeTraceDialog(TraceFormDialog):
    """Records that who was asked has the request."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask when, and under which reference."""
        words = ("acknowledge_trace_dialog", _("Acknowledge the request"), _("&Record"))
        super().__init__(context, file, words, parent)
        self.acknowledged_on = today_edit(context)
        self.reference = QLineEdit()
        self.notes = NotesEdit(2)
        day = _("We acknowledge o&n") if self.is_ours else _("They acknowledged o&n")
        self.form.add("acknowledged_on", day, self.acknowledged_on, required=True)
        self.form.add("reference", _("Their re&ference"), self.reference)
        self.form.add("notes", _("N&otes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = AcknowledgeTrace(
            file_id=self.file.id,
            acknowledged_on=given(self.acknowledged_on),
            reference=self.reference.text(),
            notes=self.notes.toPlainText(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.acknowledge(asked)


class AskTraceDialog(TraceFormDialog):
    """Records that who was asked needs to know more."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask what is to be known."""
        words = ("ask_trace_dialog", _("More information is needed"), _("&Record"))
        super().__init__(context, file, words, parent)
        self.asked_on = today_edit(context)
        self.question = NotesEdit(4)
        text = _("What &we ask") if self.is_ours else _("What they &ask")
        self.form.add("question", text, self.question, required=True)
        self.form.add("asked_on", _("Asked o&n"), self.asked_on, required=True)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = AskTraceInformation(
            file_id=self.file.id,
            asked_on=given(self.asked_on),
            question=self.question.toPlainText(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.ask_information(asked)


class GiveTraceDialog(TraceFormDialog):
    """Records what was told in answer to a question."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Show the question."""
        words = ("give_trace_dialog", _("What was asked for is told"), _("&Record"))
        super().__init__(context, file, words, parent)
        self.form.add_wide(PlainLabel(file.open_question, wrap=True))
        self.given_on = today_edit(context)
        self.information = NotesEdit(4)
        text = _("What they &told") if self.is_ours else _("What we &told")
        self.form.add("information", text, self.information, required=True)
        self.form.add("given_on", _("Told o&n"), self.given_on, required=True)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = GiveTraceInformation(
            file_id=self.file.id,
            given_on=given(self.given_on),
            information=self.information.toPlainText(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.give_information(asked)


class ReplyTraceDialog(TraceFormDialog):
    """Records an answer, a delay or a refusal: theirs, of a request out; ours, of one in."""

    def __init__(
        self,
        context: UiContext,
        file: TraceFile,
        outcome: TraceOutcome = TraceOutcome.FULL,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with an outcome."""
        ours = file.direction is TraceDirection.IN
        title = _("Answer the request") if ours else _("An answer has come")
        words = ("reply_trace_dialog", title, _("&Record"))
        super().__init__(context, file, words, parent, columns=2)
        self.outcome = CodeCombo(TraceOutcome)
        self.replied_on = today_edit(context)
        self.information = NotesEdit(5)
        self.reference = QLineEdit()
        self.reasons = CodeChecks("reason", WithholdingReason)
        self.explanation = NotesEdit(3)
        self.expected_on = DayEdit()
        self.restrictions = NotesEdit(2)
        self._build()
        self.outcome.currentIndexChanged.connect(self._on_outcome)
        self.outcome.set_code(outcome)
        self._on_outcome()
        self.resize(980, 460)

    def _build(self) -> None:
        add = self.form.add
        add("outcome", _("&Kind of answer"), self.outcome)
        add("replied_on", _("Answered o&n"), self.replied_on, required=True)
        text = _("What &we tell") if self.is_ours else _("What they &tell")
        add("information", text, self.information)
        hint = _("What it may be used for, and what not. Stands on every page.")
        add("restrictions", _("Restrict&ions"), self.restrictions, hint=hint)
        add("reference", _("Re&ference"), self.reference)
        add("reasons", _("Reason&s"), self.reasons, required=True, column=1)
        hint = _("In words. The reasons are always told to who asked.")
        add("explanation", _("E&xplanation"), self.explanation, hint=hint, column=1)
        add("expected_on", _("Ex&pected on"), self.expected_on, column=1)

    @Slot()
    def _on_outcome(self) -> None:
        outcome = self.outcome.code(TraceOutcome)
        if outcome is None:
            return
        show = self.form.show_field
        show("information", shown=outcome in _TOLD)
        show("reasons", shown=outcome.needs_reason)
        show("explanation", shown=outcome.needs_reason)
        show("expected_on", shown=outcome is TraceOutcome.DELAYED)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        outcome = self.outcome.code(TraceOutcome) or TraceOutcome.FULL
        delayed, why = outcome is TraceOutcome.DELAYED, outcome.needs_reason
        asked = ReplyTrace(
            file_id=self.file.id,
            replied_on=given(self.replied_on),
            outcome=outcome,
            information=self.information.toPlainText() if outcome in _TOLD else "",
            reasons=self.reasons.codes(WithholdingReason) if why else (),
            explanation=self.explanation.toPlainText() if why else "",
            restrictions=self.restrictions.toPlainText(),
            expected_on=self.expected_on.day() if delayed else None,
            reference=self.reference.text(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.reply(asked)


class CloseTraceDialog(TraceFormDialog):
    """Records that nothing more is done."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask what came of it."""
        words = ("close_trace_dialog", _("Close the file"), _("&Close the file"))
        super().__init__(context, file, words, parent)
        self.closed_on = today_edit(context)
        self.outcome = NotesEdit(4)
        self.withdrawn = QCheckBox(_("The request was &withdrawn: no answer is owed"))
        self.form.add("result", _("What came of &it"), self.outcome, required=True)
        self.form.add("closed_on", _("Closed o&n"), self.closed_on, required=True)
        self.form.add("withdrawn", "", self.withdrawn)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = CloseTrace(
            file_id=self.file.id,
            closed_on=given(self.closed_on),
            result=self.outcome.toPlainText(),
            withdrawn=self.withdrawn.isChecked(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.close(asked)


class ReopenTraceDialog(TraceFormDialog):
    """Works on a closed file again."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask why."""
        words = ("reopen_trace_dialog", _("Open the file again"), _("&Open it again"))
        super().__init__(context, file, words, parent)
        self.reopened_on = today_edit(context)
        self.reason = QLineEdit()
        self.form.add("reason", _("&Reason"), self.reason, required=True)
        self.form.add("reopened_on", _("Opened again o&n"), self.reopened_on, required=True)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = ReopenTrace(
            file_id=self.file.id,
            reopened_on=given(self.reopened_on),
            reason=self.reason.text(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.reopen(asked)


class NoteTraceDialog(TraceFormDialog):
    """Adds something worth knowing."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Ask for the note."""
        words = ("note_trace_dialog", _("Add a note"), _("&Add"))
        super().__init__(context, file, words, parent)
        self.text = NotesEdit(5)
        self.form.add("text", _("&Note"), self.text, required=True)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = AddTraceNote(file_id=self.file.id, text=self.text.toPlainText())
        tracing = self.context.services.tracing
        return lambda _progress: tracing.add_note(asked)
