"""Photographs made small enough to print.

A photograph comes from a camera, a telephone or an import, and nobody looked at its bytes: it is
opened as JPEG or PNG and as nothing else, its size is read before its pixels are, and what cannot
be opened is said on the paper instead of stopping it.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Final

from PIL import Image, ImageOps

MOST_PIXELS: Final = 50_000_000
"""A picture of more pixels is not opened: 50 million take 200 MB in memory."""

PRINTED_DPI: Final = 200
"""Of what is printed; more is not seen on paper and makes the file large."""

_FORMATS: Final = ("JPEG", "PNG")
_QUALITY: Final = 82
# What Pillow raises for bytes that are no picture, or a broken one; its own list is not closed.
BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Warning,  # where warnings are errors, as in the tests
)


def printable(content: bytes, width: float, height: float) -> bytes | None:
    """Return a picture as a JPEG that fits a box on paper; None where it cannot be opened.

    The same content gives the same bytes. What a camera turned is turned back, what is seen
    through is white, and nothing of where and by whom it was taken is left in it.

    Args:
        width: Of the box, in points.
        height: Of the box, in points.
    """
    box = (_dots(width), _dots(height))
    try:
        return _small(content, box)
    except BROKEN:
        return None


def shape(jpeg: bytes) -> tuple[int, int]:
    """Return the width and height of what ``printable`` made, in pixels."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        return image.size


def _small(content: bytes, box: tuple[int, int]) -> bytes | None:
    longest = max(box)
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            return None
        image.draft("RGB", (longest, longest))  # a JPEG is decoded near the size that is wanted
        picture: Image.Image = image
        if image.mode in {"1", "P"}:  # these cannot be made smaller smoothly
            picture = image.convert("RGBA" if image.has_transparency_data else "RGB")
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail(box, Image.Resampling.LANCZOS)
        out = io.BytesIO()
        _opaque(picture).save(out, "JPEG", quality=_QUALITY, exif=b"")
    return out.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _dots(points: float) -> int:
    return max(1, round(points * PRINTED_DPI / 72))
