from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain import facts as f
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import CustodyKind, PersonKind, Sex
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.labels_dialog import LabelsDialog
from stockpile_app.ui.dialogs.paper_dialog import PaperDialog
from stockpile_app.ui.pages.people_page import PeoplePage
from tests.builders import number
from tests.ui.dialog_fixtures import armed, idle, unnamed

__all__ = ["armed"]


def shown(qtbot, context: UiContext) -> PeoplePage:
    page = PeoplePage(context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    idle(qtbot, context)
    return page


@pytest.fixture
def people(armed) -> UiContext:
    """Ada, who has two weapons and a key, a unit, and somebody retired."""
    add = armed.services.people.add
    ada = add(AddPerson(name="Ada Example", code="K-12", post="Sergeant")).person_id
    add(AddPerson(kind=PersonKind.UNIT, name="2nd Company", code="C2"))
    armed.services.people.retire(add(AddPerson(name="Bob Gone")).person_id)
    with armed.services.desk.store.write() as uow:
        uow.record(
            f.WeaponsIssued(
                weapons=(number(1), number(2)),
                custody=CustodyKind.ISSUE,
                person=ada,
                occurred_on="2026-03-02",
                handed_by="Chipo",
                received_by="Ada",
                authorised_by="Brian",
            ),
            f.LockFitted(lock=1, place=1, label="door", copies=1, occurred_on="2026-03-01"),
            f.KeyMoved(lock=1, copy=1, person=ada, occurred_on="2026-03-02", witness="Brian"),
        )
        uow.commit()
    return armed


def names(page: PeoplePage) -> list[str]:
    return [each.name for each in page.table.records.records]


def cells(page: PeoplePage, row: int) -> list[str]:
    model = page.table.records
    return [model.index(row, column).data() for column in range(model.columnCount())]


def submit(qtbot, page: PeoplePage, **typed: str) -> object:
    dialog = page.actions_.dialog
    for name, text in typed.items():
        getattr(dialog.fields, name).setText(text)
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, page.context)
    return dialog


def test_that_an_empty_list_says_what_it_is_for_and_offers_the_first_step(qtbot, context):
    page = shown(qtbot, context)
    assert page.table.empty.isVisible()
    assert "Add the people" in page.table.empty.text.text()
    assert page.add.isEnabled()


def test_that_what_people_hold_stands_beside_their_names(qtbot, people):
    page = shown(qtbot, people)
    assert names(page) == ["2nd Company", "Ada Example"]
    ada = ["Ada Example", "K-12", "Person", "Sergeant", "–", "2", "1", ""]
    assert cells(page, 1) == ada
    page.retired.setChecked(True)
    assert names(page) == ["2nd Company", "Ada Example", "Bob Gone"]
    assert cells(page, 2)[-1] == "Retired"


def test_that_any_part_of_a_name_or_code_is_found(qtbot, people):
    page = shown(qtbot, people)
    page.search.setText("k-1")
    assert names(page) == ["Ada Example"]
    page.search.setText("nobody")
    assert names(page) == []
    assert not page.describe.isEnabled()


def test_that_the_selection_follows_the_person_when_the_list_is_sorted(qtbot, people):
    page = shown(qtbot, people)
    page.table.choose(1)
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["Ada Example", "2nd Company"]
    assert [each.name for each in page.chosen()] == ["Ada Example"]
    page.reload()
    idle(qtbot, people)
    assert names(page) == ["Ada Example", "2nd Company"]
    assert [each.name for each in page.chosen()] == ["Ada Example"]


def test_that_somebody_is_added_and_selected(qtbot, people):
    page = shown(qtbot, people)
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    page.actions_.dialog.fields.sex.set_code(Sex.FEMALE)
    submit(qtbot, page, name="Eve", code="K-9")
    assert [each.name for each in page.chosen()] == ["Eve"]
    assert page.chosen()[0].sex is Sex.FEMALE


def test_that_a_unit_is_not_asked_for_its_sex(qtbot, people):
    page = shown(qtbot, people)
    page.actions_.add.trigger()
    dialog = page.actions_.dialog
    dialog.fields.sex.set_code(Sex.MALE)
    dialog.kind.set_code(PersonKind.UNIT)
    assert not dialog.fields.sex.isVisible()
    submit(qtbot, page, name="3rd Company")
    assert page.chosen()[0].sex is None


