"""The time line of a weapon, and its record sheet read back from paper."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
import pytest
from PIL import Image

from stockpile_app.documents.weapon_record_sheet import MOST_PICTURES
from stockpile_app.domain.disposal import (
    AddDisposalPhotograph,
    DisposeOfWeapons,
    PrintDisposalPaper,
)
from stockpile_app.domain.disposal_vocabulary import PhotographMoment
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.incidents import PrintIncidentReport, ReportIncident
from stockpile_app.domain.marking_records import FitPart, RecordPart, RemovePart, StateAcquisition
from stockpile_app.domain.marking_vocabulary import Acquisition, Material
from stockpile_app.domain.movement_papers import PrintMovement, PrintWeaponHistory
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.timeline import PrintWeaponRecord
from stockpile_app.domain.vocabulary import (
    Component,
    IncidentKind,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
)
from stockpile_app.domain.weapons import AddPhotograph, DescribeWeapon, ObserveMark
from stockpile_app.persistence.verify import verify
from stockpile_app.reference.life_words import event_words, who_may
from tests.builders import tamper
from tests.builders_disposal import Depot, attest_command
from tests.builders_movements import ADA, issue, set_up
from tests.unit.documents.material import scans, texts

TODAY = dt.date(2026, 3, 2)
FULL = {"Amina", "Brian", "Dora"}


@pytest.fixture
def depot(services):
    set_up(services.desk.store)
    yield Depot(services, weapons=2)
    assert verify(services.desk.store, NoProgress()).ok


@pytest.fixture
def sheet(services, tmp_path):
    def print_(weapon, **fields):
        out = tmp_path / "record.pdf"
        command = PrintWeaponRecord(out=out, weapon_id=weapon, **fields)
        return services.lifecycle.papers.record_sheet(command), out.read_bytes()

    return print_


def timeline(services, weapon):
    return services.lifecycle.view(weapon).timeline


def kinds(services, weapon):
    return [each.entry.kind for each in timeline(services, weapon) if each.entry]


def documents(services, weapon):
    return {
        each.document.document: each.number for each in timeline(services, weapon) if each.document
    }


def words(services, weapon, kind):
    life = services.lifecycle.view(weapon)
    (found,) = [each for each in life.timeline if each.entry and each.entry.kind == kind]
    return event_words(found, life.names)


def read(pdf):
    return " ".join("\n".join(texts(pdf)).split())


def picture(colour="#336699", size=(640, 480), kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def images(pdf):
    """Return the pixel sizes of all images on all pages."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        found += [
            each.get_px_size()
            for each in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
        ]
    return found


# --- the time line -------------------------------------------------------------------------------


def test_that_a_weapon_begins_with_its_registration(depot):
    (event,) = timeline(depot.services, depot.weapons[0])
    assert event.entry.kind == "weapon-registered"
    assert (event.on, event.recorded_by, event.approved_by, event.number) == (
        TODAY,
        "Amina",
        "",
        "",
    )


def test_that_what_happened_long_ago_stands_before_what_was_recorded_first(depot):
    services, (weapon, _other) = depot.services, depot.weapons
    services.weapons.describe(DescribeWeapon(weapon_id=weapon, notes="cleaned"))
    services.marking.state_acquisition(
        StateAcquisition(
            weapon_id=weapon, acquisition=Acquisition.IMPORT, acquired_on=dt.date(1990, 1, 2)
        )
    )
    assert kinds(services, weapon) == [
        "acquisition-stated",
        "weapon-registered",
        "weapon-described",
    ]
    assert timeline(services, weapon)[0].on == dt.date(1990, 1, 2)


def test_that_places_and_people_are_called_by_their_names(depot):
    services, (weapon, _other) = depot.services, depot.weapons
    issued = services.movements.issue(issue(weapon))
    told = words(services, weapon, "weapons-issued")
    assert "Ada Otieno (K-17)" in told.details
    assert f": {ADA}" not in told.details
    assert timeline(services, weapon)[-1].number == issued.number
    assert "Main depot / Store A" in words(services, weapon, "weapon-registered").details


