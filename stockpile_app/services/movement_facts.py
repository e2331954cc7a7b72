"""What is stated of movements, after the rules are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    WeaponsDispatched,
    WeaponsIssued,
    WeaponsMoved,
    WeaponsReturned,
)
from stockpile_app.domain.movement_rules import (
    Holding,
    check_chosen,
    check_due,
    check_expected,
    check_hands,
    check_own_hands,
    check_purpose,
    check_received,
)
from stockpile_app.domain.movements import (
    MOVEMENT_OF,
    DispatchContainers,
    IssueWeapons,
    MoveWeapons,
    ReturnWeapons,
)
from stockpile_app.domain.places import check_container, check_not_in_transit
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind, PlaceKind, StoreKind
from stockpile_app.domain.weapons import check_text
from stockpile_app.persistence import custody_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import PlaceBook
from stockpile_app.services import standing
from stockpile_app.services.people import active

_NO_PLACE: Final = N_("There is no such place, or it is closed.")
_AMMUNITION: Final = N_(
    "“{name}” is a store for ammunition, which is kept apart from weapons. Choose another place."
)
_SEVERAL: Final = N_(
    "These weapons are with different people: {holders}. Take them back one voucher for each."
)
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """The register as it is while something is about to be recorded."""

    connection: Connection
    book: PlaceBook
    today: dt.date

    def weapons(self, weapon_ids: Iterable[int]) -> list[WeaponRecord]:
        """Return the weapons of a voucher.

        Raises:
            BadValue: There are none, or too many.
            NotFound: There is no such weapon.
        """
        return standing.chosen_weapons(self.connection, check_chosen(weapon_ids))

    def target(self, place_id: int) -> PlaceRecord:
        """Return a place that weapons may be put into.

        Raises:
            BadValue: It is in a store for ammunition.
            NotAllowedNow: It is sealed, on its way, or being counted.
            NotFound: There is no such place.
        """
        place = standing.check_place(self.connection, self.book, place_id)
        around = (self.book.by_id[each] for each in (place_id, *self.book.above(place_id)))
        if any(each.store_kind is StoreKind.AMMUNITION for each in around):
            raise BadValue(_AMMUNITION, "place_id", name=place.path)
        return place

    def day(self, day: dt.date, weapons: Sequence[WeaponRecord], explanation: str) -> str:
        """Return the explanation that is kept with a day.

        Raises:
            BadValue: The day is in the future, or must be explained.
        """
        return standing.check_day(self.connection, day, self.today, weapons, explanation)


def moved(at: Moment, command: MoveWeapons) -> WeaponsMoved:
    """Return the fact that weapons were put in another place of the same depot."""
    hands = check_hands(command.handed_by, command.received_by, command.authorised_by)
    to = at.target(command.place_id)
    weapons = at.weapons(command.weapon_ids)
    standing.check_movement(at.connection, at.book, weapons, MovementKind.MOVE, to=to)
    return WeaponsMoved(
        weapons=_numbers(weapons),
        place=to.id,
        occurred_on=command.occurred_on.isoformat(),
        reason=check_purpose(command.reason, "reason"),
        explanation=at.day(command.occurred_on, weapons, command.explanation),
        **hands._asdict(),
    )


def issued(at: Moment, command: IssueWeapons) -> WeaponsIssued:
    """Return the fact that weapons were handed to somebody."""
    hands = check_hands(
        command.handed_by, command.received_by, command.authorised_by, authorised=True
    )
    check_received(hands)
    person = active(at.connection, command.person_id)
    check_own_hands(hands, person)
    due_on = check_due(command.due_on, command.occurred_on, command.custody, person)
    weapons = at.weapons(command.weapon_ids)
    standing.check_movement(at.connection, at.book, weapons, MOVEMENT_OF[command.custody])
    return WeaponsIssued(
        weapons=_numbers(weapons),
        custody=command.custody,
        person=person.id,
        occurred_on=command.occurred_on.isoformat(),
        due_on=due_on,
        purpose=check_purpose(command.purpose),
        explanation=at.day(command.occurred_on, weapons, command.explanation),
        **hands._asdict(),
    )


def returned(at: Moment, command: ReturnWeapons) -> WeaponsReturned:
    """Return the fact that weapons came back from one custodian."""
    hands = check_received(check_hands(command.handed_by, command.received_by))
    place = at.target(command.place_id)
    weapons = at.weapons(command.weapon_ids)
    standing.check_movement(at.connection, at.book, weapons, MovementKind.RETURN)
    person = _one_custodian(at, weapons)
    conditions = {
        each.number: command.conditions[each.id]
        for each in weapons
        if each.id in command.conditions
    }
    if len(conditions) < len(command.conditions):
        raise BadValue(N_("A condition is given of a weapon that is not returned."), "conditions")
    return WeaponsReturned(
        weapons=_numbers(weapons),
        person=person,
        place=place.id,
        occurred_on=command.occurred_on.isoformat(),
        handed_by=hands.handed_by,
        received_by=hands.received_by,
        conditions=conditions,
        notes=check_purpose(command.notes, "notes"),
        explanation=at.day(command.occurred_on, weapons, command.explanation),
    )


def dispatched(at: Moment, command: DispatchContainers) -> WeaponsDispatched:
    """Return the fact that sealed containers left for another depot."""
    hands = check_hands(
        command.handed_by, command.received_by, command.authorised_by, authorised=True
    )
    check_received(hands)
    containers = _sealed(at, command.container_ids)
    depot = _destination(at, command.depot_id, containers)
    loads = {each.id: _load(at, each) for each in containers}
    weapons = [weapon for load in loads.values() for weapon in load]
    check_chosen(each.id for each in weapons)
    standing.check_movement(at.connection, at.book, weapons, MovementKind.DISPATCH)
    return WeaponsDispatched(
        loads={place: _numbers(load) for place, load in loads.items()},
        seals={each.id: each.seals for each in containers},
        place=depot.id,
        occurred_on=command.occurred_on.isoformat(),
        expected_on=check_expected(command.expected_on, command.occurred_on),
        vehicle=check_text(command.vehicle, "vehicle"),
        escort=check_text(command.escort, "escort"),
        explanation=at.day(command.occurred_on, weapons, command.explanation),
        **hands._asdict(),
    )


def _sealed(at: Moment, container_ids: Iterable[int]) -> list[PlaceRecord]:
    """Return the containers of a dispatch: sealed, of one depot, not on their way."""
    found: list[PlaceRecord] = []
    for place_id in dict.fromkeys(container_ids):
        place = at.book.by_id.get(place_id)
        if place is None or place.closed:
            raise NotFound(_NO_PLACE)
        check_container(place)
        check_not_in_transit(place)
        standing.check_not_counted(at.connection, at.book, place_id)
        if not place.seals:
            raise NotAllowedNow(
                N_("“{name}” is not sealed. Only sealed containers are dispatched."),
                name=place.path,
            )
        found.append(place)
    if not found:
        raise BadValue(N_("Choose at least one container."), "containers")
    if len({each.depot for each in found}) > 1:
        raise BadValue(
            N_("The containers are in different depots. Make one dispatch for each."), "containers"
        )
    return found


def _destination(at: Moment, depot_id: int, containers: Sequence[PlaceRecord]) -> PlaceRecord:
    depot = at.book.by_id.get(depot_id)
    if depot is None or depot.closed:
        raise NotFound(_NO_PLACE)
    if depot.kind is not PlaceKind.DEPOT or depot.id == containers[0].depot:
        raise BadValue(N_("Choose another depot to send the containers to."), "depot_id")
    return depot


def _load(at: Moment, container: PlaceRecord) -> list[WeaponRecord]:
    """Return what is in a container; what belongs there but is out or gone does not travel."""
    inside = [
        each
        for each in custody_index.weapons_in(at.connection, container.id)
        if each.status.is_in_place
    ]
    if not inside:
        raise NotAllowedNow(
            N_("“{name}” is empty: there is nothing to dispatch in it."), name=container.path
        )
    return inside


def _one_custodian(at: Moment, weapons: Sequence[WeaponRecord]) -> int:
    """Return who had all of the weapons.

    Raises:
        NotAllowedNow: Several people had them; says who had which.
    """
    held = custody_index.holdings(at.connection, [each.id for each in weapons])
    by_person: dict[int | None, tuple[WeaponRecord, Holding]] = {}
    for weapon in weapons:
        by_person.setdefault(held[weapon.id].person_id, (weapon, held[weapon.id]))
    if len(by_person) > 1:
        told = [f"{holding.who} ({weapon.number})" for weapon, holding in by_person.values()]
        more = [] if len(told) <= _SHOWN else ["…"]
        raise NotAllowedNow(_SEVERAL, holders="; ".join([*told[:_SHOWN], *more]))
    person_id = next(iter(by_person))
    if person_id is None:  # what is in transit has a status of its own and was refused before
        raise NotFound(N_("There is no such person, or they are retired."))
    return person_id


def _numbers(weapons: Iterable[WeaponRecord]) -> tuple[str, ...]:
    return tuple(each.number for each in weapons)
