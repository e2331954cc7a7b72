"""A drawn sheet of labels, on which the first free label is clicked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from stockpile_app.documents.label_stock import LabelStock
from stockpile_app.i18n import gettext as _

_MARGIN: Final = 6.0
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class SheetPicker(QWidget):
    """The sheet as it lies in the tray: used labels are struck out, the rest will be printed on.

    Arrow keys move the first free label; Home and End go to the first and the last.

    Signals:
        start_chosen: The first free label, from 1, row by row.
    """

    start_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock: LabelStock | None = None
        self._start = 1
        self._wanted = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(150, 210)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Click the first free label"))
        self._describe()

    @property
    def start(self) -> int:
        """The first free label, from 1."""
        return self._start

    def show_stock(self, stock: LabelStock | None) -> None:
        """Draw this sheet; none while the user's own sizes do not make one."""
        self._stock = stock
        self._start = min(self._start, stock.per_sheet) if stock else 1
        self._describe()

    def set_start(self, start: int) -> None:
        """Move the first free label without telling anybody."""
        self._start = start
        self._describe()

    def set_wanted(self, labels: int) -> None:
        """Say how many labels will be printed, so that the last sheet's rest can be seen."""
        self._wanted = labels
        self.update()

    def label_rect(self, position: int) -> QRectF:
        """Return where a label, from 1, is drawn."""
        if self._stock is None:
            return QRectF()
        scale, corner = self._scale(self._stock)
        left, top = self._stock.corner_mm(position - 1)
        size = self._stock.label
        place = corner + QPointF(left, top) * scale
        return QRectF(place.x(), place.y(), size[0] * scale, size[1] * scale)

    def _describe(self) -> None:
        if self._stock is None:
            self.setAccessibleDescription("")
        else:
            self.setAccessibleDescription(
                _("The first free label is {start} of {labels}.").format(
                    start=self._start, labels=self._stock.per_sheet
                )
            )
        self.update()

    def _scale(self, stock: LabelStock) -> tuple[float, QPointF]:
        """Return pixels a millimetre, and the top left corner of the page."""
        width, height = stock.page_mm
        scale = min((self.width() - 2 * _MARGIN) / width, (self.height() - 2 * _MARGIN) / height)
        left = (self.width() - width * scale) / 2
        return scale, QPointF(left, (self.height() - height * scale) / 2)

    def _choose(self, start: int) -> None:
        if self._stock is not None and 1 <= start <= self._stock.per_sheet:
            self.set_start(start)
            self.start_chosen.emit(start)

    def _position_at(self, point: QPointF) -> int | None:
        if self._stock is None:
            return None
        inside = (
            position
            for position in range(1, self._stock.per_sheet + 1)
            if self.label_rect(position).contains(point)
        )
        return next(inside, None)

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, 300)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if position is not None:
            self._choose(position)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._stock is None:
            return
        columns = self._stock.grid[0]
        key = Qt.Key(event.key())
        if key in _STEPS:
            across, down = _STEPS[key]
            if self.isRightToLeft():
                across = -across
            self._choose(self._start + across + down * columns)
        elif key == Qt.Key.Key_Home:
            self._choose(1)
        elif key == Qt.Key.Key_End:
            self._choose(self._stock.per_sheet)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            stock = self._stock
            if stock is None:
                painter.drawText(
                    self.rect(),
                    int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                    _("These sizes do not make a sheet."),
                )
                return
            self._paint_page(painter, stock)
            for position in range(1, stock.per_sheet + 1):
                self._paint_label(painter, position)

    def _paint_page(self, painter: QPainter, stock: LabelStock) -> None:
        scale, corner = self._scale(stock)
        palette = self.palette()
        page = QRectF(corner.x(), corner.y(), stock.page_mm[0] * scale, stock.page_mm[1] * scale)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        focused = self.hasFocus()
        role = QPalette.ColorRole.Accent if focused else QPalette.ColorRole.Mid
        painter.setPen(QPen(palette.color(role), 3 if focused else 1))
        painter.drawRect(page)

    def _paint_label(self, painter: QPainter, position: int) -> None:
        rect = self.label_rect(position).adjusted(0.7, 0.7, -0.7, -0.7)
        palette = self.palette()
        used = position < self._start
        first = position == self._start
        printed = first or (not used and position < self._start + self._wanted)
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        text_role = QPalette.ColorRole.PlaceholderText
        if used:
            painter.setBrush(palette.color(QPalette.ColorRole.Window))
        elif first:
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            text_role = QPalette.ColorRole.HighlightedText
        elif printed:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            text_role = QPalette.ColorRole.Text
        painter.drawRoundedRect(rect, 2, 2)
        if used:
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(rect.bottomLeft(), rect.topRight())
        painter.setPen(palette.color(text_role))
        font = QFont(self.font())
        font.setPixelSize(max(7, min(13, int(rect.height() * 0.6), int(rect.width() * 0.45))))
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(position))
