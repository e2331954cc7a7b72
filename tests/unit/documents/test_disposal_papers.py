"""Orders, work lists, certificates and comparisons of disposals: what they say, and what not."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from dataclasses import replace

import pytest

from stockpile_app.documents.disposal_certificate import TITLES, write_disposal_certificate
from stockpile_app.documents.disposal_order import write_disposal_order
from stockpile_app.documents.disposal_work_list import write_work_list
from stockpile_app.documents.method_comparison import write_method_comparison
from stockpile_app.domain.disposal import Witness
from stockpile_app.domain.disposal_methods import Batch, compare, to_text
from stockpile_app.domain.disposal_records import (
    DisposalCheckRecord,
    DisposalDayRecord,
    DisposalLineState,
    DisposalPhotographRecord,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
    TypeTotals,
)
from stockpile_app.domain.disposal_vocabulary import (
    DisposalCheck,
    DisposalKind,
    PhotographMoment,
)
from stockpile_app.domain.vocabulary import Category, Component, SerialState, Sex
from stockpile_app.ledger.seals import show_code
from stockpile_app.reference.disposal_methods import shipped_methods
from tests.unit.documents.material import HOSTILE, SEAL, STAMP, scans, texts, weapon, weapons

DAY = dt.date(2026, 10, 8)
MORNING = dt.datetime(2026, 10, 9, 8, 30)  # noqa: DTZ001 - days of work are told in local time
DIGEST = "".join(f"{at:04x}" for at in range(0xA001, 0xA011))
SEX = re.compile(r"\b(wom[ae]n|m[ae]n|female|male|[FM])\b", re.IGNORECASE)
WOMAN = Witness("Wanjiku Kamau", "Civil Society Watch", Sex.FEMALE)
MAN = Witness("Amadou Diallo", "Observer mission", Sex.MALE)
UNTOLD = Witness("Noor Haddad", "Press", None)
PAPERS = {
    "order": write_disposal_order,
    "work list": write_work_list,
    "certificate": write_disposal_certificate,
}


def compared(count=4, kind=DisposalKind.DESTRUCTION):
    return compare(shipped_methods(), kind, Batch(count, 0))


def order(count=4, **changes):
    values = {
        "id": 123,
        "number": "DO-KE01-123",
        "kind": DisposalKind.DESTRUCTION,
        "state": OrderState.VERIFIED,
        "ordered_on": DAY,
        "ordered_by": "Hassan Juma",
        "authority": "Chief of Defence Staff",
        "legal_basis": "Firearms Act, section 42",
        "reason": "Surplus to the needs of the forces",
        "reference": "CDS/2026/117",
        "method": "cutting",
        "method_reason": "The shears are in the depot already",
        "comparison": to_text(compared(count)),
        "recipient": "",
        "digest": DIGEST,
        "weapons": count,
        "counts": (0, 0, 0, 0, count - 1, 1),
        "approved_on": DAY,
        "approved_by": "Rita Moreno",
        "approved_seq": 124,
        "verified_on": DAY + dt.timedelta(days=3),
        "verified_by": "Grace Achieng",
        "verified_seq": 188,
        "statement": "Counted twice, nothing was left.",
    }
    return OrderRecord(**{**values, **changes})


def line(of, **changes):
    values = {
        "position": of.id,
        "weapon": of,
        "state": DisposalLineState.DISPOSED,
        "serial": of.serial or "",
        "maker": of.maker,
        "model": of.model,
        "calibre": of.calibre,
        "country": of.country,
        "category": of.category,
        "place": "Main depot / Cutting yard",
        "day_id": 7,
        "serial_read": of.serial,
        "serial_confirmed": of.serial,
        "verified_at": MORNING + dt.timedelta(minutes=of.id),
        "read_seq": 1000 + of.id,
        "disposed_at": MORNING + dt.timedelta(hours=3, minutes=of.id),
        "disposed_seq": 5000 + of.id,
    }
    return OrderLineRecord(**{**values, **changes})


def taken_off(of, **changes):
    values = {
        "state": DisposalLineState.REMOVED,
        "serial_read": "X77001",
        "serial_confirmed": "X77002",
        "reason": "Another weapon lay in its place",
        "disposed_at": None,
        "disposed_seq": None,
    }
    return line(of, **{**values, **changes})


def lines(count=4):
    """Return the lines of an order, the last of them taken off."""
    found = weapons(count)
    return [*map(line, found[:-1]), taken_off(found[-1])]


def day(**changes):
    values = {
        "id": 7,
        "order_id": 123,
        "number": 1,
        "place_id": 9,
        "place": "Main depot / Cutting yard",
        "started_at": MORNING,
        "reader": "Peter Otieno",
        "confirmer": "Lucy Wambui",
        "operator": "Daniel Mutua",
        "method": "cutting",
        "components": (Component.RECEIVER, Component.BARREL),
        "witnesses": (WOMAN, MAN),
        "measures": "Fire watch, screens",
        "verified": 3,
        "stopped": 1,
        "disposed": 3,
        "ended_at": MORNING + dt.timedelta(hours=8),
        "scrap": 12345,
        "scrap_to": "Foundry of the railway",
        "notes": "Rain until noon",
    }
    return DisposalDayRecord(**{**values, **changes})


def totals_of(found):
    kinds = dict.fromkeys((each.category, each.model, each.calibre) for each in found)
    return tuple(
        TypeTotals(
            category=kind[0],
            model=kind[1],
            calibre=kind[2],
            listed=len(of),
            disposed=sum(each.state is DisposalLineState.DISPOSED for each in of),
            removed=sum(each.state is DisposalLineState.REMOVED for each in of),
        )
        for kind in kinds
        if (of := [each for each in found if (each.category, each.model, each.calibre) == kind])
    )


def photograph(moment=PhotographMoment.BEFORE, **changes):
    values = {
        "seq": 160,
        "moment": moment,
        "sha256": "5d" * 32,
        "media_type": "image/jpeg",
        "size": 20_000,
        "number": weapon(1).number,
        "caption": "All of them on the bench",
    }
    return DisposalPhotographRecord(**{**values, **changes})


def check(of=DisposalCheck.END_USER, **changes):
    values = {
        "check": of,
        "passed": True,
        "occurred_on": DAY,
        "checked_by": "Rita Moreno",
        "reference": "EUC-2026-9",
        "notes": "Seen in the original",
        "seq": 140,
    }
    return DisposalCheckRecord(**{**values, **changes})


def details(count=4, found=None, **changes):
    told = {name: changes.pop(name) for name in ("days", "observers", "checks") if name in changes}
    photographs = changes.pop("photographs", (photograph(), photograph(PhotographMoment.AFTER)))
    values = {"days": (day(),), "checks": (), "observers": (UNTOLD,), **told}
    return OrderDetails(
        order=order(count, **changes),
        totals=totals_of(lines(count) if found is None else found),
        photographs=photographs,
        **values,
    )


def made(write, *args, stamp=STAMP, **options):
    out = io.BytesIO()
    pages = write(out, stamp, *args, **options)
    pdf = out.getvalue()
    assert len(texts(pdf)) == pages
    return pdf


def read(pdf):
    return " ".join("\n".join(texts(pdf)).split())


def paper(name, count=4, **changes):
    return made(PAPERS[name], details(count, **changes), lines(count))


# --- what all papers of an order say -------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_paper_says_which_order_it_is_and_why(name):
    pdf = paper(name)
    text = read(pdf)
    for wanted in (
        "DO-KE01-123 · Destruction",
        "Chief of Defence Staff",
        "Firearms Act, section 42",
        "Surplus to the needs of the forces",
        "CDS/2026/117",
        "Hassan Juma on Oct 8, 2026",
        "Rita Moreno on Oct 8, 2026, entry 124",
        "Cutting or shredding. The shears are in the depot already",
        show_code(SEAL.code),
    ):
        assert wanted in text
    assert scans(pdf, 203)[0] == order().code
    assert order().code in text


@pytest.mark.parametrize("name", ["order", "certificate"])
def test_that_the_digest_can_be_compared_by_eye(name):
    text = read(paper(name))
    groups = [DIGEST.upper()[at : at + 8] for at in range(0, 64, 8)]
    assert " ".join(groups) in text
    assert "SHA-256 of the list" in text


def test_that_an_order_that_is_not_approved_says_so_by_silence():
    text = read(paper("order", approved_on=None, approved_by="", approved_seq=None))
    assert text.count("Approved by") == 1  # where it is signed


@pytest.mark.parametrize("comparison", ["", "{}", "not JSON"])
def test_that_a_method_without_a_comparison_goes_by_its_code(comparison):
    text = read(paper("order", comparison=comparison))
    assert "cutting. The shears are in the depot already" in text
    assert "As compared for this list" not in text


def test_that_a_method_that_does_not_do_alone_names_the_next():
    text = read(paper("order", method="burning"))
    assert "Burning in the open, then: Cutting or shredding. The shears" in text


def test_that_what_is_given_away_names_who_gets_it():
    text = read(
        paper("order", kind=DisposalKind.MUSEUM, method="", comparison="", recipient="Army Museum")
    )
    assert "Army Museum" in text
    assert "Method" not in text


# --- the order -----------------------------------------------------------------------------------


def test_that_an_order_lists_every_weapon_as_it_was_listed():
    found = lines()
    pdf = made(write_disposal_order, details(), found)
    text = read(pdf)
    for each in found:
        assert each.weapon.number in text
        assert each.serial in text
    for wanted in (
        "End of list: 4 weapons",
        "Main depot / Store A",
        "Compared for this list: days of work: 1",
        "Oxy-acetylene torch",
        "Ordering authority",
        "Nothing is added to this list",
    ):
        assert wanted in text
    assert scans(pdf, 203) == [order().code]


def test_that_totals_by_type_add_up():
    text = read(made(write_disposal_order, details(120), lines(120)))
    assert "Assault rifle M16A1 5.56×45 mm NATO 40" in text
    assert "Together 120" in text
    settled = read(made(write_disposal_certificate, details(120), lines(120)))
    assert "Assault rifle M16A1 5.56×45 mm NATO 40 39 1 0" in settled
    assert "Together 120 119 1 0" in settled


def test_that_a_weapon_without_category_or_serial_says_so():
    of = weapon(1, serial=None, serial_state=SerialState.ILLEGIBLE, category=None)
    text = read(made(write_disposal_order, details(found=[line(of)]), [line(of)]))
    assert "Serial illegible" in text
    assert "Not categorised Browning HP" in text


@pytest.mark.parametrize(
    ("name", "head"), [("order", "Category Country"), ("work list", "Serial as read")]
)
def test_that_heads_stand_on_every_page_of_a_long_list(name, head):
    pages = [" ".join(each.split()) for each in texts(paper(name, 120))]
    assert len(pages) > 2
    assert all(head in page for page in pages[:-1])
    assert "End of list: 120 weapons" in "".join(pages[-2:])
    assert "Signature" in pages[-1]


def test_that_heads_of_a_manifest_stand_on_every_page_of_it():
    pages = [" ".join(each.split()) for each in texts(paper("certificate", 120))]
    listed = [page for page in pages if re.search(r"entry 51\d\d|entry 50\d\d", page)]
    assert len(listed) > 1
    assert all("Serial as read" in page for page in listed)
    assert sum("Page" in page for page in pages) == len(pages)
    assert "End of list: 119 weapons" in "".join(pages)


# --- the work list -------------------------------------------------------------------------------


def test_that_a_work_list_hides_the_serials_that_are_listed():
    found = lines(40)
    pdf = made(write_work_list, details(40), found)
    text = read(pdf)
    for each in found:
        assert each.weapon.number in text
        assert each.serial not in text
        assert "X7700" not in text
    for wanted in ("Confirmed", "Serial as read", "Reads", "Witness", "End of list: 40 weapons"):
        assert wanted in text


def test_that_every_weapon_of_a_work_list_can_be_scanned():
    found = lines(14)
    pdf = made(write_work_list, details(14), found)
    assert sorted(scans(pdf, 203)) == sorted([order().code, *(each.weapon.code for each in found)])


# --- the certificate -----------------------------------------------------------------------------


def test_that_a_certificate_leads_to_the_entries_that_made_it():
    text = read(paper("certificate"))
    for each in lines()[:-1]:
        assert each.weapon.number in text
        assert each.serial_read in text
        for moment, entry in (
            (each.verified_at, each.read_seq),
            (each.disposed_at, each.disposed_seq),
        ):
            assert f"{moment:%H:%M}, entry {entry}" in text
    assert "Grace Achieng on Oct 11, 2026, entry 188" in text
    assert "End of list: 3 weapons" in text


def test_that_a_certificate_tells_the_days_of_work():
    later = day(
        id=8, number=2, started_at=MORNING + dt.timedelta(days=1), scrap=0, measures="", notes=""
    )
    text = read(paper("certificate", days=(day(), later)))
    for wanted in (
        "Day 1 Oct 9, 2026 08:30 to 16:30, Main depot / Cutting yard",
        "Day 2 Oct 10, 2026 08:30 to Oct 9, 2026 16:30",
        "Read by Peter Otieno",
        "Confirmed by Lucy Wambui",
        "Done by Daniel Mutua",
        "Frame or receiver, Barrel",
        "3 read and confirmed, 1 stopped, 3 disposed of",
        "12.345 kg, Foundry of the railway",
        "none weighed",
    ):
        assert wanted in text
    assert text.count("Rain until noon") == text.count("Fire watch, screens") == 1


def test_that_a_weapon_taken_off_says_why():
    text = read(paper("certificate"))
    off = lines()[-1]
    part = text[text.index("Taken off the order") :]
    for wanted in (off.weapon.number, off.serial, "X77001", "X77002", off.reason):
        assert wanted in part
    manifest = text[text.index("Manifest") : text.index("Taken off the order")]
    assert off.weapon.number not in manifest


def test_that_the_sex_of_a_witness_stands_beside_no_name():
    pdf = paper("certificate")
    text = read(pdf)
    assert "3 people watched. Women: 1; men: 1; not recorded: 1." in text
    rows = [row for page in texts(pdf) for row in page.splitlines()]
    for each in (WOMAN, MAN, UNTOLD):
        beside = [row for row in rows if each.name in row]
        assert beside
        assert not any(SEX.search(row) for row in beside)
    assert [row for row in rows if SEX.search(row)] == [
        "3 people watched. Women: 1; men: 1; not recorded: 1."
    ]


@pytest.mark.parametrize("name", ["order", "work list"])
def test_that_other_papers_name_no_witness(name):
    text = read(paper(name))
    assert not any(each.name in text for each in (WOMAN, MAN, UNTOLD))
    assert not SEX.search(text.replace("M16A1", ""))


def test_that_a_witness_of_two_days_counts_once():
    text = read(paper("certificate", days=(day(), day(id=8, number=2)), observers=()))
    assert "2 people watched." in text
    assert "Women:" not in text
    assert text.count(WOMAN.name) == 2


def test_that_optional_parts_leave_no_heading_behind():
    found = lines()[:-1]
    alone = (day(witnesses=()),)
    bare = details(3, found, photographs=(), statement="", days=alone, observers=())
    text = read(made(write_disposal_certificate, bare, found))
    for heading in (
        "Taken off the order",
        "Photographs kept",
        "What was found in order",
        "What the verifier states",
        "Witnesses and observers",
        "people watched",
        "Received by",
        "Recipient",
    ):
        assert heading not in text
    whole = details(checks=(check(),))
    text = read(made(write_disposal_certificate, whole, lines()))
    for heading in (
        "Taken off the order",
        "Photographs kept",
        "What was found in order",
        "What the verifier states",
    ):
        assert heading in text


def test_that_photographs_are_told_by_their_digest():
    text = read(paper("certificate"))
    assert "1 from before, 1 from after." in text
    assert text.count(("5d" * 32).upper()) == 2
    assert "All of them on the bench" in text


@pytest.mark.parametrize("kind", TITLES)
def test_that_a_certificate_says_what_its_kind_declares(kind):
    found = [replace(each, received_by="Army Museum guard") for each in lines()]
    changes = {"kind": kind, "checks": (check(), check(DisposalCheck.EMBARGO, passed=False))}
    text = read(made(write_disposal_certificate, details(4, found, **changes), found))
    words = {DisposalKind.DESTRUCTION: "and destroyed", DisposalKind.DEACTIVATION: "inoperable"}
    for each in (DisposalKind.DESTRUCTION, DisposalKind.DEACTIVATION):
        assert (words[each] in text) == (kind is each)
    assert ("handed to the recipient" in text) == (kind not in words)
    for wanted in ("End-user certificate Yes Rita Moreno", "EUC-2026-9", "No arms embargo", " No "):
        assert wanted in text
    assert "Army Museum guard" in text


# --- methods compared ----------------------------------------------------------------------------


def test_that_methods_stand_side_by_side():
    text = read(
        made(write_method_comparison, compared(500), chosen="cutting", reason="It is there")
    )
    for each in compared(500).methods:
        assert each.title in text
    for wanted in (
        "500: 500 small arms, 0 light weapons",
        "Chosen Cutting or shredding",
        "Why It is there",
        "Burning in the open, then: Cutting or shredding",
        "4 of 5",
        "Excluded by law or policy",
        "Decided by",
        show_code(SEAL.code),
    ):
        assert wanted in text


def test_that_a_comparison_without_choice_or_exclusion_leaves_them_out():
    allowed = tuple(each for each in compared().methods if not each.excluded)
    found = replace_methods(compared(), allowed)
    text = read(made(write_method_comparison, found))
    assert "Excluded by law" not in text
    assert "Chosen" not in text


def replace_methods(comparison, methods):
    return type(comparison)(
        version=comparison.version,
        currency=comparison.currency,
        kind=comparison.kind,
        batch=comparison.batch,
        methods=methods,
    )


# --- all of them ---------------------------------------------------------------------------------


def hostile(text):
    of = weapon(1, maker=text, model=text, calibre=text, serial=text[:64], depot=text, rack=text)
    gone = replace(of, id=2, number=weapon(2).number)
    found = [
        line(of, place=text, received_by=text),
        taken_off(gone, serial_read=text[:64], reason=text),
    ]
    person = Witness(text, text, Sex.FEMALE)
    told = {
        "authority": text,
        "legal_basis": text,
        "reason": text,
        "reference": text,
        "recipient": text,
        "ordered_by": text,
        "approved_by": text,
        "verified_by": text,
        "method_reason": text,
        "statement": text,
        "days": (
            day(
                place=text,
                reader=text,
                confirmer=text,
                operator=text,
                measures=text,
                notes=text,
                scrap_to=text,
                witnesses=(person,),
            ),
        ),
        "observers": (person,),
        "checks": (check(checked_by=text, reference=text, notes=text),),
        "photographs": (photograph(caption=text),),
    }
    stamp = replace(STAMP, authority=text, depot=text, user=text, classification=text)
    return stamp, details(2, found, **told), found


@pytest.mark.parametrize("text", [*HOSTILE, "Константин-Богдан Преображенский-Святополк " * 4])
@pytest.mark.parametrize("name", PAPERS)
def test_that_hostile_text_is_printed_as_text_and_twice_the_same(name, text):
    stamp, about, found = hostile(text)
    first = made(PAPERS[name], about, found, stamp=stamp)
    assert first == made(PAPERS[name], about, found, stamp=stamp)
    read_back = unicodedata.normalize("NFKC", "".join("".join(texts(first)).split()))
    start = "".join(text.split())[:5]
    assert start in read_back or start[::-1] in read_back
    assert scans(first, 203)[0] == order().code


def test_that_a_comparison_is_twice_the_same_whatever_the_reason():
    for text in HOSTILE:
        first = made(write_method_comparison, compared(), chosen="cutting", reason=text)
        again = made(write_method_comparison, compared(), chosen="cutting", reason=text)
        assert first == again


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("name", PAPERS)
def test_that_codes_read_from_any_page_and_printer(name, dpi, page):
    stamp = replace(STAMP, page_size=page)
    pdf = made(PAPERS[name], details(), lines(), stamp=stamp, dpi=dpi)
    assert scans(pdf, dpi)[0] == order().code


def test_that_types_without_a_category_have_a_name():
    nothing = replace(totals_of(lines())[0], category=None)
    about = replace(details(), totals=(nothing,))
    assert "Not categorised" in read(made(write_disposal_order, about, lines()))
    assert Category.PISTOL.label not in read(made(write_disposal_certificate, about, lines()))
