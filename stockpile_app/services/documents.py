"""Documents: each is an entry, and carries a seal over the history it was made from."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from stockpile_app import i18n
from stockpile_app.documents.audit_sheet import TypeTotal, write_audit_sheet
from stockpile_app.documents.recovery_sheet import write_recovery_sheet
from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import DocumentDone, PrintAuditSheet, PrintDocument
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponOrder, WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.ledger.seals import show_code
from stockpile_app.persistence import weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.issuing import issuing
from stockpile_app.services.labels import Labels
from stockpile_app.services.past import past_tables

_EVERYTHING = N_("All depots")
_NO_PLACE = N_("There is no such place, or it is closed.")
_NO_PLACE_THEN = N_("There was no such place on that day.")
_AS_OF = N_(
    "{scope}, as of {day}: as the register knew it at the end of that day (UTC). What was recorded"
    " later is not in this sheet."
)


class Documents(Labels):
    """What is printed."""

    def audit_sheet(
        self, command: PrintAuditSheet, progress: Progress | None = None
    ) -> DocumentDone:
        """Write an audit sheet as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is, or on that day there was, no such place.
            BadValue: The day is in the future.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.PRINT)
        with ExitStack() as stack:
            # the past is built before anything is written, so that nobody has to wait for it
            past = command.as_of and stack.enter_context(
                past_tables(self._desk, command.as_of, progress)
            )
            made = stack.enter_context(issuing(self._desk, command))
            tables = past or made.connection
            depot, scope = _scope(tables, command)
            query = WeaponQuery(place=command.place, held=True, order=WeaponOrder.PLACE)
            total, records = weapon_index.iterate(tables, query, NoProgress())
            totals = weapon_index.totals_by_type(tables, command.place)
            stamp = made.stamp(
                "audit-sheet", "AS", N_("Audit sheet"), depot=depot, scope=scope, weapons=total
            )
            write_audit_sheet(
                made.out,
                stamp,
                scope,
                records,
                [TypeTotal(*each) for each in totals],
                progress,
                dpi=command.dpi,
            )
        return made.done

    def recovery_sheet(self, out: Path, code: str) -> None:
        """Write the sheet for the sealed envelope; the code is not kept anywhere."""
        with issuing(self._desk, PrintDocument(out=out), Permission.USERS) as made:
            stamp = made.stamp("recovery-sheet", "RC", N_("Recovery code"), depot="", scope="")
            groups = show_code(code).split("-")
            write_recovery_sheet(
                made.out, stamp, self._desk.store.origin, groups, self._desk.user.full_name
            )


def _scope(connection: Connection, command: PrintAuditSheet) -> tuple[str, str]:
    depot, scope = "", i18n.gettext(_EVERYTHING)
    if command.place is not None:
        book = read_places(connection)
        place = book.by_id.get(command.place)
        if place is None:
            raise NotFound(_NO_PLACE if command.as_of is None else _NO_PLACE_THEN)
        depot, scope = book.names(place.id)[0], place.path
    if command.as_of is not None:
        scope = i18n.tr(_AS_OF, scope=scope, day=i18n.format_date(command.as_of))
    return depot, scope
