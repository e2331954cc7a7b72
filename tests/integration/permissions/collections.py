"""Who may ask what of ``services.collections``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.collection_days import CloseDay, PackContainer, PlanSite, SendContainers
from stockpile_app.domain.collection_people import ParticipantQuery, PersonalData
from stockpile_app.domain.collection_sites import HoldCampaign, OpenProgramme, OpenSite
from stockpile_app.domain.collections import HandInQuery
from tests.builders_collections import grenade, person, rifle, rounds

DAY = dt.date(2026, 3, 1)
READERS, PLANNERS, OFFICERS = "SMIDT", "MD", "D"
CODE = "KAV-0001"


def setup(services):
    return services.collections.setup


def table(services):
    return services.collections.desk


def people(services):
    return services.collections.people


def days(services):
    return services.collections.days


ROWS = {
    "collections.setup.programmes": (READERS, lambda s, out: setup(s).programmes()),
    "collections.setup.programme": (READERS, lambda s, out: setup(s).programme(1)),
    "collections.setup.sites": (READERS, lambda s, out: setup(s).sites()),
    "collections.setup.site": (READERS, lambda s, out: setup(s).site(1)),
    "collections.setup.campaigns": (READERS, lambda s, out: setup(s).campaigns()),
    "collections.setup.open_programme": (
        PLANNERS,
        lambda s, out: setup(s).open_programme(
            OpenProgramme(name="x", authority="y", starts_on=DAY)
        ),
    ),
    "collections.setup.close_programme": (PLANNERS, lambda s, out: setup(s).close_programme(1)),
    "collections.setup.hold_campaign": (
        PLANNERS,
        lambda s, out: setup(s).hold_campaign(HoldCampaign(programme=1, held_on=DAY, title="x")),
    ),
    "collections.setup.open_site": (
        PLANNERS,
        lambda s, out: setup(s).open_site(
            OpenSite(programme=1, code="AB", opened_on=DAY, name="x")
        ),
    ),
    "collections.setup.close_site": (PLANNERS, lambda s, out: setup(s).close_site(1)),
    "collections.setup.state_team": (PLANNERS, lambda s, out: setup(s).state_team(1, ())),
    "collections.desk.open_ones": (OFFICERS, lambda s, out: table(s).open_ones(1)),
    "collections.desk.details": (READERS, lambda s, out: table(s).details(1)),
    "collections.desk.register": (OFFICERS, lambda s, out: table(s).register(person(1))),
    "collections.desk.again": (OFFICERS, lambda s, out: table(s).again(1, CODE)),
    "collections.desk.add_weapon": (OFFICERS, lambda s, out: table(s).add_weapon(rifle(1))),
    "collections.desk.add_ammunition": (
        OFFICERS,
        lambda s, out: table(s).add_ammunition(rounds(1)),
    ),
    "collections.desk.refer": (OFFICERS, lambda s, out: table(s).refer(grenade(1))),
    "collections.desk.remove_line": (OFFICERS, lambda s, out: table(s).remove_line(1, 1, "x")),
    "collections.desk.remove_weapon": (OFFICERS, lambda s, out: table(s).remove_weapon(1, 1, "x")),
    "collections.desk.add_photograph": (
        OFFICERS,
        lambda s, out: table(s).add_photograph(1, 1, b"\xff\xd8\xff"),
    ),
    "collections.desk.close": (OFFICERS, lambda s, out: table(s).close(1)),
    "collections.desk.cancel": (OFFICERS, lambda s, out: table(s).cancel(1, "x")),
    "collections.people.list": (READERS, lambda s, out: people(s).list(ParticipantQuery())),
    "collections.people.find": (READERS, lambda s, out: people(s).find(CODE)),
    "collections.people.hand_ins": (READERS, lambda s, out: people(s).hand_ins(HandInQuery())),
    "collections.people.open_file": (OFFICERS, lambda s, out: people(s).open_file(CODE)),
    "collections.people.named": (OFFICERS, lambda s, out: people(s).named()),
    "collections.people.search": (OFFICERS, lambda s, out: people(s).search("x")),
    "collections.people.names": (OFFICERS, lambda s, out: people(s).names([CODE], "x")),
    "collections.people.state": (
        OFFICERS,
        lambda s, out: people(s).state(CODE, PersonalData(name="x")),
    ),
    "collections.people.erase": (OFFICERS, lambda s, out: people(s).erase(CODE, "x")),
    "collections.people.decide": (OFFICERS, lambda s, out: people(s).decide(CODE, eligible=True)),
    "collections.people.lodge_appeal": (OFFICERS, lambda s, out: people(s).lodge_appeal(CODE, "x")),
    "collections.people.decide_appeal": (
        OFFICERS,
        lambda s, out: people(s).decide_appeal(CODE, upheld=True, words="x"),
    ),
    "collections.days.due": (READERS, lambda s, out: days(s).due()),
    "collections.days.closed": (READERS, lambda s, out: days(s).closed(1)),
    "collections.days.figures": (READERS, lambda s, out: days(s).figures(1, DAY)),
    "collections.days.close": (OFFICERS, lambda s, out: days(s).close(CloseDay(site=1, day=DAY))),
    "collections.days.waiting": (READERS, lambda s, out: days(s).waiting(1)),
    "collections.days.on_the_way": (READERS, lambda s, out: days(s).on_the_way(1)),
    "collections.days.pack": (
        OFFICERS,
        lambda s, out: days(s).pack(
            PackContainer(
                site=1,
                name="x",
                weapon_ids=(1,),
                seals=("1",),
                packed_on=DAY,
                sealed_by="a",
                witness="b",
            )
        ),
    ),
    "collections.days.send": (
        OFFICERS,
        lambda s, out: days(s).send(
            SendContainers(
                site=1,
                container_ids=(1,),
                depot_id=2,
                sent_on=DAY,
                expected_on=DAY,
                handed_by="a",
                received_by="b",
                authorised_by="c",
            )
        ),
    ),
    "collections.figures.indicators": (
        READERS,
        lambda s, out: s.collections.figures.indicators(),
    ),
    "collections.figures.plan": (
        READERS,
        lambda s, out: s.collections.figures.plan(PlanSite(site=1, people=9)),
    ),
}
