"""What locks a place locks it for whoever puts weapons there."""

from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence import stocktake_index
from tests.builders_movements import (
    BOX,
    CRATE,
    DEPOT,
    FAR,
    OTHER,
    RACK,
    STORE,
    sealed,
    send,
    set_up,
    state,
    stocktake,
)


@pytest.fixture
def depot(services):
    set_up(services.desk.store)
    return services


def imported(services, folder, *rows):
    path = folder / "rows.csv"
    path.write_text("Serial Number,Depot,Store,Rack\n" + "\n".join(rows) + "\n")
    return services.imports.run(ImportFiles(files=(path,)))


@pytest.mark.parametrize(
    ("counted", "locked"),
    [
        (DEPOT, {DEPOT, STORE, RACK, BOX, CRATE}),
        (STORE, {DEPOT, STORE, RACK, BOX, CRATE}),
        (RACK, {DEPOT, STORE, RACK, CRATE}),
        (BOX, {DEPOT, STORE, BOX}),
    ],
)
def test_that_a_stocktake_locks_above_and_below(depot, counted, locked):
    begun = stocktake(depot, counted)
    with depot.desk.store.read() as connection:
        over = stocktake_index.locks(connection, (DEPOT, STORE, RACK, BOX, CRATE, OTHER, FAR))
    name = f"ST-KE01-{begun}"
    assert set(over) == locked
    assert {each.number for each in over.values()} == {name}


@pytest.mark.parametrize(
    "row", ["N1,Main depot,Store M,R1", "N1,Main depot,Store M,New rack", "N1,Main depot,New,"]
)
def test_that_nothing_is_imported_where_a_stocktake_is_open(depot, tmp_path, row):
    begun = stocktake(depot, STORE)
    report = imported(depot, tmp_path, row, "N2,North depot,Store N,")
    assert (report.created, report.error_rows) == (1, 1)
    [error] = report.errors
    assert (error.row, error.params["stocktake"]) == (2, f"ST-KE01-{begun}")
    assert report.batch is None or report.batch == 0
    assert not depot.weapons.find("N2").weapons


def test_that_a_new_depot_is_imported_while_another_is_counted(depot, tmp_path):
    stocktake(depot, DEPOT)
    report = imported(depot, tmp_path, "N1,South depot,Store S,R1", "N2,South depot,Store S,R1")
    assert (report.created, report.error_rows) == (2, 0)


def test_that_nothing_is_imported_or_registered_into_a_sealed_container(depot, tmp_path):
    state(depot, sealed(BOX, "A1"))
    report = imported(depot, tmp_path, "N1,Main depot,Store M,Box 7")
    assert report.error_rows == 1
    with pytest.raises(NotAllowedNow, match="is sealed"):
        depot.weapons.register(RegisterWeapon(place_id=BOX, serial="N1"))


def test_that_nothing_is_registered_into_a_container_on_its_way(depot):
    state(depot, sealed(BOX, "A1"))
    depot.movements.dispatch(send())
    with pytest.raises(NotAllowedNow, match="on its way"):
        depot.weapons.register(RegisterWeapon(place_id=BOX, serial="N1"))


def test_that_a_stocktake_that_is_over_locks_nothing(depot):
    begun = stocktake(depot, STORE)
    state(depot, f.StocktakeClosed(stocktake=begun, occurred_on="2026-03-02", expected=0, found=0))
    depot.weapons.register(RegisterWeapon(place_id=STORE, serial="N1"))


def test_that_a_place_added_while_counting_is_locked_too(depot):
    begun = stocktake(depot, STORE)
    state(
        depot,
        f.PlaceAdded(place=39, place_kind=PlaceKind.RACK, code="R9", name="R9", parent=STORE),
    )
    with pytest.raises(NotAllowedNow, match=f"ST-KE01-{begun}"):
        depot.weapons.register(RegisterWeapon(place_id=39, serial="N1"))
