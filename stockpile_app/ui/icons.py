"""Our own line icons, drawn at any size in the colour of the theme."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from stockpile_app.paths import resources_folder

_INK: Final = b"#000000"
_TURNED: Final = {
    "back": "forward",
    "forward": "back",
    "next": "previous",
    "previous": "next",
}


def icon(name: str) -> QIcon:
    """Return the icon ``resources/icons/<name>.svg``; it follows the palette when painted.

    One that points along the line of reading points the other way where that is right to left.
    """
    if QGuiApplication.isRightToLeft():
        name = _TURNED.get(name, name)
    return _icon(name)


@cache
def _icon(name: str) -> QIcon:
    return QIcon(_LineIcon(_source(name)))


def paint_line_icon(painter: QPainter, name: str, square: QRectF, colour: QColor) -> None:
    """Paint the icon ``resources/icons/<name>.svg`` in a colour of its own."""
    _render(painter, _source(name), square, colour)


@cache
def _source(name: str) -> bytes:
    return (resources_folder() / "icons" / f"{name}.svg").read_bytes()


def _render(painter: QPainter, source: bytes, square: QRectF, colour: QColor) -> None:
    inked = source.replace(_INK, colour.name().encode())
    QSvgRenderer(QByteArray(inked)).render(painter, square)


class _LineIcon(QIconEngine):
    """Paints one SVG with the text colour of the moment."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self._source = source

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _render(painter, self._source, square, _colour(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _LineIcon(self._source)


def _colour(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    groups, roles = QPalette.ColorGroup, QPalette.ColorRole
    if mode is QIcon.Mode.Disabled:
        return palette.color(groups.Disabled, roles.WindowText)
    if mode is QIcon.Mode.Selected:
        return palette.color(groups.Active, roles.HighlightedText)
    return palette.color(groups.Active, roles.WindowText)
