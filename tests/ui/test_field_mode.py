"""Field mode, with keys alone and the real services."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.collection_days import CloseDay
from stockpile_app.domain.collection_people import ParticipantQuery
from stockpile_app.domain.collections import HandInQuery
from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    Ineligible,
    ParticipantKind,
    SafeState,
)
from stockpile_app.domain.incidents import ReportIncident
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.vocabulary import (
    Category,
    Condition,
    IncidentKind,
    SerialState,
    Sex,
    Status,
)
from stockpile_app.ui.field_receipts import ReceiptWay, remembered_way
from stockpile_app.ui.memory import memory
from stockpile_app.ui.tones import Tone
from tests import builders_collections as builders
from tests.builders import START
from tests.ui.collections_fixtures import Key, give_receipts_later, open_table
from tests.ui.conftest import register

NAME = builders.NAME


@pytest.fixture
def officer(context_of):
    return context_of("emeka")


@pytest.fixture
def site(officer):
    site = builders.site(officer.services)
    builders.team(officer.services, site)
    return site


@pytest.fixture
def keyboard(qtbot, window_of, officer, site):
    give_receipts_later()
    return open_table(qtbot, window_of(officer, "collections"), site)


def hand_ins(context, **query):
    people = context.services.collections.people
    return people.hand_ins(HandInQuery(**query))


def asked(keyboard):
    return keyboard.view.question.name


def greet(keyboard, name=NAME):
    """A man of 25 to 59, a combatant, eligible."""
    keyboard.keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert asked(keyboard) == "name"
    keyboard.words(name)
    assert asked(keyboard) == "what", keyboard.view.desk.said.text()


def first_rifle(keyboard, serial="KM4711"):
    """A weapon of a kind that nobody brought yet."""
    keyboard.words("AKM")
    keyboard.keys(Key.Key_5)  # assault rifle
    keyboard.words("7.62 x 39 mm")
    keyboard.words(serial)
    keyboard.words("Ben Armourer") if not keyboard.view.state.clearers else keyboard.enter()
    keyboard.enter(2)  # serviceable; its number is the tag
    assert asked(keyboard) == "what", keyboard.view.desk.said.text()


def test_that_a_person_with_a_rifle_goes_from_greeting_to_receipt_by_keys(keyboard, officer, site):
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.enter()
    assert asked(keyboard) == "sex"
    (done,) = hand_ins(officer, site=site)
    assert (done.weapons, done.is_open) == (1, False)
    details = officer.services.collections.desk.details(done.id)
    person, (weapon,) = details.participant, details.weapons
    assert (person.sex, person.age_group) == (Sex.MALE, AgeGroup.ADULT)
    assert (person.kind, person.eligible) == (ParticipantKind.COMBATANT, True)
    assert (weapon.model, weapon.calibre, weapon.serial) == ("AKM", "7.62 x 39 mm", "KM4711")
    assert weapon.category is Category.ASSAULT_RIFLE
    assert (weapon.condition, weapon.serviceable) == (Condition.SERVICEABLE, True)
    assert (weapon.safe, weapon.cleared_by) == (SafeState.SAFE, "Ben Armourer")
    assert weapon.tag == weapon.number


def test_that_the_second_rifle_of_a_kind_takes_eleven_keys_beside_what_is_typed(keyboard, officer):
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.enter()
    keyboard.pressed = 0
    name, serial = "Otieno", "KM4712"
    greet(keyboard, name)
    keyboard.keys(Key.Key_1)  # the kind that was brought before
    keyboard.words(serial)
    keyboard.enter(3)  # cleared by, condition, tag
    keyboard.enter()  # that is all: the receipt
    assert asked(keyboard) == "sex"
    typed = len(name) + len(serial)
    assert keyboard.pressed - typed == 11
    newest = hand_ins(officer)[0]
    (weapon,) = officer.services.collections.desk.details(newest.id).weapons
    assert (weapon.model, weapon.serial) == ("AKM", serial)


def test_that_the_name_is_sealed_and_leaves_the_screen(keyboard, officer):
    greet(keyboard)
    assert NAME not in keyboard.view.desk.person.text()
    assert NAME not in keyboard.view.desk.line.text()
    (person,) = officer.services.collections.people.named()
    assert person.name == NAME


def test_that_after_a_kill_the_open_hand_in_is_offered_with_all_that_was_answered(
    qtbot, keyboard, window_of, context_of, officer, site
):
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.keys(Key.Key_F2)
    keyboard.words("7.62 ball")  # the battery dies before the number is given
    assert asked(keyboard) == "quantity"
    officer.services.desk.store.close()
    again = context_of("emeka")
    other = open_table(qtbot, window_of(again, "collections"), site)
    assert asked(other) == "resume"
    assert other.view.desk.panel.property("tone") == Tone.WARN.value
    other.enter()
    assert asked(other) == "what"
    assert [each.serial for each in other.view.standing.weapons] == ["KM4711"]
    assert "KM4711" in other.view.desk.lines.item(0).text()
    # what was brought before is a digit now
    assert other.view.desk.choices.words().startswith("1 AKM")
    other.enter()
    (done,) = hand_ins(again, site=site)
    assert not done.is_open


def test_that_escape_goes_one_step_back_and_asks_nothing_twice(keyboard, officer):
    keyboard.keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert asked(keyboard) == "name"
    keyboard.keys(Key.Key_Escape, Key.Key_Escape, Key.Key_Escape, Key.Key_Escape)
    assert asked(keyboard) == "sex"
    keyboard.keys(Key.Key_2)
    assert asked(keyboard) == "name"
    keyboard.words("Wanjiku")
    (person,) = officer.services.collections.people.list(ParticipantQuery())
    assert person.sex is Sex.FEMALE


def test_that_a_child_needs_child_protection_by_name(keyboard, officer):
    keyboard.keys(Key.Key_1, Key.Key_1)
    assert asked(keyboard) == "child_staff"
    assert keyboard.view.desk.panel.property("tone") == Tone.WARN.value
    keyboard.enter()
    assert asked(keyboard) == "child_staff"  # Enter alone is no name
    keyboard.words("Njeri Protects")
    keyboard.enter(2)
    keyboard.words("K.")
    (person,) = officer.services.collections.people.list(ParticipantQuery())
    assert person.age_group is AgeGroup.CHILD
    assert person.child_staff == "Njeri Protects"
    assert "Njeri Protects" in keyboard.view.desk.person.text()
    # the next child: their name is offered, and nobody is taken for a child without being asked
    keyboard.keys(Key.Key_Escape, Key.Key_2)
    keyboard.keys(Key.Key_1)
    assert keyboard.view.question.offer is AgeGroup.ADULT
    keyboard.keys(Key.Key_1)
    assert keyboard.view.question.offer == "Njeri Protects"


def test_that_somebody_who_is_not_eligible_hands_in_with_the_reason(keyboard, officer):
    keyboard.keys(Key.Key_2, Key.Key_Return, Key.Key_3, Key.Key_2)
    assert asked(keyboard) == "ineligible"
    keyboard.keys(Key.Key_1)
    keyboard.words("Achieng")
    (person,) = officer.services.collections.people.list(ParticipantQuery())
    assert (person.eligible, person.ineligible) == (False, Ineligible.NOT_OF_GROUP)
    assert person.kind is ParticipantKind.CIVILIAN
    first_rifle(keyboard)
    keyboard.enter()
    assert not hand_ins(officer)[0].is_open


def test_that_an_explosive_item_calls_the_technician_first(keyboard, officer):
    greet(keyboard)
    keyboard.keys(Key.Key_F3)
    assert asked(keyboard) == "technician"
    assert keyboard.view.desk.panel.property("tone") == Tone.BAD.value
    keyboard.words("Sgt Omar")
    keyboard.words("Hand grenade, pin in")
    (line,) = keyboard.view.standing.explosives
    assert (line.description, line.technician) == ("Hand grenade, pin in", "Sgt Omar")


def test_that_rounds_are_counted_and_a_wrong_line_is_taken_back(keyboard):
    greet(keyboard)
    keyboard.keys(Key.Key_F2)
    keyboard.words("7.62 ball")
    keyboard.words("many")
    assert asked(keyboard) == "quantity"
    assert "number" in keyboard.view.desk.said.text()
    keyboard.keys(Key.Key_Escape)
    keyboard.words("300")
    keyboard.words("17-82")
    keyboard.enter()
    (line,) = keyboard.view.standing.ammunition
    assert (line.nature, line.quantity, line.lot) == ("7.62 ball", 300, "17-82")
    keyboard.keys(Key.Key_F7, Key.Key_1)
    keyboard.words("Counted again")
    assert not keyboard.view.standing.ammunition
    keyboard.keys(Key.Key_F2)
    assert keyboard.view.question.offer == "7.62 ball"


def test_that_a_serial_that_cannot_be_read_is_said_so(keyboard):
    greet(keyboard)
    keyboard.words("Makarov")
    keyboard.keys(Key.Key_1)
    keyboard.enter()  # calibre not known
    keyboard.keys(Key.Key_F8, Key.Key_2)
    keyboard.keys(Key.Key_F8)  # not safe
    keyboard.enter(2)
    (weapon,) = keyboard.view.standing.weapons
    assert (weapon.serial, weapon.serial_state) == (None, SerialState.REMOVED)
    assert weapon.safe is SafeState.UNSAFE


def test_that_a_tag_is_scanned_before_or_while_it_is_asked(keyboard):
    greet(keyboard)
    keyboard.view.on_scan("T-0001")
    keyboard.settle()
    first_rifle_with_tag(keyboard)
    assert [each.tag for each in keyboard.view.standing.weapons] == ["T-0001"]
    keyboard.keys(Key.Key_1)
    keyboard.view.on_scan("KM4713")
    keyboard.settle()
    keyboard.enter(2)
    assert asked(keyboard) == "tag"
    keyboard.view.on_scan("T-0001")
    keyboard.settle()
    assert asked(keyboard) == "tag"  # it is on the other
    assert keyboard.view.desk.said.property("role") == "banner"
    keyboard.view.on_scan("T-0002")
    keyboard.settle()
    assert [each.tag for each in keyboard.view.standing.weapons] == ["T-0001", "T-0002"]


def first_rifle_with_tag(keyboard):
    keyboard.words("AKM")
    keyboard.keys(Key.Key_5)
    keyboard.words("7.62 x 39 mm")
    keyboard.words("KM4711")
    keyboard.enter() if keyboard.view.question.offer else keyboard.words("Ben")
    keyboard.enter()


def test_that_a_weapon_that_is_known_already_is_asked_about(keyboard):
    greet(keyboard)
    first_rifle(keyboard, "KM4711")
    keyboard.keys(Key.Key_1)
    keyboard.words("KM4711")
    keyboard.enter(3)
    assert asked(keyboard) == "despite"
    assert "KM4711" in keyboard.view.desk.hint.text()
    keyboard.keys(Key.Key_Escape)
    assert asked(keyboard) == "what"
    assert len(keyboard.view.standing.weapons) == 1


def test_that_somebody_is_set_aside_and_gone_on_with(keyboard, officer):
    greet(keyboard)
    keyboard.keys(Key.Key_Escape)
    assert asked(keyboard) == "aside"
    keyboard.keys(Key.Key_2)
    assert asked(keyboard) == "sex"
    keyboard.keys(Key.Key_F4)
    assert asked(keyboard) == "resume"
    keyboard.keys(Key.Key_1)
    first_rifle(keyboard)
    keyboard.enter()
    assert not hand_ins(officer, open_only=True)


def test_that_somebody_who_leaves_without_handing_in_is_recorded(keyboard, officer):
    greet(keyboard)
    keyboard.keys(Key.Key_Escape, Key.Key_3)
    keyboard.words("Changed his mind")
    assert asked(keyboard) == "sex"
    (left,) = hand_ins(officer)
    assert left.cancelled


def test_that_the_queue_is_counted_and_shrinks(keyboard):
    keyboard.keys(*[Key.Key_PageUp] * 3, Key.Key_PageDown)
    assert "2 waiting" in keyboard.view.desk.figures.text()
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.enter()
    figures = keyboard.view.desk.figures.text()
    assert "1 waiting" in figures
    assert "1 served today" in figures


def test_that_the_way_of_the_receipt_is_asked_once_and_the_receipt_saved(
    keyboard, officer, tmp_path
):
    memory().remove("field/receipts")
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.enter()
    assert asked(keyboard) == "way"
    keyboard.keys(Key.Key_3)  # save
    assert asked(keyboard) == "sex"  # nobody in the queue waits for it
    assert remembered_way() is ReceiptWay.SAVE
    keyboard.view.giver.dialog.dialog.hide()
    out = tmp_path / "receipt.pdf"
    keyboard.view.giver.save_to(out)
    assert out.read_bytes().startswith(b"%PDF")
    assert "saved" in keyboard.view.desk.said.text()


def test_that_the_table_is_left_by_key_and_the_page_comes_back(keyboard):
    page = keyboard._page
    assert page.takes_scans
    QTest.keyClick(keyboard.view.desk.line, Key.Key_F12)
    assert page.stack.currentIndex() == 0
    assert not page.takes_scans


def test_that_every_key_is_told_and_a_screen_reader_hears_the_question(keyboard):
    line = keyboard.view.desk.line
    assert line.accessibleName() == keyboard.view.question.title
    assert "1 Male" in line.accessibleDescription()
    assert "F12" in keyboard.view.desk.keys.text()
    assert keyboard.view.desk.said.textFormat() is Qt.TextFormat.PlainText


def test_that_further_marks_are_read_off_the_weapon_when_asked_for(keyboard, officer):
    greet(keyboard)
    keyboard.words("AKM")
    keyboard.keys(Key.Key_5)
    keyboard.words("7.62 x 39 mm")
    keyboard.words("KM4711")
    keyboard.words("Ben") if not keyboard.view.question.offer else keyboard.enter()
    keyboard.enter()
    keyboard.keys(Key.Key_F4)
    keyboard.words("Star in circle; 1978")
    assert asked(keyboard) == "tag_after"
    keyboard.words("T-0007")
    (weapon,) = keyboard.view.standing.weapons
    assert weapon.tag == "T-0007"
    marks = officer.services.weapons.marks(weapon.weapon_id)
    assert {each.text for each in marks} >= {"Star in circle", "1978"}


def test_that_somebody_comes_again_with_the_receipt(keyboard, officer):
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.enter()
    (done,) = hand_ins(officer)
    code = PaperCode(CodeKind.HAND_IN, officer.services.register.origin, done.id).code
    keyboard.view.on_scan(code)
    keyboard.settle()
    assert asked(keyboard) == "what"
    assert keyboard.view.standing.participant.code == done.participant
    assert keyboard.view.standing.hand_in.id != done.id


def test_that_nobody_is_greeted_on_a_day_that_is_closed(qtbot, window_of, officer, site):
    collections = officer.services.collections
    hand_in = collections.desk.register(builders.person(site)).details.hand_in.id
    collections.desk.add_weapon(builders.rifle(hand_in))
    collections.desk.close(hand_in)
    builders.print_receipt(officer.services, hand_in)
    collections.days.close(CloseDay(site=site, day=START.date()))
    keyboard = open_table(qtbot, window_of(officer, "collections"), site)
    assert asked(keyboard) == "closed"
    QTest.keyClick(keyboard.view.desk.line, Key.Key_Return)
    assert not keyboard._page.takes_scans


def test_that_the_minutes_of_a_person_and_of_the_queue_are_told(
    qtbot, window_of, officer, site, clock
):
    desk = officer.services.collections.desk
    hand_in = desk.register(builders.person(site)).details.hand_in.id
    desk.add_weapon(builders.rifle(hand_in))
    clock.advance(minutes=18)
    desk.close(hand_in)
    keyboard = open_table(qtbot, window_of(officer, "collections"), site)
    keyboard.keys(*[Key.Key_PageUp] * 10)
    figures = keyboard.view.desk.figures.text()
    assert "18.0 min each" in figures
    assert "about 3 h 0 min to go" in figures


def test_that_a_stolen_weapon_of_the_register_is_recovered_at_the_table(
    qtbot, window_of, context_of
):
    manager = context_of("brian")
    (stolen,) = register(manager, 1)
    serial = manager.services.desk.weapon(stolen).serial
    manager.services.incidents.report(
        ReportIncident(
            kind=IncidentKind.THEFT,
            discovered_on=START.date(),
            weapon_ids=(stolen,),
            circumstances="Gone from its rack",
        )
    )
    manager.services.close()
    officer = context_of("emeka")
    site = builders.site(officer.services)
    keyboard = open_table(qtbot, window_of(officer, "collections"), site)
    greet(keyboard)
    keyboard.words("AKM")
    keyboard.keys(Key.Key_5)
    keyboard.words("7.62 x 39 mm")
    keyboard.words(serial)
    keyboard.words("Ben")
    keyboard.enter(2)
    assert asked(keyboard) == "despite", keyboard.view.desk.said.text()
    assert "recovered" in keyboard.view.desk.choices.words()
    keyboard.keys(Key.Key_1)
    assert [each.weapon_id for each in keyboard.view.standing.weapons] == [stolen]
    assert officer.services.desk.weapon(stolen).status is not Status.STOLEN


@pytest.mark.qt_log_ignore("^QPainter::begin", extend=True)
def test_that_a_printer_that_does_not_print_stops_nobody(keyboard, officer):
    memory().setValue("field/receipts", ReceiptWay.PRINT_A5.value)
    greet(keyboard)
    first_rifle(keyboard)
    keyboard.enter()
    assert asked(keyboard) == "sex"
    assert not hand_ins(officer)[0].is_open
    said = keyboard.view.desk.said.text()
    assert "printed" in said or "printer" in said
