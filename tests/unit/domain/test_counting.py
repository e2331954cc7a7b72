from __future__ import annotations

import datetime as dt
import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain import counting
from stockpile_app.domain.counting import (
    Balance,
    BalanceRow,
    Candidate,
    Line,
    Seen,
    TypeKey,
    accuracy,
    detection_chance,
    differences,
    draw_sample,
    is_overdue,
    judge,
    months_after,
    next_due,
    reconcile,
    sample_size,
    settle,
    settle_types,
    show_chance,
    type_differences,
    weekly_due,
)
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.vocabulary import LineResult, StocktakeKind

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 9)).map(str)
CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(1, 999).map(lambda n: f"KE01-{n:06d}"), st.none() | DAYS),
    unique_by=lambda each: each.number,
    max_size=60,
)
NUMBERS = st.sampled_from("ABCDE")
SEEN = st.builds(Seen, st.integers(0, 2), st.sampled_from(["", "1", "2"]), st.booleans())
COUNTS = st.dictionaries(NUMBERS, SEEN)
TYPES = st.builds(TypeKey, st.sampled_from(["rifle", "pistol"]), st.sampled_from("ab"), st.just(""))
TYPE_COUNTS = st.dictionaries(TYPES, st.integers(0, 3))
AMOUNTS = st.integers(0, 1000)


@pytest.mark.parametrize(
    ("weapons", "size"),
    [(0, 0), (1, 1), (9, 1), (10, 1), (11, 2), (95, 10), (100, 10), (101, 11), (1234, 124)],
)
def test_that_the_sample_is_a_tenth_rounded_up(weapons, size):
    assert sample_size(weapons) == size


@given(AMOUNTS)
def test_that_the_sample_is_no_smaller_and_no_larger_than_it_must_be(weapons):
    size = sample_size(weapons)
    assert size * 10 >= weapons > (size - 1) * 10
    assert size <= weapons


@given(CANDIDATES, st.text(max_size=9), st.randoms())
def test_that_the_order_of_the_list_does_not_change_the_sample(candidates, seed, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert draw_sample(shuffled, seed) == draw_sample(candidates, seed)


@given(CANDIDATES, st.text(max_size=9))
def test_that_the_sample_is_a_tenth_of_the_list_without_repetition(candidates, seed):
    sample = draw_sample(candidates, seed)
    assert len(sample) == len(set(sample)) == sample_size(len(candidates))
    assert set(sample) <= {each.number for each in candidates}


@given(CANDIDATES, st.text(max_size=9))
def test_that_nobody_left_out_was_unseen_for_longer(candidates, seed):
    sample = draw_sample(candidates, seed)
    seen_on = {number: day or "" for number, day in candidates}
    days = [seen_on[number] for number in sample]
    left_out = [day for number, day in seen_on.items() if number not in sample]
    assert days == sorted(days)
    assert all(last <= day for last in days[-1:] for day in left_out)


def test_that_the_sample_is_the_same_for_ever():
    # from the shell: printf %s "2026-05-04/7:KE01-000001" | sha256sum, and so on, sorted
    candidates = [Candidate(f"KE01-{n:06d}", None) for n in range(1, 21)]
    assert draw_sample(candidates, "2026-05-04/7") == ("KE01-000007", "KE01-000009")
    assert draw_sample(candidates, "другое") == ("KE01-000015", "KE01-000018")


def test_that_ten_weekly_samples_see_every_weapon():
    seen_on = dict.fromkeys((f"KE01-{n:06d}" for n in range(95)), None)
    for week in range(10):
        candidates = [Candidate(*each) for each in seen_on.items()]
        for number in draw_sample(candidates, f"week {week}"):
            seen_on[number] = f"2026-01-{week + 1:02d}"
    assert None not in seen_on.values()


def test_that_a_list_that_cannot_be_has_no_sample():
    with pytest.raises(ValueError, match="negative"):
        sample_size(-1)
    with pytest.raises(ValueError, match="once"):
        draw_sample([Candidate("A", None), Candidate("A", "2026-01-01")], "seed")


@pytest.mark.parametrize(
    ("total", "missing", "sample", "shown"),
    [
        (100, 1, 10, "0.1000"),
        (100, 5, 10, "0.4162"),
        (1000, 10, 100, "0.6531"),
        (500, 3, 50, "0.2715"),
        (0, 0, 0, "0.0000"),
        (100, 0, 10, "0.0000"),
        (100, 1, 100, "1.0000"),
        (100, 91, 10, "1.0000"),
        (100, 90, 10, "0.9999"),
        (1_000_000, 1, 100_000, "0.1000"),
        (1_000_000, 5, 100_000, "0.4095"),
        (1_000_000, 500_000, 500_000, "0.9999"),
        (1_000_000, 500_001, 500_000, "1.0000"),
    ],
)
def test_that_the_chance_of_detection_is_as_published(total, missing, sample, shown):
    assert show_chance(detection_chance(total, missing, sample)) == shown


def test_that_the_chance_is_that_of_all_samples_there_are():
    for total in range(1, 8):
        for missing, sample in itertools.product(range(total + 1), repeat=2):
            draws = list(itertools.combinations(range(total), sample))
            hits = sum(any(weapon < missing for weapon in draw) for draw in draws)
            assert detection_chance(total, missing, sample) == Fraction(hits, len(draws))


@given(st.data())
def test_that_large_stores_are_reckoned_as_exactly_as_small_ones(data):
    total = data.draw(st.integers(1, 400))
    missing, sample = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    exact = 1 - Fraction(math.comb(total - missing, sample), math.comb(total, sample))
    assert detection_chance(total, missing, sample) == exact
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "EXACT_UP_TO", 0)
        near = detection_chance(total, missing, sample)
    assert abs(near - exact) < Fraction(1, 10**30)
    assert (near == 0, near == 1) == (exact == 0, exact == 1)


