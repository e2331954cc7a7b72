"""Every kind of paper that the program makes, each with something to make it from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, Final, NamedTuple

from stockpile_app.documents.access_log import write_access_log
from stockpile_app.documents.audit_sheet import write_audit_sheet
from stockpile_app.documents.calibration import write_calibration
from stockpile_app.documents.check_sheet import write_check_sheet
from stockpile_app.documents.collection_sheets import (
    write_day_sheet,
    write_indicators,
    write_site_plan,
)
from stockpile_app.documents.command_codes import write_command_codes
from stockpile_app.documents.contact_directory import write_contact_directory
from stockpile_app.documents.count_sheet import (
    write_blank_sheet,
    write_sample_sheet,
    write_type_sheet,
)
from stockpile_app.documents.custody_history import (
    person_code,
    write_person_history,
    write_weapon_history,
)
from stockpile_app.documents.disposal_certificate import write_disposal_certificate
from stockpile_app.documents.disposal_order import write_disposal_order
from stockpile_app.documents.disposal_work_list import write_work_list
from stockpile_app.documents.duplicate_list import write_duplicates
from stockpile_app.documents.hand_in_receipt import write_receipt
from stockpile_app.documents.handover_declaration import write_handover_declaration
from stockpile_app.documents.incident_report import write_incident_report
from stockpile_app.documents.inspection_report import write_inspection_report
from stockpile_app.documents.key_register import write_key_register
from stockpile_app.documents.label_stock import label_stock
from stockpile_app.documents.labels import LabelData, LabelRun, write_labels
from stockpile_app.documents.lessons_paper import write_lessons
from stockpile_app.documents.list_sheet import write_list
from stockpile_app.documents.loss_report import write_loss_report
from stockpile_app.documents.manifest import write_manifest
from stockpile_app.documents.marking_job_papers import write_job_list, write_marking_certificate
from stockpile_app.documents.method_comparison import write_method_comparison
from stockpile_app.documents.national_report import write_annex
from stockpile_app.documents.place_labels import person_card, place_label
from stockpile_app.documents.project_proposal import write_proposal
from stockpile_app.documents.quick_guide import write_quick_guide
from stockpile_app.documents.recovery_sheet import write_recovery_sheet
from stockpile_app.documents.rehearsal_proof import write_rehearsal_proof
from stockpile_app.documents.removal_log import write_removal_log
from stockpile_app.documents.report_comparison import write_comparison
from stockpile_app.documents.scan_test_sheet import write_scan_test_sheet
from stockpile_app.documents.sdg_sheet import write_indicator
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.stocktake_certificate import write_stocktake_certificate
from stockpile_app.documents.surplus_papers import write_declaration, write_surplus_review
from stockpile_app.documents.tag_labels import tag_label
from stockpile_app.documents.trace_pack import write_trace_pack
from stockpile_app.documents.trace_replies import (
    write_acknowledgement,
    write_information,
    write_question,
    write_reply,
)
from stockpile_app.documents.trace_request import write_trace_request
from stockpile_app.documents.trace_statistics import write_trace_statistics
from stockpile_app.documents.training_list import write_training_list
from stockpile_app.documents.voucher import write_voucher
from stockpile_app.documents.weapon_record_sheet import (
    write_weapon_record,
)
from stockpile_app.domain.access import Role
from stockpile_app.domain.collection_papers import (
    ReceiptPaper,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.tracing_vocabulary import TraceOutcome
from tests.unit.documents import guarding_material as guarding
from tests.unit.documents import paper_makers as made
from tests.unit.documents import test_check_papers as checks
from tests.unit.documents import test_collection_papers as collections
from tests.unit.documents import test_count_sheet as counts
from tests.unit.documents import test_disposal_papers as disposals
from tests.unit.documents import test_marking_papers as marking
from tests.unit.documents import test_movement_papers as movements
from tests.unit.documents import test_quick_guide as guides
from tests.unit.documents import test_staff_papers as staff
from tests.unit.documents import test_stocktake_certificate as stocktakes
from tests.unit.documents import test_tracing_papers as traces
from tests.unit.documents import tracing_material as tracing
from tests.unit.documents.hostile import Given
from tests.unit.documents.material import totals, weapon, weapons


class PaperKind(NamedTuple):
    """A kind of paper.

    Attributes:
        write: Takes a file, then a stamp unless ``bare``, then what ``made_of`` returns.
        made_of: Takes how many rows its lists have.
        bare: Whether it is no document of the register: no head, no number, no seal.
        margin: How much of each edge stays white, in millimetres.
        options: What ``write`` takes by name.
    """

    write: Callable[..., object]
    made_of: Callable[[int], made.Args]
    bare: bool = False
    margin: float = 12.0
    options: Mapping[str, Any] = {}


def _write_scan_test_sheet(out: BinaryIO) -> None:
    write_scan_test_sheet(out, "KE01")  # an origin is never hostile: it is checked at the start


def _write_quick_guide(out: BinaryIO) -> None:
    write_quick_guide(out, guides.guide_of(Role.STOREKEEPER))  # all of its words are the program's


def _write_audit_sheet(out: BinaryIO, stamp: Stamp, scope: str, of: list[WeaponRecord]) -> int:
    return write_audit_sheet(out, stamp, scope, of, totals(of))


def _write_labels_of(make: Callable[..., LabelData]) -> Callable[..., object]:
    def write(out: BinaryIO, *of: Any) -> object:
        run = LabelRun(classification="RESTRICTED")
        return write_labels(out, [make(*of)] * 22, label_stock("L7160"), run)

    return write


KINDS: Final[dict[str, PaperKind]] = {
    "access log": PaperKind(
        write_access_log, lambda n: ("Store A", (made.DAY, made.DAY), [guarding.access(1)] * n, 12)
    ),
    "audit sheet": PaperKind(_write_audit_sheet, lambda n: ("Main depot", weapons(n))),
    "calibration": PaperKind(
        write_calibration, lambda _: (label_stock("L7160"), (1.5, -0.5)), bare=True, margin=0
    ),
    "check sheet": PaperKind(
        write_check_sheet, lambda _: (checks.SHIPPED, checks.KNOWN, Given(checks.CODE))
    ),
    "command codes": PaperKind(write_command_codes, lambda _: (), bare=True, margin=10),
    "contact directory": PaperKind(
        write_contact_directory, lambda n: ([tracing.OWN] * n, 365, made.DAY)
    ),
    "count sheet, blank": PaperKind(
        write_blank_sheet, lambda n: (counts.HEAD, counts.PLACES[:1] * n)
    ),
    "count sheet, sample": PaperKind(write_sample_sheet, lambda n: (counts.HEAD, weapons(n))),
    "count sheet, types": PaperKind(
        write_type_sheet, lambda n: (replace(counts.HEAD, seed=""), counts.TYPES * n)
    ),
    "custody of a weapon": PaperKind(
        write_weapon_history, lambda n: (weapon(1), [movements.span()] * n)
    ),
    "custody of a person": PaperKind(
        write_person_history,
        lambda n: (
            movements.PERSON,
            Given(person_code("KE01", 31)),
            [movements.held(weapon(1))] * n,
            [movements.span()] * n,
        ),
    ),
    "day sheet": PaperKind(write_day_sheet, made.day_sheet),
    "declaration of surplus": PaperKind(write_declaration, made.declaration),
    "disposal certificate": PaperKind(
        write_disposal_certificate, lambda n: (disposals.details(n), disposals.lines(n))
    ),
    "disposal order": PaperKind(
        write_disposal_order, lambda n: (disposals.details(n), disposals.lines(n))
    ),
    "disposal work list": PaperKind(
        write_work_list, lambda n: (disposals.details(n), disposals.lines(n))
    ),
    "duplicates": PaperKind(write_duplicates, made.duplicates),
    "hand-in receipt": PaperKind(
        write_receipt, lambda _: (collections.receipt(), ReceiptPaper.A5), margin=10.8
    ),
    "hand-in receipt, roll": PaperKind(
        write_receipt, lambda _: (collections.receipt(), ReceiptPaper.ROLL), margin=3.8
    ),
    "handover": PaperKind(write_handover_declaration, lambda _: (movements.handover(),)),
    "incident": PaperKind(
        write_incident_report,
        lambda n: (guarding.incident_details(weapons=n), {1: [guarding.MARK]}),
    ),
    "indicators": PaperKind(write_indicators, made.indicators),
    "inspection": PaperKind(write_inspection_report, lambda _: (checks.inspection(),)),
    "key register": PaperKind(
        write_key_register, lambda n: ("Main depot", guarding.key_places() * n, guarding.COUNT)
    ),
    "lessons": PaperKind(
        write_lessons, lambda n: ([staff.lesson()] * n,), options={"internal": True}
    ),
    "list": PaperKind(write_list, made.listed),
    "losses": PaperKind(write_loss_report, made.losses),
    "manifest": PaperKind(write_manifest, lambda n: (movements.dispatch(2 * n),)),
    "marking certificate": PaperKind(
        write_marking_certificate, lambda n: (marking.job(n), marking.PROFILE, marking.lines(n))
    ),
    "marking list": PaperKind(
        write_job_list, lambda n: (marking.job(n), marking.PROFILE, marking.lines(n))
    ),
    "methods": PaperKind(write_method_comparison, lambda n: (disposals.compared(n),)),
    "national report": PaperKind(write_annex, lambda n: (made.report(n),)),
    "national reports compared": PaperKind(write_comparison, made.comparison),
    "proposal": PaperKind(
        write_proposal,
        lambda n: ([staff.need(each) for each in range(1, n + 1)],),
        options={"summary": "A summary", "contact": "A. Example"},
    ),
    "quick guide": PaperKind(_write_quick_guide, lambda _: (), bare=True, margin=0),
    "recovery sheet": PaperKind(
        write_recovery_sheet, lambda _: ("KE01", ["7Q2MF"] * 12, "Amina Example")
    ),
    "rehearsal": PaperKind(write_rehearsal_proof, made.rehearsal),
    "removal log": PaperKind(
        write_removal_log,
        lambda n: ("Main depot", made.DAYS, [movements.removal(weapon(1))] * n),
    ),
    "scan test sheet": PaperKind(_write_scan_test_sheet, lambda _: (), bare=True, margin=10),
    "sdg indicator": PaperKind(write_indicator, lambda _: (made.report(1),)),
    "site plan": PaperKind(write_site_plan, made.site_plan),
    "stocktake certificate": PaperKind(
        write_stocktake_certificate,
        lambda n: (replace(stocktakes.RESULT, lines=stocktakes.LINES * n),),
    ),
    "surplus review": PaperKind(write_surplus_review, lambda n: (made.surplus_rows(n),)),
    "trace, acknowledged": PaperKind(write_acknowledgement, made.trace(tracing.incoming)),
    "trace, answered": PaperKind(
        write_reply, made.trace(tracing.incoming, tracing.answer(TraceOutcome.FULL))
    ),
    "trace, asked": PaperKind(
        write_question, made.trace(tracing.incoming, traces.ASKED, ["its calibre"])
    ),
    "trace, informed": PaperKind(write_information, made.trace(tracing.outgoing, traces.ASKED)),
    "trace pack": PaperKind(write_trace_pack, made.trace(tracing.incoming)),
    "trace request": PaperKind(write_trace_request, made.trace(tracing.outgoing)),
    "trace statistics": PaperKind(write_trace_statistics, made.figures),
    "training": PaperKind(write_training_list, made.training),
    "voucher": PaperKind(
        write_voucher,
        lambda n: (movements.movement(), [*map(movements.line, weapons(n))], movements.PERSON),
    ),
    "weapon record": PaperKind(write_weapon_record, made.weapon_record),
    "labels of weapons": PaperKind(
        _write_labels_of(LabelData.of), lambda _: (weapon(1),), bare=True, margin=4
    ),
    "labels of places": PaperKind(
        _write_labels_of(lambda of: place_label(of, "KE01")),
        lambda _: (made.place(),),
        bare=True,
        margin=4,
    ),
    "cards of people": PaperKind(
        _write_labels_of(lambda of: person_card(of, "KE01")),
        lambda _: (movements.PERSON,),
        bare=True,
        margin=4,
    ),
    "tags": PaperKind(
        _write_labels_of(lambda of: tag_label("NG-0001", of)),
        lambda _: (weapon(1),),
        bare=True,
        margin=4,
    ),
}
