"""One check: its questions, answered one by one, and what they come to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import PhotographRecord
from stockpile_app.domain.security import CheckState, CheckView
from stockpile_app.domain.security_rules import first_unanswered, unexplained
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.actions.check_actions import CheckActions
from stockpile_app.ui.check_answers import CheckAnswers
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.security_words import check_title, result_words
from stockpile_app.ui.texts import day, label, refusal_text
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.question_panel import Asked, QuestionPanel
from stockpile_app.ui.widgets.question_table import QuestionRow, QuestionTable
from stockpile_app.ui.widgets.role import set_look

_NAMED: Final = 8


class CheckPane(QWidget):
    """A list of the questions, the chosen one beside it, and what is done with the check above.

    Signals:
        left: The user wants to go back to the lists.
    """

    left = Signal()

    def __init__(
        self, context: UiContext, actions: CheckActions, parent: QWidget | None = None
    ) -> None:
        """Show no check yet."""
        super().__init__(parent)
        self.setObjectName("check_pane")
        self.context = context
        self.actions_ = actions
        self.answers = CheckAnswers(context, self)
        self._code: str | None = None
        self._build()
        self._connect()

    # --- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        head = self._build_head()
        self.about = PlainLabel("", role="hint", wrap=True)
        self.about.setObjectName("check_about")
        self.said = PlainLabel("", role="notice", wrap=True)
        self.said.setObjectName("check_said")
        self.said.hide()
        self.table = QuestionTable()
        self.panel = QuestionPanel(self.context)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("check_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([340, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.said)
        layout.addWidget(split, 1)
        layout.addLayout(self._below())
        self.setFocusProxy(self.table)

    def _build_head(self) -> QHBoxLayout:
        self.back = QPushButton(icon("previous"), _(" All chec&ks"))
        self.back.setObjectName("back")
        self.back.setAccessibleName(_("Back to all checks"))
        self.back.setToolTip(_("Back to all checks (Alt+Up)"))
        self.title = PlainLabel("", role="title", wrap=True)
        self.title.setObjectName("check_title")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addSpacing(4)
        head.addWidget(self.title, 1)
        actions = self.actions_
        self.offered: dict[CheckState, list[QWidget]] = {each: [] for each in CheckState}
        for action, state in (
            (actions.sheet, CheckState.OPEN),
            (actions.cancel, CheckState.OPEN),
            (actions.report, CheckState.COMPLETED),
        ):
            button = ActionButton(action)
            button.setObjectName(f"head_{action.objectName()}")
            button.hide()
            self.offered[state].append(button)
            head.addWidget(button)
        self.complete = QPushButton(_("&Complete…"))
        self.complete.setObjectName("complete")
        self.complete.setAccessibleName(_("Complete the check"))
        self.complete.setProperty("primary", True)  # noqa: FBT003 - Qt
        head.addWidget(self.complete)
        return head

    def _below(self) -> QHBoxLayout:
        self.progress = QProgressBar()
        self.progress.setObjectName("check_progress")
        self.progress.setAccessibleName(_("Questions answered"))
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.counted = PlainLabel("")
        self.counted.setObjectName("check_counted")
        self.state = PlainLabel("", role="hint")
        self.state.setObjectName("check_state")
        self.keys = PlainLabel(
            _("Y, P, N, A answer · Tab goes to the note · Enter or ↓ goes on"), role="hint"
        )
        self.keys.setObjectName("check_keys")
        row = QHBoxLayout()
        row.setSpacing(12)
        for each in (self.progress, self.counted, self.state):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.keys)
        return row

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.complete.clicked.connect(self._on_complete)
        key = QShortcut(QKeySequence("Alt+Up"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._on_back)
        self.table.chosen.connect(self._on_chosen)
        self.table.answered.connect(self._on_answered)
        self.table.entered.connect(self._on_entered)
        self.panel.answered.connect(self._on_answered)
        self.panel.note_left.connect(self._on_note)
        self.panel.stepped.connect(self._on_stepped)
        self.panel.photograph_asked.connect(self._on_photograph)
        self.answers.loaded.connect(self._on_loaded)
        self.answers.kept.connect(self._on_kept)
        self.answers.refused.connect(self._on_refused)
        self.context.bus.committed.connect(self._on_committed)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def editable(self) -> bool:
        """Whether questions can be answered."""
        view = self.answers.view
        return (
            view is not None
            and view.record.state is CheckState.OPEN
            and self.actions_.may(Permission.CHECK)
        )

    def open_check(self, check_id: int) -> None:
        """Show a check on its first question without an answer."""
        self._code = None
        self.table.show_rows(())
        self.panel.setEnabled(False)
        for said in (self.title, self.about, self.counted, self.state):
            said.setText("")
        self.said.hide()
        self.answers.load(check_id)

    @Slot()
    def _on_loaded(self) -> None:
        view = self.answers.view
        if view is None:
            return
        self.actions_.select(view.record)
        record = view.record
        self.title.setText(check_title(record))
        self.about.setText(
            _("{state} · begun on {day} by {inspector} · {list}, version {version}").format(
                state=label(record.state),
                day=day(record.opened_on),
                inspector=record.inspector,
                list=_(view.check_list.title),
                version=record.version,
            )
        )
        self._show_result(view)
        rows = [
            QuestionRow(each, given.answer if (given := view.answers.get(each.code)) else None)
            for each in view.check_list.questions
            if each.code not in view.left_out
        ]
        wanted = self._code or first_unanswered(view) or next(iter(record.failed), None)
        self.table.show_rows(rows)
        self.panel.setEnabled(bool(rows))
        for shown in (self.complete, self.keys, self.state):
            shown.setVisible(self.editable)
        for state, buttons in self.offered.items():
            for button in buttons:
                button.setVisible(state is record.state)
        self._count()
        self.choose(wanted if wanted and self.table.row_of(wanted) is not None else None)

    def _show_result(self, view: CheckView) -> None:
        if view.record.state is CheckState.COMPLETED:
            self._say(result_words(view), "notice" if view.record.failed else "good")
        elif view.record.state is CheckState.CANCELLED:
            self._say(_("Cancelled: {reason}").format(reason=view.record.notes), "notice")
        else:
            self.said.hide()

    def choose(self, code: str | None) -> None:
        """Choose a question; the first where none is named."""
        row = 0 if code is None else self.table.row_of(code)
        if row is not None and row < self.table.records.rowCount():
            self.table.choose(row)
            self.table.scrollTo(self.table.records.index(row, 0))

    def _count(self) -> None:
        view = self.answers.view
        if view is None:
            return
        total = self.table.records.rowCount()
        done = total - len(view.score.unanswered)
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.counted.setText(_("{done} of {total} answered").format(done=done, total=total))

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        set_look(self.said, "role", role)
        self.said.show()

    @Slot(object)
    def _on_chosen(self, row: QuestionRow | None) -> None:
        view = self.answers.view
        if row is None or view is None:
            return
        question = row.question
        self._code = question.code
        group = next(each for each in view.check_list.groups if each.code == question.group)
        known = self.answers.known
        self.panel.show_question(
            Asked(
                group=group,
                question=question,
                answer=view.answers.get(question.code),
                draft=self.answers.drafts.get(question.code, ""),
                suggestion=known.get(question.computed) if question.computed else None,
                photographs=_photographs(view, question.code),
            ),
            editable=self.editable,
        )

    # --- answering -------------------------------------------------------------------------------

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if not self.editable or self._code is None:
            return
        code, note = self._code, self.panel.note.toPlainText()
        given = self.answers.give(code, answer, note)
        self.table.show_answer(code, answer)
        self.panel.show_answer(given)
        self._count()
        self.said.hide()
        if answer is Answer.YES:
            self._on_stepped(1)  # nothing to write: the next line of the paper
        else:
            self.panel.answers.take_focus()  # Tab goes to the note from there

    @Slot(str)
    def _on_note(self, note: str) -> None:
        if self.editable and self._code is not None:
            self.answers.write_note(self._code, note)

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        row = self.table.row_of(self._code or "")
        if row is None:
            return
        to = row + step
        if 0 <= to < self.table.records.rowCount():
            self.table.choose(to)
            self.panel.answers.take_focus()
        elif to > row and self.editable:
            self._on_last()

    def _on_last(self) -> None:
        """Go to what is still to be answered, or to the end."""
        view = self.answers.view
        if view is not None and (code := first_unanswered(view)):
            self.choose(code)
            self.panel.answers.take_focus()
        else:
            self.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_entered(self) -> None:
        self.panel.answers.take_focus()

    @Slot(bool)
    def _on_kept(self, everything: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.state.setText(_("Everything is kept") if everything else _("Being kept…"))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self._say(refusal_text(error), "banner")
        if self.answers.view is not None:
            self.answers.load(self.answers.view.record.id)

    # --- the check -------------------------------------------------------------------------------

    @Slot()
    def _on_complete(self) -> None:
        view = self.answers.view
        if view is None or not self.editable:
            return
        missing, silent = view.score.unanswered, unexplained(view)
        if missing:
            self._say(_("Still to be answered: {codes}.").format(codes=_codes(missing)), "notice")
            self.choose(missing[0])
            self.panel.answers.take_focus()
        elif silent:
            text = _("Critical, and said not to apply; write why: {codes}.")
            self._say(text.format(codes=_codes(silent)), "notice")
            self.choose(silent[0])
            self.panel.note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.actions_.open_complete(view)

    @Slot()
    def _on_photograph(self) -> None:
        view = self.answers.view
        if view is not None and self._code is not None:
            self.actions_.open_photograph(view.record.id, self._code)

    @Slot()
    def _on_back(self) -> None:
        self.answers.forget()
        self._code = None
        self.left.emit()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        view = self.answers.view
        if (
            view is not None
            and not self.answers.is_own_change
            and (changes.security or changes.places)
        ):
            self.answers.load(view.record.id)


def _photographs(view: CheckView, code: str) -> list[PhotographRecord]:
    return [
        PhotographRecord(
            seq=each.id,
            sha256=each.sha256,
            media_type=each.media_type,
            size=each.size,
            caption=each.caption,
            taken_on=view.record.opened_on,
        )
        for each in view.photographs
        if each.question == code
    ]


def _codes(codes: tuple[str, ...]) -> str:
    shown = listed(codes[:_NAMED])
    return f"{shown}, …" if len(codes) > _NAMED else shown
