"""Importing files: rehearsed, all errors at once, one batch that can be undone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadFile, BadValue, CannotUndo, NotFound
from stockpile_app.domain.facts import (
    Fact,
    ImportCounted,
    ImportRecorded,
    ImportUndone,
    PlaceClosed,
    ProfileSaved,
    RegistrationWithdrawn,
)
from stockpile_app.domain.imports import ImportFiles, ImportReport, Outcome, RowMessage, RowOutcome
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import BatchRecord, PlaceRecord
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import check_text
from stockpile_app.exchange.mapping import apply_overrides, guess_mapping, guess_profile
from stockpile_app.exchange.rows import ReadRow, read_weapons
from stockpile_app.exchange.tables import SourceTable, open_table
from stockpile_app.persistence import history, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk
from stockpile_app.services.import_plan import ImportPlan, Planned

CHUNK = 2000
MOST_ROWS_KEPT = 200_000
SHIPPED_PROFILES = ("property-book",)

_COUNTED = N_(
    "Import {batch} cannot be undone now: stocktake {stocktake} counts where its weapons are. Close"
    " or cancel the stocktake first."
)
_TOUCHED = N_("Import {batch} cannot be undone: later entries are about {numbers}.")
_UNDONE = N_("Import {batch} was undone already.")
_OF_FILE = N_("{file}: {problem}")


class Imports:
    """What is done with files of weapons."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def open(
        self, path: Path, sheet: str | None = None, header_row: int | None = None
    ) -> SourceTable:
        """Open a file to look at its columns and first rows.

        Raises:
            BadFile: It cannot be read; says why and what to do.
        """
        self._desk.require(Permission.IMPORT)
        return open_table(path, sheet=sheet, header_row=header_row)

    def mapping_for(self, table: SourceTable, profile: str = "") -> tuple[dict[str, str], str]:
        """Return (column to field, name of the shipped profile) as guessed or remembered.

        Raises:
            BadValue: No such profile is shipped or remembered.
        """
        remembered = self.profiles()
        base = profile
        overrides: dict[str, str] = {}
        if profile in remembered:
            overrides, base = remembered[profile]
        elif profile and profile not in SHIPPED_PROFILES:
            known = ", ".join((*SHIPPED_PROFILES, *remembered))
            raise BadValue(
                N_("There is no profile “{name}”; there are: {known}."),
                "profile",
                name=profile,
                known=known,
            )
        base = base or ("" if profile else guess_profile(table.headers))
        mapping = guess_mapping(table.headers, base)
        # a remembered profile may name columns that this file does not have
        present = {name: each for name, each in overrides.items() if name in table.headers}
        return apply_overrides(mapping, table.headers, present), base

    def rehearse(self, command: ImportFiles, progress: Progress | None = None) -> ImportReport:
        """Say what would become of every row; write nothing.

        Raises:
            BadFile: A file cannot be read.
            BadValue: The mapping names an unknown column or field.
            Cancelled: The user asked to stop.
        """
        self._desk.require(Permission.IMPORT)
        report = ImportReport()
        with self._desk.store.read() as connection:
            plan = self._plan(connection)
            for _ in self._rows(command, plan, report, progress or NoProgress()):
                pass
        report.new_places = plan.new_places
        return report

    def run(self, command: ImportFiles, progress: Progress | None = None) -> ImportReport:
        """Import; when any row has an error, nothing is written unless ``accept_valid``.

        Raises:
            BadFile: A file cannot be read.
            BadValue: The mapping names an unknown column or field.
            Cancelled: The user asked to stop; nothing was written.
        """
        self._desk.require(Permission.IMPORT)
        report = ImportReport()
        with self._desk.store.write() as uow:
            plan = self._plan(uow.connection)
            plan.batch = uow.next_seq
            uow.record(self._recorded(command))
            planned = self._rows(command, plan, report, progress or NoProgress())
            for facts in _facts(planned):
                if not report.error_rows or command.accept_valid:
                    uow.record_all(facts)
            report.new_places = plan.new_places
            if report.created and (not report.error_rows or command.accept_valid):
                self._commit(uow, plan, report)
        return report

    def undo(
        self,
        batch: int,
        reason: str,
        second: Credentials | None,
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Take an import back, by an entry for each of its weapons.

        Raises:
            NotFound: There is no such import.
            CannotUndo: It was undone already, or later entries are about its weapons.
            SecondPersonNeeded: No second person was named.
            Cancelled: The user asked to stop; nothing was written.
        """
        self._desk.require(Permission.UNDO_IMPORT)
        progress = progress or NoProgress()
        found = next((each for each in self.batches() if each.batch == batch), None)
        if found is None:
            raise NotFound(N_("There is no import {batch} in this register."), batch=batch)
        if found.undone:
            raise CannotUndo(_UNDONE, batch=batch)
        reason = check_text(reason, "reason", 500)
        if not reason:
            raise BadValue(N_("Say why the import is undone."), "reason")
        approver = self._desk.approval(SecondPersonAct.UNDO_IMPORT, second)
        with self._desk.store.write(approver) as uow:
            if touched := history.touched_since_import(uow.connection, batch):
                raise CannotUndo(_TOUCHED, batch=batch, numbers=", ".join(touched))
            if counted := stocktake_index.open_over_import(uow.connection, batch):
                raise CannotUndo(_COUNTED, batch=batch, stocktake=counted.number)
            weapons = history.weapons_of_batch(uow.connection, batch)
            uow.record_all(_withdrawals(weapons, reason, progress))
            uow.record_all(self._closings(uow.connection, batch))
            uow.record(ImportUndone(batch=batch, weapons=len(weapons), reason=reason))
            return uow.commit()

    def batches(self) -> list[BatchRecord]:
        """Return all imports, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return history.batches(connection)

    def profiles(self) -> dict[str, tuple[dict[str, str], str]]:
        """Return the remembered profiles: name to (column to field, shipped profile)."""
        with self._desk.store.read() as connection:
            return history.profiles(connection)

    def save_profile(self, name: str, mapping: dict[str, str], base: str = "") -> None:
        """Remember a column mapping under a name.

        Raises:
            BadValue: The name is empty or a shipped profile's.
        """
        self._desk.require(Permission.IMPORT)
        name = check_text(name, "name", 64)
        if not name or name in SHIPPED_PROFILES:
            raise BadValue(N_("Give the profile a name of its own."), "name")
        with self._desk.store.write() as uow:
            uow.record(ProfileSaved(name=name, mapping=mapping, base=base))
            uow.commit()

    def _plan(self, connection: Connection) -> ImportPlan:
        places = read_places(connection)
        return ImportPlan(
            connection, places, self._desk.store.origin, history.last_sequences(connection)
        )

    def _recorded(self, command: ImportFiles) -> ImportRecorded:
        return ImportRecorded(
            files=tuple(clean(path.name) for path in command.files),
            sha256=tuple(map(_sha256, command.files)),
            profile=command.profile,
            mapping=dict(command.mapping),
        )

    def _commit(self, uow: UnitOfWork, plan: ImportPlan, report: ImportReport) -> None:
        uow.record(
            ImportCounted(
                batch=plan.batch,
                read=report.read,
                created=report.created,
                unchanged=report.unchanged,
                skipped=report.skipped,
                errors=report.error_rows,
            )
        )
        report.changes = uow.commit()
        report.batch = plan.batch

    def _rows(
        self, command: ImportFiles, plan: ImportPlan, report: ImportReport, progress: Progress
    ) -> Iterator[Planned]:
        for path in command.files:
            try:
                yield from self._rows_of(path, command, plan, report, progress)
            except BadFile as error:
                raise _naming(error, path.name) from error

    def _rows_of(
        self,
        path: Path,
        command: ImportFiles,
        plan: ImportPlan,
        report: ImportReport,
        progress: Progress,
    ) -> Iterator[Planned]:
        table = open_table(path, sheet=command.sheet, header_row=command.header_row)
        mapping, base = self.mapping_for(table, command.profile)
        mapping = apply_overrides(mapping, table.headers, command.mapping)
        report.warnings.extend(
            RowMessage(path.name, 0, "", each.message_id, each.params) for each in table.warnings
        )
        depot = self._default_depot(command.depot)
        rows = read_weapons(table, mapping, base, today=self._desk.today)
        with closing(rows):
            for chunk in _chunks(rows):
                for planned in plan.plan(chunk, path.name, depot):
                    _count(report, planned, keep=command.keep_rows)
                    yield planned
                progress.report(chunk[-1].row, table.total, path.name)

    def _default_depot(self, depot: int | None) -> PlaceRecord | None:
        with self._desk.store.read() as connection:
            book = read_places(connection)
        if depot is not None:
            return book.by_id.get(depot)
        depots = [
            each for each in book.by_id.values() if each.kind is PlaceKind.DEPOT and not each.closed
        ]
        return depots[0] if len(depots) == 1 else None

    def _closings(self, connection: Connection, batch: int) -> list[Fact]:
        """Close the places that the import added and that nothing else has used since."""
        book = read_places(connection, counts=True)
        closing_ids: list[int] = []
        for place_id in history.places_of_batch(connection, batch):
            inside = [each for each in book.by_id.values() if each.parent == place_id]
            place = book.by_id[place_id]
            if all(each.closed or each.id in closing_ids for each in inside) and (
                not (place.weapons or place.out)
            ):
                closing_ids.append(place_id)
        return [PlaceClosed(place=each, reason=f"import {batch}") for each in closing_ids]


def _naming(error: BadFile, name: str) -> BadFile:
    """Return what a failure says with the file's name in it: there may be several files."""
    if name in str(error):
        return error
    return type(error)(_OF_FILE, file=name, problem=error)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except OSError:
        return ""  # opening it as a table says what is wrong with it


def _chunks(rows: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _facts(planned: Iterator[Planned]) -> Iterator[list[Fact]]:
    """Yield facts in chunks: places before the weapons in them, long runs of one kind."""
    while chunk := list(islice(planned, CHUNK)):
        facts = [fact for each in chunk for fact in each.facts]
        yield sorted(facts, key=lambda fact: fact.kind)


def _count(report: ImportReport, planned: Planned, *, keep: bool) -> None:
    report.read += 1
    match planned.outcome:
        case Outcome.CREATED:
            report.created += 1
        case Outcome.UNCHANGED:
            report.unchanged += 1
        case Outcome.SKIPPED:
            report.skipped += 1
        case Outcome.ERROR:
            report.error_rows += 1
    report.errors.extend(planned.errors)
    report.warnings.extend(planned.warnings)
    skipped = planned.row.skipped
    skips: list[RowMessage] = []
    if skipped is not None:
        skips = [
            RowMessage(
                planned.file, skipped.row, skipped.column, skipped.message_id, skipped.params
            )
        ]
        report.skips.extend(skips)
    if keep and len(report.rows) < MOST_ROWS_KEPT:
        weapon = planned.row.weapon
        report.rows.append(
            RowOutcome(
                planned.file,
                planned.row.row,
                planned.outcome,
                planned.row.serial_shown,
                weapon.model if weapon else "",
                weapon.depot if weapon else "",
                (*planned.errors, *planned.warnings, *skips),
            )
        )


def _withdrawals(
    weapons: list[tuple[str, int]], reason: str, progress: Progress
) -> Iterable[RegistrationWithdrawn]:
    for done, (number, seq) in enumerate(weapons):
        if done % CHUNK == 0:
            progress.report(done, len(weapons))
        yield RegistrationWithdrawn(number=number, corrects=seq, reason=reason)
