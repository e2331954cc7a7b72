"""Collections for tests: a programme, a site, people who come, and what they bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_sites import OpenProgramme, OpenSite, TeamMember
from stockpile_app.domain.collections import HandInAmmunition, HandInWeapon, ReferExplosive
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    CustodyTerms,
    Ineligible,
    ParticipantKind,
    SafeState,
    SiteKind,
    TeamDuty,
)
from stockpile_app.domain.vocabulary import Category, Sex
from stockpile_app.services.gateway import Services
from tests.builders import START, number, weapon

DAY = START.date()
NAME = "Zebedayo Mwanzo-Testa"
"""Of nobody: a name that a test can look for."""


def open_programme(services: Services, **fields: object) -> int:
    values: dict[str, object] = {
        "name": "Disarmament North",
        "authority": "DDR Commission",
        "starts_on": DAY - dt.timedelta(days=30),
        "basis": "Peace agreement, article 7",
        "appeal": "To the DDR Commission within 30 days.",
        "expected": 300,
    }
    return services.collections.setup.open_programme(OpenProgramme(**{**values, **fields})).id  # type: ignore[arg-type]


def open_site(services: Services, programme: int, code: str = "KAV", **fields: object) -> int:
    values: dict[str, object] = {"name": f"Site {code}", "opened_on": DAY}
    return services.collections.setup.open_site(
        OpenSite(programme=programme, code=code, **{**values, **fields})  # type: ignore[arg-type]
    ).id


def site(services: Services) -> int:
    """Open a programme with one site, and return the site."""
    return open_site(services, open_programme(services))


def team(services: Services, site_id: int) -> None:
    services.collections.setup.state_team(
        site_id,
        (
            TeamMember(name="Ana Leader", sex=Sex.FEMALE, duty=TeamDuty.LEADER),
            TeamMember(name="Ben Armourer", sex=Sex.MALE, duty=TeamDuty.WEAPONS),
        ),
    )


def person(site_id: int, **fields: object) -> RegisterParticipant:
    values: dict[str, object] = {
        "kind": ParticipantKind.COMBATANT,
        "personal": PersonalData(name=NAME, born="1990"),
        "sex": Sex.FEMALE,
        "age": 30,
    }
    return RegisterParticipant(site=site_id, **{**values, **fields})  # type: ignore[arg-type]


def rifle(hand_in: int, serial: str = "K-1001", **fields: object) -> HandInWeapon:
    values: dict[str, object] = {
        "category": Category.ASSAULT_RIFLE,
        "model": "AKM",
        "calibre": "7.62 x 39 mm",
        "serial": serial,
        "serviceable": True,
    }
    return HandInWeapon(hand_in=hand_in, **{**values, **fields})  # type: ignore[arg-type]


def rounds(hand_in: int, quantity: int = 30, **fields: object) -> HandInAmmunition:
    values: dict[str, object] = {"nature": "7.62 x 39 mm ball"}
    return HandInAmmunition(hand_in=hand_in, quantity=quantity, **{**values, **fields})  # type: ignore[arg-type]


def grenade(hand_in: int, **fields: object) -> ReferExplosive:
    values: dict[str, object] = {"description": "Hand grenade", "technician": "Sgt Omar"}
    return ReferExplosive(hand_in=hand_in, **{**values, **fields})  # type: ignore[arg-type]


def print_receipt(services: Services, hand_in: int) -> None:
    """Say that a receipt was printed, as printing it does."""
    with services.desk.store.write() as uow:
        uow.record(
            f.DocumentMade(
                document="hand-in-receipt",
                doc_number=f"HR-KE01-{hand_in}",
                scope="",
                weapons=0,
                subject=hand_in,
            )
        )
        uow.commit()


def collection_facts(first: int, at: int) -> list[f.Fact]:
    """Return one fact of each kind; the first will be entry ``first``, of weapon ``at``."""
    code = "KAV-0001"
    return [
        f.ProgrammeOpened(
            name="Disarmament North", authority="DDR Commission", occurred_on="2026-03-01"
        ),
        f.SiteOpened(
            programme=first,
            place=1,
            code="KAV",
            site_kind=SiteKind.MOBILE,
            custody=CustodyTerms.TEMPORARY,
            occurred_on="2026-03-01",
            key_holders=(("A. One", "Army"), ("B. Two", "Commission")),
        ),
        f.TeamStated(
            site=first + 1,
            occurred_on="2026-03-01",
            members=(("Ana Leader", "female", "leader"), ("Ben", "", "other")),
        ),
        f.CampaignHeld(
            programme=first,
            occurred_on="2026-03-01",
            title="Radio",
            for_women=True,
            reached=200,
        ),
        f.ParticipantRegistered(
            code=code,
            site=first + 1,
            arrived_at="2026-03-02T08:00",
            age_group=AgeGroup.ADULT,
            participant_kind=ParticipantKind.COMBATANT,
            sex=Sex.FEMALE,
            eligible=False,
            ineligible=Ineligible.OTHER,
        ),
        f.HandInOpened(participant=code, site=first + 1, opened_at="2026-03-02T08:00"),
        weapon(at),
        f.WeaponHandedIn(
            hand_in=first + 5,
            number=number(at),
            tag="T-1",
            safe=SafeState.SAFE,
            serviceable=True,
        ),
        f.AmmunitionHandedIn(hand_in=first + 5, nature="9 mm", quantity=12),
        f.AmmunitionHandedIn(hand_in=first + 5, nature="9 mm", quantity=21),
        f.HandInLineRemoved(hand_in=first + 5, line=first + 9, reason="Counted twice"),
        f.ExplosiveReferred(
            hand_in=first + 5,
            description="Grenade",
            quantity=1,
            technician="Omar",
            referred_at="2026-03-02T08:10",
        ),
        f.HandInClosed(hand_in=first + 5, closed_at="2026-03-02T08:20", officer="Emeka"),
        f.AppealLodged(participant=code, occurred_on="2026-03-02"),
        f.EligibilityDecided(
            participant=code, eligible=True, occurred_on="2026-03-02", on_appeal=True
        ),
        f.HandInOpened(participant=code, site=first + 1, opened_at="2026-03-02T09:00"),
        f.HandInCancelled(hand_in=first + 15, reason="Left again"),
        f.CollectionDayClosed(
            site=first + 1,
            occurred_on="2026-03-02",
            figures={"receipts": (1, 0)},
            weapons={"": (1, 1, 0)},
            people={"female adult": 1},
            rounds=12,
            explanations={"receipts": "Printer broken"},
            spoilt=("T-9",),
        ),
        f.SiteClosed(site=first + 1, occurred_on="2026-03-02", reason="Done"),
        f.ProgrammeClosed(programme=first, occurred_on="2026-03-02", reason="Done"),
    ]


def record_collections(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subject, so that each of its tables has a row."""
    head = record(weapon(400))
    record(*collection_facts(head + 1, 401))
