"""What the services about marking look up.

Profiles in their newest version, what they say of a weapon, and jobs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.marking import (
    Countries,
    Evaluation,
    Marked,
    Profile,
    applies,
    evaluate,
    parse_profile,
)
from stockpile_app.domain.marking_records import ProfileRecord, WeaponMarking
from stockpile_app.domain.marking_rules import worst
from stockpile_app.domain.marking_work import MarkingJobRecord
from stockpile_app.domain.records import MarkRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.persistence import (
    history,
    marking_index,
    marking_work_index,
    reference_index,
)
from stockpile_app.persistence.base import Connection
from stockpile_app.reference.marking import countries, shipped_profiles

_NO_JOB: Final = N_("There is no such marking job in this register.")


def all_profiles(connection: Connection) -> list[ProfileRecord]:
    """Return every profile, the shipped ones first, each in its newest version."""
    found = {each.id: ProfileRecord(each, each.in_force) for each in shipped_profiles()}
    for row in reference_index.latest_profiles(connection):
        profile = parsed_profile(row.content)
        found[profile.id] = ProfileRecord(profile, row.in_force)
    return list(found.values())


def in_force(connection: Connection) -> list[Profile]:
    """Return the profiles that weapons are measured by."""
    return [each.profile for each in all_profiles(connection) if each.in_force]


def weapon_marking(connection: Connection, weapon: WeaponRecord, today: dt.date) -> WeaponMarking:
    """Return what the profiles in force say of a weapon, how it came, and its parts."""
    came = marking_index.acquisitions(connection, [weapon.id]).get(weapon.id)
    marked = marking_index.marked_of(weapon, came)
    marks = history.marks(connection, weapon.id)
    said = evaluations(in_force(connection), marked, marks, countries(today))
    parts = tuple(marking_index.parts_of(connection, weapon.id))
    return WeaponMarking(worst(each.verdict for each in said), said, came, parts)


def evaluations(
    profiles: Sequence[Profile], marked: Marked, marks: Sequence[MarkRecord], known: Countries
) -> tuple[Evaluation, ...]:
    """Return what each of these profiles says, of those that measure such a weapon."""
    return tuple(evaluate(each, marked, marks, known) for each in profiles if applies(each, marked))


def profile_of(connection: Connection, profile_id: str) -> Profile:
    """Return a profile in its newest version.

    Raises:
        NotFound: There is none of this id.
    """
    for each in all_profiles(connection):
        if each.profile.id == profile_id:
            return each.profile
    raise NotFound(N_("There is no marking profile “{id}”."), id=profile_id)


@lru_cache(maxsize=128)
def parsed_profile(content: str) -> Profile:
    """Return a profile that the register keeps.

    Raises:
        RegisterDamaged: It cannot be read.
    """
    damaged = N_("A marking profile in this register is damaged. Verify the register.")
    return reference_index.parsed(content, parse_profile, damaged)


def existing_job(connection: Connection, job_id: int) -> MarkingJobRecord:
    """Return a job.

    Raises:
        NotFound: There is none of this id.
    """
    found = marking_work_index.job(connection, job_id)
    if found is None:
        raise NotFound(_NO_JOB)
    return found
