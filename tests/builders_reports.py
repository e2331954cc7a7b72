"""A frozen national report, and every fact about reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.national_report import FreezeReport, HandTable, Override
from stockpile_app.domain.national_report_cells import CellName, Period
from stockpile_app.reference.report_templates import shipped_template
from stockpile_app.services.report_templates import template_text

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 3, 1))
POLICE = HandTable(
    question="collection",
    title="Collected by the police",
    columns=("Pistols", "Rifles", "Both"),
    rows=(("North", (3, 4, 7)), ("South", (10, 2, 12))),
    total=(13, 6, 19),
    last_is_total=True,
    source="Annual report of the police",
)
SEIZED = Override(
    cell=CellName("collected", "seized", "rifle"), value=5, reason="Five are with the police."
)


def freeze_command(**fields: object) -> FreezeReport:
    values: dict[str, object] = {"period": YEAR, "numbering": "2010"}
    return FreezeReport(**{**values, **fields})  # type: ignore[arg-type]


def frozen_fact(**fields: object) -> f.ReportFrozen:
    """Return what a small report states."""
    values: dict[str, object] = {
        "title": "Report of 2025",
        "period_first": "2025-01-01",
        "period_last": "2025-12-31",
        "occurred_on": "2026-03-02",
        "numbering": "2010",
        "template": "poa-iti",
        "version": 1,
        "content": template_text(shipped_template()),
        "head": 5,
        "seal": "0" * 20,
        "cells": (
            ("recorded", "registered", "", "all", 3, "known"),
            ("traces_in", "requests", "", "all", None, "withheld"),
            ("collected", "seized", "", "all", 0, "known"),
        ),
        "overrides": (("collected/seized//all", 4, "known", "As the police said."),),
        "answers": (("agency", "The commission."),),
        "tables": (("collection", "Police", "", ("Rifles",), (("North", (3,)),), (3,), False),),
        "notes": "Nothing else.",
    }
    return f.ReportFrozen(**{**values, **fields})  # type: ignore[arg-type]


def record_reports(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subject, so that its table has rows."""
    first = record(frozen_fact())
    record(
        f.ReportTemplateAdopted(
            template="poa-iti",
            version=2,
            content=template_text(shipped_template()),
            reason="Our own numbers.",
        ),
        frozen_fact(title="Report of 2026", compared=first, overrides=(), answers=(), tables=()),
    )
