"""Trace files, hits and figures as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stockpile_app import i18n
from stockpile_app.cli.output import fields, label, table
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_figures import DirectionFigures, TraceFigures
from stockpile_app.domain.tracing_records import TraceFile, TraceHit
from stockpile_app.domain.tracing_vocabulary import Agreement
from stockpile_app.i18n import gettext as _

FILE_HEAD: Final = (
    N_("Trace file"),
    N_("Direction"),
    N_("Country"),
    N_("Weapon"),
    N_("Serial"),
    N_("Opened"),
    N_("State"),
)
HIT_HEAD: Final = (N_("Score"), N_("Number"), N_("Serial"), N_("Weapon"), N_("Why"))
FIGURE_HEAD: Final = (
    N_("Direction"),
    N_("Requests"),
    N_("Acknowledged"),
    N_("Answered"),
    N_("In time"),
    N_("Median days"),
    N_("Open"),
    N_("Overdue"),
)
_FIELDS: Final = {
    "maker": N_("maker"),
    "model": N_("model"),
    "calibre": N_("calibre"),
    "country": N_("country"),
    "category": N_("category"),
    "year": N_("year"),
}


def file_row(file: TraceFile) -> tuple[str, ...]:
    """Return the cells of a list."""
    return (
        file.id,
        label(file.direction),
        file.counterpart.country,
        file.weapon_title,
        file.serial,
        i18n.format_date(file.opened_on),
        label(file.state),
    )


def file_lines(file: TraceFile) -> Iterator[str]:
    """Yield everything that matters of a file, and its time line."""
    number = file.weapon.number if file.weapon is not None else ""
    details = file.details
    yield from fields(
        (
            (_("Trace file"), file.id),
            (_("Direction"), label(file.direction)),
            (_("State"), label(file.state)),
            (_("Own reference"), file.reference),
            (_("Country"), file.counterpart.country),
            (_("Office"), file.counterpart.office),
            (_("Their reference"), file.counterpart.reference),
            (_("Weapon"), file.weapon_title),
            (_("Serial"), file.serial),
            (_("Register number"), number),
            (_("Grounds"), "; ".join(label(each) for each in details.grounds)),
            (_("Circumstances"), details.circumstances),
            (_("Found"), " · ".join(filter(None, (details.found_place, details.found_on)))),
            (_("Intended use"), details.intended_use),
            (_("Classification"), details.classification),
            (_("Caveats"), details.caveats),
            (_("Answer by"), i18n.format_date(file.answer_by) if file.answer_by else ""),
        )
    )
    yield ""
    head = (_("Day"), _("What"), _("By"), _("Text"))
    rows = (
        (i18n.format_date(each.day), label(each.kind), each.recorded_by, each.text)
        for each in file.events
    )
    yield from table(head, rows)


def hit_row(hit: TraceHit) -> tuple[str, ...]:
    """Return the cells of a hit; why it is there, and what does not fit."""
    weapon = hit.weapon
    doubts = ", ".join(
        f"{_(_FIELDS[each.field])} {label(each.agreement)}"
        for each in hit.fields
        if each.agreement is not Agreement.AGREES
    )
    why = f"{label(hit.reason)} ({hit.where})" if hit.where else label(hit.reason)
    return (
        str(hit.score),
        weapon.number,
        weapon.serial or "",
        " ".join(filter(None, (weapon.maker, weapon.model, weapon.calibre))),
        f"{why}; {doubts}" if doubts else why,
    )


def figure_rows(figures: TraceFigures) -> Iterator[tuple[str, ...]]:
    """Yield a line for each direction."""
    for each in (figures.out, figures.received, figures.domestic):
        yield _figure_row(each)


def _figure_row(each: DirectionFigures) -> tuple[str, ...]:
    median = "–" if each.median_answer is None else f"{each.median_answer:g}"
    return (
        label(each.direction),
        str(each.requests),
        str(each.acknowledged),
        str(each.final),
        str(each.in_time),
        median,
        str(each.open),
        str(each.overdue),
    )
