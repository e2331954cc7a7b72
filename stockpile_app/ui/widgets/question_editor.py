"""The questions of a check list that is being edited: a table, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.check_list_draft import CheckListDraft
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.security_words import CRITICAL_SIGN
from stockpile_app.ui.texts import NOTHING, refusal_text, without_mnemonic
from stockpile_app.ui.widgets.question_form import QuestionForm
from stockpile_app.ui.widgets.record_table import RecordTable

_WIDTHS: Final = (8, 8, 8)

Item = dict[str, Any]


class QuestionEditor(QWidget):
    """Edits the questions of a draft.

    Signals:
        changed: Something was changed in the draft.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no list yet."""
        super().__init__(parent)
        self.setObjectName("question_editor")
        self._draft: CheckListDraft | None = None
        self._editable = False
        model: RecordsModel[Item] = RecordsModel(self._columns())
        self.table: RecordTable[Item] = RecordTable(model, "list_questions", _("Questions"))
        self.table.set_widths(_WIDTHS)
        self.table.keep_order()
        self.table.chosen.connect(self._on_chosen)
        self.form = QuestionForm()
        self.form.changed.connect(self._on_changed)
        self.add = self._button("add_question", _("&Add"), "add", self._on_add)
        self.remove = self._button("remove_question", _("Re&move"), "remove", self._on_remove)
        self.up = self._button("question_up", _("&Up"), "up", self._on_up)
        self.down = self._button("question_down", _("Dow&n"), "down", self._on_down)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add, self.remove, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.table, 1)
        left.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(self._scrolling(), 1)

    def _scrolling(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setObjectName("question_form_scroll")
        scroll.setAccessibleName(_("Question"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    def _button(
        self, name: str, text: str, icon_name: str, clicked: Callable[[], object]
    ) -> QPushButton:
        button = QPushButton(icon(icon_name), f" {text}")
        button.setObjectName(name)
        button.setAccessibleName(without_mnemonic(text))
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _columns(self) -> tuple[Column[Item], ...]:
        return (
            Column(_("Code"), lambda each: str(each["code"]), icon=self._fault),
            Column(_("Critical"), _critical),
            Column(_("Weight"), lambda each: str(each["weight"]), number=True),
            Column(_("Question"), lambda each: str(each["text"]) or NOTHING),
        )

    def _fault(self, question: Item) -> QIcon | None:
        draft = self._draft
        at = (
            next((i for i, each in enumerate(draft.questions) if each is question), None)
            if (draft)
            else None
        )
        wrong = draft.wrong_with(at) if draft and at is not None else None
        return icon("warning") if wrong else None

    # --- what is shown ---------------------------------------------------------------------------

    def show_draft(self, draft: CheckListDraft, *, editable: bool) -> None:
        """Show the list that is edited, from its first question."""
        self._draft, self._editable = draft, editable
        for part in (self.form, self.add, self.remove, self.up, self.down):
            part.setEnabled(editable)
        self.table.records.show(draft.questions)
        self.table.choose(0)

    def refresh(self) -> None:
        """Show what was changed elsewhere, such as the code of a group."""
        self._on_chosen(self.table.current())

    def show_first_wrong(self) -> bool:
        """Go to the first question that cannot be used; whether there is one."""
        draft = self._draft
        for at in range(len(draft.questions) if draft else 0):
            if draft and (error := draft.wrong_with(at)):
                self.table.choose(at)
                self.form.show_wrong(error, focus=True)
                return True
        return False

    def show_error(self, error: BadValue) -> None:
        """Say what a service found wrong, at its question if it names one."""
        at = self._draft.place_of(str(error.params.get("item", ""))) if self._draft else None
        if at is not None:
            self.table.choose(at)
        self.form.show_wrong(error, focus=True)

    def _row(self) -> int | None:
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    @Slot(object)
    def _on_chosen(self, question: Item | None) -> None:
        row, draft = self._row(), self._draft
        if question is None or row is None or draft is None:
            return
        self.form.show_question(question, draft.groups)
        self.form.show_wrong(draft.wrong_with(row))
        self.up.setEnabled(self._editable and row > 0)
        self.down.setEnabled(self._editable and row < len(draft.questions) - 1)

    # --- what is changed -------------------------------------------------------------------------

    @Slot(str, object)
    def _on_changed(self, field: str, value: object) -> None:
        row, draft = self._row(), self._draft
        if row is None or draft is None:
            return
        draft.change_question(row, field, value)
        self.form.show_wrong(draft.wrong_with(row))
        model = self.table.records
        model.dataChanged.emit(
            model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1)
        )
        self.changed.emit()

    @Slot()
    def _on_add(self) -> None:
        if self._draft is not None:
            row = self._row()
            self._show(self._draft.add_question(len(self._draft.questions) if row is None else row))
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_remove(self) -> None:
        row = self._row()
        if self._draft is None or row is None:
            return
        try:
            self._draft.remove_question(row)
        except StockpileError as error:
            self.form.show_text("", refusal_text(error))
            return
        self._show(min(row, len(self._draft.questions) - 1))

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self._row()
        if self._draft is not None and row is not None:
            self._show(self._draft.move_question(row, step))

    def _show(self, row: int) -> None:
        if self._draft is not None:
            self.table.records.show(self._draft.questions)
            self.table.choose(row)
            self.table.scrollTo(self.table.records.index(row, 0))
            self.changed.emit()


def _critical(question: Item) -> str:
    level = question["critical"]
    return f"{CRITICAL_SIGN} {level}" if level else NOTHING