def test_that_papers_are_found_with_the_weapon(depot, tmp_path):
    services, (weapon, other) = depot.services, depot.weapons
    issued = services.movements.issue(issue(weapon))
    out = tmp_path / "paper.pdf"
    services.movements.papers.voucher(PrintMovement(out=out, movement_id=issued.movement_id))
    services.movements.papers.weapon_history(PrintWeaponHistory(out=out, weapon_id=weapon))
    incident = services.incidents.report(
        ReportIncident(
            kind=IncidentKind.ACCIDENT,
            discovered_on=TODAY,
            circumstances="dropped",
            weapon_ids=(weapon,),
        )
    ).incident_id
    services.incidents.papers.report(PrintIncidentReport(out=out, incident_id=incident))
    assert documents(services, weapon) == {
        "voucher": issued.number,
        "weapon-history": "",
        "incident-report": str(incident),
    }
    assert documents(services, other) == {}


def test_that_a_disposal_is_told_to_its_verification(depot, services_as, tmp_path):
    weapon = depot.weapons[0]
    order = depot.placed(weapon)
    session = depot.day(order)
    depot.read(session, weapon)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 1)
    independent = services_as("dora")
    independent.disposal.attest(attest_command(order, 1))
    out = tmp_path / "paper.pdf"
    independent.disposal.papers.certificate(PrintDisposalPaper(out=out, order_id=order))
    life = independent.lifecycle.view(weapon)
    assert [each.entry.kind for each in life.timeline if each.entry] == [
        "weapon-registered",
        "disposal-ordered",
        "disposal-approved",
        "disposal-placed",
        "disposal-weapon-verified",
        "weapons-disposed",
        "disposal-verified",
    ]
    number = life.order.number
    assert [each.number for each in life.timeline[1:]] == [number] * 7
    assert life.timeline[-1].document.document == "disposal-certificate"
    assert {each.recorded_by for each in life.timeline} <= FULL
    approved = [each.entry.kind for each in life.timeline if each.approved_by == "Brian"]
    assert approved == ["disposal-approved", "disposal-weapon-verified", "weapons-disposed"]
    depot.services = independent


def test_that_nobody_is_told_apart_by_sex(depot):
    """Recorded where a report asks for it, as a total: never beside a name."""
    services, (weapon, _other) = depot.services, depot.weapons
    order = depot.placed(weapon)
    session = depot.day(order)
    depot.read(session, weapon)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 1)
    for event in timeline(services, weapon):
        told = event_words(event, services.lifecycle.view(weapon).names)
        assert "female" not in "".join(told).lower()


def test_that_a_part_brings_its_history_along(depot):
    services, (donor, other) = depot.services, depot.weapons
    part = services.marking.record_part(
        RecordPart(
            weapon_id=donor,
            component=Component.BARREL,
            material=Material.STEEL,
            occurred_on=TODAY,
            description="chrome-lined",
        )
    ).id
    services.marking.remove_part(
        RemovePart(part_id=part, place_id=depot.store, occurred_on=TODAY, reason="worn")
    )
    services.marking.fit_part(FitPart(part_id=part, weapon_id=other, occurred_on=TODAY))
    life = services.lifecycle.view(other)
    elsewhere = [each for each in life.timeline if each.part is not None]
    assert [each.entry.kind for each in elsewhere] == ["part-recorded", "part-removed"]
    told = event_words(elsewhere[1], life.names)
    assert "chrome-lined" in told.details
    assert told.reason == "worn"
    assert kinds(services, other).count("part-fitted") == 1
    assert kinds(services, donor).count("part-removed") == 1


def test_that_an_entry_of_a_newer_program_is_told_as_it_is_kept(depot):
    services, (weapon, _other) = depot.services, depot.weapons
    services.weapons.describe(DescribeWeapon(weapon_id=weapon, notes="x"))
    seq = timeline(services, weapon)[-1].entry.seq
    kind = "UPDATE entry SET kind = ? WHERE seq = ?"
    tamper(services.desk.store, (kind, ("weapon-beamed-up", seq)))
    event = timeline(services, weapon)[-1]
    told = event_words(event, services.lifecycle.view(weapon).names)
    assert told.title == "weapon-beamed-up"
    assert event.on == TODAY
    tamper(services.desk.store, (kind, ("weapon-described", seq)))


def test_that_who_may_is_told_with_the_second_person(depot):
    services, (weapon, _other) = depot.services, depot.weapons
    steps = {each.act.value: who_may(each) for each in services.lifecycle.view(weapon).steps}
    assert steps["issue"] == "Storekeeper or Depot manager"
    assert steps["correct"] == "Depot manager, with a second person who may approve"


# --- the record sheet ----------------------------------------------------------------------------


