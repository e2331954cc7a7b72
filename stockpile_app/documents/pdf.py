"""A ReportLab canvas that writes each page to the file as soon as it is finished.

ReportLab keeps every page in memory until the end and then joins them all; a sheet of a million
lines would need gigabytes. Here only the number and the place of each page stay.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from stockpile_app import i18n

# no text is ever parsed as markup here; should any be one day, it must not open files or addresses
rl_config.trustedSchemes = []
rl_config.trustedHosts = []

_REMEMBERED: Final = 4096
_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class StreamingCanvas(Canvas):
    """A canvas on ``out``, which is written to in order and never read or sought.

    The same drawing gives the same bytes: no clock and no random number goes into the file.
    """

    _doc: Any  # ReportLab's own, which its type stubs leave out
    _code: list[str]
    _pagesize: tuple[float, float]
    _preamble: str
    _escape: Callable[[bytes], str]
    _restartAccumulators: Callable[[], None]  # noqa: N815 - ReportLab's name

    def __init__(self, out: BinaryIO, page_size: tuple[float, float], language: str) -> None:
        super().__init__(out, pagesize=page_size, pageCompression=1, invariant=True, lang=language)
        self._out = out
        self._written = 0
        self._axis: float | None = None
        self._shown: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._write(_HEADER)

    def describe(self, *, title: str, author: str, subject: str) -> None:
        """Say what the document is, for the file's properties."""
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject(subject)
        self.setCreator("Stockpile")
        self.setProducer("Stockpile")

    def mirror(self, left: float, width: float) -> None:
        """Mirror what is drawn from here on within this band, if the language in use asks for it.

        Where people read from the right, places count from the right edge of the band, so that a
        drawing need not know. Text, bar codes and pictures move as wholes.
        """
        self._axis = 2 * left + width if i18n.is_right_to_left() else None

    @property
    def mirrored(self) -> bool:
        """Whether places count from the right."""
        return self._axis is not None

    def at(self, x: float, width: float) -> float:
        """Return where on the sheet the left end is of what is ``width`` wide and begins at x."""
        return x if self._axis is None else self._axis - x - width

    @override
    def rect(
        self, x: float, y: float, width: float, height: float, *args: Any, **named: Any
    ) -> None:
        """Draw a rectangle."""
        super().rect(self.at(x, width), y, width, height, *args, **named)

    @override
    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a straight line."""
        super().line(self.at(x1, 0), y1, self.at(x2, 0), y2)

    def picture(self, image: ImageReader, box: tuple[float, float, float, float]) -> None:
        """Draw a picture into a box, given by left, bottom, width and height."""
        x, y, width, height = box
        self.drawImage(image, self.at(x, width), y, width, height)

    def raw(self, operators: str) -> None:
        """Append PDF operators that a caller prepared; for drawings made thousands of times."""
        self._code.append(operators)

    def show(self, font: str, text: str, size: float, position: tuple[float, float]) -> None:
        """Draw characters of one bundled font; what ``drawString`` does, in half the time."""
        shown = self._shown.get((font, text))
        if shown is None:
            shown = self._encode(font, text)
        pieces = " ".join([f"{name} {size:.2f} Tf ({data}) Tj" for name, data in shown])
        self._code.append(f"BT 1 0 0 1 {position[0]:.2f} {position[1]:.2f} Tm {pieces} ET")

    def promise_form(self, name: str) -> None:
        """Announce a form that pages show already and that is drawn at the end."""
        self._doc.Reference(pdfdoc.PDFString(name), pdfdoc.xObjectName(name))

    def fill_form(self, name: str, paint: Callable[[], None]) -> None:
        """Draw and write a promised form, as large as a page; ``paint`` draws on this canvas."""
        document = self._doc
        form = pdfdoc.PDFFormXObject(0, 0, *self._pagesize)
        form.compression = 1
        self.beginForm(name)
        paint()
        form.setStreamList([self._preamble, *self._code])
        self._restartAccumulators()
        self.pop_state_stack()
        document.inObject = None
        document.idToObject[pdfdoc.xObjectName(name)] = form
        self._write_object(pdfdoc.xObjectName(name))

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Finish the page and write it."""
        super().showPage()
        document = self._doc
        page = document.Pages.pages[-1]
        content = zlib.compress(page.stream.encode("latin-1"), 6)
        dictionary = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
        stream: Any = pdfdoc.PDFStream(dictionary, content)
        page.Contents = document.Reference(stream)
        self._write_object(stream.__InternalName__)
        self._write_object(page.__InternalName__)
        document.Pages.pages[-1] = pdfdoc.PDFObjectReference(page.__InternalName__)

    def save(self) -> None:
        """Write what is left: forms, fonts, and the table of places."""
        document = self._doc
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = True
        document.info.digest(document.signature)
        document.Reference(document.Catalog)
        info = document.Reference(document.info)
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        number = 1
        while number in document.numberToId:  # writing one object may register further ones
            name = document.numberToId[number]
            if name not in document.idToOffset:
                self._write_object(name)
            number += 1
        self._write_trailer(document, info)

    def _encode(self, font_name: str, text: str) -> list[tuple[str, str]]:
        """Return the text as bytes of the subsets that are embedded, each with its name."""
        font: Any = pdfmetrics.getFont(font_name)
        shown = [
            (font.getSubsetInternalName(subset, self._doc), self._escape(data))
            for subset, data in font.splitString(text, self._doc)
        ]
        if len(self._shown) > _REMEMBERED:
            self._shown.clear()
        self._shown[font_name, text] = shown
        return shown

    def _write_object(self, name: str) -> None:
        document = self._doc
        content = pdfdoc.PDFIndirectObject(name, document.idToObject[name]).format(document)
        document.idToOffset[name] = self._written
        document.idToObject[name] = None
        self._write(content)

    def _write_trailer(self, document: Any, info: Any) -> None:
        table = pdfdoc.PDFCrossReferenceTable()
        names = [document.numberToId[number] for number in sorted(document.numberToId)]
        table.addsection(0, names)
        start = self._written
        self._write(table.format(document))
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=len(names) + 1,
            Root=document.Reference(document.Catalog),
            Info=info,
            ID=document.ID(),
        )
        self._write(trailer.format(document))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._written += len(data)
