"""Triggers and an authorizer that keep the ledger append-only.

Triggers live in the file and are re-created after every upgrade, because SQLite's batch rebuild
drops them. The authorizer lives in each connection and refuses what triggers cannot see.
"""

from __future__ import annotations

import sqlite3  # for its constants alone; the driver lacks some of them
from typing import Any, Final

from sqlalchemy import Connection

APPEND_ONLY: Final = {"entry": "seq", "signature": "seq", "seal": "seq"}
"""Tables that only grow, and the column that numbers them within an origin."""


def trigger_statements() -> dict[str, str]:
    """Return the triggers by name."""
    statements = {}
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            statements[name] = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        # INSERT OR REPLACE deletes the old row without firing the triggers above.
        name = f"{table}_no_replace"
        statements[name] = (  # the names are constants
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE origin = NEW.origin AND seq = NEW.seq) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    return statements


def install(connection: Connection) -> None:
    """Create the triggers anew."""
    for name, statement in trigger_statements().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


def authorize(action: int, first: str | None, second: str | None, *_: Any) -> int:
    """Decide whether a statement may be prepared on an ordinary connection."""
    if action in _NEVER:
        return sqlite3.SQLITE_DENY
    if action in _CHANGES and first in APPEND_ONLY:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and first is not None:
        # SQLite hands the name over as it was typed
        return sqlite3.SQLITE_DENY if first.lower() in _FIXED_PRAGMAS else sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK


_NEVER: Final = frozenset(
    {
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_VIEW,
        sqlite3.SQLITE_DROP_VTABLE,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
    }
)
_CHANGES: Final = frozenset({sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_FIXED_PRAGMAS: Final = frozenset(
    {"writable_schema", "recursive_triggers", "foreign_keys", "ignore_check_constraints", "key"}
    | {"rekey", "hexkey", "hexrekey", "trusted_schema", "journal_mode", "synchronous"}
    | {"secure_delete", "schema_version", "user_version", "application_id"}
)
