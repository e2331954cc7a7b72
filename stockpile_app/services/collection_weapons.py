"""What is stated of a weapon that is handed in."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from stockpile_app.domain.collection_rules import LONGEST_TAG, LONGEST_TEXT, check_condition
from stockpile_app.domain.collection_sites import SiteStanding
from stockpile_app.domain.collections import HandInRecord, HandInWeapon
from stockpile_app.domain.collections_vocabulary import SafeState
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import (
    AcquisitionStated,
    Fact,
    MarkRecorded,
    WeaponHandedIn,
    WeaponsRecovered,
)
from stockpile_app.domain.incidents import check_recoverable
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.numbers import RegisterNumber, parse
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.domain.weapons import RegisterWeapon, check_text
from stockpile_app.persistence import (
    collection_index,
    collection_site_index,
    custody_index,
    history,
)
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import is_open, read_places
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk
from stockpile_app.services.standing import check_day, check_place, chosen_weapons
from stockpile_app.services.weapons import refuse_duplicate, registration

_TAG_USED: Final = N_("The tag {tag} is used already: {known}. Take another.")
_STRANGE_TAG: Final = N_(
    "{tag} is a register number, but not that of this weapon ({number}). Print its own tag, or"
    " scan another."
)


def weapon_facts(desk: Desk, uow: UnitOfWork, of: HandInRecord, command: HandInWeapon) -> int:
    """Record a weapon of a hand-in, registered at the site as surrendered; return its id.

    One that was lost or stolen from this register is recovered there instead.

    Raises:
        BadValue: A field cannot be used, or the tag is used.
        Duplicate: A weapon that nothing tells apart from it has the same serial.
        NotAllowedNow: The site is being counted, or the known weapon is neither lost nor stolen.
        NotFound: The place of the site is closed, or there is no such known weapon.
    """
    connection = uow.connection
    site = collection_site_index.standing(connection, of.site)
    if site is None or not is_open(connection, site.place_id):
        raise NotFound(N_("There is no such place, or it is closed."))
    check_place(connection, read_places(connection), site.place_id)
    condition, serviceable = check_condition(command.condition, serviceable=command.serviceable)
    day = of.opened_at.date().isoformat()
    if command.known is None:
        weapon_id = history.last_sequences(connection)[0] + 1
        number = str(RegisterNumber(desk.store.origin, weapon_id))
        command = replace(command, condition=condition)
        came: list[Fact] = _surrendered(desk, connection, site, of, number, command)
    else:
        weapon_id = command.known
        recovered = _recovered(desk, connection, site, of, weapon_id)
        number, came = recovered.weapons[0], [recovered]
    cleared_by = check_text(command.cleared_by, "cleared_by")
    if command.safe is SafeState.SAFE and not cleared_by:
        cleared_by = desk.user.full_name
    uow.record(
        *came,
        WeaponHandedIn(
            hand_in=of.id,
            number=number,
            tag=_tag(connection, command.tag, number),
            safe=command.safe,
            cleared_by=cleared_by,
            serviceable=serviceable,
            accessories=check_text(command.accessories, "accessories", LONGEST_TEXT),
        ),
        *mark_facts(command.marks, number, day),
    )
    return weapon_id


def _surrendered(
    desk: Desk,
    connection: Connection,
    site: SiteStanding,
    of: HandInRecord,
    number: str,
    command: HandInWeapon,
) -> list[Fact]:
    """Return the facts that a weapon is in the register, and how it came."""
    day = of.opened_at.date()
    fact = registration(
        RegisterWeapon(
            place_id=site.place_id,
            serial=command.serial,
            serial_state=command.serial_state,
            maker=command.maker,
            model=command.model,
            calibre=command.calibre,
            country=command.country,
            year=command.year,
            category=command.category,
            condition=command.condition,
            received_on=day,
            source=site.programme_name,
            reference=of.number,
            notes=command.notes,
        ),
        number,
        desk.today,
    )
    if not command.despite:
        refuse_duplicate(connection, fact)
    return [
        fact,
        AcquisitionStated(
            number=number,
            acquisition=Acquisition.SURRENDERED,
            acquired_on=day.isoformat(),
            reference=of.number,
        ),
    ]


def _recovered(
    desk: Desk, connection: Connection, site: SiteStanding, of: HandInRecord, weapon_id: int
) -> WeaponsRecovered:
    """Return the fact that a lost or stolen weapon is back, at the site."""
    weapons = chosen_weapons(connection, [weapon_id])
    check_recoverable(weapons)
    day = of.opened_at.date()
    explanation = check_day(connection, day, desk.today, weapons, of.number)
    return WeaponsRecovered(
        weapons=(weapons[0].number,),
        place=site.place_id,
        occurred_on=day.isoformat(),
        received_by=desk.user.full_name,
        circumstances=f"{site.programme_name}, {site.name}: {of.number}",
        incident=custody_index.losses(connection, [weapon_id]).get(weapon_id),
        explanation=explanation,
    )


def mark_facts(text: str, number: str, day: str) -> list[MarkRecorded]:
    """Return the facts of marks, one a line, of which nobody said yet what they mean."""
    lines = [check_text(each, "marks", 200) for each in text.splitlines()]
    return [
        MarkRecorded(
            occurred_on=day,
            component=Component.OTHER,
            occasion=MarkOccasion.OTHER,
            text=each,
            number=number,
        )
        for each in lines
        if each
    ]


def _tag(connection: Connection, asked: str, number: str) -> str:
    """Return the code on a weapon's tag; its register number, which our tags say, where "".

    Raises:
        BadValue: It is on another weapon, was spoilt, or is the number of another weapon.
    """
    tag = check_text(asked, "tag", LONGEST_TAG).upper()
    own = parse(tag, (number.split("-", maxsplit=1)[0],))
    if not tag or (own is not None and str(own) == number):
        return number
    known = collection_index.tag_used(connection, str(own) if own else tag)
    if known:
        raise BadValue(_TAG_USED, "tag", tag=tag, known=known)
    if own is not None:
        raise BadValue(_STRANGE_TAG, "tag", tag=tag, number=number)
    return tag
