"""A trace from the weapon found to the closed file, and back from another State's letter.

Every document is made on the way. In the end somebody else opens the register with their own
password and a database tool, and finds nothing of it.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa
from PIL import Image

from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.confidential_facts.tracing import Description, Details
from stockpile_app.domain.contacts import StateContact
from stockpile_app.domain.errors import NotAllowed, StockpileError
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    AddBallistics,
    AskTraceInformation,
    AttachTraceFile,
    CloseTrace,
    ContactChoice,
    EstablishDiversion,
    GiveTraceInformation,
    MatchTraceWeapon,
    OpenTrace,
    ReceiveTrace,
    ReplyTrace,
    SendTrace,
    StatePrevention,
)
from stockpile_app.domain.tracing_papers import (
    PrintTracePaper,
    PrintTraceStatistics,
    TracePaper,
)
from stockpile_app.domain.tracing_vocabulary import (
    ContactInstrument,
    DiversionWay,
    HitReason,
    IllicitGround,
    TraceDirection,
    TraceOutcome,
    TracePart,
    TraceState,
    WithholdingReason,
)
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.domain.weapons import AddPhotograph, ObserveMark, RegisterWeapon
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock

WORD = "Zibaldone"
"""Stands in every confidential text, and nowhere else."""

WHY = Details(
    grounds=(IllicitGround.NATIONAL_LAW, IllicitGround.NO_TRANSFER_LICENCE),
    reasoning=f"Held without a licence. {WORD}",
    circumstances=f"Found at a road block, loaded. {WORD}",
    found_place=f"{WORD} crossing",
    found_on="2026-02-20",
    intended_use=f"Criminal investigation. {WORD}",
    classification=f"SECRET {WORD}",
    caveats=f"For the investigation alone. {WORD}",
    iarms_reference=f"IA-{WORD}",
)


class Office:
    """Who signs in at the register, one after the other, and the papers they make."""

    def __init__(self, folder: Path, clock: FakeClock, papers: Path) -> None:
        """Begin with nobody."""
        self.folder, self.clock, self._papers = folder, clock, papers
        self.services: Services | None = None
        self.made: list[Path] = []

    def sit(self, name: str) -> Services:
        """Sign in; whoever sat there signs out."""
        self.leave()
        self.services = Services(Desk(open_store(self.folder, name, PASSWORD, self.clock)))
        return self.services

    def leave(self) -> None:
        """Sign out."""
        if self.services is not None:
            self.services.close()
        self.services = None

    def paper(self, file: str, kind: TracePaper) -> str:
        """Make a paper; return what it says."""
        assert self.services is not None
        out = self._papers / f"{len(self.made)}.pdf"
        self.services.tracing.papers.make(PrintTracePaper(out=out, file_id=file, paper=kind))
        self.made.append(out)
        return _text(out)


@pytest.fixture
def office(folder: Path, clock: FakeClock, tmp_path: Path) -> Iterator[Office]:
    """The register of a depot with some rifles, marked and photographed."""
    found = Office(folder, clock, tmp_path)
    services = found.sit("amina")
    for serial in ("KM71144", "KM71414", "KN71144", "AB22901", "PB88123"):
        weapon_id = services.weapons.register(
            RegisterWeapon(
                place_id=1,
                serial=serial,
                maker="Izhmash",
                model="AKM",
                calibre="7.62 x 39 mm",
                country="SU",
            )
        ).weapon_id
        services.weapons.observe_mark(
            ObserveMark(
                weapon_id=weapon_id,
                component=Component.BARREL,
                occasion=MarkOccasion.IMPORT,
                text="KE 2019",
            )
        )
        services.weapons.add_photograph(
            AddPhotograph(weapon_id=weapon_id, content=_jpeg(), caption=f"Left side {serial}")
        )
    yield found
    found.leave()


def test_that_a_weapon_found_is_traced_to_its_diversion(office: Office) -> None:
    services = office.sit("farah")
    tracing, today = services.tracing, services.desk.today
    whom = _contact(services, "UG", "National Focal Point")
    _contact(services, "KE", "Our own point of contact")
    file = tracing.open_request(
        OpenTrace(
            direction=TraceDirection.OUT,
            opened_on=today,
            weapon_id=1,
            details=WHY,
            reference=f"CID/{WORD}",
            counterpart=ContactChoice(contact_id=whom),
        )
    ).file_id
    said = office.paper(file, TracePaper.REQUEST)
    for each in ("KM71144", "KE 2019", "Left side KM71144", "National Focal Point", "a) ", "f) "):
        assert each in said, each
    assert "Our own point of contact" in said
    tracing.send(SendTrace(file_id=file, sent_on=today, means="INTERPOL I-24/7"))

    # the weapon is described anew in the register; the file keeps what was known
    assert tracing.open(file).weapon.serial == "KM71144"
    office.clock.advance(days=20)
    (late,) = tracing.overdue()
    assert (late.file.id, late.days, late.acknowledgement, late.ours) == (file, 6, True, False)
    tracing.send(SendTrace(file_id=file, sent_on=services.desk.today))
    assert "Reminder of a trace request" in office.paper(file, TracePaper.REQUEST)

    tracing.acknowledge(
        AcknowledgeTrace(file_id=file, acknowledged_on=services.desk.today, reference="UG/77")
    )
    day = services.desk.today
    tracing.ask_information(
        AskTraceInformation(file_id=file, asked_on=day, question="What is on the barrel?")
    )
    tracing.give_information(
        GiveTraceInformation(file_id=file, given_on=day, information=f"KE 2019. {WORD}")
    )
    assert "KE 2019." in office.paper(file, TracePaper.INFORMATION)
    office.clock.advance(days=10)
    day = services.desk.today
    tracing.reply(
        ReplyTrace(
            file_id=file,
            replied_on=day,
            outcome=TraceOutcome.FULL,
            information=f"Sold in 1984 to the police of {WORD}.",
        )
    )
    tracing.establish_diversion(
        EstablishDiversion(
            file_id=file,
            established_on=day,
            last_holder=f"Police of {WORD}",
            way=DiversionWay.THEFT,
            country="UG",
            diverted_on="2024-11",
        )
    )
    tracing.add_ballistics(
        AddBallistics(
            file_id=file, laboratory="National laboratory", reference=f"BL-{WORD}", examined_on=day
        )
    )
    tracing.attach(
        AttachTraceFile(
            file_id=file, content=_jpeg("peru"), name="cases.jpg", part=TracePart.PHOTOGRAPH
        )
    )
    tracing.state_prevention(
        StatePrevention(file_id=file, stated_on=day, action=f"Two keys. {WORD}")
    )
    tracing.close(CloseTrace(file_id=file, closed_on=day, result=f"Stolen in {WORD}."))
    said = office.paper(file, TracePaper.PACK)
    for each in ("Theft", "2024-11", "Two keys", f"BL-{WORD}", "cases.jpg", "30 days"):
        assert each in said, each
    figures = tracing.figures(day.replace(month=1, day=1), day)
    assert (figures.out.requests, figures.out.final, len(figures.diverted)) == (1, 1, 1)
    assert figures.out.mean_answer == 30
    closed = tracing.open(file)
    assert closed.state is TraceState.CLOSED
    assert len(closed.documents) == 4
    _nobody_else_finds_it(office)


def test_that_two_misread_characters_are_found_and_answered(office: Office) -> None:
    services = office.sit("farah")
    tracing, day = services.tracing, services.desk.today
    file = tracing.receive(
        ReceiveTrace(
            received_on=day,
            counterpart=ContactChoice(country="UG", office=f"Desk {WORD}", reference=f"UG/{WORD}"),
            description=Description(serial="KM7II4A", model="AKM", other_marks=f"386\n{WORD}"),
            details=WHY,
        )
    ).file_id
    tracing.acknowledge(AcknowledgeTrace(file_id=file, acknowledged_on=day))
    said = office.paper(file, TracePaper.ACKNOWLEDGEMENT)
    assert f"UG/{WORD}" in said
    tracing.ask_information(
        AskTraceInformation(file_id=file, asked_on=day, question=f"What calibre? {WORD}")
    )
    assert "its calibre" in office.paper(file, TracePaper.QUESTION)

    hits = tracing.search.compare(file)
    best = hits.hits[0]
    assert best.weapon.serial == "KM71144"
    assert best.reason in {HitReason.ONE_MISREAD, HitReason.TWO_MISREAD}
    tracing.match(
        MatchTraceWeapon(file_id=file, weapon_id=best.weapon.id, reason=best.reason.label)
    )
    for outcome, title in (
        (TraceOutcome.DELAYED, "Notice of delay"),
        (TraceOutcome.PARTIAL, "Partial reply"),
        (TraceOutcome.REFUSED, "Refusal of a trace request"),
        (TraceOutcome.FULL, "Reply to a trace request"),
    ):
        if outcome is TraceOutcome.REFUSED:
            with pytest.raises(StockpileError, match="Say why"):
                tracing.reply(ReplyTrace(file_id=file, replied_on=day, outcome=outcome))
        tracing.reply(
            ReplyTrace(
                file_id=file,
                replied_on=day,
                outcome=outcome,
                information=f"In our stock. {WORD}"
                if outcome in {TraceOutcome.PARTIAL, TraceOutcome.FULL}
                else "",
                reasons=(WithholdingReason.INVESTIGATION,) if outcome.needs_reason else (),
            )
        )
        said = office.paper(file, TracePaper.REPLY)
        assert title in said
        assert ("It would harm an investigation" in said) == outcome.needs_reason
        assert ("KM71144" in said) == (outcome is TraceOutcome.FULL)
    out = office.made[0].with_name("statistics.pdf")
    tracing.papers.statistics(PrintTraceStatistics(out=out, from_day=day, to_day=day))
    assert "Requests received 1" in _text(out)
    exported = out.with_name("file.json")
    tracing.exports.json(file, exported)
    assert WORD in json.dumps(json.loads(exported.read_text("utf-8")))
    tracing.close(CloseTrace(file_id=file, closed_on=day, result="Answered."))
    assert [each.document for each in tracing.open(file).documents] == [
        "trace-acknowledgement",
        "trace-question",
        "trace-delay",
        "trace-partial-reply",
        "trace-refusal",
        "trace-reply",
    ]
    _nobody_else_finds_it(office)


def _nobody_else_finds_it(office: Office) -> None:
    """Look everywhere with another user's password: in services, in every table, in every file."""
    services = office.sit("amina")
    with pytest.raises(NotAllowed):
        services.tracing.files()
    for each in services.ledgers.entries(limit=500):
        assert WORD not in repr(each)
    assert services.weapons.find(WORD).total == 0
    out = office.folder.parent / "everything.csv"
    services.exports.export(out)
    assert WORD not in out.read_text("utf-8-sig")
    store = services.desk.store
    with store.read() as connection:
        tables = sa.inspect(connection).get_table_names()
        assert "sealed_entry" in tables
        for table in tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                for value in row:
                    kept = value if isinstance(value, bytes) else str(value).encode()
                    assert WORD.encode() not in kept, table
    assert services.ledgers.verify().ok
    backup = services.backups.make().path
    office.leave()
    for path in (*office.folder.rglob("*"), backup):
        if path.is_file():
            assert WORD.encode() not in path.read_bytes(), path.name


def test_that_another_officer_reads_it_only_when_admitted(office: Office) -> None:
    services = office.sit("farah")
    file = services.tracing.open_request(
        OpenTrace(
            direction=TraceDirection.DOMESTIC,
            opened_on=services.desk.today,
            weapon_id=1,
            details=WHY,
        )
    ).file_id
    assert services.tracing.open(file).details == WHY
    (record,) = [
        each for each in services.admissions.all() if each.compartment is Compartment.TRACING
    ]
    assert [each.name for each in record.holders] == ["farah"]
    looks = office.sit("amina").ledgers.entries(limit=200)
    viewed = [each for each in looks if each.kind == "confidential-viewed"]
    assert {json.loads(each.body)["subject"] for each in viewed} >= {file}


def _contact(services: Services, country: str, office: str) -> int:
    return services.contacts.state(
        StateContact(
            country=country,
            office=office,
            instruments=(ContactInstrument.ITI,),
            email="npc@example.org",
            confirmed_on=services.desk.today - dt.timedelta(days=3),
            confirmed_by="Telephone",
        )
    ).contact_id


def _jpeg(colour: str = "steelblue") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "JPEG")
    return out.getvalue()


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())
