"""The first page: what is due, what is held, and how well it is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.overview import DueItem, DueList, OverviewRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import count, day, refusal_text
from stockpile_app.ui.widgets.busy_bar import busy_bar
from stockpile_app.ui.widgets.due_table import DueTable
from stockpile_app.ui.widgets.figure_card import FigureCard
from stockpile_app.ui.widgets.first_steps import FirstStepsPanel
from stockpile_app.ui.widgets.holdings_panel import HoldingsPanel
from stockpile_app.ui.widgets.keeping_panel import KeepingPanel
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel

_REST_MS: Final = 300
_BUSY_HEIGHT: Final = 4
_ROWS_SEEN: Final = 4


class OverviewPage(QWidget):
    """Figures, each of which opens the list behind it.

    Signals:
        open_wanted: The name of a page, and the id of what is to be opened there, or None.
        query_wanted: A ``WeaponQuery`` of the weapons behind a figure.
        import_asked: An empty register shall be filled from a file.
    """

    open_wanted = Signal(str, object)
    query_wanted = Signal(object)
    import_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show everything as soon as it is read."""
        super().__init__(parent)
        self.setObjectName("overview_page")
        self.setAccessibleName(_("Overview"))
        self.context = context
        self.dialog: QDialog | None = None
        self.record: OverviewRecord | None = None
        self._job: Job[OverviewRecord] | None = None
        self._stale = False
        self._chosen = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.reload)
        self._build()
        context.bus.committed.connect(self._on_committed)
        self.reload()

    def _build(self) -> None:
        self.head = PageHead(_("Overview"))
        self.head.add_button("as_of", _("&As of a date…"), self._on_as_of, "history")
        self.head.add_button("refresh", _("R&efresh"), self.reload, "refresh")
        self.busy = busy_bar("busy", _("Reading the register"))
        self.busy.setFixedHeight(_BUSY_HEIGHT)
        self.refused = PlainLabel("", role="banner", wrap=True)
        self.refused.setObjectName("refused")
        self.refused.hide()
        self.first = FirstStepsPanel()
        self.first.import_asked.connect(self.import_asked)
        self.first.open_wanted.connect(self._on_page)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._build_figures())
        self._stack.addWidget(self.first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.busy)
        layout.addWidget(self.refused)
        layout.addLayout(self._stack, 1)

    def _build_figures(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("overview_figures")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addLayout(self._build_cards())
        self.due = DueTable("due", _("What is due"))
        self.due.setMinimumHeight(self.due.height_of(_ROWS_SEEN))
        self.due.opened.connect(self._on_due)
        self.nothing = PlainLabel("", role="hint", wrap=True)
        self.nothing.setObjectName("nothing_due")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(self.due.fontMetrics().height() * 4)
        rows.addWidget(self.due, 3)
        rows.addWidget(self.nothing)
        rows.addLayout(self._build_below(), 4)
        area = QScrollArea()
        area.setObjectName("overview_area")
        area.setAccessibleName(_("Figures"))
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.setFocusProxy(self.cards["overdue"])
        return area

    def _build_cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.cards: dict[str, FigureCard] = {}
        for name, title in (
            ("overdue", _("&Overdue")),
            ("this_week", _("Due this wee&k")),
            ("in_transit", _("In &transit")),
            ("open", _("O&pen")),
        ):
            card = self.cards[name] = FigureCard(f"figure_{name}", title)
            card.clicked.connect(self._on_card)
            row.addWidget(card, 1)
        return row

    def _build_below(self) -> QHBoxLayout:
        self.holdings = HoldingsPanel()
        self.holdings.query_wanted.connect(self.query_wanted)
        self.holdings.place_wanted.connect(self._on_place)
        self.keeping = KeepingPanel()
        self.keeping.query_wanted.connect(self.query_wanted)
        self.keeping.check_wanted.connect(self._on_check)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.holdings, 1)
        below.addWidget(self.keeping, 1)
        return below

    # --- what is shown ---------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read everything again; what is chosen stays so."""
        if self._job is not None:
            self._stale = True
            return
        self._stale = False
        services = self.context.services
        self._job = Job(lambda _progress: services.overview.read())
        self._job.succeeded.connect(self._on_read)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.busy.show()
        self.context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_committed(self, _changes: ChangeSet) -> None:
        # nearly every entry changes something here; nobody waits for a page that is not seen
        if self.isVisible():
            self._rest.start()
        else:
            self._stale = True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.busy.hide()
        if self._stale and self.isVisible():
            self._rest.start()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refused.setText(refusal_text(error))
        self.refused.show()

    def _done(self, record: OverviewRecord) -> set[str]:
        """Return which of the first steps are done."""
        services = self.context.services
        found = {
            "places": len(services.places.all(counts=False)) > 1,
            "users": bool(services.desk.others_who_approve()),
            "backups": record.backups is not None and record.backups.second.folder is not None,
        }
        return {name for name, done in found.items() if done}

    @Slot(object)
    def _on_read(self, record: OverviewRecord) -> None:
        self.refused.hide()
        self.record = record
        self.head.set_count(_("Today, {day}").format(day=day(record.today)))
        self._stack.setCurrentIndex(0 if record.holdings.weapons else 1)
        if not record.holdings.weapons:
            self.first.show_done(self._done(record))
        for name, (listed, words) in _figures(record).items():
            late = name == "overdue" and listed.total > 0
            self.cards[name].show_figure(count(listed.total), words, alarming=late)
        if not self._chosen:
            self.cards["overdue" if record.overdue.total else "this_week"].setChecked(True)
        self._show_due()
        self.holdings.show_holdings(record.holdings)
        self.keeping.show_record(record)

    def _show_due(self) -> None:
        record = self.record
        if record is None:
            return
        name = next(name for name, card in self.cards.items() if card.isChecked())
        listed: DueList = getattr(record, name)
        self.due.setVisible(bool(listed.items))
        self.nothing.setVisible(not listed.items)
        self.nothing.setText(_NOTHING[name]())
        self.due.show_list(listed, record.today)

    # --- what is opened --------------------------------------------------------------------------

    @Slot()
    def _on_card(self) -> None:
        self._chosen = True
        self._show_due()

    @Slot(object)
    def _on_due(self, item: DueItem) -> None:
        self.open_wanted.emit(item.page, item.item_id)

    @Slot(int)
    def _on_place(self, place_id: int) -> None:
        self.open_wanted.emit("places", place_id)

    @Slot(object)
    def _on_check(self, check_id: Any) -> None:
        self.open_wanted.emit("security", check_id)

    @Slot(str)
    def _on_page(self, name: str) -> None:
        self.open_wanted.emit(name, None)

    @Slot()
    def _on_as_of(self) -> None:
        from stockpile_app.ui.dialogs.as_of_dialog import AsOfDialog  # noqa: PLC0415 - start-up

        self.dialog = AsOfDialog(self.context, None, self)
        self.dialog.open()


def _figures(record: OverviewRecord) -> dict[str, tuple[DueList, str]]:
    """Return each list with the words below its number."""
    oldest = next((each.due_on for each in record.overdue.items if each.due_on), None)
    return {
        "overdue": (record.overdue, _overdue_words(oldest, record.today)),
        "this_week": (record.this_week, _("by {day}").format(day=day(record.week_end))),
        "in_transit": (record.in_transit, _weapons(record.in_transit.weapons)),
        "open": (record.open, _("without a day, or later")),
    }


def _overdue_words(oldest: dt.date | None, today: dt.date) -> str:
    if oldest is None:
        return _("nothing is late")
    days = (today - oldest).days
    text = ngettext("late, the oldest by {days} day", "late, the oldest by {days} days", days)
    return text.format(days=count(days))


def _weapons(number: int) -> str:
    text = ngettext("{count} weapon on the way", "{count} weapons on the way", number)
    return text.format(count=count(number))


_NOTHING: Final = {
    "overdue": lambda: _("Nothing is overdue."),
    "this_week": lambda: _("Nothing is due within the next seven days."),
    "in_transit": lambda: _("Nothing is in transit."),
    "open": lambda: _("Nothing else is open."),
}
