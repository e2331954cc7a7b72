"""Importing forms of hand-ins: rehearsed, all errors at once, in one transaction.

Reading the same export again changes nothing: a form is known by the name that its program gave
it, and stands with the participant who was registered by it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_forms import (
    FormAmmunition,
    FormHandIn,
    FormsRead,
    FormWeapon,
    ImportForms,
)
from stockpile_app.domain.collection_people import PersonalData
from stockpile_app.domain.collection_rules import check_condition, check_personal
from stockpile_app.domain.collections import receipt_number
from stockpile_app.domain.collections_vocabulary import ParticipantKind, SafeState
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.facts import (
    AcquisitionStated,
    AmmunitionHandedIn,
    ExplosiveReferred,
    Fact,
    FormsImported,
    HandInCancelled,
    HandInClosed,
    HandInOpened,
    ParticipantRegistered,
    WeaponHandedIn,
    WeaponRegistered,
)
from stockpile_app.domain.imports import ImportReport, Outcome, RowMessage, RowOutcome
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_, clean
from stockpile_app.exchange.form_words import words
from stockpile_app.exchange.kobo import read_forms
from stockpile_app.i18n import gettext
from stockpile_app.persistence import collection_form_index, history
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.collection_form_index import FormSite
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.collection_form_plan import (
    FormPlan,
    PlannedForm,
    age_group_of,
    ineligible_of,
    personal_of,
)
from stockpile_app.services.collection_people import stated
from stockpile_app.services.collection_weapons import mark_facts
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk

_CHUNK: Final = 50
_NOON: Final = dt.time(12)
_NOTHING: Final = N_("The form tells of nothing that was handed in.")


class CollectionImport:
    """What is done with files of collection forms."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def look(self, command: ImportForms, progress: Progress | None = None) -> FormsRead:
        """Read files to look at their columns; nothing is looked up or written.

        Raises:
            BadFile: A file cannot be read, or none has forms.
            BadValue: The mapping names an unknown column or field.
            Cancelled: The user asked to stop.
        """
        self._require()
        return read_forms(command.files, command.mapping, today=self._desk.today, progress=progress)

    def fields(self) -> tuple[str, ...]:
        """Return every field that a column can be given, such as ``weapon.serial``."""
        self._desk.require(Permission.COLLECT)
        return words().fields

    def sites(self) -> list[FormSite]:
        """Return the sites that forms can be of."""
        self._desk.require(Permission.COLLECT)
        with self._desk.store.read() as connection:
            return collection_form_index.sites(connection)

    def rehearse(self, command: ImportForms, progress: Progress | None = None) -> ImportReport:
        """Say what would become of every form; write nothing.

        Raises:
            BadFile: A file cannot be read, or none has forms.
            BadValue: The mapping names an unknown column or field.
            Cancelled: The user asked to stop.
        """
        read = self.look(command, progress)
        with self._desk.store.read() as connection:
            return _report(self._planned(connection, read, command), read, command)

    def run(self, command: ImportForms, progress: Progress | None = None) -> ImportReport:
        """Import; when any form has an error, nothing is written unless ``accept_valid``.

        Raises:
            BadFile: A file cannot be read, or none has forms.
            BadValue: The mapping names an unknown column or field.
            Cancelled: The user asked to stop; nothing was written.
        """
        progress = progress or NoProgress()
        read = self.look(command, progress)
        compartments = Compartments(self._desk)
        compartments.require(Compartment.PARTICIPANTS)
        with self._desk.store.write() as uow:
            planned = self._planned(uow.connection, read, command)
            report = _report(planned, read, command)
            new = [each for each in planned if each.outcome is Outcome.CREATED]
            if new and (not report.error_rows or command.accept_valid):
                recorder = _Recorder(self._desk, compartments, uow, planned)
                for done, each in enumerate(new):
                    if done % _CHUNK == 0:
                        progress.report(done, len(new), each.read.file)
                    recorder.record(each)
                report.batch = uow.next_seq
                uow.record(_imported(command, report))
                report.changes = uow.commit()
        return report

    def _require(self) -> None:
        """Refuse before a file is opened: forms tell who handed in."""
        self._desk.require(Permission.COLLECT)
        self._desk.require(Permission.PERSONAL_DATA)

    def _planned(
        self, connection: Connection, read: FormsRead, command: ImportForms
    ) -> list[PlannedForm]:
        plan = FormPlan(
            connection,
            read.forms,
            site=command.site,
            programme=command.programme,
            origin=self._desk.store.origin,
        )
        return [plan.plan(each) for each in read.forms]


