"""The command line speaks the language in use, also where the library behind it speaks."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator
from typing import Any

import click
import pytest

from stockpile_app import i18n
from stockpile_app.cli import click_words
from stockpile_app.cli.main import USAGE, program, run

LANGUAGES = [code for code in i18n.languages() if code != i18n.SOURCE_LANGUAGE]
WRONG = (
    ["find"],
    ["nonesuch"],
    ["find", "x", "--nonesuch"],
    ["find", "x", "--limt", "3"],
    ["find", "x", "y", "z"],
    ["find", "x", "--limit"],
    ["find", "x", "--limit", "0"],
    ["find", "x", "--limit", "many"],
    ["find", "x", "--json=1"],
    ["guide", "nobody", "out.pdf"],
    ["user"],
)


@pytest.fixture(autouse=True)
def speak() -> Iterator[None]:
    yield
    i18n.install(i18n.SOURCE_LANGUAGE)


@pytest.fixture
def say(capsys):
    def say_(*arguments: str) -> str:
        status = run(arguments, lambda _folder: 0)
        assert status in (0, USAGE)
        out, err = capsys.readouterr()
        return out + err

    return say_


def every_command(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the names of each command, from the program down."""
    yield path
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            yield from every_command(group.get_command(context, name), (*path, name))


def english() -> list[str]:
    """Return what a sentence of click says whatever fills it, and is told from a name."""
    i18n.install(i18n.SOURCE_LANGUAGE)
    pieces = {
        piece.strip(" .:'()")
        for sentence in click_words.sentences()
        for piece in re.split(r"\{[^{}]*\}", sentence)
    }
    return [piece for piece in pieces if " " in piece]


def left(text: str) -> list[str]:
    found = " ".join(text.split())
    return [piece for piece in english() if piece in found]


def test_that_english_is_told_where_it_is(say):
    assert left(say("find", "--help")) == ["Show this message and exit"]
    assert set(left(say("find"))) == {"Missing argument", "for help"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_help_of_every_command_is_in_the_language(say, language):
    paths = list(every_command(program))
    assert len(paths) > 40
    for path in paths:
        i18n.install(language)
        text = say(*path, "--help")
        i18n.install(language)
        assert text.startswith(i18n.gettext("Usage:")), path
        assert not left(text), path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_that_wrong_usage_is_told_in_the_language(say, language, arguments):
    i18n.install(language)
    text = say(*arguments)
    i18n.install(language)
    assert len(text.split()) > 3
    assert not left(text), text


def test_that_nothing_is_left_as_it_was_changed(say, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "xx")
    i18n.install("fr")
    say("find", "--help")
    assert os.environ["LANGUAGE"] == "xx"
    assert gettext.textdomain() == "messages"
