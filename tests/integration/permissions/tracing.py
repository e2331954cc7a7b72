"""Who may ask what of ``services.tracing`` and ``services.contacts``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.contacts import ConfirmContact, RetireContact
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    AddBallistics,
    AddTraceNote,
    AskTraceInformation,
    AttachTraceFile,
    CloseTrace,
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
from stockpile_app.domain.tracing_vocabulary import DiversionWay, TraceOutcome
from tests.builders_tracing import contact_command, open_command, receive_command

DAY = dt.date(2026, 3, 1)
FILE = "TR-KE01-1"
READERS, OFFICERS, KEEPERS = "SMIDT", "T", "TA"
READING_OR_KEEPING = "SMIDTA"


ROWS = {
    "tracing.files": (OFFICERS, lambda s, out: s.tracing.files()),
    "tracing.open": (OFFICERS, lambda s, out: s.tracing.open(FILE)),
    "tracing.about": (OFFICERS, lambda s, out: s.tracing.about(1)),
    "tracing.overdue": (OFFICERS, lambda s, out: s.tracing.overdue()),
    "tracing.figures": (OFFICERS, lambda s, out: s.tracing.figures(DAY, DAY)),
    "tracing.picture": (OFFICERS, lambda s, out: s.tracing.picture(FILE, "0" * 64)),
    "tracing.targets": (READING_OR_KEEPING, lambda s, out: s.tracing.targets()),
    "tracing.state_targets": (
        OFFICERS,
        lambda s, out: s.tracing.state_targets(
            StateTraceTargets(acknowledge=1, answer=2, confirm=3, reason="x")
        ),
    ),
    "tracing.open_request": (OFFICERS, lambda s, out: s.tracing.open_request(open_command())),
    "tracing.receive": (OFFICERS, lambda s, out: s.tracing.receive(receive_command())),
    "tracing.restate": (
        OFFICERS,
        lambda s, out: s.tracing.restate(
            RestateTrace(file_id=FILE, reason="x", renew_snapshot=True)
        ),
    ),
    "tracing.send": (
        OFFICERS,
        lambda s, out: s.tracing.send(SendTrace(file_id=FILE, sent_on=DAY)),
    ),
    "tracing.acknowledge": (
        OFFICERS,
        lambda s, out: s.tracing.acknowledge(AcknowledgeTrace(file_id=FILE, acknowledged_on=DAY)),
    ),
    "tracing.ask_information": (
        OFFICERS,
        lambda s, out: s.tracing.ask_information(
            AskTraceInformation(file_id=FILE, asked_on=DAY, question="x")
        ),
    ),
    "tracing.give_information": (
        OFFICERS,
        lambda s, out: s.tracing.give_information(
            GiveTraceInformation(file_id=FILE, given_on=DAY, information="x")
        ),
    ),
    "tracing.match": (
        OFFICERS,
        lambda s, out: s.tracing.match(MatchTraceWeapon(file_id=FILE, weapon_id=1, reason="x")),
    ),
    "tracing.reply": (
        OFFICERS,
        lambda s, out: s.tracing.reply(
            ReplyTrace(file_id=FILE, replied_on=DAY, outcome=TraceOutcome.NO_RECORD)
        ),
    ),
    "tracing.establish_diversion": (
        OFFICERS,
        lambda s, out: s.tracing.establish_diversion(
            EstablishDiversion(
                file_id=FILE, established_on=DAY, last_holder="x", way=DiversionWay.THEFT
            )
        ),
    ),
    "tracing.withdraw_diversion": (
        OFFICERS,
        lambda s, out: s.tracing.withdraw_diversion(WithdrawDiversion(file_id=FILE, reason="x")),
    ),
    "tracing.state_prevention": (
        OFFICERS,
        lambda s, out: s.tracing.state_prevention(
            StatePrevention(file_id=FILE, stated_on=DAY, action="x")
        ),
    ),
    "tracing.add_ballistics": (
        OFFICERS,
        lambda s, out: s.tracing.add_ballistics(
            AddBallistics(file_id=FILE, laboratory="x", reference="y", examined_on=DAY)
        ),
    ),
    "tracing.attach": (
        OFFICERS,
        lambda s, out: s.tracing.attach(
            AttachTraceFile(file_id=FILE, content=b"%PDF-1.7", name="x.pdf")
        ),
    ),
    "tracing.add_note": (
        OFFICERS,
        lambda s, out: s.tracing.add_note(AddTraceNote(file_id=FILE, text="x")),
    ),
    "tracing.close": (
        OFFICERS,
        lambda s, out: s.tracing.close(CloseTrace(file_id=FILE, closed_on=DAY, result="x")),
    ),
    "tracing.reopen": (
        OFFICERS,
        lambda s, out: s.tracing.reopen(ReopenTrace(file_id=FILE, reopened_on=DAY, reason="x")),
    ),
    "tracing.search.compare": (OFFICERS, lambda s, out: s.tracing.search.compare(FILE)),
    "tracing.search.look": (
        OFFICERS,
        lambda s, out: s.tracing.search.look(Description(serial="A1234")),
    ),
    "tracing.exports.iarms": (
        OFFICERS,
        lambda s, out: s.tracing.exports.iarms((FILE,), out / "t.csv"),
    ),
    "tracing.exports.csv": (OFFICERS, lambda s, out: s.tracing.exports.csv(FILE, out / "t.csv")),
    "tracing.exports.json": (
        OFFICERS,
        lambda s, out: s.tracing.exports.json(FILE, out / "t.json"),
    ),
    "contacts.all": (READING_OR_KEEPING, lambda s, out: s.contacts.all()),
    "contacts.find": (READING_OR_KEEPING, lambda s, out: s.contacts.find("Uganda")),
    "contacts.get": (READING_OR_KEEPING, lambda s, out: s.contacts.get(1)),
    "contacts.unconfirmed": (READING_OR_KEEPING, lambda s, out: s.contacts.unconfirmed()),
    "contacts.state": (KEEPERS, lambda s, out: s.contacts.state(contact_command())),
    "contacts.confirm": (
        KEEPERS,
        lambda s, out: s.contacts.confirm(
            ConfirmContact(contact_id=1, confirmed_on=DAY, confirmed_by="x")
        ),
    ),
    "contacts.retire": (
        KEEPERS,
        lambda s, out: s.contacts.retire(RetireContact(contact_id=1, reason="x")),
    ),
}
