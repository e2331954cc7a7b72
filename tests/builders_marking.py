"""Facts of every kind about marks, parts and how weapons came."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.marking_vocabulary import (
    Acquisition,
    MarkFault,
    MarkingExemption,
    Material,
)
from stockpile_app.domain.vocabulary import Component, MarkMethod, MarkOccasion, MarkQuality
from tests.builders import number, weapon

DAY = "2026-03-02"


def record_marking(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subject, so that each of its tables has a row."""
    record(*(weapon(each) for each in range(280, 284)))
    record(
        f.MarkRecorded(
            number=number(280),
            occurred_on=DAY,
            component=Component.BARREL,
            occasion=MarkOccasion.MANUFACTURE,
            text="SU 1985 A280",
            position="left",
            method=MarkMethod.ROLL,
            met=(MarkQuality.READABLE,),
            not_met=(MarkQuality.DURABLE,),
            country="SU",
            year=1985,
            maker="Izhmash",
            serial="A280",
            model="AKM",
            calibre="7.62 x 39 mm",
            code="arrow",
            authority="MoD",
            height=16000,
            depth=762,
        ),
        f.PartRecorded(
            part=1,
            number=number(280),
            component=Component.BARREL,
            material=Material.STEEL,
            occurred_on=DAY,
            description="barrel",
        ),
        f.PartRecorded(
            part=2,
            number=number(281),
            component=Component.STOCK,
            material=Material.PRINTED,
            occurred_on=DAY,
        ),
        f.PartRemoved(part=1, number=number(280), place=1, occurred_on=DAY, reason="worn"),
        f.MarkRecorded(
            part=1,
            occurred_on=DAY,
            component=Component.BARREL,
            occasion=MarkOccasion.PROOF,
            text="PN",
        ),
        f.PartFitted(part=1, number=number(281), occurred_on=DAY, reason="spare"),
        f.PartRemoved(part=2, number=number(281), place=1, occurred_on=DAY),
        f.AcquisitionStated(
            number=number(282),
            acquisition=Acquisition.SEIZED,
            acquired_on="2026-01-01",
            reference="P 1",
        ),
        f.AcquisitionStated(
            number=number(283),
            acquisition=Acquisition.IMPORT,
            acquired_on="2026-01-01",
            exemption=MarkingExemption.MUSEUM,
        ),
        f.TakenIntoStock(weapons=(number(282),), occurred_on=DAY, authority="Court"),
    )
    of = {"occurred_on": DAY, "component": Component.RECEIVER}
    lines = tuple((number(each), Component.RECEIVER, f"KE26S-{each}") for each in (280, 281, 282))
    job = record(
        f.MarkingJobOpened(
            occasion=MarkOccasion.STATE_STOCK,
            occurred_on=DAY,
            lines=lines,
            profile="iti-state-stock",
            version=1,
            team="Team 1",
            position="left side",
            authority="MoD",
        )
    )
    record(
        f.MarkFaulted(**of, job=job, number=number(280), fault=MarkFault.SHALLOW, found_by="Ada"),
        f.MarkApplied(
            **of,
            job=job,
            number=number(280),
            text="KE26S-280",
            method=MarkMethod.LASER,
            applied_by="Ada",
            country="KE",
            year=2026,
            height=16000,
            depth=762,
        ),
        f.MarkFaulted(
            **of,
            job=job,
            number=number(281),
            fault=MarkFault.DAMAGED,
            found_by="Ada",
            given_up=True,
        ),
        f.MarkingJobClosed(job=job, occurred_on=DAY, ordered=3, applied=1, notes="rain"),
    )
    record(
        f.MarkingJobCancelled(
            job=record(
                f.MarkingJobOpened(
                    occasion=MarkOccasion.IMPORT,
                    occurred_on=DAY,
                    lines=lines,
                    profile="iti-import",
                    version=1,
                    team="Team 2",
                )
            ),
            reason="not now",
        )
    )
