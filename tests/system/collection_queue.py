"""A queue of people at a collection site, and the officer who serves them whatever happens.

What person ``n`` is and brings follows from ``n`` alone, so that a test can reckon beforehand what
the day must come to. ``serve`` goes on from wherever it stopped: that is all a dead battery costs.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from stockpile_app.domain.collection_papers import PrintReceipt
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collections import (
    HandInAmmunition,
    HandInDetails,
    HandInQuery,
    HandInWeapon,
    ReferExplosive,
)
from stockpile_app.domain.collections_vocabulary import AgeGroup, Ineligible, ParticipantKind
from stockpile_app.domain.vocabulary import Category, Sex
from stockpile_app.services.gateway import Services
from tests.builders import START

MARK = "Mwanzotesta"
"""Part of every name, and of nothing else."""

_KINDS = (Category.ASSAULT_RIFLE, Category.PISTOL, Category.RIFLE)
_AGES = (15, 19, 22, 31, 44, 67)


class Person(NamedTuple):
    """Who comes, and with what."""

    name: str
    sex: Sex
    age: int
    kind: ParticipantKind
    eligible: bool
    weapons: tuple[tuple[str, Category], ...]
    rounds: tuple[int, ...]
    explosives: int

    @property
    def group(self) -> AgeGroup:
        """The group of their age."""
        return AgeGroup.of(self.age)


def person(n: int) -> Person:
    """Return the ``n``-th person of the queue."""
    weapons = tuple((f"Z{n:03d}-{each}", _KINDS[(n + each) % 3]) for each in range(n % 3))
    return Person(
        name=f"Testa{n:03d} {MARK}",
        sex=Sex.FEMALE if n % 3 == 0 else Sex.MALE,
        age=_AGES[n % 6] if n % 30 == 0 or n % 6 else 20,
        kind=ParticipantKind.COMBATANT if n % 4 else ParticipantKind.ASSOCIATED,
        eligible=n % 25 != 0,
        weapons=weapons,
        rounds=(10 + n % 7, 5)[: 1 + n % 2] if n % 2 or not weapons else (),
        explosives=1 if n % 60 == 0 else 0,
    )


def clock_since(begun: float) -> object:
    """Return a clock of the day of the test, that goes on over processes."""
    return lambda: START + dt.timedelta(seconds=time.time() - begun)


def serve(services: Services, site: int, last: int, papers: Path) -> Iterator[str]:
    """Serve people up to the ``last``; yield what was done after each step is kept."""
    desk, people = services.collections.desk, services.collections.people
    for newest in people.hand_ins(HandInQuery(site=site, limit=1)):
        if newest.closed_at is not None:  # perhaps the printer had no time
            yield _receipt(services, newest.id, papers)
    for details in desk.open_ones(site):
        yield from _finish(services, details, papers)
    while (n := services.collections.setup.site(site).participants + 1) <= last:
        who = person(n)
        begun = desk.register(
            RegisterParticipant(
                site=site,
                kind=who.kind,
                personal=PersonalData(name=who.name, commander=f"Commander {MARK}"),
                sex=who.sex,
                age=who.age,
                eligible=who.eligible,
                ineligible=None if who.eligible else Ineligible.NOT_OF_GROUP,
                child_staff="Grace of child protection" if who.age < 18 else "",
            )
        )
        yield f"person {n}"
        yield from _finish(services, begun.details, papers)


def _finish(services: Services, details: HandInDetails, papers: Path) -> Iterator[str]:
    """Take over what is not taken over yet, and give the receipt."""
    desk, hand_in = services.collections.desk, details.hand_in.id
    n = int(details.participant.code.rpartition("-")[2])
    who = person(n)
    for serial, category in who.weapons[len(details.weapons) :]:
        desk.add_weapon(
            HandInWeapon(
                hand_in=hand_in,
                category=category,
                model="AKM" if category is Category.ASSAULT_RIFLE else "Old",
                serial=serial,
                serviceable=n % 5 != 0,
                tag=f"T-{serial}" if n % 2 else "",
            )
        )
        yield f"weapon {serial}"
    for quantity in who.rounds[len(details.ammunition) :]:
        desk.add_ammunition(
            HandInAmmunition(hand_in=hand_in, nature="7.62 x 39 mm ball", quantity=quantity)
        )
        yield f"rounds {n} {quantity}"
    for _ in range(who.explosives - len(details.explosives)):
        desk.refer(ReferExplosive(hand_in=hand_in, description="Grenade", technician="Sgt Omar"))
        yield f"explosive {n}"
    desk.close(hand_in)
    yield f"closed {n}"
    yield _receipt(services, hand_in, papers)


def _receipt(services: Services, hand_in: int, papers: Path) -> str:
    out = papers / f"{hand_in}.pdf"
    services.collections.papers.receipt(PrintReceipt(out=out, hand_in=hand_in))
    return f"receipt {hand_in}"
