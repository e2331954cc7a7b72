"""The weapons that were scanned for a voucher: the newest on top, any of them removable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Condition
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.handling import HandlingLine
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_SELECT: Final = QItemSelectionModel.SelectionFlag.Select
_ROWS: Final = QItemSelectionModel.SelectionFlag.Rows
_WIDTHS: Final = (4, 14, 11, 8, 16, 12)
_PLACE: Final = 4
_CONDITION: Final = 5


class _LinesModel(RecordsModel[HandlingLine]):
    """Lines in memory, of which one is put on top or taken away at a time."""

    def put_on_top(self, line: HandlingLine) -> None:
        """Show a line above all others."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._records.insert(0, line)
        self.endInsertRows()

    def take(self, row: int) -> HandlingLine:
        """Take a line away and return it."""
        self.beginRemoveRows(QModelIndex(), row, row)
        taken = self._records.pop(row)
        self.endRemoveRows()
        return taken

    def put(self, row: int, line: HandlingLine) -> None:
        """Show another line in a row."""
        self._records[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))


class HandlingLines(QWidget):
    """A table of lines, how many there are, and what can be done with the selected ones.

    Signals:
        changed: A line came or went.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("handling_lines")
        self.model = _LinesModel(_columns())
        self.table: RecordTable[HandlingLine] = RecordTable(
            self.model, "scanned", _("Scanned weapons, the newest first")
        )
        self.table.select_many()
        self.table.keep_order()
        self.table.when_empty(
            _("Scan the weapons, or type their numbers: each comes onto this list.")
        )
        self.table.set_widths(_WIDTHS)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.count = PlainLabel("", role="heading")
        self.count.setObjectName("scanned_count")
        self.remove_button = QPushButton(icon("remove"), _(" Take off the &list"))
        self.remove_button.setObjectName("remove")
        self.remove_button.setAccessibleName(_("Take the selected lines off the list"))
        self.remove_button.setToolTip(_("Take the selected lines off the list (Del)"))
        self.remove_button.clicked.connect(self.remove_selected)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_selected)
        self._build_condition()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.condition_label)
        row.addWidget(self.condition)
        row.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.ask_conditions(asked=False)
        self._tell()

    def _build_condition(self) -> None:
        self.condition = CodeCombo(Condition, nothing=_("As before"))
        self.condition.setObjectName("line_condition")
        self.condition.setAccessibleName(_("Condition of the selected lines"))
        self.condition.currentIndexChanged.connect(self._on_condition)
        self.condition_label = PlainLabel(_("Condi&tion"))
        self.condition_label.setBuddy(self.condition)

    def ask_conditions(self, *, asked: bool) -> None:
        """Ask for the condition of the lines, or not: it is assessed on return."""
        self.condition.setVisible(asked)
        self.condition_label.setVisible(asked)
        self.table.setColumnHidden(_CONDITION, not asked)

    # --- what is on the list ---------------------------------------------------------------------

    @property
    def lines(self) -> list[HandlingLine]:
        """The lines, the newest first."""
        return self.model.records

    def on_list(self) -> dict[int, int]:
        """Return the line of each weapon by its id."""
        return {each.weapon.id: each.at for each in self.lines}

    def ids(self) -> tuple[int, ...]:
        """Return the weapons in the order they were scanned."""
        return tuple(each.weapon.id for each in reversed(self.lines))

    def conditions(self) -> dict[int, Condition]:
        """Return the conditions that were assessed, by weapon."""
        return {each.weapon.id: each.condition for each in self.lines if each.condition}

    def assess(self, conditions: Mapping[int, Condition]) -> None:
        """Set the conditions of the lines of these weapons."""
        for row, line in enumerate(self.lines):
            if line.weapon.id in conditions:
                self.model.put(row, replace(line, condition=conditions[line.weapon.id]))

    def add(self, weapon: WeaponRecord) -> None:
        """Put a weapon on top of the list."""
        at = max((each.at for each in self.lines), default=0) + 1
        self.model.put_on_top(HandlingLine(at, weapon))
        self.table.scrollToTop()
        self._tell()

    def undo(self) -> WeaponRecord | None:
        """Take the weapon that was scanned last off the list, and return it."""
        if not self.lines:
            return None
        taken = self.model.take(0)
        self._tell()
        return taken.weapon

    def clear(self) -> None:
        """Take everything off the list."""
        self.model.show([])
        self._tell()

    def select(self, weapon_ids: Collection[int]) -> None:
        """Select the lines of these weapons and show the first."""
        wanted = set(weapon_ids)
        selection = QItemSelection()
        rows = [at for at, each in enumerate(self.lines) if each.weapon.id in wanted]
        for row in rows:
            index = self.model.index(row, 0)
            selection.merge(QItemSelection(index, index), _SELECT)
        self.table.selectionModel().select(selection, _SELECT | _ROWS)
        if rows:
            self.table.scrollTo(self.model.index(rows[0], 0))

    @Slot()
    def remove_selected(self) -> None:
        """Take the selected lines off the list."""
        rows = sorted((each.row() for each in self._selected()), reverse=True)
        for row in rows:
            self.model.take(row)
        if rows:
            self._tell()

    def _selected(self) -> list[QModelIndex]:
        return self.table.selectionModel().selectedRows()

    def _tell(self) -> None:
        total = len(self.lines)
        self.count.setText(
            ngettext("{count} weapon", "{count} weapons", total).format(count=count(total))
        )
        self._on_selected()
        self.changed.emit()

    @Slot()
    def _on_selected(self) -> None:
        rows = self._selected()
        self.remove_button.setEnabled(bool(rows))
        self.condition.setEnabled(bool(rows))
        chosen = {self.model.record(each.row()).condition for each in rows}
        with QSignalBlocker(self.condition):
            self.condition.set_code(chosen.pop() if len(chosen) == 1 else None)

    @Slot()
    def _on_condition(self) -> None:
        condition = self.condition.code(Condition)
        for each in self._selected():
            line = self.model.record(each.row())
            self.model.put(each.row(), replace(line, condition=condition))


def _columns() -> list[Column[HandlingLine]]:
    return [
        Column(_("Line"), lambda each: str(each.at), number=True),
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.weapon)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("Place"), lambda each: each.weapon.place),
        Column(_("Condition"), lambda each: label(each.condition or each.weapon.condition)),
    ]
