"""Reads frozen national reports."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from stockpile_app.domain.national_report import FrozenRecord, HandTable
from stockpile_app.domain.national_report_cells import CellName, CellState, CellValue, Period
from stockpile_app.domain.national_report_tables import from_kept
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import ORIGIN_BITS, NationalReportRow, OriginRow

PREFIX: Final = "NR"
_SEQ: Final = (1 << ORIGIN_BITS) - 1
_R: Final = table_of(NationalReportRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A frozen report as it is kept.

    Attributes:
        content: Its template as JSON.
        cells: With what overrides them.
    """

    record: FrozenRecord
    content: str
    cells: dict[CellName, CellValue]
    answers: dict[str, str]
    tables: tuple[HandTable, ...]
    notes: str


def reports(connection: Connection) -> list[FrozenRecord]:
    """Return all frozen reports, the newest first."""
    origins = _origins(connection)
    rows = connection.execute(select(_R).order_by(_R.c.id.desc()))
    return [_record(row, origins) for row in rows]


def report(connection: Connection, report_id: int) -> KeptReport | None:
    """Return one frozen report."""
    row = connection.execute(select(_R).where(_R.c.id == report_id)).first()
    if row is None:
        return None
    return KeptReport(
        record=_record(row, _origins(connection)),
        content=row.content,
        cells=_cells(row),
        answers=dict(json.loads(row.answers)),
        tables=tuple(map(from_kept, json.loads(row.tables))),
        notes=row.notes,
    )


def _cells(row: Any) -> dict[CellName, CellValue]:
    cells = {
        CellName(*name): CellValue(value, CellState(state))
        for *name, value, state in json.loads(row.cells)
    }
    for code, value, state, reason in json.loads(row.overrides):
        name = CellName.parse(code)
        was = cells.get(name, CellValue(0))
        cells[name] = CellValue(value, CellState(state), reason, was.value, was.state)
    return cells


def _record(row: Any, origins: dict[int, str]) -> FrozenRecord:
    overridden = {code: state for code, _value, state, _reason in json.loads(row.overrides)}
    states = {CellName(*name).code: state for *name, _value, state in json.loads(row.cells)}
    return FrozenRecord(
        id=row.id,
        number=f"{PREFIX}-{origins[row.id >> ORIGIN_BITS]}-{row.id & _SEQ}",
        title=row.title,
        period=Period(
            dt.date.fromisoformat(row.period_first), dt.date.fromisoformat(row.period_last)
        ),
        numbering=row.numbering,
        template=row.template,
        version=row.version,
        head=row.head,
        seal=row.seal,
        frozen_on=dt.date.fromisoformat(row.frozen_on),
        frozen_by=row.frozen_by,
        overrides=len(overridden),
        withheld=CellState.WITHHELD.value in {**states, **overridden}.values(),
        compared=row.compared_id,
    )


def _origins(connection: Connection) -> dict[int, str]:
    return {row.number: row.origin for row in connection.execute(select(table_of(OriginRow)))}
