from __future__ import annotations

from stockpile_app.domain.confidential import Compartment

ROWS = {
    "admissions.all": ("SMIDTA", lambda s, out: s.admissions.all()),
    "admissions.admit": ("T", lambda s, out: s.admissions.admit(Compartment.TRACING, "farah")),
}
