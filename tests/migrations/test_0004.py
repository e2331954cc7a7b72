from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config

from stockpile_app.domain import facts as f
from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import migrate, rebuild
from tests.migrations.test_0003 import ORIGIN, enter


@pytest.fixture
def engine(monkeypatch):
    """A register as version 0003 of the schema made it."""

    def to_third(made):
        with made.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations_folder()))
            config.attributes["connection"] = connection
            command.upgrade(config, "0003")
            connection.commit()

    monkeypatch.setattr(rebuild.migrate, "upgrade", to_third)
    with rebuild.scratch_engine() as made:
        monkeypatch.undo()
        with made.connect() as connection:
            connection.exec_driver_sql(ORIGIN)
            connection.commit()
        yield made


def test_that_entries_about_users_are_noted(engine):
    enter(
        engine,
        f.UserAdded(name="amina", full_name="Amina", roles=("administrator",), key="00"),
        f.BackupMade(file="x", head=1, sha256="0"),
        f.UserRolesChanged(name="amina", roles=("administrator",)),
        f.UserKeyReplaced(name="amina", key="01"),
        f.PasswordChanged(name="amina"),
        f.UserRetired(name="amina"),
    )
    migrate.upgrade(engine)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT id FROM user_entry ORDER BY id").scalars()
        assert list(found) == [1, 3, 4, 6]
