"""What people do on the page of disposal and at the desk, by keyboard and scanner."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app.domain.vocabulary import Sex
from stockpile_app.ui.widgets.cutter_desk import Stage
from tests.builders import PASSWORD
from tests.ui.conftest import idle


def settle(qtbot, page):
    idle(qtbot, page.context)
    qtbot.wait(1)
    idle(qtbot, page.context)


def sign(dialog, name="brian", password=PASSWORD):
    box = dialog.second
    box.name.setCurrentIndex(box.name.findData(name))
    box.password.setText(password)


def submit(qtbot, page, dialog):
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    settle(qtbot, page)


def press(qtbot, page, key):
    """Press a key at the desk, once its window has the keyboard again."""
    front(qtbot, page)
    QTest.keyClick(QApplication.focusWidget(), key)
    settle(qtbot, page)


def show(qtbot, page, order):
    page.open_item(order)
    settle(qtbot, page)


def begin_day(qtbot, page, depot, order):
    show(qtbot, page, order)
    page.orders.acts.work.trigger()
    dialog = page.orders.acts.dialog
    dialog.place.set_place(depot.cage)
    dialog.operator.setText("Otieno")
    row = dialog.witnesses._rows[0]
    row.name.setText("Wanjiku")
    row.organisation.setText("Civil Society Watch")
    row.sex.set_code(Sex.FEMALE)
    sign(dialog)
    submit(qtbot, page, dialog)
    return page.cutter


def scan(qtbot, page, text):
    page.on_scan(text)
    settle(qtbot, page)


def number(depot, at):
    return depot.services.desk.weapon(depot.weapons[at]).number


def front(qtbot, page):
    """Give the window the keyboard; what has it is what the desk chose."""
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def type_in(qtbot, page, text):
    front(qtbot, page)
    field = QApplication.focusWidget()
    assert field in (page.cutter.desk.read, page.cutter.desk.confirm)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, page)


def read(qtbot, page, depot, at, one=None, other=None):
    serial = depot.serial(depot.weapons[at])
    scan(qtbot, page, number(depot, at).replace("-", ""))
    assert page.cutter.desk.stage is Stage.READ
    type_in(qtbot, page, one or serial)
    assert page.cutter.desk.stage is Stage.CONFIRM
    type_in(qtbot, page, other or serial)


def states(depot, order):
    return [each.state.value for each in depot.services.disposal.lines(order)]
