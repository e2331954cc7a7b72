"""Builders with valid defaults, and fakes for what is not ours: the clock, a progress bar."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import typing
from pathlib import Path

import msgspec
from hypothesis import strategies as st

from stockpile_app.domain import facts as f
from stockpile_app.domain.access import Role
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.users import Credentials
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
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence import opening
from stockpile_app.persistence.engine import open_engine

ORIGIN = "KE01"
START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
PASSWORD = "correct horse battery staple"
USERS = {
    "amina": (Role.ADMINISTRATOR, Role.DEPOT_MANAGER),
    "brian": (Role.DEPOT_MANAGER,),
    "chipo": (Role.STOREKEEPER,),
    "dora": (Role.INSPECTOR,),
    "emeka": (Role.DDR_OFFICER,),
    "farah": (Role.TRACING_OFFICER,),
    "gita": (Role.ADMINISTRATOR,),
}
BRIAN = Credentials("brian", PASSWORD)
GITA = Credentials("gita", PASSWORD)


class FakeClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: dt.datetime = START) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


class CancelAfter:
    """Progress of somebody who asks to stop after some reports."""

    def __init__(self, reports: int = 0) -> None:
        self.left = reports

    def report(self, done: int, total: int, text: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def number(sequence: int) -> str:
    return str(RegisterNumber(ORIGIN, sequence))


def weapon(sequence: int, **fields: object) -> f.WeaponRegistered:
    values: dict[str, object] = {
        "number": number(sequence),
        "place": 1,
        "serial": f"A{sequence:05d}",
        "maker": "Colt",
        "model": "M16A1",
        "calibre": "5.56 x 45 mm",
    }
    return f.WeaponRegistered(**{**values, **fields})  # type: ignore[arg-type]


def facts_of(fact: type[f.Fact]) -> st.SearchStrategy[f.Fact]:
    """Return a strategy for any fact of a kind, sensible or not."""
    hints = typing.get_type_hints(fact)
    names = [field.name for field in msgspec.structs.fields(fact)]
    return st.builds(fact, **{name: _values(hints[name]) for name in names})


def _values(hint: typing.Any) -> st.SearchStrategy[typing.Any]:
    text = st.text(max_size=12)
    simple = {str: text, int: st.integers(-(2**63), 2**63 - 1), type(None): st.none()}
    if hint in simple:
        return simple[hint]
    if typing.get_origin(hint) is typing.Union or hint.__class__.__name__ == "UnionType":
        return st.one_of(*(_values(each) for each in typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        return st.lists(_values(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if typing.get_origin(hint) is dict:
        return st.dictionaries(text, text, max_size=3)
    return st.from_type(hint)


def make_register(folder: Path, users: tuple[str, ...] = tuple(USERS)) -> str:
    """Make a register with these users and one depot, whose passwords are quick to check.

    Returns the recovery code. The first of ``users`` made it and is signed in nowhere.
    """
    first, *others = users
    store, code = opening.create(folder, ORIGIN, first, PASSWORD, FakeClock())
    keys = {first: store.signer, **{name: SigningKey.generate(name) for name in others}}
    with store.write() as uow:
        uow.record(
            f.RegisterCreated(
                origin=ORIGIN,
                authority="Ministry of Defence",
                country="KE",
                seal_key=store.seal_key.public,
                program="0.1",
            ),
            *(
                f.UserAdded(
                    name=name,
                    full_name=name.title(),
                    roles=tuple(role.value for role in USERS[name]),
                    key=keys[name].public,
                    alone=name == first,
                )
                for name in users
            ),
            f.PlaceAdded(place=1, place_kind=PlaceKind.DEPOT, code="D1", name="Main depot"),
        )
        uow.seal(opening.DAILY)
        uow.commit()
    file = store.keys
    for name, key in keys.items():
        secret = key_file.Secrets(store=store.key.secret, sign=key.secret)
        file = file.with_slot(cheap_slot(name, key.public, PASSWORD, secret))
    file = file.with_slot(
        cheap_slot(key_file.RECOVERY, "", code, key_file.Secrets(store=store.key.secret))
    )
    key_file.save(store.paths.keys, file)
    store.close()
    return code


def cheap_slot(name: str, public: str, password: str, secret: key_file.Secrets) -> key_file.Slot:
    """Return a slot whose derivation takes no time; the parameters stand in the key file."""
    kdf = key_file.Kdf(os.urandom(16), time=1, memory_kib=8, lanes=1)
    purpose = key_file._slot_name(ORIGIN, name)
    wrapped = key_file._wrap(kdf.derive(password), msgspec.json.encode(secret), purpose)
    return key_file.Slot(name=name, key=public, kdf=kdf, secret=wrapped)


def copy_register(template: Path, folder: Path) -> Path:
    shutil.copytree(template, folder)
    return folder


def tamper(store: opening.Store, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Edit the database as somebody with the key and a database tool would; no guard stands."""
    engine = open_engine(store.paths.database, store.key, guarded=False)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        triggers = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            sql, values = (statement, ()) if isinstance(statement, str) else statement
            connection.exec_driver_sql(sql, values)
        for _, sql in triggers:
            connection.exec_driver_sql(sql)
        connection.commit()
    engine.dispose()