@pytest.mark.parametrize("numbers", [(-1, 0, 0), (5, -1, 1), (5, 1, -1), (5, 6, 1)])
def test_that_impossible_numbers_have_no_chance(numbers):
    with pytest.raises(ValueError, match="negative"):
        detection_chance(*numbers)


@given(st.fractions(0, 1))
def test_that_only_certainty_is_shown_as_one(value):
    shown = show_chance(value)
    assert (shown == "1.0000") == (value == 1)
    assert abs(Fraction(shown) - value) <= Fraction(1, 10_000)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 6, "2028-08-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2099-08-31", 6, "2100-02-28"),  # no leap year
        ("2026-06-30", 6, "2026-12-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-04", 0, "2026-05-04"),
    ],
)
def test_that_months_are_of_the_calendar(day, months, later):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


@pytest.mark.parametrize("kind", ["weekly", StocktakeKind.WEEKLY, StocktakeKind.TENTH])
def test_that_the_week_runs_from_the_last_check_or_from_the_opening_of_the_store(kind):
    since, last = dt.date(2026, 1, 1), dt.date(2026, 2, 26)
    assert next_due(kind, last, since) == weekly_due(last) == dt.date(2026, 3, 5)
    assert next_due(kind, None, since) == dt.date(2026, 1, 8)


def test_that_everything_is_counted_every_six_months():
    since = dt.date(2026, 8, 31)
    assert next_due("full", None, since) == dt.date(2027, 2, 28)
    assert next_due("full", dt.date(2027, 1, 10), since) == dt.date(2027, 7, 10)


@pytest.mark.parametrize("kind", ["handover", "surprise", ""])
def test_that_other_counts_have_no_schedule(kind):
    with pytest.raises(ValueError, match="schedule"):
        next_due(kind, None, dt.date(2026, 1, 1))


def test_that_a_count_is_overdue_the_day_after():
    due = dt.date(2026, 5, 4)
    assert not is_overdue(due, due)
    assert is_overdue(due, due + dt.timedelta(days=1))


STATEMENTS = [(2, "A", False), (1, "B", False), (1, "", False), (1, "A", True)]


