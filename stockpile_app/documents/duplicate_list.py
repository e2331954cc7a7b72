"""The list of what was handed in, of which a partner keeps the duplicate.

Duplicate records are shared for preservation and tracing (IDDRS 4.50). Names stand on it only
where a holder asked for them; without, a person is a code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.hand_in_receipt import status_of
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    closing_line,
    show_day,
    statement,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.collection_papers import DuplicateLine, DuplicateRounds
from stockpile_app.domain.text import N_
from stockpile_app.i18n import _, ngettext

TITLE: Final = N_("Registration list: duplicate")
_NO_NAMES: Final = N_("Names are left out; each person is told by a code.")
_NAMES: Final = N_(
    "PERSONAL DATA. Keep this list locked away, show it to nobody who does not need it, and destroy"
    " it when it is no longer needed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateHead:
    """What the list is of.

    Attributes:
        days: The days it covers, in words.
        partner: Who keeps the duplicate.
    """

    programme: str
    site: str
    days: str
    partner: str
    with_names: bool = False


def write_duplicates(
    out: BinaryIO,
    stamp: Stamp,
    head: DuplicateHead,
    lines: Sequence[DuplicateLine],
    rounds: Sequence[DuplicateRounds],
) -> int:
    """Write the list and return how many pages it has."""
    page = Page(out, stamp, head.site)
    told = [
        Told(_("Programme"), head.programme),
        Told(_("Site"), head.site, Style.BOLD),
        Told(_("Days"), head.days, Style.BOLD),
        Told(_("Duplicate kept by"), head.partner or "–", Style.BOLD),
        Told(_("Persons"), _(_NAMES) if head.with_names else _(_NO_NAMES)),
    ]
    write_head(page, told, "", "", ANY_PRINTER)
    _weapons(page, lines, with_names=head.with_names)
    _rounds(page, rounds)
    statement(
        page,
        _(
            "This duplicate agrees with the register on the day of printing; its seal proves it."
            " The partner keeps it so that the records survive and weapons can be traced."
        ),
    )
    page.signatures([_("Handed over by"), _("Received for the partner by")], ["", ""])
    return page.finish()


def _weapons(page: Page, lines: Sequence[DuplicateLine], *, with_names: bool) -> None:
    heading(page, _("Weapons"))
    table = RuledTable(
        page,
        (
            Column(_("No."), 6, Align.END),
            Column(_("Day, receipt"), 19),
            Column(_("Tag, number"), 20, style=Style.MONO),
            Column(_("Category"), 18),
            Column(_("Model, maker"), 18),
            Column(_("Calibre, country"), 16),
            Column(_("Serial, marks"), 22, style=Style.MONO),
            Column(_("Status"), 17),
            Column(_("Person"), 19),
        ),
        size=6.8,
    )
    for number, each in enumerate(lines, 1):
        weapon = each.weapon
        table.row(
            [
                str(number),
                f"{show_day(each.day)}\n{each.receipt}",
                f"{each.tag}\n{each.number}",
                _(weapon.category.label) if weapon.category else "",
                _joined(weapon.model, each.maker),
                _joined(weapon.calibre, each.country),
                _joined(weapon.serial or _(weapon.serial_state.label), each.marks),
                status_of(weapon),
                _joined(each.participant, each.name if with_names else ""),
            ]
        )
    text = ngettext("End of list: {count} weapon", "End of list: {count} weapons", len(lines))
    closing_line(page, text.format(count=i18n.format_number(len(lines))))


def _rounds(page: Page, rounds: Sequence[DuplicateRounds]) -> None:
    if not rounds:
        return
    heading(page, _("Ammunition"))
    table = RuledTable(
        page,
        (
            Column(_("Day"), 16),
            Column(_("Receipt"), 22, style=Style.MONO),
            Column(_("Type"), 36),
            Column(_("Lot"), 20),
            Column(_("Headstamp"), 20),
            Column(_("Quantity"), 16, Align.END, Style.BOLD),
        ),
        size=7.5,
    )
    for each in rounds:
        table.row(
            (
                show_day(each.day),
                each.receipt,
                each.kind,
                each.lot,
                each.headstamp,
                i18n.format_number(each.quantity),
            )
        )
    total = i18n.format_number(sum(each.quantity for each in rounds))
    table.row((_("Together"), "", "", "", "", total), Style.BOLD)


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, texts))
