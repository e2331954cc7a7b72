"""Checks what needs no database: the chain, the signatures and the seals.

Entries are fed in order, in chunks of any size, so that memory stays flat at a million of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Entry, Head, digest_of
from stockpile_app.ledger.seals import Seal, is_genuine
from stockpile_app.ledger.signing import TransactionSignature, is_signed, transaction_message

CHANGED: Final = N_(
    "{entry} is not as it was recorded: it was changed with a tool, or one before it was removed."
)
ADDED: Final = N_(
    "{entry} was put in with a tool: the program numbers entries from 1, without a gap."
)
GAP: Final = N_(
    "Entries {first} to {last} are missing: they were removed with a tool. The next that is there:"
    " {entry}."
)
GAP_OF_ONE: Final = N_(
    "Entry {first} is missing: it was removed with a tool. The next that is there: {entry}."
)
BROKEN: Final = N_(
    "{entry} does not follow from the entry before it: one of the two was exchanged or put in with"
    " a tool."
)
UNSIGNED: Final = N_(
    "Entries {first} to {last} carry nobody’s signature: they were put in with a tool, or their"
    " signature was removed. They begin with: {entry}."
)
BAD_SIGNATURE: Final = N_(
    "Entries {first} to {last} bear the name of {user}, but {user} did not sign them as they are:"
    " somebody else made or changed them. They end with: {entry}."
)
NO_SIGNER: Final = N_(
    "Entries {first} to {last} bear the name of {user}, who was no user of this register then:"
    " unknown, or retired before. They end with: {entry}."
)
WRONG_SIGNER: Final = N_(
    "{entry} says that {stated} recorded it, but {signed} signed it: somebody put another name on"
    " it."
)
BAD_SEAL: Final = N_(
    "The seal “{occasion}” over entry {seq}, said to be of {day}, was not made by this register: it"
    " was forged or changed with a tool. Trust no paper that bears it."
)
SEAL_DIFFERS: Final = N_(
    "{entry} is not the one that was sealed on {day} for “{occasion}”: the history up to it was"
    " made anew. The paper “{occasion}” says what was true."
)
TAIL_MISSING: Final = N_(
    "This register once went on to entry {seq}, for that was signed or sealed, and now ends with"
    " entry {last} of {day}: what was recorded after it was removed, or an old copy was put back."
)


class KeyRing(Protocol):
    """Knows whose public key is whose, learning from the entries as they pass."""

    seal_key: str

    def learn(self, entry: Entry) -> None:
        """Take note of the keys that ``entry`` states."""

    def key_of(self, user: str) -> str:
        """Return the user's present public key in hex, or "" when there is none."""


class Words(Protocol):
    """Says what an entry or a day is called, for people who know no sequence numbers."""

    def entry(self, entry: Entry) -> str:
        """Return it with its number, what it states, and when and by whom it was recorded."""

    def day(self, moment: str) -> str:
        """Return the day of a moment as the ledger keeps it, or the text where it is none."""


def problem(kind: str, where: str, message_id: str, **params: object) -> Problem:
    """Return a problem with what fills its sentence."""
    return Problem(kind, where, message_id, params)


