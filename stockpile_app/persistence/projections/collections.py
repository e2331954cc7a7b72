"""Collections: programmes, their sites, people by code, and days that were reconciled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import delete, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collections_vocabulary import AppealState
from stockpile_app.domain.facts import (
    AppealLodged,
    CampaignHeld,
    CollectionDayClosed,
    EligibilityDecided,
    ParticipantRegistered,
    ProgrammeClosed,
    ProgrammeOpened,
    SiteClosed,
    SiteOpened,
    TeamStated,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    CampaignRow,
    CollectionDayRow,
    ParticipantRow,
    ProgrammeRow,
    SiteRow,
    SpoiltTagRow,
    TeamMemberRow,
    id_in,
)

CHANGED: Final = ChangeSet(collections=True)
_TEAM: Final = table_of(TeamMemberRow)
_SPOILT: Final = table_of(SpoiltTagRow)
_DIGITS: Final = re.compile(r"[0-9]{1,9}")


def as_json(value: Any) -> str:
    """Return plain values as they are kept in a text."""
    return msgspec.json.encode(value).decode()


def begun(projector: Projector, stated: Stated, seq: int) -> int:
    """Return the id of what the entry ``seq`` of the stating register began."""
    return id_in(projector.origin_number(stated.origin), seq)


@handles(ProgrammeOpened)
def _programme_opened(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: ProgrammeOpened = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                fact.name,
                fact.authority,
                fact.basis,
                fact.data_owner,
                fact.appeal,
                fact.occurred_on,
                fact.ends_on,
                fact.minutes,
                fact.expected,
                fact.notes,
                None,
                "",
            )
        )
    insert_rows(projector.connection, table_of(ProgrammeRow), rows)
    projector.changed(CHANGED)


@handles(ProgrammeClosed)
def _programme_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ProgrammeClosed = stated.fact
        projector.connection.execute(
            update(ProgrammeRow)
            .where(ProgrammeRow.id == begun(projector, stated, fact.programme))
            .values(closed_on=fact.occurred_on, closed_reason=fact.reason)
        )
    projector.changed(CHANGED)


@handles(SiteOpened)
def _site_opened(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: SiteOpened = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                begun(projector, stated, fact.programme),
                projector.place_id(stated.origin, fact.place),
                fact.code,
                fact.site_kind.value,
                fact.custody.value,
                fact.occurred_on,
                fact.lanes,
                fact.hours,
                as_json(fact.key_holders),
                fact.notes,
                None,
                "",
                0,
            )
        )
    insert_rows(projector.connection, table_of(SiteRow), rows)
    projector.changed(CHANGED)


@handles(SiteClosed)
def _site_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: SiteClosed = stated.fact
        projector.connection.execute(
            update(SiteRow)
            .where(SiteRow.id == begun(projector, stated, fact.site))
            .values(closed_on=fact.occurred_on, closed_reason=fact.reason)
        )
    projector.changed(CHANGED)


@handles(TeamStated)
def _team_stated(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: TeamStated = stated.fact
        site = begun(projector, stated, fact.site)
        projector.connection.execute(delete(_TEAM).where(_TEAM.c.site_id == site))
        rows = [
            (site, at, fact.occurred_on, name, sex or None, duty)
            for at, (name, sex, duty) in enumerate(fact.members)
        ]
        insert_rows(projector.connection, _TEAM, rows)
    projector.changed(CHANGED)


@handles(CampaignHeld)
def _campaign_held(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: CampaignHeld = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                begun(projector, stated, fact.programme),
                fact.occurred_on,
                fact.title,
                fact.for_women,
                fact.reached,
                fact.notes,
            )
        )
    insert_rows(projector.connection, table_of(CampaignRow), rows)
    projector.changed(CHANGED)


@handles(ParticipantRegistered)
def _participant_registered(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ParticipantRegistered = stated.fact
        site = begun(projector, stated, fact.site)
        row = (
            own_id(projector, stated),
            fact.code,
            site,
            fact.arrived_at,
            fact.sex and fact.sex.value,
            fact.age_group.value,
            fact.participant_kind.value,
            fact.eligible,
            fact.ineligible and fact.ineligible.value,
            AppealState.NONE.value,
            None,
            fact.child_staff,
            fact.form,
        )
        insert_rows(projector.connection, table_of(ParticipantRow), [row])
        _count_code(projector, site, fact.code)
    projector.changed(CHANGED)


def _count_code(projector: Projector, site: int, code: str) -> None:
    """Remember the highest number in the codes of a site."""
    head, _, digits = code.rpartition("-")
    if not _DIGITS.fullmatch(digits):
        return
    number = int(digits)
    projector.connection.execute(
        update(SiteRow)
        .where(SiteRow.id == site, SiteRow.code == head, SiteRow.last_number < number)
        .values(last_number=number)
    )


def participant_id(projector: Projector, stated: Stated) -> int:
    """Return the id of the participant whose code a fact tells; codes are those of its origin."""
    found: int = projector.connection.execute(
        select(ParticipantRow.id).where(
            ParticipantRow.code == stated.fact.participant,
            ParticipantRow.id.between(
                begun(projector, stated, 0), begun(projector, stated, stated.seq)
            ),
        )
    ).scalar_one()
    return found


def _set_participant(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(ParticipantRow)
        .where(ParticipantRow.id == participant_id(projector, stated))
        .values(**values)
    )


@handles(EligibilityDecided)
def _decided(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: EligibilityDecided = stated.fact
        values: dict[str, object] = {
            "eligible": fact.eligible,
            "ineligible": fact.ineligible and fact.ineligible.value,
        }
        if fact.on_appeal:
            state = AppealState.UPHELD if fact.eligible else AppealState.DISMISSED
            values["appeal"] = state.value
        _set_participant(projector, stated, **values)
    projector.changed(CHANGED)


@handles(AppealLodged)
def _appeal_lodged(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: AppealLodged = stated.fact
        _set_participant(
            projector,
            stated,
            appeal=AppealState.LODGED.value,
            appeal_on=fact.occurred_on,
        )
    projector.changed(CHANGED)


@handles(CollectionDayClosed)
def _day_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CollectionDayClosed = stated.fact
        site = begun(projector, stated, fact.site)
        row = (
            site,
            fact.occurred_on,
            stated.recorded_at,
            stated.recorded_by,
            as_json(fact.figures),
            as_json(fact.weapons),
            as_json(fact.people),
            fact.rounds,
            as_json(fact.explanations),
            as_json(fact.spoilt),
            fact.notes,
            stated.seq,
        )
        insert_rows(projector.connection, table_of(CollectionDayRow), [row])
        tags = list(dict.fromkeys(fact.spoilt))
        insert_rows(projector.connection, _SPOILT, [(tag, site, fact.occurred_on) for tag in tags])
    projector.changed(CHANGED)
