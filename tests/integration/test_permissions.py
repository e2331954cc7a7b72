from __future__ import annotations

import contextlib
import datetime as dt
import inspect
import pkgutil
from functools import cached_property
from importlib import import_module
from pathlib import Path

import pytest

from stockpile_app.domain.access import Role
from stockpile_app.domain.backups import PrintRehearsal, Rehearsal
from stockpile_app.domain.documents import PrintAuditSheet, PrintLabels
from stockpile_app.domain.errors import NotAllowed, StockpileError
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.losses import Losses, PrintLosses
from stockpile_app.domain.places import AddPlace, DescribePlace
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.users import AddUser
from stockpile_app.domain.vocabulary import Component, MarkOccasion, PlaceKind
from stockpile_app.domain.weapons import (
    AddPhotograph,
    CorrectIdentity,
    DescribeWeapon,
    ObserveMark,
    RegisterWeapon,
)
from stockpile_app.exchange.tables import open_table
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, GITA, PASSWORD, START, FakeClock, copy_register
from tests.integration import permissions

WHO = {
    "S": ("chipo", Role.STOREKEEPER),
    "M": ("brian", Role.DEPOT_MANAGER),
    "I": ("dora", Role.INSPECTOR),
    "D": ("emeka", Role.DDR_OFFICER),
    "T": ("farah", Role.TRACING_OFFICER),
    "A": ("gita", Role.ADMINISTRATOR),
}
ALL, READERS = "SMIDTA", "SMIDT"
MARK = ObserveMark(weapon_id=1, component=Component.BARREL, occasion=MarkOccasion.PROOF, text="x")
NEW = AddUser("hana", "Hana", (Role.STOREKEEPER,), "a long rainy afternoon")
REHEARSAL = Rehearsal(
    file=Path("x.stockpile"),
    made_at=START,
    rehearsed_at=START,
    head=1,
    digest="",
    behind=0,
    problems=(),
    weapons=0,
    entry=1,
)


def other(services):
    return GITA if services.user.name == "brian" else BRIAN


