"""Stands between SQLite and the operating system, to record or to fail what it does to files.

SQLite reaches files through a table of functions, its VFS. Here the default one is copied, and of
the files it opens the functions that change them are wrapped; the rest, locks and shared memory
too, stays what it was. The driver exports the functions that this needs, so no compiler is.
"""

from __future__ import annotations

import contextlib
import ctypes
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import sqlcipher3._sqlite3 as extension

OK: Final = 0
FULL: Final = 13
CANTOPEN: Final = 14
READONLY: Final = 8
IOERR: Final = 10
IOERR_WRITE: Final = IOERR | 3 << 8
IOERR_FSYNC: Final = IOERR | 4 << 8
IOERR_TRUNCATE: Final = IOERR | 6 << 8
IOERR_DELETE: Final = IOERR | 10 << 8

_OPEN_CREATE: Final = 0x4


class Operation(NamedTuple):
    """One thing that SQLite does to a file, before it is done.

    Attributes:
        what: "open", "create", "write", "sync", "truncate" or "delete"; of those who watch more
            than SQLite also "rename" (``to``) and "sync-folder".
        size: What "truncate" leaves, in bytes.
        durable: Whether "delete" waits until the folder is on the disk.
    """

    what: str
    path: Path
    offset: int = 0
    data: bytes = b""
    size: int = 0
    durable: bool = False
    to: Path = Path()


Hook = Callable[[Operation], int]
"""Is asked before each operation; what it returns, unless OK, happens instead of it."""


def available() -> bool:
    """Whether the driver exports what this needs."""
    library = ctypes.CDLL(extension.__file__)
    return hasattr(library, "sqlite3_vfs_find") and hasattr(library, "sqlite3_vfs_register")


@contextlib.contextmanager
def watched(hook: Hook, *, shared_memory: bool = True) -> Iterator[None]:
    """Ask ``hook`` about everything that is done to databases opened inside the block.

    Args:
        shared_memory: Whether the file system has any; without it there is no write-ahead log.
    """
    library = ctypes.CDLL(extension.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    usual = library.sqlite3_vfs_find(None)
    watching = _Watching(usual, hook, shared_memory=shared_memory)
    _alive.append(watching)  # a file closed after the block still needs its functions
    library.sqlite3_vfs_register(ctypes.byref(watching.vfs), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(watching.vfs))
        library.sqlite3_vfs_register(usual, 1)


_alive: list[_Watching] = []

_INT, _LONG, _ANY = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p
_OPEN: Final = ctypes.CFUNCTYPE(_INT, _ANY, _ANY, _ANY, _INT, _ANY)
_DELETE: Final = ctypes.CFUNCTYPE(_INT, _ANY, _ANY, _INT)
_CLOSE: Final = ctypes.CFUNCTYPE(_INT, _ANY)
_WRITE: Final = ctypes.CFUNCTYPE(_INT, _ANY, _ANY, _INT, _LONG)
_TRUNCATE: Final = ctypes.CFUNCTYPE(_INT, _ANY, _LONG)
_SYNC: Final = ctypes.CFUNCTYPE(_INT, _ANY, _INT)


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``."""

    _fields_ = (
        ("version", _INT),
        ("file_size", _INT),
        ("longest_path", _INT),
        ("next", _ANY),
        ("name", ctypes.c_char_p),
        ("data", _ANY),
        ("open", _ANY),
        ("delete", _ANY),
        *((f"other_{at}", _ANY) for at in range(14)),
    )


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``."""

    _fields_ = (
        ("version", _INT),
        ("close", _ANY),
        ("read", _ANY),
        ("write", _ANY),
        ("truncate", _ANY),
        ("sync", _ANY),
        *((f"other_{at}", _ANY) for at in range(13)),
    )


def _copy(original: Any) -> Any:
    copied = type(original)()
    ctypes.pointer(copied)[0] = original
    return copied


def _address(function: Any) -> int | None:
    return ctypes.cast(function, _ANY).value


class _Watching:
    """A VFS that asks a hook, and the files that were opened through it."""

    def __init__(self, usual: Any, hook: Hook, *, shared_memory: bool) -> None:
        self._usual = usual
        self._hook = hook
        self._shared_memory = shared_memory
        self._files: dict[int, tuple[Path, _Methods]] = {}
        self._tables: dict[int, tuple[_Methods, _Methods]] = {}
        self._opening = _OPEN(usual.contents.open)
        self._deleting = _DELETE(usual.contents.delete)
        self._wrapped = (
            _OPEN(self._open),
            _DELETE(self._delete),
            _CLOSE(self._close),
            _WRITE(self._write),
            _TRUNCATE(self._truncate),
            _SYNC(self._sync),
        )
        self.vfs = _copy(usual.contents)
        self.vfs.name = b"watched"
        self.vfs.open = _address(self._wrapped[0])
        self.vfs.delete = _address(self._wrapped[1])

    def _ask(self, operation: Operation) -> int:
        try:
            return self._hook(operation)
        except BaseException:  # noqa: BLE001 - nothing can be raised through SQLite
            traceback.print_exc()
            return IOERR

    def _open(self, _: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = _path(name)
        if path is None:  # a temporary file of SQLite's own
            return self._opening(ctypes.addressof(self._usual.contents), name, file, flags, out)
        new = bool(flags & _OPEN_CREATE) and not path.exists()
        if result := self._ask(Operation("create" if new else "open", path)):
            ctypes.cast(file, ctypes.POINTER(_ANY))[0] = None
            return result
        result = self._opening(ctypes.addressof(self._usual.contents), name, file, flags, out)
        if result == OK:
            at = ctypes.cast(file, ctypes.POINTER(_ANY))
            inner, table = self._table(at[0])
            self._files[file] = path, inner
            at[0] = ctypes.addressof(table)
        return result

    def _table(self, address: int) -> tuple[_Methods, _Methods]:
        if address not in self._tables:
            inner = _Methods.from_address(address)
            table = _copy(inner)
            table.close, table.write, table.truncate, table.sync = map(_address, self._wrapped[2:])
            if not self._shared_memory:
                table.version = 1
            self._tables[address] = inner, table
        return self._tables[address]

    def _delete(self, _: int, name: int, durable: int) -> int:
        path = _path(name) or Path()
        if path.exists() and (
            result := self._ask(Operation("delete", path, durable=bool(durable)))
        ):
            return result
        return self._deleting(ctypes.addressof(self._usual.contents), name, durable)

    def _close(self, file: int) -> int:
        _, inner = self._files.pop(file)
        # the file compares its table with those it knows
        ctypes.cast(file, ctypes.POINTER(_ANY))[0] = ctypes.addressof(inner)
        return _CLOSE(inner.close)(file)

    def _write(self, file: int, data: int, length: int, offset: int) -> int:
        path, inner = self._files[file]
        content = ctypes.string_at(data, length)
        if result := self._ask(Operation("write", path, offset=offset, data=content)):
            return result
        return _WRITE(inner.write)(file, data, length, offset)

    def _truncate(self, file: int, size: int) -> int:
        path, inner = self._files[file]
        if result := self._ask(Operation("truncate", path, size=size)):
            return result
        return _TRUNCATE(inner.truncate)(file, size)

    def _sync(self, file: int, flags: int) -> int:
        path, inner = self._files[file]
        if result := self._ask(Operation("sync", path)):
            return result
        return _SYNC(inner.sync)(file, flags)


def _path(name: int | None) -> Path | None:
    return Path(ctypes.string_at(name).decode()) if name else None
