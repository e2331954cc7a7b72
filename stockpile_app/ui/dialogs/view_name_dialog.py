"""Asks under which name a view is kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.widgets.form_dialog import ActDialog

_LONGEST: Final = 60


class ViewNameDialog(ActDialog):
    """One field; ``succeeded`` says the name. A view of the same name is replaced."""

    def __init__(
        self, jobs: JobRunner, title: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        """Ask; ``name`` is offered."""
        super().__init__(jobs, title, _("&Keep"), parent)
        self.setObjectName("view_name_dialog")
        self.name = QLineEdit(name)
        self.name.setMaxLength(_LONGEST)
        self.form.add(
            "name",
            _("&Name"),
            self.name,
            hint=_(
                "Filters, order and columns are kept for you on this machine; text that is looked"
                " for is not. A view of the same name is replaced."
            ),
        )

    @Slot()
    @override
    def submit(self) -> None:
        self.form.clear_errors()
        name = clean(self.name.text())
        if name:
            self.on_succeeded(name)
        else:
            self.form.show_error(BadValue(N_("Give the view a name."), "name"))
