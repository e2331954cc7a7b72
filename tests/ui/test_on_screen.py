"""Windows fit their screen, however small it is."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

from stockpile_app.ui.on_screen import OnScreen, fit


def shown(qtbot, window: QWidget, width: int, height: int) -> QWidget:
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(QLabel("x"))
    window.resize(width, height)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_that_a_window_larger_than_the_screen_fits_it(qtbot, qapp):
    watch = OnScreen(qapp)
    room = qapp.primaryScreen().availableGeometry()
    for window in (QWidget(), QDialog()):
        shown(qtbot, window, room.width() + 300, room.height() + 200)
        qtbot.waitUntil(lambda: room.contains(window.frameGeometry()))  # noqa: B023
        assert window.width() > room.width() - 100  # and no smaller than it must be
    watch.stop()


def test_that_a_window_that_fits_is_left_alone(qtbot, qapp):
    watch = OnScreen(qapp)
    window = shown(qtbot, QWidget(), 300, 200)
    assert (window.width(), window.height()) == (300, 200)
    place = QApplication.primaryScreen().availableGeometry().topLeft()
    window.move(place.x() - 100, place.y())
    qtbot.wait(1)
    pushed = window.pos()
    QDialog(window).open()
    window.activateWindow()
    qtbot.wait(1)
    assert window.pos() == pushed  # half away, as the user wants it
    watch.stop()


def test_that_nothing_is_looked_after_any_more(qtbot, qapp):
    watch = OnScreen(qapp)
    watch.stop()
    width = qapp.primaryScreen().availableGeometry().width() + 300
    window = shown(qtbot, QWidget(), width, 200)
    qtbot.wait(1)
    assert window.width() == width


def test_that_a_window_is_no_smaller_than_what_is_in_it(qtbot):
    window = QWidget()
    window.setMinimumSize(1500, 200)
    shown(qtbot, window, 1600, 300)
    fit(window.windowHandle())
    qtbot.waitUntil(lambda: window.width() == 1500)
    assert window.x() == window.screen().availableGeometry().x()  # its beginning is seen
