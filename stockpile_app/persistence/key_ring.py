"""Learns from the entries whose public key is whose."""

from __future__ import annotations

import contextlib
from typing import Final

from stockpile_app.domain.facts import (
    RecoveryKeyStated,
    RegisterCreated,
    UserAdded,
    UserKeyReplaced,
    UserRetired,
    decode,
)
from stockpile_app.ledger.entries import Entry
from stockpile_app.persistence.keys import RECOVERY

_KINDS: Final = frozenset(
    fact.kind
    for fact in (RegisterCreated, UserAdded, UserKeyReplaced, UserRetired, RecoveryKeyStated)
)


class LedgerKeyRing:
    """The keys that the entries seen so far state.

    Attributes:
        seal_key: The register's public sealing key, in hex.
    """

    def __init__(self) -> None:
        """Know nobody yet."""
        self.seal_key = ""
        self._keys: dict[str, str] = {}
        self._leaving = ""

    def learn(self, entry: Entry) -> None:
        """Take note of the keys that ``entry`` states, and of those that are void after it."""
        # who consents to going signs that very entry
        self._keys.pop(self._leaving, None)
        self._leaving = ""
        if entry.kind not in _KINDS:
            return
        with contextlib.suppress(ValueError):  # a changed entry is reported as such
            match decode(entry.kind, entry.body):
                case RegisterCreated(seal_key=key):
                    self.seal_key = key
                case UserAdded(name=name, key=key) | UserKeyReplaced(name=name, key=key):
                    self._keys[name] = key
                case RecoveryKeyStated(key=key):
                    self._keys[RECOVERY] = key
                case UserRetired(name=name):
                    self._leaving = name

    def key_of(self, user: str) -> str:
        """Return the user's present public key in hex, or "" when there is none."""
        return self._keys.get(user, "")
