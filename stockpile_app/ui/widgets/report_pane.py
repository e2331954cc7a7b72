"""A national report on show: its questions, and the answer to the one that is selected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.national_report import HandTable, QuestionView, ReportView
from stockpile_app.domain.national_report_cells import CellName, CellState
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.source_words import source_words
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.report_words import numbered, summary
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.fields import NotesEdit
from stockpile_app.ui.widgets.figure_table import ChosenCell, FigureTable
from stockpile_app.ui.widgets.hand_table import HandTableView
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.17, 0.53, 0.3)
_ANSWER_LINES: Final = 5


class ReportPane(QSplitter):
    """Questions on one side, the selected one on the other.

    Signals:
        chosen: The ``ChosenCell`` that is selected now, or None.
        opened: A ``ChosenCell`` whose records are wanted.
        answered: Key of a question, and what was typed as its answer.
        table_wanted: A ``HandTable`` is to be changed.
    """

    chosen = Signal(object)
    opened = Signal(object)
    answered = Signal(str, str)
    table_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show no report yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.view: ReportView | None = None
        self.before: ReportView | None = None
        self._editable = False
        self._answers: Mapping[str, str] = {}
        self._suggested: Mapping[str, str] = {}
        self._cell: ChosenCell | None = None
        self.questions: SharesTable[QuestionView] = SharesTable(
            RecordsModel(self._columns()), (f"{name}_questions", _("Questions")), _SHARES
        )
        self.questions.chosen.connect(self._on_question)
        self.area = QScrollArea()
        self.area.setObjectName(f"{name}_answer_area")
        self.area.setAccessibleName(_("Answer"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addWidget(self.questions)
        self.addWidget(self.area)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setSizes([400, 600])
        self.tables: list[FigureTable] = []
        self.answer: NotesEdit | None = None
        self.setFocusProxy(self.questions)

    def show_report(
        self,
        view: ReportView | None,
        before: ReportView | None = None,
        answers: Mapping[str, str] | None = None,
        suggested: Mapping[str, str] | None = None,
        *,
        editable: bool = False,
    ) -> None:
        """Show a report; the selected question and cell stay so.

        Args:
            before: The last report, whose figures and answers stand beside.
            answers: What was typed as answers, where the report is not frozen.
            suggested: What may be taken over as answers.
        """
        shown, cell = self.questions.current(), self._cell
        inside = self._is_inside()
        self.view, self.before, self._editable = view, before, editable
        self._answers = {} if answers is None else answers
        self._suggested = {} if suggested is None else suggested
        questions = list(view.questions) if view is not None else []
        self.questions.records.show(questions)  # in the order in which they are asked
        keys = [each.question.key for each in questions]
        if shown is not None and shown.question.key in keys:
            self.questions.choose(keys.index(shown.question.key))
        elif questions:
            self.questions.choose(0)
        if cell is not None and cell.column is not None:
            self.choose(cell.row.name(cell.column))
            for table in self.tables if inside else ():
                if table.figure.figure.key == cell.figure.key:
                    table.setFocus()  # the one that had the keyboard is no more

    def take_answers(self, answers: Mapping[str, str]) -> None:
        """Show in the list what was typed as answers; what is typed into stays as it is."""
        self._answers = answers
        model = self.questions.records
        model.dataChanged.emit(
            model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1)
        )

    def choose_question(self, key: str) -> None:
        """Select a question."""
        keys = [each.question.key for each in self.questions.records.records]
        if key in keys:
            self.questions.choose(keys.index(key))

    def choose(self, name: CellName) -> bool:
        """Select a cell of the question on show; whether it has one of this name."""
        return any(
            table.figure.figure.key == name.figure
            and table.choose(name.line, name.category, name.column)
            for table in self.tables
        )

    @property
    def question(self) -> QuestionView | None:
        """The question on show."""
        shown: QuestionView | None = self.questions.current()
        return shown

    @property
    def cell(self) -> ChosenCell | None:
        """The cell that is selected."""
        return self._cell

    def _columns(self) -> list[Column[QuestionView]]:
        return [
            Column(_("No."), numbered),
            Column(_("Question"), lambda each: _(each.question.text)),
            Column(_("Answer"), self._summary),
        ]

    def _summary(self, view: QuestionView) -> str:
        typed = self._answers.get(view.question.key)
        if typed and not view.figures and not view.tables:
            return " ".join(typed.split())
        return summary(view)

    # --- the answer ------------------------------------------------------------------------------

    def _is_inside(self) -> bool:
        """Whether the keyboard is in the answer, which is about to be made anew."""
        had: QWidget | None = self.window().focusWidget()
        return had is not None and self.area.isAncestorOf(had)

    @Slot(object)
    def _on_question(self, question: QuestionView | None) -> None:
        if self._is_inside():
            self.questions.setFocus()
        self._cell = None
        self.tables, self.answer = [], None
        inside = QWidget()
        inside.setObjectName("report_answer")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 4, 12, 12)
        layout.setSpacing(8)
        if question is not None and self.view is not None:
            self._fill(layout, question, self.view)
        layout.addStretch(1)
        self.area.setWidget(inside)
        self.chosen.emit(None)

    def _fill(self, layout: QVBoxLayout, question: QuestionView, view: ReportView) -> None:
        asked = question.question
        source = _("{section}. Source of the number: {source} ({sure})").format(
            section=_(asked.section), source=source_words(asked.source), sure=label(asked.sure)
        )
        layout.addWidget(PlainLabel(_(asked.text), role="heading", wrap=True))
        layout.addWidget(PlainLabel(source, role="hint", wrap=True))
        for figure in question.figures:
            layout.addSpacing(4)
            layout.addWidget(PlainLabel(_(figure.title), role="heading", wrap=True))
            layout.addWidget(PlainLabel(_(figure.meaning), role="hint", wrap=True))
            if any(e.state is CellState.WITHHELD for row in figure.rows for e in row.values):
                text = _("Cells with a lock are left to a tracing officer, who alone can count it.")
                layout.addWidget(PlainLabel(text, role="notice", wrap=True))
            last = self.before.figure(figure.key) if self.before is not None else None
            table = FigureTable(figure, view.columns, last)
            table.chosen.connect(self._on_chosen)
            table.opened.connect(self.opened)
            self.tables.append(table)
            layout.addWidget(table)
        for hand in question.tables:
            self._add_table(layout, hand)
        self._add_answer(layout, question)

    def _add_table(self, layout: QVBoxLayout, hand: HandTable) -> None:
        table = HandTableView(hand)
        table.wanted.connect(self.table_wanted)
        layout.addSpacing(4)
        layout.addWidget(PlainLabel(hand.title, role="heading", wrap=True))
        if hand.source:
            layout.addWidget(PlainLabel(hand.source, role="hint", wrap=True))
        layout.addWidget(table)

    def _add_answer(self, layout: QVBoxLayout, question: QuestionView) -> None:
        key = question.question.key
        text = self._answers.get(key, question.answer)
        layout.addSpacing(4)
        if self._editable:
            said = PlainLabel(_("&In words"), role="heading")
            edit = self.answer = NotesEdit(_ANSWER_LINES)
            edit.setObjectName("answer")
            edit.setAccessibleName(_("Answer in words"))
            edit.setAccessibleDescription(_(question.question.hint))
            edit.setPlaceholderText(_(question.question.hint))
            edit.setPlainText(text)
            edit.textChanged.connect(self._on_typed)
            said.setBuddy(edit)
            layout.addWidget(said)
            layout.addWidget(edit)
        elif text:
            layout.addWidget(PlainLabel(_("In words"), role="heading"))
            layout.addWidget(PlainLabel(text, wrap=True))
        last = self._suggested.get(key, "") if self._editable else self._last_answer(key)
        if last and last != text:
            title = _("Suggested") if self._editable else _("In the last report")
            layout.addWidget(PlainLabel(title, role="heading"))
            layout.addWidget(PlainLabel(last, role="hint", wrap=True))
        if last and last != text and self._editable:
            self._add_take_over(layout)

    def _add_take_over(self, layout: QVBoxLayout) -> None:
        self.take = QPushButton(_("Ta&ke it over"))
        self.take.setObjectName("take_over")
        self.take.setAccessibleName(_("Take the suggested answer over"))
        self.take.clicked.connect(self._on_take)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        layout.addLayout(row)

    @Slot()
    def _on_take(self) -> None:
        if self.question is not None and self.answer is not None:
            self.answer.setPlainText(self._suggested[self.question.question.key])
            self.answer.setFocus()

    def _last_answer(self, key: str) -> str:
        if self.before is None:
            return ""
        found = (each.answer for each in self.before.questions if each.question.key == key)
        return next(found, "")

    @Slot()
    def _on_typed(self) -> None:
        question = self.question
        if question is not None and self.answer is not None:
            self.answered.emit(question.question.key, self.answer.toPlainText())

    @Slot(object)
    def _on_chosen(self, cell: ChosenCell) -> None:
        self._cell = cell
        for table in self.tables:  # one cell is chosen, not one of each table
            if table.figure.figure is not cell.figure:
                table.clearSelection()
        self.chosen.emit(cell)
