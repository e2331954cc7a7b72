"""Who may ask what of ``services.lifecycle``."""

from __future__ import annotations

from stockpile_app.domain.timeline import PrintWeaponRecord

READERS = "SMIDT"

ROWS = {
    "lifecycle.view": (READERS, lambda s, out: s.lifecycle.view(1)),
    "lifecycle.papers.record_sheet": (
        READERS,
        lambda s, out: s.lifecycle.papers.record_sheet(
            PrintWeaponRecord(out=out / "record.pdf", weapon_id=1)
        ),
    ),
}
