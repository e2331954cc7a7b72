"""The page “Scan in and out” as one sees it: modes, answer, list and voucher."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.records import PlaceRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.handling import Mode
from stockpile_app.ui.handling_words import RECORD
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.handling_form import HandlingForm
from stockpile_app.ui.widgets.handling_forms import IssueForm, MoveForm, ReturnForm
from stockpile_app.ui.widgets.handling_lines import HandlingLines
from stockpile_app.ui.widgets.paper_offer import PaperOffer
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_choice import ScanChoice
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.scan_paste import PastedScans

_SCROLL_BAR: Final = 12
_AROUND_TEXT: Final = 48
"""Of a button, and between it and the next one."""
_SIDE: Final = 46
"""Characters that the voucher's form is wide."""


class HandlingDesk(QWidget):
    """Shows what the page works on; decides nothing.

    Signals:
        mode_chosen: A ``Mode`` that the user chose.
        finish_asked, clear_asked: The list shall be recorded, or emptied.
    """

    mode_chosen = Signal(object)
    finish_asked = Signal()
    clear_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show an issue of nothing."""
        super().__init__(parent)
        self.setObjectName("handling_desk")
        self.mode = Mode.ISSUE
        self._writable = True
        self.answer = ScanAnswer(sounds=context.scanning.sounds, far=True)
        self.field = ScanField("handling_scan")
        self.choice = ScanChoice()
        self.lines = HandlingLines()
        self.offer = PaperOffer()
        self.forms: dict[Mode, HandlingForm] = {
            Mode.ISSUE: IssueForm(context),
            Mode.RETURN: ReturnForm(context),
            Mode.MOVE: MoveForm(context),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(self._left(), 1)
        row.addWidget(self._right())
        for key in ("F12", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_finish)
        self.lines.changed.connect(self._enable)
        self.show_mode(Mode.ISSUE)

    def _left(self) -> QVBoxLayout:
        said = PlainLabel(_("Sc&an"))
        said.setBuddy(self.field)
        scan = QHBoxLayout()
        scan.setSpacing(8)
        scan.addWidget(said)
        scan.addWidget(self.field, 1)
        layout = QVBoxLayout()
        layout.setSpacing(8)
        layout.addLayout(scan)
        layout.addWidget(self.answer)
        layout.addWidget(self.choice)
        layout.addWidget(self.lines, 1)
        layout.addWidget(self.offer)
        return layout

    def _modes(self) -> QHBoxLayout:
        texts = {
            Mode.ISSUE: _("I&ssue"),
            Mode.RETURN: _("Retur&n"),
            Mode.MOVE: pgettext("scan mode", "&Move"),
        }
        self._group = QButtonGroup(self)
        self.modes: dict[Mode, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(16)
        row.setContentsMargins(0, 6, 0, 6)
        for mode, text in texts.items():
            button = QRadioButton(text)
            button.setObjectName(f"mode_{mode.value}")
            button.setAccessibleName(without_mnemonic(text))
            self._group.addButton(button)
            self.modes[mode] = button
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonToggled.connect(self._on_mode)
        return row

    def _right(self) -> QWidget:
        self.stack = QStackedWidget()
        for form in self.forms.values():
            self.stack.addWidget(form)
        scroll = QScrollArea()
        scroll.setObjectName("voucher_scroll")
        scroll.setAccessibleName(_("Voucher"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.stack)
        self.finish_button = QPushButton()
        self.finish_button.setObjectName("finish")
        self.finish_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.finish_button.clicked.connect(self._on_finish)
        self.clear_button = QPushButton(icon("close"), _(" Start a&gain"))
        self.clear_button.setObjectName("clear")
        self.clear_button.setAccessibleName(_("Start again"))
        self.clear_button.setToolTip(_("Empty the list without recording anything"))
        self.clear_button.clicked.connect(self._on_clear)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.clear_button)
        buttons.addWidget(self.finish_button, 1)
        side = QWidget()
        wanted = _SIDE * self.fontMetrics().horizontalAdvance("0")
        forms = self.stack.minimumSizeHint().width() + _SCROLL_BAR
        side.setFixedWidth(max(wanted, forms, self._room_for_buttons()))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._modes())
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)
        return side

    def _room_for_buttons(self) -> int:
        """Return how wide the buttons are in the mode that has most to say."""
        bold = QFont(self.font())
        bold.setBold(True)
        longest = max(QFontMetrics(bold).horizontalAdvance(_(text)) for text in RECORD.values())
        return self.clear_button.sizeHint().width() + longest + _AROUND_TEXT

    # --- what the page asks ----------------------------------------------------------------------

    @property
    def form(self) -> HandlingForm:
        """The form of the mode."""
        return self.forms[self.mode]

    def take_lists(self, take: Callable[[str], None], idle: Callable[[], bool]) -> None:
        """Take each line of a list that is pasted, as ``take`` takes a scan."""
        PastedScans(self.field, self.answer, take, idle=idle, taken=lambda: len(self.lines.lines))

    def show_mode(self, mode: Mode) -> None:
        """Show the form of a mode."""
        self.mode = mode
        with QSignalBlocker(self._group):
            self.modes[mode].setChecked(True)
        self.stack.setCurrentWidget(self.forms[mode])
        text = _(RECORD[mode])
        self.finish_button.setText(text)
        self.finish_button.setAccessibleName(text)
        self.lines.ask_conditions(asked=mode is Mode.RETURN)

    def start_over(self, mode: Mode) -> None:
        """Empty the list and the forms."""
        self.lines.clear()
        self.choice.offer(())
        for form in self.forms.values():
            form.after()
        self.show_mode(mode)

    def new_day(self) -> None:
        """Offer today in every form, if the page was left open since an earlier day."""
        for form in self.forms.values():
            form.new_day()

    def show_places(self, places: Sequence[PlaceRecord]) -> None:
        """Offer these places."""
        for form in self.forms.values():
            form.show_places(places)

    def refresh_names(self) -> None:
        """Offer the names of those who are known now."""
        for form in self.forms.values():
            form.refresh_names()

    def set_busy(self, *, busy: bool) -> None:
        """Hold everything that would change what is being recorded."""
        for each in (self.stack, self.lines, self.clear_button):
            each.setEnabled(not busy)
        for button in self.modes.values():
            button.setEnabled(not busy)
        self._busy = busy
        self._enable()

    def set_writable(self, *, writable: bool) -> None:
        """Offer to record, or not: the register may be open for reading only."""
        self._writable = writable
        self._enable()

    # --- what is pressed -------------------------------------------------------------------------

    _busy = False

    @Slot()
    def _enable(self) -> None:
        ready = self._writable and not self._busy and bool(self.lines.lines)
        self.finish_button.setEnabled(ready)

    @Slot()
    def _on_mode(self) -> None:
        chosen = next((mode for mode, button in self.modes.items() if button.isChecked()), None)
        if chosen is not None and chosen is not self.mode:
            self.mode_chosen.emit(chosen)

    @Slot()
    def _on_finish(self) -> None:
        if self._writable and not self._busy:
            self.finish_asked.emit()

    @Slot()
    def _on_clear(self) -> None:
        self.clear_asked.emit()
