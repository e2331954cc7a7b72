"""Adds and changes users, and their passwords."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Role
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import (
    SecondPersonNeeded,
    SignInRefused,
    StockpileError,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import AddUser, Credentials
from stockpile_app.i18n import gettext as _
from stockpile_app.services.users import NewRecoveryCode
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.password_dialogs import add_new_password, same_twice
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.second_person import SecondPersonBox

_LONGEST_NAME, _LONGEST_REASON = 100, 500

_ROW_HEIGHT: Final = 26
_CONSENT_WIDTH: Final = 620

ROLE_HINTS: Final = {
    Role.STOREKEEPER: N_("Registers, moves, issues, counts and marks weapons."),
    Role.DEPOT_MANAGER: N_("Also imports, corrects, disposes, reports, and approves."),
    Role.INSPECTOR: N_("Reads everything, counts, and checks depots."),
    Role.DDR_OFFICER: N_("Collects weapons from people, with their names."),
    Role.TRACING_OFFICER: N_("Keeps trace files and points of contact."),
    Role.ADMINISTRATOR: N_("Keeps users and lists, and approves; sees no weapons."),
}
"""What each role is for, in a line; ``domain.access.PERMISSIONS`` decides."""


class RolesBox(QWidget):
    """A check box for each role, with a line that says what it is for."""

    def __init__(self, checked: Sequence[Role] = ()) -> None:
        """Start with some roles checked."""
        super().__init__()
        self.boxes: dict[Role, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, role in enumerate(Role):
            box = QCheckBox(label(role))
            box.setObjectName(f"role_{role.value}")
            box.setAccessibleName(label(role))
            box.setAccessibleDescription(_(ROLE_HINTS[role]))
            box.setChecked(role in checked)
            grid.addWidget(box, row, 0)
            grid.setRowMinimumHeight(row, max(_ROW_HEIGHT, box.fontMetrics().height() + 8))
            grid.addWidget(PlainLabel(_(ROLE_HINTS[role]), role="hint", wrap=True), row, 1)
            self.boxes[role] = box
        self.setFocusProxy(self.boxes[Role.STOREKEEPER])

    def roles(self) -> tuple[Role, ...]:
        """Return the roles that are checked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())


class _ApprovedDialog(FormDialog):
    """A form that a second person approves, once there is somebody who may."""

    second: SecondPersonBox | None = None

    def add_second_person(self, *, needed: bool) -> None:
        """Add the fields of the second person, or say why none is needed yet."""
        if needed:
            services = self.context.services
            self.second = SecondPersonBox(
                services.desk.others_who_approve(), code=services.users.needs_code()
            )
            self.body.addWidget(self.second)
        else:
            self.body.addWidget(
                PlainLabel(
                    _(
                        "Nobody else in this register may approve yet, so you act alone this time;"
                        " the entry says so."
                    ),
                    role="notice",
                    wrap=True,
                )
            )

    def credentials(self) -> Credentials | None:
        """Return who approves."""
        return self.second.credentials() if self.second else None

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        if self.second is not None:
            self.second.form.clear_errors()
            if isinstance(error, SignInRefused | SecondPersonNeeded):
                self.second.show_error(error)
                if (layout := self.layout()) is not None:  # room for what is said now
                    room = layout.totalHeightForWidth(self.width())
                    self.resize(self.width(), max(self.height(), room))
                return
        super().on_refused(error)


class AddUserDialog(_ApprovedDialog):
    """Lets a person sign in."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for everything that is known of a new user."""
        super().__init__(context, _("Add a user"), _("&Add the user"), parent)
        self.setObjectName("add_user_dialog")
        self.keep_draft("add_user")
        self.setMinimumWidth(720)
        self.name = QLineEdit()
        self.name.setMaxLength(32)
        self.full_name = QLineEdit()
        self.full_name.setMaxLength(_LONGEST_NAME)
        self.form.add(
            "name",
            _("&User name"),
            self.name,
            required=True,
            hint=_("To sign in with: letters, digits, dots and hyphens."),
        )
        self.form.add("full_name", _("&Full name"), self.full_name)
        self.roles = RolesBox()
        self.form.add("roles", _("&Roles"), self.roles, required=True)
        self.first, self.again = add_new_password(self.form)
        self.add_second_person(needed=context.services.users.needs_second())

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        asked = AddUser(
            name=self.name.text(),
            full_name=self.full_name.text(),
            roles=self.roles.roles(),
            password=same_twice(self.first, self.again),
        )
        users, second = self.context.services.users, self.credentials()
        return lambda _progress: users.add(asked, second)


