"""How completely weapons are marked, by depot and model."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.marking_records import MarkingRow
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.marking_words import verdict_words
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count, refusal_text
from stockpile_app.ui.widgets.busy_bar import busy_bar
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)


class CompletenessPanel(QWidget):
    """A row a model in a depot; what the profiles in force say of its weapons.

    Signals:
        query_wanted: A ``WeaponQuery`` for the weapons of a row.
    """

    query_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Count as soon as it is shown."""
        super().__init__(parent)
        self.setObjectName("completeness_panel")
        self.setAccessibleName(_("Completeness"))
        self.context = context
        self._job: Job[list[MarkingRow]] | None = None
        self._stale = True
        self.total = PlainLabel("", role="heading", wrap=True)
        self.total.setObjectName("marking_total")
        self.stop = QPushButton(_("&Stop"))
        self.stop.setObjectName("stop_counting")
        self.stop.clicked.connect(self._on_stop)
        self.again = QPushButton(_("&Count again"))
        self.again.setObjectName("count_again")
        self.again.clicked.connect(self.reload)
        self.busy = busy_bar("counting", _("Weapons are measured"))
        self.table: SharesTable[MarkingRow] = SharesTable(
            RecordsModel(_columns()),
            ("completeness", _("Completeness by depot and model")),
            _SHARES,
        )
        self.table.activated.connect(self._on_activated)
        self.table.when_empty(
            _(
                "Here stands how many weapons of each depot and model bear their marks. Register"
                " weapons first, on the page Weapons."
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.total, 1)
        row.addWidget(self.stop)
        row.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.busy)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        context.bus.committed.connect(self._on_committed)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Count again."""
        if self._job is not None:
            return
        marking = self.context.services.marking
        self._stale = False
        self._job = Job(lambda progress: marking.statistics(None, progress))
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self._working(on=True)
        self.context.jobs.start(self._job, writes=False)

    def _working(self, *, on: bool) -> None:
        self.busy.setVisible(on)
        self.stop.setEnabled(on)
        self.again.setEnabled(not on)

    @Slot()
    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _on_loaded(self, rows: list[MarkingRow]) -> None:
        self.table.records.show(rows)
        parts = [
            stated(verdict_words(each), count(sum(row.count(each) for row in rows)))
            for each in MarkingVerdict
        ]
        self.total.setText("   ".join(parts) if rows else _("There are no weapons to measure."))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.total.setText(refusal_text(error))

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self._working(on=False)
        if self._stale and self.isVisible():
            self.reload()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.marking or changes.weapons or changes.many:
            self._stale = True
            if self.isVisible():
                self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        row: MarkingRow | None = self.table.current()
        if row is None:
            return
        depots = {each.name: each.id for each in self.context.services.places.all()}
        self.query_wanted.emit(WeaponQuery(place=depots.get(row.depot), model=row.model))


def _columns() -> list[Column[MarkingRow]]:
    return [
        Column(_("Depot"), lambda each: each.depot),
        Column(_("Model"), lambda each: each.model or NOTHING),
        Column(
            _("Weapons"),
            lambda each: count(each.weapons),
            number=True,
            order=lambda each: each.weapons,
        ),
        *(_verdict_column(each) for each in MarkingVerdict),
    ]


def _verdict_column(verdict: MarkingVerdict) -> Column[MarkingRow]:
    return Column(
        verdict_words(verdict),
        lambda each: count(each.count(verdict)) if each.count(verdict) else NOTHING,
        number=True,
        order=lambda each: each.count(verdict),
    )
