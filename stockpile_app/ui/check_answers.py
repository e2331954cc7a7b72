"""The answers to one check while they are given: each is kept at once, in the order given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from stockpile_app.domain.checklists import Computed
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.security import AnswerQuestion, AnswerRecord, CheckDone, CheckView
from stockpile_app.domain.suggestions import Suggestion
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job

Loaded = tuple[CheckView, Mapping[Computed, Suggestion]]


class CheckAnswers(QObject):
    """What is answered so far, what is on its way to the disk, and what is only typed.

    Attributes:
        view: The check with every answer that was given here, kept or on its way.
        known: What the register says.
        drafts: Notes to questions without an answer, by code; kept until the window is closed.

    Signals:
        loaded: The check was read, or read again.
        kept: Whether anything is still on its way, after that changed.
        refused: A ``StockpileError``: an answer was not kept.
    """

    loaded = Signal()
    kept = Signal(bool)
    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Hold no check yet."""
        super().__init__(parent)
        self._context = context
        self.view: CheckView | None = None
        self.known: Mapping[Computed, Suggestion] = {}
        self.drafts: dict[str, str] = {}
        self._all_drafts: dict[int, dict[str, str]] = {}
        self._writing = 0
        self._own = False
        self._loading: Job[Loaded] | None = None

    @property
    def is_own_change(self) -> bool:
        """Whether what the bus tells just now is an answer that was given here."""
        return self._own

    def load(self, check_id: int) -> None:
        """Read a check; ``loaded`` or ``refused`` follows."""
        if self.view is None or self.view.record.id != check_id:
            self.view = None
            self.drafts = self._all_drafts.setdefault(check_id, {})
        security = self._context.services.security

        def work(_progress: object) -> Loaded:
            view = security.check(check_id)
            return view, security.suggestions(view.record.place_id)

        job = Job(work)
        job.succeeded.connect(self._on_loaded)
        job.refused.connect(self.refused)
        self._loading = job
        self._context.jobs.start(job, writes=False)

    def forget(self) -> None:
        """Hold no check any more; what is on its way arrives."""
        self.view = None
        self._loading = None

    def give(self, code: str, answer: Answer, note: str) -> AnswerRecord:
        """Keep an answer with its note; one that is given already is not written again."""
        assert self.view is not None  # noqa: S101 - a question is shown
        given = AnswerRecord(code, answer, note.strip())
        self.drafts.pop(code, None)
        if self.view.answers.get(code) == given:
            return given
        self.view = replace(self.view, answers={**self.view.answers, code: given})
        asked = AnswerQuestion(
            check_id=self.view.record.id, question=code, answer=answer, note=given.note
        )
        security = self._context.services.security
        job = Job(lambda _progress: security.answer(asked))
        job.succeeded.connect(self._on_kept)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._writing += 1
        self.kept.emit(False)  # noqa: FBT003 - Qt signals take no keywords
        self._context.jobs.start(job, writes=True)
        return given

    def write_note(self, code: str, note: str) -> None:
        """Keep a note with its answer; without one it waits for it here."""
        if self.view is None:
            return
        answer = self.view.answers.get(code)
        if answer is not None:
            self.give(code, answer.answer, note)
        elif note.strip():
            self.drafts[code] = note
        else:
            self.drafts.pop(code, None)

    @Slot(object)
    def _on_loaded(self, loaded: Loaded) -> None:
        if self.sender() is self._loading and not self._writing:
            self.view, self.known = loaded
            self.loaded.emit()

    @Slot(object)
    def _on_kept(self, done: CheckDone) -> None:
        self._own = True
        try:
            self._context.bus.committed.emit(done.changes)
        finally:
            self._own = False

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refused.emit(error)

    @Slot()
    def _on_finished(self) -> None:
        self._writing -= 1
        if not self._writing:
            self.kept.emit(True)  # noqa: FBT003 - Qt signals take no keywords
