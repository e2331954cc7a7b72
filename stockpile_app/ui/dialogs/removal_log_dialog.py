"""Makes the removal log: what was taken out of a place over a time."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.movement_papers import PrintRemovalLog
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.paper_dialog import MakePaper, PaperAsked, PaperDialog
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.place_picker import PlacePicker


class RemovalLogDialog(PaperDialog):
    """Asks for a place and two days."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Offer the log of this month."""
        super().__init__(context, "movements", _("Removal log"), None, parent)
        self.place.setFocus()

    @override
    def add_fields(self, form: Form) -> None:
        places = self.context.services.places.all(counts=False)
        self.place = PlacePicker(places)
        self.place.set_place(places[0].id if places else None)
        today = self.context.services.desk.today
        self.since, self.until = DayEdit(), DayEdit()
        self.since.setText(today.replace(day=1).isoformat())
        self.until.setText(today.isoformat())
        form.add("place_id", _("Pla&ce"), self.place, required=True)
        form.add("since", _("&From"), self.since, required=True)
        form.add("until", _("&Until"), self.until, required=True)
        self.place.currentTextChanged.connect(self.on_changed)
        self.since.textChanged.connect(self.on_changed)
        self.until.textChanged.connect(self.on_changed)

    @override
    def prepared(self) -> MakePaper:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose a place from the list."), "place_id")
        since, until = _given(self.since), _given(self.until)
        if until < since:
            raise BadValue(N_("The last day is before the first."), "until")
        papers = self.context.services.movements.papers

        def make(asked: PaperAsked) -> DocumentDone:
            return papers.removal_log(
                PrintRemovalLog(place_id=place_id, since=since, until=until, **asked.words)
            )

        return make


def _given(field: DayEdit) -> dt.date:
    day = field.day()
    if day is None:
        raise BadValue(N_("Give the first and the last day."), field.objectName())
    return day
