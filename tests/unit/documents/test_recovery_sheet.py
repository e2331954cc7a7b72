from __future__ import annotations

import io
from dataclasses import replace

import pytest

from stockpile_app.documents.recovery_sheet import write_recovery_sheet
from tests.unit.documents.material import STAMP, qr_codes, texts

GROUPS = ["7Q2MF", "9XKTB", "4H8WD", "CE3PR", "6VNJ5", "YAG1Z", "S0QX8", "TM4KD"]


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_that_the_code_can_be_read_and_scanned_on_one_page(page_size: str) -> None:
    out = io.BytesIO()
    stamp = replace(STAMP, title="Recovery code", seal=None, page_size=page_size)
    assert write_recovery_sheet(out, stamp, "KE01", GROUPS, "Amina Example") == 1
    [text] = texts(out.getvalue())
    assert all(group in text for group in GROUPS)
    assert "Made for: Amina Example" in text
    assert qr_codes(out.getvalue()) == ["-".join(GROUPS)]
