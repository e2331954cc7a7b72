from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from stockpile_app.domain.documents import PrintAuditSheet
from stockpile_app.ui.dialogs.verify_dialog import VerifyDialog
from tests.builders import tamper
from tests.ui.dialog_fixtures import armed, idle, unnamed

__all__ = ["armed"]


@pytest.fixture
def dialog(qtbot, armed) -> VerifyDialog:
    widget = VerifyDialog(armed)
    qtbot.addWidget(widget)
    widget.open()
    return widget


def verified(qtbot, dialog) -> None:
    qtbot.mouseClick(dialog.verify_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog.context)


def test_that_an_untouched_register_is_in_order(qtbot, dialog):
    verified(qtbot, dialog)
    assert dialog.verdict.text() == "The register is in order."
    assert dialog.sign.accessibleName() == "In order"
    assert not dialog.table.isVisible()
    assert dialog.result_found.head.startswith(dialog.head_digest.text().split()[0])
    assert not unnamed(dialog)


def test_that_tampering_is_named_with_what_to_do(qtbot, dialog):
    tamper(dialog.context.services.desk.store, "UPDATE weapon SET model = 'G3' WHERE id = 1")
    tamper(dialog.context.services.desk.store, "DELETE FROM entry WHERE seq = 12")
    verified(qtbot, dialog)
    assert dialog.verdict.text().startswith("The history of this register was changed.")
    assert dialog.sign.accessibleName() == "Not in order"
    kinds = {each.kind for each in dialog.table.records.records}
    assert {"row-changed", "entry-missing"} <= kinds
    assert dialog.advice.text().startswith("1. Do not go on working")
    assert dialog.counts.text() == "The history: 2 · What the screens show: 2"
    concerns = [dialog.table.records.columns[0].text(each) for each in dialog.table.records.records]
    assert concerns == ["The history"] * 2 + ["What the screens show"] * 2
    assert dialog.problem.text() == dialog.table.records.records[0].message
    assert not unnamed(dialog)


def test_that_a_seal_code_from_paper_is_checked(qtbot, dialog, tmp_path):
    command = PrintAuditSheet(out=tmp_path / "audit.pdf")
    seal = dialog.context.services.documents.audit_sheet(command).seal
    dialog.code.setText(seal.code.lower())
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    idle(qtbot, dialog.context)
    assert f"tell the same history up to entry {seal.seq} of" in dialog.sealed.text()

    dialog.code.setText("00000-00000-00000-00000")
    verified(qtbot, dialog)
    assert "fits no entry of this register" in dialog.sealed.text()
    assert dialog.verdict.text().startswith("The register is whole in itself")
    assert "Read the code once more" in dialog.advice.text()


def test_that_what_is_no_code_is_named_at_its_field(qtbot, dialog):
    dialog.code.setText("hello")
    verified(qtbot, dialog)
    assert "not a seal code" in dialog.form.error_text("code")
    assert dialog.verify_button.isEnabled()


def test_that_the_report_can_be_copied_and_saved(qtbot, dialog, tmp_path):
    tamper(dialog.context.services.desk.store, "UPDATE weapon SET model = 'G3' WHERE id = 1")
    verified(qtbot, dialog)
    dialog.save_to(str(tmp_path / "report.txt"))
    report = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "Ministry of Defence" in report
    assert dialog.result_found.problems[0].message in report
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == report
