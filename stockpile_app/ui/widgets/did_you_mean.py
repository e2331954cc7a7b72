"""Offers weapons whose serial is easily taken for the one that was looked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import escaped
from stockpile_app.ui.widgets.plain import PlainLabel


class DidYouMean(QWidget):
    """A line of buttons, one a look-alike; hidden when there is none.

    Signals:
        chosen: The id of a weapon.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing."""
        super().__init__(parent)
        self.setObjectName("did_you_mean")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(PlainLabel(_("Did you mean:"), role="hint"))
        self._row.addStretch(1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def offer(self, weapons: Sequence[WeaponRecord]) -> None:
        """Offer these weapons."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(each) for each in weapons]
        for at, button in enumerate(self._buttons, start=1):
            self._row.insertWidget(at, button)
        self.setVisible(bool(weapons))

    def _button(self, weapon: WeaponRecord) -> QPushButton:
        text = f"{weapon.serial} ({weapon.model})" if weapon.model else str(weapon.serial)
        button = QPushButton(escaped(text))
        button.setObjectName("look_alike")
        button.setProperty("chip", True)  # noqa: FBT003 - Qt
        button.setProperty("weapon_id", str(weapon.id))  # ids are larger than Qt's int
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(int(self.sender().property("weapon_id")))
