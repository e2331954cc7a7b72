"""What tracing officers do on the page of tracing, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.tracing_vocabulary import IllicitGround
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.services.gateway import Services
from stockpile_app.ui.pages.tracing_page import TracingPage
from tests.ui.conftest import idle

WORD = "Kestrel"
"""Stands in everything confidential that the tests type, and nowhere else."""


def settle(qtbot, page) -> None:
    """Wait until nothing is read or written any more."""
    for _round in range(4):
        idle(qtbot, page.context)
        qtbot.wait(1)
    idle(qtbot, page.context)


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
    """Press a key in the list of files, or in a widget."""
    where = widget or page.traces.table
    front(qtbot, page.window())
    where.setFocus()
    QTest.keyClick(where, key, modifier)
    settle(qtbot, page)


def front(qtbot, window: QWidget) -> None:
    """Give a window the keyboard: shortcuts work in the active one alone."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def submit(qtbot, page, dialog) -> None:
    """Press the button of a form by its key."""
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    settle(qtbot, page)


def act(qtbot, page, name: str):
    """Trigger an act that is possible now; return its dialog."""
    action = page.traces.acts[name]
    assert action.isEnabled(), name
    action.trigger()
    settle(qtbot, page)
    return page.traces.acts.dialog


def fill_details(form) -> None:
    """Say all that a request must say."""
    form.circumstances.setPlainText(f"Found at a road block. {WORD}")
    form.found_place.setText(f"{WORD} Road")
    form.found_on.setText("2026-02-20")
    QTest.keyClick(form.grounds.boxes[IllicitGround.NATIONAL_LAW], Qt.Key.Key_Space)
    form.reasoning.setPlainText("No licence.")
    form.intended_use.setPlainText("Criminal investigation.")
    form.classification.setText("SECRET")
    form.caveats.setPlainText(f"For the police alone. {WORD}")


def fill_whom(form, country: str = "UG") -> None:
    """Name another State."""
    form.country.set_country(country)
    form.office.setText("National Focal Point")
    form.reference.setText("UG/12")


def register(services: Services, *serials: str) -> list[int]:
    """Register rifles in the depot; return their ids."""
    found = []
    for serial in serials:
        weapon_id = services.weapons.register(
            RegisterWeapon(
                place_id=1,
                serial=serial,
                maker="Izhmash",
                model="AKM",
                calibre="7.62 x 39 mm",
                country="SU",
            )
        ).weapon_id
        found.append(weapon_id)
    return found


Open = Callable[..., TracingPage]
