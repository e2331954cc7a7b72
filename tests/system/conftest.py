"""Fixtures of the tests of the whole program; those with a window have no screen."""

from __future__ import annotations

import os

import pytest

# Qt reads it when the application is made
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what Qt says of the platform without a screen."""
    for item in items:
        if item.path.name == "test_depot_month.py":
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))
