"""The one field at the top: a scan, a number, a serial, or the name of a command."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic


class CommandField(QLineEdit):
    """Enter looks for a weapon; choosing a suggestion runs a command.

    Signals:
        asked: What was typed or scanned, when it is no command.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without commands."""
        super().__init__(parent)
        self.setObjectName("command_field")
        self.setAccessibleName(_("Number, serial or command"))
        self.setPlaceholderText(_("Scan or type a number, a serial or a command (Ctrl+K)"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._commands: dict[str, QAction] = {}
        self._ran = False
        self.returnPressed.connect(self._on_return)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Suggest these commands by any part of their names."""
        self._commands = {_name(each): each for each in actions}
        completer = QCompleter(sorted(self._commands), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        completer.activated[str].connect(self._on_command)  # type: ignore[index]  # an overload
        self.setCompleter(completer)

    @Slot(str)
    def _on_command(self, name: str) -> None:
        action = self._commands.get(name)
        if action is None:
            return
        self._ran = True
        QTimer.singleShot(0, self, self._on_ran)  # the completer writes the name after this
        if action.isEnabled():
            action.trigger()

    @Slot()
    def _on_ran(self) -> None:
        self._ran = False
        self.clear()

    @Slot()
    def _on_return(self) -> None:
        text = self.text().strip()
        if self._ran or not text:
            return
        if text in self._commands:
            self._on_command(text)
        else:
            self.selectAll()  # so that the next scan replaces it
            self.asked.emit(text)

    @Slot()
    def take_focus(self) -> None:
        """Be ready for the next scan."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


def _name(action: QAction) -> str:
    return without_mnemonic(action.text()).rstrip("…")
