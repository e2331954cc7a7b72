"""The register, its users and its clock."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact


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
