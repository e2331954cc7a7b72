"""The pages of a PDF as pictures: for the preview, and for printing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from stockpile_app.documents.pdfium import PDFIUM
from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_

POINTS_PER_INCH: Final = 72.0
BAND: Final = 1024
"""Rows of pixels printed at a time: a whole page at 1200 dpi would take half a gigabyte."""


class PdfPages:
    """An open PDF. May be used from any thread: calls wait for each other.

    Raises:
        BadFile: It is no PDF.
    """

    def __init__(self, content: bytes) -> None:
        """Open a PDF that is in memory."""
        self.content = content
        with PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(content)
                self._sizes = [QSizeF(*self._document.get_page_size(at)) for at in self._range()]
            except pypdfium2.PdfiumError as error:
                raise BadFile(N_("The document cannot be shown: it is not a PDF.")) from error

    def __len__(self) -> int:
        return len(self._sizes)

    def _range(self) -> range:
        return range(len(self._document))

    def size(self, page: int) -> QSizeF:
        """Return the size of a page in points, 72 to the inch."""
        return self._sizes[page]

    def picture(self, page: int, scale: float) -> QImage:
        """Return a page with ``scale`` pixels a point."""
        with PDFIUM:
            found = self._document[page]
            try:
                return _image(found.render(scale=scale, prefer_bgrx=True))
            finally:
                found.close()

    def bands(self, page: int, dpi: int) -> Iterator[tuple[int, QImage]]:
        """Yield a page for a printer, from top to bottom: (first row of pixels, picture)."""
        scale = dpi / POINTS_PER_INCH
        with PDFIUM:
            found = self._document[page]
        try:
            height = _whole(self.size(page).height() * scale)
            for top in range(0, height, BAND):
                bottom = min(top + BAND, height)
                # half a pixel less, because PDFium rounds what is cropped up to whole pixels
                crop = (0, _cropped(height - bottom, scale), 0, _cropped(top, scale))
                with PDFIUM:
                    picture = _image(
                        found.render(
                            scale=scale, crop=crop, prefer_bgrx=True, optimize_mode="print"
                        )
                    )
                yield top, picture
        finally:
            with PDFIUM:
                found.close()

    def close(self) -> None:
        """Let go of the document."""
        with PDFIUM:
            self._document.close()


def _cropped(pixels: int, scale: float) -> float:
    return max(0.0, (pixels - 0.5) / scale)


def _whole(length: float) -> int:
    return int(-(-length // 1))


def _image(bitmap: pypdfium2.PdfBitmap) -> QImage:
    shown = QImage(
        bytes(bitmap.buffer),
        bitmap.width,
        bitmap.height,
        bitmap.stride,
        QImage.Format.Format_RGB32,
    )
    return shown.copy()  # its own memory: the bitmap's goes away
