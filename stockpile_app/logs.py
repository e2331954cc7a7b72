"""The log file: one JSON object a line, rotated, in this user's log folder.

It helps to find a fault and is sent to strangers for that, so it holds no serial, name or secret:
messages carry counts, kinds and codes, and of an exception only its type and the lines it passed
are written, never its text. Only this program's own messages go there; a library might log values.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from typing_extensions import override

from stockpile_app import paths

FILE_NAME: Final = "stockpile.log"
_LOGGER: Final = "stockpile_app"
_LARGEST: Final = 1_000_000  # bytes of one file
_KEPT: Final = 5  # older files


def start(folder: Path | None = None, level: int = logging.INFO) -> Path | None:
    """Log to a file in ``folder``, by default this user's, and return the file.

    Returns None where nothing can be written: the program works without a log.
    """
    stop()
    folder = folder or paths.log_folder()
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
                "lines": [
                    f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                    for frame in traceback.extract_tb(current.__traceback__)
                ],
            }
        )
        current = current.__cause__ or current.__context__
    return causes


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
