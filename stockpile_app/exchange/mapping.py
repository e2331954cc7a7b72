"""Which column holds what: guessed from the headers, corrected by the user."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.exchange.headers import (
    FIELDS,
    PROPERTY_BOOK,
    fold_header,
    is_property_book,
    meaning,
)

PROFILES: Final = (PROPERTY_BOOK,)
"""The shipped profiles."""

SEVERAL: Final = frozenset({"source", "reference", "notes"})
"""Fields that several columns can share; each value then carries its column's header."""


def guess_profile(headers: Sequence[str]) -> str:
    """Return the shipped profile that the headers look like, or ""."""
    return PROPERTY_BOOK if is_property_book(headers) else ""


def guess_mapping(headers: Sequence[str], profile: str = "") -> dict[str, str]:
    """Return column to field, for every column whose header is known; one column a field."""
    best: dict[str, tuple[int, str]] = {}
    notes: list[str] = []
    for header in headers:
        found = meaning(header, profile)
        if found is None:
            continue
        field, rank = found
        if field == "notes":
            notes.append(header)
        elif field not in best or rank < best[field][0]:
            best[field] = (rank, header)
    chosen = {header: field for field, (_, header) in best.items()}
    chosen |= dict.fromkeys(notes, "notes")
    return {header: chosen[header] for header in headers if header in chosen}


def apply_overrides(
    mapping: Mapping[str, str], headers: Sequence[str], overrides: Mapping[str, str]
) -> dict[str, str]:
    """Return the mapping with the user's choices in place of the guesses.

    Args:
        overrides: Column header to field; "" leaves the column out.

    Raises:
        BadValue: There is no such column or field, or two columns are given one field.
    """
    chosen = {_column(name, headers): _field(field) for name, field in overrides.items()}
    _refuse_twice(chosen)
    taken = {field for field in chosen.values() if field not in SEVERAL}
    merged = {name: field for name, field in mapping.items() if field not in taken} | chosen
    return {header: merged[header] for header in headers if merged.get(header)}


def _column(name: str, headers: Sequence[str]) -> str:
    if name in headers:
        return name
    folded = fold_header(name)
    same = [header for header in headers if fold_header(header) == folded]
    if len(same) == 1:
        return same[0]
    nearest = difflib.get_close_matches(name, headers, n=3, cutoff=0.4) or list(headers)[:10]
    raise BadValue(
        N_("The file has no column “{name}”. Its columns that come nearest: {nearest}."),
        "mapping",
        name=name,
        nearest=", ".join(f"“{header}”" for header in nearest),
    )


def _field(name: str) -> str:
    field = name.strip().casefold()
    if field and field not in FIELDS:
        nearest = difflib.get_close_matches(field, FIELDS, n=3, cutoff=0.5) or FIELDS
        raise BadValue(
            N_("There is no field “{name}”. Fields that come nearest: {nearest}."),
            "mapping",
            name=name,
            nearest=", ".join(nearest),
        )
    return field


def _refuse_twice(chosen: Mapping[str, str]) -> None:
    owner: dict[str, str] = {}
    for column, field in chosen.items():
        if field and field not in SEVERAL and owner.setdefault(field, column) != column:
            raise BadValue(
                N_("The columns “{one}” and “{other}” cannot both hold the field “{field_name}”."),
                "mapping",
                one=owner[field],
                other=column,
                field_name=field,
            )
