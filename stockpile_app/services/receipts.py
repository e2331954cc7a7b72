"""What is stated of a dispatch that arrives, after the rules are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stockpile_app import i18n
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import ContainerOpened, DispatchReceived, Fact, IncidentReported
from stockpile_app.domain.movement_rules import (
    Hands,
    Manifest,
    check_hands,
    check_purpose,
    check_received,
)
from stockpile_app.domain.movements import (
    DispatchRecord,
    LineState,
    ManifestContainerRecord,
    MovementLineRecord,
    ReceiveDispatch,
)
from stockpile_app.domain.places import check_parent, clean_seals, compare_seals
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import IncidentKind, MovementKind, PlaceKind
from stockpile_app.domain.weapons import check_text
from stockpile_app.persistence import dispatch_index
from stockpile_app.services import standing
from stockpile_app.services.movement_facts import Moment

MOST_UNEXPECTED: Final = 500
_NEVER_SENT: Final = N_(
    "There is no such dispatch in this register. What was never sent cannot be received; register"
    " the weapons instead."
)
_ALL_DONE: Final = N_("All of {number} was confirmed or reported missing already, by {entry}.")
_OTHER_DEPOT: Final = N_("{number} was sent to “{depot}”. Choose a place there.")
_OPENED: Final = N_("Checked against the manifest {number}")
_CIRCUMSTANCES: Final = N_(
    "Missing when the dispatch {number} was checked against its manifest on receipt."
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is about to be stated.

    Attributes:
        openings: Containers whose seals are off, because their lines were checked.
        incident: Reports the missing lines, where there are any.
    """

    fact: DispatchReceived
    openings: tuple[ContainerOpened, ...]
    incident: IncidentReported | None

    @property
    def facts(self) -> list[Fact]:
        """All of it, in order; the incident last."""
        last = [self.incident] if self.incident else []
        return [self.fact, *self.openings, *last]


def received(at: Moment, command: ReceiveDispatch, reported_by: str) -> Receipt:
    """Return the facts that state what arrived of a dispatch.

    Whoever checks a line has opened its container, so the seals of that container are off.

    Raises:
        BadValue: The place is in another depot, or something given does not fit.
        NotAllowedNow: A line is not on the manifest or not in transit any more, all of it was
            confirmed before, or the place is locked.
        NotFound: There is no such dispatch or place.
    """
    sent = _sent(at, command.dispatch_id)
    hands = check_received(check_hands(command.handed_by, command.received_by))
    place = _place(at, command.place_id, sent)
    seen, missing = _checked(at, command, sent)
    arriving = _arriving(at, command, sent, place)
    _check_arrived(sent, arriving, seen)
    unexpected = _unexpected(command.unexpected)
    if not (seen or missing or arriving or unexpected):
        raise BadValue(N_("Say what arrived: containers, weapons, or what is missing."), "weapons")
    left = [each.weapon for each in sent.lines if each.state is LineState.IN_TRANSIT]
    fact = DispatchReceived(
        dispatch=sent.movement.id,
        place=place.id,
        weapons=tuple(each.number for each in seen),
        missing=tuple(each.number for each in missing),
        unexpected=unexpected,
        occurred_on=command.occurred_on.isoformat(),
        handed_by=hands.handed_by,
        received_by=hands.received_by,
        containers=tuple(arriving),
        seals=arriving,
        intact=tuple(each for each in arriving if _intact(sent, each, arriving[each])),
        notes=check_purpose(command.notes, "notes"),
        explanation=at.day(command.occurred_on, left, command.explanation),
    )
    return Receipt(
        fact=fact,
        openings=tuple(_openings(at, sent, fact, hands, {each.id for each in (*seen, *missing)})),
        incident=_incident(sent, fact, reported_by) if missing else None,
    )


def manifest_of(sent: DispatchRecord) -> Manifest:
    """Return what a receipt is held against."""
    lines = frozenset(each.weapon.id for each in sent.lines)
    return Manifest(sent.movement.id, sent.movement.number, lines)


def _sent(at: Moment, dispatch_id: int) -> DispatchRecord:
    found = dispatch_index.dispatch(at.connection, dispatch_id, at.today)
    if found is None or found.movement.id != dispatch_id:
        raise NotFound(_NEVER_SENT)
    waiting = any(each.arrived_id is None for each in found.containers)
    if not found.movement.open and not waiting:
        entry = found.receipts[-1].number if found.receipts else "–"
        raise NotAllowedNow(_ALL_DONE, number=found.movement.number, entry=entry)
    return found


