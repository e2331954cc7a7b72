from __future__ import annotations

import datetime as dt
import json

import pytest

from stockpile_app.domain.documents import PrintPersonCards, PrintPlaceLabels
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SealContainer
from stockpile_app.domain.vocabulary import PersonKind, PlaceKind
from tests.unit.documents.material import scans, texts


@pytest.fixture
def depot(services):
    """A store with a sealed container, a person and a unit."""
    store = services.places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    chest = services.places.add(AddPlace(PlaceKind.CONTAINER, "Chest 1", parent=store)).place_id
    services.places.seal(
        SealContainer(
            place_id=chest, seals=("A-1",), sealed_on=dt.date(2026, 3, 2), sealed_by="Chipo"
        )
    )
    services.people.add(AddPerson(name="Ada Example", code="K-12", post="Sergeant"))
    services.people.add(AddPerson(kind=PersonKind.UNIT, name="2nd Company"))
    return services


def last_entry(services):
    entry = services.ledgers.entries(limit=1)[0]
    return entry.kind, json.loads(entry.body)


def test_that_labels_of_places_are_printed_in_order_and_recorded(depot, tmp_path):
    out = tmp_path / "places.pdf"
    done = depot.documents.place_labels(PrintPlaceLabels(out=out, ids=(3, 1), copies=2))
    assert (done.path, done.weapons, done.number.startswith("LB-KE01-")) == (out, 0, True)
    kind, body = last_entry(depot)
    assert kind == "document-issued"
    assert (body["document"], body["doc_number"], body["scope"]) == (
        "place-labels",
        done.number,
        "L7160",
    )
    codes = [PaperCode(CodeKind.PLACE, "KE01", at).code for at in (3, 3, 1, 1)]
    assert sorted(scans(out.read_bytes(), 203)) == sorted(codes)
    [text] = texts(out.read_bytes())
    assert text.index("Chest 1") < text.index(codes[3])
    assert depot.scans.read(codes[0]).paper == PaperCode(CodeKind.PLACE, "KE01", 3)


def test_that_cards_of_people_are_printed_and_recorded(depot, tmp_path):
    out = tmp_path / "cards.pdf"
    depot.documents.person_cards(PrintPersonCards(out=out, ids=(2, 1), start=20))
    assert last_entry(depot)[1]["document"] == "person-cards"
    assert len(texts(out.read_bytes())) == 1
    codes = {PaperCode(CodeKind.PERSON, "KE01", at).code for at in (1, 2)}
    assert set(scans(out.read_bytes(), 203)) == codes
    assert "Ada Example" in texts(out.read_bytes())[0]


def test_that_the_preview_is_the_first_sheet_and_records_nothing(depot):
    before = depot.ledgers.entries(limit=1)
    asked = PrintPlaceLabels(out=None, ids=(1, 2, 3), copies=10)
    pdf = depot.documents.preview_labels(asked)
    assert len(scans(pdf, 203)) == 21
    assert depot.documents.preview_labels(PrintPersonCards(out=None, ids=(1,))) != pdf
    assert depot.ledgers.entries(limit=1) == before


@pytest.mark.parametrize("ids", [(), (99,)])
def test_that_nothing_to_print_is_refused_and_leaves_nothing(depot, tmp_path, ids):
    before = depot.ledgers.entries(limit=1)
    for act, command in (
        (depot.documents.place_labels, PrintPlaceLabels),
        (depot.documents.person_cards, PrintPersonCards),
    ):
        with pytest.raises(NotFound):
            act(command(out=tmp_path / "x.pdf", ids=ids))
    with pytest.raises(BadValue, match="narrow"):
        depot.documents.place_labels(
            PrintPlaceLabels(out=tmp_path / "x.pdf", ids=(1,), stock="L7651")
        )
    assert not list(tmp_path.glob("*.pdf"))
    assert depot.ledgers.entries(limit=1) == before
