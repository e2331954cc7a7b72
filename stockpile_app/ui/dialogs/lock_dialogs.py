"""Fits and removes locks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.guarding import FitLock, LockRecord, RemoveLock
from stockpile_app.domain.guarding_rules import LONGEST_REASON, MOST_COPIES
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.i18n import gettext as _
from stockpile_app.services.guarding import KeysChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.texts import day
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


class FitLockDialog(FormDialog):
    """Records that a place has a lock, and how many keys it has."""

    def __init__(
        self,
        context: UiContext,
        places: Sequence[PlaceRecord],
        place_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``places``, beginning with ``place_id``."""
        super().__init__(context, _("Add a lock"), _("&Add"), parent)
        self.setObjectName("fit_lock_dialog")
        self._places = {each.id: each for each in places}
        self.place = PlacePicker(places)
        self.place.set_place(place_id)
        self.label = QLineEdit()
        self.label.setMaxLength(LONGEST_NAME)
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setValue(2)
        self.hand = QComboBox()
        for hand, text in enumerate((_("None"), _("Hand 1"), _("Hand 2"))):
            self.hand.addItem(text, hand)
        self.fitted_on = DayEdit()
        self.fitted_on.setText(context.services.desk.today.isoformat())
        self.form.add("place", _("&Place"), self.place, required=True)
        self.form.add(
            "label",
            _("&Name of the lock"),
            self.label,
            required=True,
            hint=_("As it stands on the key tag, such as: Door, upper padlock."),
        )
        self.form.add(
            "copies",
            _("Number of &keys"),
            self.copies,
            hint=_("All that there are, the sealed spare ones too."),
        )
        self.form.add(
            "hand",
            _("&Hand"),
            self.hand,
            hint=_("Only of a place with two keys, which are never with one person."),
        )
        self.form.add("occurred_on", _("&In use since"), self.fitted_on, required=True)
        self.place.chosen.connect(self._on_place)
        self._on_place(place_id)

    @Slot(object)
    def _on_place(self, place_id: int | None) -> None:
        place = self._places.get(place_id) if place_id is not None else None
        two_keys = place is not None and place.two_keys
        if not two_keys:
            self.hand.setCurrentIndex(0)
        self.hand.setEnabled(two_keys)

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the place that the lock is on."), "place")
        asked = FitLock(
            place_id=place_id,
            label=self.label.text(),
            copies=self.copies.value(),
            occurred_on=given(self.fitted_on),
            hand=int(self.hand.currentData()),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.fit_lock(asked)


class RemoveLockDialog(FormDialog):
    """Records that a lock was changed or taken away."""

    def __init__(self, context: UiContext, lock: LockRecord, parent: QWidget | None = None) -> None:
        """Ask when and why ``lock`` was removed."""
        super().__init__(context, _("Remove a lock"), _("&Remove the lock"), parent)
        self.setObjectName("remove_lock_dialog")
        self._lock = lock
        title = _("{lock} of {place}").format(lock=lock.label, place=lock.place)
        self.form.add_wide(PlainLabel(title, role="heading", wrap=True))
        self.form.add_wide(
            PlainLabel(
                _(
                    "In use since {day}. From now on its keys open nothing. Add the new lock"
                    " afterwards, where there is one."
                ).format(day=day(lock.fitted_on)),
                role="hint",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.removed_on = DayEdit()
        self.removed_on.setText(context.services.desk.today.isoformat())
        self.form.add("reason", _("R&eason"), self.reason, required=True)
        self.form.add("occurred_on", _("Removed &on"), self.removed_on, required=True)

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        asked = RemoveLock(
            lock_id=self._lock.id,
            occurred_on=given(self.removed_on),
            reason=self.reason.text(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.remove_lock(asked)
