"""Marking profiles as data, and how a weapon is measured against one.

A profile says which components must carry a mark, what it must say, and how large it must be. Sizes
are whole numbers of ten-thousandths of a millimetre (1.6 mm is 16000; 1/16 inch, 1.5875 mm, is
15875), so nothing is rounded. What a profile demands is data, with its source: see
``resources/marking/profiles.yaml``; here is only how it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec

from stockpile_app.domain.checklists import Sure
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkingExemption, MarkingVerdict
from stockpile_app.domain.records import MarkRecord
from stockpile_app.domain.scripts import alphabets_of, numerals_of
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.text import N_, clean_all
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    LabelledEnum,
    MarkOccasion,
    SerialState,
)

Text = Annotated[str, msgspec.Meta(max_length=400)]
Say = Literal["maker", "country", "serial", "year", "model", "calibre", "code", "authority", "text"]
Measures = Literal["all", "imported", "illicit", "transferred", "deactivated"]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A component that carries a mark, or one of several."""

    any_of: Annotated[tuple[Component, ...], msgspec.Meta(min_length=1)]
    categories: tuple[Category, ...] = ()
    required: bool = True


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A marking profile; ``resources/marking/profiles.yaml`` explains the fields."""

    id: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9-]{1,39}$")]
    version: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    measures: Measures
    occasions: Annotated[tuple[MarkOccasion, ...], msgspec.Meta(min_length=1)]
    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1)]
    content: Annotated[tuple[tuple[Say, ...], ...], msgspec.Meta(min_length=1)]
    also: tuple[Say, ...]
    on_parts: Annotated[tuple[tuple[Say, ...], ...], msgspec.Meta(min_length=1)]
    height: Annotated[int, msgspec.Meta(ge=1, le=10**6)] | None
    depth: Annotated[int, msgspec.Meta(ge=1, le=10**6)] | None
    alphabets: tuple[Literal["latin", "cyrillic", "greek"], ...]
    numerals: tuple[Literal["arabic", "roman"], ...]
    country_of: Literal["then", "now"]
    in_force: bool
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    clause: Text
    sure: Sure
    notes: Text


class Lack(LabelledEnum):
    """What is missing, or wrong with a mark."""

    MARK = "mark", N_("no mark")
    MAKER = "maker", N_("maker")
    COUNTRY = "country", N_("country")
    SERIAL = "serial", N_("serial number")
    YEAR = "year", N_("year")
    MODEL = "model", N_("model")
    CALIBRE = "calibre", N_("calibre")
    CODE = "code", N_("symbol or code")
    AUTHORITY = "authority", N_("authority")
    TEXT = "text", N_("text")
    NO_COUNTRY = "no_country", N_("no country of that time")
    HEIGHT = "height", N_("letters too small")
    DEPTH = "depth", N_("not deep enough")
    ALPHABET = "alphabet", N_("alphabet not allowed")
    NUMERALS = "numerals", N_("numerals not allowed")
    HEIGHT_UNKNOWN = "height_unknown", N_("height not measured")
    DEPTH_UNKNOWN = "depth_unknown", N_("depth not measured")
    QUALITY = "quality", N_("a demand of ITI paragraph 7 is not met")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is missing or wrong, and on which component."""

    component: Component
    lack: Lack


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a profile says of a weapon.

    Attributes:
        missing: Exactly what keeps it from being complete.
        warnings: What should be there and is not, or was not measured.
        exemption: Why nothing is asked of it.
    """

    profile: str
    verdict: MarkingVerdict
    missing: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    exemption: MarkingExemption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What is known of a weapon that its marks are measured by."""

    serial: str | None
    serial_state: SerialState
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: Category | None = None
    acquisition: Acquisition | None = None
    exemption: MarkingExemption | None = None
    is_deactivated: bool = False
    is_transferred: bool = False


