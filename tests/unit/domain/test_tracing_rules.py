"""What may be recorded in a trace file, and what becomes of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.confidential import ConfidentialFact, Unsealed
from stockpile_app.domain.confidential_facts import decode, encode
from stockpile_app.domain.confidential_facts import tracing as f
from stockpile_app.domain.contacts import check_email
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.tracing_figures import compute
from stockpile_app.domain.tracing_file import _FOLDS, fold_all
from stockpile_app.domain.tracing_overdue import overdue
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_rules import (
    CALIBRE,
    CIRCUMSTANCES,
    INTENDED_USE,
    MARKS,
    REASONS,
    TYPE,
    check_date_text,
    missing,
)
from stockpile_app.domain.tracing_vocabulary import (
    DiversionWay,
    TraceDirection,
    TraceEventKind,
    TraceOutcome,
    TraceState,
)

TODAY = dt.date(2026, 3, 2)
TARGETS = TraceTargets(acknowledge=7, answer=30, confirm=365)


def unsealed(*facts, subject="TR-KE01-1"):
    return [
        Unsealed(seq, f"2026-03-02T08:00:{seq:02d}.000000Z", "farah", subject, fact)
        for seq, fact in enumerate(facts, start=1)
    ]


def folded(*facts):
    [file] = fold_all(unsealed(*facts))
    return file.with_targets(TARGETS)


def opened(direction=TraceDirection.OUT, **fields):
    values = {"reference": "", "opened_on": "2026-01-01", "details": f.Details(), **fields}
    return f.TraceOpened(direction=direction, **values)


def sent(day="2026-01-01"):
    return f.TraceRequestSent(sent_on=day, counterpart=f.Counterpart(country="UG"))


def replied(outcome=TraceOutcome.FULL, day="2026-01-20", **fields):
    return f.TraceReplied(replied_on=day, outcome=outcome, **fields)


WEAPON = f.WeaponSnapshot(
    number="KE01-000001-9", serial="A1", serial_state="recorded", head=9, model="AKM"
)


def test_that_every_confidential_fact_of_a_file_is_folded():
    begun = {f.TraceOpened, f.TraceReceived}
    ours = {each for each in ConfidentialFact.__subclasses__() if each.__module__ == f.__name__}
    assert {kind for kind, _ in _FOLDS} | begun == ours
    assert len({each.kind for each in ours}) == len(ours)


def test_that_a_confidential_fact_is_read_as_it_was_written():
    for fact in (opened(weapon=WEAPON), sent(), replied(), f.TraceNoteAdded(text="x\ny")):
        assert decode(encode(fact)) == fact


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ((opened(),), TraceState.PREPARED),
        ((opened(), sent()), TraceState.WAITING),
        (
            (opened(), sent(), f.TraceAcknowledged(acknowledged_on="2026-01-02")),
            TraceState.ACKNOWLEDGED,
        ),
        (
            (opened(), sent(), f.TraceInformationAsked(asked_on="2026-01-03", question="?")),
            TraceState.ASKED,
        ),
        ((opened(), sent(), replied(TraceOutcome.DELAYED)), TraceState.DELAYED),
        (
            (
                opened(),
                sent(),
                f.TraceInformationAsked(asked_on="2026-01-03", question="?"),
                replied(TraceOutcome.DELAYED),
            ),
            TraceState.DELAYED,
        ),
        ((opened(), sent(), replied()), TraceState.ANSWERED),
        (
            (opened(), sent(), replied(), f.TraceClosed(closed_on="2026-02-01", result="x")),
            TraceState.CLOSED,
        ),
        (
            (
                opened(),
                f.TraceClosed(closed_on="2026-02-01", result="x"),
                f.TraceReopened(reopened_on="2026-02-02", reason="y"),
            ),
            TraceState.PREPARED,
        ),
    ],
)
def test_that_the_state_follows_from_what_happened(facts, state):
    assert folded(*facts).state is state


def test_that_files_are_kept_apart_and_in_the_order_in_which_they_were_begun():
    entries = [*unsealed(opened(), sent(), subject="B"), *unsealed(opened(), subject="A")]
    assert [(each.id, each.state) for each in fold_all(entries)] == [
        ("B", TraceState.WAITING),
        ("A", TraceState.PREPARED),
    ]


def test_that_a_file_that_does_not_begin_is_none():
    assert fold_all(unsealed(sent())) == []


def test_that_an_unknown_later_fact_changes_nothing():
    class Later(ConfidentialFact, frozen=True):
        kind = "trace-later-kind"

    try:
        assert folded(opened(), Later()) == folded(opened())
    finally:
        del Later


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, (CIRCUMSTANCES, REASONS, INTENDED_USE, MARKS, TYPE, CALIBRE)),
        ({"weapon": WEAPON}, (CIRCUMSTANCES, REASONS, INTENDED_USE, CALIBRE)),
        (
            {"description": f.Description(serial="A1", category="pistol", calibre="9 x 19 mm")},
            (CIRCUMSTANCES, REASONS, INTENDED_USE),
        ),
        (
            {
                "weapon": WEAPON,
                "description": f.Description(calibre="9 x 19 mm"),
                "details": f.Details(circumstances="x", reasoning="y", intended_use="z"),
            },
            (),
        ),
    ],
)
def test_that_it_is_told_what_a_request_lacks(fields, lacks):
    assert missing(folded(opened(**fields))) == lacks


@pytest.mark.parametrize("text", ["", "2019", "2019-04", "2019-04-30", "2026-03-02"])
def test_that_days_may_be_known_less_exactly(text):
    assert check_date_text(f" {text} ", "day", TODAY) == text


@pytest.mark.parametrize("text", ["19", "2019-13", "2019-02-30", "May 2019", "2019-4", "2026-04"])
def test_that_other_days_are_refused(text):
    with pytest.raises(BadValue):
        check_date_text(text, "day", TODAY)


@given(text=st.text(max_size=30))
def test_that_an_address_has_two_sides(text):
    try:
        checked = check_email(text)
    except BadValue:
        return
    assert checked == "" or 0 < checked.rindex("@") < len(checked) - 1


def test_that_a_delay_moves_the_day_of_the_answer_only_later():
    late = folded(opened(), sent(), replied(TraceOutcome.DELAYED, expected_on="2026-06-01"))
    early = folded(opened(), sent(), replied(TraceOutcome.DELAYED, expected_on="2026-01-21"))
    assert late.answer_by == dt.date(2026, 6, 1)
    assert early.answer_by == dt.date(2026, 1, 31)


def test_that_only_open_files_are_overdue_the_worst_first():
    late = folded(opened(), sent())
    assert [(each.days, each.acknowledgement) for each in overdue([late], TODAY)] == [
        (53, True),
        (30, False),
    ]
    assert overdue([folded(opened(), sent(), replied())], TODAY) == []
    assert overdue([folded(opened())], TODAY) == []
    assert late.late(TODAY) == 53


def test_that_figures_count_each_file_once_and_delays_beside_it():
    facts = (opened(weapon=WEAPON), sent(), replied(TraceOutcome.DELAYED, "2026-01-10"))
    file = folded(
        *facts,
        replied(TraceOutcome.PARTIAL, "2026-01-20"),
        replied(TraceOutcome.FULL, "2026-01-25"),
        f.DiversionEstablished(established_on="2026-01-26", last_holder="x", way=DiversionWay.LOSS),
    )
    figures = compute([file], dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    out = figures.of(TraceDirection.OUT)
    assert (out.requests, out.final, out.count(TraceOutcome.DELAYED)) == (1, 1, 1)
    assert out.count(TraceOutcome.FULL) == 1
    assert (out.mean_answer, out.median_answer, out.in_time) == (19, 19, 1)
    assert figures.diverted == figures.diverted_ever == (WEAPON.number,)
    later = compute([file], dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    assert (later.out.requests, later.diverted, later.diverted_ever) == (0, (), (WEAPON.number,))
    assert later.out.mean_answer is None


def test_that_figures_of_the_past_do_not_change_with_what_happens_later():
    early = (opened(), sent())
    first, last = dt.date(2026, 1, 1), dt.date(2026, 1, 15)
    before = compute([folded(*early)], first, last)
    after = compute([folded(*early, replied(day="2026-02-20"))], first, last)
    assert before == after
    assert (before.out.open, before.out.overdue) == (1, 1)


def test_that_a_diversion_of_a_weapon_outside_the_register_is_counted_apart():
    file = folded(
        opened(description=f.Description(serial="A1")),
        f.DiversionEstablished(
            established_on="2026-01-26", last_holder="x", way=DiversionWay.THEFT
        ),
    )
    figures = compute([file], dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    assert (figures.diverted, figures.diverted_unregistered) == ((), 1)


def test_that_every_event_has_its_day_and_who_recorded_it():
    file = folded(opened(), f.TraceNoteAdded(text="x"))
    assert [each.kind for each in file.events] == [TraceEventKind.OPENED, TraceEventKind.NOTE]
    assert [each.day for each in file.events] == [dt.date(2026, 1, 1), dt.date(2026, 3, 2)]
