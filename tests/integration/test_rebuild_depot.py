"""Any sequence of what happens in a depot; the entries alone must give the same tables."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import (
    Answer,
    Category,
    Condition,
    CountMeans,
    CustodyKind,
    DeviceKind,
    IncidentKind,
    LineResult,
    PersonKind,
    PlaceKind,
    Sex,
    StocktakeKind,
)
from stockpile_app.persistence import opening
from stockpile_app.persistence.authority import TWO_PERSON
from stockpile_app.persistence.verify import verify
from tests.builders import PASSWORD, FakeClock, copy_register, number, weapon
from tests.integration.test_rebuild import template

TEXT = st.text(alphabet="aZ 0é№\n\"'\\%_٣А", max_size=8)
DAYS = st.sampled_from(["2026-02-27", "2026-03-01", "2026-03-02"])
WEAPONS = 6
SOME = st.lists(st.integers(1, WEAPONS), min_size=1, max_size=3, unique=True)
CHOICE = {
    each: st.sampled_from(list(each))
    for each in (
        Answer,
        Category,
        Condition,
        CountMeans,
        CustodyKind,
        DeviceKind,
        IncidentKind,
        LineResult,
        PersonKind,
        Sex,
        StocktakeKind,
    )
}


def numbers(chosen):
    return tuple(map(number, chosen))


class DepotLife(RuleBasedStateMachine):
    """Facts with right references, in any order: sensible or not, the tables must follow."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="stockpile-test-"))
        self.clock = FakeClock()
        copy_register(template(), self.folder / "register")
        self.store = opening.open_store(self.folder / "register", "amina", PASSWORD, self.clock)
        self.brian = opening.unlock_second(self.store, "brian", PASSWORD)
        self.record(
            f.PlaceAdded(place=2, place_kind=PlaceKind.STORE, code="S", name="Store", parent=1),
            f.PlaceAdded(place=3, place_kind=PlaceKind.CONTAINER, code="C", name="Box", parent=2),
            f.PlaceAdded(place=4, place_kind=PlaceKind.DEPOT, code="D", name="Other"),
            *(weapon(each, place=2 + each % 2) for each in range(1, WEAPONS + 1)),
            f.PersonAdded(person=1, person_kind=PersonKind.PERSON, name="Ada"),
            f.LockFitted(lock=1, place=2, label="door", copies=2, occurred_on="2026-03-01"),
        )
        self.people = self.locks = 1
        self.begun = {}
        for name, fact in {
            "stocktake": self.stocktake(StocktakeKind.FULL),
            "check": f.CheckOpened(
                place=1, check_list="x", version=1, inspector="Ina", occurred_on="2026-03-02"
            ),
            "incident": f.IncidentReported(
                incident_kind=IncidentKind.ACCIDENT,
                discovered_on="2026-03-02",
                circumstances="fell",
                reported_by="Ada",
            ),
            "access": f.AccessLogged(
                place=2, people=("Ada", "Bo"), came_at="2026-03-02T08:00", purpose="count"
            ),
        }.items():
            self.begun[name] = self.record(fact)

    def stocktake(self, kind, **more):
        return f.StocktakeOpened(
            stocktake_kind=kind, place=2, occurred_on="2026-03-02", counters=("Ada", "Bo"), **more
        )

    def teardown(self):
        if hasattr(self, "store"):
            result = verify(self.store, NoProgress())
            self.store.close()
            shutil.rmtree(self.folder)
            assert result.ok, result.problems

    def record(self, *facts):
        two = TWO_PERSON & {fact.kind for fact in facts}
        with self.store.write(self.brian if two else None) as uow:
            uow.record(*facts)
            return uow.commit().head

    # --- places and people -----------------------------------------------------------------------

    @rule(text=TEXT, capacity=st.none() | st.integers(0, 99), flag=st.booleans(), day=DAYS)
    def places(self, text, capacity, flag, day):
        seals = ("S1", "S2")
        self.record(
            f.PlaceSpecified(place=2, capacity=capacity, keeper=text, two_keys=flag, notes=text),
            f.ContainerSealed(place=3, seals=seals, occurred_on=day, sealed_by="Ada"),
            f.ContainerSealChecked(
                place=3, seals=seals, intact=flag, occurred_on=day, checked_by=text
            ),
        )
        if flag:
            self.record(f.ContainerOpened(place=3, occurred_on=day, opened_by="Ada", reason=text))

    @rule(parent=st.sampled_from([1, 2, 4]), name=TEXT, day=DAYS)
    def move_container(self, parent, name, day):
        self.record(
            f.PlaceMoved(place=3, parent=parent, occurred_on=day),
            f.PlaceDescribed(place=2, code="S", name=name),
        )

    @rule(kind=CHOICE[PersonKind], name=TEXT, sex=st.none() | CHOICE[Sex], end=st.integers(0, 2))
    def add_person(self, kind, name, sex, end):
        self.people += 1
        person = self.people
        facts = [f.PersonAdded(person=person, person_kind=kind, name=name, sex=sex)]
        if end:
            facts.append(f.PersonDescribed(person=person, name=name + "x", code=name))
        if end == 2:
            facts.append(f.PersonRetired(person=person, reason=name))
        self.record(*facts)

    # --- movements -------------------------------------------------------------------------------

    @rule(chosen=SOME, place=st.sampled_from([1, 2, 3]), day=DAYS, text=TEXT)
    def move(self, chosen, place, day, text):
        self.record(
            f.WeaponsMoved(
                weapons=numbers(chosen), place=place, occurred_on=day, handed_by="Ada", reason=text
            )
        )

    @rule(data=st.data(), chosen=SOME, custody=CHOICE[CustodyKind], day=DAYS, due=st.none() | DAYS)
    def issue(self, data, chosen, custody, day, due):
        self.record(
            f.WeaponsIssued(
                weapons=numbers(chosen),
                custody=custody,
                person=data.draw(st.integers(1, self.people)),
                occurred_on=day,
                handed_by="Ada",
                received_by="Bo",
                authorised_by="Cy",
                due_on=due,
            )
        )

    @rule(data=st.data(), chosen=SOME, place=st.sampled_from([1, 2]), day=DAYS)
    def give_back(self, data, chosen, place, day):
        assessed = data.draw(st.dictionaries(st.sampled_from(numbers(chosen)), CHOICE[Condition]))
        self.record(
            f.WeaponsReturned(
                weapons=numbers(chosen),
                person=data.draw(st.integers(1, self.people)),
                place=place,
                occurred_on=day,
                handed_by="Bo",
                received_by="Ada",
                conditions=assessed,
            )
        )

    @rule(chosen=SOME, received=SOME, day=DAYS, intact=st.booleans())
    def send(self, chosen, received, day, intact):
        sent = self.record(
            f.WeaponsDispatched(
                loads={3: numbers(chosen)},
                seals={3: ("S1",)},
                place=4,
                occurred_on=day,
                expected_on=day,
                handed_by="Ada",
                received_by="Bo",
                authorised_by="Cy",
            )
        )
        arrived = [each for each in chosen if each in received]
        self.record(
            f.DispatchReceived(
                dispatch=sent,
                place=4,
                weapons=numbers(arrived),
                missing=numbers(each for each in chosen if each not in arrived),
                occurred_on=day,
                handed_by="Bo",
                received_by="Di",
                containers=(3,),
                seals={3: ("S1",)},
                intact=(3,) if intact else (),
            )
        )

    # --- stocktakes ------------------------------------------------------------------------------

    @rule(kind=CHOICE[StocktakeKind], sample=SOME)
    def open_stocktake(self, kind, sample):
        fact = self.stocktake(kind, seed="s", sample=numbers(sample), taking_over="Bo")
        self.begun["stocktake"] = self.record(fact)

    @rule(
        counter=st.sampled_from([1, 2]),
        chosen=SOME,
        means=CHOICE[CountMeans],
        place=st.none() | st.sampled_from([2, 3]),
        altered=st.booleans(),
        text=TEXT,
        category=st.none() | CHOICE[Category],
        take_back=st.booleans(),
    )
    def count(self, counter, chosen, means, place, altered, text, category, take_back):
        stocktake = self.begun["stocktake"]
        head = self.record(
            *(
                f.WeaponCounted(
                    stocktake=stocktake,
                    counter=counter,
                    number=each,
                    means=means,
                    place=place,
                    serial_read=text,
                    altered=altered,
                )
                for each in numbers(chosen)
            ),
            f.StrangerCounted(
                stocktake=stocktake, counter=counter, means=means, description=text, place=place
            ),
            f.TypeCounted(
                stocktake=stocktake, counter=counter, quantity=3, category=category, model=text
            ),
        )
        if take_back:
            self.record(f.CountWithdrawn(stocktake=stocktake, line=head - 1))

    @rule(chosen=SOME, found=st.booleans(), end=st.integers(0, 2), result=CHOICE[LineResult])
    def end_stocktake(self, chosen, found, end, result):
        stocktake = self.begun["stocktake"]
        self.record(
            f.CounterFinished(stocktake=stocktake, counter=1),
            f.CounterFinished(stocktake=stocktake, counter=2),
            *(
                f.WeaponRecounted(stocktake=stocktake, number=each, found=found, place=2)
                for each in numbers(chosen)
            ),
        )
        if end == 0:
            self.record(f.StocktakeCancelled(stocktake=stocktake, reason="rain"))
            self.begun["stocktake"] = self.record(self.stocktake(StocktakeKind.FULL))
            return
        raised = self.record(
            f.StocktakeClosed(
                stocktake=stocktake,
                occurred_on="2026-03-02",
                expected=6,
                found=5,
                counted=(("rifle", "M", "c", 6, 5),),
            ),
            f.DiscrepancyRaised(
                stocktake=stocktake, result=result, number=number(chosen[0]), place=2
            ),
        )
        self.record(f.DiscrepancyAssigned(discrepancy=raised, owner="Ada", due_on="2026-04-01"))
        if end == 2:
            self.record(
                f.DiscrepancyClosed(
                    discrepancy=raised, occurred_on="2026-03-02", outcome="found again"
                )
            )
        again = self.record(self.stocktake(StocktakeKind.FULL))
        self.begun["stocktake"] = again

    # --- security --------------------------------------------------------------------------------

    @rule(answer=CHOICE[Answer], text=TEXT, end=st.integers(0, 2), version=st.integers(2, 10**6))
    def check(self, answer, text, end, version):
        check = self.begun["check"]
        sha256 = self.store.media.put(b"\xff\xd8\xff" + text.encode(), "image/jpeg")
        self.record(
            f.CheckAnswered(check=check, question="a01", answer=answer, note=text),
            f.CheckPhotographAdded(
                check=check, question="a01", sha256=sha256, media_type="image/jpeg", size=3
            ),
        )
        finding = self.record(
            f.FindingRaised(
                check=check, question="a01", group="a", critical=1, text=text, answer=answer
            )
        )
        self.record(f.FindingAssigned(finding=finding, owner=text, cost=5, currency="KES"))
        if end == 1:
            self.record(
                f.CheckCompleted(check=check, occurred_on="2026-03-02", points=1, out_of=2, level=0)
            )
        if end == 2:
            self.record(
                f.FindingClosed(finding=finding, occurred_on="2026-03-02", action=text),
                f.CheckCancelled(check=check, reason=text),
            )
            self.begun["check"] = self.record(
                f.CheckOpened(
                    place=4, check_list="x", version=1, inspector=text, occurred_on="2026-03-02"
                )
            )
        listed = len(self.begun) + version + self.begun["check"]
        self.record(f.CheckListAdopted(check_list=f"x{listed}", version=version, content="{}"))

    # --- keys and access -------------------------------------------------------------------------

    @rule(data=st.data(), day=DAYS, text=TEXT, end=st.integers(0, 3), device=CHOICE[DeviceKind])
    def keys(self, data, day, text, end, device):
        person = data.draw(st.none() | st.integers(1, self.people))
        self.record(
            f.KeyMoved(lock=self.locks, copy=1, occurred_on=day, witness="Bo", person=person),
            f.KeysCounted(place=1, occurred_on=day, expected=2, counted=1, counted_by=text),
            f.DeviceTested(
                place=2, device=device, occurred_on=day, passed=end != 0, tested_by=text
            ),
            f.DeviceRetired(place=2, device=device, occurred_on=day, reason=text),
        )
        if end == 1:
            self.record(f.KeyLost(lock=self.locks, copy=2, occurred_on=day, circumstances=text))
        if end == 2:
            self.record(f.LockRemoved(lock=self.locks, occurred_on=day, reason=text))
            self.locks += 1
            self.record(
                f.LockFitted(lock=self.locks, place=3, label=text, copies=3, occurred_on=day)
            )
        if end == 3:
            self.record(f.AccessEnded(access=self.begun["access"], left_at="2026-03-02T09:00"))

    # --- incidents -------------------------------------------------------------------------------

    @rule(kind=CHOICE[IncidentKind], chosen=SOME, day=DAYS, text=TEXT, end=st.integers(0, 2))
    def incident(self, kind, chosen, day, text, end):
        incident = self.record(
            f.IncidentReported(
                incident_kind=kind,
                discovered_on=day,
                circumstances=text,
                reported_by="Ada",
                weapons=numbers(chosen),
                place=2,
            )
        )
        self.record(
            f.IncidentNotified(incident=incident, whom="police", notified_at="2026-03-02T10:00"),
            f.IncidentInvestigated(incident=incident, findings=text, police_reference="P1"),
        )
        if end:
            self.record(
                f.WeaponsRecovered(
                    weapons=numbers(chosen[:1]),
                    place=2,
                    occurred_on=day,
                    received_by="Bo",
                    circumstances=text,
                    incident=incident if end == 1 else None,
                )
            )
        if end == 2:
            self.record(f.IncidentClosed(incident=incident, occurred_on="2026-03-02", outcome=text))


DepotLife.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatDepotLifeRebuildsTheSameTables = DepotLife.TestCase
