"""Every kind of paper in every language, with what people may write in every field.

``STOCKPILE_EVERY_PAPER=1`` writes each kind in each language as often as there are hostile texts,
so that each field has each of them once; without it each kind is written once in each language.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pytest
from reportlab.lib.units import mm

from stockpile_app import documents, i18n
from stockpile_app.documents import fonts
from stockpile_app.documents.stamp import Stamp
from tests.unit.documents import paper_kinds
from tests.unit.documents.drawn import (
    Shown,
    Watched,
    letters,
    page_texts,
    page_width,
    seal_codes,
    watching,
)
from tests.unit.documents.hostile import CHINESE, HOSTILE, Fill
from tests.unit.documents.material import STAMP
from tests.unit.documents.paper_kinds import KINDS

LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru", "zh")
EVERY = bool(os.environ.get("STOCKPILE_EVERY_PAPER"))
STARTS = range(len(HOSTILE)) if EVERY else (0,)
ROWS = 3
_NEAR = 14.0
_COVERED = frozenset({"calibration"})
"""Where something white is drawn over labels, on purpose."""


class Made(NamedTuple):
    """A paper, and all that was drawn on it."""

    pdf: bytes
    seen: Watched
    put: list[str]
    stamp: Stamp


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    i18n.install("en")


def write(kind: str, language: str, texts: tuple[str, ...] = (), start: int = 0) -> Made:
    """Write a paper; ``texts`` go into all its fields, the one at ``start`` first."""
    i18n.install(language)
    made = KINDS[kind]
    args, stamp, fill = made.made_of(ROWS), STAMP, Fill(texts, start)
    if texts:
        args = fill(args)
        if not made.bare:
            stamp = replace(fill(STAMP), doc_number=STAMP.doc_number, seal=STAMP.seal)
    out = io.BytesIO()
    with watching() as seen:
        made.write(out, *(() if made.bare else (stamp,)), *args, **made.options)
    return Made(out.getvalue(), seen, fill.put, stamp)


@cache
def hostile(kind: str, language: str, start: int) -> Made:
    """Return a paper with hostile texts; what one test made the next one looks at."""
    # another text first in each language, so that each kind has many of them in its first field
    first = (start + LANGUAGES.index(language) * 5) % len(HOSTILE)
    return write(kind, language, CHINESE + HOSTILE if language == "zh" else HOSTILE, first)


def every(function: Any) -> Any:
    """Run a test for each kind in each language."""
    for name, values in (("start", STARTS), ("language", LANGUAGES), ("kind", KINDS)):
        function = pytest.mark.parametrize(name, values)(function)
    return function


# --- the list of kinds ---


def test_that_every_paper_of_the_program_is_here() -> None:
    wanted = {
        name
        for module in pkgutil.iter_modules(documents.__path__, f"{documents.__name__}.")
        for name, made in vars(importlib.import_module(module.name)).items()
        if name.startswith("write_")
        and getattr(made, "__module__", "") == module.name
        and next(iter(getattr(made, "__annotations__", {"": ""}).values())) == "BinaryIO"
    }
    assert wanted <= set(vars(paper_kinds)), "paper_kinds.py lacks a kind of paper"


# --- whatever is written into it ---


@every
def test_that_every_letter_has_a_shape_and_can_be_read_back(
    kind: str, language: str, start: int
) -> None:
    made = hostile(kind, language, start)
    for shown in made.seen.shown:
        face = fonts._load(shown.font)
        assert all(letter in face.widths for letter in shown.text), shown
    pages = page_texts(made.pdf)
    drawn: Counter[str] = Counter()
    for shown in made.seen.shown:
        times = len(pages) if shown.page == "head" else 1
        drawn.update({each: count * times for each, count in _read(shown.text).items()})
    assert sum((_read(page) for page in pages), Counter()) == drawn


def _read(text: str) -> Counter[str]:
    return Counter(each for each in letters(text) if each.isalnum())


@every
def test_that_nothing_stands_over_the_margin_or_on_another_text(
    kind: str, language: str, start: int
) -> None:
    made, margin = hostile(kind, language, start), KINDS[kind].margin * mm - 0.7
    right = page_width(made.pdf) - margin
    for shown in made.seen.shown:
        assert margin <= shown.left, shown
        assert shown.right <= right, shown
    for left, end in made.seen.rects:
        assert margin <= left <= end <= right
    if kind in _COVERED:
        return
    for above, below in _neighbours(made.seen.shown):
        assert not above.touches(below), (above, below)


def _neighbours(shown: list[Shown]) -> Iterator[tuple[Shown, Shown]]:
    """Yield what is drawn on one page, one near above the other."""
    texts = sorted((each for each in shown if each.text.strip()), key=lambda e: (e.page, -e.base))
    for at, above in enumerate(texts):
        for below in texts[at + 1 :]:
            if below.page != above.page or above.base - below.base > _NEAR:
                break
            yield above, below


@every
def test_that_pages_are_counted_and_tables_keep_their_heads(
    kind: str, language: str, start: int
) -> None:
    made = hostile(kind, language, start)
    assert made.seen.rows <= made.seen.heads
    if KINDS[kind].bare or kind.startswith("hand-in receipt"):
        return
    pages = page_texts(made.pdf)
    for number, page in enumerate(pages, start=1):
        said = i18n_of(language, number, len(pages))
        assert page.count(said) >= 2 or page.count(said[::-1]) >= 2, (said, number)


def i18n_of(language: str, page: int, pages: int) -> str:
    """Return how a page is numbered, without spaces."""
    i18n.install(language)
    return letters(i18n.gettext("{page} of {pages}").format(page=page, pages=pages))


@pytest.mark.parametrize("kind", KINDS)
def test_that_markup_stays_text(kind: str) -> None:
    made = write(kind, "en", HOSTILE[:1])
    if made.put:
        assert letters(HOSTILE[0])[:8] in "".join(page_texts(made.pdf))


@pytest.mark.parametrize("at", range(len(KINDS)))
def test_that_the_seal_reads_and_the_same_paper_has_the_same_bytes(at: int) -> None:
    kind, language = list(KINDS)[at], LANGUAGES[at % len(LANGUAGES)]
    made = hostile(kind, language, 0)
    again = hostile.__wrapped__(kind, language, 0)
    assert made.pdf == again.pdf
    if not KINDS[kind].bare:
        assert STAMP.seal is not None
        assert STAMP.seal.qr in seal_codes(made.pdf)


# --- in each language ---


@pytest.mark.parametrize("language", LANGUAGES[:-1])
@pytest.mark.parametrize("kind", KINDS)
def test_that_no_caption_is_cut_in_any_language(kind: str, language: str) -> None:
    made = write(kind, language)
    assert [each for each in made.seen.cuts if not each.startswith("Extraordinarily")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_that_an_arabic_paper_begins_at_the_right(kind: str) -> None:
    english, arabic = write(kind, "en"), write(kind, "ar")
    if KINDS[kind].bare:
        return
    width = page_width(arabic.pdf)

    def edge(made: Made) -> float:
        """How far from the left edge the name of the authority begins or ends."""
        at = next(each for each in made.seen.shown if each.text == STAMP.authority)
        return width - at.right if made is arabic else at.left

    assert edge(arabic) == pytest.approx(edge(english), abs=1)
    assert STAMP.seal is not None
    assert STAMP.seal.qr in seal_codes(arabic.pdf)