# Every public method of every service: whose roles allow it, and how to ask for it.
TABLE = {
    "weapons.snapshot": (READERS, lambda s, out: s.weapons.snapshot(WeaponQuery())),
    "weapons.load": (READERS, lambda s, out: s.weapons.load([1])),
    "weapons.find": (READERS, lambda s, out: s.weapons.find("A1")),
    "weapons.by_number": (READERS, lambda s, out: s.weapons.by_number("KE01-000001-9")),
    "weapons.history": (READERS, lambda s, out: s.weapons.history(1)),
    "weapons.marks": (READERS, lambda s, out: s.weapons.marks(1)),
    "weapons.photographs": (READERS, lambda s, out: s.weapons.photographs(1)),
    "weapons.picture": (READERS, lambda s, out: s.weapons.picture("0" * 64)),
    "weapons.holdings": (READERS, lambda s, out: s.weapons.holdings()),
    "weapons.known": (READERS, lambda s, out: s.weapons.known("model")),
    "weapons.register": (
        "SM",
        lambda s, out: s.weapons.register(RegisterWeapon(place_id=1, serial="Z9")),
    ),
    "weapons.describe": ("SM", lambda s, out: s.weapons.describe(DescribeWeapon(weapon_id=1))),
    "weapons.correct": (
        "M",
        lambda s, out: s.weapons.correct(
            CorrectIdentity(weapon_id=1, reason="x", serial="A1"), other(s)
        ),
    ),
    "weapons.observe_mark": ("SM", lambda s, out: s.weapons.observe_mark(MARK)),
    "weapons.add_photograph": (
        "SM",
        lambda s, out: s.weapons.add_photograph(
            AddPhotograph(weapon_id=1, content=b"\xff\xd8\xff")
        ),
    ),
    "places.all": (READERS, lambda s, out: s.places.all()),
    "places.find": (READERS, lambda s, out: s.places.find("Main depot")),
    "places.add": ("M", lambda s, out: s.places.add(AddPlace(PlaceKind.DEPOT, "New"))),
    "places.describe": (
        "M",
        lambda s, out: s.places.describe(DescribePlace(1, "Main depot", "D1")),
    ),
    "places.close": ("M", lambda s, out: s.places.close(2)),
    "users.all": (ALL, lambda s, out: s.users.all()),
    "users.needs_code": (ALL, lambda s, out: s.users.needs_code()),
    "users.retiring_needs": (ALL, lambda s, out: s.users.retiring_needs("farah")),
    "users.needs_second": (ALL, lambda s, out: s.users.needs_second()),
    "users.add": ("A", lambda s, out: s.users.add(NEW, other(s))),
    "users.change_roles": (
        "A",
        lambda s, out: s.users.change_roles("emeka", (Role.DDR_OFFICER,), other(s)),
    ),
    "users.replace_recovery_code": (
        "A",
        lambda s, out: s.users.replace_recovery_code(other(s)),
    ),
    "users.reset_password": (
        "A",
        lambda s, out: s.users.reset_password("farah", "a long rainy afternoon", other(s)),
    ),
    "users.retire": ("A", lambda s, out: s.users.retire("farah")),
    "imports.open": ("M", lambda s, out: s.imports.open(out / "a.csv")),
    "imports.mapping_for": (ALL, lambda s, out: s.imports.mapping_for(_table(out))),
    "imports.rehearse": (
        "M",
        lambda s, out: s.imports.rehearse(ImportFiles(files=(out / "a.csv",))),
    ),
    "imports.run": ("M", lambda s, out: s.imports.run(ImportFiles(files=(out / "a.csv",)))),
    "imports.undo": ("M", lambda s, out: s.imports.undo(9999, "x", other(s))),
    "imports.batches": (READERS, lambda s, out: s.imports.batches()),
    "imports.profiles": (ALL, lambda s, out: s.imports.profiles()),
    "imports.save_profile": ("M", lambda s, out: s.imports.save_profile("ours", {})),
    "exports.export": ("MIT", lambda s, out: s.exports.export(out / "out.csv")),
    "documents.stocks": (ALL, lambda s, out: s.documents.stocks()),
    "documents.labels": (
        READERS,
        lambda s, out: s.documents.labels(PrintLabels(out=out / "l.pdf")),
    ),
    "documents.preview_labels": (
        READERS,
        lambda s, out: s.documents.preview_labels(PrintLabels(out=out / "l.pdf")),
    ),
    "documents.calibration": (
        ALL,
        lambda s, out: s.documents.calibration(out / "c.pdf", PrintLabels(out=out / "l.pdf")),
    ),
    "documents.audit_sheet": (
        READERS,
        lambda s, out: s.documents.audit_sheet(PrintAuditSheet(out=out / "s.pdf")),
    ),
    "documents.recovery_sheet": (
        "A",
        lambda s, out: s.documents.recovery_sheet(out / "r.pdf", "0" * 25),
    ),
    "ledgers.entries": ("MIA", lambda s, out: s.ledgers.entries()),
    "ledgers.last_seal": (ALL, lambda s, out: s.ledgers.last_seal()),
    "ledgers.verify": (ALL, lambda s, out: s.ledgers.verify()),
    "ledgers.check_paper": (ALL, lambda s, out: s.ledgers.check_paper("0" * 20)),
    "ledgers.papers": (ALL, lambda s, out: s.ledgers.papers()),
    "ledgers.holdings_as_of": (
        READERS,
        lambda s, out: s.ledgers.holdings_as_of(dt.date(2026, 3, 1)),
    ),
    "backups.make": (ALL, lambda s, out: s.backups.make()),
    "backups.rehearse": (ALL, lambda s, out: s.backups.rehearse(PASSWORD)),
    "backups.copies": (ALL, lambda s, out: s.backups.copies()),
    "backups.status": (ALL, lambda s, out: s.backups.status()),
    "backups.second": (ALL, lambda s, out: s.backups.second()),
    "backups.choose_second": ("MA", lambda s, out: s.backups.choose_second(out / "stick")),
    "backups.forget_second": ("MA", lambda s, out: s.backups.forget_second()),
    "losses.compare": ("MIA", lambda s, out: s.losses.compare(out, PASSWORD)),
    "losses.place_of": (ALL, lambda s, out: s.losses.place_of("0" * 20)),
    "backup_papers.losses": (
        "MIA",
        lambda s, out: s.backup_papers.losses(
            PrintLosses(out=out / "l.pdf", losses=Losses(folder=out, head=1))
        ),
    ),
    "backup_papers.proof": (
        ALL,
        lambda s, out: s.backup_papers.proof(
            PrintRehearsal(out=out / "p.pdf", rehearsal=REHEARSAL)
        ),
    ),
    "backups.last": (ALL, lambda s, out: s.backups.last()),
}
for module in pkgutil.iter_modules(permissions.__path__):
    TABLE |= import_module(f"{permissions.__name__}.{module.name}").ROWS
