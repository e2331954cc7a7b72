"""Who may ask what of ``services.marking.work``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.marking_vocabulary import MarkFault
from stockpile_app.domain.marking_work import (
    ApplyMark,
    CloseMarkingJob,
    FaultMark,
    OpenMarkingJob,
    PrintMarkingPaper,
    WriteHandOff,
)
from stockpile_app.domain.vocabulary import Component, MarkOccasion

DAY = dt.date(2026, 3, 1)
READERS, MARKERS = "SMIDT", "SM"
PART = Component.RECEIVER

ROWS = {
    "marking.work.list": (READERS, lambda s, out: s.marking.work.list()),
    "marking.work.get": (READERS, lambda s, out: s.marking.work.get(1)),
    "marking.work.lines": (READERS, lambda s, out: s.marking.work.lines(1)),
    "marking.work.profile": (READERS, lambda s, out: s.marking.work.profile(1)),
    "marking.work.find": (MARKERS, lambda s, out: s.marking.work.find(1, "A1")),
    "marking.work.open": (
        MARKERS,
        lambda s, out: s.marking.work.open(
            OpenMarkingJob(
                weapon_ids=(1,), occasion=MarkOccasion.STATE_STOCK, occurred_on=DAY, team="x"
            )
        ),
    ),
    "marking.work.apply": (
        MARKERS,
        lambda s, out: s.marking.work.apply(
            ApplyMark(job_id=1, weapon_id=1, component=PART, text_read="x")
        ),
    ),
    "marking.work.fault": (
        MARKERS,
        lambda s, out: s.marking.work.fault(
            FaultMark(job_id=1, weapon_id=1, component=PART, fault=MarkFault.OTHER)
        ),
    ),
    "marking.work.close": (
        MARKERS,
        lambda s, out: s.marking.work.close(CloseMarkingJob(job_id=1, occurred_on=DAY, applied=0)),
    ),
    "marking.work.cancel": (MARKERS, lambda s, out: s.marking.work.cancel(1, "x")),
    "marking.work.hand_off": (
        MARKERS,
        lambda s, out: s.marking.work.hand_off(WriteHandOff(job_id=1, out=out / "job.csv")),
    ),
    **{
        f"marking.work.papers.{name}": (
            READERS,
            lambda s, out, name=name: getattr(s.marking.work.papers, name)(
                PrintMarkingPaper(out=out / "paper.pdf", job_id=1)
            ),
        )
        for name in ("job_list", "certificate")
    },
}
