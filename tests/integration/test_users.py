from __future__ import annotations

import json

import pytest

from stockpile_app.domain.access import Role
from stockpile_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    SecondPersonNeeded,
    SignInRefused,
    StorageFailed,
)
from stockpile_app.domain.users import AddUser, Credentials
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence import opening
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import change_password, recover
from stockpile_app.services.sign_in_names import user_names
from tests.builders import BRIAN, GITA, PASSWORD, copy_register

NEW = "a long rainy afternoon"


def new(name="hana", roles=(Role.STOREKEEPER,), password=NEW):
    return AddUser(name, "Hana H.", roles, password)


@pytest.fixture
def lonely(lonely_template, tmp_path, clock):
    folder = copy_register(lonely_template[0], tmp_path / "lonely")
    services = Services(Desk(opening.open_store(folder, "amina", PASSWORD, clock)))
    yield services
    services.close()


def last(services):
    entry = services.ledgers.entries(limit=1)[0]
    return entry.kind, json.loads(entry.body), entry.approved_by


def test_that_the_first_user_adds_the_second_alone_and_the_ledger_says_so(lonely):
    assert not lonely.users.needs_second()
    lonely.users.add(new(roles=(Role.DEPOT_MANAGER,)))
    kind, body, approved_by = last(lonely)
    assert (kind, body["alone"], approved_by) == ("user-added", True, None)
    assert lonely.users.needs_second()
    with pytest.raises(SecondPersonNeeded):
        lonely.users.add(new("ivan"))
    lonely.users.add(new("ivan"), Credentials("hana", NEW))
    kind, body, approved_by = last(lonely)
    assert ("alone" not in body, approved_by) == (True, "hana")
    assert lonely.ledgers.verify().ok


def test_that_a_user_who_may_not_approve_is_no_second_person(lonely):
    lonely.users.add(new(roles=(Role.STOREKEEPER,)))
    assert not lonely.users.needs_second()


def test_that_a_new_user_signs_in(services, folder, clock):
    services.users.add(new(), BRIAN)
    services.close()
    store = opening.open_store(folder, "HANA", NEW, clock)
    assert Desk(store).user.roles == (Role.STOREKEEPER,)
    store.close()


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (new("brian"), "name"),
        (new("BRIAN"), "name"),
        (new("*recovery*"), "name"),
        (new(""), "name"),
        (new(roles=()), "roles"),
        (new(password="short"), "password"),
        (new(password="hana hana hana hana"), "password"),
        (new(password="Ministry of Defence"), "password"),
    ],
)
def test_that_a_user_who_cannot_be_is_refused(services, folder, command, field):
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(BadValue) as refused:
        services.users.add(command, BRIAN)
    assert refused.value.field == field
    assert (folder / "keys.json").read_bytes() == before


def test_that_a_retired_name_is_not_given_again(services):
    services.users.retire("farah", "left")
    with pytest.raises(BadValue):
        services.users.add(new("farah"), BRIAN)


def test_that_roles_change_at_once(services_as):
    services = services_as("gita")
    services.users.change_roles("chipo", (Role.INSPECTOR,), BRIAN)
    assert services.desk.find_user("chipo").roles == (Role.INSPECTOR,)
    with pytest.raises(BadValue):
        services.users.change_roles("chipo", (), BRIAN)
    with pytest.raises(NotFound):
        services.users.change_roles("nobody", (Role.INSPECTOR,), BRIAN)
    assert services.ledgers.verify().ok


def test_that_the_last_administrator_stays_one(lonely):
    with pytest.raises(NotAllowedNow, match="last"):
        lonely.users.change_roles("amina", (Role.DEPOT_MANAGER,))
    with pytest.raises(NotAllowedNow, match="yourself"):
        lonely.users.retire("amina")


def test_that_one_of_two_administrators_may_go(services):
    services.users.retire("gita")
    with pytest.raises(NotAllowedNow):
        services.users.change_roles("amina", (Role.DEPOT_MANAGER,), BRIAN)


def test_that_a_retired_user_signs_in_no_longer_but_stays_in_the_list(services, folder, clock):
    services.users.retire("chipo", "left")
    services.close()
    with pytest.raises(SignInRefused):
        opening.open_store(folder, "chipo", PASSWORD, clock)
    assert "chipo" not in user_names(folder)
    store = opening.open_store(folder, "amina", PASSWORD, clock)
    services = Services(Desk(store))
    assert services.desk.find_user("chipo").retired
    with pytest.raises(NotAllowedNow):
        services.users.retire("chipo")
    assert services.ledgers.verify().ok
    store.close()


