"""A form whose act a second person approves."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.errors import SecondPersonNeeded, SignInRefused, StockpileError
from stockpile_app.domain.users import Credentials
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.second_person import SecondPersonBox


class ApprovedDialog(FormDialog):
    """Shows the box for the second person below the form, and what is wrong with it there."""

    def __init__(
        self,
        context: UiContext,
        title: str,
        act: str,
        parent: QWidget | None,
        *,
        columns: int = 1,
        needed: bool = True,
    ) -> None:
        """Build the frame; without ``needed`` nobody is asked to approve."""
        super().__init__(context, title, act, parent, columns=columns)
        self.second: SecondPersonBox | None = None
        if needed:
            self.second = SecondPersonBox(context.services.desk.others_who_approve())
            self.body.addWidget(self.second)

    def credentials(self) -> Credentials | None:
        """Return who approves; None while nobody is chosen, or nobody is needed."""
        return self.second.credentials() if self.second is not None else None

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        if self.second is not None:
            self.second.form.clear_errors()
            if isinstance(error, SignInRefused | SecondPersonNeeded):
                self.form.clear_errors()
                self.second.show_error(error)
                return
        super().on_refused(error)
