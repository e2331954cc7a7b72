from __future__ import annotations

import io
from dataclasses import replace

import pytest

from stockpile_app.documents.key_register import KeyPlace, write_key_register
from tests.unit.documents.guarding_material import COUNT, STORE, key_places, lock
from tests.unit.documents.material import STAMP, texts

KEYS = replace(STAMP, title="Key register")


def register(places, count=COUNT, stamp=KEYS):
    out = io.BytesIO()
    pages = write_key_register(out, stamp, "Main depot", places, count)
    pdf = out.getvalue()
    assert len(texts(pdf)) == pages
    return pdf


def flat(pdf):
    return " ".join(" ".join(texts(pdf)).split())


def test_that_every_key_stands_with_where_it_is():
    told = flat(register(key_places()))
    assert "Locks: 4. Keys: 8, of which with people: 3." in told
    assert "Juma Otieno" in told
    assert "Key safe" in told
    assert "LOST" in told
    assert "Window 4: TO BE CHANGED" in told
    assert "1 lock must be changed" in told


def test_that_the_two_hands_of_a_place_sign_apart():
    told = flat(register(key_places()))
    assert f"Two keys: {STORE}" in told
    assert "two different organisations" in told
    assert "Upper, key 1" in told
    assert "Lower, key 2" in told


def test_that_a_hand_without_holder_or_lock_is_said():
    place = KeyPlace(STORE, two_keys=True, two_parties=False, locks=(lock(1, "Upper", hand=1),))
    told = flat(register([place]))
    assert "never with one person" in told
    assert "no lock" in told


def test_that_the_last_count_stands_without_what_was_expected():
    told = flat(register(key_places()))
    assert "Keys last counted on Mar 2, 2026 by Amina Example, witness Sgt. Abdi: 8." in told
    assert "expected" not in told
    assert "last counted" not in flat(register(key_places(), None))


def test_that_a_depot_without_locks_says_so_and_leaves_lines():
    told = flat(register([], None))
    assert "No lock of this depot is in the register." in told
    assert "Keys handed over" in told
    assert "Keeper of the keys" in told


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_that_many_keys_go_on_with_heads_on_every_page(size):
    many = [
        KeyPlace(
            f"Main depot / Store {at}",
            two_keys=False,
            two_parties=False,
            locks=tuple(lock(at * 10 + each, f"Lock {each}") for each in range(9)),
        )
        for at in range(8)
    ]
    pages = texts(register(many, stamp=replace(KEYS, page_size=size)))
    assert len(pages) > 3
    assert all("Where it is" in page for page in pages[:4])


def test_that_the_same_register_gives_the_same_bytes():
    assert register(key_places()) == register(key_places())


def test_that_any_script_is_drawn():
    place = key_places()[1]
    named = replace(place, path="مستودع / 倉庫", locks=(lock(1, "Дверь"), *place.locks))
    told = flat(register([named]))
    assert "倉庫" in told
    assert "Дверь" in told
    assert "‹U+" not in told
