from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.vocabulary import Category, Condition, SerialState
from stockpile_app.exchange.headers import FIELDS
from stockpile_app.exchange.rows import ReadRow, WeaponRow, read_weapons
from stockpile_app.exchange.tables import open_table
from tests.builders_exchange import TODAY, read_all, read_one, write_text, write_xlsx


def weapon(row: ReadRow) -> WeaponRow:
    assert row.weapon is not None, row
    return row.weapon


def said(row: ReadRow) -> str:
    return " ".join(each.text for each in (*row.errors, *row.warnings))


def test_that_a_plain_row_is_a_weapon(tmp_path: Path) -> None:
    row = read_one(
        tmp_path, serial=" AB 123 ", maker="Izhmash", model="AKM", calibre="7,62х39",
        country="СССР", year="1975.0", category="AR", condition="good",
        depot="Main", store="A", rack="R1",
        received_on="31/12/2001", source="Transfer", reference="V-1", notes="scratched",
    )  # fmt: skip
    assert row == ReadRow(
        2,
        WeaponRow(
            serial="AB 123", maker="Izhmash", model="AKM", calibre="7.62 x 39 mm", country="SU",
            year=1975, category=Category.ASSAULT_RIFLE, condition=Condition.SERVICEABLE,
            depot="Main", store="A", rack="R1", received_on=dt.date(2001, 12, 31),
            source="Transfer", reference="V-1", notes="scratched",
        ),
        None, (), (), "AB 123",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["NULL", "NA", "N/A", "n/a", "", "  ", "-", "None", "unknown"])
def test_that_a_placeholder_never_becomes_a_serial(text: str, tmp_path: Path) -> None:
    row = read_one(tmp_path, serial=text, model="AKM")
    assert weapon(row).serial is None
    assert weapon(row).serial_state is SerialState.NOT_RECORDED
    assert "no serial number" in said(row)


@pytest.mark.parametrize("text", ["9339504A", "L873902", "P851666V", "9228066*", "007", "5E1234"])
def test_that_odd_serials_stay_as_they_are(text: str, tmp_path: Path) -> None:
    row = read_one(tmp_path, serial=text)
    assert weapon(row).serial == text
    assert not row.warnings


def test_that_a_word_says_why_there_is_no_serial(tmp_path: Path) -> None:
    row = read_one(tmp_path, serial="Illegible", model="AKM")
    assert weapon(row).serial_state is SerialState.ILLEGIBLE


def test_that_numbers_of_a_spreadsheet_become_serials(tmp_path: Path) -> None:
    rows = [("Serial", "Model"), (9772605, "M"), ("00123", "M"), (9772605123456789012, "M")]
    number, text, destroyed = read_all(write_xlsx(tmp_path / "a.xlsx", rows))
    assert (weapon(number).serial, number.warnings) == ("9772605", ())
    assert (weapon(text).serial, text.warnings) == ("00123", ())
    assert "digits are lost" in said(destroyed)
    assert weapon(read_one(tmp_path, serial="9772605.0")).serial == "9772605"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("serial", "1.23E+15", "digits are lost"),
        ("serial", "A\u202eB", "hidden characters"),
        ("serial", "9" * 65, "longer than 64"),
        ("maker", "x" * 121, "longer than 120"),
        ("reference", "x" * 121, "longer than 120"),
        ("notes", "x" * 2001, "longer than 2000"),
        ("year", "2027", "must be between"),
        ("year", "1066", "must be between"),
        ("received_on", "31/02/2013", "cannot be"),
        ("received_on", "2026-03-03", "in the future"),
        ("quantity", "2", "one by one"),
        ("quantity", "many", "one by one"),
        ("status", "destroyed", "that are held"),
    ],
)
def test_that_what_cannot_be_is_an_error(
    field: str, text: str, sentence: str, tmp_path: Path
) -> None:
    row = read_one(tmp_path, **{"serial": "1", "model": "M", field: text})
    assert row.weapon is None
    assert sentence in row.errors[0].text
    assert row.errors[0].column == field


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("country", "Atlantis", "no country"),
        ("year", "c. 1950", "no year"),
        ("category", "machine gun", "not known"),
        ("condition", "fair", "not known"),
        ("received_on", "spring 2010", "not understood"),
        ("status", "issued", "registered as in store"),
    ],
)
def test_that_nothing_that_fits_no_field_is_lost(
    field: str, text: str, sentence: str, tmp_path: Path
) -> None:
    row = read_one(tmp_path, **{"serial": "1", "notes": "old", field: text})
    assert sentence in said(row)
    assert not getattr(weapon(row), field) or field == "status"
    assert weapon(row).notes.casefold() == f"old\n{field}: {text}".casefold()


def test_that_an_unknown_calibre_stays_as_written(tmp_path: Path) -> None:
    row = read_one(tmp_path, serial="1", calibre="Wildcat 3")
    assert weapon(row).calibre == "Wildcat 3"
    assert "kept as written" in said(row)


