"""Nobody but a tracing officer reaches anything of a trace file, by whatever way they try."""

from __future__ import annotations

import dataclasses
import json
import zipfile

import pytest

from stockpile_app import logs
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.errors import NotAllowed, RegisterDamaged, StockpileError
from stockpile_app.domain.tracing import (
    AddTraceNote,
    AttachTraceFile,
    CloseTrace,
    EstablishDiversion,
    MatchTraceWeapon,
)
from stockpile_app.domain.tracing_papers import PrintTracePaper, TracePaper
from stockpile_app.domain.tracing_vocabulary import DiversionWay, TracePart
from stockpile_app.persistence.engine import open_engine
from stockpile_app.services.backups import restore
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, number
from tests.builders_tracing import (
    SECRET,
    TODAY,
    answered_request,
    receive_command,
    register_weapon,
)

OTHERS = ("amina", "brian", "chipo", "dora", "emeka", "gita")
CONTENT = b"%PDF-1.7 " + SECRET.encode()
ASKED = "QX9073315"
"""A serial that stands in a request and nowhere in the register."""


@pytest.fixture
def traced(services_as, tmp_path_factory):
    """A register with two trace files in which everything was done; their numbers."""
    outside = tmp_path_factory.mktemp("outside")
    register_weapon(services_as("amina"))
    officer = services_as("farah")
    out = answered_request(officer)
    officer.tracing.attach(
        AttachTraceFile(file_id=out, content=CONTENT, name=f"{SECRET}.pdf", part=TracePart.LETTER)
    )
    officer.tracing.establish_diversion(
        EstablishDiversion(
            file_id=out, established_on=TODAY, last_holder=SECRET, way=DiversionWay.INSIDER
        )
    )
    officer.tracing.add_note(AddTraceNote(file_id=out, text=SECRET))
    received = officer.tracing.receive(
        receive_command(Description(serial=ASKED, other_marks=SECRET))
    ).file_id
    officer.tracing.search.compare(received)
    officer.tracing.match(MatchTraceWeapon(file_id=received, weapon_id=1, reason=SECRET))
    officer.tracing.open(received)
    for file, paper in ((out, TracePaper.REQUEST), (received, TracePaper.PACK)):
        officer.tracing.papers.make(
            PrintTracePaper(file_id=file, paper=paper, out=outside / f"{paper}.pdf")
        )
    officer.tracing.exports.json(received, outside / "trace.json")
    officer.tracing.figures(TODAY, TODAY)
    officer.tracing.close(CloseTrace(file_id=out, closed_on=TODAY, result=f"Convicted. {SECRET}"))
    return out, received


def told(*values):
    """Whether anything confidential stands in what somebody was shown."""
    text = "\n".join(map(str, values))
    return SECRET in text or ASKED in text


@pytest.mark.parametrize("name", OTHERS)
def test_that_no_service_tells_anything(traced, services_as, name, tmp_path):
    services = services_as(name)
    out, received = traced
    tracing = services.tracing
    for ask in (
        tracing.files,
        lambda: tracing.open(out),
        lambda: tracing.about(1),
        tracing.overdue,
        lambda: tracing.figures(TODAY, TODAY),
        lambda: tracing.search.look(Description(serial="KZ742188")),
        lambda: tracing.search.compare(received),
        lambda: tracing.exports.json(out, tmp_path / "x.json"),
        lambda: tracing.exports.iarms((out, received), tmp_path / "x.csv"),
        lambda: tracing.add_note(AddTraceNote(file_id=out, text="x")),
    ):
        with pytest.raises(NotAllowed) as refused:
            ask()
        assert not told(refused.value)
    assert list(tmp_path.glob("x.*")) == []


@pytest.mark.parametrize("name", OTHERS)
def test_that_search_and_history_and_the_ledger_tell_nothing(traced, services_as, name):
    services = services_as(name)
    shown = []
    for ask in (
        lambda: services.weapons.find(SECRET).weapons,
        lambda: services.weapons.find(ASKED).weapons,
        lambda: services.scans.read(traced[0]),
        lambda: services.weapons.history(1),
        lambda: services.ledgers.entries(limit=1000),
        services.overview.read,
        services.contacts.all,
        lambda: services.lifecycle.view(1),
    ):
        try:
            shown.append(ask())
        except StockpileError as refused:
            shown.append(refused)
    assert not told(*shown)


def test_that_these_tests_would_notice(traced, services_as):
    officer = services_as("farah")
    assert all(told(officer.tracing.open(each)) for each in traced)
    assert told(officer.tracing.files())


def test_that_an_inspector_sees_who_recorded_what_and_nothing_of_it(traced, services_as):
    entries = services_as("dora").ledgers.entries(limit=1000)
    sealed = [each for each in entries if each.kind == "sealed"]
    assert len(sealed) == 14
    assert {each.recorded_by for each in sealed} == {"farah"}
    assert {json.loads(each.body)["subject"] for each in sealed} == set(traced)
    assert not any(number(1) in each.body or "KZ742188" in each.body for each in sealed)


