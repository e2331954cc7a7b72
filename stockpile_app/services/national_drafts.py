"""Drafts of national reports, and what is stated beside what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import FreezeReport, ReportView
from stockpile_app.domain.national_report_build import Cells
from stockpile_app.domain.national_report_cells import Period, check_period
from stockpile_app.domain.national_report_overrides import apply_overrides
from stockpile_app.domain.national_report_tables import check_tables
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk
from stockpile_app.services.national_figures import NationalFigures, Traces
from stockpile_app.services.national_views import drafted, frozen_view
from stockpile_app.services.report_templates import template_in_force


class NationalDrafts:
    """Reports as they would be now."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self.figures = NationalFigures(desk)

    def draft(self, period: Period, numbering: str, progress: Progress | None = None) -> ReportView:
        """Return a report as it would be now; nothing is recorded.

        Raises:
            BadValue: The period or the numbering cannot be used.
            Cancelled: The user asked to stop.
            NotAllowed: The user may not make national reports.
        """
        return self.checked(FreezeReport(period=period, numbering=numbering), progress)

    def checked(self, command: FreezeReport, progress: Progress | None = None) -> ReportView:
        """Return a report as it would be frozen; nothing is recorded.

        Raises:
            BadValue: Something that is stated cannot be used; says what and why.
            Cancelled: The user asked to stop.
            NotAllowed: The user may not make national reports.
        """
        self._desk.require(Permission.REPORT)
        traces = self.traces(command.period)
        with self._desk.store.read() as connection:
            return self.put_together(connection, command, traces, progress)[0]

    def traces(self, period: Period) -> Traces:
        """Return the figures of tracing, to be asked for before a transaction begins.

        Raises:
            BadValue: The period cannot be used.
        """
        check_period(period, self._desk.today)
        return self.figures.traces(period.columns)

    def frozen(self, report_id: int) -> ReportView:
        """Return a frozen report as it was frozen.

        Raises:
            NotAllowed: The user may not make national reports.
            NotFound: There is no such report.
        """
        self._desk.require(Permission.REPORT)
        with self._desk.store.read() as connection:
            return frozen_view(connection, report_id)

    def put_together(
        self,
        connection: Connection,
        command: FreezeReport,
        traces: Traces,
        progress: Progress | None = None,
    ) -> tuple[ReportView, Cells, FreezeReport]:
        """Return a report, its cells, and the command with its texts as they are kept.

        Raises:
            BadValue: Something that is stated cannot be used; says what and why.
        """
        template = template_in_force(connection)
        template.numbering(command.numbering)
        columns = command.period.columns
        computed = self.figures.cells(
            connection, template, columns, traces, progress or NoProgress()
        )
        cells = apply_overrides(template, columns, computed, command.overrides)
        checked = replace(
            command,
            title=check_text(command.title, "title") or template.title,
            answers=_checked_answers(template, command.answers),
            tables=check_tables(template, command.tables),
            notes=check_text(command.notes, "notes", LONGEST_NOTE),
        )
        return drafted(template, checked, cells, self._head(connection)), cells, checked

    def _head(self, connection: Connection) -> int:
        return ledger_store.head(connection, self._desk.store.origin).seq


def _checked_answers(template: ReportTemplate, answers: Mapping[str, str]) -> dict[str, str]:
    checked = {}
    for key, text in answers.items():
        if template.question(key) is None:
            raise BadValue(
                N_("The template has no question “{question}”."), "answers", question=key
            )
        checked[key] = check_text(text, "answers", LONGEST_NOTE)
    return checked
