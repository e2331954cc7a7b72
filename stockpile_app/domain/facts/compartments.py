"""Compartments: their keys' holders, and the facts that only holders can read."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.facts.base import Fact


class RecoveryKeyStated(Fact, frozen=True):
    """The recovery code signs with this Ed25519 key from now on; public part, in hex."""

    kind: ClassVar[str] = "recovery-key-stated"
    key: str
    alone: bool = False


class CompartmentOpened(Fact, frozen=True):
    """A compartment has a new key, sealed to these holders; earlier keys open what is older.

    Attributes:
        epoch: Number of the key, from 1.
        holders: Public signing keys, in hex, by user name; ``*recovery*`` is the recovery code.
    """

    kind: ClassVar[str] = "compartment-opened"
    compartment: Compartment
    epoch: int
    holders: dict[str, str]


class CompartmentAdmitted(Fact, frozen=True):
    """A holder let another user, whose roles allow it, read a compartment."""

    kind: ClassVar[str] = "compartment-admitted"
    compartment: Compartment
    name: str
    key: str


class Sealed(Fact, frozen=True):
    """A confidential fact, encrypted: only holders of the compartment's key can read it.

    Attributes:
        epoch: Which key of the compartment it needs.
        subject: What it is about, as a code that says nothing to others.
        data: Nonce of 12 bytes and the ciphertext (AES-256-GCM).
    """

    kind: ClassVar[str] = "sealed"
    compartment: Compartment
    epoch: int
    subject: str
    data: bytes


class SubjectKeyMade(Fact, frozen=True):
    """One subject of a compartment has a key of its own, kept outside the ledger to be erasable.

    Attributes:
        epoch: The key of the compartment that it is encrypted with.
        sha256: Digest of the encrypted key, in hex.
    """

    kind: ClassVar[str] = "subject-key-made"
    compartment: Compartment
    subject: str
    epoch: int
    sha256: str


class ConfidentialViewed(Fact, frozen=True):
    """A holder looked at what a compartment keeps of one subject."""

    kind: ClassVar[str] = "confidential-viewed"
    compartment: Compartment
    subject: str
    purpose: str = ""


class SubjectErased(Fact, frozen=True):
    """The key to one subject's facts was thrown away; the entries stay and say nothing more."""

    kind: ClassVar[str] = "subject-erased"
    compartment: Compartment
    subject: str
    occurred_on: str
    reason: str
