"""A field as it was, to put it back after keys that were not meant for it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid


class FieldState(Protocol):
    """What a field held."""

    def restore(self) -> None:
        """Put the field back, if it is still there and holds something else."""


def field_state(widget: QWidget | None) -> FieldState | None:
    """Return what a widget holds that takes keys; None for one that keeps none of them."""
    if isinstance(widget, QPlainTextEdit):
        return _Notes(widget)
    if isinstance(widget, QComboBox) and not widget.isEditable():
        return _Choice(widget)
    if isinstance(widget, QComboBox | QAbstractSpinBox):  # the line inside passes its focus on
        widget = widget.findChild(QLineEdit)
    return _Line(widget) if isinstance(widget, QLineEdit) else None


class _Line:
    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self._text = line.text()
        self._cursor = line.cursorPosition()
        self._selected = (line.selectionStart(), line.selectionLength())

    def restore(self) -> None:
        line = self._line
        if not isValid(line):
            return
        if (completer := line.completer()) is not None:
            completer.popup().hide()
        if line.text() != self._text:
            line.setText(self._text)
        line.setCursorPosition(self._cursor)
        if self._selected[0] >= 0:
            line.setSelection(*self._selected)


class _Notes:
    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._text = edit.toPlainText()
        cursor = edit.textCursor()
        self._anchor, self._position = cursor.anchor(), cursor.position()

    def restore(self) -> None:
        edit = self._edit
        if not isValid(edit) or edit.toPlainText() == self._text:
            return
        cursor = edit.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self._text)  # keeps what can be undone, unlike setPlainText
        cursor.setPosition(self._anchor)
        cursor.setPosition(self._position, cursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)


class _Choice:
    def __init__(self, box: QComboBox) -> None:
        self._box = box
        self._index = box.currentIndex()

    def restore(self) -> None:
        if isValid(self._box) and self._box.currentIndex() != self._index:
            self._box.setCurrentIndex(self._index)
