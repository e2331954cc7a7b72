"""The removal log: who took which weapon out of a place, when and what for (IDDRS 4.10, 7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    end_of_list,
    show_day,
    show_serial,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.movement_papers import RemovalRecord
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import _


def write_removal_log(
    out: BinaryIO,
    stamp: Stamp,
    place: str,
    period: tuple[dt.date, dt.date],
    removals: Sequence[RemovalRecord],
) -> int:
    """Write the log of a place over a period and return how many pages it has.

    Args:
        place: Path of the place, or name of the depot.
        period: First and last day, both included.
    """
    page = Page(out, stamp, place)
    told = [
        Told(_("Place"), place, Style.BOLD),
        Told(_("From"), show_day(period[0])),
        Told(_("Until"), show_day(period[1])),
        Told(_("Removals"), str(len(removals)), Style.BOLD),
        Told(_("Not back yet"), str(sum(each.ended_on is None for each in removals)), Style.BOLD),
    ]
    write_head(page, told, "", "", 0)
    page.paragraph(
        _(
            "Every weapon that left this place in this time stands here once for each time it left:"
            " issued, lent, sent to repair, or dispatched to another depot. Whoever took it signs"
            " in its row, if the voucher was not signed."
        ),
        8,
    )
    page.y -= 3 * mm
    _table(page, removals, stamp.tz)
    end_of_list(page, len(removals))
    page.y -= 3 * mm
    page.signatures([_("Storekeeper"), _("Checked by"), _("Depot manager")])
    return page.finish()


def _table(page: Page, removals: Sequence[RemovalRecord], tz: dt.tzinfo | None) -> None:
    if not removals:
        page.paragraph(_("Nothing was taken out in this time."), 9, Style.BOLD)
        return
    table = RuledTable(
        page,
        [
            Column(_("No."), 5, Align.END),
            Column(_("Out, voucher"), 20),
            Column(_("Weapon"), 20, style=Style.MONO),
            Column(_("Taken by"), 20),
            Column(_("Kind, purpose"), 17),
            Column(_("Back or arrived"), 13),
            Column(_("Signature"), 15),
        ],
        size=7.5,
    )
    for at, each in enumerate(removals, start=1):
        weapon = each.weapon
        table.row(
            [
                str(at),
                _lines(_moment(each, tz), each.number),
                _lines(weapon.number, show_serial(weapon), weapon.model),
                _lines(each.who, each.organisation, _received(each)),
                _lines(_(each.kind.label), each.purpose),
                _ended(each),
                "",
            ]
        )


def _received(each: RemovalRecord) -> str:
    if each.received_by and not each.who.startswith(each.received_by):
        return _("by the hand of {name}").format(name=each.received_by)
    return ""


def _moment(each: RemovalRecord, tz: dt.tzinfo | None) -> str:
    """Return the day, with the time where it was recorded on that day."""
    recorded = each.recorded_at.astimezone(tz)
    day, time = show_day(each.occurred_on), f"{recorded:%H:%M}"
    if recorded.date() == each.occurred_on:
        return f"{day}, {time}"
    late = _("recorded {day}, {time}").format(day=show_day(recorded.date()), time=time)
    return f"{day}\n{late}"


def _ended(each: RemovalRecord) -> str:
    if each.ended_on is not None:
        ended = show_day(each.ended_on)
        lost = each.ended_by is MovementKind.LOSS
        return _("reported lost {day}").format(day=ended) if lost else ended
    if each.due_on is None:
        return _("not back")
    return _("not back; due {day}").format(day=show_day(each.due_on))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
