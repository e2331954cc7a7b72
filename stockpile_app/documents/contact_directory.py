"""The directory of national points of contact, with the day each was last confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import closing_line
from stockpile_app.documents.ruled_table import Column, RuledTable
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.contacts import ContactRecord
from stockpile_app.i18n import _, listed, ngettext, pgettext
from stockpile_app.reference.countries import country_name


def write_contact_directory(
    out: BinaryIO, stamp: Stamp, contacts: Sequence[ContactRecord], confirm: int, day: dt.date
) -> int:
    """Write the directory and return how many pages it has.

    Args:
        confirm: After how many days an office is to be confirmed again.
        day: As of when.
    """
    scope = _("As of {day}").format(day=i18n.format_date(day))
    page = Page(out, stamp, scope)
    text = _(
        "An office that was not confirmed for more than {days} days, or never, is marked: ask it"
        " before anything is sent there."
    )
    page.paragraph(text.format(days=i18n.format_number(confirm)), 9)
    page.y -= 2 * mm
    table = RuledTable(
        page,
        (
            Column(pgettext("country", "State"), 24, style=Style.BOLD),
            Column(_("Office, authority"), 42),
            Column(_("Reached at"), 48),
            Column(_("Languages"), 18),
            Column(_("Point of contact for"), 36),
            Column(_("Confirmed"), 26),
        ),
        size=7.5,
    )
    for each in contacts:
        table.row(_row(each))
    count = ngettext("End of list: {count} office", "End of list: {count} offices", len(contacts))
    closing_line(page, count.format(count=i18n.format_number(len(contacts))))
    page.signatures([_("Kept by"), _("Checked by")])
    return page.finish()


def _row(contact: ContactRecord) -> tuple[str, ...]:
    return (
        f"{country_name(contact.country)} ({contact.country})",
        _lines(contact.office, contact.authority, contact.post),
        _lines(contact.telephone, contact.email, contact.address),
        contact.languages,
        listed(_(each.label) for each in contact.instruments),
        _confirmed(contact),
    )


def _confirmed(contact: ContactRecord) -> str:
    if contact.confirmed_on is None:
        return _("NEVER CONFIRMED")
    said = _lines(i18n.format_date(contact.confirmed_on), contact.confirmed_by)
    return _lines(_("TO BE CONFIRMED AGAIN"), said) if contact.is_stale else said


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
