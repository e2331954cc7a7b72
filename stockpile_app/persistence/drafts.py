"""Drafts on this machine: what was typed into forms and not recorded yet, for its writer alone.

A draft is not part of the register: it lies in the folder of this user of the machine, under a key
that is derived from the signing key of who typed it. The store's key does not open it, because what
only some may read is typed too. Neither a file's name nor its length (filled up to whole kibibytes)
tells anything.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stockpile_app.domain.errors import StorageFailed
from stockpile_app.domain.text import N_
from stockpile_app.ledger.boxes import own_key
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence.files import read_bytes, storage_failure, write_atomically

SUFFIX: Final = ".draft"
LARGEST: Final = 256 * 1024
"""Bytes of one draft."""

MOST: Final = 40
"""Drafts of one person at one register; the oldest go first."""

LONGEST_DAYS: Final = 30
"""How long one is kept, so that nothing typed lies about for ever."""

_NONCE: Final = 12
_ABOUT: Final = b"stockpile draft 1\n"
_STEP: Final = 1024
_NAME: Final = re.compile(r"[0-9a-f]{32}")
_TOO_LARGE: Final = N_("What was typed is too long to be kept as a draft. Record it in parts.")


class DraftFolder:
    """The drafts of one person at one register."""

    def __init__(self, root: Path, origin: str, signer: SigningKey) -> None:
        """Prepare the folder below ``root``; nothing is made before something is kept."""
        self._root = root
        self._key = own_key(signer, f"drafts {origin}")
        self._folder = root / own_key(signer, f"folder of drafts {origin}")[:16].hex()

    def keep(self, name: str, content: bytes) -> None:
        """Keep ``content`` under ``name``, in place of what was kept under it; all of it or none.

        Args:
            name: From ``new_name``.

        Raises:
            StorageFailed: The folder cannot be written, or it is too much.
        """
        if len(content) > LARGEST:
            raise StorageFailed(_TOO_LARGE)
        filled = content.ljust(-(-len(content) // _STEP) * _STEP)
        nonce = os.urandom(_NONCE)
        data = nonce + AESGCM(self._key).encrypt(nonce, filled, _about(name))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise storage_failure(self._root, error) from error
        write_atomically(self._path(name), data)
        self._remove_oldest()

    def all(self) -> dict[str, bytes]:
        """Return what is kept and can be opened, by name; spaces at the end are filling."""
        found: dict[str, bytes] = {}
        for path in self._files():
            with contextlib.suppress(OSError, ValueError, InvalidTag):
                data = read_bytes(path)
                found[path.stem] = AESGCM(self._key).decrypt(
                    data[:_NONCE], data[_NONCE:], _about(path.stem)
                )
        return found

    def remove(self, name: str) -> None:
        """Forget what is kept under ``name``."""
        with contextlib.suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def sweep(self, now: dt.datetime) -> None:
        """Remove what was kept too long by anybody, and what a crash left half written."""
        oldest = now - dt.timedelta(days=LONGEST_DAYS)
        half = now - dt.timedelta(hours=1)  # another window may be writing one just now
        for path in (*self._root.glob(f"*/*{SUFFIX}"), *self._root.glob(f"*/*{SUFFIX}.new")):
            with contextlib.suppress(OSError):
                written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                if written < (half if path.suffix == ".new" else oldest):
                    path.unlink()
        for folder in self._root.glob("*"):
            with contextlib.suppress(OSError):  # those that are not empty stay
                folder.rmdir()

    def _remove_oldest(self) -> None:
        for path in self._files()[:-MOST]:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """Return the files of drafts, the oldest first."""
        found: list[tuple[int, Path]] = []
        for path in self._folder.glob(f"*{SUFFIX}"):
            if _NAME.fullmatch(path.stem):
                with contextlib.suppress(OSError):
                    found.append((path.stat().st_mtime_ns, path))
        return [path for _written, path in sorted(found)]

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{SUFFIX}"


def new_name() -> str:
    """Return a name for a draft, which says nothing about it."""
    return secrets.token_hex(16)


def _about(name: str) -> bytes:
    return _ABOUT + name.encode()
