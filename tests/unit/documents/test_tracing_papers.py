"""Papers of traces: what they say, on every page, in every script; and what they keep back."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import msgspec
import pytest
from PIL import Image

from stockpile_app.documents.contact_directory import write_contact_directory
from stockpile_app.documents.photograph_grid import PICTURE_HEIGHT, PICTURE_WIDTH
from stockpile_app.documents.pictures import printable
from stockpile_app.documents.trace_frame import STANDING_CAVEAT, TraceLetter
from stockpile_app.documents.trace_pack import write_trace_pack
from stockpile_app.documents.trace_replies import (
    REPLY_TITLES,
    Told,
    write_acknowledgement,
    write_information,
    write_question,
    write_reply,
)
from stockpile_app.documents.trace_request import write_trace_request
from stockpile_app.documents.trace_statistics import write_trace_statistics
from stockpile_app.domain.tracing_figures import compute
from stockpile_app.domain.tracing_papers import REPLY_CODES, TracePaper, papers_of
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_vocabulary import (
    ContactInstrument,
    IllicitGround,
    TraceDirection,
    TraceOutcome,
)
from tests.unit.documents.material import HOSTILE, SEAL, STAMP, qr_codes, texts
from tests.unit.documents.tracing_material import (
    CAVEAT,
    COUNTERPART,
    DAY,
    DETAILS,
    OWN,
    PICTURE,
    SHA,
    answer,
    incoming,
    outgoing,
)

TARGETS = TraceTargets(14, 60, 365, "Own proposal")
ARABIC = "وجدت البندقية عند نقطة تفتيش"
CYRILLIC = "Найдено на блокпосту под одеялом"
ASKED = Told(DAY, "Which mark is on the barrel?")


def picture(width: int = 640, height: int = 400) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "steelblue").save(out, "JPEG")
    made = printable(out.getvalue(), PICTURE_WIDTH, PICTURE_HEIGHT)
    assert made is not None
    return made


def letter(file, own=OWN):
    return TraceLetter(file, "Ministry of Defence", "KE", own, {PICTURE: picture(), SHA: picture()})


def written(write, *of, title="Trace request", classification="SECRET"):
    out = io.BytesIO()
    stamp = replace(STAMP, title=title, depot="", classification=classification)
    pages = write(out, stamp, *of)
    assert len(texts(out.getvalue())) == pages
    return out.getvalue()


def told(pdf: bytes) -> str:
    """Return all that a document says, in one line."""
    return re.sub(r"\s+", " ", " ".join(texts(pdf)))


def papers():
    """Return every kind of paper, written."""
    yield written(write_trace_request, letter(outgoing()))
    yield written(write_acknowledgement, letter(incoming()))
    yield written(write_question, letter(incoming()), ASKED, ["its calibre"])
    yield written(write_information, letter(outgoing()), ASKED)
    for outcome in TraceOutcome:
        yield written(write_reply, letter(incoming()), answer(outcome))
    yield written(write_trace_pack, letter(outgoing()))
    yield written(write_trace_pack, letter(incoming()))
    figures = compute([outgoing(), incoming()], DAY, DAY + dt.timedelta(days=90))
    yield written(write_trace_statistics, figures, TARGETS)


# --- every one of them ---


def test_that_the_same_trace_gives_the_same_bytes():
    assert list(papers()) == list(papers())


def test_that_marking_seal_and_caveats_stand_on_every_page():
    for pdf in papers():
        for page in texts(pdf):
            assert page.count("SECRET") == 2
            assert "Handling: " in page
        assert qr_codes(pdf)[0] == SEAL.qr


def test_that_the_standing_caveat_is_printed_where_none_is_stated():
    bare = msgspec.structs.replace(DETAILS, caveats="")
    for page in texts(written(write_trace_request, letter(outgoing(details=bare)))):
        assert STANDING_CAVEAT[:50] in re.sub(r"\s+", " ", page)


def test_that_long_caveats_are_cut_in_the_head_and_whole_in_the_text():
    long = "Only for the court in Nairobi. " * 40 + "LAST WORD"
    details = msgspec.structs.replace(DETAILS, caveats=long)
    pdf = written(write_trace_request, letter(outgoing(details=details)))
    assert told(pdf).count("LAST WORD") == 1


@pytest.mark.parametrize("text", [*HOSTILE, CYRILLIC, "W" * 3000, f"{ARABIC} {CYRILLIC}"])
def test_that_texts_of_any_script_and_length_are_printed(text):
    details = msgspec.structs.replace(
        DETAILS,
        circumstances=text * 20,
        reasoning=text,
        intended_use=text,
        caveats=text,
        other=text,
        found_place=text,
    )
    whom = msgspec.structs.replace(COUNTERPART, office=text, address=text)
    file = outgoing(details=details, counterpart=whom)
    for write in (write_trace_request, write_trace_pack):
        pdf = written(write, letter(file, None))
        assert "(cid:" not in told(pdf)
    assert "‹U+" not in told(written(write_trace_request, letter(outgoing())))


# --- the request ---


def test_that_a_request_says_what_the_instrument_asks_for():
    said = told(written(write_trace_request, letter(outgoing())))
    for item in "abcdef":
        assert f"{item}) " in said
    for each in (
        DETAILS.circumstances,
        DETAILS.reasoning,
        DETAILS.intended_use,
        DETAILS.other,
        DETAILS.found_place,
        "Feb 14, 2026",
        "KE 2019",
        "ALTERED OR PARTLY REMOVED",
        "7.62 x 39 mm",
        "KM7114",
        "TR-2026-0042",
        "BL-77",
        "IBIN-2026-9",
        "Urgency: Urgent.",
        COUNTERPART.office,
        COUNTERPART.email,
        OWN.office,
        "TR-KE01-7 · CID/2026/44",
        "UA-TR/2026/17",
        "acknowledge",
    ):
        assert each in said, each


def test_that_all_five_grounds_stand_there_and_only_those_claimed_are_ticked():
    said = told(written(write_trace_request, letter(outgoing())))
    for ground in IllicitGround:
        sign = "☒" if ground in DETAILS.grounds else "☐"
        assert f"{sign} {ground.label}" in said


def test_that_a_reminder_names_the_day_of_the_first_request():
    said = told(written(write_trace_request, letter(outgoing(reminded_on=DAY))))
    assert "first sent on Mar 3, 2026" in said


def test_that_a_domestic_trace_speaks_of_no_instrument():
    file = outgoing(direction=TraceDirection.DOMESTIC)
    assert "Under the International Tracing Instrument" not in told(
        written(write_trace_request, letter(file))
    )


def test_that_a_photograph_that_cannot_be_shown_is_said_to_be_missing():
    said = told(written(write_trace_request, letter(outgoing())))
    assert said.count("This photograph cannot be shown") == 1
    assert "The receiver, close up" in said


# --- answers ---


@pytest.mark.parametrize("outcome", [each for each in TraceOutcome if each.needs_reason])
def test_that_what_is_kept_back_comes_with_its_reasons(outcome):
    said = told(written(write_reply, letter(incoming()), answer(outcome)))
    assert "It would harm an investigation under way" in said
    assert "A trial is under way until May." in said


@pytest.mark.parametrize(
    "outcome", [each for each in TraceOutcome if each is not TraceOutcome.FULL]
)
def test_that_only_a_full_answer_tells_what_the_register_holds(outcome):
    said = told(written(write_reply, letter(incoming()), answer(outcome)))
    assert "KE01-000123-X" not in said
    assert "KM7114" not in said
    assert "Wajir" not in said
    assert "KM71I4" in said  # as they read it


def test_that_a_full_answer_tells_marks_and_the_point_of_diversion():
    said = told(written(write_reply, letter(incoming()), answer(TraceOutcome.FULL)))
    for each in ("KM7114", "KE 2019", "National Police, Store 4, Wajir", "Theft", "2025-11"):
        assert each in said


def test_that_a_delay_says_until_when():
    said = told(written(write_reply, letter(incoming()), answer(TraceOutcome.DELAYED)))
    assert "to be expected by May 31, 2026" in said


def test_that_restrictions_of_the_answer_are_its_caveats():
    for page in texts(written(write_reply, letter(incoming()), answer(TraceOutcome.FULL))):
        assert "Handling: Not to be used in court without a further request." in page
    assert CAVEAT in told(written(write_reply, letter(incoming()), answer(TraceOutcome.FULL)))


def test_that_an_acknowledgement_names_both_references_and_the_day():
    said = told(written(write_acknowledgement, letter(incoming())))
    for each in ("TR-KE01-19", "UA-TR/2026/17", "Mar 2, 2026", "May 2, 2026"):
        assert each in said


def test_that_a_question_lists_what_the_request_lacks():
    said = told(written(write_question, letter(incoming()), ASKED, ["its calibre"]))
    assert "Which mark is on the barrel?" in said
    assert "– its calibre" in said


def test_that_every_outcome_has_its_title_and_its_code():
    assert set(REPLY_TITLES) == set(REPLY_CODES) == set(TraceOutcome)


# --- pack, statistics, directory ---


def test_that_a_pack_holds_the_whole_file():
    said = told(written(write_trace_pack, letter(outgoing())))
    for each in (
        "Request to another State",
        "8 days",
        "34 days",
        "Exported in 1971",
        "National Police, Store 4, Wajir",
        "KE01-000124-Z",
        "Two keys for Store 4",
        "TD-KE01-9",
        "7f7f7f",
        "More information asked for",
        "Which mark is on the barrel?",
    ):
        assert each in said, each
    assert "look-alike" in told(written(write_trace_pack, letter(incoming())))


def test_that_statistics_count_diversions_and_name_no_weapon():
    figures = compute([outgoing(), incoming()], DAY, DAY + dt.timedelta(days=90))
    said = told(written(write_trace_statistics, figures, TARGETS))
    assert "Established in the period, weapons of the register 2" in said
    assert "KE01-" not in said.replace(STAMP.doc_number, "")
    assert "Days to answer, mean 34.0" in said


def test_that_what_never_happened_is_a_dash_and_not_a_nought():
    said = told(written(write_trace_statistics, compute([], DAY, DAY), TARGETS))
    assert "Days to answer, mean –" in said
    assert "Answers that told something –" in said


def test_that_the_directory_says_in_words_who_is_to_be_confirmed():
    contacts = [
        OWN,
        replace(OWN, id=4, country="UA", confirmed_on=None, confirmed_by="", is_stale=True),
        replace(OWN, id=5, country="EG", office=ARABIC, is_stale=True),
        replace(OWN, id=6, country="SO", instruments=tuple(ContactInstrument)),
    ]
    pdf = written(write_contact_directory, contacts, 365, DAY)
    said = told(pdf)
    assert said.count("NEVER CONFIRMED") == 1
    assert said.count("TO BE CONFIRMED AGAIN") == 1
    assert "INTERPOL National Central Bureau, Other" in said
    assert "End of list: 4 offices" in said
    assert pdf == written(write_contact_directory, contacts, 365, DAY)


# --- which there are ---


def test_that_a_file_offers_the_papers_of_what_is_recorded():
    assert papers_of(outgoing()) == (TracePaper.REQUEST, TracePaper.INFORMATION, TracePaper.PACK)
    asked = (TracePaper.ACKNOWLEDGEMENT, TracePaper.QUESTION)
    assert papers_of(incoming()) == (*asked, TracePaper.PACK)
    answered = incoming(answers=(answer(TraceOutcome.REFUSED),))
    assert TracePaper.REPLY in papers_of(answered)


def test_that_a_request_that_lacks_something_is_not_printed():
    bare = msgspec.structs.replace(DETAILS, intended_use="")
    assert papers_of(outgoing(details=bare, events=())) == (TracePaper.PACK,)
