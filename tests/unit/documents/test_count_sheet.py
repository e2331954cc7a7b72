from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from dataclasses import replace

import pytest

from stockpile_app.documents.count_sheet import (
    CountPlace,
    SheetHead,
    TypeName,
    write_blank_sheet,
    write_sample_sheet,
    write_type_sheet,
)
from stockpile_app.domain.counting import detection_chance, detection_chances, show_chance
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, SerialState, StocktakeKind
from tests.unit.documents.material import HOSTILE, STAMP, qr_codes, scans, texts, weapon, weapons

TITLED = replace(STAMP, title="Count sheet")
HEAD = SheetHead(
    number="41",
    kind=StocktakeKind.TENTH,
    place="Main depot / Store A",
    counter=2,
    counter_name="Chipo Example",
    opened_on=dt.date(2026, 10, 8),
    code=PaperCode(CodeKind.STOCKTAKE, "KE01", 41).code,
    seed="9F3A7C21",
    chances=detection_chances(243, 25),
)
PLACES = [
    CountPlace(f"Rack {at}", PaperCode(CodeKind.PLACE, "KE01", at).code) for at in range(1, 6)
]
TYPES = [
    TypeName(Category.ASSAULT_RIFLE, "AKM", "7.62 × 39 mm"),
    TypeName(Category.PISTOL, "Browning HP", "9 × 19 mm"),
    TypeName(None, "РПК", ""),
]


def sample(records: list[WeaponRecord], head: SheetHead = HEAD, **settings: int) -> bytes:
    out = io.BytesIO()
    write_sample_sheet(out, TITLED, head, records, **settings)
    return out.getvalue()


def blank(places: list[CountPlace] = PLACES, **settings: int) -> bytes:
    out = io.BytesIO()
    head = replace(HEAD, kind=StocktakeKind.FULL, seed="", counter=1)
    write_blank_sheet(out, TITLED, head, places, **settings)
    return out.getvalue()


def by_type(types: list[TypeName]) -> bytes:
    out = io.BytesIO()
    write_type_sheet(out, TITLED, replace(HEAD, kind=StocktakeKind.WEEKLY, seed=""), types)
    return out.getvalue()


