"""Two lengths in millimetres that belong together: width and height, right and down."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from stockpile_app import i18n
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.plain import PlainLabel


class PairField(QWidget):
    """Two spin boxes side by side.

    Signals:
        changed: Either value.
    """

    changed = Signal()

    def __init__(
        self, names: tuple[str, str], bounds: tuple[float, float], *, whole: bool = False
    ) -> None:
        """Offer two values within ``bounds``.

        Args:
            names: Accessible names of the two; the first also stands before it when short.
            whole: Whole numbers without a unit, instead of millimetres.
        """
        super().__init__()
        self.first = _box(bounds, whole=whole)
        self.second = _box(bounds, whole=whole)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name, box in zip(names, (self.first, self.second), strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.valueChanged.connect(self._on_changed)
        row.addWidget(self.first, 1)
        row.addWidget(PlainLabel("×" if bounds[0] >= 0 else "/"))
        row.addWidget(self.second, 1)
        self.setFocusProxy(self.first)
        self.objectNameChanged.connect(self._on_named)

    @property
    def values(self) -> tuple[float, float]:
        """Both values."""
        return self.first.value(), self.second.value()

    def set_values(self, values: tuple[float, float]) -> None:
        """Show these values."""
        for box, value in zip((self.first, self.second), values, strict=True):
            if isinstance(box, QSpinBox):
                box.setValue(int(value))
            else:
                box.setValue(value)

    @Slot(str)
    def _on_named(self, name: str) -> None:
        self.first.setObjectName(f"{name}_1")
        self.second.setObjectName(f"{name}_2")

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


def _locale() -> QLocale:
    """Return who writes decimals as the language does, but in the digits that are used here."""
    spoken = QLocale(str(i18n.current_locale()))
    return spoken if spoken.zeroDigit() == "0" else QLocale.c()


def _box(bounds: tuple[float, float], *, whole: bool) -> QDoubleSpinBox | QSpinBox:
    if whole:
        counted = QSpinBox()
        counted.setRange(int(bounds[0]), int(bounds[1]))
        return counted
    box = QDoubleSpinBox()
    box.setLocale(_locale())
    box.setRange(*bounds)
    box.setDecimals(2)
    box.setSingleStep(0.5)
    box.setSuffix(_(" mm"))
    return box
