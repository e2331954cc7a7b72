from __future__ import annotations

import dataclasses
import datetime as dt

import msgspec
import pytest

from stockpile_app.domain.errors import BadFile, BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.marking import Finding, Lack
from stockpile_app.domain.marking_records import (
    AdoptProfile,
    FitPart,
    RecordPart,
    RemovePart,
    StateAcquisition,
    TakeIntoStock,
)
from stockpile_app.domain.marking_vocabulary import (
    Acquisition,
    MarkingExemption,
    MarkingVerdict,
    Material,
)
from stockpile_app.domain.progress import Cancelled, NoProgress
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    MarkOccasion,
    SerialState,
    Status,
)
from stockpile_app.domain.weapons import ObserveMark, RegisterWeapon
from stockpile_app.persistence.verify import verify
from stockpile_app.reference.marking import shipped_profiles
from tests.builders import CancelAfter

TODAY = dt.date(2026, 3, 2)
PROFILES = {each.id: each for each in shipped_profiles()}


@pytest.fixture
def register(services):
    def make(serial="KM1", **fields):
        values = {
            "place_id": 1,
            "serial": serial,
            "maker": "Izhmash",
            "model": "AKM",
            "country": "SU",
            "year": 1985,
            "category": Category.ASSAULT_RIFLE,
        }
        return services.weapons.register(RegisterWeapon(**{**values, **fields})).weapon_id

    return make


def observe(services, weapon_id, component=Component.RECEIVER, **fields):
    values = {
        "occasion": MarkOccasion.MANUFACTURE,
        "text": "SU IZHMASH KM1",
        "country": "SU",
        "maker": "Izhmash",
    }
    command = ObserveMark(weapon_id=weapon_id, component=component, **{**values, **fields})
    return services.weapons.observe_mark(command)


def stated(services, weapon_id, acquisition=Acquisition.SEIZED, **fields):
    values = {"acquired_on": TODAY - dt.timedelta(days=40)}
    services.marking.state_acquisition(
        StateAcquisition(weapon_id=weapon_id, acquisition=acquisition, **{**values, **fields})
    )


# --- marks and verdicts --------------------------------------------------------------------------


def test_that_a_mark_keeps_what_it_says_and_its_size(services, register):
    weapon = register()
    observe(
        services,
        weapon,
        country="Soviet Union",
        year=1985,
        serial="KM1",
        code="arrow in triangle",
        calibre="7,62x39",
        authority="MoD",
        height=15900,
        depth=762,
    )
    (mark,) = services.weapons.marks(weapon)
    assert (mark.country, mark.year, mark.calibre) == ("SU", 1985, "7.62 x 39 mm")
    assert (mark.code, mark.authority) == ("arrow in triangle", "MoD")
    assert (mark.height, mark.depth) == (15900, 762)


@pytest.mark.parametrize(
    ("field", "value"), [("height", 0), ("depth", -1), ("height", 10**7), ("country", "Nowhere")]
)
def test_that_a_mark_that_cannot_be_is_refused(services, register, field, value):
    with pytest.raises(BadValue) as refused:
        observe(services, register(), **{field: value})
    assert refused.value.field == field


def test_that_the_profiles_in_force_say_what_is_missing(services, register):
    weapon = register()
    assert services.marking.of_weapon(weapon).verdict is MarkingVerdict.NOT_EXAMINED
    observe(services, weapon, country="", text="IZHMASH", maker="")
    said = services.marking.of_weapon(weapon)
    assert said.verdict is MarkingVerdict.INCOMPLETE
    found = {each.profile: each.missing for each in said.evaluations}
    assert found["iti-manufacture"] == (
        Finding(Component.RECEIVER, Lack.COUNTRY),
        Finding(Component.RECEIVER, Lack.SERIAL),
    )
    assert "eu" not in found
    observe(services, weapon)
    assert services.marking.of_weapon(weapon).verdict is MarkingVerdict.COMPLETE


