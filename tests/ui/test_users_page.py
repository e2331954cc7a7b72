from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain.access import Role
from stockpile_app.persistence.opening import open_by_recovery, open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.settings import Settings
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.pages.users_page import UsersPage
from tests.builders import PASSWORD, FakeClock, copy_register
from tests.ui.dialog_fixtures import idle, unnamed

NEW = "nine green bottles on a wall"


def shown(qtbot, context: UiContext) -> UsersPage:
    page = UsersPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    idle(qtbot, context)
    return page


@pytest.fixture
def page(qtbot, context) -> UsersPage:
    return shown(qtbot, context)


@pytest.fixture
def alone(qtbot, lonely_template, tmp_path: Path) -> Iterator[UsersPage]:
    """The page in a register with nobody but its first user."""
    folder = copy_register(lonely_template[0], tmp_path / "lonely")
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    jobs = JobRunner()
    yield shown(qtbot, UiContext(Services(Desk(store)), jobs, ChangeBus(), Settings()))
    assert jobs.shut_down()
    store.close()


def choose(page: UsersPage, name: str) -> None:
    names = [user.name for user in page.table.records.records]
    page.table.choose(names.index(name))


def approve(dialog, name: str = "brian", password: str = PASSWORD) -> None:
    dialog.second.name.setCurrentIndex(dialog.second.name.findData(name))
    dialog.second.password.setText(password)


def submit(qtbot, page: UsersPage):
    dialog = page.dialog
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, page.context)
    return dialog


def fill(dialog, name: str, role: Role, password: str = NEW) -> None:
    dialog.name.setText(name)
    dialog.full_name.setText(name.title())
    dialog.roles.boxes[role].setChecked(True)
    dialog.first.setText(password)
    dialog.again.setText(password)


def test_that_a_user_is_added_with_a_second_person_and_can_sign_in(qtbot, page, folder, clock):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    fill(page.dialog, "hana", Role.INSPECTOR)
    approve(page.dialog)
    submit(qtbot, page)
    assert "hana" in [user.name for user in page.table.records.records]
    page.context.services.close()
    store = open_store(folder, "hana", NEW, clock)
    assert Desk(store).user.roles == (Role.INSPECTOR,)
    store.close()


def test_that_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(qtbot, page):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    fill(dialog, "hana", Role.INSPECTOR)
    dialog.again.setText("something else entirely")
    submit(qtbot, page)
    assert dialog.form.error_text("again")

    dialog.again.setText(NEW)
    submit(qtbot, page)
    assert dialog.second.form.error_text()

    approve(dialog, password="wrong password altogether")
    submit(qtbot, page)
    assert dialog.second.form.error_text()
    assert dialog.name.text() == "hana"
    assert "hana" not in [user.name for user in page.context.services.users.all()]


def test_that_a_short_password_is_said_at_its_field(qtbot, page):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    fill(page.dialog, "hana", Role.INSPECTOR, "short")
    approve(page.dialog)
    assert "15 characters" in submit(qtbot, page).form.error_text("password")


def test_that_roles_are_changed(qtbot, page):
    choose(page, "chipo")
    qtbot.mouseClick(page.roles, Qt.MouseButton.LeftButton)
    assert page.dialog.roles.boxes[Role.STOREKEEPER].isChecked()
    page.dialog.roles.boxes[Role.DEPOT_MANAGER].setChecked(True)
    approve(page.dialog)
    submit(qtbot, page)
    found = next(user for user in page.table.records.records if user.name == "chipo")
    assert found.roles == (Role.STOREKEEPER, Role.DEPOT_MANAGER)


def test_that_a_password_is_reset(qtbot, page, folder, clock):
    choose(page, "dora")
    qtbot.mouseClick(page.reset, Qt.MouseButton.LeftButton)
    page.dialog.first.setText(NEW)
    page.dialog.again.setText(NEW)
    approve(page.dialog)
    submit(qtbot, page)
    page.context.services.close()
    open_store(folder, "dora", NEW, clock).close()


def test_that_a_user_is_retired_and_shown_on_demand(qtbot, page):
    choose(page, "dora")
    qtbot.mouseClick(page.retire, Qt.MouseButton.LeftButton)
    page.dialog.reason.setText("Left the service")
    submit(qtbot, page)
    assert "dora" not in [user.name for user in page.table.records.records]
    page.retired.setChecked(True)
    choose(page, "dora")
    assert not page.roles.isEnabled()


def test_that_nobody_retires_themselves(page):
    choose(page, "amina")
    assert not page.retire.isEnabled()
    assert page.roles.isEnabled()


def test_that_the_first_user_adds_the_second_alone_and_is_told_so(qtbot, alone):
    assert "second person" in alone.note.text()
    assert alone.note.isVisible()
    qtbot.mouseClick(alone.add, Qt.MouseButton.LeftButton)
    assert alone.dialog.second is None
    fill(alone.dialog, "brian", Role.DEPOT_MANAGER)
    submit(qtbot, alone)
    assert not alone.note.isVisible()
    assert alone.context.services.users.needs_second()


def test_that_a_new_recovery_code_is_made_and_shown_once(qtbot, page, folder, clock):
    qtbot.mouseClick(page.recovery, Qt.MouseButton.LeftButton)
    approve(page.dialog)
    asked = page.dialog
    submit(qtbot, page)
    qtbot.waitUntil(lambda: page.dialog is not asked)
    code = page.dialog.code.text()
    assert len(code.replace("-", "")) == 25
    page.dialog.done(0)
    page.context.services.close()
    open_by_recovery(folder, code, "dora", clock)[0].close()


def test_that_everything_has_a_name(qtbot, page):
    assert not unnamed(page)


def test_that_the_last_approver_consents_to_going_and_then_the_code_does(
    qtbot, alone, lonely_template
):
    qtbot.mouseClick(alone.add, Qt.MouseButton.LeftButton)
    fill(alone.dialog, "hana", Role.DEPOT_MANAGER)
    submit(qtbot, alone)
    choose(alone, "hana")
    qtbot.mouseClick(alone.retire, Qt.MouseButton.LeftButton)
    dialog = submit(qtbot, alone)
    assert "last who could approve" in dialog.second.form.error_text()
    approve(dialog, "hana", NEW)
    submit(qtbot, alone)
    assert alone.context.services.desk.find_user("hana").retired
    qtbot.mouseClick(alone.add, Qt.MouseButton.LeftButton)
    fill(alone.dialog, "ivan", Role.DEPOT_MANAGER)
    approve(alone.dialog, "*recovery*", lonely_template[1])
    submit(qtbot, alone)
    assert "ivan" in [user.name for user in alone.table.records.records]
