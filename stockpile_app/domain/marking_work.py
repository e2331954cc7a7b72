"""Marking jobs: what a marking team is to do, the texts it puts on, and what came of it.

A text is unique across the State, because the register number in it is, and carries a check
character (ISO 7064 MOD 37,36) over everything before it: ``KE26S-KE01000123-C`` is country, year,
occasion, register number without its hyphens, and check.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.marking import Profile
from stockpile_app.domain.marking_vocabulary import MarkFault
from stockpile_app.domain.numbers import CodeKind, PaperCode, check_character
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import (
    Component,
    LabelledEnum,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    Status,
)

MOST_LINES: Final = 5000
PREFIX: Final = "MJ"
LETTERS: Final[dict[MarkOccasion, str]] = {
    MarkOccasion.IMPORT: "I",
    MarkOccasion.STATE_STOCK: "S",
    MarkOccasion.TRANSFER: "T",
    MarkOccasion.FOUND: "F",
    MarkOccasion.DEACTIVATION: "D",
}
"""Occasions that a State marks at, by the letter in the text."""

PROFILE_OF: Final[dict[MarkOccasion, str]] = {
    MarkOccasion.IMPORT: "iti-import",
    MarkOccasion.STATE_STOCK: "iti-state-stock",
    MarkOccasion.TRANSFER: "iti-transfer",
    MarkOccasion.FOUND: "found",
    MarkOccasion.DEACTIVATION: "deactivation",
}
"""The profile that a job satisfies unless another is chosen."""

_TEXT: Final = re.compile(r"([A-Z]{2}[0-9]{2}[A-Z])-([A-Z0-9]{8,18})-([0-9A-Z])")
_MARKABLE: Final = frozenset(
    {Status.IN_STORE, Status.SURPLUS, Status.SEIZED, Status.FOR_DISPOSAL, Status.DEACTIVATED}
)
_NOT_MARKABLE: Final = N_("{number} is {status}: it cannot be marked now.")
_CARRIES: Final = N_("{number} carries the mark “{text}” on this part already, by entry {entry}.")
_ORDERED: Final = N_("{number} is to be marked under job {job} already.")
_WRONG_TEXT: Final = N_("“{read}” was read, “{wanted}” is ordered. Look again, or record a fault.")
_TOO_SMALL: Final = N_("{size} mm is less than the {least} mm that “{profile}” asks for.")
_LINE_STATE: Final = N_("The mark on {number} is {state} already.")


class JobState(LabelledEnum):
    """How far a job is."""

    OPEN = "open", N_("Open")
    CLOSED = "closed", N_("Closed")
    CANCELLED = "cancelled", N_("Cancelled")


class MarkLineState(LabelledEnum):
    """How far one mark of a job is."""

    OPEN = "open", N_("To be marked")
    APPLIED = "applied", N_("Marked")
    FAULTED = "faulted", N_("To be marked again")
    GIVEN_UP = "given_up", N_("Given up")

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done with it."""
        return self in {MarkLineState.APPLIED, MarkLineState.GIVEN_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMarkingJob:
    """Asks for a job: these weapons get a mark of an occasion on these components.

    Attributes:
        position: Where on the component, as the team is told.
        profile: Id of the profile that the marks must satisfy; "" for the usual one.
    """

    weapon_ids: tuple[int, ...]
    occasion: MarkOccasion
    occurred_on: dt.date
    team: str
    components: tuple[Component, ...] = (Component.RECEIVER,)
    position: str = ""
    authority: str = ""
    profile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyMark:
    """Asks to record that a mark was put on, read back and measured.

    Attributes:
        text_read: What stands on the weapon now.
        height, depth: In ten-thousandths of a millimetre.
        photograph: A picture of it, or nothing.
    """

    job_id: int
    weapon_id: int
    component: Component
    text_read: str
    method: MarkMethod = MarkMethod.LASER
    height: int | None = None
    depth: int | None = None
    met: tuple[MarkQuality, ...] = ()
    photograph: bytes = b""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultMark:
    """Asks to record that putting on a mark went wrong."""

    job_id: int
    weapon_id: int
    component: Component
    fault: MarkFault
    given_up: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMarkingJob:
    """Asks to close a job; ``applied`` is how many marks were counted as put on."""

    job_id: int
    occurred_on: dt.date
    applied: int
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintMarkingPaper(PrintDocument):
    """Asks for a paper about a job."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteHandOff:
    """Asks for the file that a marking machine takes."""

    job_id: int
    out: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingJobRecord:
    """A marking job.

    Attributes:
        number: Such as ``MJ-KE01-123``.
        counts: How many marks are in each state, in the order of ``MarkLineState``.
    """

    id: int
    number: str
    state: JobState
    occasion: MarkOccasion
    opened_on: dt.date
    opened_by: str
    team: str
    position: str
    authority: str
    profile: str
    profile_version: int
    counts: tuple[int, ...]
    closed_on: dt.date | None = None
    notes: str = ""

    def count(self, state: MarkLineState) -> int:
        """Return how many marks are in a state."""
        return self.counts[list(MarkLineState).index(state)]

    @property
    def marks(self) -> int:
        """How many marks were ordered."""
        return sum(self.counts)

    @property
    def code(self) -> str:
        """The bar code that opens it."""
        _, origin, seq = self.number.split("-")
        return PaperCode(CodeKind.MARKING_JOB, origin, int(seq)).code


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLineRecord:
    """One mark of a job.

    Attributes:
        faults: What went wrong before, in words of the vocabulary, oldest first.
        applied_seq: The entry that says it was put on.
    """

    position: int
    weapon: WeaponRecord
    component: Component
    text: str
    state: MarkLineState
    faults: tuple[MarkFault, ...] = ()
    applied_on: dt.date | None = None
    applied_by: str = ""
    method: MarkMethod | None = None
    height: int | None = None
    depth: int | None = None
    applied_seq: int | None = None


@dataclass(frozen=True, slots=True)
class MarkingJobDone:
    """Result of an act on a job."""

    job_id: int
    number: str
    changes: ChangeSet


def job_number(origin: str, seq: int) -> str:
    """Return the number of a job, which leads to the entry that states it."""
    return f"{PREFIX}-{origin}-{seq}"


def mark_text(country: str, year: int, occasion: MarkOccasion, number: str) -> str:
    """Return the text of a mark for a weapon.

    Raises:
        BadValue: A State does not mark at this occasion.
    """
    if occasion not in LETTERS:
        raise BadValue(N_("Choose an occasion at which a State marks weapons."), "occasion")
    head = f"{country}{year % 100:02d}{LETTERS[occasion]}"
    body = number.replace("-", "")[:-1]
    return f"{head}-{body}-{check_character(head + body)}"


def is_mark_text(text: str) -> bool:
    """Whether a text has the form of a mark and its check character is right."""
    match = _TEXT.fullmatch(text.strip().upper())
    if match is None:
        return False
    head, body, check = match.groups()
    return check_character(head + body) == check


def same_text(read: str, wanted: str) -> bool:
    """Whether two texts are the same but for case, spaces and hyphens."""
    return _plain(read) == _plain(wanted)


def _plain(text: str) -> str:
    return "".join(text.upper().replace("-", "").split())


def check_markable(weapon: WeaponRecord) -> None:
    """Refuse a weapon that cannot be at a bench now.

    Raises:
        NotAllowedNow: It is out, gone, or no more.
    """
    if weapon.status not in _MARKABLE:
        status = weapon.status.label.lower()
        raise NotAllowedNow(_NOT_MARKABLE, number=weapon.number, status=status)


def check_not_marked(
    weapon: WeaponRecord, carried: tuple[str, int] | None, ordered: str | None
) -> None:
    """Refuse to put a mark on twice.

    Args:
        carried: Text and entry of a sound mark of the occasion on the component, where there is.
        ordered: Number of the open job that has it to do, where there is one.

    Raises:
        NotAllowedNow: It is there, or ordered.
    """
    if carried is not None:
        raise NotAllowedNow(_CARRIES, number=weapon.number, text=carried[0], entry=carried[1])
    if ordered is not None:
        raise NotAllowedNow(_ORDERED, number=weapon.number, job=ordered)


def check_applied(command: ApplyMark, line: MarkLineRecord, profile: Profile) -> None:
    """Refuse a mark that is not the one ordered, or smaller than its profile asks for.

    Raises:
        BadValue: The text read back differs, or a size is below its limit.
        NotAllowedNow: The mark is on, or was given up.
    """
    if line.state.is_settled:
        state, number = line.state.label.lower(), line.weapon.number
        raise NotAllowedNow(_LINE_STATE, number=number, state=state)
    if not same_text(command.text_read, line.text):
        raise BadValue(_WRONG_TEXT, "text_read", read=command.text_read, wanted=line.text)
    for name, least in (("height", profile.height), ("depth", profile.depth)):
        size = getattr(command, name)
        if size is not None and least is not None and size < least:
            raise BadValue(
                _TOO_SMALL,
                name,
                size=_millimetres(size),
                least=_millimetres(least),
                profile=profile.title,
            )


def _millimetres(size: int) -> str:
    return f"{size // 10_000}.{size % 10_000:04d}".rstrip("0").rstrip(".")


def in_store_order(weapons: Sequence[WeaponRecord]) -> list[WeaponRecord]:
    """Return weapons in the order in which a team meets them: place by place, then by number."""
    return sorted(weapons, key=lambda each: (each.depot, each.store, each.rack, each.number))
