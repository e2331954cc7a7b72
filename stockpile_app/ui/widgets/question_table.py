"""The questions of a check in a list: each with its answer; one letter answers the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.checklists import Question
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.security_words import CRITICAL_SIGN
from stockpile_app.ui.texts import NOTHING, label
from stockpile_app.ui.widgets.answer_bar import answer_of
from stockpile_app.ui.widgets.record_table import RecordTable

_ICONS: Final = {
    Answer.YES: "check",
    Answer.PARTLY: "differs",
    Answer.NO: "close",
    Answer.NOT_APPLICABLE: "remove",
}


class QuestionRow(NamedTuple):
    """A question and its answer."""

    question: Question
    answer: Answer | None


class QuestionTable(RecordTable[QuestionRow]):
    """Rows of ``QuestionRow``.

    Signals:
        answered: An ``Answer`` for the chosen question.
        entered: Enter was pressed: the chosen question is to be answered.
    """

    answered = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        columns: tuple[Column[QuestionRow], ...] = (
            Column(_("No."), _number),
            Column(_("Answer"), _answer, icon=_icon),
            Column(_("Question"), lambda row: _(row.question.text)),
        )
        model: RecordsModel[QuestionRow] = RecordsModel(columns)
        super().__init__(model, "questions", _("Questions of the check"), parent)
        self.set_widths((6, 9))
        self.keep_order()

    def show_rows(self, rows: Sequence[QuestionRow]) -> None:
        """Show other questions."""
        self.records.show(rows)

    def show_answer(self, code: str, answer: Answer) -> None:
        """Show the answer to one question; the chosen one stays chosen."""
        row = self.row_of(code)
        if row is None:
            return
        records = self.records.records
        records[row] = records[row]._replace(answer=answer)
        first, last = (self.records.index(row, at) for at in (0, self.records.columnCount() - 1))
        self.records.dataChanged.emit(first, last)

    def row_of(self, code: str) -> int | None:
        """Return where a question stands, if it does."""
        for row, each in enumerate(self.records.records):
            if each.question.code == code:
                return row
        return None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = answer_of(event)
        if answer is not None:
            self.answered.emit(answer)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: letters are answers."""


def _number(row: QuestionRow) -> str:
    question = row.question
    return f"{question.code} {CRITICAL_SIGN}" if question.critical else question.code


def _answer(row: QuestionRow) -> str:
    if row.answer is Answer.NOT_APPLICABLE:
        return _("N/A")
    return NOTHING if row.answer is None else label(row.answer)


def _icon(row: QuestionRow) -> QIcon | None:
    return icon(_ICONS[row.answer]) if row.answer else None
