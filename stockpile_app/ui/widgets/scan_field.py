"""Where a number is typed, or scanned slowly: Enter reads it and makes room for the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFont, QFontDatabase, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.text import clean
from stockpile_app.i18n import gettext as _

_LONGEST = 200
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ScanField(QLineEdit):
    """A line for one number, serial or code at a time; Tab leaves it like any other.

    A scanner at its usual speed is heard by the window wherever the focus is and comes to the
    page's ``on_scan``; this field is for what is typed, and for slow scanners. The page makes it
    its focus proxy, so that it has the focus again whenever the page comes back.

    Signals:
        read: What was typed, cleaned; never "".
        pasted: Several lines that were pasted; one line alone is typed like any other text.
        stopped: Escape was pressed while a list is taken.
    """

    read = Signal(str)
    pasted = Signal(str)
    stopped = Signal()

    def __init__(self, name: str = "scan", parent: QWidget | None = None) -> None:
        """Start empty; ``name`` is the object name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Scan or type a number"))
        self.setPlaceholderText(_("Scan or type a number, then Enter"))
        self.setMaxLength(_LONGEST)
        self.setClearButtonEnabled(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        font = QFont(self.font())
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies(["DejaVu Sans Mono", fixed.family()])
        self.setFont(font)
        self.setProperty("mono", True)  # noqa: FBT003 - Qt

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        if self.isReadOnly() and event.key() == Qt.Key.Key_Escape:
            event.accept()  # so that a dialog stays open
            self.stopped.emit()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENDS and plain:
            event.accept()  # so that a dialog does not press its button
            self._finish()
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.popup(event.globalPos())

    @Slot()
    @override
    def paste(self) -> None:
        """Take what is in the clipboard: each of several lines is a scan."""
        text = QApplication.clipboard().text()
        if self.isReadOnly():
            return
        if len(text.strip().splitlines()) > 1:
            self.pasted.emit(text)
        else:
            self.insert(text.strip())

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody type while a list is taken."""
        self.setReadOnly(busy)
        if not busy:
            self.setPlaceholderText(self._asks)

    @override
    def setPlaceholderText(self, text: str) -> None:
        if not self.isReadOnly():
            self._asks = text
        super().setPlaceholderText(text)

    def _finish(self) -> None:
        text = clean(self.text())
        self.clear()
        if text:
            self.read.emit(text)
