"""Papers of traces through the services: sealed beside a plain entry that says a number alone."""

from __future__ import annotations

import hashlib
import io
import json

import pypdfium2
import pytest
from PIL import Image

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound, StorageFailed
from stockpile_app.domain.tracing import (
    AttachTraceFile,
    GiveTraceInformation,
    OpenTrace,
    ReplyTrace,
    SendTrace,
)
from stockpile_app.domain.tracing_papers import (
    PrintTracePaper,
    PrintTraceStatistics,
    TracePaper,
)
from stockpile_app.domain.tracing_vocabulary import (
    TraceDirection,
    TraceOutcome,
    TracePart,
    WithholdingReason,
)
from stockpile_app.domain.weapons import AddPhotograph
from tests.builders_tracing import (
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


def jpeg(colour: str = "steelblue") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "JPEG")
    return out.getvalue()


def text(path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


@pytest.fixture
def armed(services):
    """A weapon with a photograph, recorded by somebody who left again."""
    weapon_id = register_weapon(services)
    services.weapons.add_photograph(
        AddPhotograph(weapon_id=weapon_id, content=jpeg(), caption="Left side")
    )
    services.close()
    return weapon_id


@pytest.fixture
def officer(armed, services_as):
    return services_as("farah")


@pytest.fixture
def make(officer, tmp_path):
    """Make a paper; return what was done."""

    def make_paper(file_id, paper, **fields):
        out = tmp_path / f"{paper.value}.pdf"
        return officer.tracing.papers.make(
            PrintTracePaper(out=out, file_id=file_id, paper=paper, **fields)
        )

    return make_paper


def test_that_the_plain_entry_says_a_number_and_nothing_else(officer, armed, make, services_as):
    file = sent_request(officer, armed)
    done = make(file, TracePaper.REQUEST)
    assert done.changes.tracing
    officer.close()
    entries = services_as("amina").ledgers.entries(limit=20)
    (issued,) = [each for each in entries if each.kind == "document-issued"]
    said = json.loads(issued.body)
    assert said.pop("doc_number") == done.number
    assert {each for each in said.values() if each not in {"", 0}} == {"trace-paper"}
    assert all(SECRET not in repr(each) for each in entries)


def test_that_the_file_knows_its_papers_by_digest_and_seal(officer, armed, make):
    file = sent_request(officer, armed)
    done = make(file, TracePaper.REQUEST)
    (made,) = officer.tracing.open(file).documents
    assert (made.document, made.number) == ("trace-request", done.number)
    assert made.sha256 == hashlib.sha256(done.path.read_bytes()).hexdigest()
    assert made.seal == done.seal.code
    assert officer.ledgers.verify(against=done.seal.code).ok


def test_that_the_marking_of_the_file_is_taken_where_none_is_asked_for(officer, armed, make):
    file = sent_request(officer, armed)
    assert f"CONFIDENTIAL {SECRET}" in text(make(file, TracePaper.REQUEST).path)
    said = text(make(file, TracePaper.REQUEST, classification="TOP SECRET").path)
    assert "TOP SECRET" in said
    assert f"CONFIDENTIAL {SECRET}" not in said


def test_that_photographs_of_the_weapon_and_of_the_file_are_printed(officer, armed, make):
    file = sent_request(officer, armed)
    officer.tracing.attach(
        AttachTraceFile(
            file_id=file,
            content=jpeg("peru"),
            name="receiver.jpg",
            part=TracePart.PHOTOGRAPH,
            caption="The receiver",
        )
    )
    path = make(file, TracePaper.PACK).path
    said = text(path)
    assert "Left side" in said
    assert "The receiver" in said
    assert "cannot be shown" not in said
    images = [
        each
        for page in pypdfium2.PdfDocument(path)
        for each in page.get_objects()
        if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    ]
    assert len(images) == 2


def test_that_a_paper_of_what_is_not_recorded_yet_is_refused(officer, armed, make):
    file = officer.tracing.open_request(
        OpenTrace(direction=TraceDirection.OUT, opened_on=TODAY, weapon_id=armed, counterpart=THEM)
    ).file_id
    with pytest.raises(NotAllowedNow, match="Missing: the circumstances"):
        make(file, TracePaper.REQUEST)
    with pytest.raises(NotAllowedNow, match="no such paper yet"):
        make(file, TracePaper.INFORMATION)
    with pytest.raises(NotFound):
        make("TR-KE01-99", TracePaper.PACK)
    assert not officer.tracing.open(file).documents


def test_that_a_paper_that_cannot_be_written_is_not_recorded(officer, armed, tmp_path):
    file = sent_request(officer, armed)
    with pytest.raises(StorageFailed):
        officer.tracing.papers.make(
            PrintTracePaper(
                out=tmp_path / "nowhere" / "t.pdf", file_id=file, paper=TracePaper.REQUEST
            )
        )
    assert not officer.tracing.open(file).documents


def test_that_an_earlier_answer_can_be_printed_again(officer, make):
    file = officer.tracing.receive(receive_command()).file_id
    for outcome in (TraceOutcome.DELAYED, TraceOutcome.REFUSED):
        officer.tracing.reply(
            ReplyTrace(
                file_id=file,
                replied_on=TODAY,
                outcome=outcome,
                reasons=(WithholdingReason.INVESTIGATION,),
            )
        )
    first, last = officer.tracing.open(file).answers
    assert "Notice of delay" in text(make(file, TracePaper.REPLY, answer=first.seq).path)
    assert "Refusal of a trace request" in text(make(file, TracePaper.REPLY).path)
    with pytest.raises(NotFound, match="no such answer"):
        make(file, TracePaper.REPLY, answer=1)
    documents = [each.document for each in officer.tracing.open(file).documents]
    assert documents == ["trace-delay", "trace-refusal"]
    assert last.outcome is TraceOutcome.REFUSED


def test_that_our_own_point_of_contact_is_the_sender(officer, armed, make):
    officer.contacts.state(
        contact_command(country="KE", office="Our own office", authority="Ministry of Interior")
    )
    said = text(make(sent_request(officer, armed), TracePaper.REQUEST).path)
    assert "Our own office" in said


def test_that_a_reminder_says_that_it_is_one(officer, armed, make):
    file = sent_request(officer, armed)
    officer.tracing.send(SendTrace(file_id=file, sent_on=TODAY))
    assert "Reminder of a trace request" in text(make(file, TracePaper.REQUEST).path)


def test_that_what_was_told_later_has_its_letter(officer, armed, make):
    from stockpile_app.domain.tracing import AskTraceInformation  # noqa: PLC0415

    file = sent_request(officer, armed)
    officer.tracing.ask_information(
        AskTraceInformation(file_id=file, asked_on=TODAY, question="Which mark?")
    )
    officer.tracing.give_information(
        GiveTraceInformation(file_id=file, given_on=TODAY, information="None at all.")
    )
    assert "None at all." in text(make(file, TracePaper.INFORMATION).path)


def test_that_statistics_name_no_file_in_the_open(officer, armed, tmp_path, services_as):
    answered_request(officer, armed)
    asked = PrintTraceStatistics(out=tmp_path / "s.pdf", from_day=TODAY, to_day=TODAY)
    done = officer.tracing.papers.statistics(asked)
    said = text(done.path)
    assert "CONFIDENTIAL" in said
    assert "Requests sent 1" in said
    assert SECRET not in said
    with pytest.raises(BadValue, match="ends before it begins"):
        officer.tracing.papers.statistics(
            PrintTraceStatistics(
                out=tmp_path / "s.pdf", from_day=TODAY, to_day=TODAY.replace(year=2020)
            )
        )


def test_that_an_administrator_prints_the_directory(officer, services_as, tmp_path):
    officer.contacts.state(contact_command())
    officer.close()
    done = services_as("gita").tracing.papers.contacts(PrintDocument(out=tmp_path / "c.pdf"))
    assert "National Focal Point" in text(done.path)
    assert done.number.startswith("NP-")


def test_that_the_same_file_gives_the_same_bytes_but_for_its_stamp(officer, armed, make):
    file = officer.tracing.open_request(open_command(armed)).file_id
    first = text(make(file, TracePaper.REQUEST).path)
    second = text(make(file, TracePaper.REQUEST).path)
    assert len(first) == len(second)
