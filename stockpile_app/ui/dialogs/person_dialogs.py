"""Describes and retires people, units and organisations; adding them is in ``person_form``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.people import LONGEST_REASON, DescribePerson, PersonRecord
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services.people import PersonChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.person_form import PersonFields
from stockpile_app.ui.widgets.plain import PlainLabel


class DescribePersonDialog(FormDialog):
    """Changes what is known of somebody; what was known stays in the history."""

    def __init__(
        self, context: UiContext, person: PersonRecord, parent: QWidget | None = None
    ) -> None:
        """Show what is known of ``person``."""
        super().__init__(context, _("Describe a person or unit"), _("&Save"), parent)
        self.setObjectName("describe_person_dialog")
        self.keep_draft("describe_person", person.id)
        self._person = person
        self.form.add_wide(PlainLabel(label(person.kind), role="hint"))
        self.fields = PersonFields(self.form, context, person)
        self.fields.show_for(person.kind)

    @override
    def command(self) -> Callable[[Progress], PersonChanged]:
        values = self.fields.values(self._person.kind)
        asked = DescribePerson(person_id=self._person.id, **values)  # type: ignore[arg-type]
        people = self.context.services.people
        return lambda _progress: people.describe(asked)


class RetirePersonDialog(FormDialog):
    """Takes somebody off the list of those to whom things are handed."""

    def __init__(
        self, context: UiContext, person: PersonRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why nothing more is handed to ``person``."""
        super().__init__(context, _("Retire a person or unit"), _("Re&tire"), parent)
        self.setObjectName("retire_person_dialog")
        self._person = person
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.form.add_wide(PlainLabel(person.title, role="heading", wrap=True))
        self.form.add_wide(
            PlainLabel(
                _(
                    "Nothing more can be handed to them; what they had stays in the history. All"
                    " weapons and keys must be back first."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.form.add("reason", _("&Reason"), self.reason)

    @override
    def command(self) -> Callable[[Progress], PersonChanged]:
        person_id, reason = self._person.id, self.reason.text()
        people = self.context.services.people
        return lambda _progress: people.retire(person_id, reason)
