"""The second person of a register that was just made."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from stockpile_app.domain.access import Role
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.user_dialogs import AddUserDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.step_bar import StepBar


def guide_bar(step: int) -> StepBar:
    """Return where somebody is who makes a register: step 0, 1 or 2."""
    bar = StepBar([_("The register"), _("Recovery code"), _("A second person")])
    bar.show_step(step)
    return bar


class SecondUserDialog(AddUserDialog):
    """Adds somebody who may approve; it can wait, and says what has to wait with it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Propose a depot manager."""
        super().__init__(context, parent)
        self.setObjectName("second_user_dialog")
        self.setWindowTitle(_("A second person"))
        text = _(
            "What cannot be undone takes two people: destroying weapons, taking an import back,"
            " new users, writing weapons off. Let the second person type a name and a password"
            " now. If you add nobody, you act alone until you do, and each such entry says so."
        )
        self.body.insertWidget(0, guide_bar(2))
        self.body.insertWidget(1, PlainLabel(text, wrap=True))
        self.roles.boxes[Role.DEPOT_MANAGER].setChecked(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("La&ter"))
