from __future__ import annotations

import io

import pytest

from stockpile_app.documents.scan_test_sheet import number_to_try, write_scan_test_sheet
from tests.unit.documents.material import qr_codes, scans, texts


def sheet(origin: str = "KE01", page_size: str = "A4", dpi: int = 203) -> bytes:
    out = io.BytesIO()
    write_scan_test_sheet(out, origin, page_size, dpi)
    return out.getvalue()


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("origin", ["KE", "KE01", "DEPOT123"])
def test_that_every_code_says_the_same_number(origin: str, page_size: str, dpi: int) -> None:
    pdf, code = sheet(origin, page_size, dpi), number_to_try(origin).code
    assert scans(pdf, dpi) == [code] * 2
    assert qr_codes(pdf, dpi) == [code]


def test_that_it_says_what_each_code_is_for() -> None:
    [text] = texts(sheet())
    words = " ".join(text.split())
    assert "nothing can be recorded by it" in words
    assert "As narrow as they come" in words


def test_that_the_sheet_is_the_same_each_time() -> None:
    assert sheet() == sheet()
