"""The heads of a table: their words wrap, they move, and their menu says what they can."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon

_AROUND: Final = QSize(18, 12)
"""What the style sheet leaves around the text of a head, and the line beside it."""
_ARROW: Final = 12
_NARROWEST: Final = 40
_HIGHEST: Final = 400


class Heads(QHeaderView):
    """Horizontal heads that are as high as their longest text needs.

    Signals:
        menu_asked: The number of a column, and where on the screen.
    """

    menu_asked = Signal(int, QPoint)

    def __init__(self, name: str, parent: QWidget) -> None:
        """Be the heads of ``parent``, the table of this name."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(f"{name}_heads")
        self.setAccessibleName(_("Columns"))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setSortIndicatorClearable(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setResizeContentsPrecision(0)  # only what is in sight is measured

    def whole(self, column: int) -> int:
        """Return the width of a head in one line."""
        return self._metrics().horizontalAdvance(self._text(column)) + _AROUND.width()

    def least(self, column: int) -> int:
        """Return the width that cuts no word of a head."""
        metrics = self._metrics()
        words = self._text(column).split() or [""]
        return max(metrics.horizontalAdvance(each) for each in words) + _AROUND.width()

    @override
    def sizeHint(self) -> QSize:
        metrics, highest = self._metrics(), 0
        for column in range(self.count()):
            if self.isSectionHidden(column):
                continue
            room = max(self.sectionSize(column) - _AROUND.width(), 1)
            flags = int(Qt.TextFlag.TextWordWrap.value)
            box = metrics.boundingRect(QRect(0, 0, room, _HIGHEST), flags, self._text(column))
            highest = max(highest, box.height())
        return QSize(super().sizeHint().width(), highest + _AROUND.height())

    @override
    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        super().initStyleOptionForIndex(option, logicalIndex)
        none = QStyleOptionHeader.SortIndicator.None_
        option.sortIndicator = none  # type: ignore[attr-defined]  # it would cut the text

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self.isSortIndicatorShown() and logicalIndex == self.sortIndicatorSection():
            upwards = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            place = QRect(
                rect.center().x() - _ARROW // 2, rect.top() - 2, _ARROW, _ARROW
            )  # above the text
            icon("up" if upwards else "down").paint(painter, place)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self.menu_asked.emit(self.logicalIndexAt(event.pos()), event.globalPos())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def _text(self, column: int) -> str:
        return str(self.model().headerData(column, self.orientation()) or "")

    def _metrics(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as the style sheet draws it
        return QFontMetrics(font)
