"""The preview of a document that was, or is going to be, printed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSpinBox,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.pdf_pages import PdfPages
from stockpile_app.ui.widgets.pdf_thumbnails import PdfThumbnails
from stockpile_app.ui.widgets.pdf_view import FIT_PAGE, FIT_WIDTH, PdfView
from stockpile_app.ui.widgets.plain import PlainLabel

_STEP: Final = 1.25
_FIXED: Final = (0.5, 0.75, 1.0, 1.5, 2.0)


class PdfPreview(QWidget):
    """Shows a PDF: pages, page x of y, zoom.

    Attributes:
        view: The pages themselves.
        thumbnails: Small ones at the side, when there are several.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_preview")
        self._pages: PdfPages | None = None
        self.view = PdfView(self)
        self.view.setObjectName("pdf_view")
        self.view.setAccessibleName(_("Pages of the document"))
        self.view.page_shown.connect(self._on_page_shown)
        self.view.zoomed.connect(self._on_zoomed)
        self.note = PlainLabel("", self)
        self.note.setObjectName("pdf_note")
        self.note.setAccessibleName(_("Preview"))
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.note)
        self._stack.addWidget(self._sheets())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._bar())
        layout.addLayout(self._stack, 1)
        self.clear()

    @property
    def content(self) -> bytes:
        """The PDF that is shown; empty when there is none."""
        return self._pages.content if self._pages else b""

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return len(self._pages) if self._pages else 0

    def show_content(self, content: bytes, *, keep_place: bool = False) -> None:
        """Show a PDF that is in memory; ``keep_place`` when it is the same one, changed.

        Raises:
            BadFile: It is no PDF.
        """
        pages = PdfPages(content)
        self._replace(pages, keep_place=keep_place)
        self._stack.setCurrentIndex(1)

    def clear(self, note: str = "") -> None:
        """Show no document, but say why in ``note``."""
        self._replace(None)
        self.note.setText(note)
        self._stack.setCurrentWidget(self.note)

    def _replace(self, pages: PdfPages | None, *, keep_place: bool = False) -> None:
        old, self._pages = self._pages, pages
        self.view.show_pages(pages, keep_place=keep_place)
        self.thumbnails.show_pages(pages)
        if pages is not None:
            self.thumbnails.set_current(self.view.current)
        if old is not None:
            old.close()
        with QSignalBlocker(self.page):
            self.page.setRange(min(1, self.pages), self.pages)
            self.page.setValue(self.view.current + 1 if pages else 0)
        self.page.setSuffix(_(" of {pages}").format(pages=self.pages))
        self.bar.setEnabled(pages is not None)
        self._show_ways()

    def _sheets(self) -> QWidget:
        sheets = QWidget(self)
        self.thumbnails = PdfThumbnails(sheets)
        self.thumbnails.page_chosen.connect(self.view.go_to)
        row = QHBoxLayout(sheets)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.thumbnails)
        row.addWidget(self.view, 1)
        return sheets

    def _show_ways(self) -> None:
        self.back.setEnabled(self.page.value() > 1)
        self.forward.setEnabled(self.page.value() < self.pages)

    def _bar(self) -> QHBoxLayout:
        self.bar = QWidget(self)
        self.bar.setObjectName("pdf_bar")
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        self.page = QSpinBox(self.bar)
        self.page.setObjectName("pdf_page")
        self.page.setAccessibleName(_("Page"))
        self.page.setPrefix(_("Page "))
        self.page.setKeyboardTracking(False)
        self.page.setMinimumWidth(
            self.page.fontMetrics().horizontalAdvance("Page 0000 of 0000") + 40
        )
        self.page.valueChanged.connect(self._on_page_chosen)
        self.back = self._button("pdf_back", "↑", _("Page before (Ctrl+Page Up)"))
        self.back.clicked.connect(self.view.back)
        self.forward = self._button("pdf_forward", "↓", _("Next page (Ctrl+Page Down)"))
        self.forward.clicked.connect(self.view.forward)
        self.zoom = QComboBox(self.bar)
        self.zoom.setObjectName("pdf_zoom")
        self.zoom.setAccessibleName(_("Zoom"))
        self.zoom.addItem(_("Fit width"), FIT_WIDTH)
        self.zoom.addItem(_("Whole page"), FIT_PAGE)
        for factor in _FIXED:
            self.zoom.addItem(f"{factor:.0%}", factor)
        self.zoom.activated.connect(self._on_zoom_chosen)
        self.smaller = self._button("pdf_zoom_out", "−", _("Zoom out (Ctrl+−)"))
        self.smaller.clicked.connect(self._on_smaller)
        self.larger = self._button("pdf_zoom_in", "+", _("Zoom in (Ctrl++)"))
        self.larger.clicked.connect(self._on_larger)
        self.shown_zoom = PlainLabel("", self.bar)
        self.shown_zoom.setObjectName("pdf_zoom_now")
        self.shown_zoom.setAccessibleName(_("Zoom now"))
        row.addWidget(self.back)
        row.addWidget(self.page)
        row.addWidget(self.forward)
        row.addStretch(1)
        for widget in (self.shown_zoom, self.smaller, self.zoom, self.larger):
            row.addWidget(widget)
        outer = QHBoxLayout()
        outer.addWidget(self.bar)
        return outer

    def _button(self, name: str, sign: str, text: str) -> QToolButton:
        button = QToolButton(self.bar)
        button.setObjectName(name)
        button.setText(sign)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    @Slot(int)
    def _on_page_shown(self, page: int) -> None:
        with QSignalBlocker(self.page):
            self.page.setValue(page + 1)
        self.thumbnails.set_current(page)
        self._show_ways()

    @Slot(int)
    def _on_page_chosen(self, page: int) -> None:
        self.view.go_to(page - 1)

    @Slot(int)
    def _on_zoom_chosen(self, row: int) -> None:
        self.view.set_zoom(float(self.zoom.itemData(row)))

    @Slot(float)
    def _on_zoomed(self, zoom: float) -> None:
        self.shown_zoom.setText(f"{zoom:.0%}")
        self.zoom.setCurrentIndex(self.zoom.findData(self.view.mode))

    @Slot()
    def _on_smaller(self) -> None:
        self.view.set_zoom(self.view.zoom / _STEP)

    @Slot()
    def _on_larger(self) -> None:
        self.view.set_zoom(self.view.zoom * _STEP)
