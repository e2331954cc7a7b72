from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from stockpile_app.domain.errors import NotAllowedNow, StockpileError
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence import guards
from stockpile_app.persistence.engine import open_engine
from stockpile_app.persistence.verify import verify

_ENTRY = "SELECT origin, {seq}, recorded_at, recorded_by, approved_by, kind, body, previous, digest"
_SIGNED = "SELECT origin, {seq}, first_seq, user, signature, second, second_signature"
_SEALED = "SELECT origin, {seq}, digest, made_at, occasion, signature, code"

# What a database tool may try too, where only the triggers stand in the way.
EDITS = [
    "UPDATE entry SET body = x'7B7D' WHERE seq = 2",
    "UPDATE entry SET seq = 99 WHERE seq = 2",
    "UPDATE OR REPLACE entry SET seq = 3 WHERE seq = 2",
    "UPDATE OR IGNORE entry SET kind = 'x'",
    "DELETE FROM entry WHERE seq = 2",
    "DELETE FROM entry",
    f"INSERT OR REPLACE INTO entry {_ENTRY.format(seq=2)} FROM entry WHERE seq = 3",
    f"REPLACE INTO entry {_ENTRY.format(seq='seq')} FROM entry",
    f"INSERT INTO entry {_ENTRY.format(seq=2)} FROM entry WHERE 1 ON CONFLICT DO UPDATE SET seq=9",
    "UPDATE signature SET user = 'brian'",
    "DELETE FROM signature",
    f"INSERT OR REPLACE INTO signature {_SIGNED.format(seq='seq')} FROM signature",
    "UPDATE seal SET occasion = 'x'",
    "DELETE FROM seal",
    f"INSERT OR REPLACE INTO seal {_SEALED.format(seq='seq')} FROM seal",
]
# What the program's own connections may not even prepare.
TOOLS = [
    "DROP TABLE entry",
    "DROP TABLE weapon",
    "DROP TABLE weapon_serial",
    "DROP TRIGGER entry_no_update",
    "DROP INDEX ix_weapon_serial_fold",
    "ALTER TABLE entry RENAME TO other",
    "ALTER TABLE entry ADD COLUMN more",
    "ALTER TABLE entry DROP COLUMN kind",
    "ATTACH DATABASE ':memory:' AS other",
    "ATTACH DATABASE '/tmp/plain.db' AS plain KEY ''",
    "VACUUM INTO '/tmp/plain.db'",
    "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END",
    "PRAGMA writable_schema = ON",
    "PRAGMA Writable_Schema(1)",
    "PRAGMA main.writable_schema = 1",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA trusted_schema = ON",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = OFF",
    "PRAGMA rekey = 'x'",
    "PRAGMA application_id = 0",
    "DELETE FROM sqlite_master WHERE type = 'trigger'",
    "UPDATE sqlite_master SET sql = '' WHERE name = 'entry_no_update'",
]


def rows(store):
    with store.read() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY origin, seq").fetchall()
            for table in guards.APPEND_ONLY
        ]


@pytest.mark.parametrize("statement", [*EDITS, *TOOLS])
def test_that_the_program_itself_cannot_change_what_is_recorded(store, statement):
    before = rows(store)
    with store.engine.connect() as connection:
        with pytest.raises((StockpileError, DBAPIError)):
            connection.exec_driver_sql(statement).fetchall()
        connection.commit()
    store.engine.dispose()
    assert rows(store) == before
    assert verify(store, NoProgress()).ok


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("statement", EDITS)
def test_that_a_tool_is_stopped_by_the_triggers(store, statement, recursive):
    before = rows(store)
    engine = open_engine(store.paths.database, store.key, guarded=False)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"PRAGMA recursive_triggers = {recursive}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(NotAllowedNow, match="append-only"):
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
    assert rows(store) == before


def test_that_a_hidden_row_number_opens_no_way_around(store):
    # REPLACE over a rowid deletes another row without a trigger: such tables have no rowid
    for table in guards.APPEND_ONLY:
        with (
            store.engine.connect() as connection,
            pytest.raises(DBAPIError, match="no such column"),
        ):
            connection.exec_driver_sql(f"SELECT rowid FROM {table}")


def test_that_every_table_of_the_ledger_has_its_three_triggers(store):
    with store.read() as connection:
        found = dict(
            connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
        )
    assert found == guards.trigger_statements()
    assert len(found) == 9


def test_that_ordinary_work_is_not_in_the_guards_way(store):
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
