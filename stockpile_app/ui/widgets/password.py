"""A field for a password: hidden, shown on demand, with a warning while Caps Lock is on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon

_LONGEST: Final = 1024


class PasswordEdit(QLineEdit):
    """A line for a password."""

    keeps_no_draft = True  # also while it is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_LONGEST)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.caps_lock = False
        self.reveal = QAction(icon("eye"), _("Show the password"), self)
        self.reveal.setObjectName("reveal")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._on_reveal)
        self.addAction(self.reveal, QLineEdit.ActionPosition.TrailingPosition)
        self.warning = QAction(icon("caps-lock"), _("Caps Lock seems to be on."), self)
        self.warning.setObjectName("caps_lock")

    @Slot(bool)
    def _on_reveal(self, shown: bool) -> None:  # noqa: FBT001 - Qt
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if shown else modes.Password)
        self.reveal.setIcon(icon("eye-off" if shown else "eye"))
        self.reveal.setText(_("Hide the password") if shown else _("Show the password"))

    @override
    def clear(self) -> None:
        super().clear()
        self.reveal.setChecked(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.type() is QEvent.Type.KeyPress and len(text) == 1 and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            # Qt does not tell the state of Caps Lock; a capital without Shift betrays it
            if text.lower() != text.upper():
                self.caps_lock = text.isupper() != shifted
            self._say_caps_lock()
        super().keyPressEvent(event)

    def _say_caps_lock(self) -> None:
        if not self.caps_lock:
            self.removeAction(self.warning)
        elif self.warning not in self.actions():
            self.addAction(self.warning, QLineEdit.ActionPosition.TrailingPosition)
        self.setAccessibleDescription(self.warning.text() if self.caps_lock else "")
