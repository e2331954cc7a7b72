"""A disposal, step by step, through the services, and at least one fact of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from stockpile_app.domain import facts as f
from stockpile_app.domain.disposal import (
    ApproveDisposal,
    AttestDisposal,
    CloseDisposalDay,
    OpenDisposalDay,
    OrderDisposal,
    PlaceForDisposal,
    ReadWeapon,
    StatedTotal,
    Witness,
)
from stockpile_app.domain.disposal_vocabulary import (
    DisposalCheck,
    DisposalKind,
    PhotographMoment,
)
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.vocabulary import Category, Component, PlaceKind, Sex
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.services.cutter import CutterSession
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, number, weapon
from tests.builders_security import PICTURE

TODAY = dt.date(2026, 3, 2)
WITNESS = Witness("Wanjiku", "Civil Society Watch", Sex.FEMALE)
PARTS = (Component.RECEIVER, Component.BARREL, Component.BOLT)


class Depot:
    """A store with weapons and a guarded place, and one destruction after the other."""

    def __init__(self, services: Services, weapons: int = 4) -> None:
        """Register ``weapons`` in a store that has a cage."""
        self.services = services
        places = services.places
        self.store = places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
        self.cage = places.add(AddPlace(PlaceKind.STORE, "Cage", parent=1)).place_id
        self.weapons = [self.register(f"KM{at:04d}") for at in range(1, weapons + 1)]

    def register(self, serial: str, **fields: Any) -> int:
        values = {"maker": "Izhmash", "model": "AKM", "category": Category.ASSAULT_RIFLE}
        command = RegisterWeapon(place_id=self.store, serial=serial, **{**values, **fields})
        return self.services.weapons.register(command).weapon_id

    def order(self, *weapon_ids: int, **fields: Any) -> int:
        return self.services.disposal.order(
            order_command(weapon_ids or self.weapons, **fields)
        ).order_id

    def approved(self, *weapon_ids: int, **fields: Any) -> int:
        order = self.order(*weapon_ids, **fields)
        self.services.disposal.approve(ApproveDisposal(order_id=order, occurred_on=TODAY), BRIAN)
        return order

    def placed(self, *weapon_ids: int, **fields: Any) -> int:
        order = self.approved(*weapon_ids, **fields)
        self.services.disposal.place(place_command(order, self.cage))
        return order

    def day(self, order: int, **fields: Any) -> CutterSession:
        return self.services.disposal.open_day(self.day_command(order, **fields), BRIAN)

    def day_command(self, order: int, **fields: Any) -> OpenDisposalDay:
        values: dict[str, Any] = {
            "order_id": order,
            "place_id": self.cage,
            "started_at": self.services.desk.local_now,
            "operator": "Otieno",
            "components": PARTS,
            "witnesses": (WITNESS,),
            "measures": "Gloves, screens, extraction",
        }
        return OpenDisposalDay(**{**values, **fields})

    def serial(self, weapon_id: int) -> str:
        return self.services.desk.weapon(weapon_id).serial or ""

    def read(self, session: CutterSession, *weapon_ids: int) -> None:
        for each in weapon_ids or self.weapons:
            assert session.read(ReadWeapon(each, self.serial(each), self.serial(each))).matched

    def close(self, session: CutterSession, disposed: int, **fields: Any) -> None:
        session.close(self.close_command(session.day.id, disposed, **fields))

    def close_command(self, day: int, disposed: int, **fields: Any) -> CloseDisposalDay:
        values: dict[str, Any] = {
            "day_id": day,
            "ended_at": self.services.desk.local_now,
            "disposed": disposed,
            "scrap": 14200,
            "scrap_to": "Foundry of the Ministry",
        }
        return CloseDisposalDay(**{**values, **fields})


def order_command(weapon_ids: Sequence[int], **fields: Any) -> OrderDisposal:
    values: dict[str, Any] = {
        "kind": DisposalKind.DESTRUCTION,
        "weapon_ids": tuple(weapon_ids),
        "occurred_on": TODAY,
        "authority": "Ministry of Defence",
        "legal_basis": "Arms Act, section 12",
        "reason": "Surplus and obsolete",
        "method": "cutting",
        "method_reason": "Torches and staff are at hand.",
    }
    return OrderDisposal(**{**values, **fields})


def place_command(order: int, place: int, **fields: Any) -> PlaceForDisposal:
    values: dict[str, Any] = {
        "order_id": order,
        "place_id": place,
        "occurred_on": TODAY,
        "handed_by": "Chipo",
        "received_by": "Otieno",
        "guarded_by": "Guard platoon",
    }
    return PlaceForDisposal(**{**values, **fields})


def attest_command(order: int, weapons: int, **fields: Any) -> AttestDisposal:
    total = StatedTotal(category=Category.ASSAULT_RIFLE, model="AKM", calibre="", weapons=weapons)
    values: dict[str, Any] = {"order_id": order, "occurred_on": TODAY, "totals": (total,)}
    return AttestDisposal(**{**values, **fields})


def record_disposal(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subject, so that each of its tables has a row."""
    day = "2026-03-02"
    weapons = range(270, 276)
    numbers = tuple(map(number, weapons))
    record(*(weapon(each, category=Category.ASSAULT_RIFLE) for each in weapons))
    order = record(_ordered(numbers, day))
    record(
        f.DisposalCheckRecorded(
            order=order,
            check=DisposalCheck.EMBARGO,
            passed=True,
            occurred_on=day,
            checked_by="Dora",
            reference="E 1",
            notes="none",
        ),
        f.DisposalCheckRecorded(
            order=order,
            check=DisposalCheck.HUMAN_RIGHTS,
            passed=False,
            occurred_on=day,
            checked_by="Dora",
        ),
    )
    record(
        f.DisposalApproved(order=order, occurred_on=day, digest="0" * 64, approved_by="brian"),
        by_two=True,
    )
    record(
        f.DisposalPlaced(
            order=order,
            weapons=numbers,
            place=1,
            occurred_on=day,
            handed_by="Chipo",
            received_by="Otieno",
            guarded_by="Guards",
        )
    )
    work = record(
        f.DisposalDayOpened(
            order=order,
            place=1,
            started_at=f"{day}T08:00",
            reader="amina",
            confirmer="brian",
            operator="Otieno",
            method="cutting",
            components=PARTS,
            witnesses=(("Wanjiku", "Watch", "female"), ("Mwangi", "Police", "")),
            measures="gloves",
        ),
        by_two=True,
    )
    of = {"order": order, "day": work}
    record(
        *(
            f.DisposalWeaponVerified(
                **of, number=each, serial_read="A", serial_confirmed="A", at=f"{day}T08:1{at}"
            )
            for at, each in enumerate(numbers[:4])
        ),
        *(
            f.DisposalWeaponStopped(
                **of,
                number=each,
                serial_read="A",
                serial_confirmed="B",
                at=f"{day}T08:20",
                reason="not the same",
            )
            for each in numbers[4:6]
        ),
        by_two=True,
    )
    record(
        f.WeaponsDisposed(
            **of, weapons=numbers[:3], at=f"{day}T09:00", operator="Otieno", components=PARTS
        ),
        f.DisposalStopLifted(order=order, number=numbers[4], explanation="rust"),
        f.DisposalLineRemoved(order=order, weapons=numbers[5:6], reason="another one"),
        f.DisposalPhotographAdded(
            order=order,
            moment=PhotographMoment.AFTER,
            sha256=PICTURE,
            media_type="image/jpeg",
            size=7,
            number=numbers[0],
            caption="receiver",
        ),
        f.DisposalDayClosed(
            day=work,
            ended_at=f"{day}T17:00",
            disposed=3,
            scrap=9000,
            scrap_to="foundry",
            notes="rain",
        ),
        by_two=True,
    )
    record(
        f.DisposalVerified(
            order=order,
            occurred_on=day,
            verifier="dora",
            totals=(("assault_rifle", "AKM", "", 3),),
            disposed=3,
            removed=1,
            observers=(("Ray", "UN", "male"),),
            statement="seen",
        ),
        f.DisposedWeaponFound(
            number=numbers[0],
            order=order,
            occurred_on=day,
            found_by="Ada",
            circumstances="in a market",
            certificate="DC-KE01-9",
            place=1,
            incident=order,
        ),
    )
    record(
        f.DisposalMethodsAdopted(version=2, content="{}", reason="prices"),
        f.MarkingProfileAdopted(profile="eu", version=2, content="{}", in_force=True, reason="law"),
        f.DocumentMade(
            document="disposal-certificate",
            doc_number="DC-1",
            scope="x",
            weapons=3,
            subject=order,
            number=numbers[0],
        ),
    )
    second = record(_ordered(numbers[3:4], day))
    record(f.DisposalCancelled(order=second, reason="not now"))
    work = record(
        f.DisposalDayOpened(
            order=second,
            place=1,
            started_at=f"{day}T18:00",
            reader="amina",
            confirmer="brian",
            operator="Otieno",
        )
    )
    record(
        f.WeaponsDisposed(
            order=second,
            day=work,
            weapons=numbers[3:4],
            at=f"{day}T18:10",
            operator="Otieno",
            received_by="Museum",
        ),
        by_two=True,
    )


def _ordered(numbers: tuple[str, ...], day: str) -> f.DisposalOrdered:
    return f.DisposalOrdered(
        disposal=DisposalKind.DESTRUCTION,
        weapons=numbers,
        digest="0" * 64,
        occurred_on=day,
        authority="Ministry",
        legal_basis="Act",
        reason="old",
        reference="R 1",
        method="cutting",
        method_reason="cheap",
        comparison="{}",
        recipient="nobody",
    )
