"""Rules of movements: who may be named, which days fit, and what stands in a weapon's way.

Sources: STANDARDS section 9 (movement, two-person rule) and IDDRS 4.10, 7.2 and 7.3. Refusals say
which entry stands in the way, so that somebody can look it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.movements import ALLOWED, LONGEST_PURPOSE, Obstacle
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Condition, CustodyKind, MovementKind, PersonKind, Status
from stockpile_app.domain.weapons import check_text

MOST_WEAPONS: Final = 5000
"""As many as one voucher names; a longer list is several vouchers."""

_SAME: Final = N_("The same person cannot hand over and receive: {name}.")
_SAME_AUTHORISED: Final = N_(
    "{name} hands over or receives and cannot authorise it, too. Somebody else must."
)
_HELD: Final[dict[Status, str]] = {
    Status.ISSUED: N_("{number} is issued to {who} since {since}, by {entry}. Take it back first."),
    Status.ON_LOAN: N_(
        "{number} is on loan to {who} since {since}, by {entry}. Take it back first."
    ),
    Status.IN_REPAIR: N_(
        "{number} is in repair with {who} since {since}, by {entry}. Take it back first."
    ),
    Status.IN_TRANSIT: N_(
        "{number} is on its way to “{who}” since {since}, by {entry}. Confirm its receipt first."
    ),
}
_GONE: Final[dict[Status, str]] = {
    Status.LOST: N_(
        "{number} was reported lost: incident {incident}. If it is back, record there that it was"
        " recovered."
    ),
    Status.STOLEN: N_(
        "{number} was reported stolen: incident {incident}. If it is back, record there that it"
        " was recovered."
    ),
}
_ENDED: Final[dict[Status, str]] = {
    Status.WITHDRAWN: N_("The registration of {number} was withdrawn by entry {entry}."),
    Status.DESTROYED: N_("{number} was destroyed: entry {entry}."),
    Status.TRANSFERRED: N_("{number} was transferred to another authority: entry {entry}."),
    Status.DEACTIVATED: N_("{number} was deactivated: entry {entry}."),
    Status.MUSEUM: N_("{number} was given to a museum: entry {entry}."),
    Status.SURPLUS: N_("{number} is surplus since entry {entry}; it cannot be given out."),
    Status.FOR_DISPOSAL: N_(
        "{number} is for disposal since entry {entry}; it cannot be given out."
    ),
    Status.SEIZED: N_("{number} is held as seized since entry {entry}; it cannot be given out."),
}
_NOT_OUT: Final = N_("{number} is not out: it is in “{place}”. The last entry about it is {entry}.")
_UNSERVICEABLE: Final = N_("{number} is unserviceable. Send it to repair instead.")
_SEALED: Final = N_("{number} is in the sealed container “{place}”. Open the container first.")
_COUNTED: Final = N_(
    "{number} is in “{place}”, which is being counted: stocktake {stocktake}. Close or cancel the"
    " stocktake first."
)
_THERE: Final = N_("{number} is in “{place}” already.")
_OTHER_DEPOT: Final = N_(
    "{number} is in “{depot}”. To another depot it goes in a sealed container: dispatch it."
)
_NOT_ON: Final = N_("{number} is not on the manifest {entry}.")
_NOT_OPEN: Final = N_("{number} was confirmed or reported missing already: see {entry}.")
_MANY: Final = N_("{first} There are {more} more like this on the list.")


@dataclass(frozen=True, slots=True)
class Holding:
    """By what a weapon is out.

    Attributes:
        who: Name of the person, or where it is going.
        entry: Number of the voucher.
    """

    who: str
    since: dt.date
    entry: str
    movement_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Around:
    """What is around weapons and may stand in their way.

    Attributes:
        holdings: By weapon, of those that are out.
        incidents: Number of the incident by weapon, of those that are lost or stolen.
        entries: ``seq`` of the last entry by weapon, of those whose status needs one.
        places: Every place that weapons are in.
        stocktakes: Number of the open stocktake by place, where there is one over it.
    """

    holdings: Mapping[int, Holding] = field(default_factory=dict)
    incidents: Mapping[int, int] = field(default_factory=dict)
    entries: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, PlaceRecord] = field(default_factory=dict)
    stocktakes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The lines of a dispatch, for a receipt.

    Attributes:
        lines: Weapons on it.
        entry: Number of the dispatch.
        dispatch_id: Its id.
    """

    dispatch_id: int
    entry: str
    lines: frozenset[int]


