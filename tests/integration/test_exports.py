from __future__ import annotations

import csv
import json
import os

import pytest
from python_calamine import CalamineWorkbook

from stockpile_app.domain.errors import BadValue, StorageFailed
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import PlaceKind, SerialState
from stockpile_app.domain.weapons import RegisterWeapon
from tests.builders import CancelAfter, number


@pytest.fixture
def stock(services):
    for serial in ("A1", "007", "=1+1", "1E5", "-5", "@x", "АВ٣", "9228066*"):
        services.weapons.register(
            RegisterWeapon(place_id=1, serial=serial, maker="=cmd|' /C calc'!A0", notes='a\nb;c"d,')
        )
    services.weapons.register(
        RegisterWeapon(place_id=1, serial_state=SerialState.ILLEGIBLE, model="M9")
    )
    return services


def last(services):
    entry = services.ledgers.entries(limit=1)[0]
    return entry.kind, json.loads(entry.body)


def rows_of(path):
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as source:
            return list(csv.reader(source))
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("name", ["all.csv", "all.XLSX"])
def test_that_an_export_is_an_entry_with_one_row_a_weapon(stock, tmp_path, name):
    done = stock.exports.export(tmp_path / name)
    head, *rows = (
        rows_of(tmp_path / name)
        if name.endswith("csv")
        else rows_of((tmp_path / name).rename(tmp_path / "x.xlsx"))
    )
    assert head[:2] == ["number", "status"]
    assert done.weapons == len(rows) == 9
    assert [row[0] for row in rows] == [number(each) for each in range(1, 10)]
    kind, body = last(stock)
    assert (kind, body["weapons"]) == ("register-exported", 9)


@pytest.fixture
def deep_stock(stock):
    """Weapons in a bin of a rack, and in containers in a store and in the depot itself."""
    levels = ((PlaceKind.STORE, 1), (PlaceKind.RACK, 2), (PlaceKind.BIN, 3))
    for kind, parent in (*levels, (PlaceKind.CONTAINER, 2), (PlaceKind.CONTAINER, 1)):
        stock.places.add(AddPlace(kind, f"{kind.label} {parent}", parent=parent))
    for place in (4, 5, 6):
        stock.weapons.register(RegisterWeapon(place_id=place, serial=f"D{place}"))
    return stock


def test_that_places_deeper_than_a_rack_are_read_back_as_they_are(deep_stock, tmp_path):
    deep_stock.exports.export(tmp_path / "all.csv")
    before = len(deep_stock.places.all())
    report = deep_stock.imports.run(ImportFiles(files=(tmp_path / "all.csv",)))
    assert (report.read, report.unchanged, report.created, list(report.errors)) == (12, 12, 0, [])
    assert len(deep_stock.places.all()) == before


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_that_reading_its_own_export_back_changes_nothing(stock, tmp_path, name):
    stock.exports.export(tmp_path / name)
    before = stock.ledgers.entries(limit=1)
    report = stock.imports.run(ImportFiles(files=(tmp_path / name,)))
    assert [each.message for each in report.errors] == []
    assert (report.read, report.unchanged, report.created) == (9, 9, 0)
    assert [each.message for each in report.warnings] == []
    assert stock.ledgers.entries(limit=1) == before


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_that_no_cell_begins_a_formula(stock, tmp_path, name):
    stock.exports.export(tmp_path / name)
    for row in rows_of(tmp_path / name):
        for cell in row:
            assert isinstance(cell, str)
            assert name == "all.xlsx" or cell[:1] not in set("=+-@\t\r")


def test_that_an_export_can_be_of_some(stock, tmp_path):
    assert stock.exports.export(tmp_path / "m9.csv", WeaponQuery(model="M9")).weapons == 1


@pytest.mark.parametrize("name", ["all.pdf", "all", "all.xls"])
def test_that_another_kind_of_file_is_refused(stock, tmp_path, name):
    before = last(stock)
    with pytest.raises(BadValue):
        stock.exports.export(tmp_path / name)
    assert last(stock) == before


def test_that_an_export_that_cannot_be_leaves_no_entry_and_the_old_file(stock, tmp_path):
    before = last(stock)
    (tmp_path / "old.csv").write_bytes(b"old")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Cancelled):
        stock.exports.export(tmp_path / "old.csv", progress=CancelAfter())
    with pytest.raises(StorageFailed):
        stock.exports.export(tmp_path / "folder.csv")
    with pytest.raises(StorageFailed):
        stock.exports.export(tmp_path / "nowhere" / "all.csv")
    assert last(stock) == before
    assert (tmp_path / "old.csv").read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.new"))


def test_that_a_name_of_bytes_that_are_no_letters_is_recorded_as_it_is_seen(stock, tmp_path):
    out = tmp_path / os.fsdecode(b"\xff.csv")
    assert stock.exports.export(out).weapons
    assert last(stock)[1]["scope"] == "‹U+DCFF›.csv"
