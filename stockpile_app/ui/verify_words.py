"""What the result of a verification is called, and what to do about it."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.records import Verification
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.texts import count

_KINDS: Final = {
    "bad-signature": N_("Signature not genuine"),
    "chain-broken": N_("Chain broken"),
    "code-unknown": N_("Seal code unknown"),
    "damaged": N_("File damaged"),
    "entry-added": N_("Entry added"),
    "entry-changed": N_("Entry changed"),
    "entry-missing": N_("Entries missing"),
    "foreign-entries": N_("Foreign entries"),
    "index-differs": N_("Search index differs"),
    "key-differs": N_("Key differs"),
    "key-missing": N_("Key missing"),
    "key-unknown": N_("Unknown key"),
    "not-rebuilt": N_("Cannot be rebuilt"),
    "photograph-changed": N_("Photograph changed"),
    "photograph-missing": N_("Photograph missing"),
    "row-added": N_("Row added"),
    "row-changed": N_("Row changed"),
    "row-missing": N_("Row removed"),
    "schema-changed": N_("Database structure changed"),
    "seal-differs": N_("Seal differs"),
    "seal-forged": N_("Seal not genuine"),
    "tail-missing": N_("Last entries missing"),
    "unsigned": N_("Signature missing"),
    "wrong-signer": N_("Signed by somebody else"),
}
"""Kinds of problem in two or three words; the message says the rest."""


def verdict(found: Verification) -> str:
    """Return the result in one line."""
    if found.ok:
        return _("The register is in order.")
    problems = len(found.problems)
    return ngettext(
        "The register is not in order: {count} problem.",
        "The register is not in order: {count} problems.",
        problems,
    ).format(count=count(problems))


def advice(found: Verification) -> str:
    """Return what to do now."""
    if found.ok:
        return _(
            "Every entry, signature and seal is as it was recorded, and all tables agree with the"
            " entries."
        )
    return _(
        "Stop recording. Leave the register as it is: copy its whole folder to another disk as"
        " evidence and save this report. Then tell whoever is responsible for the register, and"
        " restore the last backup that verifies."
    )


def kind_text(kind: str) -> str:
    """Return a kind of problem in words; its code where there are none."""
    return _(_KINDS[kind]) if kind in _KINDS else kind
