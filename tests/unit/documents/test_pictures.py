from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from stockpile_app.documents.pictures import MOST_PIXELS, PRINTED_DPI, printable, shape

WIDTH, HEIGHT = 216.0, 144.0
"""Three by two inches."""
BOX = (3 * PRINTED_DPI, 2 * PRINTED_DPI)


def picture(size=(1200, 800), mode="RGB", kind="PNG", **options):
    out = io.BytesIO()
    Image.new(mode, size, options.pop("colour", 0)).save(out, kind, **options)
    return out.getvalue()


def opened(jpeg):
    return Image.open(io.BytesIO(jpeg))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1200, 800), BOX),
        ((2400, 800), (BOX[0], BOX[0] // 3)),
        ((800, 1600), (BOX[1] // 2, BOX[1])),
        ((30, 20), (30, 20)),  # a small one is not blown up
        ((1, 1), (1, 1)),
    ],
)
def test_that_a_picture_fits_its_box_and_keeps_its_shape(kind, size, expected):
    width, height = shape(printable(picture(size, kind=kind), WIDTH, HEIGHT))
    assert (width, height) == pytest.approx(expected, abs=1)


def test_that_the_same_picture_gives_the_same_bytes():
    content = picture(kind="JPEG", colour=(90, 20, 10))
    assert printable(content, WIDTH, HEIGHT) == printable(content, WIDTH, HEIGHT)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_that_every_kind_of_png_is_printed(mode):
    assert opened(printable(picture(mode=mode), WIDTH, HEIGHT)).mode == "RGB"


def test_that_what_is_seen_through_is_white():
    shown = opened(printable(picture(mode="RGBA", colour=(0, 0, 0, 0)), WIDTH, HEIGHT))
    assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_that_a_photograph_taken_on_its_side_stands_upright_and_tells_nothing_else():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010E] = "taken at 1.2921 S, 36.8219 E"
    content = picture((1200, 800), kind="JPEG", exif=exif)
    shown = printable(content, WIDTH, HEIGHT)
    width, height = shape(shown)
    assert height > width
    assert height <= BOX[1]
    assert not opened(shown).getexif()
    assert b"1.2921" not in shown


def test_that_more_pixels_than_memory_takes_are_not_opened():
    side = int(MOST_PIXELS**0.5)
    assert printable(picture((side, side), mode="1"), WIDTH, HEIGHT) is not None
    assert printable(picture((side + 10, side + 10), mode="1"), WIDTH, HEIGHT) is None


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_that_a_picture_that_only_claims_to_be_huge_is_not_opened(side):
    # a header of a few bytes, as a bomb has it; no pixel is ever made
    header = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + len(header).to_bytes(4, "big") + chunk
    bomb += zlib.crc32(chunk).to_bytes(4, "big")
    assert printable(bomb + picture()[33:], WIDTH, HEIGHT) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        picture(kind="GIF"),
        picture(kind="BMP"),
        b"%PDF-1.4",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_that_what_is_no_jpeg_or_png_is_not_opened(content):
    assert printable(content, WIDTH, HEIGHT) is None


@given(st.data())
def test_that_a_damaged_picture_is_shown_or_not_and_never_an_error(data):
    whole = picture((60, 40), kind=data.draw(st.sampled_from(["PNG", "JPEG"])), colour=77)
    broken = bytearray(whole)
    for _time in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    shown = printable(bytes(broken[: data.draw(st.integers(0, len(broken)))]), WIDTH, HEIGHT)
    assert shown is None or min(shape(shown)) >= 1
