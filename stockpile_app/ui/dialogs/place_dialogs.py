"""Adds, renames, specifies and closes places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.places import (
    LONGEST_CODE,
    LONGEST_REASON,
    AddPlace,
    DescribePlace,
    SpecifyPlace,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import DepotKind, PlaceKind, StoreKind
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.i18n import gettext as _
from stockpile_app.services.places import PlaceChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import CodeCombo, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel

_TITLES: Final = {
    PlaceKind.DEPOT: N_("Add a depot"),
    PlaceKind.STORE: N_("Add a store"),
    PlaceKind.RACK: N_("Add a rack"),
    PlaceKind.BIN: N_("Add a bin"),
    PlaceKind.CONTAINER: N_("Add a container"),
}


class AddPlaceDialog(FormDialog):
    """Adds a depot, or a store, rack, bin or container in a place that can hold it."""

    def __init__(
        self,
        context: UiContext,
        kind: PlaceKind,
        inside: PlaceRecord | None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the name of a place of ``kind`` that is ``inside`` another."""
        super().__init__(context, _(_TITLES[kind]), _("&Add"), parent)
        self.setObjectName("add_place_dialog")
        self.keep_draft("add_place")
        self._kind = kind
        self._inside = inside
        self.name = _line(LONGEST_NAME)
        self.code = _line(LONGEST_CODE)
        if inside is not None:
            within = PlainLabel(_("In {place}").format(place=inside.path), role="hint", wrap=True)
            self.form.add_wide(within)
        self.form.add("name", _("&Name"), self.name, required=True)
        self.form.add(
            "code",
            _("C&ode"),
            self.code,
            hint=_("As it stands on the door, rack or chest; made up when it is left empty."),
        )
        self.store_kind = CodeCombo(StoreKind)
        if kind is PlaceKind.STORE:
            self.form.add("store_kind", _("&What is kept in it"), self.store_kind)

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        store = self._kind is PlaceKind.STORE
        asked = AddPlace(
            kind=self._kind,
            name=self.name.text(),
            code=self.code.text(),
            parent=self._inside.id if self._inside else None,
            store_kind=self.store_kind.code(StoreKind) if store else None,
        )
        places = self.context.services.places
        return lambda _progress: places.add(asked)


class RenamePlaceDialog(FormDialog):
    """Gives a place another name or code; its weapons stay where they are."""

    def __init__(
        self, context: UiContext, place: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Show the name and code of ``place``."""
        super().__init__(context, _("Rename a place"), _("&Rename"), parent)
        self.setObjectName("rename_place_dialog")
        self._place = place
        self.name = _line(LONGEST_NAME, place.name)
        self.name.selectAll()
        self.code = _line(LONGEST_CODE, place.code)
        self.form.add_wide(PlainLabel(place.path, role="hint", wrap=True))
        self.form.add("name", _("&Name"), self.name, required=True)
        self.form.add("code", _("C&ode"), self.code)

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        asked = DescribePlace(self._place.id, self.name.text(), self.code.text())
        places = self.context.services.places
        return lambda _progress: places.describe(asked)


class SpecifyPlaceDialog(FormDialog):
    """Says what a place is for, for how many weapons it is built, and who keeps it."""

    def __init__(
        self, context: UiContext, place: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Show what is known of ``place``."""
        super().__init__(context, _("Details of a place"), _("&Save"), parent)
        self.setObjectName("specify_place_dialog")
        self.keep_draft("specify_place", place.id)
        self._place = place
        depot = place.kind is PlaceKind.DEPOT
        self.form.add_wide(PlainLabel(place.path, role="hint", wrap=True))
        self.depot_kind = CodeCombo(DepotKind, nothing=_("Not recorded"))
        self.depot_kind.set_code(place.depot_kind)
        if depot:
            self.form.add("depot_kind", _("&Kind of depot"), self.depot_kind)
        self.keeper = NameEdit(context, place.keeper)
        self.form.add("keeper", _("Stor&ekeeper"), self.keeper)
        self.capacity = _line(8, "" if place.capacity is None else str(place.capacity))
        self.form.add(
            "capacity",
            _("Ca&pacity"),
            self.capacity,
            hint=_("For how many weapons it is built. More are not refused, but shown."),
        )
        self.address = NotesEdit(2)
        self.address.setPlainText(place.address)
        if depot or place.address:
            self.form.add("address", _("&Address"), self.address)
        self.two_keys = QCheckBox(_("It has &two locks, whose keys are never in one hand"))
        self.two_keys.setChecked(place.two_keys)
        self.form.add("two_keys", self.two_keys.text(), self.two_keys)
        self.two_parties = QCheckBox(_("The two key holders are of different &organisations"))
        self.two_parties.setChecked(place.two_parties)
        self.form.add("two_parties", self.two_parties.text(), self.two_parties)
        self.notes = NotesEdit(3)
        self.notes.setPlainText(place.notes)
        self.form.add("notes", _("&Notes"), self.notes)
        self.two_keys.toggled.connect(self._on_two_keys)
        self._on_two_keys()

    @Slot()
    def _on_two_keys(self) -> None:
        self.two_parties.setEnabled(self.two_keys.isChecked())

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        two_keys = self.two_keys.isChecked()
        asked = SpecifyPlace(
            place_id=self._place.id,
            depot_kind=self.depot_kind.code(DepotKind),
            address=self.address.toPlainText(),
            capacity=self._capacity(),
            keeper=self.keeper.text(),
            two_keys=two_keys,
            two_parties=two_keys and self.two_parties.isChecked(),
            notes=self.notes.toPlainText(),
        )
        places = self.context.services.places
        return lambda _progress: places.specify(asked)

    def _capacity(self) -> int | None:
        text = self.capacity.text().strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise BadValue(N_("Write the number of weapons in digits, or nothing."), "capacity")
        return int(text)


class ClosePlaceDialog(FormDialog):
    """Closes an empty place; it stays in the history."""

    def __init__(
        self, context: UiContext, place: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why ``place`` is closed."""
        super().__init__(context, _("Close a place"), _("C&lose the place"), parent)
        self.setObjectName("close_place_dialog")
        self._place = place
        self.reason = _line(LONGEST_REASON)
        self.form.add_wide(PlainLabel(place.path, role="heading", wrap=True))
        self.form.add_wide(
            PlainLabel(
                _(
                    "Only an empty place can be closed. Nothing can be put in it any more; what"
                    " happened there stays in the history."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.form.add("reason", _("&Reason"), self.reason)

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        place_id, reason = self._place.id, self.reason.text()
        places = self.context.services.places
        return lambda _progress: places.close(place_id, reason)


def _line(longest: int, text: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(longest)
    return line
