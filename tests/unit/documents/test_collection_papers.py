"""Receipts, tags and lists of collections: what they say, and what not."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import BinaryIO

import pypdfium2
import pytest

from stockpile_app.documents.collection_sheets import (
    write_day_sheet,
    write_indicators,
    write_site_plan,
)
from stockpile_app.documents.duplicate_list import DuplicateHead, write_duplicates
from stockpile_app.documents.hand_in_receipt import TITLE, write_receipt
from stockpile_app.documents.label_stock import label_stock
from stockpile_app.documents.labels import write_labels
from stockpile_app.documents.tag_labels import tag_label
from stockpile_app.domain.collection_papers import (
    BySex,
    DaySheet,
    DuplicateLine,
    DuplicateRounds,
    Indicator,
    IndicatorSheet,
    ItemsReceived,
    PlanLine,
    Receipt,
    ReceiptPaper,
    Reconciled,
    SitePlan,
    TableBySex,
    WeaponReceived,
    WeaponsOfDay,
)
from stockpile_app.domain.vocabulary import Category, SerialState
from stockpile_app.ledger.seals import show_code
from tests.unit.documents.material import HOSTILE, SEAL, STAMP, qr_codes, scans, texts, weapon

DAY = dt.date(2026, 10, 8)
RIFLE = WeaponReceived(
    category=Category.ASSAULT_RIFLE,
    model="Type 56",
    calibre="7.62 x 39 mm",
    serial="AB123456",
    serviceable=True,
)
PISTOL = WeaponReceived(
    category=Category.PISTOL, model="Browning HP", serial="245PM00123456", serviceable=False
)
NAMELESS = WeaponReceived(category=None, serial=None, serial_state=SerialState.REMOVED)
LONG_NAME = (
    "Maria Esperança da Conceição dos Santos Nascimento e Albuquerque de Vasconcelos Pereira da"
    " Silva Filha"
)
PAPERS = list(ReceiptPaper)
MONEY = re.compile(r"price|amount|pay|paid|money|value|USD|\$|€", re.IGNORECASE)


def receipt(**changes) -> Receipt:
    values = {
        "number": "HI-KE01-123",
        "code": "DOKE01000123X",
        "name": "Amina Example",
        "day": DAY,
        "location": "North gate, Made-up Town",
        "officer": "Sgt. Peter Otieno",
        "weapons": (RIFLE, PISTOL, NAMELESS),
        "ammunition": (ItemsReceived(kind="7.62 x 39 mm ball", quantity=1250),),
        "explosives": (ItemsReceived(kind="Hand grenade", quantity=2),),
    }
    return Receipt(**{**values, **changes})


def printed(write: Callable[[BinaryIO], object]) -> bytes:
    """Return a paper, of which two printings are the same."""
    first, second = io.BytesIO(), io.BytesIO()
    write(first)
    write(second)
    assert first.getvalue() == second.getvalue()
    return first.getvalue()


def receipt_pdf(of: Receipt, paper: ReceiptPaper = ReceiptPaper.A5, **stamp: object) -> bytes:
    made = replace(STAMP, title=TITLE, depot="North gate", doc_number="HR-KE01-124", **stamp)
    return printed(lambda out: write_receipt(out, made, of, paper))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in millimetres."""
    pages = pypdfium2.PdfDocument(pdf)
    return [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pages]


@pytest.mark.parametrize("paper", PAPERS)
def test_that_a_receipt_says_what_the_standard_asks_for(paper: ReceiptPaper) -> None:
    pdf = receipt_pdf(receipt(), paper)
    said = words(pdf)
    for text in (
        "Ministry of Defence", "Hand-in receipt", "Receipt no. HI-KE01-123",
        "Name of the individual", "Amina Example", "Date", "Oct 8, 2026",
        "Location", "North gate, Made-up Town", "Type", "Assault rifle", "Type 56",
        "Status", "Serviceable", "Not serviceable", "Not determined",
        "Serial number", "AB123456", "245PM00123456", "Serial removed or altered",
        "7.62 x 39 mm ball", "1,250", "Hand grenade", "Sgt. Peter Otieno", show_code(SEAL.code),
        "2026-10-08 22:03 UTC", "HR-KE01-124", "RESTRICTED",
    ):  # fmt: skip
        assert text in said
    assert scans(pdf, 203) == ["DOKE01000123X"]
    assert qr_codes(pdf, 300) == [SEAL.qr]
    assert "Not eligible" not in said
    assert len(sizes(pdf)) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_that_a_receipt_has_no_word_of_money(paper: ReceiptPaper) -> None:
    assert not MONEY.search(words(receipt_pdf(receipt(eligible=False, reason="Too old"), paper)))
    named = {each.name for kind in (Receipt, WeaponReceived) for each in fields(kind)}
    assert not any(MONEY.search(name) for name in named)


