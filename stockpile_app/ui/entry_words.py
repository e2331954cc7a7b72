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
from stockpile_app.i18n import ngettext

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
    "place-specified": N_("Place specified"),
    "place-moved": N_("Container moved"),
    "container-sealed": N_("Container sealed"),
    "container-seal-checked": N_("Seals checked"),
    "container-opened": N_("Container opened"),
    "person-added": N_("Person added"),
    "person-described": N_("Person described"),
    "person-retired": N_("Person retired"),
    "weapons-moved": N_("Moved"),
    "weapons-issued": N_("Issued"),
    "weapons-returned": N_("Returned"),
    "weapons-dispatched": N_("Dispatched"),
    "dispatch-received": N_("Dispatch received"),
    "stocktake-opened": N_("Stocktake opened"),
    "weapon-counted": N_("Counted"),
    "stranger-counted": N_("Unknown weapon counted"),
    "type-counted": N_("Type counted"),
    "count-withdrawn": N_("Count line taken back"),
    "counter-finished": N_("Counter finished"),
    "weapon-recounted": N_("Recounted"),
    "stocktake-closed": N_("Stocktake closed"),
    "stocktake-cancelled": N_("Stocktake cancelled"),
    "discrepancy-raised": N_("Discrepancy"),
    "discrepancy-assigned": N_("Discrepancy assigned"),
    "discrepancy-closed": N_("Discrepancy closed"),
    "check-list-adopted": N_("Check list adopted"),
    "check-opened": N_("Security check opened"),
    "check-answered": N_("Question answered"),
    "check-photograph-added": N_("Photograph of a check added"),
    "check-completed": N_("Security check completed"),
    "check-cancelled": N_("Security check cancelled"),
    "finding-raised": N_("Finding"),
    "finding-assigned": N_("Finding assigned"),
    "finding-closed": N_("Finding closed"),
    "lock-fitted": N_("Lock fitted"),
    "lock-removed": N_("Lock removed"),
    "key-moved": N_("Key handed over"),
    "key-lost": N_("Key lost"),
    "keys-counted": N_("Keys counted"),
    "access-logged": N_("Access"),
    "access-ended": N_("Access ended"),
    "device-tested": N_("Device tested"),
    "device-retired": N_("Device out of use"),
    "incident-reported": N_("Incident reported"),
    "incident-notified": N_("Incident notified"),
    "incident-investigated": N_("Incident investigated"),
    "incident-closed": N_("Incident closed"),
    "weapons-recovered": N_("Recovered"),
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
    "depot_kind": N_("kind of depot"),
    "address": N_("address"),
    "capacity": N_("capacity"),
    "keeper": N_("storekeeper"),
    "two_keys": N_("two keys"),
    "two_parties": N_("key holders of two organisations"),
    "seals": N_("seals"),
    "intact": N_("intact"),
    "sealed_by": N_("sealed by"),
    "checked_by": N_("checked by"),
    "opened_by": N_("opened by"),
    "witness": N_("witness"),
    "person": N_("person"),
    "person_kind": N_("kind"),
    "post": N_("post"),
    "organisation": N_("organisation"),
    "sex": N_("sex"),
    "user": N_("user"),
    "handed_by": N_("handed over by"),
    "received_by": N_("received by"),
    "authorised_by": N_("authorised by"),
    "explanation": N_("explanation"),
    "custody": N_("custody"),
    "due_on": N_("due"),
    "purpose": N_("purpose"),
    "conditions": N_("conditions"),
    "loads": N_("loads"),
    "expected_on": N_("expected"),
    "vehicle": N_("vehicle"),
    "escort": N_("escort"),
    "dispatch": N_("dispatch"),
    "containers": N_("containers"),
    "missing": N_("missing"),
    "unexpected": N_("unexpected"),
    "stocktake_kind": N_("kind"),
    "counters": N_("counters"),
    "seed": N_("seed"),
    "sample": N_("sample"),
    "handing_over": N_("handing over"),
    "taking_over": N_("taking over"),
    "stocktake": N_("stocktake"),
    "counter": N_("counter"),
    "means": N_("means"),
    "serial_read": N_("serial as read"),
    "description": N_("description"),
    "quantity": N_("quantity"),
    "line": N_("line"),
    "found": N_("found"),
    "expected": N_("expected"),
    "counted": N_("counted"),
    "result": N_("result"),
    "found_place": N_("found in place"),
    "discrepancy": N_("discrepancy"),
    "owner": N_("owner"),
    "cause": N_("cause"),
    "action": N_("action"),
    "outcome": N_("outcome"),
    "check_list": N_("check list"),
    "version": N_("version"),
    "inspector": N_("inspector"),
    "check": N_("check"),
    "question": N_("question"),
    "answer": N_("answer"),
    "note": N_("note"),
    "points": N_("points"),
    "out_of": N_("of"),
    "level": N_("level"),
    "failed": N_("failed"),
    "present": N_("present"),
    "group": N_("group"),
    "critical": N_("critical at level"),
    "finding": N_("finding"),
    "cost": N_("cost"),
    "currency": N_("currency"),
    "lock": N_("lock"),
    "label": N_("label"),
    "copies": N_("keys"),
    "hand": N_("hand"),
    "copy": N_("key"),
    "circumstances": N_("circumstances"),
    "people": N_("people"),
    "came_at": N_("came"),
    "left_at": N_("left"),
    "visitors": N_("visitors"),
    "access": N_("access"),
    "device": N_("device"),
    "passed": N_("passed"),
    "tested_by": N_("tested by"),
    "counted_by": N_("counted by"),
    "incident_kind": N_("kind"),
    "discovered_on": N_("discovered"),
    "occurred_from": N_("not before"),
    "occurred_until": N_("not after"),
    "reported_by": N_("reported by"),
    "incident": N_("incident"),
    "whom": N_("notified"),
    "notified_at": N_("at"),
    "how": N_("by"),
    "findings": N_("findings"),
    "investigators": N_("investigators"),
    "police_reference": N_("police reference"),
    "interpol_reference": N_("INTERPOL reference"),
}
# Digests and keys are for programs; reason and day have their own place.
_LEFT_OUT: Final = {
    "key",
    "seal_key",
    "sha256",
    "row_key",
    "mapping",
    "media_type",
    "size",
    "content",
} | {
    "reason",
    "occurred_on",
}


_MOST_TOLD: Final = 8


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
            return _few([_value(name, each) for each in value])
        case dict():
            return _few([f"{key}: {_value(name, each)}" for key, each in value.items()])
        case str() if name == "roles":
            value = _(Role(value).label)
        case LabelledEnum():
            value = _(value.label)
        case bool():
            value = _("yes") if value else _("no")
    return str(value)


def _few(texts: list[str]) -> str:
    if len(texts) <= _MOST_TOLD:
        return ", ".join(texts)
    more = ngettext("and {count} more", "and {count} more", len(texts) - _MOST_TOLD)
    told = [*texts[:_MOST_TOLD], more.format(count=len(texts) - _MOST_TOLD)]
    return ", ".join(told)
