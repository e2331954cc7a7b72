from __future__ import annotations

import csv
import dataclasses
import datetime as dt

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.disposal_totals import TotalsDiffer
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.marking_records import AdoptProfile
from stockpile_app.domain.marking_vocabulary import MarkFault, MarkingVerdict
from stockpile_app.domain.marking_work import (
    LETTERS,
    ApplyMark,
    CloseMarkingJob,
    FaultMark,
    JobState,
    MarkLineState,
    OpenMarkingJob,
    PrintMarkingPaper,
    WriteHandOff,
    is_mark_text,
    mark_text,
)
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import Component, MarkMethod, MarkOccasion
from stockpile_app.persistence.verify import verify
from stockpile_app.reference.marking import shipped_profiles
from tests.builders_disposal import Depot

TODAY = dt.date(2026, 3, 2)
RECEIVER = Component.RECEIVER
STOCK = MarkOccasion.STATE_STOCK
PICTURE = b"\xff\xd8\xff mark"


@pytest.fixture
def depot(services):
    return Depot(services, weapons=3)


@pytest.fixture
def work(depot):
    return depot.services.marking.work


def open_job(work, depot, **fields):
    values = {
        "weapon_ids": tuple(depot.weapons),
        "occasion": STOCK,
        "occurred_on": TODAY,
        "team": "Team 1",
        "position": "left side",
    }
    return work.open(OpenMarkingJob(**{**values, **fields})).job_id


def applied(work, job, weapon, **fields):
    line = next(each for each in work.lines(job) if each.weapon.id == weapon)
    values = {
        "job_id": job,
        "weapon_id": weapon,
        "component": RECEIVER,
        "text_read": line.text,
        "method": MarkMethod.DOT_PEEN,
        "height": 20000,
        "depth": 1000,
    }
    return work.apply(ApplyMark(**{**values, **fields}))


def fault(work, job, weapon, **fields):
    values = {"component": RECEIVER, "fault": MarkFault.SHALLOW}
    return work.fault(FaultMark(job_id=job, weapon_id=weapon, **{**values, **fields}))


def states(work, job):
    return [each.state for each in work.lines(job)]


# --- texts ---------------------------------------------------------------------------------------


@given(
    sequence=st.integers(1, 999_999_999),
    occasion=st.sampled_from(sorted(LETTERS)),
    data=st.data(),
)
def test_that_a_wrong_character_in_a_text_is_noticed(sequence, occasion, data):
    text = mark_text("KE", 2026, MarkOccasion(occasion), str(RegisterNumber("KE01", sequence)))
    assert is_mark_text(text)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at] != "-"))
    other = data.draw(
        st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ").filter(lambda c: c != text[at])
    )
    assert not is_mark_text(text[:at] + other + text[at + 1 :])


def test_that_texts_are_unique():
    texts = {
        mark_text("KE", 2026, MarkOccasion(occasion), str(RegisterNumber(origin, sequence)))
        for occasion in LETTERS
        for origin in ("KE01", "KE02")
        for sequence in range(1, 500)
    }
    assert len(texts) == len(LETTERS) * 2 * 499


@pytest.mark.parametrize("occasion", [MarkOccasion.MANUFACTURE, MarkOccasion.PROOF])
def test_that_a_state_does_not_mark_as_the_maker_does(work, depot, occasion):
    with pytest.raises(BadValue):
        open_job(work, depot, occasion=occasion, profile="found")


# --- the whole way -------------------------------------------------------------------------------


def test_that_a_job_goes_its_whole_way(work, depot):
    job = open_job(work, depot)
    first, second, third = depot.weapons
    applied(work, job, first, photograph=PICTURE)
    fault(work, job, second)
    applied(work, job, second)
    fault(work, job, third, given_up=True, fault=MarkFault.DAMAGED)
    with pytest.raises(TotalsDiffer, match="counted 3, recorded 2"):
        work.close(CloseMarkingJob(job_id=job, occurred_on=TODAY, applied=3))
    work.close(CloseMarkingJob(job_id=job, occurred_on=TODAY, applied=2))
    record = work.get(job)
    assert record.state is JobState.CLOSED
    assert record.count(MarkLineState.APPLIED) == 2
    (mark,) = depot.services.weapons.marks(first)
    assert (mark.occasion, mark.job_id, mark.country, mark.year) == (STOCK, job, "KE", 2026)
    assert is_mark_text(mark.text)
    assert len(depot.services.weapons.photographs(first)) == 1
    assert work.lines(job)[1].faults == (MarkFault.SHALLOW,)
    said = depot.services.marking.of_weapon(first)
    found = {each.profile: each.verdict for each in said.evaluations}
    assert found["iti-state-stock"] is MarkingVerdict.COMPLETE
    assert verify(depot.services.desk.store, NoProgress()).ok


