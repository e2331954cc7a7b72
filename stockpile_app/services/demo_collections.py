"""A collection programme of the demonstration: two sites, and the people who came today.

Everybody and everything is made up. Names lie in their compartment, as in a real register: the DDR
officer who works here opens it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, NamedTuple

from stockpile_app.domain.collection_days import CloseDay
from stockpile_app.domain.collection_papers import PrintReceipt
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_sites import (
    HoldCampaign,
    OpenProgramme,
    OpenSite,
    TeamMember,
)
from stockpile_app.domain.collections import HandInAmmunition, HandInWeapon, ReferExplosive
from stockpile_app.domain.collections_vocabulary import (
    CustodyTerms,
    Ineligible,
    ParticipantKind,
    SafeState,
    SiteKind,
    TeamDuty,
)
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Sex
from stockpile_app.services.gateway import Services

_TEAM: Final = (
    TeamMember(name="Demo Ms Fir", sex=Sex.FEMALE, duty=TeamDuty.LEADER),
    TeamMember(name="Demo Mr Gum", sex=Sex.MALE, duty=TeamDuty.WEAPONS),
    TeamMember(name="Demo Ms Hazel", sex=Sex.FEMALE, duty=TeamDuty.REGISTRATION),
    TeamMember(name="Demo Mr Ivy", sex=Sex.MALE, duty=TeamDuty.AMMUNITION),
    TeamMember(name="Demo Ms Juniper", sex=Sex.FEMALE, duty=TeamDuty.CHILD_PROTECTION),
)


class _Person(NamedTuple):
    """Somebody who came, and what they brought: serials of rifles, and rounds."""

    name: str
    sex: Sex
    age: int
    kind: ParticipantKind
    serials: tuple[str, ...] = ()
    rounds: int = 0
    explosive: str = ""
    ineligible: Ineligible | None = None


_AT_THE_MARKET: Final = (
    _Person("Demo Kapok", Sex.MALE, 31, ParticipantKind.COMBATANT, ("KD 4417",), 60),
    _Person("Demo Larch", Sex.FEMALE, 27, ParticipantKind.COMBATANT, ("KD 2290", "")),
    _Person("Demo Maple", Sex.FEMALE, 44, ParticipantKind.ASSOCIATED, (), 210, "One hand grenade"),
    _Person("Demo Nettle", Sex.MALE, 16, ParticipantKind.ASSOCIATED, ("KD 7731",)),
    _Person(
        "Demo Olive",
        Sex.MALE,
        63,
        ParticipantKind.CIVILIAN,
        ("1916 / 88",),
        0,
        "",
        Ineligible.NOT_OF_GROUP,
    ),
)
_ON_THE_ROAD: Final = (
    _Person("Demo Poplar", Sex.MALE, 22, ParticipantKind.COMBATANT, ("KD 5052",), 30),
    _Person("Demo Quince", Sex.FEMALE, 35, ParticipantKind.COMBATANT, ("KD 6640",)),
)


class DemoCollections:
    """Works at the desk of the DDR officer."""

    def __init__(self, services: Services) -> None:
        """Prepare; ``live`` does it."""
        self._services = services
        self._today = services.desk.today

    def live(self, folder: Path) -> tuple[Path, ...]:
        """Record a programme, a site whose day is closed, and one where somebody stands now.

        Returns the receipt of who came first; the others get theirs, too, as a day wants it.
        """
        programme = self._open()
        market = self._site(programme, "MKT", "Harbour market", SiteKind.FIXED)
        road = self._site(programme, "NRD", "Northern road", SiteKind.MOBILE)
        receipts = [self._serve(market, person, folder) for person in _AT_THE_MARKET]
        self._services.collections.days.close(CloseDay(site=market, day=self._today))
        first, last = _ON_THE_ROAD
        receipts.append(self._serve(road, first, folder))
        self._take(road, last)
        shown, *others = receipts
        for each in others:
            each.unlink()
        return (shown.rename(folder / "hand-in-receipt.pdf"),)

    def _serve(self, site: int, person: _Person, folder: Path) -> Path:
        """Take over what somebody brings, and print the receipt."""
        hand_in, collections = self._take(site, person), self._services.collections
        collections.desk.close(hand_in)
        out = folder / f"receipt-{hand_in}.pdf"
        return collections.papers.receipt(PrintReceipt(out=out, hand_in=hand_in)).path

    def _open(self) -> int:
        setup = self._services.collections.setup
        programme = setup.open_programme(
            OpenProgramme(
                name="Demo community programme",
                authority="Demo DDR Commission",
                basis="Demo peace agreement, article 7",
                data_owner="Demo DDR Commission",
                appeal="Within 30 days at the Demo DDR Commission, 2 Demo Square",
                starts_on=self._today - dt.timedelta(days=20),
                expected=300,
            )
        ).id
        setup.hold_campaign(
            HoldCampaign(
                programme=programme,
                held_on=self._today - dt.timedelta(days=12),
                title="Meeting of women’s groups",
                for_women=True,
                reached=85,
            )
        )
        return programme

    def _site(self, programme: int, code: str, name: str, kind: SiteKind) -> int:
        setup = self._services.collections.setup
        temporary = kind is SiteKind.FIXED
        site = setup.open_site(
            OpenSite(
                programme=programme,
                code=code,
                name=name,
                kind=kind,
                opened_on=self._today - dt.timedelta(days=5),
                custody=CustodyTerms.TEMPORARY if temporary else CustodyTerms.PERMANENT,
                lanes=2 if temporary else 1,
                hours=6,
                key_holders=(
                    (("Demo Colonel Rowan", "Demo Government"), ("Demo Ms Sorrel", "Demo Movement"))
                    if temporary
                    else ()
                ),
            )
        ).id
        setup.state_team(site, _TEAM)
        return site

    def _take(self, site: int, person: _Person) -> int:
        """Take over what somebody brings; return the id of the hand-in, which stays open."""
        desk = self._services.collections.desk
        hand_in = desk.register(
            RegisterParticipant(
                site=site,
                kind=person.kind,
                personal=PersonalData(name=person.name, group="Demo Movement"),
                sex=person.sex,
                age=person.age,
                eligible=person.ineligible is None,
                ineligible=person.ineligible,
                child_staff="Demo Ms Juniper" if person.age < 18 else "",
            )
        ).details.hand_in.id
        for serial in person.serials:
            desk.add_weapon(_weapon(hand_in, serial))
        if person.rounds:
            desk.add_ammunition(
                HandInAmmunition(
                    hand_in=hand_in,
                    nature="7.62 x 39 mm ball",
                    quantity=person.rounds,
                    lot="Demo lot 11-74",
                    safe=SafeState.SAFE,
                    technician="Demo Mr Ivy",
                )
            )
        if person.explosive:
            desk.refer(
                ReferExplosive(
                    hand_in=hand_in, description=person.explosive, technician="Demo Mr Ivy"
                )
            )
        return hand_in


def _weapon(hand_in: int, serial: str) -> HandInWeapon:
    """Return a rifle; without a serial number where there is none to read."""
    return HandInWeapon(
        hand_in=hand_in,
        category=Category.ASSAULT_RIFLE,
        maker="Izhmash",
        model="AK-47",
        calibre="7.62 x 39 mm",
        country="SU",
        serial=serial or None,
        serial_state=SerialState.RECORDED if serial else SerialState.ILLEGIBLE,
        condition=Condition.SERVICEABLE,
        serviceable=True,
        safe=SafeState.SAFE,
        cleared_by="Demo Mr Gum",
    )