@pytest.mark.parametrize("other", STATEMENTS)
def test_that_counters_differ_by_every_statement(other):
    one = {"X": Seen(1, "A", False), "Y": Seen(1, "", False)}
    two = {**one, "X": Seen(*other)}
    assert differences(one, {"Y": one["Y"]}) == differences({"Y": one["Y"]}, one) == ("X",)
    assert differences(one, two) == differences(two, one) == ("X",)


def test_that_who_names_no_place_contradicts_none():
    one, two = {"X": Seen(1, "A", False)}, {"X": Seen(0, "A", False)}
    assert differences(one, two) == differences(two, one) == ()
    assert settle(one, two, {}) == settle(two, one, {}) == one


def test_that_case_and_spaces_make_no_other_serial():
    one, two = {"X": Seen(1, "AB-123", False)}, {"X": Seen(1, "ab 123", False)}
    assert differences(one, two) == ()
    assert settle(one, two, {}) == one


@given(COUNTS, TYPE_COUNTS)
def test_that_equal_counts_settle_as_they_are(count, by_type):
    assert differences(count, dict(count)) == type_differences(by_type, dict(by_type)) == ()
    assert settle(count, dict(count), {}) == count
    assert settle_types(by_type, dict(by_type), {}) == by_type


@given(COUNTS, COUNTS, st.dictionaries(NUMBERS, st.none() | SEEN))
def test_that_a_count_settles_once_every_difference_is_recounted(first, second, recount):
    differing = differences(first, second)
    missing = [number for number in differing if number not in recount]
    if missing:
        with pytest.raises(BadValue) as refused:
            settle(first, second, recount)
        assert refused.value.params == {"lines": len(missing)}
        return
    settled = settle(first, second, recount)
    assert list(settled) == sorted(settled)
    for number in "ABCDE":
        if number in first and number not in differing:
            place = first[number].place or second[number].place
            assert settled[number] in (first[number], second[number])
            assert settled[number].place == place
        else:
            assert settled.get(number) == recount.get(number)


@given(COUNTS, COUNTS)
def test_that_differences_are_sorted_and_the_same_both_ways(first, second):
    found = differences(first, second)
    assert found == differences(second, first) == tuple(sorted(set(found)))


@given(TYPE_COUNTS, TYPE_COUNTS, TYPE_COUNTS)
def test_that_types_settle_once_every_difference_is_recounted(first, second, recount):
    differing = type_differences(first, second)
    missing = [key for key in differing if key not in recount]
    if missing:
        with pytest.raises(BadValue) as refused:
            settle_types(first, second, recount)
        assert refused.value.params == {"lines": len(missing)}
        return
    settled = settle_types(first, second, recount)
    assert settled.keys() == first.keys() | second.keys() | recount.keys()
    for key, counted in settled.items():
        agreed = key not in differing and key in first.keys() | second.keys()
        assert counted == (first.get(key, 0) if agreed else recount[key])


def test_that_a_type_not_named_was_counted_as_none():
    rifles = TypeKey("rifle", "AKM", "7.62 x 39 mm")
    assert type_differences({rifles: 0}, {}) == ()
    assert type_differences({rifles: 1}, {}) == (rifles,)
    assert settle_types({rifles: 1}, {}, {rifles: 2}) == {rifles: 2}


RACK, OTHER_RACK, ELSEWHERE = 1, 2, 9
SERIALS = {"A": "S 1", "B": None}


def results(expected, seen, serials=SERIALS):
    return judge(expected, seen, {RACK, OTHER_RACK}.__contains__, serials=serials)


@pytest.mark.parametrize(
    ("expected", "seen", "line"),
    [
        (RACK, RACK, (LineResult.FOUND, RACK, RACK)),
        (RACK, 0, (LineResult.FOUND, RACK, None)),
        (RACK, OTHER_RACK, (LineResult.MISPLACED, RACK, OTHER_RACK)),
        (RACK, None, (LineResult.MISSING, RACK, None)),
        (ELSEWHERE, RACK, (LineResult.UNEXPECTED, ELSEWHERE, RACK)),
        (ELSEWHERE, 0, (LineResult.UNEXPECTED, ELSEWHERE, None)),
        (None, RACK, (LineResult.UNEXPECTED, None, RACK)),
    ],
)
def test_that_a_weapon_is_judged_by_where_it_should_be_and_was(expected, seen, line):
    registered = {} if expected is None else {"A": expected}
    count = {} if seen is None else {"A": Seen(seen, "", False)}
    assert results(registered, count) == [Line("A", *line)]


