"""Papers about security checks: the sheet to fill in, and the report of the inspection."""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.check_sheet import write_check_sheet
from stockpile_app.documents.inspection_report import Inspection, write_inspection_report
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.security import CheckState, CheckView, PrintCheck
from stockpile_app.domain.security_rules import check_open
from stockpile_app.domain.text import N_
from stockpile_app.persistence import security_index
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import Issuing, issuing
from stockpile_app.services.security_views import load_check, trend
from stockpile_app.services.suggestions import suggest

_SCOPE: Final = "check {number}: {depot}, {list} version {version}"


class SecurityPapers:
    """What is printed of security checks."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def sheet(self, command: PrintCheck) -> DocumentDone:
        """Write the sheet of a check that is under way, to be filled in by hand.

        Raises:
            NotAllowed: The user may not print.
            NotAllowedNow: The check is completed or cancelled.
            NotFound: There is no such check.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            view = load_check(made.connection, command.check_id)
            check_open(view.record)
            stamp = made.stamp(
                "check-sheet",
                "SC",
                N_("Security check sheet"),
                depot=view.record.place,
                scope=_scope(view),
            )
            known = suggest(
                made.connection, view.record.place_id, self._desk.store.origin, self._desk.today
            )
            write_check_sheet(made.out, stamp, view, known, self._code(view), dpi=command.dpi)
        return made.done

    def report(self, command: PrintCheck) -> DocumentDone:
        """Write the inspection report of a completed check.

        Findings and the weapons behind them are those of the day it is printed.

        Raises:
            NotAllowed: The user may not print.
            NotAllowedNow: The check is not completed.
            NotFound: There is no such check.
            RegisterDamaged: A photograph is missing or was changed.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            view = load_check(made.connection, command.check_id)
            if view.record.state is not CheckState.COMPLETED:
                raise NotAllowedNow(N_("The report can be printed once the check is completed."))
            inspection = self._inspection(made, view)
            made.about(subject=view.record.id)
            stamp = made.stamp(
                "inspection-report",
                "IN",
                N_("Depot inspection report"),
                depot=view.record.place,
                scope=_scope(view),
                weapons=sum(each.weapons for each in inspection.behind),
            )
            write_inspection_report(made.out, stamp, inspection, dpi=command.dpi)
        return made.done

    def _inspection(self, made: Issuing, view: CheckView) -> Inspection:
        record = view.record
        points = trend(made.connection, record.place_id)
        return Inspection(
            view=view,
            code=self._code(view),
            today=self._desk.today,
            findings=security_index.findings(made.connection, check_id=record.id),
            behind=security_index.weapons_in(made.connection, record.place_id),
            trend=[each for each in points if each.check_id <= record.id],
            picture=self._desk.store.media.get,
        )

    def _code(self, view: CheckView) -> str:
        return PaperCode(CodeKind.CHECK, self._desk.store.origin, view.record.id).code


def _scope(view: CheckView) -> str:
    record = view.record
    return _SCOPE.format(
        number=record.id, depot=record.place, list=record.check_list, version=record.version
    )
