"""Marking: what the profiles in force say of weapons, parts, and how weapons came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import (
    BadValue,
    NotAllowedNow,
)
from stockpile_app.domain.facts import (
    AcquisitionStated,
    MarkingProfileAdopted,
    TakenIntoStock,
)
from stockpile_app.domain.marking import (
    Profile,
    evaluate,
    parse_profile,
)
from stockpile_app.domain.marking_records import (
    AdoptProfile,
    MarkingChanged,
    MarkingRow,
    ProfileRecord,
    QueuedWeapon,
    StateAcquisition,
    TakeIntoStock,
    WeaponMarking,
)
from stockpile_app.domain.marking_rules import (
    FOUND_PROFILE,
    check_part,
    check_seized,
    worst,
)
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_day, check_text
from stockpile_app.exchange.yaml_file import read_yaml, yaml_text
from stockpile_app.persistence import marking_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import write_atomically
from stockpile_app.reference.marking import countries
from stockpile_app.services.marking_details import (
    all_profiles,
    evaluations,
    in_force,
    profile_of,
    weapon_marking,
)
from stockpile_app.services.parts import Parts
from stockpile_app.services.standing import chosen_weapons

if TYPE_CHECKING:
    from stockpile_app.services.marking_work import MarkingWork

_LONGEST_REASON: Final = 500
_EVERY: Final = 500
_MEANWHILE: Final = N_(
    "Version {version} of this profile came into force while you edited. Look at that version."
)


class Marking(Parts):
    """What is done about marks; parts of weapons are one of its subjects."""

    @cached_property
    def work(self) -> MarkingWork:
        """Marking jobs."""
        from stockpile_app.services.marking_work import MarkingWork  # noqa: PLC0415

        return MarkingWork(self._desk)

    # --- profiles --------------------------------------------------------------------------------

    def profiles(self) -> list[ProfileRecord]:
        """Return every profile, shipped or the register's own, with whether it is in force.

        Raises:
            NotAllowed: The user may neither look at weapons nor change profiles.
        """
        if not self._desk.may(Permission.MARKING_PROFILES):
            self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return all_profiles(connection)

    def adopt(self, command: AdoptProfile) -> MarkingChanged:
        """Put a profile in or out of force, as it is or as a further version.

        Raises:
            BadValue: No reason is given, nothing changes, or the profile cannot be used.
            NotAllowed: The user may not change profiles.
            NotAllowedNow: Another version came meanwhile.
        """
        self._desk.require(Permission.MARKING_PROFILES)
        reason = check_text(command.reason, "reason", _LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why the profile is changed."), "reason")
        content = parse_profile(msgspec.to_builtins(command.profile))
        with self._desk.store.write() as uow:
            known = {each.profile.id: each for each in all_profiles(uow.connection)}
            now = known.get(content.id)
            version = now.profile.version if now else 0
            if version != command.based_on:
                raise NotAllowedNow(_MEANWHILE, version=version)
            same = now is not None and msgspec.structs.replace(content, version=version) == (
                now.profile
            )
            if now is not None and same and now.in_force == command.in_force:
                raise BadValue(N_("Nothing was changed in the profile."))
            content = msgspec.structs.replace(content, version=version + 1)
            seq = uow.next_seq
            uow.record(
                MarkingProfileAdopted(
                    profile=content.id,
                    version=content.version,
                    content=msgspec.json.encode(content, order="deterministic").decode(),
                    in_force=command.in_force,
                    reason=reason,
                )
            )
            return MarkingChanged(seq, uow.commit())

    def read_file(self, file: Path) -> Profile:
        """Return the profile in a YAML file, to be looked at and adopted; nothing is recorded.

        Raises:
            BadFile: The file cannot be read, or is no profile; says what is wrong.
        """
        self._desk.require(Permission.MARKING_PROFILES)
        return read_yaml(file, parse_profile)

    def write_file(self, profile: Profile, file: Path) -> None:
        """Write a profile to a file that ``read_file`` reads.

        Raises:
            StorageFailed: The file cannot be written.
        """
        self._desk.require(Permission.READ)
        write_atomically(file, yaml_text(msgspec.to_builtins(profile)).encode())

    # --- what they say ---------------------------------------------------------------------------

    def of_weapon(self, weapon_id: int) -> WeaponMarking:
        """Return what the profiles in force say of a weapon.

        Raises:
            NotFound: There is no such weapon.
        """
        self._desk.require(Permission.READ)
        weapon = self._desk.weapon(weapon_id)
        with self._desk.store.read() as connection:
            return weapon_marking(connection, weapon, self._desk.today)

    def statistics(
        self, place: int | None = None, progress: Progress | None = None
    ) -> list[MarkingRow]:
        """Return how many weapons of each model in each depot have which verdict.

        Raises:
            Cancelled: The user asked to stop.
        """
        counts: dict[tuple[str, str], dict[MarkingVerdict, int]] = {}
        for depot, model, verdict, weapons, _weapon in self._verdicts(place, progress):
            row = counts.setdefault((depot, model), {})
            row[verdict] = row.get(verdict, 0) + weapons
        return [
            MarkingRow(depot, model, tuple(row.get(each, 0) for each in MarkingVerdict))
            for (depot, model), row in sorted(counts.items())
        ]

    def weapons_with(
        self,
        verdicts: Sequence[MarkingVerdict],
        place: int | None = None,
        progress: Progress | None = None,
    ) -> list[int]:
        """Return the weapons with marks of which the profiles in force say one of these verdicts.

        Weapons without any mark are counted, not listed: a query lists them.

        Raises:
            Cancelled: The user asked to stop.
        """
        wanted = set(verdicts)
        return [
            weapon
            for _depot, _model, verdict, _weapons, weapon in self._verdicts(place, progress)
            if weapon is not None and verdict in wanted
        ]

    def _verdicts(
        self, place: int | None, progress: Progress | None
    ) -> Iterator[tuple[str, str, MarkingVerdict, int, int | None]]:
        """Yield (depot, model, verdict, weapons, weapon or None where several are alike)."""
        self._desk.require(Permission.READ)
        progress = progress or NoProgress()
        known = countries(self._desk.today)
        with self._desk.store.read() as connection:
            profiles = in_force(connection)
            for each in marking_index.without_marks(connection, place):
                said = evaluations(profiles, each.marked, (), known)
                yield (
                    each.depot,
                    each.model,
                    worst(one.verdict for one in said),
                    each.weapons,
                    None,
                )
            rows = marking_index.with_marks(connection, place)
            for done, (depot, weapon, marked, marks) in enumerate(rows, start=1):
                if done % _EVERY == 0:
                    progress.report(done, 0)
                said = evaluations(profiles, marked, marks, known)
                yield depot, marked.model, worst(one.verdict for one in said), 1, weapon

    def queue(self) -> list[QueuedWeapon]:
        """Return what was seized or found and is neither the State's own nor destroyed.

        The one that waits longest comes first (ITI paragraph 9: as soon as possible).
        """
        self._desk.require(Permission.READ)
        today = self._desk.today
        with self._desk.store.read() as connection:
            rows = marking_index.queue(connection)
            ids = [row[0] for row in rows]
            weapons = {each.id: each for each in chosen_weapons(connection, ids)} if ids else {}
            marks = marking_index.marks_of(connection, ids)
            came = marking_index.acquisitions(connection, ids)
            profile = _found_profile(connection)
        known = countries(today)
        found = []
        for weapon_id, on, how in rows:
            weapon = weapons[weapon_id]
            marked = marking_index.marked_of(weapon, came[weapon_id])
            said = evaluate(profile, marked, marks.get(weapon_id, ()), known)
            complete = said.verdict is MarkingVerdict.COMPLETE
            found.append(QueuedWeapon(weapon, how, on, (today - on).days, complete))
        return found

    # --- how weapons came ------------------------------------------------------------------------

    def state_acquisition(self, command: StateAcquisition) -> MarkingChanged:
        """Record how a weapon came; what was seized or found is held as seized from then on.

        Raises:
            BadValue: The day is in the future.
            NotAllowedNow: The weapon is destroyed, transferred or withdrawn.
        """
        self._desk.require(Permission.RECORD)
        day = check_day(command.acquired_on, "acquired_on", self._desk.today) or ""
        weapon = self._desk.weapon(command.weapon_id)
        check_part(weapon)
        with self._desk.store.write() as uow:
            uow.record(
                AcquisitionStated(
                    number=weapon.number,
                    acquisition=command.acquisition,
                    acquired_on=day,
                    exemption=command.exemption,
                    reference=check_text(command.reference, "reference"),
                )
            )
            return MarkingChanged(weapon.id, uow.commit())

    def take_into_stock(self, command: TakeIntoStock) -> MarkingChanged:
        """Make weapons that are held as seized the State's own: marked and recorded.

        Raises:
            BadValue: No authority is named, no weapon chosen, or the day is in the future.
            NotAllowedNow: A weapon is not held as seized, or not marked as its profile demands.
        """
        self._desk.require(Permission.MARK)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        authority = check_text(command.authority, "authority")
        if not authority:
            raise BadValue(N_("Say which authority decided it."), "authority")
        ids = list(dict.fromkeys(command.weapon_ids))
        if not ids:
            raise BadValue(N_("Choose at least one weapon."), "weapons")
        with self._desk.store.write() as uow:
            weapons = chosen_weapons(uow.connection, ids)
            profile = _found_profile(uow.connection)
            marks = marking_index.marks_of(uow.connection, ids)
            came = marking_index.acquisitions(uow.connection, ids)
            known = countries(self._desk.today)
            for weapon in weapons:
                marked = marking_index.marked_of(weapon, came.get(weapon.id))
                said = evaluate(profile, marked, marks.get(weapon.id, ()), known)
                check_seized(weapon, said)
            uow.record(
                TakenIntoStock(
                    weapons=tuple(each.number for each in weapons),
                    occurred_on=day,
                    authority=authority,
                    reference=check_text(command.reference, "reference"),
                )
            )
            return MarkingChanged(ids[0], uow.commit())


def _found_profile(connection: Connection) -> Profile:
    return profile_of(connection, FOUND_PROFILE)
