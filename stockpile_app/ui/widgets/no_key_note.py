"""Says how a user comes by the key of a compartment that their role opens."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.plain import PlainLabel


class NoKeyNote(QWidget):
    """Hidden for who has the key, or needs none; looks again when keys are given."""

    def __init__(
        self, context: UiContext, compartment: Compartment, parent: QWidget | None = None
    ) -> None:
        """Speak of ``compartment``."""
        super().__init__(parent)
        self._context, self._compartment = context, compartment
        self.said = PlainLabel("", role="notice", wrap=True)
        self.said.setObjectName("no_key")
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.said)
        context.bus.committed.connect(self._on_committed)

    def look(self) -> None:
        """Find out whether the key is at hand."""
        user = self._context.services.user
        needed = self._compartment.permission in user.permissions
        found = self._context.services.admissions.all() if needed else []
        record = next((each for each in found if each.compartment is self._compartment), None)
        holders = record.holders if record is not None else ()
        without = bool(holders) and user.name not in {each.name for each in holders}
        people = listed(f"{each.full_name} ({each.name})" for each in holders)
        text = _(
            "Names are sealed with a key of their own, which you do not have yet: you can neither"
            " see them nor register anybody. Who has it: {people}. Ask one of them to sign in and"
            " to admit you under “Who has the key…”; if none can be reached, an administrator"
            " recovers a user with the recovery code of the sealed envelope at the sign-in."
        )
        self.said.setText(text.format(people=people) if without else "")
        self.said.setVisible(without)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.compartments or changes.users:
            self.look()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
