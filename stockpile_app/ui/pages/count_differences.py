"""Where two counters differ: both look again, together, by keyboard or scanner."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.numbers import CodeKind
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.scans import Scan, ScanKind
from stockpile_app.domain.stocktakes import (
    Differences,
    RecountLine,
    StocktakeDone,
    StocktakeRecord,
    TypeDifference,
    WeaponDifference,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_queue import CountQueue, Turn
from stockpile_app.ui.count_start import place_name
from stockpile_app.ui.count_words import kind_words, refused_words, seen_words, weapon_line
from stockpile_app.ui.dialogs.recount_dialog import RecountDialog, RecountTypeDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, label, refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_field import ScanField

Difference = WeaponDifference | TypeDifference
_WIDTHS: Final = (36, None, None, None)


class CountDifferences(QWidget):
    """The lines to be counted again, and the answer to the last.

    Signals:
        left: Back to the list; what was counted again is kept.
        result_asked: Every line is counted again: the result can be seen.
        reload_asked: Something was recorded.
    """

    left = Signal()
    result_asked = Signal()
    reload_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing before ``show_differences``."""
        super().__init__(parent)
        self.setObjectName("count_differences")
        self.setAccessibleName(_("Lines to count again"))
        self.context = context
        self.dialog: QDialog | None = None
        self.stocktake: StocktakeRecord | None = None
        self.places: list[PlaceRecord] = []
        self._place: PlaceRecord | None = None
        self.queue = CountQueue(context.jobs, self)
        self.answer = ScanAnswer(sounds=context.scanning.sounds)
        self.field = ScanField("recount_scan")
        self.field.read.connect(self.on_scan)
        self.table: RecordTable[Difference] = RecordTable(
            RecordsModel(_columns()), "differences", _("Lines on which the counters differ")
        )
        self.table.set_widths(_WIDTHS)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_recount)
        self._build()

    def _build(self) -> None:
        self.title = PlainLabel("", role="title", wrap=True)
        self.title.setObjectName("differences_title")
        self.about = PlainLabel("", role="hint", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        self.back = self._button("back", _(" &Back"), "previous", self.left.emit)
        self.result = QPushButton(_("Show the r&esult"))
        self.result.setObjectName("show_result")
        self.result.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.result.clicked.connect(self.result_asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.result, 0, Qt.AlignmentFlag.AlignTop)
        self.said = PlainLabel(_("Sc&an what you find"))
        self.said.setBuddy(self.field)
        self.found = self._button("found", _(" Found (F8)"), "check", self._on_found)
        self.missing = self._button("missing", _(" Not found (F9)"), "close", self._on_missing)
        self.recount = self._button("recount", _(" De&tails…"), "edit", self._on_recount)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said)
        row.addWidget(self.field, 1)
        row.addStretch(0)
        for each in (self.found, self.missing, self.recount):
            row.addWidget(each)
        for key, button in (("F8", self.found), ("F9", self.missing)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self.answer)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.field)

    def _button(self, name: str, text: str, icon_name: str, act: object) -> QPushButton:
        button = QPushButton(icon(icon_name), text)
        button.setObjectName(f"recount_{name}")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(text.strip().replace("&", ""))
        button.clicked.connect(act)
        return button

    # --- what is shown ---------------------------------------------------------------------------

    def begin(self, stocktake: StocktakeRecord, places: list[PlaceRecord]) -> None:
        """Look again in one stocktake; ``places`` are the counted one and those inside it."""
        self.stocktake, self.places = stocktake, places
        self._place = places[0] if len(places) == 1 else None
        self.about.setText(
            f"{stocktake.number} · {label(stocktake.kind)} · {stocktake.path} · "
            + _("counted again by both together")
        )
        by_type = stocktake.kind.by_type
        for each in (self.said, self.field, self.found, self.missing):
            each.setVisible(not by_type)
        self.answer.say(Tone.NEUTRAL, *self._invitation())

    def show_differences(self, found: Differences) -> None:
        """Show the lines; the selection goes on to the first that is not counted again."""
        outer = self.stocktake.path if self.stocktake else ""
        lines: list[Difference] = [*(_below(outer, each) for each in found.weapons), *found.types]
        self.table.records.show(lines)
        left = found.open
        text = ngettext("{count} line to count again", "{count} lines to count again", left)
        done = _("The counters agree") if not lines else _("Every line is counted again")
        self.title.setText(text.format(count=count(left)) if left else done)
        self.result.setEnabled(left == 0)
        row = next((at for at, each in enumerate(lines) if not is_recounted(each)), 0)
        if lines:
            self.table.choose(row)
        self._on_chosen(self.table.current())
        if not left:
            self.result.setFocus()

    def _invitation(self) -> tuple[str, str]:
        if self.stocktake is not None and self.stocktake.kind.by_type:
            return _("Count these types again, together"), _("Enter opens a line.")
        return (
            _("Look for each weapon together"),
            _(
                "Scan the rack and then what you find in it. For what is not there, select the line"
                " and press F9."
            ),
        )

    @Slot(object)
    def _on_chosen(self, line: Difference | None) -> None:
        of_weapon = isinstance(line, WeaponDifference)
        self.found.setEnabled(of_weapon)
        self.missing.setEnabled(of_weapon)
        self.recount.setEnabled(line is not None)

    # --- what is read and pressed ----------------------------------------------------------------

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Take what a scanner reads: a place, or a weapon that is there."""
        scans = self.context.services.scans
        self.queue.add(
            Turn(
                lambda: lambda: scans.read(text),
                self._on_read,
                lambda error: self._say_refused(text, error),
            )
        )

    def _on_read(self, scan: Scan) -> None:
        if scan.paper is not None and scan.paper.kind is CodeKind.PLACE:
            self._go_to(scan.paper.sequence, scan.text)
            return
        if scan.kind is not ScanKind.WEAPON or scan.weapon is None:
            said = refused_words(scan.text, _("Scan the tag of a weapon, or the code of a rack."))
            self.answer.say(*said)
            return
        line = self._line_of(scan.weapon.id)
        if line is None:
            self.answer.say(
                Tone.WARN,
                _("Nothing to count again: {number}").format(number=scan.weapon.number),
                _("The counters agree on this weapon. It stays as both saw it."),
            )
            return
        self._record(line, found=True)

    def _go_to(self, place_id: int, text: str) -> None:
        place = next((each for each in self.places if each.id == place_id), None)
        if place is None:
            self.answer.say(*refused_words(text, _("This place is not being counted.")))
            return
        self._place = place
        title = _("Now in: {place}").format(place=place_name(place))
        self.answer.say(Tone.GOOD, title, _("What you find next is found in this place."))

    def _line_of(self, weapon_id: int) -> WeaponDifference | None:
        return next(
            (
                each
                for each in self.table.records.records
                if isinstance(each, WeaponDifference) and each.weapon.id == weapon_id
            ),
            None,
        )

    @Slot()
    def _on_found(self) -> None:
        line = self.table.current()
        if isinstance(line, WeaponDifference):
            self._record(line, found=True)

    @Slot()
    def _on_missing(self) -> None:
        line = self.table.current()
        if isinstance(line, WeaponDifference):
            self._record(line, found=False)

    def _record(self, line: WeaponDifference, *, found: bool) -> None:
        assert self.stocktake is not None  # noqa: S101 - lines are of a stocktake
        place_id = found_in(line, self._place.id if self._place else None) if found else 0
        if place_id is None:  # more than "it is there" has to be said
            self.table.choose(self.table.records.records.index(line))
            self._on_recount()
            return
        command = RecountLine(
            stocktake_id=self.stocktake.id,
            weapon_id=line.weapon.id,
            found=found,
            place_id=place_id or None,
        )
        stocktakes = self.context.services.stocktakes
        self.queue.add_next(
            Turn(
                lambda: lambda: stocktakes.recount(command),
                lambda done: self._on_recounted(line, done, found=found),
                lambda error: self._say_refused(line.weapon.number, error),
            )
        )

    def _on_recounted(self, line: WeaponDifference, done: StocktakeDone, *, found: bool) -> None:
        words = _("Found: {number}") if found else _("Not found: {number}")
        tone = Tone.GOOD if found else Tone.WARN
        self.answer.say(tone, words.format(number=line.weapon.number), weapon_line(line.weapon))
        self.context.bus.committed.emit(done.changes)
        self.reload_asked.emit()

    def _say_refused(self, said: str, error: StockpileError) -> None:
        self.answer.say(*refused_words(said, refusal_text(error)))

    @Slot()
    def _on_recount(self) -> None:
        line = self.table.current()
        if line is None or self.stocktake is None:
            return
        if isinstance(line, WeaponDifference):
            self.dialog = RecountDialog(
                self.context, self.stocktake, line, self.places, self._place, self
            )
        else:
            self.dialog = RecountTypeDialog(self.context, self.stocktake, line, self)
        self.dialog.succeeded.connect(self._on_dialog)
        self.dialog.open()

    @Slot(object)
    def _on_dialog(self, _done: StocktakeDone) -> None:
        self.answer.say(Tone.GOOD, _("Recorded"), "")
        self.reload_asked.emit()


def _columns() -> list[Column[Difference]]:
    return [
        Column(_("What"), _what),
        Column(_("First counter"), lambda each: _side(each, 1)),
        Column(_("Second counter"), lambda each: _side(each, 2)),
        Column(_("Counted again"), _again, icon=_again_icon),
    ]


def _below(outer: str, line: WeaponDifference) -> WeaponDifference:
    """Return a line with its places called by their names below the one that is counted."""
    places = {key: path.removeprefix(f"{outer} / ") for key, path in line.places.items()}
    return replace(line, places=places)


def is_recounted(line: Difference) -> bool:
    """Whether both have looked again."""
    if isinstance(line, WeaponDifference):
        return line.recounted
    return line.recount is not None


def found_in(line: WeaponDifference, here: int | None) -> int | None:
    """Return the place to record for a weapon that was simply found, 0 for none.

    None where it has to be asked: a serial or mark was remarked on, or two places were said and
    no rack was scanned now.

    Args:
        here: The rack that was scanned last.
    """
    sights = [each for each in (line.first, line.second) if each is not None]
    if any(each.serial_read or each.altered for each in sights):
        return None
    if here is not None:
        return here
    places = {each.place for each in sights if each.place}
    return None if len(places) > 1 else next(iter(places), 0)


def _what(line: Difference) -> str:
    if isinstance(line, TypeDifference):
        return kind_words(*line.kind)
    parts = (line.weapon.number, line.weapon.serial or _("no serial"), line.weapon.model)
    return " · ".join(filter(None, parts))


def _side(line: Difference, counter: int) -> str:
    if isinstance(line, TypeDifference):
        return count(line.first if counter == 1 else line.second)
    return seen_words(line.first if counter == 1 else line.second, line.places)


def _again(line: Difference) -> str:
    if isinstance(line, TypeDifference):
        return "" if line.recount is None else count(line.recount)
    if not line.recounted:
        return ""
    return seen_words(line.recount, line.places, nothing=_("Not found"))


def _again_icon(line: Difference) -> QIcon | None:
    if not is_recounted(line):
        return None
    missing = isinstance(line, WeaponDifference) and line.recount is None
    return icon("close" if missing else "check")
