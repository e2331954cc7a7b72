from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    PlaceKind,
    SerialState,
)
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import key_ring, ledger_store, opening
from stockpile_app.persistence.projections.projector import HANDLERS
from stockpile_app.persistence.verify import verify
from tests.builders import (
    ORIGIN,
    PASSWORD,
    FakeClock,
    cheap_slot,
    copy_register,
    make_register,
    number,
    weapon,
)

TEXT = st.text(alphabet="aZ 0é№\n\"'\\%_٣А", max_size=8)
SERIAL = st.none() | st.text(alphabet="A0OИ٣-. x", min_size=1, max_size=10)
DAY = "2026-03-02"
ENUMS = {
    each: st.sampled_from(list(each))
    for each in (Category, Component, Condition, MarkMethod, MarkOccasion, SerialState)
}
QUALITIES = st.lists(st.sampled_from(list(MarkQuality)), max_size=3, unique=True).map(tuple)

_cache: list[Path] = []


def template() -> Path:
    if not _cache:
        outer = Path(tempfile.mkdtemp(prefix="stockpile-test-"))
        atexit.register(shutil.rmtree, outer, ignore_errors=True)
        folder = outer / "register"
        make_register(folder, ("amina", "brian"))
        _cache.append(folder)
    return _cache[0]


