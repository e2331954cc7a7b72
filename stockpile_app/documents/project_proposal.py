"""A project proposal made of needs (2014 outcome of the PoA, paragraphs 57 and 63).

What it must show is there: the objective, a detailed assessment, and goals that can be measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.flowing import flow, titled
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import show_day, statement
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.needs import NeedRecord
from stockpile_app.i18n import _
from stockpile_app.reference.need_words import evidence_words


def write_proposal(
    out: BinaryIO, stamp: Stamp, needs: Sequence[NeedRecord], *, summary: str, contact: str
) -> int:
    """Write the proposal; return how many pages it has."""
    page = Page(out, stamp)
    if summary:
        heading(page, _("Summary"))
        flow(page, summary, size=10)
        page.y -= 3 * mm
    heading(page, _("What is asked for"))
    _overview(page, needs)
    for at, need in enumerate(needs, start=1):
        _need(page, at, need)
    _timetable(page, needs)
    page.y -= 3 * mm
    if contact:
        statement(page, _("Contact: {contact}").format(contact=contact))
    statement(
        page,
        _(
            "The figures of the assessments are those of the register on the day each need was"
            " stated; whoever holds this paper can have them followed to the entries."
        ),
    )
    page.signatures([_("Proposed by"), _("Approved by")])
    return page.finish()


def _overview(page: Page, needs: Sequence[NeedRecord]) -> None:
    table = RuledTable(
        page,
        (
            Column("", 8, Align.END),
            Column(_("Need"), 66, style=Style.BOLD),
            Column(_("Kind"), 34),
            Column(_("Priority"), 18),
            Column(_("Due"), 22),
            Column(_("Cost"), 30, Align.END),
        ),
        size=8.5,
    )
    for at, need in enumerate(needs, start=1):
        words = need.words
        table.row(
            (
                i18n.format_number(at),
                words.title,
                _(need.kind.label),
                _(words.priority.label),
                show_day(words.due_on) if words.due_on else "–",
                _money(words.cost, words.currency),
            )
        )
    for currency, amount in sorted(_sums(needs).items()):
        table.row(("", _("Total"), "", "", "", _money(amount, currency)), Style.BOLD)
    unpriced = sum(need.words.cost is None for need in needs)
    if unpriced:
        page.y -= 1 * mm
        page.paragraph(
            i18n.ngettext(
                "One need has no estimate of its cost yet and is not in the total.",
                "{count} needs have no estimate of their cost yet and are not in the total.",
                unpriced,
            ).format(count=unpriced),
            8,
        )
    page.y -= 4 * mm


def _sums(needs: Sequence[NeedRecord]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for need in needs:
        if need.words.cost is not None:
            sums[need.words.currency] = sums.get(need.words.currency, 0) + need.words.cost
    return sums


def _need(page: Page, at: int, need: NeedRecord) -> None:
    words = need.words
    titled(page, f"{at}. {words.title}", 34 * mm)
    told = [need.number, _(need.kind.label), need.place]
    flow(page, " · ".join(filter(None, told)), size=8)
    page.y -= 1.5 * mm
    for title, text in (
        (_("Objective"), words.objective),
        (_("Assessment"), words.assessment),
        (_("Figures on {day}").format(day=show_day(need.raised_on)), evidence_words(need.evidence)),
    ):
        if text:
            if not page.has_room(14 * mm):
                page.next()
            flow(page, title, Style.BOLD, 8.5)
            flow(page, text, size=9.5)
            page.y -= 1 * mm
    if words.indicator:
        page.y -= 1 * mm
        table = RuledTable(
            page,
            (
                Column(_("Measured by"), 84, style=Style.BOLD),
                Column(_("Now"), 30, Align.END),
                Column(_("Goal"), 30, Align.END, Style.BOLD),
                Column(_("Due"), 34, Align.END),
            ),
            size=8.5,
        )
        unit = f" {_(words.unit)}" if words.unit else ""
        table.row(
            (
                _(words.indicator),
                i18n.format_number(words.baseline) + unit,
                i18n.format_number(words.target) + unit,
                show_day(words.due_on) if words.due_on else _("as agreed"),
            )
        )
    page.y -= 4 * mm


def _timetable(page: Page, needs: Sequence[NeedRecord]) -> None:
    planned = [each for each in enumerate(needs, start=1) if each[1].words.due_on]
    if not planned:
        return
    heading(page, _("Timetable"), 24 * mm)
    table = RuledTable(
        page,
        (
            Column(_("Due"), 26, style=Style.BOLD),
            Column("", 8, Align.END),
            Column(_("What is reached"), 144),
        ),
        size=8.5,
    )
    for at, need in sorted(planned, key=lambda each: str(each[1].words.due_on)):
        table.row((show_day(need.words.due_on), i18n.format_number(at), need.words.objective))
    page.y -= 4 * mm


def _money(amount: int | None, currency: str) -> str:
    return "–" if amount is None else f"{i18n.format_number(amount)} {currency}"
