"""Papers of collections: what is made of what is recorded, by whom, and what the ledger keeps."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from stockpile_app.domain.collection_days import CloseDay
from stockpile_app.domain.collection_papers import (
    PrintDaySheet,
    PrintDuplicates,
    PrintIndicators,
    PrintReceipt,
    PrintSitePlan,
    PrintTagLabels,
    ReceiptPaper,
)
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_sites import OpenProgramme, OpenSite, TeamMember
from stockpile_app.domain.collections import HandInAmmunition, HandInWeapon, ReferExplosive
from stockpile_app.domain.collections_vocabulary import Ineligible, ParticipantKind, TeamDuty
from stockpile_app.domain.errors import BadValue, NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.numbers import CodeKind, PaperCode, parse_paper
from stockpile_app.domain.vocabulary import Category, SerialState, Sex
from stockpile_app.services.collection_papers import CollectionPapers
from tests.builders import START
from tests.unit.documents.material import qr_codes, scans, texts

TODAY = START.date()
SECRET = "Wanjiku Made-Up"
APPEAL = "Appeals board, Room 4, within 30 days."


@pytest.fixture
def officer(services_as):
    """A DDR officer at a site where one eligible and one ineligible person handed in."""
    services = services_as("emeka")
    setup, table = services.collections.setup, services.collections.desk
    programme = setup.open_programme(
        OpenProgramme(
            name="Made-up programme", authority="Ministry", starts_on=TODAY, appeal=APPEAL
        )
    ).id
    site = setup.open_site(
        OpenSite(programme=programme, code="NG", opened_on=TODAY, name="North gate")
    ).id
    setup.state_team(site, (TeamMember(name="Lucy Wambui", sex=Sex.FEMALE, duty=TeamDuty.LEADER),))
    for eligible, name in ((True, SECRET), (False, "عمر المثال")):
        opened = table.register(
            RegisterParticipant(
                site=site,
                kind=ParticipantKind.COMBATANT,
                personal=PersonalData(name=name),
                sex=Sex.FEMALE,
                age=30,
                eligible=eligible,
                ineligible=None if eligible else Ineligible.NOT_OF_GROUP,
            )
        )
        hand_in = opened.details.hand_in.id
        table.add_weapon(
            HandInWeapon(
                hand_in=hand_in,
                category=Category.ASSAULT_RIFLE,
                maker="Made Up Arms",
                model="Type A",
                calibre="7.62 x 39 mm",
                serial=f"AB{hand_in}",
                serviceable=eligible,
                tag="T-1" if eligible else "",
            )
        )
        table.add_weapon(HandInWeapon(hand_in=hand_in, serial_state=SerialState.REMOVED))
        table.add_ammunition(HandInAmmunition(hand_in=hand_in, nature="7.62 ball", quantity=30))
        table.add_ammunition(HandInAmmunition(hand_in=hand_in, nature="7.62 ball", quantity=12))
        table.refer(ReferExplosive(hand_in=hand_in, description="Grenade", technician="Tech 2"))
        table.close(hand_in)
    services.site, services.programme = site, programme
    return services


def hand_ins(services) -> list[int]:
    found = services.collections.desk
    with services.desk.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM hand_in ORDER BY id").all()
    return [found.details(row[0]).hand_in.id for row in rows]


def words(path) -> str:
    return " ".join(" ".join(texts(path.read_bytes())).split())


def dump(services) -> str:
    with services.desk.store.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return repr(
            [
                tuple(row)
                for (table,) in tables.all()
                for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            ]
        )


@pytest.mark.parametrize("paper", list(ReceiptPaper))
def test_that_a_receipt_names_the_person_and_opens_the_hand_in(paper, officer, tmp_path) -> None:
    first, _second = hand_ins(officer)
    out = tmp_path / "receipt.pdf"
    done = CollectionPapers(officer.desk).receipt(PrintReceipt(out=out, hand_in=first, paper=paper))
    said = words(out)
    details = officer.collections.desk.details(first)
    for text in (
        SECRET, "North gate", "Assault rifle", "Type A", "Serviceable", f"AB{first}",
        "Serial removed or altered", "Not determined", "7.62 ball", "42", "Grenade", "Emeka",
        details.hand_in.number, done.number,
    ):  # fmt: skip
        assert text in said
    assert "Not eligible" not in said
    (code,) = scans(out.read_bytes(), 203)
    assert parse_paper(code, "KE01") == PaperCode(CodeKind.HAND_IN, "KE01", first)
    assert len(qr_codes(out.read_bytes(), 300)) == 1
    assert done.weapons == 2
    assert done.seal is not None
    assert SECRET not in dump(officer)
    width = pypdfium2.PdfDocument(out)[0].get_size()[0]
    assert round(width / 72 * 25.4) == (148 if paper is ReceiptPaper.A5 else 80)


def test_that_the_ineligible_get_the_same_receipt_with_the_way_to_appeal(officer, tmp_path) -> None:
    _first, second = hand_ins(officer)
    out = tmp_path / "receipt.pdf"
    CollectionPapers(officer.desk).receipt(PrintReceipt(out=out, hand_in=second))
    said = words(out)
    for text in ("Not eligible", "Not of a group", APPEAL, f"AB{second}", "Not serviceable"):
        assert text in said


def test_that_an_open_or_unknown_hand_in_has_no_receipt(officer, tmp_path) -> None:
    opened = officer.collections.desk.register(
        RegisterParticipant(
            site=officer.site, kind=ParticipantKind.CIVILIAN, personal=PersonalData(name="X Y Z")
        )
    ).details.hand_in.id
    papers, out = CollectionPapers(officer.desk), tmp_path / "receipt.pdf"
    with pytest.raises(NotAllowedNow, match="is still open"):
        papers.receipt(PrintReceipt(out=out, hand_in=opened))
    officer.collections.desk.cancel(opened, "Left")
    with pytest.raises(NotAllowedNow, match="was cancelled"):
        papers.receipt(PrintReceipt(out=out, hand_in=opened))
    with pytest.raises(NotFound):
        papers.receipt(PrintReceipt(out=out, hand_in=99999))
    assert not out.exists()


def test_that_a_receipt_of_an_erased_person_says_so(officer, tmp_path) -> None:
    first, _second = hand_ins(officer)
    code = officer.collections.desk.details(first).participant.code
    officer.collections.people.erase(code, "Asked for it")
    out = tmp_path / "receipt.pdf"
    CollectionPapers(officer.desk).receipt(PrintReceipt(out=out, hand_in=first))
    assert "Personal data erased" in words(out)
    assert SECRET not in words(out)


def test_that_printing_a_receipt_is_a_look_at_the_person(officer, tmp_path) -> None:
    first, _second = hand_ins(officer)
    officer.desk.looks.clear()
    CollectionPapers(officer.desk).receipt(PrintReceipt(out=tmp_path / "r.pdf", hand_in=first))
    with officer.desk.store.read() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM entry ORDER BY seq DESC LIMIT 4")
        assert {"confidential-viewed", "document-made"} <= {row[0] for row in kinds}


def test_that_tags_open_weapons_by_their_numbers(officer, tmp_path) -> None:
    first, _second = hand_ins(officer)
    details = officer.collections.desk.details(first)
    out = tmp_path / "tags.pdf"
    papers = CollectionPapers(officer.desk)
    done = papers.tags(PrintTagLabels(out=out, hand_in=first))
    assert done.weapons == 2
    assert "T-1" in words(out)
    numbers = [each.number.replace("-", "") for each in details.weapons]
    assert scans(out.read_bytes(), 203) == numbers
    papers.tags(PrintTagLabels(out=out, site=officer.site))
    assert len(scans(out.read_bytes(), 203)) == 4
    with pytest.raises(NotFound, match="no tag to print"):
        papers.tags(PrintTagLabels(out=out, hand_in=4711))


def test_that_the_duplicate_list_names_nobody_unless_a_holder_asks(officer, tmp_path) -> None:
    out = tmp_path / "list.pdf"
    papers = CollectionPapers(officer.desk)
    done = papers.duplicates(PrintDuplicates(out=out, site=officer.site, partner="Mission police"))
    said = words(out)
    assert done.weapons == 4
    for text in ("Mission police", "NG-0001", "T-1", "End of list: 4 weapons", "84", "All days"):
        assert text in said
    assert SECRET not in said
    named = PrintDuplicates(out=out, site=officer.site, with_names=True)
    with pytest.raises(BadValue, match="Say what the names are needed for"):
        papers.duplicates(named)
    papers.duplicates(
        PrintDuplicates(out=out, site=officer.site, with_names=True, purpose="Preservation")
    )
    assert SECRET in words(out)
    assert SECRET not in dump(officer)


def test_that_the_duplicate_list_keeps_to_its_days(officer, tmp_path) -> None:
    out = tmp_path / "list.pdf"
    later = TODAY + dt.timedelta(days=1)
    done = CollectionPapers(officer.desk).duplicates(
        PrintDuplicates(out=out, site=officer.site, from_day=later)
    )
    assert done.weapons == 0
    assert "End of list: 0 weapons" in words(out)


def test_that_a_day_has_its_sheet_once_it_is_closed(officer, tmp_path) -> None:
    out = tmp_path / "day.pdf"
    papers = CollectionPapers(officer.desk)
    asked = PrintDaySheet(out=out, site=officer.site, day=TODAY)
    with pytest.raises(NotAllowedNow, match="not closed yet"):
        papers.day_sheet(asked)
    for hand_in in hand_ins(officer):
        papers.receipt(PrintReceipt(out=tmp_path / "r.pdf", hand_in=hand_in))
    officer.collections.days.close(CloseDay(site=officer.site, day=TODAY, spoilt=("T-9",)))
    papers.day_sheet(asked)
    said = words(out)
    for text in ("Made-up programme", "North gate", "T-9", "25 to 59", "Assault rifle", "84"):
        assert text in said


def test_that_plan_and_indicators_are_printed(officer, tmp_path) -> None:
    out = tmp_path / "sheet.pdf"
    papers = CollectionPapers(officer.desk)
    papers.site_plan(
        PrintSitePlan(out=out, site=officer.site, people=100, lanes=3, hours=8, minutes=20)
    )
    said = words(out)
    assert "People a day 72" in said
    assert "Days for all 2" in said
    assert "Lucy Wambui Team leader" in said
    papers.indicators(PrintIndicators(out=out, programme=officer.programme))
    said = words(out)
    assert "Female ex-combatants registered IDDRS 5.10 2" in said
    assert "100.0 %" in said
    assert "Weapons collected IDDRS 4.10, box 2 4" in said
    assert "1 of 1" in said


def test_that_receipts_and_names_are_for_those_who_may_see_them(
    officer, services_as, tmp_path
) -> None:
    first, _second = hand_ins(officer)
    site = officer.site
    for name in ("amina", "chipo", "dora", "farah"):
        papers = CollectionPapers(services_as(name).desk)
        out = tmp_path / "no.pdf"
        for act, command in (
            (papers.receipt, PrintReceipt(out=out, hand_in=first)),
            (papers.tags, PrintTagLabels(out=out, hand_in=first)),
            (papers.duplicates, PrintDuplicates(out=out, site=site)),
            (
                papers.duplicates,
                PrintDuplicates(out=out, site=site, with_names=True, purpose="x"),
            ),
        ):
            with pytest.raises(NotAllowed):
                act(command)
            assert not out.exists()