SUBJECTS = (
    "weapons",
    "places",
    "users",
    "imports",
    "exports",
    "documents",
    "lists",
    "assessments",
    "ledgers",
    "backups",
    "backup_papers",
    "losses",
    "scans",
    "people",
    "movements",
    "stocktakes",
    "security",
    "guarding",
    "incidents",
    "disposal",
    "marking",
    "lifecycle",
    "overview",
    "past",
    "national",
    "admissions",
    "staff",
    "needs",
    "lessons",
    "contacts",
    "tracing",
    "collections",
    "drafts",
)


REFUSALS = StockpileError.__subclasses__()


def _table(out):
    return open_table(out / "a.csv")


@pytest.fixture(scope="module", params=WHO)
def seat(request, template, tmp_path_factory):
    """Somebody of one role, at a register of their own."""
    name, role = WHO[request.param]
    out = tmp_path_factory.mktemp(name)
    (out / "a.csv").write_text("Serial Number,Model\nQ1,M9\n")
    store = open_store(copy_register(template, out / "register"), "brian", PASSWORD, FakeClock())
    seated = Services(Desk(store))
    seated.weapons.register(RegisterWeapon(place_id=1, serial="A1"))
    seated.places.add(AddPlace(PlaceKind.DEPOT, "Old depot"))
    seated.close()
    store = open_store(out / "register", name, PASSWORD, FakeClock())
    seated = Services(Desk(store))
    assert seated.user.roles == (role,)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOCKPILE_HOME", str(out / "home"))
        yield request.param, seated, out
    seated.close()


def test_that_every_public_method_is_in_the_table(services):
    found = {each for subject in SUBJECTS for each in _public(getattr(services, subject), subject)}
    assert found == set(TABLE)
    assert {name for name in vars(services) if name != "desk"} == set(SUBJECTS)


def _public(service, prefix):
    """The public methods of a service, and of those that it offers under it."""
    members = inspect.getmembers(type(service), inspect.isfunction)
    found = [f"{prefix}.{name}" for name, _ in members if not name.startswith("_")]
    for name, _ in inspect.getmembers(type(service), lambda it: isinstance(it, cached_property)):
        found += _public(getattr(service, name), f"{prefix}.{name}")
    return found


@pytest.mark.parametrize("method", TABLE)
def test_that_only_the_roles_in_the_table_are_let_in(seat, method):
    letter, services, out = seat
    allowed, ask = TABLE[method]
    store = services.desk.store
    with store.read() as connection:
        before = connection.exec_driver_sql("SELECT max(seq) FROM entry").scalar()
    if letter in allowed:
        with contextlib.suppress(*(each for each in REFUSALS if each is not NotAllowed)):
            ask(services, out)
        return
    with pytest.raises(NotAllowed, match="Your roles do not allow this"):
        ask(services, out)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT max(seq) FROM entry").scalar() == before
