"""Boxes: what only the holder of a private key can open (X25519, HKDF-SHA256, AES-256-GCM).

A user's box key is derived from their signing key, so that one secret, which their password
unlocks, serves both; its public part is signed with the signing key that the ledger states.
"""

from __future__ import annotations

import secrets
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stockpile_app.ledger.signing import SigningKey, is_signed

_DERIVE: Final = b"stockpile box key 1\n"
_STATE: Final = b"stockpile box 1\n"
_SEAL: Final = b"stockpile boxed 1\n"
_OWN: Final = b"stockpile own key 1\n"
_NONCE: Final = 12


class Box(NamedTuple):
    """The public part of a box key, and the owner's signature over it."""

    public: str
    signature: bytes

    def is_of(self, key: str) -> bool:
        """Whether the owner of the public signing key ``key`` stated this box."""
        return is_signed(key, self.signature, _STATE + self.public.encode())


class Boxed(NamedTuple):
    """Something sealed to a box: the sender's public part of this once, and the ciphertext."""

    sender: bytes
    data: bytes


class BoxKey:
    """The private part: opens what was sealed to its box."""

    def __init__(self, signer: SigningKey) -> None:
        """Derive the key of ``signer``."""
        self._key = X25519PrivateKey.from_private_bytes(_derive(signer.secret, _DERIVE))
        self._signer = signer

    @property
    def box(self) -> Box:
        """What others seal to."""
        public = self._key.public_key().public_bytes_raw().hex()
        return Box(public, self._signer.sign(_STATE + public.encode()))

    def open(self, boxed: Boxed, purpose: str) -> bytes | None:
        """Return what was sealed, or None when it was not sealed to this box for ``purpose``."""
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(boxed.sender))
            own = self._key.public_key().public_bytes_raw()
            key = _derive(shared, _SEAL + boxed.sender + own)
            nonce, data = boxed.data[:_NONCE], boxed.data[_NONCE:]
            return AESGCM(key).decrypt(nonce, data, purpose.encode())
        except (InvalidTag, ValueError):
            return None


def seal_to(public: str, secret: bytes, purpose: str) -> Boxed:
    """Seal ``secret`` so that only the owner of the box can open it, for ``purpose`` alone.

    Raises:
        ValueError: ``public`` is no public key.
    """
    once = X25519PrivateKey.generate()
    receiver = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    sender = once.public_key().public_bytes_raw()
    key = _derive(once.exchange(receiver), _SEAL + sender + bytes.fromhex(public))
    nonce = secrets.token_bytes(_NONCE)
    return Boxed(sender, nonce + AESGCM(key).encrypt(nonce, secret, purpose.encode()))


def own_key(signer: SigningKey, purpose: str) -> bytes:
    """Return 32 bytes that only who has the private key of ``signer`` can have, for ``purpose``."""
    return _derive(signer.secret, _OWN + purpose.encode())


def _derive(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)