def test_that_a_weapon_elsewhere_is_not_missed():
    assert results({"A": ELSEWHERE}, {}) == []


def test_that_one_weapon_may_have_several_results():
    lines = results({"A": RACK, "B": RACK}, {"A": Seen(OTHER_RACK, "S2", True)})
    assert lines == [
        Line("A", LineResult.MISPLACED, RACK, OTHER_RACK),
        Line("A", LineResult.SERIAL_DIFFERS, RACK, OTHER_RACK),
        Line("A", LineResult.MARK_ALTERED, RACK, OTHER_RACK),
        Line("B", LineResult.MISSING, RACK, None),
    ]


@pytest.mark.parametrize(
    ("number", "read", "differs"),
    [
        ("A", "", False),
        ("A", "s-1", False),
        ("A", "S 2", True),
        ("A", "none", True),
        ("B", "", False),
        ("B", "N/A", False),
        ("B", "S 1", True),
        ("C", "S 1", False),  # its serial was not asked about
    ],
)
def test_that_a_serial_differs_only_where_it_was_read_and_is_another(number, read, differs):
    lines = results({number: RACK}, {number: Seen(RACK, read, False)})
    assert (LineResult.SERIAL_DIFFERS in {line.result for line in lines}) is differs


@given(st.dictionaries(NUMBERS, st.sampled_from([RACK, OTHER_RACK, ELSEWHERE])), COUNTS)
def test_that_every_weapon_expected_or_seen_is_accounted_for(expected, settled):
    lines = results(expected, settled)
    inside = {number for number, place in expected.items() if place != ELSEWHERE}
    assert {line.number for line in lines} == inside | settled.keys()
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    assert len(set(lines)) == len(lines)
    shuffled = dict(reversed(expected.items())), dict(reversed(settled.items()))
    assert results(*shuffled) == lines


def test_that_accuracy_is_matched_by_expected():
    assert accuracy([]) == 1
    expected = dict.fromkeys("ABCDE", RACK)
    seen = {
        "A": Seen(RACK, "s1", False),
        "B": Seen(RACK, "", True),
        "C": Seen(OTHER_RACK, "", False),
        "D": Seen(0, "", False),
        "Z": Seen(RACK, "", False),
    }
    assert accuracy(results(expected, seen)) == Fraction(2, 5)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_that_nothing_is_left_over_only_where_the_totals_agree(
    opening, received, issued, lost, recovered, closing
):
    balance = Balance(opening, received, issued, lost, recovered, closing)
    agrees = opening + received - issued - lost + recovered == closing
    assert (balance.residue == 0) == agrees
    right = Balance(opening, received, issued, lost, recovered, closing - balance.residue)
    assert right.residue == 0


def test_that_stores_are_reconciled_by_type():
    rifles, pistols = TypeKey("rifle", "AKM", ""), TypeKey("pistol", "TT", "")
    rows = reconcile(
        opening={(2, rifles): 10, (1, rifles): 3, (1, pistols): 0},
        received={(1, rifles): 2},
        issued={(1, rifles): 1},
        lost={(2, rifles): 1},
        recovered={(2, pistols): 1},
        closing={(2, rifles): 9, (1, rifles): 3, (2, pistols): 1},
    )
    assert rows == [
        BalanceRow(1, rifles, Balance(3, 2, 1, 0, 0, 3)),
        BalanceRow(2, pistols, Balance(0, 0, 0, 0, 1, 1)),
        BalanceRow(2, rifles, Balance(10, 0, 0, 1, 0, 9)),
    ]
    assert [row.balance.residue for row in rows] == [-1, 0, 0]
