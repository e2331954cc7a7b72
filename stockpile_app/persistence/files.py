"""Files of a register: written whole or not at all, and never on a network share."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import msgspec
import psutil

from stockpile_app.domain.errors import StorageFailed
from stockpile_app.domain.text import N_

_T = TypeVar("_T")

_NETWORK: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "9p",
        "ncpfs",
    }
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs2", "afs", "ceph", "glusterfs", "fuse.glusterfs"}
)
_NOT_FOR_FOLDERS: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
_SCRATCH: Final = "stockpile-"
_UNFINISHED: Final = ".new"
_LEAST_ROOM: Final = 128 * 1024
"""Bytes: what SQLite keeps beside two open databases, and one act."""
_MAX_SMALL_FILE: Final = 4 * 1024 * 1024

_NOT_WRITABLE = N_("The folder {folder} cannot be written ({detail}). Nothing was changed.")
_FULL = N_("The disk is full. Nothing was changed. Free some space and try again.")


def read_bytes(path: Path) -> bytes:
    """Read a small file.

    Raises:
        ValueError: It is far larger than it can rightly be.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _MAX_SMALL_FILE:
        raise ValueError(f"{path.name} is too large")
    return path.read_bytes()


def read_json(path: Path, kind: type[_T]) -> _T:
    """Read a small JSON file of a known form.

    Raises:
        ValueError: It is not of this form.
        OSError: It cannot be read.
    """
    try:
        return msgspec.json.decode(read_bytes(path), type=kind)
    except RecursionError as error:
        raise ValueError(f"{path.name} is nested too deeply") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` so that a crash leaves the old file or the new one, whole.

    Raises:
        StorageFailed: The folder cannot be written or the disk is full.
    """
    temporary = path.with_name(path.name + _UNFINISHED)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise storage_failure(path.parent, error) from error


def remove_unfinished(folder: Path) -> None:
    """Remove what ``write_atomically`` left in ``folder`` when the program was stopped."""
    for path in folder.glob(f"*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            path.unlink()


def _check_replaceable(path: Path) -> None:
    """Find out early that a file cannot be replaced, before anything says that it was.

    Raises:
        OSError: It is a folder, or another program holds it open.
    """
    if path.exists():
        with path.open("rb+"):
            pass


def settle(file: Path | BinaryIO) -> None:
    """Put on the disk what was written to a file, before anything says that it is there.

    A full disk may show only now; and a power cut could leave a new name on an empty file.

    Raises:
        OSError: There is no room for it.
    """
    if isinstance(file, Path):
        with file.open("rb+") as opened:
            settle(opened)
        return
    file.flush()
    os.fsync(file.fileno())


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write to, which replaces ``path`` once everything went well.

    If not, what stood at ``path`` is untouched and nothing else is left. Who records in the block
    that the file was made calls ``settle`` before that.

    Raises:
        StorageFailed: The file cannot be written or replaced.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        _check_replaceable(path)
        yield temporary
        settle(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise storage_failure(path.parent, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder for what is thrown away afterwards.

    What programs that were killed left of theirs is thrown away, too.

    Raises:
        StorageFailed: There is no room for it.
    """
    parent = Path(tempfile.gettempdir())
    for folder in parent.glob(f"{_SCRATCH}*"):
        process = folder.name.removeprefix(_SCRATCH).partition("-")[0]
        if process.isdigit() and not psutil.pid_exists(int(process)):
            shutil.rmtree(folder, ignore_errors=True)  # another user's stays
    try:
        made = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-", dir=parent))
    except OSError as error:
        raise storage_failure(parent, error) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:  # a share or a stick that cannot do this
            raise
    finally:
        os.close(descriptor)


def is_full(folder: Path) -> bool:
    """Whether there is no room on a disk for opening a register and recording one act."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


def storage_failure(folder: Path, error: OSError) -> StorageFailed:
    """Return what an operating system error means for the user."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageFailed(_FULL)
    return StorageFailed(_NOT_WRITABLE, folder=folder, detail=error.strerror or str(error))


def network_file_system(folder: Path) -> str | None:
    """Return the kind of network share that ``folder`` is on, or None for a disk of this machine.

    SQLite's locks cannot be trusted on network shares; see its "How to corrupt" page.
    """
    resolved = folder.resolve()
    if str(resolved).startswith("\\\\"):
        return "UNC"
    best = ("", "", "")
    for partition in psutil.disk_partitions(all=True):
        mount = partition.mountpoint
        if resolved.is_relative_to(mount) and len(mount) >= len(best[0]):
            best = (mount, partition.fstype, partition.opts)
    _, kind, opts = best
    if kind.lower() in _NETWORK or "remote" in opts.split(","):
        return kind or "remote"
    return None
