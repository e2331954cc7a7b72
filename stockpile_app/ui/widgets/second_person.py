"""Where a second person signs in for one act alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QGroupBox, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.users import RECOVERY_NAME, Credentials
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.password import PasswordEdit
from stockpile_app.ui.widgets.plain import PlainLabel


class SecondPersonBox(QGroupBox):
    """Asks for the name and password of someone else who may approve.

    Args:
        approvers: ``services.desk.others_who_approve()``.
        code: Whether the recovery code from the sealed envelope can consent, too.
    """

    keeps_no_draft = True

    def __init__(
        self,
        approvers: Sequence[UserRecord],
        parent: QWidget | None = None,
        *,
        code: bool = False,
    ) -> None:
        """Offer ``approvers``; say so when there is nobody."""
        super().__init__(_("Second person"), parent)
        self.setObjectName("second_person")
        layout = QVBoxLayout(self)
        self.form = Form()
        if not approvers and not code:
            layout.addWidget(
                PlainLabel(
                    _(
                        "Nobody else in this register may approve. Add a user who may, on the page"
                        " Users."
                    ),
                    role="hint",
                    wrap=True,
                )
            )
        self.name = QComboBox()
        self.name.addItem("", "")
        for user in approvers:
            text = _("{full_name} ({name})").format(full_name=user.full_name, name=user.name)
            self.name.addItem(text, user.name)
        if code:
            self.name.addItem(_("Recovery code (sealed envelope)"), RECOVERY_NAME)
        self.password = PasswordEdit()
        self.form.add("second_name", _("Appro&ved by"), self.name, required=True)
        self.form.add("second_password", _("T&heir password"), self.password, required=True)
        self.form.setVisible(bool(approvers) or code)
        layout.addWidget(self.form)

    def credentials(self) -> Credentials | None:
        """Return who approves, or None while nobody is chosen."""
        name = self.name.currentData()
        return Credentials(name, self.password.text()) if name else None

    def show_error(self, error: StockpileError) -> None:
        """Say what is wrong with the approval."""
        self.form.show_error(error)
        self.password.clear()
