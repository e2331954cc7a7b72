"""A new register appears in its folder whole, or not at all.

It is made in a folder inside its own, which is the one place that is surely on the same disk, and
its files are moved up when everything is done, the key file last. Without it there is no register.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from stockpile_app.domain.errors import StorageFailed
from stockpile_app.persistence.files import storage_failure, sync_folder
from stockpile_app.persistence.lock import lock_files
from stockpile_app.persistence.register_paths import Paths

_UNFINISHED: Final = ".unfinished"


@contextlib.contextmanager
def appearing(folder: Path, not_empty: str) -> Iterator[Path]:
    """Yield an empty folder to make a register in; it is at ``folder`` once all went well.

    If not, or if the program is stopped, ``folder`` counts as empty again.

    Args:
        not_empty: What is said where something else is in ``folder``.

    Raises:
        StorageFailed: ``folder`` is not empty or cannot be written.
    """
    fresh = not folder.exists()
    stage = folder / _UNFINISHED
    try:
        if stage.is_dir() and not Paths(folder).keys.exists():
            _clear(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StorageFailed(not_empty, folder=folder)
        stage.mkdir()
    except OSError as error:
        raise storage_failure(folder, error) from error
    try:
        yield stage
        _move_up(stage, folder)
    except BaseException as error:
        _clear(folder)
        if fresh:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise storage_failure(folder, error) from error
        raise


def forget(folder: Path) -> None:
    """Finish what is left to do once the register is in ``folder``."""
    stage = folder / _UNFINISHED
    with contextlib.suppress(OSError):
        if Paths(stage).backups.is_dir() and not Paths(folder).backups.exists():
            Paths(stage).backups.rename(Paths(folder).backups)
        stage.rmdir()


def _move_up(stage: Path, folder: Path) -> None:
    keys, backups = Paths(stage).keys, Paths(stage).backups
    # the backups, which may be somebody's treasure in the end, only when nothing is cleared again
    for path in (*(each for each in stage.iterdir() if each not in {keys, backups}), keys):
        if path.is_file():
            with path.open("rb+") as written:
                os.fsync(written.fileno())
        if path == keys:
            sync_folder(folder)
        path.rename(folder / path.name)
    sync_folder(folder)
    forget(folder)


def _clear(folder: Path) -> None:
    """Throw away what was being made: first what may be moved up already, then the stage.

    What else is in the folder was put there by somebody and is left alone.
    """
    paths = Paths(folder)
    for path in (paths.keys, paths.throttle, paths.database, paths.media, *lock_files(folder)):
        for end in ("", "-wal", "-shm", "-journal", ".next", ".new"):
            path.with_name(path.name + end).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not even somebody's, where there is something in it
        paths.backups.rmdir()
    shutil.rmtree(folder / _UNFINISHED, ignore_errors=True)
