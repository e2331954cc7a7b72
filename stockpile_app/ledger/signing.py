"""Ed25519 keys of users and of the register, and what is signed with them."""

from __future__ import annotations

from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_TRANSACTION: Final = b"stockpile transaction 1\n"


class SigningKey:
    """A private key and the name it signs for."""

    def __init__(self, name: str, secret: bytes) -> None:
        """Load the key from its 32 secret bytes."""
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    @classmethod
    def generate(cls, name: str) -> SigningKey:
        """Make a new key."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def secret(self) -> bytes:
        """The 32 bytes to keep safe."""
        return self._key.private_bytes_raw()

    @property
    def public(self) -> str:
        """The public key, in hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """Return the signature, 64 bytes; the same message gives the same signature."""
        return self._key.sign(message)


class TransactionSignature(NamedTuple):
    """Who stands behind the entries ``first_seq`` to ``seq`` of an origin.

    ``second`` and ``second_signature`` are there for acts that need two people.
    """

    origin: str
    seq: int
    first_seq: int
    user: str
    signature: bytes
    second: str | None
    second_signature: bytes | None


def transaction_message(origin: str, first_seq: int, seq: int, digest: bytes) -> bytes:
    """Return what a user signs: which entries, and the digest of the last one."""
    name = origin.encode()
    return b"".join(
        (
            _TRANSACTION,
            len(name).to_bytes(4, "big"),
            name,
            first_seq.to_bytes(8, "big", signed=True),
            seq.to_bytes(8, "big", signed=True),
            digest,
        )
    )


def is_signed(public: str, signature: bytes | None, message: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the key whose public part is given."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature or b"", message)
    except (InvalidSignature, ValueError):
        return False
    return True
