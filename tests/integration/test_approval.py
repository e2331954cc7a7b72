from __future__ import annotations

import pytest

from stockpile_app.domain.access import SecondPersonAct
from stockpile_app.domain.errors import (
    NotAllowed,
    ReadOnly,
    SecondPersonNeeded,
    SignInRefused,
)
from stockpile_app.domain.users import Credentials
from stockpile_app.persistence import keys as key_file
from tests.builders import BRIAN, GITA, PASSWORD

ACTS = pytest.mark.parametrize("act", SecondPersonAct)


@ACTS
def test_that_another_who_may_approve_approves(services, act):
    for second in (BRIAN, GITA, Credentials(" Brian ", PASSWORD)):
        key = services.desk.approval(act, second)
        assert key.name == second.name.strip().lower()


@ACTS
@pytest.mark.parametrize("second", [None, Credentials("", PASSWORD), Credentials("  ", "")])
def test_that_nobody_is_no_second_person(services, act, second):
    with pytest.raises(SecondPersonNeeded):
        services.desk.approval(act, second)


@ACTS
@pytest.mark.parametrize("name", ["amina", "AMINA", " Amina "])
def test_that_nobody_approves_their_own_act(services, act, name):
    with pytest.raises(NotAllowed, match="your own act"):
        services.desk.approval(act, Credentials(name, PASSWORD))


@ACTS
@pytest.mark.parametrize("name", ["chipo", "dora", "emeka", "farah"])
def test_that_who_may_not_approve_does_not(services, act, name):
    with pytest.raises(NotAllowed, match=name):
        services.desk.approval(act, Credentials(name, PASSWORD))


@ACTS
@pytest.mark.parametrize("name", ["brian", "nobody", "*recovery*"])
def test_that_a_wrong_password_approves_nothing(services, act, name):
    with pytest.raises(SignInRefused):
        services.desk.approval(act, Credentials(name, "wrong"))


def test_that_guessing_the_second_password_is_slowed(services, clock):
    act = SecondPersonAct.ADD_USER
    for _ in range(3):
        with pytest.raises(SignInRefused):
            services.desk.approval(act, Credentials("brian", "wrong"))
    with pytest.raises(SignInRefused, match="Too many"):
        services.desk.approval(act, BRIAN)
    clock.advance(seconds=1)
    services.desk.approval(act, BRIAN)


def test_that_a_retired_user_approves_nothing(services, folder):
    keys = (folder / "keys.json").read_bytes()
    services.users.retire("brian")
    with pytest.raises(SignInRefused):
        services.desk.approval(SecondPersonAct.UNDO_IMPORT, BRIAN)
    (folder / "keys.json").write_bytes(keys)  # even with the old key file put back
    services.desk.store.keys = key_file.load(folder / "keys.json")
    with pytest.raises(SignInRefused, match="retired"):
        services.desk.approval(SecondPersonAct.UNDO_IMPORT, BRIAN)


def test_that_nothing_is_approved_in_a_register_for_reading(services_as):
    with pytest.raises(ReadOnly):
        services_as("amina", read_only=True).desk.approval(SecondPersonAct.ADD_USER, BRIAN)


def test_that_who_could_approve_is_known_without_oneself(services):
    assert [each.name for each in services.desk.others_who_approve()] == ["brian", "gita"]


def test_that_wrong_passwords_of_the_second_person_are_recorded_and_counted_anew(services):
    wrong = Credentials(BRIAN.name, "not the password at all")
    for _ in range(2):
        with pytest.raises(SignInRefused):
            services.desk.approval(SecondPersonAct.ADD_USER, wrong)
    services.desk.approval(SecondPersonAct.ADD_USER, BRIAN)
    entry = services.ledgers.entries(limit=1)[0]
    assert (entry.kind, '"times":2' in entry.body) == ("sign-in-failed", True)
    services.desk.approval(SecondPersonAct.ADD_USER, BRIAN)
    assert services.ledgers.entries(limit=1)[0].seq == entry.seq
