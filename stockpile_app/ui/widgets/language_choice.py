"""Chooses the language of the window, each called as its speakers call it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from stockpile_app import i18n
from stockpile_app.i18n import gettext as _


class LanguageChoice(QComboBox):
    """The languages that the program speaks.

    Signals:
        chosen: The code of another language than that in use.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the language in use."""
        super().__init__(parent)
        self.setObjectName("language")
        # not only in the language in use: who cannot read that looks for a word they know
        self.setAccessibleName(_("Language") + " (Language)")
        for code in i18n.languages():
            self.addItem(i18n.native_name(code), code)
        self.setCurrentIndex(self.findData(i18n.current_language()))
        self.activated.connect(self._on_activated)

    @Slot()
    def _on_activated(self) -> None:
        if self.currentData() != i18n.current_language():
            self.chosen.emit(self.currentData())
