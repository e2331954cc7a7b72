"""Reads a workbook in a process of its own, and hands the rows over a pipe.

A hostile workbook can crash a parser, fill the memory or keep it busy for ever: here that ends this
process, not the program. It may use little memory and write no file, and the other side trusts
nothing it says beyond texts in rows.

The process is the program's own interpreter running this module, or, in a frozen program, the
program itself with the switch ``SWITCH`` as its only argument (see ``serve_if_asked``). Not
``multiprocessing``: its pipes carry pickles, which could do anything, and it imports the program's
main module again.
"""

from __future__ import annotations

import os
import re
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Final

import msgspec

from stockpile_app.exchange import limits

SWITCH: Final = "--read-spreadsheet"
BATCH: Final = 500
LENGTH: Final = struct.Struct("<I")

_WORKBOOKS: Final = ("xl/workbook.xml", "xl/workbook.bin")
_OLD: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LOCAL_HEADER: Final = 30  # bytes before the name of a member
_PROLOG: Final = 4096
_FIRST_TAG: Final = re.compile(
    rb"(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF|\s|(?><\?.*?\?>)|(?><!--.*?-->))*+<[A-Z_]", re.DOTALL
)
_EXACT: Final = 10**15  # from here on a spreadsheet has dropped digits


class Request(msgspec.Struct, frozen=True):
    """Asks for the rows of a sheet; "" takes the first that has any."""

    path: bytes
    sheet: str = ""


class Opened(msgspec.Struct, frozen=True, tag=True):
    """The workbook could be opened."""

    sheets: tuple[str, ...]
    sheet: str
    rows: int


class Rows(msgspec.Struct, frozen=True, tag=True):
    """The next rows that are not empty, with their numbers."""

    rows: list[tuple[int, list[str]]]


class Done(msgspec.Struct, frozen=True, tag=True):
    """There are no more rows."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The workbook cannot be read: a code, and what fills its sentence."""

    code: str
    params: dict[str, str] = {}


Reply = Opened | Rows | Done | Failed


