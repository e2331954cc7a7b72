"""Seals: signatures over the head of the ledger that leave the machine on paper.

A seal says (origin, seq, digest), when and for what it was made, signed with the register's own
key. Its short code, 20 characters of Crockford base32 (100 bits), is derived from the first three
alone: the entry itself can answer for the code, even when somebody removed the seal from the
database.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Final, NamedTuple

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.ledger.signing import SigningKey, is_signed

CODE_LENGTH: Final = 20
_DOMAIN: Final = b"stockpile seal 1\n"
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_CROCKFORD: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _CROCKFORD)
_MISREAD: Final = str.maketrans("OIL", "011", "-")
_QR_PREFIX: Final = "STOCKPILE1"


class Seal(NamedTuple):
    """A signature over one entry, by the register's own key.

    Attributes:
        made_at: UTC, ISO 8601.
        occasion: Document number, "backup" or "daily".
    """

    origin: str
    seq: int
    digest: bytes
    made_at: str
    occasion: str
    signature: bytes
    code: str

    @property
    def qr(self) -> str:
        """Text of the QR code: upper case and digits only, which QR packs best."""
        return "/".join(
            (
                _QR_PREFIX,
                self.origin,
                str(self.seq),
                base64.b32encode(self.digest).decode().rstrip("="),
                base64.b32encode(self.signature).decode().rstrip("="),
                self.made_at,
                self.occasion.upper(),
            )
        )


def make_seal(
    key: SigningKey, origin: str, seq: int, digest: bytes, *, made_at: str, occasion: str
) -> Seal:
    """Sign the entry ``seq`` with the register's key."""
    signature = key.sign(_signed(origin, seq, digest, made_at, occasion))
    return Seal(origin, seq, digest, made_at, occasion, signature, seal_code(origin, seq, digest))


def is_genuine(seal: Seal, public: str) -> bool:
    """Whether the register with this public key made ``seal``, and its code belongs to it."""
    signed = _signed(seal.origin, seal.seq, seal.digest, seal.made_at, seal.occasion)
    return seal.code == seal_code(seal.origin, seal.seq, seal.digest) and is_signed(
        public, seal.signature, signed
    )


def seal_code(origin: str, seq: int, digest: bytes) -> str:
    """Return the short code of a seal over this entry, 20 characters."""
    hashed = hashlib.sha256(_message(origin, seq, digest)).digest()
    return base64.b32encode(hashed[:15]).decode()[:CODE_LENGTH].translate(_TO_CROCKFORD)


def show_code(code: str) -> str:
    """Return the code in groups of five, as it is printed."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def read_code(text: str) -> str:
    """Return the short code that was typed from paper or scanned from a seal's QR.

    Hyphens, spaces and case do not matter; O is read as 0, I and L as 1.

    Raises:
        BadValue: It is not a seal's code.
    """
    if text.strip().upper().startswith(_QR_PREFIX):
        return _code_of_qr(text.strip().upper())
    code = "".join(text.split()).upper().translate(_MISREAD)
    if len(code) != CODE_LENGTH or not set(code) <= set(_CROCKFORD):
        raise BadValue(
            N_(
                "“{text}” is not a seal code. A seal code has 20 letters and digits in four groups"
                " of five, as printed beside the seal."
            ),
            "code",
            text=text,
        )
    return code


def _code_of_qr(text: str) -> str:
    try:
        _, origin, seq, digest, _signature, _made_at, _occasion = text.split("/", 6)
        padded = digest + "=" * (-len(digest) % 8)
        return seal_code(origin, int(seq), base64.b32decode(padded))
    except (ValueError, OverflowError) as error:
        raise BadValue(N_("The scanned text is not a complete seal."), "code") from error


def _message(origin: str, seq: int, digest: bytes) -> bytes:
    name = origin.encode()
    place = seq.to_bytes(8, "big", signed=True)
    return b"".join((_DOMAIN, len(name).to_bytes(4, "big"), name, place, digest))


def _signed(origin: str, seq: int, digest: bytes, made_at: str, occasion: str) -> bytes:
    """Return what the register's key signs: the entry, and when and for what it was sealed."""
    parts = (_message(origin, seq, digest), made_at.encode(), occasion.encode())
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
