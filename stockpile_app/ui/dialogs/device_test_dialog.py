"""Records tests of what guards a place, and that something guards it no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.guarding import DeviceTestRecord, RecordDeviceTest, RetireDevice
from stockpile_app.domain.guarding_rules import LONGEST_REASON
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import DeviceKind
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.i18n import gettext as _
from stockpile_app.services.guarding import KeysChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


class DeviceTestDialog(FormDialog):
    """Asks what was tested, and whether it passed."""

    def __init__(
        self,
        context: UiContext,
        places: Sequence[PlaceRecord],
        last: DeviceTestRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the device of its ``last`` test, where it is tested again."""
        super().__init__(context, _("Record a test"), _("&Record"), parent)
        self.setObjectName("device_test_dialog")
        self.place = PlacePicker(places)
        self.device = CodeCombo(DeviceKind)
        self.label = QLineEdit()
        self.label.setMaxLength(LONGEST_NAME)
        self.outcome = QComboBox()
        self.outcome.addItem(_("Choose the result"), None)
        self.outcome.addItem(_("Passed"), "passed")
        self.outcome.addItem(_("Failed"), "failed")
        self.notes = NotesEdit(3)
        self.tested_by = NameEdit(context, context.services.user.full_name)
        self.tested_on = DayEdit()
        self.tested_on.setText(context.services.desk.today.isoformat())
        if last is not None:
            self.place.set_place(last.place_id)
            self.device.set_code(last.device)
            self.label.setText(last.label)
        self.form.add("place", _("&Place"), self.place, required=True)
        self.form.add("device", _("&Device"), self.device)
        self.form.add(
            "label",
            _("&Which one"),
            self.label,
            hint=_("Where there are several, such as: north gate. Always write it the same way."),
        )
        self.form.add("passed", _("R&esult"), self.outcome, required=True)
        self.form.add(
            "notes",
            _("&Notes"),
            self.notes,
            hint=_("Of a failure: what failed, and what is done until it is mended."),
        )
        self.form.add("tested_by", _("Tested &by"), self.tested_by, required=True)
        self.form.add("occurred_on", _("&On"), self.tested_on, required=True)
        if last is not None:
            self.outcome.setFocus()

    @property
    def failed(self) -> bool:
        """Whether the result is that it failed."""
        return bool(self.outcome.currentData() == "failed")

    def told(self) -> str:
        """Return which device it is, in words."""
        return " ".join(filter(None, (self.device.currentText(), self.label.text().strip())))

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the place that the device guards."), "place")
        if self.outcome.currentData() is None:
            raise BadValue(N_("Say whether it passed or failed."), "passed")
        asked = RecordDeviceTest(
            place_id=place_id,
            device=self.device.code(DeviceKind) or DeviceKind.OTHER,
            occurred_on=given(self.tested_on),
            passed=not self.failed,
            tested_by=self.tested_by.text(),
            label=self.label.text(),
            notes=self.notes.toPlainText(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.test_device(asked)


class RetireDeviceDialog(FormDialog):
    """Records that a device guards a place no more."""

    def __init__(
        self, context: UiContext, last: DeviceTestRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why the device of the ``last`` test is out of use."""
        super().__init__(context, _("A device is out of use"), _("&Record"), parent)
        self.setObjectName("retire_device_dialog")
        self._last = last
        title = " · ".join((device_text(last), last.place))
        self.form.add_wide(PlainLabel(title, role="heading", wrap=True))
        self.form.add_wide(
            PlainLabel(
                _(
                    "No test of it is due any more; its tests stay in the log. Also for one that"
                    " was written wrongly. Another test brings it back."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.retired_on = DayEdit()
        self.retired_on.setText(context.services.desk.today.isoformat())
        self.form.add("reason", _("R&eason"), self.reason, required=True)
        self.form.add("occurred_on", _("&On"), self.retired_on, required=True)

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        asked = RetireDevice(
            place_id=self._last.place_id,
            device=self._last.device,
            label=self._last.label,
            occurred_on=given(self.retired_on),
            reason=self.reason.text(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.retire_device(asked)


def device_text(test: DeviceTestRecord) -> str:
    """Return which device it is, in words."""
    return " ".join(filter(None, (label(test.device), test.label)))