def _place(at: Moment, place_id: int, sent: DispatchRecord) -> PlaceRecord:
    place = at.target(place_id)
    if place.depot != sent.movement.place_id:
        raise BadValue(
            _OTHER_DEPOT, "place_id", number=sent.movement.number, depot=sent.movement.place
        )
    return place


def _checked(
    at: Moment, command: ReceiveDispatch, sent: DispatchRecord
) -> tuple[list[WeaponRecord], list[WeaponRecord]]:
    """Return the lines that were seen, and those that are missing."""
    if set(command.weapon_ids) & set(command.missing_ids):
        raise BadValue(N_("The same weapon is said to be there and to be missing."), "missing")
    chosen = dict.fromkeys((*command.weapon_ids, *command.missing_ids))
    records = standing.chosen_weapons(at.connection, list(chosen))
    standing.check_movement(
        at.connection, at.book, records, MovementKind.RECEIPT, manifest=manifest_of(sent)
    )
    seen = set(command.weapon_ids)
    return (
        [each for each in records if each.id in seen],
        [each for each in records if each.id not in seen],
    )


def _arriving(
    at: Moment, command: ReceiveDispatch, sent: DispatchRecord, place: PlaceRecord
) -> dict[int, tuple[str, ...]]:
    """Return the seals read, by container that arrives with this receipt."""
    found: dict[int, tuple[str, ...]] = {}
    known = {each.place_id: each for each in sent.containers}
    for place_id, seals in command.seals.items():
        container = known.get(place_id)
        if container is None:
            raise BadValue(
                N_("A container is named that is not on the manifest {number}."),
                "seals",
                number=sent.movement.number,
            )
        if container.arrived_id is not None:
            raise NotAllowedNow(N_("“{name}” arrived already."), name=container.name)
        check_parent(PlaceKind.CONTAINER, place.kind)
        taken = at.book.called(container.name, place.id) is not None
        if taken or any(known[each].name.casefold() == container.name.casefold() for each in found):
            raise BadValue(
                N_("There is a place “{name}” there already; rename one of them first."),
                "place_id",
                name=container.name,
            )
        found[place_id] = clean_seals(seals, least=0)
    return found


def _check_arrived(
    sent: DispatchRecord, arriving: dict[int, tuple[str, ...]], seen: Sequence[WeaponRecord]
) -> None:
    """Refuse weapons that were seen in a container that has not arrived."""
    ids = {each.id for each in seen}
    needed = {each.from_place_id for each in sent.lines if each.weapon.id in ids}
    for each in sent.containers:
        if each.place_id in needed and each.arrived_id is None and each.place_id not in arriving:
            raise BadValue(
                N_("Say which seals are on “{name}”, or that there are none."),
                "seals",
                name=each.name,
            )


def _unexpected(texts: Sequence[str]) -> tuple[str, ...]:
    found = tuple(filter(None, (check_text(each, "unexpected") for each in texts)))
    if len(found) > MOST_UNEXPECTED:
        raise BadValue(
            N_("At most {most} unexpected weapons can be noted; make several receipts."),
            "unexpected",
            most=MOST_UNEXPECTED,
        )
    return found


def _intact(sent: DispatchRecord, place_id: int, read: tuple[str, ...]) -> bool:
    container: ManifestContainerRecord = next(
        each for each in sent.containers if each.place_id == place_id
    )
    return compare_seals(container.seals, read).same


def _openings(
    at: Moment, sent: DispatchRecord, fact: DispatchReceived, hands: Hands, checked: set[int]
) -> Iterator[ContainerOpened]:
    lines: list[MovementLineRecord] = [each for each in sent.lines if each.weapon.id in checked]
    arrived = {each.place_id for each in sent.containers if each.arrived_id is not None}
    arrived |= set(fact.containers)
    for place_id in dict.fromkeys(each.from_place_id for each in lines):
        if place_id in arrived and at.book.by_id[place_id].seals:
            yield ContainerOpened(
                place=place_id,
                occurred_on=fact.occurred_on,
                opened_by=hands.received_by,
                witness=hands.handed_by,
                reason=i18n.tr(_OPENED, number=sent.movement.number),
            )


def _incident(sent: DispatchRecord, fact: DispatchReceived, reported_by: str) -> IncidentReported:
    return IncidentReported(
        incident_kind=IncidentKind.UNEXPLAINED,
        discovered_on=fact.occurred_on,
        circumstances=i18n.tr(_CIRCUMSTANCES, number=sent.movement.number),
        reported_by=reported_by,
        place=fact.place,
        weapons=fact.missing,
        occurred_from=sent.movement.occurred_on.isoformat(),
        occurred_until=fact.occurred_on,
        dispatch=sent.movement.id,
    )
