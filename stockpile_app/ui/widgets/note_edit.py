"""A note beside an answer: Enter goes on, and leaving it keeps it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.ui.widgets.fields import NotesEdit


class NoteEdit(NotesEdit):
    """A few lines of text; Shift+Enter begins another one.

    Signals:
        left: The keyboard went elsewhere.
        went_on: Enter was pressed.
    """

    left = Signal()
    went_on = Signal()

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        """Be ``lines`` lines high."""
        super().__init__(lines, parent)
        self.setObjectName("note")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        elif enter:
            self.went_on.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
