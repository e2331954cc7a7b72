"""What a workstation that knows no register yet offers, each with a sentence of when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel


class WelcomePanel(QWidget):
    """Four ways to begin.

    Signals:
        sample_asked, new_asked, browse_asked, restore_asked: What was chosen.
    """

    sample_asked = Signal()
    new_asked = Signal()
    browse_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer them."""
        super().__init__(parent)
        self.setObjectName("welcome")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.sample = self._add(
            "sample",
            _("Try a sa&mple…"),
            "weapons",
            _("A register of made-up weapons to learn and to play with; nothing in it is real."),
        )
        self.sample.clicked.connect(self.sample_asked)
        self.new = self._add(
            "new",
            _("&New register…"),
            "new",
            _("For an authority that begins: its first depot, you, and a second person."),
        )
        self.new.clicked.connect(self.new_asked)
        self.browse = self._add(
            "browse",
            _("&Browse…"),
            "folder",
            _("For a register that is on this machine already, or on a disk of it."),
        )
        self.browse.clicked.connect(self.browse_asked)
        self.restore = self._add(
            "restore",
            _("R&estore a backup…"),
            "history",
            _("When the machine is a new one, and the register is on a backup."),
        )
        self.restore.clicked.connect(self.restore_asked)
        self.setFocusProxy(self.sample)

    def _add(self, name: str, text: str, icon_name: str, why: str) -> QPushButton:
        button = QPushButton(icon(icon_name), f" {text}")
        button.setObjectName(f"welcome_{name}")
        button.setAccessibleName(without_mnemonic(text).rstrip("…"))
        button.setAccessibleDescription(why)
        row = self._grid.rowCount()
        self._grid.addWidget(button, row, 0)
        self._grid.addWidget(PlainLabel(why, role="hint", wrap=True), row, 1)
        return button