def test_that_an_administrator_puts_a_profile_in_force(services, register):
    weapon = register()
    observe(services, weapon, height=15900, depth=762, serial="KM1", year=1985)
    command = AdoptProfile(profile=PROFILES["eu"], based_on=1, in_force=True, reason="Law 7")
    services.marking.adopt(command)
    said = {each.profile: each for each in services.marking.of_weapon(weapon).evaluations}
    assert Finding(Component.RECEIVER, Lack.HEIGHT) in said["eu"].missing
    with pytest.raises(NotAllowedNow, match="Version 2"):
        services.marking.adopt(command)
    now = next(each for each in services.marking.profiles() if each.profile.id == "eu")
    lower = msgspec.structs.replace(now.profile, height=15000)
    services.marking.adopt(
        AdoptProfile(profile=lower, based_on=2, in_force=True, reason="Older weapons")
    )
    said = {each.profile: each for each in services.marking.of_weapon(weapon).evaluations}
    assert Finding(Component.RECEIVER, Lack.HEIGHT) not in said["eu"].missing
    services.marking.adopt(
        AdoptProfile(profile=lower, based_on=3, in_force=False, reason="Law 7 is void")
    )
    said = {each.profile for each in services.marking.of_weapon(weapon).evaluations}
    assert "eu" not in said


@pytest.mark.parametrize(("in_force", "reason"), [(False, "x"), (True, " ")])
def test_that_a_change_of_a_profile_changes_something_and_says_why(services, in_force, reason):
    with pytest.raises(BadValue):
        services.marking.adopt(
            AdoptProfile(profile=PROFILES["eu"], based_on=1, in_force=in_force, reason=reason)
        )


def test_that_a_profile_goes_out_to_a_file_and_comes_back(services, tmp_path):
    file = tmp_path / "eu.yaml"
    services.marking.write_file(PROFILES["eu"], file)
    assert services.marking.read_file(file) == PROFILES["eu"]
    file.write_text(file.read_text().replace("16000", "small"))
    with pytest.raises(BadFile, match="height"):
        services.marking.read_file(file)


def test_that_statistics_count_every_weapon_once(services, register):
    for at in range(3):
        register(f"A{at}")
    register(None, serial_state=SerialState.ILLEGIBLE)
    register(None, serial_state=SerialState.REMOVED, model="PM")
    whole = register("KM1")
    observe(services, whole)
    observe(services, register("B1"), altered=True)
    rows = {each.model: each for each in services.marking.statistics()}
    assert rows["AKM"].weapons == 6
    assert {each: rows["AKM"].count(each) for each in MarkingVerdict} == {
        MarkingVerdict.COMPLETE: 1,
        MarkingVerdict.INCOMPLETE: 0,
        MarkingVerdict.UNMARKED: 1,
        MarkingVerdict.ALTERED: 1,
        MarkingVerdict.NOT_EXAMINED: 3,
    }
    assert rows["PM"].count(MarkingVerdict.ALTERED) == 1
    assert services.marking.weapons_with([MarkingVerdict.COMPLETE]) == [whole]


def test_that_statistics_can_be_stopped(services, register, monkeypatch):
    from stockpile_app.services import marking  # noqa: PLC0415

    monkeypatch.setattr(marking, "_EVERY", 1)
    observe(services, register())
    with pytest.raises(Cancelled):
        services.marking.statistics(progress=CancelAfter(0))


# --- how weapons came ----------------------------------------------------------------------------


def test_that_what_was_seized_waits_in_the_queue_with_its_age(services, register):
    one, other = register("A1"), register("A2")
    stated(services, one)
    stated(services, other, Acquisition.FOUND, acquired_on=TODAY - dt.timedelta(days=400))
    stated(services, register("A3"), Acquisition.IMPORT)
    queue = services.marking.queue()
    assert [(each.weapon.id, each.days, each.marked) for each in queue] == [
        (other, 400, False),
        (one, 40, False),
    ]
    assert services.desk.weapon(one).status is Status.SEIZED


