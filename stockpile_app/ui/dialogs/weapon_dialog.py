"""Registering a weapon, describing it, and correcting its identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import (
    BadValue,
    Duplicate,
    NotAllowed,
    SecondPersonNeeded,
    SignInRefused,
    StockpileError,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Condition, SerialState
from stockpile_app.domain.weapons import CorrectIdentity, DescribeWeapon, RegisterWeapon
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.services.weapons import WeaponChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.identity_fields import add_identity_fields
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.second_person import SecondPersonBox


class RegisterWeaponDialog(FormDialog):
    """Registers weapons, one after the other if there are many alike.

    Signals:
        registered: The ``WeaponChanged`` of each.
    """

    registered = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Start with an empty form."""
        super().__init__(
            context, _("Register a weapon"), pgettext("verb", "&Register"), parent, columns=2
        )
        self.setObjectName("register_weapon_dialog")
        self.keep_draft("register_weapon")
        self._goes_on = False
        self.identity = add_identity_fields(self.form, context)
        self.place = PlacePicker(context.services.places.all(counts=False))
        self.category = CodeCombo(Category, nothing=_("Not known"))
        self.condition = CodeCombo(Condition, nothing=_("Not assessed"))
        self.received_on = DayEdit()
        self.source = QLineEdit()
        self.reference = QLineEdit()
        self.notes = NotesEdit()
        add = self.form.add
        add("place", _("&Place"), self.place, required=True, column=1)
        add("category", _("Cate&gory"), self.category, column=1)
        add("condition", _("Con&dition"), self.condition, column=1)
        add("received_on", _("Recei&ved on"), self.received_on, column=1)
        add("source", _("Received &from"), self.source, column=1)
        add("reference", _("R&eference"), self.reference, column=1)
        add("notes", _("No&tes"), self.notes, column=1)
        self.said = PlainLabel("", role="good", wrap=True)
        self.said.setObjectName("registered_text")
        self.said.hide()
        self.body.insertWidget(0, self.said)
        self.next_button = QPushButton(_("Register and &next"))
        self.next_button.setObjectName("register_and_next")
        self.next_button.setAutoDefault(False)
        self.next_button.setToolTip(
            _("Registers the weapon and keeps everything but the serial number for the next one.")
        )
        self.next_button.clicked.connect(self.submit_and_next)
        self.buttons.addButton(self.next_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.resize(880, 420)
        self.identity.serial.setFocus()

    @override
    def command(self) -> Callable[[Progress], WeaponChanged]:
        place = self.place.place_id()
        if place is None:
            raise BadValue(N_("Choose the place where the weapon is."), "place")
        identity = self.identity
        command = RegisterWeapon(
            place_id=place,
            serial=identity.serial.text(),
            serial_state=identity.serial_state(),
            maker=identity.maker.text(),
            model=identity.model.text(),
            calibre=identity.calibre.text(),
            country=identity.country.country(),
            year=identity.year.year(),
            category=self.category.code(Category),
            condition=self.condition.code(Condition),
            received_on=self.received_on.day(),
            source=self.source.text(),
            reference=self.reference.text(),
            notes=self.notes.toPlainText(),
        )
        register = self.context.services.weapons.register
        return lambda _progress: register(command)

    @Slot()
    def submit_and_next(self) -> None:
        """Register, and stay open for the next weapon of the kind."""
        self._goes_on = True
        self.submit()

    @Slot(object)
    @override
    def on_succeeded(self, result: Any) -> None:
        self.registered.emit(result)
        if not self._goes_on:
            super().on_succeeded(result)
            return
        self._goes_on = False
        self.context.bus.committed.emit(result.changes)
        serial = self.identity.serial.text() or _("a weapon without serial number")
        self.said.setText(
            _("Registered {serial} as {number}.").format(serial=serial, number=result.number)
        )
        self.said.show()
        self.identity.serial.clear()
        self.draft_recorded()
        self.identity.serial.setFocus()

    @Slot(object)
    @override
    def on_refused(self, error: StockpileError) -> None:
        self._goes_on = False
        self.said.hide()
        if isinstance(error, Duplicate):
            self.form.show_text("serial", refusal_text(error))
        else:
            super().on_refused(error)


class DescribeWeaponDialog(FormDialog):
    """Records what may change without touching the identity."""

    def __init__(
        self, context: UiContext, weapon: WeaponRecord, parent: QWidget | None = None
    ) -> None:
        """Show what is recorded of ``weapon``."""
        title = _("Describe {number}").format(number=weapon.number)
        super().__init__(context, title, _("&Record"), parent)
        self.setObjectName("describe_weapon_dialog")
        self.keep_draft("describe_weapon", weapon.id)
        self._weapon_id = weapon.id
        self.body.insertWidget(0, identity_line(weapon))
        self.category = CodeCombo(Category, nothing=_("Not known"))
        self.category.set_code(weapon.category)
        self.condition = CodeCombo(Condition, nothing=_("Not assessed"))
        self.condition.set_code(weapon.condition)
        self.source = QLineEdit(weapon.source)
        self.reference = QLineEdit(weapon.reference)
        self.notes = NotesEdit(5)
        self.notes.setPlainText(weapon.notes)
        self.form.add("category", _("Cate&gory"), self.category)
        self.form.add("condition", _("Con&dition"), self.condition)
        self.form.add("source", _("Received &from"), self.source)
        self.form.add("reference", _("R&eference"), self.reference)
        self.form.add("notes", _("No&tes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], WeaponChanged]:
        command = DescribeWeapon(
            weapon_id=self._weapon_id,
            category=self.category.code(Category),
            condition=self.condition.code(Condition),
            source=self.source.text(),
            reference=self.reference.text(),
            notes=self.notes.toPlainText(),
        )
        describe = self.context.services.weapons.describe
        return lambda _progress: describe(command)


class CorrectIdentityDialog(FormDialog):
    """Corrects a registered identity; says why, and a second person approves."""

    def __init__(
        self, context: UiContext, weapon: WeaponRecord, parent: QWidget | None = None
    ) -> None:
        """Show the identity of ``weapon`` as it is registered."""
        title = _("Correct the identity of {number}").format(number=weapon.number)
        super().__init__(context, title, _("&Correct"), parent)
        self.setObjectName("correct_identity_dialog")
        self.keep_draft("correct_identity", weapon.id)
        self._weapon_id = weapon.id
        hint = _("What is registered now stays in the history; this entry corrects it.")
        self.body.insertWidget(0, PlainLabel(hint, role="hint", wrap=True))
        self.identity = add_identity_fields(self.form, context)
        self.identity.show(weapon)
        self.reason = NotesEdit(2)
        self.form.add("reason", _("Reaso&n"), self.reason, required=True)
        self.second = SecondPersonBox(context.services.desk.others_who_approve())
        self.body.addWidget(self.second)
        self.resize(560, 620)

    @override
    def command(self) -> Callable[[Progress], WeaponChanged]:
        identity, state = self.identity, self.identity.serial_state()
        command = CorrectIdentity(
            weapon_id=self._weapon_id,
            reason=self.reason.toPlainText(),
            serial=identity.serial.text() if state is SerialState.RECORDED else None,
            serial_state=state,
            maker=identity.maker.text(),
            model=identity.model.text(),
            calibre=identity.calibre.text(),
            country=identity.country.country(),
            year=identity.year.year(),
        )
        second, correct = self.second.credentials(), self.context.services.weapons.correct
        return lambda _progress: correct(command, second)

    @Slot(object)
    @override
    def on_refused(self, error: StockpileError) -> None:
        self.second.form.clear_errors()
        if isinstance(error, SignInRefused | SecondPersonNeeded | NotAllowed):
            self.second.show_error(error)
        elif isinstance(error, Duplicate):
            self.form.show_text("serial", refusal_text(error))
        else:
            super().on_refused(error)


def identity_line(weapon: WeaponRecord) -> PlainLabel:
    """Return one line that says which weapon a dialog is about."""
    parts = (serial_text(weapon), weapon.maker, weapon.model, weapon.calibre)
    return PlainLabel(" · ".join(filter(None, parts)), role="hint", wrap=True)
