"""The order of a disposal: who orders it, why and how, and the frozen list of weapons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.disposal_frame import (
    comparison_of,
    figures_of,
    order_told,
    scope_of,
    show_money,
    steps_words,
    write_digest,
    write_totals,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import end_of_list, write_head
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.disposal_records import OrderDetails, OrderLineRecord, OrderRecord
from stockpile_app.i18n import _, listed


def write_disposal_order(
    out: BinaryIO,
    stamp: Stamp,
    details: OrderDetails,
    lines: Sequence[OrderLineRecord],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the order and return how many pages it has."""
    order = details.order
    page = Page(out, stamp, scope_of(details))
    write_head(page, order_told(order), order.code, _("Opens the order"), dpi)
    _method(page, order)
    write_totals(page, details.totals, settled=False)
    write_digest(page, order)
    _list(page, lines)
    page.y -= 4 * mm
    page.signatures(
        [_("Ordering authority"), _("Ordered by"), _("Approved by")],
        ["", order.ordered_by, order.approved_by],
    )
    return page.finish()


def _method(page: Page, order: OrderRecord) -> None:
    figures, comparison = figures_of(order), comparison_of(order)
    if figures is None or comparison is None:
        return
    page.paragraph(
        _(
            "Compared for this list: days of work: {days}; {cost} in all, {each} for each weapon;"
            " people at a time: {people}. Needs: {needs}."
        ).format(
            days=i18n.format_number(figures.days),
            cost=show_money(figures.cost, comparison.currency),
            each=show_money(
                round(figures.cost / max(comparison.batch.weapons, 1)), comparison.currency
            ),
            people=i18n.format_number(figures.people),
            needs=steps_words(figures.needs),
        ),
        8.5,
    )
    page.y -= 1.5 * mm


def _list(page: Page, lines: Sequence[OrderLineRecord]) -> None:
    heading(page, _("The list"))
    page.paragraph(
        _("Nothing is added to this list. What is not on it is not disposed of under this order."),
        8.5,
    )
    page.y -= 2.2 * mm
    table = RuledTable(
        page,
        (
            Column(_("No."), 7, Align.END),
            Column(_("Number"), 22, style=Style.MONO),
            Column(_("Serial"), 22, style=Style.MONO),
            Column(_("Model, maker"), 28),
            Column(_("Calibre"), 18),
            Column(_("Category"), 22),
            Column(_("Country"), 13),
            Column(_("Place"), 30),
        ),
        size=7.5,
    )
    for each in lines:
        weapon = each.weapon
        table.row(
            (
                str(each.position),
                weapon.number,
                each.serial or _(weapon.serial_state.label),
                listed((each.model, each.maker)),
                each.calibre,
                _(each.category.label) if each.category else "",
                each.country,
                f"{weapon.depot} / {weapon.place}",
            )
        )
    end_of_list(page, len(lines))
