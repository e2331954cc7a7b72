"""The few steps that the tests of most dialogs share."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QLabel, QTabBar, QWidget

from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.ui.context import UiContext

HEADERS = (
    "Depot", "Store", "Rack", "Serial  Number", "Make", "Model", "Caliber", "Country", "Price",
)  # fmt: skip


NO_FOCUS = Qt.FocusPolicy.NoFocus


def idle(qtbot, context: UiContext) -> None:
    """Wait until no job runs."""
    qtbot.waitUntil(lambda: not context.jobs._running, timeout=30_000)


def write_book(path: Path, rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> Path:
    """Write a made-up property list: a title line, an empty line, headers, rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([["Weapons held on 1 March"], [], headers, *rows])
    return path


def rifle(serial: str, **changes: str) -> list[str]:
    values = {
        "depot": "Main depot",
        "store": "Store A",
        "rack": "R1",
        "serial": serial,
        "maker": "Izhmash",
        "model": "AKM",
        "calibre": "7.62x39",
        "country": "SU",
        "price": "100",
    }
    return list({**values, **changes}.values())


@pytest.fixture
def armed(context: UiContext, tmp_path: Path) -> UiContext:
    """The context of a register with thirty rifles in a rack of a store."""
    places = context.services.places
    store = places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    places.add(AddPlace(PlaceKind.RACK, "R1", parent=store))
    book = write_book(tmp_path / "book.csv", [rifle(f"B{100 + n}") for n in range(30)])
    assert context.services.imports.run(ImportFiles(files=(book,))).created == 30
    return context


def unnamed(widget: QWidget) -> list[str]:
    """Return what a screen reader could not name, or what would take text for markup."""
    found = []
    inside = [each for each in widget.findChildren(QWidget) if each.window() is widget.window()]
    for each in inside:
        if isinstance(each, QLabel) and each.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"label as markup: {each.text()!r}")
        part = each.objectName().startswith("qt_") or isinstance(each.parent(), QComboBox)
        own = not part and each.focusPolicy() != NO_FOCUS
        if own and not isinstance(each, QAbstractScrollArea | QTabBar):
            name = QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
            if not name:
                found.append(f"no name: {type(each).__name__} {each.objectName()!r}")
            if not each.objectName():
                found.append(f"no object name: {type(each).__name__} {name!r}")
    return found
