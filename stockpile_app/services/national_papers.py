"""Papers of national reports: the annex, the sheet of SDG 16.4.2, and comparisons."""

from __future__ import annotations

from stockpile_app.documents.national_report import write_annex
from stockpile_app.documents.report_comparison import write_comparison
from stockpile_app.documents.sdg_sheet import write_indicator
from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.national_report import (
    PrintComparison,
    PrintDraft,
    PrintReport,
    ReportComparison,
    ReportView,
)
from stockpile_app.domain.national_report_comparison import compare_reports
from stockpile_app.domain.text import N_
from stockpile_app.persistence.base import Connection
from stockpile_app.reference.report_words import days_words
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing
from stockpile_app.services.national_drafts import NationalDrafts
from stockpile_app.services.national_views import frozen_view


class NationalPapers:
    """What is printed of national reports."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def annex(self, command: PrintReport) -> DocumentDone:
        """Write a frozen report with all questions as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such report.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command, Permission.REPORT) as made:
            view = frozen_view(made.connection, command.report_id)
            made.about(subject=command.report_id)
            stamp = made.stamp(
                "national-report", "NA", N_("National report"), depot="", scope=_scope(view)
            )
            write_annex(made.out, stamp, view, _compared(made.connection, view), dpi=command.dpi)
        return made.done

    def draft(self, command: PrintDraft) -> DocumentDone:
        """Write a report as it would be now, which says that it is a draft.

        Raises:
            BadValue: The period or the numbering cannot be used.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        view = NationalDrafts(self._desk).draft(command.period, command.numbering)
        with issuing(self._desk, command, Permission.REPORT) as made:
            stamp = made.stamp(
                "national-report-draft",
                "ND",
                N_("Draft of a national report"),
                depot="",
                scope=_scope(view),
            )
            write_annex(made.out, stamp, view, dpi=command.dpi)
        return made.done

    def indicator(self, command: PrintReport) -> DocumentDone:
        """Write the sheet of SDG 16.4.2 of a frozen report, with how it was computed.

        Raises:
            NotFound: There is no such report.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command, Permission.REPORT) as made:
            view = frozen_view(made.connection, command.report_id)
            made.about(subject=command.report_id)
            stamp = made.stamp(
                "sdg-indicator",
                "SI",
                N_("SDG indicator 16.4.2"),
                depot="",
                scope=_scope(view),
            )
            write_indicator(made.out, stamp, view, dpi=command.dpi)
        return made.done

    def comparison(self, command: PrintComparison) -> DocumentDone:
        """Write two frozen reports beside one another.

        Raises:
            BadValue: They are the same.
            NotFound: There is no such report.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command, Permission.REPORT) as made:
            after = frozen_view(made.connection, command.report_id)
            before = frozen_view(made.connection, command.before_id)
            compared = compare_reports(before, after)
            made.about(subject=command.report_id)
            stamp = made.stamp(
                "report-comparison",
                "RN",
                N_("Two national reports compared"),
                depot="",
                scope=_scope(after),
            )
            write_comparison(made.out, stamp, compared, dpi=command.dpi)
        return made.done


def _scope(view: ReportView) -> str:
    return days_words(view.columns[0])


def _compared(connection: Connection, view: ReportView) -> ReportComparison | None:
    """Return the comparison with the report that this one was compared with when it was frozen."""
    if view.record is None or view.record.compared is None:
        return None
    return compare_reports(frozen_view(connection, view.record.compared), view)
