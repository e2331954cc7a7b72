"""The simulator of power cuts bites: what is known to lose, loses; and why EXTRA was chosen."""

from __future__ import annotations

import random

import pytest

from stockpile_app.persistence import engine
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.store import Store
from tests.builders import BRIAN, FakeClock, make_register
from tests.faults import day, powercut, vfs

pytestmark = pytest.mark.skipif(not vfs.available(), reason="the driver does not export its VFS")

CUTS = 24


def lost(folder, monkeypatch, journal, synchronous, *, shared_memory=True):
    """Return what power cuts lost with these settings."""
    durable = (f"PRAGMA journal_mode = {journal}", f"PRAGMA synchronous = {synchronous}")
    monkeypatch.setattr(engine, "_DURABLE", durable)
    work = day.recorded(folder / "work", no_register, few_acts, shared_memory=shared_memory)
    monkeypatch.undo()
    found = powercut.losses(work, folder / "morning", CUTS, random.Random(1))
    return [f"{cut.left} left: {what}" for cut, what in found if what]


def no_register(_):
    """The file system may make it without a write-ahead log."""


def few_acts(root, work):
    make_register(root / "register", ("amina",))
    work.since = len(work.recorder.operations)
    with day.signed_in(root, FakeClock()) as services:
        for each in range(1, 9):
            services.weapons.register(day.weapon_asked(each, 1))
            work.confirm(f"registering weapon {each}", services.desk.store)


# --- settings that are known to lose -------------------------------------------------------------


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_that_a_log_that_is_not_synchronised_is_seen_to_lose(tmp_path, monkeypatch, synchronous):
    assert len(lost(tmp_path, monkeypatch, "WAL", synchronous)) > CUTS // 8


def test_that_a_journal_that_comes_back_is_seen_to_lose(tmp_path, monkeypatch):
    found = lost(tmp_path, monkeypatch, "WAL", "FULL", shared_memory=False)
    assert any("lost: registering weapon" in each for each in found)


def test_that_extra_loses_nothing_where_there_is_no_shared_memory(tmp_path, monkeypatch):
    assert not lost(tmp_path, monkeypatch, "WAL", "EXTRA", shared_memory=False)


def test_that_the_register_s_own_settings_lose_nothing(tmp_path):
    assert engine._DURABLE == ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = EXTRA")
    work = day.recorded(tmp_path / "work", no_register, few_acts)
    found = powercut.losses(work, tmp_path / "morning", CUTS, random.Random(1))
    assert [what for _, what in found if what] == []


def reset_a_password(root, work):
    with day.signed_in(root, FakeClock()) as services:
        work.confirm("signing in", services.desk.store)
        work.since = len(work.recorder.operations)
        with work.changing_password("resetting a password", services.desk.store, "chipo"):
            services.users.reset_password("chipo", day.NEW_PASSWORD, BRIAN)


def test_that_keys_that_are_changed_before_the_ledger_are_seen_to_lose(tmp_path, monkeypatch):
    def keys_first(store, uow, keys):
        key_file.save(store.paths.keys, keys)
        store.keys = keys
        return uow.commit()

    monkeypatch.setattr(Store, "commit_with_keys", keys_first)
    work = day.recorded(tmp_path / "work", day.a_register, reset_a_password)
    monkeypatch.undo()
    found = powercut.losses(work, tmp_path / "morning", 2 * CUTS, random.Random(1))
    assert any("the key of chipo is not the one in the ledger" in what for _, what in found)


def test_that_extra_costs_nothing_with_a_write_ahead_log(tmp_path, monkeypatch):
    done = {}
    for synchronous in ("FULL", "EXTRA"):
        durable = ("PRAGMA journal_mode = WAL", f"PRAGMA synchronous = {synchronous}")
        monkeypatch.setattr(engine, "_DURABLE", durable)
        work = day.recorded(tmp_path / synchronous, no_register, few_acts)
        done[synchronous] = [
            (each.what, each.path.name, each.offset, len(each.data))
            for each in work.recorder.operations
        ]
    assert done["FULL"] == done["EXTRA"]
    assert any(what == "sync" for what, *_ in done["EXTRA"])
