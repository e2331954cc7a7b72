"""Training of a period and the qualifications of staff, by sex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import show_day, statement
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.staff import QualificationRecord, StaffFigures, TrainingRecord
from stockpile_app.i18n import _


def write_training_list(
    out: BinaryIO,
    stamp: Stamp,
    figures: StaffFigures,
    trainings: Sequence[TrainingRecord],
    qualifications: Sequence[QualificationRecord],
) -> int:
    """Write the list; return how many pages it has."""
    page = Page(out, stamp)
    heading(page, _("Women and men"))
    _figures(page, figures)
    heading(page, _("Courses"))
    _courses(page, trainings)
    heading(page, _("Qualifications"))
    _qualifications(page, qualifications)
    page.y -= 2 * mm
    statement(page, _("Whoever lacks a qualification that a duty needs is not given that duty."))
    page.signatures([_("Kept by"), _("Checked by")])
    return page.finish()


def _figures(page: Page, figures: StaffFigures) -> None:
    table = RuledTable(
        page,
        (
            Column("", 74, style=Style.BOLD),
            Column(_("Women"), 26, Align.END),
            Column(_("Men"), 26, Align.END),
            Column(_("Not recorded"), 26, Align.END),
            Column(_("All"), 26, Align.END, Style.BOLD),
        ),
    )
    for title, count in (
        (_("Staff in the register"), figures.staff),
        (_("Places taken in courses"), figures.trained),
        (_("Staff with a qualification that holds"), figures.qualified),
        (_("Staff with one that runs out within 60 days"), figures.soon),
        (_("Staff with one that ran out"), figures.expired),
    ):
        numbers = (count.female, count.male, count.unknown, count.total)
        table.row((title, *map(i18n.format_number, numbers)))
    page.y -= 4 * mm


def _courses(page: Page, trainings: Sequence[TrainingRecord]) -> None:
    if not trainings:
        page.paragraph(_("None in this period."), 9)
        page.y -= 3 * mm
        return
    table = RuledTable(
        page,
        (
            Column(_("Last day"), 24),
            Column(_("Course"), 56, style=Style.BOLD),
            Column(_("Topic"), 42),
            Column(_("Given by"), 34),
            Column(_("Women"), 16, Align.END),
            Column(_("Men"), 16, Align.END),
        ),
        size=8,
    )
    for each in trainings:
        table.row(
            (
                show_day(each.held_on),
                each.title,
                _(each.topic_name),
                each.provider,
                i18n.format_number(each.women),
                i18n.format_number(each.men),
            )
        )
    page.y -= 4 * mm


def _qualifications(page: Page, qualifications: Sequence[QualificationRecord]) -> None:
    if not qualifications:
        page.paragraph(_("None is recorded."), 9)
        page.y -= 3 * mm
        return
    table = RuledTable(
        page,
        (
            Column(_("Name"), 46, style=Style.BOLD),
            Column(_("Topic"), 46),
            Column(_("Gained"), 23),
            Column(_("Runs out"), 23),
            Column(_("Stands"), 24),
            Column(_("Certificate"), 34),
        ),
        size=8,
    )
    for each in qualifications:
        table.row(
            (
                each.person,
                _(each.topic_name),
                show_day(each.gained_on),
                show_day(each.expires_on) if each.expires_on else _("never"),
                _(each.validity.label),
                each.certificate,
            )
        )
