"""A map of the life cycle: every state that a weapon can be in, and where it may go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget
from typing_extensions import override

from stockpile_app.domain.vocabulary import Status
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.bars import RowsModel

Index = QModelIndex | QPersistentModelIndex

_COLUMNS: Final = 4
_WIDE: Final = 4
_PAD, _GAP, _EDGE, _BETWEEN = 7, 10, 5, 20
_RADIUS: Final = 6.0
_ARROW: Final = 4.0
_SMALLEST: Final = 0.75
"""Of the size of letters, for a long text."""


class _Cell(NamedTuple):
    """Where a state stands: row, first column, how many columns wide."""

    row: int
    column: int
    wide: int = 1


_CELLS: Final[dict[Status, _Cell]] = {
    Status.ISSUED: _Cell(0, 0),
    Status.ON_LOAN: _Cell(0, 1),
    Status.IN_REPAIR: _Cell(0, 2),
    Status.IN_TRANSIT: _Cell(0, 3),
    Status.IN_STORE: _Cell(1, 0, _WIDE),
    Status.SEIZED: _Cell(2, 0),
    Status.SURPLUS: _Cell(2, 1),
    Status.LOST: _Cell(2, 2),
    Status.STOLEN: _Cell(2, 3),
    Status.FOR_DISPOSAL: _Cell(3, 0, _WIDE),
    Status.DESTROYED: _Cell(4, 0),
    Status.TRANSFERRED: _Cell(4, 1),
    Status.DEACTIVATED: _Cell(4, 2),
    Status.MUSEUM: _Cell(4, 3),
    Status.WITHDRAWN: _Cell(5, 0, _WIDE),
}
_ROWS: Final = 1 + max(cell.row for cell in _CELLS.values())


class _Edge(NamedTuple):
    """A way from one state to another in the next row; ``both`` when it leads back, too.

    ``column`` is where it is drawn, in columns, where both states are wider than one.
    """

    upper: Status
    lower: Status
    down: bool = True
    up: bool = False
    column: float | None = None


_EDGES: Final = (
    _Edge(Status.ISSUED, Status.IN_STORE, up=True),
    _Edge(Status.ON_LOAN, Status.IN_STORE, up=True),
    _Edge(Status.IN_REPAIR, Status.IN_STORE, up=True),
    _Edge(Status.IN_TRANSIT, Status.IN_STORE, up=True),
    _Edge(Status.IN_STORE, Status.SEIZED, up=True),
    _Edge(Status.IN_STORE, Status.SURPLUS, up=True),
    _Edge(Status.IN_STORE, Status.LOST, up=True),
    _Edge(Status.IN_STORE, Status.STOLEN, up=True),
    _Edge(Status.IN_STORE, Status.FOR_DISPOSAL, up=True, column=2.0),
    _Edge(Status.SEIZED, Status.FOR_DISPOSAL, up=True),
    _Edge(Status.SURPLUS, Status.FOR_DISPOSAL, up=True),
    _Edge(Status.FOR_DISPOSAL, Status.DESTROYED),
    _Edge(Status.FOR_DISPOSAL, Status.TRANSFERRED),
    _Edge(Status.FOR_DISPOSAL, Status.DEACTIVATED),
    _Edge(Status.FOR_DISPOSAL, Status.MUSEUM),
)


class MapRow(NamedTuple):
    """A state on the map.

    Attributes:
        label: As it is painted, with its sign.
        words: The whole of it in a sentence, for screen readers and as a tool tip.
        here: Whether the weapon is so now.
        near: Whether it may be so next.
        final: Whether nothing comes after it.
    """

    status: Status
    label: str
    words: str
    here: bool
    near: bool
    final: bool


class LifeMap(QAbstractItemView):
    """A list of states for the keyboard and for screen readers, painted as a map.

    Signals:
        chosen: The ``Status`` that the keyboard or the mouse is on.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no state yet."""
        super().__init__(parent)
        self.setObjectName("life_map")
        self.setAccessibleName(_("Map of the life cycle"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(self.sizeHint().height())

    def show_life(self, now: Status, near: Mapping[Status, str]) -> None:
        """Show where a weapon is.

        Args:
            near: What it may be next, each with what leads there, in words.
        """
        self.rows.show([_row(each, now, near) for each in _CELLS])
        self.setCurrentIndex(self.rows.index(list(_CELLS).index(now)))

    def row(self, status: Status) -> MapRow:
        """Return what is shown of a state."""
        found: MapRow = next(each for each in self.rows.rows if each.status is status)
        return found

    @override
    def sizeHint(self) -> QSize:
        height = _ROWS * self._node + (_ROWS - 1) * _BETWEEN + 2 * _EDGE
        return QSize(_COLUMNS * 100, height)

    @property
    def _node(self) -> int:
        return self.fontMetrics().height() + 2 * _PAD

    # --- where things are ------------------------------------------------------------------------

    def _rect(self, status: Status) -> QRect:
        cell = _CELLS[status]
        column = (self.viewport().width() - (_COLUMNS - 1) * _GAP) / _COLUMNS
        left = round(cell.column * (column + _GAP))
        right = round((cell.column + cell.wide) * (column + _GAP) - _GAP)
        top = _EDGE + cell.row * (self._node + _BETWEEN)
        rect = QRect(left, top, right - left, self._node).adjusted(4, 0, -4, 0)
        if self.isRightToLeft():
            rect.moveLeft(self.viewport().width() - rect.right() - 1)
        return rect

    @override
    def visualRect(self, index: Index) -> QRect:
        return self._rect(self.rows.rows[index.row()].status) if index.isValid() else QRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        for at, row in enumerate(self.rows.rows):
            if self._rect(row.status).contains(point):
                return self.rows.index(at)
        return QModelIndex()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Nothing: all of it is always seen."""

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return 0

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: object) -> None:
        """Nothing: a map has a current state, and no selection."""

    @override
    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion()

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the nearest state in the direction of the key."""
        now = self.currentIndex()
        rows = self.rows.rows
        if not rows or not now.isValid():
            return self.rows.index(0) if rows else QModelIndex()
        way = _WAYS.get(action)
        if way is None:
            step = {
                QAbstractItemView.CursorAction.MoveHome: -now.row(),
                QAbstractItemView.CursorAction.MoveEnd: len(rows) - 1 - now.row(),
                QAbstractItemView.CursorAction.MoveNext: 1,
                QAbstractItemView.CursorAction.MovePrevious: -1,
            }.get(action, 0)
            return self.rows.index(min(max(0, now.row() + step), len(rows) - 1))
        here = self.visualRect(now).center()
        found, nearest = now.row(), float("inf")
        for at, row in enumerate(rows):
            there = self._rect(row.status).center() - here
            along = there.x() * way[0] + there.y() * way[1]
            across = abs(there.x() * way[1]) + abs(there.y() * way[0])
            if along > 0 and along * along + 4 * across * across < nearest:
                found, nearest = at, along * along + 4 * across * across
        return self.rows.index(found)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.chosen.emit(self.rows.rows[current.row()].status)

    # --- painting --------------------------------------------------------------------------------

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for edge in _EDGES:
            self._paint_edge(painter, edge)
        for row in self.rows.rows:
            self._paint_state(painter, row)
        painter.end()

    def _paint_edge(self, painter: QPainter, edge: _Edge) -> None:
        upper, lower = self._rect(edge.upper), self._rect(edge.lower)
        narrow = upper if upper.width() < lower.width() else lower
        x = float(narrow.center().x())
        if edge.column is not None:
            x = self.viewport().width() * edge.column / _COLUMNS
        top, bottom = QPointF(x, upper.bottom() + 2), QPointF(x, lower.top() - 1)
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(colour, 1.4))
        painter.drawLine(top, bottom)
        painter.setBrush(colour)
        for tip, drawn, sign in ((bottom, edge.down, -1), (top, edge.up, 1)):
            if drawn:
                back = QPointF(0, sign * _ARROW * 1.6)
                side = QPointF(_ARROW, 0)
                painter.drawPolygon(QPolygonF([tip, tip + back + side, tip + back - side]))

    def _paint_state(self, painter: QPainter, row: MapRow) -> None:
        rect = QRectF(self._rect(row.status)).adjusted(0.5, 0.5, -0.5, -0.5)
        role = QPalette.ColorRole
        palette = self.palette()
        accent = palette.color(role.Accent)
        ink, back = palette.color(role.Text), palette.color(role.Base)
        pen = QPen(palette.color(role.PlaceholderText), 1)
        if row.near:
            pen = QPen(accent, 2.5)
        if row.here:
            ink, back = palette.color(role.HighlightedText), palette.color(role.Highlight)
            pen = QPen(accent, 3.5)
        elif not row.near:
            ink = palette.color(role.PlaceholderText)
        if row.status is Status.WITHDRAWN and not row.here:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(back)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        if row.final:  # a double frame, as of a wall behind which nothing comes
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(pen.color(), 1))
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), _RADIUS - 2, _RADIUS - 2)
        font = self.font()
        font.setBold(row.here)
        painter.setFont(font)
        painter.setPen(ink)
        _write(painter, rect.adjusted(6, 1, -6, -1), row.label)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid() and self.rows.rows[current.row()] is row:
            pen = QPen(palette.color(role.Text), 1.2, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), _RADIUS + 2, _RADIUS + 2)


def _write(painter: QPainter, box: QRectF, text: str) -> None:
    """Write a text into its box: a long one smaller, in two lines, and cut only if it must be."""
    middle = Qt.AlignmentFlag.AlignCenter
    font = painter.font()
    size = QFontInfo(font).pixelSize()
    for smaller in range(size, int(size * _SMALLEST) - 1, -1):
        font.setPixelSize(smaller)
        painter.setFont(font)
        needs = painter.boundingRect(box, middle | Qt.TextFlag.TextWordWrap, text)
        if needs.width() <= box.width() and needs.height() <= box.height():
            painter.drawText(box, middle | Qt.TextFlag.TextWordWrap, text)
            return
    mode = Qt.TextElideMode.ElideRight
    painter.drawText(box, middle, painter.fontMetrics().elidedText(text, mode, int(box.width())))


_WAYS: Final = {
    QAbstractItemView.CursorAction.MoveUp: (0, -1),
    QAbstractItemView.CursorAction.MoveDown: (0, 1),
    QAbstractItemView.CursorAction.MoveLeft: (-1, 0),
    QAbstractItemView.CursorAction.MoveRight: (1, 0),
}


def _row(status: Status, now: Status, near: Mapping[Status, str]) -> MapRow:
    here, next_ = status is now, status in near and status is not now
    told = label(status)
    words = told
    if here:
        words = _("{status}: here now").format(status=told)
    elif next_:
        words = _("{status}: may be next. {how}").format(status=told, how=near[status])
    if status.is_final:
        words = _("{words}. Final").format(words=words)
    sign = "● " if here else "→ " if next_ else ""
    return MapRow(status, f"{sign}{told}", words, here, next_, status.is_final)
