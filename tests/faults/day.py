"""What is worked while everything that happens to the disk is recorded, and what is confirmed."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final
from unittest import mock

import msgspec

from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import CountWeapon, OpenStocktake
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.domain.weapons import AddPhotograph, RegisterWeapon
from stockpile_app.persistence import backup
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.ledger_store import head
from stockpile_app.persistence.store import Store
from stockpile_app.services.backups import restore
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import (
    NewRegister,
    change_password,
    new_register,
    open_register,
)
from tests.builders import BRIAN, ORIGIN, PASSWORD, FakeClock, make_register, number
from tests.builders_stocktakes import ADA, BO
from tests.faults.disk import Recorder

KEPT: Final = Path(__file__).parents[1] / "fixtures" / "registers"
NEW_PASSWORD: Final = PASSWORD + " anew"


@dataclass(frozen=True)
class Confirmed:
    """What a person was told is done, at a moment of the recording."""

    act: str = "nothing"
    seq: int = 0
    digest: bytes | None = None
    passwords: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"amina": (PASSWORD,)})
    """By user; two while one is being changed."""
    pictures: frozenset[str] = frozenset()
    files: dict[Path, str] = field(default_factory=dict)
    """SHA-256 of what was written elsewhere, backups among it."""


class Work:
    """A recording, and what was confirmed when."""

    def __init__(self, root: Path) -> None:
        """Record below ``root``; the register is in ``root / "register"``."""
        self.recorder = Recorder(root)
        self.confirmed = [(0, Confirmed())]
        self.since = 0
        """From which write on the power is cut."""
        self.again: Callable[[Path], None] | None = None
        """Does it once more, where nobody was told that it is done."""

    def confirm(self, act: str, store: Store, **more: object) -> None:
        """Note that the person was told, now."""
        with store.read() as connection:
            last = head(connection, ORIGIN)
        self._note(act, seq=last.seq, digest=last.digest, **more)

    def _note(self, act: str, **more: object) -> None:
        known = replace(self.confirmed[-1][1], act=act, **more)  # type: ignore[arg-type]
        self.confirmed.append((len(self.recorder.operations), known))

    @contextlib.contextmanager
    def changing_password(self, act: str, store: Store, user: str) -> Iterator[None]:
        """Note that in the block either password may open the register, and after it the new."""
        known = self.confirmed[-1][1]
        self._note(known.act, passwords=known.passwords | {user: (PASSWORD, NEW_PASSWORD)})
        yield
        self.confirm(act, store, passwords=known.passwords | {user: (NEW_PASSWORD,)})

    def confirm_file(self, act: str, store: Store, file: Path) -> None:
        """Note that the person was told of a file that was written."""
        files = self.confirmed[-1][1].files | {file: sha256(file.read_bytes())}
        self.confirm(act, store, files=files)

    def at(self, moment: int) -> Confirmed:
        """Return what was confirmed before a moment."""
        return [known for when, known in self.confirmed if when <= moment][-1]


def sha256(content: bytes) -> str:
    """Return the SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


# --- what is worked ------------------------------------------------------------------------------


def day(root: Path, work: Work) -> None:
    """A day of a depot: seal, register, photograph, import, count, password, backup, export."""
    clock = FakeClock()
    clock.advance(days=1)
    with signed_in(root, clock) as services:
        store = services.desk.store
        work.confirm("sealing the day", store)
        places = [
            services.places.add(
                AddPlace(kind=kind, code=f"P{at}", name=f"Place {at}", parent=at)
            ).place_id
            for at, kind in ((1, PlaceKind.STORE), (2, PlaceKind.RACK))
        ]
        work.confirm("adding places", store)
        for each in range(1, 4):
            services.weapons.register(weapon_asked(each, places[-1]))
            work.confirm(f"registering weapon {each}", store)
        pictures = services.weapons.add_photograph(AddPhotograph(weapon_id=1, content=picture()))
        work.confirm("photographing", store, pictures=frozenset({sha256(picture())}))
        assert pictures.changes.head
        services.imports.run(ImportFiles(files=(property_book(root),), depot=1))
        work.confirm("importing", store)
    with signed_in(root, clock) as services:  # what was written aside is folded in between
        store = services.desk.store
        stocktake = services.stocktakes.open(
            OpenStocktake(
                kind=StocktakeKind.FULL, place_id=3, counters=(ADA, BO), occurred_on=clock().date()
            )
        ).stocktake_id
        work.confirm("opening a stocktake", store)
        for each in range(1, 4):
            services.stocktakes.count(
                CountWeapon(stocktake_id=stocktake, counter=1, text=number(each))
            )
            work.confirm(f"counting weapon {each}", store)
            if each == 2:
                store.fold()
        work.confirm_file("backing up", store, services.backups.make(progress=NoProgress()).path)
        services.exports.export(root / "weapons.csv")
        work.confirm_file("exporting", store, root / "weapons.csv")
        with work.changing_password("changing the password", store, "amina"):
            change_password(services.desk, PASSWORD, NEW_PASSWORD)
        with work.changing_password("resetting a password", store, "chipo"):
            services.users.reset_password("chipo", NEW_PASSWORD, BRIAN)
        services.places.add(AddPlace(kind=PlaceKind.DEPOT, name="Annex"))
        work.confirm("adding one more depot", store)


