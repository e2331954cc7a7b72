"""Weapons to files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.facts import RegisterExported
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.text import N_, clean
from stockpile_app.exchange.writer import write_csv, write_xlsx
from stockpile_app.persistence import weapon_index
from stockpile_app.persistence.files import replacing, settle
from stockpile_app.services.desk import Desk

_WRITERS = {".csv": write_csv, ".xlsx": write_xlsx}


@dataclass(frozen=True, slots=True)
class ExportDone:
    """Weapons that were written to a file."""

    path: Path
    weapons: int
    changes: ChangeSet


class Exports:
    """What is taken out of the register as a file."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def export(
        self, out: Path, query: WeaponQuery | None = None, progress: Progress | None = None
    ) -> ExportDone:
        """Write one row a weapon; an import of the same file changes nothing.

        Raises:
            BadValue: The file's name ends neither in ``.csv`` nor in ``.xlsx``.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.EXPORT)
        suffix = out.suffix.lower()
        if suffix not in _WRITERS:
            raise BadValue(N_("An export is a .csv or an .xlsx file, not “{name}”."), name=out.name)
        with replacing(out) as temporary, self._desk.store.write() as uow:
            total, records = weapon_index.iterate(
                uow.connection, query or WeaponQuery(), NoProgress()
            )
            uow.record(RegisterExported(format=suffix[1:], scope=clean(out.name), weapons=total))
            _WRITERS[suffix](temporary, records, progress or NoProgress())
            settle(temporary)
            changes = uow.commit()
        return ExportDone(out, total, changes)
