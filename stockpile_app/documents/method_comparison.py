"""Disposal methods side by side, for the weapons at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.disposal_frame import (
    components_words,
    show_money,
    show_weight,
    steps_words,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import Told, write_head
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.disposal_methods import Comparison, MethodFigures
from stockpile_app.i18n import _, ngettext
from stockpile_app.reference.source_words import source_words

STARS: Final = 5


def write_method_comparison(
    out: BinaryIO, stamp: Stamp, comparison: Comparison, *, chosen: str = "", reason: str = ""
) -> int:
    """Write the comparison and return how many pages it has.

    Args:
        chosen: Code of the method that was chosen, where one was.
        reason: Why.
    """
    page = Page(out, stamp, _(comparison.kind.label))
    batch, picked = comparison.batch, comparison.get(chosen)
    told = [
        Told(
            _("Weapons"),
            _("{weapons}: {small} small arms, {light} light weapons").format(
                weapons=i18n.format_number(batch.weapons),
                small=i18n.format_number(batch.small),
                light=i18n.format_number(batch.light),
            ),
            Style.BOLD,
        ),
        Told(
            _("Teams"),
            ngettext("{count} at a time", "{count} at a time", batch.teams).format(
                count=batch.teams
            ),
        ),
        Told(_("Methods"), _("version {version}").format(version=comparison.version)),
        Told(_("Chosen"), picked.title if picked else "", Style.BOLD),
        Told(_("Why"), reason),
    ]
    write_head(page, told, "", "", 203)
    allowed = [each for each in comparison.methods if not each.excluded]
    _figures(page, allowed, comparison)
    _needs(page, allowed)
    _environment(page, allowed)
    _excluded(page, [each for each in comparison.methods if each.excluded])
    _sources(page, comparison.methods)
    page.y -= 4 * mm
    page.signatures([_("Compared by"), _("Decided by")])
    return page.finish()


def _figures(page: Page, methods: Sequence[MethodFigures], comparison: Comparison) -> None:
    heading(page, _("Time and money"))
    currency = comparison.currency
    table = RuledTable(
        page,
        (
            Column(_("Method"), 37, style=Style.BOLD),
            Column(_("Days"), 12, Align.END),
            Column(_("People"), 14, Align.END),
            Column(_("Fixed"), 22, Align.END),
            Column(_("For the weapons"), 24, Align.END),
            Column(_("Scrap sold"), 26, Align.END),
            Column(_("Cost"), 27, Align.END, Style.BOLD),
            Column(_("Per weapon"), 20, Align.END),
        ),
        size=7.5,
    )
    for each in methods:
        per = round(each.cost / max(comparison.batch.weapons, 1))
        table.row(
            (
                _name(each),
                i18n.format_number(each.days),
                i18n.format_number(each.people),
                show_money(each.fixed, currency),
                show_money(each.work, currency),
                "−" + show_money(each.income, currency) if each.income else "0",
                show_money(each.cost, currency),
                show_money(per, currency),
            )
        )
    page.y -= 1 * mm
    page.paragraph(
        _(
            "Days: weapons divided by what the teams do in a day, rounded up. Cost: fixed, and for"
            " each weapon, less what the scrap brings. Where another method must follow, the days"
            " and costs of both."
        ),
        7.5,
    )
    page.y -= 1.5 * mm


def _name(each: MethodFigures) -> str:
    if not each.further:
        return _(each.title)
    return _("{method}, then: {further}").format(method=_(each.title), further=_(each.further))


def _needs(page: Page, methods: Sequence[MethodFigures]) -> None:
    heading(page, _("What it needs"))
    table = RuledTable(
        page,
        (
            Column(_("Method"), 36, style=Style.BOLD),
            Column(_("Equipment"), 70),
            Column(_("Energy"), 40),
            Column(_("Makes unusable"), 40),
        ),
        size=7.5,
    )
    for each in methods:
        table.row(
            (
                _(each.title),
                steps_words(each.needs),
                steps_words(each.energy),
                components_words(each.components),
            )
        )


def _environment(page: Page, methods: Sequence[MethodFigures]) -> None:
    heading(page, _("People and the environment (1 harmful to 5 clean)"))
    table = RuledTable(
        page,
        (
            Column(_("Method"), 36, style=Style.BOLD),
            Column(_("Score"), 16, Align.CENTRE),
            Column(_("Why"), 42),
            Column(_("Emissions"), 40),
            Column(_("Residues"), 34),
            Column(_("Scrap"), 24, Align.END),
        ),
        size=7.5,
    )
    for each in methods:
        table.row(
            (
                _(each.title),
                _("{score} of {most}").format(score=each.environment, most=STARS),
                _(each.environment_note),
                _(each.emissions),
                _(each.residues),
                show_weight(each.scrap),
            )
        )


def _excluded(page: Page, methods: Sequence[MethodFigures]) -> None:
    if not methods:
        return
    heading(page, _("Excluded by law or policy"))
    table = RuledTable(
        page, (Column(_("Method"), 40, style=Style.BOLD), Column(_("Why"), 120)), size=7.5
    )
    for each in methods:
        table.row((_(each.title), _(each.excluded)))


def _sources(page: Page, methods: Sequence[MethodFigures]) -> None:
    heading(page, _("Where this comes from"))
    table = RuledTable(
        page,
        (
            Column(_("Method"), 40),
            Column(_("Source"), 66),
            Column(_("How sure"), 34),
            Column(_("Figures"), 34),
        ),
        size=7,
    )
    for each in methods:
        table.row(
            (
                _(each.title),
                source_words(each.source),
                _(each.sure.label),
                _(each.figures_sure.label),
            )
        )