def test_that_a_seized_weapon_is_taken_into_stock_once_it_is_marked(services, register):
    weapon = register("KM1")
    stated(services, weapon)
    take = TakeIntoStock(weapon_ids=(weapon,), occurred_on=TODAY, authority="High Court")
    with pytest.raises(NotAllowedNow, match=r"Missing: Frame or receiver: no mark"):
        services.marking.take_into_stock(take)
    observe(
        services, weapon, occasion=MarkOccasion.FOUND, country="KE", text="KE 26 KM1", year=2026
    )
    assert services.marking.queue()[0].marked
    with pytest.raises(BadValue):
        services.marking.take_into_stock(dataclasses.replace(take, authority=""))
    services.marking.take_into_stock(take)
    assert services.desk.weapon(weapon).status is Status.IN_STORE
    assert services.marking.queue() == []
    with pytest.raises(NotAllowedNow, match="not held as seized"):
        services.marking.take_into_stock(take)


def test_that_an_exempt_import_is_complete_and_another_is_not(services, register):
    one, other = register("A1"), register("A2")
    for weapon, exemption in ((one, MarkingExemption.MUSEUM), (other, None)):
        stated(services, weapon, Acquisition.IMPORT, exemption=exemption)
        said = {each.profile: each for each in services.marking.of_weapon(weapon).evaluations}
        assert (said["iti-import"].verdict is MarkingVerdict.COMPLETE) is (exemption is not None)


# --- parts ---------------------------------------------------------------------------------------


def part_of(services, weapon, component=Component.BARREL, material=Material.STEEL):
    return services.marking.record_part(
        RecordPart(weapon_id=weapon, component=component, material=material, occurred_on=TODAY)
    ).id


def remove(services, part):
    services.marking.remove_part(RemovePart(part_id=part, place_id=1, occurred_on=TODAY))


def fit(services, part, weapon):
    services.marking.fit_part(FitPart(part_id=part, weapon_id=weapon, occurred_on=TODAY))


def test_that_a_part_takes_its_mark_and_its_history_to_another_weapon(services, register):
    one, other = register("A1"), register("A2")
    observe(services, one, Component.BARREL, text="BARREL 77")
    observe(services, one, text="RECEIVER 1")
    part = part_of(services, one)
    remove(services, part)
    assert [each.text for each in services.weapons.marks(one)] == ["RECEIVER 1"]
    assert [each.id for each in services.marking.loose_parts()] == [part]
    fit(services, part, other)
    assert [each.text for each in services.weapons.marks(other)] == ["BARREL 77"]
    assert (services.desk.weapon(one).marks, services.desk.weapon(other).marks) == (1, 1)
    (shown,) = services.marking.of_weapon(other).parts
    assert (shown.id, shown.weapon_id) == (part, other)
    kinds = [each.kind for each in services.weapons.history(other)]
    assert kinds[-1] == "part-fitted"
    assert [each.kind for each in services.weapons.history(one)][-2:] == [
        "part-recorded",
        "part-removed",
    ]
    # the history of the part itself goes with it: its mark on the first weapon is in it
    history = [each.kind for each in services.marking.part_history(part)]
    assert history == ["part-recorded", "part-removed", "part-fitted"]
    # a mark that is put on now is on the part, too
    observe(services, other, Component.BARREL, text="PROOF")
    remove(services, part)
    assert services.weapons.marks(other) == []
    assert verify(services.desk.store, NoProgress()).ok


def test_that_the_receiver_is_the_weapon(services, register):
    part = part_of(services, register(), Component.RECEIVER, Material.POLYMER)
    with pytest.raises(NotAllowedNow, match="is the weapon"):
        remove(services, part)


def test_that_a_weapon_has_one_part_of_a_kind(services, register):
    one, other = register("A1"), register("A2")
    first, second = part_of(services, one), part_of(services, other)
    with pytest.raises(NotAllowedNow, match="such a part already"):
        part_of(services, one)
    remove(services, second)
    with pytest.raises(NotAllowedNow, match="such a part already"):
        fit(services, second, one)
    with pytest.raises(NotAllowedNow, match="Take it off first"):
        fit(services, first, other)
    with pytest.raises(NotAllowedNow, match="on no weapon"):
        remove(services, second)
    with pytest.raises(NotFound):
        remove(services, 99)
