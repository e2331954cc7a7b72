"""Workbooks, read by a worker process that can be lost without harm."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import weakref
from collections.abc import Generator, Iterator
from itertools import chain, islice
from pathlib import Path
from threading import Timer
from typing import Any, Final

import msgspec

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_, clean
from stockpile_app.exchange import sheet_worker
from stockpile_app.exchange.files.text_file import check_row
from stockpile_app.exchange.limits import (
    MEBIBYTE,
    MOST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_WORKER_SECONDS,
    WORKER_SECONDS,
    WORKER_SECONDS_PER_MB,
)
from stockpile_app.exchange.sheet_worker import Done, Failed, Opened, Reply, Request, Rows

_LONGEST_PARAM: Final = 300
_MOST_FRAME: Final = 64 * MEBIBYTE
_DECODE: Final[msgspec.msgpack.Decoder[Reply]] = msgspec.msgpack.Decoder(Reply)
_SENTENCES: Final = {
    "password": N_(
        "The workbook is protected by a password. Open it in a spreadsheet program, remove the"
        " password, save it and import that."
    ),
    "damaged": N_(
        "The workbook is damaged or cut short ({reason}). Copy it again from where it came, or open"
        " it in a spreadsheet program and save it anew."
    ),
    "no-workbook": N_(
        "The file is an archive or a document, not a workbook. Save the table as .xlsx or .csv."
    ),
    "no-sheets": N_("The workbook has no sheet with cells."),
    "no-sheet": N_("The workbook has no sheet “{sheet}”; it has: {sheets}."),
    "bomb": N_(
        "The workbook would unpack to far more than a list of weapons needs, so it was not opened."
        " If it is genuine, save it as CSV and import that."
    ),
    "entities": N_(
        "The workbook contains declarations that no spreadsheet program writes, so it was not"
        " opened. Save it anew in a spreadsheet program, or as CSV."
    ),
    "memory": N_(
        "The workbook needs more memory than it may have. Save it as CSV and import that."
    ),
    "time": N_(
        "Reading the workbook took longer than {seconds} seconds and was stopped. Save it as CSV"
        " and import that."
    ),
    "lost": N_(
        "Reading the workbook failed: it is damaged or needs too much memory. Open it in a"
        " spreadsheet program and save it as CSV."
    ),
    "columns": N_(
        "Row {row} has {columns} columns; at most {most} are read. Delete the columns that are not"
        " needed."
    ),
    "cell": N_("A cell in row {row} is longer than {longest} characters. Shorten it."),
}


class WorkbookSource:
    """The rows of one sheet.

    The worker that opened the workbook waits until the rows are asked for the first time, so that
    a workbook is parsed once for looking at it and importing it.
    """

    def __init__(self, path: Path, sheet: str = "") -> None:
        """Open the workbook.

        Raises:
            BadFile: It cannot be read; says why.
        """
        self._path = path
        self._worker: _Worker | None = _Worker(path, sheet)
        self._head: list[tuple[int, list[str]]] = []
        self.opened = self._worker.opened

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """Return the first rows, for ``rows`` to yield again.

        Raises:
            BadFile: The workbook is damaged or beyond the limits.
        """
        if self._worker is not None:
            self._head += islice(self._worker.rows(), max(0, count - len(self._head)))
        return [(number, list(cells)) for number, cells in self._head[:count]]

    def rows(self) -> Generator[tuple[int, list[str]], None, None]:
        """Yield every row that is not empty, with its number as the spreadsheet shows it.

        Raises:
            BadFile: The workbook is damaged or beyond the limits.
        """
        worker, head = self._worker, self._head
        self._worker, self._head = None, []
        if worker is None:
            worker, head = _Worker(self._path, self.opened.sheet), []
        with contextlib.closing(worker):
            for number, cells in chain(head, worker.rows()):
                if number > MOST_ROWS:
                    check_row(number, cells)
                yield number, cells

    def close(self) -> None:
        """End the worker that waits, if there is one."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None


class _Worker:
    """A process that reads one workbook."""

    def __init__(self, path: Path, sheet: str) -> None:
        self._process = _start()
        self._end = weakref.finalize(self, _stop, self._process)
        self._overdue = False
        self._seconds = _seconds(path)
        request = Request(os.fsencode(path.resolve()), sheet)
        with contextlib.suppress(OSError):  # a worker that is gone is noticed by reading from it
            _stream(self._process.stdin).write(msgspec.msgpack.encode(request))
            _stream(self._process.stdin).close()
        try:
            self.opened = self._opened()
        except BaseException:
            self.close()
            raise
        self._rows = self._read()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Return the rows that were not taken yet."""
        return self._rows

    def _opened(self) -> Opened:
        reply = self._receive()
        if not isinstance(reply, Opened):
            raise _refusal("lost")
        return reply

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        while isinstance(reply := self._receive(), Rows):
            yield from reply.rows
        if not isinstance(reply, Done):
            raise _refusal("lost")

    def close(self) -> None:
        self._end()

    def _receive(self) -> Reply:
        alarm = Timer(self._seconds, self._give_up)
        alarm.daemon = True
        alarm.start()
        try:
            reply = _DECODE.decode(self._frame())
        except msgspec.MsgspecError as error:
            raise _refusal("lost") from error
        finally:
            alarm.cancel()
        if isinstance(reply, Failed):
            raise _refusal(reply.code, **reply.params)
        return reply

    def _frame(self) -> bytes:
        head = _stream(self._process.stdout).read(sheet_worker.LENGTH.size)
        length = sheet_worker.LENGTH.unpack(head)[0] if len(head) == 4 else 0
        payload = _stream(self._process.stdout).read(min(length, _MOST_FRAME))
        if not length or len(payload) != length:
            raise _refusal("time" if self._overdue else "lost", seconds=str(self._seconds))
        return bytes(payload)

    def _give_up(self) -> None:
        self._overdue = True
        self._process.kill()


def _seconds(path: Path) -> int:
    """Return how long the worker may think: a small workbook has no reason to take long."""
    size = path.stat().st_size // MEBIBYTE
    return min(WORKER_SECONDS + WORKER_SECONDS_PER_MB * size, MOST_WORKER_SECONDS)


def _start() -> subprocess.Popen[bytes]:
    package_root = str(Path(__file__).resolve().parents[3])
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        command = [_terminal_program(Path(sys.executable)), sheet_worker.SWITCH]
    else:
        command = [sys.executable, "-m", sheet_worker.__name__]
        paths = [package_root, environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _terminal_program(own: Path) -> str:
    """Return the frozen program that has a standard output: on Windows that of a window may not."""
    beside = own.with_name("stockpile.exe")
    return str(beside if beside.is_file() else own)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            _stream(stream).close()
    process.wait()


def _stream(stream: Any) -> Any:
    """Return a stream of a process that was started with pipes."""
    return stream


def _refusal(code: str, **params: str) -> BadFile:
    sentence = _SENTENCES.get(code, _SENTENCES["lost"])
    filled = {
        "most": MOST_COLUMNS,
        "longest": f"{MOST_CELL:,}",
        "seconds": "",
        "reason": "",
        "sheet": "",
        "sheets": "",
        "row": "",
        "columns": "",
        **{name: clean(text)[:_LONGEST_PARAM] for name, text in params.items()},
    }
    return BadFile(sentence, **filled)
