"""A list on paper, in the dialog that makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.lists import ListSheet, PrintList
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.texts import count


def list_paper(context: UiContext, sheet: ListSheet, parent: QWidget | None) -> PaperDialog:
    """Return the dialog that makes the paper of a list."""
    lists = context.services.lists

    def make(asked: PaperAsked) -> DocumentDone:
        return lists.print_list(PrintList(**asked.words, sheet=sheet))

    about = sheet.title
    if sheet.total is not None:
        rows = ngettext("{count} row", "{count} rows", sheet.total)
        about += f" · {rows.format(count=count(sheet.total))}"
    return PaperDialog(context, "list", _("Print list"), make, parent, about=about)
