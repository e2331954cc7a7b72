"""Custody histories: where a weapon was and who had it, and what a person had and has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    end_of_list,
    show_day,
    show_serial,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.movements import CustodyRecord, CustodySpan
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import _, listed


def write_weapon_history(
    out: BinaryIO,
    stamp: Stamp,
    weapon: WeaponRecord,
    spans: Sequence[CustodySpan],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the custody history of a weapon, oldest first; return how many pages it has."""
    page = Page(out, stamp, weapon.number)
    told = [
        Told(_("Number"), weapon.number, Style.MONO),
        Told(_("Serial"), show_serial(weapon), Style.MONO),
        Told(_("Model, maker"), listed((weapon.model, weapon.maker))),
        Told(_("Calibre"), weapon.calibre),
        Told(_("Category"), _(weapon.category.label) if weapon.category else ""),
        Told(_("Status"), _(weapon.status.label), Style.BOLD),
        Told(_("With"), weapon.custodian, Style.BOLD),
        Told(_("Its place"), " / ".join(filter(None, (weapon.depot, weapon.store, weapon.rack)))),
    ]
    write_head(page, told, weapon.code, _("Scan to open this weapon"), dpi)
    table = RuledTable(
        page,
        [
            Column(_("From"), 13),
            Column(_("Until"), 13),
            Column(_("What"), 15),
            Column(_("Where, or with whom"), 38, style=Style.BOLD),
            Column(_("Due"), 12),
            Column(_("Voucher"), 15, style=Style.MONO),
        ],
    )
    for span in spans:
        table.row(
            [
                show_day(span.since) or _("not known"),
                show_day(span.until) or _("now"),
                _what(span),
                span.where or _(span.status.label),
                show_day(span.due_on),
                span.number,
            ]
        )
    page.y -= 3 * mm
    page.paragraph(
        _(
            "Each row but the first was begun by the voucher it names. A place is called as it is"
            " called today; a container is told with the place it stood in when the weapon was put"
            " into it."
        ),
        7.5,
    )
    page.y -= 5 * mm
    page.signatures([_("Storekeeper"), _("Depot manager")])
    return page.finish()


def write_person_history(  # noqa: PLR0913 - what is on the paper, and how it is made
    out: BinaryIO,
    stamp: Stamp,
    person: PersonRecord,
    code: str,
    holds: Sequence[CustodyRecord],
    spans: Sequence[CustodySpan],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write what a person has now and had before; return how many pages it has.

    Args:
        code: The bar code of the person's card.
        spans: What the person had, newest first, with what they have now or without.
    """
    page = Page(out, stamp, person.title)
    told = [
        Told(_("Name"), person.title, Style.BOLD),
        Told(_("Kind"), _(person.kind.label)),
        Told(_("Post"), person.post),
        Told(_("Organisation"), person.organisation),
        Told(_("Has now"), str(len(holds)), Style.BOLD),
        Told(_("Overdue"), str(sum(each.overdue for each in holds)), Style.BOLD),
    ]
    write_head(page, told, code, _("The code of this person's card"), dpi)
    heading(page, _("Has now"))
    _holds(page, holds)
    heading(page, _("Had before"))
    _had(page, [each for each in spans if each.until is not None])
    page.y -= 5 * mm
    page.signatures([_("Storekeeper"), _("Seen and agreed by {name}").format(name=person.name)])
    return page.finish()


def person_code(origin: str, person_id: int) -> str:
    """Return the bar code of a person's card."""
    return PaperCode(CodeKind.PERSON, origin, person_id).code


def _holds(page: Page, holds: Sequence[CustodyRecord]) -> None:
    if not holds:
        page.paragraph(_("Nothing."), 9)
        return
    table = RuledTable(
        page,
        [
            Column(_("No."), 6, Align.END),
            Column(_("Number"), 18, style=Style.MONO),
            Column(_("Serial"), 18, style=Style.MONO),
            Column(_("Model"), 18),
            Column(_("Since"), 13),
            Column(_("Due"), 14),
            Column(_("Voucher"), 15, style=Style.MONO),
        ],
        size=7.5,
    )
    for at, each in enumerate(holds, start=1):
        texts = [
            str(at),
            each.weapon.number,
            show_serial(each.weapon),
            each.weapon.model,
            show_day(each.since),
            _due(each.due_on, overdue=each.overdue),
            each.number,
        ]
        table.row(texts, Style.BOLD if each.overdue else None)
    end_of_list(page, len(holds))


def _had(page: Page, spans: Sequence[CustodySpan]) -> None:
    if not spans:
        page.paragraph(_("Nothing."), 9)
        return
    table = RuledTable(
        page,
        [
            Column(_("Number"), 18, style=Style.MONO),
            Column(_("What"), 13),
            Column(_("From"), 14),
            Column(_("Until"), 14),
            Column(_("Ended by"), 13),
            Column(_("Due"), 14),
            Column(_("Voucher"), 16, style=Style.MONO),
        ],
        size=7.5,
    )
    for span in spans:
        table.row(
            [
                span.weapon_number,
                _what(span),
                show_day(span.since),
                show_day(span.until),
                _(span.ended_by.label) if span.ended_by else "",
                show_day(span.due_on),
                span.number,
            ]
        )


def _due(due_on: dt.date | None, *, overdue: bool) -> str:
    if due_on is None:
        return _("no day")
    return _("{day} OVERDUE").format(day=show_day(due_on)) if overdue else show_day(due_on)


def _what(span: CustodySpan) -> str:
    if span.kind is None:
        return _("Registered in")
    if span.kind is MovementKind.DISPATCH:
        return _("On its way to")
    return _(span.kind.label)
