"""The key file: who can unlock the store, and with what.

The store's key is 32 random bytes. Each user's slot holds it, with the user's own signing key,
wrapped under a key derived from their password by Argon2id; one more slot belongs to a recovery
code. The register's sealing key is wrapped under the store's key. What only some may read has keys
of its own, each sealed to the boxes of those who hold it (see ``domain.confidential``).
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stockpile_app.domain.errors import RegisterDamaged, RegisterTooNew, SignInRefused
from stockpile_app.domain.text import N_, is_plain
from stockpile_app.domain.users import RECOVERY_NAME
from stockpile_app.ledger.boxes import Box, Boxed, BoxKey
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence.files import read_json, write_atomically

FORMAT: Final = 2
"""1 had no compartments."""

RECOVERY: Final = RECOVERY_NAME
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH: Final = 25
_MISREAD: Final = str.maketrans("OIL", "011", "-")

_DAMAGED = N_(
    "The key file keys.json is damaged or belongs to another register ({detail}). Put back the one"
    " from the last backup."
)
_WRONG = N_("The name or the password is wrong.")
_WRONG_RECOVERY = N_("The recovery code is wrong.")


class Kdf(msgspec.Struct, frozen=True):
    """Argon2id parameters; 64 MiB, three passes, four lanes (RFC 9106, second choice).

    Nobody has signed in when they are read, so they are bounded: a changed file must not take all
    the memory, or keep the program busy for ever.
    """

    salt: Annotated[bytes, msgspec.Meta(min_length=8, max_length=64)]
    time: Annotated[int, msgspec.Meta(ge=1, le=16)] = 3
    memory_kib: Annotated[int, msgspec.Meta(ge=8, le=1024 * 1024)] = 65536
    lanes: Annotated[int, msgspec.Meta(ge=1, le=64)] = 4

    def derive(self, password: str) -> bytes:
        """Return 32 bytes for the password; takes some 150 ms on purpose."""
        return hash_secret_raw(
            unicodedata.normalize("NFKC", password).encode(),
            self.salt,
            time_cost=self.time,
            memory_cost=self.memory_kib,
            parallelism=self.lanes,
            hash_len=32,
            type=Type.ID,
        )


class Wrapped(msgspec.Struct, frozen=True):
    """Bytes under AES-256-GCM."""

    nonce: bytes
    data: bytes


class Slot(msgspec.Struct, frozen=True):
    """One way in.

    Attributes:
        key: The owner's public signing key, in hex.
        box: What others seal to, stated by ``key``; None in slots of format 1.
    """

    name: str
    key: str
    kdf: Kdf
    secret: Wrapped
    box: Box | None = None


class Grant(msgspec.Struct, frozen=True):
    """One key of a compartment, sealed to the box of somebody who holds it."""

    compartment: str
    epoch: int
    name: str
    sealed: Boxed


class Secrets(msgspec.Struct, frozen=True):
    """What a slot holds: the store's key, and the signing key of the user it belongs to."""

    store: bytes
    sign: bytes | None = None


class KeyFile(msgspec.Struct, frozen=True):
    """The content of ``keys.json``."""

    format: int
    origin: str
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    seal: Wrapped
    slots: tuple[Slot, ...]
    grants: tuple[Grant, ...] = ()

    def slot(self, name: str) -> Slot | None:
        """Return the slot of that name, whatever the case it is typed in."""
        wanted = name.strip().casefold()
        return next((slot for slot in self.slots if slot.name.casefold() == wanted), None)

    def unlock(self, name: str, password: str) -> Secrets:
        """Open a user's slot.

        Raises:
            SignInRefused: There is no such user, or the password is wrong.
        """
        slot = self.slot(name)
        if slot is None or slot.name == RECOVERY:
            _STRANGER.derive(password)  # a stranger's name takes as long as a wrong password
            raise SignInRefused(_WRONG)
        return _open(slot, self.origin, password, _WRONG)

    def recover(self, code: str) -> Secrets:
        """Open the recovery slot.

        Raises:
            SignInRefused: The code is wrong.
        """
        slot = next((slot for slot in self.slots if slot.name == RECOVERY), None)
        if slot is None:
            raise SignInRefused(_WRONG_RECOVERY)
        return _open(slot, self.origin, read_recovery_code(code), _WRONG_RECOVERY)

    def seal_key(self, store_key: bytes) -> SigningKey:
        """Return the register's sealing key.

        Raises:
            RegisterDamaged: It is not wrapped under this store's key.
        """
        return SigningKey(self.origin, _unwrap_seal(self.seal, store_key, self.origin))

    def with_slot(self, slot: Slot) -> KeyFile:
        """Return the file with ``slot`` in place of the one of the same name."""
        return msgspec.structs.replace(self, slots=(*self.without_slot(slot.name).slots, slot))

    def without_slot(self, name: str) -> KeyFile:
        """Return the file without the slot of that name."""
        return msgspec.structs.replace(
            self, slots=tuple(slot for slot in self.slots if slot.name != name)
        )

    def grant(self, compartment: str, epoch: int, name: str) -> Grant | None:
        """Return one key of a compartment as it is sealed to ``name``."""
        wanted = (compartment, epoch, name)
        return next(
            (each for each in self.grants if (each.compartment, each.epoch, each.name) == wanted),
            None,
        )

    def with_grants(self, grants: Iterable[Grant]) -> KeyFile:
        """Return the file with these grants too; older programs cannot keep them and refuse it."""
        return msgspec.structs.replace(self, format=FORMAT, grants=(*self.grants, *grants))

    def without_grants(self, name: str, compartments: Iterable[str] | None = None) -> KeyFile:
        """Return the file without what is sealed to ``name``, of these compartments or of all."""
        lost = None if compartments is None else set(compartments)
        return msgspec.structs.replace(
            self,
            grants=tuple(
                each
                for each in self.grants
                if each.name != name or (lost is not None and each.compartment not in lost)
            ),
        )


