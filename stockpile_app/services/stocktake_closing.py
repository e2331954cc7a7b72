"""What closing a count states: a discrepancy for each difference, an incident for a shortage."""

from __future__ import annotations

from stockpile_app import i18n
from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.facts import DiscrepancyRaised, IncidentReported
from stockpile_app.domain.stocktakes import ResultLine, ResultRecord, StocktakeRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, IncidentKind, LineResult

_MISSING = N_("Stocktake {number} of “{place}”: weapons not found: {missing}.")
_REGISTERED_AS = N_("Registered as: {status}")


def discrepancies_of(result: ResultRecord) -> tuple[DiscrepancyRaised, ...]:
    """Return one discrepancy for each line that is not as registered, and for each type."""
    record = result.stocktake
    lines = [_of_line(record, each) for each in result.lines if each.result is not LineResult.FOUND]
    if not record.kind.by_type:
        return tuple(lines)
    return tuple(
        DiscrepancyRaised(
            stocktake=record.id,
            result=LineResult.MISSING if each.counted < each.expected else LineResult.UNEXPECTED,
            place=record.place_id,
            description=type_text(each.kind),
            quantity=each.counted - each.expected,
        )
        for each in result.types
        if each.counted != each.expected
    )


def shortage_of(
    result: ResultRecord, before: StocktakeRecord | None, day: str, user: str
) -> IncidentReported:
    """Return the incident that a shortage opens; its weapons are lost from now on.

    Args:
        before: The count of everything before this one, since when it must have happened.
    """
    record = result.stocktake
    weapons = tuple(
        each.weapon.number for each in result.of(LineResult.MISSING) if each.weapon is not None
    )
    missing = len(weapons) or sum(max(e.expected - e.counted, 0) for e in result.types)
    return IncidentReported(
        incident_kind=IncidentKind.UNEXPLAINED,
        discovered_on=day,
        circumstances=i18n.tr(_MISSING, number=record.number, place=record.path, missing=missing),
        reported_by=user,
        place=record.place_id,
        weapons=weapons,
        occurred_from=before.closed_on.isoformat() if before and before.closed_on else None,
        occurred_until=day,
        stocktake=record.id,
    )


def type_text(kind: TypeKey) -> str:
    """Return a type as people read it, in the language in use."""
    category = i18n.gettext(Category(kind.category).label) if kind.category else ""
    return " · ".join(filter(None, (kind.model, kind.calibre, category)))


def _of_line(record: StocktakeRecord, line: ResultLine) -> DiscrepancyRaised:
    description = line.description
    if line.weapon and line.status and not line.status.is_in_place:
        description = i18n.tr(_REGISTERED_AS, status=i18n.gettext(line.status.label))
    return DiscrepancyRaised(
        stocktake=record.id,
        result=line.result,
        number=line.weapon.number if line.weapon else "",
        place=line.belongs_id,
        found_place=line.found_id,
        serial_read=line.serial_read,
        description=description,
    )
