"""People, units and organisations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import PersonAdded, PersonDescribed, PersonRetired
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import PersonRow, id_in


def person_id(projector: Projector, origin: str, person: int) -> int:
    """Return the id of a person that an entry of ``origin`` names."""
    return id_in(projector.origin_number(origin), person)


@handles(PersonAdded)
def _person_added(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: PersonAdded = stated.fact
        rows.append(
            (
                person_id(projector, stated.origin, fact.person),
                fact.person_kind.value,
                fact.name,
                fact.code,
                fact.post,
                fact.organisation,
                fact.sex and fact.sex.value,
                fact.user,
                None,
            )
        )
    insert_rows(projector.connection, table_of(PersonRow), rows)
    projector.changed(ChangeSet(people=True))


@handles(PersonDescribed)
def _person_described(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PersonDescribed = stated.fact
        _update(
            projector,
            stated,
            name=fact.name,
            code=fact.code,
            post=fact.post,
            organisation=fact.organisation,
            sex=fact.sex and fact.sex.value,
            user=fact.user,
        )


@handles(PersonRetired)
def _person_retired(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, retired_seq=stated.seq)


def _update(projector: Projector, stated: Stated, **values: object) -> None:
    row_id = person_id(projector, stated.origin, stated.fact.person)
    projector.connection.execute(update(PersonRow).where(PersonRow.id == row_id).values(**values))
    projector.changed(ChangeSet(people=True))
