"""A list of texts, some with a box to tick."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget
from typing_extensions import override


class TextList(QListWidget):
    """A list whose rows are as high as the theme says, also those added before it was shown."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # Qt keeps the heights it measured before the style sheet came
