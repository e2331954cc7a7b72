"""Who has the key of a compartment, who waits for it, and letting them in."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment, CompartmentRecord
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import day, label, refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.5, 0.5)


class _Person(NamedTuple):
    name: str
    shown: str
    since: str

    @property
    def waits(self) -> bool:
        return not self.since


class AdmissionDialog(JobDialog):
    """A table of people; who has the key admits who waits. Each admission is an entry."""

    def __init__(
        self, context: UiContext, compartment: Compartment, parent: QWidget | None = None
    ) -> None:
        """Show who can read ``compartment``."""
        super().__init__(context, parent)
        self.setObjectName("admission_dialog")
        self.setWindowTitle(_("Who has the key"))
        self.compartment = compartment
        title = _("Who has the key to: {what}").format(what=label(compartment))
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("admission_said")
        self.refused = PlainLabel("", role="banner", wrap=True)
        self.refused.setObjectName("admission_refused")
        self.refused.hide()
        self.table: SharesTable[_Person] = SharesTable(
            RecordsModel(_columns()), ("admissions", _("People")), _SHARES
        )
        self.table.setMinimumHeight(self.table.height_of(5))
        self.table.chosen.connect(self._on_chosen)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.buttons.rejected.connect(self.reject)
        self.admit_button = QPushButton(_("&Admit"))
        self.admit_button.setObjectName("admit")
        self.admit_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.admit_button.clicked.connect(self.admit)
        self.buttons.addButton(self.admit_button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(title, role="title", wrap=True))
        layout.addWidget(self.said)
        layout.addWidget(self.refused)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        make_room(self, 620, 420, context.settings.text_scale)
        self.reload()

    def reload(self) -> None:
        """Show who has the key now."""
        found = self.context.services.admissions.all()
        record = next(each for each in found if each.compartment is self.compartment)
        self.said.setText(self._words(record))
        holders = [
            _Person(each.name, f"{each.full_name} ({each.name})", day(each.admitted_on))
            for each in record.holders
        ]
        waiting = [_Person(name, self._full(name), "") for name in record.waiting]
        self._own = any(each.name == self.context.services.user.name for each in holders)
        self.table.records.show([*waiting, *holders])
        if waiting or holders:
            self.table.choose(0)
        else:
            self._on_chosen(None)

    def _full(self, name: str) -> str:
        users = {each.name: each.full_name for each in self.context.services.desk.users()}
        return f"{users.get(name, name)} ({name})"

    def _words(self, record: CompartmentRecord) -> str:
        said = _(
            "Whose role grants it waits here until somebody who has the key admits them. They can"
            " then read everything that was recorded before, too."
        )
        if not record.holders:
            said = _("Nobody has it yet: it is made when the first who may opens the page.")
        if record.recoverable:
            return " ".join((said, _("The recovery code in the envelope opens it, too.")))
        return said

    @Slot(object)
    def _on_chosen(self, person: _Person | None) -> None:
        writable = not self.context.services.read_only
        may = person is not None and person.waits and self._own
        self.admit_button.setEnabled(may and writable)

    @Slot()
    def admit(self) -> None:
        """Let the selected person in."""
        person = self.table.current()
        if person is None:
            return
        self.refused.hide()
        admissions, compartment = self.context.services.admissions, self.compartment
        job = Job(lambda _progress: admissions.admit(compartment, person.name))
        job.succeeded.connect(self._on_admitted)
        job.refused.connect(self._on_refused)
        self.admit_button.setEnabled(False)
        self.run(job, writes=True)

    @Slot(object)
    def _on_admitted(self, changes: ChangeSet) -> None:
        if not self.closed:
            self.reload()
        self.context.bus.committed.emit(changes)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refused.setText(refusal_text(error))
        self.refused.show()


def _sign(person: _Person) -> QIcon | None:
    return icon("warning") if person.waits else icon("check")


def _columns() -> list[Column[_Person]]:
    return [
        Column(_("Who"), lambda each: each.shown),
        Column(
            _("Key"),
            lambda each: (
                _("waits for it") if each.waits else _("since {day}").format(day=each.since)
            ),
            icon=_sign,
        ),
    ]
