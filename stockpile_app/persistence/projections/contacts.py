"""National points of contact, and the targets for answering trace requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    ContactConfirmed,
    ContactRetired,
    ContactStated,
    TraceTargetsStated,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import ContactRow, TraceTargetRow, id_in

_CONTACT: Final = table_of(ContactRow)


@handles(ContactStated)
def _stated(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ContactStated = stated.fact
        row_id = _contact_id(projector, stated)
        values = {
            "country": fact.country,
            "office": fact.office,
            "instruments": " ".join(each.value for each in fact.instruments),
            "authority": fact.authority,
            "post": fact.post,
            "address": fact.address,
            "email": fact.email,
            "telephone": fact.telephone,
            "languages": fact.languages,
            "notes": fact.notes,
            "confirmed_on": fact.confirmed_on or None,
            "confirmed_by": fact.confirmed_by,
        }
        known = select(_CONTACT.c.id).where(_CONTACT.c.id == row_id)
        if projector.connection.execute(known).first() is None:
            insert_rows(projector.connection, _CONTACT, [(row_id, *values.values(), None)])
        else:
            _update(projector, row_id, **values)
    projector.changed(ChangeSet(contacts=True))


@handles(ContactConfirmed)
def _confirmed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ContactConfirmed = stated.fact
        _update(
            projector,
            _contact_id(projector, stated),
            confirmed_on=fact.confirmed_on,
            confirmed_by=fact.confirmed_by,
        )
    projector.changed(ChangeSet(contacts=True))


@handles(ContactRetired)
def _retired(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, _contact_id(projector, stated), retired_seq=stated.seq)
    projector.changed(ChangeSet(contacts=True))


@handles(TraceTargetsStated)
def _targets_stated(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: TraceTargetsStated = stated.fact
        row_id = own_id(projector, stated)
        days = (fact.acknowledge_days, fact.answer_days, fact.confirm_days)
        rows.append((row_id, *days, fact.reason))
    insert_rows(projector.connection, table_of(TraceTargetRow), rows)
    projector.changed(ChangeSet(tracing=True, contacts=True))


def _contact_id(projector: Projector, stated: Stated) -> int:
    return id_in(projector.origin_number(stated.origin), stated.fact.contact)


def _update(projector: Projector, row_id: int, **values: object) -> None:
    projector.connection.execute(update(_CONTACT).where(_CONTACT.c.id == row_id).values(**values))
