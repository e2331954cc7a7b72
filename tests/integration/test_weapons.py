from __future__ import annotations

import datetime as dt
import json

import pytest

from stockpile_app.domain.errors import (
    BadValue,
    Duplicate,
    NotAllowedNow,
    NotFound,
    RegisterDamaged,
    SecondPersonNeeded,
    StockpileError,
)
from stockpile_app.domain.facts import RegistrationWithdrawn
from stockpile_app.domain.records import WeaponOrder, WeaponQuery
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    MarkOccasion,
    MarkQuality,
    SerialState,
    Status,
)
from stockpile_app.domain.weapons import (
    AddPhotograph,
    CorrectIdentity,
    DescribeWeapon,
    ObserveMark,
    RegisterWeapon,
)
from tests.builders import BRIAN, number

JPEG = b"\xff\xd8\xff" + b"picture"
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def register(services, serial="A1", **fields):
    return services.weapons.register(RegisterWeapon(place_id=1, serial=serial, **fields)).weapon_id


def head(services):
    return services.ledgers.entries(limit=1)[0].seq


def refused(services, act, kind=StockpileError):
    before = head(services)
    with pytest.raises(kind) as caught:
        act()
    assert head(services) == before
    return caught.value


def test_that_a_weapon_is_registered_with_all_that_is_known(services):
    weapon_id = register(
        services,
        " AB-123 ",
        maker="  Colt   Mfg ",
        model="M16A1",
        calibre="5.56x45",
        country="usa",
        year=1967,
        category=Category.ASSAULT_RIFLE,
        condition=Condition.SERVICEABLE,
        received_on=dt.date(2026, 1, 2),
        source="Ministry",
        reference="PB 1",
        notes="one\ntwo",
    )
    weapon = services.weapons.load([weapon_id])[weapon_id]
    assert (weapon.number, weapon.serial, weapon.maker) == (number(1), "AB-123", "Colt Mfg")
    assert (weapon.country, weapon.year, weapon.received_on) == ("US", 1967, dt.date(2026, 1, 2))
    assert (weapon.status, weapon.place, weapon.notes) == (
        Status.IN_STORE,
        "Main depot",
        "one\ntwo",
    )
    assert services.ledgers.verify().ok


def test_that_numbers_follow_each_other(services):
    ids = [register(services, f"A{each}") for each in range(3)]
    assert [services.weapons.load(ids)[each].number for each in ids] == [
        number(n) for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"serial": "N/A"}, "serial"),
        ({"serial": ""}, "serial"),
        ({"serial": None}, "serial"),
        ({"serial": "9" * 65}, "serial"),
        ({"maker": "x" * 121}, "maker"),
        ({"notes": "x" * 2001}, "notes"),
        ({"country": "Atlantis"}, "country"),
        ({"year": 2027}, "year"),
        ({"year": 12}, "year"),
        ({"received_on": dt.date(2026, 3, 4)}, "received_on"),
    ],
)
def test_that_a_value_that_cannot_be_is_refused_by_its_field(services, fields, field):
    error = refused(services, lambda: register(services, **fields), BadValue)
    assert error.field == field


def test_that_a_weapon_needs_an_open_place(services):
    command = RegisterWeapon(place_id=99, serial="A1")
    refused(services, lambda: services.weapons.register(command), NotFound)


def test_that_the_same_weapon_is_registered_once(services):
    register(services, "AB 12", maker="Colt", model="M16A1")
    error = refused(services, lambda: register(services, "ab-12", maker="COLT"), Duplicate)
    assert error.numbers == (number(1),)
    register(services, "AB12", maker="Colt", model="M16A2")
    register(services, "AB12", maker="FN", model="M16A1")
    refused(services, lambda: register(services, "AB12"), Duplicate)


def test_that_weapons_without_a_serial_are_never_the_same(services):
    for _ in range(3):
        register(services, None, serial_state=SerialState.ILLEGIBLE)
    weapons = services.weapons.load(services.weapons.snapshot(WeaponQuery()))
    assert [each.serial for each in weapons.values()] == [None] * 3
    assert services.ledgers.verify().ok


# --- describing and correcting -------------------------------------------------------------------


def test_that_describing_leaves_the_identity_alone(services):
    weapon_id = register(services, maker="Colt", category=Category.RIFLE)
    services.weapons.describe(
        DescribeWeapon(weapon_id=weapon_id, condition=Condition.INCOMPLETE, notes="no bolt")
    )
    weapon = services.weapons.load([weapon_id])[weapon_id]
    assert (weapon.maker, weapon.serial) == ("Colt", "A1")
    assert (weapon.category, weapon.condition, weapon.notes) == (
        None,
        Condition.INCOMPLETE,
        "no bolt",
    )


def correct(services, weapon_id, second=BRIAN, reason="misread", **fields):
    values = {"serial": "A1", **fields}
    command = CorrectIdentity(weapon_id=weapon_id, reason=reason, **values)
    return services.weapons.correct(command, second)


