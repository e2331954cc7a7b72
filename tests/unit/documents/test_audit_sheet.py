from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pytest

from stockpile_app.documents.audit_sheet import TotalsDiffer, TypeTotal, write_audit_sheet
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, SerialState, Status
from tests.unit.documents.material import (
    HOSTILE,
    SEAL,
    STAMP,
    qr_codes,
    scans,
    texts,
    totals,
    weapon,
    weapons,
)

FIRST_PAGE = 21  # rows of one rack that fill the first page


def sheet(records: list[WeaponRecord], stamp: Stamp = STAMP, **settings: int) -> bytes:
    out = io.BytesIO()
    write_audit_sheet(out, stamp, "Main depot", iter(records), totals(records), **settings)
    return out.getvalue()


def squeezed(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


@pytest.fixture(scope="module")
def printed() -> bytes:
    return sheet(weapons(120))


@pytest.mark.parametrize("dpi", [203, 300])
def test_that_every_bar_code_scans_once(printed: bytes, dpi: int) -> None:
    assert sorted(scans(printed, dpi)) == sorted(each.code for each in weapons(120))


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_that_bars_made_for_300_dpi_scan(page_size: str) -> None:
    pdf = sheet(weapons(30), replace(STAMP, page_size=page_size), dpi=300)
    assert sorted(scans(pdf, 300)) == sorted(each.code for each in weapons(30))


def test_that_the_seal_is_on_every_page(printed: bytes) -> None:
    pages = texts(printed)
    assert qr_codes(printed) == [SEAL.qr] * len(pages)
    assert all("7Q2MF-9XKTB-4H8WD-CE3PR" in page for page in pages)


def test_that_every_page_says_what_it_is(printed: bytes) -> None:
    pages = texts(printed)
    for number, page in enumerate(pages, start=1):
        for wanted in (
            "Ministry of Defence",
            "Main depot",
            "Audit sheet",
            "KE01-AS-0042",
            f"{number} of {len(pages)}",
            "2026-10-09 01:03 (UTC+03:00)",
            "2026-10-08 22:03 UTC",
            "Amina Example",
            "RESTRICTED",
        ):
            assert wanted in page


def test_that_every_weapon_can_be_read(printed: bytes) -> None:
    text = "\n".join(texts(printed))
    for each in weapons(120):
        assert each.number in text
        assert each.serial is not None
        assert each.serial in text
        assert each.model in text


def test_that_a_rack_that_goes_on_is_named_again(printed: bytes) -> None:
    pages = texts(printed)
    assert "(continued)" not in pages[0]
    assert sum("(continued)" in page for page in pages) >= 3
    assert all("Serial, number" in page for page in pages)


def test_that_the_end_is_marked_and_signed(printed: bytes) -> None:
    last = texts(printed)[-1]
    assert "End of list: 120 weapons" in last
    for wanted in ("Counted by", "Checked by", "Depot manager", "Printed name", "Signature"):
        assert wanted in last


def test_that_the_totals_stand_on_the_sheet(printed: bytes) -> None:
    text = "\n".join(texts(printed))
    for total in totals(weapons(120)):
        assert f"{total.calibre} {total.count}" in text.replace("\r\n", " ")


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [TypeTotal(Category.PISTOL, "Browning HP", "9×19 mm Parabellum", 3)],
        [*totals(weapons(3)), TypeTotal(None, "AKM", "", 1)],
    ],
)
def test_that_totals_that_differ_from_the_list_are_refused(wrong: list[TypeTotal]) -> None:
    with pytest.raises(TotalsDiffer, match="3 weapons"):
        write_audit_sheet(io.BytesIO(), STAMP, "", iter(weapons(3)), wrong)


@pytest.mark.parametrize("count", [0, 1, FIRST_PAGE - 1, FIRST_PAGE, FIRST_PAGE + 1, 60])
def test_that_pages_are_counted_right(count: int) -> None:
    records = [weapon(at) for at in range(1, count + 1)]
    pdf = sheet(records)
    pages = texts(pdf)
    assert all(f"{at} of {len(pages)}" in page for at, page in enumerate(pages, start=1))
    assert f"End of list: {count} weapon" in "\n".join(pages)
    assert len(scans(pdf, 203)) == count


def test_that_the_writer_returns_the_number_of_pages(printed: bytes) -> None:
    records = weapons(120)
    pages = write_audit_sheet(io.BytesIO(), STAMP, "x", records, totals(records))
    assert pages == len(texts(printed))


def test_that_the_same_sheet_gives_the_same_bytes(printed: bytes) -> None:
    assert sheet(weapons(120)) == printed


@pytest.mark.parametrize("text", HOSTILE)
def test_that_hostile_text_is_printed_as_text(text: str) -> None:
    stamp = replace(
        STAMP,
        authority=text,
        depot=text,
        title=text,
        doc_number=text,
        user=text,
        classification=text,
    )
    record = weapon(1, maker=text, model=text, calibre=text, depot=text, store=text, rack=text)
    pdf = sheet([record], stamp)
    assert scans(pdf, 203) == [record.code]
    read = unicodedata.normalize("NFKC", squeezed(pdf))
    start = "".join(text.split())[:5]
    assert start in read or start[::-1] in read


@pytest.mark.parametrize("text", HOSTILE)
def test_that_a_serial_is_never_cut(text: str) -> None:
    read = unicodedata.normalize("NFKC", squeezed(sheet([weapon(1, serial=text)])))
    for word in text.split():
        assert word in read or word[::-1] in read


def test_that_a_weapon_that_is_not_in_the_store_is_marked() -> None:
    [first, *_rest] = texts(sheet([weapon(1, status=Status.ISSUED)]))
    assert "Issued" in first


def test_that_a_weapon_without_serial_says_so() -> None:
    pdf = sheet([weapon(1, serial=None, serial_state=SerialState.NOT_RECORDED)])
    assert "Serial not recorded" in texts(pdf)[0]


def test_that_numbers_of_long_origins_scan_too() -> None:
    records = [weapon(at, number=f"ABCDEFGH-12345{at}-Z") for at in range(3)]
    assert sorted(scans(sheet(records), 203)) == [each.code for each in records]


def test_that_cancelling_stops_the_sheet() -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    records = weapons(300)
    with pytest.raises(Cancelled):
        write_audit_sheet(io.BytesIO(), STAMP, "", records, totals(records), progress=Impatient())


def test_that_a_sheet_without_seal_can_be_made() -> None:
    pdf = sheet(weapons(2), replace(STAMP, seal=None, classification=""))
    assert qr_codes(pdf) == []
    assert "Seal" not in texts(pdf)[0]
