from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from stockpile_app.documents.check_sheet import write_check_sheet
from stockpile_app.documents.inspection_report import Inspection, write_inspection_report
from stockpile_app.domain.checklists import Computed, GroupScore, parse_check_list
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.security import (
    AnswerRecord,
    Behind,
    CheckPhotograph,
    CheckRecord,
    CheckView,
    FindingRecord,
    TrendPoint,
)
from stockpile_app.domain.suggestions import Suggestion, Told
from stockpile_app.domain.vocabulary import Answer, Category, StoreKind
from stockpile_app.reference.checklists import shipped_check_list
from tests.builders_security import small_list
from tests.unit.documents.material import HOSTILE, STAMP, qr_codes, scans, texts

DAY = dt.date(2026, 10, 8)
CODE = PaperCode(CodeKind.CHECK, "KE01", 41).code
RECORD = CheckRecord(
    id=41,
    place_id=1,
    place="Main depot",
    check_list="depot-security",
    version=1,
    inspector="Dora Example",
    opened_on=DAY,
)
SHIPPED = CheckView(record=RECORD, check_list=shipped_check_list("depot-security"), answers={})
SMALL = parse_check_list(small_list())
DONE = CheckView(
    record=replace(
        RECORD,
        completed_on=DAY,
        points=6,
        out_of=10,
        level=0,
        failed=("a01",),
        present=("Chipo Example",),
        notes="Rain",
    ),
    check_list=SMALL,
    answers={
        "a01": AnswerRecord("a01", Answer.NO, "Nothing is written"),
        "a02": AnswerRecord("a02", Answer.YES),
        "b01": AnswerRecord("b01", Answer.NOT_APPLICABLE, "No door at all"),
        "b02": AnswerRecord("b02", Answer.PARTLY),
    },
)
FINDING = FindingRecord(
    id=52,
    check_id=41,
    place_id=1,
    place="Main depot",
    question="a01",
    group="a",
    critical=1,
    text="Risk known?",
    answer=Answer.NO,
    raised_on=DAY,
    owner="Brian Example",
    due_on=DAY + dt.timedelta(days=7),
    cost=1200,
    currency="KES",
    action="Write it down",
)
KNOWN = {
    Computed.FULL_COUNT: Suggestion(
        Computed.FULL_COUNT, (Told("Last count: {day}.", {"day": dt.date(2026, 3, 3)}),)
    )
}


