from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from stockpile_app.domain.vocabulary import Category
from stockpile_app.exchange.property_book import property_book
from stockpile_app.exchange.rows import ReadRow
from tests.builders_exchange import (
    M14,
    M16A1,
    M79,
    PISTOL,
    county_book,
    read_all,
    state_book,
    write_xlsx,
)

DATA = Path(__file__).parents[4] / "shared" / "data"
UNKNOWN = "1005-99-999-0001"


@pytest.mark.parametrize(
    ("stock_number", "name", "model", "calibre", "category"),
    [
        (M16A1, "TYPE=M16A1 DESC=RIFLE,5.56 MILLIMET", "M16A1", "5.56 x 45 mm", "assault_rifle"),
        (M16A1, "RIFLE,5.56 MILLIMETER", "M16A1", "5.56 x 45 mm", "assault_rifle"),
        (UNKNOWN, "TYPE=M16 DESC=RIFLE, 5.56", "M16", "5.56 x 45 mm", "assault_rifle"),
        (M14, "TYPE=M14 DESC=RIFLE, M21, 7.62MM", "M14", "7.62 x 51 mm", "rifle"),
        (UNKNOWN, "RIFLE,5.56 MILLIMETER", "", "5.56 mm", "rifle"),
        (UNKNOWN, "RIFLE, 5.56", "", "5.56 mm", "rifle"),
        (PISTOL, "TYPE=45 DESC=PISTOL,CALIBER .45,", "", ".45 ACP", "pistol"),
        (UNKNOWN, "PISTOL,CALIBER .45,", "", ".45", "pistol"),
        (UNKNOWN, "SHOTGUN,12 GAGE,RIO", "", "12 gauge", "shotgun"),
        (M79, "LAUNCHER,GRENADE", "M79", "40 x 46 mm", "grenade_launcher"),
        (UNKNOWN, "LAUNCHER,GRENADE,40MM", "", "40 mm", "grenade_launcher"),
        (UNKNOWN, "GUN,SUBMACHINE,9MM", "", "9 mm", "submachine_gun"),
        (UNKNOWN, "MACHINE GUN,7.62 MILLIMETER", "", "7.62 mm", None),
        (UNKNOWN, "MACHINE GUN,CALIBER .50", "", ".50", "heavy_machine_gun"),
        ("1015-00-999-0002", "MORTAR,81 MILLIMETER", "", "81 mm", "mortar"),
        ("", "RIFLE,7.62 MILLIMETER", "", "7.62 mm", "rifle"),
        (UNKNOWN, "SOMETHING ELSE", "", "", None),
    ],
)
def test_that_a_name_says_what_the_weapon_is(
    stock_number: str, name: str, model: str, calibre: str, category: str | None
) -> None:
    item = property_book().read(stock_number, name)
    assert item.skipped is None
    assert (item.model, item.calibre, item.category) == (
        model,
        calibre,
        Category(category) if category else None,
    )
    unknown = sum(not each for each in (model, calibre, category))
    assert len(item.warnings) == unknown + (not stock_number)


@pytest.mark.parametrize(
    ("stock_number", "name", "reason"),
    [
        ("2320-01-107-7155", "TRUCK,UTILITY", "in no supply class"),
        ("1240-01-411-1265", "SIGHT,REFLEX", "in no supply class"),
        ("2350-01-000-0000", "CARRIER,107 MILLIMETER MORTAR", "in no supply class"),
        ("6920-01-000-0000", "RIFLE,5.56 MILLIMETER", "in no supply class"),
        ("8470-00-ARM-OR", "", "in no supply class"),
        ("", "BOOTS", "in no supply class"),
        ("1005-DS-SWE-PART", "WEAPON PARTS", "part or an accessory"),
        ("1005-00-017-9547", "PIN,FIRING", "part or an accessory"),
        ("1005-00-921-5004", "DESC=MAGAZINE,CARTRIDGE", "part or an accessory"),
        ("1005-01-134-3701", "RECEIVER,UPPER", "part or an accessory"),
        ("1005-01-515-8268", "STOCK,GUN,SHOULDER", "part or an accessory"),
        ("1005-01-504-3277", "SUPPRESSOR,SMALL ARMS WEAPON", "part or an accessory"),
        ("1005-00-000-0003", "MOUNT,TRIPOD,MACHINE GUN", "part or an accessory"),
        ("", "", "total, a footer"),
    ],
)
def test_that_other_things_are_no_weapons(stock_number: str, name: str, reason: str) -> None:
    skipped = property_book().read(stock_number, name).skipped
    assert skipped is not None
    assert reason in skipped.message_id


def test_that_a_contradiction_is_said() -> None:
    item = property_book().read(M16A1, "TYPE=M14 DESC=RIFLE,7.62 MILLIMETER")
    assert (item.model, item.calibre) == ("M14", "7.62 x 51 mm")
    assert "elsewhere" in item.warnings[0].message_id


def outcomes(rows: list[ReadRow]) -> Counter[str]:
    return Counter(
        "weapon" if row.weapon else "skipped" if row.skipped else "error" for row in rows
    )


def test_that_a_state_book_is_read(tmp_path: Path) -> None:
    rows = read_all(write_xlsx(tmp_path / "a.xlsx", state_book()))
    assert outcomes(rows) == {"weapon": 8, "skipped": 6}
    first = rows[0].weapon
    assert first is not None
    assert (first.serial, first.depot, first.reference) == ("9000001", "ALPHA PD", "15001")
    assert first.received_on == dt.date(2006, 6, 30)
    assert first.source == "REQ-1"
    assert first.notes == (
        "NSN: 1005-00-073-9421; Item Name: TYPE=M16A1 DESC=RIFLE,5.56 MILLIMETER; Unit Cost: 499"
    )
    last = rows[-1].skipped
    assert last is not None
    assert "2014-08-18" in last.text


def test_that_a_county_book_is_read(tmp_path: Path) -> None:
    rows = read_all(write_xlsx(tmp_path / "a.xlsx", county_book()))
    assert outcomes(rows) == {"weapon": 3, "skipped": 1}
    first = rows[0].weapon
    assert first is not None
    assert (first.depot, first.model, first.received_on) == ("CHARLIE PD", "M16A1", None)


@pytest.mark.parametrize(
    ("file", "weapons", "parts", "others", "footers"),
    [
        ("property-book-AR.xlsx", 1772, 19, 475, 2),
        ("property-book-KS.xlsx", 1423, 2, 67, 0),
    ],
)
def test_that_the_public_books_are_read(
    file: str, weapons: int, parts: int, others: int, footers: int
) -> None:
    path = DATA / file
    if not path.exists():
        pytest.skip("the public property books are not beside this checkout")
    rows = read_all(path)
    assert outcomes(rows) == {"weapon": weapons, "skipped": parts + others + footers}
    reasons = Counter(row.skipped.message_id.split(":")[0] for row in rows if row.skipped)
    assert sorted(reasons.values()) == sorted(filter(None, (parts, others, footers)))
    for row in rows:
        if row.weapon is not None:
            assert row.weapon.category
            assert row.weapon.calibre
            assert row.weapon.depot
            assert row.weapon.serial
            assert row.weapon.serial not in {"NULL", "NA"}
            assert row.weapon.model or row.warnings
            assert row.weapon.model or "TYPE=M" not in row.weapon.notes
