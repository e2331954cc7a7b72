"""What a backup says of itself before anybody signs in to it."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_
from stockpile_app.persistence import backup, keys
from stockpile_app.persistence.unit_of_work import moment_of


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What is in a backup.

    Attributes:
        made_at: Aware.
        users: Who could sign in when it was made.
        newer: The newest backup of the same register beside it, where that is a newer one.
    """

    file: Path
    origin: str
    made_at: dt.datetime
    entries: int
    users: tuple[str, ...]
    newer: Path | None = None


def look_at(file: Path) -> BackupContents:
    """Look into a backup; no password is needed, and nothing confidential is read.

    Raises:
        BadFile: It is no backup, or damaged.
        RegisterDamaged: Its key file cannot be used.
    """
    if not file.is_file():
        raise BadFile(N_("There is no file {file}."), file=file)
    manifest, content = backup.look_into(file)
    with tempfile.TemporaryDirectory(prefix="stockpile-") as name:
        path = Path(name) / "keys.json"
        path.write_bytes(content)
        slots = keys.load(path).slots
    beside = backup.made_before(file.parent, manifest.origin)
    newer = beside[-1] if beside and beside[-1].name > file.name else None
    return BackupContents(
        file=file,
        origin=manifest.origin,
        made_at=moment_of(manifest.made_at),
        entries=manifest.seq,
        users=tuple(slot.name for slot in slots if slot.name != keys.RECOVERY),
        newer=newer,
    )
