"""Statistics of tracing for a period: requests both ways, days to answer, points of diversion."""

from __future__ import annotations

from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.flowing import captioned, flow
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.documents.trace_frame import TracePage, sign
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_figures import DirectionFigures, TraceFigures
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_vocabulary import TraceDirection, TraceOutcome
from stockpile_app.i18n import _
from stockpile_app.reference.source_words import source_words

NOTHING: Final = "–"
_BEGUN: Final = {
    TraceDirection.OUT: N_("Requests sent"),
    TraceDirection.IN: N_("Requests received"),
    TraceDirection.DOMESTIC: N_("Files opened"),
}


def write_trace_statistics(
    out: BinaryIO, stamp: Stamp, figures: TraceFigures, targets: TraceTargets
) -> int:
    """Write the figures of a period and return how many pages it has."""
    scope = _("{first} to {last}").format(
        first=i18n.format_date(figures.from_day), last=i18n.format_date(figures.to_day)
    )
    page = TracePage(out, stamp, scope)
    flow(page, _("Both days of the period are included. Days are calendar days."))
    for direction in TraceDirection:
        _direction(page, figures.of(direction))
    _diversions(page, figures)
    heading(page, _("Targets they are measured by"), 20)
    captioned(page, target_rows(targets), caption=60 * mm)
    sign(page, stamp)
    return page.finish()


def figure_rows(figures: DirectionFigures) -> list[tuple[str, str]]:
    """Return what is counted of one direction, in words, each with its figure."""
    number = i18n.format_number
    rows = [
        (_(_BEGUN[figures.direction]), number(figures.requests)),
        (_("Acknowledged"), number(figures.acknowledged)),
        (_("Days to acknowledge, mean"), decimal(figures.mean_acknowledge)),
        (_("Days to acknowledge, median"), decimal(figures.median_acknowledge)),
    ]
    rows += [
        (_("Answers: {outcome}").format(outcome=_(each.label)), number(figures.count(each)))
        for each in TraceOutcome
    ]
    share = (
        NOTHING
        if figures.success is None
        else _("{share} %").format(share=decimal(figures.success))
    )
    return [
        *rows,
        (_("Final answers"), number(figures.final)),
        (_("Days to answer, mean"), decimal(figures.mean_answer)),
        (_("Days to answer, median"), decimal(figures.median_answer)),
        (_("Final answers within the target"), number(figures.in_time)),
        (_("Answers that told something"), share),
        (_("Waiting for an answer at the end"), number(figures.open)),
        (_("Overdue at the end"), number(figures.overdue)),
    ]


def target_rows(targets: TraceTargets) -> list[tuple[str, str]]:
    """Return the targets in words."""
    return [
        (_("Acknowledge within, days"), i18n.format_number(targets.acknowledge)),
        (_("Answer within, days"), i18n.format_number(targets.answer)),
        (_("Confirm contacts after, days"), i18n.format_number(targets.confirm)),
        (_("From"), source_words(targets.source)),
    ]


def decimal(value: float | None) -> str:
    """Return a number with one decimal; a dash where there is none, never 0."""
    return NOTHING if value is None else i18n.format_scaled(round(value * 10), 1)


def _direction(page: Page, figures: DirectionFigures) -> None:
    heading(page, _(figures.direction.label))
    table = _table(page)
    for caption, value in figure_rows(figures):
        table.row((caption, value))


def _diversions(page: Page, figures: TraceFigures) -> None:
    heading(page, _("Points of diversion"))
    number = i18n.format_number
    table = _table(page)
    table.row(
        (_("Established in the period, weapons of the register"), number(len(figures.diverted)))
    )
    table.row(
        (
            _("Established in the period, weapons that are not in the register"),
            number(figures.diverted_unregistered),
        )
    )
    table.row(
        (
            _("Established up to the end of the period, weapons of the register"),
            number(len(figures.diverted_ever)),
        )
    )


def _table(page: Page) -> RuledTable:
    return RuledTable(
        page,
        (Column(_("What is counted"), 80), Column(_("Figure"), 20, Align.END, Style.BOLD)),
        size=8.5,
    )