class ChangeRolesDialog(_ApprovedDialog):
    """Gives a user other roles."""

    def __init__(self, context: UiContext, user: UserRecord, parent: QWidget | None = None) -> None:
        """Show the roles of ``user``."""
        super().__init__(context, _("Change roles"), _("&Change the roles"), parent)
        self.setObjectName("change_roles_dialog")
        self._user = user
        self.setMinimumWidth(720)
        self.form.add_wide(_who(user))
        self.roles = RolesBox(user.roles)
        self.form.add("roles", _("&Roles"), self.roles, required=True)
        self.add_second_person(needed=context.services.users.needs_second())

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        users, second = self.context.services.users, self.credentials()
        name, roles = self._user.name, self.roles.roles()
        return lambda _progress: users.change_roles(name, roles, second)


class ResetPasswordDialog(_ApprovedDialog):
    """Gives a user who forgot their password a new one."""

    def __init__(self, context: UiContext, user: UserRecord, parent: QWidget | None = None) -> None:
        """Ask for a new password of ``user``."""
        super().__init__(context, _("Reset a password"), _("&Reset the password"), parent)
        self.setObjectName("reset_password_dialog")
        self._user = user
        self.form.add_wide(_who(user))
        self.form.add_wide(
            PlainLabel(
                _("They get a new signing key with it; the entry says that it was reset."),
                role="hint",
                wrap=True,
            )
        )
        self.first, self.again = add_new_password(self.form)
        self.add_second_person(needed=context.services.users.needs_second())

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        users, second = self.context.services.users, self.credentials()
        name, password = self._user.name, same_twice(self.first, self.again)
        return lambda _progress: users.reset_password(name, password, second)


class RecoverySheetDialog(_ApprovedDialog):
    """Makes a new recovery code, as after the envelope was opened."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Say what becomes of the old sheet, and ask for the second person."""
        super().__init__(context, _("New recovery sheet"), _("&Make a new code"), parent)
        self.setObjectName("recovery_sheet_dialog")
        text = _(
            "The sheet in the envelope opens nothing once a new code is made. Do this after"
            " the envelope was opened, or when nobody knows where it is."
        )
        self.form.add_wide(PlainLabel(text, role="hint", wrap=True))
        self.add_second_person(needed=context.services.users.needs_second())

    @override
    def command(self) -> Callable[[Progress], NewRecoveryCode]:
        users, second = self.context.services.users, self.credentials()
        return lambda _progress: users.replace_recovery_code(second)


class RetireUserDialog(_ApprovedDialog):
    """Lets a user sign in no longer; the last who could approve consents to it."""

    def __init__(self, context: UiContext, user: UserRecord, parent: QWidget | None = None) -> None:
        """Ask why ``user`` is retired."""
        super().__init__(context, _("Retire a user"), _("R&etire the user"), parent)
        self.setObjectName("retire_user_dialog")
        self._user = user
        self.form.add_wide(_who(user))
        self.form.add_wide(
            PlainLabel(
                _("They can sign in no longer. What they recorded stays, under their name."),
                role="hint",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.form.add("reason", _("&Reason"), self.reason)
        if context.services.users.retiring_needs(user.name):
            text = _(
                "Nobody else could approve what you do after that, so they consent to it here, or"
                " the recovery code from the sealed envelope does."
            )
            self.setMinimumWidth(_CONSENT_WIDTH)
            self.body.addWidget(PlainLabel(text, role="notice", wrap=True))
            self.second = SecondPersonBox([user], code=True)
            self.body.addWidget(self.second)

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        users, name, reason = self.context.services.users, self._user.name, self.reason.text()
        second = self.credentials()
        return lambda _progress: users.retire(name, reason, second)


def _who(user: UserRecord) -> PlainLabel:
    text = _("{full_name} ({name})").format(full_name=user.full_name, name=user.name)
    return PlainLabel(text, role="heading", wrap=True)
