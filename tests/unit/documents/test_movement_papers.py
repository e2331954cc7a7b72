"""Vouchers, manifests, declarations, logs and histories: what stands on them, whatever is said."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from dataclasses import replace

import pytest

from stockpile_app.documents.custody_history import (
    person_code,
    write_person_history,
    write_weapon_history,
)
from stockpile_app.documents.handover_declaration import Handover, write_handover_declaration
from stockpile_app.documents.manifest import write_manifest
from stockpile_app.documents.removal_log import write_removal_log
from stockpile_app.documents.voucher import TITLES, write_voucher
from stockpile_app.domain.movement_papers import RemovalRecord
from stockpile_app.domain.movements import (
    CustodyRecord,
    CustodySpan,
    DispatchRecord,
    LineState,
    ManifestContainerRecord,
    MovementLineRecord,
    MovementRecord,
    movement_number,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.vocabulary import MovementKind, PersonKind, SerialState, Status
from tests.unit.documents.material import HOSTILE, STAMP, scans, texts, weapon, weapons

DAY = dt.date(2026, 10, 8)
MOMENT = dt.datetime(2026, 10, 8, 9, 30, tzinfo=dt.UTC)
PERSON = PersonRecord(
    id=31,
    kind=PersonKind.PERSON,
    name="Ada Otieno",
    code="K-17",
    post="Armourer",
    organisation="2nd Battalion",
)


def line(of, **changes):
    values = {
        "weapon": of,
        "from_place_id": 33,
        "from_place": "Main depot / Store M / Box 7",
        "to_place": "",
        "from_depot": "Main depot",
        "state": LineState.OUT,
        "status_before": Status.IN_STORE,
        "status_after": Status.ISSUED,
    }
    return MovementLineRecord(**{**values, **changes})


def movement(kind=MovementKind.ISSUE, **changes):
    values = {
        "id": 123,
        "kind": kind,
        "number": movement_number(kind, "KE01", 123),
        "occurred_on": DAY,
        "recorded_at": MOMENT,
        "recorded_by": "amina",
        "person": "Ada Otieno (K-17)",
        "due_on": DAY + dt.timedelta(days=7),
        "handed_by": "Hassan Juma",
        "received_by": "Rita Moreno",
        "authorised_by": "Azra Example",
        "purpose": "Guard duty",
        "weapons": 3,
    }
    return MovementRecord(**{**values, **changes})


def container(place_id, name, weapons_in, **changes):
    values = {
        "place_id": place_id,
        "name": name,
        "code": f"C{place_id}",
        "seals": ("A1", "A2"),
        "seals_read": None,
        "intact": None,
        "arrived_id": None,
        "weapons": weapons_in,
        "open": weapons_in,
    }
    return ManifestContainerRecord(**{**values, **changes})


def dispatch(count=4, **changes):
    found = weapons(count)
    half = count // 2
    values = {
        "movement": movement(
            MovementKind.DISPATCH, place="North depot", vehicle="GK 123", escort="Sgt Eli"
        ),
        "from_depot_id": 1,
        "from_depot": "Main depot",
        "containers": (container(33, "Box 7", half), container(34, "Crate 8", count - half)),
        "lines": tuple(
            line(each, from_place_id=33 if at < half else 34, state=LineState.IN_TRANSIT)
            for at, each in enumerate(found)
        ),
    }
    return DispatchRecord(**{**values, **changes})


def handover(**changes):
    sent = dispatch(
        containers=(
            container(33, "Box 7", 2, seals_read=("A1", "A9"), intact=False, arrived_id=130),
            container(34, "Crate 8", 2, seals_read=("A1", "A2"), intact=True, arrived_id=130),
            container(35, "Case 9", 0, seals_read=(), intact=False, arrived_id=130),
        )
    )
    received = [replace(each, state=LineState.RECEIVED) for each in sent.lines[:3]]
    values = {
        "receipt": movement(
            MovementKind.RECEIPT, id=130, number="DR-KE01-130", place="North depot / Store N"
        ),
        "dispatch": sent,
        "lines": (*received, replace(sent.lines[3], state=LineState.MISSING)),
        "unexpected": ("XX 1 without marks",),
        "incident": "131",
    }
    return Handover(**{**values, **changes})


def removal(of, **changes):
    values = {
        "weapon": of,
        "kind": MovementKind.ISSUE,
        "number": "IV-KE01-123",
        "occurred_on": DAY,
        "place": "Main depot / Store A",
        "who": "Ada Otieno (K-17)",
        "organisation": "2nd Battalion",
        "handed_by": "Hassan",
        "received_by": "Cpl Muthoni",
        "authorised_by": "Azra",
        "purpose": "Guard duty",
        "due_on": DAY + dt.timedelta(days=7),
        "recorded_at": MOMENT,
        "ended_on": None,
        "ended_by": None,
    }
    return RemovalRecord(**{**values, **changes})


def span(**changes):
    values = {
        "weapon_id": 1,
        "weapon_number": weapon(1).number,
        "kind": MovementKind.ISSUE,
        "where": "Ada Otieno (K-17)",
        "person_id": 31,
        "status": Status.ISSUED,
        "since": DAY,
        "until": DAY + dt.timedelta(days=2),
        "due_on": None,
        "movement_id": 123,
        "number": "IV-KE01-123",
        "ended_by": MovementKind.RETURN,
    }
    return CustodySpan(**{**values, **changes})


def held(of, **changes):
    values = {
        "weapon": of,
        "kind": MovementKind.ISSUE,
        "person_id": 31,
        "person": "Ada Otieno (K-17)",
        "since": DAY,
        "due_on": DAY,
        "movement_id": 123,
        "number": "IV-KE01-123",
        "overdue": True,
    }
    return CustodyRecord(**{**values, **changes})


def made(write, *args, **options):
    out = io.BytesIO()
    pages = write(out, STAMP, *args, **options)
    pdf = out.getvalue()
    assert len(texts(pdf)) == pages
    return pdf


def read(pdf):
    return " ".join("\n".join(texts(pdf)).split())


def voucher(kind=MovementKind.ISSUE, count=3, **changes):
    lines = [line(each) for each in weapons(count)]
    person = None if kind is MovementKind.MOVE else PERSON
    return made(write_voucher, movement(kind, weapons=count, **changes), lines, person)


# --- vouchers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TITLES)
def test_that_a_voucher_says_who_what_and_when(kind):
    pdf = voucher(kind)
    text = read(pdf)
    for wanted in (
        movement_number(kind, "KE01", 123),
        "Oct 8, 2026",
        "Guard duty",
        "End of list: 3 weapons",
        "Hassan Juma",
        "Rita Moreno",
        "Printed name",
    ):
        assert wanted in text
    for each in weapons(3):
        assert each.number in text
        assert each.serial in text
    for wanted in ("Ada Otieno (K-17)", "Armourer", "2nd Battalion"):
        assert (wanted in text) == (kind is not MovementKind.MOVE)
    assert ("Azra Example" in text) == (kind is not MovementKind.RETURN)
    assert scans(pdf, 203) == [movement(kind).code]


def test_that_weapons_that_stay_with_a_unit_say_so():
    assert "issued to the unit for good" in read(voucher(due_on=None))


def test_that_where_weapons_came_from_is_told_in_one_line():
    lines = [line(each, from_place=f"Rack {each.id % 5}") for each in weapons(20)]
    text = read(made(write_voucher, movement(), lines, PERSON))
    assert "Rack 1; Rack 2; Rack 3 and 2 others" in text


def test_that_a_long_voucher_repeats_its_heads_and_keeps_the_signatures_together():
    pages = texts(voucher(count=120))
    assert all("Model, maker" in page for page in pages[:-1])
    assert "End of list: 120 weapons" in "".join(pages[-2:])
    assert "Signature" in pages[-1]
    assert "I received the weapons" in pages[-1]


def test_that_a_weapon_without_serial_says_why():
    lines = [line(weapon(1, serial=None, serial_state=SerialState.ILLEGIBLE))]
    assert "Serial illegible" in read(made(write_voucher, movement(), lines, PERSON))


# --- dispatches ----------------------------------------------------------------------------------


def test_that_a_manifest_lists_each_container_with_its_seals():
    pdf = made(write_manifest, dispatch(4))
    text = read(pdf)
    for wanted in (
        "Box 7 (C33)",
        "Seals on leaving: A1, A2",
        "Box 7 (C33): 2 weapons",
        "Crate 8 (C34): 2 weapons",
        "End of list: 4 weapons",
        "North depot",
        "GK 123",
        "Sgt Eli",
        "Carrier",
        "Received by",
    ):
        assert wanted in text
    assert text.index("Crate 8 (C34)") < text.index(weapons(4)[2].number)
    assert scans(pdf, 203) == [dispatch().movement.code]


def test_that_a_container_that_goes_on_is_named_again():
    pages = texts(made(write_manifest, dispatch(90)))
    assert len(pages) > 3
    assert "Box 7 (C33) (continued)" in pages[1]
    assert all("Loaded" in page for page in pages[:-1])


def test_that_a_declaration_says_what_arrived_and_what_did_not():
    pdf = made(write_handover_declaration, handover())
    text = read(pdf)
    for wanted in (
        "DM-KE01-123",
        "DIFFERENT: missing: A2; not on the manifest: A9",
        "Whole and the same",
        "NOT WHOLE: no seal was read",
        "End of list: 3 weapons",
        "reported as incident 131",
        "XX 1 without marks",
        "Hassan Juma",
        "Rita Moreno",
        "Witness",
    ):
        assert wanted in text
    missing = text.index("On the manifest and not there")
    assert text.index(weapons(4)[3].number) > missing > text.index(weapons(4)[2].number)
    assert scans(pdf, 203) == [handover().receipt.code]


def test_that_a_declaration_without_anything_says_so():
    empty = handover(lines=(), unexpected=(), dispatch=dispatch())
    text = read(made(write_handover_declaration, empty))
    assert "No container arrived with this receipt" in text
    assert "No weapon was checked with this receipt" in text
    assert text.count("None.") == 2


# --- logs and histories --------------------------------------------------------------------------


def test_that_a_removal_log_says_who_took_what():
    found = weapons(4)
    later = MOMENT + dt.timedelta(days=2)
    removals = [
        removal(found[0]),
        removal(found[1], ended_on=DAY, ended_by=MovementKind.RETURN),
        removal(found[2], ended_on=DAY, ended_by=MovementKind.LOSS, recorded_at=later),
        removal(found[3], due_on=None),
    ]
    text = read(made(write_removal_log, "Main depot", (DAY, DAY), removals))
    for wanted in (
        "Oct 8, 2026, 12:30",  # local time of the stamp
        "recorded Oct 10, 2026, 12:30",
        "not back; due Oct 15, 2026",
        "reported lost Oct 8, 2026",
        "by the hand of Cpl Muthoni",
        "2nd Battalion",
        "Not back yet 2",
        "End of list: 4 weapons",
    ):
        assert wanted in text


def test_that_an_empty_log_says_so():
    assert "Nothing was taken out" in read(made(write_removal_log, "x", (DAY, DAY), []))


def test_that_a_weapons_history_reads_from_the_first_place_on():
    spans = [
        span(kind=None, where="Main depot / Store A", number="", movement_id=None, since=None),
        span(),
        span(kind=MovementKind.DISPATCH, where="North depot", until=None, ended_by=None),
        span(kind=MovementKind.LOSS, where="", status=Status.LOST),
    ]
    pdf = made(write_weapon_history, weapon(1), spans)
    text = read(pdf)
    for wanted in ("not known", "Registered in", "On its way to", "now", "Lost", "IV-KE01-123"):
        assert wanted in text
    assert scans(pdf, 203) == [weapon(1).code]


def test_that_a_persons_history_says_what_is_overdue():
    holds = [held(weapon(1)), held(weapon(2), due_on=None, overdue=False)]
    spans = [span(until=None), span(weapon_number=weapon(3).number)]
    code = person_code("KE01", 31)
    pdf = made(write_person_history, PERSON, code, holds, spans)
    text = read(pdf)
    for wanted in ("OVERDUE", "no day", "Has now 2", "Ended by", weapon(3).number):
        assert wanted in text
    assert text.count(weapon(1).number) == 1
    assert scans(pdf, 203) == [code]


def test_that_a_person_who_had_nothing_has_a_paper_too():
    assert read(made(write_person_history, PERSON, "", [], [])).count("Nothing.") == 2


# --- all of them ---------------------------------------------------------------------------------


def hostile(text):
    of = weapon(1, maker=text, model=text, calibre=text, serial=text[:64], depot=text, rack=text)
    person = PersonRecord(
        id=1, kind=PersonKind.UNIT, name=text, code=text, post=text, organisation=text
    )
    told = {
        "place": text,
        "person": text,
        "handed_by": text,
        "received_by": text,
        "authorised_by": text,
        "purpose": text,
        "vehicle": text,
        "escort": text,
        "explanation": text,
    }
    lines = (line(of, from_place=text),)
    boxes = (container(33, text, 1, seals=(text[:40],), seals_read=(text[:40],), arrived_id=130),)
    sent = DispatchRecord(
        movement=movement(MovementKind.DISPATCH, **told),
        from_depot_id=1,
        from_depot=text,
        containers=boxes,
        lines=lines,
    )
    receipt = movement(MovementKind.RECEIPT, id=130, **told)
    stamp = replace(STAMP, authority=text, depot=text, user=text, classification=text)
    arrived = (replace(lines[0], state=LineState.RECEIVED),)
    return stamp, {
        "voucher": (write_voucher, movement(**told), lines, person),
        "manifest": (write_manifest, sent),
        "handover": (write_handover_declaration, Handover(receipt, sent, arrived, (text,), text)),
        "log": (
            write_removal_log,
            text,
            (DAY, DAY),
            [removal(of, who=text, organisation=text, received_by=text, purpose=text)],
        ),
        "weapon": (write_weapon_history, of, [span(where=text)]),
        "person": (write_person_history, person, "", [held(of)], [span()]),
    }


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("paper", ["voucher", "manifest", "handover", "log", "weapon", "person"])
def test_that_hostile_text_is_printed_as_text_and_twice_the_same(paper, text):
    stamp, papers = hostile(text)
    write, *args = papers[paper]
    first, second = io.BytesIO(), io.BytesIO()
    write(first, stamp, *args)
    write(second, stamp, *args)
    assert first.getvalue() == second.getvalue()
    read_back = unicodedata.normalize("NFKC", "".join("".join(texts(first.getvalue())).split()))
    start = "".join(text.split())[:5]
    assert start in read_back or start[::-1] in read_back


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_that_codes_read_from_any_page_and_printer(page, dpi):
    out = io.BytesIO()
    stamp = replace(STAMP, page_size=page)
    write_voucher(out, stamp, movement(), [line(weapon(1))], PERSON, dpi=dpi)
    assert scans(out.getvalue(), dpi) == [movement().code]
