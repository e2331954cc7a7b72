"""Reads which documents were made about what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from stockpile_app.domain.documents import DocumentRecord
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import DocumentRow
from stockpile_app.persistence.unit_of_work import moment_of


def of_subject(
    connection: Connection, subject_id: int, document: str | None = None
) -> list[DocumentRecord]:
    """Return the documents about what an entry began, oldest first; of one kind, if named."""
    statement = select(table_of(DocumentRow)).where(DocumentRow.subject_id == subject_id)
    if document is not None:
        statement = statement.where(DocumentRow.document == document)
    return _records(connection, statement)


def of_subjects(connection: Connection, subject_ids: Sequence[int]) -> list[DocumentRecord]:
    """Return the documents about what any of these entries began, oldest first."""
    statement = select(table_of(DocumentRow)).where(DocumentRow.subject_id.in_(subject_ids))
    return _records(connection, statement)


def of_weapon(connection: Connection, weapon_id: int) -> list[DocumentRecord]:
    """Return the documents about one weapon alone, oldest first."""
    return _records(
        connection, select(table_of(DocumentRow)).where(DocumentRow.weapon_id == weapon_id)
    )


def _records(connection: Connection, statement: Any) -> list[DocumentRecord]:
    return [
        DocumentRecord(
            id=row.id,
            document=row.document,
            number=row.number,
            scope=row.scope,
            weapons=row.weapons,
            subject_id=row.subject_id,
            made_at=moment_of(row.made_at),
            made_by=row.made_by,
        )
        for row in connection.execute(statement.order_by(DocumentRow.id))
    ]
