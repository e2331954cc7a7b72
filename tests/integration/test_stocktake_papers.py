from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseStocktake,
    CountStranger,
    CountWeapon,
    OpenStocktake,
)
from stockpile_app.domain.vocabulary import Category, PlaceKind, StocktakeKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN
from tests.unit.documents.material import scans, texts

WEAPONS = 37


@pytest.fixture
def store(services: Services) -> int:
    """A store with two racks and 37 weapons, and a weapon elsewhere that it never had."""
    places = services.places
    store = places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    racks = [places.add(AddPlace(PlaceKind.RACK, f"R{at}", parent=store)).place_id for at in (1, 2)]
    for at in range(WEAPONS):
        services.weapons.register(
            RegisterWeapon(
                place_id=racks[at % 2],
                serial=f"B{100 + at}",
                model="AKM",
                calibre="7.62 x 39 mm",
                category=Category.ASSAULT_RIFLE,
            )
        )
    services.weapons.register(RegisterWeapon(place_id=1, serial="Z1", model="Browning HP"))
    return store


def opened(services: Services, store: int, kind: StocktakeKind, **more: str) -> int:
    counters = ("Chipo Example", "Dora Example")
    today = services.desk.today
    command = OpenStocktake(kind=kind, place_id=store, counters=counters, occurred_on=today, **more)
    return services.stocktakes.open(command).stocktake_id


def sheet(services: Services, out: Path, stocktake: int, counter: int = 1, **more: int) -> bytes:
    command = PrintCountSheet(out=out, stocktake_id=stocktake, counter=counter, **more)
    done = services.stocktakes.papers.count_sheet(command)
    assert done.seal is not None
    return out.read_bytes()


