"""What the papers about a security check share: what it is about, and the rule of its levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.count_frame import bars
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.text import Align
from stockpile_app.domain.checklists import LEVELS, CheckList, Group, Question
from stockpile_app.domain.security import CheckView
from stockpile_app.i18n import _, clauses
from stockpile_app.reference.source_words import source_words

CRITICAL_SIGN: Final = "▲"
_FACT_HEIGHT: Final = 5.6 * mm
_CAPTION: Final = 28 * mm
_BARS_WIDTH: Final = 60 * mm
_BARS_HEIGHT: Final = 10 * mm

Fact = tuple[str, str, Style]


def scope_of(view: CheckView) -> str:
    """Return what stands on every page: the check, and exactly which list it uses."""
    return _("Check {number} · {list} version {version}").format(
        number=view.record.id, list=view.check_list.id, version=view.check_list.version
    )


def first_facts(view: CheckView) -> list[Fact]:
    """Return what both papers say of the check."""
    record = view.record
    said = _("{title} (version {version})").format(
        title=_(view.check_list.title), version=view.check_list.version
    )
    return [
        (_("Check"), str(record.id), Style.BOLD),
        (_("Depot"), record.place, Style.BOLD),
        (_("Check list"), said, Style.REGULAR),
        (_("Inspector"), record.inspector, Style.REGULAR),
        (_("Begun on"), i18n.format_date(record.opened_on), Style.REGULAR),
    ]


def write_facts(page: Page, facts: Sequence[Fact], code: str, words: str, dpi: int) -> None:
    """Draw what the paper is about, and the bar code that opens the check."""
    page.y -= 1 * mm
    top = page.y
    room = page.width - _BARS_WIDTH - 4 * mm - _CAPTION
    for caption, value, style in facts:
        page.canvas.setFillColor(GREY)
        page.text(Cell(caption, (page.left, page.y - 10.5, _CAPTION - 2 * mm), 8))
        page.canvas.setFillColor(black)
        box = (page.left + _CAPTION, page.y - 2.5, room)
        page.whole(Cell(value, box, 9, style), _FACT_HEIGHT - 2)
        page.y -= _FACT_HEIGHT
    left = page.left + page.width - _BARS_WIDTH
    bars(page, code, (left, top - 2 * mm, _BARS_WIDTH), _BARS_HEIGHT, dpi)
    box = (left, top - _BARS_HEIGHT - 5.5 * mm, _BARS_WIDTH)
    page.text(Cell(code, box, 8, Style.MONO, Align.CENTRE))
    box = (left, top - _BARS_HEIGHT - 9 * mm, _BARS_WIDTH)
    page.text(Cell(words, box, 7.5, align=Align.CENTRE))
    page.y -= 1.5 * mm
    page.rule(page.y, black, 0.6)
    page.y -= 1 * mm


def rule_of_levels(check_list: CheckList) -> str:
    """Return how a level is reached, and where the thresholds are from."""
    least = clauses(
        _("level {level}: {percent} %").format(level=level, percent=percent)
        for level, percent in zip(LEVELS, check_list.thresholds, strict=True)
    )
    return _(
        "A level is reached when the score is not below its threshold ({thresholds}) and every"
        " question that is critical for it, or for a lower level, is answered with yes. The score"
        " is never rounded up. Source of the thresholds: {source} ({sure})."
    ).format(
        thresholds=least,
        source=source_words(check_list.thresholds_source),
        sure=_(check_list.thresholds_sure.label),
    )


def critical_words(critical: int) -> str:
    """Return the sign and the words of a critical question; "" of any other."""
    if not critical:
        return ""
    return f"{CRITICAL_SIGN} " + _("Critical for level {level}").format(level=critical)


def group_words(group: Group) -> str:
    """Return the heading of a group, with the question of the national report it answers."""
    words = f"{group.code} · {_(group.title)}"
    return f"{words} ({_('PoA')} {group.poa})" if group.poa else words


def questions_of(check_list: CheckList, group: Group) -> list[Question]:
    """Return the questions of a group in their order."""
    return [each for each in check_list.questions if each.group == group.code]
