"""What is lost since a backup, on paper: to tick off while it is entered again."""

from __future__ import annotations

from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.losses import Losses
from stockpile_app.i18n import _, listed
from stockpile_app.reference.entry_words import title_of
from stockpile_app.reference.loss_words import act_words, loss_figures, loss_notes, loss_verdict

_BOX: Final = "☐"
_MOST_WEAPONS: Final = 2000


def write_loss_report(out: BinaryIO, stamp: Stamp, found: Losses) -> int:
    """Write the report and return how many pages it has."""
    page = Page(out, stamp, _("Compared with the register in {folder}").format(folder=found.folder))
    page.paragraph(loss_verdict(found), 11, Style.BOLD)
    for note in loss_notes(found):
        page.paragraph(note, 9)
    if found.acts:
        page.paragraph(
            _(
                "Enter each act again in the restored register, with its own day, and tick it."
                " Where somebody approved it, they approve it again. Keep this sheet with the"
                " register’s papers, and the old register untouched."
            ),
            9,
        )
        _summary(page, found)
        _acts(page, found)
        _weapons(page, found)
    page.y -= 4 * mm
    page.signatures([_("Entered again by"), _("Compared by")])
    return page.finish()


def _summary(page: Page, found: Losses) -> None:
    heading(page, _("How much"))
    table = RuledTable(page, (Column(_("Act"), 60), Column(_("Number"), 16, Align.END)))
    for title, number in loss_figures(found):
        table.row((title, i18n.format_number(number)))
    page.y -= 3 * mm
    table = RuledTable(page, (Column(_("Recorded by"), 60), Column(_("Number"), 16, Align.END)))
    for name, number in found.by_person:
        table.row((name, i18n.format_number(number)))


def _acts(page: Page, found: Losses) -> None:
    heading(page, _("What was recorded, in order"))
    table = RuledTable(
        page,
        (
            Column(_("Entry"), 14, Align.END),
            Column(_("Recorded"), 24),
            Column(_("By"), 20),
            Column(_("Act"), 24, Align.START, Style.BOLD),
            Column(_("Weapons"), 42),
            Column(_("What it states"), 60),
            Column(_("Done"), 12, Align.CENTRE),
        ),
        size=7.5,
    )
    for act in found.acts:
        table.row((*act_words(act, found), _BOX))
    left = found.acts_total - len(found.acts)
    if left:
        page.paragraph(
            _("{count} acts more are not listed; the old register shows them.").format(
                count=i18n.format_number(left)
            ),
            9,
            Style.BOLD,
        )


def _weapons(page: Page, found: Losses) -> None:
    if not found.weapons:
        return
    heading(page, _("The weapons it is about"))
    table = RuledTable(page, (Column(_("Weapon"), 60, style=Style.BOLD), Column(_("Acts"), 110)))
    for weapon in found.weapons[:_MOST_WEAPONS]:
        table.row((weapon.name, listed(title_of(kind) for kind in weapon.kinds)))
