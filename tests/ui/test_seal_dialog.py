from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain.documents import PrintAuditSheet
from stockpile_app.domain.papers import PaperVerdict
from stockpile_app.ledger.seals import show_code
from stockpile_app.ui.dialogs.seal_dialog import SealDialog
from stockpile_app.ui.scan_burst import ScanRules
from stockpile_app.ui.widgets.keeping_panel import KeepingPanel
from tests.builders import tamper
from tests.ui.dialog_fixtures import armed, idle, unnamed
from tests.ui.test_scanner import active, scan

__all__ = ["active", "armed"]


@pytest.fixture
def dialog(qtbot, armed):
    widget = SealDialog(armed)
    qtbot.addWidget(widget)
    widget.open()
    return widget


@pytest.fixture
def sheet(armed, tmp_path):
    return armed.services.documents.audit_sheet(PrintAuditSheet(out=tmp_path / "audit.pdf"))


def check(qtbot, dialog, code, document=""):
    dialog.code.setText(code)
    dialog.document.setText(document)
    qtbot.mouseClick(dialog.check_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog.context)


def test_that_a_typed_code_is_answered_plainly_and_the_check_is_kept(qtbot, dialog, sheet):
    typed = show_code(sheet.seal.code).lower().replace("0", "o").replace("1", "l")
    check(qtbot, dialog, typed, sheet.number)
    assert dialog.title.text() == "The paper and this register tell the same history"
    assert f"up to entry {sheet.seal.seq} of" in dialog.said.text()
    assert dialog.code.text() == show_code(sheet.seal.code)
    [kept] = dialog.papers.records.records
    assert (kept.verdict, kept.document) == (PaperVerdict.AGREES, sheet.number)
    assert not unnamed(dialog)


def test_that_a_paper_that_does_not_agree_says_what_to_do(qtbot, dialog, sheet):
    store = dialog.context.services.desk.store
    tamper(
        store, f"UPDATE entry SET body = CAST(body || ' ' AS BLOB) WHERE seq = {sheet.seal.seq - 1}"
    )
    check(qtbot, dialog, sheet.seal.code)
    assert "changed since the paper was printed" in dialog.title.text()
    assert dialog.steps.text().startswith("1. Do not go on working")
    assert "Keep this paper" in dialog.steps.text()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "0 letters"),
        ("ABCDE-FGHJK-MNPQR-STVW", "19 letters and digits"),
        ("ABCDE-FGHJK-MNPQR-STVWU", "U is never part"),
    ],
)
def test_that_what_is_no_code_is_told_beside_the_field(qtbot, dialog, code, said):
    check(qtbot, dialog, code)
    assert said in dialog.form.error_text("code")
    assert dialog.box.isHidden()
    assert dialog.check_button.isEnabled()


def test_that_a_misread_character_is_told_with_the_code_that_was_meant(qtbot, dialog, sheet):
    code = sheet.seal.code
    check(qtbot, dialog, ("7" if code[0] != "7" else "8") + code[1:])
    assert dialog.title.text() == "The code was probably misread"
    assert show_code(code) in dialog.said.text()
    assert dialog.papers.records.records == []


def test_that_verifying_all_is_offered(qtbot, dialog):
    with qtbot.waitSignal(dialog.verify_asked):
        qtbot.mouseClick(dialog.verify_button, Qt.MouseButton.LeftButton)


def sealed(window):
    with window.context.services.desk.store.write() as uow:
        made = uow.seal("AS-KE01-9")
        uow.commit()
    return made


def open_dialogs(window):
    return [each for each in window.findChildren(SealDialog) if each.isVisible()]


def test_that_a_seal_typed_at_the_top_is_checked_against_the_register(qtbot, window):
    window.finder.look_for(show_code(sealed(window).code))
    idle(qtbot, window.context)
    [dialog] = open_dialogs(window)
    assert dialog.answer.agrees
    dialog.reject()
    idle(qtbot, window.context)


def test_that_a_seal_scanned_anywhere_is_checked_and_leaves_no_text_behind(qtbot, active):
    window, number = active
    window.command.setFocus()
    qr = sealed(window).qr
    window.finder.scanner.use(ScanRules(gap_ms=200))  # of a machine that is busy with other things
    scan(window, qr, 1, limit_ms=200)
    qtbot.waitUntil(lambda: bool(open_dialogs(window)))
    idle(qtbot, window.context)
    assert window.command.text() == ""
    [dialog] = open_dialogs(window)
    assert (dialog.answer.agrees, dialog.document.text()) == (True, "AS-KE01-9")
    window.finder.scanner.scanned.emit(qr)  # the next one, over the open dialog
    idle(qtbot, window.context)
    assert open_dialogs(window) == [dialog]
    window.finder.scanner.scanned.emit(number)
    idle(qtbot, window.context)
    assert "not a seal code" in dialog.form.error_text("code")
    dialog.reject()
    idle(qtbot, window.context)


def test_that_the_overview_says_when_a_paper_was_last_checked(qtbot, dialog, sheet):
    panel = KeepingPanel()
    qtbot.addWidget(panel)
    services = dialog.context.services
    panel.show_record(services.overview.read())
    assert panel.paper.text().startswith("Never checked against a paper")
    check(qtbot, dialog, sheet.seal.code, sheet.number)
    panel.show_record(services.overview.read())
    assert sheet.number in panel.paper.text()
    assert "tell the same history" in panel.paper.text()


def test_that_the_page_of_the_ledger_offers_to_check_a_paper(qtbot, window):
    window.go_to("ledger")
    qtbot.mouseClick(window.page("ledger").head.button("check_paper"), Qt.MouseButton.LeftButton)
    [dialog] = open_dialogs(window)
    dialog.reject()
    idle(qtbot, window.context)
