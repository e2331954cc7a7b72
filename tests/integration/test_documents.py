from __future__ import annotations

import json

import pytest

from stockpile_app.domain.documents import OwnSheet, PrintAuditSheet, PrintLabels
from stockpile_app.domain.errors import BadValue, NotFound, StockpileError, StorageFailed
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.ledger.seals import read_code, show_code
from tests.builders import CancelAfter


@pytest.fixture
def stock(services):
    for each in range(30):
        services.weapons.register(
            RegisterWeapon(place_id=1, serial=f"A{each:04d}", maker="Colt", model="M16A1")
        )
    return services


def last(services):
    entry = services.ledgers.entries(limit=1)[0]
    return entry.kind, json.loads(entry.body), entry.seq


def labels(out, **options):
    return lambda services, **more: services.documents.labels(
        PrintLabels(out=out, **options), **more
    )


def audit(out, **options):
    return lambda services, **more: services.documents.audit_sheet(
        PrintAuditSheet(out=out, **options), **more
    )


def test_that_labels_are_an_entry(stock, tmp_path):
    done = labels(tmp_path / "labels.pdf", query=WeaponQuery(text="A000"))(stock)
    kind, body, seq = last(stock)
    assert done.path.read_bytes().startswith(b"%PDF")
    assert (kind, body["document"], body["weapons"]) == ("document-issued", "labels", 10)
    assert done.number == body["doc_number"] == f"LB-KE01-{seq}"
    assert stock.ledgers.verify().ok


def test_that_an_audit_sheet_carries_a_seal_that_verifies(stock, tmp_path):
    done = audit(tmp_path / "sheet.pdf", place=1)(stock)
    kind, body, seq = last(stock)
    assert (kind, body["document"], done.weapons) == ("document-issued", "audit-sheet", 30)
    assert (done.seal.seq, done.seal.occasion) == (seq, done.number)
    stock.weapons.register(RegisterWeapon(place_id=1, serial="later"))
    for typed in (done.seal.code, show_code(done.seal.code).lower()):
        assert stock.ledgers.verify(against=typed).sealed_seq == seq
    assert read_code(done.seal.code) == done.seal.code


def test_that_a_document_number_is_never_given_twice(stock, tmp_path, clock):
    numbers = []
    for hours in (1, -5, 2):
        clock.advance(hours=hours)
        numbers.append(audit(tmp_path / "sheet.pdf")(stock).number)
        assert last(stock)[1]["doc_number"] == numbers[-1]
        assert numbers[-1].endswith(f"-{last(stock)[2]}")
    assert len(set(numbers)) == 3


REFUSED = {
    "unknown sheet": (lambda out: labels(out, stock="L0000"), BadValue),
    "nothing to print": (lambda out: labels(out, query=WeaponQuery(text="zzz")), NotFound),
    "position beyond the sheet": (lambda out: labels(out, start=999), BadValue),
    "no copies": (lambda out: labels(out, copies=0), BadValue),
    "label beyond the page": (
        lambda out: labels(
            out,
            own_sheet=OwnSheet(
                columns=9, rows=9, width=90, height=90, left=0, top=0, pitch_x=90, pitch_y=90
            ),
        ),
        BadValue,
    ),
    "unknown place": (lambda out: audit(out, place=99), NotFound),
    "no such folder": (lambda out: audit(out / "no" / "sheet.pdf"), StorageFailed),
}


@pytest.mark.parametrize("case", REFUSED)
def test_that_a_document_that_cannot_be_leaves_no_entry_and_no_file(stock, tmp_path, case):
    make, kind = REFUSED[case]
    before = last(stock)
    out = tmp_path / "out.pdf"
    with pytest.raises(kind):
        make(out)(stock)
    assert last(stock) == before
    assert not list(tmp_path.glob("*.pdf*"))
    assert not list(tmp_path.glob(".*.new"))


@pytest.mark.parametrize("make", [labels, audit])
def test_that_a_stopped_document_leaves_no_entry_and_the_old_file(stock, tmp_path, make):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")
    before = last(stock)
    with pytest.raises(Cancelled):
        make(out)(stock, progress=CancelAfter())
    assert last(stock) == before
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.pdf"]


@pytest.mark.parametrize("make", [labels, audit])
def test_that_a_folder_in_the_way_leaves_no_entry(stock, tmp_path, make):
    (tmp_path / "out.pdf").mkdir()
    before = last(stock)
    with pytest.raises(StorageFailed):
        make(tmp_path / "out.pdf")(stock)
    assert last(stock) == before


def test_that_a_preview_is_no_entry(stock):
    before = last(stock)
    assert stock.documents.preview_labels(PrintLabels(out=None)).startswith(b"%PDF")
    assert last(stock) == before


def test_that_the_recovery_sheet_is_an_entry_without_the_code(stock, tmp_path):
    code = "0123456789ABCDEFGHJKMNPQR"
    stock.documents.recovery_sheet(tmp_path / "sheet.pdf", code)
    kind, body, _ = last(stock)
    assert (kind, body["document"]) == ("document-issued", "recovery-sheet")
    assert code not in json.dumps(body)


def test_that_a_register_for_reading_prints_nothing_it_cannot_record(services_as, tmp_path):
    services = services_as("dora", read_only=True)
    with pytest.raises(StockpileError):
        audit(tmp_path / "sheet.pdf")(services)
    assert not list(tmp_path.glob("*.pdf"))
