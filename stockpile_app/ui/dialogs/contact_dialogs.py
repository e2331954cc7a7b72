"""National points of contact: stated, confirmed, retired; and the targets of tracing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.contacts import (
    MOST_DAYS,
    ConfirmContact,
    ContactChanged,
    ContactRecord,
    RetireContact,
    StateContact,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import StateTraceTargets
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_vocabulary import ContactInstrument
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.reference.countries import country_name
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.widgets.code_checks import CodeChecks
from stockpile_app.ui.widgets.fields import CountryEdit, DayEdit, NotesEdit, SuggestEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel

_HOW: Final = (
    N_("Telephone"),
    N_("E-mail"),
    N_("Letter"),
    N_("List of the United Nations"),
    N_("Meeting"),
)


class ContactDialog(FormDialog):
    """An office, a new one or one that changed."""

    def __init__(
        self,
        context: UiContext,
        contact: ContactRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show an office as it is; None for a new one."""
        title = _("Change a point of contact") if contact else _("New point of contact")
        super().__init__(context, title, _("&Record"), parent, columns=2)
        self.setObjectName("contact_dialog")
        self.keep_draft("contact", contact.id if contact else "")
        self._contact = contact
        self.country = CountryEdit()
        self.authority, self.office, self.post = QLineEdit(), QLineEdit(), QLineEdit()
        self.instruments = CodeChecks("instrument", ContactInstrument)
        self.address = NotesEdit(3)
        self.email, self.telephone, self.languages = QLineEdit(), QLineEdit(), QLineEdit()
        self.notes = NotesEdit(2)
        self.confirmed_on = DayEdit()
        self.confirmed_by = SuggestEdit([_(each) for each in _HOW])
        self._build()
        if contact is not None:
            self._show(contact)
        self.resize(980, 480)

    def _build(self) -> None:
        add = self.form.add
        add("country", pgettext("country", "&State"), self.country, required=True)
        add("office", _("O&ffice"), self.office, required=True)
        add("authority", _("&Authority"), self.authority)
        hint = _("The post, not a person's name: people change.")
        add("post", _("&Post"), self.post, hint=hint)
        add("instruments", _("Point of contact f&or"), self.instruments, required=True)
        add("address", _("A&ddress"), self.address, column=1)
        add("email", _("&E-mail"), self.email, column=1)
        add("telephone", _("&Telephone"), self.telephone, column=1)
        add("languages", _("&Languages"), self.languages, column=1)
        add("confirmed_on", _("Co&nfirmed on"), self.confirmed_on, column=1)
        add("confirmed_by", _("Confirmed &by"), self.confirmed_by, column=1)
        add("notes", _("Othe&r notes"), self.notes, column=1)

    def _show(self, contact: ContactRecord) -> None:
        self.country.set_country(contact.country)
        self.authority.setText(contact.authority)
        self.office.setText(contact.office)
        self.post.setText(contact.post)
        self.instruments.tick(contact.instruments)
        self.address.setPlainText(contact.address)
        self.email.setText(contact.email)
        self.telephone.setText(contact.telephone)
        self.languages.setText(contact.languages)
        self.notes.setPlainText(contact.notes)
        self.confirmed_on.setText(contact.confirmed_on.isoformat() if contact.confirmed_on else "")
        self.confirmed_by.setText(contact.confirmed_by)

    @override
    def command(self) -> Callable[[Progress], ContactChanged]:
        asked = StateContact(
            contact_id=self._contact.id if self._contact else None,
            country=self.country.country(),
            office=self.office.text(),
            instruments=self.instruments.codes(ContactInstrument),
            authority=self.authority.text(),
            post=self.post.text(),
            address=self.address.toPlainText(),
            email=self.email.text(),
            telephone=self.telephone.text(),
            languages=self.languages.text(),
            notes=self.notes.toPlainText(),
            confirmed_on=self.confirmed_on.day(),
            confirmed_by=self.confirmed_by.text(),
        )
        contacts = self.context.services.contacts
        return lambda _progress: contacts.state(asked)


