"""Cuts the power at every write of a depot's day, of making a register and of upgrading an old one.

The program works once, with everything recorded that it does to the disk. Then for each moment of
it states are built in which the disk could be found after a power cut (see ``disk``), and the
program opens them as it would in the morning.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from stockpile_app.domain.errors import SignInRefused, StockpileError
from stockpile_app.domain.facts import PasswordChanged
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import CountWeapon, OpenStocktake
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.domain.weapons import AddPhotograph, RegisterWeapon
from stockpile_app.persistence import backup
from stockpile_app.persistence.ledger_store import entry_digest, head
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.backups import back_up_before_upgrade
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from tests.builders import ORIGIN, PASSWORD, START, FakeClock, cheap_slot, make_register, number
from tests.builders_stocktakes import ADA, BO
from tests.faults import disk as disks
from tests.faults.campaign import Tally
from tests.faults.disk import Disk, Recorder
from tests.faults.vfs import Operation

WHAT = (
    "The power is cut between any two writes of a day's work, of making a register and of upgrading"
    " an old one; of what was not yet on the disk for certain, all is lost, or some sectors, or it"
    " comes in another order, or as rubbish. A loss is a register that does not open by itself, an"
    " act that was confirmed and is missing or half there, or anything that `verify` finds."
)
SHORT, FULL = 500, 8000

KEPT: Final = Path(__file__).parents[1] / "fixtures" / "registers"
_NEW_PASSWORD: Final = PASSWORD + " anew"


@dataclass(frozen=True)
class Confirmed:
    """What a person was told is done, at a moment of the recording."""

    act: str = "nothing"
    seq: int = 0
    digest: bytes | None = None
    passwords: tuple[str, ...] = (PASSWORD,)
    """Of Amina; two while she changes it."""
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

    def confirm(self, act: str, store: Store, **more: object) -> None:
        """Note that the person was told, now."""
        with store.read() as connection:
            last = head(connection, ORIGIN)
        self._note(act, seq=last.seq, digest=last.digest, **more)

    def _note(self, act: str, **more: object) -> None:
        known = replace(self.confirmed[-1][1], act=act, **more)  # type: ignore[arg-type]
        self.confirmed.append((len(self.recorder.operations), known))

    def begin_password(self, new: str) -> None:
        """Note that from now on either password may be the one that opens."""
        self._note("changing the password", passwords=(PASSWORD, new))

    def confirm_file(self, act: str, store: Store, file: Path) -> None:
        """Note that the person was told of a file that was written."""
        files = self.confirmed[-1][1].files | {file: _sha256(file.read_bytes())}
        self.confirm(act, store, files=files)

    def at(self, moment: int) -> Confirmed:
        """Return what was confirmed before a moment."""
        return [known for when, known in self.confirmed if when <= moment][-1]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# --- what is worked ------------------------------------------------------------------------------


def day(root: Path, work: Work) -> None:
    """A day of a depot: seal, register, photograph, import, count, password, backup, export."""
    clock = FakeClock()
    clock.advance(days=1)
    with _signed_in(root, clock) as services:
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
        work.confirm("photographing", store, pictures=frozenset({_sha256(picture())}))
        assert pictures.changes.head
        services.imports.run(ImportFiles(files=(property_book(root),), depot=1))
        work.confirm("importing", store)
    with _signed_in(root, clock) as services:  # what was written aside is folded in between
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
        work.begin_password(_NEW_PASSWORD)
        with store.write() as uow:
            uow.record(PasswordChanged(name="amina"))
            slot = cheap_slot(store.signer, _NEW_PASSWORD, store.key.secret)
            store.commit_with_keys(uow, store.keys.with_slot(slot))
        work.confirm("changing the password", store, passwords=(_NEW_PASSWORD,))
        services.places.add(AddPlace(kind=PlaceKind.DEPOT, name="Annex"))
        work.confirm("adding one more depot", store)


def making(root: Path, work: Work) -> None:
    """Making a register."""
    make_register(root / "register", ("amina",))
    with _signed_in(root, FakeClock(), read_only=True) as services:
        work.confirm("making a register", services.desk.store)


def upgrading(root: Path, work: Work) -> None:
    """Opening a register of an old version, which upgrades it, and working on."""
    clock = FakeClock()
    clock.advance(days=400)
    with _signed_in(root, clock) as services:
        store = services.desk.store
        work.confirm("upgrading", store)
        services.weapons.register(weapon_asked(1, 1))
        work.confirm("registering after the upgrade", store)


@contextlib.contextmanager
def _signed_in(root: Path, clock: FakeClock, *, read_only: bool = False) -> Iterator[Services]:
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


def _a_register(root: Path) -> None:
    make_register(root / "register", ("amina", "brian"))


def _an_old_register(root: Path) -> None:
    backup.unpack(min(KEPT.glob("*.stockpile")), root / "register")


WORKS: Final = ((_a_register, day, 75), (_nothing, making, 10), (_an_old_register, upgrading, 15))
"""What is there before, what is done, and how many in a hundred power cuts come during it."""


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
    with work.recorder.recording(shared_memory=shared_memory):
        doing(root, work)
    return work


# --- what is found in the morning ----------------------------------------------------------------


class Cut(NamedTuple):
    """One power cut: when, what it left of what was uncertain, and the files that are found."""

    moment: int
    left: str
    files: dict[Path, bytes]


_LEFT: Final = ("nothing", "all but the last", "some", "some", "some", "one file", "all")


def cuts(work: Work, count: int, rng: random.Random) -> Iterator[Cut]:
    """Yield power cuts, as evenly spread over the recording as can be."""
    disk, operations = work.recorder.disk, work.recorder.operations
    moments = range(work.since, len(operations))
    every, rest = divmod(count, len(moments))
    more = frozenset(rng.sample(moments, rest))
    for moment, operation in enumerate(operations):
        disk.apply(operation)
        often = every + (moment in more) if moment in moments else 0
        for left in itertools.islice(_shuffled(rng), often):
            yield Cut(moment + 1, left, _after_cut(disk, left, operation, rng))


def _shuffled(rng: random.Random) -> Iterator[str]:
    while True:
        yield from rng.sample(_LEFT, len(_LEFT))


def _after_cut(disk: Disk, left: str, last: Operation, rng: random.Random) -> dict[Path, bytes]:
    keep, moved = {
        "nothing": (disks.NOTHING, False),
        "all but the last": (disk.torn_last(rng), True),
        "some": (disks.mixed(rng), None),
        "one file": (disks.only(last.path), None),
        "all": (disks.EVERYTHING, True),
    }[left]
    files = disk.after_cut(keep, lambda: rng.random() < 0.5 if moved is None else moved)
    database = next((each for each in files if each.name == "register.db"), None)
    if database is not None and rng.random() < 0.25:
        # shared memory is never synchronised: whatever is found of it must not matter
        files[database.with_name("register.db-shm")] = rng.randbytes(32768)
    return files


class Morning:
    """Opens what a power cut left, with the program's own code, and says what is wrong."""

    def __init__(self, work: Work, folder: Path) -> None:
        """Lay the files out below ``folder``."""
        self._work = work
        self._folder = folder
        self._known: set[bytes] = set()
        """Folded files that were verified: the same bytes are the same register."""

    def problem(self, cut: Cut) -> str:
        """Return what was lost or is not in order, or ""."""
        confirmed = self._work.at(cut.moment)
        root = self._work.recorder.root
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / "register" / "backups").mkdir(parents=True)
        for path, content in cut.files.items():
            (self._folder / path.relative_to(root)).write_bytes(content)
        for file, digest in confirmed.files.items():
            found = cut.files.get(file)
            if found is None or _sha256(found) != digest:
                return f"{file.name} is missing or not what was written"
        try:
            return self._opened(confirmed)
        except _KnownOldRegister:
            return ""
        except StockpileError as error:
            if not confirmed.seq:
                return ""  # nobody was told that there is a register
            return f"does not open: {error}"

    def _opened(self, confirmed: Confirmed) -> str:
        with self._open(confirmed) as store:
            if lost := _lost(store, confirmed):
                return lost
        folded = self._digest()
        if folded in self._known:
            return ""
        with self._open(confirmed) as store:
            if not (found := verify(store, NoProgress())).ok:
                return f"verify says: {found.problems[0].message}"
            Services(Desk(store)).places.add(AddPlace(kind=PlaceKind.DEPOT, name="Next day"))
        self._known.add(folded)
        return ""

    @contextlib.contextmanager
    def _open(self, confirmed: Confirmed) -> Iterator[Store]:
        clock = FakeClock(START.replace(year=START.year + 3))
        store = None
        for password in confirmed.passwords:
            with contextlib.suppress(SignInRefused):
                store = open_store(
                    self._folder / "register", "amina", password, clock, before_upgrade=self._old
                )
                break
        if store is None:
            raise SignInRefused(_NO_PASSWORD_OPENS)
        try:
            yield store
        finally:
            store.close()

    def _old(self, store: Store) -> None:
        store.fold()
        folded = self._digest()
        if folded in self._known:
            raise _KnownOldRegister
        self._known.add(folded)
        back_up_before_upgrade(store)

    def _digest(self) -> bytes:
        found = hashlib.sha256()
        for name in ("register.db", "media.db", "keys.json"):
            found.update((self._folder / "register" / name).read_bytes())
        return found.digest()


