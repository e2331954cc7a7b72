"""Every profile at its boundaries."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.marking import (
    Finding,
    Lack,
    Marked,
    applies,
    evaluate,
    parse_profile,
)
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkingExemption, MarkingVerdict
from stockpile_app.domain.records import MarkRecord
from stockpile_app.domain.scripts import alphabets_of, numerals_of
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    SerialState,
)
from stockpile_app.reference.countries import was_country
from stockpile_app.reference.marking import countries, shipped_profiles

TODAY = dt.date(2026, 3, 2)
PROFILES = {each.id: each for each in shipped_profiles()}
COMPLETE, INCOMPLETE = MarkingVerdict.COMPLETE, MarkingVerdict.INCOMPLETE
RECEIVER = Component.RECEIVER


def weapon(**fields):
    values = {
        "serial": "KM1234",
        "serial_state": SerialState.RECORDED,
        "maker": "Izhmash",
        "model": "AKM",
        "calibre": "7.62 x 39 mm",
        "country": "SU",
        "year": 1985,
        "category": Category.ASSAULT_RIFLE,
    }
    return Marked(**{**values, **fields})


def mark(component=RECEIVER, occasion=MarkOccasion.MANUFACTURE, text="x", **fields):
    values = {
        "seq": 1,
        "position": "",
        "method": MarkMethod.UNKNOWN,
        "met": (),
        "not_met": (),
        "altered": False,
        "observed_on": TODAY,
    }
    return MarkRecord(component=component, occasion=occasion, text=text, **{**values, **fields})


def full(component=RECEIVER, occasion=MarkOccasion.MANUFACTURE, **fields):
    values = {
        "maker": "Izhmash",
        "country": "SU",
        "serial": "KM1234",
        "year": 1985,
        "model": "AKM",
        "calibre": "7.62 x 39 mm",
        "authority": "MoD",
        "height": 20000,
        "depth": 1000,
    }
    return mark(component, occasion, **{**values, **fields})


def measured(profile, marks, **fields):
    return evaluate(PROFILES[profile], weapon(**fields), marks, countries(TODAY))


def lacks(evaluation):
    return {each.lack for each in evaluation.missing}


def warned(evaluation):
    return {each.lack for each in evaluation.warnings}


PARTS = (Component.RECEIVER, Component.BARREL, Component.BOLT, Component.SLIDE)


def test_that_every_profile_of_the_field_is_shipped_with_its_source():
    assert {
        "iti-manufacture",
        "iti-import",
        "iti-state-stock",
        "iti-transfer",
        "found",
        "mosaic-05-30",
        "un-protocol",
        "eu",
        "us-478-92",
        "sadc",
        "ecowas",
    } <= set(PROFILES)
    assert all(each.source and each.clause for each in PROFILES.values())


@pytest.mark.parametrize("profile", PROFILES)
def test_that_full_marks_on_every_part_are_complete(profile):
    occasion = PROFILES[profile].occasions[0]
    now = PROFILES[profile].country_of == "now"
    said = {"country": "KE", "year": 2026} if now else {}
    marks = [full(each, occasion, **said) for each in PARTS]
    found = measured(profile, marks)
    assert (found.verdict, found.missing, found.warnings) == (COMPLETE, (), ())


@pytest.mark.parametrize("profile", PROFILES)
def test_that_each_demand_of_each_profile_is_missed_when_it_is_not_met(profile):
    """Take one thing after the other out of otherwise full marks of the primary part."""
    wanted = PROFILES[profile]
    occasion = wanted.occasions[0]
    for alternative in wanted.content:
        for name in alternative:
            others = {each for one in wanted.content if name not in one for each in one}
            if name == "text" or others:
                continue  # another set does without it; tested by itself
            nothing = None if name == "year" else ""
            fields = {name: nothing}
            if wanted.country_of == "now" and name != "country":
                fields["country"] = "KE"
            marks = [full(each, occasion, **fields) for each in PARTS]
            bare = {each: None if each == "year" else "" for each in (name,)}
            registered = {**bare, **({"serial": None} if name == "serial" else {})}
            found = measured(
                profile, marks, **{k: v for k, v in registered.items() if k in ALLOWED}
            )
            assert found.verdict is INCOMPLETE, (profile, name)
            assert Lack(name) in lacks(found), (profile, name)


ALLOWED = {"serial", "maker", "model", "calibre", "country", "year"}


# --- the boundary cases of the issue -------------------------------------------------------------


@pytest.mark.parametrize(
    ("height", "us", "eu"),
    [
        (15874, False, False),
        (15875, True, False),  # 1/16 inch
        (15900, True, False),  # 1.59 mm
        (15999, True, False),
        (16000, True, True),
    ],
)
def test_that_a_height_of_1_59_mm_passes_the_us_and_fails_the_eu(height, us, eu):
    marks = [full(each, height=height) for each in PARTS]
    for profile, passes in (("us-478-92", us), ("eu", eu)):
        found = measured(profile, marks)
        assert (found.verdict is COMPLETE) is passes
        assert (Lack.HEIGHT in lacks(found)) is not passes


@pytest.mark.parametrize(("depth", "passes"), [(761, False), (762, True), (763, True)])
def test_that_a_depth_of_0_0762_mm_is_deep_enough(depth, passes):
    marks = [full(each, depth=depth) for each in PARTS]
    for profile in ("us-478-92", "eu"):
        found = measured(profile, marks)
        assert (Lack.DEPTH in lacks(found)) is not passes


@pytest.mark.parametrize("profile", ["us-478-92", "eu"])
def test_that_what_was_not_measured_is_a_warning(profile):
    found = measured(profile, [full(each, height=None, depth=None) for each in PARTS])
    assert found.verdict is COMPLETE
    assert {Lack.HEIGHT_UNKNOWN, Lack.DEPTH_UNKNOWN} <= warned(found)


def test_that_a_symbol_with_a_country_that_can_be_told_is_a_complete_iti_mark():
    plain = {"serial": "", "maker": "", "country": "", "model": "", "calibre": "", "year": None}
    known = measured("iti-manufacture", [full(code="Arrow in  triangle", **plain)], country="")
    assert known.verdict is COMPLETE
    written = {**plain, "country": "SU"}
    told = measured("iti-manufacture", [full(code="K-12", **written)], country="")
    assert told.verdict is COMPLETE
    unknown = measured("iti-manufacture", [full(code="K-12", **plain)], country="")
    assert unknown.verdict is INCOMPLETE
    assert lacks(unknown) == {Lack.COUNTRY}


def test_that_a_missing_year_of_import_is_a_warning_and_a_missing_country_is_not():
    imported = {"acquisition": Acquisition.IMPORT}
    without_year = full(occasion=MarkOccasion.IMPORT, country="KE", year=None)
    found = measured("iti-import", [without_year], **imported)
    assert found.verdict is COMPLETE
    assert warned(found) == {Lack.YEAR}
    without_country = full(occasion=MarkOccasion.IMPORT, country="", year=2026)
    found = measured("iti-import", [without_country], **imported)
    assert found.verdict is INCOMPLETE
    assert found.missing == (Finding(RECEIVER, Lack.COUNTRY),)


@pytest.mark.parametrize(
    ("year", "is_so"), [(1985, True), (1992, True), (1993, False), (2026, False), (None, True)]
)
def test_that_a_weapon_of_1985_may_carry_su(year, is_so):
    found = measured("iti-manufacture", [full(country="SU")], year=year)
    assert (found.verdict is COMPLETE) is is_so
    assert (Lack.NO_COUNTRY in lacks(found)) is not is_so


@pytest.mark.parametrize(("country", "is_so"), [("SU", False), ("KE", True), ("DD", False)])
def test_that_an_import_of_this_year_may_not_carry_su(country, is_so):
    for year in (2026, None):
        found = measured(
            "iti-import",
            [full(occasion=MarkOccasion.IMPORT, country=country, year=year)],
            acquisition=Acquisition.IMPORT,
        )
        assert (found.verdict is COMPLETE) is is_so


def test_that_an_import_of_1985_may_carry_su():
    found = measured("iti-import", [full(occasion=MarkOccasion.IMPORT, country="SU", year=1985)])
    assert found.verdict is COMPLETE


@pytest.mark.parametrize(
    ("code", "year", "is_so"),
    [("YU", 1990, True), ("CS", 1993, True), ("CS", 1994, False), ("XX", None, False)],
)
def test_that_withdrawn_countries_are_countries_of_their_time(code, year, is_so):
    assert was_country(code, year) is is_so


@pytest.mark.parametrize("exemption", MarkingExemption)
def test_that_an_exempt_import_needs_no_mark(exemption):
    found = measured("iti-import", [], acquisition=Acquisition.IMPORT, exemption=exemption)
    assert (found.verdict, found.exemption) == (COMPLETE, exemption)


# --- verdicts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "state", "verdict"),
    [
        ([], SerialState.RECORDED, MarkingVerdict.NOT_EXAMINED),
        ([], SerialState.NOT_RECORDED, MarkingVerdict.UNMARKED),
        ([], SerialState.ILLEGIBLE, MarkingVerdict.UNMARKED),
        ([], SerialState.REMOVED, MarkingVerdict.ALTERED),
        ([full()], SerialState.REMOVED, MarkingVerdict.ALTERED),
        ([full(altered=True)], SerialState.RECORDED, MarkingVerdict.ALTERED),
        ([full(occasion=MarkOccasion.PROOF)], SerialState.RECORDED, INCOMPLETE),
        ([full()], SerialState.RECORDED, COMPLETE),
    ],
)
def test_that_a_weapon_is_complete_incomplete_unmarked_or_altered(marks, state, verdict):
    assert measured("iti-manufacture", marks, serial_state=state).verdict is verdict


def test_that_it_is_said_exactly_what_is_missing():
    found = measured("eu", [full(height=15900), full(Component.BARREL, serial="", text="")])
    assert set(found.missing) == {
        Finding(RECEIVER, Lack.HEIGHT),
        Finding(Component.BARREL, Lack.SERIAL),
        Finding(Component.BOLT, Lack.MARK),
    }


def test_that_a_slide_is_asked_of_pistols_alone():
    marks = [full(), full(Component.BARREL)]
    assert measured("sadc", marks).verdict is COMPLETE
    found = measured("sadc", marks, category=Category.PISTOL)
    assert found.missing == (Finding(Component.SLIDE, Lack.MARK),)


def test_that_a_cylinder_does_for_a_slide_in_the_eu():
    marks = [full(), full(Component.BARREL), full(Component.CYLINDER)]
    assert measured("eu", marks, category=Category.PISTOL).verdict is COMPLETE


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("ИЖ 47", True), ("Λ 1", True), ("FN 7", True), ("سلاح", False), ("٣", False)],
)
def test_that_the_eu_allows_three_alphabets_and_arabic_or_roman_numerals(text, is_so):
    marks = [full(each, text=text) for each in PARTS]
    assert (measured("eu", marks).verdict is COMPLETE) is is_so


def test_that_a_quality_that_is_not_met_is_a_warning():
    found = measured("iti-manufacture", [full(not_met=(MarkQuality.READABLE,))])
    assert found.verdict is COMPLETE
    assert Lack.QUALITY in warned(found)


def test_that_the_text_of_a_mark_says_what_is_registered():
    found = measured("mosaic-05-30", [mark(text="SU Izhmash 1985 AKM KM-1234 7.62x39")])
    assert found.verdict is COMPLETE


@pytest.mark.parametrize(
    ("profile", "fields", "is_so"),
    [
        ("iti-manufacture", {}, True),
        ("iti-import", {}, False),
        ("iti-import", {"acquisition": Acquisition.IMPORT}, True),
        ("found", {"acquisition": Acquisition.IMPORT}, False),
        ("found", {"acquisition": Acquisition.SURRENDERED}, True),
        ("iti-transfer", {}, False),
        ("iti-transfer", {"is_transferred": True}, True),
        ("deactivation", {"is_deactivated": True}, True),
    ],
)
def test_that_a_profile_measures_the_weapons_it_is_about(profile, fields, is_so):
    assert applies(PROFILES[profile], weapon(**fields)) is is_so


# --- data ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"height": 0},
        {"content": []},
        {"occasions": ["birthday"]},
        {"parts": []},
        {"parts": [{"any_of": ["receiver"], "required": False}]},
        {"also": ["price"]},
        {"sure": "certain"},
        {"measures": "some"},
        {"more": 1},
    ],
)
def test_that_a_profile_that_cannot_be_used_is_refused(fields):
    data = msgspec.to_builtins(PROFILES["eu"])
    assert parse_profile(data) == PROFILES["eu"]
    with pytest.raises(BadValue):
        parse_profile({**data, **fields})


@given(
    profile=st.sampled_from(sorted(PROFILES)),
    marks=st.lists(
        st.builds(
            full,
            st.sampled_from(list(Component)),
            st.sampled_from(list(MarkOccasion)),
            height=st.none() | st.integers(1, 30000),
            depth=st.none() | st.integers(1, 3000),
            serial=st.sampled_from(["", "KM1234"]),
            country=st.sampled_from(["", "SU", "KE"]),
            altered=st.booleans(),
        ),
        max_size=4,
    ),
)
def test_that_a_further_mark_never_takes_something_away(profile, marks):
    """A sound mark more can only make a weapon more complete."""
    before = measured(profile, marks)
    occasion = PROFILES[profile].occasions[0]
    now = PROFILES[profile].country_of == "now"
    said = {"country": "KE", "year": 2026} if now else {}
    more = [full(each, occasion, **said) for each in PARTS]
    after = measured(profile, [*more, *marks])
    if before.verdict is COMPLETE:
        assert after.verdict is COMPLETE
    assert (before.verdict is INCOMPLETE) >= bool(before.missing and before.verdict is COMPLETE)


def test_that_alphabets_and_numerals_are_told():
    assert alphabets_of("Aж λ7-º") == {"latin", "cyrillic", "greek"}
    assert numerals_of("7 ٣ XIV") == {"arabic", "other"}
