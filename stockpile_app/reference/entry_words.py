"""What an entry of the ledger states, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from stockpile_app import i18n
from stockpile_app.domain import facts
from stockpile_app.domain.access import Role
from stockpile_app.domain.collections_vocabulary import AgeGroup, DayCheck, TeamDuty
from stockpile_app.domain.records import EntryRecord
from stockpile_app.domain.timeline import Names
from stockpile_app.domain.vocabulary import Category, LabelledEnum, Sex
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext, stated
from stockpile_app.reference.checklists import shipped_check_lists
from stockpile_app.reference.countries import country_name
from stockpile_app.reference.disposal_methods import shipped_methods
from stockpile_app.reference.document_names import document_name
from stockpile_app.reference.entry_names import FIELDS, TITLES
from stockpile_app.reference.marking import shipped_profiles
from stockpile_app.reference.training import training_table

# Digests and keys are for programs; reason and day have their own place.
_LEFT_OUT: Final = {
    "key",
    "data",
    "seal_key",
    "sha256",
    "row_key",
    "mapping",
    "media_type",
    "size",
    "content",
    "comparison",
    "cells",
} | {
    "reason",
    "occurred_on",
}


_RECOVERY: Final = "*recovery*"
_MOST_TOLD: Final = 8
_MOMENTS: Final = {"at", "occurred_from", "occurred_until"}
"""Fields that are days or local times, beside those whose names end so."""


_CODES: Final = {
    each.value: each.label
    for kind in (AgeGroup, Category, DayCheck, Sex, TeamDuty)
    for each in kind
}
"""Words that lists in entries keep as codes."""
_TOLD: Final[dict[str, Callable[[str], str]]] = {
    "roles": lambda code: _(Role(code).label),
    "document": document_name,
    "country": country_name,
    "topic": lambda code: _(training_table().name(code)),
    "check_list": lambda code: _titled(code, {each.id: each for each in shipped_check_lists()}),
    "profile": lambda code: _titled(code, {each.id: each for each in shipped_profiles()}),
    "method": lambda code: _titled(code, {each.code: each for each in shipped_methods().methods}),
}
"""What fields with codes say; a code of one's own, which is not shipped, stands for itself."""


class EntryWords(NamedTuple):
    """An entry as people read it."""

    title: str
    details: str
    reason: str


def title_of(kind: str) -> str:
    """Return what a kind of entry is called."""
    return _(TITLES[kind]) if kind in TITLES else kind


def approver(name: str | None) -> str:
    """Return who approved an entry, as people know them; "" where nobody did."""
    return _("the recovery code") if name == _RECOVERY else name or ""


def entry_words(
    entry: EntryRecord, *, leave_out: frozenset[str] = frozenset(), names: Names | None = None
) -> EntryWords:
    """Return what ``entry`` states; one of a kind that is not known is shown as it is kept.

    Args:
        leave_out: Fields that are told elsewhere.
        names: What places and people are called; without them their numbers are told.
    """
    try:
        fact = facts.decode(entry.kind, entry.body.encode())
    except (KeyError, msgspec.DecodeError):
        return EntryWords(title_of(entry.kind), entry.body, "")
    told = [
        stated(_(FIELDS.get(name, name)), _named(name, value, names))
        for name, value in msgspec.structs.asdict(fact).items()
        if name not in _LEFT_OUT | leave_out and not _is_default(fact, name, value)
    ]
    return EntryWords(title_of(entry.kind), " · ".join(told), getattr(fact, "reason", ""))


def _is_default(fact: facts.Fact, name: str, value: Any) -> bool:
    field = next(each for each in msgspec.structs.fields(fact) if each.name == name)
    return bool(value == field.default or value is None or value == "")


def _named(name: str, value: Any, names: Names | None) -> str:
    if names is not None and isinstance(value, int):
        known = {"place": names.places, "person": names.people}.get(name, {})
        if value in known:
            return known[value]
    return _value(name, value)


def _value(name: str, value: Any) -> str:
    match value:
        case tuple():
            return _few([_word(name, each) for each in value])
        case dict() if name == "holders":  # their keys are for programs
            return _few([approver(each) for each in value])
        case dict():
            return _few(
                [stated(_word(name, key), _word(name, each)) for key, each in value.items()]
            )
        case LabelledEnum():
            value = _(value.label)
        case str() if name in _TOLD:
            value = _TOLD[name](value)
        case str() if name.endswith(("_on", "_at")) or name in _MOMENTS:
            value = _moment(value)
        case bool():
            value = _("yes") if value else _("no")
    return str(value)


def _titled(code: str, shipped: Mapping[str, Any]) -> str:
    return _(shipped[code].title) if code in shipped else code


def _word(name: str, value: Any) -> str:
    """Return something of a list; a code, or two such as sex and age group, in words."""
    if isinstance(value, str):
        codes = value.split(" ")
        if all(each in _CODES for each in codes):
            return " ".join(_(_CODES[each]) for each in codes)
    return _value(name, value)


def _moment(text: str) -> str:
    """Return a day or local time of an entry as people write it; what is none as it is."""
    try:
        told = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    day = i18n.format_date(told.date())
    return f"{day} {told:%H:%M}" if "T" in text else day


def _few(texts: list[str]) -> str:
    if len(texts) <= _MOST_TOLD:
        return listed(texts)
    more = ngettext("and {count} more", "and {count} more", len(texts) - _MOST_TOLD)
    told = [*texts[:_MOST_TOLD], more.format(count=len(texts) - _MOST_TOLD)]
    return listed(told)
