"""Fills the disk at every write of an act, and makes room again."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest import mock

from stockpile_app.domain.documents import PrintAuditSheet, PrintLabels
from stockpile_app.domain.errors import StockpileError, StorageFailed
from stockpile_app.domain.facts import PasswordChanged
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import CountWeapon, OpenStocktake
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.domain.weapons import AddPhotograph
from stockpile_app.ledger.entries import Head
from stockpile_app.persistence.ledger_store import head
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.backups import restore
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from tests.builders import (
    ORIGIN,
    PASSWORD,
    USERS,
    FakeClock,
    cheap_slot,
    copy_register,
    make_register,
    number,
)
from tests.builders_stocktakes import ADA, BO
from tests.faults.campaign import Tally
from tests.faults.day import in_memory, picture, property_book, weapon_asked
from tests.faults.vfs import FULL as NO_ROOM
from tests.faults.vfs import OK, Operation, watched

WHAT = (
    "The disk is full from the first, second, third … write of an act on, then there is room again."
    " A loss is an act that is refused in other words than that, or half done, anything confirmed"
    " that is missing, a register that cannot be read meanwhile, or work that does not go on in the"
    " same session."
)
SHORT, FULL = 78, 1500


@dataclass
class FullDisk:
    """A disk below a folder that has no more room after some writes.

    Attributes:
        left: After how many more writes it is full; None while there is room.
        growing: Whether only what makes a file longer fails. On a disk that never writes to the
            same place twice, all writes do.
    """

    root: Path
    growing: bool = False
    left: int | None = None
    writes: int = field(default=0, init=False)

    def note(self, operation: Operation) -> int:
        """Answer SQLite."""
        if operation.what != "write" or not operation.path.is_relative_to(self.root):
            return OK
        grows = not self.growing or operation.offset >= operation.path.stat().st_size
        return NO_ROOM if grows and self._is_full() else OK

    def _is_full(self) -> bool:
        self.writes += 1
        if self.left is None:
            return False
        self.left = max(0, self.left - 1)
        return not self.left

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """Answer SQLite and Python so inside the block."""
        synced, opened = os.fsync, os.open
        settled: set[tuple[int, int, int]] = set()

        def fsync(descriptor: int) -> None:
            status = os.fstat(descriptor)
            written = status.st_ino, status.st_mtime_ns, status.st_size
            # a folder, and what is on the disk already, needs no more room
            if stat.S_ISREG(status.st_mode) and written not in settled and self._is_full():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            synced(descriptor)
            settled.add(written)

        def open_(path: Any, flags: int, *more: Any, **options: Any) -> int:
            made = flags & os.O_CREAT and Path(path).is_relative_to(self.root)
            if made and not str(path).endswith(".lock") and self._is_full():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return opened(path, flags, *more, **options)

        with mock.patch.multiple(os, fsync=fsync, open=open_), watched(self.note):
            yield


# --- acts ----------------------------------------------------------------------------------------

Act = Callable[[Services, Path], object]


def _password(services: Services, _: Path) -> None:
    store = services.desk.store
    with store.write() as uow:
        uow.record(PasswordChanged(name="amina"))
        slot = cheap_slot(store.signer, PASSWORD, store.key.secret)
        store.commit_with_keys(uow, store.keys.with_slot(slot))


def _open_stocktake(services: Services, _: Path) -> None:
    day = services.desk.today
    services.stocktakes.open(
        OpenStocktake(kind=StocktakeKind.FULL, place_id=2, counters=(ADA, BO), occurred_on=day)
    )


def _count(services: Services, _: Path) -> None:
    services.stocktakes.count(CountWeapon(stocktake_id=1, counter=1, text=number(1)))


ACTS: Final[dict[str, Act]] = {
    "registering": lambda services, _: services.weapons.register(weapon_asked(90, 1)),
    "photographing": lambda services, _: services.weapons.add_photograph(
        AddPhotograph(weapon_id=1, content=picture())
    ),
    "importing": lambda services, root: services.imports.run(
        ImportFiles(files=(property_book(root),), depot=1)
    ),
    "opening a stocktake": _open_stocktake,
    "changing a password": _password,
    "retiring a user": lambda services, _: services.users.retire("farah", "left"),
    "backing up": lambda services, _: services.backups.make(progress=NoProgress()),
    "exporting": lambda services, root: services.exports.export(root / "out" / "weapons.csv"),
    "printing an audit sheet": lambda services, root: services.documents.audit_sheet(
        PrintAuditSheet(out=root / "out" / "sheet.pdf")
    ),
    "printing labels": lambda services, root: services.documents.labels(
        PrintLabels(out=root / "out" / "labels.pdf")
    ),
}


def prepared(root: Path) -> Path:
    """Make a register to act on."""
    folder = root / "prepared"
    make_register(folder, tuple(USERS))
    with _signed_in(folder) as services:
        services.places.add(AddPlace(kind=PlaceKind.STORE, name="Store A", parent=1))
        for each in range(1, 4):
            services.weapons.register(weapon_asked(each, 1))
    return folder


@contextlib.contextmanager
def _signed_in(folder: Path) -> Iterator[Services]:
    desk = open_register(folder, "amina", PASSWORD, FakeClock())
    try:
        yield Services(desk)
    finally:
        desk.store.close()


# --- rounds --------------------------------------------------------------------------------------


class _Lost(Exception):
    """What is wrong."""


def act_when_full(root: Path, register: Path, act: Act, disk: FullDisk, when: int | None) -> bool:
    """Act in a copy of a register while the disk fills; return whether it was refused.

    Raises:
        _Lost: Something is wrong.
    """
    folder = copy_register(register, root / "register")
    (root / "out").mkdir()
    with disk.used(), _signed_in(folder) as services:
        store = services.desk.store
        before = _head(store)
        disk.writes, disk.left = 0, when
        refused = _refused(lambda: act(services, root))
        if refused and _head(store) != before:
            raise _Lost("it was refused and is recorded")
        _read_beside(folder, _head(store))
        disk.left = None
        _nothing_left(root)
        if refused:
            act(services, root)
        if _head(store) == before:
            raise _Lost("it was confirmed and is not recorded")
        after = _head(store)
    _in_order(folder, after)
    return refused


def open_when_full(root: Path, register: Path, disk: FullDisk, when: int | None) -> bool:
    """Open a copy of a register, which seals the day, record and close it while the disk fills."""
    folder = copy_register(register, root / "register")
    clock = FakeClock()
    clock.advance(days=1)
    confirmed: list[Head] = []

    def work() -> None:
        desk = open_register(folder, "amina", PASSWORD, clock)
        confirmed.append(_head(desk.store))
        try:
            Services(desk).weapons.register(weapon_asked(90, 1))
            confirmed.append(_head(desk.store))
        finally:
            desk.store.close()

    with disk.used():
        disk.writes, disk.left = 0, when
        refused = _refused(work)
        if confirmed:
            _read_beside(folder, confirmed[-1])
        disk.left = None
    _in_order(folder, confirmed[-1] if confirmed else None)
    return refused


def restore_when_full(root: Path, file: Path, disk: FullDisk, when: int | None) -> bool:
    """Restore a backup while the disk fills, and once more when there is room."""
    folder = root / "register"

    def again() -> None:
        restore(file, folder, "amina", PASSWORD, FakeClock()).store.close()

    with disk.used():
        disk.writes, disk.left = 0, when
        refused = _refused(again)
        disk.left = None
        if refused:
            if folder.exists() and any(folder.iterdir()):
                raise _Lost("half a restored register is left")
            again()
    _in_order(folder, None)
    return refused


def make_when_full(root: Path, _: Path, disk: FullDisk, when: int | None) -> bool:
    """Make a register while the disk fills, and once more when there is room."""
    folder = root / "register"

    def again() -> None:
        make_register(folder, ("amina",))

    with disk.used():
        disk.writes, disk.left = 0, when
        refused = _refused(again)
        disk.left = None
        if refused:
            shutil.rmtree(folder, ignore_errors=True)
            again()
    _in_order(folder, None)
    return refused


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except StorageFailed as error:
        if "full" not in str(error):
            raise _Lost(f"it is refused in other words: {error}") from error
        return True
    return False


def _head(store: Store) -> Head:
    with store.read() as connection:
        return head(connection, ORIGIN)


def _read_beside(folder: Path, expected: Head) -> None:
    """See that another window can read while the disk is full."""
    store = open_store(folder, "dora", PASSWORD, FakeClock(), read_only=True)
    found = _head(store)
    store.close()
    if found != expected:
        raise _Lost("another window reads something else")


def _nothing_left(root: Path) -> None:
    left = [each.name for each in root.rglob("*") if _is_unfinished(each)]
    if left:
        raise _Lost(f"left behind: {left}")


def _is_unfinished(path: Path) -> bool:
    return path.name.endswith(".new") or path.name.startswith(".backup-")


def _in_order(folder: Path, expected: Head | None) -> None:
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    try:
        if expected is not None and _head(store).seq < expected.seq:
            raise _Lost("what was confirmed is gone after closing")
        found = verify(store, NoProgress())
    finally:
        store.close()
    if not found.ok:
        raise _Lost(f"verify says: {found.problems[0].message}")


Round = Callable[[Path, FullDisk, int | None], bool]


def stages(root: Path) -> dict[str, Round]:
    """Return what is done while the disk fills, by name."""
    register = prepared(root)
    with _signed_in(copy_register(register, root / "backed-up")) as services:
        file = services.backups.make(progress=NoProgress()).path

    def acting(act: Act) -> Round:
        return lambda folder, disk, when: act_when_full(folder, register, act, disk, when)

    return {
        **{name: acting(act) for name, act in ACTS.items()},
        "opening": lambda folder, disk, when: open_when_full(folder, register, disk, when),
        "restoring": lambda folder, disk, when: restore_when_full(folder, file, disk, when),
        "making": lambda folder, disk, when: make_when_full(folder, register, disk, when),
    }


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Fill the disk at ``rounds`` moments at most: each stage in turn, its writes evenly."""
    rng = random.Random(seed)
    with in_memory(folder) as parent:
        known = stages(parent)
        share = max(1, rounds // len(known))
        played, details = [], []
        for name, round_ in known.items():
            for growing in (True, False):
                disk = FullDisk(parent / "now", growing)
                _, lost = _play(round_, disk, None)
                if lost:
                    details.append(f"{name}, with room enough: {lost}")
                last = disk.writes
                chosen = range(1, last + 1)
                some = share // 2 + (growing and share % 2)
                for when in chosen if last <= some else sorted(rng.sample(chosen, some)):
                    refused, lost = _play(round_, disk, when)
                    played.append(refused)
                    if lost:
                        how = "what grows" if growing else "every write"
                        details.append(f"{name}, {how} fails from write {when} on: {lost}")
    return Tally(len(played), sum(played), len(details), tuple(details))


def _play(round_: Round, disk: FullDisk, when: int | None) -> tuple[bool, str]:
    shutil.rmtree(disk.root, ignore_errors=True)
    disk.root.mkdir()
    disk.left = None
    try:
        return round_(disk.root, disk, when), ""
    except (_Lost, StockpileError, OSError) as lost:
        return True, f"{type(lost).__name__}: {lost}"
