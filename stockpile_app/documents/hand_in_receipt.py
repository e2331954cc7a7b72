"""The receipt that a person gets at once for what was handed in.

Its fields are those of IDDRS 4.10, section 6.2: the person's name, date and location, and of each
weapon type, status and serial number; ammunition by type and quantity. Who is not eligible gets
the same, with the reason and how to appeal (section 6.1.1.1). There is no field for money.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.movement_frame import show_day
from stockpile_app.documents.slip import A5, ROLL, Slip
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.collection_papers import (
    ItemsReceived,
    Receipt,
    ReceiptPaper,
    WeaponReceived,
)
from stockpile_app.domain.text import N_
from stockpile_app.i18n import _, listed, ngettext

TITLE: Final = N_("Hand-in receipt")
_APPEAL: Final = N_("This receipt describes what was handed in and can be shown when you appeal.")
_MM: Final = 72 / 25.4


def write_receipt(
    out: BinaryIO,
    stamp: Stamp,
    receipt: Receipt,
    paper: ReceiptPaper = ReceiptPaper.A5,
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write a receipt and return how many pages it has."""
    slip = Slip(A5 if paper is ReceiptPaper.A5 else ROLL)
    _head(slip, stamp, receipt, dpi)
    slip.facts([(_("Name of the individual"), receipt.name)])
    slip.facts([(_("Date"), show_day(receipt.day)), (_("Location"), receipt.location)])
    _weapons(slip, receipt.weapons)
    _items(slip, _("Ammunition"), receipt.ammunition)
    _items(slip, _("Explosive items, taken over by a technician"), receipt.explosives)
    if receipt.eligible is False:
        _appeal(slip, receipt)
    people = [
        (_("Issuing officer: signature and name"), receipt.officer),
        (_("Person who handed in: signature or thumbprint"), ""),
    ]
    if slip.size is A5:
        slip.signatures(people)
    else:
        for each in people:
            slip.signatures([each])
    slip.seal(stamp)
    return slip.write(out, stamp, receipt.number)


def _head(slip: Slip, stamp: Stamp, receipt: Receipt, dpi: int) -> None:
    centre = Align.CENTRE
    slip.text(stamp.authority, size=8, align=centre, keep=True)
    slip.text(stamp.title, Style.BOLD, 13, align=centre, keep=True)
    number = _("Receipt no. {number}").format(number=receipt.number)
    slip.text(number, Style.BOLD, 10.5, align=centre, keep=True)
    slip.gap(1 * _MM)
    slip.bars(receipt.code, dpi)
    slip.rule()


def _weapons(slip: Slip, weapons: Sequence[WeaponReceived]) -> None:
    slip.gap(1 * _MM)
    count = ngettext("Weapons: {count}", "Weapons: {count}", len(weapons))
    slip.text(count.format(count=i18n.format_number(len(weapons))), Style.BOLD, keep=True)
    slip.rule(keep=bool(weapons))
    for number, each in enumerate(weapons, 1):
        row = (f"{number}", _type_of(each), status_of(each), _serial(each))
        (_beside if slip.size is A5 else _stacked)(slip, row, head=number == 1)
        slip.rule(0.3)


def _beside(slip: Slip, row: tuple[str, str, str, str], *, head: bool) -> None:
    shares = (7.5, 44.0, 27.0, 39.5)
    if head:
        heads = ("", _("Type"), _("Status"), _("Serial number"))
        slip.row([(text, share, Style.BOLD) for text, share in zip(heads, shares, strict=True)], 7)
    styles = (Style.REGULAR, Style.REGULAR, Style.REGULAR, Style.MONO)
    slip.row(list(zip(row, shares, styles, strict=True)))


def _stacked(slip: Slip, row: tuple[str, str, str, str], *, head: bool) -> None:
    del head
    number, kind, status, serial = row
    slip.row([(number, 7.0, Style.REGULAR), (kind, 65.0, Style.BOLD)])
    for caption, text, style in (
        (_("Status"), status, Style.REGULAR),
        (_("Serial number"), serial, Style.MONO),
    ):
        slip.row([("", 7.0, Style.REGULAR), (caption, 26.0, Style.REGULAR), (text, 39.0, style)])


def _type_of(weapon: WeaponReceived) -> str:
    category = _(weapon.category.label) if weapon.category else _("Weapon")
    described = (weapon.model, weapon.calibre)
    return "\n".join(filter(None, (category, listed(described))))


def status_of(weapon: WeaponReceived) -> str:
    """Return whether a weapon works, in words."""
    if weapon.serviceable is None:
        return _("Not determined")
    return _("Serviceable") if weapon.serviceable else _("Not serviceable")


def _serial(weapon: WeaponReceived) -> str:
    return weapon.serial or _(weapon.serial_state.label)


def _items(slip: Slip, title: str, items: Sequence[ItemsReceived]) -> None:
    if not items:
        return
    slip.gap(1 * _MM)
    slip.text(title, Style.BOLD, keep=True)
    slip.rule(keep=True)
    shares = (78.0, 40.0) if slip.size is A5 else (50.0, 22.0)
    heads = ((_("Type"), shares[0], Style.BOLD), (_("Quantity"), shares[1], Style.BOLD))
    slip.row(heads, 7)
    for each in items:
        quantity = i18n.format_number(each.quantity)
        slip.row([(each.kind, shares[0], Style.REGULAR), (quantity, shares[1], Style.BOLD)])
        slip.rule(0.3)


def _appeal(slip: Slip, receipt: Receipt) -> None:
    how = receipt.appeal or _("Ask at this site how and until when you can appeal.")
    slip.gap(1.5 * _MM)
    slip.box(
        _("Not eligible for the programme"),
        [
            (_("Reason"), receipt.reason or "–"),
            (_("How to appeal"), how),
            ("", _(_APPEAL)),
        ],
    )
