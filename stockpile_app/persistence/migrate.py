"""Brings a database to the newest schema: forward only, atomic, guards re-created."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from stockpile_app.domain.errors import RegisterDamaged, RegisterTooNew
from stockpile_app.domain.facts import KINDS
from stockpile_app.domain.text import N_
from stockpile_app.paths import migrations_folder
from stockpile_app.persistence import guards

_TOO_NEW = N_(
    "A newer version of this program wrote the register (schema {found}; this program knows up to"
    " {known}). Nothing was changed. Use the newer program."
)

_MORE_KINDS = N_(
    "A newer version of this program wrote the register: it records {found} kinds of entries, and"
    " this program knows {known}. Nothing was changed. Use the newer program."
)


def is_current(engine: Engine) -> bool:
    """Whether the schema is the newest.

    Raises:
        RegisterTooNew: A later version of the program wrote it.
        RegisterDamaged: It has no schema at all.
    """
    known = known_revisions()
    with engine.connect() as connection:
        found = None
        if inspect(connection).has_table("alembic_version"):
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is None:
        raise RegisterDamaged(N_("The register has no tables. Restore the last backup."))
    if found not in known:
        raise RegisterTooNew(_TOO_NEW, found=found, known=known[-1])
    if kinds_stated(engine) > len(KINDS):
        raise RegisterTooNew(_MORE_KINDS, found=kinds_stated(engine), known=len(KINDS))
    return bool(found == known[-1])


def kinds_stated(engine: Engine) -> int:
    """Return how many kinds of entries the program knew that last wrote the register.

    Kinds are only ever added, some of them without any table; a program that knows fewer would take
    a good register for one that was tampered with. SQLite keeps the number in the file's header.
    """
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def states_kinds(engine: Engine) -> bool:
    """Whether the register says that this program, or one that knows as much, wrote it last."""
    return kinds_stated(engine) == len(KINDS)


def known_revisions() -> list[str]:
    """Return the revisions that this program knows, oldest first.

    They are numbered in their files' names; asking Alembic itself would make every start wait for
    it to be imported, and nearly every start finds the newest schema.
    """
    files = (migrations_folder() / "versions").glob("*.py")
    return sorted(match[1] for file in files if (match := _REVISION.match(file.name)))


_REVISION: Final = re.compile(r"([0-9]{4})_\w+\.py")


def upgrade(engine: Engine) -> None:
    """Upgrade to the newest schema in one transaction; ``engine`` must be unguarded.

    At the newest schema, this states anew how many kinds of entries the program knows.

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
    from alembic import command  # noqa: PLC0415 - only upgrades need it, and it is slow to import
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    guards.install(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {len(KINDS)}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RegisterDamaged(N_("The upgrade failed: references do not fit. Nothing was changed."))