def picture(size=(40, 20), kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def inspection(**changes):
    values = {
        "view": DONE,
        "code": CODE,
        "today": DAY,
        "findings": [FINDING],
        "behind": [Behind(Category.RIFLE, 1200), Behind(None, 3)],
        "trend": [],
        "picture": lambda _: picture(),
    }
    return Inspection(**{**values, **changes})


def sheet(view=SHIPPED, stamp=STAMP, known=KNOWN):
    out = io.BytesIO()
    write_check_sheet(out, replace(stamp, title="Security check sheet"), view, known, CODE)
    return out.getvalue()


def report(stamp=STAMP, **changes):
    out = io.BytesIO()
    write_inspection_report(
        out, replace(stamp, title="Depot inspection report"), inspection(**changes)
    )
    return out.getvalue()


def flat(pdf):
    return " ".join(" ".join(texts(pdf)).split())


@pytest.fixture(scope="module")
def printed():
    return sheet()


@pytest.fixture(scope="module")
def reported():
    return report()


# --- the sheet -------------------------------------------------------------------------------


def test_that_the_sheet_opens_its_check_and_every_page_names_the_version(printed):
    assert scans(printed, 203) == [CODE]
    pages = texts(printed)
    assert len(qr_codes(printed)) == len(pages)
    assert all("depot-security version 1" in page for page in pages)


def test_that_every_question_that_is_asked_is_on_it_with_its_evidence(printed):
    text = flat(printed)
    for question in SHIPPED.check_list.questions:
        stands = question.text in text and f"Ask to see: {question.evidence}" in text
        assert stands == (question.group != "h"), question.code
    assert "h · Ammunition (PoA 10.1 h) Not asked: the depot has no store of this kind." in text


def test_that_critical_questions_are_marked_by_sign_and_words(printed):
    text = flat(printed)
    for level in (1, 2, 3):
        wanted = sum(
            each.critical == level and each.group != "h" for each in SHIPPED.check_list.questions
        )
        assert text.count(f"▲ Critical for level {level}") == wanted


def test_that_an_ammunition_store_brings_its_questions():
    view = replace(SHIPPED, present=frozenset({StoreKind.AMMUNITION}))
    text = flat(sheet(view))
    assert all(each.text in text for each in SHIPPED.check_list.questions)
    assert "Not asked" not in text


def test_that_what_the_register_says_stands_beside_the_question(printed):
    assert "The register says: Last count: Mar 3, 2026." in flat(printed)
    assert "The register says" not in flat(sheet(known={}))


def test_that_the_rule_names_its_thresholds_and_that_they_are_a_proposal(printed, reported):
    for text in (flat(printed), flat(reported)):
        assert "level 1: 60 %; level 2: 75 %; level 3: 90 %" in text
        assert (
            "Source of the thresholds: own proposal (A proposal; no standard asks for it)" in text
        )


def test_that_three_people_sign(printed, reported):
    for pdf in (printed, reported):
        last = texts(pdf)[-1]
        for wanted in ("Inspector: Dora Example", "Storekeeper", "Depot manager"):
            assert wanted in last


# --- the report ------------------------------------------------------------------------------


def test_that_the_report_opens_its_check(reported):
    assert scans(reported, 203) == [CODE]


def test_that_failed_critical_questions_come_first(reported):
    text = flat(reported)
    order = [
        "60.0 %",
        "Level 1 is not reached: critical questions failed: a01.",
        "Critical questions that failed",
        "Critical questions said not to apply",
        "By group, as question 10.1",
        "Findings and who mends them",
        "Weapons that stand behind each open critical finding",
        "All answers",
    ]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
    assert "a01 ▲ 1 Risk known? No Nothing is written" in text
    assert "b01 ▲ 2 Two locks? No door at all" in text


def test_that_groups_are_answered_as_the_national_report_asks(reported):
    text = flat(reported)
    assert "10.1 a Location Partly 1 0 1 0 75.0" in text
    assert "10.1 b Physical security Partly 0 1 0 1 50.0" in text
    assert "10.1 h Ammunition Not applicable 0 0 0 1 –" in text


def test_that_a_finding_stands_with_owner_day_cost_and_the_weapons_behind_it(reported):
    text = flat(reported)
    for wanted in ("52 ▲ a01: Risk known?", "Brian Example", "Oct 15, 2026", "1,200 KES", "Open"):
        assert wanted in text
    assert "Weapons in the depot on Oct 8, 2026: 1,203." in text
    assert "Rifle or carbine: 1,200; Not categorised: 3" in text
    assert "Overdue" in flat(report(today=DAY + dt.timedelta(days=8)))


def test_that_closed_findings_endanger_nothing():
    closed = replace(FINDING, closed_on=DAY)
    text = flat(report(findings=[closed]))
    assert "Closed Oct 8, 2026" in text
    assert "Weapons that stand behind" not in text
    assert "Cost estimates" not in text


def test_that_a_spotless_depot_is_said_to_be_one():
    record = replace(DONE.record, points=10, out_of=10, level=3, failed=())
    answers = {code: AnswerRecord(code, Answer.YES) for code in ("a01", "a02", "b01", "b02")}
    text = flat(report(view=replace(DONE, record=record, answers=answers), findings=[]))
    assert "The highest level is reached." in text
    assert "None: every critical question that applies is answered with yes." in text


def test_that_a_score_below_the_threshold_is_named():
    record = replace(DONE.record, points=5, failed=())
    text = flat(report(view=replace(DONE, record=record)))
    assert "Level 1 is not reached: the score is below 60 %." in text


def test_that_the_trend_is_drawn_from_two_checks_on(reported):
    assert "This is the first completed check" in flat(reported)
    groups = (GroupScore("a", 3, 8), GroupScore("b", 1, 2), GroupScore("h", 0, 0))
    points = [TrendPoint(at, DAY, 4 + at, 10, 0, groups) for at in range(20)]
    text = flat(report(trend=points))
    assert "Oct 8, 2026 19 0 230.0 37.5 50.0 –" in text
    assert "Oct 8, 2026 7 0" not in text  # the last twelve


@pytest.mark.parametrize(
    "content",
    [
        picture(),
        picture((3000, 2000), "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"),
        picture((2000, 3000), "JPEG"),
    ],
    ids=["png", "wide", "high"],
)
def test_that_photographs_are_shown_small_with_their_caption(content):
    kept = CheckPhotograph(9, "a01", "ab" * 32, "image/png", len(content), "The gate")
    pdf = report(view=replace(DONE, photographs=(kept,)), picture=lambda _: content)
    assert "a01 · The gate" in flat(pdf)
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1].render(scale=1).to_pil().convert("RGB")
    reds = sum(r > 200 and g < 60 for r, g, _b in zip(*[iter(page.tobytes())] * 3, strict=True))
    assert reds > 5000
    assert len(pdf) < 400_000


