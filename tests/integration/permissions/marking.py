"""Who may ask what of ``services.marking``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.marking_records import (
    AdoptProfile,
    FitPart,
    RecordPart,
    RemovePart,
    StateAcquisition,
    TakeIntoStock,
)
from stockpile_app.domain.marking_vocabulary import Acquisition, Material
from stockpile_app.domain.vocabulary import Component
from stockpile_app.reference.marking import shipped_profiles

DAY = dt.date(2026, 3, 1)
READERS, ALL, RECORDERS = "SMIDT", "SMIDTA", "SM"
PROFILE = shipped_profiles()[0]

ROWS = {
    "marking.profiles": (ALL, lambda s, out: s.marking.profiles()),
    "marking.adopt": (
        "A",
        lambda s, out: s.marking.adopt(
            AdoptProfile(profile=PROFILE, based_on=1, in_force=False, reason="x")
        ),
    ),
    "marking.read_file": ("A", lambda s, out: s.marking.read_file(out / "profile.yaml")),
    "marking.write_file": (
        READERS,
        lambda s, out: s.marking.write_file(PROFILE, out / "written.yaml"),
    ),
    "marking.of_weapon": (READERS, lambda s, out: s.marking.of_weapon(1)),
    "marking.statistics": (READERS, lambda s, out: s.marking.statistics()),
    "marking.weapons_with": (READERS, lambda s, out: s.marking.weapons_with([])),
    "marking.queue": (READERS, lambda s, out: s.marking.queue()),
    "marking.loose_parts": (READERS, lambda s, out: s.marking.loose_parts()),
    "marking.part_history": (READERS, lambda s, out: s.marking.part_history(1)),
    "marking.state_acquisition": (
        RECORDERS,
        lambda s, out: s.marking.state_acquisition(
            StateAcquisition(weapon_id=1, acquisition=Acquisition.FOUND, acquired_on=DAY)
        ),
    ),
    "marking.take_into_stock": (
        RECORDERS,
        lambda s, out: s.marking.take_into_stock(
            TakeIntoStock(weapon_ids=(1,), occurred_on=DAY, authority="x")
        ),
    ),
    "marking.record_part": (
        RECORDERS,
        lambda s, out: s.marking.record_part(
            RecordPart(
                weapon_id=1,
                component=Component.BARREL,
                material=Material.STEEL,
                occurred_on=DAY,
            )
        ),
    ),
    "marking.remove_part": (
        RECORDERS,
        lambda s, out: s.marking.remove_part(RemovePart(part_id=1, place_id=1, occurred_on=DAY)),
    ),
    "marking.fit_part": (
        RECORDERS,
        lambda s, out: s.marking.fit_part(FitPart(part_id=1, weapon_id=1, occurred_on=DAY)),
    ),
}
