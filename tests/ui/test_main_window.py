from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from stockpile_app.domain.records import Verification
from stockpile_app.domain.weapons import DescribeWeapon
from stockpile_app.ui.dialogs.help_dialog import HelpDialog
from stockpile_app.ui.dialogs.password_dialogs import ChangePasswordDialog
from stockpile_app.ui.navigation import PAGES
from tests.builders import PASSWORD
from tests.ui.conftest import cell, dialog_of, idle


def ask(qtbot, window, text):
    window.command.clear()
    qtbot.keyClicks(window.command, text)
    qtbot.keyClick(window.command, Qt.Key.Key_Return)
    for _ in range(3):  # look up, search, load
        idle(qtbot, window.context)


@pytest.mark.parametrize("hyphens", [True, False])
def test_that_a_scanned_number_opens_its_weapon_from_any_page(qtbot, window, hyphens):
    number = cell(window, 3, "number")
    window.go_to("ledger")
    ask(qtbot, window, number if hyphens else number.replace("-", "").lower())
    assert window.weapons_page.detail.number.text() == number
    assert window.command.selectedText()  # the next scan replaces it


def test_that_a_number_is_found_whatever_the_filters(qtbot, window):
    number = cell(window, 3, "number")
    window.weapons_page.filters.set_text("AK4711001")
    idle(qtbot, window.context)
    ask(qtbot, window, number)
    assert window.weapons_page.detail.number.text() == number


def test_that_other_text_is_looked_for_in_serials(qtbot, window):
    ask(qtbot, window, "11004")
    assert window.weapons_page.filters.text.text() == "11004"
    assert cell(window, 0, "serial") == "AK4711004"


def test_that_the_name_of_a_command_runs_it(qtbot, window):
    ask(qtbot, window, "Ledger")
    assert window.stack.currentWidget().objectName() == "ledger_page"
    qtbot.wait(10)
    assert not window.command.text()


def test_that_every_page_can_be_shown_and_has_help(qtbot, window):
    for kind in PAGES:
        if kind.name not in window._kinds:
            continue
        window.go_to(kind.name)
        idle(qtbot, window.context)
        assert window.stack.currentWidget().objectName() == f"{kind.name}_page"
        window.actions_["help"].trigger()
        dialog = dialog_of(HelpDialog)
        assert len(dialog.text.toPlainText()) > 200
        dialog.reject()


def test_that_the_ledger_shows_the_newest_entry_first_and_follows(qtbot, window):
    window.go_to("ledger")
    idle(qtbot, window.context)
    page = window.page("ledger")
    assert page.model.record(0).kind == "weapon-registered"
    page.table.selectRow(0)
    assert page.model.record(0).digest in page.words.toPlainText()
    page.kind.setCurrentIndex(page.kind.findData("user-added"))
    idle(qtbot, window.context)
    assert {page.model.record(row).kind for row in range(page.model.rowCount())} == {"user-added"}
    assert not page.older.isEnabled()


def test_that_the_ledger_goes_back_page_by_page(qtbot, window, monkeypatch):
    monkeypatch.setattr("stockpile_app.ui.pages.ledger_page.PAGE", 5)
    window.go_to("ledger")
    idle(qtbot, window.context)
    page = window.page("ledger")
    while page.older.isEnabled():
        page.older.click()
        idle(qtbot, window.context)
    last = page.model.rowCount() - 1
    assert page.model.record(last).seq == 1
    assert page.model.record(0).seq == last + 1


def test_that_the_status_line_says_who_where_and_in_what_state(qtbot, window):
    status = window.status
    texts = [each.text() for each in status.findChildren(type(status.chain))]
    assert "Amina (amina)" in texts
    assert "Ministry of Defence · KE01" in texts
    assert status.backup.text() == "No backup yet"
    status.show_verified(Verification(ok=True, entries=12, head="00"))
    assert status.chain.text() == "Verified: 12 entries, all in order"


def test_that_nothing_is_offered_that_a_reader_cannot_do(qtbot, window_of, context_of, open_as):
    open_as("brian")
    window = window_of(context_of("amina", read_only=True))
    assert not window.weapon_actions.register.isEnabled()
    assert not window.actions_["import"].isEnabled()
    label = window.status.findChild(type(window.status.chain), "status_read_only")
    assert label.text() == "For reading only: it was opened so"


def test_that_closing_makes_a_backup_when_something_was_recorded(qtbot, window):
    weapon = window.weapons_page.model.record(0)
    done = window.context.services.weapons.describe(DescribeWeapon(weapon_id=weapon.id, notes="x"))
    window.context.bus.committed.emit(done.changes)
    with qtbot.waitSignal(window.left, timeout=30_000) as left:
        window.close()
        assert window.isVisible()
    assert left.args == ["quit"]
    assert not window.isVisible()
    assert window.context.services.backups.last() is not None


def test_that_closing_makes_no_backup_when_nothing_was_recorded(qtbot, window):
    with qtbot.waitSignal(window.left):
        window.close()
    assert window.context.services.backups.last() is None


def test_that_a_backup_that_fails_at_closing_is_asked_about(qtbot, window, folder):
    (folder / "backups").rmdir()
    (folder / "backups").write_text("in the way")
    window.backup._written = True
    window.close()
    idle(qtbot, window.context)
    box = dialog_of(QMessageBox)
    assert "safe" in box.text()
    assert window.isVisible()
    with qtbot.waitSignal(window.left):
        next(each for each in box.buttons() if each.objectName() == "yes").click()


def test_that_weapons_are_exported_as_shown(qtbot, window, tmp_path):
    window.weapons_page.look_for("11004")
    idle(qtbot, window.context)
    window.export.write(str(tmp_path / "out.csv"))
    idle(qtbot, window.context)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").count("\n") == 2
    assert window.notices.text.text().startswith("1 weapon was written")
    assert window.notices.act.isVisible()


def test_that_the_password_is_changed_in_the_window(qtbot, window):
    window.actions_["password"].trigger()
    dialog = dialog_of(ChangePasswordDialog)
    dialog.old.setText("not my password")
    for field in (dialog.first, dialog.again):
        field.setText("a new sentence that is long")
    dialog.submit()
    idle(qtbot, window.context)
    assert dialog.form.error_text("old")
    dialog.old.setText(PASSWORD)
    dialog.submit()
    idle(qtbot, window.context)
    assert window.context.services.ledgers.entries(limit=1)[0].kind == "password-changed"


def test_that_every_command_has_a_shortcut_and_none_is_taken_twice(window):
    actions = [*window.actions_.all(), *window.weapon_actions.all()]
    shortcuts = [each.shortcut().toString() for each in actions]
    assert all(shortcuts)
    assert len(set(shortcuts)) == len(shortcuts)


def test_that_an_administrator_who_may_not_see_weapons_has_a_window_too(
    qtbot, window_of, context_of
):
    window = window_of(context_of("gita"))
    assert {"users", "ledger"} <= set(window.navigation._buttons)
    assert not {"weapons", "places", "people"} & set(window.navigation._buttons)
    ask(qtbot, window, "AK47")
    box = dialog_of(QMessageBox)
    assert "roles do not allow" in box.text()
    box.close()
