"""Turns what the database driver raises into failures that a person can act on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from stockpile_app.domain.errors import (
    BadValue,
    NotAllowedNow,
    RegisterBusy,
    RegisterDamaged,
    StockpileError,
    StorageFailed,
)
from stockpile_app.domain.text import N_
from stockpile_app.persistence.files import is_full

_FULL = N_("The disk is full. Nothing was changed. Free some space and try again.")
_READ_ONLY = N_("The register's folder cannot be written. Nothing was changed.")
_DAMAGED = N_(
    "The register's database is damaged ({detail}). Do not work on; restore the last backup"
    " (stockpile restore)."
)
_LOCKED = N_(
    "Another program is writing to the register and does not finish. Nothing was changed. Try"
    " again; if it lasts, end that program or start the machine anew."
)
_FAILED = N_("The disk could not be read or written ({detail}). Nothing was changed.")
_GONE = N_(
    "{file} is no longer where it was opened: was a disk or stick pulled out, or the folder moved"
    " or removed? Nothing was changed. Put it back and open the register again."
)
_NO_TEXT = N_(
    "What was given is no text that can be looked up: it has a character that no alphabet has, or a"
    " number that is far too large. Type it again."
)
_LEDGER = N_("The database refuses to change what is recorded: {detail}.")


def from_driver(error: BaseException, file: Path | None = None) -> StockpileError | None:
    """Return the failure that a driver error means, or None when it is a bug.

    The driver gives no error codes, so SQLite's own fixed texts are what there is to tell by; of
    ``file``, the database, what these leave open is looked up.
    """
    text = str(error)
    for sign, failure, message in _SIGNS:
        if sign in text:
            if message is _FAILED and file is not None:
                return StorageFailed(_reason(file), detail=text, file=file.name)
            return failure(message, detail=text)
    return None


def _reason(file: Path) -> str:
    """Return why a file could not be read or written, as far as can be seen."""
    if not file.exists():
        return _GONE
    if is_full(file.parent):
        return _FULL
    return _FAILED if os.access(file.parent, os.W_OK) else _READ_ONLY


def gone(file: Path) -> StorageFailed:
    """Return the failure of a file that is not the one that was opened any more."""
    return StorageFailed(_GONE, file=file.name)


_SIGNS: tuple[tuple[str, type[StockpileError], str], ...] = (
    ("database is locked", RegisterBusy, _LOCKED),
    ("database table is locked", RegisterBusy, _LOCKED),
    ("disk is full", StorageFailed, _FULL),
    ("readonly database", StorageFailed, _READ_ONLY),
    ("malformed", RegisterDamaged, _DAMAGED),
    ("vtable constructor failed", RegisterDamaged, _DAMAGED),
    ("file is not a database", RegisterDamaged, _DAMAGED),
    ("disk I/O error", StorageFailed, _FAILED),
    ("unable to open database file", StorageFailed, _FAILED),
    ("append-only", NotAllowedNow, _LEDGER),
    ("not authorized", NotAllowedNow, _LEDGER),
)


@contextmanager
def driver_errors() -> Iterator[None]:
    """Translate driver errors inside the block.

    Raises:
        StockpileError: The environment failed: disk, file, lock.
        BadValue: A value that was looked up or written cannot be in a database at all.
    """
    try:
        yield
    except UnicodeEncodeError as error:  # half of a pair, as from bytes of another alphabet
        raise BadValue(_NO_TEXT) from error
    except OverflowError as error:
        if "SQLite" not in str(error):
            raise
        raise BadValue(_NO_TEXT) from error
    except DBAPIError as error:
        known = from_driver(error.orig) if error.orig is not None else None
        if known is None:
            raise
        raise known from error
    except driver.Error as error:
        known = from_driver(error)
        if known is None:
            raise
        raise known from error
