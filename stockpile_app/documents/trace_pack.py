"""The trace pack: a whole trace file on paper, with marks, photographs and its time line."""

from __future__ import annotations

from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.flowing import captioned, flow
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import show_day
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.documents.trace_frame import (
    TraceLetter,
    TracePage,
    handling,
    parties,
    photographs,
    scope_of,
    section,
    sign,
)
from stockpile_app.documents.trace_replies import write_diversion
from stockpile_app.documents.trace_request import write_request_body
from stockpile_app.domain.tracing_records import TraceAnswer, TraceEvent, TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceEventKind
from stockpile_app.i18n import _, listed, ngettext, stated


def write_trace_pack(out: BinaryIO, stamp: Stamp, letter: TraceLetter) -> int:
    """Write the pack and return how many pages it has."""
    file = letter.file
    page = TracePage(out, stamp, scope_of(file), file.details.caveats)
    parties(page, letter, day=file.opened_on, to_them=False)
    _standing(page, file)
    write_request_body(page, letter)
    photographs(page, letter)
    _answers(page, file)
    _outcome(page, file)
    handling(page, file.details.caveats, *(each.restrictions for each in file.answers))
    _searches(page, file)
    _files(page, file)
    _documents(page, file)
    _timeline(page, file)
    sign(page, stamp)
    return page.finish()


def _standing(page: Page, file: TraceFile) -> None:
    heading(page, _("How far it is"), 30 * mm)
    days = "{day} ({days})"
    acknowledged = answered = ""
    if file.acknowledged_on is not None and file.days_to_acknowledge is not None:
        acknowledged = days.format(
            day=i18n.format_date(file.acknowledged_on), days=_days(file.days_to_acknowledge)
        )
    if file.answered_on is not None and file.days_to_answer is not None:
        answered = days.format(
            day=i18n.format_date(file.answered_on), days=_days(file.days_to_answer)
        )
    captioned(
        page,
        (
            (_("Direction"), _(file.direction.label)),
            (_("State of the file"), _(file.state.label)),
            (_("Opened"), f"{i18n.format_date(file.opened_on)}, {file.opened_by}"),
            (_("Sent"), show_day(file.sent_on)),
            (_("Reminded"), show_day(file.reminded_on)),
            (_("Acknowledged"), acknowledged),
            (_("Answered"), answered),
            (_("Closed"), show_day(file.closed_on)),
            (_("What came of it"), file.result),
        ),
    )


def _answers(page: Page, file: TraceFile) -> None:
    for each in file.answers:
        title = _("Answer of {day}: {outcome}").format(
            day=i18n.format_date(each.replied_on), outcome=_(each.outcome.label)
        )
        section(page, title, _told(each))


def _told(answer: TraceAnswer) -> str:
    reasons = listed(_(each.label) for each in answer.reasons)
    lines = (
        answer.information,
        _("Reasons: {reasons}").format(reasons=reasons) if reasons else "",
        answer.explanation,
        _("To be expected by {day}.").format(day=i18n.format_date(answer.expected_on))
        if answer.expected_on
        else "",
    )
    return "\n".join(filter(None, lines))


def _outcome(page: Page, file: TraceFile) -> None:
    if file.diversion is not None:
        write_diversion(page, file.diversion)
        if file.diversion.numbers:
            text = _("It holds for these weapons of the register, too: {numbers}.")
            flow(page, text.format(numbers=listed(file.diversion.numbers)))
    if not file.preventions:
        return
    heading(page, _("What is done so that it does not happen again"), 20)
    for each in file.preventions:
        by = listed((i18n.format_date(each.stated_on), each.responsible))
        flow(page, f"{each.action} ({by})")


def _searches(page: Page, file: TraceFile) -> None:
    if not file.searches:
        return
    heading(page, _("What was compared with the register"))
    table = RuledTable(
        page,
        (
            Column(_("Day"), 20),
            Column(_("Serial number"), 34, style=Style.MONO),
            Column(_("Hits"), 12, Align.END),
            Column(_("The best hits, and why"), 114),
        ),
        size=7.5,
    )
    for each in file.searches:
        best = "\n".join(stated(number, _(why.label)) for number, why, _score in each.found[:5])
        table.row(
            (
                i18n.format_date(each.day),
                each.description.serial,
                i18n.format_number(each.total),
                best or _("none"),
            )
        )


def _files(page: Page, file: TraceFile) -> None:
    if not file.files:
        return
    heading(page, _("Files that are kept with the trace"))
    table = RuledTable(
        page,
        (
            Column(_("Kind"), 26),
            Column(_("Name"), 42),
            Column(_("Caption"), 50),
            Column(_("SHA-256 of the content"), 64, style=Style.MONO),
        ),
        size=7,
    )
    for each in file.files:
        table.row((_(each.part.label), each.name, each.caption, each.content_sha256))


def _documents(page: Page, file: TraceFile) -> None:
    if not file.documents:
        return
    heading(page, _("Documents that were made"))
    table = RuledTable(
        page,
        (
            Column(_("Day"), 22),
            Column(_("Number"), 36, style=Style.MONO),
            Column(_("SHA-256 of the document"), 84, style=Style.MONO),
        ),
        size=7,
    )
    for each in file.documents:
        table.row((i18n.format_date(each.made_on), each.number, each.sha256))


def _timeline(page: Page, file: TraceFile) -> None:
    heading(page, _("Time line"))
    table = RuledTable(
        page,
        (
            Column(_("Day"), 20),
            Column(_("What"), 38, style=Style.BOLD),
            Column(_("Details"), 88),
            Column(_("By"), 22),
            Column(_("Entry"), 14, Align.END, Style.MONO),
        ),
        size=7.5,
    )
    for event in file.events:
        table.row(
            (
                i18n.format_date(event.day),
                _title(event),
                event.text,
                event.recorded_by,
                str(event.seq),
            )
        )


def _title(event: TraceEvent) -> str:
    title = _(event.kind.label)
    if event.kind is TraceEventKind.REPLIED and event.outcome is not None:
        return stated(title, _(event.outcome.label))
    return title


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=i18n.format_number(count))
