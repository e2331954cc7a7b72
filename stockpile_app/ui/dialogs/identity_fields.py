"""The fields that tell one weapon from another, shared by registering and correcting."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import SerialState
from stockpile_app.domain.weapons import LONGEST_SERIAL
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import CodeCombo, CountryEdit, YearEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.known_edit import KnownEdit


class IdentityFields(NamedTuple):
    """The fields themselves."""

    serial: QLineEdit
    state: CodeCombo
    maker: KnownEdit
    model: KnownEdit
    calibre: KnownEdit
    country: CountryEdit
    year: YearEdit

    def show(self, weapon: WeaponRecord) -> None:
        """Fill in what is registered."""
        self.state.set_code(weapon.serial_state)
        self.serial.setText(weapon.serial or "")
        self.maker.setText(weapon.maker)
        self.model.setText(weapon.model)
        self.calibre.setText(weapon.calibre)
        self.country.set_country(weapon.country)
        self.year.setText("" if weapon.year is None else str(weapon.year))

    def serial_state(self) -> SerialState:
        """Return whether the serial is known."""
        return self.state.code(SerialState) or SerialState.RECORDED


class _SerialSwitch(QObject):
    """Lets a serial be typed only where there is one."""

    def __init__(self, serial: QLineEdit, state: CodeCombo) -> None:
        super().__init__(serial)
        self._serial = serial
        self._state = state

    @Slot(int)
    def on_state(self, _index: int) -> None:
        """Follow the choice."""
        self._serial.setEnabled(self._state.code(SerialState) is SerialState.RECORDED)


def add_identity_fields(form: Form, context: UiContext) -> IdentityFields:
    """Add the fields to the first column of ``form``, with what occurs already as suggestions."""
    fields = IdentityFields(
        serial=QLineEdit(),
        state=CodeCombo(SerialState),
        maker=KnownEdit(context, "maker"),
        model=KnownEdit(context, "model"),
        calibre=KnownEdit(context, "calibre"),
        country=CountryEdit(),
        year=YearEdit(),
    )
    fields.serial.setMaxLength(LONGEST_SERIAL)
    fields.state.currentIndexChanged.connect(_SerialSwitch(fields.serial, fields.state).on_state)
    form.add("serial", _("&Serial number"), fields.serial, required=True)
    form.add("serial_state", _("Serial &is"), fields.state)
    form.add("model", _("M&odel"), fields.model)
    form.add("maker", _("Ma&ker"), fields.maker)
    form.add("calibre", _("Cali&bre"), fields.calibre)
    form.add("country", _("Co&untry of manufacture"), fields.country)
    form.add("year", _("&Year of manufacture"), fields.year)
    return fields
