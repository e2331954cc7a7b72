"""Rules of collecting weapons: what a site, a person and a hand-in must be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_sites import SiteStanding, TeamMember
from stockpile_app.domain.collections import HandInRecord
from stockpile_app.domain.collections_vocabulary import AgeGroup, CustodyTerms, Ineligible
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Condition
from stockpile_app.domain.weapons import check_text

LONGEST_TEXT: Final = 500
LONGEST_TAG: Final = 40
MOST_LANES: Final = 100
MOST_MINUTES: Final = 480
MOST_PEOPLE: Final = 1_000_000
MOST_TEAM: Final = 200
MOST_ROUNDS: Final = 100_000_000
LONGEST_LIFE: Final = 130
_CODE: Final = re.compile(r"[A-Z0-9]{2,6}")
_SHORTEST_NAME: Final = 3

_NAMED: Final = N_(
    "This text tells who {code} is, and everybody can read it. Write it without the name; names"
    " belong to the personal data alone."
)


def check_site_code(code: str) -> str:
    """Return the code of a site in capitals.

    Raises:
        BadValue: It is not 2 to 6 letters or digits.
    """
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise BadValue(
            N_("The code of a site is 2 to 6 letters or digits (A-Z, 0-9), for example KAV."),
            "code",
        )
    return code


def check_range(value: int, field: str, least: int, most: int) -> int:
    """Return a number that is not out of all bounds.

    Raises:
        BadValue: It is.
    """
    if not least <= value <= most:
        raise BadValue(
            N_("{value} cannot be: it must be between {least} and {most}."),
            field,
            value=value,
            least=least,
            most=most,
        )
    return value


def check_key_holders(
    holders: Sequence[tuple[str, str]], custody: CustodyTerms
) -> tuple[tuple[str, str], ...]:
    """Return the key holders of a site, cleaned.

    Raises:
        BadValue: A name or party is missing; or weapons are taken into temporary custody and the
            keys are not with two people of different parties (IDDRS 4.11, section 6.1.2).
    """
    found = tuple(
        (check_text(name, "key_holders"), check_text(party, "key_holders"))
        for name, party in holders
    )
    if any(not name or not party for name, party in found):
        raise BadValue(N_("Give the name and the party of each key holder."), "key_holders")
    parties = {party.casefold() for _, party in found}
    names = {name.casefold() for name, _ in found}
    if custody is CustodyTerms.TEMPORARY and (len(parties) < 2 or len(names) < 2):
        raise BadValue(
            N_(
                "Temporary custody needs two locks, and two key holders of different parties. Name"
                " both."
            ),
            "key_holders",
        )
    return found


def check_team(members: Iterable[TeamMember]) -> tuple[TeamMember, ...]:
    """Return the people of a team, cleaned.

    Raises:
        BadValue: A name is missing or too long, or there are too many.
    """
    found = tuple(
        TeamMember(name=check_text(each.name, "name"), sex=each.sex, duty=each.duty)
        for each in members
    )
    if any(not each.name for each in found):
        raise BadValue(N_("Everybody of the team needs a name."), "name")
    check_range(len(found), "team", 0, MOST_TEAM)
    return found


def check_running(name: str, starts_on: dt.date, closed_on: dt.date | None, day: dt.date) -> None:
    """Refuse to collect for a programme that is not running.

    Raises:
        NotAllowedNow: It is closed, or has not begun.
    """
    if closed_on is not None:
        raise NotAllowedNow(N_("The programme “{name}” is closed."), name=name)
    if day < starts_on:
        raise NotAllowedNow(
            N_("The programme “{name}” begins on {day} only."),
            name=name,
            day=starts_on.isoformat(),
        )


def check_collecting(site: SiteStanding, day: dt.date) -> None:
    """Refuse to collect at a site that is not open, or for a programme that is not running.

    Raises:
        NotAllowedNow: It is closed, or begins later.
    """
    if site.closed_on is not None:
        raise NotAllowedNow(N_("The site “{name}” is closed."), name=site.name)
    if day < site.opened_on:
        raise NotAllowedNow(
            N_("The site “{name}” opens on {day} only."),
            name=site.name,
            day=site.opened_on.isoformat(),
        )
    check_running(site.programme_name, site.programme_starts_on, site.programme_closed_on, day)


def check_open(record: HandInRecord) -> None:
    """Refuse to change a hand-in that is over.

    Raises:
        NotAllowedNow: Its receipt was given, or the person left.
    """
    if record.cancelled:
        raise NotAllowedNow(N_("{number} was given up."), number=record.number)
    if record.closed_at is not None:
        raise NotAllowedNow(
            N_("{number} is closed and its receipt was given. Begin another hand-in."),
            number=record.number,
        )


def age_group_of(command: RegisterParticipant) -> AgeGroup:
    """Return the age group of somebody who comes.

    Raises:
        BadValue: The age cannot be, or is not of the group that was chosen.
    """
    if command.age is not None:
        check_range(command.age, "age", 0, LONGEST_LIFE)
    group = command.age_group or AgeGroup.of(command.age)
    if command.age is not None and group is not AgeGroup.of(command.age):
        raise BadValue(N_("The age is not of the age group that was chosen."), "age")
    return group


def check_child(group: AgeGroup, child_staff: str, ineligible: Ineligible | None) -> str:
    """Return who of child protection is present, cleaned.

    Raises:
        BadValue: The person is under 18 and nobody is named, or was asked for a weapon, which
            children are not (IDDRS 4.10, section 5.5.1).
    """
    child_staff = check_text(child_staff, "child_staff")
    if group is not AgeGroup.CHILD:
        return child_staff
    if not child_staff:
        raise BadValue(
            N_(
                "Under 18: call somebody of child protection before anything else, and write who is"
                " present."
            ),
            "child_staff",
        )
    if ineligible is Ineligible.NO_WEAPON:
        raise BadValue(
            N_("A child needs no weapon to be eligible: choose another reason."), "ineligible"
        )
    return child_staff


def check_eligible(*, eligible: bool | None, ineligible: Ineligible | None) -> None:
    """Refuse a decision without its reason, or a reason without a decision.

    Raises:
        BadValue: That is so.
    """
    if eligible is False and ineligible is None:
        raise BadValue(N_("Say why the person is not eligible."), "ineligible")
    if eligible is not False and ineligible is not None:
        raise BadValue(N_("A reason is given only where the person is not eligible."), "ineligible")


def check_condition(
    condition: Condition | None, *, serviceable: bool | None
) -> tuple[Condition | None, bool | None]:
    """Return condition and serviceability so that they agree; None where neither is known.

    Raises:
        BadValue: They contradict each other.
    """
    if condition is None:
        known = {True: Condition.SERVICEABLE, False: Condition.UNSERVICEABLE}
        return (None, None) if serviceable is None else (known[serviceable], serviceable)
    works = condition is Condition.SERVICEABLE
    if serviceable is not None and serviceable is not works:
        raise BadValue(
            N_("“{condition}” and what is said of whether it works contradict each other."),
            "serviceable",
            condition=condition.label,
        )
    return condition, works


def check_personal(personal: PersonalData) -> PersonalData:
    """Return personal data, cleaned. No message repeats any of it.

    Raises:
        BadValue: A text is too long.
    """
    return PersonalData(
        name=check_text(personal.name, "name"),
        born=check_text(personal.born, "born"),
        nationality=check_text(personal.nationality, "nationality"),
        group=check_text(personal.group, "group"),
        commander=check_text(personal.commander, "commander"),
        id_document=check_text(personal.id_document, "id_document"),
        notes=check_text(personal.notes, "notes", 2000),
    )


def check_no_name(name: str, code: str, **texts: str) -> None:
    """Refuse a text for everybody that holds the name of a participant.

    Args:
        name: Whose it is; "" where it is not known.
        texts: What is to be recorded, by field.

    Raises:
        BadValue: One of them does; the message tells the code alone.
    """
    folded = " ".join(_words(name))
    if len(folded) < _SHORTEST_NAME:
        return
    for field, text in texts.items():
        if f" {folded} " in f" {' '.join(_words(text))} ":
            raise BadValue(_NAMED, field, code=code)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
