"""The facts: what an entry of the ledger states.

A fact's definition is its schema. It never changes its meaning once released: a new version is a
new kind, and old kinds stay readable for ever. Fields that hold their default are left out of the
encoded body, so a default never changes either. Dates are ISO (``YYYY-MM-DD``); ``occurred_on`` is
the day it happened, which may be earlier than the day it was recorded.

Codes are those of ``domain.vocabulary``. Weapons are named by register number; places by their
number within the register that states the fact.
"""

from __future__ import annotations

from typing import ClassVar, Final

import msgspec

from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    PlaceKind,
    SerialState,
    StoreKind,
)


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Base of every fact; ``kind`` names it in the ledger."""

    kind: ClassVar[str] = ""


# --- the register and its users ------------------------------------------------------------------


class RegisterCreated(Fact, frozen=True):
    """The first entry of every register. ``seal_key`` is its Ed25519 public key, in hex."""

    kind: ClassVar[str] = "register-created"
    origin: str
    authority: str
    country: str
    seal_key: str
    program: str


class UserAdded(Fact, frozen=True):
    """A person may sign in. ``key`` is their Ed25519 public key, in hex.

    ``alone`` says that no second user who may approve existed yet.
    """

    kind: ClassVar[str] = "user-added"
    name: str
    full_name: str
    roles: tuple[str, ...]
    key: str
    alone: bool = False


class UserRolesChanged(Fact, frozen=True):
    """A user's roles are from now on these."""

    kind: ClassVar[str] = "user-roles-changed"
    name: str
    roles: tuple[str, ...]
    reason: str = ""
    alone: bool = False


class UserRetired(Fact, frozen=True):
    """A user may no longer sign in; what they recorded stays."""

    kind: ClassVar[str] = "user-retired"
    name: str
    reason: str = ""


class UserKeyReplaced(Fact, frozen=True):
    """A forgotten password was reset, so the user has a new key from now on.

    ``by_recovery`` says that the recovery code was used, not another user's authority.
    """

    kind: ClassVar[str] = "user-key-replaced"
    name: str
    key: str
    by_recovery: bool = False
    alone: bool = False


class RecoveryCodeReplaced(Fact, frozen=True):
    """There is a new recovery code; the sheet in the envelope opens nothing any more."""

    kind: ClassVar[str] = "recovery-code-replaced"
    alone: bool = False


class PasswordChanged(Fact, frozen=True):
    """A user changed their own password; their key is the same."""

    kind: ClassVar[str] = "password-changed"
    name: str


class SignInFailed(Fact, frozen=True):
    """Wrong passwords were given for a user since the last successful sign-in."""

    kind: ClassVar[str] = "sign-in-failed"
    name: str
    times: int
    last_at: str


class ClockWentBack(Fact, frozen=True):
    """The clock showed an earlier time than an entry recorded before."""

    kind: ClassVar[str] = "clock-went-back"
    before: str
    now: str


# --- places --------------------------------------------------------------------------------------


class PlaceAdded(Fact, frozen=True):
    """A depot, a store in a depot or a rack in a store exists."""

    kind: ClassVar[str] = "place-added"
    place: int
    place_kind: PlaceKind
    code: str
    name: str
    parent: int | None = None
    store_kind: StoreKind | None = None
    batch: int | None = None


class PlaceDescribed(Fact, frozen=True):
    """A place is from now on called this."""

    kind: ClassVar[str] = "place-described"
    place: int
    code: str
    name: str


class PlaceClosed(Fact, frozen=True):
    """A place is no longer used."""

    kind: ClassVar[str] = "place-closed"
    place: int
    reason: str = ""


# --- weapons -------------------------------------------------------------------------------------


class WeaponRegistered(Fact, frozen=True):
    """A weapon is in the register. Whatever is not known is left out.

    ``batch`` is the ``seq`` of the import it came with, ``row_key`` a digest of the source row, by
    which the same row is known again where there is no serial number.
    """

    kind: ClassVar[str] = "weapon-registered"
    number: str
    place: int
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: Category | None = None
    condition: Condition | None = None
    received_on: str | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""
    batch: int | None = None
    row_key: str | None = None


