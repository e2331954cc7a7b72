"""Reports as PDF, each by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.commands.national import numbering_option
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Session, command, option, pass_session
from stockpile_app.cli.output import Meter, result
from stockpile_app.cli.query import PLACE_OPTIONS, place_id, takes
from stockpile_app.cli.session import meter, signed_in
from stockpile_app.domain.disposal import PrintDisposalPaper
from stockpile_app.domain.documents import DocumentDone, PrintAuditSheet, PrintDocument
from stockpile_app.domain.guarding import PrintAccessLog, PrintKeyRegister
from stockpile_app.domain.incidents import PrintIncidentReport
from stockpile_app.domain.marking_work import PrintMarkingPaper
from stockpile_app.domain.movement_papers import (
    PrintMovement,
    PrintPersonHistory,
    PrintRemovalLog,
    PrintWeaponHistory,
)
from stockpile_app.domain.national_report import PrintComparison, PrintDraft, PrintReport
from stockpile_app.domain.national_report_cells import Period
from stockpile_app.domain.security import PrintCheck
from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.domain.surplus import PrintDeclaration
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.timeline import PrintWeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, tr
from stockpile_app.ledger.seals import show_code
from stockpile_app.services.disposal_papers import DisposalPapers
from stockpile_app.services.gateway import Services

PAGES: Final = ("A4", "Letter")
_NEEDED: Final = N_("This report needs {options}.")


class _Asked:
    """What was asked for: the options that a report needs are looked up as it takes them."""

    def __init__(
        self, services: Services, out: Path, given: dict[str, Any], progress: Meter
    ) -> None:
        self.services = services
        self.progress = progress
        self._given = given
        self.common: dict[str, Any] = {
            "out": out,
            "page": given["page"],
            "classification": given["classification"],
        }

    def take(self, name: str) -> Any:
        """Return an option.

        Raises:
            click.UsageError: It was not given.
        """
        value = self._given[name]
        if value in (None, ""):
            raise click.UsageError(tr(_NEEDED, options=f"--{name.replace('_', '-')}"))
        return value

    def maybe(self, name: str) -> Any:
        return self._given[name]

    def entry(self, name: str) -> int:
        return naming.entry_id(self.services, self.take(name))

    def anywhere(self) -> int | None:
        given = self._given
        return place_id(self.services, given["depot"], given["store"], given["rack"])

    def place(self) -> int:
        found = self.anywhere()
        if found is None:
            raise click.UsageError(tr(_NEEDED, options="--depot, --store, --rack"))
        return found


def _audit_sheet(asked: _Asked) -> DocumentDone:
    wanted = PrintAuditSheet(place=asked.anywhere(), as_of=asked.maybe("as_of"), **asked.common)
    return asked.services.documents.audit_sheet(wanted, asked.progress)


def _movement(asked: _Asked) -> PrintMovement:
    return PrintMovement(movement_id=asked.entry("movement"), **asked.common)


def _voucher(asked: _Asked) -> DocumentDone:
    return asked.services.movements.papers.voucher(_movement(asked))


def _manifest(asked: _Asked) -> DocumentDone:
    return asked.services.movements.papers.manifest(_movement(asked))


def _handover(asked: _Asked) -> DocumentDone:
    return asked.services.movements.papers.handover(_movement(asked))


def _removal_log(asked: _Asked) -> DocumentDone:
    return asked.services.movements.papers.removal_log(
        PrintRemovalLog(
            place_id=asked.place(),
            since=asked.take("since"),
            until=asked.maybe("until") or asked.services.desk.today,
            **asked.common,
        )
    )


def _custody_weapon(asked: _Asked) -> DocumentDone:
    weapon = asked.services.weapons.by_number(asked.take("number"))
    wanted = PrintWeaponHistory(weapon_id=weapon.id, **asked.common)
    return asked.services.movements.papers.weapon_history(wanted)


def _record_sheet(asked: _Asked) -> DocumentDone:
    weapon = asked.services.weapons.by_number(asked.take("number"))
    wanted = PrintWeaponRecord(weapon_id=weapon.id, **asked.common)
    return asked.services.lifecycle.papers.record_sheet(wanted)


def _custody_person(asked: _Asked) -> DocumentDone:
    person = naming.person(asked.services, asked.take("person"))
    wanted = PrintPersonHistory(person_id=person.id, **asked.common)
    return asked.services.movements.papers.person_history(wanted)


def _count_sheet(asked: _Asked) -> DocumentDone:
    return asked.services.stocktakes.papers.count_sheet(
        PrintCountSheet(
            stocktake_id=asked.entry("stocktake"),
            counter=asked.take("counter"),
            lines=asked.maybe("lines"),
            **asked.common,
        )
    )


def _certificate(asked: _Asked) -> DocumentDone:
    wanted = PrintStocktakeCertificate(stocktake_id=asked.entry("stocktake"), **asked.common)
    return asked.services.stocktakes.papers.certificate(wanted)


def _check_sheet(asked: _Asked) -> DocumentDone:
    wanted = PrintCheck(check_id=asked.entry("check"), **asked.common)
    return asked.services.security.papers.sheet(wanted)


def _inspection_report(asked: _Asked) -> DocumentDone:
    wanted = PrintCheck(check_id=asked.entry("check"), **asked.common)
    return asked.services.security.papers.report(wanted)


def _key_register(asked: _Asked) -> DocumentDone:
    wanted = PrintKeyRegister(place_id=asked.place(), **asked.common)
    return asked.services.guarding.papers.key_register(wanted)


def _access_log(asked: _Asked) -> DocumentDone:
    return asked.services.guarding.papers.access_log(
        PrintAccessLog(
            place_id=asked.place(),
            first=asked.take("since"),
            last=asked.maybe("until") or asked.services.desk.today,
            **asked.common,
        )
    )


def _incident_report(asked: _Asked) -> DocumentDone:
    wanted = PrintIncidentReport(incident_id=asked.entry("incident"), **asked.common)
    return asked.services.incidents.papers.report(wanted)


def _disposal_paper(
    paper: Callable[[DisposalPapers, PrintDisposalPaper], DocumentDone],
) -> Callable[[_Asked], DocumentDone]:
    def make(asked: _Asked) -> DocumentDone:
        wanted = PrintDisposalPaper(order_id=asked.entry("order"), **asked.common)
        return paper(asked.services.disposal.papers, wanted)

    return make


_disposal_order: Final = _disposal_paper(DisposalPapers.order)
_disposal_work_list: Final = _disposal_paper(DisposalPapers.work_list)
_disposal_certificate: Final = _disposal_paper(DisposalPapers.certificate)
_disposal_comparison: Final = _disposal_paper(DisposalPapers.comparison)


def _job_list(asked: _Asked) -> DocumentDone:
    wanted = PrintMarkingPaper(job_id=asked.entry("job"), **asked.common)
    return asked.services.marking.work.papers.job_list(wanted)


def _marking_certificate(asked: _Asked) -> DocumentDone:
    wanted = PrintMarkingPaper(job_id=asked.entry("job"), **asked.common)
    return asked.services.marking.work.papers.certificate(wanted)


def _surplus_review(asked: _Asked) -> DocumentDone:
    surplus = asked.services.disposal.surplus
    return surplus.papers.review(PrintDocument(**asked.common), surplus.review(asked.progress))


def _surplus_declaration(asked: _Asked) -> DocumentDone:
    wanted = PrintDeclaration(declaration_id=asked.entry("declaration"), **asked.common)
    return asked.services.disposal.surplus.papers.declaration(wanted)


def _national_report(asked: _Asked) -> DocumentDone:
    wanted = PrintReport(report_id=asked.entry("report"), **asked.common)
    return asked.services.national.papers.annex(wanted)


def _national_draft(asked: _Asked) -> DocumentDone:
    period = Period(asked.take("since"), asked.maybe("until") or asked.services.desk.today)
    wanted = PrintDraft(period=period, numbering=asked.take("numbering"), **asked.common)
    return asked.services.national.papers.draft(wanted)


def _sdg_indicator(asked: _Asked) -> DocumentDone:
    wanted = PrintReport(report_id=asked.entry("report"), **asked.common)
    return asked.services.national.papers.indicator(wanted)


def _report_comparison(asked: _Asked) -> DocumentDone:
    report, before = asked.entry("report"), asked.entry("before")
    wanted = PrintComparison(report_id=report, before_id=before, **asked.common)
    return asked.services.national.papers.comparison(wanted)


class _Report(NamedTuple):
    make: Callable[[_Asked], DocumentDone]
    title: str


REPORTS: Final = {
    "audit-sheet": _Report(_audit_sheet, N_("audit sheet")),
    "voucher": _Report(_voucher, N_("voucher")),
    "manifest": _Report(_manifest, N_("manifest")),
    "handover": _Report(_handover, N_("handover declaration")),
    "removal-log": _Report(_removal_log, N_("removal log")),
    "record-sheet": _Report(_record_sheet, N_("record sheet of a weapon")),
    "custody-weapon": _Report(_custody_weapon, N_("custody history of a weapon")),
    "custody-person": _Report(_custody_person, N_("custody history of a person")),
    "count-sheet": _Report(_count_sheet, N_("count sheet")),
    "certificate": _Report(_certificate, N_("stocktake certificate")),
    "check-sheet": _Report(_check_sheet, N_("check sheet")),
    "inspection-report": _Report(_inspection_report, N_("inspection report")),
    "key-register": _Report(_key_register, N_("key register")),
    "access-log": _Report(_access_log, N_("access log")),
    "disposal-order": _Report(_disposal_order, N_("disposal order")),
    "disposal-work-list": _Report(
        _disposal_paper(DisposalPapers.work_list), N_("work list for the cutter")
    ),
    "disposal-certificate": _Report(
        _disposal_paper(DisposalPapers.certificate), N_("disposal certificate")
    ),
    "method-comparison": _Report(
        _disposal_paper(DisposalPapers.comparison), N_("methods compared")
    ),
    "marking-job-list": _Report(_job_list, N_("marking job list")),
    "marking-certificate": _Report(_marking_certificate, N_("marking certificate")),
    "surplus-review": _Report(_surplus_review, N_("review of surplus")),
    "surplus-declaration": _Report(_surplus_declaration, N_("declaration of surplus")),
    "incident-report": _Report(_incident_report, N_("incident report")),
    "national": _Report(_national_report, N_("national report")),
    "national-draft": _Report(_national_draft, N_("draft of a national report")),
    "sdg-indicator": _Report(_sdg_indicator, N_("SDG indicator 16.4.2")),
    "national-comparison": _Report(_report_comparison, N_("national reports compared")),
}


@command(
    "report",
    N_(
        "Print the report NAME to OUT, a PDF. Reports: audit-sheet (of a place, or all); voucher,"
        " manifest, handover (--movement); removal-log, access-log (of a place, --since);"
        " record-sheet, custody-weapon (--number); custody-person (--person);"
        " count-sheet (--stocktake, --counter); certificate (--stocktake);"
        " check-sheet, inspection-report (--check); key-register (of a depot);"
        " incident-report (--incident);"
        " disposal-order, disposal-work-list, disposal-certificate, method-comparison (--order);"
        " marking-job-list, marking-certificate (--job); surplus-review;"
        " surplus-declaration (--declaration); national, sdg-indicator (--report);"
        " national-draft (--since, --numbering); national-comparison (--report, --before)."
    ),
)
@click.argument("name", metavar="NAME", type=click.Choice(list(REPORTS)))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@takes(
    *PLACE_OPTIONS,
    option("--as-of", type=Day(), help=N_("An audit sheet as of the end of a past day (UTC).")),
    option("--movement", metavar="NUMBER", help=N_("The number on the voucher or manifest.")),
    option("--number", metavar="NUMBER", help=N_("The register number of a weapon.")),
    option("--person", metavar="NAME", help=N_("The code or name of a person or unit.")),
    option("--stocktake", metavar="NUMBER", help=N_("The number of a stocktake.")),
    option("--counter", type=click.IntRange(1, 2), help=N_("Whose count sheet: 1 or 2.")),
    option(
        "--lines", type=int, default=12, show_default=True, help=N_("Empty lines for each place.")
    ),
    option("--check", metavar="NUMBER", help=N_("The number of a security check.")),
    option("--order", metavar="NUMBER", help=N_("The number of a disposal order.")),
    option("--job", metavar="NUMBER", help=N_("The number of a marking job.")),
    option("--declaration", metavar="NUMBER", help=N_("The number of a declaration of surplus.")),
    option("--incident", metavar="NUMBER", help=N_("The number of an incident.")),
    option("--report", metavar="NUMBER", help=N_("The number of a frozen national report.")),
    option("--before", metavar="NUMBER", help=N_("The earlier report to compare with.")),
    numbering_option(),
    option("--since", type=Day(), help=N_("The first day of a log.")),
    option("--until", type=Day(), help=N_("The last day of a log; today unless given.")),
    option(
        "--page", type=click.Choice(PAGES), default="A4", show_default=True, help=N_("The paper.")
    ),
    option(
        "--classification",
        default="",
        metavar="TEXT",
        help=N_("A marking that every page carries, such as RESTRICTED."),
    ),
)
@pass_session
def report_command(session: Session, /, name: str, out: Path, **given: Any) -> None:
    """Print a report."""
    report = REPORTS[name]
    with signed_in(session) as services, meter() as progress:
        done = report.make(_Asked(services, out, given, progress))
    seal = show_code(done.seal.code) if done.seal else None
    data = {"path": str(out), "document": done.number, "weapons": done.weapons, "seal": seal}
    result(session, data, [_sentence(name, done), *([f"{_('Seal:')} {seal}"] if seal else [])])


def _sentence(name: str, done: DocumentDone) -> str:
    path = clean(str(done.path))
    if name != "audit-sheet":
        return tr(
            N_("{document}: {report} in {path}."),
            document=done.number,
            report=_(REPORTS[name].title),
            path=path,
        )
    sentence = ngettext(
        "{document}: audit sheet of {count} weapon in {path}.",
        "{document}: audit sheet of {count} weapons in {path}.",
        done.weapons,
    )
    return sentence.format(document=done.number, count=i18n.format_number(done.weapons), path=path)
