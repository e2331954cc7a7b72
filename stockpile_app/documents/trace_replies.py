"""What goes back to a State that asked, or on to one that was asked, in one letter each.

Acknowledgement, question, further information, and the answer: full, partial, no record, refused
or delayed. A delay, restriction or refusal always tells its reasons (ITI section V).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.flowing import captioned, flow
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.trace_frame import (
    TraceLetter,
    TracePage,
    described,
    handling,
    held,
    held_marks,
    parties,
    photographs,
    scope_of,
    section,
    show_text_day,
    sign,
    state_name,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import DiversionRecord, TraceAnswer, TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceOutcome, WithholdingReason
from stockpile_app.i18n import _, listed

REPLY_TITLES: Final = {
    TraceOutcome.FULL: N_("Reply to a trace request"),
    TraceOutcome.PARTIAL: N_("Partial reply to a trace request"),
    TraceOutcome.NO_RECORD: N_("Reply to a trace request: no record"),
    TraceOutcome.REFUSED: N_("Refusal of a trace request"),
    TraceOutcome.DELAYED: N_("Notice of delay of a trace request"),
}


class Told(NamedTuple):
    """A question, or what was told in answer to one."""

    day: dt.date
    text: str


def write_acknowledgement(out: BinaryIO, stamp: Stamp, letter: TraceLetter) -> int:
    """Write that a request has arrived; return how many pages it has."""
    file = letter.file
    page = _begin(out, stamp, letter, file.acknowledged_on, file.details.caveats)
    said = _("Your trace request of {day} has arrived and is registered here as {file}.")
    section(
        page,
        _("Acknowledgement"),
        said.format(day=i18n.format_date(file.opened_on), file=file.id),
    )
    if file.answer_by is not None:
        text = _("We mean to answer by {day}. If we cannot, we tell you why.")
        flow(page, text.format(day=i18n.format_date(file.answer_by)))
    _about(page, file)
    handling(page, file.details.caveats)
    sign(page, stamp)
    return page.finish()


def write_question(
    out: BinaryIO, stamp: Stamp, letter: TraceLetter, asked: Told, lacking: Sequence[str]
) -> int:
    """Write what must be known before the search can be made; return how many pages it has.

    Args:
        lacking: What ITI section V asks for and the request does not say, in words.
    """
    file = letter.file
    page = _begin(out, stamp, letter, asked.day, file.details.caveats)
    section(page, _("What we need to know"), asked.text)
    if lacking:
        heading(page, _("What the request does not say yet"), 20)
        for each in lacking:
            flow(page, f"– {each}")
    section(
        page,
        _("Until then"),
        _("The search goes on as far as it can. The request stays open here."),
    )
    _about(page, file)
    handling(page, file.details.caveats)
    sign(page, stamp)
    return page.finish()


def write_information(out: BinaryIO, stamp: Stamp, letter: TraceLetter, told: Told) -> int:
    """Write what was asked for in addition to a request; return how many pages it has."""
    file = letter.file
    page = _begin(out, stamp, letter, told.day, file.details.caveats)
    section(page, _("In addition to our request"), told.text)
    _about(page, file)
    handling(page, file.details.caveats)
    sign(page, stamp)
    return page.finish()


def write_reply(out: BinaryIO, stamp: Stamp, letter: TraceLetter, answer: TraceAnswer) -> int:
    """Write an answer, a delay or a refusal; return how many pages it has."""
    file = letter.file
    page = _begin(out, stamp, letter, answer.replied_on, answer.restrictions)
    _about(page, file)
    _outcome(page, answer)
    if answer.outcome in {TraceOutcome.FULL, TraceOutcome.PARTIAL}:
        _found(page, letter, answer)
    if answer.outcome.needs_reason:
        _reasons(page, answer)
    handling(page, answer.restrictions, file.details.caveats)
    sign(page, stamp)
    if answer.outcome is TraceOutcome.FULL and file.weapon is not None:
        photographs(page, letter)
    return page.finish()


def _begin(
    out: BinaryIO, stamp: Stamp, letter: TraceLetter, day: dt.date | None, caveats: str
) -> TracePage:
    page = TracePage(out, stamp, scope_of(letter.file), caveats or letter.file.details.caveats)
    parties(page, letter, day=day)
    return page


def _about(page: Page, file: TraceFile) -> None:
    """Draw the weapon as it was asked about."""
    heading(page, _("The weapon that is asked about"), 20 * mm)
    if file.description is not None:
        captioned(page, [*described(file.description), (_("Marks"), file.description.other_marks)])
    elif file.weapon is not None:
        captioned(page, held(file.weapon))


def _outcome(page: Page, answer: TraceAnswer) -> None:
    said = {
        TraceOutcome.FULL: _("The weapon was found in our records. This is what they hold of it."),
        TraceOutcome.PARTIAL: _(
            "The weapon was found in our records. A part of what they hold is told here; why not"
            " all of it, is said below."
        ),
        TraceOutcome.NO_RECORD: _(
            "Our records were searched, misread characters allowed for, and hold no such weapon."
        ),
        TraceOutcome.REFUSED: _("The information cannot be given, for the reasons below."),
        TraceOutcome.DELAYED: _("The answer is delayed, for the reasons below."),
    }
    heading(page, _("Answer"), 20)
    flow(page, said[answer.outcome], Style.BOLD)
    if answer.information.strip():
        flow(page, answer.information.strip())
    if answer.expected_on is not None:
        text = _("The answer is to be expected by {day}.")
        flow(page, text.format(day=i18n.format_date(answer.expected_on)), Style.BOLD)
    captioned(page, [(_("Letter"), answer.reference)])


def _found(page: Page, letter: TraceLetter, answer: TraceAnswer) -> None:
    """Draw what the register holds: all of it in a full answer alone.

    A partial answer tells in its text what may be told, and nothing beside it.
    """
    file = letter.file
    if answer.outcome is not TraceOutcome.FULL:
        return
    if file.weapon is not None:
        heading(page, _("The weapon in our records"), 20 * mm)
        captioned(page, held(file.weapon))
        heading(page, _("Its marks"), 20)
        held_marks(page, file.weapon)
    if file.diversion is not None:
        write_diversion(page, file.diversion)


def write_diversion(page: Page, found: DiversionRecord) -> None:
    """Draw the last legal holder, and where, when and how the weapon became illicit."""
    heading(page, _("Where it left the legal realm"), 20 * mm)
    by = _("by tracing") if found.traced else _("otherwise, by a competent authority")
    captioned(
        page,
        (
            (_("Last legal holder"), found.last_holder),
            (_("Way of diversion"), _(found.way.label)),
            (_("Place"), listed((found.place, state_name(found.country)))),
            (_("When"), show_text_day(found.diverted_on)),
            (_("By whom"), found.actor),
            (_("Evidence"), found.basis),
            (_("Established"), f"{i18n.format_date(found.established_on)}, {by}"),
        ),
    )


def _reasons(page: Page, answer: TraceAnswer) -> None:
    heading(page, _("Reasons"), 20)
    for each in answer.reasons:
        if each is not WithholdingReason.OTHER or not answer.explanation.strip():
            flow(page, f"– {_(each.label)}")
    if answer.explanation.strip():
        flow(page, answer.explanation.strip())
