"""What an entry of the ledger states, in words."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec

from stockpile_app.domain import facts
from stockpile_app.domain.access import Role
from stockpile_app.domain.records import EntryRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _

TITLES: Final = {
    "register-created": N_("Register created"),
    "user-added": N_("User added"),
    "user-roles-changed": N_("Roles of a user changed"),
    "user-retired": N_("User retired"),
    "user-key-replaced": N_("Password reset"),
    "recovery-code-replaced": N_("Recovery code replaced"),
    "password-changed": N_("Password changed"),
    "sign-in-failed": N_("Sign-in failed"),
    "clock-went-back": N_("Clock went back"),
    "place-added": N_("Place added"),
    "place-described": N_("Place renamed"),
    "place-closed": N_("Place closed"),
    "weapon-registered": N_("Weapon registered"),
    "weapon-described": N_("Weapon described"),
    "identity-corrected": N_("Identity corrected"),
    "registration-withdrawn": N_("Registration withdrawn"),
    "mark-observed": N_("Mark recorded"),
    "photograph-added": N_("Photograph added"),
    "import-recorded": N_("Import started"),
    "import-counted": N_("Import completed"),
    "import-undone": N_("Import undone"),
    "profile-saved": N_("Import profile saved"),
    "document-issued": N_("Document issued"),
    "register-exported": N_("Weapons exported"),
    "backup-made": N_("Backup made"),
    "backup-restored": N_("Restored from a backup"),
}
_FIELDS: Final = {
    "serial": N_("serial"),
    "serial_state": N_("serial number"),
    "maker": N_("maker"),
    "model": N_("model"),
    "calibre": N_("calibre"),
    "country": N_("country"),
    "year": N_("year"),
    "category": N_("category"),
    "condition": N_("condition"),
    "received_on": N_("received"),
    "source": N_("source"),
    "reference": N_("reference"),
    "notes": N_("notes"),
    "number": N_("number"),
    "corrects": N_("corrects entry"),
    "component": N_("part"),
    "occasion": N_("occasion"),
    "text": N_("text"),
    "position": N_("position"),
    "method": N_("method"),
    "met": N_("demands met"),
    "not_met": N_("demands not met"),
    "altered": N_("altered"),
    "caption": N_("caption"),
    "batch": N_("import"),
    "name": N_("name"),
    "full_name": N_("full name"),
    "roles": N_("roles"),
    "alone": N_("without a second person"),
    "times": N_("times"),
    "last_at": N_("last at"),
    "before": N_("before"),
    "now": N_("then"),
    "place": N_("place"),
    "place_kind": N_("level"),
    "code": N_("code"),
    "parent": N_("inside place"),
    "store_kind": N_("holds"),
    "origin": N_("origin"),
    "authority": N_("authority"),
    "program": N_("program version"),
    "files": N_("files"),
    "profile": N_("profile"),
    "read": N_("read"),
    "created": N_("created"),
    "unchanged": N_("unchanged"),
    "skipped": N_("skipped"),
    "errors": N_("errors"),
    "weapons": N_("weapons"),
    "base": N_("based on"),
    "document": N_("document"),
    "doc_number": N_("document number"),
    "scope": N_("scope"),
    "seal": N_("seal"),
    "format": N_("format"),
    "file": N_("file"),
    "head": N_("up to entry"),
    "by_recovery": N_("by the recovery code"),
}
# Digests and keys are for programs; reason and day have their own place.
_LEFT_OUT: Final = {"key", "seal_key", "sha256", "row_key", "mapping", "media_type", "size"} | {
    "reason",
    "occurred_on",
}


class EntryWords(NamedTuple):
    """An entry as people read it."""

    title: str
    details: str
    reason: str


def title_of(kind: str) -> str:
    """Return what a kind of entry is called."""
    return _(TITLES[kind]) if kind in TITLES else kind


def entry_words(entry: EntryRecord, *, leave_out: frozenset[str] = frozenset()) -> EntryWords:
    """Return what ``entry`` states; one of a kind that is not known is shown as it is kept."""
    try:
        fact = facts.decode(entry.kind, entry.body.encode())
    except (KeyError, msgspec.DecodeError):
        return EntryWords(title_of(entry.kind), entry.body, "")
    told = [
        f"{_(_FIELDS.get(name, name))}: {_value(name, value)}"
        for name, value in msgspec.structs.asdict(fact).items()
        if name not in _LEFT_OUT | leave_out and not _is_default(fact, name, value)
    ]
    return EntryWords(title_of(entry.kind), " · ".join(told), getattr(fact, "reason", ""))


def _is_default(fact: facts.Fact, name: str, value: Any) -> bool:
    field = next(each for each in msgspec.structs.fields(fact) if each.name == name)
    return bool(value == field.default or value is None or value == "")


def _value(name: str, value: Any) -> str:
    match value:
        case tuple():
            return ", ".join(_value(name, each) for each in value)
        case str() if name == "roles":
            value = _(Role(value).label)
        case LabelledEnum():
            value = _(value.label)
        case bool():
            value = _("yes") if value else _("no")
    return str(value)
