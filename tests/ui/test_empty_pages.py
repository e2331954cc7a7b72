"""Walks over an empty register: every list says what it is for and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTreeView

from stockpile_app.ui.context import UiContext
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.widgets.empty_note import EmptyNote
from tests.builders import USERS
from tests.ui import checks, walk

OF_SOMETHING = {
    "weapon_table",
    "group_view",
    "count_view",
    "count_differences",
    "count_result",
    "check_pane",
}
"""Parts of pages that are only shown when something was begun or registered."""


def empty_lists(scene: walk.Scene) -> Iterator[QAbstractItemView]:
    """Yield the tables and trees on show that have no row."""
    for view in scene.root.findChildren(QAbstractItemView):
        listed = isinstance(view, QTableView | QTreeView) and not isinstance(view, QHeaderView)
        if listed and view.isVisible() and not view.model().rowCount():
            yield view


def says_nothing(view: QAbstractItemView) -> bool:
    notes = [each for each in view.findChildren(EmptyNote) if each.isVisible()]
    return not any(each.text.text() for each in notes)


@pytest.mark.parametrize("name", USERS)
def test_that_every_empty_list_says_what_to_do(
    name: str,
    context_of: Callable[..., UiContext],
    window_of: Callable[..., MainWindow],
) -> None:
    context = context_of(name)
    window = window_of(context, "overview")
    window.resize(checks.WIDE, checks.HIGH)
    silent: dict[str, str] = {}
    cut: dict[str, str] = {}
    blamed: dict[str, str] = {}
    for scene in walk.page_scenes(window, partial(walk.settle, context)):
        if OF_SOMETHING.intersection(scene.name.split("/")):
            continue
        for view in empty_lists(scene):
            if says_nothing(view):
                silent.setdefault(view.objectName(), scene.name)
            for note in view.findChildren(EmptyNote):
                if note.clear.isVisible():  # nobody has narrowed anything
                    blamed.setdefault(view.objectName(), scene.name)
                parts = (note.text, note.offer, note.clear)
                if any(each.isVisible() and checks.is_cut(each) for each in parts):
                    cut.setdefault(view.objectName(), scene.name)
    assert not silent, "silent: " + _in_lines(silent)
    assert not cut, "cut: " + _in_lines(cut)
    assert not blamed, "a filter is blamed: " + _in_lines(blamed)


def _in_lines(found: dict[str, str]) -> str:
    return "\n".join(f"{name} on {scene}" for name, scene in sorted(found.items()))
