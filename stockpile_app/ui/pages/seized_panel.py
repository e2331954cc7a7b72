"""What was seized or found and is neither marked and taken in, nor destroyed; with its age."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QVBoxLayout,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.marking_records import QueuedWeapon
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.marking_dialogs import TakeIntoStockDialog
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.list_panel import ListPanel, act_button
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.18, 0.16, 0.16, 0.14, 0.12, 0.08, 0.16)


class SeizedPanel(ListPanel):
    """The longest waiting first.

    Signals:
        weapon_wanted: Id of a weapon.
    """

    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext) -> None:
        """Show the queue as soon as it is read."""
        super().__init__(context, "seized_panel", _("Found and seized"))
        self.take = act_button("take_into_stock", _("&Take into State stock…"), self.open_take)
        self.table: SharesTable[QueuedWeapon] = SharesTable(
            RecordsModel(_columns()), ("seized", _("Found and seized weapons")), _SHARES
        )
        self.table.when_empty(
            _(
                "Nothing waits. Say of a weapon how it came, on the page Weapons: what was seized,"
                " confiscated, found, surrendered or captured waits here."
            )
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.activated.connect(self._on_activated)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    @override
    def read(self) -> list[QueuedWeapon]:
        return self.context.services.marking.queue()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return any((changes.marking, changes.weapons, changes.many, changes.disposal))

    @override
    def show_found(self, found: list[QueuedWeapon]) -> None:
        self.table.records.show(found)
        text = ngettext(
            "{count} weapon waits to be marked and taken in, or destroyed (ITI paragraph 9).",
            "{count} weapons wait to be marked and taken in, or destroyed (ITI paragraph 9).",
            len(found),
        ).format(count=count(len(found)))
        self.note.setText(text if found else "")
        self._enable()

    def _chosen(self) -> list[QueuedWeapon]:
        rows = self.table.selectionModel().selectedRows()
        return [self.table.records.record(each.row()) for each in rows]

    @Slot()
    def _enable(self) -> None:
        self.take.setEnabled(self.may(Permission.MARK) and bool(self._chosen()))

    @Slot()
    def open_take(self) -> None:
        """Open the form that takes the selected weapons into stock."""
        ids = [each.weapon.id for each in self._chosen()]
        if ids:
            self.open_dialog(TakeIntoStockDialog(self.context, ids, self))

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        chosen = self._chosen()
        if chosen:
            self.weapon_wanted.emit(chosen[0].weapon.id)


def _columns() -> list[Column[QueuedWeapon]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.weapon)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("How it came"), lambda each: label(each.acquisition)),
        Column(_("On"), lambda each: day(each.acquired_on), order=lambda each: each.acquired_on),
        Column(_("Days"), lambda each: count(each.days), number=True, order=lambda each: each.days),
        Column(
            _("Mark"),
            lambda each: _("✓ Marked") if each.marked else _("○ Not marked yet"),
        ),
    ]
