from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from stockpile_app import i18n, paths
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui import application
from stockpile_app.ui.application import Session
from stockpile_app.ui.dialogs.new_register_dialog import NewRegisterDialog
from stockpile_app.ui.memory import remembered_language
from tests.builders import PASSWORD
from tests.ui.conftest import dialog_of


@pytest.fixture
def session(qtbot, qapp):
    found = Session(qapp, Settings(theme=Theme.LIGHT))
    yield found
    for window in (found.main_window, found.sign_in_window):
        if window is not None:
            window.hide()
            window.deleteLater()
    found.jobs.shut_down()
    found.close_register()


def enter(qtbot, session, folder):
    window = session.sign_in(folder)
    window.user.setCurrentText("amina")
    window.password.setText(PASSWORD)
    window.sign_in()
    qtbot.waitUntil(lambda: session.main_window is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not session.jobs._running, timeout=20_000)
    return session.main_window


def test_that_signing_in_leads_to_the_window_and_quitting_closes_the_register(
    qtbot, session, folder, monkeypatch
):
    quits = []
    monkeypatch.setattr(session, "_quit", lambda: quits.append(True))
    window = enter(qtbot, session, folder)
    assert session.sign_in_window is None
    assert window.isVisible()
    window.actions_["quit"].trigger()
    assert quits == [True]
    assert session.main_window is None
    assert not (folder / "register.holder").exists()


def test_that_another_register_is_opened_by_signing_in_again(qtbot, session, folder):
    window = enter(qtbot, session, folder)
    window.actions_["open_register"].trigger()
    qtbot.waitUntil(lambda: session.sign_in_window is not None)
    assert session.sign_in_window.folder == folder
    assert session.main_window is None


def test_that_a_new_register_is_asked_for_after_signing_out(qtbot, session, folder):
    window = enter(qtbot, session, folder)
    window.actions_["new_register"].trigger()
    qtbot.waitUntil(lambda: session.sign_in_window is not None)
    dialog_of(NewRegisterDialog).reject()


def test_that_the_colours_change_at_once(qtbot, session, folder):
    window = enter(qtbot, session, folder)
    before = QApplication.palette().window().color()
    window.actions_.theme_asked.emit(Theme.DARK)
    assert QApplication.palette().window().color() != before
    session.appearance.use(Theme.LIGHT)


def test_that_the_window_runs_and_ends(qtbot, qapp, folder, monkeypatch):
    monkeypatch.setattr(QApplication, "exec", lambda *_: 7)
    assert application.run_window(folder) == 7
    for window in QApplication.topLevelWidgets():
        if window.objectName() == "sign_in_window":
            window.hide()
            window.deleteLater()
    width = qapp.primaryScreen().availableGeometry().width() + 300
    other = QWidget()
    qtbot.addWidget(other)
    other.resize(width, 200)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert other.width() == width  # nothing of the run looks after windows any more


@pytest.fixture
def speaking(tmp_path, monkeypatch):
    """Catalogues of two languages with a text each; English again afterwards."""
    for code, users in (("ar", "المستخدمون"), ("fr", "Utilisateurs")):
        catalog = Catalog(locale=code)
        catalog.add("Users", users)
        file = tmp_path / code / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
        file.parent.mkdir(parents=True)
        with file.open("wb") as target:
            write_mo(target, catalog)
    monkeypatch.setattr(paths, "translations_folder", lambda: tmp_path)
    yield
    i18n.install("en")
    application.speak(QApplication.instance())


def choose_language(window, code):
    menu = window.findChild(QMenu, "menu_language")
    next(each for each in menu.actions() if each.data() == code).trigger()


def test_that_the_window_speaks_another_language_at_once_on_the_same_page(
    qtbot, session, folder, speaking
):
    window = enter(qtbot, session, folder)
    window.go_to("users")
    choose_language(window, "ar")
    changed = session.main_window
    assert changed is not window
    assert changed.current == "users"
    assert changed.findChild(QAction, "users").text() == "المستخدمون"
    assert changed.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert remembered_language("en") == "ar"
    choose_language(changed, "en")
    assert session.main_window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert session.main_window.findChild(QAction, "users").text() == "Users"


def test_that_who_signs_in_chooses_the_language_first(qtbot, session, folder, speaking):
    window = session.sign_in(folder)
    names = [window.language.itemText(at) for at in range(window.language.count())]
    assert names == ["English", "العربية", "Français"]
    window.language.setCurrentIndex(2)
    window.language.activated.emit(2)
    assert session.sign_in_window is not window
    assert session.sign_in_window.folder == folder
    assert i18n.current_language() == "fr"
    window = enter(qtbot, session, folder)
    assert window.findChild(QAction, "users").text() == "Utilisateurs"
