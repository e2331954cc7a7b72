"""The sheet with a register's recovery code, for a sealed envelope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app.documents.codes import draw_qr
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align, wrap
from stockpile_app.i18n import _

_CODE_SIZE: Final = 22.0
_CODE_LEADING: Final = 12 * mm
_PER_LINE: Final = 4
_QR_SIDE: Final = 38 * mm
_OPENINGS: Final = 4


def write_recovery_sheet(
    out: BinaryIO,
    stamp: Stamp,
    origin: str,
    recovery_code_groups: Sequence[str],
    created_for: str,
) -> int:
    """Write the sheet, one page, and return the number of pages.

    Args:
        origin: Code of the register that the code opens.
        recovery_code_groups: The code in the groups in which it is read and typed.
        created_for: The person it was made for, by full name.
    """
    page = Page(out, stamp, _("Register {origin}").format(origin=origin))
    page.y -= 2 * mm
    page.paragraph(_("Recovery code of register {origin}").format(origin=origin), 14, Style.BOLD)
    page.y -= 2 * mm
    page.paragraph(
        _(
            "This code opens the register when nobody can sign in any more. Whoever holds it can"
            " read everything in the register. It cannot be printed again."
        ),
        10,
    )
    page.y -= 6 * mm
    _code(page, recovery_code_groups)
    page.y -= 8 * mm
    _steps(page)
    page.y -= 8 * mm
    _made_for(page, created_for)
    _openings(page)
    return page.finish()


def _code(page: Page, groups: Sequence[str]) -> None:
    """Draw the code in a frame, large, with its QR code beside it."""
    rows = [groups[at : at + _PER_LINE] for at in range(0, len(groups), _PER_LINE)]
    height = max(len(rows) * _CODE_LEADING, _QR_SIDE) + 6 * mm
    bottom = page.y - height
    page.canvas.setStrokeColor(black)
    page.canvas.setLineWidth(1)
    page.canvas.rect(page.left, bottom, page.width, height, stroke=1, fill=0)
    room = page.width - _QR_SIDE - 10 * mm
    top = page.y - (height - len(rows) * _CODE_LEADING) / 2
    for at, row in enumerate(rows):
        box = (page.left + 6 * mm, top - at * _CODE_LEADING - 2 * mm, room)
        page.whole(Cell("  ".join(row), box, _CODE_SIZE, Style.MONO), _CODE_LEADING)
    corner = (page.left + page.width - _QR_SIDE - 3 * mm, bottom + (height - _QR_SIDE) / 2)
    draw_qr(page.canvas, "-".join(groups), corner, _QR_SIDE)
    page.y = bottom


def _steps(page: Page) -> None:
    page.paragraph(_("What to do with this sheet"), 11, Style.BOLD)
    page.y -= 1 * mm
    for number, text in enumerate(
        (
            _("Check that every group can be read. Do not photograph or copy the sheet."),
            _(
                "Put it in an envelope, seal it, sign across the flap with the date, and keep it in"
                " a safe away from the workstation, under two persons' control."
            ),
            _(
                "To use it: open the register, choose “Recovery code” where it asks for the"
                " password, and type the groups or scan the QR code. Capital and small letters,"
                " spaces and hyphens make no difference."
            ),
            _(
                "Afterwards make a new recovery code, destroy this sheet before a witness, and note"
                " both in the register."
            ),
        ),
        start=1,
    ):
        _step(page, number, text)


def _step(page: Page, number: int, text: str) -> None:
    indent = 7 * mm
    left, width = page.left + indent, page.width - indent
    first = page.y - 12
    page.text(Cell(f"{number}.", (page.left, first, indent), 9.5, Style.BOLD))
    for shown in wrap(text, Style.REGULAR, 9.5, width):
        page.y -= 12.5
        page.line(shown, (left, page.y + 0.5, width), 9.5)
    page.y -= 3


def _made_for(page: Page, created_for: str) -> None:
    page.rule(page.y, black, 0.6)
    page.y -= 2 * mm
    page.paragraph(_("Made for: {name}").format(name=created_for), 10, Style.BOLD)
    page.y -= 4 * mm


def _openings(page: Page) -> None:
    """Leave lines for everybody who opens the envelope."""
    page.paragraph(_("The envelope was opened by"), 11, Style.BOLD)
    page.y -= 2 * mm
    heads = (_("Date and time"), _("Printed name"), _("Signature"), _("Reason"))
    shares = (0.2, 0.28, 0.24, 0.28)
    left = page.left
    for head, share in zip(heads, shares, strict=True):
        page.text(Cell(head, (left, page.y - 10, share * page.width), 8, Style.BOLD, Align.START))
        left += share * page.width
    page.y -= 5 * mm
    page.rule(page.y, black, 0.6)
    for _line in range(_OPENINGS):
        page.y -= 9 * mm
        page.rule(page.y, GREY)
