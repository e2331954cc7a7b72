"""Writes ``schema.sql``: what a database looks like after every migration, triggers included.

``python db/dump_schema.py`` writes it; a test compares it, so that a review sees each change.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Engine, text

SCHEMA = Path(__file__).with_name("schema.sql")
_HEAD = "-- Written by db/dump_schema.py from a migrated database; do not edit.\n"
# the full-text index makes its own tables
_ROWS = text(
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'weapon_serial_*'"
    " ORDER BY instr('table index view trigger', type), name"
)


def dump(engine: Engine) -> str:
    """Return the statements that make the schema behind ``engine``."""
    with engine.connect() as connection:
        statements = connection.execute(_ROWS).scalars().all()
    return _HEAD + "".join(f"\n{_tidy(statement)};\n" for statement in statements)


def _tidy(statement: str) -> str:
    return "\n".join(line.replace("\t", "    ").rstrip() for line in statement.splitlines())


def main() -> None:
    """Write the schema of a fresh, migrated database."""
    from stockpile_app.persistence.rebuild import scratch_engine  # noqa: PLC0415 - after the path

    with scratch_engine() as engine:
        SCHEMA.write_text(dump(engine), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
