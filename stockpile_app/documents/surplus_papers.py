"""Papers about surplus: the review with its calculation, and a declaration by serial number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import (
    Told,
    end_of_list,
    show_day,
    show_serial,
    statement,
    write_head,
)
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.surplus import (
    DeclarationRecord,
    DeclaredWeapon,
    RequirementRecord,
    SurplusRow,
)
from stockpile_app.i18n import _, listed
from stockpile_app.reference.surplus_words import calculation_words, kind_words

_FIGURE: Final = 17


def write_surplus_review(out: BinaryIO, stamp: Stamp, rows: Sequence[SurplusRow]) -> int:
    """Write the review of what is held and needed; return how many pages it has."""
    page = Page(out, stamp)
    heading(page, _("What is held, what is needed, what is more"))
    _figures(page, rows)
    page.paragraph(
        _(
            "Surplus is what is held less what is needed, and never less than none. Each weapon is"
            " counted in one row, that of the most specific kind. Where nobody said what is"
            " needed, nothing is told as surplus."
        ),
        8,
    )
    page.y -= 2 * mm
    needed = [each for row in rows for each in row.requirements]
    if needed:
        heading(page, _("How what is needed was calculated"))
        _calculation(page, needed)
    heading(page, _("Listed apart: what is held, but not fit or not marked"))
    _apart(page, rows)
    page.y -= 3 * mm
    statement(page, _("The figures were compared with the requirements of the units named."))
    page.signatures([_("Reviewed by"), _("Approved by")])
    return page.finish()


def _figures(page: Page, rows: Sequence[SurplusRow]) -> None:
    table = RuledTable(
        page,
        (
            Column(_("Kind"), 66, style=Style.BOLD),
            Column(_("Held"), _FIGURE, Align.END),
            Column(_("Needed"), _FIGURE, Align.END),
            Column(_("Surplus"), _FIGURE, Align.END, Style.BOLD),
            Column(_("Wanting"), _FIGURE, Align.END),
            Column(_("Declared"), _FIGURE, Align.END),
        ),
    )
    for row in rows:
        known = bool(row.requirements)
        table.row(
            (
                kind_words(row.kind) + (f" ({_('obsolete')})" if row.obsolete else ""),
                _number(row.held),
                _number(row.required) if known else "–",
                _number(row.surplus) if known else "–",
                _number(row.shortage) if known else "–",
                _number(row.declared),
            )
        )
    sums = [
        sum(each.held for each in rows),
        sum(each.required for each in rows),
        sum(each.surplus for each in rows),
        sum(each.shortage for each in rows),
        sum(each.declared for each in rows),
    ]
    table.row((_("Total"), *map(_number, sums)), Style.BOLD)
    page.y -= 2 * mm


def _calculation(page: Page, needed: Sequence[RequirementRecord]) -> None:
    table = RuledTable(
        page,
        (
            Column(_("Unit"), 36, style=Style.BOLD),
            Column(_("Kind"), 36),
            Column(_("Calculation"), 56),
            Column(_("Needed"), 14, Align.END, Style.BOLD),
            Column(_("Rests on"), 30),
        ),
        size=7.5,
    )
    for each in needed:
        basis = " · ".join(filter(None, (each.basis, show_day(each.stated_on))))
        table.row(
            (each.unit, kind_words(each.kind), calculation_words(each), _number(each.total), basis)
        )
    page.y -= 2 * mm


def _apart(page: Page, rows: Sequence[SurplusRow]) -> None:
    table = RuledTable(
        page,
        (
            Column(_("Kind"), 66, style=Style.BOLD),
            Column(_("Held"), _FIGURE, Align.END),
            Column(_("Not serviceable"), 26, Align.END),
            Column(_("Badly marked"), 26, Align.END),
            Column(_("No mark recorded"), 30, Align.END),
        ),
    )
    for row in rows:
        figures = (row.held, row.not_serviceable, row.badly_marked, row.unexamined)
        table.row((kind_words(row.kind), *map(_number, figures)))


def write_declaration(
    out: BinaryIO,
    stamp: Stamp,
    declaration: DeclarationRecord,
    weapons: Sequence[DeclaredWeapon],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write a declaration of surplus and return how many pages it has."""
    page = Page(out, stamp)
    told = [
        Told(_("Number"), declaration.number, Style.MONO),
        Told(_("Date"), show_day(declaration.declared_on), Style.BOLD),
        Told(_("Authority"), declaration.authority),
        Told(_("Reason"), declaration.reason),
        Told(_("Reference"), declaration.reference),
        Told(_("Recorded by"), declaration.declared_by),
        Told(_("Rests on"), _("entry {entry}").format(entry=declaration.head)),
    ]
    write_head(page, told, "", "", dpi)
    heading(page, _("Calculation"))
    _declared(page, declaration)
    heading(page, _("Weapons"))
    listed = [each for each in weapons if each.withdrawn_on is None]
    _list(page, listed)
    end_of_list(page, len(listed))
    back = [each for each in weapons if each.withdrawn_on is not None]
    if back:
        heading(page, _("Taken back into stock since"))
        _list(page, back)
    statement(
        page,
        _("The weapons of this list are more than the State needs, and stand to be disposed of."),
    )
    page.signatures([_("Declared by"), _("Approved by")])
    return page.finish()


def _declared(page: Page, declaration: DeclarationRecord) -> None:
    table = RuledTable(
        page,
        (
            Column(_("Kind"), 70, style=Style.BOLD),
            Column(_("Held"), 20, Align.END),
            Column(_("Needed"), 20, Align.END),
            Column(_("Surplus"), 20, Align.END),
            Column(_("Declared"), 20, Align.END, Style.BOLD),
        ),
    )
    for kind, *figures in declaration.rows:
        table.row((kind_words(kind), *map(_number, figures)))
    total = sum(each[4] for each in declaration.rows)
    table.row((_("Total"), "", "", "", _number(total)), Style.BOLD)
    page.y -= 2 * mm


def _list(page: Page, weapons: Sequence[DeclaredWeapon]) -> None:
    table = RuledTable(
        page,
        (
            Column(_("No."), 10, Align.END),
            Column(_("Number"), 26, style=Style.MONO),
            Column(_("Serial"), 30, style=Style.MONO),
            Column(_("Model, maker"), 36),
            Column(_("Calibre"), 22),
            Column(_("Lot"), 24),
            Column(_("Place"), 30),
        ),
        size=7.5,
    )
    for at, each in enumerate(weapons, start=1):
        weapon = each.weapon
        table.row(
            (
                str(at),
                weapon.number,
                show_serial(weapon),
                listed((weapon.model, weapon.maker)),
                weapon.calibre,
                weapon.reference,
                f"{weapon.depot} / {weapon.place}"
                if weapon.place != weapon.depot
                else weapon.depot,
            )
        )


def _number(value: int) -> str:
    return i18n.format_number(value)