class _Recorder:
    """States the facts of one form after the other."""

    def __init__(
        self,
        desk: Desk,
        compartments: Compartments,
        uow: UnitOfWork,
        planned: Sequence[PlannedForm],
    ) -> None:
        self._compartments = compartments
        self._uow = uow
        self._officer = desk.user.full_name
        self._weapon = history.last_sequences(uow.connection)[0]
        self._numbers: dict[int, int] = {}
        self._taken = {each.code for each in planned if each.code}

    def record(self, planned: PlannedForm) -> None:
        """State everything that a form says."""
        form, site = planned.form, planned.site
        if form is None or site is None:  # pragma: no cover - the plan has seen to it
            raise TypeError(planned)
        code = planned.code or self._next_code(site)
        opened = dt.datetime.combine(form.day, form.begun or form.ended or _NOON)
        closed = max(opened, dt.datetime.combine(form.day, form.ended or opened.time()))
        self._uow.record(_participant(form, site, code, opened))
        personal = personal_of(form, "" if planned.code else form.participant.code)
        if personal != PersonalData():
            self._compartments.seal(
                self._uow, Compartment.PARTICIPANTS, code, stated(check_personal(personal))
            )
        hand_in = self._uow.next_seq
        self._uow.record(HandInOpened(participant=code, site=site.id, opened_at=_minute(opened)))
        for weapon in form.weapons:
            self._uow.record(*self._weapon_facts(weapon, site, form, hand_in))
        self._uow.record(
            *(_ammunition(each, hand_in) for each in form.ammunition),
            *(
                ExplosiveReferred(
                    hand_in=hand_in,
                    description=each.description,
                    quantity=each.quantity,
                    technician=each.technician,
                    referred_at=_referred(each.referred_on, closed),
                )
                for each in form.explosives
            ),
            _ending(form, hand_in, closed, form.officer or self._officer),
        )

    def _next_code(self, site: FormSite) -> str:
        number = self._numbers.get(site.id, site.last_number) + 1
        while f"{site.code}-{number:04d}" in self._taken:
            number += 1
        self._numbers[site.id] = number
        return f"{site.code}-{number:04d}"

    def _weapon_facts(
        self, weapon: FormWeapon, site: FormSite, form: FormHandIn, hand_in: int
    ) -> Iterator[Fact]:
        self._weapon += 1
        number = str(RegisterNumber(self._uow.origin, self._weapon))
        day = form.day.isoformat()
        reference = receipt_number(self._uow.origin, hand_in)
        condition, serviceable = check_condition(weapon.condition, serviceable=weapon.serviceable)
        yield WeaponRegistered(
            number=number,
            place=site.place_id,
            serial=weapon.serial,
            serial_state=weapon.serial_state,
            maker=weapon.maker,
            model=weapon.model,
            calibre=weapon.calibre,
            country=weapon.country,
            year=weapon.year,
            category=weapon.category,
            condition=condition,
            received_on=day,
            source=site.programme_name,
            reference=reference,
            notes=weapon.notes,
        )
        yield AcquisitionStated(
            number=number,
            acquisition=Acquisition.SURRENDERED,
            acquired_on=day,
            reference=reference,
        )
        yield WeaponHandedIn(
            hand_in=hand_in,
            number=number,
            tag=weapon.tag.upper() or number,
            safe=_safe(weapon.safe),
            cleared_by=weapon.cleared_by,
            serviceable=serviceable,
            accessories=weapon.accessories,
        )
        yield from mark_facts(weapon.marks, number, day)


def _participant(
    form: FormHandIn, site: FormSite, code: str, opened: dt.datetime
) -> ParticipantRegistered:
    person = form.participant
    return ParticipantRegistered(
        code=code,
        site=site.id,
        arrived_at=_minute(opened),
        age_group=age_group_of(form),
        participant_kind=ParticipantKind(person.category),
        sex=person.sex,
        eligible=person.eligible,
        ineligible=ineligible_of(form),
        child_staff=person.child_staff,
        form=form.instance,
    )


def _ending(form: FormHandIn, hand_in: int, closed: dt.datetime, officer: str) -> Fact:
    """Return how a hand-in ended; nobody gets a receipt for nothing."""
    if not (form.weapons or form.ammunition or form.explosives):
        return HandInCancelled(hand_in=hand_in, reason=gettext(_NOTHING))
    return HandInClosed(hand_in=hand_in, closed_at=_minute(closed), officer=officer)


def _ammunition(each: FormAmmunition, hand_in: int) -> AmmunitionHandedIn:
    return AmmunitionHandedIn(
        hand_in=hand_in,
        nature=" ".join(filter(None, (each.calibre, each.nature))),
        quantity=each.quantity,
        lot=each.lot,
        headstamp=each.headstamp,
        safe=_safe(each.safe),
        technician=each.technician,
    )


def _safe(value: bool | None) -> SafeState:  # noqa: FBT001 - an answer, not a switch
    if value is None:
        return SafeState.NOT_EXAMINED
    return SafeState.SAFE if value else SafeState.UNSAFE


def _minute(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _referred(day: dt.date | None, closed: dt.datetime) -> str:
    return _minute(closed if day is None else dt.datetime.combine(day, closed.time()))


def _imported(command: ImportForms, report: ImportReport) -> FormsImported:
    return FormsImported(
        files=tuple(clean(path.name) for path in command.files),
        sha256=tuple(map(_sha256, command.files)),
        mapping=dict(command.mapping),
        read=report.read,
        created=report.created,
        unchanged=report.unchanged,
        skipped=report.skipped,
        errors=report.error_rows,
    )


def _sha256(path: Path) -> str:
    with _naming(path), path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadFile(
            N_("{name} cannot be read: {reason}."),
            name=path.name,
            reason=error.strerror or str(error),
        ) from error


def _report(planned: Sequence[PlannedForm], read: FormsRead, command: ImportForms) -> ImportReport:
    report = ImportReport(warnings=list(read.warnings))
    for each in planned:
        report.read += 1
        report.created += each.outcome is Outcome.CREATED
        report.unchanged += each.outcome is Outcome.UNCHANGED
        report.skipped += each.outcome is Outcome.SKIPPED
        report.error_rows += each.outcome is Outcome.ERROR
        report.errors += each.errors
        report.warnings += each.warnings
        skips = [each.read.skipped] if each.read.skipped else []
        report.skips += skips
        if command.keep_rows:
            report.rows.append(_row(each, skips))
    return report


def _row(planned: PlannedForm, skips: Sequence[RowMessage]) -> RowOutcome:
    form = planned.form
    return RowOutcome(
        planned.read.file,
        planned.read.row,
        planned.outcome,
        planned.read.shown,
        form.weapons[0].model if form and form.weapons else "",
        planned.site.name if planned.site else "",
        (*planned.errors, *planned.warnings, *skips),
    )
