from __future__ import annotations

import copy

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.vocabulary import DeviceKind
from stockpile_app.reference.files import load_table
from stockpile_app.reference.intervals import parse_intervals, shipped_intervals

SHIPPED = load_table("guarding/test-intervals.yaml")


def changed(*path, value):
    data = copy.deepcopy(SHIPPED)
    inside = data
    for each in path[:-1]:
        inside = inside[each]
    inside[path[-1]] = value
    return data


def test_that_every_kind_of_device_has_an_interval_with_its_source():
    intervals = shipped_intervals()
    assert set(intervals.devices) == set(DeviceKind)
    for each in (*intervals.devices.values(), intervals.key_count):
        assert each.days > 0
        assert each.source
        assert each.sure in {"seen", "secondary", "memory", "proposal"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed("key_count", "days", value=0), "days"),
        (changed("devices", "alarm", "days", value="30"), "days"),
        (changed("devices", "alarm", "days", value=True), "days"),
        (changed("devices", "fire", "sure", value="certain"), "sure"),
        (changed("devices", "fire", "source", value=""), "source"),
        (changed("devices", "fire", "every", value=3), "every"),
        (changed("devices", "moat", value={}), "moat"),
        (changed("more", value=1), "more"),
        ({**SHIPPED, "devices": {}}, "alarm"),
        ([], ""),
    ],
)
def test_that_a_damaged_file_is_refused_and_says_where(data, said):
    with pytest.raises(BadValue) as refused:
        parse_intervals(data)
    assert said in f"{refused.value.field} {refused.value}"