def test_that_a_forgotten_password_is_reset_with_a_new_key(services, folder, clock):
    before = services.desk.store.keys.slot("chipo").key
    services.users.reset_password("chipo", NEW, BRIAN)
    assert services.desk.store.keys.slot("chipo").key != before
    assert last(services)[0] == "user-key-replaced"
    assert services.ledgers.verify().ok
    services.close()
    with pytest.raises(SignInRefused):
        opening.open_store(folder, "chipo", PASSWORD, clock)
    opening.open_store(folder, "chipo", NEW, clock).close()


def test_that_what_the_old_key_signed_stays_genuine(services_as):
    services = services_as("brian")
    services.backups.make()
    services = services_as("amina")
    services.users.reset_password("brian", NEW, GITA)
    assert services.ledgers.verify().ok


# --- one's own password and recovery -------------------------------------------------------------


def test_that_one_changes_one_s_own_password_and_keeps_the_key(services, folder, clock):
    key = services.desk.store.signer.public
    change_password(services.desk, PASSWORD, NEW)
    assert last(services)[0] == "password-changed"
    assert services.ledgers.verify().ok
    services.close()
    with pytest.raises(SignInRefused):
        opening.open_store(folder, "amina", PASSWORD, clock)
    store = opening.open_store(folder, "amina", NEW, clock)
    assert store.signer.public == key
    store.close()


def test_that_the_old_password_must_be_right_and_is_slow_to_guess(services):
    for _ in range(3):
        with pytest.raises(SignInRefused):
            change_password(services.desk, "wrong", NEW)
    with pytest.raises(SignInRefused, match="Too many"):
        change_password(services.desk, PASSWORD, NEW)


def test_that_a_weak_new_password_is_refused(services):
    for weak in ("short", "amina amina amina"):
        with pytest.raises(BadValue):
            change_password(services.desk, PASSWORD, weak)


def test_that_the_recovery_code_gives_a_new_key_and_password(lonely_template, tmp_path, clock):
    folder = copy_register(lonely_template[0], tmp_path / "register")
    desk = recover(folder, lonely_template[1], "Amina", NEW, clock)
    services = Services(desk)
    assert last(services)[:2] == (
        "user-key-replaced",
        {"name": "amina", "key": desk.store.signer.public, "by_recovery": True},
    )
    assert services.ledgers.verify().ok
    services.close()
    opening.open_store(folder, "amina", NEW, clock).close()


@pytest.mark.parametrize(
    ("user", "password", "kind"),
    [
        ("nobody", NEW, SignInRefused),
        ("amina", "short", BadValue),
        ("*recovery*", NEW, SignInRefused),
    ],
)
def test_that_a_recovery_that_cannot_be_changes_nothing(
    lonely_template, tmp_path, clock, user, password, kind
):
    folder = copy_register(lonely_template[0], tmp_path / "register")
    with pytest.raises(kind):
        recover(folder, lonely_template[1], user, password, clock)
    opening.open_store(folder, "amina", PASSWORD, clock).close()


def test_that_a_new_recovery_code_makes_the_old_one_void(lonely_template, tmp_path, clock):
    folder = copy_register(lonely_template[0], tmp_path / "register")
    services = Services(Desk(opening.open_store(folder, "amina", PASSWORD, clock)))
    code = services.users.replace_recovery_code().code
    assert last(services)[0] == "recovery-key-stated"
    assert services.ledgers.verify().ok
    services.close()
    with pytest.raises(SignInRefused):
        recover(folder, lonely_template[1], "amina", NEW, clock)
    recover(folder, code, "amina", NEW, clock).store.close()


def test_that_a_new_recovery_code_needs_a_second_person_where_there_is_one(services):
    with pytest.raises(SecondPersonNeeded):
        services.users.replace_recovery_code()
    services.users.replace_recovery_code(BRIAN)
    assert last(services)[2] == "brian"


def test_that_keys_stay_as_they_were_when_they_cannot_be_written(services, folder, monkeypatch):
    before = (folder / "keys.json").read_bytes()

    def disk_full(*_):
        raise OSError(28, "No space left on device")

    head = services.ledgers.entries(limit=1)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", disk_full)
        with pytest.raises(StorageFailed):
            change_password(services.desk, PASSWORD, NEW)
        with pytest.raises(StorageFailed):
            services.users.retire("chipo")
    assert (folder / "keys.json").read_bytes() == before
    assert key_file.load(folder / "keys.json").slots == services.desk.store.keys.slots
    assert services.ledgers.entries(limit=1) == head
    services.users.retire("chipo")
    assert services.ledgers.verify().ok


