"""Needs that the register's own figures speak for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.needs import NeedSuggestion
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.need_words import evidence_words
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.need_dialogs import NeedDialog
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.widgets.list_panel import ListPanel, act_button, titled
from stockpile_app.ui.widgets.shares_table import SharesTable

_SUGGESTED: Final = (0.38, 0.24, 0.38)


class SuggestedNeeds(ListPanel):
    """Read apart from the needs: of a large register the marks alone take seconds."""

    def __init__(self, context: UiContext) -> None:
        """Show them as soon as they are read."""
        super().__init__(context, "suggested_needs", _("Suggested needs"))
        self.table: SharesTable[NeedSuggestion] = SharesTable(
            RecordsModel(_columns()), ("suggested", _("Suggested")), _SUGGESTED
        )
        self.take = act_button("take", _("State &this need…"), self.open_take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        title = _("What the register's own figures speak for")
        layout.addWidget(titled(title, self.table, self.take), 1)
        layout.addWidget(self.note)
        self.setFocusProxy(self.table)
        self.table.when_empty(
            _(
                "What marks, findings and counts speak for stands here; nothing that is not stated"
                " already."
            )
        )
        self.table.chosen.connect(self.enable)
        self.table.activated.connect(self.open_take)
        self.enable()
        self.note.setText(_("The marks, findings and counts are being looked through…"))

    @override
    def read(self) -> Sequence[NeedSuggestion]:
        return self.context.services.needs.suggestions()

    @override
    def show_found(self, found: Sequence[NeedSuggestion]) -> None:
        self.table.records.show(list(found))
        self.note.setText("")
        self.enable()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.needs or changes.security or changes.staff or changes.marking

    @Slot()
    def enable(self) -> None:
        """Offer what can be done."""
        may = self.may(Permission.NEEDS)
        self.take.setEnabled(may and self.table.current() is not None)

    @Slot()
    def open_take(self) -> None:
        """Open the form with the selected suggestion."""
        suggestion = self.table.current()
        if suggestion is not None and self.take.isEnabled():
            self.open_dialog(NeedDialog(self.context, suggestion, self))


def _columns() -> list[Column[NeedSuggestion]]:
    return [
        Column(_("Need"), lambda each: _(each.title)),
        Column(_("Because of"), lambda each: _(each.origin.label)),
        Column(
            _("Figures"),
            lambda each: evidence_words(each.evidence),
        ),
    ]
