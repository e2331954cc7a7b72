"""Brings a database to the newest schema: forward only, atomic, guards re-created."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from stockpile_app.domain.errors import RegisterDamaged, RegisterTooNew
from stockpile_app.domain.text import N_
from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import guards

_TOO_NEW = N_(
    "A newer version of this program wrote the register (schema {found}; this program knows up to"
    " {known}). Nothing was changed. Use the newer program."
)


def is_current(engine: Engine) -> bool:
    """Whether the schema is the newest.

    Raises:
        RegisterTooNew: A later version of the program wrote it.
        RegisterDamaged: It has no schema at all.
    """
    scripts = ScriptDirectory.from_config(_config())
    head = scripts.get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        raise RegisterDamaged(N_("The register has no tables. Restore the last backup."))
    if found not in {script.revision for script in scripts.walk_revisions()}:
        raise RegisterTooNew(_TOO_NEW, found=found, known=head)
    return found == head


def upgrade(engine: Engine) -> None:
    """Upgrade to the newest schema in one transaction; ``engine`` must be unguarded.

    The caller has made a backup. A failure leaves everything as it was.
    """
    with engine.connect() as connection:
        connection.detach()  # nobody inherits a connection without foreign keys
        # batch operations rebuild tables; the pragma works outside a transaction alone
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _run(connection)
        connection.commit()


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    guards.install(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RegisterDamaged(N_("The upgrade failed: references do not fit. Nothing was changed."))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config
