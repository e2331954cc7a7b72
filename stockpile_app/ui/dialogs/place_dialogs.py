"""Adds, renames and closes places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.places import AddPlace, DescribePlace
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind, StoreKind
from stockpile_app.i18n import gettext as _
from stockpile_app.services.places import PlaceChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel

_LONGEST_NAME, _LONGEST_CODE, _LONGEST_REASON = 200, 32, 500


class AddPlaceDialog(FormDialog):
    """Adds a depot, a store of a depot, or a rack of a store."""

    def __init__(
        self,
        context: UiContext,
        kind: PlaceKind,
        inside: PlaceRecord | None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the name of a place of ``kind`` that is ``inside`` another."""
        titles = {
            PlaceKind.DEPOT: _("Add a depot"),
            PlaceKind.STORE: _("Add a store"),
            PlaceKind.RACK: _("Add a rack"),
        }
        super().__init__(context, titles[kind], _("&Add"), parent)
        self.setObjectName("add_place_dialog")
        self._kind = kind
        self._inside = inside
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST_CODE)
        if inside is not None:
            within = PlainLabel(_("In {place}").format(place=inside.path), role="hint", wrap=True)
            self.form.add_wide(within)
        self.form.add("name", _("&Name"), self.name, required=True)
        self.form.add(
            "code",
            _("C&ode"),
            self.code,
            hint=_("As it stands on the door or rack; made up when it is left empty."),
        )
        self.store_kind = QComboBox()
        if kind is PlaceKind.STORE:
            for each in StoreKind:
                self.store_kind.addItem(label(each), each.value)
            self.form.add("store_kind", _("&What is kept in it"), self.store_kind)

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        kind = self.store_kind.currentData()  # Qt gives back a plain string
        asked = AddPlace(
            kind=self._kind,
            name=self.name.text(),
            code=self.code.text(),
            parent=self._inside.id if self._inside else None,
            store_kind=StoreKind(kind) if kind else None,
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
        self.name = QLineEdit(place.name)
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.selectAll()
        self.code = QLineEdit(place.code)
        self.code.setMaxLength(_LONGEST_CODE)
        self.form.add_wide(PlainLabel(place.path, role="hint", wrap=True))
        self.form.add("name", _("&Name"), self.name, required=True)
        self.form.add("code", _("C&ode"), self.code)

    @override
    def command(self) -> Callable[[Progress], PlaceChanged]:
        asked = DescribePlace(self._place.id, self.name.text(), self.code.text())
        places = self.context.services.places
        return lambda _progress: places.describe(asked)


class ClosePlaceDialog(FormDialog):
    """Closes an empty place; it stays in the history."""

    def __init__(
        self, context: UiContext, place: PlaceRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why ``place`` is closed."""
        super().__init__(context, _("Close a place"), _("C&lose the place"), parent)
        self.setObjectName("close_place_dialog")
        self._place = place
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
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
