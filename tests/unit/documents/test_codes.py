from __future__ import annotations

import io

import pytest
from barcode import Code128
from barcode.writer import SVGWriter
from reportlab.lib.units import mm

from stockpile_app.documents.codes import (
    code128_modules,
    code128_symbols,
    draw_bars,
    plan_bars,
    smallest_module,
)
from stockpile_app.documents.pdf import StreamingCanvas
from tests.unit.documents.material import scans

CODES = ["KE01000123X", "KE010001235", "A0000019", "ZZ99123456789A", "ABCDEFGH999999Z"]


@pytest.mark.parametrize("code", CODES)
def test_that_the_symbols_make_the_bars_python_barcode_makes(code: str) -> None:
    modules = Code128(code, writer=SVGWriter()).build()[0]
    assert code128_modules(code) == len(modules)


@pytest.mark.parametrize("code", ["", "KE01-000123-X", "ke01", "ESPAÑA", "A B", "A\x1d", "٣"])
def test_that_a_code_with_anything_but_digits_and_capitals_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="0-9"):
        code128_symbols(code)


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_that_a_module_is_whole_dots_and_a_quarter_millimetre(dpi: int) -> None:
    dots = smallest_module(dpi) * dpi / 72
    assert dots == pytest.approx(round(dots))
    assert smallest_module(dpi) >= 0.25 * mm


def test_that_wide_labels_get_wider_bars_and_ten_modules_of_quiet_zone() -> None:
    plan = plan_bars(134, 63.5 * mm, 300)
    assert plan is not None
    assert plan.quiet == 10
    assert plan.module == pytest.approx(4 * 72 / 300)


def test_that_a_label_too_narrow_for_any_bars_has_no_plan() -> None:
    assert plan_bars(211, 38.1 * mm, 300) is None


@pytest.mark.parametrize("code", CODES)
def test_that_drawn_bars_scan(code: str) -> None:
    out = io.BytesIO()
    canvas = StreamingCanvas(out, (100 * mm, 30 * mm), "en")
    plan = plan_bars(code128_modules(code), 80 * mm, 203)
    assert plan is not None
    draw_bars(canvas, code, (10 * mm, 10 * mm), 10 * mm, plan)
    canvas.showPage()
    canvas.save()
    assert scans(out.getvalue(), 203) == [code]