class WeaponDescribed(Fact, frozen=True):
    """What may change or be learnt without touching the identity."""

    kind: ClassVar[str] = "weapon-described"
    number: str
    occurred_on: str
    category: Category | None = None
    condition: Condition | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""


class IdentityCorrected(Fact, frozen=True):
    """The identity was registered wrongly and is this; ``corrects`` is the ``seq`` corrected."""

    kind: ClassVar[str] = "identity-corrected"
    number: str
    corrects: int
    reason: str
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None


class RegistrationWithdrawn(Fact, frozen=True):
    """The weapon was registered in error; ``corrects`` is the ``seq`` of its registration."""

    kind: ClassVar[str] = "registration-withdrawn"
    number: str
    corrects: int
    reason: str


class MarkObserved(Fact, frozen=True):
    """A mark was read on a weapon. Qualities not named in either list were not judged."""

    kind: ClassVar[str] = "mark-observed"
    number: str
    occurred_on: str
    component: Component
    occasion: MarkOccasion
    text: str
    position: str = ""
    method: MarkMethod = MarkMethod.UNKNOWN
    met: tuple[MarkQuality, ...] = ()
    not_met: tuple[MarkQuality, ...] = ()
    altered: bool = False


class PhotographAdded(Fact, frozen=True):
    """A photograph of a weapon is kept; ``sha256`` is the digest of the file, in hex."""

    kind: ClassVar[str] = "photograph-added"
    number: str
    occurred_on: str
    sha256: str
    media_type: str
    size: int
    caption: str = ""


# --- imports, documents --------------------------------------------------------------------------


class ImportRecorded(Fact, frozen=True):
    """The first entry of an import; its ``seq`` is the number of the batch."""

    kind: ClassVar[str] = "import-recorded"
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    profile: str = ""
    mapping: dict[str, str] = {}


class ImportCounted(Fact, frozen=True):
    """The last entry of an import: what became of its rows."""

    kind: ClassVar[str] = "import-counted"
    batch: int
    read: int
    created: int
    unchanged: int
    skipped: int
    errors: int


class ImportUndone(Fact, frozen=True):
    """An import was taken back by entries that withdraw each of its weapons."""

    kind: ClassVar[str] = "import-undone"
    batch: int
    weapons: int
    reason: str


class ProfileSaved(Fact, frozen=True):
    """A column mapping is remembered under a name."""

    kind: ClassVar[str] = "profile-saved"
    name: str
    mapping: dict[str, str]
    base: str = ""


class DocumentIssued(Fact, frozen=True):
    """A document was made. ``seal`` is the short code of the seal that stands on it."""

    kind: ClassVar[str] = "document-issued"
    document: str
    doc_number: str
    scope: str
    weapons: int
    seal: str = ""


class RegisterExported(Fact, frozen=True):
    """Weapons were written to a file."""

    kind: ClassVar[str] = "register-exported"
    format: str
    scope: str
    weapons: int


class BackupMade(Fact, frozen=True):
    """A verified copy of the register was made."""

    kind: ClassVar[str] = "backup-made"
    file: str
    head: int
    sha256: str


class BackupRestored(Fact, frozen=True):
    """This register was restored from a backup; entries after ``head`` are not in it."""

    kind: ClassVar[str] = "backup-restored"
    file: str
    head: int


KINDS: Final[dict[str, type[Fact]]] = {fact.kind: fact for fact in Fact.__subclasses__()}
"""Every kind of fact that this version can read."""

_ENCODER: Final = msgspec.json.Encoder()
_DECODERS: Final = {kind: msgspec.json.Decoder(fact) for kind, fact in KINDS.items()}


def encode(fact: Fact) -> bytes:
    """Return the exact bytes that are hashed and kept; the same fact gives the same bytes."""
    return _ENCODER.encode(fact)


def decode(kind: str, body: bytes) -> Fact:
    """Return the fact that an entry states.

    Raises:
        KeyError: A later version of the program wrote this kind.
        msgspec.DecodeError: The body is not a fact of this kind.
    """
    return _DECODERS[kind].decode(body)
