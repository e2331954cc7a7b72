"""Opening a trace, receiving a request, stating it anew, and sending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import OpenTrace, ReceiveTrace, RestateTrace, SendTrace
from stockpile_app.domain.tracing_records import TraceDone, TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceDirection
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.scan_words import weapon_words
from stockpile_app.ui.widgets.fields import CodeCombo, SuggestEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.form_tabs import FormTabs
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.trace_forms import CounterpartForm, DescriptionForm, RequestFields

MEANS: Final = (
    N_("Registered letter"),
    N_("E-mail"),
    N_("INTERPOL I-24/7"),
    N_("Diplomatic channel"),
    N_("By hand"),
)
TRACED_SINCE: Final = 1946
"""Older weapons need not be traced (MOSAIC 05.31, exceptions)."""

_MOST_OF_IT: Final = 100
_OURS: Final = (TraceDirection.OUT, TraceDirection.DOMESTIC)


class TabbedTraceDialog(FormDialog):
    """A form in tabs; what is wrong is shown in its tab."""

    def __init__(self, context: UiContext, title: str, act: str, parent: QWidget | None) -> None:
        """Build the frame."""
        super().__init__(context, title, act, parent, columns=2)
        self.tabs = FormTabs("trace_form_tabs", title)
        self.body.addWidget(self.tabs, 1)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - the frame's
        layout.setStretchFactor(self.body, _MOST_OF_IT)
        make_room(self, 980, 680, context.settings.text_scale)

    @override
    @Slot()
    def submit(self) -> None:
        self.tabs.clear_errors()
        super().submit()

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        self.form.clear_errors()
        if not self.tabs.show_error(error):
            super().on_refused(error)


class OpenTraceDialog(TabbedTraceDialog):
    """Opens a file about a weapon that was found here: of the register, or described."""

    def __init__(
        self,
        context: UiContext,
        weapon: WeaponRecord | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a weapon; ``about`` names the files that there are about it already."""
        super().__init__(context, _("New trace"), _("&Open the file"), parent)
        self.setObjectName("open_trace_dialog")
        self.keep_draft("open_trace")
        self.weapon: WeaponRecord | None = None
        self.known = PlainLabel("", role="notice", wrap=True)
        self.known.setObjectName("known_files")
        self.body.insertWidget(0, self.known)
        self.known.setText(about)
        self.known.setVisible(bool(about))
        self._build_head()
        self.details = RequestFields()
        self.tabs.add_form(_("&1 Why"), self.details.why)
        contacts = context.services.contacts.all()
        whom = CounterpartForm(contacts, _("&Who is asked"))
        self.whom = self.tabs.add_form(_("&2 Whom"), whom)
        self.tabs.add_form(_("&3 Handling"), self.details.handling)
        self.described = self.tabs.add_form(_("&4 A weapon not registered"), DescriptionForm())
        self.show_weapon(weapon)

    def _build_head(self) -> None:
        self.scan = ScanField("trace_weapon")
        self.scan.read.connect(self.on_scan)
        self.named = PlainLabel("", role="heading", wrap=True)
        self.named.setObjectName("trace_weapon_named")
        self.direction = CodeCombo(_OURS)
        self.opened_on = today_edit(self.context)
        self.reference = QLineEdit()
        hint = _("Scan it, or type its number; or describe it in the last tab.")
        self.form.add("weapon_id", _("Weapo&n"), self.scan, hint=hint)
        self.form.add_wide(self.named)
        self.form.add("direction", _("&Kind"), self.direction)
        self.form.add("opened_on", _("O&pened on"), self.opened_on, column=1)
        self.form.add("reference", _("Our r&eference"), self.reference, column=1)

    def show_weapon(self, weapon: WeaponRecord | None) -> None:
        """Take a weapon of the register; the file gets all that is known of it, frozen."""
        self.weapon = weapon
        text = ""
        if weapon is not None:
            text = f"{weapon.number} · {weapon_words(weapon)}"
            if weapon.year is not None and weapon.year < TRACED_SINCE:
                hint = _("Made before {year}: such weapons are not traced as a rule.")
                text = f"{text}\n{hint.format(year=TRACED_SINCE)}"
        self.named.setText(text)
        self.named.setVisible(weapon is not None)
        self.form.show_field("weapon_id", shown=weapon is None)
        self.tabs.setTabVisible(3, weapon is None)

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Take the weapon that was scanned or typed."""
        self.form.clear_errors()
        try:
            scan = self.context.services.scans.read(text)
        except StockpileError as error:
            self.on_refused(error)
            return
        if scan.weapon is None:
            said = _("“{text}” is no weapon of this register.").format(text=scan.text)
            self.form.show_text("weapon_id", said)
            return
        self.show_weapon(scan.weapon)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        weapon = self.weapon
        if weapon is None and self.described.is_empty:
            raise BadValue(N_("Name the weapon, or describe it in the last tab."), "weapon_id")
        asked = OpenTrace(
            direction=self.direction.code(TraceDirection) or TraceDirection.OUT,
            opened_on=given(self.opened_on),
            weapon_id=weapon.id if weapon is not None else None,
            description=None if weapon is not None else self.described.description(),
            details=self.details.details(),
            reference=self.reference.text(),
            counterpart=None if self.whom.is_empty else self.whom.choice(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.open_request(asked)


class ReceiveTraceDialog(TabbedTraceDialog):
    """Records a request that came from another State, as it stands there."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Start empty."""
        title = _("A request from another State")
        super().__init__(context, title, _("&Record the request"), parent)
        self.setObjectName("receive_trace_dialog")
        self.keep_draft("receive_trace")
        self.received_on = today_edit(context)
        self.reference = QLineEdit()
        self.form.add("received_on", _("Recei&ved on"), self.received_on, required=True)
        self.form.add("reference", _("Our r&eference"), self.reference, column=1)
        contacts = context.services.contacts.all()
        self.whom = self.tabs.add_form(_("&1 From whom"), CounterpartForm(contacts, _("&Who asks")))
        self.described = self.tabs.add_form(_("&2 The weapon as they read it"), DescriptionForm())
        self.details = RequestFields()
        self.tabs.add_form(_("&3 Why"), self.details.why)
        self.tabs.add_form(_("&4 Handling"), self.details.handling)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        asked = ReceiveTrace(
            received_on=given(self.received_on),
            counterpart=self.whom.choice(),
            description=self.described.description(),
            details=self.details.details(),
            reference=self.reference.text(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.receive(asked)


class RestateTraceDialog(TabbedTraceDialog):
    """States anew what a request says, with the reason."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Show what is stated now."""
        super().__init__(context, _("State it anew"), _("&Record"), parent)
        self.setObjectName("restate_trace_dialog")
        self.keep_draft("restate_trace", file.id)
        self._file = file
        self.reason = QLineEdit()
        self.renew = QCheckBox(_("Freeze the &weapon again, as it is registered now"))
        self.form.add("reason", _("R&eason"), self.reason, required=True)
        self.form.add("renew_snapshot", "", self.renew, column=1)
        self.renew.setVisible(file.weapon is not None)
        self.details = RequestFields()
        self.details.show_details(file.details)
        self.tabs.add_form(_("&1 Why"), self.details.why)
        contacts = context.services.contacts.all()
        self.whom = self.tabs.add_form(
            _("&2 Whom"), CounterpartForm(contacts, _("E&xchanged with"))
        )
        self.whom.show_counterpart(file.counterpart)
        self.tabs.add_form(_("&3 Handling"), self.details.handling)
        self.described: DescriptionForm | None = None
        if file.description is not None:
            form = DescriptionForm()
            self.described = self.tabs.add_form(_("&4 The weapon as it was read"), form)
            form.show_description(file.description)
        self._choice = self.whom.choice()
        self._details = self.details.details()
        self._description = self.described.description() if self.described else None

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        details, choice = self.details.details(), self.whom.choice()
        said = self.described.description() if self.described is not None else None
        asked = RestateTrace(
            file_id=self._file.id,
            reason=self.reason.text(),
            details=details if details != self._details else None,
            description=said if said != self._description else None,
            counterpart=choice if choice != self._choice else None,
            renew_snapshot=self.renew.isChecked(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.restate(asked)


class SendTraceDialog(FormDialog):
    """Records that the request went out, or was reminded of."""

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Begin with whom the file names."""
        again = file.sent_on is not None
        title = _("Reminded of the request") if again else _("The request was sent")
        super().__init__(context, title, _("&Record"), parent)
        self.setObjectName("send_trace_dialog")
        self.keep_draft("send_trace", file.id)
        self._file = file
        self.sent_on = today_edit(context)
        self.means = SuggestEdit([_(each) for each in MEANS])
        self.form.add("sent_on", _("Sent o&n"), self.sent_on, required=True)
        self.form.add("means", _("&Means"), self.means)
        contacts = context.services.contacts.all()
        self.whom = CounterpartForm(contacts, _("&To"))
        self.whom.show_counterpart(file.counterpart)
        self._choice = self.whom.choice()
        self.body.addWidget(self.whom)
        self.whom.level_with(self.form)

    @override
    def command(self) -> Callable[[Progress], TraceDone]:
        self.whom.clear_errors()
        choice = self.whom.choice()
        asked = SendTrace(
            file_id=self._file.id,
            sent_on=given(self.sent_on),
            counterpart=choice if choice != self._choice else None,
            means=self.means.text(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.send(asked)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        name = error.field if isinstance(error, BadValue) else ""
        if self.whom.has_field(name):
            self.form.clear_errors()
            self.whom.show_error(error)
            return
        super().on_refused(error)