def test_that_weapons_stand_in_store_order(work, depot):
    from stockpile_app.domain.movements import MoveWeapons  # noqa: PLC0415

    depot.services.movements.move(
        MoveWeapons(
            weapon_ids=(depot.weapons[2],),
            place_id=depot.cage,
            occurred_on=TODAY,
            handed_by="Chipo",
        )
    )
    job = open_job(work, depot)
    assert [each.weapon.id for each in work.lines(job)] == [
        depot.weapons[2],
        depot.weapons[0],
        depot.weapons[1],
    ]


def test_that_a_mark_is_not_put_on_twice(work, depot):
    job = open_job(work, depot)
    number = work.get(job).number
    with pytest.raises(NotAllowedNow, match=number):
        open_job(work, depot)
    assert open_job(work, depot, occasion=MarkOccasion.IMPORT)
    one = depot.weapons[0]
    applied(work, job, one)
    with pytest.raises(NotAllowedNow, match="marked already"):
        applied(work, job, one)
    with pytest.raises(NotAllowedNow, match="marked already"):
        fault(work, job, one)
    with pytest.raises(NotAllowedNow, match="carries the mark"):
        open_job(work, depot, weapon_ids=(one,))
    # another part of it may carry it, too
    assert open_job(work, depot, weapon_ids=(one,), components=(Component.BARREL,))


@pytest.mark.parametrize("read", ["", "KE26S-KE01000002-1", "nothing"])
def test_that_the_text_is_read_back(work, depot, read):
    job = open_job(work, depot)
    with pytest.raises(BadValue) as refused:
        applied(work, job, depot.weapons[0], text_read=read)
    assert refused.value.field == "text_read"
    line = work.lines(job)[0]
    applied(work, job, depot.weapons[0], text_read=line.text.lower().replace("-", " "))


@pytest.mark.parametrize(
    ("field", "size", "passes"),
    [
        ("height", 15999, False),
        ("height", 16000, True),
        ("depth", 761, False),
        ("depth", 762, True),
    ],
)
def test_that_what_is_too_small_for_the_profile_is_a_fault(work, depot, field, size, passes):
    profile = next(each for each in shipped_profiles() if each.id == "eu")
    depot.services.marking.adopt(
        AdoptProfile(profile=profile, based_on=1, in_force=True, reason="law")
    )
    job = open_job(work, depot, profile="eu")
    if passes:
        applied(work, job, depot.weapons[0], **{field: size})
        return
    with pytest.raises(BadValue) as refused:
        applied(work, job, depot.weapons[0], **{field: size})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"), [("team", ""), ("weapon_ids", ()), ("components", ()), ("profile", "x")]
)
def test_that_a_job_says_everything(work, depot, field, value):
    with pytest.raises((BadValue, NotFound)):
        open_job(work, depot, **{field: value})


def test_that_a_job_ends_once(work, depot):
    job = open_job(work, depot)
    with pytest.raises(NotAllowedNow, match="neither put on nor given up"):
        work.close(CloseMarkingJob(job_id=job, occurred_on=TODAY, applied=0))
    with pytest.raises(BadValue):
        work.cancel(job, " ")
    work.cancel(job, "The machine is broken.")
    with pytest.raises(NotAllowedNow, match="cancelled"):
        applied(work, job, depot.weapons[0])
    again = open_job(work, depot)
    applied(work, again, depot.weapons[0])
    with pytest.raises(NotAllowedNow, match="close it"):
        work.cancel(again, "x")


def test_that_a_weapon_is_found_on_its_job(work, depot):
    job = open_job(work, depot, weapon_ids=(depot.weapons[0],))
    number = depot.services.desk.weapon(depot.weapons[0]).number
    assert work.find(job, number.replace("-", ""))[0].weapon.number == number
    other = depot.services.desk.weapon(depot.weapons[1]).number
    with pytest.raises(NotAllowedNow, match="not on"):
        work.find(job, other)
    with pytest.raises(NotFound):
        work.find(job, "no such thing")


