"""One question of a check: what is asked, what the register says, the answer and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stockpile_app.domain.checklists import Group, Question
from stockpile_app.domain.records import PhotographRecord
from stockpile_app.domain.security import AnswerRecord
from stockpile_app.domain.suggestions import Suggestion
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.security_words import critical_words, source_words, suggestion_words
from stockpile_app.ui.widgets.answer_bar import AnswerBar
from stockpile_app.ui.widgets.note_edit import NoteEdit
from stockpile_app.ui.widgets.photographs import PhotographList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look

_PHOTOGRAPHS_HEIGHT: Final = 190


class Asked(NamedTuple):
    """A question with all that is shown of it.

    Attributes:
        draft: A note that is not kept yet, for want of an answer.
    """

    group: Group
    question: Question
    answer: AnswerRecord | None
    draft: str
    suggestion: Suggestion | None
    photographs: Sequence[PhotographRecord]


class QuestionPanel(QWidget):
    """Shows one question, and says what is done with it.

    Signals:
        answered: An ``Answer``.
        note_left: The note as it stands, when the keyboard leaves it.
        stepped: -1 or 1: the question before or after is wanted.
        photograph_asked: A photograph is to be added.
    """

    answered = Signal(object)
    note_left = Signal(str)
    stepped = Signal(int)
    photograph_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show no question yet."""
        super().__init__(parent)
        self.setObjectName("question_panel")
        self._asked: Asked | None = None
        self._editable = False
        self.group = _said("group", role="hint")
        self.text = _said("question", role="title")
        self.critical = _said("critical", role="heading")
        self.evidence = _said("evidence")
        self.register = _said("register_says", role="good")
        self.source = _said("source", role="hint")
        self.warning = _said("note_warning", role="error")
        self.answers = AnswerBar()
        self.note = NoteEdit(3)
        self.note.setAccessibleName(_("Note"))
        self.photograph = QPushButton(icon("photograph"), _(" Add p&hotograph…"))
        self.photograph.setObjectName("add_photograph")
        self.photograph.setAccessibleName(_("Add a photograph"))
        self.photographs = PhotographList(context)
        self.photographs.setFixedHeight(_PHOTOGRAPHS_HEIGHT)
        self._build()
        self.answers.chosen.connect(self._on_chosen)
        self.answers.stepped.connect(self.stepped)
        self.note.left.connect(self._on_note_left)
        self.note.went_on.connect(self._on_went_on)
        self.photograph.clicked.connect(self.photograph_asked)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(8)
        for each in (self.group, self.text, self.critical, self.evidence, self.register):
            column.addWidget(each)
        column.addSpacing(4)
        column.addWidget(self.answers)
        said = PlainLabel(_("&Note"))
        said.setBuddy(self.note)
        column.addWidget(said)
        column.addWidget(self.note)
        column.addWidget(self.warning)
        row = QHBoxLayout()
        row.addWidget(self.photograph)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.photographs)
        column.addWidget(self.source)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("question_scroll")
        scroll.setAccessibleName(_("Question"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.room = scroll
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        bar = scroll.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(self.answers.sizeHint().width() + 24 + bar)

    def show_question(self, asked: Asked, *, editable: bool) -> None:
        """Show a question; ``editable`` while its check is under way."""
        self._asked, self._editable = asked, editable
        question, answer = asked.question, asked.answer
        self.group.setText(f"{asked.group.code} · {_(asked.group.title)}")
        self.text.setText(f"{question.code}  {_(question.text)}")
        _show(self.critical, critical_words(question.critical))
        _show(
            self.evidence,
            _("Ask to see: {evidence}").format(evidence=_(question.evidence))
            if question.evidence
            else "",
        )
        self._tell(asked.suggestion if editable else None)
        self.source.setText(source_words(question))
        self.answers.setEnabled(editable)
        self.answers.show_answer(answer.answer if answer else None)
        self.note.setReadOnly(not editable)
        self.note.setPlainText(asked.draft or (answer.note if answer else ""))
        self.photograph.setVisible(editable)
        self.photographs.setVisible(bool(asked.photographs))
        self.photographs.show_photographs(asked.photographs)
        self.warn()
        self.room.verticalScrollBar().setValue(0)

    def _tell(self, suggestion: Suggestion | None) -> None:
        """Show what the register says; it looks as good or bad as what it speaks for."""
        if suggestion is None:
            _show(self.register, "")
            return
        said = suggestion_words(suggestion)
        _show(self.register, _("The register says: {said}").format(said=said))
        good = suggestion.answer in {Answer.YES, Answer.NOT_APPLICABLE}
        look = "good" if good else "notice"
        set_look(self.register, "role", look if suggestion.answer else "hint")

    def show_answer(self, answer: AnswerRecord) -> None:
        """Show an answer that was just given; what is typed stays."""
        if self._asked is not None:
            self._asked = self._asked._replace(answer=answer)
        self.answers.show_answer(answer.answer)
        self.warn()

    def warn(self) -> None:
        """Say beside the note what it still needs."""
        _show(self.warning, self._lacking() if self._editable else "")

    def _lacking(self) -> str:
        asked, text = self._asked, self.note.toPlainText().strip()
        if asked is None:
            return ""
        if asked.answer is None:
            return _("Choose an answer; the note is kept with it.") if text else ""
        skipped = asked.answer.answer is Answer.NOT_APPLICABLE
        if skipped and asked.question.critical and not text:
            return _("This question is critical. Write why it does not apply.")
        return ""

    @Slot(object)
    def _on_chosen(self, answer: Answer) -> None:
        if self._editable:
            self.answered.emit(answer)

    @Slot()
    def _on_note_left(self) -> None:
        if self._editable:
            self.note_left.emit(self.note.toPlainText())
            self.warn()

    @Slot()
    def _on_went_on(self) -> None:
        self._on_note_left()
        self.stepped.emit(1)


def _said(name: str, *, role: str = "") -> PlainLabel:
    label = PlainLabel("", role=role, wrap=True)
    label.setObjectName(name)
    return label


def _show(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
