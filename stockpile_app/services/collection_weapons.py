"""What is stated of a weapon that is handed in."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.collection_rules import LONGEST_TAG, LONGEST_TEXT, check_condition
from stockpile_app.domain.collections import HandInRecord, HandInWeapon
from stockpile_app.domain.collections_vocabulary import SafeState
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import AcquisitionStated, MarkRecorded, WeaponHandedIn
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.numbers import RegisterNumber, parse
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.domain.weapons import RegisterWeapon, check_text
from stockpile_app.persistence import collection_index, collection_site_index, history
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import is_open, read_places
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk
from stockpile_app.services.standing import check_place
from stockpile_app.services.weapons import refuse_duplicate, registration

_TAG_USED: Final = N_("The tag {tag} is used already: {known}. Take another.")
_STRANGE_TAG: Final = N_(
    "{tag} is a register number, but not that of this weapon ({number}). Print its own tag, or"
    " scan another."
)


def weapon_facts(desk: Desk, uow: UnitOfWork, of: HandInRecord, command: HandInWeapon) -> int:
    """Record a weapon of a hand-in, registered at the site as surrendered; return its id.

    Raises:
        BadValue: A field cannot be used, or the tag is used.
        Duplicate: A weapon that nothing tells apart from it has the same serial.
        NotAllowedNow: The site is being counted.
        NotFound: The place of the site is closed.
    """
    connection = uow.connection
    site = collection_site_index.standing(connection, of.site)
    if site is None or not is_open(connection, site.place_id):
        raise NotFound(N_("There is no such place, or it is closed."))
    check_place(connection, read_places(connection), site.place_id)
    condition, serviceable = check_condition(command.condition, serviceable=command.serviceable)
    sequence = history.last_sequences(connection)[0] + 1
    number = str(RegisterNumber(desk.store.origin, sequence))
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
            condition=condition,
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
    cleared_by = check_text(command.cleared_by, "cleared_by")
    if command.safe is SafeState.SAFE and not cleared_by:
        cleared_by = desk.user.full_name
    uow.record(
        fact,
        AcquisitionStated(
            number=number,
            acquisition=Acquisition.SURRENDERED,
            acquired_on=day.isoformat(),
            reference=of.number,
        ),
        WeaponHandedIn(
            hand_in=of.id,
            number=number,
            tag=_tag(connection, command.tag, number),
            safe=command.safe,
            cleared_by=cleared_by,
            serviceable=serviceable,
            accessories=check_text(command.accessories, "accessories", LONGEST_TEXT),
        ),
        *mark_facts(command.marks, number, day.isoformat()),
    )
    return sequence


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
