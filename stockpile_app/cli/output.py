"""What commands say: plain text for people, or one JSON object for scripts.

Nothing that came from a file or a person reaches the terminal unclean: control and bidi
characters are shown by their codes.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from stockpile_app.cli.options import Session
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import format_date, format_number, told_text, tr
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code

_GAP: Final = "  "
_NARROWEST: Final = 6
_EVERY_S: Final = 0.1


def result(session: Session, data: Mapping[str, Any], lines: Iterable[str]) -> None:
    """Print the result of a command: ``data`` with ``--json``, else ``lines``."""
    if session.json:
        print_json(data)
        return
    for line in lines:
        write(line)


def write(line: str) -> None:
    """Print a line whose parts are clean already, on standard output."""
    sys.stdout.write(line.rstrip() + "\n")


def print_json(data: Mapping[str, Any]) -> None:
    """Print one object; in ASCII, so that no console and no pipe can garble it."""
    sys.stdout.write(json.dumps(data) + "\n")


def complain(sentence: str) -> None:
    """Print a sentence on standard error, with the program's name in front."""
    if sys.stderr is not None:
        sys.stderr.write(f"stockpile: {clean(sentence)}\n")


def label(member: LabelledEnum | None) -> str:
    """Return what people call a code, or a dash where it is not known."""
    return _(member.label) if member else "–"


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    numbers: frozenset[int] = frozenset(),
    whole: frozenset[int] = frozenset(),
) -> Iterator[str]:
    """Yield the lines of a table: aligned, and on a terminal no wider than it.

    Args:
        numbers: The columns that are aligned to the right, and never cut.
        whole: Further columns that are never cut, such as what somebody will type again.
    """
    cells = [[clean(str(cell)) for cell in row] for row in rows]
    widths = [max(map(text_width, column)) for column in zip(head, *cells, strict=True)]
    if sys.stdout.isatty():
        _narrow(widths, shutil.get_terminal_size().columns, numbers | whole)
    rule = ["-" * width for width in widths]
    for row in (list(head), rule, *cells):
        yield _GAP.join(
            _fitted(cell, width, right=at in numbers)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()


def fields(pairs: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield a line for each name and value, the values below one another."""
    known = [(name, clean(str(value))) for name, value in pairs if value not in (None, "")]
    width = max((text_width(name) for name, _value in known), default=0)
    for name, value in known:
        yield f"{_fitted(name, width)}{_GAP}{value}"


def text_width(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _narrow(widths: list[int], available: int, whole: frozenset[int]) -> None:
    """Take from the widest columns until the table fits or nothing is left to take."""
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - available
    while excess > 0:
        width, widest = max((0 if at in whole else each, at) for at, each in enumerate(widths))
        if width <= _NARROWEST:
            return
        widths[widest] -= 1
        excess -= 1


def _fitted(text: str, width: int, *, right: bool = False) -> str:
    if text_width(text) > width:
        while text and text_width(text) > width - 1:
            text = text[:-1]
        text += "…"
    padding = " " * (width - text_width(text))
    return padding + text if right else text + padding


class Meter:
    """Shows progress in one line of standard error, where that is a terminal."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0
        self._dirty = False

    def report(self, done: int, total: int, text: str = "") -> None:
        """Show how much is done, ten times a second at most."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _EVERY_S
        share = f" / {format_number(total)}" if total else ""
        sys.stderr.write(f"\r\033[K{format_number(done)}{share}  {clean(text)[:60]}")
        sys.stderr.flush()
        self._dirty = True

    def close(self) -> None:
        """Take the line away."""
        if self._dirty:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def iso(day: dt.date | None) -> str | None:
    """Return a day for programs."""
    return day.isoformat() if day else None


def show_day(day: dt.date | None) -> str:
    """Return a day for people, or a dash."""
    return format_date(day) if day else "–"


def tell_paper(session: Session, done: DocumentDone) -> None:
    """Say which document was written where, and under which seal."""
    seal = show_code(done.seal.code) if done.seal else None
    data = {"path": str(done.path), "document": done.number, "seal": seal}
    result(session, data, [tr(N_("{document} in {path}."), document=done.number, path=done.path)])


def problem_data(problem: Problem) -> dict[str, str]:
    """Return a problem that ``verify`` found as a program reads it."""
    return {"kind": problem.kind, "where": problem.where, "message": told_text(problem)}
