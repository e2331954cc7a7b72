from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import clean
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.exchange.guard import guard, unguard
from stockpile_app.exchange.headers import EXPORT_COLUMNS
from stockpile_app.exchange.messages import Message
from stockpile_app.exchange.rows import ReadRow
from stockpile_app.exchange.writer import write_csv, write_messages_csv, write_xlsx
from tests.builders_exchange import TODAY, read_all, weapon_record

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'quoted", "'=1", "plain")


def same(row: ReadRow, record: WeaponRecord) -> bool:
    return row.weapon is not None and all(
        (getattr(row.weapon, name) or None) == (getattr(record, name) or None)
        for name in (*EXPORT_COLUMNS, "serial_state")
    )


RECORDS = [
    weapon_record(),
    weapon_record(number="KE01-000002-3", serial="=2+3", model="+M", notes="-a\n=b", rack="'R"),
    weapon_record(number="KE01-000003-1", serial=None, serial_state=SerialState.ILLEGIBLE),
    weapon_record(number="KE01-000004-X", serial=None, serial_state=SerialState.REMOVED),
    weapon_record(number="KE01-000005-9", serial=None, serial_state=SerialState.NOT_RECORDED),
    weapon_record(
        number="KE01-000006-7", maker="", model="N/A", calibre="Odd one", country="", year=None,
        category=None, condition=None, status=Status.DESTROYED, received_on=None, store="", rack="",
    ),
]  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_that_reading_the_export_back_gives_the_same(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{kind}"
    assert (write_csv if kind == "csv" else write_xlsx)(path, RECORDS) == len(RECORDS)
    rows = read_all(path)
    assert [same(row, record) for row, record in zip(rows, RECORDS, strict=True)] == [True] * 6
    assert not [row.warnings for row in rows if row.warnings]


TEXT = st.text(max_size=20).map(clean) | st.sampled_from(FORMULAS)


@given(
    st.lists(
        st.builds(
            weapon_record,
            serial=st.from_regex(r"[=+@'-]?[A-Z]{0,2}[0-9]{2,8}[*A-Z]?", fullmatch=True),
            maker=TEXT,
            model=TEXT,
            store=TEXT,
            rack=TEXT,
            reference=TEXT,
            notes=st.text(max_size=30).map(lambda text: clean(text, multiline=True)),
            country=st.sampled_from(["", "US", "SU"]),
            year=st.none() | st.integers(1500, TODAY.year),
            category=st.none() | st.sampled_from(Category),
            condition=st.none() | st.sampled_from(Condition),
            status=st.sampled_from(Status),
            received_on=st.none() | st.dates(dt.date(1900, 1, 1), TODAY),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_that_nothing_changes_on_the_way_through_a_csv_file(
    tmp_path_factory: pytest.TempPathFactory, records: list[WeaponRecord]
) -> None:
    path = tmp_path_factory.getbasetemp() / "there.csv"
    write_csv(path, records)
    rows = read_all(path)
    assert all(same(row, record) for row, record in zip(rows, records, strict=True))


def test_that_no_cell_of_a_csv_export_is_a_formula() -> None:
    out = io.StringIO()
    fields = ("maker", "notes", "serial")
    write_csv(out, [weapon_record(**dict.fromkeys(fields, each)) for each in FORMULAS])
    cells = [cell for row in csv.reader(io.StringIO(out.getvalue())) for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@＝"]


@given(st.text(max_size=8) | st.sampled_from(FORMULAS))
def test_that_the_guard_is_taken_away_whole(text: str) -> None:
    assert unguard(guard(text)) == text


def test_that_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "out.xlsx", [weapon_record(serial="=1+1", model="http://x", maker="0012")]
    )
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = {cell.value: cell for cell in sheet[2]}
    assert [cells[text].data_type for text in ("=1+1", "http://x", "0012")] == ["s"] * 3
    assert cells["http://x"].hyperlink is None


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_that_an_empty_export_has_its_headers(write: object, tmp_path: Path) -> None:
    path = tmp_path / ("a.csv" if write is write_csv else "a.xlsx")
    assert write(path, []) == 0  # type: ignore[operator]
    assert read_all(path) == []


def test_that_an_export_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(tmp_path / "a.csv", RECORDS, Stop())
    with pytest.raises(Cancelled):
        write_xlsx(tmp_path / "a.xlsx", RECORDS, Stop())


def test_that_a_list_of_messages_is_written(tmp_path: Path) -> None:
    messages = [
        Message(7, "Model", "“{name}” is a part.", {"name": "=PIN"}),
        Message(0, "", "All."),
    ]
    assert write_messages_csv(tmp_path / "m.csv", messages) == 2
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [["7", "Model", "“=PIN” is a part."], ["", "", "All."]]
