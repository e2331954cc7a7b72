"""Asks one question at a time at the desk of field mode, and records answers in jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.field_questions import Question
from stockpile_app.ui.field_words import keys_of
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.field_desk import FieldDesk


class FieldAsker(QWidget):
    """Turns keys into answers; subclasses say what an answer does.

    Attributes:
        waiting: How many people wait, as counted by whoever works here.
        question: What is asked now.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self.context = context
        self.waiting = 0
        self.question: Question | None = None
        self._job: Job[Any] | None = None
        self.desk = FieldDesk(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.desk)
        self.setFocusProxy(self.desk.line)
        line = self.desk.line
        line.digit.connect(self._on_digit)
        line.entered.connect(self._on_entered)
        line.back.connect(self.step_back)
        line.pressed.connect(self._on_key)
        self.desk.choices.chosen.connect(self._on_chosen)

    def take(self, question: Question, value: Any) -> None:
        """Do what an answer says."""
        raise NotImplementedError

    @Slot()
    def step_back(self) -> None:
        """Ask what was asked before."""
        raise NotImplementedError

    @Slot()
    def count(self) -> None:
        """Show the figures of the queue."""
        raise NotImplementedError

    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        """Say why an answer was not recorded, and ask it again."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether an answer is being recorded."""
        return self._job is not None

    def ask(self, question: Question) -> None:
        """Ask something."""
        self.question = question
        self.desk.ask(question)
        self.desk.show_keys(keys_of(question))

    def read(self, question: Question, text: str) -> None:
        """Take what was typed or scanned, if it is an answer."""
        try:
            value = question.read(text)
        except BadValue as error:
            self.desk.say(Tone.BAD, refusal_text(error))
            return
        self._on_chosen(value)

    def run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Record in a job; keys wait meanwhile. ``done`` is a bound method of this widget."""

        def act(_progress: Progress) -> Any:
            return work()

        self.desk.line.hold(held=True)
        self._job = Job(act)
        self._job.succeeded.connect(done)
        self._job.refused.connect(self.on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=True)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.desk.line.hold(held=False)

    # --- keys ------------------------------------------------------------------------------------

    @Slot(int)
    def _on_digit(self, digit: int) -> None:
        if not self.desk.choices.press(digit):
            self.desk.say(Tone.WARN, _("There is no answer {digit}.").format(digit=digit))

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        question = self.question
        if question is None:
            return
        if not text and question.offer is not None:
            self._on_chosen(question.offer)
        elif not text and not question.empty:
            self.desk.say(Tone.WARN, _("Answer first."))
        elif text and not question.typed:
            self.desk.say(Tone.WARN, _("Press a digit."))
        else:
            self.read(question, text)

    @Slot(object)
    def _on_key(self, key: Qt.Key) -> None:
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.waiting = max(0, self.waiting + (1 if key == Qt.Key.Key_PageUp else -1))
            self.count()
            return
        for each in self.question.keys if self.question is not None else ():
            if each.key == key:
                self._on_chosen(each.value)
                return

    @Slot(object)
    def _on_chosen(self, value: Any) -> None:
        if self.question is not None and not self.busy:
            self.take(self.question, value)
