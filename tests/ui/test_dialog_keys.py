"""What Enter, Tab and a scan do in any form that is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.open_stocktake_dialog import OpenStocktakeDialog
from stockpile_app.ui.dialogs.user_dialogs import AddUserDialog
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.people_edit import PeopleEdit
from tests.ui.conftest import register


def shown(qtbot, dialog):
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def code(kind: CodeKind, number: int) -> str:
    return PaperCode(kind, "KE01", number).code


@pytest.fixture
def counting(qtbot, context: UiContext):
    """The form that opens a stocktake, with somebody who has a card."""
    register(context, 2)
    context.services.people.add(AddPerson(kind=PersonKind.PERSON, name="Ada Example", code="P-1"))
    dialog = shown(qtbot, OpenStocktakeDialog(context))
    yield dialog
    dialog.done(0)


def test_that_enter_submits_a_form_and_does_not_cancel_it(qtbot, counting) -> None:
    QTest.keyClick(counting.windowHandle(), Qt.Key.Key_Return)
    assert counting.isVisible()
    assert counting.form.error_text("place")


def test_that_tab_reaches_the_buttons_last(qtbot, context: UiContext) -> None:
    dialog = shown(qtbot, AddUserDialog(context))
    dialog.form.field("again").setFocus()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.second.name
    dialog.done(0)


def test_that_a_label_and_a_card_fill_in_the_fields_they_belong_to(counting) -> None:
    person = counting.context.services.people.all()[0].id
    counting.on_scan(code(CodeKind.PLACE, 2))
    assert counting.place.place_id() == 2
    assert QApplication.focusWidget() is counting.first
    counting.on_scan(code(CodeKind.PERSON, person))
    assert counting.first.text() == "Ada Example"
    counting.on_scan(code(CodeKind.PERSON, person))
    assert counting.second.text() == "Ada Example"


def test_that_a_card_that_belongs_nowhere_is_not_taken(counting) -> None:
    counting.on_scan(code(CodeKind.PERSON, 4711))
    assert "was not taken" in counting.form.error_text()
    assert not counting.first.text()


def test_that_any_other_code_is_taken_like_typing(counting) -> None:
    field = counting.reason
    assert isinstance(field, QLineEdit)
    field.setFocus()
    counting.on_scan("4006381333931")
    assert field.text() == "4006381333931"


def test_that_the_alt_key_of_a_field_of_several_parts_leads_there(qtbot) -> None:
    form = Form()
    qtbot.addWidget(form)
    people, other = PeopleEdit(1), QLineEdit()
    form.add("other", "&Other", other)
    form.add("people", "&People", people)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    other.setFocus()
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert people.isAncestorOf(focus)