def test_that_looking_at_a_file_is_an_entry_that_all_can_read(traced, services_as):
    officer = services_as("farah")
    before = viewed(services_as("dora"))
    officer = services_as("farah")
    officer.tracing.open(traced[0])
    officer.tracing.open(traced[0])
    officer.tracing.files()
    after = viewed(services_as("dora"))
    assert sorted(after[len(before) :]) == ["*", traced[0]]


def viewed(services):
    entries = services.ledgers.entries(limit=1000)[::-1]
    return [
        json.loads(each.body)["subject"] for each in entries if each.kind == "confidential-viewed"
    ]


@pytest.mark.parametrize("name", ["brian", "dora"])
def test_that_an_export_of_the_register_has_nothing_of_it(traced, services_as, name, tmp_path):
    services = services_as(name)
    services.exports.export(tmp_path / "all.csv")
    services.exports.export(tmp_path / "all.xlsx")
    assert not told((tmp_path / "all.csv").read_text(encoding="utf-8-sig"))
    with zipfile.ZipFile(tmp_path / "all.xlsx") as sheet:
        assert not told(*(sheet.read(each) for each in sheet.namelist()))


@pytest.mark.parametrize("name", ["amina", "brian", "dora", "gita"])
def test_that_a_backup_restored_by_somebody_else_is_as_shut(
    traced, services_as, clock, tmp_path, name
):
    made = services_as("farah").backups.make()
    again = Services(restore(made.path, tmp_path / "restored", name, PASSWORD, clock))
    with pytest.raises(NotAllowed):
        again.tracing.open(traced[0])
    with again.desk.store.read() as connection, pytest.raises(RegisterDamaged):
        again.desk.store.vault.read(connection, Compartment.TRACING)
    assert not any(told(content) for content in everything(again.desk.store))
    again.close()


def test_that_a_backup_restored_by_a_tracing_officer_opens(traced, services_as, clock, tmp_path):
    made = services_as("farah").backups.make()
    again = Services(restore(made.path, tmp_path / "restored", "farah", PASSWORD, clock))
    file = again.tracing.open(traced[0])
    assert SECRET in file.result
    assert again.tracing.picture(traced[0], file.files[0].sha256) == CONTENT
    again.close()


@pytest.mark.parametrize("name", OTHERS)
def test_that_the_databases_opened_with_the_stores_key_say_nothing(traced, services_as, name):
    store = services_as(name).desk.store
    found = list(everything(store))
    assert len(found) > 100
    assert not any(told(content) for content in found)


def everything(store):
    """Every value of every table of both databases, as somebody with a tool reads them."""
    for path in (store.paths.database, store.paths.media):
        engine = open_engine(path, store.key, read_only=True, guarded=False)
        with engine.connect() as connection:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            ).scalars()
            for name in list(names):
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                    for value in row:
                        content = value if isinstance(value, bytes) else str(value).encode()
                        yield content.decode("latin-1")
        engine.dispose()


def test_that_the_key_file_and_the_files_on_disk_say_nothing(traced, services_as):
    folder = services_as("brian").desk.store.paths.database.parent
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SECRET.encode() not in content
            assert ASKED.encode() not in content


@pytest.mark.parametrize("name", ["brian", "dora", "gita"])
def test_that_the_role_alone_opens_nothing(traced, services_as, name, monkeypatch):
    services = services_as(name)
    tool = Compartments(services.desk)
    monkeypatch.setattr(type(services.desk), "require", lambda self, permission: None)
    with pytest.raises(NotAllowed, match="nobody has given you the key"):
        tool.read(Compartment.TRACING)
    with services.desk.store.read() as connection, pytest.raises(RegisterDamaged):
        services.desk.store.vault.read(connection, Compartment.TRACING)


def test_that_a_change_is_only_a_flag_and_the_log_says_nothing(services_as, tmp_path):
    register_weapon(services_as("amina"))
    officer = services_as("farah")
    path = logs.start(tmp_path)
    try:
        file = answered_request(officer)
        done = officer.tracing.add_note(AddTraceNote(file_id=file, text=SECRET))
        with pytest.raises(StockpileError):
            officer.tracing.close(CloseTrace(file_id=file, closed_on=TODAY, result=" "))
    finally:
        logs.stop()
    assert not told(dataclasses.asdict(done.changes))
    assert done.changes.weapons == frozenset()
    assert done.changes | ChangeSet() == done.changes
    assert not told(path.read_text() if path.exists() else "")


def test_that_the_lists_of_documents_and_reports_tell_nothing(traced, services_as):
    store = services_as("brian").desk.store
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM document").fetchall()
    assert not told(*rows)
