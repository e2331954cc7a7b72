"""Needs for assistance, and those that the register's figures speak for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.needs import NeedRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.need_dialogs import FollowNeedDialog, NeedDialog, ProposalDialog
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.pages.suggested_needs import SuggestedNeeds
from stockpile_app.ui.texts import NOTHING, count, day, in_turn
from stockpile_app.ui.widgets.list_panel import ListPanel, act_button
from stockpile_app.ui.widgets.shares_table import SharesTable

_NEEDS: Final = (0.11, 0.23, 0.17, 0.09, 0.15, 0.11, 0.14)


class NeedsPanel(ListPanel):
    """Needs, the most pressing on top; suggestions below."""

    def __init__(self, context: UiContext) -> None:
        """Show them as soon as they are read."""
        super().__init__(context, "needs_panel", _("Needs for assistance"))
        self.table: SharesTable[NeedRecord] = SharesTable(
            RecordsModel(_need_columns()), ("needs", _("Needs")), _NEEDS
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.suggested = SuggestedNeeds(context)
        self.state = act_button("state_need", _("&State a need…"), self.open_state, primary=True)
        self.change = act_button("change_need", _("&Change…"), self.open_change)
        self.follow = act_button("follow_need", _("How it st&ands…"), self.open_follow)
        self.proposal = act_button("proposal", _("&Proposal of these…"), self.open_proposal)
        head = QHBoxLayout()
        for button in (self.state, self.change, self.follow):
            head.addWidget(button)
        head.addWidget(self.note, 1)
        head.addWidget(self.proposal)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.suggested)
        parts.setSizes([380, 240])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self.enable)
        self.table.activated.connect(self.open_follow)
        self.table.when_empty(
            _("State what is needed; what the register's figures speak for is below."),
            self.state,
            (context, Permission.NEEDS),
        )
        self.enable()

    @override
    def read(self) -> Sequence[NeedRecord]:
        return self.context.services.needs.list()

    @override
    def show_found(self, found: Sequence[NeedRecord]) -> None:
        self.table.records.show(list(found))
        self.enable()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.needs

    def chosen(self) -> list[NeedRecord]:
        """Return the needs that are selected, from the top."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.table.records.record(row) for row in rows]

    @Slot()
    def enable(self) -> None:
        """Offer what can be done."""
        may, need = self.may(Permission.NEEDS), self.table.current()
        open_ = need is not None and not need.status.is_settled
        self.state.setEnabled(may)
        self.change.setEnabled(may and open_)
        self.follow.setEnabled(may and open_)
        self.proposal.setEnabled(self.may(Permission.PRINT) and bool(self.chosen()))

    @Slot()
    def open_state(self) -> None:
        """Open an empty form."""
        self.open_dialog(NeedDialog(self.context, None, self))

    @Slot()
    def open_change(self) -> None:
        """Open the form with the selected need."""
        need = self.table.current()
        if need is not None:
            self.open_dialog(NeedDialog(self.context, need, self))

    @Slot()
    def open_follow(self) -> None:
        """Ask how the selected need stands."""
        need = self.table.current()
        if need is not None and self.follow.isEnabled():
            self.open_dialog(FollowNeedDialog(self.context, need, self))

    @Slot()
    def open_proposal(self) -> None:
        """Offer a proposal of the needs that are selected."""
        needs = self.chosen()
        if needs:
            self.open_dialog(ProposalDialog(self.context, needs, self))


def _goal(need: NeedRecord) -> str:
    words = need.words
    if not words.indicator:
        return NOTHING
    return f"{in_turn((count(words.baseline), count(words.target)))} {words.unit}".strip()


def _cost(need: NeedRecord) -> str:
    words = need.words
    return NOTHING if words.cost is None else f"{count(words.cost)} {words.currency}"


def _need_columns() -> list[Column[NeedRecord]]:
    return [
        Column(_("Number"), lambda each: each.number, order=lambda each: each.id),
        Column(_("Need"), lambda each: each.words.title),
        Column(_("Kind"), lambda each: _(each.kind.label)),
        Column(_("Priority"), lambda each: _(each.words.priority.label)),
        Column(_("Goal"), _goal),
        Column(_("Cost"), _cost, number=True),
        Column(
            _("Stands"),
            lambda each: (
                _(each.status.label) + (f" ({day(each.words.due_on)})" if each.words.due_on else "")
            ),
        ),
    ]
