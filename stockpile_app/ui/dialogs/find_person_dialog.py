"""Finds a participant by a part of the name; for those who may see names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.collection_people import NamedParticipant
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import day, refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.25, 0.5, 0.25)


class FindPersonDialog(JobDialog):
    """Names stand in this dialog alone; looking for one is an entry that does not say which.

    Signals:
        chosen: The code of the participant that was chosen.
    """

    chosen = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Look for nobody yet."""
        super().__init__(context, parent)
        self.setObjectName("find_person_dialog")
        self.setWindowTitle(_("Find by name"))
        self.name = QLineEdit()
        self.name.setObjectName("name_part")
        self.name.setAccessibleName(_("Part of the name"))
        self.look_button = QPushButton(_("&Look"))
        self.look_button.setObjectName("look")
        self.look_button.setDefault(True)
        self.look_button.clicked.connect(self.look)
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("find_said")
        self.table: SharesTable[NamedParticipant] = SharesTable(
            RecordsModel(_columns()), ("found_people", _("People of this name")), _SHARES
        )
        self.table.acts.keep_inside()
        self.table.activated.connect(self.choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        buttons.rejected.connect(self.reject)
        self.choose_button = QPushButton(_("&Show in the list"))
        self.choose_button.setObjectName("choose")
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self.choose)
        buttons.addButton(self.choose_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out(buttons)
        self._show(())
        make_room(self, 620, 420, context.settings.text_scale)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        said = PlainLabel(_("Part of the &name"))
        said.setBuddy(self.name)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (said, self.name, self.look_button):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Find by name"), role="title"))
        layout.addWidget(PlainLabel(_("That you looked is in the ledger."), role="notice"))
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)

    @Slot()
    def look(self) -> None:
        """Look for who has this in the name."""
        text = self.name.text().strip()
        if not text:
            self.said.setText(_("Write a part of the name."))
            return
        people = self.context.services.collections.people
        job: Job[Any] = Job(lambda _progress: people.search(text))
        job.succeeded.connect(self._on_found)
        job.refused.connect(self._on_refused)
        self.run(job, writes=True)

    @Slot(object)
    def _on_found(self, found: Sequence[NamedParticipant]) -> None:
        self._show(found)
        self.said.setText("" if found else _("Nobody has this in the name."))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.said.setText(refusal_text(error))

    def _show(self, found: Sequence[NamedParticipant]) -> None:
        self.table.records.show(found)
        self.choose_button.setEnabled(bool(found))
        if found:
            self.table.choose(0)
            self.table.setFocus()

    @Slot()
    def choose(self) -> None:
        """Show the selected one in the list of codes."""
        person = self.table.current()
        if person is not None:
            self.accept()
            self.chosen.emit(person.participant.code)


def _columns() -> list[Column[NamedParticipant]]:
    return [
        Column(_("Code"), lambda each: each.participant.code),
        Column(_("Name"), lambda each: each.name),
        Column(_("Day"), lambda each: day(each.participant.arrived_at.date())),
    ]
