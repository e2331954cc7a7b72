"""A trace file as one row of a sheet, and as (section, field, value) lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceDirection

SHEET_FIELDS: Final = (
    "request_type",
    "file",
    "own_reference",
    "their_reference",
    "iarms_reference",
    "requesting_country",
    "requested_country",
    "asked_on",
    "urgency",
    "category",
    "maker",
    "model",
    "calibre",
    "serial",
    "serial_state",
    "country",
    "year",
    "import_country",
    "import_year",
    "marks",
    "features",
    "photographs",
    "found_on",
    "found_place",
    "circumstances",
    "grounds",
    "reasoning",
    "intended_use",
    "caveats",
    "classification",
    "other",
    "ballistics",
    "ibin",
    "number",
    "state",
    "outcome",
)
"""What a column of a sheet may hold."""

_DESCRIBED: Final = (
    "category",
    "maker",
    "model",
    "calibre",
    "serial",
    "country",
    "year",
    "import_country",
    "import_year",
    "features",
)
_SAID: Final = (
    "iarms_reference",
    "urgency",
    "found_on",
    "found_place",
    "circumstances",
    "reasoning",
    "intended_use",
    "caveats",
    "classification",
    "other",
)


def sheet_row(file: TraceFile, own_country: str, fields: Iterable[str]) -> list[str]:
    """Return the values of a row; ``own_country`` is the register's."""
    values = {
        **{name: getattr(file.details, name) for name in _SAID},
        **{name: _described(file, name) for name in _DESCRIBED},
        **_about(file),
        **_countries(file, own_country),
    }
    return ["" if values[name] is None else str(values[name]) for name in fields]


def _described(file: TraceFile, name: str) -> object:
    """What was read wins over what is registered."""
    said = getattr(file.description, name, None) if file.description is not None else None
    held = getattr(file.weapon, name, None) if file.weapon is not None else None
    return said or held or ""


def _about(file: TraceFile) -> dict[str, object]:
    weapon = file.weapon
    read = file.description.other_marks.splitlines() if file.description is not None else []
    marks = [*read, *(each.text for each in (weapon.marks if weapon is not None else ()))]
    return {
        "request_type": file.direction.value,
        "file": file.id,
        "own_reference": file.reference,
        "their_reference": file.counterpart.reference,
        "asked_on": file.asked_on,
        "serial_state": weapon.serial_state if weapon is not None else "",
        "number": weapon.number if weapon is not None else "",
        "photographs": len(weapon.photographs) if weapon is not None else 0,
        "marks": _joined(marks),
        "grounds": _joined(each.label for each in file.details.grounds),
        "ballistics": _joined(each.reference for each in file.ballistics),
        "ibin": _joined(each.ibin_reference for each in file.ballistics),
        "state": file.state.value,
        "outcome": file.outcome and file.outcome.value,
    }


def _countries(file: TraceFile, own: str) -> dict[str, object]:
    other = file.counterpart.country
    match file.direction:
        case TraceDirection.IN:
            asks, asked = other, own
        case TraceDirection.OUT:
            asks, asked = own, other
        case _:
            asks, asked = own, own
    return {"requesting_country": asks, "requested_country": asked}


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(filter(None, map(str.strip, texts))))


def lines(name: str, value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield a nested plain value as (section, field, value); items of a list are counted."""
    for path, leaf in _leaves("", value):
        section, _, field = path.partition(".")
        yield (name if not field else section, field or section, "" if leaf is None else str(leaf))


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(f"{path}.{key}" if path else str(key), each)
    elif isinstance(value, list | tuple):
        for position, each in enumerate(value, start=1):
            yield from _leaves(f"{path}.{position}", each)
    else:
        yield path, value
