"""Made-up files of the shapes that people import: serials, stations and numbers are invented."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.exchange.mapping import apply_overrides, guess_mapping, guess_profile
from stockpile_app.exchange.rows import ReadRow, read_weapons
from stockpile_app.exchange.tables import open_table

TODAY = dt.date(2026, 3, 2)

Row = Sequence[object]

STATE_HEADERS = (
    "Row", "State", "Station Name (LEA)", "Station Type", "Property Number", "Requisition Number",
    "NSN", "Item Name", "Quantity", "Serial Number", "Ship Date", "Last Inventory Date",
    "Unit Cost",
)  # fmt: skip
COUNTY_HEADERS = (
    "Law Enforcement Agency", "NSN", "Item  Name", "Quantity", "Serial Number", "Inventory Date",
    "DEMIL Code", "Unit Cost",
)  # fmt: skip

M16A1, M14, PISTOL, SHOTGUN, M79 = (
    "1005-00-073-9421", "1005-00-589-1271", "1005-00-726-5655", "1005-00-921-5483",
    "1010-00-691-1382",
)  # fmt: skip


def state_book() -> list[Row]:
    """Return a property book with title lines, stations, footers and things that are no weapons."""
    shipped = dt.date(2006, 6, 30)
    seen = dt.datetime(2014, 1, 17, 5, 34, 24)  # noqa: DTZ001 - spreadsheets know no zones
    items = [
        ("ALPHA PD", "15001", M16A1, "TYPE=M16A1 DESC=RIFLE,5.56 MILLIMETER", 1, "9000001", 499),
        ("ALPHA PD", "15002", M16A1, "TYPE=M16A1 DESC=RIFLE,5.56 MILLIMET", 1, "9000002A", 499),
        ("ALPHA PD", "15003", M14, "TYPE=M14 DESC=RIFLE,7.62 MILLIMET", 1, "9000003*", 138),
        ("ALPHA PD", "15004", M14, "RIFLE,7.62 MILLIMETER", 1, "9000004", 138),
        ("BRAVO SO", "15005", PISTOL, "TYPE=45 DESC=PISTOL,CALIBER .45,", 1, "900005", 58.71),
        ("BRAVO SO", "15006", SHOTGUN, "TYPE=SHOTGUN DESC=SHOTGUN,12 GAGE,RIO", 1, "L900006", 108),
        ("BRAVO SO", "15007", M79, "TYPE=M79 DESC=GRENADE LAUNCHER", 1, "9007", 720),
        ("BRAVO SO", "15008", "1005-99-999-0001", "RIFLE, 5.56", 1, "NULL", 120),
        ("BRAVO SO", "15009", "2320-01-107-7155", "TRUCK,UTILITY", 1, "T-1", 60000),
        ("BRAVO SO", "15010", "1240-01-411-1265", "SIGHT,REFLEX", 1, "S-9", 300),
        ("BRAVO SO", "15011", "1005-00-017-9547", "PIN,FIRING", 20, "NULL", 2),
        ("BRAVO SO", "15012", "1005-01-134-3701", "RECEIVER,UPPER", 1, "NA", 90),
    ]
    rows: list[Row] = [("PROPERTY BOOK BY STATE",), ("Made up for tests",), ()]
    rows.append(STATE_HEADERS)
    for number, (station, book, *item, cost) in enumerate(items, 1):
        requisition = f"REQ-{number}"
        known = (number, "ZZ", station, "State", book, requisition)
        rows.append((*known, *item, shipped, seen, cost))
    rows.append(("", "Summary", "", "", "", "", "", "", 31))
    rows.append((dt.date(2014, 8, 18), "", "", "", " - 1 - "))
    return rows


def county_book() -> list[Row]:
    """Return a property book of the shorter shape: no property number, no ship date."""
    seen = dt.datetime(2013, 12, 13, 12, 23, 40)  # noqa: DTZ001 - spreadsheets know no zones
    return [
        COUNTY_HEADERS,
        ("CHARLIE PD", M16A1, "RIFLE,5.56 MILLIMETER", 1, "9100001", seen, "D", 499),
        ("CHARLIE PD", PISTOL, "PISTOL,CALIBER .45,AUTOMATIC", 1, "9100002", seen, "D", 58.71),
        ("CHARLIE PD", "1005-00-072-5011", "RIFLE,7.62 MILLIMETER", 1, "9100003", seen, "D", 138),
        ("CHARLIE PD", "1005-00-921-5004", "MAGAZINE,CARTRIDGE", 50, "NULL", seen, "D", 9),
    ]


def write_xlsx(path: Path, rows: Sequence[Row], sheet: str = "Page1") -> Path:
    """Write rows as a workbook."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def write_xls(path: Path, rows: Sequence[Row]) -> Path:
    """Write rows as a workbook of the old kind."""
    book = xlwt.Workbook()
    page = book.add_sheet("Page1")
    dates = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            style = (dates,) if isinstance(value, dt.date) else ()
            page.write(number, column, value, *style)
    book.save(str(path))
    return path


def write_text(
    path: Path, rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """Write rows as text."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def read_all(
    path: Path, overrides: Mapping[str, str] | None = None, **options: Any
) -> list[ReadRow]:
    """Read a file as an import does, with guessed profile and mapping."""
    table = open_table(path)
    profile = guess_profile(table.headers)
    mapping = guess_mapping(table.headers, profile)
    mapping = apply_overrides(mapping, table.headers, overrides or {})
    try:
        return list(read_weapons(table, mapping, profile, today=TODAY, **options))
    finally:
        table.close()


def read_one(folder: Path, **values: str) -> ReadRow:
    """Read a single row whose columns are called as the fields are."""
    path = write_text(folder / "one.csv", [tuple(values), tuple(values.values())])
    (row,) = read_all(path)
    return row


def weapon_record(**values: Any) -> WeaponRecord:
    """Return a registered weapon."""
    defaults: dict[str, Any] = {
        "id": 1,
        "number": "KE01-000001-5",
        "serial": "AK900001",
        "serial_state": SerialState.RECORDED,
        "maker": "Made Up Arms",
        "model": "AKM",
        "calibre": "7.62 x 39 mm",
        "country": "SU",
        "year": 1975,
        "category": Category.ASSAULT_RIFLE,
        "condition": Condition.SERVICEABLE,
        "status": Status.IN_STORE,
        "place_id": 3,
        "depot": "Main depot",
        "store": "Store A",
        "rack": "R1",
        "received_on": dt.date(2001, 2, 3),
        "source": "Transfer 7",
        "reference": "V-1",
        "notes": "",
        "batch": None,
        "registered_seq": 9,
        "marks": 0,
        "photographs": 0,
    }
    return WeaponRecord(**{**defaults, **values})