# --- papers and files ----------------------------------------------------------------------------


def test_that_the_machine_gets_what_is_left_in_documented_columns(work, depot, tmp_path):
    from stockpile_app.exchange.marking_file import COLUMNS  # noqa: PLC0415

    job = open_job(work, depot, position="=left")
    applied(work, job, depot.weapons[0])
    out = tmp_path / "job.csv"
    work.hand_off(WriteHandOff(job_id=job, out=out))
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 3
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert first["number"] == depot.services.desk.weapon(depot.weapons[1]).number
    assert first["code"] == first["number"].replace("-", "")
    assert is_mark_text(first["text"])
    assert first["position"] == "'=left"


def printed(work, name, job, out):
    getattr(work.papers, name)(PrintMarkingPaper(out=out, job_id=job))
    with pypdfium2.PdfDocument(str(out)) as pdf:
        page = pdf[0]
        text = page.get_textpage().get_text_bounded()
        codes = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    return " ".join(text.split()), {each.text for each in codes}


def test_that_the_job_list_shows_the_mark_and_its_code_is_read(work, depot, tmp_path):
    job = open_job(work, depot)
    text, codes = printed(work, "job_list", job, tmp_path / "list.pdf")
    for line in work.lines(job):
        assert line.text in text
        assert line.weapon.code in codes
    assert work.get(job).code in codes


def test_that_marks_and_weapons_are_counted_apart(work, depot, tmp_path):
    job = open_job(work, depot, components=(RECEIVER, Component.BARREL))
    text, _ = printed(work, "job_list", job, tmp_path / "list.pdf")
    assert "End of list: 6 marks on 3 weapons" in text
    done = work.papers.job_list(PrintMarkingPaper(out=tmp_path / "again.pdf", job_id=job))
    assert done.weapons == 3


def test_that_the_certificate_adds_up(work, depot, tmp_path):
    job = open_job(work, depot)
    command = PrintMarkingPaper(out=tmp_path / "c.pdf", job_id=job)
    with pytest.raises(NotAllowedNow, match="not closed"):
        work.papers.certificate(command)
    assert not command.out.exists()
    applied(work, job, depot.weapons[0])
    fault(work, job, depot.weapons[1])
    applied(work, job, depot.weapons[1])
    fault(work, job, depot.weapons[2], given_up=True)
    work.close(CloseMarkingJob(job_id=job, occurred_on=TODAY, applied=2))
    text, codes = printed(work, "certificate", job, tmp_path / "c.pdf")
    assert "Marks ordered: 3 = 2 put on + 1 given up." in text
    assert "after: not deep enough" in text
    assert work.get(job).code in codes


def test_that_a_weapon_for_sale_needs_its_transfer_mark(work, depot):
    from stockpile_app.domain.disposal import (  # noqa: PLC0415
        DisposeOfWeapons,
        RecordDisposalCheck,
    )
    from stockpile_app.domain.disposal_vocabulary import (  # noqa: PLC0415
        DisposalCheck,
        DisposalKind,
    )

    one = depot.weapons[0]
    order = depot.placed(one, kind=DisposalKind.SALE, recipient="Arms dealer, licence 7")
    session = depot.day(order, components=(), witnesses=())
    depot.read(session, one)
    dispose = DisposeOfWeapons(received_by="Ms Njeri")
    with pytest.raises(NotAllowedNow, match="Not in order: Marks present"):
        session.dispose(dispose)
    for check in (DisposalCheck.MARKS_PRESENT, DisposalCheck.LICENCE):
        depot.services.disposal.record_check(
            RecordDisposalCheck(
                order_id=order,
                check=check,
                passed=True,
                occurred_on=TODAY,
                checked_by="Dora",
            )
        )
    with pytest.raises(NotAllowedNow, match="Transfer to civilian use"):
        session.dispose(dispose)
    job = open_job(work, depot, weapon_ids=(one,), occasion=MarkOccasion.TRANSFER)
    applied(work, job, one)
    with pytest.raises(BadValue):
        session.dispose(dataclasses.replace(dispose, received_by=""))
    session.dispose(dispose)
