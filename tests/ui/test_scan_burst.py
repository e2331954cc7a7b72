"""One burst of keys, told by their times alone; nothing here has a window."""

from __future__ import annotations

import random

import pytest

from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.scan_text import Around, proves_itself
from stockpile_app.settings import ScanEnd, Settings
from stockpile_app.ui.scan_burst import Burst, ScanRules, Step

CODE = RegisterNumber("KE01", 123).code


def proves(text: str) -> bool:
    return proves_itself(text, "KE01")


def play(burst: Burst, keys, gap_ms: float = 5, start: float = 1000) -> tuple[list[Step], float]:
    at, steps = start, []
    for each in keys:
        at += gap_ms
        steps.append(burst.take(each, at))
    return steps, at


@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
@pytest.mark.parametrize(("gap_ms", "jitter"), [(1, 3), (5, 20), (30, 0)])
def test_that_a_burst_is_one_at_the_speed_of_cables_and_of_radio(end, gap_ms, jitter):
    chance = random.Random(gap_ms)
    burst, at = Burst(), 1000.0
    for each in CODE:
        at += gap_ms + chance.random() * jitter
        burst.take(each, at)
    assert burst.take(end, at + gap_ms) is Step.END
    assert burst.result(proves, at + gap_ms).text == CODE


@pytest.mark.parametrize("gap_ms", [36, 60, 120])
def test_that_somebody_who_types_makes_no_burst(gap_ms):
    burst = Burst()
    _steps, at = play(burst, CODE, gap_ms)
    assert burst.take("\r", at + gap_ms) is Step.END
    assert burst.result(proves, at + gap_ms) is None


def test_that_a_pause_begins_a_new_burst():
    burst = Burst()
    play(burst, "half")
    play(burst, CODE, start=2000)
    assert "".join(burst.keys) == CODE


def test_that_line_feed_after_carriage_return_is_nobodys():
    burst = Burst()
    _steps, at = play(burst, CODE + "\r")
    burst.accept(at)
    assert burst.take("\n", at + 2) is Step.HIDDEN
    assert burst.take("\x03", at + 4) is Step.HIDDEN
    assert burst.take("\r", at + 500) is Step.ALONE


def test_that_control_characters_are_hidden_once_it_is_surely_a_scanner():
    burst = Burst()
    steps, at = play(burst, "\x02KE\x1d01\x1d000123" + CODE[-1])
    assert steps[:4] == [Step.FIRST, Step.INSIDE, Step.INSIDE, Step.HIDDEN]
    burst.take("\r", at + 5)
    assert burst.result(proves, at + 5).text == CODE


@pytest.mark.parametrize("end", ScanEnd)
@pytest.mark.parametrize("sent", ["\r", "\n", "\t"])
def test_that_only_the_end_that_was_set_ends_a_burst(end, sent):
    burst = Burst(ScanRules(end=end))
    steps, _at = play(burst, CODE + sent)
    ends = {
        ScanEnd.AUTO: "\r\n\t",
        ScanEnd.ENTER: "\r",
        ScanEnd.LINE_FEED: "\n",
        ScanEnd.TAB: "\t",
        ScanEnd.PAUSE: "",
    }
    assert steps[-1] is (Step.END if sent in ends[end] else Step.HIDDEN)


def test_that_short_ones_and_lone_ends_are_left_to_whoever_has_the_focus():
    burst = Burst()
    _steps, at = play(burst, "KE01\r")
    assert burst.result(proves, at) is None
    assert Burst().take("\t", 10) is Step.ALONE
    fast = Burst(ScanRules(end=ScanEnd.ENTER))
    assert play(fast, "a\t")[0] == [Step.FIRST, Step.ALONE]


def test_that_the_rules_come_from_the_settings():
    rules = ScanRules.of(
        Settings(scan_gap_ms=60, scan_end=ScanEnd.TAB, scan_prefix="<STX>*", scan_suffix="*")
    )
    assert rules == ScanRules(60, ScanEnd.TAB, Around("\x02*", "*"))
    burst = Burst(rules)
    _steps, at = play(burst, f"\x02*{CODE}*\t", 55)
    assert burst.result(proves, at).text == CODE
