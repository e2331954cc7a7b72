"""Beside the field of a counter: where it is, how many so far, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.records import PlaceRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import NOTHING, count
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_FIGURE, _PLACE = 3.0, 1.5
_CHARACTERS: Final = 30


class CountSide(QFrame):
    """Shows no figure but the counter's own.

    Signals:
        place_chosen: Id of the place that is counted from now on, or None.
        asked: Name of a button: "stranger", "differs", "altered", "take_back".
    """

    place_chosen = Signal(object)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("count_side")
        self.setProperty("panel", True)  # noqa: FBT003 - Qt
        self.place_name = large(PlainLabel("", wrap=True), _PLACE)
        self.place_name.setObjectName("count_place")
        self.place_name.setAccessibleName(_("Place being counted"))
        self.place = PlacePicker((), anywhere=_("No rack said"))
        self.place.setObjectName("place")
        self.place.setAccessibleName(_("Place being counted"))
        self.place.setMinimumContentsLength(12)
        self.place.chosen.connect(self.place_chosen)
        self.place_said = PlainLabel(_("&Place"), role="hint")
        self.place_said.setBuddy(self.place)
        self.caption = PlainLabel("", role="hint", wrap=True)
        self.figure = large(PlainLabel("0"), _FIGURE)
        self.figure.setObjectName("counted")
        self.figure.setAccessibleName(_("Counted so far by you"))
        self.waiting = PlainLabel("", role="hint")
        self.waiting.setObjectName("waiting")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(4)
        layout.addWidget(self.place_said)
        layout.addWidget(self.place_name)
        layout.addWidget(self.place)
        layout.addSpacing(10)
        layout.addWidget(self.caption)
        layout.addWidget(self.figure)
        layout.addWidget(self.waiting)
        layout.addStretch(1)
        self._build_buttons(layout)
        self.setFixedWidth(_CHARACTERS * self.fontMetrics().horizontalAdvance("0") + 28)

    def _build_buttons(self, layout: QVBoxLayout) -> None:
        self.buttons: dict[str, QPushButton] = {}
        for name, text, icon_name in (
            ("stranger", _("Not in the register… (F7)"), "stranger"),
            ("differs", _("Serial differs… (F8)"), "differs"),
            ("altered", _("Mark altered (F9)"), "warning"),
            ("take_back", _("Take back (F4)"), "undo"),
        ):
            button = QPushButton(icon(icon_name), f" {text}")
            button.setObjectName(f"count_{name}")
            button.setAccessibleName(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("leading", True)  # noqa: FBT003 - Qt
            button.clicked.connect(self._on_clicked)
            self.buttons[name] = button
            layout.addWidget(button)

    def offer_for(self, *, by_type: bool, sample: bool) -> None:
        """Offer what a kind of count needs."""
        for button in self.buttons.values():
            button.setVisible(not by_type)
        self.buttons["stranger"].setVisible(not by_type and not sample)
        for each in (self.place_said, self.place_name, self.place):
            each.setVisible(not by_type)
        self.caption.setText(
            _("Types counted by you so far") if by_type else _("Counted by you so far")
        )

    def offer_places(self, places: Sequence[PlaceRecord], outer: int) -> None:
        """Offer the places inside ``outer``, the one that is counted, by their names below it."""
        head = next((f"{each.path} / " for each in places if each.id == outer), "")
        named = [replace(each, path=each.path.removeprefix(head)) for each in places]
        with QSignalBlocker(self.place):
            self.place.reload(named)

    def show_place(self, place_id: int | None, name: str) -> None:
        """Say which place is counted now."""
        self.place_name.setText(name or NOTHING)
        with QSignalBlocker(self.place):
            self.place.set_place(place_id)

    def show_counted(self, number: int) -> None:
        """Say how many this counter has."""
        self.figure.setText(count(number))

    def show_waiting(self, number: int) -> None:
        """Say how many scans wait for the disk."""
        text = _("{number} waiting…").format(number=count(number)) if number > 1 else ""
        self.waiting.setText(text)

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self.sender().objectName().removeprefix("count_"))


def large(label: PlainLabel, times: float) -> PlainLabel:
    """Make the text of a label larger and bold."""
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * times)
    font.setBold(True)
    label.setFont(font)
    return label
