"""The confidential facts, one module a subject, and how they are written inside a seal.

What is written is the kind, a line end and the fact as JSON, filled with spaces to a multiple of
``BLOCK`` bytes: the length of the ciphertext must not tell the length of a name.
"""

from __future__ import annotations

from typing import Final

import msgspec

from stockpile_app.domain.confidential import ConfidentialFact
from stockpile_app.domain.confidential_facts import participants, tracing

__all__ = ["BLOCK", "decode", "encode", "kinds", "participants", "tracing"]

BLOCK: Final = 256

_ENCODER: Final = msgspec.json.Encoder()


def encode(fact: ConfidentialFact) -> bytes:
    """Return the bytes that are encrypted."""
    written = fact.kind.encode() + b"\n" + _ENCODER.encode(fact)
    return written.ljust(-(-len(written) // BLOCK) * BLOCK)


def decode(written: bytes) -> ConfidentialFact:
    """Return the fact that ``encode`` wrote.

    Raises:
        KeyError: A later version of the program wrote this kind.
        msgspec.DecodeError: It is not a fact of this kind.
    """
    kind, _, body = written.partition(b"\n")
    return msgspec.json.decode(body, type=kinds()[kind.decode()])


def kinds() -> dict[str, type[ConfidentialFact]]:
    """Return every kind of confidential fact that this version can read."""
    return {fact.kind: fact for fact in ConfidentialFact.__subclasses__()}