class Refused(Exception):
    """Carries a failure out of the reading."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.failed = Failed(code, params)


def serve_if_asked(arguments: Sequence[str]) -> None:
    """Be the worker and end, when the program was started as one; call this before all else."""
    if list(arguments[1:]) == [SWITCH]:
        sys.exit(main())


def main() -> int:
    """Answer one request from standard input on standard output."""
    limit_resources()
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
    encode = msgspec.msgpack.Encoder().encode
    try:
        for reply in replies(request):
            _send(sys.stdout.buffer, encode(reply))
    except BrokenPipeError:
        # nobody reads on; keep the interpreter from trying to flush at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def limit_resources() -> None:
    """Take from this process what a parser does not need."""
    try:
        resource: Any = import_module("resource")
    except ImportError:
        return  # Windows; the checks of the archive and the clock remain
    for name, most in (
        ("RLIMIT_AS", limits.MOST_WORKER_MEMORY),
        ("RLIMIT_CPU", 2 * limits.MOST_WORKER_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(kind, (allowed, hard))
            except (OSError, ValueError):
                continue  # macOS knows RLIMIT_AS and refuses it


def replies(request: Request) -> Iterator[Reply]:
    """Yield what is said about a workbook; failures are replies, too."""
    try:
        yield from _read(os.fsdecode(request.path), request.sheet)
        yield Done()
    except Refused as refusal:
        yield refusal.failed
    except MemoryError:
        yield Failed("memory")
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the parser is no Exception
        yield _failure(error)


def _send(out: BinaryIO, payload: bytes) -> None:
    out.write(LENGTH.pack(len(payload)))
    out.write(payload)
    out.flush()


def _failure(error: BaseException) -> Failed:
    if "password" in type(error).__name__.lower() or "password" in str(error).lower():
        return Failed("password")
    return Failed("damaged", {"reason": " ".join(str(error).split())[:200]})


def _read(path: str, wanted: str) -> Iterator[Reply]:
    _check_container(path)
    calamine: Any = import_module("python_calamine")
    workbook = _opened(path, calamine.CalamineWorkbook)
    names = tuple(workbook.sheet_names)
    if len(names) > limits.MOST_SHEETS:
        raise Refused("bomb")
    if wanted and wanted not in names:
        raise Refused("no-sheet", sheet=wanted, sheets=", ".join(names))
    for name in [wanted] if wanted else names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height or name == (wanted or names[-1]):
            yield Opened(names, name, sheet.total_height)
            yield from _batches(sheet)
            return
    raise Refused("no-sheets")


def _opened(path: str, workbook: Any) -> Any:
    """Open a workbook; one that is named wrongly by its content, all in memory."""
    with open(path, "rb") as file:  # noqa: PTH123
        if path.lower().endswith(".xls" if file.read(4) == _OLD else ".xlsx"):
            return workbook.from_path(path)
        file.seek(0)
        return workbook.from_filelike(file)


def _batches(sheet: Any) -> Iterator[Rows]:
    first = (sheet.start or (0, 0))[0] + 1
    left = (sheet.start or (0, 0))[1]
    pad = [""] * left
    batch: list[tuple[int, list[str]]] = []
    for number, values in enumerate(sheet.iter_rows(), first):
        cells = pad + [each if each.__class__ is str else as_text(each) for each in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        _check_row(number, cells)
        batch.append((number, cells))
        if len(batch) == BATCH:
            yield Rows(batch)
            batch = []
    yield Rows(batch)


def _check_row(number: int, cells: list[str]) -> None:
    if len(cells) > limits.MOST_COLUMNS:
        raise Refused("columns", row=str(number), columns=f"{len(cells):,}")
    if max(map(len, cells)) > limits.MOST_CELL:
        raise Refused("cell", row=str(number))


def as_text(value: object) -> str:
    """Return a cell as text: dates in ISO form, whole numbers without a point.

    A number with so many digits that a spreadsheet has dropped some comes as ``1.23E+15``, as the
    spreadsheet itself would show it, so that nobody takes it for the serial number it was.
    """
    text = _TEXTS.get(value.__class__)
    return text(value) if text else ("" if value is None else str(value))


def _number(value: Any) -> str:
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)


def _float(value: Any) -> str:
    return _number(value) if value - value == 0 else str(value)  # not for infinities


_TEXTS: Final[dict[type, Callable[[Any], str]]] = {
    float: _float,
    int: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
}


def _check_container(path: str) -> None:
    with open(path, "rb") as file:  # noqa: PTH123 - the process imports as little as it can
        start = file.read(8)
        if start[:4] == _OLD:
            file.seek(0)
            if _ENCRYPTED in file.read(limits.MOST_WORKBOOK_BYTES):
                raise Refused("password")
            return
    if not zipfile.is_zipfile(path):
        raise Refused("damaged", reason="the archive is cut short")
    with zipfile.ZipFile(path) as archive:
        _check_archive(archive)


def _check_archive(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > limits.MOST_MEMBERS or unpacked > limits.MOST_UNPACKED:
        raise Refused("bomb")
    if unpacked > limits.RATIO_MATTERS_FROM and unpacked / packed > limits.MOST_RATIO:
        raise Refused("bomb")
    names = {member.filename.lower() for member in members}
    if len(names) < len(members) or _overlap(members):
        raise Refused("bomb")
    if not names.intersection(_WORKBOOKS):
        raise Refused("no-workbook")
    for member in members:
        if member.flag_bits & 1:
            raise Refused("password")
        if member.filename.lower().endswith((".xml", ".rels")):
            _refuse_entities(archive, member)


def _overlap(members: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether the same bytes are meant to be unpacked more than once."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + _LOCAL_HEADER + member.compress_size
    return False


def _refuse_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """No spreadsheet program declares entities, or hides the first tag; who does means harm."""
    with archive.open(member) as part:
        start = part.read(_PROLOG).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Refused("entities")
    if (start.strip() or member.file_size > _PROLOG) and not _FIRST_TAG.match(start):
        raise Refused("entities")


if __name__ == "__main__":
    sys.exit(main())