def test_that_where_a_photograph_was_taken_does_not_go_into_the_report():
    camera = Image.Exif()
    camera[0x010E] = "taken at the secret gate"
    content = picture((400, 300), "JPEG", exif=camera)
    assert b"secret gate" in content
    kept = CheckPhotograph(9, "a01", "ab" * 32, "image/jpeg", len(content))
    assert b"secret gate" not in report(
        view=replace(DONE, photographs=(kept,)), picture=lambda _: content
    )


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff no picture", picture()[:60], b""], ids=["text", "cut", "empty"]
)
def test_that_a_broken_photograph_leaves_the_report_whole(content):
    kept = CheckPhotograph(9, "a01", "ab" * 32, "image/png", len(content), "The gate")
    text = flat(report(view=replace(DONE, photographs=(kept,) * 3), picture=lambda _: content))
    assert text.count("The photograph is kept, but it cannot be shown.") == 3


def test_that_long_texts_stand_in_full_somewhere():
    words = " ".join(f"word{each}" for each in range(220))
    answers = {**DONE.answers, "a01": AnswerRecord("a01", Answer.NO, words)}
    view = replace(
        DONE, answers=answers, record=replace(DONE.record, notes=f"Remarks: {words} END")
    )
    text = flat(report(view=view, findings=[replace(FINDING, action=f"Do: {words[:480]}")]))
    assert f"a01: {words}" in text
    assert "Remarks: word0" in text
    assert "word219 END" in text
    assert f"Finding 52, action: Do: {words[:480]}" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_that_no_text_breaks_a_paper(hostile):
    name = hostile[:120]
    small = replace(
        SMALL,
        questions=tuple(replace(each, text=name, evidence=name) for each in SMALL.questions),
        groups=tuple(replace(each, title=name) for each in SMALL.groups),
    )
    view = replace(DONE, check_list=small, record=replace(DONE.record, inspector=name, place=name))
    for pdf in (
        sheet(replace(view, record=replace(view.record, completed_on=None)), known={}),
        report(view=view, findings=[replace(FINDING, owner=name, action=name, text=name)]),
    ):
        assert "\ufffd" not in flat(pdf)
        assert scans(pdf, 203) == [CODE]


def test_that_the_same_check_gives_the_same_bytes(printed, reported):
    assert sheet() == printed
    assert report() == reported
    kept = CheckPhotograph(9, "a01", "ab" * 32, "image/png", 9, "The gate")
    view = replace(DONE, photographs=(kept,))
    assert report(view=view) == report(view=view)


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_that_both_paper_sizes_hold_everything(size):
    stamp = replace(STAMP, page_size=size)
    assert scans(sheet(stamp=stamp), 203) == [CODE]
    assert scans(report(stamp=stamp), 203) == [CODE]
