"""Names the cells that only a tool can have written: of a wrong type, or text that is no text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table

from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext
from stockpile_app.ledger.verification import problem
from stockpile_app.persistence.base import Base
from stockpile_app.persistence.row_nouns import NOUNS
from stockpile_app.persistence.row_words import column_words

_UNREADABLE: Final = N_(
    "{noun} ({row}) cannot be read: “{column}” was overwritten with a tool by something that is no"
    " text or number. Until that is mended nothing else of the register can be checked."
)
_LEDGER: Final = N_("A row of the ledger itself")


def name_unreadable(connection: Connection, report: Callable[[Problem], None]) -> bool:
    """Report every cell of a wrong type or with broken text; whether there is any."""
    found = False
    for table in Base.metadata.sorted_tables:
        keys = [column.name for column in table.primary_key.columns]
        for column in table.columns:
            for row in _rows(connection, table, keys, column):
                if not _is_readable(column, row[-2], row[-1]):
                    found = True
                    key = "-".join(_shown(part) for part in row[:-2])
                    report(
                        problem(
                            "unreadable",
                            f"{table.name} {key}",
                            _UNREADABLE,
                            noun=gettext(NOUNS.get(table.name, _LEDGER)),
                            row=f"{table.name} {key}",
                            column=column_words(column.name),
                        )
                    )
    return found


def _rows(
    connection: Connection, table: Table, keys: list[str], column: Column[object]
) -> list[tuple[object, ...]]:
    # as bytes, because the driver refuses to hand over text that is no UTF-8
    shown = ", ".join(f'CAST("{name}" AS BLOB)' for name in keys)
    value = f'"{column.name}"'
    # names of our own tables and columns, nothing that anybody typed
    statement = f'SELECT {shown}, typeof({value}), CAST({value} AS BLOB) FROM "{table.name}"'  # noqa: S608
    return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _is_readable(column: Column[object], kind: object, value: object) -> bool:
    if kind == "null":
        return bool(column.nullable)
    if isinstance(column.type, LargeBinary):
        return kind == "blob"
    if isinstance(column.type, Integer) or column.type.python_type in {int, bool}:
        return kind == "integer"
    return kind == "text" and isinstance(value, bytes) and _is_utf8(value)


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _shown(part: object) -> str:
    return part.decode("utf-8", "backslashreplace") if isinstance(part, bytes) else str(part)
