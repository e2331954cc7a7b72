"""The scrolling part of the PDF preview: draws the pages that can be seen, and no others."""

from __future__ import annotations

from collections import OrderedDict
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from stockpile_app.ui.pdf_pages import POINTS_PER_INCH, PdfPages

FIT_WIDTH: Final = -1.0
FIT_PAGE: Final = 0.0
SMALLEST_ZOOM, LARGEST_ZOOM = 0.1, 4.0
_KEYED: Final = {Qt.Key.Key_0: FIT_PAGE, Qt.Key.Key_1: 1.0, Qt.Key.Key_2: 2.0}
_GAP: Final = 12
_CACHED_PAGES: Final = 8
_LINE: Final = 40
_SCREEN_DPI: Final = 96.0


class PdfView(QAbstractScrollArea):
    """Pages one below the other, moved through with the usual keys.

    Signals:
        page_shown: The number, from 0, of the page in the middle of what is seen.
        zoomed: The zoom in force; 1.0 is the size on paper.
    """

    page_shown = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._rects: list[QRect] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._mode = FIT_WIDTH
        self._zoom = 1.0
        self._current = 0
        self._dragged_from: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def zoom(self) -> float:
        """The zoom in force; 1.0 is the size on paper."""
        return self._zoom

    @property
    def mode(self) -> float:
        """The zoom that was asked for: a factor, ``FIT_WIDTH`` or ``FIT_PAGE``."""
        return self._mode

    @property
    def current(self) -> int:
        """The page in the middle of what is seen, from 0."""
        return self._current

    def show_pages(self, pages: PdfPages | None, *, keep_place: bool = False) -> None:
        """Show a document, or nothing."""
        self._pages = pages
        self._pictures.clear()
        at = self.verticalScrollBar().value() if keep_place else 0
        self._lay_out()
        self.verticalScrollBar().setValue(at)
        self._on_scrolled()

    def set_zoom(self, mode: float) -> None:
        """Zoom to a factor, ``FIT_WIDTH`` or ``FIT_PAGE``; the page in the middle stays there."""
        self._mode = mode if mode <= 0 else min(max(mode, SMALLEST_ZOOM), LARGEST_ZOOM)
        policies = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if self._mode <= 0 else policies.ScrollBarAsNeeded
        )
        page = self._current
        self._lay_out()
        self.go_to(page)

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page, from 0."""
        if 0 <= page < len(self._rects):
            self.verticalScrollBar().setValue(self._rects[page].top() - _GAP)

    def back(self) -> None:
        """Go to the page before."""
        self.go_to(self._current - 1)

    def forward(self) -> None:
        """Go to the page after."""
        self.go_to(self._current + 1)

    def _lay_out(self) -> None:
        self._rects = []
        if self._pages is None:
            self.verticalScrollBar().setRange(0, 0)
            self.horizontalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        zoom = self._zoom_for(self._pages)
        if zoom != self._zoom:
            self._zoom = zoom
            self._pictures.clear()
        self.zoomed.emit(zoom)
        sizes = [self._pixels(self._pages, page) for page in range(len(self._pages))]
        width = max(size.width() for size in sizes) + 2 * _GAP
        room = max(width, self.viewport().width())
        top = _GAP
        for size in sizes:
            left = (room - size.width()) // 2
            self._rects.append(QRect(left, top, size.width(), size.height()))
            top += size.height() + _GAP
        self._set_ranges(QSize(width, top))
        self.viewport().update()

    def _set_ranges(self, extent: QSize) -> None:
        seen = self.viewport().size()
        for bar, whole, part in (
            (self.verticalScrollBar(), extent.height(), seen.height()),
            (self.horizontalScrollBar(), extent.width(), seen.width()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(_LINE)

    def _zoom_for(self, pages: PdfPages) -> float:
        if self._mode > 0:
            return self._mode
        size = pages.size(self._current if self._current < len(pages) else 0)
        paper = size * (_SCREEN_DPI / POINTS_PER_INCH)
        # the bar's room is kept free, or it would come and go as the pages grow and shrink
        width = self.maximumViewportSize().width() - 2 * _GAP
        width -= self.verticalScrollBar().sizeHint().width()
        zoom = width / paper.width()
        if self._mode == FIT_PAGE:
            zoom = min(zoom, (self.maximumViewportSize().height() - 2 * _GAP) / paper.height())
        return min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)

    def _pixels(self, pages: PdfPages, page: int) -> QSize:
        size = pages.size(page) * (self._zoom * _SCREEN_DPI / POINTS_PER_INCH)
        return QSize(ceil(size.width()), ceil(size.height()))  # as PDFium does: nothing is scaled

    def _picture(self, pages: PdfPages, page: int) -> QImage:
        found = self._pictures.get(page)
        if found is None:
            ratio = self.devicePixelRatioF()
            scale = self._zoom * _SCREEN_DPI / POINTS_PER_INCH * ratio
            found = pages.picture(page, scale)
            found.setDevicePixelRatio(ratio)
            self._pictures[page] = found
            if len(self._pictures) > _CACHED_PAGES:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(page)
        return found

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        passed = [at for at, rect in enumerate(self._rects) if rect.top() - _GAP <= middle]
        current = passed[-1] if passed else 0
        if current != self._current:
            self._current = current
            self.page_shown.emit(current)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Mid))
            if self._pages is None:
                return
            dx, dy = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            for page, rect in enumerate(self._rects):
                seen = rect.translated(-dx, -dy)
                if seen.intersects(event.rect()):
                    painter.drawImage(seen.topLeft(), self._picture(self._pages, page))
                    painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
                    painter.drawRect(seen.adjusted(-1, -1, 0, 0))

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._current
        self._lay_out()
        if self._mode <= 0:
            self.go_to(page)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._pictures.clear()
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (self._zoomed_by(event.key()) if control else self._moved_by(event.key())):
            super().keyPressEvent(event)

    def _zoomed_by(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self._zoom * 1.25)
            case Qt.Key.Key_Minus:
                self.set_zoom(self._zoom / 1.25)
            case Qt.Key.Key_0 | Qt.Key.Key_1 | Qt.Key.Key_2:
                self.set_zoom(_KEYED[Qt.Key(key)])
            case Qt.Key.Key_PageUp:
                self.back()
            case Qt.Key.Key_PageDown:
                self.forward()
            case _:
                return self._moved_by(key)
        return True

    def _moved_by(self, key: int) -> bool:
        bar = self.verticalScrollBar()
        match key:
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
            case _:
                return False
        return True

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = event.position().toPoint().y() + self.verticalScrollBar().value()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            bar = self.verticalScrollBar()
            bar.setValue(self._dragged_from - event.position().toPoint().y())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
