"""Compartments: facts that only some may read, and who they are.

The store's key opens the register to every signed-in user. Facts of a compartment are therefore
encrypted before they become entries: the chain is over the ciphertext, so that everybody can
verify the history and only holders of the compartment's key can read it (DESIGN section 5).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec

from stockpile_app.domain.access import Permission
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class Compartment(LabelledEnum):
    """What is kept from those who do not need it."""

    TRACING = "tracing", N_("trace files")
    PARTICIPANTS = "participants", N_("personal data of people who handed weapons in")

    @property
    def permission(self) -> Permission:
        """What a user must be allowed to do to hold the key."""
        return _PERMISSIONS[self]

    @property
    def is_erasable(self) -> bool:
        """Whether each subject has a key of its own that can be thrown away."""
        return self is Compartment.PARTICIPANTS


_PERMISSIONS: Final = {
    Compartment.TRACING: Permission.TRACE,
    Compartment.PARTICIPANTS: Permission.PERSONAL_DATA,
}


class ConfidentialFact(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Base of every fact that is only ever recorded sealed; it is no ``Fact`` on purpose.

    ``kind`` names it inside the seal. As with facts, a definition never changes its meaning.
    """

    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A confidential fact that a holder read, and the entry that states it."""

    seq: int
    recorded_at: str
    recorded_by: str
    subject: str
    fact: ConfidentialFact


@dataclass(frozen=True, slots=True)
class HolderRecord:
    """A user who may read a compartment.

    Attributes:
        admitted_on: UTC day of the entry that gave them the key.
    """

    name: str
    full_name: str
    admitted_on: dt.date


@dataclass(frozen=True, slots=True)
class CompartmentRecord:
    """A compartment, as those see it who decide who reads it.

    Attributes:
        holders: Who has its key.
        waiting: Names of users whose roles let them read it and who have no key yet.
        recoverable: Whether the recovery code in the envelope opens it too.
    """

    compartment: Compartment
    holders: tuple[HolderRecord, ...]
    waiting: tuple[str, ...]
    recoverable: bool
