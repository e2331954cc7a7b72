"""What the documents that were made are called."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _

DOCUMENTS: Final = {
    "voucher": N_("Voucher"),
    "manifest": N_("Dispatch manifest"),
    "handover-declaration": N_("Handover declaration"),
    "weapon-history": N_("Custody history"),
    "weapon-record": N_("Record sheet"),
    "incident-report": N_("Report of an incident"),
    "marking-job-list": N_("Marking job list"),
    "marking-certificate": N_("Marking certificate"),
    "disposal-order": N_("Disposal order"),
    "disposal-work-list": N_("Disposal work list"),
    "disposal-certificate": N_("Disposal certificate"),
    "method-comparison": N_("Disposal methods compared"),
    "hand-in-receipt": N_("Hand-in receipt"),
    "duplicate-list": N_("Registration list for a partner"),
    "collection-day": N_("Closing of a collection day"),
    "site-plan": N_("Plan of a collection site"),
    "collection-indicators": N_("Indicators of collection"),
    "access-log": N_("Access log"),
    "audit-sheet": N_("Audit sheet"),
    "check-sheet": N_("Security check sheet"),
    "count-sheet": N_("Count sheet"),
    "inspection-report": N_("Depot inspection report"),
    "key-register": N_("Key register"),
    "labels": N_("Labels"),
    "national-report": N_("National report"),
    "national-report-draft": N_("Draft of a national report"),
    "person-history": N_("Custody history of a person"),
    "recovery-sheet": N_("Recovery code"),
    "rehearsal-proof": N_("Restoring rehearsed"),
    "removal-log": N_("Removal log"),
    "report-comparison": N_("Two national reports compared"),
    "sdg-indicator": N_("SDG indicator 16.4.2"),
    "stocktake-certificate": N_("Stocktake certificate"),
    "surplus-declaration": N_("Declaration of surplus"),
    "surplus-review": N_("Review of surplus"),
}
"""What documents are called, by the code that the ledger keeps."""


def document_name(code: str) -> str:
    """Return what a kind of document is called; its code where it has no name."""
    return _(DOCUMENTS[code]) if code in DOCUMENTS else code