def test_that_a_correction_names_what_it_corrects_and_who_approved(services):
    weapon_id = register(services, "A1", maker="Colt")
    first = services.weapons.history(weapon_id)[0]
    correct(services, weapon_id, serial="B2", maker="FN")
    correct(services, weapon_id, serial="B3", maker="FN")
    history = services.weapons.history(weapon_id)
    assert [each.kind for each in history] == [
        "weapon-registered",
        "identity-corrected",
        "identity-corrected",
    ]
    assert [json.loads(each.body).get("corrects") for each in history[1:]] == [
        first.seq,
        history[1].seq,
    ]
    assert [each.approved_by for each in history] == [None, "brian", "brian"]
    assert services.weapons.load([weapon_id])[weapon_id].serial == "B3"
    assert services.weapons.find("A1").total == 0
    assert services.weapons.find("B3").total == 1
    assert services.ledgers.verify().ok


def test_that_a_correction_follows_the_order_of_entries_even_when_the_clock_goes_back(
    services, clock
):
    weapon_id = register(services, "A1")
    clock.advance(days=3)
    correct(services, weapon_id, serial="B2")
    clock.advance(days=-2)
    correct(services, weapon_id, serial="B3")
    history = services.weapons.history(weapon_id)
    assert [each.seq for each in history] == sorted(each.seq for each in history)
    assert json.loads(history[2].body)["corrects"] == history[1].seq


def test_that_a_correction_can_take_the_serial_away_and_give_it_back(services):
    weapon_id = register(services, "A1")
    correct(services, weapon_id, serial=None, serial_state=SerialState.REMOVED)
    assert services.weapons.find("A1").total == 0
    assert services.ledgers.verify().ok
    correct(services, weapon_id, serial="A1")
    assert services.weapons.find("A1").total == 1
    assert services.ledgers.verify().ok


def test_that_a_correction_needs_a_reason_a_second_person_and_a_free_identity(services):
    weapon_id = register(services, "A1")
    register(services, "A2")
    refused(services, lambda: correct(services, weapon_id, reason=" "), BadValue)
    refused(services, lambda: correct(services, weapon_id, None), SecondPersonNeeded)
    refused(services, lambda: correct(services, weapon_id, serial="A2"), Duplicate)
    refused(services, lambda: correct(services, weapon_id, serial="NA"), BadValue)


# --- marks and photographs -----------------------------------------------------------------------


def test_that_marks_are_kept_with_what_was_judged(services):
    weapon_id = register(services)
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapon_id,
            component=Component.RECEIVER,
            occasion=MarkOccasion.IMPORT,
            text=" KE 2026 ",
            met=(MarkQuality.READABLE,),
            not_met=(MarkQuality.DURABLE,),
            altered=True,
        )
    )
    [mark] = services.weapons.marks(weapon_id)
    assert (mark.text, mark.met, mark.not_met) == (
        "KE 2026",
        (MarkQuality.READABLE,),
        (MarkQuality.DURABLE,),
    )
    assert mark.altered
    assert mark.observed_on == dt.date(2026, 3, 2)
    assert services.weapons.load([weapon_id])[weapon_id].marks == 1


def test_that_a_mark_has_a_text(services):
    weapon_id = register(services)
    for text in ("", " ", "x" * 201):
        command = ObserveMark(
            weapon_id=weapon_id,
            component=Component.BARREL,
            occasion=MarkOccasion.PROOF,
            text=text,
        )
        refused(services, lambda each=command: services.weapons.observe_mark(each), BadValue)


def photograph(services, weapon_id, content=JPEG):
    return services.weapons.add_photograph(AddPhotograph(weapon_id=weapon_id, content=content))


def test_that_a_photograph_comes_back_as_it_was(services):
    weapon_id = register(services)
    photograph(services, weapon_id, JPEG)
    photograph(services, weapon_id, PNG)
    kept = services.weapons.photographs(weapon_id)
    assert [services.weapons.picture(each.sha256) for each in kept] == [JPEG, PNG]
    assert [each.media_type for each in kept] == ["image/jpeg", "image/png"]
    assert services.weapons.load([weapon_id])[weapon_id].photographs == 2


def test_that_one_photograph_may_show_two_weapons_but_is_kept_once(services):
    first, second = register(services, "A1"), register(services, "A2")
    photograph(services, first)
    photograph(services, second)
    refused(services, lambda: photograph(services, first), BadValue)
    assert len(list(services.desk.store.media.digests())) == 1


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", JPEG + bytes(20 * 1024 * 1024)])
def test_that_only_pictures_of_a_sensible_size_are_kept(services, content):
    weapon_id = register(services)
    refused(services, lambda: photograph(services, weapon_id, content), BadValue)
    assert not list(services.desk.store.media.digests())


def test_that_a_picture_that_is_missing_is_damage(services):
    with pytest.raises(RegisterDamaged):
        services.weapons.picture("0" * 64)


