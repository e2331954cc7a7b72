from __future__ import annotations

import ast
import importlib.util

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from stockpile_app.domain.errors import RegisterTooNew
from stockpile_app.domain.progress import NoProgress
from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import guards, migrate
from stockpile_app.persistence.base import Base
from stockpile_app.persistence.engine import open_engine
from stockpile_app.persistence.rebuild import scratch_engine
from stockpile_app.persistence.verify import verify
from tests.builders_everything import record_much

FILES = sorted((migrations_folder() / "versions").glob("*.py"))


@pytest.fixture
def engine():
    with scratch_engine() as made:
        yield made


def schema_of(engine):
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").fetchall()


def content_of(engine):
    with engine.connect() as connection:
        return {
            table.name: connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').fetchall()
            for table in Base.metadata.sorted_tables
        }


def dumper():
    path = migrations_folder().parent / "dump_schema.py"
    spec = importlib.util.spec_from_file_location("dump_schema", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_that_there_is_one_head_and_the_numbers_are_sequential():
    scripts = ScriptDirectory(str(migrations_folder()))
    revisions = [each.revision for each in scripts.walk_revisions()]
    assert len(scripts.get_heads()) == 1
    assert migrate.known_revisions() == sorted(revisions)
    assert sorted(revisions) == [f"{number:04d}" for number in range(1, len(FILES) + 1)]
    assert [path.name[:4] for path in FILES] == sorted(revisions)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_that_a_migration_imports_nothing_of_the_program(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.split(".")[0])
    assert imported <= {"__future__", "json", "unicodedata", "sqlalchemy", "alembic"}


def test_that_the_migrated_schema_is_the_mapped_one(engine):
    def ours(thing, name, kind, reflected, _):
        return not (kind == "table" and reflected and name.startswith("weapon_serial"))

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_that_tables_of_the_ledger_have_no_hidden_row_number(engine):
    for table in guards.APPEND_ONLY:
        [sql] = [sql for _, name, sql in schema_of(engine) if name == table]
        assert sql.rstrip().endswith("WITHOUT ROWID")
        options = Base.metadata.tables[table].dialect_options["sqlite"]
        assert options["with_rowid"] is False


def test_that_the_schema_in_the_repository_is_the_migrated_one(engine):
    module = dumper()
    assert module.SCHEMA.read_text(encoding="utf-8") == module.dump(engine), (
        "run: python db/dump_schema.py"
    )


def test_that_an_upgrade_at_the_head_changes_nothing(store):
    record_much(store)
    raw = open_engine(store.paths.database, store.key, guarded=False)
    schema, content = sorted(schema_of(raw)), content_of(raw)
    migrate.upgrade(raw)
    assert migrate.is_current(raw)
    assert sorted(schema_of(raw)) == schema
    assert content_of(raw) == content
    raw.dispose()
    store.engine.dispose()
    assert verify(store, NoProgress()).ok


def test_that_an_upgrade_puts_the_guards_back(store):
    raw = open_engine(store.paths.database, store.key, guarded=False)
    with raw.connect() as connection:
        for name in guards.trigger_statements():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.commit()
    migrate.upgrade(raw)
    raw.dispose()
    store.engine.dispose()
    assert verify(store, NoProgress()).ok


def test_that_a_failing_upgrade_leaves_everything_as_it_was(store, monkeypatch):
    def fail(connection):
        connection.exec_driver_sql("CREATE TABLE half_done (x)")
        connection.exec_driver_sql("UPDATE weapon SET maker = 'x'")
        raise sa.exc.OperationalError("no", None, Exception("no"))

    record_much(store)
    raw = open_engine(store.paths.database, store.key, guarded=False)
    schema, content = schema_of(raw), content_of(raw)
    with monkeypatch.context() as patch:
        patch.setattr(guards, "install", fail)
        with pytest.raises(sa.exc.OperationalError):
            migrate.upgrade(raw)
    assert schema_of(raw) == schema
    assert content_of(raw) == content
    with raw.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    raw.dispose()


def test_that_an_upgrade_with_broken_references_is_refused(store):
    raw = open_engine(store.paths.database, store.key, guarded=False)
    with raw.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("UPDATE place SET parent_id = 99")
        connection.commit()
    raw.dispose()
    raw = open_engine(store.paths.database, store.key, guarded=False)
    with pytest.raises(Exception, match="references do not fit"):
        migrate.upgrade(raw)
    raw.dispose()


def test_that_a_newer_schema_is_known_as_one(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    with pytest.raises(RegisterTooNew, match="0999"):
        migrate.is_current(engine)
