"""Any sequence of what happens in collections; the entries alone must give the same tables."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    CustodyTerms,
    Ineligible,
    ParticipantKind,
    SafeState,
    SiteKind,
)
from stockpile_app.domain.vocabulary import Sex
from tests.builders import number
from tests.integration.test_rebuild_depot import DAYS, TEXT, WEAPONS, DepotLife

AT = st.sampled_from(["2026-02-27T08:00", "2026-03-01T23:59"])
AGES, SEXES = st.sampled_from(list(AgeGroup)), st.none() | st.sampled_from(list(Sex))
REASONS = st.none() | st.sampled_from(list(Ineligible))
COUNT = st.integers(0, 9)


class CollectedLife(DepotLife):
    """The depot goes on with its life while people hand in at sites."""

    @initialize()
    def open(self):
        DepotLife.open(self)
        self.programmes = [self.record(self.programme("x", None))]
        self.sites = [self.record(self.site(self.programmes[0], "KAV", "x"))]
        self.codes = []
        self.hand_ins, self.lines = [], []
        self.came("x", "2026-03-01T08:00", AgeGroup.ADULT, None, None)
        self.closed = set()

    def programme(self, text, ends):
        return f.ProgrammeOpened(
            name=text, authority=text, occurred_on="2026-02-27", ends_on=ends, appeal=text
        )

    def site(self, programme, code, text):
        return f.SiteOpened(
            programme=programme,
            place=2,
            code=code,
            site_kind=SiteKind.FIXED,
            custody=CustodyTerms.TEMPORARY,
            occurred_on="2026-02-27",
            key_holders=((text, text),),
            notes=text,
        )

    def came(self, text, at, age, sex, reason):
        code = f"KAV-{len(self.codes) + 1:04d}"
        self.record(
            f.ParticipantRegistered(
                code=code,
                site=self.sites[0],
                arrived_at=at,
                age_group=age,
                participant_kind=ParticipantKind.COMBATANT,
                sex=sex,
                eligible=None if reason is None else False,
                ineligible=reason,
                child_staff=text,
                form=text,
            )
        )
        self.codes.append(code)
        self.hand_ins.append(
            self.record(f.HandInOpened(participant=code, site=self.sites[0], opened_at=at))
        )

    @rule(text=TEXT, day=DAYS, count=COUNT, data=st.data())
    def set_up(self, text, day, count, data):
        self.programmes.append(self.record(self.programme(text, day)))
        self.sites.append(self.record(self.site(self.programmes[-1], f"S{len(self.sites)}", text)))
        self.record(
            f.TeamStated(
                site=data.draw(st.sampled_from(self.sites)),
                occurred_on=day,
                members=((text, "female", "leader"), (text, "", "other"))[: count % 3],
            ),
            f.CampaignHeld(
                programme=self.programmes[-1],
                occurred_on=day,
                title=text,
                for_women=bool(count % 2),
                reached=count,
            ),
        )

    @rule(day=DAYS, text=TEXT, data=st.data())
    def end(self, day, text, data):
        self.record(
            f.SiteClosed(site=data.draw(st.sampled_from(self.sites)), occurred_on=day, reason=text),
            f.ProgrammeClosed(
                programme=data.draw(st.sampled_from(self.programmes)),
                occurred_on=day,
                reason=text,
            ),
        )

    @rule(text=TEXT, at=AT, age=AGES, sex=SEXES, reason=REASONS)
    def come(self, text, at, age, sex, reason):
        self.came(text, at, age, sex, reason)

    @rule(day=DAYS, reason=REASONS, on_appeal=st.booleans(), data=st.data())
    def decide(self, day, reason, on_appeal, data):
        code = data.draw(st.sampled_from(self.codes))
        self.record(
            f.AppealLodged(participant=code, occurred_on=day),
            f.EligibilityDecided(
                participant=code,
                eligible=reason is None,
                ineligible=reason,
                occurred_on=day,
                on_appeal=on_appeal,
            ),
        )

    @rule(
        chosen=st.integers(1, WEAPONS), text=TEXT, works=st.none() | st.booleans(), data=st.data()
    )
    def bring(self, chosen, text, works, data):
        self.lines.append(
            self.record(
                f.WeaponHandedIn(
                    hand_in=data.draw(st.sampled_from(self.hand_ins)),
                    number=number(chosen),
                    tag=text,
                    safe=SafeState.SAFE,
                    cleared_by=text,
                    serviceable=works,
                    accessories=text,
                )
            )
        )

    @rule(text=TEXT, count=COUNT, at=AT, data=st.data())
    def bring_ammunition(self, text, count, at, data):
        hand_in = data.draw(st.sampled_from(self.hand_ins))
        self.lines.append(
            self.record(
                f.AmmunitionHandedIn(
                    hand_in=hand_in, nature=text, quantity=count, lot=text, headstamp=text
                )
            )
        )
        self.lines.append(
            self.record(
                f.ExplosiveReferred(
                    hand_in=hand_in,
                    description=text,
                    quantity=count,
                    technician=text,
                    referred_at=at,
                )
            )
        )

    @rule(text=TEXT, data=st.data())
    def correct(self, text, data):
        if self.lines:
            line = data.draw(st.sampled_from(self.lines))
            self.record(f.HandInLineRemoved(hand_in=self.hand_ins[0], line=line, reason=text))

    @rule(text=TEXT, at=AT, left=st.booleans(), data=st.data())
    def finish(self, text, at, left, data):
        hand_in = data.draw(st.sampled_from(self.hand_ins))
        self.record(
            f.HandInCancelled(hand_in=hand_in, reason=text)
            if left
            else f.HandInClosed(hand_in=hand_in, closed_at=at, officer=text)
        )

    @rule(day=DAYS, text=TEXT, count=COUNT)
    def close_day(self, day, text, count):
        if day in self.closed:
            return
        self.closed.add(day)
        self.record(
            f.CollectionDayClosed(
                site=self.sites[0],
                occurred_on=day,
                figures={"receipts": (count, count)},
                weapons={"": (count, count, 0)},
                people={" adult": count},
                rounds=count,
                explanations={"receipts": text},
                spoilt=(text, text),
                notes=text,
            )
        )


CollectedLife.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatCollectionsRebuildTheSameTables = CollectedLife.TestCase
