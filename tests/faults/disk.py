"""What a disk may hold after a power cut, by the rules of POSIX.

Only what was synchronised is certain. Of the rest each sector may be there, be the old one, or be
rubbish, in any order; a file that was made, renamed or deleted may be so or not until its folder
is synchronised. SQLite relies on one more thing, which disks keep: what is outside of the sectors
that are being written does not change.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.faults.vfs import OK, Operation, watched

SECTORS = (512, 4096)

_FIRST_SYNC_SYNCS_FOLDER = ("-wal", "-journal")
"""Of these, SQLite synchronises the folder with the content when they are new."""


@dataclass(eq=False)
class Inode:
    """A file apart from its name: what is certain of it, and what was done since."""

    certain: bytes = b""
    pending: list[Operation] = field(default_factory=list)

    def content(self, keep: Keep) -> bytes:
        """Return what is in it when ``keep`` decides over what was done last."""
        found = bytearray(self.certain)
        for operation in self.pending:
            if operation.what == "truncate":
                if keep.whole(operation):
                    del found[operation.size :]
                continue
            for at, piece in keep.pieces(operation):
                if at > len(found):
                    found += bytes(at - len(found))
                found[at : at + len(piece)] = piece
        return bytes(found)


class Keep(NamedTuple):
    """Decides what a power cut leaves of what was not yet certain."""

    whole: Callable[[Operation], bool]
    pieces: Callable[[Operation], Iterator[tuple[int, bytes]]]


class _Move(NamedTuple):
    """A change of a folder: ``path`` names ``inode`` from now on, or nothing."""

    path: Path
    inode: Inode | None
    leaves: Path | None = None
    """The name that a renamed file had before."""


class Disk:
    """The files below a folder, as they are seen and as they would be after a power cut."""

    def __init__(self, root: Path) -> None:
        """Take what is there as certain."""
        self._names = {
            path: Inode(path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()
        }
        self._certain = dict(self._names)
        self._moves: list[_Move] = []
        self._last: Operation | None = None
        self._fresh: set[Path] = set()

    def apply(self, operation: Operation) -> None:
        """Do what a program did."""
        getattr(self, f"_{operation.what.replace('-', '_')}")(operation)
        self._last = operation

    def _open(self, operation: Operation) -> None:
        """Nothing changes."""

    def _create(self, operation: Operation) -> None:
        inode = self._names[operation.path] = Inode()
        self._moves.append(_Move(operation.path, inode))
        if operation.path.name.endswith(_FIRST_SYNC_SYNCS_FOLDER):
            self._fresh.add(operation.path)

    def _write(self, operation: Operation) -> None:
        self._names[operation.path].pending.append(operation)

    _truncate = _write

    def _delete(self, operation: Operation) -> None:
        del self._names[operation.path]
        self._moves.append(_Move(operation.path, None))
        if operation.durable:
            self._settle(operation.path.parent)

    def _rename(self, operation: Operation) -> None:
        inode = self._names[operation.to] = self._names.pop(operation.path)
        self._moves.append(_Move(operation.to, inode, operation.path))

    def _sync(self, operation: Operation) -> None:
        inode = self._names[operation.path]
        inode.certain, inode.pending = inode.content(EVERYTHING), []
        if operation.path in self._fresh:
            self._fresh.remove(operation.path)
            self._settle(operation.path.parent)

    def _sync_folder(self, operation: Operation) -> None:
        self._settle(operation.path)

    def _settle(self, folder: Path) -> None:
        settled = [move for move in self._moves if move.path.parent == folder]
        # a name that was left in another folder is certain to be left, too
        left = {move.leaves for move in settled}
        self._moves = [
            move for move in self._moves if move.path.parent != folder and move.path not in left
        ]
        _move(self._certain, settled)

    @property
    def uncertain(self) -> bool:
        """Whether a power cut now could change anything."""
        return bool(self._moves) or any(each.pending for each in self._names.values())

    def after_cut(self, keep: Keep, moved: Callable[[], bool]) -> dict[Path, bytes]:
        """Return every file as it might be found, if the power went now."""
        names = dict(self._certain)
        lost: set[Path] = set()
        for move in self._moves:
            touched = {move.path, move.leaves} - {None}
            # what was done to a name is kept in order, or the later half of it is lost
            if lost & touched or not moved():
                lost |= touched
            else:
                _move(names, [move])
        return {path: inode.content(keep) for path, inode in names.items()}

    def torn_last(self, rng: random.Random) -> Keep:
        """Return what keeps everything, but of the last write only the first sectors."""
        last, sector, rubbish = self._last, rng.choice(SECTORS), rng.random() < 0.5

        def pieces(operation: Operation) -> Iterator[tuple[int, bytes]]:
            if operation is not last:
                yield operation.offset, operation.data
                return
            found = list(_sectors(operation, sector))
            kept = rng.randrange(len(found))
            yield from found[:kept]
            if rubbish:
                yield found[kept][0], rng.randbytes(len(found[kept][1]))

        return Keep(lambda operation: operation is not last, pieces)


def _move(names: dict[Path, Inode], moves: list[_Move]) -> None:
    for move in moves:
        if move.leaves is not None:
            names.pop(move.leaves, None)
        if move.inode is None:
            names.pop(move.path, None)
        else:
            names[move.path] = move.inode


def _sectors(operation: Operation, sector: int) -> Iterator[tuple[int, bytes]]:
    """Yield a write in pieces that end where sectors of the disk do."""
    at, end = operation.offset, operation.offset + len(operation.data)
    while at < end:
        until = min(end, (at // sector + 1) * sector)
        yield at, operation.data[at - operation.offset : until - operation.offset]
        at = until


def _whole(operation: Operation) -> Iterator[tuple[int, bytes]]:
    yield operation.offset, operation.data


EVERYTHING = Keep(lambda _: True, _whole)
"""As when the program alone is killed."""
NOTHING = Keep(lambda _: False, lambda _: iter(()))
"""All that was not synchronised is lost."""


def only(path: Path) -> Keep:
    """Return what keeps everything of one file and nothing of the others."""
    return Keep(
        lambda operation: operation.path == path,
        lambda operation: _whole(operation) if operation.path == path else iter(()),
    )


def mixed(rng: random.Random) -> Keep:
    """Return what keeps some sectors, in any order, and leaves rubbish in some of the others."""
    sector, part = rng.choice(SECTORS), rng.choice((0.05, 0.5, 0.95))
    rubbish = rng.choice((0.0, 0.0, 0.5))

    def pieces(operation: Operation) -> Iterator[tuple[int, bytes]]:
        for at, piece in _sectors(operation, sector):
            if rng.random() < part:
                yield at, piece
            elif rng.random() < rubbish:
                yield at, rng.randbytes(len(piece))

    return Keep(lambda _: rng.random() < part, pieces)


class Recorder:
    """Records what is done to the files below a folder, by SQLite and by the program itself."""

    def __init__(self, root: Path) -> None:
        """Begin with what is there."""
        self.root = root
        self.disk = Disk(root)
        self.operations: list[Operation] = []
        self._written: dict[Path, bytes] = {}
        """What the program itself wrote, by file, as far as it was seen."""
        self._sqlite = {path for path in root.rglob("*") if path.is_file()}
        """Files of which SQLite tells everything, and those that were there."""

    def note(self, operation: Operation) -> int:
        """Record an operation; SQLite's scratch files elsewhere do not matter."""
        if operation.path.is_relative_to(self.root) and not _passing(operation.path):
            self.operations.append(operation)
        return OK

    def _told(self, operation: Operation) -> int:
        """Record what SQLite does."""
        if operation.what == "open":
            self._look_at(operation.path)
        self._sqlite.add(operation.path)
        return self.note(operation)

    @contextlib.contextmanager
    def recording(self, *, shared_memory: bool = True) -> Iterator[None]:
        """Record what is done inside the block."""
        synced, replaced, removed, renamed = os.fsync, os.replace, os.unlink, os.rename

        def fsync(descriptor: int) -> None:
            synced(descriptor)
            self._synced(self._path(os.fstat(descriptor)))

        def replace(source: str | Path, target: str | Path, **options: int) -> None:
            self._moved(Path(source), Path(target), partial(replaced, **options))

        def rename(source: str | Path, target: str | Path, **options: int) -> None:
            self._moved(Path(source), Path(target), partial(renamed, **options))

        def unlink(path: str | Path, **options: int) -> None:
            removed(path, **options)
            if self._written.pop(Path(path), None) is not None:
                self.note(Operation("delete", Path(path)))

        with (
            mock.patch.multiple(os, fsync=fsync, replace=replace, rename=rename, unlink=unlink),
            watched(self._told, shared_memory=shared_memory),
        ):
            yield

    def _moved(self, source: Path, target: Path, move: Callable[[Path, Path], None]) -> None:
        files = [each for each in source.rglob("*") if each.is_file()] or [source]
        for file in files if source.exists() else ():
            if file.is_file():
                self._look_at(file)
        move(source, target)
        for file in files if target.is_file() or files != [source] else ():
            to = target / file.relative_to(source) if file != source else target
            if file in self._sqlite:
                self._sqlite.add(to)
            else:
                self._written[to] = self._written.pop(file, b"")
            self.note(Operation("rename", file, to=to))

    def _path(self, status: os.stat_result) -> Path:
        found = (each for each in (self.root, *self.root.rglob("*")) if _same(each, status))
        return next(found, Path("elsewhere"))

    def _synced(self, path: Path) -> None:
        if path.is_dir():
            self.note(Operation("sync-folder", path))
        else:
            self._look_at(path)
            self.note(Operation("sync", path))

    def _look_at(self, path: Path) -> None:
        """Record what the program wrote to a file, as far as it is not known."""
        if path in self._sqlite:
            return
        content = path.read_bytes() if path.is_relative_to(self.root) else b""
        if self._written.get(path) != content:
            self._written[path] = content
            self.note(Operation("create", path))
            if content:
                self.note(Operation("write", path, data=content))


def _same(path: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), status)
    except FileNotFoundError:
        return False


def _passing(path: Path) -> bool:
    return any(part.startswith(".backup-") for part in path.parts)
