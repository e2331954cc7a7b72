"""Requirements of units, and declarations of surplus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import RequirementStated, SurplusDeclared, SurplusWithdrawn
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id, touch
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    RequirementRow,
    SurplusDeclarationRow,
    SurplusLineRow,
)
from stockpile_app.persistence.values import portions

_CHANGED: Final = ChangeSet(disposal=True)
_LINE: Final = table_of(SurplusLineRow)


@handles(RequirementStated)
def _stated(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: RequirementStated = stated.fact
        category = fact.category.value if fact.category else ""
        projector.connection.execute(
            delete(table_of(RequirementRow)).where(
                RequirementRow.unit == fact.unit,
                RequirementRow.category == category,
                RequirementRow.model == fact.model,
                RequirementRow.calibre == fact.calibre,
            )
        )
        amounts = (fact.posts, fact.scale, fact.reserve, fact.training, fact.attrition)
        if fact.obsolete or fact.posts or any(amounts[2:]):
            row = (own_id(projector, stated), fact.unit, category, fact.model, fact.calibre)
            rest = (fact.obsolete, fact.basis, fact.occurred_on)
            insert_rows(projector.connection, table_of(RequirementRow), [(*row, *amounts, *rest)])
    projector.changed(_CHANGED)


@handles(SurplusDeclared)
def _declared(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: SurplusDeclared = stated.fact
        own = own_id(projector, stated)
        row = (own, fact.occurred_on, stated.recorded_by, fact.authority, fact.reason)
        figures = json.dumps(fact.rows, ensure_ascii=False)
        insert_rows(
            projector.connection,
            table_of(SurplusDeclarationRow),
            [(*row, fact.reference, fact.head, figures)],
        )
        ids = _ids(projector, fact.weapons)
        insert_rows(
            projector.connection, _LINE, [(own, each, at, None) for at, each in enumerate(ids)]
        )
        touch(projector, stated, ids, status=Status.SURPLUS.value)
    projector.changed(_CHANGED)


@handles(SurplusWithdrawn)
def _withdrawn(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: SurplusWithdrawn = stated.fact
        ids = _ids(projector, fact.weapons)
        for some in portions(ids):
            projector.connection.execute(
                update(_LINE)
                .where(_LINE.c.weapon_id.in_(some), _LINE.c.withdrawn_on.is_(None))
                .values(withdrawn_on=fact.occurred_on)
            )
        touch(projector, stated, ids, status=Status.IN_STORE.value)
    projector.changed(_CHANGED)


def _ids(projector: Projector, numbers: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(map(projector.weapon_id, numbers)))