def test_that_a_name_and_code_that_are_taken_are_said_at_the_field(qtbot, people):
    page = shown(qtbot, people)
    page.actions_.add.trigger()
    dialog = submit(qtbot, page, name="ada example", code="k-12")
    assert "already" in dialog.form.error_text("code")
    assert dialog.fields.name.text() == "ada example"


def test_that_somebody_is_described(qtbot, people):
    page = shown(qtbot, people)
    page.table.choose(1)
    qtbot.mouseClick(page.describe, Qt.MouseButton.LeftButton)
    assert page.actions_.dialog.fields.post.text() == "Sergeant"
    submit(qtbot, page, post="Lieutenant")
    assert page.chosen()[0].post == "Lieutenant"


def test_that_who_still_has_something_is_not_retired(qtbot, people):
    page = shown(qtbot, people)
    page.table.choose(1)
    page.actions_.retire.trigger()
    dialog = submit(qtbot, page)
    assert "weapons: 2, keys: 1" in dialog.form.error_text()
    height = dialog.height()
    qtbot.waitUntil(
        lambda: dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width()),
        timeout=2000,
    )
    assert dialog.height() >= height
    dialog.reject()
    page.table.choose(0)
    page.actions_.retire.trigger()
    submit(qtbot, page)
    assert names(page) == ["Ada Example"]


def test_that_what_somebody_holds_is_listed(qtbot, people):
    page = shown(qtbot, people)
    page.table.choose(1)
    with qtbot.waitSignal(page.query_wanted) as wanted:
        page.actions_.weapons.trigger()
    assert wanted.args == [WeaponQuery(custodian=1)]
    assert list(people.services.weapons.snapshot(wanted.args[0])) == [1, 2]
    with qtbot.waitSignal(page.open_wanted) as asked:
        page.actions_.keys.trigger()
    assert asked.args == ["guarding", 1]
    page.table.choose(0)
    assert not page.actions_.weapons.isEnabled()
    assert not page.actions_.keys.isEnabled()


def test_that_cards_of_several_are_printed(qtbot, people):
    page = shown(qtbot, people)
    page.table.selectAll()
    assert not page.describe.isEnabled()
    page.actions_.cards.trigger()
    dialog = page.actions_.dialog
    assert isinstance(dialog, LabelsDialog)
    assert dialog.command().ids == (2, 1)
    dialog.close()
    idle(qtbot, people)


def test_that_the_custody_history_is_offered(qtbot, people):
    page = shown(qtbot, people)
    page.table.choose(1)
    page.actions_.history.trigger()
    assert isinstance(page.actions_.dialog, PaperDialog)
    page.actions_.dialog.close()
    idle(qtbot, people)


def test_that_a_scanned_card_selects_its_owner(qtbot, people):
    page = shown(qtbot, people)
    page.search.setText("2nd")
    page.on_scan(PaperCode(CodeKind.PERSON, "KE01", 1).code)
    assert [each.name for each in page.chosen()] == ["Ada Example"]
    page.on_scan(PaperCode(CodeKind.PERSON, "KE01", 3).code)
    assert [each.name for each in page.chosen()] == ["Bob Gone"]
    page.on_scan("c2")  # a card that was not printed here, with the service number
    assert [each.name for each in page.chosen()] == ["2nd Company"]
    page.on_scan(PaperCode(CodeKind.PERSON, "KE01", 99).code)
    assert "Nobody" in page.note.text()
    with qtbot.waitSignal(page.open_wanted) as asked:
        page.on_scan(PaperCode(CodeKind.PLACE, "KE01", 1).code)
    assert asked.args == ["places", 1]


def test_that_who_may_not_change_people_is_not_offered_it(qtbot, context, open_as):
    context.services.people.add(AddPerson(name="Ada"))
    context.services.close()
    other = UiContext(Services(Desk(open_as("dora"))), context.jobs, context.bus, context.settings)
    page = shown(qtbot, other)
    actions = page.actions_
    assert not any(each.isEnabled() for each in (actions.add, actions.describe, actions.retire))
    assert actions.cards.isEnabled()


def test_that_everything_has_a_name(qtbot, people):
    page = shown(qtbot, people)
    assert not unnamed(page)
    page.table.choose(1)
    for name in ("add", "describe", "retire"):
        getattr(page.actions_, name).trigger()
        assert not unnamed(page.actions_.dialog)
        page.actions_.dialog.reject()
