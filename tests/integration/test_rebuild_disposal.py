"""Any sequence of what happens in a disposal; the entries alone must give the same tables."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.disposal_vocabulary import (
    DisposalCheck,
    DisposalKind,
    PhotographMoment,
)
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkFault, Material
from stockpile_app.domain.vocabulary import (
    Component,
    IncidentKind,
    MarkMethod,
    MarkOccasion,
)
from tests.builders import number
from tests.integration.test_rebuild_depot import DAYS, SOME, TEXT, DepotLife, numbers

AT = st.sampled_from(["2026-02-27T08:00", "2026-03-01T23:59"])


class DisposalLife(DepotLife):
    """The depot goes on with its life while weapons are disposed of."""

    @initialize()
    def open(self):
        DepotLife.open(self)
        self.orders = [self.record(self.ordered(DisposalKind.DESTRUCTION, [1, 2], "x"))]
        self.days = [self.record(self.day(self.orders[0], "x"))]

    def ordered(self, kind, chosen, text):
        return f.DisposalOrdered(
            disposal=kind,
            weapons=numbers(chosen),
            digest="0" * 64,
            occurred_on="2026-03-01",
            authority=text,
            legal_basis=text,
            reason=text,
            method=text[:4],
        )

    @rule(chosen=SOME, text=TEXT, posts=st.integers(0, 2), back=st.booleans())
    def declare(self, chosen, text, posts, back):
        self.record(
            f.RequirementStated(unit=text[:1], occurred_on="2026-03-01", posts=posts, model=text),
            f.SurplusDeclared(
                weapons=numbers(chosen),
                occurred_on="2026-03-01",
                authority=text,
                reason=text,
                head=1,
                rows=(("", text, "", 3, 1, 2, 1),),
            ),
        )
        if back:
            self.record(
                f.SurplusWithdrawn(
                    weapons=numbers(chosen[:1]), occurred_on="2026-03-01", reason=text
                )
            )

    def day(self, order, text):
        return f.DisposalDayOpened(
            order=order,
            place=2,
            started_at="2026-03-01T08:00",
            reader="amina",
            confirmer="brian",
            operator=text,
            components=(Component.RECEIVER,),
            witnesses=((text, text, ""),),
        )

    @rule(data=st.data(), kind=st.sampled_from(list(DisposalKind)), chosen=SOME, text=TEXT)
    def order(self, data, kind, chosen, text):
        self.orders.append(self.record(self.ordered(kind, chosen, text)))
        self.days.append(self.record(self.day(data.draw(st.sampled_from(self.orders)), text)))

    @rule(data=st.data(), day=DAYS, chosen=SOME, end=st.integers(0, 3), text=TEXT)
    def paper(self, data, day, chosen, end, text):
        order = data.draw(st.sampled_from(self.orders))
        self.record(
            f.DisposalCheckRecorded(
                order=order,
                check=data.draw(st.sampled_from(list(DisposalCheck))),
                passed=end == 1,
                occurred_on=day,
                checked_by=text,
            )
        )
        if end == 1:
            self.record(
                f.DisposalApproved(
                    order=order, occurred_on=day, digest="0" * 64, approved_by="brian"
                )
            )
        if end == 2:
            self.record(f.DisposalCancelled(order=order, reason=text))
        if end == 3:
            self.record(f.DisposalLineRemoved(order=order, weapons=numbers(chosen), reason=text))

    @rule(data=st.data(), day=DAYS, chosen=SOME, place=st.sampled_from([1, 2, 3]))
    def place(self, data, day, chosen, place):
        self.record(
            f.DisposalPlaced(
                order=data.draw(st.sampled_from(self.orders)),
                weapons=numbers(chosen),
                place=place,
                occurred_on=day,
                handed_by="Ada",
                received_by="Bo",
                guarded_by="Cy",
            )
        )

    @rule(data=st.data(), at=AT, chosen=SOME, end=st.integers(0, 4), text=TEXT)
    def work(self, data, at, chosen, end, text):
        order = data.draw(st.sampled_from(self.orders))
        day = data.draw(st.sampled_from(self.days))
        of = {"order": order, "day": day, "at": at}
        read = {"serial_read": text, "serial_confirmed": text}
        self.record(
            *(f.DisposalWeaponVerified(**of, **read, number=each) for each in numbers(chosen))
        )
        if end == 1:
            one = number(chosen[0])
            self.record(
                f.DisposalWeaponStopped(**of, **read, number=one, reason=text),
                f.DisposalStopLifted(order=order, number=one, explanation=text),
            )
        if end >= 2:
            self.record(
                f.WeaponsDisposed(**of, weapons=numbers(chosen), operator=text, received_by=text)
            )
        if end >= 3:
            self.record(
                f.DisposalDayClosed(day=day, ended_at=at, disposed=1, scrap=3, scrap_to=text)
            )

    @rule(data=st.data(), day=DAYS, chosen=SOME, text=TEXT, place=st.none() | st.just(2))
    def afterwards(self, data, day, chosen, text, place):
        order = data.draw(st.sampled_from(self.orders))
        sha256 = self.store.media.put(b"\xff\xd8\xff" + text.encode(), "image/jpeg")
        self.record(
            f.DisposalPhotographAdded(
                order=order,
                moment=PhotographMoment.AFTER,
                sha256=sha256,
                media_type="image/jpeg",
                size=3,
                number=data.draw(st.sampled_from(["", *numbers(chosen)])),
            ),
            f.DisposalVerified(
                order=order,
                occurred_on=day,
                verifier="dora",
                totals=((text, text, text, 1),),
                disposed=1,
                removed=0,
                observers=((text, text, "female"),),
            ),
        )
        incident = self.record(
            f.IncidentReported(
                incident_kind=IncidentKind.DIVERSION,
                discovered_on=day,
                circumstances=text,
                reported_by="Ada",
            )
        )
        self.record(
            f.DisposedWeaponFound(
                number=number(chosen[0]),
                order=order,
                occurred_on=day,
                found_by=text,
                circumstances=text,
                place=place,
                incident=data.draw(st.none() | st.just(incident)),
            )
        )


class MarkedLife(DepotLife):
    """The depot goes on with its life while weapons are marked and parts go from one to another."""

    @initialize()
    def open(self):
        DepotLife.open(self)
        self.parts = 0

    @rule(
        chosen=SOME,
        component=st.sampled_from(list(Component)),
        occasion=st.sampled_from(list(MarkOccasion)),
        text=TEXT,
        size=st.none() | st.integers(1, 20000),
        altered=st.booleans(),
    )
    def mark(self, chosen, component, occasion, text, size, altered):
        said = {"occurred_on": "2026-03-01", "component": component, "occasion": occasion}
        for each in numbers(chosen):
            self.record(
                f.MarkObserved(**said, number=each, text=text, altered=altered),
                f.MarkRecorded(**said, number=each, text=text, height=size, year=size, code=text),
            )

    @rule(data=st.data(), chosen=SOME, component=st.sampled_from(list(Component)), day=DAYS)
    def part(self, data, chosen, component, day):
        self.parts += 1
        self.record(
            f.PartRecorded(
                part=self.parts,
                number=number(chosen[0]),
                component=component,
                material=data.draw(st.sampled_from(list(Material))),
                occurred_on=day,
            )
        )
        part = data.draw(st.integers(1, self.parts))
        self.record(
            f.PartRemoved(part=part, number=number(chosen[-1]), place=2, occurred_on=day),
            f.MarkRecorded(
                part=part,
                occurred_on=day,
                component=component,
                occasion=MarkOccasion.OTHER,
                text="x",
            ),
        )
        if data.draw(st.booleans()):
            self.record(f.PartFitted(part=part, number=number(chosen[-1]), occurred_on=day))

    @rule(data=st.data(), chosen=SOME, day=DAYS, text=TEXT)
    def came(self, data, chosen, day, text):
        for each in numbers(chosen):
            self.record(
                f.AcquisitionStated(
                    number=each,
                    acquisition=data.draw(st.sampled_from(list(Acquisition))),
                    acquired_on=day,
                    reference=text,
                )
            )
        if data.draw(st.booleans()):
            self.record(f.TakenIntoStock(weapons=numbers(chosen), occurred_on=day, authority=text))
        self.record(
            f.DisposalMethodsAdopted(version=2, content=text),
            f.MarkingProfileAdopted(profile="eu", version=2, content=text, in_force=True),
        )

    @rule(
        data=st.data(),
        chosen=SOME,
        component=st.sampled_from(list(Component)),
        end=st.integers(0, 3),
        text=TEXT,
    )
    def job(self, data, chosen, component, end, text):
        job = self.record(
            f.MarkingJobOpened(
                occasion=data.draw(st.sampled_from(list(MarkOccasion))),
                occurred_on="2026-03-01",
                lines=tuple((each, component, text) for each in numbers(chosen)),
                profile="found",
                version=1,
                team=text,
            )
        )
        of = {"job": job, "component": component, "occurred_on": "2026-03-01"}
        for each in numbers(chosen):
            self.record(
                f.MarkFaulted(
                    **of,
                    number=each,
                    fault=data.draw(st.sampled_from(list(MarkFault))),
                    found_by=text,
                    given_up=end == 1,
                )
            )
            if end >= 2:
                self.record(
                    f.MarkApplied(
                        **of, number=each, text=text, method=MarkMethod.LASER, applied_by=text
                    )
                )
        if end == 2:
            self.record(f.MarkingJobClosed(job=job, occurred_on="2026-03-01", ordered=1, applied=1))
        if end == 3:
            self.record(f.MarkingJobCancelled(job=job, reason=text))


MarkedLife.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatMarksAndPartsRebuildTheSameTables = MarkedLife.TestCase
DisposalLife.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatADisposalRebuildsTheSameTables = DisposalLife.TestCase
