"""Entries and the digests that chain them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

FIRST_PREVIOUS: Final = bytes(32)
"""What stands as ``previous`` in the first entry of an origin."""

_DOMAIN: Final = b"stockpile entry 1\n"


class Entry(NamedTuple):
    """One entry, as it is stored.

    Attributes:
        seq: Gapless from 1 within ``origin``.
        recorded_at: UTC, ISO 8601 with microseconds and ``Z``; text, because it is hashed.
        approved_by: The second person, where the act needed one.
        body: The fact, as the exact bytes that were hashed.
        previous: Digest of the entry before.
        digest: SHA-256 over all of these.
    """

    origin: str
    seq: int
    recorded_at: str
    recorded_by: str
    approved_by: str | None
    kind: str
    body: bytes
    previous: bytes
    digest: bytes


def digest_of(entry: Entry) -> bytes:
    """Compute the digest of ``entry`` anew, from everything but its stored digest."""
    return _digest(
        _text(entry.origin),
        entry.seq,
        _who(entry.recorded_at, entry.recorded_by, entry.approved_by),
        _text(entry.kind),
        entry.body,
        entry.previous,
    )


def chain(
    head: Head,
    stated: Iterator[tuple[str, bytes]],
    *,
    recorded_at: str,
    recorded_by: str,
    approved_by: str | None,
) -> Iterator[Entry]:
    """Yield the entries that state ``(kind, body)`` after ``head``.

    What is the same for all of them is encoded once: a batch and a single act take this one path.
    """
    origin = _text(head.origin)
    who = _who(recorded_at, recorded_by, approved_by)
    seq, previous = head.seq, head.digest
    for kind, body in stated:
        seq += 1
        digest = _digest(origin, seq, who, _text(kind), body, previous)
        yield Entry(
            head.origin, seq, recorded_at, recorded_by, approved_by, kind, body, previous, digest
        )
        previous = digest


class Head(NamedTuple):
    """The last entry of an origin, or the place before the first."""

    origin: str
    seq: int
    digest: bytes
    recorded_at: str

    @classmethod
    def before_first(cls, origin: str) -> Head:
        """Return the head of an empty ledger."""
        return cls(origin, 0, FIRST_PREVIOUS, "")


# An import's entries share all of these but the body, so verifying them need not encode them anew.
@lru_cache(maxsize=256)
def _who(recorded_at: str, recorded_by: str, approved_by: str | None) -> bytes:
    approved = b"\0" if approved_by is None else b"\1" + _text(approved_by)
    return _text(recorded_at) + _text(recorded_by) + approved


@lru_cache(maxsize=256)
def _text(value: str) -> bytes:
    data = value.encode("utf-8", "surrogatepass")
    return len(data).to_bytes(4, "big") + data


def _digest(
    origin: bytes, seq: int, who: bytes, kind: bytes, body: bytes, previous: bytes
) -> bytes:
    # Every part has its length before it, so no two entries can give the same bytes.
    return hashlib.sha256(
        b"".join(
            (
                _DOMAIN,
                origin,
                seq.to_bytes(8, "big", signed=True),
                who,
                kind,
                len(body).to_bytes(4, "big"),
                body,
                previous,
            )
        )
    ).digest()
