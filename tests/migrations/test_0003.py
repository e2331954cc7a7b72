from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config

from stockpile_app.domain import facts as f
from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import document_index, migrate, rebuild

ENTRY = (
    "INSERT INTO entry (origin, seq, recorded_at, recorded_by, approved_by, kind, body, previous,"
    " digest) VALUES ('KE01', ?, '2026-03-02T08:00:00.000000Z', 'amina', NULL, ?, ?, x'', ?)"
)
ORIGIN = (
    "INSERT INTO origin (origin, number, authority, country, seal_key, created_at) VALUES"
    " ('KE01', 0, 'Ministry', 'KE', '', '2026-03-02T08:00:00.000000Z')"
)


@pytest.fixture
def engine(monkeypatch):
    """A register as version 0002 of the schema made it."""

    def to_second(made):
        with made.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations_folder()))
            config.attributes["connection"] = connection
            command.upgrade(config, "0002")
            connection.commit()

    monkeypatch.setattr(rebuild.migrate, "upgrade", to_second)
    with rebuild.scratch_engine() as made:
        monkeypatch.undo()
        with made.connect() as connection:
            connection.exec_driver_sql(ORIGIN)
            connection.commit()
        yield made


def enter(engine, *facts):
    with engine.connect() as connection:
        for at, fact in enumerate(facts, start=1):
            body = f.encode(fact)
            connection.exec_driver_sql(ENTRY, (at, fact.kind, body, bytes([at]) * 32))
        connection.commit()


def test_that_documents_of_the_ledger_are_in_the_new_table(engine):
    enter(
        engine,
        f.DocumentIssued(document="audit-sheet", doc_number="AS-1", scope="Rack № 1", weapons=3),
        f.BackupMade(file="x", head=1, sha256="0"),
        f.DocumentIssued(document="labels", doc_number="LB-3", scope="", weapons=0),
    )
    migrate.upgrade(engine)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, document, number, scope, weapons, made_by FROM document ORDER BY id"
        ).fetchall()
        assert document_index.of_subject(connection, 1) == []
    assert [tuple(row) for row in rows] == [
        (1, "audit-sheet", "AS-1", "Rack № 1", 3, "amina"),
        (3, "labels", "LB-3", "", 0, "amina"),
    ]
