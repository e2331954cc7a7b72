"""What the papers of a disposal share: the order, its digest, and totals that cross-foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import Told, show_day
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.text import Align
from stockpile_app.domain.disposal_methods import Comparison, MethodFigures, from_text
from stockpile_app.domain.disposal_records import OrderDetails, OrderRecord, TypeTotals
from stockpile_app.domain.vocabulary import Component
from stockpile_app.i18n import _, listed, pgettext

_GROUP: Final = 8


def order_told(order: OrderRecord) -> list[Told]:
    """Return what every paper says of the order at its head."""
    approved = ""
    if order.approved_on is not None:
        approved = _("{name} on {day}, entry {entry}").format(
            name=order.approved_by, day=show_day(order.approved_on), entry=order.approved_seq
        )
    return [
        Told(_("Order"), f"{order.number} · {_(order.kind.label)}", Style.BOLD),
        Told(_("Authority"), order.authority),
        Told(_("Legal basis"), order.legal_basis),
        Told(_("Reason"), order.reason),
        Told(_("Reference"), order.reference),
        Told(
            _("Ordered by"),
            _("{name} on {day}").format(name=order.ordered_by, day=show_day(order.ordered_on)),
        ),
        Told(_("Approved by"), approved),
        Told(_("Recipient"), order.recipient),
        Told(_("Method"), method_words(order)),
    ]


def method_words(order: OrderRecord) -> str:
    """Return the method by its title and why it was chosen; "" where there is none."""
    if not order.method:
        return ""
    figures = figures_of(order)
    title = _(figures.title) if figures else order.method
    if figures and figures.further:
        title = _("{method}, then: {further}").format(method=title, further=_(figures.further))
    return f"{title}. {order.method_reason}"


def comparison_of(order: OrderRecord) -> Comparison | None:
    """Return the methods as they were compared for the order, where they were."""
    try:
        return from_text(order.comparison)
    except ValueError:  # of another version of the program
        return None


def figures_of(order: OrderRecord) -> MethodFigures | None:
    """Return what the chosen method came to, where the methods were compared."""
    comparison = comparison_of(order)
    return comparison.get(order.method) if comparison else None


def write_digest(page: Page, order: OrderRecord) -> None:
    """Draw the digest of the list in groups, so that two papers can be compared by eye."""
    digest = order.digest.upper()
    groups = [digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP)]
    half = len(groups) // 2
    page.y -= 1 * mm
    page.paragraph(_("SHA-256 of the list and of the identity of each weapon on it:"), 8)
    for part in (groups[:half], groups[half:]):
        page.paragraph("  ".join(part), 8.5, Style.MONO)
    page.y -= 1 * mm


def write_totals(page: Page, totals: Sequence[TypeTotals], *, settled: bool) -> None:
    """Draw totals by type; every column is added up.

    Args:
        settled: Whether to tell what became of them, too.
    """
    heading(page, _("Totals by type"))
    numbers = [Column(_("Listed"), 12, Align.END)]
    if settled:
        numbers += [
            Column(_("Disposed of"), 14, Align.END, Style.BOLD),
            Column(_("Taken off"), 12, Align.END),
            Column(pgettext("remaining", "Left"), 10, Align.END),
        ]
    table = RuledTable(
        page,
        (Column(_("Category"), 34), Column(_("Model"), 28), Column(_("Calibre"), 26), *numbers),
        size=8,
    )
    for each in totals:
        category = _(each.category.label) if each.category else _("Not categorised")
        table.row((category, each.model, each.calibre, *_figures(each, settled=settled)))
    together = TypeTotals(
        category=None,
        model="",
        calibre="",
        listed=sum(each.listed for each in totals),
        disposed=sum(each.disposed for each in totals),
        removed=sum(each.removed for each in totals),
    )
    table.row((_("Together"), "", "", *_figures(together, settled=settled)), Style.BOLD)


def _figures(each: TypeTotals, *, settled: bool) -> list[str]:
    figures = [each.listed]
    if settled:
        left = each.listed - each.disposed - each.removed
        figures += [each.disposed, each.removed, left]
    return [i18n.format_number(figure) for figure in figures]


def steps_words(text: str) -> str:
    """Return what a method needs; of several steps each is translated by itself."""
    told, parts = [], text.split("; ")
    while parts:
        # a semicolon may stand within what one step needs: the longest text that is known
        heads = ["; ".join(parts[:end]) for end in range(len(parts), 0, -1)]
        head = next((each for each in heads if _(each) != each), heads[-1])
        told.append(_(head))
        parts = parts[head.count("; ") + 1 :]
    return i18n.clauses(told)


def components_words(components: Sequence[Component]) -> str:
    """Return what was made unusable, in words."""
    return listed(_(each.label) for each in components)


def show_weight(grams: int) -> str:
    """Return a weight in kilograms, to the gram."""
    return _("{kilograms} kg").format(kilograms=i18n.format_scaled(grams, 3))


def show_money(hundredths: int, currency: str) -> str:
    """Return money with two decimals."""
    return f"{i18n.format_scaled(hundredths, 2)} {currency}"


def scope_of(details: OrderDetails) -> str:
    """Return which order a paper is about, in words."""
    return f"{details.order.number} · {_(details.order.kind.label)}"
