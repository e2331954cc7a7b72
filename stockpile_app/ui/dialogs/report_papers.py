"""The papers of national reports, each in the dialog that makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.national_report import (
    FrozenRecord,
    PrintComparison,
    PrintDraft,
    PrintReport,
)
from stockpile_app.domain.national_report_cells import Period
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.report_words import period_words, report_title

_KIND = "reports"


def report_paper_dialog(
    context: UiContext, name: str, report: FrozenRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes a paper of a frozen report: annex or indicator."""
    papers = context.services.national.papers
    makers = {
        "annex": (_("Annex of the report"), papers.annex),
        "indicator": (_("Sheet of SDG indicator 16.4.2"), papers.indicator),
    }
    title, write = makers[name]

    def make(asked: PaperAsked) -> DocumentDone:
        return write(PrintReport(report_id=report.id, **asked.words))

    return PaperDialog(context, _KIND, title, make, parent, about=report_title(report))


def comparison_paper_dialog(
    context: UiContext, before: int, report: FrozenRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that compares a frozen report with an earlier one on paper."""
    papers = context.services.national.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.comparison(
            PrintComparison(report_id=report.id, before_id=before, **asked.words)
        )

    title = _("Reports compared")
    return PaperDialog(context, _KIND, title, make, parent, about=report_title(report))


def draft_paper_dialog(
    context: UiContext, period: Period, numbering: str, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the annex of a draft."""
    papers = context.services.national.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.draft(PrintDraft(period=period, numbering=numbering, **asked.words))

    title = _("Annex of a draft")
    return PaperDialog(context, _KIND, title, make, parent, about=period_words(period))