class Refused(NotAllowedNow):
    """Some of the weapons cannot be moved so.

    Attributes:
        obstacles: What stands in the way of each.
    """

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        first = NotAllowedNow(obstacles[0].message_id, **obstacles[0].params)
        if len(obstacles) == 1:
            super().__init__(first.message_id, **first.params)
        else:
            super().__init__(_MANY, first=first, more=len(obstacles) - 1)


class Hands(NamedTuple):
    """Who handed over, received and authorised, as recorded."""

    handed_by: str
    received_by: str
    authorised_by: str


def check_hands(
    handed_by: str, received_by: str, authorised_by: str = "", *, authorised: bool = False
) -> Hands:
    """Return the three names as they are recorded.

    Whoever hands over does not receive; where something must be authorised, by neither of them
    (STANDARDS section 9). Names are compared whatever their case and spaces.

    Args:
        authorised: Whether it must be authorised.

    Raises:
        BadValue: A name is missing, or stands for two parts of the act.
    """
    hands = Hands(
        check_text(handed_by, "handed_by"),
        check_text(received_by, "received_by"),
        check_text(authorised_by, "authorised_by"),
    )
    if not hands.handed_by:
        raise BadValue(N_("Say who hands over."), "handed_by")
    if hands.received_by and _same(hands.handed_by, hands.received_by):
        raise BadValue(_SAME, "received_by", name=hands.received_by)
    if authorised:
        if not hands.authorised_by:
            raise BadValue(N_("Say who authorises it."), "authorised_by")
        if any(_same(hands.authorised_by, each) for each in hands[:2]):
            raise BadValue(_SAME_AUTHORISED, "authorised_by", name=hands.authorised_by)
    return hands


def check_received(hands: Hands) -> Hands:
    """Refuse where nobody is named as receiving.

    Raises:
        BadValue: Nobody is.
    """
    if not hands.received_by:
        raise BadValue(N_("Say who receives."), "received_by")
    return hands


def check_own_hands(hands: Hands, person: PersonRecord) -> None:
    """Refuse that somebody hands weapons to themselves, or authorises that they get them.

    Raises:
        BadValue: They do.
    """
    if person.kind is not PersonKind.PERSON:
        return
    if _same(hands.handed_by, person.name):
        raise BadValue(_SAME, "handed_by", name=person.name)
    if _same(hands.authorised_by, person.name):
        raise BadValue(_SAME_AUTHORISED, "authorised_by", name=person.name)


def check_chosen(weapon_ids: Iterable[int]) -> tuple[int, ...]:
    """Return the weapons of a voucher, each once, in the order they were named.

    Raises:
        BadValue: There are none, or more than a voucher takes.
    """
    chosen = tuple(dict.fromkeys(weapon_ids))
    if not chosen:
        raise BadValue(N_("Choose at least one weapon."), "weapons")
    if len(chosen) > MOST_WEAPONS:
        raise BadValue(
            N_("One voucher names at most {most} weapons; make several."),
            "weapons",
            most=MOST_WEAPONS,
        )
    return chosen


def check_due(
    due_on: dt.date | None, occurred_on: dt.date, custody: CustodyKind, person: PersonRecord
) -> str | None:
    """Return when weapons should be back, as it is recorded.

    Only a unit may have weapons issued without such a day: they are its own for good.

    Raises:
        BadValue: There is none where one is needed, or it is before the day of issue.
    """
    if due_on is None:
        if custody is CustodyKind.ISSUE and person.kind is PersonKind.UNIT:
            return None
        raise BadValue(
            N_("Say when they should be back; only a unit may have weapons without such a day."),
            "due_on",
        )
    if due_on < occurred_on:
        raise BadValue(N_("They cannot be due back before the day they go out."), "due_on")
    return due_on.isoformat()


