"""The handover declaration: what arrived of a dispatch, signed by both sides (IDDRS 4.10, 7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    WeaponTable,
    end_of_list,
    movement_told,
    show_day,
    statement,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.movements import (
    DispatchRecord,
    LineState,
    ManifestContainerRecord,
    MovementLineRecord,
    MovementRecord,
)
from stockpile_app.domain.places import compare_seals
from stockpile_app.i18n import _, clauses, listed, pgettext

_NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Handover:
    """What a declaration is about.

    Attributes:
        receipt: The receipt; ``lines`` are its weapons, received or missing.
        unexpected: What was there and not on the manifest.
        incident: Number of the incident that the missing lines were reported by, or "".
    """

    receipt: MovementRecord
    dispatch: DispatchRecord
    lines: tuple[MovementLineRecord, ...]
    unexpected: tuple[str, ...] = ()
    incident: str = ""


def write_handover_declaration(
    out: BinaryIO, stamp: Stamp, handover: Handover, *, dpi: int = ANY_PRINTER
) -> int:
    """Write the declaration of a receipt and return how many pages it has."""
    receipt = handover.receipt
    page = Page(out, stamp, receipt.number)
    write_head(page, _told(handover), receipt.code, _("Scan to open this receipt"), dpi)
    _containers(page, handover)
    received = [each for each in handover.lines if each.state is LineState.RECEIVED]
    missing = [each for each in handover.lines if each.state is LineState.MISSING]
    heading(page, _("Received and compared with the manifest"))
    names = {each.place_id: each.name for each in handover.dispatch.containers}
    _weapons(page, received, names, _("No weapon was checked with this receipt."))
    heading(page, _("On the manifest and not there"))
    _weapons(page, missing, names, _("None."))
    if missing and handover.incident:
        page.y -= 1 * mm
        page.paragraph(
            _("These were reported as incident {incident}.").format(incident=handover.incident), 8.5
        )
    heading(page, _("There and not on the manifest"))
    _unexpected(page, handover.unexpected)
    page.y -= 4 * mm
    _declare(page, receipt)
    return page.finish()


def _told(handover: Handover) -> list[Told]:
    receipt, sent = handover.receipt, handover.dispatch.movement
    return [
        *movement_told(receipt),
        Told(_("Manifest"), sent.number, Style.MONO),
        Told(pgettext("a depot", "From"), handover.dispatch.from_depot, Style.BOLD),
        Told(_("Sent on"), show_day(sent.occurred_on)),
        Told(_("Received at"), receipt.place, Style.BOLD),
        Told(_("Vehicle"), sent.vehicle),
        Told(_("Escort"), sent.escort),
        Told(_("Notes"), receipt.purpose),
        Told(_("Recorded late"), receipt.explanation),
        Told(_("Still in transit"), str(sent.open) if sent.open else "", Style.BOLD),
    ]


def _containers(page: Page, handover: Handover) -> None:
    heading(page, _("Containers and seals"))
    with_this = [
        each for each in handover.dispatch.containers if each.arrived_id == handover.receipt.id
    ]
    if not with_this:
        page.paragraph(_("No container arrived with this receipt; they arrived before."), 8.5)
        return
    table = RuledTable(
        page,
        [
            Column(_("Container"), 24, style=Style.BOLD),
            Column(_("Weapons on the manifest"), 15, Align.END),
            Column(_("Seals on leaving"), 22, style=Style.MONO),
            Column(_("Seals read on arrival"), 22, style=Style.MONO),
            Column(_("Seals"), 22),
        ],
    )
    for each in with_this:
        table.row(
            [
                f"{each.name} ({each.code})",
                str(each.weapons),
                listed(each.seals),
                listed(each.seals_read or ()) or _NONE,
                _seals(each),
            ]
        )
    page.y -= 1 * mm


def _seals(container: ManifestContainerRecord) -> str:
    if container.intact:
        return _("Whole and the same")
    read = container.seals_read or ()
    if not read:
        return _("NOT WHOLE: no seal was read")
    compared = compare_seals(container.seals, read)
    parts = []
    if compared.missing:
        parts.append(_("missing: {seals}").format(seals=listed(compared.missing)))
    if compared.strange:
        parts.append(_("not on the manifest: {seals}").format(seals=listed(compared.strange)))
    return _("DIFFERENT: {how}").format(how=clauses(parts))


def _weapons(
    page: Page, lines: list[MovementLineRecord], names: dict[int, str], nothing: str
) -> None:
    if not lines:
        page.paragraph(nothing, 8.5)
        return
    table = WeaponTable(page, _("Container"))
    for line in lines:
        table.row(line.weapon, names.get(line.from_place_id, ""))
    end_of_list(page, table.listed)


def _unexpected(page: Page, unexpected: tuple[str, ...]) -> None:
    if not unexpected:
        page.paragraph(_("None."), 8.5)
        return
    table = RuledTable(page, [Column(_("No."), 5, Align.END), Column(_("What was read"), 95)])
    for at, text in enumerate(unexpected, start=1):
        table.row([str(at), text])


def _declare(page: Page, receipt: MovementRecord) -> None:
    statement(
        page,
        _(
            "We opened and compared the containers named above together. What is listed as received"
            " passes from the one who hands over to the one who receives with these signatures;"
            " what is listed as missing does not. Both keep a copy of this declaration."
        ),
    )
    page.y -= 1 * mm
    page.signatures(
        [_("Handed over by"), _("Received by"), _("Witness")],
        [receipt.handed_by, receipt.received_by],
    )
