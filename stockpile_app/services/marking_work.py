"""Marking jobs: opened, done at the bench line by line, closed; and the machine's file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.disposal_totals import check_number
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    MarkApplied,
    MarkFaulted,
    MarkingJobCancelled,
    MarkingJobClosed,
    MarkingJobOpened,
    PhotographAdded,
    RegisterExported,
)
from stockpile_app.domain.marking import Profile
from stockpile_app.domain.marking_work import (
    MOST_LINES,
    PROFILE_OF,
    ApplyMark,
    CloseMarkingJob,
    FaultMark,
    JobState,
    MarkingJobDone,
    MarkingJobRecord,
    MarkLineRecord,
    MarkLineState,
    OpenMarkingJob,
    WriteHandOff,
    check_applied,
    check_markable,
    check_not_marked,
    in_store_order,
    job_number,
    mark_text,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.scans import ScanKind
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.exchange.marking_file import write_marking_file
from stockpile_app.persistence import marking_work_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import replacing, settle
from stockpile_app.services.desk import Desk
from stockpile_app.services.marking_details import existing_job, profile_of
from stockpile_app.services.photographs import media_type
from stockpile_app.services.scans import Scans
from stockpile_app.services.standing import chosen_weapons

if TYPE_CHECKING:
    from stockpile_app.services.marking_papers import MarkingPapers

_OVER: Final = N_("{job} is {state}: nothing more is marked under it.")
_NOT_ON: Final = N_("{number} is not on {job}.")
_NO_WEAPON: Final = N_("“{text}” is no weapon of this register.")
_LEFT: Final = N_("{count} marks of {job} are neither put on nor given up. Finish them first.")
_BEGUN: Final = N_("Marks were put on under {job} already: close it instead.")
_TOO_MANY: Final = N_("One job has at most {most} marks; make several.")


class MarkingWork:
    """What a marking team does."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> MarkingPapers:
        """Job lists and certificates."""
        from stockpile_app.services.marking_papers import MarkingPapers  # noqa: PLC0415

        return MarkingPapers(self._desk)

    def list(self, *, open_only: bool = False, limit: int = 200) -> Sequence[MarkingJobRecord]:
        """Return jobs, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return marking_work_index.jobs(connection, open_only=open_only, limit=limit)

    def get(self, job_id: int) -> MarkingJobRecord:
        """Return a job.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return existing_job(connection, job_id)

    def lines(self, job_id: int) -> Sequence[MarkLineRecord]:
        """Return the marks of a job in store order.

        Raises:
            NotFound: There is no such job.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            existing_job(connection, job_id)
            return marking_work_index.lines(connection, job_id)

    def find(self, job_id: int, text: str) -> Sequence[MarkLineRecord]:
        """Return the marks that a weapon, scanned or typed, is to get under a job.

        Raises:
            NotAllowedNow: The weapon is not on the job.
            NotFound: It is no weapon of this register, or there is no such job.
        """
        self._desk.require(Permission.MARK)
        scan = Scans(self._desk).read(text)
        if scan.kind is not ScanKind.WEAPON or scan.weapon is None:
            raise NotFound(_NO_WEAPON, text=scan.text)
        with self._desk.store.read() as connection:
            job = existing_job(connection, job_id)
            found = marking_work_index.lines(connection, job_id, scan.weapon.id)
        if not found:
            raise NotAllowedNow(_NOT_ON, number=scan.weapon.number, job=job.number)
        return found

    def open(self, command: OpenMarkingJob) -> MarkingJobDone:
        """Open a job; each weapon gets a text that is unique across the State.

        Raises:
            BadValue: A field cannot be used, or a State does not mark at the occasion.
            NotAllowedNow: A weapon cannot be marked now, carries such a mark, or is on another job.
            NotFound: There is no such weapon or profile.
        """
        self._desk.require(Permission.MARK)
        team = check_text(command.team, "team")
        if not team:
            raise BadValue(N_("Say who marks."), "team")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        ids = list(dict.fromkeys(command.weapon_ids))
        components = tuple(dict.fromkeys(command.components))
        if not ids or not components:
            raise BadValue(N_("Choose at least one weapon and one part."), "weapons")
        if len(ids) * len(components) > MOST_LINES:
            raise BadValue(_TOO_MANY, "weapons", most=MOST_LINES)
        with self._desk.store.write() as uow:
            profile_id = command.profile or PROFILE_OF.get(command.occasion, "")
            weapons = in_store_order(chosen_weapons(uow.connection, ids))
            texts = {each.id: self._text(command, each) for each in weapons}
            profile = profile_of(uow.connection, profile_id)
            for component in components:
                self._check_free(uow.connection, command, component, weapons)
            seq = uow.next_seq
            uow.record(
                MarkingJobOpened(
                    occasion=command.occasion,
                    occurred_on=day,
                    lines=tuple(
                        (each.number, component, texts[each.id])
                        for each in weapons
                        for component in components
                    ),
                    profile=profile.id,
                    version=profile.version,
                    team=team,
                    position=check_text(command.position, "position"),
                    authority=check_text(command.authority, "authority"),
                )
            )
            number = job_number(self._desk.store.origin, seq)
            return MarkingJobDone(seq, number, uow.commit())

    def _text(self, command: OpenMarkingJob, weapon: WeaponRecord) -> str:
        country = self._desk.register.country
        return mark_text(country, command.occurred_on.year, command.occasion, weapon.number)

    def _check_free(
        self,
        connection: Connection,
        command: OpenMarkingJob,
        component: Component,
        weapons: Sequence[WeaponRecord],
    ) -> None:
        ids = [each.id for each in weapons]
        occasion = command.occasion
        carried = marking_work_index.carried(connection, ids, occasion, component)
        ordered = marking_work_index.ordered(connection, ids, occasion, component)
        origin = self._desk.store.origin
        for weapon in weapons:
            check_markable(weapon)
            job = ordered.get(weapon.id)
            check_not_marked(
                weapon, carried.get(weapon.id), job_number(origin, job) if job else None
            )

    # --- at the bench ----------------------------------------------------------------------------

    def apply(self, command: ApplyMark) -> MarkingJobDone:
        """Record that a mark was put on, read back and measured.

        Raises:
            BadValue: The text read back is not the one ordered, or it is too small.
            NotAllowedNow: The job is over, the weapon not on it, or the mark on it already.
        """
        self._desk.require(Permission.MARK)
        photograph = self._keep(command.photograph)
        today = self._desk.today.isoformat()
        with self._desk.store.write() as uow:
            job = _open_job(uow.connection, command.job_id)
            profile = profile_of(uow.connection, job.profile)
            line = _line(uow.connection, job, command.weapon_id, command.component)
            check_markable(line.weapon)
            check_applied(command, line, profile)
            facts = []
            if photograph is not None:
                facts.append(
                    PhotographAdded(
                        number=line.weapon.number,
                        occurred_on=today,
                        sha256=photograph[0],
                        media_type=photograph[1],
                        size=len(command.photograph),
                        caption=line.text,
                    )
                )
            uow.record(
                *facts,
                MarkApplied(
                    job=job.id,
                    number=line.weapon.number,
                    component=command.component,
                    occurred_on=today,
                    text=line.text,
                    method=command.method,
                    applied_by=self._desk.user.full_name,
                    country=self._desk.register.country,
                    year=job.opened_on.year,
                    serial=line.text.split("-")[1],
                    authority=job.authority or self._desk.register.authority,
                    position=job.position,
                    height=command.height,
                    depth=command.depth,
                    met=command.met,
                    photograph=photograph[0] if photograph else "",
                    notes=check_text(command.notes, "notes", LONGEST_NOTE),
                ),
            )
            return MarkingJobDone(job.id, job.number, uow.commit())

    def _keep(self, content: bytes) -> tuple[str, str] | None:
        """Keep a picture, before its entry; return its digest and type."""
        if not content:
            return None
        kind = media_type(content)
        self._desk.store.media.put(content, kind)
        return hashlib.sha256(content).hexdigest(), kind

    def fault(self, command: FaultMark) -> MarkingJobDone:
        """Record that putting on a mark went wrong; it is put on again, or given up.

        Raises:
            NotAllowedNow: The job is over, the weapon not on it, or the mark on it or given up.
        """
        self._desk.require(Permission.MARK)
        with self._desk.store.write() as uow:
            job = _open_job(uow.connection, command.job_id)
            line = _line(uow.connection, job, command.weapon_id, command.component)
            if line.state.is_settled:
                raise NotAllowedNow(
                    N_("The mark on {number} is {state} already."),
                    number=line.weapon.number,
                    state=line.state.label.lower(),
                )
            uow.record(
                MarkFaulted(
                    job=job.id,
                    number=line.weapon.number,
                    component=command.component,
                    occurred_on=self._desk.today.isoformat(),
                    fault=command.fault,
                    found_by=self._desk.user.full_name,
                    given_up=command.given_up,
                    notes=check_text(command.notes, "notes", LONGEST_NOTE),
                )
            )
            return MarkingJobDone(job.id, job.number, uow.commit())

    # --- the end ---------------------------------------------------------------------------------

    def close(self, command: CloseMarkingJob) -> MarkingJobDone:
        """Close a job whose marks are all put on or given up.

        Raises:
            BadValue: The number counted is not the recorded one, or the day is in the future.
            NotAllowedNow: Marks are left, or the job is over.
        """
        self._desk.require(Permission.MARK)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        with self._desk.store.write() as uow:
            job = _open_job(uow.connection, command.job_id)
            left = job.count(MarkLineState.OPEN) + job.count(MarkLineState.FAULTED)
            if left:
                raise NotAllowedNow(_LEFT, count=left, job=job.number)
            recorded = job.count(MarkLineState.APPLIED)
            uow.record(
                MarkingJobClosed(
                    job=job.id,
                    occurred_on=day,
                    ordered=job.marks,
                    applied=check_number(command.applied, recorded, "applied"),
                    notes=check_text(command.notes, "notes", LONGEST_NOTE),
                )
            )
            return MarkingJobDone(job.id, job.number, uow.commit())

    def cancel(self, job_id: int, reason: str) -> MarkingJobDone:
        """Give a job up before any mark was put on.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: Marks were put on, or the job is over.
        """
        self._desk.require(Permission.MARK)
        reason = check_text(reason, "reason", LONGEST_NOTE)
        if not reason:
            raise BadValue(N_("Say why the job is cancelled."), "reason")
        with self._desk.store.write() as uow:
            job = _open_job(uow.connection, job_id)
            if job.count(MarkLineState.APPLIED):
                raise NotAllowedNow(_BEGUN, job=job.number)
            uow.record(MarkingJobCancelled(job=job.id, reason=reason))
            return MarkingJobDone(job.id, job.number, uow.commit())

    def hand_off(self, command: WriteHandOff) -> MarkingJobDone:
        """Write the file that a marking machine takes; ``exchange.marking_file`` has its columns.

        Raises:
            NotFound: There is no such job.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.MARK)
        with replacing(command.out) as temporary, self._desk.store.write() as uow:
            job = existing_job(uow.connection, command.job_id)
            lines = marking_work_index.lines(uow.connection, job.id)
            profile = profile_of(uow.connection, job.profile)
            written = write_marking_file(temporary, job, lines, profile)
            settle(temporary)
            uow.record(RegisterExported(format="marking", scope=job.number, weapons=written))
            return MarkingJobDone(job.id, job.number, uow.commit())

    def profile(self, job_id: int) -> Profile:
        """Return the profile that the marks of a job must satisfy.

        Raises:
            NotFound: There is no such job.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return profile_of(connection, existing_job(connection, job_id).profile)


def _open_job(connection: Connection, job_id: int) -> MarkingJobRecord:
    job = existing_job(connection, job_id)
    if job.state is not JobState.OPEN:
        raise NotAllowedNow(_OVER, job=job.number, state=job.state.label.lower())
    return job


def _line(
    connection: Connection, job: MarkingJobRecord, weapon_id: int, component: Component
) -> MarkLineRecord:
    for each in marking_work_index.lines(connection, job.id, weapon_id):
        if each.component is component:
            return each
    number = chosen_weapons(connection, [weapon_id])[0].number
    raise NotAllowedNow(_NOT_ON, number=number, job=job.number)