def check_expected(expected_on: dt.date, occurred_on: dt.date) -> str:
    """Return when a dispatch should arrive, as it is recorded.

    Raises:
        BadValue: It is before the day the dispatch leaves.
    """
    if expected_on < occurred_on:
        raise BadValue(N_("It cannot be expected before the day it leaves."), "expected_on")
    return expected_on.isoformat()


def check_purpose(text: str, field_name: str = "purpose") -> str:
    """Return a purpose, reason or note as it is recorded.

    Raises:
        BadValue: It is too long.
    """
    return check_text(text, field_name, LONGEST_PURPOSE)


def find_obstacles(
    weapons: Iterable[WeaponRecord],
    act: MovementKind,
    around: Around,
    *,
    to: PlaceRecord | None = None,
    manifest: Manifest | None = None,
) -> list[Obstacle]:
    """Say of each weapon that an act is not possible with, why.

    Args:
        act: A key of ``ALLOWED``.
        to: Where a ``MOVE`` goes, if that is known already.
        manifest: What a ``RECEIPT`` answers, if that is known already.
    """
    found: list[Obstacle] = []
    for weapon in weapons:
        told = (
            _manifest_obstacle(weapon, around, manifest)
            or _status_obstacle(weapon, ALLOWED[act], around)
            or _place_obstacle(weapon, act, around)
            or _move_obstacle(weapon, act, around, to)
        )
        if told is not None:
            message_id, params = told
            params = {"number": weapon.number, **params}
            found.append(Obstacle(weapon.id, weapon.number, message_id, params))
    return found


Told = tuple[str, dict[str, object]]
"""The id of a sentence, and what fills it."""


def _status_obstacle(
    weapon: WeaponRecord, allowed: frozenset[Status], around: Around
) -> Told | None:
    """Return why a weapon's status stands in the way, or None where it is one of those allowed."""
    status = weapon.status
    if status in allowed:
        return None
    if status in _HELD:
        holding = around.holdings[weapon.id]
        since = holding.since.isoformat()
        return _HELD[status], {"who": holding.who, "since": since, "entry": holding.entry}
    if status in _GONE:
        return _GONE[status], {"incident": around.incidents.get(weapon.id, "–")}
    entry = around.entries.get(weapon.id, weapon.registered_seq)
    if status.is_in_place and not any(each.is_in_place for each in allowed):
        return _NOT_OUT, {"place": around.places[weapon.place_id].path, "entry": entry}
    return _ENDED[status], {"entry": entry}


def _manifest_obstacle(
    weapon: WeaponRecord, around: Around, manifest: Manifest | None
) -> Told | None:
    if manifest is None:
        return None
    if weapon.id not in manifest.lines:
        return _NOT_ON, {"entry": manifest.entry}
    holding = around.holdings.get(weapon.id)
    if holding is None or holding.movement_id != manifest.dispatch_id:
        return _NOT_OPEN, {"entry": manifest.entry}
    return None


def _place_obstacle(weapon: WeaponRecord, act: MovementKind, around: Around) -> Told | None:
    """Return why nothing can be taken from where the weapon is; a dispatch takes it sealed."""
    if not weapon.status.is_in_place:
        return None
    place = around.places[weapon.place_id]
    if place.seals and act is not MovementKind.DISPATCH:
        return _SEALED, {"place": place.path}
    if (stocktake := around.stocktakes.get(place.id)) is not None:
        return _COUNTED, {"place": place.path, "stocktake": stocktake}
    unfit = weapon.condition is Condition.UNSERVICEABLE
    if unfit and act in {MovementKind.ISSUE, MovementKind.LOAN}:
        return _UNSERVICEABLE, {}
    return None


def _move_obstacle(
    weapon: WeaponRecord, act: MovementKind, around: Around, to: PlaceRecord | None
) -> Told | None:
    if act is not MovementKind.MOVE or to is None:
        return None
    place = around.places[weapon.place_id]
    if place.depot != to.depot:
        return _OTHER_DEPOT, {"depot": around.places[place.depot].name}
    return (_THERE, {"place": to.path}) if place.id == to.id else None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