def flat(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


def count_all(services: Services, stocktake: int, but: int) -> None:
    """Both count everything but one weapon, and one that nobody knows."""
    for counter in (1, 2):
        for weapon in range(1, WEAPONS + 1):
            if weapon != but:
                services.stocktakes.count(
                    CountWeapon(stocktake_id=stocktake, counter=counter, weapon_id=weapon)
                )
        services.stocktakes.count_stranger(
            CountStranger(stocktake_id=stocktake, counter=counter, serial_read="NN17")
        )
        services.stocktakes.finish(stocktake, counter)


def test_that_a_blank_sheet_has_every_rack_and_no_figure(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.FULL)
    pdf = sheet(services, tmp_path / "a.pdf", stocktake, lines=3)
    record = services.stocktakes.get(stocktake)
    places = [PaperCode(CodeKind.PLACE, "KE01", store + at).code for at in range(3)]
    assert set(scans(pdf, 203)) == {record.code, *places}
    text = flat(pdf)
    assert "Store A, outside its racks" in text
    assert "B100" not in text
    assert str(WEAPONS) not in text.split()


def test_that_a_sample_sheet_lists_the_sample_and_can_be_drawn_again(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.TENTH, seed="lamp")
    pdf = sheet(services, tmp_path / "a.pdf", stocktake, counter=2)
    sample = services.stocktakes.sheet_lines(stocktake)
    assert len(sample) == 4
    assert {each.code for each in sample} < set(scans(pdf, 203))
    text = flat(pdf)
    assert "lamp" in text
    assert "Counter 2" in text
    assert str(WEAPONS) not in text.split()


def test_that_a_sheet_by_type_has_the_types_of_the_whole_register(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.WEEKLY)
    text = flat(sheet(services, tmp_path / "a.pdf", stocktake))
    assert "AKM" in text
    assert "Browning HP" in text  # which is not kept here


def test_that_both_sheets_are_entries_of_their_own(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.WEEKLY)
    papers = services.stocktakes.papers
    numbers = {
        papers.count_sheet(
            PrintCountSheet(out=tmp_path / "a.pdf", stocktake_id=stocktake, counter=counter)
        ).number
        for counter in (1, 2)
    }
    assert len(numbers) == 2
    assert all(each.startswith("CS-KE01-") for each in numbers)


def test_that_there_is_no_sheet_for_who_has_finished(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.FULL)
    services.stocktakes.finish(stocktake, 1)
    with pytest.raises(NotAllowedNow, match="Counter 1 has finished"):
        sheet(services, tmp_path / "a.pdf", stocktake)
    assert not (tmp_path / "a.pdf").exists()
    sheet(services, tmp_path / "a.pdf", stocktake, counter=2)
    services.stocktakes.finish(stocktake, 2)
    with pytest.raises(NotAllowedNow):
        sheet(services, tmp_path / "b.pdf", stocktake, counter=2)


@pytest.mark.parametrize("wrong", [{"counter": 3}, {"lines": 0}, {"lines": 10_000}])
def test_that_a_sheet_that_cannot_be_is_refused(services, store, tmp_path, wrong):
    stocktake = opened(services, store, StocktakeKind.FULL)
    with pytest.raises(BadValue):
        sheet(services, tmp_path / "a.pdf", stocktake, **wrong)
    with pytest.raises(NotFound):
        sheet(services, tmp_path / "a.pdf", 99_999)


def test_that_a_certificate_says_what_was_found_and_who_follows_it(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.FULL)
    out = tmp_path / "c.pdf"
    command = PrintStocktakeCertificate(out=out, stocktake_id=stocktake)
    with pytest.raises(NotAllowedNow, match="not closed"):
        services.stocktakes.papers.certificate(command)
    count_all(services, stocktake, but=5)
    today = services.desk.today
    closing = CloseStocktake(stocktake_id=stocktake, occurred_on=today, notes="Rain all day")
    done = services.stocktakes.close(closing, BRIAN)
    shortage = next(each for each in services.stocktakes.discrepancies() if each.is_shortage)
    services.stocktakes.assign(AssignDiscrepancy(discrepancy_id=shortage.id, owner="Amina E."))
    services.stocktakes.papers.certificate(command)
    text = flat(out.read_bytes())
    missing = services.weapons.load([5])[5].number
    for wanted in (
        missing,
        "NN17",
        "Not in the register",
        f"{WEAPONS} {WEAPONS - 1} −1",
        "Amina E.",
        "Brian",
        str(done.incident_id),
        "Rain all day",
        "Reconciliation",
        "0.9730",
    ):
        assert wanted in text
    assert scans(out.read_bytes(), 203) == [services.stocktakes.get(stocktake).code]


def test_that_a_handover_certificate_is_declared_by_both(services, store, tmp_path):
    stocktake = opened(
        services, store, StocktakeKind.HANDOVER, handing_over="Emeka", taking_over="Farah"
    )
    count_all(services, stocktake, but=0)
    today = services.desk.today
    services.stocktakes.close(CloseStocktake(stocktake_id=stocktake, occurred_on=today))
    out = tmp_path / "c.pdf"
    services.stocktakes.papers.certificate(
        PrintStocktakeCertificate(out=out, stocktake_id=stocktake)
    )
    text = flat(out.read_bytes())
    assert "Handing over: Emeka" in text
    assert "Taking over: Farah" in text


def test_that_a_sample_certificate_has_its_seed_and_no_reconciliation(services, store, tmp_path):
    stocktake = opened(services, store, StocktakeKind.TENTH, seed="lamp")
    for counter in (1, 2):
        for each in services.stocktakes.sheet_lines(stocktake):
            services.stocktakes.count(
                CountWeapon(stocktake_id=stocktake, counter=counter, weapon_id=each.id)
            )
        services.stocktakes.finish(stocktake, counter)
    today = services.desk.today
    services.stocktakes.close(CloseStocktake(stocktake_id=stocktake, occurred_on=today))
    out = tmp_path / "c.pdf"
    services.stocktakes.papers.certificate(
        PrintStocktakeCertificate(out=out, stocktake_id=stocktake)
    )
    text = flat(out.read_bytes())
    assert "lamp" in text
    assert f"4 of {WEAPONS} weapons were looked for" in text
    assert "Reconciliation" not in text
