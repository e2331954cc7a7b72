"""The marking profiles that are shipped, and the symbols that stand for countries."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.marking import Countries, Profile, parse_profile
from stockpile_app.domain.text import N_
from stockpile_app.reference.countries import parse_country, was_country
from stockpile_app.reference.files import load_table

_PROFILES: Final = "marking/profiles.yaml"
_SYMBOLS: Final = "marking/symbols.yaml"


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """Return all marking profiles that are shipped, in their order.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    try:
        return tuple(map(parse_profile, load_table(_PROFILES)["profiles"]))
    except (BadValue, KeyError, TypeError) as error:
        raise _damaged(_PROFILES, error) from error


@lru_cache(maxsize=1)
def symbols() -> dict[str, str]:
    """Return the countries that symbols stand for, by the symbol in small letters.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    try:
        rows = load_table(_SYMBOLS)["symbols"]
        return {str(row["code"]).casefold(): str(row["country"]) for row in rows}
    except (KeyError, TypeError) as error:
        raise _damaged(_SYMBOLS, error) from error


def country_of_symbol(code: str) -> str | None:
    """Return the country that a symbol or code stands for, or None."""
    return symbols().get(" ".join(code.split()).casefold()) or parse_country(code)


def countries(today: dt.date) -> Countries:
    """Return what is known of countries on a day."""
    return Countries(was_country, country_of_symbol, today.year)


def _damaged(name: str, error: Exception) -> BadFile:
    return BadFile(
        N_("The table {name} cannot be used: {reason} Correct the file or install it again."),
        name=name,
        reason=str(error),
    )
