"""Who may sign in, and what they may do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.records import UserRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.services.users import NewRecoveryCode
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.new_register_dialog import RecoveryCodeDialog
from stockpile_app.ui.dialogs.password_dialogs import ChangePasswordDialog
from stockpile_app.ui.dialogs.user_dialogs import (
    AddUserDialog,
    ChangeRolesDialog,
    RecoverySheetDialog,
    ResetPasswordDialog,
    RetireUserDialog,
)
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.record_table import RecordTable


class UsersPage(Listing):
    """A table of users, and what can be done with the selected one."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the users as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("users_page")
        self.setAccessibleName(_("Users"))
        self.dialog: QDialog | None = None
        self._all: Sequence[UserRecord] = ()
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._build_head())
        layout.addWidget(self.note)
        self.table: RecordTable[UserRecord] = RecordTable(
            RecordsModel(_columns()), "users", _("Users of this register")
        )
        self.table.set_widths((16, 26, 52, 14))
        self.table.chosen.connect(self._on_chosen)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.retired = QCheckBox(_("Show re&tired users"))
        self.retired.setObjectName("show_retired")
        self.retired.setAccessibleName(_("Show retired users"))
        self.retired.toggled.connect(self._fill)
        self.own = QPushButton(icon("lock"), _("Change &my password…"))
        self.own.setObjectName("own_password")
        self.own.clicked.connect(self._on_own)
        self.recovery = QPushButton(icon("print"), _("New recovery s&heet…"))
        self.recovery.setObjectName("recovery_sheet")
        self.recovery.clicked.connect(self._on_recovery)
        below = QHBoxLayout()
        below.addWidget(self.retired)
        below.addStretch(1)
        below.addWidget(self.recovery)
        below.addWidget(self.own)
        layout.addLayout(below)
        self._on_chosen(None)

    def _build_head(self) -> PageHead:
        self.head = PageHead(_("Users"))
        button = self.head.add_button
        self.add = button("add_user", _("&Add user…"), self._on_add, "add")
        self.roles = button("change_roles", _("&Change roles…"), self._on_roles, "edit")
        self.reset = button("reset_password", _("Re&set password…"), self._on_reset, "lock")
        self.retire = button("retire", _("R&etire…"), self._on_retire, "close")
        return self.head

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def read(self) -> list[UserRecord]:
        return self.context.services.users.all()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.users

    @override
    def show_found(self, found: Sequence[UserRecord]) -> None:
        self._all = found
        self._fill()

    @Slot()
    def _fill(self) -> None:
        chosen = self.table.current()
        shown = [user for user in self._all if self.retired.isChecked() or not user.retired]
        self.table.records.show(shown)
        self.head.set_count(
            ngettext("{count} user", "{count} users", len(shown)).format(count=count(len(shown)))
        )
        names = [user.name for user in shown]
        if chosen is not None and chosen.name in names:
            self.table.choose(names.index(chosen.name))
        elif shown:
            self.table.choose(0)
        approvers = [user for user in self._all if Permission.APPROVE in user.permissions]
        text = ""
        if len(approvers) < 2:
            text = _(
                "Only one user may approve. Corrections and undoing an import need a second person:"
                " add a second depot manager or administrator."
            )
        self.say(text)

    @Slot(object)
    def _on_chosen(self, user: UserRecord | None) -> None:
        services = self.context.services
        writable = not services.read_only
        may = writable and services.desk.may(Permission.USERS)
        active = user is not None and not user.retired
        self.add.setEnabled(may)
        self.roles.setEnabled(may and active)
        self.reset.setEnabled(may and active)
        self.retire.setEnabled(
            may and active and user is not None and user.name != services.user.name
        )
        self.own.setEnabled(writable)
        self.recovery.setEnabled(may)

    # --- what is done ----------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_add(self) -> None:
        self._open(AddUserDialog(self.context, self))

    @Slot()
    def _on_roles(self) -> None:
        if user := self.table.current():
            self._open(ChangeRolesDialog(self.context, user, self))

    @Slot()
    def _on_reset(self) -> None:
        if user := self.table.current():
            self._open(ResetPasswordDialog(self.context, user, self))

    @Slot()
    def _on_retire(self) -> None:
        if user := self.table.current():
            self._open(RetireUserDialog(self.context, user, self))

    @Slot()
    def _on_own(self) -> None:
        self._open(ChangePasswordDialog(self.context, self))

    @Slot()
    def _on_recovery(self) -> None:
        dialog = RecoverySheetDialog(self.context, self)
        dialog.succeeded.connect(self._on_new_code)
        self._open(dialog)

    @Slot(object)
    def _on_new_code(self, made: NewRecoveryCode) -> None:
        self._open(RecoveryCodeDialog(self.context.jobs, self.context.services, made.code, self))


def _columns() -> list[Column[UserRecord]]:
    return [
        Column(_("User name"), lambda user: user.name),
        Column(_("Full name"), lambda user: user.full_name),
        Column(_("Roles"), lambda user: listed(label(role) for role in user.roles)),
        Column(_("Added"), lambda user: day(user.added_at.astimezone().date())),
        Column(_("State"), lambda user: _("Retired") if user.retired else _("May sign in")),
    ]
