"""Keys and ledger change together, whenever the program is stopped; kills are in tests/faults."""

from __future__ import annotations

import msgspec
import pytest

from stockpile_app.domain.access import Role
from stockpile_app.domain.errors import RegisterTooNew, SignInRefused, StorageFailed
from stockpile_app.domain.users import AddUser
from stockpile_app.persistence import key_change
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify_keys import check_keys
from stockpile_app.services import registers
from stockpile_app.services.backups import restore
from stockpile_app.services.registers import NewRegister
from stockpile_app.services.users import Users
from tests.builders import BRIAN, PASSWORD, FakeClock, copy_register, weapon

NEW = "a second horse battery staple"


@pytest.fixture
def stopped(monkeypatch):
    """Let the program stop after a commit, before the key file is replaced."""

    def nothing(path, keys):
        raise StorageFailed("stopped")

    monkeypatch.setattr(key_change, "take_effect", nothing)
    return monkeypatch


def waits(folder):
    return (folder / "keys.json.next").exists()


def test_that_a_password_that_was_changed_is_the_only_one_after_a_stop(services, folder, stopped):
    registers.change_password(services.desk, PASSWORD, NEW)
    services.close()
    stopped.undo()
    assert waits(folder)
    with pytest.raises(SignInRefused):
        open_store(folder, "amina", PASSWORD, FakeClock())
    open_store(folder, "amina", NEW, FakeClock()).close()
    assert not waits(folder)
    with pytest.raises(SignInRefused):
        open_store(folder, "amina", PASSWORD, FakeClock())


def test_that_a_new_user_signs_in_first_after_a_stop(services, folder, stopped):
    services.users.add(AddUser("halima", "", (Role.STOREKEEPER,), NEW), BRIAN)
    services.close()
    stopped.undo()
    open_store(folder, "halima", NEW, FakeClock()).close()
    assert key_file.load(folder / "keys.json").slot("halima")


def test_that_a_backup_holds_the_keys_in_force_though_they_still_wait(services, tmp_path, stopped):
    registers.change_password(services.desk, PASSWORD, NEW)
    made = services.backups.make(tmp_path / "kept").path
    restore(made, tmp_path / "restored", "amina", NEW, FakeClock()).store.close()


def test_that_who_only_looks_sees_the_keys_in_force_and_changes_nothing(services, folder, stopped):
    services.users.retire("dora", "moved away")
    services.close()
    before = (folder / "keys.json").read_bytes()
    looking = open_store(folder, "brian", PASSWORD, FakeClock(), read_only=True)
    found = []
    check_keys(looking, found.append)
    assert not found
    assert looking.keys.slot("dora") is None
    looking.close()
    assert (folder / "keys.json").read_bytes() == before
    assert waits(folder)


def test_that_a_change_that_was_not_recorded_is_none(services, folder):
    store = services.desk.store
    with store.write() as uow:
        uow.record(weapon(1))
        key_change.prepare(store.paths.keys, store.keys.without_slot("brian"), uow.head)
    services.close()
    assert waits(folder)
    # the place of the entry that it waited for is taken by another
    store = open_store(folder, "brian", PASSWORD, FakeClock())
    assert not waits(folder)
    assert store.keys.slot("brian") == store.load_keys().slot("brian") is not None
    store.close()


def test_that_a_recovery_code_that_was_replaced_is_void_after_a_stop(
    lonely_template, tmp_path, stopped
):
    template, code = lonely_template
    folder = copy_register(template, tmp_path / "register")
    desk = registers.open_register(folder, "amina", PASSWORD, FakeClock())
    made = Users(desk).replace_recovery_code()
    desk.store.close()
    stopped.undo()
    with pytest.raises(SignInRefused):
        registers.recover(folder, code, "amina", NEW, FakeClock())
    registers.recover(folder, made.code, "amina", NEW, FakeClock()).store.close()


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"seq": 1, "digest": "", "keys": {}}'])
def test_that_a_damaged_waiting_file_keeps_nobody_out(folder, text):
    (folder / "keys.json.next").write_bytes(text)
    open_store(folder, "amina", PASSWORD, FakeClock()).close()
    assert not waits(folder)


def test_that_a_waiting_file_of_a_newer_program_is_left_to_it(services, folder, stopped):
    store = services.desk.store
    newer = msgspec.structs.replace(store.keys, format=key_file.FORMAT + 1)
    with store.write() as uow:
        uow.record(weapon(1))
        store.commit_with_keys(uow, newer)
    services.close()
    stopped.undo()
    with pytest.raises(RegisterTooNew):
        open_store(folder, "amina", PASSWORD, FakeClock())
    assert waits(folder)


def test_that_what_a_stopped_write_left_is_removed(folder):
    (folder / "keys.json.new").write_bytes(b"half a key file")
    open_store(folder, "amina", PASSWORD, FakeClock()).close()
    assert not list(folder.glob("*.new"))


# --- a register appears whole, or not at all -----------------------------------------------------


def made_in(folder):
    command = NewRegister(folder, "Ministry", "KE", "KE02", "Depot", "amina", "", NEW)
    return registers.new_register(command, FakeClock())[0]


def half_made(folder):
    """What is left where the making of a register was stopped while its files were moved up."""
    (folder / ".unfinished").mkdir(parents=True)
    (folder / ".unfinished" / "keys.json").write_bytes(b"{}")
    (folder / ".unfinished" / "backups").mkdir()
    (folder / "register.db").write_bytes(b"moved up already")
    (folder / "register.lock").touch()


def test_that_a_register_is_made_and_restored_where_making_one_was_stopped(services, tmp_path):
    half_made(tmp_path / "made")
    desk = made_in(tmp_path / "made")
    assert not (tmp_path / "made" / ".unfinished").exists()
    desk.store.close()
    kept = services.backups.make(tmp_path / "kept").path
    half_made(tmp_path / "restored")
    desk = restore(kept, tmp_path / "restored", "amina", PASSWORD, FakeClock())
    assert desk.store.keys == services.desk.store.keys
    desk.store.close()


def test_that_a_register_is_never_taken_for_one_that_was_not_finished(tmp_path):
    folder = tmp_path / "made"
    made_in(folder).store.close()
    (folder / ".unfinished").mkdir()
    with pytest.raises(StorageFailed, match="not empty"):
        made_in(folder)
    open_store(folder, "amina", NEW, FakeClock()).close()
    assert not (folder / ".unfinished").exists()


def test_that_what_somebody_put_beside_an_unfinished_register_is_kept(tmp_path):
    half_made(tmp_path)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "old.stockpile").write_text("mine")
    with pytest.raises(StorageFailed, match="not empty"):
        made_in(tmp_path)
    assert (tmp_path / "backups" / "old.stockpile").read_text() == "mine"
    assert not (tmp_path / "register.db").exists()


def test_that_a_folder_with_something_else_stays_as_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StorageFailed, match="not empty"):
        made_in(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_that_a_wrong_password_restores_nothing(services, tmp_path):
    kept = services.backups.make(tmp_path / "kept").path
    with pytest.raises(SignInRefused):
        restore(kept, tmp_path / "new", "amina", "not the password at all", FakeClock())
    assert not (tmp_path / "new").exists()
