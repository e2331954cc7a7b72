"""The log file: one JSON object a line, rotated, in this user's log folder.

It helps to find a fault and is sent to strangers for that, so it holds no serial, name or secret:
messages carry counts, kinds and codes, and of an exception only its type and the lines it passed
are written, never its text. Only this program's own messages go there; a library might log values.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import threading
import traceback
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from typing_extensions import override

from stockpile_app import paths

_log = logging.getLogger(__name__)

FILE_NAME: Final = "stockpile.log"
_LOGGER: Final = "stockpile_app"
_LARGEST: Final = 1_000_000  # bytes of one file
_KEPT: Final = 5  # older files
_TAIL: Final = 200_000  # bytes that are read to find the last lines
_MOST_FRAMES: Final = 40  # of an exception: a recursion has thousands


def start(folder: Path | None = None, level: int = logging.INFO) -> Path | None:
    """Log to a file in ``folder``, by default this user's, and return the file.

    Returns None where nothing can be written: the program works without a log.
    """
    stop()
    folder = folder or paths.log_folder()
    # What libraries say may hold values; without any handler, Python writes it to the terminal.
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    logger = logging.getLogger(_LOGGER)
    logger.setLevel(level)
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(folder / FILE_NAME)
    except OSError:
        # Without any handler, Python would write warnings into the output of a command.
        logger.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(JsonFormatter())
    logger.addHandler(handler)
    return folder / FILE_NAME


def stop() -> None:
    """Close the log file."""
    logger = logging.getLogger(_LOGGER)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def catch_strays() -> None:
    """Log what nobody can catch, in threads and while objects go; Python would print its text."""
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = _on_thread
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _on_unraisable


def _on_thread(stray: threading.ExceptHookArgs) -> None:
    if stray.exc_type is not SystemExit:
        _log.error("Fault in a thread", exc_info=stray.exc_value)


def _on_unraisable(stray: sys.UnraisableHookArgs) -> None:
    _log.error("Fault while an object went", exc_info=stray.exc_value)


def last_lines(count: int, folder: Path | None = None) -> Sequence[str]:
    """Return the end of the log file, the newest line last; nothing where there is no log."""
    path = (folder or paths.log_folder()) / FILE_NAME
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            return file.read().decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        return ()


class JsonFormatter(logging.Formatter):
    """One record as one line of JSON; an exception without its text."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = _causes(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _causes(error: BaseException) -> list[dict[str, object]]:
    """Return ``error`` and what caused it, innermost last, each by type and lines passed."""
    causes: list[dict[str, object]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        causes.append(
            {
                "type": f"{type(current).__module__}.{type(current).__qualname__}",
                "lines": passed(current.__traceback__),
            }
        )
        current = current.__cause__ or current.__context__
    return causes


def passed(trace: TracebackType | None) -> list[str]:
    """Return the lines that an exception passed, without folders or values; the last ones of many.

    A recursion passes thousands of lines, of which the beginning and the end tell enough.
    """
    lines = [
        f"{Path(frame.f_code.co_filename).name}:{number} {frame.f_code.co_name}"
        for frame, number in traceback.walk_tb(trace)
    ]
    if len(lines) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        lines = [*lines[:half], f"… {len(lines) - 2 * half} more …", *lines[-half:]]
    return lines


class _LogFile(RotatingFileHandler):
    """A rotated file that grows on where another window of the program holds it open."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")

    @override
    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:  # Windows does not rename an open file
            self.stream = self._open()

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line: a full disk must not stop a person's work."""