_NO_PASSWORD_OPENS: Final = "no password opens it"


class _KnownOldRegister(Exception):
    """A register of an old version that was upgraded and verified in another round."""


def _lost(store: Store, confirmed: Confirmed) -> str:
    with store.read() as connection:
        if entry_digest(connection, ORIGIN, confirmed.seq) != confirmed.digest:
            return f"lost: {confirmed.act}"
    for picture in confirmed.pictures:
        store.media.get(picture)
    for file in store.paths.backups.glob("*.stockpile"):
        with tempfile.TemporaryDirectory() as elsewhere:
            backup.unpack(file, Path(elsewhere))
    return ""


def losses(work: Work, folder: Path, count: int, rng: random.Random) -> Iterator[tuple[Cut, str]]:
    """Yield each power cut with what was lost by it, or ""."""
    morning = Morning(work, folder)
    for cut in cuts(work, count, rng):
        yield cut, morning.problem(cut)


@contextlib.contextmanager
def in_memory(folder: Path) -> Iterator[Path]:
    """Yield a folder that is in memory where there is one such: what is cut off need not last."""
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else folder
    with tempfile.TemporaryDirectory(dir=parent) as name:
        yield Path(name)


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Cut the power ``rounds`` times, most of them during a day's work."""
    with in_memory(folder) as parent:
        return _run(parent, rounds, seed)


def _run(folder: Path, rounds: int, seed: int) -> Tally:
    played = faults = 0
    details = []
    for at, (before, doing, share) in enumerate(WORKS):
        work = recorded(folder / f"work-{at}", before, doing)
        count = max(1, rounds * share // 100)
        for cut, lost in losses(work, folder / "morning", count, random.Random(f"{seed} {at}")):
            played += 1
            faults += cut.left != "all"
            if lost:
                details.append(
                    f"{doing.__name__}, cut {played} of seed {seed}, at write {cut.moment},"
                    f" {cut.left} left: {lost}"
                )
    return Tally(played, faults, len(details), tuple(details))
