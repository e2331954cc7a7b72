"""Lines that run from the right: what in them runs from the left stays whole and in its order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.shaping import as_drawn, reads_from_right
from stockpile_app.documents.text import line, wrap


@pytest.fixture
def _arabic() -> Iterator[None]:
    i18n.install("ar")
    yield
    i18n.install("en")


def drawn(text: str) -> str:
    """Return a line from its left end, letters in their basic shape."""
    return unicodedata.normalize("NFKC", as_drawn(text, from_right=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("العيار 7.62×39 mm", "7.62×39 mm رايعلا"),
        ("هاتف +254 20 123-45", "+254 20 123-45 فتاه"),
        ("الطراز (AK-47) قديم", "ميدق (AK-47) زارطلا"),
        ("قائمة (رقم 1)", "(1 مقر) ةمئاق"),
        ("3, 5, 7 قطع", "عطق 7 ,5 ,3"),
        ("1.", ".1"),
        ("-5", "-5"),
        ("من 2026-10-08 إلى 2026-11-27", "2026-11-27 ىلإ 2026-10-08 نم"),
        ("KE01-000001-9 · رف", "فر · KE01-000001-9"),
        (
            "تنبيه: for the court alone; not (ever) shown.",
            ".for the court alone; not (ever) shown :هيبنت",
        ),
        ("مدى (3", "3) ىدم"),
        ("عيار .303 British.", "..303 British رايع"),
        ("في /media/usb", "/media/usb يف"),
        ("في Main depot / Rack 1 / R2", "Main depot / Rack 1 / R2 يف"),
        ("مخزن / Rack 1", "Rack 1 / نزخم"),
    ],
)
def test_that_what_runs_from_the_left_stays_whole(text: str, shown: str) -> None:
    assert drawn(text) == shown


@pytest.mark.parametrize(
    ("text", "english_page", "arabic_page"),
    [
        ("AK-47", False, False),
        ("بندقية AK", True, True),
        ("AK بندقية", False, True),
        ("1,234", False, True),
        ("", False, True),
    ],
)
def test_that_the_page_decides_where_a_text_does_not(
    text: str, english_page: bool, arabic_page: bool
) -> None:
    assert reads_from_right(text, page_from_right=False) is english_page
    assert reads_from_right(text, page_from_right=True) is arabic_page


@pytest.mark.usefixtures("_arabic")
def test_that_every_line_of_a_paragraph_runs_as_the_whole_does() -> None:
    lines = wrap("سلاح من طراز Browning Hi-Power 9 mm", Style.REGULAR, 10, 70)
    assert len(lines) > 1
    assert all(each.rtl and each.wrapped for each in lines)


def test_that_marks_stay_upon_their_letter_where_a_word_is_broken() -> None:
    lines = wrap("q\u0303" * 40, Style.REGULAR, 10, 33)
    for each in lines:
        text = "".join(run.text for run in each.runs)
        assert not unicodedata.combining(text[0])


@pytest.mark.parametrize("style", Style)
def test_that_marks_are_drawn_upon_their_letter(style: Style) -> None:
    assert line("مُحَمَّد", style).width == line("محمد", style).width
    assert line("q\u0303", style).width == line("q", style).width


def test_that_a_day_stays_in_one_piece() -> None:
    (first, second) = wrap("8 окт. 2026\u202fг.", Style.REGULAR, 10, 42)
    assert "".join(run.text for run in second.runs).startswith("2026")
    assert first.wrapped
