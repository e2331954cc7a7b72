"""Does the tasks and rewrites the table of keystrokes in ``docs/tasks.md``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.system.tasks.hands import Count
from tests.system.tasks.table import Task, rewrite


class TasksTable:
    """Takes the counts instead of holding them against the table."""

    def __init__(self) -> None:
        self.done: dict[Task, Count] = {}


def main() -> int:
    """Return the exit status of the tests; the table is rewritten where they pass."""
    table = TasksTable()

    class _Plugin:
        @pytest.hookimpl(tryfirst=True)
        def pytest_configure(self, config: pytest.Config) -> None:
            config.pluginmanager.register(table, "tasks_table")

    status = int(pytest.main(["-q", "-s", str(Path(__file__).parent), *sys.argv[1:]], [_Plugin()]))
    if status == 0:
        rewrite(table.done)
    return status


if __name__ == "__main__":
    sys.exit(main())
