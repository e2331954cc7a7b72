"""Labels for label printers that speak ZPL II.

A label is drawn as on a sheet, by the same code, and sent as a picture in the printer's own dots:
Arabic and Chinese come out as they should whatever fonts the printer has, no text can be taken for
a command, and the preview is drawn from the very commands that are sent.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby, islice
from typing import Final

import pypdfium2
from PIL import Image
from reportlab.lib.units import inch
from reportlab.lib.utils import ImageReader

from stockpile_app.documents.label_stock import LabelStock, own_stock
from stockpile_app.documents.labels import LabelData, LabelRun, write_labels
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.pdfium import PDFIUM
from stockpile_app.domain.documents import LabelPaper, LabelRoll
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_

END: Final = b"^XZ\n"
"""What every label ends with."""

_MM_PER_INCH: Final = 25.4
_POINTS_PER_INCH: Final = 72
_BATCH: Final = 100
_DARK: Final = 128
_DARKNESS: Final = (0, 30)
_SPEED: Final = (1, 14)
_GAP: Final = (0.0, 50.0)
_MEDIA: Final = {LabelPaper.GAP: "Y", LabelPaper.MARK: "M", LabelPaper.CONTINUOUS: "N"}
_SINGLES: Final = 20
"""G to Y say how often the digit after them stands, 1 to 19; g to z the multiples of this."""
_PICTURE: Final = re.compile(rb"\^GFA,(\d+),\d+,(\d+),([^^]*)\^FS")
_RUNS: Final = re.compile(r"([G-Yg-z]*)([0-9A-F])|([,:])")


def roll_stock(roll: LabelRoll) -> LabelStock:
    """Return the labels of a roll as a sheet of one; checks all of its sizes.

    Raises:
        BadValue: A setting cannot be used.
    """
    for field, value, (low, high), message in (
        ("darkness", roll.darkness, _DARKNESS, N_("The darkness must be {low} to {high}.")),
        ("speed", roll.speed, _SPEED, N_("The speed must be {low} to {high} inches a second.")),
        ("gap", roll.gap, _GAP, N_("The gap must be {low} to {high} mm.")),
    ):
        if value is not None and not low <= value <= high:
            raise BadValue(message, field, low=low, high=high)
    return own_stock("A4", (1, 1), (roll.width, roll.height), (0.0, 0.0))


def write_zpl(
    labels: Iterable[LabelData | WeaponRecord], roll: LabelRoll, run: LabelRun
) -> Iterator[bytes]:
    """Yield the commands that print each label, ``run.copies`` times.

    Raises:
        BadValue: A setting cannot be used, there is no label, or its bar code is too wide for it.
        ValueError: A bar code's text has a character other than 0-9 and A-Z.
    """
    stock, once = roll_stock(roll), replace(run, copies=1, start=1)
    waiting = iter(labels)
    batch = list(islice(waiting, _BATCH))
    while True:
        out = io.BytesIO()
        write_labels(out, batch, stock, once)
        for picture in _pictures(out.getvalue(), roll, run.dpi):
            yield _commands(picture, roll, run)
        batch = list(islice(waiting, _BATCH))
        if not batch:
            return


def drawn(commands: bytes) -> Image.Image:
    """Return what the commands of one label draw, black on white, a pixel a dot."""
    found = _PICTURE.search(commands)
    if found is None:
        raise ValueError("there is no picture in these commands")
    total, across = int(found[1]), int(found[2])
    rows = _unpacked(found[3].decode("ascii"), across)
    return Image.frombytes("1", (across * 8, total // across), bytes(rows), "raw", "1;I")


def zpl_preview(labels: Iterable[bytes], roll: LabelRoll, dpi: int) -> bytes:
    """Return a PDF with a page of its true size for each label, drawn from its commands."""
    out = io.BytesIO()
    width, height = _dots(roll.width, dpi), _dots(roll.height, dpi)
    size = (width * inch / dpi, height * inch / dpi)
    canvas = StreamingCanvas(out, size, "")
    for commands in labels:
        picture = drawn(commands).crop((0, 0, width, height)).convert("L")
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pictures(pdf: bytes, roll: LabelRoll, dpi: int) -> Iterator[Image.Image]:
    """Yield the upper left corner of each page, as large as a label, a pixel a dot."""
    width, height = _dots(roll.width, dpi), _dots(roll.height, dpi)
    scale = dpi / _POINTS_PER_INCH
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        pages = len(document)
    try:
        for number in range(pages):
            with PDFIUM:
                page = document[number]
                across, down = page.get_size()
                # half a dot less, because PDFium rounds what is cropped up to whole dots
                right, below = across - (width + 0.5) / scale, down - (height + 0.5) / scale
                bitmap = page.render(
                    scale=scale,
                    crop=(0, max(below, 0), max(right, 0), 0),
                    grayscale=True,
                    optimize_mode="print",
                )
                picture = bitmap.to_pil().copy()
                page.close()
            yield picture.crop((0, 0, width, height))
    finally:
        with PDFIUM:
            document.close()


def _commands(picture: Image.Image, roll: LabelRoll, run: LabelRun) -> bytes:
    dark = picture.point([255 * (level < _DARK) for level in range(256)], mode="1")
    across = -(-picture.width // 8)
    rows = dark.tobytes()
    gap = roll.gap if roll.paper is LabelPaper.CONTINUOUS else 0
    darkness = [] if roll.darkness is None else [f"~SD{roll.darkness:02}"]
    speed = [] if roll.speed is None else [f"^PR{roll.speed}"]
    parts = [
        *darkness,
        "^XA",
        f"^MN{_MEDIA[roll.paper]}",
        *speed,
        f"^PW{picture.width}^LL{picture.height + _dots(gap, run.dpi)}^LH0,0^LS0",
        f"^FO0,0^GFA,{len(rows)},{len(rows)},{across},{_packed(rows, across)}^FS",
        f"^PQ{run.copies}",
    ]
    return "\n".join(parts).encode("ascii") + b"\n" + END


def _dots(mm: float, dpi: int) -> int:
    return round(mm * dpi / _MM_PER_INCH)


def _packed(rows: bytes, across: int) -> str:
    """Write rows of ``across`` bytes as ZPL does: repeats counted, "," for the rest white."""
    said, before = [], b""
    for at in range(0, len(rows), across):
        row = rows[at : at + across]
        if row == before:
            said.append(":")
            continue
        before, digits = row, row.hex().upper()
        inked = digits.rstrip("0")
        said += [_run(len(list(same)), digit) for digit, same in groupby(inked)]
        if len(inked) < len(digits):
            said.append(",")
    return "".join(said)


def _run(count: int, digit: str) -> str:
    """Return how often a digit stands: "K0" is five of them."""
    if count == 1:
        return digit
    many, few = divmod(count, _SINGLES)
    most, many = divmod(many, _SINGLES)
    letters = "z" * most
    letters += chr(ord("f") + many) if many else ""
    return letters + (chr(ord("F") + few) if few else "") + digit


def _unpacked(said: str, across: int) -> bytes:
    """Read what ``_packed`` wrote."""
    rows: list[str] = []
    row = ""
    for counts, digit, sign in _RUNS.findall(said):
        if sign == ":":
            rows.append(rows[-1] if rows else "0" * across * 2)
            continue
        if sign:
            row = row.ljust(across * 2, "0")
        else:
            row += digit * (sum(map(_count, counts)) or 1)
        if len(row) == across * 2:
            rows.append(row)
            row = ""
    return bytes(chain.from_iterable(map(bytes.fromhex, rows)))


def _count(letter: str) -> int:
    if letter.isupper():
        return ord(letter) - ord("F")
    return (ord(letter) - ord("f")) * _SINGLES
