"""The directory of national points of contact, kept by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.tracing_vocabulary import ContactInstrument
from stockpile_app.ui.pages.contacts_page import ContactsPage
from tests.builders_tracing import TODAY, contact_command
from tests.ui.conftest import idle
from tests.ui.dialog_fixtures import unnamed


def settle(qtbot, page) -> None:
    for _round in range(3):
        idle(qtbot, page.context)
        qtbot.wait(1)


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key in the list; return the dialog that it opened."""
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.panel.table.setFocus()
    QTest.keyClick(page.panel.table, key, modifier)
    settle(qtbot, page)
    return page.panel.dialog


def submit(qtbot, page, dialog) -> None:
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    settle(qtbot, page)


@pytest.fixture
def page(qtbot, context_of, window_of) -> ContactsPage:
    """The directory as an administrator sees it, who may not look at weapons."""
    found = window_of(context_of("gita"), "contacts").page("contacts")
    assert isinstance(found, ContactsPage)
    settle(qtbot, found)
    return found


def offices(page) -> list[str]:
    return [each.office for each in page.panel.table.records.records]


def test_that_an_office_is_added_changed_confirmed_and_retired(qtbot, page):
    assert "sender on every letter" in page.panel.table.empty.text.text()
    dialog = press(qtbot, page, Qt.Key.Key_Insert)
    dialog.country.setText("Uganda")
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("office")
    dialog.office.setText("National Focal Point")
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("instruments")
    QTest.keyClick(dialog.instruments.boxes[ContactInstrument.ITI], Qt.Key.Key_Space)
    dialog.email.setText("no address")
    submit(qtbot, page, dialog)
    assert "no e-mail address" in dialog.form.error_text("email")
    dialog.email.setText("npc@example.org")
    submit(qtbot, page, dialog)
    assert offices(page) == ["National Focal Point"]
    assert "1 office was not confirmed" in page.panel.note.text()

    dialog = press(qtbot, page, Qt.Key.Key_F3)
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("confirmed_by")
    dialog.confirmed_by.setText("Telephone")
    submit(qtbot, page, dialog)
    (contact,) = page.context.services.contacts.all()
    assert contact.confirmed_on == TODAY
    assert page.panel.note.isHidden()

    dialog = press(qtbot, page, Qt.Key.Key_F2)
    assert dialog.email.text() == "npc@example.org"
    dialog.office.setText("Focal Point")
    submit(qtbot, page, dialog)
    assert offices(page) == ["Focal Point"]

    dialog = press(qtbot, page, Qt.Key.Key_Delete)
    dialog.reason.setText("It was closed.")
    submit(qtbot, page, dialog)
    assert offices(page) == []
    page.panel.which.setCurrentIndex(page.panel.which.findData("retired"))
    settle(qtbot, page)
    assert offices(page) == ["Focal Point"]
    assert not page.panel.change.isEnabled()


def test_that_who_is_to_be_confirmed_is_said_in_words_and_can_be_chosen(qtbot, page, clock):
    contacts = page.context.services.contacts
    contacts.state(contact_command())
    contacts.state(contact_command(country="TZ", office="Never asked", confirmed_on=None))
    page.panel.reload()
    settle(qtbot, page)
    assert len(offices(page)) == 2
    page.panel.which.setCurrentIndex(page.panel.which.findData("stale"))
    settle(qtbot, page)
    assert offices(page) == ["Never asked"]
    records = page.panel.table.records
    assert records.index(0, 3).data() == "NEVER CONFIRMED"
    clock.advance(days=400)
    page.panel.reload()
    settle(qtbot, page)
    shown = [records.index(row, 3).data() for row in range(records.rowCount())]
    assert any(each.startswith("TO BE CONFIRMED: ") for each in shown)


def test_that_an_office_is_found_by_any_part(qtbot, page):
    contacts = page.context.services.contacts
    contacts.state(contact_command())
    contacts.state(contact_command(country="TZ", office="Second"))
    page.panel.reload()
    settle(qtbot, page)
    page.panel.finder.setText("tanz")
    assert offices(page) == ["Second"]


def test_that_the_directory_goes_on_paper(qtbot, page):
    page.context.services.contacts.state(contact_command())
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    dialog = press(qtbot, page, Qt.Key.Key_B, both)
    dialog.make()
    settle(qtbot, page)
    assert dialog._content.startswith(b"%PDF")
    dialog.reject()


def test_that_everything_has_a_name(qtbot, page):
    page.context.services.contacts.state(contact_command())
    page.panel.reload()
    settle(qtbot, page)
    assert not unnamed(page)
    for key in (Qt.Key.Key_Insert, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_Delete):
        dialog = press(qtbot, page, key)
        assert not unnamed(dialog)
        dialog.reject()
        settle(qtbot, page)


def test_that_who_may_not_keep_it_does_not_see_the_page(context_of, window_of):
    window = window_of(context_of("chipo"))
    assert "contacts" not in window.navigation._buttons
