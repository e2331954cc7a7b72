from __future__ import annotations

import os

import pytest

from stockpile_app.domain.access import FIRST_USER_ROLES
from stockpile_app.domain.errors import BadValue, RegisterDamaged, StorageFailed
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import NewRegister, new_register, open_register
from stockpile_app.services.sign_in_names import user_names
from tests.builders import PASSWORD


def command(folder, **fields):
    values = {
        "authority": "Ministry of Defence",
        "country": "KE",
        "origin": "ke01",
        "depot": "Main depot",
        "user": "amina",
        "password": PASSWORD,
        **fields,
    }
    return NewRegister(folder=folder, **values)


def test_that_a_new_register_is_ready_to_work_with(tmp_path, clock):
    folder = tmp_path / "register"
    desk, code = new_register(command(folder), clock)
    services = Services(desk)
    assert (desk.register.origin, desk.register.country) == ("KE01", "KE")
    assert services.user.roles == FIRST_USER_ROLES
    assert [each.name for each in services.places.all()] == ["Main depot"]
    assert services.ledgers.verify().ok
    assert len(code) == 25
    services.close()
    assert user_names(folder) == ["amina"]
    again = Services(open_register(folder, "amina", PASSWORD, clock))
    assert again.ledgers.verify().ok
    again.close()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"origin": "1"}, "origin"),
        ({"country": "Atlantis"}, "country"),
        ({"user": "*"}, "name"),
        ({"authority": " "}, "authority"),
        ({"depot": ""}, "depot"),
        ({"password": "short"}, "password"),
        ({"password": "Main depot Main depot"}, "password"),
    ],
)
def test_that_a_register_that_cannot_be_leaves_nothing(tmp_path, clock, fields, field):
    with pytest.raises(BadValue) as refused:
        new_register(command(tmp_path / "register", **fields), clock)
    assert refused.value.field == field
    assert not (tmp_path / "register").exists()


def test_that_a_missing_key_file_is_no_missing_register(folder):
    (folder / "keys.json").unlink()
    with pytest.raises(RegisterDamaged, match=r"keys\.json is missing"):
        user_names(folder)


def test_that_a_full_disk_leaves_no_half_register(tmp_path, clock, monkeypatch):
    def disk_full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(StorageFailed):
        new_register(command(tmp_path / "register"), clock)
    assert not (tmp_path / "register").exists()


def test_that_the_ledger_is_sealed_once_a_day(folder, clock):
    for serial, days in (("A1", 1), ("A2", 0), ("A3", 1), ("A4", 0)):
        clock.advance(days=days)
        services = Services(open_register(folder, "amina", PASSWORD, clock))
        services.weapons.register(RegisterWeapon(place_id=1, serial=serial))
        services.close()
    store = open_register(folder, "amina", PASSWORD, clock).store
    with store.read() as connection:
        days = [each.made_at[:10] for each in ledger_store.seals(connection, "KE01")]
    assert days == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert verify(store, NoProgress()).ok
    store.close()


def test_that_reading_seals_nothing(folder, clock):
    clock.advance(days=5)
    content = (folder / "register.db").read_bytes()
    open_register(folder, "dora", PASSWORD, clock, read_only=True).store.close()
    assert (folder / "register.db").read_bytes() == content
