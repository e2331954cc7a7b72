"""An editable list that filters as one types, by any part of what it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget
from typing_extensions import override


class ChoiceCombo(QComboBox):
    """A list of entries whose data is an id."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        """Be empty.

        Args:
            name: Object name of the line in which one types.
            placeholder: What the line says while it is empty.
        """
        super().__init__(parent)
        self.setLineEdit(_Line())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.line.setObjectName(name)
        self.line.setPlaceholderText(placeholder)
        self.currentIndexChanged.connect(self._show_start)

    @property
    def line(self) -> QLineEdit:
        """Where one types."""
        line = self.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        return line

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        if (line := self.lineEdit()) is not None:  # it is the line that has the focus
            line.setAccessibleName(name)

    @Slot()
    def _show_start(self) -> None:
        self.line.setCursorPosition(0)

    def index_of_text(self) -> int:
        """Return the entry that reads exactly as what stands in the line, or -1."""
        return self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)


class _Line(QLineEdit):
    """Shows how an entry begins, also while all of it is selected."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selectedText():
            self.setSelection(len(self.text()), -len(self.text()))
