"""Lists and certificates of marking jobs: what stands on them, whatever is said."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from dataclasses import replace

import pytest

from stockpile_app.documents.marking_job_papers import (
    limits,
    size_text,
    write_job_list,
    write_marking_certificate,
)
from stockpile_app.domain.marking import parse_profile
from stockpile_app.domain.marking_vocabulary import MarkFault
from stockpile_app.domain.marking_work import (
    JobState,
    MarkingJobRecord,
    MarkLineRecord,
    MarkLineState,
    mark_text,
)
from stockpile_app.domain.vocabulary import Component, MarkMethod, MarkOccasion, SerialState
from stockpile_app.ledger.seals import show_code
from tests.unit.documents.material import HOSTILE, SEAL, STAMP, scans, texts, weapon, weapons

DAY = dt.date(2026, 10, 8)
PAPERS = {"list": write_job_list, "certificate": write_marking_certificate}
PROFILE = parse_profile(
    {
        "id": "state-stock",
        "version": 2,
        "title": "State stock",
        "measures": "all",
        "occasions": ["state_stock"],
        "parts": [{"any_of": ["receiver"]}],
        "content": [["country", "text"]],
        "also": [],
        "on_parts": [["text"]],
        "height": 16000,
        "depth": 800,
        "alphabets": [],
        "numerals": [],
        "country_of": "now",
        "in_force": True,
        "source": "International Tracing Instrument",
        "clause": "paragraph 8 c",
        "sure": "seen",
        "notes": "",
    }
)


def job(applied=3, given_up=1, **changes):
    values = {
        "id": 123,
        "number": "MJ-KE01-123",
        "state": JobState.CLOSED,
        "occasion": MarkOccasion.STATE_STOCK,
        "opened_on": DAY,
        "opened_by": "Hassan Juma",
        "team": "Marking team 2",
        "position": "Left of the receiver, below the selector",
        "authority": "Chief of Defence Staff",
        "profile": PROFILE.id,
        "profile_version": PROFILE.version,
        "counts": (0, applied, 0, given_up),
        "closed_on": DAY + dt.timedelta(days=2),
        "notes": "The laser was serviced before",
    }
    return MarkingJobRecord(**{**values, **changes})


def line(of, **changes):
    values = {
        "position": of.id,
        "weapon": of,
        "component": Component.RECEIVER,
        "text": mark_text("KE", 2026, MarkOccasion.STATE_STOCK, of.number),
        "state": MarkLineState.APPLIED,
        "applied_on": DAY + dt.timedelta(days=1),
        "applied_by": "Lucy Wambui",
        "method": MarkMethod.LASER,
        "height": 20000,
        "depth": 1025,
        "applied_seq": 5000 + of.id,
    }
    return MarkLineRecord(**{**values, **changes})


def given_up(of, **changes):
    values = {
        "state": MarkLineState.GIVEN_UP,
        "faults": (MarkFault.SHALLOW, MarkFault.DAMAGED),
        "applied_on": None,
        "applied_by": "",
        "method": None,
        "height": None,
        "depth": None,
        "applied_seq": None,
    }
    return line(of, **{**values, **changes})


def lines(count=4):
    """Return the marks of a job, the last of them given up."""
    found = weapons(count)
    return [*map(line, found[:-1]), given_up(found[-1])]


def made(write, *args, stamp=STAMP, **options):
    out = io.BytesIO()
    pages = write(out, stamp, *args, **options)
    pdf = out.getvalue()
    assert len(texts(pdf)) == pages
    return pdf


def read(pdf):
    return " ".join("\n".join(texts(pdf)).split())


def paper(name, count=4, **changes):
    return made(PAPERS[name], job(count - 1, **changes), PROFILE, lines(count))


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_paper_says_which_job_it_is_and_by_what_it_is_measured(name):
    pdf = paper(name)
    text = read(pdf)
    for wanted in (
        "MJ-KE01-123 ·",
        MarkOccasion.STATE_STOCK.label,
        "Oct 8, 2026, Hassan Juma",
        "Marking team 2",
        "Chief of Defence Staff",
        "Left of the receiver, below the selector",
        "State stock (Read in the source)",
        "letters 1.6 mm high, 0.08 mm deep",
        "International Tracing Instrument, paragraph 8 c",
        "End of list: 4 marks on 4 weapons",
        show_code(SEAL.code),
    ):
        assert wanted in text
    for each in lines():
        assert each.weapon.number in text
        assert each.weapon.serial in text
        assert each.text in text
    assert scans(pdf, 203)[0] == job().code
    assert job().code in text


@pytest.mark.parametrize(
    ("height", "depth", "told"),
    [
        (None, None, ""),
        (16000, None, "letters 1.6 mm high"),
        (None, 15875, "1.5875 mm deep"),
        (10000, 100000, "letters 1 mm high, 10 mm deep"),
    ],
)
def test_that_limits_are_told_where_there_are_any(height, depth, told):
    changed = parse_profile({**plain(), "height": height, "depth": depth})
    assert limits(changed) == told
    text = read(made(write_job_list, job(), changed, lines()))
    assert ("Limits" in text) == bool(told)


def plain():
    return {
        "parts": [{"any_of": ["receiver"]}],
        **{
            name: getattr(PROFILE, name)
            for name in PROFILE.__struct_fields__
            if name not in {"parts", "sure", "occasions"}
        },
        "sure": "seen",
        "occasions": ["state_stock"],
    }


def test_that_a_size_has_no_idle_zeros():
    assert [size_text(each) for each in (None, 100000, 16000, 1025)] == ["", "10", "1.6", "0.1025"]


def test_that_every_weapon_of_a_list_can_be_scanned():
    found = lines(12)
    pdf = made(write_job_list, job(11), PROFILE, found)
    assert sorted(scans(pdf, 203)) == sorted([job().code, *(each.weapon.code for each in found)])


def test_that_a_weapon_with_two_marks_counts_once():
    found = [line(weapon(1)), line(weapon(1), position=2, component=Component.BARREL)]
    for write in PAPERS.values():
        text = read(made(write, job(2, 0), PROFILE, found))
        assert "End of list: 2 marks on 1 weapon" in text
        assert "Barrel" in text
        assert "Frame or receiver" in text
    alone = read(made(write_job_list, job(1, 0), PROFILE, found[:1]))
    assert "End of list: 1 mark on 1 weapon" in alone


@pytest.mark.parametrize(
    ("name", "head"), [("list", "Mark to put on"), ("certificate", "By, entry")]
)
def test_that_heads_stand_on_every_page_of_a_long_list(name, head):
    pages = [" ".join(each.split()) for each in texts(paper(name, 120))]
    assert len(pages) > 2
    listed = [page for page in pages if re.search(r"KE26S-", page)]
    assert len(listed) >= len(pages) - 1
    assert all(head in page for page in listed)
    assert "End of list: 120 marks on 120 weapons" in "".join(pages[-2:])
    assert "Signature" in pages[-1]


def test_that_a_certificate_adds_up_and_leads_to_its_entries():
    pdf = paper("certificate")
    text = read(pdf)
    for wanted in (
        "Marks ordered: 4 = 3 put on + 1 given up.",
        "Closed Oct 10, 2026",
        "2 / 0.1025",
        "Given up, after: not deep enough, the part was damaged",
        "The laser was serviced before",
        "No mark was put on twice",
        "Checked by",
    ):
        assert wanted in text
    for each in lines()[:-1]:
        assert f"Lucy Wambui, Oct 9, 2026, entry {each.applied_seq}" in text
    assert "entry 5004" not in text
    assert scans(pdf, 203) == [job().code]


def test_that_optional_parts_leave_no_heading_behind():
    text = read(paper("certificate", notes="", position="", authority=""))
    assert "Notes" not in text
    assert "Where" not in text
    assert text.count("Authority") == 1  # where it is signed


def test_that_a_list_says_nothing_of_what_was_done():
    text = read(paper("list"))
    for unwanted in ("Closed", "Lucy Wambui", "entry 500", "0.1025", "Notes"):
        assert unwanted not in text


def test_that_a_weapon_without_serial_says_why():
    of = weapon(1, serial=None, serial_state=SerialState.ILLEGIBLE)
    for write in PAPERS.values():
        assert "Serial illegible" in read(made(write, job(1, 0), PROFILE, [line(of)]))


def hostile(text):
    of = weapon(1, maker=text, model=text, calibre=text, serial=text[:64], depot=text, rack=text)
    about = job(
        1, 0, opened_by=text, team=text, position=text, authority=text, notes=text, closed_on=DAY
    )
    stamp = replace(STAMP, authority=text, depot=text, user=text, classification=text)
    return stamp, about, PROFILE, [line(of, applied_by=text, text=text[:40])]


@pytest.mark.parametrize("text", [*HOSTILE, "Константин-Богдан Преображенский-Святополк " * 4])
@pytest.mark.parametrize("name", PAPERS)
def test_that_hostile_text_is_printed_as_text_and_twice_the_same(name, text):
    stamp, *args = hostile(text)
    first = made(PAPERS[name], *args, stamp=stamp)
    assert first == made(PAPERS[name], *args, stamp=stamp)
    read_back = unicodedata.normalize("NFKC", "".join("".join(texts(first)).split()))
    start = "".join(text.split())[:5]
    assert start in read_back or start[::-1] in read_back
    assert scans(first, 203)[0] == job().code


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("name", PAPERS)
def test_that_codes_read_from_any_page_and_printer(name, dpi, page):
    stamp = replace(STAMP, page_size=page)
    pdf = made(PAPERS[name], job(), PROFILE, lines(), stamp=stamp, dpi=dpi)
    assert scans(pdf, dpi)[0] == job().code