class ConfirmContactDialog(FormDialog):
    """Records that what is stated of an office was found to be right."""

    def __init__(
        self, context: UiContext, contact: ContactRecord, parent: QWidget | None = None
    ) -> None:
        """Ask when, and how it is known."""
        super().__init__(context, _("Confirm a point of contact"), _("&Confirm"), parent)
        self.setObjectName("confirm_contact_dialog")
        self._contact = contact
        self.form.add_wide(PlainLabel(contact_title(contact), role="heading", wrap=True))
        self.confirmed_on = today_edit(context)
        self.confirmed_by = SuggestEdit([_(each) for each in _HOW])
        self.form.add("confirmed_by", _("Known &by"), self.confirmed_by, required=True)
        self.form.add("confirmed_on", _("Confirmed o&n"), self.confirmed_on, required=True)

    @override
    def command(self) -> Callable[[Progress], ContactChanged]:
        asked = ConfirmContact(
            contact_id=self._contact.id,
            confirmed_on=given(self.confirmed_on),
            confirmed_by=self.confirmed_by.text(),
        )
        contacts = self.context.services.contacts
        return lambda _progress: contacts.confirm(asked)


class RetireContactDialog(FormDialog):
    """Takes an office out of the directory."""

    def __init__(
        self, context: UiContext, contact: ContactRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why."""
        super().__init__(context, _("Retire a point of contact"), _("&Retire"), parent)
        self.setObjectName("retire_contact_dialog")
        self._contact = contact
        self.form.add_wide(PlainLabel(contact_title(contact), role="heading", wrap=True))
        self.reason = QLineEdit()
        hint = _("What was sent to it stays recorded.")
        self.form.add("reason", _("R&eason"), self.reason, required=True, hint=hint)

    @override
    def command(self) -> Callable[[Progress], ContactChanged]:
        asked = RetireContact(contact_id=self._contact.id, reason=self.reason.text())
        contacts = self.context.services.contacts
        return lambda _progress: contacts.retire(asked)


class TraceTargetsDialog(FormDialog):
    """Sets within how many days requests are to be acknowledged and answered."""

    def __init__(
        self, context: UiContext, targets: TraceTargets, parent: QWidget | None = None
    ) -> None:
        """Begin with the targets in force."""
        super().__init__(context, _("Targets of tracing"), _("&Set them"), parent)
        self.setObjectName("trace_targets_dialog")
        said = _(
            "The International Tracing Instrument sets no number of days: your rules do. What is"
            " open is measured by the new targets from now on."
        )
        self.body.insertWidget(0, PlainLabel(said, role="hint", wrap=True))
        self.acknowledge = _days(targets.acknowledge)
        self.answer = _days(targets.answer)
        self.confirm = _days(targets.confirm)
        self.reason = QLineEdit()
        add = self.form.add
        add("acknowledge", _("&Acknowledge within, days"), self.acknowledge)
        add("answer", _("A&nswer within, days"), self.answer)
        add("confirm", _("&Confirm contacts after, days"), self.confirm)
        hint = _("The rule or instruction that they rest on.")
        add("reason", _("&Reason"), self.reason, required=True, hint=hint)

    @override
    def command(self) -> Callable[[Progress], ChangeSet]:
        asked = StateTraceTargets(
            acknowledge=self.acknowledge.value(),
            answer=self.answer.value(),
            confirm=self.confirm.value(),
            reason=self.reason.text(),
        )
        tracing = self.context.services.tracing
        return lambda _progress: tracing.state_targets(asked)


def contact_title(contact: ContactRecord) -> str:
    """Return which office it is, in a line."""
    return f"{country_name(contact.country)} – {contact.office}"


def _days(value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(1, MOST_DAYS)
    spin.setValue(value)
    return spin
