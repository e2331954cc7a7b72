"""What every form beside the scanned weapons has: names, the day, and why it is a late one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.movements import (
    LONGEST_PURPOSE,
    MovementDone,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Condition, CustodyKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.name_edit import NameEdit, known_names

Record = Callable[[], MovementDone]
"""Records a voucher; called in a job."""


class HandlingForm(QWidget):
    """Base of the three forms: names, day and explanation.

    A name that nobody typed follows what is chosen elsewhere; one that was typed stays.
    """

    def __init__(self, context: UiContext, name: str, parent: QWidget | None = None) -> None:
        """Make an empty form; subclasses add its fields."""
        super().__init__(parent)
        self.setObjectName(name)
        self.context = context
        self.form = Form()
        self.names: dict[str, NameEdit] = {}
        self._followed: dict[str, str] = {}
        self.occurred_on = DayEdit()
        self.occurred_on.textChanged.connect(self._on_day)
        self._offered = self.today
        self.explanation = QLineEdit()
        self.explanation.setMaxLength(LONGEST_PURPOSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        layout.addStretch(1)

    # --- what the page asks ----------------------------------------------------------------------

    def person(self) -> PersonRecord | None:
        """Return who is chosen."""
        return None

    def place_id(self) -> int | None:
        """Return the place that is chosen."""
        return None

    def custody_kind(self) -> CustodyKind:
        """Return what kind of issue it is."""
        return CustodyKind.ISSUE

    def set_person(self, person: PersonRecord) -> None:
        """Choose who gets the weapons, or had them."""

    def set_place(self, place_id: int) -> None:
        """Choose where the weapons go."""

    def set_name(self, name: str, text: str) -> None:
        """Put the name of somebody into one of the fields for names."""
        if name in self.names:
            self.names[name].setText(text)

    def show_places(self, places: Sequence[PlaceRecord]) -> None:
        """Offer these places."""

    def record(self, ids: tuple[int, ...], conditions: Mapping[int, Condition]) -> Record:
        """Return what records the voucher.

        Raises:
            BadValue: A field cannot be used; says which.
        """
        raise NotImplementedError

    def after(self) -> None:
        """Make ready for the next voucher; who authorises mostly stays the same."""
        self.form.clear_errors()
        for name, field in self.names.items():
            if name != "authorised_by":
                field.clear()
        self.explanation.clear()
        self._offer_day()
        self.follow()

    def new_day(self) -> None:
        """Offer today where an earlier day was offered and nobody typed another one."""
        untouched = self.occurred_on.text() == self._offered.isoformat()
        if untouched and self._offered != self.today:
            self._offer_day()

    def show_refusal(self, error: StockpileError) -> None:
        """Say why it was not recorded, at the field it belongs to."""
        if isinstance(error, BadValue) and error.field == "explanation":
            self.form.show_field("explanation", shown=True)
        self.form.show_error(error)

    def follow(self) -> None:
        """Fill in the names that nobody typed."""

    # --- for subclasses --------------------------------------------------------------------------

    @property
    def today(self) -> dt.date:
        """The day on this machine."""
        return self.context.services.desk.today

    def add_name(self, name: str, text: str, *, required: bool = True) -> None:
        """Add a field for somebody's name."""
        field = NameEdit(self.context)
        self.names[name] = field
        self.form.add(name, text, field, required=required)

    def add_ending(self) -> None:
        """Add the day, and why it is an earlier one."""
        self.form.add("occurred_on", _("Da&y"), self.occurred_on, required=True)
        self.form.add(
            "explanation",
            _("E&xplanation"),
            self.explanation,
            hint=_("Why it is recorded later than it happened."),
        )
        self._offer_day()

    def _offer_day(self) -> None:
        self._offered = self.today
        self.occurred_on.setText(self._offered.isoformat())
        self._on_day()

    def fill(self, name: str, text: str) -> None:
        """Put ``text`` into a field for names, unless somebody typed another one."""
        field = self.names[name]
        if field.text() in {"", self._followed.get(name, "")}:
            field.setText(text)
        self._followed[name] = text

    def name(self, name: str) -> str:
        """Return a name."""
        return self.names[name].text().strip()

    def day(self) -> dt.date:
        """Return the day it happened.

        Raises:
            BadValue: It is no day.
        """
        found = self.occurred_on.day()
        if found is None:
            raise BadValue(N_("Say on which day it happened."), "occurred_on")
        return found

    def refresh_names(self) -> None:
        """Offer the names of those who are known now."""
        known = known_names(self.context)
        for field in self.names.values():
            field.suggest(known)

    @Slot()
    def _on_day(self) -> None:
        try:
            late = self.occurred_on.day() not in {None, self.today}
        except BadValue:
            return  # half typed
        self.form.show_field("explanation", shown=late or bool(self.explanation.text()))
