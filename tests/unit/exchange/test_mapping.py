from __future__ import annotations

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.exchange.headers import EXPORT_COLUMNS, find_header_row, fold_header
from stockpile_app.exchange.mapping import apply_overrides, guess_mapping, guess_profile
from tests.builders_exchange import COUNTY_HEADERS, STATE_HEADERS, state_book


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (("Serial Number", "Make", "Caliber"), ("serial", "maker", "calibre")),
        (("S/N", "Weapon Type", "Qty"), ("serial", "category", "quantity")),
        (("N° de série", "Fabricant", "État"), ("serial", "maker", "condition")),
        (("Número de serie", "País", "Año"), ("serial", "country", "year")),
        (("Número de série", "Modelo", "Depósito"), ("serial", "model", "depot")),
        (("الرقم التسلسلي", "العيار", "ملاحظات"), ("serial", "calibre", "notes")),
        (("Серийный номер", "Модель", "Страна"), ("serial", "model", "country")),
    ],
)
def test_that_headers_are_understood(headers: tuple[str, ...], fields: tuple[str, ...]) -> None:
    assert guess_mapping(headers) == dict(zip(headers, fields, strict=True))


def test_that_the_export_maps_to_itself() -> None:
    assert guess_mapping(EXPORT_COLUMNS) == {name: name for name in EXPORT_COLUMNS}


def test_that_property_books_are_recognised() -> None:
    assert guess_profile(STATE_HEADERS) == guess_profile(COUNTY_HEADERS) == "property-book"
    assert guess_profile(("Serial Number", "Model")) == ""
    mapping = guess_mapping(STATE_HEADERS, "property-book")
    assert mapping["Station Name (LEA)"] == "depot"
    assert mapping["Ship Date"] == "received_on"
    assert "State" not in mapping
    assert "Last Inventory Date" not in mapping


def test_that_the_likelier_of_two_columns_takes_the_field() -> None:
    assert guess_mapping(("Weapon no", "Serial number")) == {"Serial number": "serial"}


def test_that_a_choice_takes_the_place_of_a_guess() -> None:
    headers = ("Serial number", "Weapon no", "Extra")
    chosen = apply_overrides(
        guess_mapping(headers), headers, {"weapon  NO": "serial", "Extra": "notes"}
    )
    assert chosen == {"Weapon no": "serial", "Extra": "notes"}
    assert apply_overrides(chosen, headers, {"Extra": ""}) == {"Weapon no": "serial"}


@pytest.mark.parametrize(
    ("overrides", "match"),
    [
        ({"Serail": "serial"}, "no column “Serail”.*“Serial”"),
        ({"Model": "modell"}, "no field “modell”.*model"),
        ({"Model": "maker", "Serial": "maker"}, "“Model” and “Serial” cannot both"),
    ],
)
def test_that_a_wrong_choice_is_refused(overrides: dict[str, str], match: str) -> None:
    with pytest.raises(BadValue, match=match):
        apply_overrides({}, ("Serial", "Model"), overrides)


def test_that_the_header_row_is_found_below_titles() -> None:
    rows = [[str(cell) for cell in row] for row in state_book()]
    assert find_header_row(rows) == 3


def test_that_a_row_with_the_most_cells_is_taken_where_no_header_is_known() -> None:
    assert find_header_row([["Title"], ["a", "b", "c"], ["1", "2", "3"]]) == 1


def test_that_spellings_of_a_header_are_one() -> None:
    assert fold_header("Item  Name") == fold_header("item-name") == "item name"
