"""A register to work in, and the count that is held against the table."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from stockpile_app.services.demo import Demo, make_demo
from tests.system.tasks.hands import Hands
from tests.system.tasks.office import Office, copied, save_into
from tests.system.tasks.table import Task, written
from tests.ui.conftest import dressed, home

__all__ = ["dressed", "home"]

WEAPONS = 1000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what Qt says of the platform without a screen."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demonstration, which every task copies."""
    return make_demo(tmp_path_factory.mktemp("tasks") / "demo", WEAPONS)


@pytest.fixture
def office(qtbot: Any, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A copy of the demonstration, and a folder for papers."""
    papers = tmp_path / "papers"
    papers.mkdir()
    save_into(papers, monkeypatch)
    return Office(qtbot, demo, copied(demo, tmp_path), papers)


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[[Task, Hands], None]:
    """Hold what was pressed for a task against the table, or put it there."""
    table = request.config.pluginmanager.get_plugin("tasks_table")

    def hold(task: Task, hands: Hands) -> None:
        print(task.name, hands.count)
        if table is not None:
            table.done[task] = hands.count
            return
        most = written()[task.name]
        now = hands.count
        assert now.keys <= most.keys, "more keys than docs/tasks.md says"
        assert now.typed <= most.typed, "more is typed than docs/tasks.md says"
        assert now.scans <= most.scans, "more is scanned than docs/tasks.md says"

    return hold
