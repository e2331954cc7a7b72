"""Keying in a printed sample sheet: the list line by line, with a key for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.stocktakes import CountLineRecord
from stockpile_app.domain.vocabulary import CountMeans
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_WIDTHS: Final = (4, 13, 12, None, None, None)


class Key(StrEnum):
    """What the sheet says of a line."""

    SEEN = "S"
    NOT_SEEN = "N"
    DIFFERS = "D"
    ALTERED = "A"


@dataclass(slots=True)
class SheetLine:
    """A line of the sheet.

    Attributes:
        line: What this counter has of it in the register.
        skipped: Whether it was said here that the weapon was not seen.
        writing: Whether what was said is on its way to the register.
    """

    number: int
    weapon: WeaponRecord
    line: CountLineRecord | None = None
    skipped: bool = False
    writing: bool = False

    @property
    def is_keyed(self) -> bool:
        """Whether something was said of it."""
        return self.line is not None or self.skipped or self.writing


class CountKeying(QWidget):
    """The sample as it stands on the sheet.

    Signals:
        keyed: The ``SheetLine`` and the ``Key`` that was pressed, where there is something to
            record; a line that was never keyed as seen is "not seen" without it.
    """

    keyed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no list yet."""
        super().__init__(parent)
        self.setObjectName("count_keying")
        self.hint = PlainLabel("", role="hint", wrap=True)
        self.table: _Table = _Table(RecordsModel(_columns()))
        self.table.set_widths(_WIDTHS)
        self.table.pressed_key.connect(self._on_key)
        self.buttons: dict[Key, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for key, text, name in (
            (Key.SEEN, _("S  Seen"), "check"),
            (Key.NOT_SEEN, _("N  Not seen"), "close"),
            (Key.DIFFERS, _("D  Serial differs…"), "differs"),
            (Key.ALTERED, _("A  Mark altered"), "warning"),
        ):
            button = QPushButton(icon(name), f" {text}")
            button.setObjectName(f"key_{key.value}")
            button.setAccessibleName(text)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._on_clicked)
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.hint)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_sheet(
        self, weapons: Sequence[WeaponRecord], lines: Mapping[int, CountLineRecord]
    ) -> None:
        """Show the list, and go on at the first line that is not yet keyed.

        What stands above the last line keyed from paper was passed over: it was not seen.
        """
        shown = [
            SheetLine(at, weapon, lines.get(weapon.id))
            for at, weapon in enumerate(weapons, start=1)
        ]
        from_paper = [
            each.number for each in shown if each.line and each.line.means is CountMeans.SHEET
        ]
        last = max(from_paper, default=0)
        for each in shown[:last]:
            each.skipped = each.line is None
        self.table.records.show(shown)
        self._tell()
        self._go_on(last)

    def settle(self, weapon_id: int, line: CountLineRecord | None) -> None:
        """Show what the register has of a weapon now."""
        for row, each in enumerate(self.table.records.records):
            if each.weapon.id == weapon_id:
                each.skipped = line is None and each.line is not None
                each.line, each.writing = line, False
                self._drawn(row)
        self._tell()

    def current(self) -> SheetLine | None:
        """Return the line that is keyed next."""
        found: SheetLine | None = self.table.current()
        return found

    def _go_on(self, row: int) -> None:
        """Select the first line from ``row`` on that is not keyed, else that line itself."""
        lines = self.table.records.records
        at = next((at for at in range(row, len(lines)) if not lines[at].is_keyed), None)
        if at is None:
            at = next((at for at, each in enumerate(lines) if not each.is_keyed), len(lines) - 1)
        if lines:
            self.table.choose(at)
            self.table.scrollTo(self.table.records.index(at, 0))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        self._on_key(Key(button.objectName().removeprefix("key_")))

    @Slot(object)
    def _on_key(self, key: Key) -> None:
        line = self.current()
        if line is None:
            return
        row = line.number - 1
        if key is Key.NOT_SEEN and line.line is None and not line.writing:
            line.skipped = True  # there is nothing to take back
        else:
            # the answer comes later; a quick typist does not wait for it
            line.writing = key is Key.SEEN and line.line is None
            self.keyed.emit(line, key)
        if key in {Key.SEEN, Key.NOT_SEEN}:
            self._drawn(row)
            self._tell()
            self._go_on(row + 1)

    def _drawn(self, row: int) -> None:
        model = self.table.records
        model.dataChanged.emit(model.index(row, 0), model.index(row, model.columnCount() - 1))

    def _tell(self) -> None:
        left = sum(not each.is_keyed for each in self.table.records.records)
        text = ngettext("{count} line to key in", "{count} lines to key in", left)
        keys = _("Press the letter for the line that is selected.")
        done = _("Every line is keyed in. Look it through, then finish.")
        self.hint.setText(f"{text.format(count=count(left))}. {keys}" if left else done)


class _Table(RecordTable[SheetLine]):
    """Takes the four letters for itself.

    Signals:
        pressed_key: A ``Key``.
    """

    pressed_key = Signal(object)

    def __init__(self, model: RecordsModel[SheetLine]) -> None:
        super().__init__(model, "sheet_lines", _("Lines of the count sheet"))
        self.keep_order()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        try:
            key = Key(event.text().upper()) if plain else None
        except ValueError:
            key = None
        if key is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if not event.isAutoRepeat():
            self.pressed_key.emit(key)


def _columns() -> list[Column[SheetLine]]:
    return [
        Column(_("No."), lambda each: str(each.number), number=True, order=lambda e: e.number),
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.weapon)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("Place"), lambda each: each.weapon.place),
        Column(_("Keyed in"), _said, icon=_said_icon),
    ]


def _said(each: SheetLine) -> str:
    if each.line is None:
        if each.writing:
            return _("Being recorded…")
        return _("Not seen") if each.skipped else ""
    notes = []
    if each.line.serial_read:
        notes.append(_("serial {serial}").format(serial=each.line.serial_read))
    if each.line.altered:
        notes.append(_("mark altered"))
    return listed([_("Seen"), *notes])


def _said_icon(each: SheetLine) -> QIcon | None:
    if each.line is None:
        return icon("close") if each.skipped and not each.writing else None
    noted = each.line.serial_read or each.line.altered
    return icon("warning" if noted else "check")
