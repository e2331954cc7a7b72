from __future__ import annotations

from array import array

import pytest

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import SerialState, Status
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_table_model import MOST_PAGES, PAGE, WeaponTableModel


def weapon(weapon_id: int, model: str = "AKM") -> WeaponRecord:
    return WeaponRecord(
        id=weapon_id,
        number=f"KE01-{weapon_id:06d}-X",
        serial=f"S{weapon_id}",
        serial_state=SerialState.RECORDED,
        maker="",
        model=model,
        calibre="",
        country="",
        year=None,
        category=None,
        condition=None,
        status=Status.IN_STORE,
        place_id=1,
        depot="Main depot",
        store="",
        rack="",
        received_on=None,
        source="",
        reference="",
        notes="",
        batch=None,
        registered_seq=1,
        marks=0,
        photographs=0,
    )


class Shelf:
    """Records as the read side gives them, and what was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.model = "AKM"

    def load(self, ids):
        self.asked.append(len(ids))
        return {each: weapon(each, self.model) for each in ids}


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def model(qapp, shelf):
    found = WeaponTableModel(shelf.load)
    found.show(array("q", range(1, 5001)))
    return found


def test_that_it_is_a_sound_model_over_5000_rows(model, qtmodeltester):
    qtmodeltester.check(model)


def test_that_a_page_is_loaded_when_it_is_asked_for_and_once(model, shelf):
    assert not shelf.asked
    assert model.index(4999, 0).data() == "KE01-005000-X"
    assert model.index(4801, 1).data() == "S4802"
    assert shelf.asked == [PAGE]


def test_that_no_more_pages_are_kept_than_needed(model):
    model.show(array("q", range(1, PAGE * (MOST_PAGES + 20) + 1)))
    for row in range(0, model.rowCount(), PAGE):
        model.index(row, 0).data()
    assert len(model._pages) == MOST_PAGES


def test_that_a_change_refreshes_the_page_it_touches_and_no_other(qtbot, model, shelf):
    for row in (0, 300, 900):
        model.index(row, 0).data()
    shelf.model = "M70"
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.on_committed(ChangeSet(weapons=frozenset({301})))
    first, last = changed.args[:2]
    assert (first.row(), last.row()) == (200, 399)
    assert [model.record(row).model for row in (0, 300, 900)] == ["AKM", "M70", "AKM"]
    assert len(shelf.asked) == 4


def test_that_many_changes_or_renamed_places_refresh_everything(model, shelf):
    for changes in (ChangeSet(many=True), ChangeSet(places=True)):
        model.record(0)
        model.record(900)
        model.on_committed(changes)
        assert not model._pages


def test_that_a_change_elsewhere_refreshes_nothing(qtbot, model):
    model.record(0)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.on_committed(ChangeSet(weapons=frozenset({4000}), users=True))


def test_that_a_weapon_is_found_by_its_id(model):
    assert model.row_of(4711) == 4710
    assert model.row_of(9999) is None


def test_that_small_tables_are_sound_models_too(qapp, qtmodeltester):
    rows: RecordsModel[int] = RecordsModel(
        [Column("Number", str), Column("Square", lambda n: str(n * n), number=True)]
    )
    rows.show([1, 2])
    rows.append([3])
    qtmodeltester.check(rows)
    assert rows.index(2, 1).data() == "9"
    assert rows.record(0) == 1