_STRANGER: Final = Kdf(salt=b"stockpile nobody")


def create(origin: str, store_key: bytes, seal_key: SigningKey) -> KeyFile:
    """Return a key file without any slot."""
    return KeyFile(
        format=FORMAT,
        origin=origin,
        salt=secrets.token_bytes(16),
        seal=_wrap(store_key, seal_key.secret, f"stockpile seal {origin}"),
        slots=(),
    )


def user_slot(origin: str, key: SigningKey, password: str, store_key: bytes) -> Slot:
    """Return a slot for a user's password."""
    secret = Secrets(store=store_key, sign=key.secret)
    return _slot(origin, key, password, secret)


def with_box(slot: Slot, key: SigningKey) -> Slot:
    """Return a slot of format 1 with the box that its owner states."""
    return msgspec.structs.replace(slot, box=BoxKey(key).box)


def recovery_slot(origin: str, code: str, store_key: bytes) -> Slot:
    """Return the slot for the recovery code, with a signing key of its own."""
    key = SigningKey.generate(RECOVERY)
    secret = Secrets(store=store_key, sign=key.secret)
    return _slot(origin, key, read_recovery_code(code), secret)


def recovery_key(keys: KeyFile) -> str:
    """Return the public signing key of the recovery code, or "" of one of an older program."""
    return next((slot.key for slot in keys.slots if slot.name == RECOVERY), "")


def new_recovery_code() -> str:
    """Return a new recovery code: 25 characters of Crockford base32, 125 random bits."""
    return "".join(secrets.choice(_CROCKFORD) for _ in range(_RECOVERY_LENGTH))


def read_recovery_code(text: str) -> str:
    """Return the code that was typed from the sheet; hyphens, spaces and case do not matter."""
    return "".join(text.split()).upper().translate(_MISREAD)


def load(path: Path) -> KeyFile:
    """Read the key file.

    Raises:
        RegisterDamaged: It is missing or not a key file.
        RegisterTooNew: A later version wrote it.
    """
    try:
        found = read_json(path, KeyFile)
    except (OSError, ValueError) as error:
        raise RegisterDamaged(_DAMAGED, detail=str(error)) from error
    check(found)
    return found


def check(found: KeyFile) -> None:
    """Refuse a key file that this program must not use.

    Raises:
        RegisterDamaged: A name in it is not one that people can read.
        RegisterTooNew: A later version wrote it.
    """
    if not all(is_plain(slot.name) for slot in found.slots):
        raise RegisterDamaged(_DAMAGED, detail="names")
    if found.format > FORMAT:
        raise RegisterTooNew(
            N_("The key file has format {found}; this program knows {known}. Use a newer program."),
            found=found.format,
            known=FORMAT,
        )


def save(path: Path, keys: KeyFile) -> None:
    """Write the key file so that a crash leaves the old one or the new one, whole.

    Raises:
        StorageFailed: The folder cannot be written.
    """
    write_atomically(path, encoded(keys))


def encoded(keys: KeyFile) -> bytes:
    """Return what stands in a key file."""
    return msgspec.json.format(msgspec.json.encode(keys), indent=1)


def _slot(origin: str, key: SigningKey, password: str, secret: Secrets) -> Slot:
    kdf = Kdf(salt=os.urandom(16))
    purpose = _slot_name(origin, key.name)
    wrapped = _wrap(kdf.derive(password), msgspec.json.encode(secret), purpose)
    return Slot(name=key.name, key=key.public, kdf=kdf, secret=wrapped, box=BoxKey(key).box)


def _slot_name(origin: str, name: str) -> str:
    return f"stockpile slot {origin} {name}"


def _open(slot: Slot, origin: str, password: str, refusal: str) -> Secrets:
    try:
        key = slot.kdf.derive(password)
    except Exception as error:  # argon2 raises its own kinds for absurd parameters
        raise RegisterDamaged(_DAMAGED, detail=str(error)) from error
    try:
        data = _unwrap(key, slot.secret, _slot_name(origin, slot.name))
    except (InvalidTag, ValueError):
        raise SignInRefused(refusal) from None
    return msgspec.json.decode(data, type=Secrets)


def _unwrap_seal(wrapped: Wrapped, store_key: bytes, origin: str) -> bytes:
    try:
        return _unwrap(store_key, wrapped, f"stockpile seal {origin}")
    except (InvalidTag, ValueError) as error:
        raise RegisterDamaged(_DAMAGED, detail="seal") from error


def _wrap(key: bytes, data: bytes, purpose: str) -> Wrapped:
    nonce = os.urandom(12)
    return Wrapped(nonce, AESGCM(key).encrypt(nonce, data, purpose.encode()))


def _unwrap(key: bytes, wrapped: Wrapped, purpose: str) -> bytes:
    return AESGCM(key).decrypt(wrapped.nonce, wrapped.data, purpose.encode())
