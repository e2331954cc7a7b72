"""Countries by any of their codes and names, withdrawn ones such as SU and YU among them.

The tables are pycountry's (ISO 3166-1 and 3166-3) and Babel's (names in six languages); only names
that people use and neither table has are our own, in ``vocabularies/countries.yaml``. Both
libraries are loaded on first use.
"""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from stockpile_app import i18n
from stockpile_app.reference.files import load_table

LANGUAGES: Final = ("en", "fr", "es", "pt", "ar", "ru")

_USER_ASSIGNED: Final = frozenset({"XK"})  # Kosovo: in wide use, not in ISO 3166-1
_NOT_OURS: Final = frozenset({"CSXX"})  # CS means Czechoslovakia here, not Serbia and Montenegro


@lru_cache(maxsize=4096)
def parse_country(text: str) -> str | None:
    """Return the two-letter code of a country given by code or name, or None."""
    key = _fold(text)
    if key.isascii() and key.isdigit():
        key = key.zfill(3)  # spreadsheets drop the zeros of 076
    return _by_code().get(key) or _by_name().get(key)


def country_name(code: str, language: str = "") -> str:
    """Return what a country is called in a language, by default the one in use.

    The code itself stands for a country that is not known.
    """
    return _country_name(code, language or i18n.current_language())


@lru_cache(maxsize=4096)
def _country_name(code: str, language: str) -> str:
    historic = _historic().get(code)
    if historic is None:
        return str(_locale(language).territories.get(code) or code)
    full = _translated(historic.name, language)
    short = full.split(",", 1)[0]
    # "Yemen, Democratic" must not become the Yemen of today
    misleading = _fold(short) in _current_names(language)
    return full if misleading else short


def is_withdrawn(code: str) -> bool:
    """Whether the code was withdrawn from ISO 3166-1: a country of manufacture only."""
    return code in _historic()


@lru_cache(maxsize=4096)
def was_country(code: str, year: int | None) -> bool:
    """Whether a two-letter code was in use in a year (ISO 3166-1 and 3166-3); ever, for None.

    SU was until 1992, so a weapon of 1985 may carry it and an import of today may not.
    """
    historic = _historic().get(code)
    if historic is None:
        return parse_country(code) == code
    return year is None or year <= int(historic.withdrawal_date[:4])


@lru_cache(maxsize=8)
def country_choices(language: str = "en") -> list[tuple[str, str]]:
    """Return all (code, name), withdrawn countries included, in the order of the names."""
    codes = [*(each.alpha_2 for each in _pycountry().countries), *_historic(), *_USER_ASSIGNED]
    named = ((code, country_name(code, language)) for code in codes)
    return sorted(named, key=lambda each: (_fold(each[1]), each[0]))


def _fold(text: str) -> str:
    """Return what spellings of one name share: no accents, points, articles, capitals."""
    text = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    letters = "".join(
        " " if not character.isalnum() else character
        for character in text
        if not unicodedata.combining(character)
    )
    words = letters.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)  # U.S.A., U.K.
    return " ".join(word for word in words if word != "the")


def _pycountry() -> Any:
    return import_module("pycountry")


@lru_cache(maxsize=8)
def _locale(language: str) -> Any:
    babel = import_module("babel")
    try:
        return babel.Locale.parse(language.replace("-", "_"))
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("en")


def _translated(name: str, language: str) -> str:
    catalogue = gettext.translation(
        "iso3166-3", _pycountry().LOCALES_DIR, languages=[language], fallback=True
    )
    return catalogue.gettext(name)


@lru_cache(maxsize=1)
def _historic() -> dict[str, Any]:
    """Return withdrawn countries by code, but for codes that mean another country today."""
    taken = {each.alpha_2 for each in _pycountry().countries}
    return {
        each.alpha_2: each
        for each in _pycountry().historic_countries
        if each.alpha_2 not in taken and each.alpha_4 not in _NOT_OURS
    }


@lru_cache(maxsize=8)
def _current_names(language: str) -> frozenset[str]:
    current = _pycountry().countries
    official = (
        name for each in current for name in (each.name, getattr(each, "common_name", each.name))
    )
    names = (*official, *_locale(language).territories.values())
    return frozenset(_fold(part) for name in names for part in (name, name.split(",", 1)[0]))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, str]:
    codes: dict[str, str] = {code.casefold(): code for code in _USER_ASSIGNED}
    for each in (*_pycountry().countries, *_historic().values()):
        for name in ("alpha_2", "alpha_3", "numeric", "alpha_4"):
            if code := getattr(each, name, None):
                codes.setdefault(code.casefold(), each.alpha_2)
    return codes


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, code in (*_own_names(), *_iso_names(), *_translations()):
        names.setdefault(_fold(name), code)
    return names


def _own_names() -> Iterator[tuple[str, str]]:
    for name, code in load_table("vocabularies/countries.yaml").items():
        yield str(name), str(code)


def _iso_names() -> Iterator[tuple[str, str]]:
    for each in (*_pycountry().countries, *_historic().values()):
        for kind in ("name", "common_name", "official_name"):
            if name := getattr(each, kind, None):
                yield name, each.alpha_2


def _translations() -> Iterator[tuple[str, str]]:
    codes = {each.alpha_2 for each in _pycountry().countries} | _USER_ASSIGNED
    for language in LANGUAGES:
        for code, name in _locale(language).territories.items():
            if code in codes:
                yield name, code
        for code in _historic():
            yield country_name(code, language), code
