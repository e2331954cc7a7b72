from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.lists import ListColumn, ListSheet, PrintList
from stockpile_app.domain.progress import Cancelled
from tests.builders import CancelAfter

COLUMNS = (ListColumn("Name", 3), ListColumn("=Since", 1), ListColumn("Weapons", 1, number=True))
ROWS = [
    ("=1+1", dt.date(2026, 3, 1), 1200),
    ("Ada", dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC), 0),
    ("Bob", "", ""),
]
SHEET = ListSheet("People", COLUMNS, ROWS, 3)


def last(services):
    entry = services.ledgers.entries(limit=1)[0]
    return entry.kind, json.loads(entry.body)


def test_that_a_list_is_exported_as_it_is_shown_and_runs_no_formula(services, tmp_path):
    done = services.lists.export(tmp_path / "people.csv", SHEET)
    with (tmp_path / "people.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    assert rows[0] == ["Name", "'=Since", "Weapons"]
    assert rows[1] == ["'=1+1", "2026-03-01", "1200"]
    assert rows[2][1].startswith("2026-03-01 ")
    assert rows[3] == ["Bob", "", ""]
    assert done.rows == 3
    kind, body = last(services)
    assert (kind, body["format"]) == ("register-exported", "list-csv")
    assert body["scope"] == "People: people.csv"


def test_that_days_and_numbers_of_a_list_are_days_and_numbers_in_a_workbook(services, tmp_path):
    services.lists.export(tmp_path / "people.xlsx", SHEET)
    sheet = CalamineWorkbook.from_path(tmp_path / "people.xlsx").get_sheet_by_index(0)
    head, first, second, third = sheet.to_python()
    assert head == ["Name", "=Since", "Weapons"]
    assert first == ["=1+1", dt.date(2026, 3, 1), 1200]
    assert second[1].date() == dt.date(2026, 3, 1)
    assert third == ["Bob", "", ""]


def test_that_a_list_is_exported_to_tables_alone_and_a_stopped_one_leaves_nothing(
    services, tmp_path
):
    with pytest.raises(BadValue):
        services.lists.export(tmp_path / "people.txt", SHEET)
    before = services.ledgers.entries(limit=1)[0].seq
    with pytest.raises(Cancelled):
        services.lists.export(tmp_path / "people.csv", SHEET, CancelAfter(0))
    assert not list(tmp_path.glob("people*"))
    assert services.ledgers.entries(limit=1)[0].seq == before


def test_that_a_list_on_paper_has_its_heads_on_every_page_and_says_where_it_ends(
    services, tmp_path
):
    many = [(f"Person {at}", dt.date(2026, 3, 1), at) for at in range(120)]
    sheet = ListSheet("People", COLUMNS, many, 120)
    done = services.lists.print_list(PrintList(out=tmp_path / "p.pdf", sheet=sheet))
    assert done.number.startswith("LI-")
    assert done.seal is not None
    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "p.pdf")
    ]
    assert len(pages) > 1
    assert all("Weapons" in text and "People" in text for text in pages)
    assert "Person 119" in pages[-1]
    assert "End of list: 120 rows" in pages[-1]
    assert last(services)[1]["document"] == "list"


def test_that_nothing_and_far_too_much_are_not_printed(services, tmp_path):
    for total in (0, 20_001):
        sheet = ListSheet("People", COLUMNS, [], total)
        with pytest.raises(BadValue):
            services.lists.print_list(PrintList(out=tmp_path / "p.pdf", sheet=sheet))
    assert not (tmp_path / "p.pdf").exists()


def test_that_rows_nobody_has_counted_are_counted_before_they_are_printed(services, tmp_path):
    def rows(count: int) -> Iterator[tuple[str, dt.date, int]]:
        return ((f"Person {at}", dt.date(2026, 3, 1), at) for at in range(count))

    sheet = ListSheet("People", COLUMNS, rows(7), None)
    services.lists.print_list(PrintList(out=tmp_path / "p.pdf", sheet=sheet))
    (page,) = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    assert "End of list: 7 rows" in page.get_textpage().get_text_range()
    for count in (0, 20_001):
        sheet = ListSheet("People", COLUMNS, rows(count), None)
        with pytest.raises(BadValue):
            services.lists.print_list(PrintList(out=tmp_path / "q.pdf", sheet=sheet))
