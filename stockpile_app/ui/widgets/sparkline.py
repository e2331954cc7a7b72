"""The security score of each depot: its last figure in words, and how it went over the checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.ui.widgets.bars import RowList, RowPainter, side_of

_GAP = 12
_ROW_MARGIN = 18
_LINE_SHARE = 0.3


class ScoreRow(NamedTuple):
    """A row.

    Attributes:
        label: The depot.
        number: Its last score and level in words.
        words: The whole of it in a sentence, for screen readers.
        values: Percentages, oldest first.
        opens: What is told when the row is opened.
    """

    label: str
    number: str
    words: str
    values: tuple[int, ...]
    opens: object


def draw_sparkline(painter: QPainter, box: QRectF, values: Sequence[int], colour: QColor) -> None:
    """Draw percentages as a line whose last point is marked; 0 is at the bottom, 100 at the top."""
    if not values:
        return
    inner = box.adjusted(4, 4, -4, -4)
    step = inner.width() / max(1, len(values) - 1)
    points = [
        QPointF(inner.left() + at * step, inner.bottom() - inner.height() * value / 100)
        for at, value in enumerate(values)
    ]
    if len(points) == 1:
        points[0].setX(inner.right())
    painter.setPen(QPen(colour, 1.75))
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(colour)
    painter.drawEllipse(points[-1], 3, 3)


class ScoreList(RowList):
    """Rows of ``ScoreRow``."""

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``text`` is the accessible name."""
        super().__init__(name, text, _ROW_MARGIN, parent)
        self.setItemDelegate(_ScorePainter(self))


class _ScorePainter(RowPainter):
    """Depot, line, last score; mirrored where people read from the right, but for the line."""

    @override
    def draw(self, painter: QPainter, rect: QRect, row: Any, accent: QColor) -> None:
        metrics, rows = painter.fontMetrics(), self.view.rows.rows
        numbers = min(
            max(metrics.horizontalAdvance(each.number) for each in rows),
            int(rect.width() * (1 - _LINE_SHARE)) // 2,
        )
        line = int(rect.width() * _LINE_SHARE)
        labels = rect.width() - numbers - line - 2 * _GAP
        boxes = (
            QRect(rect.left(), rect.top(), labels, rect.height()),
            QRect(rect.left() + labels + _GAP, rect.top(), line, rect.height()),
            QRect(rect.right() - numbers, rect.top(), numbers + 1, rect.height()),
        )
        label, middle, number = (
            self.view.style().visualRect(self.view.layoutDirection(), rect, each) for each in boxes
        )
        cut = metrics.elidedText(row.label, self.view.textElideMode(), labels)
        painter.drawText(label, side_of(self.view, trailing=False), cut)
        cut = metrics.elidedText(row.number, self.view.textElideMode(), numbers + 1)
        painter.drawText(number, side_of(self.view, trailing=True), cut)
        draw_sparkline(painter, QRectF(middle), row.values, accent)
