"""What becomes of some weapons of the demonstration: seized, marked, surplus, destroyed, reported.

Two people do it, as in a real depot; an inspector verifies the destruction afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from stockpile_app.domain.disposal import (
    ApproveDisposal,
    AttestDisposal,
    CloseDisposalDay,
    DisposeOfWeapons,
    OpenDisposalDay,
    OrderDisposal,
    PlaceForDisposal,
    PrintDisposalPaper,
    ReadWeapon,
    StatedTotal,
    Witness,
)
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.marking_records import StateAcquisition
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkFault
from stockpile_app.domain.marking_work import (
    ApplyMark,
    FaultMark,
    OpenMarkingJob,
    PrintMarkingPaper,
)
from stockpile_app.domain.national_report import FreezeReport, PrintReport
from stockpile_app.domain.national_report_cells import Period
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.surplus import DeclareSurplus, Kind, PrintDeclaration, StateRequirement
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    MarkMethod,
    MarkOccasion,
    PlaceKind,
    Sex,
    Status,
)
from stockpile_app.services.cutter import CutterSession
from stockpile_app.services.gateway import Services

_OBSOLETE: Final = "No. 4 Mk I"
_AUTHORITY: Final = "Demo General Staff"
_SURPLUS, _DESTROYED, _MARKED = 12, 8, 10
_FULL_HEIGHT, _DEPTH = 30_000, 1_000
_PARTS: Final = (Component.RECEIVER, Component.BARREL, Component.BOLT)
_WITNESS: Final = Witness("Demo Ms Dogwood", "Demo Civil Society Watch", Sex.FEMALE)
_CAME: Final = (
    (Acquisition.SEIZED, 90),
    (Acquisition.FOUND, 70),
    (Acquisition.SEIZED, 420),
    (Acquisition.SEIZED, 400),
    (Acquisition.SURRENDERED, 380),
    (Acquisition.CAPTURED, 60),
    (Acquisition.FOUND, 35),
    (Acquisition.SEIZED, 12),
)
"""How weapons came, and how many days ago."""
_ANSWERS: Final = {
    "agency": "Demo Commission on Small Arms, 1 Demo Square, Demo Harbour.",
    "contact-poa": "Demo Commission on Small Arms, secretary.",
}


class DemoStock:
    """Works at the desk of the manager; ``seized`` are the ids of the weapons to be traced."""

    def __init__(self, services: Services, second: Credentials) -> None:
        """Prepare; ``live`` does it."""
        self._services = services
        self._second = second
        self.seized: tuple[int, ...] = ()
        self._order = 0
        self._totals: tuple[StatedTotal, ...] = ()

    def live(self, folder: Path) -> tuple[Path, ...]:
        """Record it all, and return the documents that were printed into ``folder``."""
        self.seized = self._state_sources()
        job = self._mark()
        declared = self._declare()
        shed = self._services.places.add(AddPlace(PlaceKind.STORE, "Cutting shed", parent=1))
        self._destroy(declared[:_DESTROYED], shed.place_id)
        self._begin(declared[_DESTROYED:], shed.place_id)
        return self._print(folder, job)

    def attest(self, services: Services, folder: Path) -> tuple[Path, ...]:
        """Verify the destruction as somebody who took no part in it, and print its certificate."""
        services.disposal.attest(
            AttestDisposal(
                order_id=self._order,
                occurred_on=services.desk.today,
                totals=self._totals,
                observers=(_WITNESS,),
                statement="Every receiver was seen cut in two.",
            )
        )
        asked = PrintDisposalPaper(out=folder / "disposal-certificate.pdf", order_id=self._order)
        return (services.disposal.papers.certificate(asked).path,)

    @staticmethod
    def report(services: Services, folder: Path) -> tuple[Path, ...]:
        """Freeze the national report of last year as its tracing officer, and print its annex."""
        year = services.desk.today.year - 1
        frozen = services.national.freeze(
            FreezeReport(
                period=Period(dt.date(year, 1, 1), dt.date(year, 12, 31)),
                numbering="2016",
                title=f"National report {year}",
                answers=_ANSWERS,
            )
        )
        asked = PrintReport(out=folder / "national-report.pdf", report_id=frozen.report_id)
        return (services.national.papers.annex(asked).path,)

    def _day(self, ago: int) -> dt.date:
        return self._services.desk.today - dt.timedelta(days=ago)

    def _place(self, name: str) -> int:
        return next(each.id for each in self._services.places.all() if each.name == name)

    def _weapons(self, place: str, most: int, **wanted: Any) -> tuple[int, ...]:
        """Return weapons in store, with serial numbers."""
        query = WeaponQuery(place=self._place(place), statuses=(Status.IN_STORE,), **wanted)
        weapons = self._services.weapons
        found = weapons.load(weapons.snapshot(query)[: 2 * most])
        return tuple(each.id for each in found.values() if each.serial)[:most]

    def _state_sources(self) -> tuple[int, ...]:
        chosen = self._weapons("Evidence store", len(_CAME))
        for weapon, (how, ago) in zip(chosen, _CAME, strict=False):
            self._services.marking.state_acquisition(
                StateAcquisition(
                    weapon_id=weapon,
                    acquisition=how,
                    acquired_on=self._day(ago),
                    reference="Demo Police, case list",
                )
            )
        return chosen

    def _mark(self) -> int:
        """Open a marking job: most are marked, one stays to be looked at, one to be done."""
        work = self._services.marking.work
        job = work.open(
            OpenMarkingJob(
                weapon_ids=self._weapons("Lower store", _MARKED, unknown=("marks",)),
                occasion=MarkOccasion.STATE_STOCK,
                occurred_on=self._day(1),
                team="Demo marking team",
                position="right side of the receiver",
                authority=_AUTHORITY,
            )
        ).job_id
        *done, failed, _waiting = work.lines(job)
        for line in done:
            work.apply(
                ApplyMark(
                    job_id=job,
                    weapon_id=line.weapon.id,
                    component=line.component,
                    text_read=line.text,
                    method=MarkMethod.DOT_PEEN,
                    height=_FULL_HEIGHT,
                    depth=_DEPTH,
                )
            )
        work.fault(
            FaultMark(
                job_id=job,
                weapon_id=failed.weapon.id,
                component=failed.component,
                fault=MarkFault.SHALLOW,
                notes="The pin is worn.",
            )
        )
        return job

    def _declare(self) -> tuple[int, ...]:
        surplus = self._services.disposal.surplus
        for command in (
            StateRequirement(
                unit="Demo Battalion",
                kind=Kind(model="AKM"),
                occurred_on=self._day(40),
                posts=120,
                reserve=12,
                training=10,
                basis="Table of equipment 7",
            ),
            StateRequirement(
                unit=_AUTHORITY,
                kind=Kind(category=Category.RIFLE, model=_OBSOLETE),
                occurred_on=self._day(40),
                obsolete=True,
                basis="Decision 12: no longer issued",
            ),
        ):
            surplus.require(command)
        chosen = self._weapons("Harbour depot", _SURPLUS, model=_OBSOLETE)
        surplus.declare(
            DeclareSurplus(
                weapon_ids=chosen,
                occurred_on=self._day(30),
                authority=_AUTHORITY,
                reason="Obsolete; no ammunition is bought any more.",
            )
        )
        return chosen

    # --- the destruction -------------------------------------------------------------------------

    def _destroy(self, weapon_ids: Sequence[int], shed: int) -> None:
        """Destroy weapons in a day that is over."""
        services = self._services
        self._order = self._bring(weapon_ids, shed, ago=10)
        session = self._open_day(self._order, shed)
        self._read(session, weapon_ids)
        session.dispose(DisposeOfWeapons())
        session.close(
            CloseDisposalDay(
                day_id=session.day.id,
                ended_at=services.desk.local_now,
                disposed=len(weapon_ids),
                scrap=4_000 * len(weapon_ids),
                scrap_to="Demo Foundry",
            )
        )
        self._totals = tuple(
            StatedTotal(
                category=each.category,
                model=each.model,
                calibre=each.calibre,
                weapons=each.disposed,
            )
            for each in services.disposal.get(self._order).totals
        )

    def _begin(self, weapon_ids: Sequence[int], shed: int) -> None:
        """Leave a day half done: some are cut, one is read and waits, the others are to come."""
        *cut, waiting, _to_come = weapon_ids
        session = self._open_day(self._bring(weapon_ids, shed, ago=4), shed)
        self._read(session, cut)
        session.dispose(DisposeOfWeapons())
        self._read(session, (waiting,))

    def _bring(self, weapon_ids: Sequence[int], shed: int, ago: int) -> int:
        """Order the destruction of weapons, and bring them to the guarded place."""
        disposal = self._services.disposal
        order = disposal.order(
            OrderDisposal(
                kind=DisposalKind.DESTRUCTION,
                weapon_ids=tuple(weapon_ids),
                occurred_on=self._day(ago),
                authority=_AUTHORITY,
                legal_basis="Demo Arms Act, section 12",
                reason="Surplus and obsolete",
                method="cutting",
                method_reason="Torches and staff are at hand.",
            )
        ).order_id
        disposal.approve(
            ApproveDisposal(order_id=order, occurred_on=self._day(ago - 2)), self._second
        )
        disposal.place(
            PlaceForDisposal(
                order_id=order,
                place_id=shed,
                occurred_on=self._day(ago - 3),
                handed_by="Demo storekeeper",
                received_by="Demo Mr Elder",
                guarded_by="Demo Harbour Guard",
            )
        )
        return order

    def _open_day(self, order: int, shed: int) -> CutterSession:
        return self._services.disposal.open_day(
            OpenDisposalDay(
                order_id=order,
                place_id=shed,
                started_at=self._services.desk.local_now,
                operator="Demo Mr Elder",
                components=_PARTS,
                witnesses=(_WITNESS, Witness("Demo Sergeant Birch", "Demo Battalion", Sex.MALE)),
                measures="Gloves, screens, extraction",
            ),
            self._second,
        )

    def _read(self, session: CutterSession, weapon_ids: Sequence[int]) -> None:
        for weapon in self._services.weapons.load(weapon_ids).values():
            serial = weapon.serial or ""
            session.read(ReadWeapon(weapon.id, serial, serial))

    def _print(self, folder: Path, job: int) -> tuple[Path, ...]:
        services = self._services
        surplus, marking = services.disposal.surplus, services.marking.work
        (declaration,) = surplus.declarations()
        printed = (
            surplus.papers.declaration(
                PrintDeclaration(
                    out=folder / "surplus-declaration.pdf", declaration_id=declaration.id
                )
            ),
            marking.papers.job_list(PrintMarkingPaper(out=folder / "marking-job.pdf", job_id=job)),
        )
        return tuple(each.path for each in printed)