def flat(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


@pytest.fixture(scope="module")
def printed() -> bytes:
    return sample(weapons(25))


@pytest.mark.parametrize("dpi", [203, 300])
def test_that_every_code_of_a_sample_scans_once_and_the_stocktake_opens(printed, dpi) -> None:
    wanted = [HEAD.code, *(each.code for each in weapons(25))]
    assert sorted(scans(printed, dpi)) == sorted(wanted)


def test_that_a_sample_prints_each_weapon_with_its_line(printed) -> None:
    text = flat(printed)
    for each in weapons(25):
        assert each.number in text
        assert each.serial in text
    assert "End of list: 25 weapons" in text


def test_that_the_sheet_says_whose_it_is_and_how_to_draw_the_sample_again(printed) -> None:
    for page in texts(printed):
        assert "Chipo Example" in page
        assert "Counter 2" in page
    text = flat(printed)
    for wanted in ("Main depot / Store A", "9F3A7C21", "SHA-256", "10 % by serial", "Witness"):
        assert wanted in text
    assert "no random draw" in text


def test_that_the_sheet_says_what_the_sample_can_find(printed) -> None:
    text = flat(printed)
    for missing in (1, 5, 10):
        chance = show_chance(detection_chance(243, missing, 25))
        assert f"{missing} missing: {chance}" in text


def test_that_a_small_store_has_chances_only_for_what_can_be_missing() -> None:
    text = flat(sample(weapons(1), replace(HEAD, chances=detection_chances(4, 1))))
    assert "1 missing: 0.2500" in text
    assert "5 missing" not in text


def test_that_the_number_of_weapons_in_the_store_is_nowhere_on_a_sheet(printed) -> None:
    head = replace(HEAD, chances=detection_chances(7219, 722))
    assert "7219" not in re.sub(r"[ ,.\s]", "", flat(sample(weapons(3), head)))
    assert "243" not in re.sub(r"0\.\d{4}|\d{6,}\w?", "", flat(printed))


def test_that_a_weapon_without_serial_says_so() -> None:
    pdf = sample([weapon(1, serial=None, serial_state=SerialState.REMOVED)])
    assert "Serial removed or altered" in flat(pdf)


def test_that_numbers_of_long_origins_scan_too() -> None:
    records = [weapon(at, number=f"ABCDEFGH-12345{at}-Z") for at in range(3)]
    assert {each.code for each in records} <= set(scans(sample(records), 203))


@pytest.mark.parametrize("dpi", [203, 300])
def test_that_every_place_of_a_blank_sheet_scans(dpi) -> None:
    found = scans(blank(), dpi)
    assert set(found) == {HEAD.code, *(each.code for each in PLACES)}


def test_that_every_place_has_as_many_lines_whatever_is_in_it() -> None:
    pages = texts(blank(lines=9))
    numbers = [
        int(each) for page in pages for each in re.findall(r"^(\d+)\r?$", page, re.MULTILINE)
    ]
    assert numbers == list(range(1, 46))


def test_that_a_place_that_goes_on_is_named_again_with_its_code() -> None:
    pdf = blank([PLACES[0]], lines=60)
    pages = texts(pdf)
    assert sum("Rack 1 (continued)" in page for page in pages) == len(pages) - 1
    assert scans(pdf, 203).count(PLACES[0].code) == len(pages)


def test_that_a_type_sheet_lists_all_types_and_no_quantity() -> None:
    pdf = by_type(TYPES)
    text = flat(pdf)
    for each in ("AKM", "Browning HP", "РПК", "Not categorised", "Assault rifle"):
        assert each in text
    assert scans(pdf, 203) == [HEAD.code]
    assert "SHA-256" not in text


def test_that_many_types_go_on_with_their_heads() -> None:
    pages = texts(by_type(TYPES * 30))
    assert len(pages) > 3
    assert all("Calibre" in page for page in pages[:-1])


@pytest.mark.parametrize("pdf", [sample(weapons(60)), blank(), by_type(TYPES)])
def test_that_pages_are_counted_and_sealed_and_signed(pdf: bytes) -> None:
    pages = texts(pdf)
    assert all(f"{at} of {len(pages)}" in page for at, page in enumerate(pages, start=1))
    assert len(qr_codes(pdf)) == len(pages)
    assert "Printed name" in pages[-1]
    assert "Weapons that I saw, all together" in pages[-1]


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_that_both_paper_sizes_work(page_size: str) -> None:
    out = io.BytesIO()
    write_sample_sheet(out, replace(TITLED, page_size=page_size), HEAD, weapons(30))
    assert len(scans(out.getvalue(), 203)) == 31


def test_that_the_same_sheet_gives_the_same_bytes(printed) -> None:
    assert sample(weapons(25)) == printed
    assert blank() == blank()


@pytest.mark.parametrize("text", HOSTILE)
def test_that_hostile_text_is_printed_as_text(text: str) -> None:
    head = replace(HEAD, place=text, counter_name=text, number=text)
    record = weapon(1, serial=text, model=text, maker=text, depot=text, store=text, rack=text)
    pdf = sample([record], head)
    assert sorted(scans(pdf, 203)) == sorted([HEAD.code, record.code])
    read = unicodedata.normalize("NFKC", "".join(flat(pdf).split()))
    start = "".join(text.split())[:5]
    assert start in read or start[::-1] in read
    for words in (blank([CountPlace(text, PLACES[0].code)]), by_type([TypeName(None, text, text)])):
        read = unicodedata.normalize("NFKC", "".join(flat(words).split()))
        assert start in read or start[::-1] in read