def test_that_the_sheet_opens_the_weapon_and_is_itself_a_document_about_it(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    record = services.desk.weapon(weapon)
    done, pdf = sheet(weapon)
    assert scans(pdf, 203) == [record.code]
    assert done.number.startswith("WR-KE01-")
    assert done.seal is not None
    assert documents(services, weapon) == {"weapon-record": ""}
    text = read(pdf)
    for wanted in (record.number, record.serial, "Izhmash, AKM", "In store", "No mark is recorded"):
        assert wanted in text
    assert done.number in read(sheet(weapon)[1])  # the second sheet names the first


def test_that_marks_are_printed_with_size_and_demands(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapon,
            component=Component.RECEIVER,
            occasion=MarkOccasion.MANUFACTURE,
            text="SU 1974 KM0001",
            position="left side",
            method=MarkMethod.STAMP,
            met=(MarkQuality.READABLE,),
            not_met=(MarkQuality.EXPOSED,),
            country="SU",
            height=15900,
            depth=762,
        )
    )
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapon,
            component=Component.BARREL,
            occasion=MarkOccasion.PROOF,
            text="НП",
            altered=True,
        )
    )
    text = read(sheet(weapon)[1])
    for wanted in (
        *("SU 1974 KM0001", "left side", "1.59 mm high", "0.0762 mm deep"),
        *("Met: readable", "Not met: on an exposed surface", "НП", "ALTERED OR PARTLY REMOVED"),
        *("ITI: manufacture", "not measured"),
    ):
        assert wanted in text


def test_that_photographs_are_printed_small_and_with_their_captions(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    for at, size in enumerate(((4000, 3000), (300, 900))):
        services.weapons.add_photograph(
            AddPhotograph(weapon_id=weapon, content=picture(size=size), caption=f"side number {at}")
        )
    _done, pdf = sheet(weapon)
    sizes = images(pdf)
    assert len(sizes) == 2
    assert all(width <= 700 and height <= 525 for width, height in sizes)
    text = read(pdf)
    assert "side number 0" in text
    assert "side number 1" in text


def test_that_a_broken_photograph_is_said_on_paper(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    services.weapons.add_photograph(
        AddPhotograph(weapon_id=weapon, content=b"\xff\xd8\xff broken", caption="in the rain")
    )
    _done, pdf = sheet(weapon)
    assert images(pdf) == []
    assert "cannot be shown" in read(pdf)
    assert "in the rain" in read(pdf)


def test_that_a_photograph_that_is_missing_is_said_on_paper(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    content = picture()
    services.weapons.add_photograph(AddPhotograph(weapon_id=weapon, content=content))
    engine = services.desk.store.media._engine
    with engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM medium")
        connection.commit()
    assert "missing" in read(sheet(weapon)[1])
    services.desk.store.media.put(content, "image/jpeg")


def test_that_very_many_photographs_do_not_make_a_book(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    for at in range(MOST_PICTURES + 1):
        services.weapons.add_photograph(
            AddPhotograph(weapon_id=weapon, content=picture(size=(8 + at, 8)))
        )
    _done, pdf = sheet(weapon)
    assert len(images(pdf)) == MOST_PICTURES
    assert "1 more photograph is kept in the register." in read(pdf)


def test_that_the_photographs_of_its_disposal_are_on_the_sheet(depot, sheet):
    services, (weapon, other) = depot.services, depot.weapons
    order = depot.placed()
    for each, caption in ((weapon, "receiver cut"), (other, "another one")):
        services.disposal.add_photograph(
            AddDisposalPhotograph(
                order_id=order,
                moment=PhotographMoment.AFTER,
                content=picture(f"#0000{each:02x}"),
                weapon_id=each,
                caption=caption,
            )
        )
    text = read(sheet(weapon)[1])
    assert "After · receiver cut" in text
    assert "another one" not in text


def test_that_a_long_life_takes_as_many_pages_as_it_needs(depot, sheet):
    services, (weapon, _other) = depot.services, depot.weapons
    for at in range(60):
        services.weapons.describe(DescribeWeapon(weapon_id=weapon, notes=f"note {at} " * 30))
    _done, pdf = sheet(weapon, page="Letter")
    text = texts(pdf)
    assert len(text) > 2
    assert "note 59" in read(pdf)
    assert all("Record sheet of a weapon" in page for page in text)


def test_that_no_sheet_is_made_of_an_unknown_weapon(services, tmp_path):
    out = tmp_path / "record.pdf"
    with pytest.raises(NotFound):
        services.lifecycle.papers.record_sheet(PrintWeaponRecord(out=out, weapon_id=9999))
    assert not out.exists()
