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
    PlaceKind,
)
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence import opening
from stockpile_app.persistence.engine import open_engine
from stockpile_app.persistence.store import Store

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
    """A clock that stands still until it is told to move.

    Time goes by in ``advance`` alone; giving it another ``now`` is somebody who sets the clock.
    """

    def __init__(self, now: dt.datetime = START) -> None:
        self.now = now
        self.seconds_up = 1000.0

    def up(self) -> float:
        return self.seconds_up

    def __call__(self) -> dt.datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += dt.timedelta(**by)
        self.seconds_up += max(dt.timedelta(**by).total_seconds(), 0)


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
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is typing.Union or hint.__class__.__name__ == "UnionType":
        return st.one_of(*map(_values, arguments))
    if typing.get_origin(hint) is dict:
        return st.dictionaries(*map(_values, arguments), max_size=3)
    return _tuples(arguments) if typing.get_origin(hint) is tuple else st.from_type(hint)


def _tuples(arguments: tuple[typing.Any, ...]) -> st.SearchStrategy[typing.Any]:
    if arguments[-1] is not ...:
        return st.tuples(*map(_values, arguments))
    return st.lists(_values(arguments[0]), max_size=3).map(tuple)


def make_register(folder: Path, users: tuple[str, ...] = tuple(USERS)) -> str:
    """Make a register with these users and one depot, whose passwords are quick to check.

    Returns the recovery code. The first of ``users`` made it and is signed in nowhere.
    """
    first, *others = users
    store, code = opening.create(folder, ORIGIN, first, PASSWORD, FakeClock())
    keys = {first: store.signer, **{name: SigningKey.generate(name) for name in others}}
    recovery = SigningKey.generate(key_file.RECOVERY)
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
            f.RecoveryKeyStated(key=recovery.public, alone=True),
            f.PlaceAdded(place=1, place_kind=PlaceKind.DEPOT, code="D1", name="Main depot"),
        )
        uow.seal(opening.DAILY)
        uow.commit()
    file = store.keys
    for key in keys.values():
        file = file.with_slot(cheap_slot(key, PASSWORD, store.key.secret))
    file = file.with_slot(cheap_slot(recovery, code, store.key.secret))
    key_file.save(store.paths.keys, file)
    store.close()
    return code


def approver(store: Store) -> SigningKey:
    """Return the key of Brian, who may approve what Amina does."""
    return opening.unlock_second(store, BRIAN.name, PASSWORD)


def cheap_slot(key: SigningKey, password: str, store_key: bytes) -> key_file.Slot:
    """Return a slot whose derivation takes no time; the parameters stand in the key file."""
    kdf = key_file.Kdf(os.urandom(16), time=1, memory_kib=8, lanes=1)
    secret = key_file.Secrets(store=store_key, sign=key.secret)
    purpose = key_file._slot_name(ORIGIN, key.name)
    wrapped = key_file._wrap(kdf.derive(password), msgspec.json.encode(secret), purpose)
    slot = key_file.Slot(name=key.name, key=key.public, kdf=kdf, secret=wrapped)
    return key_file.with_box(slot, key)


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
