"""The parts of a page, one behind the other."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget


class PageTabs(QTabWidget):
    """Gives the keyboard to the part that is shown, where its keys work, and not to the tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have no parts yet."""
        super().__init__(parent)
        self.currentChanged.connect(self._on_current)

    @Slot()
    def _on_current(self) -> None:
        self.setFocusProxy(self.currentWidget() if self.count() else self.tabBar())
