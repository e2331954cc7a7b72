from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from stockpile_app.ui.dialogs.audit_sheet_dialog import AuditSheetDialog
from tests.ui.dialog_fixtures import armed, idle, unnamed
from tests.ui.test_labels_dialog import decoded

__all__ = ["armed"]


@pytest.fixture
def dialog(qtbot, armed) -> AuditSheetDialog:
    widget = AuditSheetDialog(armed, None)
    qtbot.addWidget(widget)
    widget.open()
    return widget


def test_that_nothing_is_made_before_it_is_asked_for(dialog):
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert not dialog.preview.pages


def test_that_a_sheet_is_made_shown_and_saved_and_its_code_verifies(qtbot, dialog, tmp_path):
    place = next(each for each in dialog.context.services.places.all() if each.name == "R1")
    dialog.place.set_place(place.id)
    dialog.classification.setText("RESTRICTED")
    with qtbot.waitSignal(dialog.context.bus.committed, timeout=20_000):
        qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog.context)

    assert dialog.preview.pages
    assert dialog.weapons.text() == "30"
    dialog.save_to(tmp_path / "audit.pdf")
    assert "Saved as audit.pdf" in dialog.said.text()
    codes = {text for text, _, _ in decoded(tmp_path / "audit.pdf")}
    assert sum(text.startswith("KE01") for text in codes) == 30
    found = dialog.context.services.ledgers.verify(against=dialog.seal.text())
    assert found.ok
    assert found.sealed_seq is not None

    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.seal.text()


def test_that_another_place_needs_another_sheet(qtbot, dialog):
    dialog.make()
    idle(qtbot, dialog.context)
    assert dialog.save_button.isEnabled()
    dialog.place.set_place(1)
    assert not dialog.save_button.isEnabled()
    assert not dialog.preview.pages


def test_that_a_place_that_is_none_is_named_at_its_field(qtbot, dialog):
    dialog.place.setEditText("nowhere")
    dialog.make()
    assert "Choose a place" in dialog.form.error_text("place")
    assert not dialog.context.jobs.writing


def test_that_a_file_that_cannot_be_written_is_said_and_the_sheet_stays(qtbot, dialog, tmp_path):
    dialog.make()
    idle(qtbot, dialog.context)
    dialog.save_to(tmp_path / "nowhere" / "audit.pdf")
    assert "cannot be written" in dialog.said.text()
    assert dialog.preview.pages


def test_that_everything_has_a_name(dialog):
    assert not unnamed(dialog)
