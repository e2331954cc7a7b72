"""A trace request: what the State that was asked needs to know (ITI section V, a to f)."""

from __future__ import annotations

from typing import BinaryIO, Final

from stockpile_app import i18n
from stockpile_app.documents.flowing import captioned, flow
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.trace_frame import (
    TraceLetter,
    TracePage,
    handling,
    identity,
    marks,
    parties,
    photographs,
    scope_of,
    section,
    show_text_day,
    sign,
)
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.domain.tracing_vocabulary import IllicitGround, TraceDirection
from stockpile_app.i18n import _

_TICKED: Final = "☒"
_OPEN: Final = "☐"


def write_trace_request(out: BinaryIO, stamp: Stamp, letter: TraceLetter) -> int:
    """Write the request, or the reminder of one that went out; return how many pages it has."""
    file = letter.file
    page = TracePage(out, stamp, scope_of(file), file.details.caveats)
    parties(page, letter, day=file.reminded_on or file.sent_on or file.opened_on)
    _asked(page, file)
    write_request_body(page, letter)
    handling(page, file.details.caveats)
    _answer(page)
    sign(page, stamp)
    photographs(page, letter)
    return page.finish()


def write_request_body(page: Page, letter: TraceLetter) -> None:
    """Draw items a to f of a request, whoever made it."""
    file, details = letter.file, letter.file.details
    section(page, _("a) Circumstances in which it was found"), details.circumstances)
    captioned(
        page,
        (
            (_("Place"), details.found_place),
            (_("Found on"), show_text_day(details.found_on)),
        ),
    )
    _grounds(page, file)
    section(page, _("c) What the information is to be used for"), details.intended_use)
    heading(page, _("d) Marks"), 20)
    marks(page, file)
    heading(page, _("e) Type and calibre"), 20)
    identity(page, letter)
    _other(page, file)


def _asked(page: Page, file: TraceFile) -> None:
    heading(page, _("What is asked"), 20)
    if file.sent_on is not None and file.reminded_on is not None:
        said = _("This reminds you of the request that was first sent on {day}.")
        flow(page, said.format(day=i18n.format_date(file.sent_on)), Style.BOLD)
    if file.direction is TraceDirection.DOMESTIC:
        flow(
            page,
            _(
                "Please tell what your records hold of the weapon described below: who was its"
                " last legal holder, and where, when and how it left the legal realm."
            ),
        )
    else:
        flow(
            page,
            _(
                "Under the International Tracing Instrument, please trace the weapon described"
                " below through your records: from its manufacture or import to its last legal"
                " holder, and to where, when and how it became illicit."
            ),
        )
    flow(page, _("Urgency: {urgency}.").format(urgency=_(file.details.urgency.label)), Style.BOLD)


def _grounds(page: Page, file: TraceFile) -> None:
    """Draw all five grounds, those that are claimed ticked, and the reasoning."""
    heading(page, _("b) Why it is considered illicit"), 40)
    claimed = set(file.details.grounds)
    for ground in IllicitGround:
        sign_ = _TICKED if ground in claimed else _OPEN
        style = Style.BOLD if ground in claimed else Style.REGULAR
        flow(page, f"{sign_} {_(ground.label)}", style)
    if file.details.reasoning.strip():
        flow(page, file.details.reasoning.strip())


def _other(page: Page, file: TraceFile) -> None:
    rows = [
        (
            _("Laboratory"),
            i18n.stated(
                each.laboratory, i18n.listed((each.reference, i18n.format_date(each.examined_on)))
            ),
        )
        for each in file.ballistics
    ]
    rows += [(_("IBIN"), each.ibin_reference) for each in file.ballistics if each.ibin_reference]
    rows += [(_("Attached"), each.caption or each.name) for each in file.files]
    other = file.details.other.strip()
    heading(page, _("f) Other information"), 20)
    if other or not rows:
        flow(page, other or _("Nothing is stated."))
    captioned(page, rows)


def _answer(page: Page) -> None:
    section(
        page,
        _("Your answer"),
        _(
            "Please acknowledge this request, and tell us if something is missing that the search"
            " needs. If an answer is delayed, restricted or refused, please tell us the reasons."
        ),
    )
