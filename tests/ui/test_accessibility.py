"""Walks over every page and dialog of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.dialogs.new_register_dialog import NewRegisterDialog, RecoveryCodeDialog
from stockpile_app.ui.dialogs.password_dialogs import RecoverDialog
from stockpile_app.ui.navigation import PAGES
from stockpile_app.ui.sign_in import SignInWindow
from stockpile_app.ui.theme import Appearance
from tests.ui.conftest import all_widgets, idle

ACTIONS = ("register", "describe", "correct", "mark", "photograph")
OWN_PARTS = (QScrollBar, QSplitterHandle, QHeaderView, QMenu)


def open_dialogs(before: set[QWidget]) -> list[QDialog]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.isVisible() and each not in before
    ]


@pytest.fixture
def everything(qtbot, window, folder):
    """Every page and every dialog of this part, on show."""
    for kind in PAGES:
        if kind.name not in window._kinds:
            continue
        window.go_to(kind.name)
        idle(qtbot, window.context)
    page = window.weapons_page
    page.table.selectRow(0)
    idle(qtbot, window.context)
    page.filters.set_text("AK")
    shown: list[QWidget] = [window]
    for name in ACTIONS:
        before = set(QApplication.topLevelWidgets())
        getattr(window.weapon_actions, name).trigger()
        shown += open_dialogs(before)
    for name in ("password", "help", "about"):
        before = set(QApplication.topLevelWidgets())
        window.actions_[name].trigger()
        shown += open_dialogs(before)
    jobs = window.context.jobs
    others = [
        SignInWindow(jobs, folder),
        NewRegisterDialog(jobs),
        RecoveryCodeDialog(jobs, window.context.services, "A" * 25),
        RecoverDialog(jobs, folder),
    ]
    for each in others:
        each.show()
    assert len(shown) == 1 + len(ACTIONS) + 3
    yield [*shown, *others]
    for each in (*shown[1:], *others):
        each.hide()
        each.deleteLater()


def inner(widget: QWidget) -> bool:
    """Whether a widget is a part of another that carries the name."""
    parent = widget.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox):
        return True
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return True
    return isinstance(widget, OWN_PARTS) or isinstance(parent, QLineEdit | QTabBar | QMenu)


def test_that_everything_that_takes_the_focus_has_an_accessible_name(everything):
    nameless = [
        f"{window.objectName()}: {type(widget).__name__} {widget.objectName()}"
        for window in everything
        for widget in all_widgets(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.isWindow()
        and not inner(widget)
        and widget.focusProxy() is None
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert not nameless


def test_that_every_field_and_button_has_an_object_name(everything):
    nameless = [
        f"{window.objectName()}: {type(widget).__name__}"
        for window in everything
        for widget in all_widgets(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not inner(widget)
        and not isinstance(widget.parentWidget(), QDialogButtonBox)
        and not widget.objectName()
    ]
    assert not nameless


def test_that_no_label_takes_text_for_markup(everything):
    rich = [
        f"{window.objectName()}: {label.text()!r}"
        for window in everything
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
    ]
    assert not rich


def test_that_tab_leaves_every_long_note(everything):
    traps = [
        f"{window.objectName()}: {edit.objectName()}"
        for window in everything
        for edit in window.findChildren(QPlainTextEdit)
        if not edit.tabChangesFocus()
    ]
    assert not traps


def test_that_no_alt_key_is_taken_twice_in_a_dialog(everything):
    for window in everything[1:]:
        keys = [
            text[text.index("&") + 1].lower()
            for label in window.findChildren(QLabel)
            if label.buddy() is not None and "&" in (text := label.text().replace("&&", ""))
        ]
        assert len(set(keys)) == len(keys), (window.objectName(), keys)


def test_that_every_label_of_a_field_has_its_alt_key(everything):
    for window in everything:
        for label in window.findChildren(QLabel):
            if label.buddy() is not None:
                assert "&" in label.text(), (window.objectName(), label.text())


@pytest.fixture
def large(qapp, dressed):
    """Text at twice its size."""
    font = qapp.font()
    Appearance(qapp, Settings(theme=Theme.LIGHT, text_scale=200))
    yield
    qapp.setFont(font)
    dressed.use(Theme.LIGHT)


def test_that_texts_are_not_cut_at_twice_the_size(qtbot, large, everything):
    for window in everything[1:]:
        window.resize(window.sizeHint().expandedTo(window.size()))
    qtbot.wait(100)
    cut = [
        f"{window.objectName()}: {label.text()}"
        for window in everything[1:]
        for label in window.findChildren(QLabel)
        if label.isVisible() and not label.wordWrap() and label.pixmap().isNull()
        if label.width() < label.sizeHint().width() - 1
    ]
    assert not cut
