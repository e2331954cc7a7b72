"""One sentence that says how something turned out, in the colours that go with it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.ui.announce import announce
from stockpile_app.ui.widgets.plain import PlainLabel

_ROLES = ("good", "notice", "banner")


class Verdict(QWidget):
    """Shows one text as good, as a notice, or as a refusal ("banner")."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # a label for each look: a style sheet's padding does not come and go with a property
        self._labels = {role: PlainLabel("", role=role, wrap=True) for role in _ROLES}
        for role, label in self._labels.items():
            label.setObjectName(f"{name}_{role}")
            label.hide()
            layout.addWidget(label)

    def say(self, role: str, text: str) -> None:
        """Show ``text`` in the look of ``role``."""
        for name, label in self._labels.items():
            label.setText(text if name == role else "")
            label.setVisible(name == role)
        announce(self, text, now=role == "banner")

    def text(self) -> str:
        """Return what is said."""
        return "".join(label.text() for label in self._labels.values())
