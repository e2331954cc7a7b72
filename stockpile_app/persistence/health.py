"""A quick look at an open register: whether its parts are there and fit each other.

It is no proof: only ``verify`` says that nobody has touched the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, union

from stockpile_app.domain.errors import RegisterDamaged
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence import ledger_store, migrate
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import (
    CheckPhotographRow,
    DisposalPhotographRow,
    PhotographRow,
    UserRow,
)

_PHOTOGRAPHS: Final = union(
    *(select(each.sha256) for each in (PhotographRow, DisposalPhotographRow, CheckPhotographRow))
)


@dataclass(frozen=True, slots=True)
class Health:
    """What a quick look finds.

    Attributes:
        damage: What SQLite says of the pages; "" when they are sound.
        without_slot: Users of the ledger who cannot sign in by the key file.
        without_user: Names in the key file that the ledger does not know, or has retired.
        photographs_missing: Of those that the records name.
        last_recorded_at: Of the last entry, UTC as the ledger keeps it; "" without one.
    """

    current_schema: bool
    damage: str
    without_slot: tuple[str, ...]
    without_user: tuple[str, ...]
    photographs: int
    photographs_missing: int
    entries: int
    last_recorded_at: str


def look_at(store: Store) -> Health:
    """Look at an open register; takes seconds where it is large."""
    with store.read() as connection:
        users = connection.execute(select(UserRow.name, UserRow.retired_seq)).all()
        wanted = set(connection.execute(_PHOTOGRAPHS).scalars())
        head = ledger_store.head(connection, store.origin)
    working = {row.name for row in users if row.retired_seq is None}
    slots = {slot.name for slot in store.keys.slots if slot.name != key_file.RECOVERY}
    with driver_errors():
        missing = wanted - store.media.names()
    return Health(
        current_schema=migrate.is_current(store.engine),
        damage=_damage(store),
        without_slot=tuple(sorted(working - slots)),
        without_user=tuple(sorted(slots - working)),
        photographs=len(wanted),
        photographs_missing=len(missing),
        entries=head.seq,
        last_recorded_at=head.recorded_at,
    )


def _damage(store: Store) -> str:
    try:
        for engine in (store.engine, store.media_engine):
            with driver_errors(), engine.connect() as connection:
                said = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
            if said != "ok":
                return said
    except RegisterDamaged as error:
        return str(error)
    return ""