class ChainCheck:
    """One pass over the entries of one origin.

    Attributes:
        head: The last entry seen.
        first_fault: The first entry whose digest, or whose tie to the one before, is not right.
    """

    def __init__(
        self,
        origin: str,
        signatures: Iterable[TransactionSignature],
        seals: Sequence[Seal],
        keys: KeyRing,
        report: Callable[[Problem], None],
        words: Words,
    ) -> None:
        """Check against what is stored beside the entries."""
        self.head = Head.before_first(origin)
        self.first_fault: int | None = None
        self._words = words
        self._first_entry: Entry | None = None
        self._signatures = iter(signatures)
        self._signed = next(self._signatures, None)
        self._first = 1
        self._seals = {seal.seq: seal for seal in seals}
        self._all_seals = seals
        self._keys = keys
        self._report = report

    def feed(self, entries: Sequence[Entry]) -> None:
        """Check the next entries."""
        for entry in entries:
            if entry.seq < 1:
                told = self._words.entry(entry)
                self._report(problem("entry-added", f"entry {entry.seq}", ADDED, entry=told))
                continue
            self._check_link(entry)
            self._keys.learn(entry)
            self._check_signer(entry)
            self._first_entry = self._first_entry or entry
            if self._signed is not None and entry.seq >= self._signed.seq:
                self._check_signature(entry)
            self._check_seal(entry)

    def finish(self) -> None:
        """Check what only the end can tell: unsigned entries, and seals over missing ones."""
        last = self.head.seq
        if self._first <= last:
            self._report_unsigned(last)
        for seal in self._all_seals:
            if not is_genuine(seal, self._keys.seal_key) or seal.origin != self.head.origin:
                self._report(
                    problem(
                        "seal-forged",
                        f"seal {seal.seq}",
                        BAD_SEAL,
                        seq=seal.seq,
                        day=self._words.day(seal.made_at),
                        occasion=seal.occasion,
                    )
                )
        beyond = max((seal.seq for seal in self._all_seals), default=0)
        while self._signed is not None:
            beyond = max(beyond, self._signed.seq)
            self._signed = next(self._signatures, None)
        if beyond > last:
            day = self._words.day(self.head.recorded_at)
            where = f"entry {beyond}"
            self._report(
                problem("tail-missing", where, TAIL_MISSING, seq=beyond, last=last, day=day)
            )

    def _check_link(self, entry: Entry) -> None:
        head = self.head
        faults: list[tuple[str, str, dict[str, int]]] = []
        if entry.seq != head.seq + 1:
            gap = {"first": head.seq + 1, "last": entry.seq - 1}
            message = GAP_OF_ONE if gap["first"] == gap["last"] else GAP
            faults.append(("entry-missing", message, gap))
        elif entry.previous != head.digest:
            faults.append(("chain-broken", BROKEN, {}))
        if digest_of(entry) != entry.digest or entry.origin != head.origin:
            faults.append(("entry-changed", CHANGED, {}))
        for kind, message, params in faults:
            told = self._words.entry(entry)
            self._report(problem(kind, f"entry {entry.seq}", message, entry=told, **params))
        if faults:
            self.first_fault = self.first_fault or entry.seq
        self.head = Head(head.origin, entry.seq, entry.digest, entry.recorded_at)

    def _check_seal(self, entry: Entry) -> None:
        seal = self._seals.get(entry.seq)
        if seal is not None and seal.digest != entry.digest:
            self._report(
                problem(
                    "seal-differs",
                    f"entry {entry.seq}",
                    SEAL_DIFFERS,
                    entry=self._words.entry(entry),
                    day=self._words.day(seal.made_at),
                    occasion=seal.occasion,
                )
            )

    def _check_signer(self, entry: Entry) -> None:
        signed = self._signed
        if signed is None or not signed.first_seq <= entry.seq <= signed.seq:
            return
        stated = (entry.recorded_by, entry.approved_by)
        if stated != (signed.user, signed.second):
            self._report(
                problem(
                    "wrong-signer",
                    f"entry {entry.seq}",
                    WRONG_SIGNER,
                    entry=self._words.entry(entry),
                    stated=_names(stated),
                    signed=_names((signed.user, signed.second)),
                )
            )

    def _check_signature(self, entry: Entry) -> None:
        signed = self._signed
        while signed is not None and signed.seq <= entry.seq:
            where = f"entries {signed.first_seq}-{signed.seq}"
            if signed.first_seq > self._first:
                self._report_unsigned(signed.first_seq - 1)
            message = transaction_message(signed.origin, signed.first_seq, signed.seq, entry.digest)
            for user, signature in self._signers(signed):
                key = self._keys.key_of(user)
                if not is_signed(key, signature, message):
                    self._report(
                        problem(
                            "bad-signature",
                            where,
                            BAD_SIGNATURE if key else NO_SIGNER,
                            user=user,
                            first=signed.first_seq,
                            last=signed.seq,
                            entry=self._words.entry(entry),
                        )
                    )
            self._first, self._first_entry = signed.seq + 1, None
            signed = self._signed = next(self._signatures, None)

    def _report_unsigned(self, last: int) -> None:
        first, entry = self._first, self._first_entry
        told = self._words.entry(entry) if entry is not None else "–"
        where = f"entries {first}-{last}"
        self._report(problem("unsigned", where, UNSIGNED, first=first, last=last, entry=told))

    @staticmethod
    def _signers(signed: TransactionSignature) -> list[tuple[str, bytes | None]]:
        signers: list[tuple[str, bytes | None]] = [(signed.user, signed.signature)]
        if signed.second is not None or signed.second_signature is not None:
            signers.append((signed.second or "", signed.second_signature))
        return signers


def _names(names: tuple[str, str | None]) -> str:
    return " + ".join(filter(None, names))
