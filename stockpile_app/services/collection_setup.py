"""Programmes that collect weapons, their sites and teams, and campaigns that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_rules import (
    LONGEST_TEXT,
    MOST_LANES,
    MOST_MINUTES,
    MOST_PEOPLE,
    check_key_holders,
    check_range,
    check_running,
    check_site_code,
    check_team,
)
from stockpile_app.domain.collection_sites import (
    CampaignRecord,
    HoldCampaign,
    OpenProgramme,
    OpenSite,
    ProgrammeRecord,
    SetupChanged,
    SiteRecord,
    TeamMember,
)
from stockpile_app.domain.collections_vocabulary import CustodyTerms
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    CampaignHeld,
    Fact,
    PlaceSpecified,
    ProgrammeClosed,
    ProgrammeOpened,
    SiteClosed,
    SiteOpened,
    TeamStated,
)
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import DepotKind, PlaceKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import collection_site_index, history
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.places import new_place

NO_PROGRAMME: Final = N_("There is no such programme in this register.")
NO_SITE: Final = N_("There is no such collection site in this register.")
_SITES_OPEN: Final = N_("These sites of “{name}” are still open: {sites}. Close them first.")
_CODE_TAKEN: Final = N_("Another site has the code {code}; choose another.")
_IS_A_SITE: Final = N_("“{name}” is a collection site already: {code}.")
_NO_DEPOT: Final = N_("A site is a depot of its own: choose a depot, or name a new one.")
_OTHER_DEPOT: Final = N_(
    "“{name}” is no collection point and no temporary store. Choose another depot, or name a new"
    " one."
)
_UNFINISHED: Final = N_(
    "“{name}” cannot be closed yet: open hand-ins: {hand_ins}, days not closed: {days}, weapons"
    " still there: {weapons}."
)
_COLLECTS: Final = (DepotKind.COLLECTION_POINT, DepotKind.TEMPORARY)


class CollectionSetup:
    """What is set up before anybody comes."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    # --- looking ---------------------------------------------------------------------------------

    def programmes(self) -> Sequence[ProgrammeRecord]:
        """Return all programmes, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return collection_site_index.programmes(connection)

    def programme(self, programme_id: int) -> ProgrammeRecord:
        """Return one programme.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return existing_programme(connection, programme_id)

    def sites(self, programme: int | None = None, *, closed: bool = False) -> Sequence[SiteRecord]:
        """Return sites by name; of one programme, if named, and ``closed`` ones too if asked."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return collection_site_index.sites(connection, programme_id=programme, closed=closed)

    def site(self, site_id: int) -> SiteRecord:
        """Return one site, closed or not.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return existing_site(connection, site_id)

    def campaigns(self, programme: int | None = None) -> Sequence[CampaignRecord]:
        """Return campaigns, newest first; of one programme, if named."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return collection_site_index.campaigns(connection, programme)

    # --- programmes ------------------------------------------------------------------------------

    def open_programme(self, command: OpenProgramme) -> SetupChanged:
        """Begin a programme.

        Raises:
            BadValue: A field cannot be used; says which.
        """
        self._desk.require(Permission.PROGRAMMES)
        name = check_text(command.name, "name")
        authority = check_text(command.authority, "authority")
        if not name:
            raise BadValue(N_("A programme needs a name."), "name")
        if not authority:
            raise BadValue(N_("Say who is responsible for the programme."), "authority")
        if command.ends_on is not None and command.ends_on < command.starts_on:
            raise BadValue(N_("A programme cannot end before it begins."), "ends_on")
        fact = ProgrammeOpened(
            name=name,
            authority=authority,
            # a programme may be set up before it begins
            occurred_on=command.starts_on.isoformat(),
            basis=check_text(command.basis, "basis", LONGEST_TEXT),
            data_owner=check_text(command.data_owner, "data_owner"),
            appeal=check_text(command.appeal, "appeal", LONGEST_TEXT),
            ends_on=command.ends_on.isoformat() if command.ends_on else None,
            minutes=check_range(command.minutes, "minutes", 1, MOST_MINUTES),
            expected=check_range(command.expected, "expected", 0, MOST_PEOPLE),
            notes=check_text(command.notes, "notes", LONGEST_NOTE),
        )
        with self._desk.store.write() as uow:
            programmes = collection_site_index.programmes(uow.connection)
            if any(
                each.closed_on is None and each.name.casefold() == name.casefold()
                for each in programmes
            ):
                raise BadValue(N_("There is a programme “{name}” already."), "name", name=name)
            programme_id = uow.next_seq
            uow.record(fact)
            return SetupChanged(programme_id, uow.commit())

    def close_programme(self, programme_id: int, reason: str = "") -> SetupChanged:
        """End a programme.

        Raises:
            NotAllowedNow: It is closed, or one of its sites is open.
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.PROGRAMMES)
        reason = check_text(reason, "reason", LONGEST_TEXT)
        with self._desk.store.write() as uow:
            programme = existing_programme(uow.connection, programme_id)
            if programme.closed_on is not None:
                raise NotAllowedNow(
                    N_("The programme “{name}” is closed already."), name=programme.name
                )
            sites = collection_site_index.sites(uow.connection, programme_id=programme_id)
            if sites:
                raise NotAllowedNow(
                    _SITES_OPEN,
                    name=programme.name,
                    sites=", ".join(each.name for each in sites),
                )
            uow.record(
                ProgrammeClosed(programme=programme_id, occurred_on=self._day, reason=reason)
            )
            return SetupChanged(programme_id, uow.commit())

    def hold_campaign(self, command: HoldCampaign) -> SetupChanged:
        """Record that people were told of a programme.

        Raises:
            BadValue: A field cannot be used; says which.
            NotFound: There is no such programme.
        """
        self._desk.require(Permission.PROGRAMMES)
        title = check_text(command.title, "title")
        if not title:
            raise BadValue(N_("Say what the campaign was."), "title")
        fact = CampaignHeld(
            programme=command.programme,
            occurred_on=check_day(command.held_on, "held_on", self._desk.today) or "",
            title=title,
            for_women=command.for_women,
            reached=check_range(command.reached, "reached", 0, MOST_PEOPLE),
            notes=check_text(command.notes, "notes", LONGEST_NOTE),
        )
        with self._desk.store.write() as uow:
            existing_programme(uow.connection, command.programme)
            campaign = uow.next_seq
            uow.record(fact)
            return SetupChanged(campaign, uow.commit())

    # --- sites -----------------------------------------------------------------------------------

    def open_site(self, command: OpenSite) -> SetupChanged:
        """Open a site, in a depot that is there or in a new one made with it.

        Raises:
            BadValue: A field cannot be used, the code is taken, the depot is a site already, or
                temporary custody has no two key holders of different parties.
            NotAllowedNow: The programme is closed.
            NotFound: There is no such programme or depot.
        """
        self._desk.require(Permission.PROGRAMMES)
        code = check_site_code(command.code)
        day = check_day(command.opened_on, "opened_on", self._desk.today) or ""
        holders = check_key_holders(command.key_holders, command.custody)
        lanes = check_range(command.lanes, "lanes", 1, MOST_LANES)
        hours = check_range(command.hours, "hours", 1, 24)
        notes = check_text(command.notes, "notes", LONGEST_NOTE)
        with self._desk.store.write() as uow:
            programme = existing_programme(uow.connection, command.programme)
            check_running(
                programme.name, programme.starts_on, programme.closed_on, command.opened_on
            )
            if collection_site_index.site_with_code(uow.connection, code) is not None:
                raise BadValue(_CODE_TAKEN, "code", code=code)
            place, facts = _place(uow.connection, command)
            uow.record(*facts)
            site = uow.next_seq
            uow.record(
                SiteOpened(
                    programme=programme.id,
                    place=place,
                    code=code,
                    site_kind=command.kind,
                    custody=command.custody,
                    occurred_on=day,
                    lanes=lanes,
                    hours=hours,
                    key_holders=holders,
                    notes=notes,
                )
            )
            return SetupChanged(site, uow.commit())

    def close_site(self, site_id: int, reason: str = "") -> SetupChanged:
        """Close a site that has nothing left to do.

        Raises:
            NotAllowedNow: Hand-ins or days are open, or weapons are still there.
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.PROGRAMMES)
        reason = check_text(reason, "reason", LONGEST_TEXT)
        with self._desk.store.write() as uow:
            site = existing_site(uow.connection, site_id)
            if site.closed_on is not None:
                raise NotAllowedNow(N_("The site “{name}” is closed already."), name=site.name)
            if site.open_hand_ins or site.days_open or site.weapons_here:
                raise NotAllowedNow(
                    _UNFINISHED,
                    name=site.name,
                    hand_ins=site.open_hand_ins,
                    days=len(site.days_open),
                    weapons=site.weapons_here,
                )
            uow.record(SiteClosed(site=site_id, occurred_on=self._day, reason=reason))
            return SetupChanged(site_id, uow.commit())

    def state_team(self, site_id: int, members: tuple[TeamMember, ...]) -> SetupChanged:
        """Record who works at a site from today on.

        Raises:
            BadValue: A name is missing or too long.
            NotAllowedNow: The site is closed.
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.PROGRAMMES)
        team = check_team(members)
        with self._desk.store.write() as uow:
            site = existing_site(uow.connection, site_id)
            if site.closed_on is not None:
                raise NotAllowedNow(N_("The site “{name}” is closed already."), name=site.name)
            uow.record(
                TeamStated(
                    site=site_id,
                    occurred_on=self._day,
                    members=tuple(
                        (each.name, each.sex.value if each.sex else "", each.duty.value)
                        for each in team
                    ),
                )
            )
            return SetupChanged(site_id, uow.commit())

    @property
    def _day(self) -> str:
        return self._desk.today.isoformat()


