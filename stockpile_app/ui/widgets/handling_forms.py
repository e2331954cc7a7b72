"""What stands on a voucher beside its weapons: one form for each thing that is done with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.movements import (
    LONGEST_PURPOSE,
    IssueWeapons,
    MoveWeapons,
    ReturnWeapons,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Condition, CustodyKind, PersonKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.memory import memory
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit
from stockpile_app.ui.widgets.handling_form import HandlingForm, Record
from stockpile_app.ui.widgets.person_picker import PersonPicker
from stockpile_app.ui.widgets.place_picker import PlacePicker

_DUE_DAYS: Final = "handling/due_days"
_MOST_DUE_DAYS: Final = 3650
_SHORTEST: Final = 12
"""Characters that a list of people or places has room for at least."""


class IssueForm(HandlingForm):
    """Who gets weapons, why, until when."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for an issue by the signed-in user."""
        super().__init__(context, "issue_form", parent)
        self.picker = PersonPicker(context)
        self.picker.combo.setMinimumContentsLength(_SHORTEST)
        self.picker.changed.connect(self.follow)
        self.custody = CodeCombo(CustodyKind)
        self.due_on = DayEdit()
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(LONGEST_PURPOSE)
        self.form.add("person_id", _("&To"), self.picker, required=True)
        self.form.add("custody", _("&Kind"), self.custody)
        self.form.add("due_on", _("Due &back"), self.due_on)
        self.form.add("purpose", _("&Purpose"), self.purpose)
        self.add_name("handed_by", _("Hand&ed by"))
        self.add_name("received_by", _("Rece&ived by"))
        self.add_name("authorised_by", _("A&uthorised by"))
        self.add_ending()
        self._offer_due()
        self.follow()

    @override
    def person(self) -> PersonRecord | None:
        return self.picker.person()

    @override
    def custody_kind(self) -> CustodyKind:
        return self.custody.code(CustodyKind) or CustodyKind.ISSUE

    @override
    def set_person(self, person: PersonRecord) -> None:
        self.picker.set_person(person.id)

    @Slot()
    @override
    def follow(self) -> None:
        person = self.picker.person()
        self.fill("handed_by", self.context.services.user.full_name)
        alone = person is not None and person.kind is PersonKind.PERSON
        self.fill("received_by", person.name if person is not None and alone else "")

    @override
    def after(self) -> None:
        self.picker.set_person(None)
        self.custody.set_code(CustodyKind.ISSUE)
        self.purpose.clear()
        super().after()
        self._offer_due()

    @override
    def new_day(self) -> None:
        untouched = self.due_on.text() == self._offered_due
        super().new_day()
        if untouched:
            self._offer_due()

    @override
    def record(self, ids: tuple[int, ...], conditions: Mapping[int, Condition]) -> Record:
        person = self.picker.person()
        if person is None:
            raise BadValue(
                N_("Choose who gets the weapons, or scan the card.")
                if not self.picker.text()
                else N_("Choose somebody from the list, or add them with the button beside it."),
                "person_id",
            )
        command = IssueWeapons(
            weapon_ids=ids,
            custody=self.custody_kind(),
            person_id=person.id,
            due_on=self.due_on.day(),
            occurred_on=self.day(),
            handed_by=self.name("handed_by"),
            received_by=self.name("received_by"),
            authorised_by=self.name("authorised_by"),
            purpose=self.purpose.text(),
            explanation=self.explanation.text(),
        )
        if command.due_on is not None:
            _remember_due((command.due_on - command.occurred_on).days)
        issue = self.context.services.movements.issue
        return lambda: issue(command)

    def _offer_due(self) -> None:
        self._offered_due = (self.today + dt.timedelta(days=_remembered_due())).isoformat()
        self.due_on.setText(self._offered_due)


