from __future__ import annotations

import contextlib
import csv

import pytest

from stockpile_app.domain.errors import (
    BadFile,
    BadValue,
    CannotUndo,
    NotFound,
    SecondPersonNeeded,
    StockpileError,
)
from stockpile_app.domain.imports import ImportFiles, Outcome
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import PlaceKind, SerialState, Status
from stockpile_app.domain.weapons import DescribeWeapon, RegisterWeapon
from tests.builders import BRIAN, CancelAfter

HEAD = ("Serial Number", "Make", "Model", "Caliber", "Depot", "Store", "Rack", "Reference")


def sheet(folder, *rows, name="book.csv", head=HEAD):
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return path


def weapon(serial, model="M16A1", maker="Colt", depot="Annex", store="", rack="", reference=""):
    return serial, maker, model, "5.56 x 45 mm", depot, store, rack, reference


def run(services, *paths, **options):
    return services.imports.run(ImportFiles(files=paths, **options))


def rehearse(services, *paths, **options):
    return services.imports.rehearse(ImportFiles(files=paths, keep_rows=True, **options))


def adds_up(report):
    return report.read == report.created + report.unchanged + report.skipped + report.error_rows


def head(services):
    return services.ledgers.entries(limit=1)[0].seq


@pytest.fixture
def book(tmp_path):
    return sheet(
        tmp_path,
        weapon("A1"),
        weapon("A2", store="Store A", rack="R1"),
        weapon("A3", depot="Main depot"),
        weapon("NULL"),
        weapon("NULL"),
        weapon("N/A", model="M9"),
    )


def test_that_an_import_registers_every_row_in_one_batch(services, book):
    report = run(services, book)
    assert (report.read, report.created, report.error_rows) == (6, 6, 0)
    assert adds_up(report)
    weapons = services.weapons.load(services.weapons.snapshot(WeaponQuery(batch=report.batch)))
    assert sorted(each.serial or "" for each in weapons.values()) == ["", "", "", "A1", "A2", "A3"]
    assert {each.serial_state for each in weapons.values() if each.serial is None} == {
        SerialState.NOT_RECORDED
    }
    assert report.new_places == ["Annex", "Annex / Store A", "Annex / Store A / R1"]
    [batch] = services.imports.batches()
    assert (batch.batch, batch.files, batch.read, batch.created) == (
        report.batch,
        ("book.csv",),
        6,
        6,
    )
    assert services.ledgers.verify().ok


def test_that_importing_again_creates_nothing(services, book):
    run(services, book)
    before = head(services)
    report = run(services, book)
    assert (report.created, report.unchanged, report.batch) == (0, 6, None)
    assert adds_up(report)
    assert head(services) == before


def test_that_identical_rows_without_a_serial_are_as_many_weapons(services, tmp_path, book):
    run(services, book)
    more = sheet(tmp_path, *[weapon("NULL")] * 5, name="more.csv")
    report = run(services, more)
    assert (report.created, report.unchanged) == (3, 2)
    assert run(services, more).created == 0


def test_that_a_rehearsal_says_what_would_be_and_writes_nothing(services, book):
    before = head(services)
    rehearsed = rehearse(services, book)
    assert head(services) == before
    done = run(services, book, keep_rows=True)
    assert (rehearsed.read, rehearsed.created) == (done.read, done.created)
    assert rehearsed.new_places == done.new_places
    assert [each.outcome for each in rehearsed.rows] == [Outcome.CREATED] * 6
    assert rehearsed.batch is None


def test_that_one_error_keeps_everything_out_and_all_are_told_at_once(services, tmp_path):
    path = sheet(tmp_path, weapon("A1"), weapon("A1"), weapon("A2"), weapon("A2"), weapon("A3"))
    before = head(services)
    report = run(services, path)
    assert [(each.row, each.column) for each in report.errors] == [(3, "serial"), (5, "serial")]
    assert (report.read, report.error_rows, report.batch) == (5, 2, None)
    assert adds_up(report)
    assert head(services) == before
    assert services.places.all()[0].name == "Main depot"


