"""Trace files as the papers' tests need them: all made up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stockpile_app.domain.confidential_facts.tracing import (
    Counterpart,
    Description,
    Details,
    SnapshotMark,
    SnapshotPhotograph,
    WeaponSnapshot,
)
from stockpile_app.domain.contacts import ContactRecord
from stockpile_app.domain.tracing_records import (
    AttachedFile,
    BallisticRecord,
    DiversionRecord,
    MadeDocument,
    PreventionRecord,
    RecordedSearch,
    TraceAnswer,
    TraceEvent,
    TraceFile,
)
from stockpile_app.domain.tracing_vocabulary import (
    ContactInstrument,
    DiversionWay,
    HitReason,
    IllicitGround,
    TraceDirection,
    TraceEventKind,
    TraceOutcome,
    TracePart,
    TraceState,
    TraceUrgency,
    WithholdingReason,
)

DAY = dt.date(2026, 3, 2)
SHA = "5e" * 32
PICTURE = "a1" * 32
CAVEAT = "For the investigation CID/2026/44 alone; not to be shown to third parties."

DETAILS = Details(
    grounds=(IllicitGround.NATIONAL_LAW, IllicitGround.EMBARGO),
    reasoning="Held without a licence, contrary to section 4 of the Firearms Act.",
    circumstances="Found at a road block in the boot of a car, loaded, under a blanket.",
    found_place="Garissa, road to Liboi",
    found_on="2026-02-14",
    intended_use="Criminal investigation, and to find where it was diverted.",
    urgency=TraceUrgency.URGENT,
    classification="SECRET",
    caveats=CAVEAT,
    iarms_reference="TR-2026-0042",
    other="A second weapon of the same type was found on 16 February.",
)

COUNTERPART = Counterpart(
    country="UA",
    office="National point of contact for tracing",
    authority="Ministry of Internal Affairs",
    post="Head of department",
    address="1 Example Street, Kyiv",
    email="npc@example.org",
    telephone="+380 44 000 00 00",
    languages="Ukrainian, English",
    reference="UA-TR/2026/17",
)

OWN = ContactRecord(
    id=3,
    country="KE",
    office="National Focal Point on Small Arms",
    instruments=(ContactInstrument.ITI,),
    authority="Ministry of Interior",
    address="Example Avenue 2, Nairobi",
    email="focal.point@example.org",
    telephone="+254 20 000 00 00",
    languages="English, Swahili",
    confirmed_on=DAY,
    confirmed_by="letter",
)

MARKS = (
    SnapshotMark(
        component="receiver",
        occasion="manufacture",
        text="АКМ 7114 ★ 1968",
        position="left side",
        method="stamping",
        country="SU",
        year=1968,
        maker="Izhmash",
        serial="KM7114",
        observed_on="2026-02-20",
    ),
    SnapshotMark(
        component="barrel", occasion="import", text="KE 2019", country="KE", year=2019, altered=True
    ),
)

WEAPON = WeaponSnapshot(
    number="KE01-000123-X",
    serial="KM7114",
    serial_state="recorded",
    head=400,
    maker="Izhmash",
    model="AKM",
    calibre="7.62 x 39 mm",
    country="SU",
    year=1968,
    category="assault_rifle",
    condition="serviceable",
    status="in_store",
    marks=MARKS,
    photographs=(
        SnapshotPhotograph(sha256=PICTURE, media_type="image/jpeg", caption="Left side"),
        SnapshotPhotograph(
            sha256="b2" * 32, media_type="image/jpeg", caption="", taken_on="2026-02-20"
        ),
    ),
)

DESCRIPTION = Description(
    serial="KM71I4",
    maker="Izhmash",
    model="AKM",
    calibre="7.62x39",
    country="SU",
    year=1968,
    category="assault_rifle",
    import_country="KE",
    import_year=2019,
    other_marks="★ 68\nK.E. 19",
    features="Folding stock, wooden grip",
)

DIVERSION = DiversionRecord(
    established_on=DAY + dt.timedelta(days=40),
    last_holder="National Police, Store 4, Wajir",
    way=DiversionWay.THEFT,
    place="Wajir",
    country="KE",
    diverted_on="2025-11",
    actor="A storekeeper, named in the file of the police",
    basis="Stocktake of 2 December 2025; statement of the storekeeper",
    numbers=("KE01-000124-Z",),
)


def event(seq: int, kind: TraceEventKind, text: str = "", **changes: object) -> TraceEvent:
    """Return a line of a time line, a day later for each entry."""
    day = DAY + dt.timedelta(days=seq)
    values = {
        "seq": seq,
        "kind": kind,
        "day": day,
        "recorded_at": dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC),
        "recorded_by": "farah",
        "text": text,
    }
    return TraceEvent(**{**values, **changes})


def outgoing(**changes: object) -> TraceFile:
    """Return a request that was sent, answered and led to a point of diversion."""
    file = TraceFile(
        id="TR-KE01-7",
        direction=TraceDirection.OUT,
        state=TraceState.ANSWERED,
        opened_on=DAY,
        opened_by="farah",
        details=DETAILS,
        counterpart=COUNTERPART,
        reference="CID/2026/44",
        weapon=WEAPON,
        sent_on=DAY + dt.timedelta(days=1),
        means="registered letter",
        acknowledged_on=DAY + dt.timedelta(days=9),
        answered_on=DAY + dt.timedelta(days=35),
        acknowledge_by=DAY + dt.timedelta(days=15),
        answer_by=DAY + dt.timedelta(days=61),
        answers=(answer(TraceOutcome.FULL, seq=30),),
        diversion=DIVERSION,
        preventions=(
            PreventionRecord(DAY + dt.timedelta(days=50), "Two keys for Store 4", "Depot manager"),
        ),
        ballistics=(
            BallisticRecord("National laboratory", "BL-77", DAY, "IBIN-2026-9", "Two cases"),
        ),
        files=(
            AttachedFile(
                seq=12,
                sha256=SHA,
                content_sha256="7f" * 32,
                media_type="image/jpeg",
                size=1000,
                name="receiver.jpg",
                part=TracePart.PHOTOGRAPH,
                caption="The receiver, close up",
            ),
        ),
        documents=(MadeDocument(9, "trace-request", "TD-KE01-9", DAY, "c3" * 32, "A" * 20),),
        events=(
            event(1, TraceEventKind.OPENED, "CID/2026/44"),
            event(2, TraceEventKind.SENT, "registered letter"),
            event(9, TraceEventKind.ACKNOWLEDGED),
            event(10, TraceEventKind.ASKED, "Which mark is on the barrel?"),
            event(12, TraceEventKind.INFORMED, "The import mark reads KE 2019."),
            event(30, TraceEventKind.REPLIED, "Exported in 1971.", outcome=TraceOutcome.FULL),
        ),
    )
    return replace(file, **changes)  # type: ignore[arg-type]


def incoming(**changes: object) -> TraceFile:
    """Return a request that came from another State, with its weapon identified."""
    file = replace(
        outgoing(),
        id="TR-KE01-19",
        direction=TraceDirection.IN,
        state=TraceState.ACKNOWLEDGED,
        reference="",
        description=DESCRIPTION,
        sent_on=None,
        means="",
        answered_on=None,
        answers=(),
        preventions=(),
        documents=(),
        searches=(
            RecordedSearch(
                seq=21,
                day=DAY,
                description=DESCRIPTION,
                found=(("KE01-000123-X", HitReason.LOOK_ALIKE, 930),),
                total=14,
            ),
        ),
        events=(
            event(1, TraceEventKind.RECEIVED, "UA-TR/2026/17"),
            event(2, TraceEventKind.ACKNOWLEDGED),
            event(3, TraceEventKind.ASKED, "Which mark is on the barrel?"),
        ),
    )
    return replace(file, **changes)  # type: ignore[arg-type]


def answer(outcome: TraceOutcome, **changes: object) -> TraceAnswer:
    """Return an answer that says all that one of its kind must."""
    tells = outcome in {TraceOutcome.FULL, TraceOutcome.PARTIAL}
    values = {
        "seq": 30,
        "replied_on": DAY + dt.timedelta(days=35),
        "outcome": outcome,
        "information": "Exported in 1971 to the police of Kenya." if tells else "",
        "reasons": (WithholdingReason.INVESTIGATION, WithholdingReason.OTHER)
        if outcome.needs_reason
        else (),
        "explanation": "A trial is under way until May." if outcome.needs_reason else "",
        "restrictions": "Not to be used in court without a further request.",
        "expected_on": DAY + dt.timedelta(days=90) if outcome is TraceOutcome.DELAYED else None,
        "reference": "NFP/2026/8",
    }
    return TraceAnswer(**{**values, **changes})
