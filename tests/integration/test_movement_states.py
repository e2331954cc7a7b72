"""Any sequence of movements: a weapon is in one place or one hand, and the entries say the same."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import CustodyKind, Status
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, copy_register, make_register
from tests.builders_movements import (
    ADA,
    BOX,
    CRATE,
    DEPOT,
    DUE,
    FAR,
    NEXT,
    OTHER,
    RACK,
    SHOP,
    STORE,
    give_back,
    issue,
    lose,
    move,
    receive,
    sealed,
    send,
    set_up,
    state,
)

WEAPONS = 8
SOME = st.lists(st.integers(1, WEAPONS), min_size=1, max_size=3, unique=True)
SENSIBLE = st.sampled_from([True, True, True, False])
CONTAINERS = st.sampled_from([BOX, CRATE])
STATUS = {
    CustodyKind.ISSUE: Status.ISSUED,
    CustodyKind.LOAN: Status.ON_LOAN,
    CustodyKind.REPAIR: Status.IN_REPAIR,
}


@cache
def template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="stockpile-test-")) / "register"
    make_register(folder, ("amina",))
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    set_up(store, WEAPONS)
    store.close()
    return folder


class Movements(RuleBasedStateMachine):
    """Weapons that are asked to go anywhere; a model says where each of them must be."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="stockpile-test-"))
        copy_register(template(), self.folder / "register")
        store = open_store(self.folder / "register", "amina", PASSWORD, FakeClock())
        self.services = Services(Desk(store))
        self.where = {each: BOX if each % 2 else STORE for each in range(1, WEAPONS + 1)}
        self.status = dict.fromkeys(self.where, Status.IN_STORE)
        self.holder = {}
        self.depot = {BOX: DEPOT, CRATE: DEPOT}
        self.sealed = set()
        self.sent = {}
        self.seals = 0

    def teardown(self):
        if hasattr(self, "services"):
            result = verify(self.services.desk.store, NoProgress())
            self.services.close()
            shutil.rmtree(self.folder)
            assert result.ok, result.problems

    def asked(self, *, expected, act):
        """Ask for an act; whether it was done must be what the model expects."""
        done = None
        with contextlib.suppress(StockpileError):
            done = act()
        assert (done is not None) == expected
        return done

    def free(self, place):
        return place not in self.sealed and place not in self.on_its_way()

    def on_its_way(self):
        return {container for containers in self.sent.values() for container in containers}

    def depot_of(self, place):
        return self.depot.get(place, OTHER if place == FAR else DEPOT)

    def takeable(self, chosen):
        return all(
            self.status[each] is Status.IN_STORE and self.free(self.where[each]) for each in chosen
        )

    def takeable_like(self, chosen):
        """Return weapons of one place that can be taken, if there are any."""
        found = [each for each in self.where if self.takeable([each])]
        if not found:
            return chosen
        first = next((each for each in found if each >= chosen[0]), found[0])
        return [each for each in found if self.where[each] == self.where[first]][: len(chosen)]

    @rule(chosen=SOME, to=st.sampled_from([STORE, RACK, BOX, CRATE, FAR]), sensible=SENSIBLE)
    def move(self, chosen, to, sensible):
        if sensible:
            chosen = self.takeable_like(chosen)
            to = FAR if self.depot_of(self.where[chosen[0]]) == OTHER else to
        here = {self.depot_of(self.where[each]) for each in chosen}
        fits = here == {self.depot_of(to)} and all(self.where[each] != to for each in chosen)
        expected = self.takeable(chosen) and self.free(to) and fits
        if self.asked(
            expected=expected, act=lambda: self.services.movements.move(move(*chosen, to=to))
        ):
            self.where |= dict.fromkeys(chosen, to)

    @rule(
        chosen=SOME,
        person=st.sampled_from([ADA, SHOP]),
        custody=st.sampled_from(list(CustodyKind)),
        sensible=SENSIBLE,
    )
    def issue(self, chosen, person, custody, sensible):
        if sensible:
            chosen = self.takeable_like(chosen)
        command = issue(
            *chosen, person_id=person, custody=custody, due_on=DUE, received_by="Somebody"
        )
        if self.asked(
            expected=self.takeable(chosen), act=lambda: self.services.movements.issue(command)
        ):
            self.status |= dict.fromkeys(chosen, STATUS[custody])
            self.holder |= dict.fromkeys(chosen, person)

    @rule(chosen=SOME, to=st.sampled_from([STORE, RACK, BOX, FAR]), sensible=SENSIBLE)
    def give_back(self, chosen, to, sensible):
        if sensible and self.holder:
            person = self.holder[min(self.holder)]
            chosen = [each for each, holder in self.holder.items() if holder == person]
        holders = {self.holder.get(each) for each in chosen}
        expected = len(holders) == 1 and None not in holders and self.free(to)
        command = give_back(*chosen, place_id=to)
        if self.asked(expected=expected, act=lambda: self.services.movements.give_back(command)):
            for each in chosen:
                del self.holder[each]
            self.where |= dict.fromkeys(chosen, to)
            self.status |= dict.fromkeys(chosen, Status.IN_STORE)

    @rule(container=CONTAINERS)
    def seal_or_open(self, container):
        if container in self.on_its_way():
            return
        if container in self.sealed:
            opened = f.ContainerOpened(place=container, occurred_on="2026-03-02", opened_by="Al")
            state(self.services, opened)
            self.sealed.remove(container)
        else:
            self.seal(container)

    def seal(self, container):
        self.seals += 1
        state(self.services, sealed(container, f"S{self.seals}", on="2026-03-02"))
        self.sealed.add(container)

    def free_of(self, containers):
        return [each for each in containers if self.free(each)]

    @rule(
        containers=st.lists(CONTAINERS, min_size=1, unique=True),
        to=st.sampled_from([DEPOT, OTHER]),
        sensible=SENSIBLE,
    )
    def send(self, containers, to, sensible):
        if sensible:
            to = DEPOT if self.depot[containers[0]] == OTHER else OTHER
            for each in self.free_of(containers):
                self.seal(each)
        loads = {each: self.inside(each) for each in containers}
        depots = {self.depot[each] for each in containers}
        expected = (
            self.sealed >= set(containers)
            and not self.on_its_way() & set(containers)
            and len(depots) == 1
            and depots != {to}
            and all(loads.values())
        )
        command = send(*containers, depot_id=to, expected_on=NEXT)
        done = self.asked(expected=expected, act=lambda: self.services.movements.dispatch(command))
        if done:
            self.sent[done.movement_id] = dict.fromkeys(containers, to)
            for each in containers:
                self.status |= dict.fromkeys(loads[each], Status.IN_TRANSIT)

    @precondition(lambda self: self.sent)
    @rule(container=CONTAINERS, data=st.data())
    def arrive(self, container, data):
        found = [each for each, containers in self.sent.items() if container in containers]
        if not found and self.on_its_way():  # the other one
            container = next(iter(self.on_its_way()))
            found = [each for each, containers in self.sent.items() if container in containers]
        if not found:
            self.asked(expected=False, act=lambda: self.services.movements.receive(receive(9999)))
            return
        [dispatch] = found
        to = self.sent[dispatch][container]
        lines = [
            each
            for each, where in self.where.items()
            if where == container and self.status[each] is Status.IN_TRANSIT
        ]
        missing = data.draw(st.sets(st.sampled_from(lines))) if lines else set()
        command = receive(
            dispatch,
            place_id=FAR if to == OTHER else RACK,
            weapon_ids=tuple(each for each in lines if each not in missing),
            missing_ids=tuple(missing),
            seals={container: ()},
        )
        self.asked(expected=True, act=lambda: self.services.movements.receive(command))
        self.depot[container] = to
        del self.sent[dispatch][container]
        if lines:
            self.sealed.discard(container)
        for each in lines:
            self.status[each] = Status.LOST if each in missing else Status.IN_STORE

    @rule(weapon=st.integers(1, WEAPONS), unlucky=st.integers(0, 3))
    def lose(self, weapon, unlucky):
        if self.status[weapon] is not Status.LOST and unlucky == 3:
            lose(self.services, weapon)
            self.status[weapon] = Status.LOST
            self.holder.pop(weapon, None)

    def inside(self, container):
        return [
            each
            for each, where in self.where.items()
            if where == container and self.status[each] is Status.IN_STORE
        ]

    @invariant()
    def each_weapon_is_in_one_place_or_one_hand(self):
        if not hasattr(self, "services"):
            return
        weapons = self.services.weapons.load(list(self.where))
        assert {each: record.status for each, record in weapons.items()} == self.status
        assert {each: record.place_id for each, record in weapons.items()} == self.where
        out = {each.weapon.id: each for each in self.services.movements.custody()}
        assert set(out) == {each for each, status in self.status.items() if status.is_out}
        assert {each: record.person_id for each, record in out.items() if record.person_id} == (
            self.holder
        )
        assert sum(each.open for each in self.services.movements.list()) == len(out)


Movements.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestThatMovementsKeepEveryWeaponInOnePlaceOrHand = Movements.TestCase
