"""Sheets about collections: a day that is closed, a site's plan, and the indicators.

Every table by sex adds its rows and columns up, so that a figure that does not fit is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import Told, show_day, statement, write_head
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.collection_papers import (
    DaySheet,
    IndicatorSheet,
    ItemsReceived,
    PlanLine,
    Reconciled,
    SitePlan,
    TableBySex,
    WeaponsOfDay,
)
from stockpile_app.domain.text import N_
from stockpile_app.i18n import _

DAY_TITLE: Final = N_("Closing of a collection day")
PLAN_TITLE: Final = N_("Plan of a collection site")
INDICATORS_TITLE: Final = N_("Indicators of collection")


def write_day_sheet(out: BinaryIO, stamp: Stamp, sheet: DaySheet) -> int:
    """Write the closing sheet of a day and return how many pages it has."""
    page = Page(out, stamp, f"{sheet.site} · {show_day(sheet.day)}")
    told = [
        Told(_("Programme"), sheet.programme),
        Told(_("Site"), sheet.site, Style.BOLD),
        Told(_("Day"), show_day(sheet.day), Style.BOLD),
        Told(_("Closed by"), sheet.closed_by),
        Told(_("Receipts"), sheet.receipts),
        Told(_("Tags"), sheet.tags),
        Told(_("Spoilt tags"), sheet.spoilt),
        Told(_("Notes"), sheet.notes),
    ]
    write_head(page, told, "", "", ANY_PRINTER)
    _reconciliation(page, sheet.checks)
    _by_sex(page, sheet.people)
    _weapons(page, sheet.weapons)
    _items(page, _("Ammunition"), sheet.ammunition)
    _items(page, _("Explosive items, taken over by a technician"), sheet.explosives)
    statement(
        page,
        _(
            "We counted the receipts, the tags, the people and what was handed in on this day. They"
            " agree with the register, except where a difference is explained above."
        ),
    )
    page.signatures(
        [_("Officer of the site"), _("Receiving officer"), _("Holder of the second key")],
        [sheet.closed_by, "", ""],
    )
    return page.finish()


def write_site_plan(out: BinaryIO, stamp: Stamp, plan: SitePlan) -> int:
    """Write the plan of a site and return how many pages it has."""
    page = Page(out, stamp, plan.site)
    told = [
        Told(_("Programme"), plan.programme),
        Told(_("Site"), plan.site, Style.BOLD),
        Told(_("Custody"), plan.custody),
    ]
    write_head(page, told, "", "", ANY_PRINTER)
    _plan(page, _("What was assumed"), plan.given)
    _plan(page, _("What follows from it"), plan.found)
    if plan.people:
        heading(page, _("People at the site"))
        table = RuledTable(page, (Column(_("Name"), 60), Column(_("Duty"), 90)), size=8.5)
        for name, duty in plan.people:
            table.row((name, duty))
        page.y -= 3 * mm
    statement(page, _("The figures are for planning; they promise nothing to anybody."))
    page.signatures([_("Planned by"), _("Approved by")], [stamp.user, ""])
    return page.finish()


def write_indicators(out: BinaryIO, stamp: Stamp, sheet: IndicatorSheet) -> int:
    """Write the sheet of indicators and return how many pages it has."""
    page = Page(out, stamp, sheet.programme)
    told = [
        Told(_("Programme"), sheet.programme, Style.BOLD),
        Told(_("Days"), sheet.days, Style.BOLD),
    ]
    write_head(page, told, "", "", ANY_PRINTER)
    heading(page, _("Indicators"))
    columns = (
        Column(_("Indicator"), 92),
        Column(_("Asked for by"), 40),
        Column(_("Figure"), 24, Align.END, Style.BOLD),
    )
    table = RuledTable(page, columns, size=8.5)
    for each in sheet.indicators:
        table.row((_(each.title), each.clause, each.value))
    for each_table in sheet.tables:
        _by_sex(page, each_table)
    page.y -= 2 * mm
    page.paragraph(
        _("n/a: nothing was counted of which this could be a share. A share is never shown as 0."),
        8,
    )
    page.y -= 5 * mm
    page.signatures([_("Compiled by"), _("Seen by")], [stamp.user, ""])
    return page.finish()


def _reconciliation(page: Page, checks: Sequence[Reconciled]) -> None:
    heading(page, _("What has to agree"))
    columns = (
        Column(_("What"), 34, style=Style.BOLD),
        Column(_("First figure"), 42),
        Column(_("Second figure"), 42),
        Column(_("Difference"), 18, Align.END, Style.BOLD),
        Column(_("Explanation"), 40),
    )
    table = RuledTable(page, columns, size=8)
    for each in checks:
        difference = each.second_count - each.first_count
        table.row(
            (
                _(each.what),
                f"{i18n.format_number(each.first_count)} · {_(each.first)}",
                f"{i18n.format_number(each.second_count)} · {_(each.second)}",
                _("none") if each.agrees else f"{difference:+d}",
                each.explanation,
            )
        )
    page.y -= 2 * mm


def _by_sex(page: Page, table: TableBySex) -> None:
    heading(page, _(table.title))
    if table.note:
        page.paragraph(_(table.note), 7.5)
        page.y -= 1.5 * mm
    figures = (_("Female"), _("Male"), _("Not recorded"), _("Together"))
    drawn = RuledTable(
        page,
        (Column("", 60), *(Column(each, 24, Align.END) for each in figures)),
        size=8.5,
    )
    for each in table.rows:
        counts = (each.female, each.male, each.untold, each.total)
        drawn.row((_(each.label), *map(i18n.format_number, counts)))
    sums = (
        sum(each.female for each in table.rows),
        sum(each.male for each in table.rows),
        sum(each.untold for each in table.rows),
        sum(each.total for each in table.rows),
    )
    drawn.row((_("Together"), *map(i18n.format_number, sums)), Style.BOLD)
    page.y -= 2 * mm


def _weapons(page: Page, weapons: Sequence[WeaponsOfDay]) -> None:
    heading(page, _("Weapons"))
    figures = (_("Handed in"), _("Still at the site"), _("Sent on"))
    table = RuledTable(
        page,
        (Column(_("Category"), 70), *(Column(each, 28, Align.END) for each in figures)),
        size=8.5,
    )
    for each in weapons:
        category = _(each.category.label) if each.category else _("Not categorised")
        counts = (each.handed_in, each.present, each.sent)
        table.row((category, *map(i18n.format_number, counts)))
    sums = (
        sum(each.handed_in for each in weapons),
        sum(each.present for each in weapons),
        sum(each.sent for each in weapons),
    )
    table.row((_("Together"), *map(i18n.format_number, sums)), Style.BOLD)
    page.y -= 2 * mm


def _items(page: Page, title: str, items: Sequence[ItemsReceived]) -> None:
    if not items:
        return
    heading(page, title)
    columns = (Column(_("Type"), 110), Column(_("Quantity"), 44, Align.END))
    table = RuledTable(page, columns, size=8.5)
    for each in items:
        table.row((each.kind, i18n.format_number(each.quantity)))
    total = i18n.format_number(sum(each.quantity for each in items))
    table.row((_("Together"), total), Style.BOLD)
    page.y -= 2 * mm


def _plan(page: Page, title: str, lines: Sequence[PlanLine]) -> None:
    heading(page, title)
    columns = (
        Column(_("What"), 56),
        Column(_("Figure"), 26, style=Style.BOLD),
        Column(_("How it was found"), 70),
    )
    table = RuledTable(page, columns, size=8.5)
    for each in lines:
        table.row((each.caption, each.figure, each.basis))
    page.y -= 2 * mm
