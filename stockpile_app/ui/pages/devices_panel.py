"""What guards the stores, and when each was last tested."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.guarding import DeviceDue, DeviceTestRecord, Due
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.device_test_dialog import (
    DeviceTestDialog,
    RetireDeviceDialog,
    device_text,
)
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.pages.guarding_panel import GuardingFile, GuardingPanel, OfferedIncident
from stockpile_app.ui.texts import NOTHING, count, day, label
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES = (0.16, 0.23, 0.23, 0.12, 0.13, 0.13)


class DevicesPanel(GuardingPanel):
    """A table with a row for each device that was ever tested, those that failed first."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(context, "devices_panel", _("Devices"), parent)
        make = self.make
        self.again = make("test_again", _("&Test it again…"), "F2", "device", self.open_again)
        self.test = make("test_device", _("Test &another…"), "Ins", "add", self.open_test)
        self.incident = make(
            "device_incident", _("Report an &incident…"), "", "incidents", self.open_incident
        )
        self.retire = make("retire_device", _("Out of &use…"), "Del", "remove", self.open_retire)
        self.add_tool(self.again, primary=True)
        self.add_tool(self.test)
        self.add_tool(self.incident)
        self.add_tool(self.retire)
        self.tools.addStretch(1)
        self.only_due = QCheckBox(_("Only those &due or failed"))
        self.only_due.setObjectName("only_due")
        self.only_due.setAccessibleName(_("Only those due or failed"))
        self.only_due.toggled.connect(self._fill)
        self.tools.addWidget(self.only_due)
        self.table: SharesTable[DeviceDue] = SharesTable(
            RecordsModel(_columns()), ("devices", _("Devices")), _SHARES
        )
        self.table.when_empty(
            _(
                "No test is recorded yet. Test the alarm, the lights, the locks and whatever else"
                " guards a store, and record it here; then it is known when each is due again."
            ),
            self.test,
            (context, Permission.KEYS),
        )
        self.table.empty.narrowed_by((self.only_due,), self._has_devices)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.history = CardList("device_history", _("Tests of this device"))
        self.add_beside(self.table, self.history)
        self.setFocusProxy(self.table)
        self._on_chosen(None)

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def show_file(self, file: GuardingFile) -> None:
        super().show_file(file)
        self.say(_notice(file.devices) if file.devices else "")
        self._fill()

    def _has_devices(self) -> bool:
        return self.file is not None and bool(self.file.devices)

    @Slot()
    def _fill(self) -> None:
        if self.file is None:
            return
        chosen: DeviceDue | None = self.table.current()
        only_due = self.only_due.isChecked()
        self.table.records.show(
            [each for each in self.file.devices if each.state is not Due.LATER or not only_due]
        )
        names = [_name(each.last) for each in self.table.records.records]
        name = _name(chosen.last) if chosen is not None else None
        if names:
            self.table.choose(names.index(name) if name in names else 0)
        else:
            self._on_chosen(None)

    @Slot(object)
    def _on_chosen(self, device: DeviceDue | None) -> None:
        may = self.may(Permission.KEYS)
        failed = device is not None and device.state is Due.FAILED
        self.test.setEnabled(may)
        self.again.setEnabled(may and device is not None)
        self.retire.setEnabled(may and device is not None)
        self.incident.setEnabled(self.may(Permission.REPORT_INCIDENT) and failed)
        cards = []
        if device is not None and self.file is not None:
            wanted = _name(device.last)
            cards = [_card(each) for each in self.file.tests if _name(each) == wanted]
        self.history.show_cards(cards, _("Select a device to see its tests."))

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def open_test(self) -> None:
        """Open the form for a test of any device."""
        self._open(None)

    @Slot()
    def open_again(self) -> None:
        """Open the form for another test of the selected device."""
        device: DeviceDue | None = self.table.current()
        if device is not None:
            self._open(device.last)

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.again.isEnabled():
            self.open_again()

    def _open(self, last: DeviceTestRecord | None) -> None:
        if self.file is not None:
            dialog = DeviceTestDialog(self.context, self.file.places, last, self)
            dialog.succeeded.connect(self._on_tested)
            self.open_dialog(dialog)

    @Slot(object)
    def _on_tested(self, _result: object) -> None:
        dialog = self.dialog
        place_id = dialog.place.place_id() if isinstance(dialog, DeviceTestDialog) else None
        if isinstance(dialog, DeviceTestDialog) and dialog.failed and place_id is not None:
            told = _("{device} failed its test. {notes}").format(
                device=dialog.told(), notes=dialog.notes.toPlainText()
            )
            self.offer_incident(
                _(
                    "The device is shown as failed until it passes a test. Shall it be reported as"
                    " an incident, too?"
                ),
                _("Report an incident…"),
                OfferedIncident(self, None, place_id, told),
            )

    @Slot()
    def open_retire(self) -> None:
        """Open the form that says that the selected device is out of use."""
        device: DeviceDue | None = self.table.current()
        if device is not None:
            self.open_dialog(RetireDeviceDialog(self.context, device.last, self))

    @Slot()
    def open_incident(self) -> None:
        """Open the report of an incident about the selected device."""
        device: DeviceDue | None = self.table.current()
        if device is not None:
            told = _("{device} failed its test. {notes}").format(
                device=device_text(device.last), notes=device.last.notes
            )
            OfferedIncident(self, None, device.last.place_id, told).open()


def _name(test: DeviceTestRecord) -> tuple[int, str, str]:
    return test.place_id, test.device.value, test.label.casefold()


def _notice(devices: Sequence[DeviceDue]) -> str:
    """Return what is to be done about devices, in sentences."""
    failed = sum(each.state is Due.FAILED for each in devices)
    overdue = sum(each.state is Due.OVERDUE for each in devices)
    lines = []
    if failed:
        text = ngettext(
            "{count} device failed its last test.",
            "{count} devices failed their last test.",
            failed,
        )
        lines.append(text.format(count=count(failed)))
    if overdue:
        text = ngettext(
            "The test of {count} device is overdue.",
            "The tests of {count} devices are overdue.",
            overdue,
        )
        lines.append(text.format(count=count(overdue)))
    return " ".join(lines)


def _card(test: DeviceTestRecord) -> Card:
    title = _("Passed") if test.passed else _("FAILED")
    if test.retired:
        title = _("Out of use")
    lines = tuple(filter(None, (test.notes, _("Tested by {name}").format(name=test.tested_by))))
    return Card(title, lines, day(test.tested_on))


def _state(device: DeviceDue) -> str:
    words = {
        Due.FAILED: _("FAILED"),
        Due.OVERDUE: _("Overdue"),
        Due.DUE: _("Due this week"),
        Due.LATER: _("Tested"),
    }
    return words[device.state]


def _sign(device: DeviceDue) -> QIcon | None:
    if device.state in {Due.FAILED, Due.OVERDUE}:
        return icon("warning")
    return icon("check") if device.state is Due.LATER else None


def _columns() -> list[Column[DeviceDue]]:
    order = list(Due)
    return [
        Column(_("State"), _state, icon=_sign, order=lambda each: order.index(each.state)),
        Column(_("Place"), lambda each: each.last.place),
        Column(_("Device"), lambda each: label(each.last.device)),
        Column(_("Which one"), lambda each: each.last.label or NOTHING),
        Column(
            _("Last test"), lambda each: day(each.last.tested_on), order=lambda e: e.last.tested_on
        ),
        Column(_("Due"), lambda each: day(each.due_on), order=lambda each: each.due_on),
    ]
