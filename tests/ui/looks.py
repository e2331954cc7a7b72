"""What can be seen of a widget: its colours as they are drawn, and where it stands."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

SCALE = 4
"""Drawn this much larger, letters are thick enough to show their own colour."""


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def look(widget: QWidget) -> tuple[object, ...] | None:
    """Return what decides how a text is drawn, or None where there is none to be read."""
    if not isinstance(widget, QLabel | QAbstractButton | QLineEdit) or not widget.isEnabled():
        return None
    text = widget.text() or (widget.placeholderText() if isinstance(widget, QLineEdit) else "")
    if not text.strip() or min(widget.width(), widget.height()) < 8:
        return None
    names = ("role", "tone", "primary", "chip", "wrong", "panel", "mono", "compact")
    state = isinstance(widget, QAbstractButton) and widget.isChecked()
    empty = isinstance(widget, QLineEdit) and not widget.text()
    around = []
    parent = widget.parentWidget()
    while parent is not None:
        around.append(parent.objectName() if parent.objectName() in _GROUNDS else "")
        around += [str(parent.property(name)) for name in ("tone", "panel")]
        parent = parent.parentWidget()
    kind = next(base for base in type(widget).__mro__ if base.__module__.startswith("PySide6"))
    return kind, *(str(widget.property(name)) for name in names), state, empty, frozenset(around)


_GROUNDS = {"navigation", "scan_answer", "alarm_banner", "lost_among", "card", "sign_in_card"}


def text_contrast(widget: QWidget) -> float:
    """Return the contrast of a text as it is drawn: its colour is what differs most."""
    image = drawn(widget, text_rect(widget))
    counted = Counter(
        image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())
    )
    ground = QColor(counted.most_common(1)[0][0])
    return max(contrast(QColor(each), ground) for each in counted)


def text_rect(widget: QWidget) -> QRect:
    """Return where the text is, without border and indicator."""
    if isinstance(widget, QCheckBox | QRadioButton):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        part = (
            QStyle.SubElement.SE_CheckBoxContents
            if isinstance(widget, QCheckBox)
            else QStyle.SubElement.SE_RadioButtonContents
        )
        return widget.style().subElementRect(part, option, widget)
    return widget.rect().adjusted(4, 4, -4, -4)


def drawn(widget: QWidget, part: QRect) -> QImage:
    """Return a part of a widget, with all that is behind it, enlarged."""
    window = widget.window()
    rect = QRect(widget.mapTo(window, part.topLeft()), part.size())
    image = QImage(rect.size() * SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    window.render(painter, rect.topLeft() * 0, QRegion(rect))
    painter.end()
    return image


def mirrored(widget: QWidget, wide: int) -> QRect:
    """Return where a widget would stand in a parent of this width that is seen in a mirror."""
    rect = widget.geometry()
    return QRect(wide - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


def focus_look(widget: QWidget) -> tuple[object, ...]:
    """Return what decides how it shows that a widget has the keyboard."""
    names = ("role", "tone", "primary", "chip", "wrong", "mono", "compact", "answer", "mode")
    kind = next(base for base in type(widget).__mro__ if base.__module__.startswith("PySide6"))
    flat = isinstance(widget, QPushButton) and widget.isFlat()
    own = type(widget).paintEvent is not kind.paintEvent and type(widget)
    return "focus", kind, own, flat, *(str(widget.property(name)) for name in names)


def focus_seen(widget: QWidget, elsewhere: QWidget) -> int:
    """Return how many pixels tell by a contrast of 3:1 that a widget has the keyboard."""
    rect = widget.rect().adjusted(-4, -4, 4, 4)
    elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
    without = _plain(widget, rect)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_it = _plain(widget, rect)
    seen = 0
    for x in range(min(with_it.width(), without.width())):
        for y in range(min(with_it.height(), without.height())):
            one, other = without.pixel(x, y), with_it.pixel(x, y)
            seen += one != other and contrast(QColor(one), QColor(other)) >= _TOLD
    return seen


_TOLD = 3.0
"""WCAG 2: what tells a state must differ by as much."""


def _plain(widget: QWidget, part: QRect) -> QImage:
    window = widget.window()
    rect = QRect(widget.mapTo(window, part.topLeft()), part.size()).intersected(window.rect())
    return window.grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)