@dataclass(frozen=True, slots=True)
class Countries:
    """What is known of countries and symbols.

    Attributes:
        existed: Whether a two-letter code was a country's in a year; in any, where it is None.
        of_symbol: The country that a symbol stands for, or None.
        this_year: The year of the evaluation.
    """

    existed: Callable[[str, int | None], bool]
    of_symbol: Callable[[str], str | None]
    this_year: int


def parse_profile(data: Any) -> Profile:
    """Return the profile that plain values, as from YAML or JSON, describe.

    Raises:
        BadValue: Something is missing, unknown or out of range, or the first part is not required.
    """
    try:
        profile = msgspec.convert(clean_all(data), Profile)
    except msgspec.ValidationError as error:
        raise BadValue(
            N_("The marking profile cannot be used: {reason}."), "profile", reason=str(error)
        ) from error
    if not profile.parts[0].required or profile.parts[0].categories:
        raise BadValue(N_("The first part of a profile is required of every weapon."), "parts")
    return profile


def applies(profile: Profile, weapon: Marked) -> bool:
    """Whether a profile measures a weapon at all."""
    match profile.measures:
        case "imported":
            return weapon.acquisition is Acquisition.IMPORT
        case "illicit":
            return weapon.acquisition is not None and weapon.acquisition.is_illicit
        case "transferred":
            return weapon.is_transferred
        case "deactivated":
            return weapon.is_deactivated
    return True


def evaluate(
    profile: Profile, weapon: Marked, marks: Iterable[MarkRecord], countries: Countries
) -> Evaluation:
    """Measure a weapon by its marks.

    Unmarked is what carries no mark that counts and has no legible serial number either; altered
    what has a mark, or a serial number, that was altered or removed. A weapon whose serial number
    is registered and of which no mark was ever recorded was not examined: nothing is said of it.
    """
    if profile.measures == "imported" and weapon.exemption is not None:
        return Evaluation(profile.id, MarkingVerdict.COMPLETE, exemption=weapon.exemption)
    every = tuple(marks)
    counting = [each for each in every if each.occasion in profile.occasions]
    if weapon.serial_state is SerialState.REMOVED or any(each.altered for each in counting):
        return Evaluation(profile.id, MarkingVerdict.ALTERED)
    if not counting:
        return _without_marks(profile, weapon, every)
    missing: list[Finding] = []
    warnings: list[Finding] = []
    for at, part in enumerate(profile.parts):
        if part.categories and weapon.category not in part.categories:
            continue
        found = _part(profile, part, weapon, counting, countries, primary=at == 0)
        (missing if part.required else warnings).extend(found[0])
        warnings.extend(found[1])
    verdict = MarkingVerdict.INCOMPLETE if missing else MarkingVerdict.COMPLETE
    return Evaluation(profile.id, verdict, tuple(missing), tuple(warnings))


def _without_marks(profile: Profile, weapon: Marked, marks: Sequence[MarkRecord]) -> Evaluation:
    part = profile.parts[0].any_of[0]
    missing = (Finding(part, Lack.MARK),)
    if marks or profile.measures != "all":
        # it was looked at, or the mark is one that the register itself would have ordered
        return Evaluation(profile.id, MarkingVerdict.INCOMPLETE, missing)
    if weapon.serial_state is SerialState.RECORDED:
        return Evaluation(profile.id, MarkingVerdict.NOT_EXAMINED)
    return Evaluation(profile.id, MarkingVerdict.UNMARKED, missing)


def _part(
    profile: Profile,
    part: Part,
    weapon: Marked,
    marks: Sequence[MarkRecord],
    countries: Countries,
    *,
    primary: bool,
) -> tuple[list[Finding], list[Finding]]:
    """Return what is missing of a part, and what is only to be warned of."""
    here = [each for each in marks if each.component in part.any_of]
    component = here[0].component if here else part.any_of[0]
    if not here:
        return [Finding(component, Lack.MARK)], []
    said = _said(here, weapon, countries)
    wanted = profile.content if primary else profile.on_parts
    missing = [Finding(component, Lack(each)) for each in _least(wanted, said)]
    missing += [Finding(component, lack) for lack in _sizes(profile, here)]
    missing += [Finding(component, lack) for lack in _letters(profile, here)]
    if "country" in said and not _existed(profile, weapon, here, said["country"], countries):
        missing.append(Finding(component, Lack.NO_COUNTRY))
    warnings = [Finding(component, lack) for lack in _unmeasured(profile, here)]
    if primary:
        warnings += [Finding(component, Lack(each)) for each in profile.also if each not in said]
    if any(each.not_met for each in here):
        warnings.append(Finding(component, Lack.QUALITY))
    return missing, warnings