# --- final states --------------------------------------------------------------------------------


def test_that_nothing_more_is_recorded_of_a_withdrawn_weapon(services):
    weapon_id = register(services)
    with services.desk.store.write() as uow:
        uow.record(RegistrationWithdrawn(number=number(1), corrects=1, reason="x"))
        uow.commit()
    mark = ObserveMark(
        weapon_id=weapon_id, component=Component.BARREL, occasion=MarkOccasion.PROOF, text="x"
    )
    for act in (
        lambda: services.weapons.describe(DescribeWeapon(weapon_id=weapon_id)),
        lambda: correct(services, weapon_id),
        lambda: services.weapons.observe_mark(mark),
        lambda: photograph(services, weapon_id),
    ):
        assert "withdrawn" in str(refused(services, act, NotAllowedNow))
    assert services.weapons.find("A1").total == 0
    assert not services.weapons.snapshot(WeaponQuery())
    assert list(services.weapons.snapshot(WeaponQuery(withdrawn=True))) == [weapon_id]
    register(services, "A1")


def test_that_an_unknown_weapon_is_not_found(services):
    refused(services, lambda: services.weapons.describe(DescribeWeapon(weapon_id=77)), NotFound)
    assert services.weapons.load([77]) == {}


# --- finding -------------------------------------------------------------------------------------


@pytest.fixture
def stock(services):
    for serial in ("A1009", "B2O58", "82058", "L873902", "АВС7", "x_y%z", "9228066*", "77"):
        register(services, serial, maker="Colt", model="M16A1" if serial != "77" else "AK-47")
    register(services, None, serial_state=SerialState.NOT_RECORDED, category=Category.PISTOL)
    return services


@pytest.mark.parametrize(
    ("wanted", "direct", "alike"),
    [
        ("A1009", ["A1009"], []),
        ("a10-09", ["A1009"], []),
        ("8739", ["L873902"], []),
        ("9228066*", ["9228066*"], []),
        ("7", ["L873902", "АВС7", "77"], []),
        ("B2058", [], ["B2O58", "82058"]),
        ("ABC7", [], ["АВС7"]),
        ("AIOO9", [], ["A1009"]),
        ("y%z", ["x_y%z"], []),
        ("_", ["x_y%z"], []),
        ("nothing", [], []),
        ("", [], []),
        ('"', [], []),
        ("' OR 1=1", [], []),
        ("A*", [], []),
    ],
)
def test_that_weapons_are_found_by_any_part_and_look_alikes(stock, wanted, direct, alike):
    result = stock.weapons.find(wanted)
    assert sorted(each.serial for each in result.weapons) == sorted(direct)
    assert [each.serial for each in result.look_alikes] == alike
    assert result.total == len(direct) + len(alike)


def test_that_a_scanned_number_finds_its_weapon_first(stock):
    code = number(4).replace("-", "")
    for text in (code, code.lower(), number(4), f" {number(4)}\n"):
        assert stock.weapons.find(text).weapons[0].serial == "L873902"
        assert stock.weapons.by_number(text).serial == "L873902"
    for text in (number(99), "KE01" + "9" * 30 + "A", "L873902", ""):
        with pytest.raises(NotFound):
            stock.weapons.by_number(text)
        stock.weapons.find(text)


def test_that_a_search_says_how_many_there_are_beyond_its_limit(services):
    for each in range(12):
        register(services, f"SER{each:04d}")
    result = services.weapons.find("SER", limit=5)
    assert (len(result.weapons), result.total) == (5, 12)


@pytest.mark.parametrize("order", WeaponOrder)
@pytest.mark.parametrize("descending", [False, True])
def test_that_every_order_lists_every_weapon_once(stock, order, descending):
    listed = stock.weapons.snapshot(WeaponQuery(order=order, descending=descending))
    assert sorted(listed) == list(range(1, 10))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (WeaponQuery(text="8739"), 1),
        (WeaponQuery(place=1), 9),
        (WeaponQuery(categories=(Category.PISTOL,)), 1),
        (WeaponQuery(statuses=(Status.WITHDRAWN,)), 0),
        (WeaponQuery(conditions=(Condition.SERVICEABLE,)), 0),
        (WeaponQuery(model="m16"), 7),
        (WeaponQuery(model="%"), 0),
        (WeaponQuery(maker="colt", model="ak"), 1),
        (WeaponQuery(serial_state=SerialState.NOT_RECORDED), 1),
        (WeaponQuery(batch=3), 0),
        (WeaponQuery(calibre="9 x 19 mm"), 0),
    ],
)
def test_that_filters_let_through_what_they_say(stock, query, count):
    assert len(stock.weapons.snapshot(query)) == count


def test_that_holdings_add_up(stock):
    assert sum(each.weapons for each in stock.weapons.holdings()) == 9
    assert stock.weapons.known("model") == ["AK-47", "M16A1"]
