"""Each kind of scan gets its own answer."""

from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.keyboards import Fault, garbled
from stockpile_app.domain.numbers import CodeKind, PaperCode, RegisterNumber
from stockpile_app.domain.scans import ScanKind
from tests.builders import number, weapon


@pytest.fixture
def read(services):
    with services.desk.store.write() as uow:
        uow.record(
            weapon(1, serial="AB 100"),
            weapon(2, serial="S-77", model="M16A1"),
            weapon(3, serial="s77", model="AKM"),
            weapon(4, serial=RegisterNumber("UG02", 5).code),
            weapon(5, serial="KE0100012"),
        )
        uow.commit()
    return services.scans.read


@pytest.mark.parametrize("text", [number(1), number(1).replace("-", "").lower(), "ab100", "AB-100"])
def test_that_a_weapon_is_found_by_number_or_by_its_own_serial(read, text):
    scan = read(f" {text}\r")
    assert (scan.kind, scan.weapon.id) == (ScanKind.WEAPON, 1)


def test_that_a_serial_of_several_weapons_names_them_all(read):
    scan = read("S77")
    assert scan.kind is ScanKind.SHARED
    assert {each.id for each in scan.weapons} == {2, 3}
    assert scan.weapon is None


def test_that_a_paper_is_told_without_looking_it_up(read):
    paper = PaperCode(CodeKind.STOCKTAKE, "KE01", 12)
    scan = read(paper.code)
    assert (scan.kind, scan.paper) == (ScanKind.PAPER, paper)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (number(99), ScanKind.MISSING),
        ("KE01-000001-A", ScanKind.WRONG_CHECK),
        ("KE01000001A", ScanKind.WRONG_CHECK),
        ("PLKE01000001A", ScanKind.WRONG_CHECK),
        (str(RegisterNumber("UG02", 6)), ScanKind.FOREIGN),
        (RegisterNumber("UG02", 6).code, ScanKind.FOREIGN),
        ("ZZ9", ScanKind.UNKNOWN),
        ("", ScanKind.UNKNOWN),
        ("x" * 3000, ScanKind.UNKNOWN),
        ("STOCKPILE1/KE01/12/AB", ScanKind.UNKNOWN),
    ],
)
def test_that_everything_else_has_its_own_answer(read, text, kind):
    scan = read(text)
    assert (scan.kind, scan.weapon, scan.weapons) == (kind, None, ())


def test_that_a_registered_serial_comes_before_another_registers_number(read):
    assert read(RegisterNumber("UG02", 5).code).weapon.id == 4
    assert read("KE0100012").weapon.id == 5


def test_that_what_is_easily_taken_for_it_is_shown(read):
    scan = read("A8 1OO")
    assert scan.kind is ScanKind.UNKNOWN
    assert [each.id for each in scan.look_alikes] == [1]


def test_that_a_withdrawn_registration_is_known_by_its_number_alone(services, read):
    with services.desk.store.write() as uow:
        uow.record(f.RegistrationWithdrawn(number=number(1), corrects=1, reason="x"))
        uow.commit()
    assert read(number(1)).weapon.id == 1
    assert read("AB 100").kind is ScanKind.UNKNOWN


@pytest.mark.parametrize("workstation", ["fr_FR", "ru_RU", "ar_EG"])
def test_that_a_slow_scanner_is_read_through_a_keyboard_that_is_set_wrong(read, workstation):
    code = number(1).replace("-", "")
    scan = read(garbled(code, Fault("en_US", workstation)))
    assert (scan.kind, scan.weapon.id, scan.text) == (ScanKind.WEAPON, 1, code)


def test_that_a_serial_comes_before_what_another_keyboard_would_make_of_it(services):
    serial = garbled(number(1).replace("-", ""), Fault("en_US", "ru_RU"))
    with services.desk.store.write() as uow:
        uow.record(weapon(1, serial="AB 100"), weapon(2, serial=serial))
        uow.commit()
    assert services.scans.read(serial).weapon.id == 2
