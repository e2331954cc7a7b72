"""Vouchers of weapons that are issued, lent, sent to repair, returned or moved.

Issue and return are recorded with name, post, organisation and signatures of both sides (IDDRS
4.10, 7.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    WeaponTable,
    end_of_list,
    movement_told,
    show_day,
    show_places,
    statement,
    write_head,
)
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.movements import MovementLineRecord, MovementRecord
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import _

TITLES: Final[dict[MovementKind, str]] = {
    MovementKind.ISSUE: N_("Issue voucher"),
    MovementKind.LOAN: N_("Loan voucher"),
    MovementKind.REPAIR: N_("Repair voucher"),
    MovementKind.RETURN: N_("Return voucher"),
    MovementKind.MOVE: N_("Movement voucher"),
}
_STATEMENTS: Final[dict[MovementKind, str]] = {
    MovementKind.ISSUE: N_(
        "I received the weapons listed here, compared each serial number with this list, and saw"
        " that they are unloaded. I keep them safe, pass them on to nobody, report any loss or"
        " damage at once, and give them back on the day named above or when I am asked to."
    ),
    MovementKind.LOAN: N_(
        "I received the weapons listed here on loan, compared each serial number with this list,"
        " and saw that they are unloaded. They stay the property of the lender. I keep them safe,"
        " report any loss or damage at once, and give them back on the day named above or earlier."
    ),
    MovementKind.REPAIR: N_(
        "I received the weapons listed here for repair, compared each serial number with this list,"
        " and saw that they are unloaded. I keep them safe while they are here. Parts that carry"
        " marks are replaced only after the depot agreed in writing."
    ),
    MovementKind.RETURN: N_(
        "The weapons listed here were handed back. The receiver compared each serial number with"
        " this list, saw that they are unloaded, and noted their condition. From here on they are"
        " in the receiver's charge."
    ),
    MovementKind.MOVE: N_(
        "The weapons listed here were put in the place named above; each serial number was"
        " compared with this list."
    ),
}
_WHO: Final[dict[MovementKind, str]] = {
    MovementKind.ISSUE: N_("Issued to"),
    MovementKind.LOAN: N_("Lent to"),
    MovementKind.REPAIR: N_("In repair with"),
    MovementKind.RETURN: N_("Returned by"),
}


def write_voucher(
    out: BinaryIO,
    stamp: Stamp,
    movement: MovementRecord,
    lines: Sequence[MovementLineRecord],
    person: PersonRecord | None,
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write a voucher and return how many pages it has.

    Args:
        movement: Of one of the kinds in ``TITLES``.
        person: Who got or had the weapons; None for a move.
    """
    page = Page(out, stamp, movement.number)
    code = movement.code
    write_head(page, _told(movement, lines, person), code, _("Scan to open this voucher"), dpi)
    table = WeaponTable(page)
    for line in lines:
        table.row(line.weapon)
    end_of_list(page, table.listed)
    statement(page, _(_STATEMENTS[movement.kind]))
    _signatures(page, movement)
    return page.finish()


def _told(
    movement: MovementRecord, lines: Sequence[MovementLineRecord], person: PersonRecord | None
) -> list[Told]:
    told = movement_told(movement)
    if person is not None:
        told += [
            Told(_(_WHO[movement.kind]), person.title, Style.BOLD),
            Told(_("Post"), person.post),
            Told(_("Organisation"), person.organisation),
        ]
    came_back = movement.kind is MovementKind.RETURN
    told += [
        Told(
            _("Taken from"), "" if came_back else show_places([each.from_place for each in lines])
        ),
        Told(_("Put in"), movement.place),
        Told(_("Due back on"), _due(movement), Style.BOLD),
        Told(_("Notes") if came_back else _("Purpose"), movement.purpose),
        Told(_("Recorded late"), movement.explanation),
        Told(_("Weapons"), str(movement.weapons), Style.BOLD),
    ]
    return told


def _due(movement: MovementRecord) -> str:
    if movement.due_on is None and movement.kind is MovementKind.ISSUE:
        return _("No day: issued to the unit for good")
    return show_day(movement.due_on)


def _signatures(page: Page, movement: MovementRecord) -> None:
    blocks = [
        (_("Handed over by"), movement.handed_by),
        (_("Received by"), movement.received_by),
    ]
    if movement.kind is not MovementKind.RETURN:
        blocks.append((_("Authorised by"), movement.authorised_by))
    page.signatures([each[0] for each in blocks], [each[1] for each in blocks])
