"""Looks up the life of a weapon: what is around it, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from stockpile_app.domain import facts
from stockpile_app.domain.disposal_records import OrderLineRecord, OrderRecord
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.lifecycle import Surroundings, ended, next_steps
from stockpile_app.domain.marking import Evaluation, evaluate
from stockpile_app.domain.marking_records import PartRecord
from stockpile_app.domain.marking_rules import FOUND_PROFILE
from stockpile_app.domain.records import EntryRecord, MarkRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.timeline import LifeCycle, TimelineEvent, day_of, in_order
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence import (
    disposal_index,
    disposal_work_index,
    document_index,
    history,
    lifecycle_index,
    marking_index,
)
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.weapon_records import load
from stockpile_app.reference.marking import countries
from stockpile_app.services.desk import Desk
from stockpile_app.services.marking_details import profile_of
from stockpile_app.services.standing import look_around
from stockpile_app.services.surplus import reviewed

_NO_WEAPON: Final = N_("There is no such weapon in this register.")
_BEGUN_BY: Final = ("order", "job")
"""What facts name the order or job by that they belong to."""


def life_of(desk: Desk, connection: Connection, weapon_id: int) -> LifeCycle:
    """Return the life of a weapon as a transaction sees it.

    Raises:
        NotFound: There is no such weapon.
    """
    weapon = load(connection, [weapon_id]).get(weapon_id)
    if weapon is None:
        raise NotFound(_NO_WEAPON)
    book = read_places(connection)
    around = look_around(connection, book, [weapon])
    marks = history.marks(connection, weapon_id)
    order, line = _order(connection, weapon_id)
    holding = around.holdings.get(weapon_id)
    at = Surroundings(
        around=around,
        order=order,
        line=line,
        checks=tuple(disposal_work_index.checks(connection, order.id)) if order else (),
        carries=frozenset(each.occasion for each in marks if not each.altered),
        found=_found(desk, connection, weapon, marks),
        surplus=reviewed(connection, ()) if weapon.status is Status.IN_STORE else (),
    )
    return LifeCycle(
        weapon=weapon,
        ended=ended(weapon, around),
        steps=next_steps(weapon, at),
        timeline=in_order(_Timeline(connection, weapon_id).events(order)),
        order=order,
        incident=around.incidents.get(weapon_id),
        movement=holding.movement_id if holding else None,
        names=lifecycle_index.names(connection, book),
    )


def _order(
    connection: Connection, weapon_id: int
) -> tuple[OrderRecord | None, OrderLineRecord | None]:
    order_id = lifecycle_index.order_of(connection, weapon_id)
    if order_id is None:
        return None, None
    return disposal_index.order(connection, order_id), disposal_index.line(
        connection, order_id, weapon_id
    )


def _found(
    desk: Desk, connection: Connection, weapon: WeaponRecord, marks: Sequence[MarkRecord]
) -> Evaluation | None:
    """Return what must be marked before a seized weapon is the State's own."""
    if weapon.status is not Status.SEIZED:
        return None
    came = marking_index.acquisitions(connection, [weapon.id]).get(weapon.id)
    marked = marking_index.marked_of(weapon, came)
    return evaluate(profile_of(connection, FOUND_PROFILE), marked, marks, countries(desk.today))


class _Timeline:
    """Collects the events of one weapon."""

    def __init__(self, connection: Connection, weapon_id: int) -> None:
        self._connection = connection
        self._weapon_id = weapon_id
        self._users = {each.name: each.full_name for each in history.users(connection)}
        self._subjects = lifecycle_index.subjects_of(connection, weapon_id)
        self._begun = {(each.origin, each.seq): each.number for each in self._subjects}

    def events(self, order: OrderRecord | None) -> Iterator[TimelineEvent]:
        """Yield the entries about the weapon and its parts, and the documents, in no order."""
        own = history.weapon_history(self._connection, self._weapon_id)
        if order is not None and order.verified_seq is not None:
            # it is about the order, and yet the last thing that happened to its weapons
            own += history.by_seq(self._connection, [order.verified_seq])
        for entry in own:
            yield self._stated(entry)
        yield from self._of_parts({(each.origin, each.seq) for each in own})
        numbers = {each.id: each.number for each in self._subjects}
        documents = document_index.of_weapon(self._connection, self._weapon_id)
        documents += document_index.of_subjects(self._connection, list(numbers))
        for document in {each.id: each for each in documents}.values():
            yield TimelineEvent(
                on=document.made_at.astimezone().date(),
                recorded_at=document.made_at,
                recorded_by=self._called(document.made_by),
                number=numbers.get(document.subject_id or 0, ""),
                document=document,
            )

    def _of_parts(self, known: set[tuple[str, int]]) -> Iterator[TimelineEvent]:
        """Yield what happened to the parts of the weapon while they were on another."""
        for part in marking_index.parts_of(self._connection, self._weapon_id):
            seqs = marking_index.part_history(self._connection, part.id)
            for entry in history.by_seq(self._connection, seqs):
                if (entry.origin, entry.seq) not in known:
                    known.add((entry.origin, entry.seq))
                    yield self._stated(entry, part)

    def _stated(self, entry: EntryRecord, part: PartRecord | None = None) -> TimelineEvent:
        fact = _decoded(entry)
        return TimelineEvent(
            on=(fact and day_of(fact)) or entry.recorded_at.astimezone().date(),
            recorded_at=entry.recorded_at,
            recorded_by=self._called(entry.recorded_by),
            approved_by=self._called(entry.approved_by or ""),
            number=self._number(entry, fact),
            entry=entry,
            part=part,
        )

    def _number(self, entry: EntryRecord, fact: facts.Fact | None) -> str:
        """Return the number of the order, job, voucher or incident that an entry belongs to."""
        for name in _BEGUN_BY:
            begun = getattr(fact, name, None)
            if begun is not None and (entry.origin, begun) in self._begun:
                return self._begun[entry.origin, begun]
        return self._begun.get((entry.origin, entry.seq), "")

    def _called(self, user: str) -> str:
        return self._users.get(user, user)


def _decoded(entry: EntryRecord) -> facts.Fact | None:
    """Return what an entry states; None of a kind that a newer program wrote."""
    try:
        return facts.decode(entry.kind, entry.body.encode())
    except (KeyError, msgspec.DecodeError):
        return None
