"""Requests in: two misread characters, and the right weapon is first of all that there are."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockpile_app.domain import facts as f
from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.tracing_vocabulary import Agreement, HitReason, TraceEventKind
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.domain.weapons import ObserveMark
from stockpile_app.persistence import trace_search
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, copy_register, number
from tests.builders_tracing import open_command, receive_command, register_weapon

MODELS = (
    ("Norinco", "Type 56", "7.62 x 39 mm", "CN"),
    ("Izhmash", "AKM", "7.62 x 39 mm", "RU"),
    ("FN", "FAL", "7.62 x 51 mm", "BE"),
    ("Colt", "M16A1", "5.56 x 45 mm", "US"),
    ("Beretta", "92F", "9 x 19 mm", "IT"),
)
LETTERS = "ABCDEFGHJKLMNPRSTUVWX"


def made_up(chance, count):
    """Serials as makers write them, none twice."""
    shapes = (
        lambda: "".join(chance.choices(LETTERS + "0123456789", k=9)),
        lambda: "".join(chance.choices(LETTERS, k=3)) + f"{chance.randrange(10**6):06d}",
        lambda: chance.choice(LETTERS) + f"-{chance.randrange(10**9):09d}",
        lambda: f"{chance.randrange(10**10):010d}",
    )
    found = {}
    while len(found) < count:
        found[chance.choice(shapes)()] = None
    return list(found)


def big_register(template, folder, count):
    """A register with that many weapons of five models, a tracing officer at it."""
    chance = random.Random(count)
    serials = made_up(chance, count)
    store = open_store(copy_register(template, folder), "brian", PASSWORD, FakeClock())
    with store.write() as uow:
        uow.record_all(
            f.WeaponRegistered(
                number=number(at),
                place=1,
                serial=serial,
                maker=maker,
                model=model,
                calibre=calibre,
                country=country,
            )
            for at, serial in enumerate(serials, start=1)
            for maker, model, calibre, country in (MODELS[at % len(MODELS)],)
        )
        uow.commit()
    store.close()
    return Services(Desk(open_store(folder, "farah", PASSWORD, FakeClock()))), serials


@pytest.fixture(scope="module")
def some(template, tmp_path_factory):
    services, serials = big_register(template, tmp_path_factory.mktemp("some") / "r", 5_000)
    yield services, serials
    services.close()


@pytest.fixture(scope="module")
def many(template, tmp_path_factory):
    services, serials = big_register(template, tmp_path_factory.mktemp("many") / "r", 100_000)
    yield services, serials
    services.close()


def with_two_wrong(draw, serial):
    places = [at for at, each in enumerate(serial) if each.isalnum()]
    read = list(serial)
    for at in draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True)):
        same = "0123456789" if read[at].isdigit() else LETTERS
        read[at] = draw(st.sampled_from([each for each in same if each != read[at]]))
    return "".join(read)


def with_neighbours_swapped(draw, serial):
    pairs = [
        at
        for at in range(len(serial) - 1)
        if serial[at : at + 2].isalnum() and serial[at] != serial[at + 1]
    ]
    at = draw(st.sampled_from(pairs))
    return serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]


def with_one_missing(draw, serial):
    at = draw(st.sampled_from([at for at, each in enumerate(serial) if each.isalnum()]))
    return serial[:at] + serial[at + 1 :]


MISREADINGS = st.sampled_from([with_two_wrong, with_neighbours_swapped, with_one_missing])


def check_first(services, serials, data):
    at = data.draw(st.integers(0, len(serials) - 1))
    asked = data.draw(MISREADINGS)(data.draw, serials[at])
    maker, model, calibre, _ = MODELS[(at + 1) % len(MODELS)]
    found = services.tracing.search.look(
        Description(serial=asked, maker=maker, model=model, calibre=calibre)
    )
    assert found.hits[0].weapon.serial == serials[at]
    return found


@settings(max_examples=60)
@given(data=st.data())
def test_that_a_misread_serial_finds_its_weapon_first_among_thousands(some, data):
    check_first(*some, data)


@settings(max_examples=25)
@given(data=st.data())
def test_that_a_misread_serial_finds_its_weapon_first_among_a_hundred_thousand(many, data):
    check_first(*many, data)


def test_that_the_serial_alone_is_enough_where_serials_are_not_dense(many):
    services, serials = many
    chance = random.Random(1)
    for serial in chance.sample([each for each in serials if len(each) > 9], 10):
        read = list(serial)
        read[-2], read[-4] = ("7" if read[-2] != "7" else "3"), ("4" if read[-4] != "4" else "1")
        begun = time.perf_counter()
        found = services.tracing.search.look(Description(serial="".join(read)))
        assert found.hits[0].weapon.serial == serial
        assert time.perf_counter() - begun < 10  # seconds; some 0.1 on a machine to itself


# --- what is compared, and why a weapon is there -------------------------------------------------


@pytest.fixture
def officer(services_as):
    manager = services_as("amina")
    register_weapon(manager)
    register_weapon(manager, "KZ742174", model="AKM", maker="Izhmash", country="RU")
    register_weapon(manager, "KZ/742 138", model="M16A1", calibre="5.56 x 45 mm", maker="Colt")
    manager.weapons.observe_mark(
        ObserveMark(
            weapon_id=3,
            component=Component.BARREL,
            occasion=MarkOccasion.STATE_STOCK,
            text="KE MOD 55019",
        )
    )
    return services_as("farah")


def look(officer, **said):
    return officer.tracing.search.look(Description(**said)).hits


def test_that_the_exact_serial_is_first_and_says_so(officer):
    hits = look(officer, serial="kz 742188")
    assert [each.weapon.id for each in hits] == [1, 3, 2]
    assert [each.reason for each in hits] == [
        HitReason.EXACT,
        HitReason.ONE_MISREAD,
        HitReason.TWO_MISREAD,
    ]
    assert hits[0].score == 1000
    assert hits[1].differences == (6,)
    assert hits[1].compared == "KZ/742 138"


def test_that_a_misread_serial_of_the_right_model_stands_before_the_exact_one_of_another(officer):
    hits = look(officer, serial="KZ742138", maker="Norinco", model="Type 56", calibre="7.62x39")
    assert hits[0].weapon.id == 1
    [exact] = [each for each in hits if each.reason is HitReason.EXACT]
    assert exact.weapon.id == 3
    assert {each.field: each.agreement for each in exact.fields} == {
        "model": Agreement.DIFFERS,
        "calibre": Agreement.DIFFERS,
        "maker": Agreement.DIFFERS,
    }
    assert {each.agreement for each in hits[0].fields} == {Agreement.AGREES}


def test_that_models_and_calibres_that_are_nearly_the_same_are_told(officer):
    [hit, *_] = look(officer, serial="KZ742188", model="Type 56-1", calibre="7.62 mm")
    assert {each.field: each.agreement for each in hit.fields} == {
        "model": Agreement.CLOSE,
        "calibre": Agreement.CLOSE,
    }


def test_that_another_mark_finds_the_weapon(officer):
    [hit] = look(officer, other_marks="KE MOD 55019")
    assert (hit.weapon.id, hit.reason) == (3, HitReason.OTHER_MARK)
    assert hit.where == "KE MOD 55019"
    [hit] = look(officer, serial="55O19")
    assert (hit.weapon.id, hit.reason) == (3, HitReason.OTHER_MARK_ALIKE)
    [hit] = look(officer, other_marks="crown\n55079")
    assert (hit.weapon.id, hit.reason) == (3, HitReason.OTHER_MARK_ALIKE)


def test_that_the_serial_read_as_another_mark_finds_the_weapon(officer):
    [hit, *_] = look(officer, serial="999999", other_marks="KZ742188")
    assert (hit.weapon.id, hit.reason) == (1, HitReason.OTHER_MARK)


def test_that_a_number_within_a_long_mark_finds_the_weapon(officer):
    [hit] = look(officer, other_marks="crown over 55019 on the left, proof")
    assert (hit.weapon.id, hit.reason) == (3, HitReason.OTHER_MARK)


def test_that_what_all_marks_say_tells_nothing(services_as, monkeypatch):
    monkeypatch.setattr(trace_search, "MOST_ALIKE", 2)
    manager = services_as("amina")
    for at in range(4):
        weapon = register_weapon(manager, f"QQ{at}{at}{at}{at}9")
        text = f"KE 2014 {at + 1}0793"
        mark = ObserveMark(
            weapon_id=weapon, component=Component.BARREL, occasion=MarkOccasion.IMPORT, text=text
        )
        manager.weapons.observe_mark(mark)
    officer = services_as("farah")
    assert look(officer, other_marks="KE 2014") == ()
    hits = look(officer, other_marks="KE 2014 30793")
    assert hits[0].weapon.id == 3
    assert hits[0].reason is HitReason.OTHER_MARK


def test_that_a_register_number_finds_the_weapon(officer):
    [hit] = look(officer, other_marks=number(2).replace("-", ""))
    assert (hit.weapon.id, hit.reason) == (2, HitReason.NUMBER)


def test_that_a_part_of_the_serial_finds_it_and_a_serial_with_more_around_it(officer):
    assert look(officer, serial="7421")[0].reason is HitReason.PART
    [hit, *_] = look(officer, serial="FN KZ742188 1965")
    assert (hit.weapon.id, hit.reason) == (1, HitReason.PART)


@pytest.mark.parametrize(
    "said", [{}, {"serial": " "}, {"serial": '-_%"'}, {"other_marks": "ab, %"}, {"model": "AKM"}]
)
def test_that_something_to_search_for_is_asked(officer, said):
    with pytest.raises(BadValue, match="Give the serial number"):
        look(officer, **said)


@pytest.mark.parametrize("serial", ["'; DROP", "A%", 'B"_', "٣", "日本", "x" * 64, "A"])
def test_that_anything_can_be_searched_for(officer, serial):
    look(officer, serial=serial)


def test_that_a_search_in_a_file_is_recorded_in_it(officer):
    file = officer.tracing.receive(receive_command()).file_id
    found = officer.tracing.search.compare(file)
    assert found.hits[0].weapon.id == 1
    assert found.changes.tracing
    again = officer.tracing.search.compare(file, Description(serial="KZ742138"))
    assert again.hits[0].weapon.id == 3
    kept = officer.tracing.open(file)
    first, second = kept.searches
    assert first.found[0] == (number(1), HitReason.EXACT, found.hits[0].score)
    assert second.description.serial == "KZ742138"
    assert [each.kind for each in kept.events][1:] == [TraceEventKind.SEARCHED] * 2


def test_that_a_file_about_a_registered_weapon_needs_a_description_to_search_by(officer):
    file = officer.tracing.open_request(open_command(1)).file_id
    with pytest.raises(NotAllowedNow, match="describe what to search for"):
        officer.tracing.search.compare(file)
    assert officer.tracing.search.compare(file, Description(serial="KZ742174")).total == 3


def test_that_no_more_than_the_limit_is_shown_and_all_are_counted(officer):
    found = officer.tracing.search.look(Description(serial="KZ742188"), limit=1)
    assert (len(found.hits), found.total) == (1, 3)
