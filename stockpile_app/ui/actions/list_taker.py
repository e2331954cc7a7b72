"""Lists that are taken away: on paper or as a file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from stockpile_app.ui.change_bus import ListWanted
from stockpile_app.ui.context import UiContext


class ListTaker(QObject):
    """Opens what prints or exports the lists that tables ask for."""

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Listen to the tables of whoever is signed in."""
        super().__init__(parent)
        self._context = context
        context.bus.list_wanted.connect(self._on_wanted)

    @Slot(object)
    def _on_wanted(self, wanted: ListWanted) -> None:
        if wanted.printed:
            from stockpile_app.ui.dialogs.list_paper import list_paper  # noqa: PLC0415 - start-up

            list_paper(self._context, wanted.sheet, wanted.window).open()
        else:
            from stockpile_app.ui.actions.export import ListExport  # noqa: PLC0415 - start-up

            ListExport(self._context, wanted.sheet, wanted.window).open()
