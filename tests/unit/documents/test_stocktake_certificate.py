from __future__ import annotations

import datetime as dt
import io
import unicodedata
from dataclasses import replace
from fractions import Fraction

import pytest

from stockpile_app.documents.stocktake_certificate import (
    Certificate,
    CertificateBalance,
    CertificateDiscrepancy,
    CertificateLine,
    CertificateType,
    write_stocktake_certificate,
)
from stockpile_app.domain.counting import Balance, detection_chances
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.vocabulary import Category, LineResult, StocktakeKind
from tests.unit.documents.material import HOSTILE, STAMP, qr_codes, scans, texts

TITLED = replace(STAMP, title="Stocktake certificate")
LINES = [
    CertificateLine(LineResult.MISSING, "KE01-000123-X", "AKM", "B-100", "", "Store A / R1"),
    CertificateLine(
        LineResult.MISPLACED, "KE01-000124-X", "AKM", "B-101", "", "Store A / R1", "Store A / R2"
    ),
    CertificateLine(LineResult.SERIAL_DIFFERS, "KE01-000125-X", "AKM", "B-102", "B-1O2"),
    CertificateLine(None, "", "Revolver, nickel", "", "NN 17", "", "Store A / R9"),
]
RIFLE = (Category.ASSAULT_RIFLE, "AKM", "7.62 × 39 mm")
RESULT = Certificate(
    number="41",
    code=PaperCode(CodeKind.STOCKTAKE, "KE01", 41).code,
    kind=StocktakeKind.FULL,
    place="Main depot / Store A",
    opened_on=dt.date(2026, 10, 8),
    closed_on=dt.date(2026, 10, 9),
    counters=("Chipo Example", "Dora Example"),
    expected=124,
    found=121,
    accuracy=Fraction(119, 124),
    approved_by="Brian Example",
    incident="77",
    since=dt.date(2026, 4, 9),
    lines=LINES,
    types=[CertificateType(*RIFLE, 100, 98)],
    balances=[CertificateBalance("Store A", *RIFLE, Balance(90, 20, 10, 1, 0, 98))],
    discrepancies=[
        CertificateDiscrepancy(
            "12",
            "Missing KE01-000123-X",
            "Amina Example",
            "",
            "Search",
            dt.date(2026, 10, 20),
            None,
        )
    ],
)


def certificate(result: Certificate = RESULT) -> bytes:
    out = io.BytesIO()
    write_stocktake_certificate(out, TITLED, result)
    return out.getvalue()


def flat(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


@pytest.fixture(scope="module")
def printed() -> bytes:
    return certificate()


def test_that_the_code_opens_the_stocktake_and_every_page_is_sealed(printed) -> None:
    assert scans(printed, 203) == [RESULT.code]
    assert len(qr_codes(printed)) == len(texts(printed))


def test_that_the_figures_stand_on_it(printed) -> None:
    text = flat(printed)
    for wanted in ("124", "121", "0.9597", "Full count by serial", "Oct 8, 2026 to Oct 9, 2026"):
        assert wanted in text


def test_that_every_difference_is_named(printed) -> None:
    text = flat(printed)
    for each in LINES:
        for wanted in (each.number, each.model, each.serial_read, each.found):
            assert wanted in text
    for wanted in ("Missing", "Misplaced", "Serial not as registered", "Not in the register"):
        assert wanted in text


def test_that_types_and_balances_show_what_is_left_over(printed) -> None:
    text = flat(printed)
    assert "100 98 −2" in text
    assert "90 20 10 1 0 98 −1" in text
    assert "the books do not explain it" in text


def test_that_books_that_agree_say_so() -> None:
    [row] = RESULT.balances
    even = replace(row, balance=Balance(90, 20, 10, 2, 0, 98))
    assert "There is no residue" in flat(certificate(replace(RESULT, balances=[even])))


def test_that_who_follows_what_stands_on_it(printed) -> None:
    text = flat(printed)
    for wanted in ("Amina Example", "Search", "Oct 20, 2026", "Brian Example", "77", "Open"):
        assert wanted in text


def test_that_both_counters_and_the_storekeeper_sign(printed) -> None:
    last = texts(printed)[-1]
    for wanted in ("Counter 1: Chipo Example", "Counter 2: Dora Example", "Storekeeper"):
        assert wanted in last
    assert "Handing over" not in last


def test_that_a_handover_is_declared_and_signed_by_both() -> None:
    result = replace(
        RESULT,
        kind=StocktakeKind.HANDOVER,
        handing_over="Emeka Example",
        taking_over="Gita Example",
    )
    text = flat(certificate(result))
    assert "Handing over: Emeka Example" in text
    assert "Taking over: Gita Example" in text
    assert "declares" in text


def test_that_a_sample_says_what_it_cannot_find() -> None:
    result = replace(
        RESULT,
        kind=StocktakeKind.TENTH,
        seed="9F3A",
        population=1000,
        chances=detection_chances(1000, 100),
        expected=100,
        found=100,
    )
    text = flat(certificate(result))
    assert "100 of 1000 weapons were looked for" in text
    assert "10 missing: 0.6531" in text
    assert "9F3A" in text
    assert "no random draw" in text


def test_that_a_count_without_differences_says_so() -> None:
    assert "Nothing: everything" in flat(certificate(replace(RESULT, lines=[])))
    by_type = replace(RESULT, kind=StocktakeKind.WEEKLY, lines=[])
    assert "Nothing: everything" not in flat(certificate(by_type))


def test_that_many_differences_go_on_with_their_heads() -> None:
    pages = texts(certificate(replace(RESULT, lines=LINES * 40)))
    assert len(pages) > 3
    assert all("Serial as read" in page for page in pages[:3])
    assert all(f"{at} of {len(pages)}" in page for at, page in enumerate(pages, start=1))


def test_that_the_same_result_gives_the_same_bytes(printed) -> None:
    assert certificate() == printed


@pytest.mark.parametrize("text", HOSTILE)
def test_that_hostile_text_is_printed_as_text(text: str) -> None:
    result = replace(
        RESULT,
        place=text,
        counters=(text, text),
        notes=text,
        lines=[replace(LINES[3], model=text, serial_read=text, found=text)],
        discrepancies=[replace(RESULT.discrepancies[0], owner=text, cause=text, action=text)],
    )
    pdf = certificate(result)
    read = unicodedata.normalize("NFKC", "".join(flat(pdf).split()))
    start = "".join(text.split())[:5]
    assert start in read or start[::-1] in read
    assert scans(pdf, 203) == [RESULT.code]
