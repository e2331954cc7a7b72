"""The settings of a label printer: the label, how it ends, how dark, and where the printer is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGroupBox, QSpinBox, QVBoxLayout

from stockpile_app.domain.documents import LabelPaper, LabelRoll
from stockpile_app.exchange.label_device import known_devices
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.pair_field import PairField

_AS_SET: Final = -1
_LARGEST_MM: Final = 200
_GAP_MM: Final = 50


class RollSettings(QGroupBox):
    """Everything about a label printer that speaks ZPL.

    Signals:
        changed: What is drawn, or how.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Start with what fits most printers."""
        super().__init__(_("Label printer (ZPL)"))
        self.setObjectName("roll")
        self.form = Form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.addWidget(self.form)
        self.label = PairField((_("Width of a label"), _("Height of a label")), (10, _LARGEST_MM))
        self.paper = QComboBox()
        for paper in LabelPaper:
            self.paper.addItem(_(paper.label), paper.value)
        self.gap = QSpinBox()
        self.gap.setRange(0, _GAP_MM)
        self.gap.setSuffix(_(" mm"))
        self.darkness, self.speed = _as_set(30), _as_set(14)
        self.speed.setSuffix(_(" inches/s"))
        self.device = QComboBox()
        self.device.setEditable(True)
        self.device.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.device.addItems(known_devices())
        add = self.form.add
        add("label", _("L&abel, wide × high"), self.label)
        add("paper", _("La&bels end at"), self.paper)
        add("gap", _("&Gap after each"), self.gap)
        add("darkness", _("&Darkness"), self.darkness)
        add("speed", _("Sp&eed"), self.speed)
        hint = _("The printer’s device on this machine, such as /dev/usb/lp0 or \\\\.\\LPT1.")
        add("device", _("Printer’s de&vice"), self.device, hint=hint)
        self._show(LabelRoll())
        self.label.changed.connect(self._on_changed)
        self.paper.currentIndexChanged.connect(self._on_changed)
        for box in (self.gap, self.darkness, self.speed):
            box.valueChanged.connect(self._on_changed)
        self._on_changed()

    def roll(self) -> LabelRoll:
        """Return what was chosen."""
        width, height = self.label.values
        darkness, speed = self.darkness.value(), self.speed.value()
        return LabelRoll(
            width=width,
            height=height,
            paper=LabelPaper(self.paper.currentData()),
            gap=self.gap.value(),
            darkness=None if darkness == _AS_SET else darkness,
            speed=None if speed <= 0 else speed,
        )

    def device_path(self) -> str:
        """Return where the printer is, as it was typed or chosen."""
        return self.device.currentText().strip()

    def state(self) -> dict[str, Any]:
        """Return what is worth remembering until the next print."""
        roll = self.roll()
        return {
            "roll_width": roll.width,
            "roll_height": roll.height,
            "roll_paper": roll.paper.value,
            "roll_gap": self.gap.value(),
            "roll_darkness": self.darkness.value(),
            "roll_speed": self.speed.value(),
            "roll_device": self.device_path(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show what was remembered, as far as it can still be used."""
        with suppress(KeyError, ValueError, TypeError):
            self.label.set_values((float(state["roll_width"]), float(state["roll_height"])))
            self.paper.setCurrentIndex(max(self.paper.findData(state["roll_paper"]), 0))
            for name in ("gap", "darkness", "speed"):
                getattr(self, name).setValue(int(state[f"roll_{name}"]))
            self.device.setEditText(str(state["roll_device"]))

    def _show(self, roll: LabelRoll) -> None:
        self.label.set_values((roll.width, roll.height))
        self.gap.setValue(round(roll.gap))
        self.darkness.setValue(_AS_SET)
        self.speed.setValue(_AS_SET)

    @Slot()
    def _on_changed(self) -> None:
        self.gap.setEnabled(self.roll().paper is LabelPaper.CONTINUOUS)
        self.changed.emit()


def _as_set(most: int) -> QSpinBox:
    """Return a box whose lowest value leaves it to the printer."""
    box = QSpinBox()
    box.setRange(_AS_SET, most)
    box.setSpecialValueText(_("As the printer is set"))
    return box
