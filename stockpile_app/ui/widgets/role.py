"""Small things about the look of a widget that Qt does not do by itself."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

_USUAL_POINTS: Final = 10
"""Of a text that nobody enlarged."""


def set_look(widget: QWidget, name: str, value: Any) -> None:
    """Set a property that the theme's style sheet asks for, and dress the widget anew."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()


def larger(font: QFont, factor: float, *, bold: bool) -> QFont:
    """Return a font that is larger, but grows half as fast where all texts are large already."""
    large, points = QFont(font), font.pointSizeF()
    large.setPointSizeF(max(points, factor * (points + min(points, _USUAL_POINTS)) / 2))
    large.setBold(bold)
    return large


def selectable(label: QLabel) -> None:
    """Let what a label says be selected and copied, by mouse and keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )


def make_room(widget: QWidget, width: int, height: int, text_scale: int) -> None:
    """Give a window this size, larger where texts are, but not larger than the screen."""
    screen = widget.screen().availableSize()
    widget.resize(
        max(width, min(width * text_scale // 100, screen.width() * 19 // 20)),
        max(height, min(height * text_scale // 100, screen.height() * 19 // 20)),
    )
