"""Trace files, from the weapon found to the answer, and from the letter to the reply."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from stockpile_app.domain.confidential_facts.tracing import Description, Details
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound, ReadOnly
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    AddBallistics,
    AddTraceNote,
    AskTraceInformation,
    AttachTraceFile,
    CloseTrace,
    ContactChoice,
    EstablishDiversion,
    GiveTraceInformation,
    MatchTraceWeapon,
    ReopenTrace,
    ReplyTrace,
    RestateTrace,
    SendTrace,
    StatePrevention,
    StateTraceTargets,
    WithdrawDiversion,
)
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_vocabulary import (
    DiversionWay,
    TraceDirection,
    TraceEventKind,
    TraceOutcome,
    TracePart,
    TraceState,
    WithholdingReason,
)
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.domain.weapons import AddPhotograph, CorrectIdentity, ObserveMark
from tests.builders import BRIAN, number
from tests.builders_tracing import (
    DESCRIPTION,
    DETAILS,
    SECRET,
    THEM,
    TODAY,
    answered_request,
    contact_command,
    open_command,
    receive_command,
    register_weapon,
    sent_request,
)

PICTURE = b"\xff\xd8\xff receiver"
DAY = dt.timedelta(days=1)


@pytest.fixture
def officer(services_as):
    """A tracing officer at a register with a weapon that has a mark and a photograph."""
    manager = services_as("amina")
    register_weapon(manager)
    manager.weapons.observe_mark(
        ObserveMark(
            weapon_id=1,
            component=Component.RECEIVER,
            occasion=MarkOccasion.IMPORT,
            text="KE 2014",
        )
    )
    manager.weapons.add_photograph(AddPhotograph(weapon_id=1, content=PICTURE, caption="left"))
    return services_as("farah")


def act(officer, name, /, **fields):
    commands = {
        "acknowledge": AcknowledgeTrace,
        "ask_information": AskTraceInformation,
        "give_information": GiveTraceInformation,
        "reply": ReplyTrace,
        "match": MatchTraceWeapon,
        "send": SendTrace,
        "restate": RestateTrace,
        "close": CloseTrace,
        "reopen": ReopenTrace,
        "establish_diversion": EstablishDiversion,
        "withdraw_diversion": WithdrawDiversion,
        "state_prevention": StatePrevention,
        "add_ballistics": AddBallistics,
        "add_note": AddTraceNote,
        "attach": AttachTraceFile,
    }
    done = getattr(officer.tracing, name)(commands[name](**fields))
    assert done.changes.tracing
    return officer.tracing.open(done.file_id)


# --- requests out --------------------------------------------------------------------------------


def test_that_a_request_goes_from_the_weapon_to_the_answer(officer):
    file = officer.tracing.open(answered_request(officer))
    assert file.state is TraceState.ANSWERED
    assert file.outcome is TraceOutcome.FULL
    assert (file.days_to_acknowledge, file.days_to_answer) == (0, 0)
    assert file.counterpart.country == "UG"
    assert [each.kind for each in file.events] == [
        TraceEventKind.OPENED,
        TraceEventKind.SENT,
        TraceEventKind.ACKNOWLEDGED,
        TraceEventKind.REPLIED,
    ]
    assert all(each.recorded_by == "farah" for each in file.events)


def test_that_the_weapon_is_frozen_with_its_marks_and_photographs(officer, services_as):
    file = officer.tracing.open_request(open_command()).file_id
    manager = services_as("amina")
    manager.weapons.correct(CorrectIdentity(weapon_id=1, reason="x", serial="OTHER1"), BRIAN)
    officer = services_as("farah")
    weapon = officer.tracing.open(file).weapon
    assert (weapon.serial, weapon.number) == ("KZ742188", number(1))
    assert [each.text for each in weapon.marks] == ["KE 2014"]
    assert officer.tracing.picture(file, weapon.photographs[0].sha256) == PICTURE
    again = act(officer, "restate", file_id=file, reason="corrected", renew_snapshot=True)
    assert again.weapon.serial == "OTHER1"
    assert again.weapon.head > weapon.head


def test_that_files_have_numbers_of_their_own_and_the_newest_is_first(officer):
    first = officer.tracing.open_request(open_command()).file_id
    second = officer.tracing.open_request(open_command()).file_id
    assert [each.id for each in officer.tracing.files()] == [second, first]
    assert first.startswith("TR-KE01-")
    assert officer.tracing.open(f" {first.lower()} ").id == first


def test_that_a_request_says_all_that_it_must_before_it_goes_out(officer):
    file = officer.tracing.open_request(open_command(details=Details())).file_id
    with pytest.raises(NotAllowedNow, match=r"circumstances.*illicit.*used for"):
        act(officer, "send", file_id=file, sent_on=TODAY)
    act(officer, "restate", file_id=file, reason="now known", details=DETAILS)
    assert act(officer, "send", file_id=file, sent_on=TODAY).state is TraceState.WAITING


def test_that_a_weapon_without_anything_to_read_lacks_marks_type_and_calibre(officer):
    bare = open_command(None, description=Description(features="wooden stock"))
    file = officer.tracing.open_request(bare).file_id
    with pytest.raises(NotAllowedNow, match=r"marks.*model or kind.*calibre"):
        act(officer, "send", file_id=file, sent_on=TODAY)


def test_that_a_request_is_addressed(officer):
    file = officer.tracing.open_request(open_command(counterpart=None)).file_id
    with pytest.raises(BadValue, match="Name the State"):
        act(officer, "send", file_id=file, sent_on=TODAY)
    with pytest.raises(BadValue, match="this State itself"):
        act(officer, "send", file_id=file, sent_on=TODAY, counterpart=ContactChoice(country="KE"))
    contact = officer.contacts.state(contact_command()).contact_id
    choice = ContactChoice(contact_id=contact, reference="UG/7")
    sent = act(officer, "send", file_id=file, sent_on=TODAY, counterpart=choice)
    assert sent.counterpart.email == "focal.point@example.org"
    assert sent.counterpart.reference == "UG/7"


def test_that_a_domestic_trace_asks_an_office(officer):
    command = open_command(direction=TraceDirection.DOMESTIC, counterpart=None)
    file = officer.tracing.open_request(command).file_id
    with pytest.raises(BadValue, match="Name the office"):
        act(officer, "send", file_id=file, sent_on=TODAY)
    act(officer, "send", file_id=file, sent_on=TODAY, counterpart=ContactChoice(office="Police"))


def test_that_a_second_sending_is_a_reminder(officer, clock):
    file = sent_request(officer)
    clock.advance(days=3)
    reminded = act(officer, "send", file_id=file, sent_on=TODAY + 3 * DAY)
    assert reminded.sent_on == TODAY
    assert reminded.reminded_on == TODAY + 3 * DAY


def test_that_a_question_waits_for_its_answer(officer):
    file = sent_request(officer)
    asked = act(officer, "ask_information", file_id=file, asked_on=TODAY, question="Photographs?")
    assert asked.state is TraceState.ASKED
    assert asked.acknowledged_on == TODAY  # who asks back has the request
    told = act(officer, "give_information", file_id=file, given_on=TODAY, information="Sent.")
    assert told.state is TraceState.ACKNOWLEDGED
    with pytest.raises(NotAllowedNow, match="Nothing was asked"):
        act(officer, "give_information", file_id=file, given_on=TODAY, information="More.")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (TraceOutcome.PARTIAL, {"information": "Sold to the police."}),
        (TraceOutcome.REFUSED, {}),
        (TraceOutcome.DELAYED, {}),
    ],
)
def test_that_a_delay_restriction_or_refusal_has_its_reasons(officer, outcome, told):
    file = sent_request(officer)
    with pytest.raises(BadValue, match="must be told the reasons"):
        act(officer, "reply", file_id=file, replied_on=TODAY, outcome=outcome, **told)
    reasons = (WithholdingReason.INVESTIGATION, WithholdingReason.INVESTIGATION)
    done = act(
        officer, "reply", file_id=file, replied_on=TODAY, outcome=outcome, reasons=reasons, **told
    )
    assert done.answer.reasons == reasons[:1]
    assert done.state is (
        TraceState.DELAYED if outcome is TraceOutcome.DELAYED else TraceState.ANSWERED
    )


def test_that_a_full_answer_tells_something(officer):
    file = sent_request(officer)
    with pytest.raises(BadValue, match="Say what is answered"):
        act(officer, "reply", file_id=file, replied_on=TODAY, outcome=TraceOutcome.FULL)


def test_that_an_answer_may_be_added_to_but_not_delayed_afterwards(officer, clock):
    file = answered_request(officer)
    clock.advance(days=1)
    more = act(
        officer,
        "reply",
        file_id=file,
        replied_on=TODAY + DAY,
        outcome=TraceOutcome.FULL,
        information="And resold in 1991.",
    )
    assert len(more.answers) == 2
    assert more.answered_on == TODAY
    with pytest.raises(NotAllowedNow, match="answered already"):
        act(
            officer,
            "reply",
            file_id=file,
            replied_on=TODAY + DAY,
            outcome=TraceOutcome.DELAYED,
            explanation="x",
        )


@pytest.mark.parametrize(
    "step",
    [
        ("acknowledge", {"acknowledged_on": TODAY}),
        ("ask_information", {"asked_on": TODAY, "question": "x"}),
        ("reply", {"replied_on": TODAY, "outcome": TraceOutcome.NO_RECORD}),
    ],
)
def test_that_nothing_comes_back_before_the_request_is_sent(officer, step):
    name, fields = step
    file = officer.tracing.open_request(open_command()).file_id
    with pytest.raises(NotAllowedNow, match="not sent yet"):
        act(officer, name, file_id=file, **fields)


@pytest.mark.parametrize(
    ("name", "field", "fields"),
    [
        ("acknowledge", "acknowledged_on", {}),
        ("ask_information", "asked_on", {"question": "x"}),
        ("reply", "replied_on", {"outcome": TraceOutcome.NO_RECORD}),
    ],
)
def test_that_days_are_neither_in_the_future_nor_before_the_request(officer, name, field, fields):
    file = sent_request(officer)
    with pytest.raises(BadValue, match="in the future"):
        act(officer, name, file_id=file, **{field: TODAY + DAY}, **fields)
    with pytest.raises(BadValue, match="cannot be before 2026-03-02"):
        act(officer, name, file_id=file, **{field: TODAY - DAY}, **fields)


# --- requests in ---------------------------------------------------------------------------------


def test_that_a_request_from_another_state_is_searched_matched_and_answered(officer):
    asked = dataclasses_replace(DESCRIPTION, serial="KX742138")
    file = officer.tracing.receive(receive_command(asked)).file_id
    found = officer.tracing.search.compare(file)
    assert found.hits[0].weapon.serial == "KZ742188"
    matched = act(
        officer, "match", file_id=file, weapon_id=found.hits[0].weapon.id, reason="model, import"
    )
    assert matched.weapon.number == number(1)
    assert matched.description.serial == "KX742138"
    assert act(officer, "match", file_id=file, weapon_id=None, reason="mistake").weapon is None
    act(officer, "acknowledge", file_id=file, acknowledged_on=TODAY)
    done = act(officer, "reply", file_id=file, replied_on=TODAY, outcome=TraceOutcome.NO_RECORD)
    assert done.state is TraceState.ANSWERED


def dataclasses_replace(said, **fields):
    return Description(
        **{**{name: getattr(said, name) for name in said.__struct_fields__}, **fields}
    )


def test_that_what_they_read_is_kept_as_it_is_and_countries_are_known(officer):
    file = officer.tracing.open(officer.tracing.receive(receive_command()).file_id)
    assert file.description.serial == "KZ7421 88"
    assert file.description.country == "CN"
    assert file.direction is TraceDirection.IN
    assert file.state is TraceState.WAITING


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"counterpart": ContactChoice()}, "Name the State"),
        ({"counterpart": ContactChoice(country="Kenya")}, "this State itself"),
        ({"counterpart": ContactChoice(country="Atlantis")}, "no country"),
        ({"description": Description(model="AKM")}, "Give the serial number"),
        ({"description": Description(serial="A1234", year=2999)}, "cannot be"),
        ({"description": Description(serial="A1234", category="sabre")}, "no kind of weapon"),
        ({"received_on": TODAY + DAY}, "in the future"),
        ({"details": Details(found_on="yesterday")}, "no date"),
        ({"details": Details(found_on="2026-13")}, "no date"),
        ({"details": Details(found_on="2027")}, "in the future"),
        ({"details": Details(circumstances="x" * 10001)}, "longer than"),
    ],
)
def test_that_a_request_in_is_refused_with_a_sentence(officer, fields, match):
    with pytest.raises(BadValue, match=match):
        officer.tracing.receive(dataclasses.replace(receive_command(), **fields))
    assert officer.tracing.files() == []


def test_that_a_request_in_is_answered_before_it_is_closed_unless_it_is_withdrawn(officer):
    file = officer.tracing.receive(receive_command()).file_id
    with pytest.raises(NotAllowedNow, match="not answered"):
        act(officer, "close", file_id=file, closed_on=TODAY, result="x")
    closed = act(officer, "close", file_id=file, closed_on=TODAY, result="x", withdrawn=True)
    assert (closed.state, closed.withdrawn) == (TraceState.CLOSED, True)


def test_that_the_same_request_is_not_opened_twice_but_a_letter_may_name_several_weapons(officer):
    file = officer.tracing.receive(receive_command()).file_id
    with pytest.raises(BadValue, match=f"UG/12 .* {file} already"):
        officer.tracing.receive(receive_command())
    officer.tracing.receive(receive_command(Description(serial="ANOTHER1")))
    officer.tracing.receive(receive_command(counterpart=ContactChoice(country="TZ")))
    officer.tracing.receive(receive_command(counterpart=ContactChoice(country="TZ")))
    assert len(officer.tracing.files()) == 4


def test_that_nothing_is_sent_about_their_request(officer):
    file = officer.tracing.receive(receive_command()).file_id
    with pytest.raises(NotAllowedNow, match="nothing to send"):
        act(officer, "send", file_id=file, sent_on=TODAY)


# --- what came of it -----------------------------------------------------------------------------


def test_that_the_point_of_diversion_is_established_and_can_be_taken_back(officer, services_as):
    other = register_weapon(services_as("amina"), "OTHER9")
    officer = services_as("farah")
    file = answered_request(officer)
    done = act(
        officer,
        "establish_diversion",
        file_id=file,
        established_on=TODAY,
        last_holder="Second battalion",
        way=DiversionWay.THEFT,
        place="Depot fire",
        country="Uganda",
        diverted_on="1997-04",
        numbers=(number(other).replace("-", "").lower(),),
    )
    assert done.diversion.country == "UG"
    assert done.numbers == {number(1), number(other)}
    figures = officer.tracing.figures(TODAY, TODAY)
    assert figures.diverted == (number(1), number(other))
    assert [each.id for each in officer.tracing.about(other)] == [file]
    act(officer, "withdraw_diversion", file_id=file, reason="another weapon")
    assert officer.tracing.figures(TODAY, TODAY).diverted == ()
    with pytest.raises(NotAllowedNow, match="No point of diversion"):
        act(officer, "withdraw_diversion", file_id=file, reason="again")


def test_that_a_diversion_names_weapons_that_are_here(officer):
    file = answered_request(officer)
    command = {"established_on": TODAY, "last_holder": "x", "way": DiversionWay.LOSS}
    with pytest.raises(NotFound, match="KE01-000099"):
        act(officer, "establish_diversion", file_id=file, numbers=("KE01-000099-1",), **command)
    with pytest.raises(BadValue, match="last legal holder"):
        act(officer, "establish_diversion", file_id=file, **{**command, "last_holder": " "})


def test_that_everything_else_is_kept_in_the_file(officer):
    file = answered_request(officer)
    act(officer, "state_prevention", file_id=file, stated_on=TODAY, action="Second key")
    act(
        officer,
        "add_ballistics",
        file_id=file,
        laboratory="National laboratory",
        reference="B/7",
        examined_on=TODAY,
        ibin_reference="IB-1",
    )
    act(officer, "add_note", file_id=file, text="Call again\nin May")
    content = b"%PDF-1.7 letter"
    kept = act(
        officer, "attach", file_id=file, content=content, name="letter.pdf", part=TracePart.LETTER
    )
    assert officer.tracing.picture(file, kept.files[0].sha256) == content
    assert kept.files[0].media_type == "application/pdf"
    assert kept.preventions[0].action == "Second key"
    assert kept.ballistics[0].ibin_reference == "IB-1"
    assert kept.events[-2].text == "Call again\nin May"
    with pytest.raises(BadValue, match="kept with the trace already"):
        act(officer, "attach", file_id=file, content=content, name="again.pdf")
    with pytest.raises(BadValue, match="JPEG or PNG"):
        act(officer, "attach", file_id=file, content=b"MZ", name="x.exe")
    with pytest.raises(NotFound, match="no such file"):
        officer.tracing.picture(file, "0" * 64)


def test_that_a_closed_file_takes_notes_alone_until_it_is_opened_again(officer):
    file = answered_request(officer)
    act(officer, "close", file_id=file, closed_on=TODAY, result="Prosecuted")
    with pytest.raises(NotAllowedNow, match="closed"):
        act(officer, "state_prevention", file_id=file, stated_on=TODAY, action="x")
    with pytest.raises(NotAllowedNow, match="closed"):
        act(officer, "close", file_id=file, closed_on=TODAY, result="again")
    assert act(officer, "add_note", file_id=file, text="Verdict").state is TraceState.CLOSED
    opened = act(officer, "reopen", file_id=file, reopened_on=TODAY, reason="appeal")
    assert opened.state is TraceState.ANSWERED
    with pytest.raises(NotAllowedNow, match="not closed"):
        act(officer, "reopen", file_id=file, reopened_on=TODAY, reason="again")


def test_that_a_file_that_is_not_there_is_said_to_be_none(officer):
    with pytest.raises(NotFound, match="TR-KE01-99"):
        officer.tracing.open("TR-KE01-99")
    with pytest.raises(NotFound):
        act(officer, "add_note", file_id="", text="x")


# --- targets, overdue, figures -------------------------------------------------------------------


def test_that_targets_are_the_programs_until_somebody_states_them(officer):
    shipped = officer.tracing.targets()
    assert shipped.source == "own proposal"
    officer.tracing.state_targets(
        StateTraceTargets(acknowledge=2, answer=9, confirm=90, reason="instruction 4")
    )
    assert officer.tracing.targets() == TraceTargets(2, 9, 90, "instruction 4")


@pytest.mark.parametrize(
    ("days", "reason", "match"),
    [
        ((0, 9, 90), "x", "between 1"),
        ((2, 9999, 90), "x", "between 1"),
        ((10, 9, 90), "x", "before it is answered"),
        ((2, 9, 90), " ", "Say why"),
    ],
)
def test_that_targets_that_cannot_be_are_refused(officer, days, reason, match):
    acknowledge, answer, confirm = days
    with pytest.raises(BadValue, match=match):
        officer.tracing.state_targets(
            StateTraceTargets(
                acknowledge=acknowledge, answer=answer, confirm=confirm, reason=reason
            )
        )


def test_that_what_is_overdue_is_listed_by_whose_turn_it_is(officer, clock):
    officer.tracing.state_targets(
        StateTraceTargets(acknowledge=2, answer=9, confirm=90, reason="instruction 4")
    )
    ours = officer.tracing.receive(receive_command()).file_id
    theirs = sent_request(officer)
    assert officer.tracing.overdue() == []
    clock.advance(days=3)
    assert {(each.file.id, each.ours) for each in officer.tracing.overdue()} == {
        (ours, True),
        (theirs, False),
    }
    act(officer, "acknowledge", file_id=ours, acknowledged_on=TODAY + 3 * DAY)
    act(officer, "acknowledge", file_id=theirs, acknowledged_on=TODAY + 3 * DAY)
    assert officer.tracing.overdue() == []
    clock.advance(days=10)
    late = officer.tracing.overdue()
    assert [(each.days, each.acknowledgement) for each in late] == [(4, False)] * 2
    assert late[0].file.late(officer.desk.today) == 4
    expected = TODAY + 30 * DAY
    act(
        officer,
        "reply",
        file_id=ours,
        replied_on=TODAY + 13 * DAY,
        outcome=TraceOutcome.DELAYED,
        explanation="archive",
        expected_on=expected,
    )
    assert officer.tracing.open(ours).answer_by == expected
    assert [each.file.id for each in officer.tracing.overdue()] == [theirs]


def test_that_figures_count_a_period(officer, clock):
    answered_request(officer)
    ours = officer.tracing.receive(receive_command()).file_id
    clock.advance(days=4)
    act(officer, "acknowledge", file_id=ours, acknowledged_on=TODAY + 4 * DAY)
    act(
        officer,
        "reply",
        file_id=ours,
        replied_on=TODAY + 4 * DAY,
        outcome=TraceOutcome.REFUSED,
        reasons=(WithholdingReason.NATIONAL_SECURITY,),
    )
    figures = officer.tracing.figures(TODAY, TODAY + 4 * DAY)
    assert (figures.out.requests, figures.received.requests, figures.domestic.requests) == (1, 1, 0)
    assert figures.out.count(TraceOutcome.FULL) == 1
    assert figures.received.count(TraceOutcome.REFUSED) == 1
    assert figures.received.mean_answer == figures.received.median_acknowledge == 4
    assert (figures.out.success, figures.received.success) == (100, 0)
    assert figures.received.in_time == 1
    assert figures.received.files == (ours,)
    early = officer.tracing.figures(TODAY, TODAY)
    assert early.received.acknowledged == 0
    assert (early.received.open, early.received.mean_answer) == (1, None)
    assert early.domestic.success is None
    with pytest.raises(BadValue, match="ends before"):
        officer.tracing.figures(TODAY, TODAY - DAY)


def test_that_a_file_is_not_shown_where_the_look_cannot_be_recorded(officer, services_as):
    file = answered_request(officer)
    looking = services_as("farah", read_only=True)
    for look in (looking.tracing.files, lambda: looking.tracing.open(file)):
        with pytest.raises(ReadOnly):
            look()


def test_that_the_secret_stands_in_everything_that_is_confidential(officer):
    file = officer.tracing.open(answered_request(officer))
    texts = (file.details.circumstances, file.counterpart.office, file.answer.information)
    assert all(SECRET in each for each in texts)
    assert THEM.reference == file.counterpart.reference
