"""Training, needs for assistance and lessons of the demonstration; all made up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from stockpile_app.domain.needs import (
    NeedWords,
    PrintProposal,
    RaiseNeed,
    RecordLesson,
    StateNeed,
)
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    NeedKind,
    NeedStatus,
    Priority,
)
from stockpile_app.domain.staff import GainQualification, HoldTraining
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.services.gateway import Services


class DemoProgramme:
    """Works at the desk of the manager."""

    def __init__(self, services: Services) -> None:
        """Prepare; ``live`` does it."""
        self._services = services

    def live(self, folder: Path) -> tuple[Path, ...]:
        """Record it all, and return the proposal that was printed into ``folder``."""
        self._train()
        needs = self._need()
        self._learn()
        asked = PrintProposal(
            out=folder / "project-proposal.pdf",
            needs=needs,
            title="Marking and storage at the Demo depots",
            contact="Demo Commission on Small Arms",
        )
        return (self._services.needs.papers.proposal(asked).path,)

    def _day(self, ago: int) -> dt.date:
        return self._services.desk.today - dt.timedelta(days=ago)

    def _train(self) -> None:
        """Hold two courses; of the qualifications one runs out soon, and one has."""
        staff, people = self._services.staff, self._services.people.all()
        ids = tuple(each.id for each in people if each.kind is PersonKind.PERSON)
        staff.hold(
            HoldTraining(
                topic="stocktaking",
                title="Two counters, one store",
                held_on=self._day(150),
                provider="Demo School of Logistics",
                days=3,
                location="Harbour depot",
                people=ids,
                women=2,
                men=3,
                qualifies=True,
            )
        )
        staff.hold(
            HoldTraining(
                topic="gender",
                title="Depots for women and men",
                held_on=self._day(40),
                provider="Demo Commission on Small Arms",
                location="Demo Harbour",
                women=7,
                men=9,
            )
        )
        for person, topic, ago, left in zip(
            ids, ("weapon_safety", "storekeeping"), (350, 800), (15, -60), strict=False
        ):
            staff.gain(
                GainQualification(
                    person_id=person,
                    topic=topic,
                    gained_on=self._day(ago),
                    expires_on=self._day(-left),
                    certificate=f"DS-{ago}",
                    issued_by="Demo School of Logistics",
                )
            )

    def _need(self) -> tuple[int, ...]:
        """State two needs, one of which a partner was asked for."""
        needs, currency = self._services.needs, "USD"
        machine = needs.state(
            RaiseNeed(
                kind=NeedKind.MARKING,
                words=NeedWords(
                    title="Two marking machines",
                    objective="Every weapon of the State’s stock carries a mark of the State.",
                    assessment="Most weapons carry no mark but the maker’s.",
                    indicator="Weapons with a mark of the State",
                    baseline=20,
                    target=2000,
                    unit="weapons",
                    cost=48_000,
                    currency=currency,
                    priority=Priority.HIGH,
                    due_on=self._day(-120),
                ),
            )
        ).need_id
        lights = needs.state(
            RaiseNeed(
                kind=NeedKind.STORAGE,
                words=NeedWords(
                    title="Lights at the outer fence",
                    objective="The fence of the Harbour depot is lit at night.",
                    assessment="Two of twelve lamps are dark; a guard walks there.",
                    indicator="Lamps that burn",
                    baseline=10,
                    target=12,
                    unit="lamps",
                    cost=1_800,
                    currency=currency,
                    due_on=self._day(-5),
                ),
            )
        ).need_id
        needs.follow(
            StateNeed(
                need=machine,
                status=NeedStatus.PROPOSED,
                reason="Discussed at a donors’ meeting.",
                partner="Demo partner State",
            )
        )
        return machine, lights

    def _learn(self) -> None:
        lessons = self._services.lessons
        lessons.record(
            RecordLesson(
                kind=LessonKind.GOOD_PRACTICE,
                title="Two counters who do not see one another’s sheets",
                text="Counting blind found a weapon on the wrong shelf within an hour.",
                topic="Stocktaking",
                shareable=True,
            )
        )
        lessons.record(
            RecordLesson(
                kind=LessonKind.LESSON,
                title="Keep spare pins at the marking bench",
                text="A worn pin stopped the marking team for half a day.",
                topic="Marking",
            )
        )
