"""A changed key file takes effect with the entry that states it: both, or neither.

Keys and ledger are two files, and a program can be stopped between any two writes. So the changed
key file is first written beside the one in force, and names the entry that it waits for by its
digest. The ledger's commit decides alone: once it has that entry, the file beside is in force; as
long as it has not, it is nothing. Usually it takes the place of the old one at once. If not, who
opens the register next finds it and comes to the same answer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from stockpile_app.domain.errors import RegisterDamaged, SignInRefused
from stockpile_app.ledger.entries import Head
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import (
    read_json,
    sync_folder,
    write_atomically,
)
from stockpile_app.persistence.keys import KeyFile, Secrets
from stockpile_app.persistence.ledger_store import entry_digest


class Waiting(msgspec.Struct, frozen=True):
    """A key file, and the entry with which it takes effect."""

    seq: int
    digest: bytes
    keys: KeyFile


def beside(path: Path) -> Path:
    """Return where a changed key file waits."""
    return path.with_name(path.name + ".next")


def prepare(path: Path, keys: KeyFile, head: Head) -> None:
    """Let ``keys`` take effect once ``head`` is in the ledger.

    Raises:
        StorageFailed: The folder cannot be written; nothing was changed.
    """
    waiting = Waiting(head.seq, head.digest, keys)
    write_atomically(beside(path), msgspec.json.encode(waiting))


def take_effect(path: Path, keys: KeyFile) -> None:
    """Put ``keys``, which the ledger states, into the place of the old ones.

    Raises:
        StorageFailed: The folder cannot be written; the next start will do it.
    """
    key_file.save(path, keys)
    drop(path)


def drop(path: Path) -> None:
    """Remove the file that waits; nothing is said where it cannot be, since it does no harm.

    If the ledger has its entry, it says what the file in force says; if not, it never will.
    """
    with contextlib.suppress(OSError):
        beside(path).unlink()
        sync_folder(path.parent)


def load(path: Path, connection: Connection) -> KeyFile:
    """Return the key file in force by the ledger.

    Raises:
        RegisterDamaged: It is missing or not a key file.
        RegisterTooNew: A later version wrote it.
    """
    keys, waiting = key_file.load(path), _waiting(path)
    if waiting is None or waiting.keys.origin != keys.origin:
        return keys
    confirmed = entry_digest(connection, keys.origin, waiting.seq) == waiting.digest
    return waiting.keys if confirmed else keys


def unlock(path: Path, opens: Callable[[KeyFile], Secrets]) -> tuple[KeyFile, Secrets]:
    """Open a slot of the key file, or of the one that waits: the ledger tells later which counts.

    Returns:
        The key file that was opened, which the caller compares with the one in force.

    Raises:
        SignInRefused: The password is wrong.
    """
    keys, waiting = key_file.load(path), _waiting(path)
    try:
        return keys, opens(keys)
    except SignInRefused:
        if waiting is None:
            raise
        return waiting.keys, opens(waiting.keys)


def _waiting(path: Path) -> Waiting | None:
    try:
        found = read_json(beside(path), Waiting)
    except (OSError, ValueError):
        return None
    try:
        key_file.check(found.keys)
    except RegisterDamaged:
        return None
    return found
