"""Two years of a whole register, by chance but always the same: what a national report counts.

Days lie before, in and after the years; weapons are withdrawn after anything was recorded of them,
sources are corrected, marks fail after they were put on, imports are undone, disposals are given
up, and what was destroyed turns up again.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any, Final

from stockpile_app.domain import facts as f
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    CustodyTerms,
    ParticipantKind,
    SiteKind,
)
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.confidential_facts import tracing as t
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.marking_vocabulary import (
    Acquisition,
    MarkFault,
    MarkingExemption,
    Material,
)
from stockpile_app.domain.needs_vocabulary import NeedKind, NeedStatus
from stockpile_app.domain.tracing_vocabulary import DiversionWay, TraceDirection, TraceOutcome
from stockpile_app.domain.vocabulary import (
    Answer,
    Category,
    Component,
    Condition,
    IncidentKind,
    MarkMethod,
    MarkOccasion,
    PersonKind,
    PlaceKind,
    Sex,
    StocktakeKind,
)
from stockpile_app.persistence.store import Store
from stockpile_app.reference.checklists import shipped_check_list
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk
from tests.builders import FakeClock, approver, number, weapon

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2027, 12, 31)
END: Final = dt.datetime(2028, 1, 10, 9, 0, tzinfo=dt.UTC)
DEPOTS: Final = (1, 2, 3)
CHECK_LIST: Final = "depot-security"
METHODS: Final = (
    *("smelting", "burning", "detonation", "cutting", "crushing", "sea"),
    *("burial", "other", "acid-bath"),
)
_STEPS: Final = 1300
_SPAN: Final = (LAST - FIRST).days


class Years:
    """Lets things happen, one transaction at a time."""

    def __init__(self, store: Store, clock: FakeClock, seed: int = 7) -> None:
        """Begin at the register of ``store``."""
        self.store = store
        self.clock = clock
        self.chance = random.Random(seed)
        self.weapons: list[str] = []
        self.here: set[str] = set()
        self.gone: set[str] = set()
        self.batches: list[tuple[int, list[str], list[int]]] = []
        self.registered: dict[str, int] = {}
        self.parts: list[tuple[int, str]] = []
        self.place = 3
        self.sites: list[tuple[int, str]] = []
        self.came = 0
        self.people: list[int] = []
        self.needs: list[int] = []

    def pass_by(self, steps: int = _STEPS) -> None:
        """Let that many things happen until the end of the last year."""
        self.record(
            *(
                f.PlaceAdded(
                    place=each, place_kind=PlaceKind.DEPOT, code=f"D{each}", name=f"D{each}"
                )
                for each in DEPOTS[1:]
            )
        )
        for _ in range(10):
            self.register()
        every = (END - self.clock.now) / steps
        acts: list[tuple[Callable[[], None], int]] = [
            (self.register, 24), (self.acquire, 18), (self.describe, 4), (self.withdraw, 2),
            (self.bring_in, 3), (self.undo, 1), (self.mark, 8), (self.job, 9), (self.part, 4),
            (self.surplus, 6), (self.lose, 9), (self.find, 6), (self.dispose, 12),
            (self.stocktake, 6), (self.check, 6), (self.take, 2), (self.collect, 10),
            (self.person, 4), (self.train, 8), (self.need, 8), (self.need_step, 10),
        ]  # fmt: skip
        for _step in range(steps):
            self.clock.advance(seconds=every.total_seconds())
            act = self.chance.choices([each for each, _ in acts], [often for _, often in acts])[0]
            act()

    def record(self, *facts: f.Fact, by_two: bool = False) -> int:
        """Record facts in one transaction; return the number of the last entry."""
        with self.store.write(approver(self.store) if by_two else None) as uow:
            uow.record(*facts)
            return uow.commit().head

    def day(self) -> str:
        """Return a day, mostly within the two years, now and then on their edges."""
        edge = (FIRST - dt.timedelta(1), FIRST, dt.date(2026, 12, 31), dt.date(2027, 1, 1), LAST)
        if self.chance.random() < 0.15:
            return self.chance.choice((*edge, LAST + dt.timedelta(1))).isoformat()
        return (FIRST + dt.timedelta(self.chance.randint(-40, _SPAN + 8))).isoformat()

    def some(self, most: int = 4, among: set[str] | None = None) -> list[str]:
        """Return some weapons that are here."""
        known = sorted(self.here if among is None else among)
        return self.chance.sample(known, min(len(known), self.chance.randint(1, most)))

    # --- weapons ---------------------------------------------------------------------------------

    def new(self, **fields: Any) -> f.WeaponRegistered:
        sequence = len(self.weapons) + 1
        self.weapons.append(number(sequence))
        self.here.add(number(sequence))
        category = self.chance.choice((*Category, None))
        return weapon(sequence, category=category, place=self.chance.choice(DEPOTS), **fields)

    def register(self) -> None:
        facts = [self.new() for _ in range(self.chance.randint(1, 4))]
        last = self.record(*facts)
        for at, each in enumerate(reversed(facts)):
            self.registered[each.number] = last - at
        if self.chance.random() < 0.5:
            self.acquire(facts[0].number)

    def acquire(self, chosen: str = "") -> None:
        for each in [chosen] if chosen else self.some(3):
            how = self.chance.choice(tuple(Acquisition))
            exempt = self.chance.choice((None, None, *MarkingExemption))
            self.record(
                f.AcquisitionStated(
                    number=each,
                    acquisition=how,
                    acquired_on=self.day(),
                    exemption=exempt if how is Acquisition.IMPORT else None,
                )
            )

    def describe(self) -> None:
        for each in self.some(2):
            self.record(
                f.WeaponDescribed(
                    number=each,
                    occurred_on=self.day(),
                    category=self.chance.choice((*Category, None)),
                    condition=Condition.SERVICEABLE,
                )
            )

    def withdraw(self, among: list[str] | None = None) -> None:
        # whatever was recorded of it before: it is in no figure any more
        for each in among or self.some(1):
            if each in self.registered:
                self.record(
                    f.RegistrationWithdrawn(
                        number=each, corrects=self.registered.pop(each), reason="error"
                    )
                )
                self.here.discard(each)

    def bring_in(self) -> None:
        with self.store.write() as uow:
            batch = uow.next_seq
            rows = [self.new(batch=batch) for _ in range(5)]
            count = f.ImportCounted(
                batch=batch, read=5, created=5, unchanged=0, skipped=0, errors=0
            )
            uow.record(f.ImportRecorded(files=("a.csv",), sha256=("0",)), *rows, count)
            uow.commit()
        numbers = [each.number for each in rows]
        self.registered |= {each: batch + at for at, each in enumerate(numbers, 1)}
        self.batches.append((batch, numbers, []))
        self.acquire(numbers[0])

    def undo(self) -> None:
        if self.batches:
            batch, numbers, _ = self.batches.pop(0)
            self.withdraw([each for each in numbers if each in self.here])
            undone = f.ImportUndone(batch=batch, weapons=len(numbers), reason="wrong file")
            self.record(undone, by_two=True)

    def take(self) -> None:
        self.record(
            f.TakenIntoStock(
                weapons=tuple(self.some(3)), occurred_on=self.day(), authority="General Staff"
            )
        )

    # --- marks -----------------------------------------------------------------------------------

    def mark(self) -> None:
        for each in self.some(2):
            self.record(
                f.MarkRecorded(
                    number=each,
                    occurred_on=self.day(),
                    component=self.chance.choice((Component.RECEIVER, Component.BARREL)),
                    occasion=self.chance.choice((MarkOccasion.IMPORT, MarkOccasion.PROOF)),
                    text="KE 2026",
                    country=self.chance.choice(("", "KE")),
                    year=self.chance.choice((None, 2026)),
                )
            )

    def job(self) -> None:
        lines = [
            (each, component, "KE")
            for each in self.some(4)
            for component in self.chance.sample((Component.RECEIVER, Component.BARREL), 1)
        ]
        job = self.record(
            f.MarkingJobOpened(
                occasion=self.chance.choice((*MarkOccasion, MarkOccasion.IMPORT)),
                occurred_on=self.day(),
                lines=tuple(lines),
                profile="iti",
                version=1,
                team="Team 1",
            )
        )
        for each, component, text in lines:
            applied = f.MarkApplied(
                job=job, number=each, component=component, occurred_on=self.day(), text=text,
                method=MarkMethod.LASER, applied_by="Ada", country="KE",
                year=self.chance.choice((None, 2027)),
            )  # fmt: skip
            faulted = f.MarkFaulted(
                job=job, number=each, component=component, occurred_on=self.day(),
                fault=MarkFault.SHALLOW, found_by="Bo", given_up=self.chance.random() < 0.3,
            )  # fmt: skip
            ways: list[list[f.Fact]] = [[applied], [faulted, applied], [applied, faulted], []]
            self.record(*self.chance.choice(ways))

    def part(self) -> None:
        on = [each for each in self.parts if each[1] in self.here]
        if not on or self.chance.random() < 0.5:
            for each in self.some(1):
                self.place += 1
                self.parts.append((self.place, each))
                self.record(
                    f.PartRecorded(
                        part=self.place, number=each, component=Component.BARREL,
                        material=Material.STEEL, occurred_on=self.day(),
                    )
                )  # fmt: skip
            return
        part, of = self.chance.choice(on)
        self.parts.remove((part, of))
        self.record(f.PartRemoved(part=part, number=of, place=1, occurred_on=self.day()))
        for each in self.some(1):
            if self.chance.random() < 0.7:
                self.parts.append((part, each))
                self.record(f.PartFitted(part=part, number=each, occurred_on=self.day()))

    # --- what is more than needed, lost, found ---------------------------------------------------

    def surplus(self) -> None:
        chosen = tuple(self.some(5))
        self.record(
            f.DocumentIssued(
                document=self.chance.choice(("surplus-review", "audit-sheet")),
                doc_number=f"SR-{len(self.weapons)}", scope="", weapons=3,
            ),
            f.SurplusDeclared(
                weapons=chosen, occurred_on=self.day(), authority="Staff", reason="more",
                head=1, rows=(),
            ),
        )  # fmt: skip
        if self.chance.random() < 0.5:
            self.record(
                f.SurplusWithdrawn(
                    weapons=tuple(self.some(2)),
                    occurred_on=self.day(), reason="needed",
                )
            )  # fmt: skip

    def lose(self) -> None:
        kind = self.chance.choice(tuple(IncidentKind))
        chosen = self.some(3) if self.chance.random() < 0.8 else []
        self.record(
            f.IncidentReported(
                incident_kind=kind, discovered_on=self.day(), circumstances="x",
                reported_by="Ada", place=1, weapons=tuple(chosen),
            )
        )  # fmt: skip
        if kind.status is not None:
            self.here -= set(chosen)
            self.gone |= set(chosen)

    def find(self) -> None:
        chosen = self.some(2, self.gone)
        if chosen:
            self.record(
                f.WeaponsRecovered(
                    weapons=tuple(chosen), place=1, occurred_on=self.day(), received_by="Bo",
                    circumstances="x",
                )
            )  # fmt: skip
            self.gone -= set(chosen)
            self.here |= set(chosen)

    # --- disposal --------------------------------------------------------------------------------

    def dispose(self) -> None:
        kind = self.chance.choice((*(DisposalKind.DESTRUCTION,) * 5, *DisposalKind))
        chosen = self.some(6)
        method = self.chance.choice(METHODS) if kind is DisposalKind.DESTRUCTION else ""
        order = self.record(
            f.DisposalOrdered(
                disposal=kind, weapons=tuple(chosen), digest="0" * 64, occurred_on=self.day(),
                authority="Ministry", legal_basis="Act", reason="surplus", method=method,
            )
        )  # fmt: skip
        people = tuple(
            (name, "Civil Society Watch", self.chance.choice(("female", "male", "")))
            for name in self.chance.sample(("Wanjiku", "Otieno", "Amani"), 2)
        )
        day = self.record(
            f.DisposalDayOpened(
                order=order, place=1, started_at=f"{self.day()}T08:00", reader="amina",
                confirmer="brian", operator="Otieno", method=method, witnesses=people,
            )
        )  # fmt: skip
        done = chosen[: self.chance.randint(0, len(chosen))]
        if done:
            self.record(
                f.WeaponsDisposed(
                    order=order, day=day, weapons=tuple(done), at=f"{self.day()}T23:59",
                    operator="Otieno",
                ),
                by_two=True,
            )  # fmt: skip
            self.here -= set(done)
        self._end(order, done, people)

    def _end(self, order: int, done: list[str], people: tuple[tuple[str, str, str], ...]) -> None:
        if self.chance.random() < 0.3:
            self.record(f.DisposalCancelled(order=order, reason="given up"))
            return
        self.record(
            f.DisposalVerified(
                order=order, occurred_on=self.day(), verifier="dora", totals=(),
                disposed=len(done), removed=0, observers=people[:1],
            )
        )  # fmt: skip
        if done and self.chance.random() < 0.25:
            self.record(
                f.DisposedWeaponFound(
                    number=done[0], order=order, occurred_on=self.day(), found_by="Bo",
                    circumstances="x",
                )
            )  # fmt: skip

    # --- people ----------------------------------------------------------------------------------

    def collect(self) -> None:
        if not self.sites or self.chance.random() < 0.15:
            self.open_site()
        site, code = self.chance.choice(self.sites)
        act = self.chance.random()
        if act < 0.2:
            self.record(f.TeamStated(site=site, occurred_on=self.day(), members=tuple(self.team())))
        elif act < 0.3:
            self.record(f.SiteClosed(site=site, occurred_on=self.day()))
        else:
            self.came += 1
            self.record(
                f.ParticipantRegistered(
                    code=f"{code}-{self.came:04}",
                    site=site,
                    arrived_at=f"{self.day()}T23:30",
                    age_group=AgeGroup.ADULT,
                    participant_kind=ParticipantKind.COMBATANT,
                    sex=self.chance.choice((*Sex, None)),
                )
            )

    def open_site(self) -> None:
        programme = self.record(
            f.ProgrammeOpened(name="Valley", authority="Commission", occurred_on=self.day())
        )
        code = f"S{len(self.sites)}"
        site = self.record(
            f.SiteOpened(
                programme=programme,
                place=1,
                code=code,
                site_kind=SiteKind.FIXED,
                custody=CustodyTerms.PERMANENT,
                occurred_on=self.day(),
            )
        )
        self.sites.append((site, code))

    def team(self) -> list[tuple[str, str, str]]:
        people = (("Wanjiku", "female"), ("Otieno", "male"), ("Amani", ""), ("otieno", "male"))
        return [
            (name, sex, "reception")
            for name, sex in self.chance.sample(people, self.chance.randint(1, 3))
        ]

    # --- staff and needs -------------------------------------------------------------------------

    def person(self) -> None:
        sex = self.chance.choice((*Sex, None))
        if self.people and self.chance.random() < 0.3:  # recorded wrongly, or not at first
            person = self.chance.choice(self.people)
            self.record(f.PersonDescribed(person=person, name=f"P{person}", sex=sex))
            return
        person = len(self.people) + 1
        self.people.append(person)
        self.record(
            f.PersonAdded(person=person, person_kind=PersonKind.PERSON, name=f"P{person}", sex=sex)
        )

    def train(self) -> None:
        most = min(len(self.people), 4)
        self.record(
            f.TrainingHeld(
                topic="stocktaking",
                title="Counting",
                occurred_on=self.day(),
                provider="Army",
                people=tuple(self.chance.sample(self.people, self.chance.randint(0, most))),
                women=self.chance.randint(0, 3),
                men=self.chance.randint(0, 3),
            )
        )

    def need(self) -> None:
        self.needs.append(
            self.record(
                f.NeedRaised(
                    need_kind=self.chance.choice(tuple(NeedKind)),
                    title="Laser",
                    objective="Every weapon is marked.",
                    occurred_on=self.day(),
                )
            )
        )

    def need_step(self) -> None:
        if self.needs:
            self.record(
                f.NeedStatusStated(
                    need=self.chance.choice(self.needs),
                    status=self.chance.choice(tuple(NeedStatus)),
                    occurred_on=self.day(),
                )
            )

    # --- counted and checked ---------------------------------------------------------------------

    def stocktake(self) -> None:
        opened = self.record(
            f.StocktakeOpened(
                stocktake_kind=self.chance.choice(tuple(StocktakeKind)), place=1,
                occurred_on=self.day(), counters=("Ada", "Bo"),
            )
        )  # fmt: skip
        closed = f.StocktakeClosed(stocktake=opened, occurred_on=self.day(), expected=3, found=3)
        self.record(
            closed
            if self.chance.random() < 0.8
            else f.StocktakeCancelled(stocktake=opened, reason="x")
        )

    def check(self) -> None:
        known = shipped_check_list(CHECK_LIST)
        check = self.record(
            f.CheckOpened(
                place=self.chance.choice(DEPOTS), check_list=known.id, version=known.version,
                inspector="Dora", occurred_on=self.day(),
            )
        )  # fmt: skip
        bad = {each for each in "abcdefg" if self.chance.random() < 0.4}
        self.record(
            *(
                f.CheckAnswered(
                    check=check,
                    question=each.code,
                    answer=self.chance.choice(tuple(Answer))
                    if each.group in bad
                    else self.chance.choice((Answer.YES, Answer.YES, Answer.NOT_APPLICABLE)),
                )
                for each in known.questions
            )
        )
        if self.chance.random() < 0.2:
            self.record(f.CheckCancelled(check=check, reason="x"))
        else:
            self.record(
                f.CheckCompleted(check=check, occurred_on=self.day(), points=1, out_of=2, level=0)
            )


def trace(store: Store, seed: int = 11) -> None:
    """Let a tracing officer send, receive and answer requests about the weapons of the years."""
    desk = Desk(store)
    compartments = Compartments(desk)
    compartments.require(Compartment.TRACING)
    chance = random.Random(seed)
    for at in range(1, 91):
        subject = f"TR-KE01-{at}"
        for fact in _file(chance):
            with store.write() as uow:
                compartments.seal(uow, Compartment.TRACING, subject, fact)
                uow.commit()


def _file(chance: random.Random) -> list[Any]:
    first = FIRST + dt.timedelta(chance.randint(-60, _SPAN - 30))
    days = [(first + dt.timedelta(each)).isoformat() for each in (0, 2, 9, 25, 70)]
    direction = chance.choice(tuple(TraceDirection))
    begin = _received if direction is TraceDirection.IN else _asked
    facts = begin(chance, days, direction)
    if chance.random() < 0.6:
        facts.append(t.TraceAcknowledged(acknowledged_on=days[2]))
    for outcome in chance.sample(tuple(TraceOutcome), chance.randint(0, 2)):
        facts.append(t.TraceReplied(replied_on=chance.choice(days[3:]), outcome=outcome))
    return facts + _ended(chance, days)


def _snapshot(chance: random.Random) -> t.WeaponSnapshot:
    return t.WeaponSnapshot(
        number=number(chance.randint(1, 400)), serial="A1", serial_state="recorded", head=1
    )


def _received(chance: random.Random, days: list[str], _direction: TraceDirection) -> list[Any]:
    facts: list[Any] = [
        t.TraceReceived(
            reference="x",
            received_on=days[0],
            counterpart=t.Counterpart(country="UG"),
            description=t.Description(serial="A1"),
            details=t.Details(),
        )
    ]
    if chance.random() < 0.5:
        facts.append(t.TraceWeaponMatched(weapon=_snapshot(chance), reason="same serial"))
    return facts


def _asked(chance: random.Random, days: list[str], direction: TraceDirection) -> list[Any]:
    opened = t.TraceOpened(
        direction=direction,
        reference="x",
        opened_on=days[0],
        details=t.Details(),
        weapon=_snapshot(chance),
    )
    them = t.Counterpart(country="UG")
    sent = t.TraceRequestSent(sent_on=days[1], counterpart=them)
    reminded = t.TraceRequestSent(sent_on=days[2], counterpart=them, reminder=True)
    return [opened, *chance.choice(([], [sent], [sent], [sent, reminded]))]


def _ended(chance: random.Random, days: list[str]) -> list[Any]:
    facts: list[Any] = []
    if chance.random() < 0.6:
        facts.append(
            t.DiversionEstablished(
                established_on=days[4],
                last_holder="Army",
                way=chance.choice(tuple(DiversionWay)),
                numbers=tuple(number(chance.randint(1, 400)) for _ in range(8)),
            )
        )
        if chance.random() < 0.2:
            facts.append(t.DiversionWithdrawn(reason="x"))
    if chance.random() < 0.3:
        facts.append(t.TraceClosed(closed_on=days[4], result="done"))
    return facts
