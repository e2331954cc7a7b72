"""The fields of one question of a check list that is being edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from stockpile_app.domain.checklists import (
    LEVELS,
    LONGEST_EVIDENCE,
    LONGEST_QUESTION,
    LONGEST_SOURCE,
    Computed,
    Sure,
)
from stockpile_app.domain.errors import BadValue
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.fields import CodeCombo, NotesEdit
from stockpile_app.ui.widgets.form import Form

_LONGEST_CODE: Final = 16
_SLACK: Final = 20


class QuestionForm(Form):
    """Shows a question, and says what is changed in it.

    Signals:
        changed: The name of a field and its new value; None where nothing is given.
    """

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no question yet."""
        super().__init__(parent)
        self._filling = False
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST_CODE)
        self.group = QComboBox()
        self.text = NotesEdit(3)
        self.weight = QLineEdit()
        self.weight.setMaxLength(4)
        self.critical = QComboBox()
        self.critical.addItem(_("Not critical"), 0)
        for level in LEVELS:
            self.critical.addItem(_("Critical for level {level}").format(level=level), level)
        self.evidence = NotesEdit(2)
        self.source = QLineEdit()
        self.source.setMaxLength(LONGEST_SOURCE)
        self.sure = CodeCombo(Sure)
        self.computed = CodeCombo(Computed, nothing=_("Nothing"))
        self.add("text", _("&Question"), self.text, required=True)
        self.add("evidence", _("As&k to see"), self.evidence)
        self.add("group", _("&Group"), self.group, required=True)
        self.add("code", _("Co&de"), self.code, required=True)
        self.add(
            "weight",
            _("&Weight"),
            self.weight,
            required=True,
            hint=_("How much it counts, 1 to 100."),
        )
        self.add("critical", _("C&ritical"), self.critical)
        self.add("source", _("&Source"), self.source, required=True)
        self.add("sure", _("&How sure"), self.sure)
        self.add("computed", _("Register s&ays"), self.computed)
        self._connect()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_text)
        self.evidence.textChanged.connect(self._on_evidence)
        self.code.textEdited.connect(self._on_code)
        self.weight.textEdited.connect(self._on_weight)
        self.source.textEdited.connect(self._on_source)
        for combo in (self.group, self.critical, self.sure, self.computed):
            combo.currentIndexChanged.connect(self._on_choice)

    def show_question(self, question: dict[str, Any], groups: Sequence[dict[str, Any]]) -> None:
        """Show a question, with the groups it may be in."""
        self._filling = True
        self.group.clear()
        for each in groups:
            self.group.addItem(f"{each['code']} · {each['title']}", each["code"])
        self.group.setCurrentIndex(self.group.findData(question["group"]))
        self.code.setText(question["code"])
        self.text.setPlainText(question["text"])
        self.evidence.setPlainText(question["evidence"])
        self.weight.setText(str(question["weight"]))
        self.critical.setCurrentIndex(self.critical.findData(question["critical"]))
        self.source.setText(question["source"])
        self.sure.set_code(Sure(question["sure"]))
        known = question.get("computed")
        self.computed.set_code(Computed(known) if known else None)
        self._filling = False

    def show_wrong(self, error: BadValue | None, *, focus: bool = False) -> None:
        """Say what is wrong beside its field; nothing where nothing is."""
        self.clear_errors()
        if error is not None:
            self.show_text(error.field, refusal_text(error), focus=focus)

    def _tell(self, field: str, value: object) -> None:
        if not self._filling:
            self.changed.emit(field, value)

    @Slot()
    def _on_text(self) -> None:
        self._tell("text", _short(self.text, LONGEST_QUESTION))

    @Slot()
    def _on_evidence(self) -> None:
        self._tell("evidence", _short(self.evidence, LONGEST_EVIDENCE))

    @Slot(str)
    def _on_code(self, text: str) -> None:
        self._tell("code", text.strip())

    @Slot(str)
    def _on_weight(self, text: str) -> None:
        self._tell("weight", number_of(text))

    @Slot(str)
    def _on_source(self, text: str) -> None:
        self._tell("source", text)

    @Slot()
    def _on_choice(self) -> None:
        given: dict[QComboBox, tuple[str, Callable[[], object]]] = {
            self.group: ("group", self.group.currentData),
            self.critical: ("critical", self.critical.currentData),
            self.sure: ("sure", lambda: str(self.sure.code(Sure) or Sure.PROPOSAL)),
            self.computed: ("computed", self._computed),
        }
        combo = self.sender()
        if isinstance(combo, QComboBox):
            field, value = given[combo]
            self._tell(field, value())

    def _computed(self) -> str | None:
        code = self.computed.code(Computed)
        return code.value if code else None


def _short(edit: QPlainTextEdit, longest: int) -> str:
    """Return the text on one line; a little more than fits, so that too much is refused."""
    return " ".join(edit.toPlainText().split())[: longest + _SLACK]


def number_of(text: str) -> int | str:
    """Return the number that was typed; the text itself where it is none, to be refused."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() else text
