from __future__ import annotations

import io

import pytest

from stockpile_app.documents.label_stock import label_stock, label_stocks
from stockpile_app.documents.labels import LabelData, LabelRun, write_labels
from stockpile_app.documents.place_labels import person_card, place_label
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.numbers import CodeKind, PaperCode, parse_paper
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PersonKind, PlaceKind
from tests.unit.documents.material import HOSTILE, scans, texts

NARROW = "L7651"
LONG = "Regional reserve of the northern command, hall four, lower floor " * 3


def place(number: int = 7, name: str = "Chest 7", above: str = "Main depot / Store A"):
    return PlaceRecord(
        id=number,
        kind=PlaceKind.CONTAINER,
        code=f"C{number}",
        name=name,
        parent=2,
        depot=1,
        path=f"{above} / {name}" if above else name,
        store_kind=None,
        closed=False,
    )


def person(number: int = 7, name: str = "Wanjiru Example", **more):
    values = {"kind": PersonKind.PERSON, "code": "K-12", "post": "Sergeant", **more}
    return PersonRecord(id=number, name=name, **values)


def printed(*labels: LabelData, stock: str = "L7160", **run: object) -> bytes:
    out = io.BytesIO()
    write_labels(out, labels, label_stock(stock), LabelRun(**run))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("stock", [each for each in label_stocks() if each != NARROW])
def test_that_the_codes_of_places_and_people_scan(stock: str, dpi: int) -> None:
    labels = [place_label(place(at), "KE01") for at in (1, 250)]
    cards = [person_card(person(at), "KE01") for at in (1, 250)]
    found = scans(printed(*labels, *cards, stock=stock, dpi=dpi), dpi)
    assert {parse_paper(text, "KE01") for text in found} == {
        PaperCode(kind, "KE01", at) for kind in (CodeKind.PLACE, CodeKind.PERSON) for at in (1, 250)
    }


def test_that_a_label_too_narrow_for_a_place_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadValue, match="Choose wider labels"):
        printed(place_label(place(), "KE01"), stock=NARROW)


def test_that_the_longest_code_has_room_on_the_usual_sheet() -> None:
    label = place_label(place(999_999_999), "ABCDEFGH")
    assert scans(printed(label), 203) == [label.code]


def test_that_a_place_is_named_with_where_it_is_and_its_code() -> None:
    [text] = texts(printed(place_label(place(), "KE01"), classification="RESTRICTED"))
    code = PaperCode(CodeKind.PLACE, "KE01", 7).code
    for wanted in ("Chest 7", "Container C7", "Main depot / Store A", code, "RESTRICTED"):
        assert wanted in text


def test_that_a_depot_stands_in_nothing() -> None:
    label = place_label(place(name="Main depot", above=""), "KE01")
    assert label.lines[2].text == ""
    assert "Main depot" in texts(printed(label))[0]


def test_that_a_place_inside_one_of_the_same_name_keeps_both() -> None:
    label = place_label(place(name="A", above="A / A"), "KE01")
    assert [line.text for line in label.lines[:3]] == ["A", "Container C7", "A / A"]


def test_that_a_card_names_the_person_and_a_unit_what_it_is() -> None:
    card = person_card(person(organisation="2nd Company"), "KE01")
    [text] = texts(printed(card))
    for wanted in ("Wanjiru Example", "K-12 · Sergeant", "2nd Company", card.code):
        assert wanted in text
    unit = person_card(person(kind=PersonKind.UNIT, code="", post=""), "KE01")
    assert [line.text for line in unit.lines[1:3]] == ["Unit", ""]


@pytest.mark.parametrize("text", [*HOSTILE, LONG])
@pytest.mark.parametrize("stock", ["5160", "L7160", "5163"])
def test_that_hostile_and_long_names_leave_the_code_readable(text: str, stock: str) -> None:
    labels = (
        place_label(place(name=text, above=text), "KE01"),
        person_card(person(name=text, code=text, post=text, organisation=text), "KE01"),
    )
    found = scans(printed(*labels, stock=stock, classification=text), 203)
    assert sorted(found) == sorted(each.code for each in labels)


def test_that_the_same_labels_give_the_same_bytes() -> None:
    labels = [place_label(place(at), "KE01") for at in range(1, 30)]
    assert printed(*labels) == printed(*labels)
