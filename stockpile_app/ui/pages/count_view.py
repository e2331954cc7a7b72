"""Where a counter counts: one field, one answer, and nothing of what the register expects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.numbers import parse
from stockpile_app.domain.stocktakes import CountedWeapon, CountLineRecord
from stockpile_app.domain.vocabulary import CountMeans
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_desk import CountDesk
from stockpile_app.ui.count_start import CountStart, place_name
from stockpile_app.ui.count_words import Words, clock, remarks, serial_of, welcome_words
from stockpile_app.ui.dialogs.count_dialogs import (
    OtherTypeDialog,
    SerialReadDialog,
    StrangerDialog,
    ask,
)
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.count_choice import CountChoice
from stockpile_app.ui.widgets.count_keying import CountKeying, Key, SheetLine
from stockpile_app.ui.widgets.count_side import CountSide, large
from stockpile_app.ui.widgets.count_types import CountTypes
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.scan_paste import PastedScans

_WIDTHS: Final = (13, 10, 8, None, None, 4)
_NAME: Final = 1.6


class CountView(QWidget):
    """One counter at one stocktake.

    Signals:
        left: The counter pauses.
        finish_asked: The counter says that everything is counted.
    """

    left = Signal()
    finish_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing before ``begin``."""
        super().__init__(parent)
        self.setObjectName("count_view")
        self.setAccessibleName(_("Count"))
        self.context = context
        self.desk = CountDesk(context, self)
        self._outer = ""
        self.answer = ScanAnswer(sounds=context.scanning.sounds, far=True)
        self.field = ScanField("count_scan")
        self.choice = CountChoice()
        self.side = CountSide()
        self.types = CountTypes()
        self.keying = CountKeying()
        self.lines: RecordTable[CountLineRecord] = RecordTable(
            RecordsModel(self._columns()), "count_lines", _("Newest lines of this counter")
        )
        self.lines.set_widths(_WIDTHS)
        self.lines.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body = QStackedWidget()
        self.body.setObjectName("count_body")
        for page in (self.lines, self.types, self.keying):
            self.body.addWidget(page)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(self._scan_row())
        left.addWidget(self.answer)
        left.addWidget(self.choice)
        left.addWidget(self.body, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addLayout(columns, 1)

    def _head(self) -> QHBoxLayout:
        self.name = large(PlainLabel("", wrap=True), _NAME)
        self.name.setObjectName("count_name")
        self.about = PlainLabel("", role="hint", wrap=True)
        self.about.setObjectName("count_about")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.about)
        self.pause = QPushButton(icon("previous"), _(" Pa&use"))
        self.pause.setObjectName("pause")
        self.pause.setAccessibleName(_("Pause: everything counted so far is kept"))
        self.pause.clicked.connect(self._on_pause)
        self.finish = QPushButton(_("Fi&nish my count… (F12)"))
        self.finish.setObjectName("finish")
        self.finish.setAccessibleName(_("Finish my count"))
        self.finish.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.finish.clicked.connect(self._on_finish)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _scan_row(self) -> QHBoxLayout:
        self.scan_label = PlainLabel(_("Sc&an or type"))
        self.scan_label.setBuddy(self.field)
        self.from_sheet = QCheckBox(_("I &key in a sheet"))
        self.from_sheet.setObjectName("from_sheet")
        self.from_sheet.setAccessibleName(_("I key in a sheet that was filled in by hand"))
        self.from_sheet.toggled.connect(self._on_sheet)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scan_label)
        row.addWidget(self.field, 1)
        row.addWidget(self.from_sheet)
        return row

    def _connect(self) -> None:
        self.field.read.connect(self._on_typed)
        PastedScans(
            self.field,
            self.answer,
            self._on_typed,
            idle=lambda: not len(self.desk.queue),
            taken=lambda: self.desk.counted,
        )
        self.choice.chosen.connect(self._on_chosen)
        self.choice.given_up.connect(self._on_given_up)
        self.choice.settled.connect(self.take_focus)
        self.side.place_chosen.connect(self.desk.set_place)
        self.side.asked.connect(self._on_asked)
        self.types.counted.connect(self.desk.count_type)
        self.types.other_asked.connect(self._on_other_type)
        self.keying.keyed.connect(self._on_keyed)
        self.desk.said.connect(self._on_said)
        self.desk.changed.connect(self._on_changed)
        self.desk.place_changed.connect(self._on_place)
        self.desk.ambiguous.connect(self.choice.offer)
        self.desk.settled.connect(self.keying.settle)
        self.desk.type_settled.connect(self.types.settle)
        self.desk.queue.waiting.connect(self.side.show_waiting)
        for key, name in (
            ("F4", "take_back"),
            ("F7", "stranger"),
            ("F8", "differs"),
            ("F9", "altered"),
        ):
            self._shortcut(key, self.side.buttons[name].click)
        self._shortcut("F12", self.finish.click)

    def _shortcut(self, key: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # --- what is shown ---------------------------------------------------------------------------

    def begin(self, start: CountStart) -> None:
        """Go on where this counter stopped."""
        record, progress = start.stocktake, start.progress
        by_type, sample = record.kind.by_type, record.sample > 0
        self.name.setText(
            _("Counter {number}: {name}").format(number=progress.counter, name=progress.name)
        )
        self.about.setText(f"{record.number} · {label(record.kind)} · {record.path}")
        self.choice.clear()
        for each in (self.field, self.scan_label):
            each.setVisible(not by_type)
        self.from_sheet.setVisible(not by_type)
        self.from_sheet.setChecked(False)
        self.side.offer_for(by_type=by_type, sample=sample)
        self.side.offer_places(start.places, record.place_id)
        if by_type:
            self.types.show_types(start.types, start.quantities)
        self.body.setCurrentWidget(self.types if by_type else self.lines)
        outer = next((each for each in start.places if each.id == record.place_id), None)
        self._outer = f"{place_name(outer)} / " if outer else ""
        self.desk.begin(start)
        self._on_said(welcome_words(progress, by_type=by_type))
        self.take_focus()

    @Slot()
    def take_focus(self) -> None:
        """Be ready for the next weapon."""
        target = self.field if self.field.isVisibleTo(self) else self.body.currentWidget()
        if self.body.currentWidget() is self.keying:
            target = self.keying
        self.setFocusProxy(target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_said(self, words: Words) -> None:
        self.answer.say(*words)

    @Slot()
    def _on_changed(self) -> None:
        self.side.show_counted(self.desk.counted)
        self.lines.records.show(self.desk.lines)
        if self.desk.lines:
            self.lines.choose(0)

    @Slot()
    def _on_place(self) -> None:
        place = self.desk.place
        self.side.show_place(place.id if place else None, place_name(place) if place else "")

    @Slot(bool)
    def _on_sheet(self, checked: bool) -> None:  # noqa: FBT001 - Qt
        start = self.desk.start
        if start is None or not start.stocktake.sample:
            self.take_focus()
            return
        if checked:
            self.keying.show_sheet(start.sheet, start.keyed)
        self.body.setCurrentWidget(self.keying if checked else self.lines)
        self.take_focus()

    # --- what is read and pressed ----------------------------------------------------------------

    def on_scan(self, text: str) -> None:
        """Count what a scanner read, wherever the focus is."""
        start = self.desk.start
        if start is None or start.stocktake.kind.by_type:
            return
        # of a scanner that faltered, the beginning was taken for typing
        whole = f"{self.field.text()}{text}"
        if whole != text and parse(whole, (self.context.services.register.origin,)):
            self.field.clear()
            text = whole
        self.desk.read(text, CountMeans.SCAN)

    @property
    def _typed_means(self) -> CountMeans:
        return CountMeans.SHEET if self.from_sheet.isChecked() else CountMeans.DIGITS

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.desk.read(text, self._typed_means)

    @Slot(object)
    def _on_chosen(self, weapon: CountedWeapon) -> None:
        self.desk.choose(weapon.id, weapon.number, self._typed_means)

    @Slot(str)
    def _on_given_up(self, said: str) -> None:
        self.desk.given_up(said)

    @Slot(object, object)
    def _on_keyed(self, line: SheetLine, key: Key) -> None:
        if key is Key.NOT_SEEN:
            self.desk.take_back_weapon(line.weapon.id)
        elif key is Key.SEEN:
            self.desk.key_in(line.weapon)
        elif key is Key.ALTERED:
            self.desk.key_in(line.weapon, altered=True)
        else:
            self._sheet_line = line
            read = line.line.serial_read if line.line else ""
            dialog = SerialReadDialog(line.weapon.number, read, self)
            ask(dialog, self._on_sheet_serial)

    @Slot(object)
    def _on_sheet_serial(self, serial: str) -> None:
        self.desk.key_in(self._sheet_line.weapon, serial_read=serial)

    @Slot(str)
    def _on_asked(self, name: str) -> None:
        """Act on the line that is selected once everything scanned before is recorded."""
        if name == "take_back":
            self.desk.take_back(self._current)
        elif name == "altered":
            self.desk.amend(self._current, turn_altered=True)
        elif name == "differs":
            self.desk.later(self._ask_serial)
        else:
            self.desk.later(self._ask_stranger)

    def _current(self) -> CountLineRecord | None:
        if self.body.currentWidget() is self.keying:
            line = self.keying.current()
            return line.line if line else None
        found: CountLineRecord | None = self.lines.current()
        return found

    def _ask_serial(self) -> None:
        line = self._current()
        if line is None or line.weapon is None:
            self.desk.amend(self._current)  # says that there is nothing to change
            return
        self._asked_of = line
        ask(SerialReadDialog(line.weapon.number, line.serial_read, self), self._on_serial)

    @Slot(object)
    def _on_serial(self, serial: str) -> None:
        self.desk.amend(self._asked, serial)

    def _asked(self) -> CountLineRecord:
        return self._asked_of

    def _ask_stranger(self) -> None:
        place = self.desk.place
        dialog = StrangerDialog(self.desk.unknown, place_name(place) if place else "", self)
        ask(dialog, self._on_stranger)

    @Slot(object)
    def _on_stranger(self, said: tuple[str, str]) -> None:
        self.desk.stranger(*said)

    @Slot()
    def _on_other_type(self) -> None:
        types = self.desk.start.types if self.desk.start else []
        models = sorted({each.model for each in types if each.model})
        calibres = sorted({each.calibre for each in types if each.calibre})
        ask(OtherTypeDialog(models, calibres, self), self._on_type)

    @Slot(object)
    def _on_type(self, kind: TypeKey) -> None:
        self.types.add(kind)
        self.types.setFocus()

    @Slot()
    def _on_pause(self) -> None:
        self.desk.later(self.left.emit)

    @Slot()
    def _on_finish(self) -> None:
        self.desk.later(self.finish_asked.emit)

    def _columns(self) -> list[Column[CountLineRecord]]:
        return [
            Column(_("Number"), lambda line: line.weapon.number if line.weapon else ""),
            Column(
                _("Serial"),
                lambda line: serial_of(line.weapon) if line.weapon else line.serial_read,
            ),
            Column(_("Model"), lambda line: line.weapon.model if line.weapon else line.description),
            Column(_("Place"), self._place),
            Column(_("Remarks"), remarks),
            Column(_("Time"), clock, order=lambda line: line.counted_at),
        ]

    def _place(self, line: CountLineRecord) -> str:
        """Return where a line was seen, by its name below the place that is counted."""
        return line.place.removeprefix(self._outer)
