"""One window on the demonstration register: a scanner, a keyboard, and days that pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import PlaceRecord, WeaponQuery, WeaponRecord
from stockpile_app.domain.vocabulary import Condition, Status
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.demo import Demo
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.settings import Settings
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.pages.handling_page import HandlingPage
from stockpile_app.ui.tones import Tone
from tests.builders import FakeClock
from tests.ui.movement_fixtures import burst

ORIGIN = "DEMO"
MANAGER = "Demo manager"
DEPUTY = "Demo deputy"
KEEPER = "Demo storekeeper"


class Month:
    """The manager at the window; ``at`` tells the day of the month, from 1."""

    def __init__(self, qtbot: Any, demo: Demo, clock: FakeClock) -> None:
        """Sign the manager in and show the window."""
        self.qtbot, self.demo, self.clock = qtbot, demo, clock
        self.start = clock.now
        store = open_store(demo.register, "manager", demo.password, clock)
        self.services = Services(Desk(store))
        self.context = UiContext(self.services, JobRunner(), ChangeBus(), Settings())
        self.window = MainWindow(self.context)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.heard: list[str] = []
        self.window.finder.scanner.scanned.connect(self.heard.append)
        self.front(self.window)
        self.ids: dict[str, int] = {}
        self.issued: list[int] = []
        self.packed: list[int] = []

    def leave(self) -> None:
        """Close the window without a backup, and then the register."""
        self.window._may_close = True
        self.window.idle_lock.stop()
        self.window.finder.scanner.stop()
        self.window.close()
        assert self.context.jobs.shut_down()
        self.window.deleteLater()
        self.qtbot.wait(1)
        self.services.close()

    # --- days ------------------------------------------------------------------------------------

    def day(self, number: int) -> dt.date:
        """Go on to eight o'clock of a day of the month."""
        now = self.start + dt.timedelta(days=number - 1)
        assert now >= self.clock.now
        self.clock.now = now
        return self.today

    @property
    def today(self) -> dt.date:
        return self.services.desk.today

    # --- waiting ---------------------------------------------------------------------------------

    def idle(self) -> None:
        """Wait until no job runs and what they said was heard."""
        self.qtbot.waitUntil(lambda: not self.context.jobs._running, timeout=30_000)

    def until(self, what: Any) -> None:
        self.qtbot.waitUntil(what, timeout=30_000)

    def front(self, widget: QWidget) -> None:
        """Give a window the keys."""
        widget.activateWindow()
        self.until(widget.isActiveWindow)
        self.window.finder.scanner._on_focus_window(widget.windowHandle())

    # --- scanner and keyboard --------------------------------------------------------------------

    def scan(self, *texts: str, into: QWidget | None = None) -> None:
        """Scan texts with the keys of a scanner, into the window that has the keyboard."""
        target = into or self.window
        for text in texts:
            for _attempt in range(6):  # a busy machine may be slower than any scanner
                field = QApplication.focusWidget()
                typed = field.text() if isinstance(field, QLineEdit) else ""
                self.heard.clear()
                burst(target, text)
                if self.heard == [text]:
                    break
                if isinstance(field, QLineEdit):  # what was taken for typing
                    field.setText(typed)
            assert self.heard == [text]

    def keys(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    def shortcut(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """Press the keys of an action, as the system hands them to the window."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def press(self, button: Any) -> None:
        """Press a button with the space bar."""
        assert button.isVisible()
        assert button.isEnabled(), button.text()
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.idle()

    def fill(self, field: QWidget, text: str) -> None:
        """Type into a field in place of what is there."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def dialog(self, kind: type[QDialog]) -> Any:
        """Return the open dialog of a kind, with the keys."""
        self.idle()
        self.until(lambda: bool(self._dialogs(kind)))
        found = self._dialogs(kind)[0]
        self.front(found)
        return found

    def _dialogs(self, kind: type[QDialog]) -> list[QDialog]:
        shown = QApplication.topLevelWidgets()
        return [each for each in shown if isinstance(each, kind) and each.isVisible()]

    def submit(self, dialog: Any) -> None:
        """Press the button that submits, and wait until the dialog is gone."""
        self.press(dialog.submit_button)
        assert not isValid(dialog) or dialog.isHidden(), _texts(dialog)
        self.idle()
        self.front(QApplication.activeModalWidget() or self.window)

    def go_to(self, name: str) -> Any:
        """Show a page."""
        self.front(self.window)  # a list that popped up may have had the keys last
        self.window.go_to(name)
        self.idle()
        return self.window.page(name)

    # --- what is in the register -----------------------------------------------------------------

    def place(self, *names: str) -> PlaceRecord:
        """Return the place of a path, as names from the depot down."""
        path = " / ".join(names)
        return next(each for each in self.services.places.all() if each.path == path)

    def person(self, code: str) -> int:
        return next(each.id for each in self.services.people.all() if each.code == code)

    def card(self, code: str) -> str:
        return PaperCode(CodeKind.PERSON, ORIGIN, self.person(code)).code

    def place_code(self, *names: str) -> str:
        return PaperCode(CodeKind.PLACE, ORIGIN, self.place(*names).id).code

    def code_of_place(self, dispatch_id: int) -> str:
        """Return the code of the one container of a dispatch."""
        [found] = self.services.movements.dispatch_record(dispatch_id).containers
        return PaperCode(CodeKind.PLACE, ORIGIN, found.place_id).code

    def weapons(self, ids: Sequence[int]) -> list[WeaponRecord]:
        found = self.services.weapons.load(list(ids))
        return [found[each] for each in ids]

    def weapon(self, weapon_id: int) -> WeaponRecord:
        return self.weapons([weapon_id])[0]

    def codes(self, ids: Sequence[int]) -> list[str]:
        return [each.code for each in self.weapons(ids)]

    def ready(self, *names: str) -> list[int]:
        """Return the serviceable weapons that are in a place."""
        query = WeaponQuery(place=self.place(*names).id, conditions=(Condition.SERVICEABLE,))
        ids = list(self.services.weapons.snapshot(query))
        return [each.id for each in self.weapons(ids) if each.status is Status.IN_STORE]

    def in_place(self, *names: str) -> list[WeaponRecord]:
        """Return the weapons that are in a place now."""
        ids = list(self.services.weapons.snapshot(WeaponQuery(place=self.place(*names).id)))
        return [each for each in self.weapons(ids) if each.status.is_in_place]

    def head(self) -> int:
        """Return the number of the newest entry."""
        return self.services.ledgers.entries(limit=1)[0].seq

    # --- scan in and out -------------------------------------------------------------------------

    def hand(self, *texts: str) -> HandlingPage:
        """Scan on the page where weapons are handed, and wait for the answers."""
        page = self.window.page("handling")
        self.scan(*texts)
        self.until(lambda: page.queue.idle and page._job is None)
        self.idle()
        return page

    def said(self, page: Any) -> tuple[Tone, str]:
        return page.desk.answer.tone, page.desk.answer.title()


def _texts(widget: QWidget) -> list[str]:
    found = (getattr(each, "text", None) for each in widget.findChildren(QWidget))
    return [text for each in found if callable(each) and isinstance(text := each(), str) and text]


def pdf_pages(path: Path) -> list[Any]:
    """Return the pages of a PDF as pypdfium2 reads them."""
    import pypdfium2  # noqa: PLC0415

    return list(pypdfium2.PdfDocument(path))
