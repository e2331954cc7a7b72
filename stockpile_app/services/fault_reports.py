"""What is told of a fault to strangers who look after the program: no names, serials or folders.

A running window keeps one small file in the log folder. It is removed when the window ends as it
should; a fault that Python cannot catch is dumped into it. Found at the next start, it says that
the program ended unexpectedly, and how.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import faulthandler
import os
import platform
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PureWindowsPath
from typing import IO, Final

import psutil

from stockpile_app import __version__, logs, paths, settings

_LIBRARIES: Final = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "msgspec",
    "reportlab",
    "cryptography",
)
_LOG_LINES: Final = 60
_PREFIX: Final = "session-"
_SUFFIX: Final = ".txt"
_LONGEST_DUMP: Final = 200_000
_PLACE: Final = re.compile(r'File "(?P<file>[^"]*)", line (?P<line>\d+) in (?P<name>\S+)')
_HEAD: Final = re.compile(
    r"^(Fatal Python error: [\w: ]+|Windows fatal exception: [\w ]+|(Current thread|Thread) 0x\w+)"
)
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)


def report(kind: str, lines: list[str], about: Mapping[str, str]) -> str:
    """Return a report of a fault.

    Args:
        kind: The type of the exception, never its text.
        lines: What it passed: file, line number, function.
        about: What else is known, such as Qt's version; no values of anybody.
    """
    from stockpile_app.persistence.engine import sqlite_version  # noqa: PLC0415 - start-up

    facts = {
        "Program": f"Stockpile {__version__}",
        "Python": platform.python_version(),
        "System": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "SQLite": sqlite_version(),
        "Time": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC",  # noqa: TID251 - no register
        **about,
    }
    chosen = dataclasses.asdict(settings.load()).items()
    kept = [f"  {name} = {value}" for name, value in chosen if not _is_path(value)]
    parts = [
        "Report of a fault in Stockpile",
        "",
        *(f"{name}: {value}" for name, value in facts.items()),
        *(f"{name} {_version(name)}" for name in _LIBRARIES),
        "",
        f"Fault: {kind}",
        *(f"  {line}" for line in lines),
        "",
        "Settings:",
        *kept,
        "",
        "Last lines of the log:",
        *logs.last_lines(_LOG_LINES),
        "",
    ]
    return without_me("\n".join(parts))


def without_me(text: str) -> str:
    """Return ``text`` without the folder and the name of this user of the machine."""
    home = str(Path.home())
    for folder in (home, home.replace("\\", "\\\\")):
        if len(folder) > 1:
            text = text.replace(folder, "~")
    return text


def size_class(entries: int) -> str:
    """Return how large a register is, roughly: the exact number might tell which one it is."""
    below = next((each for each in SIZES if entries < each), None)
    return f"fewer than {below} entries" if below else f"{SIZES[-1]} entries or more"


def _is_path(value: object) -> bool:
    return isinstance(value, Path) or (isinstance(value, str) and bool(set(value) & set("/\\:")))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a frozen program may lack what pip wrote
        return "?"


# --- faults that Python cannot catch ---------------------------------------------------------


class RunningFile:
    """Says that this process runs, and takes what is dumped when it dies of a hard fault."""

    def __init__(self, folder: Path | None = None) -> None:
        """Prepare the file in the log folder."""
        self.path = (folder or paths.log_folder()) / f"{_PREFIX}{os.getpid()}{_SUFFIX}"
        self._file: IO[str] | None = None

    def start(self) -> None:
        """Make the file; a log folder that cannot be written means that nothing is dumped."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8")
            begun = psutil.Process().create_time()
            self._file.write(f"{begun}\n")
            self._file.flush()
            # the thread that dies alone: others still run, and a dump that follows them may die too
            faulthandler.enable(self._file, all_threads=False)

    def stop(self) -> None:
        """Remove the file: the program ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def unexpected_ends(folder: Path | None = None) -> list[list[str]]:
    """Return how former windows ended that did not end as they should, and forget it.

    Each is the lines of what was dumped, without folders; empty when the process was killed or the
    power failed.
    """
    ended: list[list[str]] = []
    for path in sorted((folder or paths.log_folder()).glob(f"{_PREFIX}*{_SUFFIX}")):
        with contextlib.suppress(OSError, ValueError):
            first, _, dump = path.read_text("utf-8", "replace")[:_LONGEST_DUMP].partition("\n")
            if not _runs(int(path.stem.removeprefix(_PREFIX)), first):
                ended.append(list(_cleaned(dump)))
                path.unlink()
    return ended


def _runs(process: int, begun: str) -> bool:
    try:
        return abs(psutil.Process(process).create_time() - float(begun or "0")) < 1
    except (psutil.Error, ValueError):
        return False


def _cleaned(dump: str) -> Iterator[str]:
    """Yield a dump line by line: what happened, and where, without folders."""
    for line in dump.splitlines():
        if found := _PLACE.search(line):
            file = PureWindowsPath(found["file"]).name  # which knows both kinds of slashes
            yield f"{file}:{found['line']} {found['name']}"
        elif head := _HEAD.match(line):
            yield head[0]
