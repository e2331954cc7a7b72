"""The register itself and its users."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    ClockWentBack,
    PasswordChanged,
    RecoveryCodeReplaced,
    RecoveryKeyStated,
    RegisterCreated,
    SignInFailed,
    UserAdded,
    UserKeyReplaced,
    UserRetired,
    UserRolesChanged,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import (
    Projector,
    Stated,
    handles,
    writes_nothing,
)
from stockpile_app.persistence.tables import OriginRow, UserEntryRow, UserRow

writes_nothing(PasswordChanged, SignInFailed, ClockWentBack, RecoveryCodeReplaced)


@handles(RegisterCreated)
def _register_created(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: RegisterCreated = stated.fact
        number = projector.connection.execute(
            select(func.count()).select_from(OriginRow)
        ).scalar_one()
        insert_rows(
            projector.connection,
            table_of(OriginRow),
            [
                (
                    fact.origin,
                    number,
                    fact.authority,
                    fact.country,
                    fact.seal_key,
                    stated.recorded_at,
                )
            ],
        )
    _note(projector, batch)


@handles(UserAdded)
def _user_added(projector: Projector, batch: Sequence[Stated]) -> None:
    insert_rows(
        projector.connection,
        table_of(UserRow),
        [
            (
                stated.fact.name,
                stated.fact.full_name,
                " ".join(stated.fact.roles),
                stated.fact.key,
                stated.recorded_at,
                None,
            )
            for stated in batch
        ],
    )
    _note(projector, batch)
    projector.changed(ChangeSet(users=True))


@handles(UserRolesChanged)
def _roles_changed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, roles=" ".join(stated.fact.roles))
    _note(projector, batch)


@handles(UserRetired)
def _user_retired(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, retired_seq=stated.seq)
    _note(projector, batch)


@handles(UserKeyReplaced)
def _key_replaced(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, key=stated.fact.key)
    _note(projector, batch)


@handles(RecoveryKeyStated)
def _recovery_key_stated(projector: Projector, batch: Sequence[Stated]) -> None:
    _note(projector, batch)


def _note(projector: Projector, batch: Sequence[Stated]) -> None:
    """Note which entries say who may do what; ``persistence.authority`` proves them."""
    rows = [(own_id(projector, stated),) for stated in batch]
    insert_rows(projector.connection, table_of(UserEntryRow), rows)


def _update(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(UserRow).where(UserRow.name == stated.fact.name).values(**values)
    )
    projector.changed(ChangeSet(users=True))
