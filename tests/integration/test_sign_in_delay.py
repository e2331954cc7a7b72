"""Guessing a password is slow, locks nobody out, and becomes an entry."""

from __future__ import annotations

import json

import msgspec
import pytest

from stockpile_app.domain.access import SecondPersonAct
from stockpile_app.domain.errors import SignInRefused
from stockpile_app.domain.facts import SignInFailed, decode
from stockpile_app.domain.users import Credentials
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.opening import open_by_recovery, open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, PASSWORD, copy_register

WAITS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300)


def refused(call, *arguments):
    with pytest.raises(SignInRefused) as found:
        call(*arguments)
    return str(found.value)


def guess(folder, clock, name="brian"):
    return refused(open_store, folder, name, "not the password", clock)


def failures(folder, clock, name="amina"):
    """What the ledger tells of wrong passwords after somebody signed in."""
    store = open_store(folder, name, PASSWORD, clock)
    found = Services(Desk(store)).ledgers.entries(kinds=[SignInFailed.kind])
    store.close()
    facts = [decode(each.kind, each.body.encode()) for each in reversed(found)]
    return [(each.name, each.times) for each in facts]


def test_that_the_delay_grows_to_five_minutes_and_no_further(folder, clock):
    for _ in range(2):
        assert "wrong" in guess(folder, clock)
    for wait in WAITS:
        assert "wrong" in guess(folder, clock)
        # in words, and for the right password, too: it is not even tried
        said = refused(open_store, folder, "brian", PASSWORD, clock)
        assert said == f"Too many wrong passwords. Try again in {wait} seconds."
        clock.advance(seconds=wait - 0.5)
        assert "in 1 seconds" in guess(folder, clock)
        clock.advance(seconds=0.5)
    open_store(folder, "brian", PASSWORD, clock).close()  # nobody is ever locked out


def test_that_others_do_not_wait(folder, clock):
    for _ in range(5):
        guess(folder, clock)
        clock.advance(seconds=300)
    open_store(folder, "chipo", PASSWORD, clock).close()


def test_that_the_delay_outlives_the_program(folder, clock):
    for _ in range(3):
        guess(folder, clock)
    assert json.loads((folder / "sign-in.json").read_text())["brian"]["times"] == 3
    assert "Too many" in guess(folder, clock)


def test_that_whoever_signs_in_first_records_what_was_guessed_for_anybody(folder, clock):
    for _ in range(2):
        guess(folder, clock)
    guess(folder, clock, "chipo")
    assert failures(folder, clock) == [("brian", 2), ("chipo", 1)]
    assert failures(folder, clock) == [("brian", 2), ("chipo", 1)]  # once
    guess(folder, clock)
    clock.advance(seconds=1)
    assert failures(folder, clock, "brian")[2:] == [("brian", 1)]
    assert not (folder / "sign-in.json").exists() or failures(folder, clock)[3:] == []


def test_that_a_record_made_by_another_does_not_shorten_the_delay(folder, clock):
    for _ in range(3):
        guess(folder, clock)
    failures(folder, clock)
    assert "Too many" in guess(folder, clock)


def test_that_what_was_typed_as_a_name_is_kept_nowhere(folder, clock):
    secret = "my own secret password"
    assert "wrong" in guess(folder, clock, secret)
    assert secret not in (folder / "sign-in.json").read_text()
    assert failures(folder, clock) == [("*unknown*", 1)]


def test_that_wrong_recovery_codes_are_slowed_and_recorded(lonely_template, tmp_path, clock):
    folder = copy_register(lonely_template[0], tmp_path / "register")
    for _ in range(3):
        said = refused(open_by_recovery, folder, "0" * 25, "amina", clock)
        assert "recovery code is wrong" in said
    assert "Too many" in refused(open_by_recovery, folder, lonely_template[1], "amina", clock)
    clock.advance(seconds=1)
    store, _key = open_by_recovery(folder, lonely_template[1], "amina", clock)
    store.close()  # a right code makes nobody forget the wrong ones
    assert failures(folder, clock) == [(key_file.RECOVERY, 3)]


def test_that_the_second_person_is_slowed_and_recorded_alike(services, folder, clock):
    wrong = Credentials("brian", "not the password")
    for _ in range(3):
        refused(services.desk.approval, SecondPersonAct.DISPOSE, wrong)
    assert "Too many" in refused(services.desk.approval, SecondPersonAct.DISPOSE, BRIAN)
    services.close()
    assert failures(folder, clock) == [("brian", 3)]


def test_that_a_sign_in_for_reading_leaves_the_record_to_the_next(folder, clock):
    guess(folder, clock)
    open_store(folder, "brian", PASSWORD, clock, read_only=True).close()
    assert failures(folder, clock) == [("brian", 1)]


def test_that_counts_of_older_programs_are_told_whole(folder, clock):
    old = {"brian": {"times": 2, "last_at": "2026-03-02T07:00:00+00:00"}}
    (folder / "sign-in.json").write_bytes(msgspec.json.encode(old))
    assert failures(folder, clock) == [("brian", 2)]
