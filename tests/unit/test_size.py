from __future__ import annotations

from pathlib import Path

import stockpile_app

PACKAGE = Path(stockpile_app.__file__).parent
MOST_LINES = 400


def test_that_no_module_is_longer_than_a_person_likes_to_read():
    sizes = {path: path.read_text("utf-8").count("\n") for path in PACKAGE.rglob("*.py")}
    assert len(sizes) > 100
    assert {path.name: lines for path, lines in sizes.items() if lines > MOST_LINES} == {}