@pytest.mark.parametrize("paper", PAPERS)
def test_that_who_is_not_eligible_reads_why_and_how_to_appeal(paper: ReceiptPaper) -> None:
    appeal = "Appeals board, Room 4, until 30 November."
    told = words(receipt_pdf(receipt(eligible=False, reason="No war weapon", appeal=appeal), paper))
    for text in (
        "Not eligible for the programme",
        "No war weapon",
        "Appeals board, Room 4",
        "AB12",
    ):
        assert text in told
    without = words(receipt_pdf(receipt(eligible=False), paper))
    assert "Ask at this site how and until when you can appeal." in without


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["فاطمة بنت محمد", "Иван Примеров", "王小明", LONG_NAME, *HOSTILE])
def test_that_names_of_any_script_are_drawn_whole(name: str, paper: ReceiptPaper) -> None:
    pdf = receipt_pdf(receipt(name=name, location=name), paper)
    assert "□" not in words(pdf)
    assert scans(pdf, 203) == ["DOKE01000123X"]
    if name == LONG_NAME:
        assert name in words(pdf)


def test_that_sheets_have_their_size_and_rolls_are_as_long_as_they_must_be() -> None:
    many = receipt(weapons=(RIFLE, PISTOL, NAMELESS) * 9)
    sheets = receipt_pdf(many)
    assert set(sizes(sheets)) == {(148, 210)}
    assert len(sizes(sheets)) == 3
    assert "page 3 of 3" in texts(sheets)[2]
    assert all("RESTRICTED" in page for page in texts(sheets))
    ((short_width, short),) = sizes(receipt_pdf(receipt(), ReceiptPaper.ROLL))
    ((long_width, long),) = sizes(receipt_pdf(many, ReceiptPaper.ROLL))
    assert short_width == long_width == 80
    assert long > 2 * short
    assert scans(receipt_pdf(many), 203) == ["DOKE01000123X"]


@pytest.mark.parametrize("paper", PAPERS)
def test_that_nothing_stands_over_the_edge(paper: ReceiptPaper) -> None:
    odd = receipt(
        name="W" * 80,
        weapons=(replace(RIFLE, model="M" * 60, serial="9" * 64), NAMELESS),
        ammunition=(ItemsReceived(kind="x" * 90, quantity=10_000_000),),
        eligible=False,
        reason="R" * 120,
        officer="O" * 120,
    )
    pdf = receipt_pdf(odd, paper)
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        reader = page.get_textpage()
        for at in range(reader.count_rects()):
            left, bottom, right, top = reader.get_rect(at)
            assert left >= 8, reader.get_text_bounded(left, bottom, right, top)
            assert right <= width - 8, reader.get_text_bounded(left, bottom, right, top)
            assert bottom >= 4
            assert top <= height - 4
    assert "9" * 64 in "".join(texts(pdf)).replace("\n", "").replace("\r", "").replace(" ", "")


def test_that_tags_open_the_weapon_and_show_code_category_and_serial() -> None:
    tagged = [weapon(1), weapon(2, serial=None, serial_state=SerialState.ILLEGIBLE)]
    labels = [tag_label(f"NG-{each.id:04d}", each) for each in tagged]
    pdf = printed(lambda out: write_labels(out, labels, label_stock("L7160")))
    said = words(pdf)
    for text in ("NG-0001", "NG-0002", "Serial illegible", tagged[0].serial, tagged[1].number):
        assert text in said
    assert scans(pdf, 203) == [each.code for each in tagged]
    assert "Main depot" not in said


def duplicates(count: int = 3, *, with_names: bool = False) -> bytes:
    head = DuplicateHead(
        programme="Made-up programme",
        site="North gate",
        days="Oct 8, 2026",
        partner="Police component",
        with_names=with_names,
    )
    lines = duplicate_lines(count)
    return printed(lambda out: write_duplicates(out, STAMP, head, lines, duplicate_rounds()))


