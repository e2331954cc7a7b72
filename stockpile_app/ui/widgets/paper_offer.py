"""Says what was recorded last, and offers its paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel

_KEY: Final = "F11"


class PaperOffer(QFrame):
    """A strip with one sentence and one button; hidden while there is nothing to offer.

    Its key works from wherever the keyboard is: whoever scans does not look for the button.

    Signals:
        asked: The paper is wanted.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setObjectName("paper_offer")
        self.said = PlainLabel("", wrap=True)
        self.said.setObjectName("paper_offer_text")
        self.button = QPushButton(icon("print"), "")
        self.button.setObjectName("paper_offer_button")
        self.button.setAccessibleName(_("Paper of what was recorded last"))
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        self.hide()

    def offer(self, text: str, button: str) -> None:
        """Say ``text``, and offer what the ``button`` says."""
        self.said.setText(text)
        key = QKeySequence(_KEY)
        shown = key.toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setText(f" {button} ({shown})")
        self.button.setShortcut(key)  # a new text takes it away
        self.button.setAccessibleName(without_mnemonic(button))
        self.show()

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit()
