"""Declarative base: constraint names, and which tables are derived from the ledger."""

from __future__ import annotations

from typing import Any, Final, cast

from sqlalchemy import Connection, Label, MetaData, Table, type_coerce
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import NullType

__all__ = ["DERIVED", "Base", "Connection", "derived_tables", "options", "raw_columns", "table_of"]

_NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

DERIVED: Final = {"derived": True}
"""``info`` of a table that projections alone write, and that a rebuild must give again."""


class Base(DeclarativeBase):
    """Base of all mapped rows; none of them leaves this package."""

    metadata = MetaData(naming_convention=_NAMES)


def table_of(row: type[Base]) -> Table:
    """Return the table behind a mapped class."""
    return cast(Table, row.__table__)


def derived_tables() -> list[Table]:
    """Return the tables that the entries alone determine."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("derived")]


def raw_columns(table: Table) -> list[Label[Any]]:
    """Return the columns to select values exactly as they are stored, of whatever type."""
    return [type_coerce(column, NullType()).label(column.name) for column in table.columns]


def options(*, derived: bool, rowid: bool = True) -> dict[str, Any]:
    """Return table options: whether it is derived, and whether SQLite keeps a rowid."""
    return {"info": DERIVED if derived else {}, "sqlite_with_rowid": rowid}
