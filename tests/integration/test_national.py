"""National reports: overridden with a reason, frozen under a seal, compared, written, printed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import msgspec
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from stockpile_app import i18n
from stockpile_app.domain.errors import BadFile, BadValue, NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.marking_records import StateAcquisition
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.national_report import (
    Override,
    PrintComparison,
    PrintDraft,
    PrintReport,
)
from stockpile_app.domain.national_report_cells import CellName, CellState, CellValue, Period
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import Category
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.verify import verify
from stockpile_app.reference.report_templates import shipped_template
from tests.builders_reports import POLICE, SEIZED, YEAR, freeze_command
from tests.builders_tracing import contact_command

INDICATOR = CellName("sdg", "indicator")
ESTABLISHED = CellName("sdg", "established")
SAME = {"Jamaica 2014", "Antigua 2010, Pakistan 2012"}
"""Sources that are the same words in some language."""
OFFICE = "\n".join(
    (
        "National Focal Point",
        "Ministry of Internal Affairs",
        "Harbour Road 7",
        "focal.point@example.org",
    )
)


@pytest.fixture
def national(services):
    """Three rifles seized, a shotgun and a pistol found, and one of no category surrendered."""
    found = (
        (Acquisition.SEIZED, Category.RIFLE),
        (Acquisition.SEIZED, Category.RIFLE),
        (Acquisition.SEIZED, Category.ASSAULT_RIFLE),
        (Acquisition.FOUND, Category.SHOTGUN),
        (Acquisition.FOUND, Category.PISTOL),
        (Acquisition.SURRENDERED, None),
        (Acquisition.CONFISCATED, Category.PISTOL),
    )
    for at, (how, category) in enumerate(found):
        weapon = services.weapons.register(
            RegisterWeapon(place_id=1, serial=f"S{at}", category=category)
        )
        services.marking.state_acquisition(
            StateAcquisition(weapon_id=weapon.weapon_id, acquisition=how, acquired_on=YEAR.last)
        )
    return services.national


def values(view, figure, line):
    return {
        row.category: row.values[0].value for row in view.figure(figure).rows if row.line == line
    }


# --- what is computed ----------------------------------------------------------------------------


def test_that_shotguns_are_counted_with_the_rifles(national):
    view = national.draft(YEAR, "2010")
    assert values(view, "collected", "found") == {"": 2, "pistol": 1, "rifle": 1}
    found = national.records(CellName("collected", "found", "rifle"), YEAR)
    assert [(each.number, each.category_code) for each in found] == [("KE01-000004-3", "shotgun")]


def test_that_a_category_is_not_made_up(national):
    view = national.draft(YEAR, "2010")
    assert values(view, "collected", "surrendered") == {"": 1, "unknown": 1}


def test_that_the_indicator_counts_what_the_template_says(national):
    view = national.draft(YEAR, "2010")
    assert view.cell(CellName("sdg", "arms")).value == 6  # not the confiscated one
    assert view.cell(INDICATOR).state is CellState.WITHHELD  # nobody here traces
    nothing = national.draft(Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31)), "2010")
    assert nothing.cell(INDICATOR) == CellValue(None, CellState.UNDEFINED)
    assert nothing.cell(CellName("sdg", "arms")) == CellValue(0)


def test_that_questions_come_in_the_order_of_their_numbering(national):
    of_2010 = [each.number for each in national.draft(YEAR, "2010").questions if each.number]
    of_2016 = [each.number for each in national.draft(YEAR, "2016").questions if each.number]
    assert "10.5.1" in of_2010
    assert "5.10.3" in of_2016
    assert not set(of_2016) & {"10.5.1", "22.1"}
    questions = national.draft(YEAR, "2016").questions
    assert [each.question.key for each in questions[-3:]] == ["tracing-domestic", "gender", "needs"]


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-03-01", "2026-01-01", "ends before it begins"),
        ("2026-01-01", "2026-03-03", "ends in the future"),
        ("1800-01-01", "1800-12-31", "too long ago"),
        ("2000-01-01", "2026-01-01", "at most 12 years"),
    ],
)
def test_that_a_period_must_be_one(national, first, last, says):
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    with pytest.raises(BadValue, match=says):
        national.draft(period, "2010")
    with pytest.raises(BadValue, match=says):
        national.freeze(freeze_command(period=period))


def test_that_an_unknown_numbering_or_cell_is_refused(national):
    with pytest.raises(BadValue, match="no numbering “1999”; it has 2010, 2016"):
        national.draft(YEAR, "1999")
    for code in ("collected/bought", "stocktakes/all/rifle", "collected/seized/rifle/2019"):
        with pytest.raises(BadValue, match=r"no (cell|column)"):
            national.records(CellName.parse(code), YEAR)
    with pytest.raises(BadValue, match="names no cell"):
        CellName.parse("collected")


# --- what is stated instead ----------------------------------------------------------------------


def test_that_an_override_is_carried_on_to_every_sum_it_is_part_of(national):
    view = national.check(freeze_command(overrides=(SEIZED,)))
    assert values(view, "collected", "seized") == {"": 6, "rifle": 5, "assault_rifle": 1}
    assert values(view, "collected", "all")[""] == 10
    assert values(view, "sdg", "arms")["rifle"] == 6
    cell = view.cell(SEIZED.cell)
    assert (cell.value, cell.computed, cell.reason) == (5, 2, SEIZED.reason)
    assert view.cell(CellName("sdg", "arms")).reason == SEIZED.reason
    assert not view.cell(CellName("collected", "found")).overridden


def test_that_a_total_alone_puts_the_rest_where_no_category_is_known(national):
    total = Override(cell=CellName("collected", "seized"), value=8, reason="By letter.")
    view = national.check(freeze_command(overrides=(total,)))
    assert values(view, "collected", "seized") == {
        "": 8,
        "rifle": 2,
        "assault_rifle": 1,
        "unknown": 5,
    }
    less = replace(total, value=2)
    with pytest.raises(BadValue, match="add up to 3, which is more than 2"):
        national.check(freeze_command(overrides=(less,)))


def test_that_a_year_is_carried_on_to_the_whole_period(national):
    two = Period(dt.date(2025, 1, 1), YEAR.last)
    year = replace(SEIZED, cell=SEIZED.cell._replace(column="2025"), value=4)
    view = national.check(freeze_command(period=two, overrides=(year,)))
    assert view.cell(CellName("collected", "seized")).value == 3 + 4
    assert view.cell(CellName("collected", "all", column="2025")).value == 4
    whole = replace(SEIZED, value=9)
    with pytest.raises(BadValue, match="must be from"):
        national.check(freeze_command(period=two, overrides=(whole,)))


def test_that_the_indicator_follows_and_is_never_0_where_nobody_knows(national):
    told = Override(cell=ESTABLISHED, value=2, reason="Told by the tracing officer.")
    view = national.check(freeze_command(overrides=(told,)))
    assert view.cell(INDICATOR).value == 3333
    wrong = Override(cell=INDICATOR, value=5000, reason="Half of them.")
    with pytest.raises(BadValue, match="2 of 6 is not what is stated"):
        national.check(freeze_command(overrides=(told, wrong)))
    with pytest.raises(BadValue, match="is more than"):
        national.check(freeze_command(overrides=(replace(told, value=7),)))
    empty = Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    view = national.check(freeze_command(period=empty, overrides=(SEIZED,)))
    for name in (ESTABLISHED, INDICATOR):
        assert view.cell(name).value is None
        assert view.cell(name).state is CellState.WITHHELD


@pytest.mark.parametrize(
    ("override", "says"),
    [
        (replace(SEIZED, reason=" "), "Say why"),
        (replace(SEIZED, value=2), "is what was computed"),
        (replace(SEIZED, value=-1), "whole number"),
        (replace(SEIZED, value=None), "whole number"),
        (replace(SEIZED, cell=CellName("collected", "bought")), "no cell"),
        (replace(SEIZED, cell=CellName("incidents", "loss", "rifle")), "no cell"),
        (Override(cell=INDICATOR, value=10_001, reason="x"), "whole number"),
        (replace(SEIZED, cell=CellName("collected", "all")), "lines add up"),
        (replace(SEIZED, reason="x" * 501), "longer than 500"),
    ],
)
def test_that_an_override_that_cannot_stand_is_refused(national, override, says):
    if override.cell.line == "all":
        override = replace(override, value=40)
    with pytest.raises(BadValue, match=says):
        national.freeze(freeze_command(overrides=(override,)))
    assert national.frozen() == []


def test_that_a_cell_is_overridden_once(national):
    with pytest.raises(BadValue, match="overridden twice"):
        national.check(freeze_command(overrides=(SEIZED, replace(SEIZED, value=6))))


# --- tables filled by hand -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (replace(POLICE, total=(13, 7, 20)), "“Rifles” adds up to 6, not to 7"),
        (replace(POLICE, rows=(("North", (3, 4, 8)),), total=()), "“North” adds up to 7, not to 8"),
        (replace(POLICE, total=(13, 6)), "a number in each"),
        (replace(POLICE, rows=()), "1 to 100 rows"),
        (replace(POLICE, rows=(("North", (3, -4, -1)),), total=()), "whole numbers"),
        (replace(POLICE, title=""), "needs a title"),
        (replace(POLICE, question="weather"), "no question “weather”"),
    ],
)
def test_that_a_table_that_does_not_add_up_is_refused(national, table, says):
    with pytest.raises(BadValue, match=says):
        national.freeze(freeze_command(tables=(table,)))
    assert national.frozen() == []


# --- frozen --------------------------------------------------------------------------------------


def test_that_a_frozen_report_says_for_ever_what_it_said(national, services):
    command = freeze_command(
        title="Report of 2026",
        overrides=(SEIZED,),
        answers={"agency": "The commission.\nHarbour Road 7."},
        tables=(POLICE,),
        notes="First report.",
    )
    checked = national.check(command)
    done = national.freeze(command)
    view = national.report(done.report_id)
    assert done.changes.reports
    assert done.number == f"NR-KE01-{done.report_id}"
    assert view.figures == checked.figures
    assert view.questions == checked.questions
    assert (view.notes, view.record.title) == ("First report.", "Report of 2026")
    assert view.record.overrides == 6
    assert view.record.withheld
    assert view.record.head == done.report_id - 1
    # the seal stands over what the figures rest on; whoever has the paper can verify it
    assert (
        verify(services.desk.store, NoProgress(), view.record.seal).sealed_seq == view.record.head
    )
    assert national.frozen() == [view.record]


def test_that_a_frozen_report_keeps_its_own_questions(services_as):
    manager = services_as("brian")
    done = manager.national.freeze(freeze_command())
    administrator = services_as("gita")
    template = shipped_template()
    first = msgspec.structs.replace(template.questions[0], text="Who answers?")
    changed = msgspec.structs.replace(template, questions=(first, *template.questions[1:]))
    saved = administrator.national.templates.adopt(changed, 1, "Shorter.")
    assert saved.version == 2
    with pytest.raises(NotAllowedNow, match="Version 2"):
        administrator.national.templates.adopt(template, 1, "again")
    with pytest.raises(NotAllowed):
        administrator.national.draft(YEAR, "2010")
    national = services_as("brian").national
    assert national.draft(YEAR, "2010").questions[0].question.text == "Who answers?"
    assert national.report(done.report_id).questions[0].question == template.questions[0]


def test_that_a_template_goes_to_a_file_and_back(services, tmp_path):
    templates = services.national.templates
    file = tmp_path / "template.yaml"
    templates.write_file(file)
    assert templates.read_file(file) == shipped_template()
    file.write_text(file.read_text().replace("key: agency", "key: contact-poa"))
    with pytest.raises(BadFile, match="“contact-poa” is there twice"):
        templates.read_file(file)
    with pytest.raises(BadValue, match="Say why"):
        templates.adopt(shipped_template(), 1, "")
    with pytest.raises(BadValue, match="Nothing was changed"):
        templates.adopt(shipped_template(), 1, "x")


def test_that_a_report_is_compared_with_the_last_one(national):
    first = national.freeze(freeze_command())
    second = national.freeze(freeze_command(overrides=(SEIZED,)))
    assert national.report(second.report_id).record.compared == first.report_id
    rows = {
        (row.figure, row.line, row.category): row.change
        for row in national.compare(first.report_id, second.report_id).rows
        if row.change
    }
    assert rows == {
        ("collected", "seized", ""): 3,
        ("collected", "seized", "rifle"): 3,
        ("collected", "all", ""): 3,
        ("collected", "all", "rifle"): 3,
        ("sdg", "arms", ""): 3,
        ("sdg", "arms", "rifle"): 3,
    }
    with pytest.raises(BadValue, match="two different"):
        national.compare(first.report_id, first.report_id)
    with pytest.raises(NotFound):
        national.compare(first.report_id, 9999)
    with pytest.raises(NotFound):
        national.freeze(freeze_command(compare_with=9999))
    with pytest.raises(BadValue, match="no question"):
        national.freeze(freeze_command(answers={"weather": "Fine."}))


# --- files and papers ----------------------------------------------------------------------------


@pytest.fixture
def reports(national):
    """Ids of two frozen reports."""
    first = national.freeze(freeze_command())
    command = freeze_command(
        title="Second", overrides=(SEIZED,), answers={"agency": "=cmd|x"}, tables=(POLICE,)
    )
    return first.report_id, national.freeze(command).report_id


def test_that_json_tells_every_cell_and_what_overrides_it(national, reports, tmp_path):
    file = tmp_path / "report.json"
    national.exports.write(file, reports[1])
    data = json.loads(file.read_text())
    cells = {
        "/".join((each["figure"], each["line"], each["category"], each["column"])): each
        for each in data["cells"]
    }
    seized = cells["collected/seized/rifle/all"]
    assert (seized["value"], seized["computed"]) == (5, 2)
    assert seized["reason"] == SEIZED.reason
    assert cells["sdg/indicator//all"]["value"] is None
    assert cells["sdg/indicator//all"]["state"] == "withheld"
    assert cells["stocktakes/all//all"]["value"] == 0
    assert data["seal"]
    assert data["questions"][0]["answer"] == "=cmd|x"
    national.exports.write_draft(file, YEAR, "2016")
    assert json.loads(file.read_text())["frozen"] is False
    with pytest.raises(BadValue, match=r"\.xlsx or a \.json"):
        national.exports.write(tmp_path / "report.csv", reports[1])


def test_that_a_workbook_has_figures_questions_overrides_and_tables(national, reports, tmp_path):
    file = tmp_path / "report.xlsx"
    national.exports.write(file, reports[1])
    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["Report", "Figures", "Questions", "Overrides", "Table 1"]
    figures = book.get_sheet_by_name("Figures").to_python()
    [seized] = [row for row in figures if row[-1] == "collected/seized/rifle/all"]
    assert seized[:5] == [
        "Collected, by source",
        "Seized",
        "Rifles and carbines, shotguns with them",
        "Number",
        5,
    ]
    [indicator] = [row for row in figures if row[-1] == "sdg/indicator//all"]
    assert indicator[4] == "to be given by a tracing officer"
    overrides = book.get_sheet_by_name("Overrides").to_python()
    assert {row[3] for row in overrides[1:]} == {SEIZED.reason}
    assert book.get_sheet_by_name("Questions").to_python()[1][2] == "=cmd|x"
    assert book.get_sheet_by_name("Table 1").to_python()[-1] == ["Total", 13, 6, 19]


@pytest.mark.parametrize("language", [each for each in i18n.languages() if each != "en"])
def test_that_sources_are_told_in_the_language(national, reports, tmp_path, language):
    sources = {each.source for each in shipped_template().questions}
    pieces = {piece for source in sources for piece in source.split("; ")} - SAME
    i18n.install(language)
    try:
        national.exports.write(tmp_path / "report.xlsx", reports[1])
        national.exports.write(tmp_path / "report.json", reports[1])
        annex = national.papers.annex(PrintReport(out=tmp_path / "a.pdf", report_id=reports[1]))
    finally:
        i18n.install(i18n.SOURCE_LANGUAGE)
    book = CalamineWorkbook.from_path(str(tmp_path / "report.xlsx"))
    rows = book.get_sheet_by_index(2).to_python()[1:]
    assert len(rows) == len(shipped_template().questions)
    for told in (text_of(annex.path), *(row[3] for row in rows)):
        assert not [piece for piece in pieces if piece in told]
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {each["source"] for each in data["questions"]} <= sources


def text_of(file):
    with pypdfium2.PdfDocument(file) as pdf:
        pages = [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]
    return " ".join(" ".join(pages).split())


def test_that_the_annex_prints_every_override_with_its_reason(national, reports, tmp_path):
    done = national.papers.annex(PrintReport(out=tmp_path / "a.pdf", report_id=reports[1]))
    text = text_of(done.path)
    assert "10.5.1 How many weapons were destroyed" in text
    assert f"stated by hand, not as computed: {SEIZED.reason}" in text
    assert "Stated otherwise than computed" in text
    assert "Collected by the police" in text
    assert "Least percentage: 60 %; critical questions up to level 1. own proposal" in text
    assert "† to be given by a tracing officer" in text
    assert "Compared with the last report" in text
    assert "DRAFT" not in text
    assert done.seal is not None


def test_that_the_sheet_of_the_indicator_tells_how_it_was_computed(national, reports, tmp_path):
    file = tmp_path / "s.pdf"
    national.papers.indicator(PrintReport(out=file, report_id=reports[1]))
    assert "100 × † ÷ 9 = †" in text_of(file)
    told = Override(cell=ESTABLISHED, value=2, reason="Told by the tracing officer.")
    known = national.freeze(freeze_command(overrides=(told,)))
    national.papers.indicator(PrintReport(out=file, report_id=known.report_id))
    text = text_of(file)
    assert "100 × 2 ÷ 6 = 33.33 %" in text
    assert told.reason in text
    empty = Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    nothing = national.freeze(freeze_command(period=empty))
    national.papers.indicator(PrintReport(out=file, report_id=nothing.report_id))
    text = text_of(file)
    assert "0 arms: n/a" in text
    assert "0.00 %" not in text


def test_that_a_draft_says_that_it_is_one(national, tmp_path):
    done = national.papers.draft(PrintDraft(out=tmp_path / "d.pdf", period=YEAR, numbering="2016"))
    text = text_of(done.path)
    assert "DRAFT: not frozen, may change" in text
    assert "5.10.3" in text


def test_that_two_reports_are_printed_beside_one_another(national, reports, tmp_path):
    before, after = reports
    done = national.papers.comparison(
        PrintComparison(out=tmp_path / "c.pdf", report_id=after, before_id=before)
    )
    assert "+3" in text_of(done.path)
    with pytest.raises(BadValue, match="two different"):
        national.papers.comparison(
            PrintComparison(out=tmp_path / "c.pdf", report_id=after, before_id=after)
        )
    for missing in (9999, 0):
        with pytest.raises(NotFound):
            national.papers.annex(PrintReport(out=tmp_path / "x.pdf", report_id=missing))


def test_that_words_are_suggested_from_the_last_report_and_the_directory(national, services):
    assert national.suggestions() == {}
    national.freeze(freeze_command(answers={"agency": "The commission.", "tracing": "Act 7."}))
    office = contact_command(country=services.register.country, address="Harbour Road 7")
    services.contacts.state(office)
    services.contacts.state(contact_command())  # another country's
    assert national.suggestions() == {
        "agency": "The commission.",
        "tracing": "Act 7.",
        "contact-poa": OFFICE,
        "contact-iti": OFFICE,
    }
