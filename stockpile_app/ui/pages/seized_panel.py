"""What was seized or found and is neither marked and taken in, nor destroyed; with its age."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.marking_records import QueuedWeapon
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.marking_dialogs import TakeIntoStockDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import count, day, label, refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.18, 0.16, 0.16, 0.14, 0.12, 0.08, 0.16)


class SeizedPanel(QWidget):
    """The longest waiting first.

    Signals:
        weapon_wanted: Id of a weapon.
    """

    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the queue as soon as it is read."""
        super().__init__(parent)
        self.setObjectName("seized_panel")
        self.setAccessibleName(_("Found and seized"))
        self.context = context
        self.dialog: QDialog | None = None
        self._job: Job[list[QueuedWeapon]] | None = None
        self._again = False
        self.note = PlainLabel("", role="hint", wrap=True)
        self.note.setObjectName("seized_note")
        self.take = QPushButton(_("&Take into State stock…"))
        self.take.setObjectName("take_into_stock")
        self.take.clicked.connect(self.open_take)
        self.table: SharesTable[QueuedWeapon] = SharesTable(
            RecordsModel(_columns()), ("seized", _("Found and seized weapons")), _SHARES
        )
        self.table.when_empty(
            _(
                "Nothing waits. Say of a weapon how it came, on the page Weapons: what was seized,"
                " confiscated, found, surrendered or captured waits here."
            )
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.activated.connect(self._on_activated)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        context.bus.committed.connect(self._on_committed)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the queue again."""
        if self._job is not None:
            self._again = True
            return
        marking = self.context.services.marking
        self._job = Job(lambda _progress: marking.queue())
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_loaded(self, queue: list[QueuedWeapon]) -> None:
        self.table.records.show(queue)
        text = ngettext(
            "{count} weapon waits to be marked and taken in, or destroyed (ITI paragraph 9).",
            "{count} weapons wait to be marked and taken in, or destroyed (ITI paragraph 9).",
            len(queue),
        ).format(count=count(len(queue)))
        self.note.setText(text if queue else "")
        self._enable()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.note.setText(refusal_text(error))

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.reload()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.marking or changes.weapons or changes.many or changes.disposal:
            self.reload()

    def _chosen(self) -> list[QueuedWeapon]:
        rows = self.table.selectionModel().selectedRows()
        return [self.table.records.record(each.row()) for each in rows]

    @Slot()
    def _enable(self) -> None:
        services = self.context.services
        may = services.desk.may(Permission.MARK) and not services.read_only
        self.take.setEnabled(may and bool(self._chosen()))

    @Slot()
    def open_take(self) -> None:
        """Open the form that takes the selected weapons into stock."""
        ids = [each.weapon.id for each in self._chosen()]
        if ids:
            self.dialog = TakeIntoStockDialog(self.context, ids, self)
            self.dialog.open()

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        chosen = self._chosen()
        if chosen:
            self.weapon_wanted.emit(chosen[0].weapon.id)


def _columns() -> list[Column[QueuedWeapon]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.weapon)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("How it came"), lambda each: label(each.acquisition)),
        Column(_("On"), lambda each: day(each.acquired_on), order=lambda each: each.acquired_on),
        Column(_("Days"), lambda each: count(each.days), number=True, order=lambda each: each.days),
        Column(
            _("Mark"),
            lambda each: _("✓ Marked") if each.marked else _("○ Not marked yet"),
        ),
    ]
