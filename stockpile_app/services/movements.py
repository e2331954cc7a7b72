"""Weapons from hand to hand and place to place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.facts import Fact
from stockpile_app.domain.movement_rules import find_obstacles
from stockpile_app.domain.movements import (
    MOVEMENT_OF,
    CustodyRecord,
    CustodySpan,
    DispatchContainers,
    DispatchRecord,
    IssueWeapons,
    MovementDone,
    MovementLineRecord,
    MovementRecord,
    MoveWeapons,
    Obstacle,
    ReceiveDispatch,
    ReturnWeapons,
    movement_number,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.persistence import custody_index, dispatch_index, movement_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.movement_index import MovementQuery
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services import movement_facts, receipts, standing
from stockpile_app.services.desk import Desk
from stockpile_app.services.movement_facts import Moment
from stockpile_app.services.movement_papers import MovementPapers

_NO_MOVEMENT: Final = N_("There is no such movement in this register.")
_NO_DISPATCH: Final = N_("There is no such dispatch in this register.")
_NO_WEAPON: Final = N_("There is no such weapon in this register.")


class Movements:
    """What is done with weapons that change hands or places."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> MovementPapers:
        """Vouchers, manifests, declarations and logs."""
        return MovementPapers(self._desk)

    # --- recording -------------------------------------------------------------------------------

    def move(self, command: MoveWeapons) -> MovementDone:
        """Put weapons in another place of the same depot.

        Raises:
            BadValue: A name is missing or stands twice, or a day does not fit.
            NotAllowedNow: A place is sealed, on its way or being counted.
            NotFound: There is no such weapon or place.
            Refused: Weapons cannot be moved; says which, and the entry that stands in the way.
        """
        return self._record(MovementKind.MOVE, lambda at: movement_facts.moved(at, command))

    def issue(self, command: IssueWeapons) -> MovementDone:
        """Hand weapons to a person or unit: issue, loan, or repair.

        Raises:
            BadValue: A name is missing or stands twice, or a day does not fit.
            NotFound: There is no such weapon or person, or the person is retired.
            Refused: Weapons cannot be given out; says which, and the entry that stands in the way.
        """
        kind = MOVEMENT_OF[command.custody]
        return self._record(kind, lambda at: movement_facts.issued(at, command))

    def give_back(self, command: ReturnWeapons) -> MovementDone:
        """Take weapons back from one custodian, into a place.

        Raises:
            BadValue: A name is missing or stands twice, or a day does not fit.
            NotAllowedNow: Several people had them, or the place is locked; says who or by what.
            NotFound: There is no such weapon or place.
            Refused: Weapons are not out; says which, and the entry that stands in the way.
        """
        return self._record(MovementKind.RETURN, lambda at: movement_facts.returned(at, command))

    def dispatch(self, command: DispatchContainers) -> MovementDone:
        """Send sealed containers, with all that is in them, to another depot.

        Raises:
            BadValue: A name is missing or stands twice, a day does not fit, or the depot does not.
            NotAllowedNow: A container is not sealed, empty, on its way or being counted.
            NotFound: There is no such container or depot.
            Refused: Weapons in them cannot be sent.
        """
        return self._record(
            MovementKind.DISPATCH, lambda at: movement_facts.dispatched(at, command)
        )

    def receive(self, command: ReceiveDispatch) -> MovementDone:
        """Record what arrived of a dispatch; report an incident at once if lines are missing.

        Containers whose lines were checked are opened by it.

        Raises:
            BadValue: The place is in another depot, or something given does not fit.
            NotAllowedNow: All of it was confirmed before, or the place is locked.
            NotFound: There is no such dispatch or place: what was never sent is not received.
            Refused: Lines are not on its manifest, or not in transit any more.
        """
        self._desk.require(Permission.MOVE)
        reported_by = self._desk.user.full_name
        with self._desk.store.write() as uow:
            receipt = receipts.received(self._at(uow.connection), command, reported_by)
            seq = uow.next_seq
            *first, last = receipt.facts
            uow.record_all(first)
            incident = uow.next_seq if receipt.incident else None
            uow.record(last)
            return self._done(MovementKind.RECEIPT, seq, uow.commit(), incident)

    def why_not(
        self,
        weapon_ids: Sequence[int],
        act: MovementKind,
        *,
        place_id: int | None = None,
        dispatch_id: int | None = None,
    ) -> Sequence[Obstacle]:
        """Say of each weapon that cannot be moved so, why; nothing of those that can.

        The acts themselves ask the same rules; days, names and custodians they ask beside.

        Args:
            weapon_ids: Those that are in this register; others are passed over.
            act: MOVE, ISSUE, LOAN, REPAIR, RETURN, DISPATCH or RECEIPT.
            place_id: Where a MOVE goes, if that is known already.
            dispatch_id: What a RECEIPT answers, if that is known already.
        """
        with self._reading() as connection:
            found = movement_index.load_many(connection, list(weapon_ids))
            records = [found[each] for each in dict.fromkeys(weapon_ids) if each in found]
            book = read_places(connection)
            manifest = None
            if dispatch_id is not None:
                sent = dispatch_index.dispatch(connection, dispatch_id, self._today)
                manifest = receipts.manifest_of(sent) if sent else None
            around = standing.look_around(connection, book, records)
            to = None if place_id is None else book.by_id.get(place_id)
            return find_obstacles(records, act, around, to=to, manifest=manifest)

    # --- looking ---------------------------------------------------------------------------------

    def get(self, movement_id: int) -> MovementRecord:
        """Return one movement.

        Raises:
            NotFound: There is none of this id.
        """
        with self._reading() as connection:
            found = movement_index.movement(connection, movement_id, self._today)
        if found is None:
            raise NotFound(_NO_MOVEMENT)
        return found

    def lines(self, movement_id: int) -> Sequence[MovementLineRecord]:
        """Return the weapons of a movement, by number."""
        with self._reading() as connection:
            return movement_index.lines(connection, movement_id)

    def list(
        self,
        kinds: Sequence[MovementKind] = (),
        *,
        person_id: int | None = None,
        weapon_id: int | None = None,
        before: int | None = None,
        limit: int = 200,
        open_only: bool = False,
    ) -> Sequence[MovementRecord]:
        """Return movements, newest first, from below the id ``before``.

        Args:
            open_only: Only those of which a weapon is still out or in transit.
        """
        query = MovementQuery(
            kinds=tuple(kinds),
            person_id=person_id,
            weapon_id=weapon_id,
            before=before,
            limit=limit,
            open_only=open_only,
        )
        with self._reading() as connection:
            return movement_index.movements(connection, query, self._today)

    def custody(
        self,
        person_id: int | None = None,
        *,
        overdue_only: bool = False,
        after: int = 0,
        limit: int = 200,
    ) -> Sequence[CustodyRecord]:
        """Return weapons that are out, by weapon id from above ``after``; transit included."""
        today = self._today
        conditions = movement_index.custody_conditions(
            today, person_id=person_id, overdue_only=overdue_only, after=after
        )
        with self._reading() as connection:
            return movement_index.custody(connection, today, *conditions, limit=limit)

    def in_transit(self) -> Sequence[MovementRecord]:
        """Return dispatches of which something is still in transit, the earliest expected first."""
        with self._reading() as connection:
            return movement_index.in_transit(connection, self._today)

    def dispatch_record(self, dispatch_id: int) -> DispatchRecord:
        """Return a dispatch with its manifest; a receipt's id gives the dispatch it answers.

        Raises:
            NotFound: There is none of this id.
        """
        with self._reading() as connection:
            found = dispatch_index.dispatch(connection, dispatch_id, self._today)
        if found is None:
            raise NotFound(_NO_DISPATCH)
        return found

    def custody_history(self, weapon_id: int) -> Sequence[CustodySpan]:
        """Return where a weapon was and who had it, oldest first.

        Raises:
            NotFound: There is no such weapon.
        """
        with self._reading() as connection:
            found = custody_index.weapon_spans(connection, weapon_id)
        if not found:
            raise NotFound(_NO_WEAPON)
        return found

    def person_history(self, person_id: int, *, limit: int = 1000) -> Sequence[CustodySpan]:
        """Return what a person had, the newest ``limit`` spans, newest first."""
        with self._reading() as connection:
            return custody_index.person_spans(connection, person_id, limit)

    # --- within ----------------------------------------------------------------------------------

    @property
    def _today(self) -> dt.date:
        return self._desk.today

    def _at(self, connection: Connection) -> Moment:
        return Moment(connection, read_places(connection), self._today)

    def _record(self, kind: MovementKind, make: Callable[[Moment], Fact]) -> MovementDone:
        self._desk.require(Permission.MOVE)
        with self._desk.store.write() as uow:
            fact = make(self._at(uow.connection))
            seq = uow.next_seq
            uow.record(fact)
            return self._done(kind, seq, uow.commit())

    def _done(
        self, kind: MovementKind, seq: int, changes: ChangeSet, incident: int | None = None
    ) -> MovementDone:
        number = movement_number(kind, self._desk.store.origin, seq)
        return MovementDone(seq, number, changes, incident)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            yield connection
