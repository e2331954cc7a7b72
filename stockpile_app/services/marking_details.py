"""What the services about marking look up: profiles in their newest version, and jobs."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec

from stockpile_app.domain.errors import BadValue, NotFound, RegisterDamaged
from stockpile_app.domain.marking import Profile, parse_profile
from stockpile_app.domain.marking_records import ProfileRecord
from stockpile_app.domain.marking_work import MarkingJobRecord
from stockpile_app.domain.text import N_
from stockpile_app.persistence import marking_work_index, reference_index
from stockpile_app.persistence.base import Connection
from stockpile_app.reference.marking import shipped_profiles

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
    try:
        return parse_profile(msgspec.json.decode(content))
    except (ValueError, BadValue) as error:
        raise RegisterDamaged(
            N_("A marking profile in this register is damaged. Verify the register.")
        ) from error


def existing_job(connection: Connection, job_id: int) -> MarkingJobRecord:
    """Return a job.

    Raises:
        NotFound: There is none of this id.
    """
    found = marking_work_index.job(connection, job_id)
    if found is None:
        raise NotFound(_NO_JOB)
    return found
