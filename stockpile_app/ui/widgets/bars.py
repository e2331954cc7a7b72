"""Horizontal bars with labels and numbers: a list whose rows open what they count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex

PAD: Final = 8
_ROW_MARGIN: Final = 10
_GAP: Final = 12
_LABEL_SHARE, _NARROWEST_BAR = 0.42, 24
_RECORD: Final = Qt.ItemDataRole.UserRole


class Bar(NamedTuple):
    """A row.

    Attributes:
        label, number: As shown.
        words: The whole of it in a sentence, for screen readers and as a tool tip.
        length: How long the bar is, from 0 to 1.
        solid: How much of its length is solid; the rest is only outlined.
        opens: What is told when the row is opened.
    """

    label: str
    number: str
    words: str
    length: float
    solid: float
    opens: object


class RowsModel(QAbstractListModel):
    """Rows that a delegate paints; ``words`` of each is what is heard."""

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.label
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.words
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


class RowList(QListView):
    """A list of painted rows; a click or Enter opens one.

    Signals:
        opened: What the row says that it opens.
    """

    opened = Signal(object)

    def __init__(self, name: str, text: str, margin: int, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            text: The accessible name.
            margin: How much higher a row is than its text.
        """
        super().__init__(parent)
        self.margin = margin
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setProperty("bare", True)  # noqa: FBT003 - Qt
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the keyboard stays on the row where it was."""
        at = self.currentIndex().row()
        self.rows.show(rows)
        if 0 <= at < len(rows):
            self.setCurrentIndex(self.rows.index(at))

    def height_of(self, rows: int) -> int:
        """Return the height that shows so many rows."""
        row = self.fontMetrics().height() + self.margin
        return row * rows + 2 * self.frameWidth() + 2

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        opens = index.data(_RECORD).opens
        if opens is not None:
            self.opened.emit(opens)


class RowPainter(QStyledItemDelegate):
    """Paints the back of a row; subclasses paint what stands on it."""

    def __init__(self, view: RowList) -> None:
        """Paint the rows of ``view``."""
        super().__init__(view)
        self.view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        shown: Any = option  # its fields are not in the stubs
        return QSize(120, shown.fontMetrics.height() + self.view.margin)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Any = option  # its fields are not in the stubs
        states = QStyle.StateFlag
        roles = QPalette.ColorRole
        chosen = bool(shown.state & states.State_Selected) and bool(
            shown.state & states.State_HasFocus
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(shown.rect, shown.palette.color(roles.Highlight))
        elif shown.state & states.State_MouseOver:
            painter.fillRect(shown.rect, shown.palette.color(roles.AlternateBase))
        ink = shown.palette.color(roles.HighlightedText if chosen else roles.Text)
        accent = ink if chosen else shown.palette.color(roles.Accent)
        painter.setPen(ink)
        self.draw(painter, shown.rect.adjusted(PAD, 0, -PAD, 0), index.data(_RECORD), accent)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, row: Any, accent: QColor) -> None:
        """Draw ``row`` with the pen of its text."""
        raise NotImplementedError


class _BarPainter(RowPainter):
    """Label, bar, number; mirrored where people read from the right."""

    @override
    def draw(self, painter: QPainter, rect: QRect, row: Any, accent: QColor) -> None:
        metrics, rows = painter.fontMetrics(), self.view.rows.rows
        numbers = max(metrics.horizontalAdvance(each.number) for each in rows)
        widest = max(metrics.horizontalAdvance(each.label) for each in rows) + 2
        labels = min(widest, int(rect.width() * _LABEL_SHARE))
        label = QRect(rect.left(), rect.top(), labels, rect.height())
        number = QRect(rect.right() - numbers, rect.top(), numbers + 1, rect.height())
        bar = QRectF(label.right() + _GAP, rect.top() + 5, 0, rect.height() - 10)
        bar.setRight(number.left() - _GAP)
        direction = self.view.layoutDirection()
        style = self.view.style()
        text = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, labels)
        where = style.visualRect(direction, rect, label)
        painter.drawText(where, side_of(self.view, trailing=False), text)
        where = style.visualRect(direction, rect, number)
        painter.drawText(where, side_of(self.view, trailing=True), row.number)
        if bar.width() >= _NARROWEST_BAR:
            self._draw_bar(painter, rect, bar, (row, accent))

    def _draw_bar(
        self, painter: QPainter, rect: QRect, bar: QRectF, what: tuple[Any, QColor]
    ) -> None:
        row, accent = what
        if row.length <= 0:
            return
        length = max(2.0, bar.width() * row.length)
        whole = QRectF(bar.left(), bar.top(), length, bar.height())
        solid = QRectF(bar.left(), bar.top(), length * row.solid, bar.height())
        if self.view.isRightToLeft():
            whole, solid = (_mirrored(each, rect) for each in (whole, solid))
        painter.setPen(QPen(accent, 1))
        painter.setBrush(QBrush(accent, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(solid, accent)


class BarList(RowList):
    """Rows of ``Bar``."""

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``text`` is the accessible name."""
        super().__init__(name, text, _ROW_MARGIN, parent)
        self.setItemDelegate(_BarPainter(self))


def side_of(view: QWidget, *, trailing: bool) -> Qt.AlignmentFlag:
    """Return how a text stands at the beginning or the end of a row, wherever that is."""
    flags = Qt.AlignmentFlag
    right = trailing is not view.isRightToLeft()
    side = flags.AlignRight if right else flags.AlignLeft
    return side | flags.AlignVCenter | flags.AlignAbsolute  # or the painter turns it once more


def _mirrored(box: QRectF, inside: QRect) -> QRectF:
    return QRectF(
        inside.left() + inside.right() - box.right(), box.top(), box.width(), box.height()
    )
