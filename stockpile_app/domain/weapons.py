"""Weapons: what people ask to have recorded of them, and the rules of identity."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.serials import is_placeholder
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    SerialState,
)

LONGEST_SERIAL: Final = 64
LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 2000
OLDEST_YEAR: Final = 1500
LARGEST_MARK: Final = 10**6
"""100 mm, in ten-thousandths of a millimetre."""


Identity = tuple[str, str, str, str, str]


def identity(
    country: str, maker: str, model: str, calibre: str, category: Category | None
) -> Identity:
    """Return what tells weapons with the same serial apart; "" where it is not known."""
    return (country, maker.casefold(), model.casefold(), calibre.casefold(), category or "")


def identity_of(weapon: WeaponRecord) -> Identity:
    """Return the identity of a registered weapon."""
    return identity(weapon.country, weapon.maker, weapon.model, weapon.calibre, weapon.category)


def tells_apart(one: Identity, other: Identity) -> bool:
    """Whether a field that is known of both differs; what is unknown matches anything.

    A serial number alone is not unique: country, maker, model, calibre and serial together are
    (STANDARDS section 6.5).
    """
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterWeapon:
    """Asks to register one weapon in a place."""

    place_id: int
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: Category | None = None
    condition: Condition | None = None
    received_on: dt.date | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeWeapon:
    """Asks to record what may change without touching the identity; all fields are the new ones."""

    weapon_id: int
    category: Category | None = None
    condition: Condition | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectIdentity:
    """Asks to correct a registered identity; needs a second person."""

    weapon_id: int
    reason: str
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveMark:
    """Asks to record a mark that was read on a weapon, with what it says and how large it is.

    Attributes:
        country: Code or name.
        code: A symbol or code that stands for the country or maker.
        height, depth: In ten-thousandths of a millimetre.
    """

    weapon_id: int
    component: Component
    occasion: MarkOccasion
    text: str
    position: str = ""
    method: MarkMethod = MarkMethod.UNKNOWN
    met: tuple[MarkQuality, ...] = ()
    not_met: tuple[MarkQuality, ...] = ()
    altered: bool = False
    country: str = ""
    year: int | None = None
    maker: str = ""
    serial: str = ""
    model: str = ""
    calibre: str = ""
    code: str = ""
    authority: str = ""
    height: int | None = None
    depth: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPhotograph:
    """Asks to keep a photograph of a weapon."""

    weapon_id: int
    content: bytes
    caption: str = ""


def check_serial(serial: str | None, state: SerialState) -> str | None:
    """Return the serial as it is registered: None unless the state says that it is recorded.

    Raises:
        BadValue: A recorded serial is empty, a placeholder such as "N/A", or too long.
    """
    if state is not SerialState.RECORDED:
        return None
    serial = clean(serial or "")
    if is_placeholder(serial):
        raise BadValue(
            N_(
                "Give the serial number as it stands on the weapon. Where there is none, choose"
                " why: not recorded, illegible, or removed."
            ),
            "serial",
        )
    if len(serial) > LONGEST_SERIAL:
        raise BadValue(
            N_("The serial number is longer than {longest} characters."),
            "serial",
            longest=LONGEST_SERIAL,
        )
    return serial


def check_text(value: str, field: str, longest: int = LONGEST_NAME) -> str:
    """Return a text as it is registered.

    Raises:
        BadValue: It is too long.
    """
    value = clean(value, multiline=longest == LONGEST_NOTE)
    if len(value) > longest:
        raise BadValue(
            N_("The text in “{name}” is longer than {longest} characters."),
            field,
            name=field,
            longest=longest,
        )
    return value


def check_filled(value: str, field: str, longest: int = LONGEST_NAME) -> str:
    """Return a text that has to say something, as it is registered.

    Raises:
        BadValue: It is empty or too long.
    """
    value = check_text(value, field, longest)
    if not value:
        raise BadValue(N_("“{name}” must not be empty."), field, name=field)
    return value


def check_year(year: int | None, today: dt.date) -> int | None:
    """Return the year of manufacture.

    Raises:
        BadValue: It is in the future or before there were firearms with serial numbers.
    """
    if year is not None and not OLDEST_YEAR <= year <= today.year:
        raise BadValue(
            N_("The year {year} cannot be: it must be between {oldest} and {newest}."),
            "year",
            year=year,
            oldest=OLDEST_YEAR,
            newest=today.year,
        )
    return year


def check_day(day: dt.date | None, field: str, today: dt.date) -> str | None:
    """Return a day as the ledger keeps it.

    Raises:
        BadValue: It is in the future.
    """
    if day is not None and day > today:
        raise BadValue(N_("The date {day} is in the future."), field, day=day.isoformat())
    return day.isoformat() if day else None
