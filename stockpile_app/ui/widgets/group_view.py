"""Weapons in groups: how many are in each, and each opens what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.vocabulary import Category, Condition, LabelledEnum, Status
from stockpile_app.domain.weapon_groups import GroupBy, WeaponGroup
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_CODES: Final[dict[GroupBy, type[LabelledEnum]]] = {
    GroupBy.CATEGORY: Category,
    GroupBy.CONDITION: Condition,
    GroupBy.STATUS: Status,
}


class GroupView(QWidget):
    """A table of groups.

    Signals:
        opened: The ``WeaponQuery`` that lists the weapons of a group.
        closed: No groups are wanted any more.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("group_view")
        self._by = GroupBy.PLACE
        self.said = PlainLabel("", role="heading", wrap=True)
        self.said.setObjectName("grouped_by")
        self.close_button = QPushButton(icon("weapons"), _(" Without &groups"))
        self.close_button.setObjectName("no_groups")
        self.close_button.setAccessibleName(_("Show the weapons without groups"))
        self.close_button.clicked.connect(self.closed)
        model: RecordsModel[WeaponGroup] = RecordsModel(
            (
                Column(_("Group"), self._name),
                Column(_("Weapons"), lambda each: count(each.weapons), number=True),
            )
        )
        self.table: RecordTable[WeaponGroup] = RecordTable(
            model, "weapon_groups", _("Groups of weapons")
        )
        self.table.columns.set_shares((1, 0))
        self.table.activated.connect(self._on_activated)
        self.setFocusProxy(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def show_groups(self, by: GroupBy, groups: Sequence[WeaponGroup]) -> None:
        """Show other groups; the first is selected."""
        self._by = by
        self.said.setText(
            _("By {what}. Enter or a double click opens a group.").format(what=_(by.label))
        )
        self.table.records.show(groups)
        if groups:
            self.table.choose(0)

    def _name(self, group: WeaponGroup) -> str:
        if self._by in _CODES and group.value:
            return _(_CODES[self._by](group.value).label)
        if group.query is None and self._by is GroupBy.PLACE:
            return _("{place} itself").format(place=group.value)
        return group.value or _("Not stated")

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        query = self.table.records.record(index.row()).query
        if query is not None:
            self.opened.emit(query)
