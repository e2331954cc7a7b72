"""Reads what came into and went out of a place over a period, one weapon at a time.

A container takes its weapons along without an entry of theirs, and a corrected type makes one
weapon go and another come; so what matters is, after each entry, whether the weapon is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, func, select

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.facts import (
    IdentityCorrected,
    WeaponDescribed,
    WeaponRegistered,
    decode,
)
from stockpile_app.domain.vocabulary import MovementKind, PlaceKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_tree import PlaceTree, place_tree
from stockpile_app.persistence.stocktake_index import IN_PLACE
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    EntryRow,
    MovementLineRow,
    MovementRow,
    OriginRow,
    WeaponEntryRow,
    WeaponRow,
    id_in,
)
from stockpile_app.persistence.values import portions

_W: Final = table_of(WeaponRow).c
_LINE: Final = table_of(MovementLineRow).c
_E: Final = table_of(EntryRow).c
_TYPE_KINDS: Final = (WeaponDescribed.kind, IdentityCorrected.kind)
_GONE: Final = Status.WITHDRAWN.value


class Period(NamedTuple):
    """After one entry, up to another; to now where ``until`` is None."""

    since: int
    until: int | None

    def has(self, seq: int) -> bool:
        """Whether an entry is in it."""
        return seq > self.since and (self.until is None or seq <= self.until)


@dataclass(slots=True)
class Flows:
    """How many of each type came and went, and how many the register has there now."""

    received: dict[TypeKey, int] = field(default_factory=dict)
    issued: dict[TypeKey, int] = field(default_factory=dict)
    lost: dict[TypeKey, int] = field(default_factory=dict)
    recovered: dict[TypeKey, int] = field(default_factory=dict)
    now: dict[TypeKey, int] = field(default_factory=dict)


class _Event(NamedTuple):
    """What the books say of a weapon after an entry; ``type`` where that changes."""

    seq: int
    place: int
    status: str
    why: str = ""
    type: TypeKey | None = None


@dataclass(slots=True)
class _Weapon:
    number: str
    place: int
    status: str
    type: TypeKey
    registered: int
    changed: int
    lines: list[Row[Any]] = field(default_factory=list)
    types: list[tuple[int, TypeKey]] = field(default_factory=list)


def flows(
    connection: Connection,
    unit: int,
    period: Period,
    present: frozenset[str] | None,
    *,
    with_stores: bool,
) -> Flows:
    """Return what came into and went out of a place over a period.

    Args:
        present: The register numbers of what was counted there when the period began; None for
            what the books had there.
        with_stores: Whether the stores of a depot belong to it.
    """
    reader = _Reader(connection, unit, period, with_stores=with_stores)
    found = Flows(now=reader.now())
    weapons = reader.special()
    reader.plain(found, weapons.values())
    for each in weapons.values():
        reader.follow(found, each, present)
    return found


class _Reader:
    def __init__(
        self, connection: Connection, unit: int, period: Period, *, with_stores: bool
    ) -> None:
        self._connection = connection
        self._number = unit >> ORIGIN_BITS
        self._origin = connection.execute(
            select(OriginRow.origin).where(OriginRow.number == self._number)
        ).scalar_one()
        self._period = period
        self._tree: PlaceTree = place_tree(connection, self._origin, self._number)
        self._unit, self._with_stores = unit, with_stores
        self._here = frozenset(each for each in self._tree.kinds if self._inside(each, None))
        # a weapon that was never in one of these was never here, whatever was moved
        self._ever = self._here | self._tree.moved

    def _inside(self, place: int, seq: int | None) -> bool:
        """Whether a place was part of the unit once an entry was recorded; None for now."""
        for each in self._tree.path(place, seq):
            if each == self._unit:
                return True
            if not self._with_stores and self._tree.kinds[each] is PlaceKind.STORE:
                return False
        return False

    def now(self) -> dict[TypeKey, int]:
        """Return what the register has there now."""
        found: dict[TypeKey, int] = {}
        for row in self._by_type(_W.status.in_(IN_PLACE)):
            _add(found, TypeKey(*row[:3]), row[3])
        return found

    def plain(self, found: Flows, special: Iterable[_Weapon]) -> None:
        """Add the weapons that were registered there and of which nothing else is to be said."""
        period = self._period
        registered = _W.registered_seq > period.since
        if period.until is not None:
            registered &= _W.registered_seq <= period.until
        for row in self._by_type(registered & self._own(_W.id)):
            _add(found.received, TypeKey(*row[:3]), row[3])
        for each in special:
            if period.has(each.registered) and each.place in self._here:
                _add(found.received, each.type, -1)

    def _by_type(self, condition: Any) -> Iterator[Any]:
        """Yield (category, model, calibre, weapons) of those here now that fit a condition."""
        kinds = (func.coalesce(_W.category, ""), _W.model, _W.calibre)
        for some in portions(sorted(self._here)):
            yield from self._connection.execute(
                select(*kinds, func.count())
                .where(_W.place_id.in_(some), condition)
                .group_by(*kinds)
            )

    def follow(self, found: Flows, weapon: _Weapon, present: frozenset[str] | None) -> None:
        """Add what came and went of one weapon."""
        since = self._period.since
        there, kind = False, weapon.type
        if weapon.types:
            kind = next(
                (each for seq, each in reversed(weapon.types) if seq <= since), weapon.types[0][1]
            )
        if weapon.registered <= since:
            place, status = _before(weapon)
            there = status in IN_PLACE and self._inside(place, since)
            if present is not None:
                there = weapon.number in present
        for event in self._events(weapon):
            if event.type is not None and event.type != kind:
                if there:
                    _add(found.issued, kind, 1)
                    _add(found.received, event.type, 1)
                kind = event.type
            after = event.status in IN_PLACE and self._inside(event.place, event.seq)
            if event.type is None and after != there:
                _add(_column(found, event, came=after), kind, 1)
                there = after

    def _events(self, weapon: _Weapon) -> list[_Event]:
        """Return what is recorded of a weapon in the period, in order."""
        place, status = _before(weapon)
        since = self._period.since
        events = [_Event(seq, 0, "", "", kind) for seq, kind in weapon.types if seq > since]
        stays = [(0, place, status)]
        if weapon.registered > since:
            events.append(_Event(weapon.registered, place, Status.IN_STORE.value))
        for line in weapon.lines:
            seq = line.movement_id & ((1 << ORIGIN_BITS) - 1)
            place, status = line.to_place_id or line.from_place_id, line.status_after
            events.append(_Event(seq, place, status, line.kind))
            stays.append((seq, place, status))
        if weapon.status == _GONE:
            events.append(_Event(weapon.changed, place, _GONE))
        carried = {place for _, place, _ in stays} & self._tree.moved
        for seq, container in self._tree.moves if carried else ():
            _, place, status = next(each for each in reversed(stays) if each[0] <= seq)
            if place == container and seq > max(weapon.registered, since):
                events.append(_Event(seq, place, status))
        return sorted(
            (each for each in events if self._period.has(each.seq)), key=lambda each: each.seq
        )

    # --- the weapons that have to be followed one by one -----------------------------------------

    def special(self) -> dict[int, _Weapon]:
        """Return, by id, the weapons of which something is recorded after the period began."""
        lines = self._lines()
        types = self._changed_types(sorted(lines))
        ids = lines.keys() | types.keys()
        for some in portions(sorted(self._ever)):
            gone = (_W.status == _GONE) & (_W.changed_seq > self._period.since)
            carried = _W.place_id.in_(sorted(self._tree.moved & set(some)))
            ids |= set(
                self._connection.execute(
                    select(_W.id).where(_W.place_id.in_(some), gone | carried)
                ).scalars()
            )
        found = self._weapons(sorted(ids))
        for weapon_id, weapon in found.items():
            weapon.lines = lines.get(weapon_id, [])
            weapon.types = types.get(weapon_id, [])
        return found

    def _lines(self) -> dict[int, list[Row[Any]]]:
        """Return by weapon, in order, what moved the weapons that may have been here."""
        since = id_in(self._number, self._period.since)
        rows = self._connection.execute(
            select(table_of(MovementLineRow), MovementRow.kind)
            .join(MovementRow, MovementRow.id == _LINE.movement_id)
            .where(_LINE.movement_id > since, self._own(_LINE.movement_id))
            .order_by(_LINE.movement_id)
        )
        found: dict[int, list[Row[Any]]] = {}
        for row in rows:
            found.setdefault(row.weapon_id, []).append(row)
        return {
            weapon_id: lines
            for weapon_id, lines in found.items()
            if any(
                each.from_place_id in self._ever or each.to_place_id in self._ever for each in lines
            )
        }

    def _weapons(self, ids: Sequence[int]) -> dict[int, _Weapon]:
        columns = (
            *(_W.id, _W.number, _W.place_id, _W.status, _W.model, _W.calibre),
            *(func.coalesce(_W.category, "").label("kind"), _W.registered_seq, _W.changed_seq),
        )
        found: dict[int, _Weapon] = {}
        for some in portions(ids):
            of_own = select(*columns).where(_W.id.in_(some), self._own(_W.id))
            for row in self._connection.execute(of_own):
                found[row.id] = _Weapon(
                    row.number,
                    row.place_id,
                    row.status,
                    TypeKey(row.kind, row.model, row.calibre),
                    row.registered_seq,
                    row.changed_seq,
                )
        return found

    def _changed_types(self, moved: Sequence[int]) -> dict[int, list[tuple[int, TypeKey]]]:
        """Return what type a weapon was after which entry, of those whose type changed.

        Args:
            moved: The weapons to look at beside those that are here now.
        """
        further = table_of(WeaponEntryRow).c
        told = (
            select(further.weapon_id)
            .join(table_of(EntryRow), (_E.seq == further.seq) & (_E.origin == further.origin))
            .where(further.seq > self._period.since, _E.kind.in_(_TYPE_KINDS))
        )
        ids: set[int] = set()
        for some in portions(sorted(self._ever)):
            here = select(_W.id).where(_W.place_id.in_(some))
            found = self._connection.execute(told.where(further.weapon_id.in_(here)))
            ids |= set(found.scalars())
        for some in portions(moved):
            found = self._connection.execute(told.where(further.weapon_id.in_(some)))
            ids |= set(found.scalars())
        timelines: dict[int, list[tuple[int, TypeKey]]] = {}
        for weapon_id, seq, fact in self._identities(sorted(ids)):
            timeline = timelines.setdefault(weapon_id, [])
            timeline.append((seq, _typed(fact, timeline[-1][1] if timeline else None)))
        return {
            weapon_id: timeline
            for weapon_id, timeline in timelines.items()
            if len({kind for _, kind in timeline}) > 1
        }

    def _identities(self, ids: Sequence[int]) -> Iterator[tuple[int, int, Any]]:
        """Yield (weapon, seq, fact) of all that says what type some weapons are, in order."""
        further = table_of(WeaponEntryRow).c
        for some in portions(ids):
            first = select(_W.id, _E.seq, _E.kind, _E.body).join_from(
                table_of(WeaponRow),
                table_of(EntryRow),
                (_E.seq == _W.registered_seq) & (_E.origin == self._origin),
            )
            others = select(further.weapon_id, _E.seq, _E.kind, _E.body).join_from(
                table_of(WeaponEntryRow),
                table_of(EntryRow),
                (_E.seq == further.seq) & (_E.origin == further.origin),
            )
            rows = [
                *self._connection.execute(first.where(_W.id.in_(some))),
                *self._connection.execute(
                    others.where(further.weapon_id.in_(some), _E.kind.in_(_TYPE_KINDS))
                ),
            ]
            for row in sorted(rows, key=lambda each: each[1]):
                yield row[0], row[1], decode(row[2], row[3])

    def _own(self, column: Any) -> Any:
        """Return the condition that an id is of the unit's own origin."""
        return column.between(id_in(self._number, 0), id_in(self._number + 1, 0) - 1)


def _before(weapon: _Weapon) -> tuple[int, str]:
    """Return where a weapon was, and as what, before the first that is recorded of it."""
    if weapon.lines:
        return weapon.lines[0].from_place_id, weapon.lines[0].status_before
    return weapon.place, Status.IN_STORE.value if weapon.status == _GONE else weapon.status


def _typed(fact: Any, before: TypeKey | None) -> TypeKey:
    if isinstance(fact, WeaponRegistered):
        return TypeKey(fact.category.value if fact.category else "", fact.model, fact.calibre)
    if before is None:
        raise ValueError("a weapon is registered before anything else is said of it")
    if isinstance(fact, WeaponDescribed):
        return before._replace(category=fact.category.value if fact.category else "")
    return before._replace(model=fact.model, calibre=fact.calibre)


def _column(found: Flows, event: _Event, *, came: bool) -> dict[TypeKey, int]:
    if came:
        return found.recovered if event.why == MovementKind.RECOVERY.value else found.received
    return found.lost if event.why == MovementKind.LOSS.value else found.issued


def _add(figures: dict[TypeKey, int], kind: TypeKey, number: int) -> None:
    figures[kind] = figures.get(kind, 0) + number
