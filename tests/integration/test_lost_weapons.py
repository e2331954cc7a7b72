"""A lost or stolen weapon is found by every search, scan and import at once."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.incidents import RecoverWeapons, ReportIncident
from stockpile_app.domain.scans import ScanKind
from stockpile_app.domain.vocabulary import IncidentKind, Status
from stockpile_app.domain.weapons import RegisterWeapon
from tests.builders import number

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def stolen(services):
    """Weapon 1 of three is stolen; return the incident."""
    for serial in ("A1", "A2", "A3"):
        services.weapons.register(
            RegisterWeapon(place_id=1, serial=serial, maker="Colt", model="M16A1")
        )
    return services.incidents.report(
        ReportIncident(
            kind=IncidentKind.THEFT, discovered_on=DAY, circumstances="Gone.", weapon_ids=(1,)
        )
    ).incident_id


def rehearse(services, path, head, *rows):
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return services.imports.rehearse(ImportFiles(files=(path,), keep_rows=True))


def alarms(report):
    return [
        (each.row, each.column, str(each.message_id).format_map(each.params))
        for each in report.warnings
        if "WEAPON:" in each.message_id
    ]


def test_that_a_search_finds_it_with_its_status(services, stolen):
    (found,) = services.weapons.find("A1").weapons
    assert found.status is Status.STOLEN
    assert services.weapons.by_number(number(1)).status is Status.STOLEN


@pytest.mark.parametrize("text", ["A1", number(1), number(1).replace("-", "")])
def test_that_a_scan_finds_it_with_its_status(services, stolen, text):
    scan = services.scans.read(text)
    assert scan.kind is ScanKind.WEAPON
    assert scan.weapon.status is Status.STOLEN


def test_that_an_import_row_with_its_serial_is_told_loudly(services, stolen, tmp_path):
    report = rehearse(
        services,
        tmp_path / "book.csv",
        ("Serial Number", "Make", "Model", "Depot"),
        ("B7", "Colt", "M16A1", "Main depot"),
        (" a-1 ", "Colt", "M16A1", "Annex"),
        ("A1", "Zastava", "M70", "Main depot"),
        ("A2", "Colt", "M16A1", "Main depot"),
    )
    told = alarms(report)
    assert [(row, column) for row, column, _ in told] == [(3, "serial"), (4, "serial")]
    assert told[0][2].startswith("STOLEN WEAPON: serial")
    assert f"is that of {number(1)} (M16A1)" in told[0][2]
    assert f"incident {stolen}" in told[1][2]


def test_that_an_import_row_with_its_number_is_told_unless_the_file_knows(
    services, stolen, tmp_path
):
    head = ("Number", "Serial Number", "Status", "Depot")
    report = rehearse(
        services,
        tmp_path / "knows.csv",
        head,
        (number(1), "A1", "stolen", "Main depot"),
        (number(2), "A2", "in store", "Main depot"),
    )
    assert alarms(report) == []
    report = rehearse(
        services, tmp_path / "not.csv", head, (number(1), "A1", "in store", "Main depot")
    )
    assert [row for row, _, _ in alarms(report)] == [2]


def test_that_a_lost_weapon_is_called_lost(services, stolen, tmp_path):
    services.incidents.report(
        ReportIncident(
            kind=IncidentKind.LOSS, discovered_on=DAY, circumstances="Gone.", weapon_ids=(2,)
        )
    )
    report = rehearse(
        services, tmp_path / "a.csv", ("Serial Number", "Depot"), ("A2", "Main depot")
    )
    assert alarms(report)[0][2].startswith("LOST WEAPON: serial A2")


def test_that_nothing_is_said_of_it_once_it_is_back(services, stolen, tmp_path):
    services.incidents.recover(
        RecoverWeapons(weapon_ids=(1,), place_id=1, occurred_on=DAY, circumstances="Found.")
    )
    report = rehearse(
        services, tmp_path / "a.csv", ("Serial Number", "Depot"), ("A1", "Main depot")
    )
    assert alarms(report) == []
    assert services.weapons.find("A1").weapons[0].status is Status.IN_STORE