def existing_programme(connection: Connection, programme_id: int) -> ProgrammeRecord:
    """Return a programme.

    Raises:
        NotFound: There is none of this id.
    """
    found = collection_site_index.programme(connection, programme_id)
    if found is None:
        raise NotFound(NO_PROGRAMME)
    return found


def existing_site(connection: Connection, site_id: int) -> SiteRecord:
    """Return a site, closed or not.

    Raises:
        NotFound: There is none of this id.
    """
    found = collection_site_index.site(connection, site_id)
    if found is None:
        raise NotFound(NO_SITE)
    return found


def _place(connection: Connection, command: OpenSite) -> tuple[int, list[Fact]]:
    """Return the depot that a site is, and what has to be stated of it first."""
    book = read_places(connection)
    two = command.custody is CustodyTerms.TEMPORARY
    if command.place_id is None:
        asked = AddPlace(PlaceKind.DEPOT, command.name)
        added = new_place(book, asked, history.last_sequences(connection)[1] + 1)
        kind = DepotKind.TEMPORARY if two else DepotKind.COLLECTION_POINT
        specified = PlaceSpecified(
            place=added.place, depot_kind=kind, two_keys=two, two_parties=two
        )
        return added.place, [added, specified]
    place = book.by_id.get(command.place_id)
    if place is None or place.closed:
        raise NotFound(N_("There is no such place, or it is closed."))
    _check_depot(connection, place)
    if place.depot_kind is not None and (place.two_parties or not two):
        return place.id, []
    return place.id, [
        PlaceSpecified(
            place=place.id,
            depot_kind=place.depot_kind or DepotKind.COLLECTION_POINT,
            address=place.address,
            capacity=place.capacity,
            keeper=place.keeper,
            two_keys=place.two_keys or two,
            two_parties=place.two_parties or two,
            notes=place.notes,
        )
    ]


def _check_depot(connection: Connection, place: PlaceRecord) -> None:
    if place.kind is not PlaceKind.DEPOT:
        raise BadValue(_NO_DEPOT, "place_id")
    if place.depot_kind is not None and place.depot_kind not in _COLLECTS:
        raise BadValue(_OTHER_DEPOT, "place_id", name=place.name)
    known = collection_site_index.open_site_at(connection, place.id)
    if known:
        raise BadValue(_IS_A_SITE, "place_id", name=place.name, code=known)