class AnyActs(RuleBasedStateMachine):
    """Any sequence of valid acts; at the end the entries alone must give the same tables."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="stockpile-test-"))
        self.clock = FakeClock()
        copy_register(template(), self.folder / "register")
        self.store = opening.open_store(self.folder / "register", "amina", PASSWORD, self.clock)
        self.weapons = self.places = self.users = 0
        self.places = 1
        self.kinds = {1: PlaceKind.DEPOT}
        self.withdrawn: set[int] = set()
        self.batches: list[int] = []
        self.codes: list[str] = []
        self.pictures: set[tuple[int, str]] = set()

    def teardown(self):
        if hasattr(self, "store"):
            code = self.codes[-1] if self.codes else None
            result = verify(self.store, NoProgress(), code)
            self.store.close()
            shutil.rmtree(self.folder)
            assert result.ok, result.problems

    def record(self, *facts, second=False):
        key = opening.unlock_second(self.store, "brian", PASSWORD) if second else None
        with self.store.write(key) as uow:
            uow.record(*facts)
            return uow.commit()

    @property
    def alive(self):
        return [each for each in range(1, self.weapons + 1) if each not in self.withdrawn]

    @rule(hours=st.integers(-30, 30))
    def time_passes(self, hours):
        self.clock.advance(hours=hours)

    @rule(data=st.data(), name=TEXT)
    def add_place(self, data, name):
        inside = {PlaceKind.STORE: PlaceKind.DEPOT, PlaceKind.RACK: PlaceKind.STORE}
        kind = data.draw(st.sampled_from(list(PlaceKind)))
        parents = [each for each, other in self.kinds.items() if other is inside.get(kind)]
        if kind is not PlaceKind.DEPOT and not parents:
            return
        self.places += 1
        self.kinds[self.places] = kind
        self.record(
            f.PlaceAdded(
                place=self.places,
                place_kind=kind,
                code=f"P{self.places}",
                name=name,
                parent=data.draw(st.sampled_from(parents)) if parents and kind in inside else None,
            )
        )

    @rule(data=st.data(), name=TEXT, close=st.booleans())
    def change_place(self, data, name, close):
        place = data.draw(st.integers(1, self.places))
        fact = f.PlaceDescribed(place=place, code="X", name=name)
        self.record(f.PlaceClosed(place=place, reason=name) if close else fact)

    def some_weapon(self, data, **more):
        self.weapons += 1
        return weapon(
            self.weapons,
            place=data.draw(st.integers(1, self.places)),
            serial=data.draw(SERIAL),
            serial_state=data.draw(ENUMS[SerialState]),
            maker=data.draw(TEXT),
            category=data.draw(st.none() | ENUMS[Category]),
            condition=data.draw(st.none() | ENUMS[Condition]),
            year=data.draw(st.none() | st.integers(1800, 2026)),
            notes=data.draw(TEXT),
            **more,
        )

    @rule(data=st.data(), count=st.integers(1, 4))
    def register(self, data, count):
        changes = self.record(*(self.some_weapon(data) for _ in range(count)))
        assert changes.weapons == set(range(self.weapons - count + 1, self.weapons + 1))

    @rule(data=st.data(), count=st.integers(0, 4))
    def import_file(self, data, count):
        with self.store.write() as uow:
            batch = uow.next_seq
            uow.record(f.ImportRecorded(files=("a\nb", data.draw(TEXT)), sha256=("0",)))
            self.places += 1
            self.kinds[self.places] = PlaceKind.DEPOT
            uow.record(
                f.PlaceAdded(
                    place=self.places,
                    place_kind=PlaceKind.DEPOT,
                    code="D",
                    name=data.draw(TEXT),
                    batch=batch,
                )
            )
            for each in range(count):
                uow.record(self.some_weapon(data, batch=batch, row_key=f"{each:032d}"))
            uow.record(
                f.ImportCounted(
                    batch=batch, read=count, created=count, unchanged=0, skipped=0, errors=0
                ),
                f.ProfileSaved(name=data.draw(TEXT), mapping={data.draw(TEXT): "serial"}),
            )
            uow.commit()
        self.batches.append(batch)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def undo_import(self, data):
        batch = data.draw(st.sampled_from(self.batches))
        self.record(f.ImportUndone(batch=batch, weapons=0, reason="x"), second=True)

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), count=st.integers(1, 3))
    def withdraw(self, data, count):
        chosen = data.draw(
            st.lists(st.sampled_from(self.alive), min_size=1, max_size=count, unique=True)
        )
        self.withdrawn.update(chosen)
        facts = [f.RegistrationWithdrawn(number=number(n), corrects=1, reason="x") for n in chosen]
        self.record(*facts, second=True)

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), serial=SERIAL, state=ENUMS[SerialState], maker=TEXT)
    def correct(self, data, serial, state, maker):
        chosen = number(data.draw(st.sampled_from(self.alive)))
        fact = f.IdentityCorrected(
            number=chosen, corrects=1, reason="x", serial=serial, serial_state=state, maker=maker
        )
        self.record(fact, *[fact] * data.draw(st.integers(0, 1)), second=True)

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), condition=st.none() | ENUMS[Condition], notes=TEXT)
    def describe(self, data, condition, notes):
        chosen = number(data.draw(st.sampled_from(self.alive)))
        self.record(
            f.WeaponDescribed(number=chosen, occurred_on=DAY, condition=condition, notes=notes)
        )

    @precondition(lambda self: self.alive)
    @rule(
        data=st.data(),
        component=ENUMS[Component],
        occasion=ENUMS[MarkOccasion],
        method=ENUMS[MarkMethod],
        text=TEXT,
        met=QUALITIES,
        not_met=QUALITIES,
        altered=st.booleans(),
    )
    def mark(self, data, **fields):
        chosen = number(data.draw(st.sampled_from(self.alive)))
        self.record(f.MarkObserved(number=chosen, occurred_on=DAY, **fields))

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), content=st.binary(max_size=3), caption=TEXT)
    def photograph(self, data, content, caption):
        sha256 = self.store.media.put(content, "image/png")
        self.record(
            f.PhotographAdded(
                number=number(data.draw(st.sampled_from(self.alive))),
                occurred_on=DAY,
                sha256=sha256,
                media_type="image/png",
                size=len(content),
                caption=caption,
            )
        )

    @rule(
        roles=st.lists(st.sampled_from(["storekeeper", "inspector"]), min_size=1),
        end=st.integers(0, 3),
    )
    def add_user(self, roles, end):
        self.users += 1
        key = SigningKey.generate(f"user{self.users}")
        with self.store.write(opening.unlock_second(self.store, "brian", PASSWORD)) as uow:
            uow.record(
                f.UserAdded(name=key.name, full_name="X", roles=tuple(roles), key=key.public)
            )
            keys = self.store.keys
            if end == 1:
                key = SigningKey.generate(key.name)
                uow.record(f.UserKeyReplaced(name=key.name, key=key.public))
            keys = keys.with_slot(cheap_slot(key, PASSWORD, self.store.key.secret))
            if end == 2:
                uow.record(f.UserRetired(name=key.name))
                keys = keys.without_slot(key.name)
            if end == 3:
                uow.record(f.UserRolesChanged(name=key.name, roles=("ddr_officer",)))
            self.store.commit_with_keys(uow, keys)

    @rule(data=st.data())
    def state_what_stands_in_the_ledger_alone(self, data):
        fact = data.draw(
            st.sampled_from(
                [
                    f.RecoveryCodeReplaced(alone=True),
                    f.ConfidentialViewed(compartment=Compartment.TRACING, subject="x"),
                    f.PasswordChanged(name="amina"),
                    f.SignInFailed(name="brian", times=2, last_at="x"),
                    f.DocumentIssued(document="x", doc_number="X-1", scope="", weapons=0),
                    f.DocumentMade(document="y", doc_number="Y-1", scope="", weapons=1, subject=1),
                    f.RegisterExported(format="csv", scope="", weapons=0),
                    f.FormsImported(
                        files=("a.csv",),
                        sha256=("",),
                        read=0,
                        created=0,
                        unchanged=0,
                        skipped=0,
                        errors=0,
                    ),
                    f.BackupMade(file="x", head=1, sha256=""),
                    f.BackupKept(file="x", head=1, sha256="", size=1),
                    f.BackupMissed(file="x", medium="m", cause="missing"),
                    f.BackupPlaceChosen(medium="m", label="x"),
                    f.LossCompared(head=1, lost=2, against="x"),
                    f.BackupRestored(file="x", head=1),
                    f.RestoreRehearsed(file="x", head=1, behind=2),
                    f.PaperChecked(code="x", sealed_seq=1, verdict="agrees"),
                ]
            )
        )
        self.record(fact)

    @rule()
    def seal(self):
        with self.store.write() as uow:
            self.codes.append(uow.seal("x").code)
            uow.commit()

    @rule(data=st.data())
    def change_one_s_mind(self, data):
        weapons, places = self.weapons, self.places
        with self.store.write() as uow:
            uow.record(self.some_weapon(data))
        self.weapons, self.places = weapons, places

    @rule()
    def close_and_open_again(self):
        self.store.close()
        self.store = opening.open_store(self.folder / "register", "amina", PASSWORD, self.clock)

    @invariant()
    def the_counts_agree(self):
        if hasattr(self, "store"):
            with self.store.read() as connection:
                count = connection.exec_driver_sql("SELECT count(*) FROM weapon").scalar()
                head = ledger_store.head(connection, ORIGIN).seq
                assert count == self.weapons
                assert connection.exec_driver_sql("SELECT count(*) FROM entry").scalar() == head


AnyActs.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatAnyActsRebuildTheSameTables = AnyActs.TestCase


def test_that_the_machine_knows_every_kind_of_fact():
    stated = "".join(each.read_text() for each in Path(__file__).parent.glob("test_rebuild*.py"))
    made = {"RegisterCreated", "ClockWentBack", "WeaponRegistered"}  # by the builders and the clock
    # by services, which alone have the keys, in test_rebuild_compartments
    made |= {"CompartmentOpened", "CompartmentAdmitted", "Sealed", "SubjectErased"}
    made |= {"RecoveryKeyStated", "SubjectKeyMade"}
    assert all(fact.__name__ in made or f"f.{fact.__name__}(" in stated for fact in HANDLERS)
    assert key_ring.LedgerKeyRing().key_of("amina") == ""