def record_much(store: opening.Store) -> None:
    """Record at least one fact of nearly every kind, in transactions of one and two people."""
    second = opening.unlock_second(store, "brian", PASSWORD)
    picture = store.media.put(b"\xff\xd8\xff one", "image/jpeg")
    other = store.media.put(b"\x89PNG\r\n\x1a\n two", "image/png")

    def record(*facts: f.Fact, by_two: bool = False) -> int:
        with store.write(second if by_two else None) as uow:
            uow.record(*facts)
            return uow.commit().head

    record(
        f.PlaceAdded(place=2, place_kind=PlaceKind.STORE, code="S2", name="Store A", parent=1),
        f.PlaceAdded(place=3, place_kind=PlaceKind.RACK, code="R3", name="Rack 1", parent=2),
        f.PlaceDescribed(place=2, code="S2", name="Store Å"),
        f.PlaceAdded(place=4, place_kind=PlaceKind.DEPOT, code="D4", name="Old depot"),
        f.PlaceClosed(place=4, reason="burnt down"),
    )
    record(*(weapon(each, place=1 + each % 3, year=1960 + each) for each in range(1, 9)))
    record(
        weapon(9, serial=None, serial_state=SerialState.ILLEGIBLE, category=Category.PISTOL),
        weapon(10, serial="АВ-٣ 7", condition=Condition.SERVICEABLE, received_on="2026-01-31"),
    )
    registered = record(weapon(11))
    record(
        f.IdentityCorrected(
            number=number(11), corrects=registered, reason="misread", serial="B00011", maker="FN"
        ),
        by_two=True,
    )
    day = "2026-03-02"
    record(
        f.WeaponDescribed(number=number(1), occurred_on=day, condition=Condition.REPAIRABLE),
        f.MarkObserved(
            number=number(1),
            occurred_on=day,
            component=Component.RECEIVER,
            occasion=MarkOccasion.IMPORT,
            text="KE 2026",
            position="left",
            method=MarkMethod.LASER,
            met=(MarkQuality.READABLE, MarkQuality.DURABLE),
            not_met=(MarkQuality.EXPOSED,),
            altered=True,
        ),
        f.MarkObserved(
            number=number(1),
            occurred_on=day,
            component=Component.BARREL,
            occasion=MarkOccasion.PROOF,
            text="PN",
        ),
        *(
            f.PhotographAdded(
                number=number(2),
                occurred_on=day,
                sha256=sha256,
                media_type="image/jpeg",
                size=7,
                caption="left side",
            )
            for sha256 in (picture, other)
        ),
    )
    with store.write() as uow:
        batch = uow.next_seq
        uow.record(
            f.ImportRecorded(files=("a.csv", "b.csv"), sha256=("0", "1"), profile="property-book"),
            *(weapon(each, serial=None, batch=batch, row_key=f"{each:032x}") for each in (12, 13)),
            f.ImportCounted(batch=batch, read=5, created=2, unchanged=1, skipped=1, errors=1),
            f.ProfileSaved(name="ours", mapping={"Nr": "serial", "Art": "model"}, base="x"),
            f.ProfileSaved(name="theirs", mapping={}),
        )
        uow.commit()
    with store.write() as uow:
        undone = uow.next_seq
        uow.record(
            f.ImportRecorded(files=("c.csv",), sha256=("2",)),
            weapon(14, batch=undone),
            f.ImportCounted(batch=undone, read=1, created=1, unchanged=0, skipped=0, errors=0),
        )
        uow.commit()
    record(
        f.RegistrationWithdrawn(number=number(14), corrects=undone + 1, reason="wrong file"),
        f.ImportUndone(batch=undone, weapons=1, reason="wrong file"),
        by_two=True,
    )
    with store.write() as uow:
        uow.record(f.UserRetired(name="farah", reason="left"))
        store.commit_with_keys(uow, store.keys.without_slot("farah"))
    record(
        f.UserRolesChanged(name="chipo", roles=("storekeeper", "inspector")),
        f.SignInFailed(name="chipo", times=2, last_at="2026-03-01T08:00:00.000000Z"),
        f.RegisterExported(format="csv", scope="all.csv", weapons=13),
        f.BackupMade(file="x.stockpile", head=3, sha256="0"),
    )
    with store.write() as uow:
        uow.record(
            f.DocumentIssued(document="audit-sheet", doc_number="AS-1", scope="", weapons=13)
        )
        uow.seal("AS-1")
        uow.commit()
    record(weapon(15))
