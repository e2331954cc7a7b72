"""The manifest as a table that is ticked off, and what was there beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.receipt_state import Check, ReceiptLine, ReceiptState
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_WIDTHS: Final = (13, 14, 12, 10)
_ICONS: Final = {Check.SEEN: "check", Check.MISSING: "warning"}
_SEVERAL_ROWS: Final = 3


class ShowLines(LabelledEnum):
    """Which lines are shown."""

    ALL = "all", N_("All lines")
    LEFT = "left", N_("To check")
    SEEN = "seen", N_("Seen")
    MISSING = "missing", N_("Missing")


_SHOWN: Final = {
    ShowLines.LEFT: Check.TO_CHECK,
    ShowLines.SEEN: Check.SEEN,
    ShowLines.MISSING: Check.MISSING,
}


class _LinesModel(RecordsModel[ReceiptLine]):
    """Lines of which one changes at a time."""

    def __init__(self) -> None:
        super().__init__(_columns())
        self._rows: dict[int, int] = {}

    def show_lines(self, lines: list[ReceiptLine]) -> None:
        """Replace what is shown."""
        self.show(lines)
        self._rows = {each.line.weapon.id: row for row, each in enumerate(lines)}

    def put(self, line: ReceiptLine) -> int | None:
        """Show a line as it is now; return its row if it is shown."""
        row = self._rows.get(line.line.weapon.id)
        if row is not None:
            self._records[row] = line
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        return row


class ReceiptLines(QWidget):
    """Shows a ``ReceiptState`` and changes it as the user says.

    Space ticks the selected lines off, or takes the tick away.

    Signals:
        changed: Something was found of a line.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("receipt_lines")
        self._state: ReceiptState | None = None
        self.model = _LinesModel()
        self.table: RecordTable[ReceiptLine] = RecordTable(
            self.model, "manifest", _("Lines of the manifest")
        )
        self.table.select_many()
        self.table.keep_order()
        self.table.set_widths(_WIDTHS)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.toggle_seen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addWidget(self.table, 1)
        layout.addWidget(self._build_unexpected())

    def _head(self) -> QHBoxLayout:
        self.progress = PlainLabel("", role="heading")
        self.progress.setObjectName("receipt_progress")
        self.show_what = CodeCombo(ShowLines)
        self.show_what.setObjectName("show_lines")
        self.show_what.setAccessibleName(_("Show"))
        self.show_what.currentIndexChanged.connect(self._reload)
        said = PlainLabel(_("S&how"))
        said.setBuddy(self.show_what)
        self.missing = QPushButton(icon("warning"), _(" Mi&ssing"))
        self.missing.setObjectName("mark_missing")
        self.missing.setAccessibleName(_("The selected lines are missing"))
        self.missing.setToolTip(_("Looked for and not there: an incident will be reported"))
        self.missing.clicked.connect(self.toggle_missing)
        self.missing.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.progress)
        row.addStretch(1)
        row.addWidget(said)
        row.addWidget(self.show_what)
        row.addWidget(self.missing)
        return row

    def _build_unexpected(self) -> QWidget:
        self.unexpected = QListWidget()
        self.unexpected.setObjectName("unexpected")
        self.unexpected.setAccessibleName(_("There, but not on the manifest"))
        rows = _SEVERAL_ROWS * (self.fontMetrics().lineSpacing() + 4)
        self.unexpected.setFixedHeight(rows)
        remove = QPushButton(icon("remove"), _(" Take o&ff"))
        remove.setObjectName("remove_unexpected")
        remove.setAccessibleName(_("Take off the list of unexpected weapons"))
        remove.setAutoDefault(False)
        remove.clicked.connect(self._on_remove)
        said = PlainLabel(_("There, but not on the &manifest"))
        said.setBuddy(self.unexpected)
        head = QHBoxLayout()
        head.addWidget(said)
        head.addStretch(1)
        head.addWidget(remove)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.unexpected)
        box.hide()
        self._box = box
        return box

    def show_state(self, state: ReceiptState) -> None:
        """Show a manifest."""
        self._state = state
        self._reload()

    def mark(self, weapon_ids: tuple[int, ...], check: Check) -> None:
        """Say what was found of weapons, and show the last of them."""
        if self._state is None:
            return
        changed = self._state.mark(weapon_ids, check)
        row = None
        for each in changed:
            row = self.model.put(self._state.line(each))
        if row is not None:
            self.table.scrollTo(self.model.index(row, 0))
        if len(changed) == 1 and row is not None:
            self.table.choose(row)
        self._tell()

    def note_unexpected(self, text: str) -> None:
        """Note something that is not on the manifest, once."""
        if self._state is not None and text not in self._state.unexpected:
            self._state.unexpected.append(text)
            self._tell()

    def show_container(self, place_id: int) -> None:
        """Show the first line of a container that is to be checked."""
        if self._state is None:
            return
        for row, each in enumerate(self.model.records):
            if each.line.from_place_id == place_id and each.check is Check.TO_CHECK:
                self.table.scrollTo(
                    self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop
                )
                return

    @Slot()
    def toggle_seen(self) -> None:
        """Tick the selected lines off; take the ticks away where all of them have one."""
        self._toggle(Check.SEEN)

    @Slot()
    def toggle_missing(self) -> None:
        """Say that the selected lines are missing, or that they are to be checked again."""
        self._toggle(Check.MISSING)

    def _toggle(self, check: Check) -> None:
        rows = self.table.selectionModel().selectedRows()
        chosen = tuple(self.model.record(each.row()).line.weapon.id for each in rows)
        if self._state is None or not chosen:
            return
        free = [each for each in chosen if self._state.check(each) is not Check.BEFORE]
        has_all = bool(free) and all(self._state.check(each) is check for each in free)
        self.mark(tuple(free), Check.TO_CHECK if has_all else check)

    @Slot()
    def _on_remove(self) -> None:
        row = self.unexpected.currentRow()
        if self._state is not None and row >= 0:
            del self._state.unexpected[row]
            self._tell()

    @Slot()
    def _reload(self) -> None:
        if self._state is None:
            return
        wanted = _SHOWN.get(self.show_what.code(ShowLines) or ShowLines.ALL)
        self.model.show_lines(
            [each for each in self._state.lines() if wanted is None or each.check is wanted]
        )
        self._tell()

    def _tell(self) -> None:
        if self._state is None:
            return
        found = self._state.progress
        self.progress.setText(
            _("{seen} seen, {missing} missing, {left} to check").format(
                seen=count(found.seen), missing=count(found.missing), left=count(found.left)
            )
        )
        self.unexpected.clear()
        self.unexpected.addItems(self._state.unexpected)
        self._box.setVisible(bool(self._state.unexpected))
        self.changed.emit()


def _columns() -> list[Column[ReceiptLine]]:
    return [
        Column(_("Found"), _found, icon=_found_icon, order=lambda each: each.check.value),
        Column(_("Number"), lambda each: each.line.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.line.weapon)),
        Column(_("Model"), lambda each: each.line.weapon.model),
        Column(_("Container"), lambda each: each.container),
    ]


def _found(line: ReceiptLine) -> str:
    texts = {
        Check.TO_CHECK: _("To check"),
        Check.SEEN: _("Seen"),
        Check.MISSING: _("Missing"),
    }
    return texts.get(line.check) or label(line.line.state)


def _found_icon(line: ReceiptLine) -> QIcon | None:
    name = _ICONS.get(line.check)
    return icon(name) if name else None
