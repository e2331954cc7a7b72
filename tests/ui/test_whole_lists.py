"""Lists of which only the newest rows are read are printed and exported whole."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel

from stockpile_app.domain.movements import MoveWeapons
from stockpile_app.ui.movement_query import PAGE as MOVEMENTS
from stockpile_app.ui.pages.ledger_page import PAGE as ENTRIES
from stockpile_app.ui.pages.ledger_page import LedgerPage
from stockpile_app.ui.pages.movements_page import MovementsPage
from tests.ui.conftest import idle
from tests.ui.movement_fixtures import depot

__all__ = ["depot"]
MORE = 30


@pytest.fixture
def busy(depot):
    """A register with more movements than a page of them, and more entries."""
    day = depot.services.desk.today
    for at in range(MOVEMENTS + MORE):
        place = depot.other_rack if at % 2 == 0 else depot.rack
        depot.services.movements.move(
            MoveWeapons(
                weapon_ids=(depot.weapons[0],), place_id=place, occurred_on=day, handed_by="Amina"
            )
        )
    return depot


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    idle(qtbot, page._context if isinstance(page, LedgerPage) else page.context)
    return page


def exported(context, table, path) -> list[dict[str, str]]:
    context.services.lists.export(path, table.acts.sheet())
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_that_all_movements_are_exported_though_a_page_of_them_was_read(qtbot, busy, tmp_path):
    page = shown(qtbot, MovementsPage(busy.context))
    assert page.table.records.rowCount() == MOVEMENTS
    rows = exported(busy.context, page.table, tmp_path / "movements.csv")
    assert len(rows) == MOVEMENTS + MORE
    assert rows[0]["Number"] == page.table.records.record(0).number
    assert len({each["Number"] for each in rows}) == len(rows)


def test_that_only_what_the_filter_asks_for_is_exported(qtbot, busy, tmp_path):
    busy.issue(1)
    page = shown(qtbot, MovementsPage(busy.context))
    page.person.set_person(busy.daudi)
    page._on_filter()
    idle(qtbot, busy.context)
    (row,) = exported(busy.context, page.table, tmp_path / "movements.csv")
    assert row["What"] == "Issue"


def test_that_rows_that_are_selected_are_taken_alone(qtbot, busy):
    page = shown(qtbot, LedgerPage(busy.context))
    page.table.select_many()
    rows = QItemSelection(page.table.records.index(0, 0), page.table.records.index(2, 0))
    flags = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().select(rows, flags.ClearAndSelect | flags.Rows)
    assert page.table.acts.sheet().total == 3


def test_that_the_ledger_is_exported_from_its_first_entry(qtbot, busy, tmp_path):
    page = shown(qtbot, LedgerPage(busy.context))
    assert page.table.records.rowCount() == ENTRIES
    newest = page.table.records.record(0).seq
    rows = exported(busy.context, page.table, tmp_path / "ledger.csv")
    assert [int(each["Entry"]) for each in rows] == list(range(newest, 0, -1))
    again = exported(busy.context, page.table, tmp_path / "again.csv")
    assert len(again) == len(rows) + 1  # that it was exported is an entry itself


def test_that_movements_are_sorted_only_once_all_of_them_are_there(qtbot, busy):
    page = shown(qtbot, MovementsPage(busy.context))
    table, records = page.table, page.table.records
    given = [each.id for each in records.records]
    table.columns.sort_by((0, False))
    assert [each.id for each in records.records] == given
    assert not table.sorts(0)
    assert not table.heads.isSortIndicatorShown()
    page.older.click()
    idle(qtbot, busy.context)
    assert records.rowCount() == MOVEMENTS + MORE
    assert table.sorts(0)
    table.columns.sort_by((0, False))
    assert records.record(0).id == min(each.id for each in records.records)
    page._load(None)
    idle(qtbot, busy.context)
    assert [each.id for each in records.records] == given