def making(root: Path, work: Work) -> None:
    """Making a register."""
    make_in(root)
    with signed_in(root, FakeClock(), read_only=True) as services:
        work.confirm("making a register", services.desk.store)


def make_in(root: Path) -> None:
    """Make a register, as somebody does who finds that there is none."""
    asked = NewRegister(
        folder=root / "register",
        authority="Ministry of Defence",
        country="KE",
        origin=ORIGIN,
        depot="Main depot",
        user="amina",
        password=PASSWORD,
    )
    new_register(asked, FakeClock())[0].store.close()


def restoring(root: Path, work: Work) -> None:
    """Restoring a backup."""
    restore_in(root)
    with signed_in(root, FakeClock(), read_only=True) as services:
        work.confirm("restoring a backup", services.desk.store)


def restore_in(root: Path) -> None:
    """Restore a backup, as somebody does who finds no register."""
    [file] = root.glob("*.stockpile")
    restore(file, root / "register", "amina", PASSWORD, FakeClock()).store.close()


def upgrading(root: Path, work: Work) -> None:
    """Opening a register of an old version, which upgrades it, and working on."""
    clock = FakeClock()
    clock.advance(days=400)
    with signed_in(root, clock) as services:
        store = services.desk.store
        work.confirm("upgrading", store)
        services.weapons.register(weapon_asked(1, 1))
        work.confirm("registering after the upgrade", store)


@contextlib.contextmanager
def signed_in(root: Path, clock: FakeClock, *, read_only: bool = False) -> Iterator[Services]:
    """Sit down as Amina at the register below ``root``."""
    desk = open_register(root / "register", "amina", PASSWORD, clock, read_only=read_only)
    try:
        yield Services(desk)
    finally:
        desk.store.close()


def weapon_asked(each: int, place: int) -> RegisterWeapon:
    """Ask to register a weapon."""
    return RegisterWeapon(place_id=place, serial=f"ZZ{each:04d}", maker="Colt", model="M16A1")


def picture() -> bytes:
    """Return what passes for a photograph."""
    return b"\xff\xd8\xff" + bytes(range(256)) * 90


def property_book(root: Path) -> Path:
    """Write a file of forty weapons."""
    path = root / "book.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(
            [("Serial Number", "Make", "Model", "Caliber")]
            + [(f"B{each:05d}", "FN", "FAL", "7.62 x 51 mm") for each in range(40)]
        )
    return path


def _nothing(_: Path) -> None:
    """No register is there before it is made."""


def a_register(root: Path) -> None:
    """A register of three people."""
    make_register(root / "register", ("amina", "brian", "chipo"))


def an_old_register(root: Path) -> None:
    """The oldest that is kept."""
    backup.unpack(min(KEPT.glob("*.stockpile")), root / "register")


def a_backup(root: Path) -> None:
    """A backup of the newest version, and no register."""
    shutil.copy(max(KEPT.glob("*.stockpile")), root)


WORKS: Final = (
    (a_register, day, 70),
    (_nothing, making, 10),
    (a_backup, restoring, 10),
    (an_old_register, upgrading, 10),
)
"""What is there before, what is done, and how many in a hundred power cuts come during it."""
BEGUN_AGAIN: Final = {making: make_in, restoring: restore_in}
"""What is done once more when the power was cut before it was confirmed."""


@contextlib.contextmanager
def cheap_passwords() -> Iterator[None]:
    """Let new passwords be quick to check: they are, very often."""
    msgspec.json.Decoder(key_file.KeyFile)  # which looks up its types, once
    cheap = partial(key_file.Kdf, time=1, memory_kib=8, lanes=1)
    with mock.patch.object(key_file, "Kdf", cheap):
        yield


def recorded(
    root: Path,
    before: Callable[[Path], None],
    doing: Callable[[Path, Work], None],
    *,
    shared_memory: bool = True,
) -> Work:
    """Work once below a new folder ``root``, recorded."""
    root.mkdir(parents=True)
    before(root)
    work = Work(root)
    work.again = BEGUN_AGAIN.get(doing)
    with cheap_passwords(), work.recorder.recording(shared_memory=shared_memory):
        doing(root, work)
    return work


@contextlib.contextmanager
def in_memory(folder: Path) -> Iterator[Path]:
    """Yield a folder that is in memory where there is one such: what is cut off need not last."""
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else folder
    with tempfile.TemporaryDirectory(dir=parent) as name:
        yield Path(name)
