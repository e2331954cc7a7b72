"""The settings of a label print: sheet, start, copies, offset, resolution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGroupBox, QSpinBox, QVBoxLayout, QWidget

from stockpile_app.documents.label_stock import OWN, LabelStock, own_stock
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.documents import LabelSheet, OwnSheet
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import in_a_cell, refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.pair_field import PairField
from stockpile_app.ui.widgets.roll_settings import RollSettings

ROLL: Final = "zpl"
"""Stands among the sheets for a label printer."""
_COPIES: Final = 100
_OFFSET_MM: Final = 20.0
_PRINTERS: Final = (203, 300, 600, 1200)
_PAIRS: Final = ("offset", "own_grid", "own_label", "own_margin", "own_pitch")
_OWN_FIELDS: Final = {"grid", "label", "margin", "pitch", "page"}


class LabelSettings(QWidget):
    """Everything about the sheet but what stands on it.

    Signals:
        changed: Any setting.
    """

    changed = Signal()

    def __init__(self, stocks: Sequence[LabelStock], dpi: int) -> None:
        """Offer ``stocks`` and the user's own size; ``dpi`` is the printer's."""
        super().__init__()
        self._stocks = {stock.code: stock for stock in stocks}
        self._dpi = dpi
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.form = Form()
        self.own = Form()
        self.own_box = QGroupBox(_("Own size"))
        self.own_box.setObjectName("own_sheet")
        QVBoxLayout(self.own_box).addWidget(self.own)
        layout.addWidget(self.form)
        self._build()
        self._build_own()
        self._connect()
        self._on_stock()

    def _build(self) -> None:
        self.sheet = QComboBox()
        self.sheet.setMinimumContentsLength(20)
        self.sheet.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for stock in self._stocks.values():
            self.sheet.addItem(_(stock.name), stock.code)
        self.sheet.addItem(_("Own size…"), OWN)
        self.sheet.addItem(_("Label printer (ZPL)"), ROLL)
        self.start = QSpinBox()
        self.copies = QSpinBox()
        self.copies.setRange(1, _COPIES)
        self.offset = PairField(
            (_("Offset to the right"), _("Offset down")), (-_OFFSET_MM, _OFFSET_MM)
        )
        self.dpi = QComboBox()
        for dots in sorted({*_PRINTERS, self._dpi}):
            self.dpi.addItem(in_a_cell(_("{dots} dpi").format(dots=dots)), dots)
        self.dpi.setCurrentIndex(self.dpi.findData(self._dpi))
        self.form.add("stock", _("&Label sheet"), self.sheet)
        self.form.add_wide(self.own_box)
        self.roll = RollSettings()
        self.roll.changed.connect(self._on_changed)
        self.form.add_wide(self.roll)
        self.form.add("start", _("First &free label"), self.start)
        self.form.add("copies", _("Co&pies of each"), self.copies)
        self.form.add(
            "offset",
            _("&Offset"),
            self.offset,
            hint=_("Right and down; see the calibration page."),
        )
        self.form.add("dpi", _("Printer’s &resolution"), self.dpi)

    def _build_own(self) -> None:
        self.own_page = QComboBox()
        for size in PAGE_SIZES_MM:
            self.own_page.addItem(size, size)
        self.own_grid = PairField((_("Columns"), _("Rows")), (1, 50), whole=True)
        self.own_label = PairField((_("Width of a label"), _("Height of a label")), (1, 300))
        self.own_margin = PairField((_("Left margin"), _("Top margin")), (0, 200))
        self.own_pitch = PairField(
            (_("From left edge to left edge"), _("From top edge to top edge")), (1, 300)
        )
        self.own.add("page", _("Pa&ge"), self.own_page)
        self.own.add("grid", _("Columns × ro&ws"), self.own_grid)
        self.own.add("label", _("L&abel, wide × high"), self.own_label)
        self.own.add("margin", _("&Margin, left × top"), self.own_margin)
        self.own.add("pitch", _("Labels repeat e&very"), self.own_pitch)
        self._copy_sizes(next(iter(self._stocks.values())))

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(self._on_stock)
        self.dpi.currentIndexChanged.connect(self._on_changed)
        self.own_page.currentIndexChanged.connect(self._on_changed)
        self.start.valueChanged.connect(self._on_changed)
        self.copies.valueChanged.connect(self._on_changed)
        for name in _PAIRS:
            getattr(self, name).changed.connect(self._on_changed)

    # --- what is chosen --------------------------------------------------------------------------

    @property
    def is_roll(self) -> bool:
        """Whether the labels are for a label printer."""
        return bool(self.sheet.currentData() == ROLL)

    def stock(self) -> LabelStock | None:
        """Return the sheet; None while the user's own sizes do not make one, or there is none."""
        if self.is_roll:
            return None
        if not self._is_own():
            return self._stocks[self.sheet.currentData()]
        with suppress(BadValue):
            return own_stock(
                self.own_page.currentData(),
                (self.own_grid.first.value(), self.own_grid.second.value()),  # type: ignore[arg-type]  # whole
                self.own_label.values,
                self.own_margin.values,
                self.own_pitch.values,
            )
        return None

    def command(self, out: Path) -> LabelSheet:
        """Return what is asked for, without what stands on the labels."""
        return LabelSheet(
            out=out,
            stock=self.sheet.currentData(),
            own_sheet=self._own_sheet() if self._is_own() else None,
            roll=self.roll.roll() if self.is_roll else None,
            start=1 if self.is_roll else self.start.value(),
            copies=self.copies.value(),
            offset=self.offset.values,
            dpi=self.dpi.currentData(),
        )

    def _is_own(self) -> bool:
        return bool(self.sheet.currentData() == OWN)

    def _own_sheet(self) -> OwnSheet:
        columns, rows = self.own_grid.values
        width, height = self.own_label.values
        left, top = self.own_margin.values
        pitch_x, pitch_y = self.own_pitch.values
        return OwnSheet(
            page=self.own_page.currentData(),
            columns=int(columns),
            rows=int(rows),
            width=width,
            height=height,
            left=left,
            top=top,
            pitch_x=pitch_x,
            pitch_y=pitch_y,
        )

    def _copy_sizes(self, stock: LabelStock) -> None:
        self.own_page.setCurrentIndex(self.own_page.findData(stock.page))
        self.own_grid.set_values(stock.grid)
        self.own_label.set_values(stock.label)
        self.own_margin.set_values(stock.margin)
        self.own_pitch.set_values(stock.pitch)

    # --- told from outside -----------------------------------------------------------------------

    @Slot(int)
    def set_start(self, start: int) -> None:
        """Move the first free label."""
        self.start.setValue(start)

    def clear_errors(self) -> None:
        """Take all error texts away."""
        self.form.clear_errors()
        self.own.clear_errors()
        self.roll.form.clear_errors()

    def show_error(self, error: StockpileError) -> None:
        """Say what is wrong, at the setting it belongs to."""
        field = error.field if isinstance(error, BadValue) else ""
        if self.is_roll and (field == "stock" or self.roll.form.has_field(field)):
            self.roll.form.show_text("label" if field == "stock" else field, refusal_text(error))
        elif self._is_own() and field in _OWN_FIELDS:
            self.own.show_error(error)
        else:
            self.form.show_error(error)

    def state(self) -> dict[str, Any]:
        """Return what is worth remembering until the next print."""
        pairs = {
            f"{name}_{at}": value
            for name in _PAIRS
            for at, value in enumerate(getattr(self, name).values)
        }
        return {
            "stock": self.sheet.currentData(),
            "dpi": self.dpi.currentData(),
            "own_page": self.own_page.currentData(),
            **pairs,
            **self.roll.state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show what was remembered, as far as it can still be used."""
        self.roll.restore(state)
        for combo, name in ((self.own_page, "own_page"), (self.sheet, "stock")):
            combo.setCurrentIndex(max(combo.findData(state.get(name)), 0))
        with suppress(ValueError, TypeError):
            self.dpi.setCurrentIndex(max(self.dpi.findData(int(state.get("dpi", self._dpi))), 0))
        for name in _PAIRS:
            with suppress(KeyError, ValueError, TypeError):
                pair = float(state[f"{name}_0"]), float(state[f"{name}_1"])
                getattr(self, name).set_values(pair)

    @Slot()
    def _on_stock(self) -> None:
        stock = self.stock()
        self.own_box.setVisible(self._is_own())
        self.roll.setVisible(self.is_roll)
        self.form.show_field("start", shown=not self.is_roll)
        if stock is not None:
            self.start.setMaximum(stock.per_sheet)
            self.start.setMinimum(1)
            self.start.setSuffix(_(" of {labels}").format(labels=stock.per_sheet))
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        if self._is_own():
            self._on_stock()
        else:
            self.changed.emit()
