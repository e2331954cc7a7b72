"""Any list that somebody sees, as a file or on paper; and a list of weapons in groups.

What a list shows was read by the service of its subject, which asked whether it may be seen; here
it is asked whether it may be taken away, and that it was taken stands in the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from stockpile_app.documents.list_sheet import write_list
from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.facts import RegisterExported
from stockpile_app.domain.lists import ListSheet, PrintList
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.weapon_groups import GroupBy, WeaponGroup
from stockpile_app.exchange.writer import write_rows_csv, write_rows_xlsx
from stockpile_app.persistence import weapon_groups
from stockpile_app.persistence.files import replacing, settle
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing

_WRITERS = {".csv": write_rows_csv, ".xlsx": write_rows_xlsx}
_MOST_PRINTED = 20_000
_NOTHING = N_("The list is empty.")


@dataclass(frozen=True, slots=True)
class ListExported:
    """A list that was written to a file."""

    path: Path
    rows: int
    changes: ChangeSet


class Lists:
    """What is taken away of lists, and weapons in groups."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def groups(self, query: WeaponQuery, by: GroupBy) -> list[WeaponGroup]:
        """Return how many weapons of a query are in each group, the largest first.

        Raises:
            NotAllowed: The user may not look at weapons.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return weapon_groups.groups(connection, query, by)

    def export(self, out: Path, sheet: ListSheet, progress: Progress | None = None) -> ListExported:
        """Write a list as a table; days are days and numbers are numbers in it.

        Raises:
            BadValue: The file's name ends neither in ``.csv`` nor in ``.xlsx``.
            NotAllowed: The user may not export.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.EXPORT)
        suffix = out.suffix.lower()
        if suffix not in _WRITERS:
            raise BadValue(N_("An export is a .csv or an .xlsx file, not “{name}”."), name=out.name)
        scope = clean(f"{sheet.title}: {out.name}")
        heads = [each.title for each in sheet.columns]
        with replacing(out) as temporary, self._desk.store.write() as uow:
            uow.record(
                RegisterExported(format=f"list-{suffix[1:]}", scope=scope, weapons=sheet.weapons)
            )
            rows = _WRITERS[suffix](temporary, heads, sheet.rows, progress)
            settle(temporary)
            changes = uow.commit()
        return ListExported(out, rows, changes)

    def print_list(self, command: PrintList, progress: Progress | None = None) -> DocumentDone:
        """Write a list as a PDF, sealed, and record that it was.

        Raises:
            BadValue: There is nothing to print, or more than anybody reads on paper.
            NotAllowed: The user may not print.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.PRINT)
        command = replace(command, sheet=_counted(command.sheet))
        sheet = command.sheet
        if not sheet.total or not sheet.columns:
            raise BadValue(_NOTHING)
        if (sheet.total or 0) > _MOST_PRINTED:
            raise BadValue(
                N_("A list of more than {most} rows is exported to a file, not printed."),
                most=_MOST_PRINTED,
            )
        with issuing(self._desk, command) as made:
            stamp = made.stamp(
                "list", "LI", sheet.title, depot="", scope=sheet.title, weapons=sheet.weapons
            )
            write_list(made.out, stamp, sheet, progress)
        return made.done


def _counted(sheet: ListSheet) -> ListSheet:
    """Return a list with as many of its rows as are needed to say whether it is printed."""
    if sheet.total is not None:
        return sheet
    rows = list(islice(sheet.rows, _MOST_PRINTED + 1))
    return replace(sheet, rows=rows, total=len(rows))
