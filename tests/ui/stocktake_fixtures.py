"""A store to be counted, and the steps that the tests of stocktakes share."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.stocktakes import CountWeapon, OpenStocktake, StocktakeRecord
from stockpile_app.domain.vocabulary import Category, PlaceKind, StocktakeKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.stocktakes_page import StocktakesPage
from stockpile_app.ui.scan_burst import ScanRules
from tests.ui.dialog_fixtures import idle

WEAPONS = 37
COUNTERS = ("Chipo Example", "Dora Example")


@dataclass
class Stocked:
    """A store with three racks and ``WEAPONS`` rifles in them."""

    context: UiContext
    store: int
    racks: list[int]
    ids: list[int]

    def code(self, weapon_id: int) -> str:
        return self.context.services.weapons.load([weapon_id])[weapon_id].code

    def rack_of(self, weapon_id: int) -> int:
        return self.racks[self.ids.index(weapon_id) % len(self.racks)]

    def open(self, kind: StocktakeKind = StocktakeKind.FULL, **more: object) -> int:
        services = self.context.services
        done = services.stocktakes.open(
            OpenStocktake(
                kind=kind,
                place_id=self.store,
                counters=COUNTERS,
                occurred_on=services.desk.today,
                **more,  # type: ignore[arg-type]
            )
        )
        return done.stocktake_id

    def count(self, stocktake: int, counter: int, ids: list[int], **more: object) -> None:
        for each in ids:
            self.context.services.stocktakes.count(
                CountWeapon(
                    stocktake_id=stocktake,
                    counter=counter,
                    weapon_id=each,
                    place_id=self.rack_of(each),
                    **more,  # type: ignore[arg-type]
                )
            )

    def counted(self, stocktake: int, counter: int) -> dict[int, int | None]:
        """Return the place that each weapon was counted in."""
        lines = self.context.services.stocktakes.lines(stocktake, counter, limit=1000)
        found = {each.weapon.id: each.place_id for each in lines if each.weapon}
        assert len(found) == sum(each.weapon is not None for each in lines)
        return found

    def get(self, stocktake: int) -> StocktakeRecord:
        return self.context.services.stocktakes.get(stocktake)


def rack_code(rack: int) -> str:
    return PaperCode(CodeKind.PLACE, "KE01", rack).code


def stocked_with(context: UiContext, weapons: int) -> Stocked:
    places = context.services.places
    store = places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    racks = [
        places.add(AddPlace(PlaceKind.RACK, f"Rack {at}", parent=store)).place_id
        for at in (1, 2, 3)
    ]
    ids = [
        context.services.weapons.register(
            RegisterWeapon(
                place_id=racks[at % 3],
                serial=f"AK{4711000 + at}",
                maker="Izhmash",
                model="AKM" if at % 2 else "AKMS",
                calibre="7.62 x 39 mm",
                country="SU",
                category=Category.ASSAULT_RIFLE,
            )
        ).weapon_id
        for at in range(weapons)
    ]
    return Stocked(context, store, racks, ids)


@pytest.fixture
def stocked(context: UiContext) -> Stocked:
    """The store of the tests."""
    return stocked_with(context, WEAPONS)


def shown(qtbot, stocked: Stocked) -> StocktakesPage:
    page = StocktakesPage(stocked.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    idle(qtbot, stocked.context)
    return page


def in_front(qtbot, page: StocktakesPage) -> None:
    """Make the window active: keys such as F9 work there alone."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)


def settle(qtbot, page: StocktakesPage) -> None:
    """Wait until everything that was read is answered."""
    qtbot.waitUntil(lambda: not len(page.count.desk.queue), timeout=30_000)
    idle(qtbot, page.context)


def begin(qtbot, page: StocktakesPage, stocktake: int, counter: int) -> None:
    """Open a stocktake and say who counts."""
    page.open_item(stocktake)
    idle(qtbot, page.context)
    qtbot.mouseClick(page.dialog.buttons[counter], Qt.MouseButton.LeftButton)
    idle(qtbot, page.context)
    assert page.count.isVisible()
    in_front(qtbot, page)


def scan(qtbot, page: StocktakesPage, *codes: str) -> None:
    for each in codes:
        page.on_scan(each)
    settle(qtbot, page)


def typed(qtbot, page: StocktakesPage, text: str) -> None:
    QTest.keyClicks(page.count.field, text)
    QTest.keyClick(page.count.field, Qt.Key.Key_Return)
    settle(qtbot, page)


def finish(qtbot, page: StocktakesPage) -> None:
    page.count.finish.click()
    idle(qtbot, page.context)
    page.dialog.findChild(QWidget, "yes").click()
    idle(qtbot, page.context)


def burst(window: QWidget, text: str, gap_ms: float = 2) -> float:
    """Press keys as a scanner does; return the longest gap that there was, in ms."""
    handle, longest, before = window.windowHandle(), 0.0, time.monotonic()
    for each in (*text, Qt.Key.Key_Return):
        QTest.qWait(0)
        while (time.monotonic() - before) * 1000 < gap_ms:
            QTest.qWait(1)
        longest = max(longest, (time.monotonic() - before) * 1000)
        before = time.monotonic()
        QTest.keyClick(handle, each)
    return longest


def scanned_by_keys(window: QWidget, text: str) -> bool:
    """Scan once at scanner speed; whether the machine was quick enough for it to be a scan."""
    return burst(window, text) < ScanRules().gap_ms - 5


def dialog_named(name: str) -> QWidget:
    found = [each for each in QApplication.topLevelWidgets() if each.objectName() == name]
    return next(each for each in found if each.isVisible())


def everything_said(widget: QWidget) -> list[str]:
    """Return every text that can be seen, those of tables too."""
    texts = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    for table in widget.findChildren(QTableView):
        model = table.model()
        if table.isVisible() and model is not None:
            texts += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return texts
