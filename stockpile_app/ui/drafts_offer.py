"""Offers, after signing in and whenever it is asked for, what a former session left unrecorded."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.services.drafts import Draft
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.plain import show_message, show_refusal


class DraftsOffer(QObject):
    """Opens the list of drafts over the main window, and the form of the one that is chosen.

    Attributes:
        dialog: The one opened last: the list, or the form.
    """

    def __init__(self, context: UiContext, window: Any) -> None:
        """Read what there is; the list opens by itself once it is known that there is something.

        Args:
            window: The main window; it shows pages by their names.
        """
        super().__init__(window)
        self._context, self._window = context, window
        self._asked = False
        self.dialog: QDialog | None = None
        context.drafts.loaded.connect(self._on_loaded)
        context.drafts.load()

    def ask(self) -> None:
        """Open the list, or say that there is nothing in it."""
        self._asked = True
        self._context.drafts.load()

    @Slot()
    def _on_loaded(self) -> None:
        asked, self._asked = self._asked, False
        if self._context.drafts.earlier:
            # what cannot be recorded now is offered when it can be, or when somebody asks for it
            if asked or not self._context.services.read_only:
                from stockpile_app.ui.dialogs.drafts_dialog import (  # noqa: PLC0415 - start-up
                    DraftsDialog,
                )

                dialog = DraftsDialog(self._context, self._window)
                dialog.chosen.connect(self.go_on_with)
                self._open(dialog)
        elif asked:
            show_message(self._window, _("Everything that you typed is recorded or thrown away."))

    @Slot(object)
    def go_on_with(self, draft: Draft) -> None:
        """Open the form of a draft with what was typed into it."""
        from stockpile_app.ui.dialogs.draft_openers import (  # noqa: PLC0415 - start-up
            OPENERS,
        )

        opener = OPENERS[draft.form]
        if not self._window.shows(opener.page):
            text = _("Your roles no longer let you record this. The draft can still be read.")
            show_message(self._window, text)
            return

        def opened() -> None:
            self._window.go_to(opener.page)
            if opener.make is not None:
                self._open(opener.make(self._context, draft.subject, self._window))

        try:
            self._context.drafts.go_on(draft, opened)
        except StockpileError as error:
            show_refusal(self._window, error)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()
