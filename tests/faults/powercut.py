"""Cuts the power at every write of a depot's day, of making, restoring and upgrading a register.

The program works once, with everything recorded that it does to the disk. Then for each moment of
it states are built in which the disk could be found after a power cut (see ``disk``), and the
program opens them as it would in the morning.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from stockpile_app.domain.errors import SignInRefused, StockpileError
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.persistence import backup
from stockpile_app.persistence.ledger_store import entry_digest
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.backups import back_up_before_upgrade
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import ORIGIN, START, FakeClock
from tests.faults import disk as disks
from tests.faults.campaign import Tally
from tests.faults.day import WORKS, Confirmed, Work, cheap_passwords, in_memory, recorded, sha256
from tests.faults.disk import Disk
from tests.faults.vfs import Operation

WHAT = (
    "The power is cut between any two writes of a day's work, of making, restoring and upgrading a"
    " register; of what was not yet on the disk for certain, all is lost, or some sectors, or it"
    " comes in another order, or as rubbish. A loss is a register that does not open by itself, an"
    " act that was confirmed and is missing or half there, or anything that `verify` finds."
)
SHORT, FULL = 500, 8000

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
        self._tried: set[frozenset[Path]] = set()
        self._known: set[bytes] = set()
        """Folded files that were verified: the same bytes are the same register."""

    def problem(self, cut: Cut) -> str:
        """Return what was lost or is not in order, or ""."""
        confirmed = self._work.at(cut.moment)
        root = self._work.recorder.root
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / "register" / "backups").mkdir(parents=True)
        for path, content in cut.files.items():
            target = self._folder / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if self._work.again and not confirmed.seq:
            (self._folder / "register" / ".unfinished").mkdir(exist_ok=True)
        for file, digest in confirmed.files.items():
            found = cut.files.get(file)
            if found is None or sha256(found) != digest:
                return f"{file.name} is missing or not what was written"
        try:
            return self._opened(confirmed)
        except _KnownOldRegister:
            return ""
        except StockpileError as error:
            if confirmed.seq or self._work.again is None:
                return f"does not open: {error}"
        return self._begun_again(cut)

    def _begun_again(self, cut: Cut) -> str:
        """Nobody was told that there is a register: it can be made now, whatever is there."""
        there = frozenset(path for path, content in cut.files.items() if content)
        if there in self._tried:
            return ""
        self._tried.add(there)
        try:
            with cheap_passwords():
                self._work.again(self._folder)
            return self._opened(Confirmed())
        except StockpileError as error:
            return f"cannot be done again: {error}"

    def _opened(self, confirmed: Confirmed) -> str:
        with self._open(confirmed) as store:
            if lost := _lost(store, confirmed):
                return lost
        for user in confirmed.passwords:
            self._signed_in(user, confirmed, read_only=True).close()
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
        store = self._signed_in("amina", confirmed, before_upgrade=self._old)
        try:
            yield store
        finally:
            store.close()

    def _signed_in(self, user: str, confirmed: Confirmed, **options: Any) -> Store:
        clock = FakeClock(START.replace(year=START.year + 3))
        for password in confirmed.passwords[user]:
            with contextlib.suppress(SignInRefused):
                return open_store(self._folder / "register", user, password, clock, **options)
        raise SignInRefused(_NO_PASSWORD_OPENS)

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
