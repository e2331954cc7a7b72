"""Settles which history is true, by a seal that left the machine on paper.

Whoever holds the machine can put an old copy of a register back, or make its whole history anew:
inside, nothing tells. A paper that was printed before does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import ne
from typing import Final

from stockpile_app.domain.papers import PaperVerdict
from stockpile_app.ledger.entries import Entry
from stockpile_app.ledger.seals import PaperSeal, seal_code

_MISREAD_AT_MOST: Final = 2
"""Two codes of 100 random bits are this alike by a typist's hand alone."""


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """What the entries say of a paper.

    Attributes:
        verdict: In one word.
        seq: The entry that was sealed, as far as the paper or the register says.
        entry: The register's entry of that number, when there is one.
        last: The last entry of the register.
        meant: The code of an entry that the typed one differs from in a character or two.
    """

    verdict: PaperVerdict
    seq: int | None = None
    entry: Entry | None = None
    last: Entry | None = None
    meant: str = ""


class PaperSearch:
    """Looks for the entry that a paper was sealed over, in one pass.

    Attributes:
        found: The entry that the paper seals, once seen.
    """

    def __init__(self, origin: str, paper: PaperSeal, stated_seq: int | None = None) -> None:
        """Look in the register ``origin``.

        Args:
            stated_seq: The entry that the paper's document number leads to, where it was typed.
        """
        self.found: Entry | None = None
        self._origin = origin
        self._paper = paper
        self._seq = paper.seal.seq if paper.seal else stated_seq
        self._at: Entry | None = None
        self._last: Entry | None = None
        self._near: tuple[str, Entry] | None = None

    def feed(self, entries: Sequence[Entry]) -> None:
        """Look at the next entries."""
        for entry in entries:
            code = seal_code(entry.origin, entry.seq, entry.digest)
            if code == self._paper.code:
                self.found = entry
            elif self._paper.seal is None and _is_near(code, self._paper.code):
                self._near = (code, entry)
            if entry.seq == self._seq:
                self._at = entry
            self._last = entry

    def finding(self, seal_key: str, *, whole: bool = True) -> PaperFinding:
        """Return what came of it, after the last entry.

        Args:
            seal_key: The register's public sealing key.
            whole: Whether the entries up to the one that was found are as they were recorded.
        """
        finding = PaperFinding(PaperVerdict.UNKNOWN, self._seq, self._at, self._last)
        if self.found is not None:
            verdict = PaperVerdict.AGREES if whole else PaperVerdict.CHANGED_BEFORE
            return replace(finding, verdict=verdict, seq=self.found.seq, entry=self.found)
        if self._paper.seal is not None:
            return replace(finding, verdict=self._of_seal(seal_key))
        if self._near is not None:
            code, entry = self._near
            near = replace(finding, verdict=PaperVerdict.MISTYPED, seq=entry.seq, entry=entry)
            return replace(near, meant=code)
        if self._seq is not None:
            return replace(finding, verdict=self._by_place())
        return finding

    def _of_seal(self, seal_key: str) -> PaperVerdict:
        seal = self._paper.seal
        if seal is not None and seal.origin != self._origin:
            return PaperVerdict.ANOTHER_REGISTER
        if not self._paper.is_of(seal_key):
            return PaperVerdict.NOT_GENUINE
        return self._by_place()

    def _by_place(self) -> PaperVerdict:
        last = self._last.seq if self._last else 0
        if self._seq is not None and self._seq > last:
            return PaperVerdict.ENDS_BEFORE
        return PaperVerdict.OTHER_HISTORY


def _is_near(code: str, other: str) -> bool:
    return [*map(ne, code, other)].count(True) <= _MISREAD_AT_MOST