def test_that_the_valid_rows_are_accepted_when_asked(services, tmp_path):
    path = sheet(tmp_path, weapon("A1"), weapon("A1"), weapon("A2", rack="R1"), weapon("A3"))
    report = run(services, path, accept_valid=True)
    assert (report.created, report.error_rows) == (2, 2)
    assert adds_up(report)
    [batch] = services.imports.batches()
    assert (batch.created, batch.errors) == (2, 2)
    numbers = services.weapons.load(services.weapons.snapshot(WeaponQuery()))
    assert sorted(numbers) == [1, 2]
    assert services.ledgers.verify().ok
    assert run(services, path, accept_valid=True).created == 0


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        (weapon("A1", "M16A1"), weapon("A1", "M9"), 0),
        (weapon("A1", maker="Colt"), weapon("A1", maker="FN"), 0),
        (weapon("A1", ""), weapon("A1", "M9"), 1),
        (weapon("A1"), weapon("a-1"), 1),
        (weapon("A1", depot="Annex"), weapon("A1", depot="Main depot"), 1),
    ],
)
def test_that_the_same_serial_twice_is_an_error_unless_a_known_field_tells(
    services, tmp_path, one, other, errors
):
    report = run(services, sheet(tmp_path, one, other))
    assert report.error_rows == errors
    assert adds_up(report)


def test_that_a_serial_may_not_stand_in_two_files_either(services, tmp_path):
    one = sheet(tmp_path, weapon("A1"), name="one.csv")
    two = sheet(tmp_path, weapon("A1"), name="two.csv")
    report = run(services, one, two)
    assert [(each.file, each.row) for each in report.errors] == [("two.csv", 2)]
    assert "one.csv" in report.errors[0].message


def test_that_a_weapon_registered_elsewhere_is_an_error(services, tmp_path):
    services.weapons.register(RegisterWeapon(place_id=1, serial="A1", maker="Colt", model="M16A1"))
    report = run(services, sheet(tmp_path, weapon("A1", depot="Annex")))
    assert report.error_rows == 1
    assert "Main depot" in report.errors[0].message
    report = run(services, sheet(tmp_path, weapon("A1", depot="Main depot"), name="b.csv"))
    assert (report.unchanged, report.error_rows) == (1, 0)


def test_that_what_differs_from_the_register_is_a_warning(services, tmp_path):
    run(services, sheet(tmp_path, weapon("A1", reference="PB1")))
    path = sheet(
        tmp_path, (*weapon("A1", reference="PB1"), "poor"), name="b.csv", head=(*HEAD, "Notes")
    )
    report = run(services, path)
    assert report.unchanged == 1
    assert "notes" in report.warnings[-1].message


def test_that_a_row_without_a_depot_needs_to_know_which(services, tmp_path):
    path = sheet(tmp_path, weapon("A1", depot=""))
    assert rehearse(services, path).created == 1
    annex = services.places.add(AddPlace(PlaceKind.DEPOT, "Annex")).place_id
    assert rehearse(services, path).error_rows == 1
    run(services, path, depot=annex)
    assert services.weapons.find("A1").weapons[0].depot == "Annex"


def test_that_a_rack_without_a_store_is_an_error(services, tmp_path):
    report = run(services, sheet(tmp_path, weapon("A1", rack="R1")))
    assert report.error_rows == 1
    assert "R1" in report.errors[0].message


def test_that_places_are_known_by_name_or_code_whatever_the_case(services, tmp_path):
    path = sheet(tmp_path, weapon("A1", depot="MAIN depot"), weapon("A2", depot="d1"))
    report = run(services, path)
    assert report.new_places == []
    assert {each.depot for each in services.weapons.find("A").weapons} == {"Main depot"}


