"""After how many days tests of devices and counts of keys come again."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from stockpile_app.domain.guarding import Interval, Intervals
from stockpile_app.domain.plain_data import Fields
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import DeviceKind
from stockpile_app.reference.files import load_rules

_FILE: Final = "guarding/test-intervals.yaml"
_LONGEST_DAYS: Final = 3660
_LONGEST_SOURCE: Final = 200
_SURE: Final = ("seen", "secondary", "memory", "proposal")
_HOW_SURE: Final = (
    N_("“{name}” must be one of these: {choices}."),
    N_("{item}: “{name}” must be one of these: {choices}."),
)


@lru_cache(maxsize=1)
def shipped_intervals() -> Intervals:
    """Return the intervals as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    return load_rules(_FILE, parse_intervals)


def parse_intervals(data: Any) -> Intervals:
    """Return the intervals that plain values give; every kind of device needs one.

    Raises:
        BadValue: A value is missing, misspelt or out of range.
    """
    fields = Fields(data)
    key_count = _interval(fields.take("key_count"), "key_count")
    kinds = Fields(fields.take("devices"), "devices")
    devices = {kind: _interval(kinds.take(kind.value), kind.value) for kind in DeviceKind}
    kinds.finish()
    fields.finish()
    return Intervals(key_count, devices)


def _interval(data: Any, item: str) -> Interval:
    fields = Fields(data, item)
    days = fields.number("days", 1, _LONGEST_DAYS)
    source = fields.text("source", _LONGEST_SOURCE)
    sure = fields.text("sure", 20)
    if sure not in _SURE:
        fields.refuse(_HOW_SURE, "sure", choices=", ".join(_SURE))
    fields.finish()
    return Interval(days, source, sure)
