"""Every register that a version of the program ever made is opened by this one, and goes on."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from stockpile_app.domain.access import Role
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import ReadOnly
from stockpile_app.domain.guarding import FitLock
from stockpile_app.domain.incidents import ReportIncident
from stockpile_app.domain.marking_records import StateAcquisition
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.movements import IssueWeapons, MoveWeapons, ReturnWeapons
from stockpile_app.domain.needs import NeedWords, RaiseNeed, RecordLesson
from stockpile_app.domain.needs_vocabulary import LessonKind, NeedKind
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.security import OpenCheck
from stockpile_app.domain.staff import HoldTraining
from stockpile_app.domain.stocktakes import OpenStocktake
from stockpile_app.domain.surplus import Kind, StateRequirement
from stockpile_app.domain.users import AddUser
from stockpile_app.domain.vocabulary import (
    Component,
    IncidentKind,
    MarkOccasion,
    PlaceKind,
    StocktakeKind,
)
from stockpile_app.domain.weapons import AddPhotograph, ObserveMark, RegisterWeapon
from stockpile_app.persistence import backup, migrate
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import recover
from tests.builders import BRIAN, FakeClock
from tests.builders_collections import open_programme, open_site
from tests.builders_disposal import order_command
from tests.builders_kept import KEPT, SCHEMAS, open_kept, restore, what_is_in, what_was_said
from tests.builders_reports import freeze_command
from tests.builders_tracing import contact_command, open_command

DAY = FakeClock().now.date()


@pytest.fixture(scope="module", params=SCHEMAS)
def kept(request, tmp_path_factory):
    """A kept register that this version opened, its folder and what must be in it."""
    folder = restore(request.param, tmp_path_factory.mktemp("kept") / "register")
    said = what_was_said(request.param)
    store = open_kept(folder, said)
    yield folder, said, store
    store.close()


def test_that_every_schema_has_a_register_that_was_made_by_it():
    assert migrate.known_revisions() == list(SCHEMAS), "run: python tests/fixtures/make_register.py"
    assert [what_was_said(each)["schema"] for each in SCHEMAS] == list(SCHEMAS)


def test_that_kept_registers_are_small_enough_for_a_repository():
    assert max(path.stat().st_size for path in KEPT) < 1_500_000


@pytest.mark.parametrize("schema", SCHEMAS[:-1])
def test_that_an_old_register_is_not_opened_for_reading_before_it_is_upgraded(schema, tmp_path):
    folder = restore(schema, tmp_path / "register")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(ReadOnly, match="Open it for writing once"):
        open_kept(folder, what_was_said(schema), read_only=True)
    assert {path: path.read_bytes() for path in before} == before


def test_that_an_upgraded_register_is_in_order(kept):
    _, said, store = kept
    for code, seq in said["seals"].items():
        found = verify(store, NoProgress(), code)
        assert found.problems == ()
        assert found.sealed_seq == seq
        break  # the other codes are compared below; a whole verification of each proves no more
    assert (found.entries, found.head) == (said["entries"], said["head"])


def test_that_everything_is_in_an_upgraded_register(kept):
    folder, said, store = kept
    newest = {"schema": SCHEMAS[-1]}
    assert {**said, **newest, **what_is_in(folder, said)} == {**said, **newest}
    for sha256 in said["photographs"]:
        assert hashlib.sha256(store.media.get(sha256)).hexdigest() == sha256


def test_that_the_backup_of_before_the_upgrade_is_the_old_register(kept, tmp_path):
    folder, said, _ = kept
    made = list((folder / "backups").glob("*-before-upgrade-*"))
    if said["schema"] == SCHEMAS[-1]:
        assert made == []
        return
    [file] = made
    manifest = backup.unpack(file, tmp_path / "again")
    assert (manifest.seq, manifest.head) == (said["entries"], said["head"])
    assert {**said, **what_is_in(tmp_path / "again", said)} == said


def test_that_whoever_could_sign_in_can_and_nobody_else(kept):
    folder, said, store = kept
    store.close()
    for name, active in said["users"].items():
        if active:
            open_kept(folder, said, name).close()
        else:
            with pytest.raises(Exception, match="wrong"):
                open_kept(folder, said, name)


@pytest.mark.parametrize("schema", [SCHEMAS[0], SCHEMAS[-1]])
def test_that_the_recovery_code_of_before_opens_an_old_register_after_a_backup(schema, tmp_path):
    folder, said = restore(schema, tmp_path / "register"), what_was_said(schema)
    desk = recover(folder, said["recovery"].lower(), "brian", "a long rainy afternoon", FakeClock())
    try:
        assert verify(desk.store, NoProgress()).problems == ()
    finally:
        desk.store.close()
    made = list((folder / "backups").glob("*-before-upgrade-*"))
    assert len(made) == (schema != SCHEMAS[-1])


# --- work goes on ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param(each, marks=() if each in {"0001", "0003", SCHEMAS[-1]} else pytest.mark.slow)
        for each in SCHEMAS
    ],
)
def test_that_work_goes_on_in_every_subject_after_an_upgrade(schema, tmp_path):
    folder, said = restore(schema, tmp_path / "register"), what_was_said(schema)
    store = open_kept(folder, said)
    services = Services(Desk(store))
    depot = add_place(services, "New depot")  # nothing of before stands in the way there
    weapon, other = (
        services.weapons.register(RegisterWeapon(place_id=depot, serial=serial)).weapon_id
        for serial in ("NEW-1", "NEW-2")
    )
    for subject, act in ACTS.items():
        with store.read() as connection:
            before = connection.exec_driver_sql("SELECT max(seq) FROM entry").scalar()
        act(services, other if subject == "disposal" else weapon, depot)
        with store.read() as connection:
            after = connection.exec_driver_sql("SELECT max(seq) FROM entry").scalar()
        assert after > before, subject
    store.close()
    _trace(folder, said, weapon)


def _trace(folder, said, weapon):
    """The first tracing officer opens the compartment and a file in it."""
    store = open_kept(folder, {**said, "password": NEW_PASSWORD}, "hana")
    try:
        services = Services(Desk(store))
        file = services.tracing.open_request(open_command(weapon)).file_id
        assert services.tracing.open(file).id == file
        assert verify(store, NoProgress()).problems == ()
    finally:
        store.close()


NEW_PASSWORD = "a long rainy afternoon"
HANA = AddUser("hana", "Hana", (Role.TRACING_OFFICER,), NEW_PASSWORD)


def add_place(services, name, inside=None):
    services.places.add(
        AddPlace(PlaceKind.DEPOT if inside is None else PlaceKind.STORE, name, parent=inside)
    )
    return {each.name: each.id for each in services.places.all()}[name]


def _marking(services, weapon, _depot):
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapon, component=Component.BARREL, occasion=MarkOccasion.PROOF, text="NEW"
        )
    )


def _hands(services, weapon, depot):
    services.people.add(AddPerson(name="Zawadi New"))
    [person] = services.people.find("Zawadi New")
    day = {"weapon_ids": (weapon,), "occurred_on": DAY}
    people = {"handed_by": "Hassan", "received_by": "Rita"}
    services.movements.issue(
        IssueWeapons(
            person_id=person.id, due_on=DAY + dt.timedelta(days=1), purpose="guard",
            authorised_by="Azra", **day, **people,
        )
    )  # fmt: skip
    services.movements.give_back(ReturnWeapons(place_id=depot, **day, **people))


def _move(services, weapon, depot):
    store = add_place(services, "Next store", depot)
    services.movements.move(
        MoveWeapons(
            weapon_ids=(weapon,), place_id=store, occurred_on=DAY, handed_by="Hassan",
            received_by="Rita", authorised_by="Azra",
        )
    )  # fmt: skip


def _count(services, _weapon, _depot):
    depot = add_place(services, "Counted")
    services.stocktakes.open(
        OpenStocktake(
            kind=StocktakeKind.FULL, place_id=depot, counters=("Ada", "Bo"), occurred_on=DAY,
        )
    )  # fmt: skip


ACTS = {
    "users": lambda s, w, d: s.users.add(HANA, BRIAN),
    "marks": _marking,
    "photographs": lambda s, w, d: s.weapons.add_photograph(
        AddPhotograph(weapon_id=w, content=b"\xff\xd8\xff new")
    ),
    "custody": _hands,
    "movements": _move,
    "stocktakes": _count,
    "security": lambda s, w, d: s.security.open(
        OpenCheck(place_id=d, inspector="Dora", occurred_on=DAY)
    ),
    "guarding": lambda s, w, d: s.guarding.fit_lock(
        FitLock(place_id=d, label="New door", copies=2, occurred_on=DAY)
    ),
    "incidents": lambda s, w, d: s.incidents.report(
        ReportIncident(kind=IncidentKind.ACCIDENT, discovered_on=DAY, circumstances="x")
    ),
    "marking": lambda s, w, d: s.marking.state_acquisition(
        StateAcquisition(weapon_id=w, acquisition=Acquisition.FOUND, acquired_on=DAY)
    ),
    "surplus": lambda s, w, d: s.disposal.surplus.require(
        StateRequirement(unit="New unit", kind=Kind(model="AKM"), occurred_on=DAY, posts=1)
    ),
    "disposal": lambda s, w, d: s.disposal.order(
        order_command((w,), kind=DisposalKind.DESTRUCTION, occurred_on=DAY)
    ),
    "staff": lambda s, w, d: s.staff.hold(
        HoldTraining(topic="x", title="x", held_on=DAY, provider="x", women=1)
    ),
    "needs": lambda s, w, d: s.needs.state(
        RaiseNeed(kind=NeedKind.OTHER, words=NeedWords(title="x", objective="y"))
    ),
    "lessons": lambda s, w, d: s.lessons.record(
        RecordLesson(kind=LessonKind.LESSON, title="x", text="y")
    ),
    "contacts": lambda s, w, d: s.contacts.state(contact_command(country="Ghana")),
    "collections": lambda s, w, d: open_site(s, open_programme(s, name="New"), "NEW"),
    "reports": lambda s, w, d: s.national.freeze(freeze_command()),
    "backups": lambda s, w, d: s.backups.make(),
}