def test_that_hidden_characters_are_shown(tmp_path: Path) -> None:
    row = read_one(tmp_path, serial="1", model="AK\u202eM")
    assert weapon(row).model == "AK‹U+202E›M"
    assert "hidden characters" in said(row)


def test_that_look_alike_letters_in_a_serial_are_pointed_at(tmp_path: Path) -> None:
    row = read_one(tmp_path, serial="АB123")
    assert weapon(row).serial == "АB123"
    assert "different alphabets" in said(row)
    assert not read_one(tmp_path, serial="АВ123").warnings


def test_that_a_letter_without_a_name_is_read_as_any_other(tmp_path: Path) -> None:
    serial = "\U00017000123"  # a Tangut letter, which older tables of Unicode do not name
    assert weapon(read_one(tmp_path, serial=serial)).serial == serial


def test_that_all_errors_of_a_row_are_said_at_once(tmp_path: Path) -> None:
    row = read_one(tmp_path, serial="1.2E+15", year="3000", received_on="31/02/2013")
    assert {each.column for each in row.errors} == {"serial", "year", "received_on"}


def test_that_a_column_of_dates_is_read_in_one_order(tmp_path: Path) -> None:
    rows = [("serial", "received_on"), ("1", "03/04/2013"), ("2", "12/31/2013")]
    impossible, other_order = ("3", "13/13/2013"), ("3", "31/12/2013")
    one, two, three = read_all(write_text(tmp_path / "a.csv", [*rows, impossible]))
    assert weapon(one).received_on == dt.date(2013, 3, 4)
    assert not (one.warnings)
    assert not (two.warnings)
    assert "cannot be" in said(three)
    mixed = read_all(write_text(tmp_path / "a.csv", [*rows, other_order]))
    assert "two ways" in said(mixed[0])
    assert weapon(mixed[1]).received_on == weapon(mixed[2]).received_on == dt.date(2013, 12, 31)


def test_that_a_doubtful_order_is_said_once(tmp_path: Path) -> None:
    rows = [("serial", "received_on"), ("1", "03/04/2013"), ("2", "05/06/2013")]
    one, two = read_all(write_text(tmp_path / "a.csv", rows))
    assert "two ways" in said(one)
    assert not two.warnings


def test_that_rows_without_a_weapon_are_skipped_with_the_reason(tmp_path: Path) -> None:
    rows = [
        ("serial", "model", "remarks"), ("", "", ""), ("1", "M", ""), ("", "", "STORE B"),
        ("serial", "model", "remarks"), ("", "", " "), ("Total", "", "9"),
    ]  # fmt: skip
    read = read_all(write_text(tmp_path / "a.csv", rows))
    assert [row.row for row in read] == [3, 4, 5, 7]
    assert [row.skipped.text if row.skipped else None for row in read] == [
        None,
        "No weapon is described in the row: “STORE B”.",
        "The header row again.",
        "No weapon is described in the row: “Total · 9”.",
    ]


def test_that_a_row_with_too_many_cells_is_an_error(tmp_path: Path) -> None:
    rows = [("serial", "model"), ("1", "M", "", ""), ("2", "M16", "5.56 mm")]
    good, wide = read_all(write_text(tmp_path / "a.csv", rows))
    assert good.weapon
    assert "3 cells" in wide.errors[0].text


def test_that_several_columns_share_the_notes(tmp_path: Path) -> None:
    rows = [("serial", "remarks", "colour", "finish"), ("1", "old", "black", "")]
    path = write_text(tmp_path / "a.csv", rows)
    (row,) = read_all(path, {"colour": "notes", "finish": "notes"})
    assert weapon(row).notes == "old\ncolour: black"
    (row,) = read_all(path, {"colour": "source", "remarks": "source"})
    assert weapon(row).source == "remarks: old; colour: black"


def test_that_rows_without_a_depot_get_the_default(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [("serial", "depot"), ("1", ""), ("2", "North")])
    assert [weapon(row).depot for row in read_all(path, default_depot="Main")] == ["Main", "North"]


def test_that_a_file_without_serial_numbers_is_refused(tmp_path: Path) -> None:
    table = open_table(write_text(tmp_path / "a.csv", [("Model", "Maker"), ("M", "X")]))
    with pytest.raises(BadValue, match="No column holds the serial numbers"):
        read_weapons(table, {"Model": "model"}, today=TODAY)


CELLS = st.text(max_size=12) | st.sampled_from(
    ["NULL", "1.2E+15", "31/02/2013", "=1+1", "99999", "12 GA", "1985", "\u202e", "2"]
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, CELLS)), min_size=1, max_size=4))
def test_that_any_row_is_a_weapon_or_skipped_or_wrong(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    cleaned = [[value.replace("\0", "") for value in row.values()] for row in rows]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(",".join(FIELDS) + "\n")
    try:
        with path.open("a", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerows(cleaned)
        read = read_all(path)
    except BadFile:
        return
    for row in read:
        assert (row.weapon is not None) + (row.skipped is not None) + bool(row.errors) == 1
        assert row.weapon is None or (row.weapon.serial is None) == (
            row.weapon.serial_state is not SerialState.RECORDED
        )
