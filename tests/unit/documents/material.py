"""Weapons, a stamp, and ways to look at a PDF, for the tests of documents."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pypdfium2
import zxingcpp

from stockpile_app.documents.audit_sheet import TypeTotal
from stockpile_app.documents.stamp import SealStamp, Stamp
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status

SEAL = SealStamp(
    "7Q2MF9XKTB4H8WDCE3PR", f"STOCKPILE1/KE01/123456/{'AZ27' * 13}/{'BY36' * 25}ABC", 123456, "KE01"
)
STAMP = Stamp(
    authority="Ministry of Defence",
    depot="Main depot",
    title="Audit sheet",
    doc_number="KE01-AS-0042",
    made_at=dt.datetime(2026, 10, 8, 22, 3, tzinfo=dt.UTC),
    user="Amina Example",
    classification="RESTRICTED",
    seal=SEAL,
    tz=dt.timezone(dt.timedelta(hours=3)),
)
HOSTILE = [
    "<b>x",
    '<img src="/etc/passwd"/>',
    "R&D; &lt;",
    "Very long " * 60,
    "بندقية هجومية",
    "Автомат",
    "五六式冲锋枪",
    "AK‹U+202E›47",
    "back\\slash (and) parentheses",
]
_TYPES = (
    (Category.ASSAULT_RIFLE, "Colt", "M16A1", "5.56×45 mm NATO"),
    (Category.PISTOL, "FN Herstal", "Browning HP", "9×19 mm Parabellum"),
    (Category.LIGHT_MACHINE_GUN, "Дегтярёв", "РПК", "7.62×39 mm"),
)


def weapon(sequence: int = 1, **changes: object) -> WeaponRecord:
    """Return a weapon; the sequence makes its number, serial, type and rack."""
    category, maker, model, calibre = _TYPES[sequence % len(_TYPES)]
    record = WeaponRecord(
        id=sequence,
        number=str(RegisterNumber("KE01", sequence)),
        serial=f"{9339504 + sequence * 37}A",
        serial_state=SerialState.RECORDED,
        maker=maker,
        model=model,
        calibre=calibre,
        country="US",
        year=1967,
        category=category,
        condition=Condition.SERVICEABLE,
        status=Status.IN_STORE,
        place_id=5,
        depot="Main depot",
        store="Store A",
        rack="R1",
        received_on=None,
        source="",
        reference="",
        notes="",
        batch=None,
        registered_seq=1,
        marks=0,
        photographs=0,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def weapons(count: int) -> list[WeaponRecord]:
    """Return so many weapons, nine to a rack."""
    return [weapon(at, rack=f"R{at // 9}") for at in range(1, count + 1)]


def totals(records: Iterable[WeaponRecord]) -> list[TypeTotal]:
    """Count the weapons by type."""
    counted = Counter((each.category, each.model, each.calibre) for each in records)
    return [TypeTotal(*kind, count) for kind, count in counted.items()]


def scans(pdf: bytes, dpi: int, pages: Iterable[int] | None = None) -> list[str]:
    """Return every Code 128 that a scanner reads from the printed pages."""
    return _read(pdf, dpi, zxingcpp.BarcodeFormat.Code128, pages)


def qr_codes(pdf: bytes, dpi: int = 203) -> list[str]:
    """Return every QR code on the printed pages."""
    return _read(pdf, dpi, zxingcpp.BarcodeFormat.QRCode, None)


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page, one line a piece."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def _read(
    pdf: bytes, dpi: int, wanted: zxingcpp.BarcodeFormat, pages: Iterable[int] | None
) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found: list[str] = []
    for at in range(len(document)) if pages is None else pages:
        picture = document[at].render(scale=dpi / 72, grayscale=True).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture, formats=wanted)]
    return found
