"""A few weeks of depot life in the demonstration, through the same services as a real one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from stockpile_app.domain.guarding import (
    CountKeys,
    FitLock,
    LogAccess,
    MoveKey,
    RecordDeviceTest,
)
from stockpile_app.domain.movement_papers import PrintMovement
from stockpile_app.domain.movements import (
    DispatchContainers,
    IssueWeapons,
    MoveWeapons,
    ReturnWeapons,
)
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SealContainer, SpecifyPlace
from stockpile_app.domain.records import PlaceRecord, WeaponQuery
from stockpile_app.domain.security import (
    AnswerQuestion,
    AssignFinding,
    CompleteCheck,
    OpenCheck,
    PrintCheck,
)
from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import (
    Answer,
    Condition,
    CustodyKind,
    DepotKind,
    DeviceKind,
    PersonKind,
    PlaceKind,
    Sex,
)
from stockpile_app.services.demo_stocktakes import DemoStocktakes
from stockpile_app.services.gateway import Services

_KEEPER: Final = "Demo storekeeper"
_MANAGER: Final = "Demo manager"
_ANSWERS: Final = {"a02": Answer.PARTLY, "b04": Answer.NO, "b06": Answer.NO, "c04": Answer.PARTLY}
"""What is not as it should be; every other question is answered with yes."""


class DepotLife:
    """What happened in the depots during the last weeks."""

    def __init__(self, services: Services, second: Credentials, plan: dict[str, Any]) -> None:
        """Prepare; ``live`` does it."""
        self._services = services
        self._second = second
        self._plan = plan
        self._people: dict[str, int] = {}
        self._places: dict[str, PlaceRecord] = {}

    def live(self, folder: Path) -> tuple[Path, ...]:
        """Record it all, and return the documents that were printed into ``folder``."""
        self._add_people()
        self._specify_places()
        self._keep_keys()
        moved = self._move_weapons()
        counted = DemoStocktakes(self._services, self._second).count()
        checked = self._check_security()
        return self._print(folder, moved, counted, checked)

    def _day(self, ago: int) -> dt.date:
        return self._services.desk.today - dt.timedelta(days=ago)

    def _moment(self, ago: int, hour: int) -> dt.datetime:
        return dt.datetime.combine(self._day(ago), dt.time(hour, 30))

    def _in_place(self, name: str, most: int) -> tuple[int, ...]:
        query = WeaponQuery(place=self._places[name].id)
        return tuple(self._services.weapons.snapshot(query)[:most])

    def _fit_for_issue(self, name: str, most: int) -> tuple[int, ...]:
        query = WeaponQuery(place=self._places[name].id, conditions=(Condition.SERVICEABLE,))
        return tuple(self._services.weapons.snapshot(query)[:most])

    # --- people, places, keys --------------------------------------------------------------------

    def _add_people(self) -> None:
        for each in self._plan["people"]:
            done = self._services.people.add(
                AddPerson(
                    kind=PersonKind(each["kind"]),
                    name=each["name"],
                    code=each["code"],
                    post=each.get("post", ""),
                    organisation=each["organisation"],
                    sex=Sex(each["sex"]) if "sex" in each else None,
                )
            )
            self._people[each["code"]] = done.person_id

    def _specify_places(self) -> None:
        services = self._services
        self._places = {each.name: each for each in services.places.all()}
        for name, capacity, two_keys in (("Store A", 1000, True), ("Store B", 500, False)):
            services.places.specify(
                SpecifyPlace(
                    place_id=self._places[name].id,
                    capacity=capacity,
                    keeper=_KEEPER,
                    two_keys=two_keys,
                )
            )
        services.places.specify(
            SpecifyPlace(
                place_id=self._places["Harbour depot"].id,
                depot_kind=DepotKind.DEPOT,
                address="Pier 3, Demo Harbour",
            )
        )
        store = self._places["Store B"].id
        for number in (1, 2):
            services.places.add(AddPlace(PlaceKind.CONTAINER, f"Container {number}", parent=store))
        self._places = {each.name: each for each in services.places.all()}

    def _keep_keys(self) -> None:
        guarding, store = self._services.guarding, self._places["Store A"].id
        for hand, holder in ((1, "S-1001"), (2, "P-2001")):
            label = f"Door, lock {hand}"
            guarding.fit_lock(
                FitLock(
                    place_id=store, label=label, copies=2, hand=hand, occurred_on=self._day(400)
                )
            )
            lock = next(each for each in guarding.locks() if each.label == label)
            guarding.move_key(
                MoveKey(
                    lock_id=lock.id,
                    copy=1,
                    person_id=self._people[holder],
                    occurred_on=self._day(30),
                    witness=_MANAGER,
                )
            )
        for device, ago, passed in ((DeviceKind.ALARM, 20, True), (DeviceKind.LIGHTS, 90, False)):
            guarding.test_device(
                RecordDeviceTest(
                    place_id=store,
                    device=device,
                    occurred_on=self._day(ago),
                    passed=passed,
                    tested_by=_KEEPER,
                    notes="" if passed else "Two lamps are dark; a guard walks there at night.",
                )
            )
        guarding.count_keys(
            CountKeys(
                place_id=self._places["Harbour depot"].id,
                occurred_on=self._day(0),
                counted=4,
                counted_by=_KEEPER,
                witness="Demo deputy",
            )
        )
        guarding.log_access(
            LogAccess(
                place_id=store,
                people=(_KEEPER, "Demo Corporal Alder"),
                came_at=self._moment(2, 8),
                left_at=self._moment(2, 9),
                purpose="Weekly count",
            )
        )

    # --- movements -------------------------------------------------------------------------------

    def _move_weapons(self) -> dict[str, int]:
        moved = {}
        rack = self._fit_for_issue("Store A", 17)
        moved["voucher"] = self._issue(rack[:12], "U-01", 14, -60, "Guard duty")
        self._issue(rack[12:15], "S-1002", 20, 3, "Range practice")
        self._issue(rack[15:17], "W-01", 9, -20, "Firing pins", CustodyKind.REPAIR)
        moved["return"] = self._services.movements.give_back(
            ReturnWeapons(
                weapon_ids=rack[:4],
                place_id=self._places["Store A"].id,
                occurred_on=self._day(5),
                handed_by="Demo 1st Company, adjutant",
                received_by=_KEEPER,
            )
        ).movement_id
        moved["manifest"] = self._send()
        return moved

    def _issue(
        self,
        weapons: tuple[int, ...],
        holder: str,
        ago: int,
        due_ago: int,
        purpose: str,
        custody: CustodyKind = CustodyKind.ISSUE,
    ) -> int:
        person = self._services.people.get(self._people[holder])
        return self._services.movements.issue(
            IssueWeapons(
                weapon_ids=weapons,
                custody=custody,
                person_id=person.id,
                occurred_on=self._day(ago),
                due_on=self._day(due_ago),
                handed_by=_KEEPER,
                received_by=person.name,
                authorised_by=_MANAGER,
                purpose=purpose,
            )
        ).movement_id

    def _send(self) -> int:
        services, container = self._services, self._places["Container 1"].id
        services.movements.move(
            MoveWeapons(
                weapon_ids=self._in_place("Store B", 10),
                place_id=container,
                occurred_on=self._day(4),
                handed_by=_KEEPER,
                reason="Packed for Northfield depot",
            )
        )
        services.places.seal(
            SealContainer(
                place_id=container,
                seals=("DEMO-000417", "DEMO-000418"),
                sealed_on=self._day(4),
                sealed_by=_KEEPER,
                witness="Demo deputy",
            )
        )
        return services.movements.dispatch(
            DispatchContainers(
                container_ids=(container,),
                depot_id=self._places["Northfield depot"].id,
                occurred_on=self._day(3),
                expected_on=self._day(1),
                handed_by=_KEEPER,
                received_by="Demo driver",
                authorised_by=_MANAGER,
                vehicle="Lorry DEMO 12",
            )
        ).movement_id

    # --- security --------------------------------------------------------------------------------

    def _check_security(self) -> int:
        security, depot = self._services.security, self._places["Harbour depot"].id
        check = security.open(
            OpenCheck(place_id=depot, inspector="Demo inspector", occurred_on=self._day(1))
        ).check_id
        questions = security.check(check).check_list.questions
        known = {each.code for each in questions}
        for question in questions:
            if question.group != "h":  # there is no ammunition in the depot
                security.answer(
                    AnswerQuestion(
                        check_id=check,
                        question=question.code,
                        answer=_ANSWERS.get(question.code, Answer.YES),
                        note="See photograph log." if question.code in _ANSWERS else "",
                    )
                )
        security.complete(
            CompleteCheck(check_id=check, occurred_on=self._day(1), present=(_KEEPER,))
        )
        for at, finding in enumerate(security.findings(open_only=True)):
            security.assign(
                AssignFinding(
                    finding_id=finding.id,
                    owner=_MANAGER,
                    due_on=self._day(-20 * at),
                    cost=1200 * (at + 1),
                    currency="USD",
                    action="Quotation asked for.",
                )
            )
        if not set(_ANSWERS) <= known:  # the shipped list is another: a fault of the program
            raise RuntimeError(sorted(set(_ANSWERS) - known))
        return check

    # --- on paper --------------------------------------------------------------------------------

    def _print(
        self, folder: Path, moved: dict[str, int], counted: dict[str, int], check: int
    ) -> tuple[Path, ...]:
        services = self._services
        slips, counts = services.movements.papers, services.stocktakes.papers
        printed = (
            slips.voucher(PrintMovement(out=folder / "voucher.pdf", movement_id=moved["voucher"])),
            slips.manifest(
                PrintMovement(out=folder / "manifest.pdf", movement_id=moved["manifest"])
            ),
            counts.count_sheet(
                PrintCountSheet(
                    out=folder / "count-sheet.pdf", stocktake_id=counted["count-sheet"], counter=1
                )
            ),
            counts.certificate(
                PrintStocktakeCertificate(
                    out=folder / "certificate.pdf", stocktake_id=counted["certificate"]
                )
            ),
            services.security.papers.report(
                PrintCheck(out=folder / "inspection-report.pdf", check_id=check)
            ),
        )
        return tuple(each.path for each in printed)
