"""Comparing a description with everything the register holds, misread characters allowed for."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from stockpile_app.domain.confidential_facts.tracing import Description, TraceSearched
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import MOST_HITS
from stockpile_app.domain.tracing_ranking import Asked, Ranked, marks_said, rank
from stockpile_app.domain.tracing_records import TraceHit, TraceHits
from stockpile_app.domain.tracing_rules import check_identifies
from stockpile_app.persistence import trace_search
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.weapon_records import load
from stockpile_app.reference.calibres import canonical_calibre, related_calibres
from stockpile_app.services.desk import Desk
from stockpile_app.services.tracing_desk import TRACING, TraceDesk
from stockpile_app.services.tracing_fields import described

_MISREAD_TEXTS = 3
"""Of so many texts misread serials are looked for, too; each takes a pass over all."""
_KEPT = 10
"""As many hits as the entry of a search remembers."""


class TraceSearch:
    """Finding the weapon that a request is about."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._trace = TraceDesk(desk)

    def compare(
        self, file_id: str, description: Description | None = None, *, limit: int = MOST_HITS
    ) -> TraceHits:
        """Compare a file's description, or another reading of it, with the register.

        What was compared, and the best hits, are recorded in the file.

        Raises:
            BadValue: Nothing is given that could identify a weapon.
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotAllowedNow: The file has no description, and none is given.
            NotFound: There is no such file.
        """
        file = self._trace.file(file_id)
        self._trace.viewed(file.id, "search")
        said = description or file.description
        if said is None:
            raise NotAllowedNow(
                N_("This file is about a weapon of the register: describe what to search for.")
            )
        found = self._search(said, limit)
        with self._trace.acting(file.id) as (uow, _):
            best = found.hits[:_KEPT]
            fact = TraceSearched(
                description=found.description,
                found=tuple((hit.weapon.number, hit.reason.value, hit.score) for hit in best),
                total=found.total,
                head=uow.next_seq - 1,
            )
            changes = self._trace.done(uow, file.id, fact).changes
        return replace(found, changes=changes)

    def look(self, description: Description, *, limit: int = MOST_HITS) -> TraceHits:
        """Compare a description with the register, outside any file; nothing is recorded.

        Raises:
            BadValue: Nothing is given that could identify a weapon.
            NotAllowed: The user is no tracing officer.
        """
        self._desk.require(TRACING.permission)
        return self._search(description, limit)

    def _search(self, said: Description, limit: int) -> TraceHits:
        said = described(said, self._desk.today)
        check_identifies(said)
        begun = time.perf_counter()
        with self._desk.store.read() as connection:
            ranked = likeliest(connection, said)
            hits = _hits(connection, ranked[:limit])
        return TraceHits(said, hits, len(ranked), time.perf_counter() - begun)


def likeliest(connection: Connection, said: Description) -> list[Ranked]:
    """Return every weapon that may be meant, the likeliest first."""
    marks = marks_said(said)
    texts = [each for each in (said.serial, *marks) if each]
    calibre = canonical_calibre(said.calibre) or said.calibre
    asked = Asked(
        said,
        marks=marks,
        calibre=calibre,
        close_calibres=frozenset(related_calibres(calibre)),
        numbers=trace_search.numbered(connection, texts),
    )
    found = set(asked.numbers)
    for at, text in enumerate(texts):
        near = at < _MISREAD_TEXTS
        found |= trace_search.near_serials(connection, text, misread=near)
    held_marks = trace_search.near_marks(connection, texts)
    found.update(mark.weapon_id for mark in held_marks)
    return rank(asked, trace_search.held(connection, sorted(found)), held_marks)


def _hits(connection: Connection, ranked: Sequence[Ranked]) -> tuple[TraceHit, ...]:
    weapons = load(connection, [each.weapon_id for each in ranked])
    return tuple(
        TraceHit(
            weapon=weapons[each.weapon_id],
            score=each.score,
            reason=each.reason,
            compared=each.compared,
            where=each.where,
            differences=each.differences,
            fields=each.fields,
        )
        for each in ranked
    )
