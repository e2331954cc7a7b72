"""No two things of a page and its window answer to the same keys: Qt would do neither."""

from __future__ import annotations

from collections import defaultdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut

from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.navigation import PAGES

_OF_WIDGET = (
    Qt.ShortcutContext.WidgetShortcut,
    Qt.ShortcutContext.WidgetWithChildrenShortcut,
)


def keys_of_window(window: MainWindow) -> dict[str, set[str]]:
    """Return the keys that work wherever the focus is, and what they do."""
    found = defaultdict(set)
    for act in window.findChildren(QAction):
        if act.shortcutContext() not in _OF_WIDGET:
            for key in act.shortcuts():
                found[key.toString()].add(act.objectName())
    for shortcut in window.findChildren(QShortcut):
        if shortcut.context() not in _OF_WIDGET and not shortcut.key().isEmpty():
            found[shortcut.key().toString()].add("shortcut of the window")
    return found


@pytest.mark.parametrize("name", [each.name for each in PAGES])
def test_that_no_key_of_a_page_is_one_of_the_window(window: MainWindow, name: str) -> None:
    if not window.shows(name):
        pytest.skip("another role's page")
    page = window.page(name)
    window.go_to(name)
    whole = keys_of_window(window)
    assert not {key: acts for key, acts in whole.items() if len(acts) > 1}
    own = [
        (act.objectName(), key.toString())
        for act in page.findChildren(QAction)
        for key in act.shortcuts()
        if act.shortcutContext() in _OF_WIDGET
    ]
    own += [
        ("shortcut", each.key().toString())
        for each in page.findChildren(QShortcut)
        if each.context() in _OF_WIDGET
    ]
    assert not [(said, key) for said, key in own if key in whole]
