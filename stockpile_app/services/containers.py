"""What is stated of containers: moved, sealed, checked and opened, after the rules are asked."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.facts import (
    ContainerOpened,
    ContainerSealChecked,
    ContainerSealed,
    PlaceMoved,
)
from stockpile_app.domain.places import (
    LONGEST_REASON,
    CheckSeals,
    MovePlace,
    OpenContainer,
    SealContainer,
    SealsCompared,
    check_container,
    check_not_in_transit,
    check_parent,
    check_two_people,
    clean_seals,
    compare_seals,
    seal_key,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_day, check_text
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import (
    PlaceBook,
    holds_weapons,
    seal_events,
    used_seals,
)
from stockpile_app.services.standing import check_not_counted

_NOT_SEALED: Final = N_("“{name}” is not sealed.")


class Moment(NamedTuple):
    """The register as it is while something is about to be recorded."""

    connection: Connection
    book: PlaceBook
    today: dt.date


def moved(at: Moment, place: PlaceRecord, command: MovePlace, parent: PlaceRecord) -> PlaceMoved:
    """Return the fact that a container was put into ``parent``.

    Raises:
        BadValue: It is no container, does not fit there, is there already, or the day is wrong.
        NotAllowedNow: It is in transit, one of the two places is being counted, or weapons would
            go to another depot without a dispatch.
    """
    check_container(place)
    check_parent(place.kind, parent.kind)
    check_not_in_transit(place)
    if place.parent == parent.id:
        raise BadValue(
            N_("“{name}” is there already; choose another place."), "parent", name=place.name
        )
    if at.book.called(place.name, parent.id) is not None:
        raise BadValue(
            N_("There is a place “{name}” there already; rename one of them first."),
            "parent",
            name=place.name,
        )
    if parent.depot != place.depot and holds_weapons(at.connection, place.id):
        raise NotAllowedNow(
            N_(
                "“{name}” holds weapons and that is another depot. Seal it and dispatch it, so that"
                " its receipt is confirmed."
            ),
            name=place.name,
        )
    check_not_counted(at.connection, at.book, place.id)
    check_not_counted(at.connection, at.book, parent.id)
    return PlaceMoved(
        place=place.id,
        parent=parent.id,
        occurred_on=_day(command.moved_on, "moved_on", at.today),
        reason=check_text(command.reason, "reason", LONGEST_REASON),
    )


def sealed(at: Moment, place: PlaceRecord, command: SealContainer) -> ContainerSealed:
    """Return the fact that a container was sealed.

    Raises:
        BadValue: It is no container, a seal number is missing, twice or used elsewhere, the day
            is wrong, or the witness is the one who sealed it.
        NotAllowedNow: It is sealed or in transit.
    """
    check_container(place)
    check_not_in_transit(place)
    if place.seals:
        raise NotAllowedNow(
            N_("“{name}” is sealed already, with {seals}. Open it first."),
            name=place.name,
            seals=", ".join(place.seals),
        )
    seals = clean_seals(command.seals)
    _check_unused(at, place, seals)
    sealed_by, witness = check_two_people(
        ("sealed_by", command.sealed_by), ("witness", command.witness)
    )
    return ContainerSealed(
        place=place.id,
        seals=seals,
        occurred_on=_event_day(at, place, command.sealed_on, "sealed_on"),
        sealed_by=sealed_by,
        witness=witness,
    )


def checked(
    at: Moment, place: PlaceRecord, command: CheckSeals
) -> tuple[ContainerSealChecked, SealsCompared]:
    """Return the fact that seals were read, and how they compare with those recorded.

    Raises:
        BadValue: It is no container, a number is given twice, or the day is wrong.
        NotAllowedNow: It is not sealed.
    """
    check_container(place)
    if not place.seals:
        raise NotAllowedNow(_NOT_SEALED, name=place.name)
    seals = clean_seals(command.seals, least=0)
    compared = compare_seals(place.seals, seals)
    checked_by, _ = check_two_people(("checked_by", command.checked_by), ("witness", ""))
    fact = ContainerSealChecked(
        place=place.id,
        seals=seals,
        intact=compared.same and command.undamaged,
        occurred_on=_event_day(at, place, command.checked_on, "checked_on"),
        checked_by=checked_by,
        notes=check_text(command.notes, "notes", LONGEST_REASON),
    )
    return fact, compared


def opened(at: Moment, place: PlaceRecord, command: OpenContainer) -> ContainerOpened:
    """Return the fact that a container was opened.

    Two people are present whenever stored weapons are opened (IDDRS 4.10, 7.3).

    Raises:
        BadValue: It is no container, there is no witness or reason, or the day is wrong.
        NotAllowedNow: It is not sealed, or in transit.
    """
    check_container(place)
    check_not_in_transit(place)
    if not place.seals:
        raise NotAllowedNow(_NOT_SEALED, name=place.name)
    opened_by, witness = check_two_people(
        ("opened_by", command.opened_by), ("witness", command.witness)
    )
    if not witness:
        raise BadValue(N_("Name the second person who was there."), "witness")
    reason = check_text(command.reason, "reason", LONGEST_REASON)
    if not reason:
        raise BadValue(N_("Say why it was opened."), "reason")
    return ContainerOpened(
        place=place.id,
        occurred_on=_event_day(at, place, command.opened_on, "opened_on"),
        opened_by=opened_by,
        witness=witness,
        reason=reason,
    )


def _check_unused(at: Moment, place: PlaceRecord, seals: tuple[str, ...]) -> None:
    wanted = {seal_key(each): each for each in seals}
    for other, number in used_seals(at.connection):
        if other != place.id and seal_key(number) in wanted:
            raise BadValue(
                N_("The seal {seal} was used on “{name}”; a seal is used on one container."),
                "seals",
                seal=number,
                name=at.book.by_id[other].path,
            )


def _event_day(at: Moment, place: PlaceRecord, day: dt.date, field: str) -> str:
    """Return the day of something done to the seals: not before what was done last."""
    text = _day(day, field, at.today)
    last = seal_events(at.connection, place.id, limit=1)
    if last and day < last[0].occurred_on:
        raise BadValue(
            N_("The last thing recorded of its seals was on {last}; this cannot be before it."),
            field,
            last=last[0].occurred_on.isoformat(),
        )
    return text


def _day(day: dt.date, field: str, today: dt.date) -> str:
    return check_day(day, field, today) or day.isoformat()
