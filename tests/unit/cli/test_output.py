from __future__ import annotations

import pytest

from stockpile_app.cli.output import fields, table, text_width


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("中文", 4), ("e\u0301", 1), ("ｱ", 1), ("НВ", 2)]
)
def test_that_width_counts_the_cells_of_a_terminal(text: str, width: int) -> None:
    assert text_width(text) == width


def test_that_tables_are_aligned_whatever_the_letters() -> None:
    lines = list(table(("Name", "Count"), [("中文", 5), ("abcdef", 1234)], frozenset({1})))
    assert lines == [
        "Name    Count",
        "------  -----",
        "中文        5",
        "abcdef   1234",
    ]


def test_that_tables_fit_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "30")
    lines = list(table(("One", "Two"), [("x" * 50, "y" * 10)]))
    assert max(map(len, lines)) <= 30
    assert lines[2].startswith("xxx")
    assert "…" in lines[2]


def test_that_hidden_characters_are_shown_by_their_codes() -> None:
    (line,) = fields([("Model", "M\x1b[31m\u202eX"), ("Notes", "")])
    assert line == "Model  M‹U+001B›[31m‹U+202E›X"


def test_that_what_is_typed_again_is_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "20")
    lines = list(table(("One", "Two"), [("x" * 13, "y" * 30)], whole=frozenset({0})))
    assert lines[2] == f"{'x' * 13}  yyyyy…"
