"""What papers of a national report share: texts that flow over pages, and tables of figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Page
from stockpile_app.documents.movement_frame import Told
from stockpile_app.documents.ruled_table import Column, RuledTable
from stockpile_app.documents.text import LEADING, Align, wrap
from stockpile_app.domain.national_report import FigureView, HandTable, ReportRow, ReportView
from stockpile_app.domain.national_report_cells import (
    CellState,
    CellValue,
    RecordKind,
    Unit,
)
from stockpile_app.domain.national_report_cells import Column as Days
from stockpile_app.i18n import _
from stockpile_app.ledger.seals import show_code
from stockpile_app.reference.report_words import (
    column_words,
    days_words,
    numbering_words,
    show_value,
)
from stockpile_app.reference.source_words import source_words

_MOST_YEARS: Final = 6
_VALUE: Final = 19
_WHOLE: Final = 26
_NAME: Final = 178
_WITHHELD_MARK: Final = "†"
_STATED_MARK: Final = "*"
INDENT: Final = "– "


def flow(page: Page, text: str, size: float = 9, style: Style = Style.REGULAR) -> None:
    """Draw a text over the width of the page, and of as many pages as it takes."""
    height = size * LEADING * 1.1
    for each in text.split("\n"):
        for shown in wrap(each, style, size, page.width):
            if not page.has_room(height):
                page.next()
            page.y -= height
            page.line(shown, (page.left, page.y, page.width), size, Align.TEXT)


def aside(page: Page, text: str, size: float = 7) -> None:
    """Draw a small grey text."""
    page.canvas.setFillColor(GREY)
    flow(page, text, size)
    page.canvas.setFillColor(black)


def report_told(view: ReportView) -> list[Told]:
    """Return what every paper of a report says at its head."""
    record = view.record
    told = [
        Told(_("Period"), days_words(view.columns[0]), Style.BOLD),
        Told(_("Numbering"), numbering_words(view)),
        Told(
            _("Template"),
            _("{name}, version {version}").format(
                name=_(view.template.title), version=view.template.version
            ),
        ),
    ]
    if record is None:
        return [Told(_("State"), _("DRAFT: not frozen, may change"), Style.BOLD), *told]
    rests = _("entries up to {head}; seal {seal}").format(
        head=i18n.format_number(record.head), seal=show_code(record.seal)
    )
    frozen = _("{day}, by {user}").format(
        day=i18n.format_date(record.frozen_on), user=record.frozen_by
    )
    return [
        Told(_("Number"), record.number, Style.MONO),
        Told(_("Title"), record.title),
        *told,
        Told(_("Rests on"), rests),
        Told(_("Frozen"), frozen),
    ]


# --- figures -------------------------------------------------------------------------------------


def write_figure(page: Page, view: ReportView, figure: FigureView) -> None:
    """Draw a figure: what it counts, its lines and categories, and why a cell was overridden."""
    if not page.has_room(34 * mm):
        page.next()
    page.y -= 1.5 * mm
    flow(page, _(figure.title), 9, Style.BOLD)
    aside(page, _(figure.meaning))
    if figure.key == "depots":
        aside(page, _rule_words(view))
    page.y -= 1 * mm
    for shown in _portions(view.columns):
        _table(page, view, figure.rows, shown)
        page.y -= 1.5 * mm
    _notes(page, figure)


def _rule_words(view: ReportView) -> str:
    rule = view.template.security_rule
    return _(
        "Least percentage: {percent} %; critical questions up to level {level}. {source} – {sure}"
    ).format(
        percent=rule.percent,
        level=rule.critical,
        source=source_words(rule.source),
        sure=_(rule.sure.label),
    )


def _portions(columns: Sequence[Days]) -> Iterator[Sequence[int]]:
    """Yield positions of columns, so many that a page is wide enough for them."""
    years = range(1, len(columns))
    yield (0, *years[:_MOST_YEARS])
    for start in range(_MOST_YEARS, len(years), _MOST_YEARS):
        yield years[start : start + _MOST_YEARS]


def _table(page: Page, view: ReportView, rows: Sequence[ReportRow], shown: Sequence[int]) -> None:
    heads = [Column(column_words(view.columns[at]), _width(at), Align.END) for at in shown]
    table = RuledTable(page, [Column("", _NAME - sum(map(_width, shown))), *heads], size=8)
    mixed = any(row.category for row in rows)
    for row in rows:
        name = _(row.title)
        if row.category:
            name = INDENT + _(row.category_title)
        values = [cell_text(row.values[at], row.unit) for at in shown]
        table.row((name, *values), Style.BOLD if mixed and not row.category else None)


def _width(at: int) -> int:
    return _WHOLE if at == 0 else _VALUE


def cell_text(value: CellValue, unit: Unit) -> str:
    """Return what a cell says on paper, with a mark where a note below says more."""
    text = _WITHHELD_MARK if value.state is CellState.WITHHELD else show_value(value, unit)
    return f"{text} {_STATED_MARK}" if value.overridden else text


def write_marks(page: Page, values: Sequence[CellValue]) -> None:
    """Say what the marks beside values mean, where there are any."""
    if any(each.state is CellState.WITHHELD for each in values):
        aside(page, f"{_WITHHELD_MARK} {_(CellState.WITHHELD.label)}")
    if any(each.overridden for each in values):
        aside(page, f"{_STATED_MARK} {_('stated by hand; the report says why')}")


def _notes(page: Page, figure: FigureView) -> None:
    values = [each for row in figure.rows for each in row.values]
    if any(each.state is CellState.WITHHELD for each in values):
        aside(page, f"{_WITHHELD_MARK} {_(CellState.WITHHELD.label)}")
    for reason in dict.fromkeys(each.reason for each in values if each.overridden):
        text = _("stated by hand, not as computed: {reason}").format(reason=reason)
        flow(page, f"{_STATED_MARK} {text}", 7.5)
    if _once(figure):
        text = _(
            "A weapon is counted once in a cell, so the whole period may be less than the years."
        )
        aside(page, text)


def _once(figure: FigureView) -> bool:
    weapons = [
        row for row in figure.rows if row.counts is RecordKind.WEAPON and row.unit is Unit.COUNT
    ]
    return any(
        (row.values[0].value or 0) < sum(each.value or 0 for each in row.values[1:])
        for row in weapons
    )


# --- tables filled by hand -----------------------------------------------------------------------


def write_hand_table(page: Page, table: HandTable) -> None:
    """Draw a table that somebody filled by hand, with its sums."""
    if not page.has_room(30 * mm):
        page.next()
    page.y -= 1.5 * mm
    flow(page, table.title, 9, Style.BOLD)
    if table.source:
        aside(page, table.source)
    page.y -= 1 * mm
    count = len(table.columns)
    drawn = RuledTable(
        page,
        [
            Column("", _NAME - _VALUE * count),
            *(Column(each, _VALUE, Align.END) for each in table.columns),
        ],
        size=8,
    )
    for title, values in table.rows:
        drawn.row((title, *map(i18n.format_number, values)))
    if table.total:
        drawn.row((_("Total"), *map(i18n.format_number, table.total)), Style.BOLD)
    page.y -= 1.5 * mm
