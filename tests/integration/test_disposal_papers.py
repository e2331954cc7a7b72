"""What stands on the papers of a disposal, and what must not."""

from __future__ import annotations

import re

import pypdfium2
import pytest
import zxingcpp

from stockpile_app.domain.disposal import (
    DisposeOfWeapons,
    PrintDisposalPaper,
    ReadWeapon,
    RemoveFromOrder,
    Witness,
)
from stockpile_app.domain.disposal_methods import to_text
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.vocabulary import Sex
from tests.builders import BRIAN
from tests.builders_disposal import Depot, attest_command

WITNESSES = (
    Witness("Wanjiku", "Civil Society Watch", Sex.FEMALE),
    Witness("Amadou", "Observer mission", Sex.MALE),
)
SEX = re.compile(r"\b(wom[ae]n|m[ae]n|female|male)\b", re.IGNORECASE)


@pytest.fixture
def depot(services):
    return Depot(services, weapons=4)


@pytest.fixture
def order(depot):
    """Three were destroyed, one was taken off because it was another."""
    methods = depot.services.disposal.methods
    compared = to_text(methods.compare(DisposalKind.DESTRUCTION, depot.weapons))
    order = depot.placed(comparison=compared)
    session = depot.day(order, witnesses=WITNESSES)
    depot.read(session, *depot.weapons[:3])
    session.read(ReadWeapon(depot.weapons[3], "X1", "X1"))
    session.dispose(DisposeOfWeapons())
    off = RemoveFromOrder(
        order_id=order, weapon_ids=(depot.weapons[3],), reason="It is another weapon."
    )
    depot.services.disposal.remove(off, BRIAN)
    depot.close(session, 3)
    return order


@pytest.fixture
def paper(depot, tmp_path):
    def print_(name, order):
        out = tmp_path / f"{name}.pdf"
        getattr(depot.services.disposal.papers, name)(PrintDisposalPaper(out=out, order_id=order))
        return pypdfium2.PdfDocument(out)

    return print_


def lines_of(pdf):
    text = "\n".join(each.get_textpage().get_text_bounded() for each in pdf)
    return [line.strip() for line in text.splitlines()]


def codes_of(pdf):
    page = pdf[0].render(scale=3).to_pil()
    return {each.text for each in zxingcpp.read_barcodes(page)}


def test_that_the_work_list_tells_no_serial_number(depot, paper):
    order = depot.placed()
    told = " ".join(lines_of(paper("work_list", order)))
    for each in depot.weapons:
        weapon = depot.services.desk.weapon(each)
        assert weapon.number in told
        assert weapon.serial not in told


def test_that_whether_a_witness_is_a_woman_or_a_man_stands_beside_no_name(
    depot, paper, order, services_as
):
    services_as("dora").disposal.attest(attest_command(order, 3))
    depot.services = services_as("amina")
    told = lines_of(paper("certificate", order))
    named = [line for line in told if "Wanjiku" in line or "Amadou" in line]
    assert named
    assert not any(SEX.search(line) for line in named)
    assert "2 people watched." in " ".join(told)


def test_that_the_certificate_tells_what_was_taken_off_and_why(depot, paper, order, services_as):
    services_as("dora").disposal.attest(attest_command(order, 3))
    depot.services = services_as("amina")
    told = " ".join(lines_of(paper("certificate", order)))
    for text in ("Certificate of destruction", "It is another weapon.", "End of list: 3 weapons"):
        assert text in told
    for each in depot.weapons:
        assert depot.services.desk.weapon(each).number in told


def test_that_nothing_is_certified_before_it_is_verified(paper, order):
    with pytest.raises(NotAllowedNow, match="certify"):
        paper("certificate", order)


@pytest.mark.parametrize("name", ["order", "work_list"])
def test_that_the_bar_code_opens_the_order(depot, paper, order, name):
    origin = depot.services.register.origin
    assert PaperCode(CodeKind.DISPOSAL, origin, order).code in codes_of(paper(name, order))


def test_that_the_order_names_law_reason_and_every_serial(depot, paper, order):
    told = " ".join(lines_of(paper("order", order)))
    found = depot.services.disposal.get(order).order
    for text in (found.number, found.authority, found.legal_basis, "KM0001", "KM0004"):
        assert text in told


def test_that_the_comparison_shows_what_is_excluded_and_why(paper, order):
    told = " ".join(lines_of(paper("comparison", order)))
    assert "Cutting" in told
    assert "sea" in told.lower()
