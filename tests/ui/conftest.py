"""A window over a real register; only where it keeps its memory is the test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.vocabulary import Category, Condition, PlaceKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.store import Store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.models.weapon_columns import COLUMNS
from stockpile_app.ui.theme import Appearance

# no window opens, with or without a screen; Qt reads it when the application is made
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what Qt says of the platform without a screen."""
    silent = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(silent)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the window keeps recent registers and widths."""
    monkeypatch.setenv("STOCKPILE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Appearance:
    """The application as users see it."""
    qapp.setQuitOnLastWindowClosed(False)
    return Appearance(qapp, Settings(theme=Theme.LIGHT))


@pytest.fixture
def context_of(
    qapp: QApplication, open_as: Callable[..., Store]
) -> Iterator[Callable[..., UiContext]]:
    """Sign somebody in; return what pages and dialogs receive."""
    runners: list[JobRunner] = []

    def sign_in(name: str = "amina", **options: object) -> UiContext:
        runners.append(JobRunner())
        services = Services(Desk(open_as(name, **options)))
        return UiContext(services, runners[-1], ChangeBus(), Settings())

    yield sign_in
    for runner in runners:
        assert runner.shut_down()


@pytest.fixture
def context(context_of: Callable[..., UiContext]) -> UiContext:
    """What pages and dialogs receive; Amina, who may do all, is signed in."""
    return context_of()


def register(context: UiContext, count: int, first: int = 1) -> list[int]:
    """Register ``count`` weapons in a rack; return their ids."""
    places = context.services.places
    rack = next((p.id for p in places.all() if p.kind is PlaceKind.RACK), None)
    if rack is None:
        store = places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
        rack = places.add(AddPlace(PlaceKind.RACK, "Rack 1", parent=store)).place_id
    return [
        context.services.weapons.register(
            RegisterWeapon(
                place_id=rack,
                serial=f"AK{4711000 + at}",
                maker="Izhmash",
                model="AKM" if at % 2 else "AKMS",
                calibre="7.62 x 39 mm",
                country="SU",
                category=Category.ASSAULT_RIFLE if at % 3 else Category.RIFLE,
                condition=Condition.SERVICEABLE,
            )
        ).weapon_id
        for at in range(first, first + count)
    ]


@pytest.fixture
def window_of(qtbot) -> Iterator[Callable[[UiContext], MainWindow]]:
    """Show a main window at a page; it is closed after the test without a backup."""
    windows: list[MainWindow] = []

    def show(context: UiContext, page: str = "weapons") -> MainWindow:
        window = MainWindow(context)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.open_item(page)  # stays where it is if the user may not see it
        idle(qtbot, context)
        return window

    yield show
    for window in windows:
        window._may_close = True
        window.idle_lock.stop()
        window.finder.scanner.stop()
        window.close()
        window.context.jobs.shut_down()
        window.deleteLater()
    # what still waits in the queue must not run when the register is closed
    qtbot.wait(1)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(window_of: Callable[[UiContext], MainWindow], context: UiContext) -> MainWindow:
    """A main window over six weapons, which Amina sees."""
    register(context, 6)
    return window_of(context)


def idle(qtbot, context: UiContext) -> None:
    """Wait until no job runs and what they said was heard."""
    qtbot.waitUntil(lambda: not context.jobs._running, timeout=20_000)


def dialog_of(kind: type[QDialog]) -> QDialog:
    """Return the open dialog of a kind."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return next(each for each in found if each.isVisible())


def cell(window: MainWindow, row: int, name: str) -> str:
    """Return a cell of the weapons table by the name of its column."""
    names = [column.name for column in COLUMNS]
    return str(window.weapons_page.model.index(row, names.index(name)).data())


def all_widgets(widget: QWidget) -> list[QWidget]:
    """Return a widget and everything inside it, but for lists that pop up."""
    inside = widget.findChildren(QWidget)
    return [widget, *(each for each in inside if each.window() is widget.window())]
