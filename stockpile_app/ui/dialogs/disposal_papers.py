"""The papers of a disposal order, each in the dialog that makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.domain.disposal import PrintDisposalPaper
from stockpile_app.domain.disposal_records import OrderRecord
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.texts import label


def paper_dialog(
    context: UiContext, name: str, order: OrderRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes a paper: order, work_list, comparison or certificate."""
    papers = context.services.disposal.papers
    makers = {
        "order": (_("Disposal order"), papers.order),
        "work_list": (_("Work list"), papers.work_list),
        "comparison": (_("Methods compared"), papers.comparison),
        "certificate": (_("Certificate"), papers.certificate),
    }
    title, write = makers[name]

    def make(asked: PaperAsked) -> DocumentDone:
        return write(PrintDisposalPaper(order_id=order.id, **asked.words))

    about = f"{order.number} · {label(order.kind)}"
    return PaperDialog(context, "disposal", title, make, parent, about=about)
