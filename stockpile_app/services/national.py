"""National reports: drafted from the register, frozen with a seal, compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.facts import ReportFrozen
from stockpile_app.domain.national_report import (
    CountedRecord,
    FreezeReport,
    FrozenRecord,
    ReportComparison,
    ReportFrozenDone,
    ReportView,
)
from stockpile_app.domain.national_report_build import all_cells
from stockpile_app.domain.national_report_cells import CellName, Period, check_period
from stockpile_app.domain.national_report_comparison import compare_reports
from stockpile_app.domain.national_report_overrides import as_computed, stated
from stockpile_app.domain.national_report_tables import as_kept
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.persistence import contact_index, report_store
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.report_past import tables_at
from stockpile_app.reference.tracing import shipped_targets
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import document_number
from stockpile_app.services.national_drafts import NationalDrafts
from stockpile_app.services.national_figures import NationalFigures
from stockpile_app.services.national_views import NO_REPORT, suggested_answers
from stockpile_app.services.report_templates import template_in_force, template_text

if TYPE_CHECKING:
    from stockpile_app.services.national_exports import NationalExports
    from stockpile_app.services.national_papers import NationalPapers
    from stockpile_app.services.report_templates import ReportTemplates

SEAL_OCCASION: Final = "national report"


class FollowedReport:
    """A frozen report with what it counted; from one thread at a time."""

    def __init__(self, desk: Desk, connection: Connection, view: ReportView) -> None:
        """Answer from the tables behind ``connection``."""
        targets = contact_index.targets(connection) or shipped_targets()
        self._figures = NationalFigures(desk, view.head, targets)
        self._connection = connection
        self.view = view

    def records(self, cell: CellName) -> tuple[CountedRecord, ...]:
        """Return what a cell counted, as it was called then; of one overridden, as computed.

        Raises:
            BadValue: There is no such cell.
            NotAllowed: Only a tracing officer may see what it counted.
        """
        return self._figures.records(self._connection, self.view.template, cell, self.view.period)


class National:
    """What is done with national reports."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._drafts = NationalDrafts(desk)

    @cached_property
    def templates(self) -> ReportTemplates:
        """The questions."""
        from stockpile_app.services.report_templates import ReportTemplates  # noqa: PLC0415

        return ReportTemplates(self._desk)

    @cached_property
    def papers(self) -> NationalPapers:
        """What is printed: ``annex``, ``draft``, ``indicator``, ``comparison``."""
        from stockpile_app.services.national_papers import NationalPapers  # noqa: PLC0415

        return NationalPapers(self._desk)

    @cached_property
    def exports(self) -> NationalExports:
        """What is written to files: ``write(out, report_id)``, .xlsx or .json."""
        from stockpile_app.services.national_exports import NationalExports  # noqa: PLC0415

        return NationalExports(self._desk)

    # --- looking ---------------------------------------------------------------------------------

    def draft(self, period: Period, numbering: str, progress: Progress | None = None) -> ReportView:
        """Return a report as it would be now; nothing is recorded.

        Raises:
            BadValue: The period or the numbering cannot be used.
            NotAllowed: The user may not make national reports.
        """
        return self._drafts.draft(period, numbering, progress)

    def records(self, cell: CellName, period: Period) -> tuple[CountedRecord, ...]:
        """Return what a cell of a draft of ``period`` counts, by day; none where it is no count.

        Raises:
            BadValue: There is no such cell.
            NotAllowed: Only a tracing officer may see what it counts.
        """
        self._desk.require(Permission.REPORT)
        check_period(period, self._desk.today)
        with self._desk.store.read() as connection:
            template = template_in_force(connection)
            return self._drafts.figures.records(connection, template, cell, period)

    def suggestions(self) -> dict[str, str]:
        """Return what was answered in words last time, by key of the question.

        Where the template asks for the country's own point of contact, the directory answers.
        """
        self._desk.require(Permission.REPORT)
        with self._desk.store.read() as connection:
            return suggested_answers(connection, self._desk.register.country, self._desk.today)

    @contextmanager
    def followed(
        self, report_id: int, progress: Progress | None = None
    ) -> Iterator[FollowedReport]:
        """Yield the register as a frozen report saw it, to follow its cells to what they counted.

        The tables are built anew from the entries that the report rests on, elsewhere and
        encrypted with a key that is forgotten.

        Raises:
            NotFound: There is no such report.
            Cancelled: The user asked to stop.
        """
        view = self.report(report_id)
        with tables_at(self._desk.store, view.head, progress or NoProgress()) as connection:
            yield FollowedReport(self._desk, connection, view)

    def check(self, command: FreezeReport, progress: Progress | None = None) -> ReportView:
        """Return the report as it would be frozen; nothing is recorded.

        Raises:
            BadValue: What ``freeze`` would refuse.
            Cancelled: The user asked to stop.
        """
        return self._drafts.checked(command, progress)

    def frozen(self) -> list[FrozenRecord]:
        """Return all frozen reports, the newest first."""
        self._desk.require(Permission.REPORT)
        with self._desk.store.read() as connection:
            return report_store.reports(connection)

    def report(self, report_id: int) -> ReportView:
        """Return a frozen report as it was frozen.

        Raises:
            NotFound: There is no such report.
        """
        return self._drafts.frozen(report_id)

    def compare(self, before: int, after: int) -> ReportComparison:
        """Compare two frozen reports.

        Raises:
            BadValue: They are the same.
            NotFound: There is no such report.
        """
        return compare_reports(self.report(before), self.report(after))

    def compare_draft(self, before: int, draft: ReportView) -> ReportComparison:
        """Compare a draft with a frozen report.

        Raises:
            NotFound: There is no such report.
        """
        return compare_reports(self.report(before), draft)

    # --- recording -------------------------------------------------------------------------------

    def freeze(self, command: FreezeReport) -> ReportFrozenDone:
        """Freeze a report: every cell, what overrides it and why, under a seal.

        Raises:
            BadValue: The period, an override or a table cannot be used; says which and why.
            NotFound: There is no report to compare with.
        """
        self._desk.require(Permission.REPORT)
        traces = self._drafts.traces(command.period)
        with self._desk.store.write() as uow:
            seal = uow.seal(SEAL_OCCASION)
            view, cells, checked = self._drafts.put_together(uow.connection, command, traces)
            number = document_number(uow, report_store.PREFIX)
            uow.record(
                ReportFrozen(
                    title=checked.title,
                    period_first=command.period.first.isoformat(),
                    period_last=command.period.last.isoformat(),
                    occurred_on=self._desk.today.isoformat(),
                    numbering=command.numbering,
                    template=view.template.id,
                    version=view.template.version,
                    content=template_text(view.template),
                    head=seal.seq,
                    seal=seal.code,
                    cells=tuple(
                        (*name, each.value, each.state.value)
                        for name, each in all_cells(view.template, view.columns, as_computed(cells))
                    ),
                    overrides=tuple(
                        (name.code, each.value, each.state.value, each.reason)
                        for name, each in stated(cells)
                    ),
                    answers=tuple(
                        (key, text) for key, text in sorted(checked.answers.items()) if text
                    ),
                    tables=tuple(map(as_kept, checked.tables)),
                    compared=self._compared(uow.connection, command.compare_with),
                    notes=checked.notes,
                )
            )
            own = uow.seal(number)
            changes = uow.commit()
        return ReportFrozenDone(own.seq, number, own.code, changes)

    def _compared(self, connection: Connection, wanted: int | None) -> int | None:
        known = [each.id for each in report_store.reports(connection)]
        if wanted is not None and wanted not in known:
            raise NotFound(NO_REPORT)
        return wanted if wanted is not None else next(iter(known), None)
