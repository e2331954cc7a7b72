from __future__ import annotations

import io

import pypdfium2
import pytest

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.text import LEADING, cut, draw, fit, line, width, wrap

SCRIPTS = {
    "latin": "Škorpion vz. 61 ‹ß› Łódź ñ",
    "cyrillic": "Автомат Калашникова модернизированный",
    "greek": "Πυροβόλο όπλο",
    "arabic": "بندقية هجومية من طراز كلاشنيكوف",
    "persian": "می‌خواهم تفنگ ژ۳",
    "hebrew": "רובה סער גליל",
    "chinese": "五六式冲锋枪",
    "japanese": "六四式小銃",
}


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("script", SCRIPTS)
def test_that_every_script_has_its_glyphs(script: str, style: Style) -> None:
    drawn = line(SCRIPTS[script], style)
    assert drawn.width > 0
    shown = "".join(run.text for run in drawn.runs)
    assert "U+" not in shown
    assert "?" not in shown


def test_that_a_text_without_glyph_is_drawn_as_its_code() -> None:
    shown = "".join(run.text for run in line("A😀B총").runs)
    assert shown == "A‹U+1F600›B‹U+CD1D›"


def test_that_control_and_bidi_characters_are_shown() -> None:
    shown = "".join(run.text for run in line("AK\u202e47\x00").runs)
    assert shown == "AK‹U+202E›47‹U+0000›"


def test_that_arabic_is_shaped_and_runs_from_the_right() -> None:
    drawn = line("سلاح ABC 123")
    shown = "".join(run.text for run in drawn.runs)
    assert drawn.rtl
    assert shown.startswith("ABC 123 ")
    assert shown.endswith("\ufeb3")  # seen at the start of a word


def test_that_arabic_is_wrapped_in_reading_order() -> None:
    words = ["بندقية", "هجومية", "من", "طراز", "كلاشنيكوف"]
    lines = wrap(" ".join(words), Style.REGULAR, 10, width("بندقية هجومية", Style.REGULAR, 10) + 1)
    assert lines[0] == line("بندقية هجومية")._replace(wrapped=True)
    assert lines[-1].runs[-1].text.endswith(line("كلاشنيكوف").runs[-1].text)


@pytest.mark.parametrize("text", [*SCRIPTS.values(), "X" * 500, "one two three " * 40])
def test_that_a_cut_text_fits_and_ends_in_an_ellipsis(text: str) -> None:
    drawn = cut(text, Style.REGULAR, 9, 40)
    assert drawn.width * 9 <= 40
    assert "…" in "".join(run.text for run in drawn.runs)


@pytest.mark.parametrize("text", ["SHORT", "A" * 24, "AB12" * 100, "七" * 90, "سلاح" * 40])
def test_that_a_fitted_text_is_whole_and_within_its_box(text: str) -> None:
    lines, size = fit(text, Style.MONO, 11, (95, 14))
    assert all(each.width * size <= 95.001 for each in lines)
    assert len(lines) == 1 or len(lines) * size * LEADING <= 14
    drawn = sum(len(run.text) for each in lines for run in each.runs)
    assert drawn >= len(text) * 0.7  # letters may join; none is left out


def test_that_a_huge_text_is_cut_at_once() -> None:
    assert cut("W" * 3_000_000, Style.REGULAR, 9, 100).width * 9 <= 100


def test_that_drawn_text_can_be_read_back() -> None:
    out = io.BytesIO()
    canvas = StreamingCanvas(out, (500, 300), "en")
    for at, text in enumerate(("Łódź", "Автомат", "五六式冲锋枪", "<b>x</b> & co")):
        draw(canvas, (20, 250 - 30 * at), line(text), 14)
    canvas.showPage()
    canvas.save()
    read = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_bounded()
    assert read.split("\r\n") == ["Łódź", "Автомат", "五六式冲锋枪", "<b>x</b> & co"]