class ReturnForm(HandlingForm):
    """Who gives weapons back, and where they are put."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for a return to the signed-in user."""
        super().__init__(context, "return_form", parent)
        self.picker = PersonPicker(context)
        self.picker.combo.setMinimumContentsLength(_SHORTEST)
        self.picker.changed.connect(self.follow)
        self.place = PlacePicker((), only_usable=True)
        self.place.setMinimumContentsLength(_SHORTEST)
        self.notes = QLineEdit()
        self.notes.setMaxLength(LONGEST_PURPOSE)
        self.form.add("person_id", pgettext("a person", "Fr&om"), self.picker)
        self.form.add("place_id", _("To &place"), self.place, required=True)
        self.add_name("handed_by", _("Hand&ed by"))
        self.add_name("received_by", _("Rece&ived by"))
        self.form.add("notes", _("Remar&ks"), self.notes)
        self.add_ending()
        self.follow()

    @override
    def person(self) -> PersonRecord | None:
        return self.picker.person()

    @override
    def place_id(self) -> int | None:
        return self.place.place_id()

    @override
    def set_person(self, person: PersonRecord) -> None:
        self.picker.set_person(person.id)

    @override
    def set_place(self, place_id: int) -> None:
        self.place.set_place(place_id)

    @override
    def show_places(self, places: Sequence[PlaceRecord]) -> None:
        self.place.reload(places)

    @Slot()
    @override
    def follow(self) -> None:
        person = self.picker.person()
        alone = person is not None and person.kind is PersonKind.PERSON
        self.fill("handed_by", person.name if person is not None and alone else "")
        self.fill("received_by", self.context.services.user.full_name)

    @override
    def after(self) -> None:
        self.picker.set_person(None)
        self.place.set_place(None)
        self.place.setEditText("")
        self.notes.clear()
        super().after()

    @override
    def record(self, ids: tuple[int, ...], conditions: Mapping[int, Condition]) -> Record:
        place_id = _chosen_place(self.place)
        command = ReturnWeapons(
            weapon_ids=ids,
            place_id=place_id,
            occurred_on=self.day(),
            handed_by=self.name("handed_by"),
            received_by=self.name("received_by"),
            conditions=dict(conditions),
            notes=self.notes.text(),
            explanation=self.explanation.text(),
        )
        give_back = self.context.services.movements.give_back
        return lambda: give_back(command)


class MoveForm(HandlingForm):
    """Where weapons are put, and why."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for a move by the signed-in user."""
        super().__init__(context, "move_form", parent)
        self.place = PlacePicker((), only_usable=True)
        self.place.setMinimumContentsLength(_SHORTEST)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_PURPOSE)
        self.form.add("place_id", _("To &place"), self.place, required=True)
        self.form.add("reason", _("Reas&on"), self.reason)
        self.add_name("handed_by", _("Hand&ed by"))
        self.add_name("received_by", _("Rece&ived by"), required=False)
        self.add_name("authorised_by", _("A&uthorised by"), required=False)
        self.add_ending()
        self.follow()

    @override
    def place_id(self) -> int | None:
        return self.place.place_id()

    @override
    def set_place(self, place_id: int) -> None:
        self.place.set_place(place_id)

    @override
    def show_places(self, places: Sequence[PlaceRecord]) -> None:
        self.place.reload(places)

    @override
    def follow(self) -> None:
        self.fill("handed_by", self.context.services.user.full_name)

    @override
    def after(self) -> None:
        self.place.set_place(None)
        self.place.setEditText("")
        self.reason.clear()
        super().after()

    @override
    def record(self, ids: tuple[int, ...], conditions: Mapping[int, Condition]) -> Record:
        command = MoveWeapons(
            weapon_ids=ids,
            place_id=_chosen_place(self.place),
            occurred_on=self.day(),
            handed_by=self.name("handed_by"),
            received_by=self.name("received_by"),
            authorised_by=self.name("authorised_by"),
            reason=self.reason.text(),
            explanation=self.explanation.text(),
        )
        move = self.context.services.movements.move
        return lambda: move(command)


def _chosen_place(picker: PlacePicker) -> int:
    place_id = picker.place_id()
    if place_id is None:
        raise BadValue(N_("Choose the place the weapons go to, or scan its code."), "place_id")
    return place_id


def _remembered_due() -> int:
    try:
        days = int(str(memory().value(_DUE_DAYS, 0)))
    except ValueError:
        return 0
    return days if 0 <= days <= _MOST_DUE_DAYS else 0


def _remember_due(days: int) -> None:
    if 0 <= days <= _MOST_DUE_DAYS:
        memory().setValue(_DUE_DAYS, days)
