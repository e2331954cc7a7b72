from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from stockpile_app import paths
from stockpile_app.domain.access import Role
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import NewRegister, new_register
from stockpile_app.ui import memory
from stockpile_app.ui.dialogs.new_register_dialog import NewRegisterDialog, RecoveryCodeDialog
from stockpile_app.ui.dialogs.sample_dialog import SampleDialog
from stockpile_app.ui.dialogs.second_user_dialog import SecondUserDialog
from stockpile_app.ui.first_steps import FirstSteps
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.sign_in import SignInWindow
from tests.builders import PASSWORD
from tests.ui.conftest import dialog_of


@pytest.fixture
def jobs(qapp):
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


@pytest.fixture
def sign_in(qtbot, jobs, folder):
    window = SignInWindow(jobs, folder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.user.setCurrentText("amina")
    return window


def wait(qtbot, jobs):
    qtbot.waitUntil(lambda: not jobs._running, timeout=20_000)


def type_password(qtbot, window, text):
    window.password.clear()
    qtbot.keyClicks(window.password, text)
    qtbot.keyClick(window.password, Qt.Key.Key_Return)


def test_that_the_right_password_opens_the_register(qtbot, sign_in, folder):
    with qtbot.waitSignal(sign_in.signed_in, timeout=20_000) as signed_in:
        type_password(qtbot, sign_in, PASSWORD)
    desk = signed_in.args[0]
    assert isinstance(desk, Desk)
    assert desk.user.name == "amina"
    assert memory.recent_registers() == [folder]
    assert memory.remembered_user(folder) == "amina"
    assert not sign_in.password.text()
    desk.store.close()


def test_that_a_wrong_password_is_said_beside_the_field_and_kept(qtbot, sign_in, jobs):
    type_password(qtbot, sign_in, "not the password")
    wait(qtbot, jobs)
    assert sign_in.form.error_text("password") == "The name or the password is wrong."
    assert sign_in.password.text() == "not the password"
    assert sign_in.submit.isEnabled()


def test_that_wrong_passwords_make_one_wait_and_the_seconds_are_counted(qtbot, sign_in, jobs):
    for _ in range(4):
        type_password(qtbot, sign_in, "not the password")
        wait(qtbot, jobs)
        if not sign_in.submit.isEnabled():
            break
    else:
        pytest.fail("nobody was slowed down")
    assert "Try again in" in sign_in.form.error_text("password")
    assert " s)" in sign_in.submit.text()
    qtbot.waitUntil(sign_in.submit.isEnabled, timeout=10_000)
    assert not sign_in.form.error_text("password")


def test_that_a_busy_register_says_who_has_it_and_opens_for_reading(qtbot, sign_in, open_as):
    open_as("brian")
    assert not sign_in.for_reading.isVisible()
    type_password(qtbot, sign_in, PASSWORD)
    qtbot.waitUntil(sign_in.for_reading.isVisible, timeout=20_000)
    assert "brian" in sign_in.form.banner.text()
    with qtbot.waitSignal(sign_in.signed_in, timeout=20_000) as signed_in:
        qtbot.waitUntil(sign_in.for_reading.isEnabled)
        qtbot.mouseClick(sign_in.for_reading, Qt.MouseButton.LeftButton)
    desk = signed_in.args[0]
    assert desk.store.read_only
    desk.store.close()


def test_that_a_folder_without_a_register_is_refused_in_a_sentence(qtbot, jobs, tmp_path):
    window = SignInWindow(jobs, tmp_path)
    qtbot.addWidget(window)
    assert window.form.error_text("register")
    assert not window.submit.isEnabled()
    assert window.new.isEnabled()


def test_that_a_new_register_is_made_and_its_code_shown_once(qtbot, jobs, tmp_path):
    window = SignInWindow(jobs)
    qtbot.addWidget(window)
    window.show()
    qtbot.mouseClick(window.welcome.new, Qt.MouseButton.LeftButton)
    dialog = dialog_of(NewRegisterDialog)
    dialog.folder.choose(str(tmp_path / "new"))
    for field, text in (
        (dialog.authority, "Ministry of Defence"),
        (dialog.country, "Kenya"),
        (dialog.origin, "KE07"),
        (dialog.depot, "Main depot"),
        (dialog.user, "ruth"),
        (dialog.first, "too short"),
        (dialog.again, "too short"),
    ):
        qtbot.keyClicks(field, text)
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    wait(qtbot, jobs)
    assert "15 characters" in dialog.form.error_text("password")
    assert not (tmp_path / "new").exists()
    for field in (dialog.first, dialog.again):
        field.setText("a sentence that nobody guesses")
    assert any("Good" in each.text() for each in dialog.findChildren(QLabel))
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    wait(qtbot, jobs)
    shown = dialog_of(RecoveryCodeDialog)
    assert len(shown.code.text().replace("-", "")) == 25
    shown.reject()
    assert shown.isVisible()
    shown.save(tmp_path / "sheet.pdf")
    wait(qtbot, jobs)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert not shown.go_on.isEnabled()
    shown.kept.click()
    shown.go_on.click()
    second = dialog_of(SecondUserDialog)
    assert second.roles.roles() == (Role.DEPOT_MANAGER,)
    for field, text in ((second.name, "paul"), (second.full_name, "Paul Otieno")):
        qtbot.keyClicks(field, text)
    for field in (second.first, second.again):
        field.setText("another sentence nobody guesses")
    with qtbot.waitSignal(window.signed_in, timeout=20_000) as signed_in:
        qtbot.mouseClick(second.submit_button, Qt.MouseButton.LeftButton)
    services = Services(signed_in.args[0])
    assert services.register.origin == "KE07"
    assert [each.name for each in services.desk.others_who_approve()] == ["paul"]
    assert services.users.needs_second()
    services.close()


def test_that_the_second_person_can_wait(qtbot, jobs, desk_of_new):
    desk, code = desk_of_new
    steps = FirstSteps(jobs, QWidget())
    steps._on_made((desk, code))
    dialog_of(RecoveryCodeDialog).accept()
    with qtbot.waitSignal(steps.opened) as opened:
        dialog_of(SecondUserDialog).reject()
    assert opened.args == [desk]
    assert Services(desk).desk.others_who_approve() == []
    desk.store.close()


@pytest.fixture
def desk_of_new(tmp_path):
    return new_register(
        NewRegister(
            folder=tmp_path / "made",
            authority="Ministry of Defence",
            country="KE",
            origin="KE08",
            depot="Main depot",
            user="ruth",
            password="a sentence that nobody guesses",
        )
    )


def test_that_a_workstation_without_a_register_offers_four_ways_to_begin(qtbot, jobs):
    window = SignInWindow(jobs)
    qtbot.addWidget(window)
    window.show()
    assert window.welcome.isVisible()
    assert not window.form.isVisible()
    assert not window.submit.isVisible()
    assert window.focusWidget() is window.welcome.sample
    assert "No register is known" in window.hint.text()


def test_that_a_sample_is_made_and_tells_its_password(qtbot, jobs, tmp_path, monkeypatch):
    monkeypatch.setattr("stockpile_app.ui.dialogs.sample_dialog._WEAPONS", 60)
    window = SignInWindow(jobs)
    qtbot.addWidget(window)
    window.show()
    window.welcome.sample.click()
    dialog = dialog_of(SampleDialog)
    assert dialog.folder.text().startswith(str(paths.data_folder()))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x", encoding="utf-8")
    dialog.folder.choose(str(tmp_path / "full"))
    dialog.submit_button.click()
    wait(qtbot, jobs)
    assert "not empty" in dialog.form.banner.text()
    dialog.folder.choose(str(tmp_path / "sample"))
    dialog.submit_button.click()
    wait(qtbot, jobs)
    assert not window.welcome.isVisible()
    assert window.folder == tmp_path / "sample" / "register"
    password = window.hint.text().rpartition(": ")[2]
    window.user.setCurrentText("manager")
    with qtbot.waitSignal(window.signed_in, timeout=20_000) as signed_in:
        type_password(qtbot, window, password)
    assert signed_in.args[0].register.origin == "DEMO"
    signed_in.args[0].store.close()


def test_that_two_different_passwords_are_refused(qtbot, jobs, tmp_path):
    dialog = NewRegisterDialog(jobs)
    qtbot.addWidget(dialog)
    dialog.folder.choose(str(tmp_path / "new"))
    dialog.first.setText("a sentence that nobody guesses")
    dialog.again.setText("another sentence")
    dialog.submit()
    assert dialog.form.error_text("again") == "The two passwords are not the same."


def test_that_caps_lock_is_noticed(qtbot, sign_in):
    qtbot.keyClick(sign_in.password, Qt.Key.Key_A)
    assert not sign_in.password.caps_lock
    qtbot.keyClicks(sign_in.password, "A")
    sign_in.password.keyPressEvent(_capital_without_shift())
    assert sign_in.password.caps_lock
    assert sign_in.password.warning in sign_in.password.actions()


def _capital_without_shift():
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
