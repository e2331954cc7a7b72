"""The proof that restoring was rehearsed: one page for the inspector's file."""

from __future__ import annotations

from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.backups import Rehearsal
from stockpile_app.i18n import _, ngettext, told_text

_MOST_PROBLEMS: Final = 12


def write_rehearsal_proof(out: BinaryIO, stamp: Stamp, facts: Rehearsal) -> int:
    """Write the proof and return how many pages it has."""
    page = Page(out, stamp, facts.file.name)
    page.paragraph(_verdict(facts), 12, Style.BOLD)
    page.y -= 2 * mm
    table = RuledTable(
        page, (Column(_("What"), 50, style=Style.BOLD), Column(_("As found"), 130)), size=9.5
    )
    for caption, text in _rows(facts, stamp.user):
        table.row((caption, text))
    heading(page, _("What was done"))
    for step in _steps():
        page.paragraph(f"– {step}", 9.5)
    if facts.problems:
        heading(page, _("What was found"))
        for each in facts.problems[:_MOST_PROBLEMS]:
            page.paragraph(f"– {told_text(each)}", 9)
        left = len(facts.problems) - _MOST_PROBLEMS
        if left > 0:
            text = ngettext("{count} problem more.", "{count} problems more.", left)
            page.paragraph(text.format(count=i18n.format_number(left)), 9, Style.BOLD)
    page.y -= 6 * mm
    page.signatures([_("Rehearsed by"), _("Witnessed by")], [stamp.user])
    return page.finish()


def _verdict(facts: Rehearsal) -> str:
    if facts.problems:
        return _("The backup can be restored, but the register in it is not in order.")
    return _("The backup was restored, opened with a password, and is in order.")


def _rows(facts: Rehearsal, user: str) -> list[tuple[str, str]]:
    number = i18n.format_number
    behind = ngettext("{count} entry", "{count} entries", facts.behind)
    return [
        (_("Backup"), facts.file.name),
        (_("Kept in"), str(facts.file.parent)),
        (_("Made"), i18n.format_datetime(facts.made_at)),
        (_("Rehearsed"), i18n.format_datetime(facts.rehearsed_at)),
        (_("By"), user),
        (_("Entries restored"), number(facts.head)),
        (_("Digest of the last one"), facts.digest),
        (_("Weapons restored"), number(facts.weapons)),
        (_("Recorded since, and not in it"), behind.format(count=number(facts.behind))),
        (_("Problems found"), number(len(facts.problems))),
        (_("Entry of the ledger"), number(facts.entry)),
    ]


def _steps() -> list[str]:
    return [
        _("The file was unpacked into an empty folder, and each part compared with its digest."),
        _("The register in it was opened by signing in with a password."),
        _("Every entry, signature and seal was checked, and all tables were made anew to compare."),
        _("Its last entry was found in the register that is in use: it is the same history."),
        _("The copy was thrown away, and the rehearsal recorded."),
    ]
