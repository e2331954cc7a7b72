"""Days at collection sites: reconciled and closed; and weapons on their way to a depot.

What is collected stays in temporary storage as short as possible (IDDRS 4.10, section 7). It leaves
in sealed containers with a manifest, as from any other depot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_days import (
    CloseDay,
    DayFigures,
    PackContainer,
    SendContainers,
    WaitingWeapon,
)
from stockpile_app.domain.collection_reckoning import (
    DayHandIn,
    check_closable,
    mean_minutes,
    pairs_of,
    people_of,
    together,
    weapons_of,
)
from stockpile_app.domain.collection_rules import LONGEST_TAG, LONGEST_TEXT
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import CollectionDayClosed
from stockpile_app.domain.movements import (
    DispatchContainers,
    MovementDone,
    MovementRecord,
    MoveWeapons,
    movement_number,
)
from stockpile_app.domain.places import AddPlace, SealContainer
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind, PlaceKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import (
    collection_day_index,
    collection_index,
    collection_site_index,
    history,
    movement_index,
)
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services import containers, movement_facts
from stockpile_app.services.collection_setup import existing_site
from stockpile_app.services.desk import Desk
from stockpile_app.services.places import PlaceChanged, new_place

_FUTURE: Final = N_("The date {day} is in the future.")
_NOBODY: Final = N_("Nobody handed anything in at “{name}” on {day}: there is nothing to close.")
_CLOSED: Final = N_("{day} is closed already at “{name}”.")
_SPOILT_USED: Final = N_("The tag {tag} is used: {known}. It cannot be spoilt.")
_NOT_HERE: Final = N_("Some of these weapons were not handed in at “{name}”, or left it already.")
_NOT_THIS: Final = N_("The containers must be at “{name}”.")


class CollectionDays:
    """What is done in the evening, and when the lorry comes."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    # --- reconciled ------------------------------------------------------------------------------

    def due(self) -> Sequence[SiteRecord]:
        """Return the sites that have days before today which are not closed."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            sites = collection_site_index.sites(connection)
        return [each for each in sites if any(day < self._desk.today for day in each.days_open)]

    def closed(self, site_id: int) -> Sequence[dt.date]:
        """Return the days that are closed at a site, newest first.

        Raises:
            NotFound: There is no such site.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            existing_site(connection, site_id)
            return collection_day_index.closed_days(connection, site_id)

    def figures(self, site_id: int, day: dt.date) -> DayFigures:
        """Return what was done on a day, and whether it agrees; of a closed day as it was stated.

        Raises:
            NotFound: There is no such site.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return _figures(connection, existing_site(connection, site_id), day)

    def close(self, command: CloseDay) -> DayFigures:
        """Close a day whose receipts, tags and weapons agree, or whose differences are explained.

        Raises:
            BadValue: Figures differ and nobody says why; a spoilt tag is used; or the day is in
                the future.
            NotAllowedNow: Hand-ins are open, the day is closed already, or nobody came.
            NotFound: There is no such site.
        """
        self._desk.require(Permission.COLLECT)
        if command.day > self._desk.today:
            raise BadValue(_FUTURE, "day", day=command.day.isoformat())
        explanations = {
            check: text
            for check, words in command.explanations.items()
            if (text := check_text(words, check.value, LONGEST_TEXT))
        }
        notes = check_text(command.notes, "notes", LONGEST_NOTE)
        day = command.day.isoformat()
        with self._desk.store.write() as uow:
            site = existing_site(uow.connection, command.site)
            if collection_day_index.is_closed(uow.connection, site.id, command.day):
                raise NotAllowedNow(_CLOSED, day=day, name=site.name)
            hand_ins = collection_day_index.day_hand_ins(uow.connection, site, command.day)
            if not hand_ins:
                raise NotAllowedNow(_NOBODY, day=day, name=site.name)
            pairs = pairs_of(hand_ins, explanations)
            still_open = collection_day_index.open_numbers(uow.connection, site.id, command.day)
            check_closable(command.day, still_open, pairs)
            uow.record(
                CollectionDayClosed(
                    site=site.id,
                    occurred_on=day,
                    figures={each.check.value: (each.first, each.second) for each in pairs},
                    weapons={
                        category.value if category else "": (taken, present, sent)
                        for category, taken, present, sent in weapons_of(hand_ins)
                    },
                    people={
                        f"{sex.value if sex else ''} {group.value}": count
                        for sex, group, count in people_of(hand_ins)
                    },
                    rounds=sum(count for each in hand_ins for _, count in each.ammunition),
                    explanations={check.value: text for check, text in explanations.items()},
                    spoilt=_spoilt(uow.connection, command.spoilt),
                    notes=notes,
                )
            )
            uow.commit()
        return self.figures(command.site, command.day)

    # --- waiting and leaving ---------------------------------------------------------------------

    def waiting(self, site_id: int) -> Sequence[WaitingWeapon]:
        """Return the weapons that are still at a site, the longest waiting first.

        Raises:
            NotFound: There is no such site.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            site = existing_site(connection, site_id)
            return collection_day_index.waiting(connection, site, self._desk.today)

    def pack(self, command: PackContainer) -> PlaceChanged:
        """Put weapons of a site into a new container and seal it, before a witness.

        Raises:
            BadValue: A name or seal is missing or used, a day does not fit, or no weapon is chosen.
            NotAllowedNow: The site is being counted, or a weapon is not there.
            NotFound: There is no such site or weapon.
            Refused: Weapons cannot be moved; says which, and what stands in the way.
        """
        self._desk.require(Permission.COLLECT)
        with self._desk.store.write() as uow:
            site = existing_site(uow.connection, command.site)
            self._check_waiting(uow.connection, site, command.weapon_ids)
            added = new_place(
                read_places(uow.connection),
                AddPlace(PlaceKind.CONTAINER, command.name, parent=site.place_id),
                history.last_sequences(uow.connection)[1] + 1,
            )
            uow.record(added)
            at = self._at(uow.connection)
            uow.record(
                movement_facts.moved(
                    at,
                    MoveWeapons(
                        weapon_ids=command.weapon_ids,
                        place_id=added.place,
                        occurred_on=command.packed_on,
                        handed_by=command.sealed_by,
                    ),
                )
            )
            place = at.book.by_id[added.place]
            uow.record(
                containers.sealed(
                    containers.Moment(uow.connection, at.book, self._desk.today),
                    place,
                    SealContainer(
                        place_id=added.place,
                        seals=command.seals,
                        sealed_on=command.packed_on,
                        sealed_by=command.sealed_by,
                        witness=command.witness,
                    ),
                )
            )
            return PlaceChanged(added.place, uow.commit())

    def send(self, command: SendContainers) -> MovementDone:
        """Send sealed containers from a site to a depot; its manifest is that of the dispatch.

        Raises:
            BadValue: A name is missing or stands twice, a day does not fit, or the depot does not.
            NotAllowedNow: A container is not sealed, empty, on its way or being counted.
            NotFound: There is no such site, container or depot.
            Refused: Weapons in them cannot be sent.
        """
        self._desk.require(Permission.COLLECT)
        asked = DispatchContainers(
            container_ids=command.container_ids,
            depot_id=command.depot_id,
            occurred_on=command.sent_on,
            expected_on=command.expected_on,
            handed_by=command.handed_by,
            received_by=command.received_by,
            authorised_by=command.authorised_by,
            vehicle=command.vehicle,
            escort=command.escort,
        )
        with self._desk.store.write() as uow:
            site = existing_site(uow.connection, command.site)
            at = self._at(uow.connection)
            if any(
                (place := at.book.by_id.get(each)) is None or place.depot != site.place_id
                for each in command.container_ids
            ):
                raise BadValue(_NOT_THIS, "containers", name=site.name)
            fact = movement_facts.dispatched(at, asked)
            seq = uow.next_seq
            uow.record(fact)
            number = movement_number(MovementKind.DISPATCH, self._desk.store.origin, seq)
            return MovementDone(seq, number, uow.commit())

    def on_the_way(self, site_id: int) -> Sequence[MovementRecord]:
        """Return the dispatches from a site of which something has not arrived yet.

        Raises:
            NotFound: There is no such site.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            site = existing_site(connection, site_id)
            depots = {each.id: each.depot for each in read_places(connection).by_id.values()}
            return [
                each
                for each in movement_index.in_transit(connection, self._desk.today)
                if any(
                    depots.get(line.from_place_id) == site.place_id
                    for line in movement_index.lines(connection, each.id)
                )
            ]

    def _at(self, connection: Connection) -> movement_facts.Moment:
        return movement_facts.Moment(connection, read_places(connection), self._desk.today)

    def _check_waiting(
        self, connection: Connection, site: SiteRecord, weapon_ids: Sequence[int]
    ) -> None:
        here = collection_day_index.waiting(connection, site, self._desk.today)
        if not set(weapon_ids) <= {each.weapon_id for each in here}:
            raise NotFound(_NOT_HERE, name=site.name)


def _spoilt(connection: Connection, tags: Sequence[str]) -> tuple[str, ...]:
    """Return spoilt tags, cleaned.

    Raises:
        BadValue: One of them is on a weapon.
    """
    found = [check_text(each, "spoilt", LONGEST_TAG).upper() for each in tags]
    found = list(dict.fromkeys(filter(None, found)))
    for tag in found:
        known = collection_index.tag_used(connection, tag)
        if known:
            raise BadValue(_SPOILT_USED, "spoilt", tag=tag, known=known)
    return tuple(found)


def _figures(connection: Connection, site: SiteRecord, day: dt.date) -> DayFigures:
    hand_ins = collection_day_index.day_hand_ins(connection, site, day)
    closed = collection_day_index.closed(connection, site.id, day)
    receipts = _receipts(hand_ins)
    return DayFigures(
        site=site.id,
        site_name=site.name,
        programme_name=site.programme_name,
        day=day,
        open_hand_ins=tuple(collection_day_index.open_numbers(connection, site.id, day)),
        pairs=closed.pairs if closed else pairs_of(hand_ins),
        weapons=closed.weapons if closed else weapons_of(hand_ins),
        people=closed.people if closed else people_of(hand_ins),
        ammunition=together(item for each in hand_ins for item in each.ammunition),
        explosives=together(item for each in hand_ins for item in each.explosives),
        tags=tuple(weapon.tag for each in hand_ins for weapon in each.weapons),
        first_receipt=receipts[0] if receipts else "",
        last_receipt=receipts[-1] if receipts else "",
        served=len(receipts),
        ineligible=len({each.participant for each in hand_ins if each.eligible is False}),
        minutes=mean_minutes(hand_ins),
        closed_by=closed.closed_by if closed else "",
        closed_at=closed.closed_at if closed else None,
        spoilt=closed.spoilt if closed else (),
        notes=closed.notes if closed else "",
    )


def _receipts(hand_ins: Sequence[DayHandIn]) -> list[str]:
    return [each.number for each in hand_ins if each.closed_at is not None]
