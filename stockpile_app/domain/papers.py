"""What a seal on paper says of the register that it is held against."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stockpile_app.domain.text import N_

_DOCUMENT: Final = re.compile(r"[A-Z]{1,6}-(?P<origin>[A-Z0-9]+)-(?P<seq>[0-9]{1,12})")


class PaperVerdict(StrEnum):
    """Whether a paper and the register tell the same history."""

    AGREES = "agrees"
    """The sealed entry is there, and everything before it is as it was recorded."""
    CHANGED_BEFORE = "changed_before"
    """The sealed entry is there, but something before it was changed with a tool."""
    ENDS_BEFORE = "ends_before"
    """The register ends before the sealed entry: an older copy was put back."""
    OTHER_HISTORY = "other_history"
    """There is another entry in the place of the sealed one."""
    ANOTHER_REGISTER = "another_register"
    """The paper is of another register."""
    NOT_GENUINE = "not_genuine"
    """The scanned seal was not made by this register."""
    MISTYPED = "mistyped"
    """No entry has this code, but one differs in a character or two."""
    UNKNOWN = "unknown"
    """No entry has this code; more cannot be said without the document number or the QR code."""

    @property
    def proves(self) -> bool:
        """Whether it settles something; else the code may only have been typed wrongly."""
        return self not in _UNSETTLED


_UNSETTLED: Final = frozenset(
    {PaperVerdict.ANOTHER_REGISTER, PaperVerdict.MISTYPED, PaperVerdict.UNKNOWN}
)


_SENTENCES: Final = {
    PaperVerdict.AGREES: N_(
        "This paper and this register tell the same history up to entry {seq} of {entered}."
        " Nothing up to there was changed, removed or added since the paper was printed."
    ),
    PaperVerdict.CHANGED_BEFORE: N_(
        "This paper is of this register and was sealed over entry {seq} of {entered}, but entries"
        " before it were changed with a tool since. The paper says what was true."
    ),
    PaperVerdict.ENDS_BEFORE: N_(
        "This paper was sealed over entry {seq}, but this register ends with entry {last} of"
        " {ended}: an older copy of the register was put back, or its last entries were removed."
        " What was recorded from {ended} until the day of the paper is missing here."
    ),
    PaperVerdict.OTHER_HISTORY: N_(
        "This paper was sealed over entry {seq}, and this register has another entry {seq}, of"
        " {entered}: its history is not the one that was printed. Somebody put back an older copy"
        " and went on with it, worked with a second copy, or made the history anew."
    ),
    PaperVerdict.ANOTHER_REGISTER: N_(
        "This paper is of another register, so it says nothing of this one. Check it in its own."
    ),
    PaperVerdict.NOT_GENUINE: N_(
        "The seal on this paper was not made by this register: the paper is forged, or the register"
        " is a second one with the same code. Do not rely on either until it is clear which."
    ),
    PaperVerdict.MISTYPED: N_(
        "No entry has the code {code}. It was probably misread: {meant} is the code of entry {seq}"
        " of {entered}. Compare it with the paper once more."
    ),
    PaperVerdict.UNKNOWN: N_(
        "The seal code {code} fits no entry of this register, which ends with entry {last} of"
        " {ended}. Check that it was typed as printed, and that the paper is of this register. If"
        " so, and if the paper is of a later day, an older copy was put back; else the history that"
        " was printed is not the one in this register. With the document number one can say which."
    ),
}


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What came of holding a paper against the register.

    Attributes:
        code: The seal code, 20 characters.
        document: Number of the document, as typed or scanned, or "".
        seq: The sealed entry, as far as the paper or the register says.
        sealed_at: When the paper was sealed, from its QR code.
        entry_at: When the register's entry of that number was recorded.
        last_seq: The last entry of the register.
        last_at: When it was recorded; None in an empty register.
        meant: The code that was probably meant.
        recorded: Whether an entry says that this paper was checked.
    """

    verdict: PaperVerdict
    code: str
    document: str = ""
    seq: int | None = None
    sealed_at: dt.datetime | None = None
    entry_at: dt.datetime | None = None
    last_seq: int = 0
    last_at: dt.datetime | None = None
    meant: str = ""
    recorded: bool = False

    @property
    def message_id(self) -> str:
        """The untranslated sentence that says it, for people who know no sequence numbers."""
        return _SENTENCES[self.verdict]

    @property
    def params(self) -> dict[str, object]:
        """What fills the sentence."""
        return {
            "code": self.code,
            "seq": self.seq if self.seq is not None else "–",
            "sealed": self.sealed_at.date() if self.sealed_at else "–",
            "entered": self.entry_at.date() if self.entry_at else "–",
            "last": self.last_seq,
            "ended": self.last_at.date() if self.last_at else "–",
            "meant": self.meant,
        }

    @property
    def agrees(self) -> bool:
        """Whether paper and register tell the same history."""
        return self.verdict is PaperVerdict.AGREES


@dataclass(frozen=True, slots=True)
class PaperCheckRecord:
    """A paper that was checked, as its entry says.

    Attributes:
        seq: The entry that was sealed.
    """

    checked_at: dt.datetime
    checked_by: str
    code: str
    document: str
    seq: int
    verdict: PaperVerdict


def document_entry(document: str, origin: str) -> int | None:
    """Return the entry that a document number such as ``AS-KE01-123`` leads to, or None."""
    found = _DOCUMENT.fullmatch("".join(document.split()).upper())
    return int(found["seq"]) if found and found["origin"] == origin else None
