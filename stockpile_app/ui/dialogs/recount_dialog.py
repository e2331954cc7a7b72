"""What both counters saw together of a line on which they differed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.numbers import CodeKind, parse_paper
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.stocktakes import (
    RecountLine,
    RecountType,
    StocktakeDone,
    StocktakeRecord,
    TypeDifference,
    WeaponDifference,
)
from stockpile_app.domain.vocabulary import Category
from stockpile_app.domain.weapons import LONGEST_SERIAL
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_words import kind_words, seen_words, weapon_line
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST = 1_000_000


class RecountDialog(FormDialog):
    """Found or not, where, and what stands on it."""

    def __init__(
        self,
        context: UiContext,
        stocktake: StocktakeRecord,
        line: WeaponDifference,
        places: Sequence[PlaceRecord],
        here: PlaceRecord | None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with what the counters said of ``line``; ``here`` is the rack scanned last."""
        super().__init__(context, _("Count again, together"), _("&Record"), parent)
        self.setObjectName("recount_dialog")
        self._stocktake, self._line = stocktake, line
        self.form.add_wide(PlainLabel(line.weapon.number, role="heading"))
        self.form.add_wide(PlainLabel(weapon_line(line.weapon), wrap=True))
        for at, seen in enumerate((line.first, line.second), start=1):
            text = _("Counter {number}, {name}: {saw}").format(
                number=at, name=stocktake.counters[at - 1], saw=seen_words(seen, line.places)
            )
            self.form.add_wide(PlainLabel(text, role="hint", wrap=True))
        said = line.recount or line.first or line.second
        self.form.add_wide(self._choice(found=not line.recounted or line.recount is not None))
        self.place = PlacePicker(places, anywhere=_("No rack said"))
        self.place.set_place(here.id if here else (said.place or None) if said else None)
        self.serial_read = QLineEdit(said.serial_read if said else "")
        self.serial_read.setMaxLength(LONGEST_SERIAL)
        self.altered = QCheckBox(_("A mark looks al&tered or removed"))
        self.altered.setChecked(bool(said and said.altered))
        self.form.add("place_id", _("&Place"), self.place)
        self.form.add(
            "serial_read",
            _("&Serial as you read it"),
            self.serial_read,
            hint=_("Only where it is not the registered one."),
        )
        self.form.add("altered", _("A mark looks al&tered or removed"), self.altered)
        self._on_choice()

    def _choice(self, *, found: bool) -> QWidget:
        self.found = QRadioButton(_("&Found"))
        self.found.setObjectName("found")
        self.missing = QRadioButton(_("&Not found"))
        self.missing.setObjectName("missing")
        self._group = QButtonGroup(self)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 4, 0, 4)
        across.setSpacing(24)
        for button, text in ((self.found, _("Found")), (self.missing, _("Not found"))):
            button.setAccessibleName(text)
            self._group.addButton(button)
            across.addWidget(button)
        across.addStretch(1)
        (self.found if found else self.missing).setChecked(True)
        self._group.buttonToggled.connect(self._on_choice)
        return row

    @Slot()
    def _on_choice(self) -> None:
        for each in (self.place, self.serial_read, self.altered):
            each.setEnabled(self.found.isChecked())

    @override
    def command(self) -> Callable[[Progress], StocktakeDone]:
        found = self.found.isChecked()
        asked = RecountLine(
            stocktake_id=self._stocktake.id,
            weapon_id=self._line.weapon.id,
            found=found,
            place_id=self.place.place_id() if found else None,
            serial_read=self.serial_read.text() if found else "",
            altered=found and self.altered.isChecked(),
        )
        stocktakes = self.context.services.stocktakes
        return lambda _progress: stocktakes.recount(asked)

    def on_scan(self, text: str) -> None:
        """Take the code of a rack; nothing else is scanned here."""
        paper = parse_paper(text, self.context.services.register.origin)
        if paper is not None and paper.kind is CodeKind.PLACE:
            self.place.set_place(paper.sequence)
            if self.place.place_id() == paper.sequence:
                self.found.setChecked(True)
                return
        self.form.refuse_scan(text)


class RecountTypeDialog(FormDialog):
    """How many of a type there are, counted together."""

    def __init__(
        self,
        context: UiContext,
        stocktake: StocktakeRecord,
        line: TypeDifference,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with nothing: the number is to be counted, not taken from one of the two."""
        super().__init__(context, _("Count again, together"), _("&Record"), parent)
        self.setObjectName("recount_type_dialog")
        self._stocktake, self._line = stocktake, line
        self.form.add_wide(PlainLabel(kind_words(*line.kind), role="heading", wrap=True))
        for at, quantity in enumerate((line.first, line.second), start=1):
            text = _("Counter {number}, {name}: {saw}").format(
                number=at, name=stocktake.counters[at - 1], saw=count(quantity)
            )
            self.form.add_wide(PlainLabel(text, role="hint", wrap=True))
        self.quantity = QSpinBox()
        self.quantity.setRange(0, _MOST)
        self.quantity.setValue(line.recount or 0)
        self.quantity.selectAll()
        self.form.add("quantity", _("&How many there are"), self.quantity, required=True)

    @override
    def command(self) -> Callable[[Progress], StocktakeDone]:
        kind = self._line.kind
        asked = RecountType(
            stocktake_id=self._stocktake.id,
            category=Category(kind.category) if kind.category else None,
            model=kind.model,
            calibre=kind.calibre,
            quantity=self.quantity.value(),
        )
        stocktakes = self.context.services.stocktakes
        return lambda _progress: stocktakes.recount_type(asked)

    def on_scan(self, text: str) -> None:
        """Say that nothing is scanned here."""
        self.form.refuse_scan(text)
