from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SealContainer
from stockpile_app.domain.vocabulary import PersonKind, PlaceKind
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.name_edit import known_names
from stockpile_app.ui.widgets.person_picker import PersonPicker
from stockpile_app.ui.widgets.place_picker import PlacePicker
from tests.ui.dialog_fixtures import idle, unnamed


@pytest.fixture
def people(context) -> UiContext:
    add = context.services.people.add
    add(AddPerson(name="Ada Example", code="K-12", post="Sergeant", organisation="2nd Company"))
    add(AddPerson(name="Ada Example", code="K-13"))
    add(AddPerson(kind=PersonKind.UNIT, name="2nd Company", code="C2"))
    context.services.people.retire(add(AddPerson(name="Bob Gone", code="G-1")).person_id)
    return context


@pytest.fixture
def picker(qtbot, people) -> PersonPicker:
    widget = PersonPicker(people)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_that_nobody_is_chosen_at_first(picker):
    assert picker.person() is None
    assert picker.person_id() is None
    assert picker.combo.count() == 3
    assert not unnamed(picker)


def test_that_somebody_is_chosen_by_id_and_taken_back(qtbot, picker):
    with qtbot.waitSignal(picker.changed):
        picker.set_person(1)
    assert picker.person().code == "K-12"
    assert picker.text() == "Ada Example (K-12) – Sergeant, 2nd Company"
    with qtbot.waitSignal(picker.changed):
        picker.set_person(None)
    assert picker.person() is None
    picker.set_person(4)  # retired
    assert picker.person() is None


@pytest.mark.parametrize(
    ("typed", "person_id"),
    [
        ("k-12", 1),
        (" C2 ", 3),
        ("2ND COMPANY", 3),
        ("Ada Example (K-13)", 2),
        ("Ada Example", None),
        ("G-1", None),
        ("Ada", None),
        ("", None),
    ],
)
def test_that_an_exact_code_or_a_name_that_one_has_is_enough(picker, typed, person_id):
    picker.combo.setEditText(typed)
    assert picker.person_id() == person_id


def test_that_leaving_the_field_shows_who_it_is(qtbot, picker):
    picker.combo.setFocus()
    qtbot.keyClicks(picker.combo.line, "k-13")
    qtbot.keyClick(picker.combo.line, Qt.Key.Key_Return)
    assert picker.text() == "Ada Example (K-13)"


def test_that_it_says_once_that_somebody_else_is_chosen(qtbot, picker):
    said = []
    picker.changed.connect(lambda: said.append(picker.person_id()))
    qtbot.keyClicks(picker.combo.line, "k-12")
    assert said == [1]
    qtbot.keyClicks(picker.combo.line, "x")
    assert said == [1, None]


def test_that_a_card_chooses_its_owner_and_no_other_code_anybody(picker):
    assert picker.set_code(PaperCode(CodeKind.PERSON, "KE01", 2).code.lower())
    assert picker.person_id() == 2
    for text in (
        PaperCode(CodeKind.PLACE, "KE01", 1).code,
        PaperCode(CodeKind.PERSON, "KE02", 1).code,
        PaperCode(CodeKind.PERSON, "KE01", 4).code,
        PaperCode(CodeKind.PERSON, "KE01", 99).code,
        "K-12",
    ):
        assert not picker.set_code(text)
    assert picker.person_id() == 2


def test_that_only_some_kinds_are_offered(qtbot, people):
    widget = PersonPicker(people, kinds={PersonKind.UNIT})
    qtbot.addWidget(widget)
    assert widget.combo.count() == 1
    widget.set_person(1)
    assert widget.person() is None


def test_that_somebody_who_is_missing_is_added_from_the_field(qtbot, people, picker):
    picker.combo.setEditText("Eve New")
    qtbot.mouseClick(picker.add, Qt.MouseButton.LeftButton)
    dialog = picker.window().findChild(object, "add_person_dialog")
    assert dialog.fields.name.text() == "Eve New"
    dialog.fields.code.setText("K-99")
    dialog.submit()
    idle(qtbot, people)
    assert picker.person().title == "Eve New (K-99)"


def test_that_the_list_follows_what_is_recorded_and_the_choice_stays(people, picker):
    picker.set_person(3)
    done = people.services.people.add(AddPerson(name="Zoe"))
    people.bus.committed.emit(done.changes)
    assert picker.combo.count() == 4
    assert picker.person_id() == 3


def test_that_who_may_not_add_people_is_not_offered_it(qtbot, people, open_as):
    people.services.close()
    other = UiContext(Services(Desk(open_as("dora"))), people.jobs, people.bus, people.settings)
    widget = PersonPicker(other)
    qtbot.addWidget(widget)
    widget.show()
    assert not widget.add.isVisible()


def test_that_known_names_are_those_of_users_and_people(people):
    names = known_names(people)
    assert {"Amina", "Chipo", "Ada Example"} <= set(names)
    assert "2nd Company" not in names
    assert "Bob Gone" not in names
    assert len(names) == len(set(names))


@pytest.fixture
def places(context):
    """A depot with two containers, one of them sealed."""
    add = context.services.places.add
    for name in ("Chest 1", "Chest 2"):
        add(AddPlace(PlaceKind.CONTAINER, name, parent=1))
    context.services.places.seal(
        SealContainer(place_id=3, seals=("A-1",), sealed_on=dt.date(2026, 3, 2), sealed_by="Chipo")
    )
    return context.services.places.all(counts=False)


def test_that_containers_are_offered_and_sealed_ones_where_they_may_be(qtbot, places):
    widget, usable = PlacePicker(places), PlacePicker(places, only_usable=True)
    for each in (widget, usable):
        qtbot.addWidget(each)
    widget.set_place(3)
    assert widget.place_id() == 3
    usable.set_place(3)
    assert usable.place_id() is None
    usable.set_place(2)
    assert usable.currentText() == "Main depot / Chest 1"
