"""One writer at a time, and who it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock, Timeout

from stockpile_app.domain.errors import RegisterBusy
from stockpile_app.domain.text import clean
from stockpile_app.persistence.files import read_json, storage_failure

_LONGEST: Final = 200


class Holder(msgspec.Struct, frozen=True):
    """Who has the register open for writing."""

    user: str
    machine: str
    process: int
    since: str

    def __str__(self) -> str:
        """Say it to a person."""
        return f"{self.user}, {self.machine}, {self.since} UTC"


def lock_files(folder: Path) -> tuple[Path, Path]:
    """Return the file that is locked, and the one that says by whom."""
    return folder / "register.lock", folder / "register.holder"


class WriterLock:
    """The operating system's lock on a file; a crash releases it by itself."""

    def __init__(self, folder: Path) -> None:
        """Prepare the lock of the register in ``folder``."""
        locked, self._holder = lock_files(folder)
        # signing in and leaving are done by different threads
        self._lock = FileLock(locked, timeout=0, thread_local=False)

    def acquire(self, user: str, now: dt.datetime) -> None:
        """Become the writer.

        Raises:
            RegisterBusy: Somebody else is; says who.
            StorageFailed: The folder cannot be written.
        """
        try:
            self._lock.acquire()
        except Timeout:
            raise RegisterBusy(holder=self.holder()) from None
        except OSError as error:
            raise storage_failure(self._holder.parent, error) from error
        since = f"{now.astimezone(dt.UTC):%Y-%m-%d %H:%M}"
        holder = Holder(user, platform.node(), os.getpid(), since)
        with contextlib.suppress(OSError):  # on a full disk others are not told who it is
            self._holder.write_bytes(msgspec.json.encode(holder))

    def release(self) -> None:
        """Stop being the writer."""
        with contextlib.suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def holder(self) -> str:
        """Return who holds the lock, as far as is known."""
        try:
            return clean(str(read_json(self._holder, Holder)))[:_LONGEST]
        except (OSError, ValueError):
            return "?"
