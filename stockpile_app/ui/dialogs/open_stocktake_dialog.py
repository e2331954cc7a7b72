"""Opens a stocktake: what is counted, where, and by whom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.stocktakes import OpenStocktake, StocktakeDone
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import StocktakeKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel

_LONGEST_REASON = 500
_WORDS = {
    StocktakeKind.WEEKLY: N_("Both counters say how many of each type they see. No serials."),
    StocktakeKind.TENTH: N_(
        "A tenth of the weapons is drawn, longest unseen first. Both counters read their serials."
        " The seed of the draw is shown and printed."
    ),
    StocktakeKind.FULL: N_("Both counters scan or write down every weapon that is there."),
    StocktakeKind.HANDOVER: N_(
        "Everything is counted before another storekeeper takes over. Both sign the certificate."
    ),
    StocktakeKind.SURPRISE: N_("Everything is counted, on a day that nobody was told of."),
}


class OpenStocktakeDialog(FormDialog):
    """Asks for kind, place and the two counters; at a handover also who hands over to whom."""

    def __init__(
        self,
        context: UiContext,
        kind: StocktakeKind = StocktakeKind.WEEKLY,
        place_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with what is due, if anything."""
        super().__init__(context, _("Open a stocktake"), _("&Open the stocktake"), parent)
        self.setObjectName("open_stocktake_dialog")
        self.keep_draft("open_stocktake")
        self.kind = CodeCombo(StocktakeKind)
        self.place = PlacePicker(context.services.places.all(counts=False), only_usable=True)
        self.first, self.second = NameEdit(context), NameEdit(context)
        self.handing_over, self.taking_over = NameEdit(context), NameEdit(context)
        self.occurred_on = DayEdit()
        self.occurred_on.setText(context.services.desk.today.isoformat())
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        form = self.form
        form.add("kind", _("&Kind"), self.kind, hint=" ")
        form.add("place", _("&Place"), self.place, required=True)
        form.add("counters", _("&First counter"), self.first, required=True)
        form.add(
            "second",
            _("&Second counter"),
            self.second,
            required=True,
            hint=_("Each counts alone and sees neither the register nor the other's count."),
        )
        form.add("handing_over", _("&Handing over"), self.handing_over, required=True)
        form.add("taking_over", _("&Taking over"), self.taking_over, required=True)
        form.add("occurred_on", _("&Day"), self.occurred_on)
        form.add("reason", _("&Reason"), self.reason)
        form.add_wide(
            PlainLabel(
                _(
                    "While it is open, nothing is moved, issued, received or registered in this"
                    " place."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.kind.set_code(kind)
        self.place.set_place(place_id)
        self._on_kind()
        self.resize(600, 560)

    @Slot()
    def _on_kind(self) -> None:
        kind = self.kind.code(StocktakeKind) or StocktakeKind.WEEKLY
        self.form.set_hint("kind", _(_WORDS[kind]))
        handover = kind is StocktakeKind.HANDOVER
        for name in ("handing_over", "taking_over"):
            self.form.show_field(name, shown=handover)

    @override
    def command(self) -> Callable[[Progress], StocktakeDone]:
        place = self.place.place_id()
        if place is None:
            raise BadValue(N_("Choose the place that is counted."), "place")
        day = self.occurred_on.day()
        if day is None:
            raise BadValue(N_("Give the day on which it begins."), "occurred_on")
        asked = OpenStocktake(
            kind=self.kind.code(StocktakeKind) or StocktakeKind.WEEKLY,
            place_id=place,
            counters=(self.first.text(), self.second.text()),
            occurred_on=day,
            handing_over=self.handing_over.text(),
            taking_over=self.taking_over.text(),
            reason=self.reason.text(),
        )
        stocktakes = self.context.services.stocktakes
        return lambda _progress: stocktakes.open(asked)
