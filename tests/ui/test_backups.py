"""Backups at the window: the light, the reminder, the drill, and restoring."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from stockpile_app.domain.backups import Kept
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.services.gateway import Services
from stockpile_app.ui.dialogs.backups_dialog import BackupsDialog
from stockpile_app.ui.dialogs.losses_dialog import LossesDialog
from stockpile_app.ui.dialogs.rehearse_dialog import RehearseDialog
from stockpile_app.ui.dialogs.restore_dialog import RestoreDialog
from stockpile_app.ui.memory import recent_registers
from stockpile_app.ui.sign_in import SignInWindow
from tests.builders import PASSWORD, tamper
from tests.ui.conftest import dialog_of, idle, register
from tests.ui.dialog_fixtures import unnamed


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


def messages() -> list[QMessageBox]:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox)]
    return [each for each in found if each.isVisible()]


def press(box: QMessageBox, name: str = "yes") -> None:
    next(each for each in box.buttons() if each.objectName() == name).click()


def look(qtbot, window) -> None:
    window.backup_watch.look()
    idle(qtbot, window.context)


@pytest.fixture
def doubled(window, stick):
    """A window over a register whose backups are copied to a stick."""
    window.context.services.backups.choose_second(stick)
    return window


# --- the light -----------------------------------------------------------------------------------


def test_that_the_status_bar_says_how_safe_it_is_in_words(qtbot, doubled, clock):
    status = doubled.status.backup
    assert status.text() == "No backup yet"
    doubled.backup.make()
    idle(qtbot, doubled.context)
    look(qtbot, doubled)
    assert status.text().startswith("Backups need attention · last Mar 2, 2026")  # one disk
    assert "same disk" in status.accessibleDescription()
    assert not status.icon().isNull()
    register(doubled.context, 1, 50)
    clock.advance(days=9)
    look(qtbot, doubled)
    assert status.text().startswith("Not safe")
    press(messages()[0], "yes")
    dialog_of(BackupsDialog).reject()


def test_that_somebody_is_reminded_once_a_day_and_not_of_what_is_new(qtbot, doubled, clock):
    look(qtbot, doubled)
    assert not messages()
    clock.advance(days=2)
    look(qtbot, doubled)
    (box,) = messages()
    assert "no backup yet" in box.text()
    box.reject()
    for _ in range(3):
        clock.advance(hours=2)
        look(qtbot, doubled)
        assert not messages()
    clock.advance(days=1)
    look(qtbot, doubled)
    assert len(messages()) == 1
    messages()[0].reject()


def test_that_nobody_is_reminded_over_a_locked_screen(qtbot, doubled, clock):
    clock.advance(days=2)
    doubled.idle_lock.lock()
    look(qtbot, doubled)
    assert not messages()
    doubled.idle_lock.dialog.password.setText(PASSWORD)
    doubled.idle_lock.dialog.unlock.click()
    qtbot.waitUntil(lambda: len(messages()) == 1)
    messages()[0].reject()


def test_that_in_a_long_session_a_backup_is_made_while_nobody_types(qtbot, doubled, stick, clock):
    watch = doubled.backup_watch
    clock.advance(hours=25)
    look(qtbot, doubled)
    messages()[0].reject()
    assert watch._tries.isActive()
    watch.try_to_make()
    assert not doubled.context.jobs.running  # somebody has just typed
    doubled.idle_lock._idle.stop()
    watch.try_to_make()
    idle(qtbot, doubled.context)
    look(qtbot, doubled)
    assert len(list(stick.glob("*.stockpile"))) == 1
    assert not watch._tries.isActive()


def test_that_a_backup_without_its_copy_is_told_when_it_was_asked_for(qtbot, doubled, stick):
    stick.rename(stick.with_name("away"))
    for _ in range(2):
        doubled.backup.make()
        idle(qtbot, doubled.context)
        (box,) = messages()
        assert "“STICK” is not there" in box.text()
        box.close()


def test_that_what_fails_by_itself_is_told_once_a_day(qtbot, doubled, stick):
    stick.rename(stick.with_name("away"))
    told = []
    for _ in range(3):
        doubled.backup.make_by_itself()
        idle(qtbot, doubled.context)
        told += [box.text() for box in messages()]
        for box in messages():
            box.close()
    assert len(told) == 1


def test_that_leaving_without_the_copy_is_asked_about_once_a_day(qtbot, doubled, stick):
    stick.rename(stick.with_name("away"))
    doubled.backup._written = True
    doubled.close()
    idle(qtbot, doubled.context)
    assert doubled.isVisible()
    (box,) = messages()
    assert "“STICK” is not there" in box.text()
    box.reject()
    doubled.backup._written = True
    with qtbot.waitSignal(doubled.left, timeout=30_000):
        doubled.close()


def test_that_a_backup_of_an_edited_register_is_told(qtbot, window):
    tamper(window.context.services.desk.store, "UPDATE entry SET body = x'7B7D' WHERE seq = 3")
    window.backup.make()
    idle(qtbot, window.context)
    (box,) = messages()
    assert "not in order: verify the register" in box.text()
    box.close()
    look(qtbot, window)
    for box in messages():
        box.reject()


# --- the window of the backups -------------------------------------------------------------------


@pytest.fixture
def backups(qtbot, window):
    """The window of the backups."""
    window.actions_["backups"].trigger()
    idle(qtbot, window.context)
    dialog = dialog_of(BackupsDialog)
    yield dialog
    if not dialog.closed:
        dialog.reject()


def test_that_it_lists_what_is_there_and_why(qtbot, window, backups, stick):
    assert "no backup yet" in backups.verdict.text()
    backups.choose(str(stick))
    idle(qtbot, window.context)
    assert "STICK" in backups.facts["second"].text()
    backups.acts["make"].click()
    idle(qtbot, window.context)
    own, second = sorted(backups.table.records.records, key=lambda each: each.place)
    assert own.kept[0] is Kept.NEWEST
    assert second.path.parent == stick
    columns = range(backups.table.records.columnCount())
    index = backups.table.records.index
    texts = [backups.table.records.data(index(0, column)) for column in columns]
    assert "Verified" in texts
    assert "one of the last two, daily, weekly, monthly" in texts
    assert "Mar 2, 2026" in backups.facts["last"].text()
    assert not unnamed(backups)


def test_that_the_medium_is_given_up_when_it_is_confirmed(qtbot, window, backups, stick):
    assert not backups.acts["forget"].isEnabled()
    backups.choose(str(stick))
    idle(qtbot, window.context)
    backups.acts["forget"].click()
    press(messages()[0])
    idle(qtbot, window.context)
    assert "none is chosen" in backups.facts["second"].text()


def test_that_a_folder_of_the_register_is_refused_in_words(qtbot, window, backups, folder):
    backups.choose(str(folder))
    idle(qtbot, window.context)
    assert "outside the register" in messages()[0].text()
    messages()[0].close()


def test_that_a_storekeeper_makes_backups_and_chooses_no_medium(qtbot, window_of, context_of):
    window = window_of(context_of("chipo"))
    window.actions_["backups"].trigger()
    idle(qtbot, window.context)
    dialog = dialog_of(BackupsDialog)
    assert dialog.acts["make"].isEnabled()
    assert not dialog.acts["choose"].isEnabled()
    dialog.reject()


def test_that_a_drill_that_is_due_opens_it_from_the_overview(qtbot, window, clock):
    clock.advance(days=40)
    window.go_to("overview")
    page = window.page("overview")
    page.reload()
    idle(qtbot, window.context)
    (due,) = [each for each in page.record.overdue.items if each.page == "backups"]
    page._on_due(due)
    idle(qtbot, window.context)
    dialog_of(BackupsDialog).reject()
    assert window._current == "overview"


# --- the drill -----------------------------------------------------------------------------------


def test_that_the_drill_says_what_came_of_it_and_gives_a_proof(qtbot, window, backups, tmp_path):
    backups.acts["make"].click()
    idle(qtbot, window.context)
    register(window.context, 2, 60)
    backups.acts["rehearse"].click()
    drill = dialog_of(RehearseDialog)
    assert drill.file.text().endswith(".stockpile")
    drill.rehearse_button.click()
    idle(qtbot, window.context)
    assert drill.form.error_text("password")
    drill.password.setText(PASSWORD)
    drill.rehearse_button.click()
    idle(qtbot, window.context)
    assert "6 weapons" in drill.verdict.text()
    assert "would be lost with this machine" in drill.verdict.text()
    assert not drill.password.text()
    assert "in order" in backups.facts["rehearsed"].text()
    drill.save_to(tmp_path / "proof.pdf")
    idle(qtbot, window.context)
    assert len(pypdfium2.PdfDocument(tmp_path / "proof.pdf")) == 1
    assert "is saved as proof.pdf" in drill.problems.text()
    assert not unnamed(drill)
    drill.reject()


def test_that_a_damaged_backup_is_told_at_its_field(qtbot, context, tmp_path):
    file = tmp_path / "x.stockpile"
    file.write_bytes(b"garbage" * 500)
    drill = RehearseDialog(context, file)
    drill.show()
    drill.password.setText(PASSWORD)
    drill.rehearse()
    idle(qtbot, context)
    assert "is not a backup" in drill.form.error_text("file")
    drill.reject()


def test_that_a_drill_that_is_stopped_records_nothing(qtbot, context):
    register(context, 3)
    context.services.backups.make()
    before = context.services.ledgers.entries(limit=1)[0].seq
    drill = RehearseDialog(context, context.services.backups.last())
    drill.show()
    drill.password.setText(PASSWORD)
    drill.rehearse()
    drill.reject()
    idle(qtbot, context)
    assert context.services.ledgers.entries(limit=1)[0].seq == before


# --- restoring -----------------------------------------------------------------------------------


def fill(dialog: RestoreDialog, file: Path, folder: Path, old: Path | None = None) -> None:
    dialog.file.choose(str(file))
    dialog.user.setCurrentText("amina")
    dialog.password.setText(PASSWORD)
    dialog.folder.line.setText(str(folder))
    dialog.old.line.setText(str(old) if old else "")


def test_that_a_new_machine_restores_from_a_stick_and_goes_on(
    qtbot, context, folder, stick, tmp_path
):
    register(context, 2)
    made = context.services.backups.make(stick).path
    register(context, 3, 20)
    context.services.close()
    for box in messages():
        box.close()
    window = SignInWindow(context.jobs)
    qtbot.addWidget(window)
    window.show()
    window.restore.click()
    dialog = dialog_of(RestoreDialog)
    assert not unnamed(dialog)
    dialog.submit()
    assert "Choose a backup" in dialog.form.error_text("file")
    fill(dialog, made, tmp_path / "new", folder)
    assert "chipo" in [dialog.user.itemText(at) for at in range(dialog.user.count())]
    dialog.password.setText("wrong")
    dialog.submit()
    idle(qtbot, context)
    assert "wrong" in dialog.form.error_text()
    assert dialog.folder.text()
    assert not (tmp_path / "new").exists()
    dialog.password.setText(PASSWORD)
    dialog.submit()
    idle(qtbot, context)
    lost = dialog_of(LossesDialog)
    assert "3 acts were recorded after the backup" in lost.verdict.text()
    assert lost.table.records.rowCount() == 3
    assert "AK4711020" in lost.table.records.data(lost.table.records.index(0, 4))
    assert not unnamed(lost)
    lost.save_to(tmp_path / "lost.pdf")
    idle(qtbot, context)
    assert "is saved as lost.pdf" in lost.notes.text()
    with qtbot.waitSignal(window.signed_in) as signed_in:
        lost.open_button.click()
    again = Services(signed_in.args[0])
    assert again.desk.store.paths.folder == tmp_path / "new"
    assert again.weapons.find("AK4711").total == 2
    again.close()


def test_that_a_register_restored_beside_the_open_one_is_offered_next_time(
    qtbot, window, stick, tmp_path
):
    made = window.context.services.backups.make(stick).path
    register(window.context, 1, 80)
    window.actions_["restore"].trigger()
    dialog = dialog_of(RestoreDialog)
    assert dialog.old.text() == str(window.context.services.desk.store.paths.folder)
    fill(dialog, made, tmp_path / "beside", Path(dialog.old.text()))
    dialog.seal.setText("0" * 20)
    dialog.submit()
    idle(qtbot, window.context)
    lost = dialog_of(LossesDialog)
    assert "newer than the backup" in lost.verdict.text()
    assert "1 act was recorded after the backup" in lost.verdict.text()  # of the open register
    lost.reject()
    assert recent_registers()[0] == tmp_path / "beside"


def test_that_a_comparison_that_fails_is_told_and_the_register_is_there(
    qtbot, context, stick, tmp_path
):
    made = context.services.backups.make(stick).path
    context.services.weapons.register(RegisterWeapon(place_id=1, serial="X1"))
    newer = tmp_path / "STICK" / made.name.replace("2026", "2027")
    shutil.copy(made, newer)
    dialog = RestoreDialog(context.jobs)
    dialog.show()
    fill(dialog, made, tmp_path / "new", tmp_path / "nowhere")
    assert "newer one beside it" in dialog.form._hints["file"].text()
    with qtbot.waitSignal(dialog.succeeded, timeout=30_000) as succeeded:
        dialog.submit()
    lost = LossesDialog(context.jobs, succeeded.args[0])
    assert "could not be compared" in lost.verdict.text()
    succeeded.args[0].services.close()
    assert (tmp_path / "new" / "register.db").exists()


def test_that_what_is_no_backup_is_told_before_anything_is_asked(qtbot, context, tmp_path):
    file = tmp_path / "x.stockpile"
    file.write_bytes(b"garbage" * 500)
    dialog = RestoreDialog(context.jobs, file)
    assert "is not a backup" in dialog.form._errors["file"].text()
    assert dialog.user.count() == 0
    dialog.close()
