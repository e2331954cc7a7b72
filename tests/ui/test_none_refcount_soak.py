"""PySide6 6.12.0 lost references to None until the process died (RELIABILITY section 0)."""

from __future__ import annotations

import gc
import sys
from array import array

import pytest

from stockpile_app.ui.models.weapon_table_model import WeaponTableModel
from stockpile_app.ui.widgets.filter_bar import FilterBar
from stockpile_app.ui.widgets.weapon_table import WeaponTable
from tests.ui.test_weapon_table_model import Shelf


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_that_ten_thousand_operations_lose_no_reference_to_none(qtbot, context):
    model = WeaponTableModel(Shelf().load)
    table = WeaponTable(model)
    bar = FilterBar((), context)
    for widget in (table, bar):
        qtbot.addWidget(widget)
    ids = array("q", range(1, 2001))

    def rounds(count: int) -> None:
        for at in range(count):
            model.show(ids)
            table.selectRow(at % 2000)
            table.verticalScrollBar().setValue(at)
            model.index(at % 2000, 0).data()
            bar.set_text(str(at))

    rounds(100)
    gc.collect()  # what earlier tests left behind holds references of its own
    before = sys.getrefcount(None)
    rounds(2000)
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 100
