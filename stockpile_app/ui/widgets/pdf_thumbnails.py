"""Small pictures of the pages of a document, to go to one of them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.pdf_pages import PdfPages

_WIDTH, _HEIGHT = 84, 116
_MOST_KEPT: Final = 200
_NOWHERE: Final = QModelIndex()


class _Model(QAbstractListModel):
    """Draws a page when it is first looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._pictures: dict[int, QPixmap] = {}
        self._ratio = parent.devicePixelRatioF()

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show a document, or none."""
        self.beginResetModel()
        self._pages = pages
        self._pictures.clear()
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return len(self._pages) if self._pages and not parent.isValid() else 0

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{index.row() + 1}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("Page {number}").format(number=index.row() + 1)
            case Qt.ItemDataRole.DecorationRole if self._pages is not None:
                return self._picture(self._pages, index.row())
        return None

    def _picture(self, pages: PdfPages, page: int) -> QPixmap:
        found = self._pictures.get(page)
        if found is None:
            size = pages.size(page)
            fit = min(_WIDTH / size.width(), _HEIGHT / size.height())
            found = QPixmap.fromImage(pages.picture(page, fit * self._ratio))
            with QPainter(found) as painter:  # white paper is seen on white, too
                painter.setPen(Qt.GlobalColor.gray)
                painter.drawRect(0, 0, found.width() - 1, found.height() - 1)
            found.setDevicePixelRatio(self._ratio)
            if len(self._pictures) >= _MOST_KEPT:
                self._pictures.clear()
            self._pictures[page] = found
        return found


class PdfThumbnails(QListView):
    """The pages in a column; hidden while there is only one.

    Signals:
        page_chosen: Its number, from 0.
    """

    page_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no document yet."""
        super().__init__(parent)
        self.setObjectName("pdf_thumbnails")
        self.setAccessibleName(_("Small pictures of the pages"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(_WIDTH, _HEIGHT))
        digits = self.fontMetrics().height()
        self.setGridSize(QSize(_WIDTH + 24, _HEIGHT + digits + 16))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        room = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        self.setFixedWidth(_WIDTH + 24 + room)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = _Model(self)
        self.setModel(self._model)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show a document, or none."""
        self._model.show_pages(pages)
        self.setVisible(pages is not None and len(pages) > 1)

    def set_current(self, page: int) -> None:
        """Mark the page that is seen, without asking for it."""
        index = self._model.index(page, 0)
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self.viewport().update()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.page_chosen.emit(current.row())
