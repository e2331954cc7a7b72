"""An insider with the key in hand: each attack is found, and named in words a manager reads."""

from __future__ import annotations

import re

import pytest

from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from tests.attacks import ATTACKS, Attack, make_ground, play
from tests.builders import PASSWORD, FakeClock, copy_register

JARGON = re.compile(r"digest|sha|seq\b|null|None|row \d|\btuple\b|_id\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    return make_ground(tmp_path_factory.mktemp("ground"))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_that_an_attack_is_found_and_told_in_plain_words(ground, attack, tmp_path):
    told = play(ground, attack, tmp_path / "register", attack.name)
    missing = [said for said in attack.reads if not any(said in each for each in told)]
    assert not missing, told
    words = [re.sub("“[^”]*”", "", each) for each in told if not each.startswith("refused")]
    assert not [each for each in words if JARGON.search(each)]


def test_that_a_register_that_nobody_attacked_is_in_order_and_fits_the_paper(ground, tmp_path):
    nothing = Attack("nothing", lambda scene: None, ())
    assert play(ground, nothing, tmp_path / "a", "") == []
    store = open_store(copy_register(ground.now, tmp_path / "b"), "dora", PASSWORD, FakeClock())
    for text in (ground.code, ground.qr):
        assert verify(store, NoProgress(), text).ok
    store.close()