def duplicate_lines(count: int) -> list[DuplicateLine]:
    return [
        DuplicateLine(
            day=DAY,
            receipt=f"HI-KE01-{at}",
            tag=f"NG-{at:04d}",
            number=weapon(at).number,
            weapon=(RIFLE, PISTOL, NAMELESS)[at % 3],
            maker="Made Up Arms",
            country="KE",
            marks="crest" if at == 2 else "",
            participant=f"P-{at:04d}",
            name="Amina Example",
        )
        for at in range(1, count + 1)
    ]


def duplicate_rounds() -> list[DuplicateRounds]:
    return [
        DuplicateRounds(
            day=DAY, receipt="HI-KE01-1", kind="9 mm", lot="L7", headstamp="MU", quantity=each
        )
        for each in (600, 700)
    ]


def test_that_a_duplicate_list_tells_weapons_and_no_names_unless_asked() -> None:
    said = words(duplicates())
    for text in ("NG-0001", "P-0003", "AB123456", "crest", "1,300", "End of list: 3 weapons"):
        assert text in said
    assert "Amina" not in said.replace("By Amina Example", "")
    assert "Names are left out" in said
    named = words(duplicates(with_names=True)).replace("By Amina Example", "")
    assert named.count("Amina Example") == 3
    assert "PERSONAL DATA" in named


def test_that_a_long_duplicate_list_repeats_its_heads() -> None:
    pages = texts(duplicates(80))
    assert len(pages) > 2
    assert all("Day, receipt" in page for page in pages[:-1])


PEOPLE = TableBySex(
    title="People by age group",
    rows=(BySex(label="Under 18", female=2, male=5), BySex(label="Adults", male=44, untold=1)),
)


def test_that_a_day_sheet_shows_what_agrees_what_not_and_why() -> None:
    checks = (
        Reconciled(
            what="Receipts",
            first="hand-ins closed",
            first_count=52,
            second="receipts issued",
            second_count=52,
        ),
        Reconciled(
            what="Tags",
            first="weapons",
            first_count=41,
            second="tags used",
            second_count=43,
            explanation="Two tags were spoilt",
        ),
    )
    sheet = DaySheet(
        programme="Made-up programme",
        site="نقطة الجمع",
        day=DAY,
        closed_by="Cpt. Lucy Wambui",
        people=PEOPLE,
        weapons=(
            WeaponsOfDay(category=Category.ASSAULT_RIFLE, handed_in=40, present=30, sent=10),
            WeaponsOfDay(category=None, handed_in=1, present=1, sent=0),
        ),
        ammunition=(ItemsReceived(kind="9 mm", quantity=600), ItemsReceived(kind="x", quantity=7)),
        checks=checks,
    )
    said = words(printed(lambda out: write_day_sheet(out, STAMP, sheet)))
    assert "52 · hand-ins closed 52 · receipts issued none" in said
    assert "+2 Two tags were spoilt" in said
    assert "Together 2 49 1 52" in said
    assert "Together 41 31 10" in said
    assert "607" in said
    for signs in ("Officer of the site", "Receiving officer", "Holder of the second key"):
        assert signs in said


def test_that_a_site_plan_tells_how_each_figure_was_found() -> None:
    plan = SitePlan(
        programme="P",
        site="North gate",
        custody="Temporary, under two keys",
        given=(PlanLine(caption="Lanes", figure="3"),),
        found=(PlanLine(caption="People a day", figure="72", basis="3 × 8 × 60 ÷ 20"),),
        people=(("Lucy Wambui", "Site officer"),),
    )
    said = words(printed(lambda out: write_site_plan(out, STAMP, plan)))
    assert "People a day 72 3 × 8 × 60 ÷ 20" in said
    assert "Lucy Wambui Site officer" in said


def test_that_indicators_are_told_by_sex_and_add_up() -> None:
    sheet = IndicatorSheet(
        programme="P",
        days="2026",
        indicators=(Indicator(title="Female staff", clause="IDDRS 5.10", value="4"),),
        tables=(PEOPLE,),
    )
    said = words(printed(lambda out: write_indicators(out, STAMP, sheet)))
    assert "Female staff IDDRS 5.10 4" in said
    assert "Together 2 49 1 52" in said