def test_that_an_inspector_adds_nobody(services_as):
    with pytest.raises(NotAllowed):
        services_as("dora").users.add(new(), BRIAN)


# --- two people, and then one --------------------------------------------------------------------


@pytest.fixture
def pair(lonely, lonely_template):
    """Amina; Hana, the only other who may approve; and the recovery code."""
    lonely.users.add(new(roles=(Role.DEPOT_MANAGER,)))
    return lonely, Credentials("hana", NEW), Credentials("*recovery*", lonely_template[1])


def test_that_who_retires_the_last_approver_needs_their_consent(pair):
    services, hana, _code = pair
    assert services.users.retiring_needs("hana")
    with pytest.raises(SecondPersonNeeded, match="hana is the last who could approve"):
        services.users.retire("hana")
    with pytest.raises(SecondPersonNeeded):
        services.users.retire("hana", "left", Credentials("amina", PASSWORD))
    with pytest.raises(SignInRefused):
        services.users.retire("hana", "left", Credentials("hana", "a wrong password"))
    services.users.retire("hana", "left", hana)
    assert last(services)[0::2] == ("user-retired", "hana")
    assert services.ledgers.verify().ok


def test_that_nobody_is_added_alone_after_the_second_has_gone(pair):
    services, _hana, code = pair
    services.users.retire("hana", "died", code)
    assert last(services)[0::2] == ("user-retired", "*recovery*")
    assert services.users.needs_second()
    assert services.users.needs_code()
    for second in (None, Credentials("amina", PASSWORD), Credentials("hana", NEW)):
        with pytest.raises(SecondPersonNeeded, match="recovery code"):
            services.users.add(new("ivan", (Role.DEPOT_MANAGER,)), second)
    with pytest.raises(SignInRefused, match="recovery code is wrong"):
        services.users.add(new("ivan"), Credentials("*recovery*", "0" * 25))
    services.users.add(new("ivan", (Role.DEPOT_MANAGER,)), code)
    assert not services.users.needs_code()
    with pytest.raises(SignInRefused):
        services.users.add(new("jane"), code)  # Ivan is there to be asked
    assert services.ledgers.verify().ok


def test_that_one_of_several_approvers_is_retired_as_before(services):
    assert not services.users.retiring_needs("gita")
    services.users.retire("gita")
    assert services.users.retiring_needs("brian")


def test_that_a_puppet_does_not_approve_within_a_day(services, clock):
    clock.advance(days=3)
    services.users.add(new("puppet", (Role.DEPOT_MANAGER,)), BRIAN)
    puppet = Credentials("puppet", NEW)
    with pytest.raises(NotAllowed, match="less than 24 hours ago"):
        services.users.add(new("ivan"), puppet)
    clock.advance(hours=23)
    with pytest.raises(NotAllowed):
        services.users.add(new("ivan"), puppet)
    clock.advance(hours=2)
    services.users.add(new("ivan"), puppet)


def test_that_a_reset_password_does_not_approve_within_a_day_for_who_reset_it(services_as, clock):
    services = services_as()
    clock.advance(days=3)
    services.users.reset_password("brian", NEW, GITA)
    with pytest.raises(NotAllowed, match="less than 24 hours ago"):
        services.users.add(new("ivan"), Credentials("brian", NEW))
    services = services_as("gita")  # she does not know the password
    services.users.add(new("ivan"), Credentials("brian", NEW))


def test_that_on_the_first_day_everybody_is_new(lonely, clock):
    clock.advance(hours=20)
    lonely.users.add(new(roles=(Role.DEPOT_MANAGER,)))
    lonely.users.add(new("ivan"), Credentials("hana", NEW))


def test_that_an_old_key_file_does_not_let_a_retired_user_back_in(services, folder, clock):
    old = (folder / "keys.json").read_bytes()
    services.users.retire("chipo", "left")
    services.close()
    (folder / "keys.json").write_bytes(old)
    with pytest.raises(SignInRefused, match="retired"):
        opening.open_store(folder, "chipo", PASSWORD, clock)
    store = opening.open_store(folder, "amina", PASSWORD, clock)
    [problem] = Services(Desk(store)).ledgers.verify().problems
    assert "a way in for chipo, who is retired" in problem.message
    store.close()
