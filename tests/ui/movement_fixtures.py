"""A depot with people, places and weapons, and a scanner, for the tests of movements' screens."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.movements import IssueWeapons, MovementDone, MoveWeapons
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SealContainer
from stockpile_app.domain.vocabulary import PersonKind, PlaceKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.ui.context import UiContext
from tests.builders import ORIGIN, FakeClock
from tests.ui.conftest import idle, register

START = dt.date(2026, 3, 2)


@dataclass
class Depot:
    """Ids of what is in the register, by what tests call it."""

    context: UiContext
    clock: FakeClock
    weapons: list[int]
    rack: int
    other_rack: int
    store: int
    far_depot: int
    far_store: int
    daudi: int
    wanjiru: int
    brian: int
    company: int

    @property
    def services(self):
        return self.context.services

    def weapon(self, at: int):
        """Return the record of the ``at``-th weapon, from 0."""
        return self.services.weapons.load([self.weapons[at]])[self.weapons[at]]

    def code(self, at: int) -> str:
        return self.weapon(at).code

    def card(self, person: int) -> str:
        return PaperCode(CodeKind.PERSON, ORIGIN, person).code

    def place_code(self, place: int) -> str:
        return PaperCode(CodeKind.PLACE, ORIGIN, place).code

    def issue(self, *at: int, person: int | None = None, **changes: object) -> MovementDone:
        today = self.services.desk.today
        values: dict[str, object] = {
            "weapon_ids": tuple(self.weapons[each] for each in at),
            "person_id": person or self.daudi,
            "due_on": today + dt.timedelta(days=1),
            "occurred_on": today,
            "handed_by": "Amina",
            "received_by": "Daudi Ochieng" if person in {None, self.daudi} else "Wanjiru Kamau",
            "authorised_by": "Brian",
        }
        return self.services.movements.issue(IssueWeapons(**(values | changes)))

    def sealed_container(self, name: str, seals: tuple[str, ...], *at: int) -> int:
        """Put weapons in a new container and seal it."""
        places, today = self.services.places, self.services.desk.today
        added = places.add(AddPlace(PlaceKind.CONTAINER, name, parent=self.store)).place_id
        ids = tuple(self.weapons[each] for each in at)
        if ids:
            self.services.movements.move(
                MoveWeapons(weapon_ids=ids, place_id=added, occurred_on=today, handed_by="Amina")
            )
        if seals:
            places.seal(
                SealContainer(
                    place_id=added, seals=seals, sealed_on=today, sealed_by="Amina", witness="Brian"
                )
            )
        return added


def make_depot(context: UiContext, clock: FakeClock, weapons: int = 8) -> Depot:
    """Fill a register: two depots, people, a unit, and weapons of which two share a serial."""
    services = context.services
    ids = register(context, weapons)
    places = services.places
    rack = services.weapons.load([ids[0]])[ids[0]].place_id
    store = next(each.parent for each in places.all() if each.id == rack)
    other = places.add(AddPlace(PlaceKind.RACK, "Rack 2", parent=store)).place_id
    far = places.add(AddPlace(PlaceKind.DEPOT, "Northern depot")).place_id
    far_store = places.add(AddPlace(PlaceKind.STORE, "Store N", parent=far)).place_id
    for maker in ("Norinco", "Cugir"):
        twin = RegisterWeapon(place_id=rack, serial="SAME77", maker=maker, model="56", country="CN")
        ids.append(services.weapons.register(twin).weapon_id)
    people = {
        name: services.people.add(AddPerson(name=name, code=code)).person_id
        for name, code in (("Daudi Ochieng", "S-1"), ("Wanjiru Kamau", "S-2"), ("Brian", "S-3"))
    }
    unit = AddPerson(kind=PersonKind.UNIT, name="3rd Company", code="U-3")
    return Depot(
        context,
        clock,
        ids,
        rack,
        other,
        store,
        far,
        far_store,
        *people.values(),
        services.people.add(unit).person_id,
    )


@pytest.fixture
def depot(context: UiContext, clock: FakeClock) -> Depot:
    """A register with eight rifles and two more that share a serial; Amina is signed in."""
    return make_depot(context, clock)


@pytest.fixture
def window(qtbot, window_of, depot):
    """The window with the page “Scan in and out” in front and the keys."""
    window = window_of(depot.context)
    window.go_to("handling")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.finder.scanner._on_focus_window(window.windowHandle())
    idle(qtbot, depot.context)
    return window


def burst(window: QWidget | QWindow, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Send keys as a scanner does, one every 2 ms, wherever the focus is.

    The keys carry the time at which they were pressed, as those of a real keyboard do: a busy
    machine that hands them over late makes no typist of a scanner.
    """
    handle = window.windowHandle() if isinstance(window, QWidget) else window
    pressed = itertools.count(int(time.monotonic() * 1000), 2)  # ms, as the system stamps each key
    ends = "\t" if end is Qt.Key.Key_Tab else "\r"
    keys = [(Qt.Key(ord(each.upper())), each) for each in text]
    for key, each in (*keys, (end, ends)):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, each)
            event.setTimestamp(next(pressed))
            QCoreApplication.sendEvent(handle, event)
