"""Frozen national reports, and versions of their template."""

from __future__ import annotations

import json
from collections.abc import Sequence

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import ReportFrozen, ReportTemplateAdopted
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.reference_index import REPORT_TEMPLATE
from stockpile_app.persistence.tables import NationalReportRow, ReferenceRow, id_in


@handles(ReportTemplateAdopted)
def _adopted(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: ReportTemplateAdopted = stated.fact
        row = (own_id(projector, stated), REPORT_TEMPLATE, fact.version, fact.content, True)
        rows.append((*row, stated.recorded_at, stated.recorded_by, fact.reason))
    insert_rows(projector.connection, table_of(ReferenceRow), rows)
    projector.changed(ChangeSet(reports=True))


@handles(ReportFrozen)
def _frozen(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: ReportFrozen = stated.fact
        compared = None
        if fact.compared is not None:
            compared = id_in(projector.origin_number(stated.origin), fact.compared)
        rows.append(
            (
                own_id(projector, stated),
                fact.title,
                fact.period_first,
                fact.period_last,
                fact.occurred_on,
                stated.recorded_by,
                fact.numbering,
                fact.template,
                fact.version,
                fact.content,
                fact.head,
                fact.seal,
                *map(_text, (fact.cells, fact.overrides, fact.answers, fact.tables)),
                compared,
                fact.notes,
            )
        )
    insert_rows(projector.connection, table_of(NationalReportRow), rows)
    projector.changed(ChangeSet(reports=True))


def _text(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
