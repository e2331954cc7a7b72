"""The second medium: known by a mark that is written on it, wherever the system puts it.

A letter or folder says nothing of which stick is in it. So the folder for backups on a medium has
a small file with a random id; the ledger says which ids were chosen. Where on this machine the
folder is stands in a file beside the register, which no backup takes along.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import Final

import msgspec

from stockpile_app.domain.backups import MediumState
from stockpile_app.persistence.files import read_json, storage_failure, write_atomically

MARK_FILE: Final = "stockpile-medium.json"


class Mark(msgspec.Struct, frozen=True):
    """What identifies a medium; several registers may keep their backups on it."""

    format: int
    medium: str


class _Place(msgspec.Struct, frozen=True):
    """Where the second medium is looked for on this machine."""

    format: int
    folder: str


def mark_of(folder: Path) -> str:
    """Return the id of the medium, or "" where there is none that can be read."""
    try:
        return read_json(folder / MARK_FILE, Mark).medium
    except (OSError, ValueError):
        return ""


def put_mark(folder: Path) -> str:
    """Return the id of the medium; write one where there is none.

    Raises:
        StorageFailed: The folder cannot be written.
    """
    known = mark_of(folder)
    if known:
        return known
    medium = secrets.token_hex(8)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_failure(folder, error) from error
    write_atomically(folder / MARK_FILE, msgspec.json.encode(Mark(1, medium)))
    return medium


def chosen_folder(file: Path) -> Path | None:
    """Return where the second medium is looked for, as ``file`` beside the register says."""
    try:
        folder = read_json(file, _Place).folder
    except (OSError, ValueError):
        return None
    return Path(folder) if folder else None


def choose_folder(file: Path, folder: Path | None) -> None:
    """Remember where the second medium is looked for.

    Raises:
        StorageFailed: The register's folder cannot be written.
    """
    said = str(folder.absolute()) if folder else ""
    write_atomically(file, msgspec.json.encode(_Place(1, said)))


def look(folder: Path, known: frozenset[str]) -> MediumState:
    """Say how the medium is found: ``known`` are the ids that were chosen."""
    try:
        if not folder.is_dir():
            return MediumState.MISSING
        if mark_of(folder) not in known:
            # an empty mount point is what a stick leaves behind that was taken out
            return MediumState.OTHER if any(folder.iterdir()) else MediumState.MISSING
    except OSError:
        return MediumState.MISSING
    return MediumState.READY if os.access(folder, os.W_OK) else MediumState.READ_ONLY


def free_bytes(folder: Path) -> int | None:
    """Return how much room there is, or None where nobody can tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders are on one disk, as far as the system tells: then both fail together."""
    try:
        devices = one.stat().st_dev, other.stat().st_dev
    except OSError:
        return False
    return devices[0] == devices[1] or _disk(devices[0]) == _disk(devices[1]) != ""


def _disk(device: int) -> str:
    """Return the disk that a partition is on, where Linux tells; else ""."""
    if not sys.platform.startswith("linux"):
        return ""
    node = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if not node.exists():
        return ""
    resolved = node.resolve()
    return resolved.parent.name if (resolved / "partition").exists() else resolved.name