def _least(wanted: Sequence[Sequence[str]], said: dict[str, str]) -> list[str]:
    """Return what is missing of the set that is nearest to being there."""
    lacks = [[each for each in one if each not in said] for one in wanted]
    return min(lacks, key=len)


def _said(marks: Sequence[MarkRecord], weapon: Marked, countries: Countries) -> dict[str, str]:
    """Return what marks say together: as it was made out, or as their text has it."""
    said: dict[str, str] = {}
    for mark in marks:
        for name in ("maker", "country", "serial", "model", "calibre", "code", "authority"):
            if value := getattr(mark, name):
                said.setdefault(name, value)
        if mark.year is not None:
            said.setdefault("year", str(mark.year))
        if mark.text:
            said.setdefault("text", mark.text)
        if mark.code and not mark.country and (country := countries.of_symbol(mark.code)):
            said.setdefault("country", country)
        _read(mark.text, weapon, said)
    return said


def _read(text: str, weapon: Marked, said: dict[str, str]) -> None:
    """Add what the text of a mark says of what is registered: it need not be typed twice."""
    whole = normalise(text)
    words = text.upper().replace("-", " ").split()
    for name, value in (
        ("serial", weapon.serial or ""),
        ("maker", weapon.maker),
        ("model", weapon.model),
        ("calibre", weapon.calibre.removesuffix(" mm")),
    ):
        if value and normalise(value) in whole:
            said.setdefault(name, value)
    if weapon.country and weapon.country in words:
        said.setdefault("country", weapon.country)
    if weapon.year is not None and str(weapon.year) in words:
        said.setdefault("year", str(weapon.year))


def _existed(
    profile: Profile,
    weapon: Marked,
    marks: Sequence[MarkRecord],
    country: str,
    countries: Countries,
) -> bool:
    """Whether the country of a mark was one when it counts."""
    if profile.country_of == "then":
        return countries.existed(country, weapon.year)
    years = [each.year for each in marks if each.year is not None]
    return countries.existed(country, max(years, default=countries.this_year))


def _sizes(profile: Profile, marks: Sequence[MarkRecord]) -> list[Lack]:
    """Return what is too small; a mark of the part that is large enough does."""
    found = []
    for lack, least, name in (
        (Lack.HEIGHT, profile.height, "height"),
        (Lack.DEPTH, profile.depth, "depth"),
    ):
        known = [size for each in marks if (size := getattr(each, name)) is not None]
        if least is not None and known and max(known) < least:
            found.append(lack)
    return found


def _unmeasured(profile: Profile, marks: Sequence[MarkRecord]) -> list[Lack]:
    found = []
    for lack, least, name in (
        (Lack.HEIGHT_UNKNOWN, profile.height, "height"),
        (Lack.DEPTH_UNKNOWN, profile.depth, "depth"),
    ):
        if least is not None and all(getattr(each, name) is None for each in marks):
            found.append(lack)
    return found


def _letters(profile: Profile, marks: Sequence[MarkRecord]) -> list[Lack]:
    """Return what is written in letters or numerals that the profile does not allow."""
    text = " ".join(each.text for each in marks)
    found = []
    if profile.alphabets and not alphabets_of(text) <= set(profile.alphabets):
        found.append(Lack.ALPHABET)
    if profile.numerals and not numerals_of(text) <= set(profile.numerals):
        found.append(Lack.NUMERALS)
    return found