def test_that_stopping_leaves_nothing(services, book):
    before = head(services)
    with pytest.raises(Cancelled):
        services.imports.run(ImportFiles(files=(book,)), CancelAfter())
    assert head(services) == before
    assert services.ledgers.verify().ok


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04", b"no header here\n"])
def test_that_a_file_that_cannot_be_read_is_told_and_nothing_written(services, tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    before = head(services)
    with contextlib.suppress(StockpileError):
        assert run(services, path).created == 0
    assert head(services) == before


def test_that_a_missing_file_is_told(services, tmp_path):
    with pytest.raises(BadFile):
        run(services, tmp_path / "nowhere.csv")


# --- taking an import back -----------------------------------------------------------------------


def test_that_an_import_is_taken_back_with_its_places_by_two_people(services, book):
    report = run(services, book)
    services.imports.undo(report.batch, "wrong file", BRIAN)
    assert services.imports.batches()[0].undone
    assert not services.weapons.snapshot(WeaponQuery())
    weapons = services.weapons.load(services.weapons.snapshot(WeaponQuery(withdrawn=True)))
    assert {each.status for each in weapons.values()} == {Status.WITHDRAWN}
    assert [each.path for each in services.places.all()] == ["Main depot"]
    undone = services.ledgers.entries(limit=1)[0]
    assert (undone.kind, undone.recorded_by, undone.approved_by) == (
        "import-undone",
        "amina",
        "brian",
    )
    assert services.ledgers.verify().ok


def test_that_what_was_taken_back_is_imported_anew(services, book):
    services.imports.undo(run(services, book).batch, "wrong depot", BRIAN)
    again = run(services, book)
    assert (again.created, again.unchanged) == (6, 0)
    weapons = services.weapons.load(services.weapons.snapshot(WeaponQuery()))
    assert sorted(weapons) == list(range(7, 13))
    assert services.ledgers.verify().ok
    services.imports.undo(again.batch, "again", BRIAN)
    assert services.ledgers.verify().ok


def test_that_places_that_others_use_stay_open(services, book):
    report = run(services, book)
    annex = services.places.find("Annex").id
    services.weapons.register(RegisterWeapon(place_id=annex, serial="Z1"))
    services.imports.undo(report.batch, "wrong", BRIAN)
    assert [each.path for each in services.places.all()] == ["Annex", "Main depot"]


def test_that_an_import_whose_weapons_were_touched_stays(services, book):
    report = run(services, book)
    services.weapons.describe(DescribeWeapon(weapon_id=2, notes="seen"))
    before = head(services)
    with pytest.raises(CannotUndo, match="KE01-000002"):
        services.imports.undo(report.batch, "wrong", BRIAN)
    assert head(services) == before


def test_that_an_undo_that_cannot_be_changes_nothing(services, book):
    report = run(services, book)
    before = head(services)
    undo = services.imports.undo
    for act, kind in (
        (lambda: undo(report.batch, "wrong", None), SecondPersonNeeded),
        (lambda: undo(report.batch, "  ", BRIAN), BadValue),
        (lambda: undo(9999, "wrong", BRIAN), NotFound),
        (lambda: undo(report.batch, "wrong", BRIAN, CancelAfter()), Cancelled),
    ):
        with pytest.raises(kind):
            act()
    assert head(services) == before
    undo(report.batch, "wrong", BRIAN)
    with pytest.raises(CannotUndo):
        undo(report.batch, "wrong", BRIAN)


# --- remembered profiles -------------------------------------------------------------------------


def test_that_a_mapping_is_remembered_under_its_name(services, tmp_path):
    path = sheet(tmp_path, ("A1", "M16A1"), head=("Nr.", "Art"))
    services.imports.save_profile("ours", {"Nr.": "serial", "Art": "model"})
    assert services.imports.profiles() == {"ours": ({"Nr.": "serial", "Art": "model"}, "")}
    assert run(services, path, profile="ours").created == 1
    assert services.weapons.find("A1").weapons[0].model == "M16A1"
    services.imports.save_profile("ours", {"Nr.": "serial"})
    assert services.imports.profiles() == {"ours": ({"Nr.": "serial"}, "")}
    assert services.ledgers.verify().ok


@pytest.mark.parametrize("name", ["", " ", "property-book", "x" * 65])
def test_that_a_profile_needs_a_name_of_its_own(services, name):
    with pytest.raises(BadValue):
        services.imports.save_profile(name, {})


def test_that_an_unknown_profile_or_field_is_told(services, book):
    for options in (
        {"profile": "nobody's"},
        {"mapping": {"Make": "colour"}},
        {"mapping": {"X": "maker"}},
    ):
        with pytest.raises(BadValue):
            run(services, book, **options)
