"""What the figures of the national report count: for each, rows of line, record, category, day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select

from stockpile_app.domain.disposal_records import DisposalLineState
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.marking_work import MarkLineState
from stockpile_app.domain.national_report_cells import UNKNOWN
from stockpile_app.domain.national_report_figures import ALL, COLLECTED, LOSSES, NO_SEX
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.stocktakes import StocktakeState
from stockpile_app.domain.vocabulary import MarkOccasion, MovementKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    AcquisitionRow,
    DisposalLineRow,
    DisposalOrderRow,
    DocumentRow,
    EntryRow,
    FoundAgainRow,
    IncidentRow,
    IncidentWeaponRow,
    MarkingJobRow,
    MarkingLineRow,
    MarkRow,
    MovementLineRow,
    MovementRow,
    OriginRow,
    ParticipantRow,
    StocktakeRow,
    SurplusDeclarationRow,
    SurplusLineRow,
    WeaponRow,
)

SURPLUS_REVIEW: Final = "surplus-review"

_W: Final = table_of(WeaponRow)
_A: Final = table_of(AcquisitionRow)
_COUNTS: Final = _W.c.status != Status.WITHDRAWN.value
"""A weapon that was registered in error, or by an import that was undone, is in no figure."""


class Source(NamedTuple):
    """Rows of a figure: which line, which record, which category, which day."""

    rows: Select[Any]
    once: bool = False  # a record has one row, so days can be summed up


def _rows(
    template: ReportTemplate, line: Any, record: Any, day: Any, *, by_category: bool = True
) -> Select[Any]:
    category = (
        case(
            *(
                (_W.c.category.in_([each.value for each in group.holds]), group.code)
                for group in template.categories
            ),
            else_=UNKNOWN,
        )
        if by_category
        else literal(None)
    )
    line = literal(line) if isinstance(line, str) else line
    return select(
        line.label("line"), record.label("record"), category.label("category"), day.label("day")
    )


def _day(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(column, 1, 10)


def _acquired(template: ReportTemplate, line: Any, *which: Acquisition) -> Select[Any]:
    return (
        _rows(template, line, _A.c.weapon_id, _A.c.acquired_on)
        .join_from(_A, _W, _W.c.id == _A.c.weapon_id)
        .where(_COUNTS, _A.c.acquisition.in_([each.value for each in which]))
    )


def _collected(template: ReportTemplate) -> Iterator[Source]:
    for line in (_A.c.acquisition, ALL):
        yield Source(_acquired(template, line, *COLLECTED), once=True)


_OUTCOME: Final = case(
    (_W.c.status == Status.DESTROYED.value, "destroyed"),
    (_W.c.status.in_([each.value for each in Status if each.is_disposed]), "disposed"),
    (_W.c.status.in_([Status.LOST.value, Status.STOLEN.value]), "gone"),
    else_="kept",
)


def _collected_outcome(template: ReportTemplate) -> Iterator[Source]:
    yield Source(_acquired(template, _OUTCOME, *COLLECTED), once=True)


def _arms(template: ReportTemplate) -> Iterator[Source]:
    yield Source(_acquired(template, "arms", *template.sdg_arms), once=True)


def _recorded(template: ReportTemplate) -> Iterator[Source]:
    origin, entry = table_of(OriginRow), table_of(EntryRow)
    yield Source(
        _rows(template, "registered", _W.c.id, _day(entry.c.recorded_at))
        .join_from(_W, origin, origin.c.number == _W.c.id.op(">>")(ORIGIN_BITS))
        .join(entry, and_(entry.c.origin == origin.c.origin, entry.c.seq == _W.c.registered_seq))
        .where(_COUNTS),
        once=True,
    )


def _applied(template: ReportTemplate, line: Any, *conditions: Any) -> Source:
    mark, job = table_of(MarkingLineRow), table_of(MarkingJobRow)
    return Source(
        _rows(
            template,
            job.c.occasion if line is None else line,
            mark.c.weapon_id,
            mark.c.applied_on,
        )
        .join_from(mark, job, job.c.id == mark.c.job_id)
        .join(_W, _W.c.id == mark.c.weapon_id)
        .where(_COUNTS, mark.c.state == MarkLineState.APPLIED.value, *conditions)
    )


def _marked(template: ReportTemplate) -> Iterator[Source]:
    yield _applied(template, None)
    yield _applied(template, ALL)


def _import_marking(template: ReportTemplate) -> Iterator[Source]:
    mark, job = table_of(MarkRow), table_of(MarkingJobRow)
    marked = (mark.c.weapon_id == _W.c.id) & (mark.c.occasion == MarkOccasion.IMPORT.value)
    of_these: dict[str, Any] = {
        "imported": None,
        "with_mark": exists().where(marked),
        "with_country": exists().where(marked, mark.c.country != ""),
        "with_year": exists().where(marked, mark.c.year.is_not(None)),
        "exempt": _A.c.exemption.is_not(None),
    }
    for line, condition in of_these.items():
        rows = _acquired(template, line, Acquisition.IMPORT)
        yield Source(rows if condition is None else rows.where(condition), once=True)
    yield _applied(template, "applied", job.c.occasion == MarkOccasion.IMPORT.value)


def _disposals(template: ReportTemplate, line: Any, condition: Any) -> Source:
    each, order, again = (table_of(r) for r in (DisposalLineRow, DisposalOrderRow, FoundAgainRow))
    found_again = exists().where(
        again.c.weapon_id == each.c.weapon_id, again.c.order_id == each.c.order_id
    )
    return Source(
        _rows(template, line, each.c.weapon_id, _day(each.c.disposed_at))
        .join_from(each, order, order.c.id == each.c.order_id)
        .join(_W, _W.c.id == each.c.weapon_id)
        .where(_COUNTS, each.c.state == DisposalLineState.DISPOSED.value, ~found_again, condition)
    )


def _destroyed(template: ReportTemplate) -> Iterator[Source]:
    order = table_of(DisposalOrderRow)
    destruction = order.c.kind == DisposalKind.DESTRUCTION.value
    named = [each for each in template.destruction if each.methods]
    way = case(
        *((order.c.method.in_(each.methods), each.code) for each in named),
        else_=template.destruction[-1].code,
    )
    for line in (way, ALL):
        yield _disposals(template, line, destruction)


def _disposed(template: ReportTemplate) -> Iterator[Source]:
    order = table_of(DisposalOrderRow)
    for line in (order.c.kind, ALL):
        yield _disposals(template, line, order.c.kind != DisposalKind.DESTRUCTION.value)


def _surplus(template: ReportTemplate) -> Iterator[Source]:
    document, declared = table_of(DocumentRow), table_of(SurplusDeclarationRow)
    line = table_of(SurplusLineRow)
    yield Source(
        _rows(
            template, "reviews", document.c.id, _day(document.c.made_at), by_category=False
        ).where(document.c.document == SURPLUS_REVIEW)
    )
    yield Source(
        _rows(template, "declarations", declared.c.id, declared.c.declared_on, by_category=False)
    )
    yield Source(
        _rows(template, "declared", line.c.weapon_id, declared.c.declared_on)
        .join_from(line, declared, declared.c.id == line.c.declaration_id)
        .join(_W, _W.c.id == line.c.weapon_id)
        .where(_COUNTS, line.c.withdrawn_on.is_(None))
    )


def _gone(template: ReportTemplate) -> Iterator[Source]:
    lost, incident = table_of(IncidentWeaponRow), table_of(IncidentRow)
    for line in (incident.c.kind, ALL):
        yield Source(
            _rows(template, line, lost.c.weapon_id, incident.c.discovered_on)
            .join_from(lost, incident, incident.c.id == lost.c.incident_id)
            .join(_W, _W.c.id == lost.c.weapon_id)
            .where(_COUNTS, incident.c.kind.in_([each.value for each in LOSSES]))
        )


def _incidents(template: ReportTemplate) -> Iterator[Source]:
    incident = table_of(IncidentRow)
    for line in (incident.c.kind, ALL):
        yield Source(
            _rows(template, line, incident.c.id, incident.c.discovered_on, by_category=False)
        )


def _recovered(template: ReportTemplate) -> Iterator[Source]:
    line, movement = table_of(MovementLineRow), table_of(MovementRow)
    yield Source(
        _rows(template, "recovered", line.c.weapon_id, movement.c.occurred_on)
        .join_from(line, movement, movement.c.id == line.c.movement_id)
        .join(_W, _W.c.id == line.c.weapon_id)
        .where(_COUNTS, movement.c.kind == MovementKind.RECOVERY.value)
    )


def _stocktakes(template: ReportTemplate) -> Iterator[Source]:
    taken = table_of(StocktakeRow)
    for line in (taken.c.kind, ALL):
        yield Source(
            _rows(template, line, taken.c.id, taken.c.closed_on, by_category=False).where(
                taken.c.state == StocktakeState.CLOSED.value
            )
        )


def _participants(template: ReportTemplate) -> Iterator[Source]:
    came = table_of(ParticipantRow)
    line = case((came.c.sex.in_(("female", "male")), came.c.sex), else_=NO_SEX)
    for each in (line, literal(ALL)):
        yield Source(
            _rows(template, each, came.c.id, _day(came.c.arrived_at), by_category=False),
            once=True,
        )


SOURCES: Final[dict[str, Callable[[ReportTemplate], Iterator[Source]]]] = {
    "collected": _collected,
    "collected_outcome": _collected_outcome,
    "recorded": _recorded,
    "marked": _marked,
    "import_marking": _import_marking,
    "destroyed": _destroyed,
    "disposed": _disposed,
    "surplus": _surplus,
    "gone": _gone,
    "incidents": _incidents,
    "recovered": _recovered,
    "participants": _participants,
    "sdg": _arms,
    "stocktakes": _stocktakes,
}
