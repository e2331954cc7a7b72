"""Calibres: one canonical spelling for the many that people use (STANDARDS section 6.4)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from stockpile_app.reference.files import load_table

_TABLE: Final = "vocabularies/calibres.yaml"
_TIMES: Final = str.maketrans("х×*✕✖·", "xxxxxx")
_NUMBER: Final = r"(\d{1,3}(?:\.\d{1,3})?)"
_REWRITES: Final = (
    (re.compile(r"(?<=\d),(?=\d)"), "."),  # decimal comma
    (re.compile(r"millim[eè]t\w*|миллиметр\w*|мм|مم|ملم"), "mm"),  # "millimet": cut short, too
    (re.compile(r"\b(?:gauge|gage|ga)\b\.?|(?<=\d)(?:gauge|gage|ga)\b\.?"), "gauge"),
    # "45 cal." is .45 inch; "cal. 12" is left to the table
    (re.compile(r"^(\d{2,3})\s*cal(?:iber|ibre)?\.?(?=\s|$)"), r".\1"),
    (re.compile(r"\bcal(?:iber|ibre)?\b\.?"), "cal"),
    (re.compile(r"[\s\-_\"'’”“]+"), ""),
    (re.compile(r"(?<=\d)mm(?=x\d)|(?<=x)(\d+(?:\.\d+)?)mm"), r"\1"),
    (re.compile(r"^cal(?=\.\d|\d+(?:\.|mm|x))"), ""),
)
_CASE: Final = re.compile(rf"{_NUMBER}x{_NUMBER}(sr|rb|r|b)?(?:mm)?(?:nato)?")
_BORE: Final = re.compile(rf"{_NUMBER}mm")
_INCHES: Final = re.compile(r"\.(\d{2,3})")
_GAUGE: Final = re.compile(r"(\d{1,2})gauge")


@lru_cache(maxsize=4096)
def canonical_calibre(text: str) -> str | None:
    """Return the canonical form, such as ``7.62 x 39 mm``; None where the text is no calibre.

    A well-formed calibre that the table does not list gets the canonical spelling of itself.
    """
    key = _key(text)
    return _names().get(key.lstrip(".")) or _well_formed(key)


@lru_cache(maxsize=1024)
def related_calibres(canonical: str) -> tuple[str, ...]:
    """Return what a search for a calibre should offer, too: never the same, easily meant."""
    bore = _bore_of(canonical)
    same_bore = (name for name in _related() if bore and _bore_of(name) == bore)
    # only the bare bore stands for all cartridges of that bore, and each of them for it
    listed = tuple(same_bore) if canonical == bore else (bore,) if bore else ()
    names = dict.fromkeys((*_related().get(canonical, ()), *listed))
    return tuple(name for name in names if name != canonical)


def _key(text: str) -> str:
    key = unicodedata.normalize("NFKC", text).casefold().strip().translate(_TIMES)
    for pattern, replacement in _REWRITES:
        key = pattern.sub(replacement, key)
    return key.rstrip(".")


def _well_formed(key: str) -> str | None:
    if match := _CASE.fullmatch(key):
        suffix = f" {match[3].upper()}" if match[3] else ""
        metric = f"{_plain(match[1])} x {_plain(match[2])} mm{suffix}"
        # 7.620x39 is written oddly, and in the table all the same
        return _names().get(_key(metric), metric)
    if match := _BORE.fullmatch(key):
        metric = f"{_plain(match[1])} mm"
        return _names().get(_key(metric), metric)
    if match := _INCHES.fullmatch(key):
        return f".{match[1]}"
    if match := _GAUGE.fullmatch(key):
        return f"{int(match[1])} gauge"
    return None


def _plain(number: str) -> str:
    """Return a number without needless zeros: 9.0 is 9."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return f"{int(whole)}.{decimals}" if decimals else str(int(whole))


def _bore_of(canonical: str) -> str:
    """Return ``7.62 mm`` for every metric calibre of that bore, "" for the others."""
    bore, metric, _ = canonical.partition(" x " if " x " in canonical else " mm")
    return f"{bore} mm" if metric else ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in load_table(_TABLE):
        for name in (entry["name"], *entry.get("aliases", ())):
            names.setdefault(_key(str(name)).lstrip("."), entry["name"])
    return names


@lru_cache(maxsize=1)
def _related() -> dict[str, tuple[str, ...]]:
    return {entry["name"]: tuple(entry.get("related", ())) for entry in load_table(_TABLE)}
