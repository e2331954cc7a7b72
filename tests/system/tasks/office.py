"""Where the tasks are done: a copy of the demonstration register, and who sits at its window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import PlaceRecord, WeaponQuery, WeaponRecord
from stockpile_app.domain.vocabulary import Condition, Status
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.demo import Demo
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now
from stockpile_app.settings import Settings
from stockpile_app.ui import printing
from stockpile_app.ui.application import Session
from stockpile_app.ui.main_window import MainWindow
from tests.system.tasks.hands import Hands

ORIGIN = "DEMO"


@dataclass
class Office:
    """A register of one's own, and a folder for papers.

    Attributes:
        register: Its folder.
        papers: Where the file dialog stands, as after the last paper.
    """

    qtbot: Any
    demo: Demo
    register: Path
    papers: Path

    @contextmanager
    def seat(self, user: str = "manager", password: str = "") -> Iterator[Seat]:
        """Sit down where ``user`` is signed in; everything is closed afterwards."""
        session = Session(_application(), Settings())
        store = open_store(self.register, user, password or self.demo.password, utc_now)
        session._on_signed_in(Desk(store))
        seat = Seat(self, session)
        try:
            yield seat
        finally:
            leave(session)

    @contextmanager
    def first_start(self) -> Iterator[tuple[Session, Hands]]:
        """Start the program on a machine that knows no register yet."""
        session = Session(_application(), Settings())
        window = session.sign_in()
        self.qtbot.waitExposed(window)
        hands = Hands(self.qtbot, lambda: bool(session.jobs._running))
        hands.settle()
        try:
            yield session, hands
        finally:
            leave(session)

    @property
    def made(self) -> list[Path]:
        """The papers that were saved, the oldest first."""
        return sorted(self.papers.glob("*.pdf"), key=lambda each: each.stat().st_mtime_ns)

    def read(self, at: int = -1) -> str:
        """Return the text of a saved paper, in one line."""
        pdf = pypdfium2.PdfDocument(self.made[at])
        try:
            pages = [page.get_textpage().get_text_range() for page in pdf]
        finally:
            pdf.close()
        return " ".join(" ".join(pages).split())


class Seat:
    """One person at the window."""

    def __init__(self, office: Office, session: Session) -> None:
        """Wait until the window is shown and has read what it shows."""
        self.office, self.session = office, session
        self.hands = Hands(office.qtbot, lambda: bool(session.jobs._running))
        assert session.main_window is not None
        self.window: MainWindow = session.main_window
        self.services: Services = self.window.context.services
        office.qtbot.waitExposed(self.window)
        self._give_keys(self.window)
        self.window.finder.scanner.scanned.connect(self.hands.heard.append)
        self.hands.settle()

    def _give_keys(self, widget: QWidget) -> None:
        widget.activateWindow()
        self.office.qtbot.waitUntil(widget.isActiveWindow)

    # --- what is in the register -----------------------------------------------------------------

    def place(self, *names: str) -> PlaceRecord:
        """Return the place of a path, as names from the depot down."""
        path = " / ".join(names)
        return next(each for each in self.services.places.all() if each.path == path)

    def place_code(self, *names: str) -> str:
        return PaperCode(CodeKind.PLACE, ORIGIN, self.place(*names).id).code

    def card(self, code: str) -> str:
        """Return the code on somebody's card."""
        people = self.services.people.all()
        found = next(each.id for each in people if each.code == code)
        return PaperCode(CodeKind.PERSON, ORIGIN, found).code

    def ready(self, *names: str) -> list[WeaponRecord]:
        """Return the serviceable weapons that are in a place."""
        query = WeaponQuery(place=self.place(*names).id, conditions=(Condition.SERVICEABLE,))
        ids = list(self.services.weapons.snapshot(query))
        found = self.services.weapons.load(ids)
        return [found[each] for each in ids if found[each].status is Status.IN_STORE]

    def inside(self, *names: str) -> list[WeaponRecord]:
        """Return the weapons that are in a place now."""
        ids = list(self.services.weapons.snapshot(WeaponQuery(place=self.place(*names).id)))
        found = self.services.weapons.load(ids)
        return [found[each] for each in ids if found[each].status.is_in_place]

    def weapon(self, weapon_id: int) -> WeaponRecord:
        return self.services.weapons.load([weapon_id])[weapon_id]


def leave(session: Session) -> None:
    """Close the windows without a backup, and the register."""
    window = session.main_window
    for each in QApplication.topLevelWidgets():
        if each.isVisible() and each is not window:
            each.close()
    if window is not None:
        window.shut()
    assert session.jobs.shut_down()
    if window is not None:
        window.deleteLater()
    QTest.qWait(1)
    session.close_register()
    session.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the file dialog where the last paper would have been saved."""
    opens = printing.SaveDialog.open

    def open_here(asking: printing.SaveDialog) -> None:
        asking.dialog.setDirectory(str(folder))
        opens(asking)

    monkeypatch.setattr(printing.SaveDialog, "open", open_here)


def copied(demo: Demo, folder: Path) -> Path:
    """Return a copy of the demonstration's register."""
    return Path(shutil.copytree(demo.register, folder / "register"))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
