"""What the register itself says beside a question of a check list; a person still answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.checklists import Computed
from stockpile_app.domain.counting import is_overdue, next_due
from stockpile_app.domain.suggestions import Suggestion, Told
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Answer, StocktakeKind
from stockpile_app.persistence import security_evidence as evidence
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import PlaceBook, read_places

_BY_SERIAL: Final = frozenset({StocktakeKind.FULL, StocktakeKind.HANDOVER, StocktakeKind.SURPRISE})
_SATISFIED_BY: Final = {
    StocktakeKind.WEEKLY: _BY_SERIAL | {StocktakeKind.WEEKLY},
    StocktakeKind.TENTH: _BY_SERIAL | {StocktakeKind.TENTH},
    StocktakeKind.FULL: _BY_SERIAL,
}
"""A count of every serial number shows all that a lesser one would have shown."""

_STORES_TOLD: Final = 3
_KEY_DAYS: Final = 30

_NEVER: Final = N_("{store}: no such count is recorded.")
_IN_TIME: Final = N_("{store}: last counted on {day}; next due on {due}.")
_OVERDUE: Final = N_("{store}: last counted on {day}; due on {due}: overdue.")
_MORE_STORES: Final = N_("Further stores: {number}.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The depot that is asked about, and the day."""

    connection: Connection
    book: PlaceBook
    depot_id: int
    origin: str
    today: dt.date


def suggest(
    connection: Connection, depot_id: int, origin: str, today: dt.date
) -> dict[Computed, Suggestion]:
    """Return what the register knows of a depot on a day; nothing of a place that is no depot."""
    book = read_places(connection)
    if depot_id not in book.by_id:
        return {}
    asked = _Asked(connection, book, depot_id, origin, today)
    return {computed: told(asked) for computed, told in _TELLERS.items()}


def _counted(computed: Computed, kind: StocktakeKind) -> Callable[[_Asked], Suggestion]:
    def told(asked: _Asked) -> Suggestion:
        lines: list[tuple[int, dt.date, Told]] = []
        for store, day in evidence.last_counts(
            asked.connection, asked.book, asked.depot_id, _SATISFIED_BY[kind]
        ):
            if day is None:
                lines.append((0, dt.date.min, Told(_NEVER, {"store": store.name})))
                continue
            due = next_due(kind.value, day, day)
            late = is_overdue(due, asked.today)
            told_ = Told(
                _OVERDUE if late else _IN_TIME, {"store": store.name, "day": day, "due": due}
            )
            lines.append((1 if late else 2, due, told_))
        lines.sort(key=lambda each: each[:2])  # the worst first
        sentences = [each for *_, each in lines[:_STORES_TOLD]]
        if further := len(lines) - _STORES_TOLD:
            sentences += [Told(_MORE_STORES, {"number": further})] if further > 0 else []
        return Suggestion(computed, tuple(sentences), _verdict([each[0] == 2 for each in lines]))

    return told


def _verdict(good: list[bool]) -> Answer:
    if all(good):
        return Answer.YES
    return Answer.PARTLY if any(good) else Answer.NO


def _differences(asked: _Asked) -> Suggestion:
    number, oldest, counted = evidence.open_differences(
        asked.connection, asked.book, asked.depot_id
    )
    if number:
        told = Told(
            N_("Open differences: {number}, the oldest from the count of {day}."),
            {"number": number, "day": oldest},
        )
        return Suggestion(Computed.DISCREPANCIES_CLOSED, (told,), Answer.NO)
    if not counted:
        told = Told(N_("No stocktake of this depot was closed yet."))
        return Suggestion(Computed.DISCREPANCIES_CLOSED, (told,))
    told = Told(N_("No difference is open."))
    return Suggestion(Computed.DISCREPANCIES_CLOSED, (told,), Answer.YES)


def _handover(asked: _Asked) -> Suggestion:
    found = evidence.last_handover(asked.connection, asked.book, asked.depot_id)
    told = [
        Told(N_("{store} is kept by {keeper}."), {"store": each.name, "keeper": each.keeper})
        for each in evidence.stores(asked.book, asked.depot_id)[:_STORES_TOLD]
        if each.keeper
    ]
    if found is None:
        told.insert(0, Told(N_("No handover count of this depot is recorded.")))
        return Suggestion(Computed.HANDOVER, tuple(told))
    day, old, new = found
    told.insert(
        0,
        Told(
            N_("Last handover count: {day}, from {old} to {new}."),
            {"day": day, "old": old, "new": new},
        ),
    )
    return Suggestion(Computed.HANDOVER, tuple(told), Answer.YES)


def _unique_records(asked: _Asked) -> Suggestion:
    number, without = evidence.weapon_records(asked.connection, asked.depot_id)
    strange = evidence.strangers(asked.connection, asked.book, asked.depot_id)
    told = [Told(N_("Weapons with a record of their own: {number}."), {"number": number})]
    if without:
        told.append(
            Told(N_("Of these, without a legible serial number: {number}."), {"number": without})
        )
    if strange:
        told.append(
            Told(N_("Found in a count, but without a record: {number}."), {"number": strange})
        )
    answer = Answer.PARTLY if without or strange else Answer.YES
    return Suggestion(Computed.UNIQUE_RECORDS, tuple(told), answer if number or strange else None)


def _backups(asked: _Asked) -> Suggestion:
    made = evidence.last_backup(asked.connection, asked.origin)
    if made is None:
        told = Told(N_("No backup of this register was made yet."))
        return Suggestion(Computed.BACKUPS, (told,), Answer.NO)
    day = dt.datetime.fromisoformat(made).astimezone().date()
    told = Told(N_("Last backup: {day}. Where it is kept, the register cannot know."), {"day": day})
    return Suggestion(Computed.BACKUPS, (told,))


def _key_counts(asked: _Asked) -> Suggestion:
    since = asked.today - dt.timedelta(days=_KEY_DAYS - 1)
    found = evidence.key_counts(asked.connection, asked.book, asked.depot_id, since)
    if found.last is None:
        unkept = N_("No lock and no count of keys is recorded in this depot.")
        told = Told(N_("No count of keys is recorded.") if found.locks else unkept)
        return Suggestion(Computed.KEY_COUNT, (told,), Answer.NO)
    sentences = [
        Told(
            N_("Keys were counted on {days} of the last {all} days, last on {day}."),
            {"days": found.days, "all": _KEY_DAYS, "day": found.last},
        )
    ]
    if found.short:
        sentences.append(
            Told(N_("Counts in which a key was missing: {number}."), {"number": found.short})
        )
    good = [found.days >= _KEY_DAYS - 1, found.days > 0]  # today's may still be to come
    answer = Answer.YES if all(good) else Answer.PARTLY if any(good) else Answer.NO
    return Suggestion(Computed.KEY_COUNT, tuple(sentences), answer)


_TELLERS: Final[dict[Computed, Callable[[_Asked], Suggestion]]] = {
    Computed.WEEKLY_COUNT: _counted(Computed.WEEKLY_COUNT, StocktakeKind.WEEKLY),
    Computed.TENTH_COUNT: _counted(Computed.TENTH_COUNT, StocktakeKind.TENTH),
    Computed.FULL_COUNT: _counted(Computed.FULL_COUNT, StocktakeKind.FULL),
    Computed.DISCREPANCIES_CLOSED: _differences,
    Computed.HANDOVER: _handover,
    Computed.UNIQUE_RECORDS: _unique_records,
    Computed.BACKUPS: _backups,
    Computed.KEY_COUNT: _key_counts,
}
