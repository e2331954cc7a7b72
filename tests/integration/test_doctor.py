"""The doctor finds what is wrong with a workstation or a register, and says what to do."""

from __future__ import annotations

import datetime as dt
import os
import shutil

import pytest

from stockpile_app import paths
from stockpile_app.domain.doctor import Area, Level, worst
from stockpile_app.persistence import keys as key_file
from stockpile_app.services import doctor, doctor_program
from stockpile_app.services.doctor_program import Machine
from tests.builders import PASSWORD, tamper
from tests.builders_cli import Cli, with_passwords
from tests.builders_everything import record_much

GOOD = Machine(display=lambda: "", printers=lambda: ["Laser"])


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("STOCKPILE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def named(checks, name, area=None):
    found = [each for each in checks if each.name == name and area in (None, each.area)]
    assert len(found) == 1, (name, [each.name for each in checks])
    return found[0]


def levels(checks, level):
    return {each.name for each in checks if each.level is level}


def test_that_a_machine_without_a_register_is_looked_over():
    checks = doctor.examine(asked=GOOD)
    assert worst(checks) is not Level.BROKEN
    assert {each.area for each in checks} == {Area.PROGRAM, Area.MACHINE, Area.PRINTERS}
    assert {"sqlite", "libraries", "fonts", "resources", "languages"} <= levels(checks, Level.OK)


def test_that_a_register_in_use_is_looked_over_by_who_is_signed_in(services, folder):
    record_much(services.desk.store)
    services.backups.make()
    checks = doctor.examine(folder, services, GOOD, full=True)
    assert not levels(checks, Level.BROKEN)
    # the tests' passwords are cheap to guess on purpose, and there is no second medium
    assert {"passwords", "second"} <= levels(checks, Level.LOOK)
    for name in ("schema", "pages", "users", "photographs", "verified", "newest"):
        assert named(checks, name).level is Level.OK
    assert all(each.todo for each in checks if each.level is not Level.OK)
    said = doctor.report(checks)
    assert "The register\n" in said
    assert "    → " in said


# --- from outside ------------------------------------------------------------------------------


def _gone(*names):
    def spoil(folder):
        for name in names:
            (folder / name).unlink()

    return spoil


def _with(name, content):
    return lambda folder: (folder / name).write_bytes(content)


def _other_slots(folder):
    keys = key_file.load(folder / "keys.json")
    key_file.save(folder / "keys.json", keys.without_slot(key_file.RECOVERY))


OUTSIDE = [
    (shutil.rmtree, "files", Level.BROKEN, "no register"),
    (_gone("register.db"), "files", Level.BROKEN, "register.db"),
    (_gone("media.db"), "files", Level.BROKEN, "media.db"),
    (_gone("keys.json"), "files", Level.BROKEN, "keys.json"),
    (_with("register.db", b""), "file-register", Level.BROKEN, "is empty"),
    (_with("media.db", b"SQLite format 3\0" + b"x" * 99), "file-media", Level.BROKEN, "encrypted"),
    (_with("keys.json", b"{"), "keys", Level.BROKEN, "keys.json is damaged"),
    (_other_slots, "recovery", Level.LOOK, "no recovery code"),
    (_with("keys.json.new", b"{"), "leftovers", Level.LOOK, "keys.json.new"),
    (lambda folder: folder.chmod(0o777), "permissions", Level.LOOK, "Other users"),
    (lambda folder: (folder / "keys.json").chmod(0o644), "permissions", Level.LOOK, "Other users"),
]


@pytest.mark.parametrize(("spoil", "name", "level", "said"), OUTSIDE)
def test_that_what_is_wrong_is_named_without_a_password(folder, spoil, name, level, said):
    folder.chmod(0o755)
    before = doctor.examine(folder, asked=GOOD)
    assert named(before, name, Area.REGISTER if name == "files" else None).level is Level.OK
    spoil(folder)
    found = doctor.examine(folder, asked=GOOD)
    check = named(found, name, Area.REGISTER)
    assert check.level is level
    assert said in check.said
    assert check.todo
    assert "unfinished" not in {each.name for each in found}


def test_that_who_has_the_register_open_is_told(services, folder):
    assert "amina" in named(doctor.examine(folder), "lock").said
    services.close()
    (folder / "register.holder").write_bytes(b'{"user":"x","machine":"y","process":1,"since":"z"}')
    crashed = named(doctor.examine(folder), "lock")
    assert crashed.level is Level.OK
    assert "did not end as it should" in crashed.said


def test_that_looking_changes_nothing(services, folder):
    services.close()
    files = lambda: {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}  # noqa: E731
    before = files()
    doctor.examine(folder, asked=GOOD)
    assert files() == before


def test_that_a_register_on_a_share_is_told(folder, monkeypatch):
    monkeypatch.setattr(
        "stockpile_app.services.doctor_register.network_file_system", lambda _: "nfs4"
    )
    assert named(doctor.examine(folder), "disk").level is Level.BROKEN


# --- from inside -------------------------------------------------------------------------------


def test_that_damage_inside_is_named(services_as, folder):
    services = services_as()
    record_much(services.desk.store)
    store = services.desk.store
    with store.media_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM medium")
    store.save_keys(store.keys.without_slot("dora"))
    checks = doctor.examine(folder, services, GOOD, full=True)
    assert named(checks, "photographs").level is Level.BROKEN
    assert "dora" in named(checks, "users").said
    assert named(checks, "verified").level is Level.BROKEN
    tamper(store, "UPDATE user_account SET retired_seq = 3 WHERE name = 'emeka'")
    checks = doctor.examine(folder, services, GOOD)
    assert named(checks, "users").level is Level.BROKEN
    assert "emeka" in named(checks, "users").said


def test_that_a_clock_behind_the_register_is_told(services_as, folder, clock):
    services = services_as()
    clock.now -= dt.timedelta(days=400)
    check = named(doctor.examine(folder, services, GOOD), "clock-of-register")
    assert check.level is Level.LOOK


def test_that_a_backup_that_is_missing_or_old_is_told(services, folder):
    checks = doctor.examine(folder, services, GOOD)
    assert named(checks, "files", Area.BACKUPS).level is Level.LOOK
    assert named(checks, "newest").level is Level.LOOK


# --- program and machine -----------------------------------------------------------------------


def test_that_a_damaged_font_and_a_missing_part_are_told(tmp_path, monkeypatch):
    resources = tmp_path / "resources"
    resources.mkdir()
    for each in paths.resources_folder().iterdir():
        if each.name not in {"fonts", "checklists"}:
            (resources / each.name).symlink_to(each)
    shutil.copytree(paths.resources_folder() / "fonts", resources / "fonts")
    (resources / "fonts" / "DejaVuSans.ttf").write_bytes(b"no font")
    monkeypatch.setattr(paths, "resources_folder", lambda: resources)
    checks = doctor.examine(asked=GOOD)
    assert "DejaVuSans.ttf" in named(checks, "fonts").said
    assert "checklists" in named(checks, "resources").said
    assert levels(checks, Level.BROKEN) == {"fonts", "resources"}


def test_that_a_library_of_another_version_is_told(monkeypatch):
    def other(name):
        if name.casefold() == "reportlab":
            return "0.1"
        return real(name)

    real = doctor_program.version
    monkeypatch.setattr(doctor_program, "version", other)
    check = named(doctor.examine(), "libraries")
    assert check.level is Level.LOOK
    assert "reportlab 0.1" in check.said


def test_that_an_old_sqlite_a_clock_of_1970_and_a_full_disk_are_told(folder, monkeypatch):
    monkeypatch.setattr(doctor_program, "sqlite_version", lambda: "3.51.2")
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(doctor_program.shutil, "disk_usage", lambda _: usage)
    asked = Machine(now=lambda: dt.datetime(1970, 1, 2, tzinfo=dt.UTC))
    checks = doctor.examine(folder, None, asked)
    assert {"sqlite", "clock", "space"} <= levels(checks, Level.BROKEN)


def test_that_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("STOCKPILE_HOME", str(tmp_path / "file"))
    checks = doctor.examine(asked=GOOD)
    assert {"log", "drafts"} == levels(checks, Level.BROKEN)


def test_that_a_check_that_fails_is_told_and_the_rest_goes_on(folder):
    def broken():
        raise RuntimeError("AK4711")

    checks = doctor.examine(folder, None, Machine(display=broken, printers=list))
    unfinished = named(checks, "unfinished")
    assert "RuntimeError" in unfinished.said
    assert "AK4711" not in unfinished.said
    assert named(checks, "files", Area.REGISTER).level is Level.OK
    assert named(checks, "printers").level is Level.LOOK


def test_that_what_cannot_be_asked_is_said_to_be_unchecked():
    def no_qt():
        raise ImportError

    for asked in (Machine(), Machine(printers=no_qt)):
        assert "not checked" in named(doctor.examine(asked=asked), "printers").said


# --- from a terminal ---------------------------------------------------------------------------


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    monkeypatch.delenv("STOCKPILE_USER", raising=False)
    return Cli(folder, capsys)


def test_that_the_doctor_answers_with_and_without_a_password(cli, folder):
    outcome = cli("doctor", "--json")
    assert outcome.status == 0
    assert outcome.json["ok"] is True
    assert {"area", "name", "level", "said", "todo"} == set(outcome.json["checks"][0])
    assert "pages" in {each["name"] for each in outcome.json["checks"]}
    bare = cli.bare("doctor", "--register", folder)
    assert bare.status == 0
    assert "In order: register.db is encrypted." in bare.out
    assert "Nothing is broken. To look at: " in bare.out
    assert cli.bare("doctor").status == 0


def test_that_a_broken_or_missing_register_ends_with_one(cli, folder, monkeypatch):
    monkeypatch.setenv("STOCKPILE_PASSWORD", "not the right one at all")
    refused = cli("doctor", "--json")
    assert refused.status == 1
    (sign_in,) = [each for each in refused.json["checks"] if each["name"] == "sign-in"]
    assert "password is wrong" in sign_in["said"]
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD)
    (folder / "register.db").write_bytes(os.urandom(8192))
    assert cli("doctor").status == 1
    assert cli.bare("doctor", "--register", folder / "none").status == 1
