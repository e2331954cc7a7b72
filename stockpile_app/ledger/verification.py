"""Checks what needs no database: the chain, the signatures and the seals.

Entries are fed in order, in chunks of any size, so that memory stays flat at a million of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Entry, Head, digest_of
from stockpile_app.ledger.seals import Seal, is_genuine, seal_code
from stockpile_app.ledger.signing import TransactionSignature, is_signed, transaction_message

CHANGED: Final = N_("Entry {seq} was changed after it was recorded, or one before it was removed.")
ADDED: Final = N_("Entry {seq} was added by a tool: the entries begin with 1.")
GAP: Final = N_("Entries {first} to {last} are missing.")
BROKEN: Final = N_("Entry {seq} does not follow from the entry before it.")
UNSIGNED: Final = N_("Entries {first} to {last} carry no signature.")
BAD_SIGNATURE: Final = N_("The signature of {user} over entries {first} to {last} is not genuine.")
WRONG_SIGNER: Final = N_("Entry {seq} says {stated} recorded it, but {signed} signed it.")
BAD_SEAL: Final = N_("The seal made at {at} for “{occasion}” is not genuine.")
SEAL_DIFFERS: Final = N_(
    "The seal made at {at} for “{occasion}” does not fit entry {seq}: the history before it is not"
    " the one that was sealed."
)
TAIL_MISSING: Final = N_(
    "A seal was made over entry {seq}, but the register ends at entry {last}: later entries were"
    " removed, or an old copy was put back."
)
CODE_UNKNOWN: Final = N_(
    "The seal code {code} fits no entry of this register. Check first that it was typed as printed;"
    " if it was, the history that was sealed on paper is not the one in this register."
)


class KeyRing(Protocol):
    """Knows whose public key is whose, learning from the entries as they pass."""

    seal_key: str

    def learn(self, entry: Entry) -> None:
        """Take note of the keys that ``entry`` states."""

    def key_of(self, user: str) -> str:
        """Return the user's present public key in hex, or "" when there is none."""


def problem(kind: str, where: str, message_id: str, **params: object) -> Problem:
    """Return a problem with its sentence filled in."""
    return Problem(kind, where, message_id.format_map(params))


class ChainCheck:
    """One pass over the entries of one origin.

    Attributes:
        head: The last entry seen.
        sealed_seq: The entry that ``against`` seals, once seen.
    """

    def __init__(
        self,
        origin: str,
        signatures: Iterable[TransactionSignature],
        seals: Sequence[Seal],
        keys: KeyRing,
        report: Callable[[Problem], None],
        against: str | None = None,
    ) -> None:
        """Check against what is stored beside the entries; ``against`` is a code from paper."""
        self.head = Head.before_first(origin)
        self.sealed_seq: int | None = None
        self._signatures = iter(signatures)
        self._signed = next(self._signatures, None)
        self._first = 1
        self._seals = {seal.seq: seal for seal in seals}
        self._all_seals = seals
        self._keys = keys
        self._report = report
        self._against = against

    def feed(self, entries: Sequence[Entry]) -> None:
        """Check the next entries."""
        for entry in entries:
            if entry.seq < 1:
                self._report(problem("entry-added", f"entry {entry.seq}", ADDED, seq=entry.seq))
                continue
            self._check_link(entry)
            self._keys.learn(entry)
            self._check_signer(entry)
            if self._signed is not None and entry.seq >= self._signed.seq:
                self._check_signature(entry)
            if self._against is not None and self._against == seal_code(
                entry.origin, entry.seq, entry.digest
            ):
                self.sealed_seq = entry.seq
            seal = self._seals.get(entry.seq)
            if seal is not None and seal.digest != entry.digest:
                self._report(
                    problem(
                        "seal-differs",
                        f"entry {entry.seq}",
                        SEAL_DIFFERS,
                        at=seal.made_at,
                        occasion=seal.occasion,
                        seq=entry.seq,
                    )
                )

    def finish(self) -> None:
        """Check what only the end can tell: unsigned entries, and seals over missing ones."""
        last = self.head.seq
        if self._first <= last:
            self._report(
                problem(
                    "unsigned",
                    f"entries {self._first}-{last}",
                    UNSIGNED,
                    first=self._first,
                    last=last,
                )
            )
        for seal in self._all_seals:
            if not is_genuine(seal, self._keys.seal_key) or seal.origin != self.head.origin:
                self._report(
                    problem(
                        "seal-forged",
                        f"seal {seal.seq}",
                        BAD_SEAL,
                        at=seal.made_at,
                        occasion=seal.occasion,
                    )
                )
        beyond = max((seal.seq for seal in self._all_seals), default=0)
        while self._signed is not None:
            beyond = max(beyond, self._signed.seq)
            self._signed = next(self._signatures, None)
        if beyond > last:
            self._report(
                problem("tail-missing", f"entry {beyond}", TAIL_MISSING, seq=beyond, last=last)
            )
        if self._against is not None and self.sealed_seq is None:
            self._report(problem("code-unknown", self._against, CODE_UNKNOWN, code=self._against))

    def _check_link(self, entry: Entry) -> None:
        head = self.head
        where = f"entry {entry.seq}"
        if entry.seq != head.seq + 1:
            self._report(
                problem("entry-missing", where, GAP, first=head.seq + 1, last=entry.seq - 1)
            )
        elif entry.previous != head.digest:
            self._report(problem("chain-broken", where, BROKEN, seq=entry.seq))
        if digest_of(entry) != entry.digest or entry.origin != head.origin:
            self._report(problem("entry-changed", where, CHANGED, seq=entry.seq))
        self.head = Head(head.origin, entry.seq, entry.digest, entry.recorded_at)

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
                    seq=entry.seq,
                    stated=" + ".join(filter(None, stated)),
                    signed=" + ".join(filter(None, (signed.user, signed.second))),
                )
            )

    def _check_signature(self, entry: Entry) -> None:
        signed = self._signed
        while signed is not None and signed.seq <= entry.seq:
            where = f"entries {signed.first_seq}-{signed.seq}"
            if signed.first_seq > self._first:
                self._report(
                    problem(
                        "unsigned",
                        f"entries {self._first}-{signed.first_seq - 1}",
                        UNSIGNED,
                        first=self._first,
                        last=signed.first_seq - 1,
                    )
                )
            message = transaction_message(signed.origin, signed.first_seq, signed.seq, entry.digest)
            for user, signature in self._signers(signed):
                if not is_signed(self._keys.key_of(user), signature, message):
                    self._report(
                        problem(
                            "bad-signature",
                            where,
                            BAD_SIGNATURE,
                            user=user,
                            first=signed.first_seq,
                            last=signed.seq,
                        )
                    )
            self._first = signed.seq + 1
            signed = self._signed = next(self._signatures, None)

    @staticmethod
    def _signers(signed: TransactionSignature) -> list[tuple[str, bytes | None]]:
        signers: list[tuple[str, bytes | None]] = [(signed.user, signed.signature)]
        if signed.second is not None or signed.second_signature is not None:
            signers.append((signed.second or "", signed.second_signature))
        return signers
