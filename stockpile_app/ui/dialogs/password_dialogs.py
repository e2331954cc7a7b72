"""Changing one's own password, and a new one by the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, SignInRefused, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import check_password
from stockpile_app.i18n import gettext as _
from stockpile_app.services import registers, sign_in_names
from stockpile_app.services.desk import Desk
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import ActDialog, FormDialog
from stockpile_app.ui.widgets.password import PasswordEdit


def password_advice(password: str, *context: str) -> str:
    """Return what to say about a new password while it is typed."""
    if not password:
        return _("At least 15 characters. A sentence is easy to remember and hard to guess.")
    try:
        check_password(password, *context)
    except BadValue as error:
        return refusal_text(error)
    return _("Good: {length} characters.").format(length=len(password))


def add_new_password(form: Form, *, column: int = 0) -> tuple[PasswordEdit, PasswordEdit]:
    """Add the two fields of a new password."""
    first, again = PasswordEdit(), PasswordEdit()
    form.add(
        "password",
        _("New pass&word"),
        first,
        required=True,
        hint=password_advice(""),
        column=column,
    )
    form.add("again", _("&Once more"), again, required=True, column=column)
    return first, again


def same_twice(first: PasswordEdit, again: PasswordEdit) -> str:
    """Return the password.

    Raises:
        BadValue: It was typed differently the second time.
    """
    if first.text() != again.text():
        raise BadValue(N_("The two passwords are not the same."), "again")
    return first.text()


class ChangePasswordDialog(FormDialog):
    """Changes the password of who is signed in."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for the old password and the new one."""
        super().__init__(context, _("Change password"), _("&Change"), parent)
        self.setObjectName("change_password_dialog")
        self.old = PasswordEdit()
        self.form.add("old", _("&Present password"), self.old, required=True)
        self.first, self.again = add_new_password(self.form)
        self.first.textChanged.connect(self._on_typed)

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        old, new = self.old.text(), same_twice(self.first, self.again)
        desk = self.context.services.desk

        def work(_progress: Progress) -> ChangeSet:
            registers.change_password(desk, old, new)
            return ChangeSet(users=True)

        return work

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        user, register = self.context.services.user, self.context.services.register
        advice = password_advice(text, user.name, register.authority, user.full_name)
        self.form.set_hint("password", advice)

    @Slot(object)
    @override
    def on_refused(self, error: StockpileError) -> None:
        if isinstance(error, SignInRefused):
            self.form.show_text("old", refusal_text(error))
        else:
            super().on_refused(error)


class RecoverDialog(ActDialog):
    """Gives a user a new password by the recovery code from the sealed envelope."""

    def __init__(self, jobs: JobRunner, folder: Path, parent: QWidget | None = None) -> None:
        """Ask for the code, who it is, and a new password."""
        super().__init__(jobs, _("Forgotten password"), _("&Set password"), parent)
        self.setObjectName("recover_dialog")
        self._folder = folder
        self.code = QLineEdit()
        self.user = QComboBox()
        self.user.addItems(sign_in_names.user_names(folder))
        hint = _("The 25 characters on the recovery sheet. Hyphens and case do not matter.")
        self.form.add("code", _("&Recovery code"), self.code, required=True, hint=hint)
        self.form.add("user", _("&User"), self.user, required=True)
        self.first, self.again = add_new_password(self.form)
        self.first.textChanged.connect(self._on_typed)

    @override
    def command(self) -> Callable[[Progress], Desk]:
        folder, code, user = self._folder, self.code.text(), self.user.currentText()
        password = same_twice(self.first, self.again)
        return lambda _progress: registers.recover(folder, code, user, password)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.form.set_hint("password", password_advice(text, self.user.currentText()))
