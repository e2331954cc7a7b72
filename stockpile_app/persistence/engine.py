"""Engines on encrypted SQLite files: real transactions, foreign keys, guards."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from stockpile_app.domain.errors import NotARegister, RegisterDamaged, StockpileError
from stockpile_app.domain.text import N_
from stockpile_app.persistence import guards
from stockpile_app.persistence.errors import from_driver, gone
from stockpile_app.persistence.files import is_full

APPLICATION_ID: Final = 0x53504C52
"""What SQLite's header says of a register: "SPLR"."""
MEDIA_ID: Final = 0x53504C4D
"""The same for the media file: "SPLM"."""
OLDEST_SQLITE: Final = (3, 51, 3)
"""Up to 3.51.2, SQLite can corrupt a database in WAL mode that two connections write to."""

_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -32000",
)
# With a write-ahead log EXTRA does what FULL does, no more. Where a file system has no shared
# memory, SQLite falls back to a rollback journal: there FULL can lose the last act to a power cut.
_DURABLE: Final = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = EXTRA")
_SCRATCH: Final = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA secure_delete = OFF",  # its key is forgotten with it
    "PRAGMA foreign_keys = OFF",  # it is compared with tables that keep them
)

_ALONE: Final = f"mode=ro&vfs={'win32' if sys.platform == 'win32' else 'unix'}-none"
_SHARED: Final = 32768
"""Bytes of the shared memory of a database that is open."""

_EMPTY = N_("{file} is empty: it is no register. Restore the last backup.")
_MISSING = N_("{file} is missing. Restore the last backup.")
_FOREIGN = N_("{file} is not a register of this program.")
_WRONG_KEY = N_(
    "{file} cannot be decrypted: it is damaged or not the one that belongs here, or keys.json is of"
    " another register. Keep both, and put back those of the last backup."
)


class Key(NamedTuple):
    """The 32 bytes that encrypt the files, and SQLCipher's salt of 16."""

    secret: bytes
    salt: bytes

    @property
    def pragma(self) -> str:
        """The statement that hands the raw key to SQLCipher, so that no KDF is paid again."""
        return f"PRAGMA key = \"x'{self.secret.hex()}{self.salt.hex()}'\""


def create_file(path: Path, key: Key, application_id: int) -> None:
    """Create an empty encrypted database; it must not exist yet."""
    connection = driver.connect(path.as_uri() + "?mode=rwc", uri=True)
    try:
        connection.execute(key.pragma)
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    path.chmod(0o600)


def check_file(path: Path, key: Key, application_id: int, *, read_only: bool) -> None:
    """Refuse a file that is not what it should be, before anything is done with it.

    Raises:
        NotARegister: It is empty, missing or of another program.
        RegisterDamaged: The key does not open it.
    """
    if not path.exists():
        raise NotARegister(_MISSING, file=path.name)
    if path.stat().st_size == 0:
        raise NotARegister(_EMPTY, file=path.name)
    if not _salt_fits(path, key):
        raise RegisterDamaged(_WRONG_KEY, file=path.name)
    try:
        connection = _connect(path, key, read_only=read_only)
        try:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except driver.Error as error:
        known = from_driver(error, path)
        if isinstance(known, RegisterDamaged):
            known = RegisterDamaged(_WRONG_KEY, file=path.name)
        raise known or error from error
    if found != application_id:
        raise NotARegister(_FOREIGN, file=path.name)


def _salt_fits(path: Path, key: Key) -> bool:
    """Whether a file begins with its salt: SQLCipher takes the one it is given and never looks."""
    if _has_wal(path):
        return True  # the power may have gone while the first page was written: here it is whole
    with path.open("rb") as source:
        return source.read(len(key.salt)) == key.salt


def open_engine(
    path: Path, key: Key, *, read_only: bool = False, guarded: bool = True, scratch: bool = False
) -> Engine:
    """Return an engine on an existing encrypted file.

    Args:
        guarded: Whether the authorizer watches; migrations need it off.
        scratch: Whether the file may be lost in a crash, which makes it fast.
    """

    def connect() -> Any:
        connection = _connect(path, key, read_only=read_only)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if not read_only:
            for pragma in _SCRATCH if scratch else _DURABLE:
                connection.execute(pragma)
        if guarded:
            connection.set_authorizer(guards.authorize)
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, module=driver, poolclass=QueuePool, pool_size=4
    )
    _listen(engine, path)
    return engine


def _listen(engine: Engine, path: Path) -> None:
    opened = _identity(path)

    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "BEGIN")
        if how != "BEGIN" and _identity(path) != opened:
            raise gone(path)  # SQLite would go on writing to what has no name any more
        connection.exec_driver_sql(how)

    def translate(context: Any) -> None:
        known = from_driver(context.original_exception, path)
        if known is not None:
            raise known from context.original_exception

    event.listen(engine, "begin", begin)
    event.listen(engine, "handle_error", translate)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that is given its name."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def sqlite_version() -> str:
    """Return the version of the SQLite that registers are opened with."""
    return str(driver.sqlite_version)


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write: they take the write lock at once."""
    return engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")


def _connect(path: Path, key: Key, *, read_only: bool) -> Any:
    if tuple(map(int, driver.sqlite_version.split("."))) < OLDEST_SQLITE:
        raise StockpileError(
            N_("The SQLite in use ({version}) has a known fault. Install the program anew."),
            version=driver.sqlite_version,
        )
    mode = _mode(path, read_only=read_only)
    connection = driver.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        isolation_level=None,  # SQLAlchemy's events say BEGIN
        check_same_thread=False,
        timeout=5,
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(key.pragma)
    if mode == _ALONE:  # the index of what was written aside is kept in memory
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _mode(path: Path, *, read_only: bool) -> str:
    if not read_only:
        return "mode=rw"
    if not reads_alone(path):
        return "mode=ro"
    return _ALONE if _has_wal(path) else "mode=ro&immutable=1"


def reads_alone(path: Path) -> bool:
    """Whether a file can only be read without the shared memory that keeps readers together.

    Where nothing can be written there is none, and on a full disk no room for it. Nobody may write
    meanwhile. Whoever has it open already shares theirs.
    """
    shared = path.with_name(path.name + "-shm")
    if shared.exists() and shared.stat().st_size >= _SHARED:
        return False
    return not os.access(path.parent, os.W_OK) or is_full(path.parent)


def _has_wal(path: Path) -> bool:
    """Whether something was written aside that is not in the file yet."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def interrupter(connection: Connection) -> Callable[[], None]:
    """Return a function that stops the statement running on ``connection``, from any thread."""
    raw: Any = connection.connection.driver_connection
    return raw.interrupt  # type: ignore[no-any-return]
