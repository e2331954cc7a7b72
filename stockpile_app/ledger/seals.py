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

_NO_CODE: Final = N_(
    "“{text}” is not a seal code: {strange} is never part of one. A seal code has 20 letters and"
    " digits in four groups of five, as printed beside the seal."
)
_LENGTH: Final = N_(
    "“{text}” is not a seal code: it has {length} letters and digits. A seal code has 20, in four"
    " groups of five, as printed beside the seal."
)
_INCOMPLETE: Final = N_(
    "The scanned text is not a complete seal. Scan it again, or type the 20 letters and digits"
    " that are printed beside it."
)


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


class PaperSeal(NamedTuple):
    """What a paper says of the history it was printed from.

    Attributes:
        code: 20 characters.
        seal: All of the seal, when its QR code was scanned; None of a code that was typed.
    """

    code: str
    seal: Seal | None = None

    def is_of(self, public: str) -> bool:
        """Whether the register with this public key made the scanned seal.

        The QR code says the occasion in capitals, in which alone the seals of documents are made.
        """
        seal = self.seal
        return seal is not None and is_genuine(seal, public)


def read_paper(text: str) -> PaperSeal:
    """Return the seal that was typed from paper as its short code, or scanned from its QR code.

    Hyphens, spaces and case do not matter; O is read as 0, I and L as 1.

    Raises:
        BadValue: It is not a seal's code.
    """
    if is_seal_text(text):
        return _scanned(text.strip().upper())
    code = "".join(text.split()).upper().translate(_MISREAD)
    strange = sorted(set(code) - set(_CROCKFORD))
    if strange:
        raise BadValue(_NO_CODE, "code", text=text, strange=" ".join(strange))
    if len(code) != CODE_LENGTH:
        raise BadValue(_LENGTH, "code", text=text, length=len(code))
    return PaperSeal(code)


def read_code(text: str) -> str:
    """Return the short code of what ``read_paper`` reads."""
    return read_paper(text).code


def is_seal_text(text: str) -> bool:
    """Whether ``text`` is what a scanner reads from a seal's QR code, of whatever register."""
    return text.strip().upper().startswith(f"{_QR_PREFIX}/")


def is_printed_code(text: str) -> bool:
    """Whether ``text`` is a seal's short code in the groups in which it is printed."""
    groups = text.strip().split("-")
    return [len(each) for each in groups] == [5, 5, 5, 5] and text.replace("-", "").isalnum()


def _scanned(text: str) -> PaperSeal:
    try:
        _, origin, seq, digest, signature, made_at, occasion = text.split("/", 6)
        number, whole = int(seq), _unpadded(digest)
        code = seal_code(origin, number, whole)
        signed = _unpadded(signature)
    except (ValueError, OverflowError) as error:
        raise BadValue(_INCOMPLETE, "code") from error
    return PaperSeal(code, Seal(origin, number, whole, made_at, occasion, signed, code))


def _unpadded(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


def _message(origin: str, seq: int, digest: bytes) -> bytes:
    name = origin.encode()
    place = seq.to_bytes(8, "big", signed=True)
    return b"".join((_DOMAIN, len(name).to_bytes(4, "big"), name, place, digest))


def _signed(origin: str, seq: int, digest: bytes, made_at: str, occasion: str) -> bytes:
    """Return what the register's key signs: the entry, and when and for what it was sealed."""
    parts = (_message(origin, seq, digest), made_at.encode(), occasion.encode())
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
