"""The papers of traces, each in the dialog that makes it; nothing of them is remembered."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone, PrintDocument
from stockpile_app.domain.tracing_papers import (
    PrintTracePaper,
    PrintTraceStatistics,
    TracePaper,
)
from stockpile_app.domain.tracing_records import TraceAnswer, TraceFile
from stockpile_app.i18n import gettext as _
from stockpile_app.services.tracing_papers import STANDING_MARKING
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.paper_dialog import MakePaper, PaperAsked, PaperDialog
from stockpile_app.ui.texts import day, label
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form import Form


class TracePaperDialog(PaperDialog):
    """Makes a paper of a trace file; its marking is the file's, and is not remembered."""

    def __init__(
        self,
        context: UiContext,
        file: TraceFile,
        paper: TracePaper,
        parent: QWidget | None = None,
    ) -> None:
        """Offer a paper of a file; of several answers, a choice."""
        self._file, self._paper = file, paper
        super().__init__(context, "tracing", label(paper), None, parent, about=file.id)

    @override
    def add_fields(self, form: Form) -> None:
        self.answer = QComboBox()
        for each in reversed(self._file.answers):
            self.answer.addItem(_answer_line(each), each.seq)
        if self._paper is TracePaper.REPLY:
            form.add("answer", _("&Answer"), self.answer)
            self.answer.currentIndexChanged.connect(self.on_changed)

    @override
    def first_marking(self) -> str:
        return self._file.details.classification or _(STANDING_MARKING)

    @override
    def remember_marking(self, marking: str) -> None:
        pass  # how a trace is marked says something of it

    @override
    def prepared(self) -> MakePaper:
        answer = self.answer.currentData() if self._paper is TracePaper.REPLY else None
        file_id, paper = self._file.id, self._paper
        papers = self.context.services.tracing.papers

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.make(
                PrintTracePaper(file_id=file_id, paper=paper, answer=answer, **asked.words)
            )

        return make


class TraceStatisticsDialog(PaperDialog):
    """Makes the statistics of a period."""

    def __init__(
        self,
        context: UiContext,
        period: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a period: its first and last day."""
        self._period = period
        super().__init__(context, "tracing", _("Statistics of tracing"), None, parent)

    @override
    def add_fields(self, form: Form) -> None:
        self.from_day, self.to_day = DayEdit(), DayEdit()
        self.from_day.setText(self._period[0])
        self.to_day.setText(self._period[1])
        form.add("from_day", _("&From"), self.from_day, required=True)
        form.add("to_day", _("Unt&il"), self.to_day, required=True)
        self.from_day.textChanged.connect(self.on_changed)
        self.to_day.textChanged.connect(self.on_changed)

    @override
    def first_marking(self) -> str:
        return _(STANDING_MARKING)

    @override
    def remember_marking(self, marking: str) -> None:
        pass

    @override
    def prepared(self) -> MakePaper:
        first, last = given(self.from_day), given(self.to_day)
        papers = self.context.services.tracing.papers

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.statistics(
                PrintTraceStatistics(from_day=first, to_day=last, **asked.words)
            )

        return make


def contacts_paper(context: UiContext, parent: QWidget | None) -> PaperDialog:
    """Return the dialog that makes the directory of points of contact."""
    papers = context.services.tracing.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.contacts(PrintDocument(**asked.words))

    return PaperDialog(context, "contacts", _("National points of contact"), make, parent)


def _answer_line(answer: TraceAnswer) -> str:
    return f"{day(answer.replied_on)} – {label(answer.outcome)}"
