"""All stocktakes and what they found, with what is due above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.stocktakes import (
    DiscrepancyRecord,
    DueCount,
    StocktakeRecord,
    StocktakeState,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_columns import about, discrepancy_columns, stocktake_columns
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.count_detail import CountDetail
from stockpile_app.ui.widgets.count_due import CountDue
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

PAGE: Final = 200
_DETAIL_LINES: Final = 14
_WIDTHS: Final = (11, 20, None, None, 11, 11, 9)
_DISCREPANCY_WIDTHS: Final = (12, None, None, 14, 11, 8)


class Show(LabelledEnum):
    """Which discrepancies are listed."""

    OPEN = "open", N_("Open ones")
    NOBODY = "nobody", N_("Open, without an owner")
    OVERDUE = "overdue", N_("Open and overdue")
    ALL = "all", N_("All")


class CountLists(NamedTuple):
    """What the page shows."""

    due: list[DueCount]
    stocktakes: list[StocktakeRecord]
    discrepancies: list[DiscrepancyRecord]
    today: dt.date


def load_lists(context: UiContext, *, all_discrepancies: bool) -> CountLists:
    """Read what the page shows: of each list the newest."""
    stocktakes = context.services.stocktakes
    return CountLists(
        stocktakes.due(),
        stocktakes.all(limit=PAGE),
        stocktakes.discrepancies(open_only=not all_discrepancies, limit=PAGE),
        context.services.desk.today,
    )


class CountList(QWidget):
    """What is due, the stocktakes, the discrepancies, and the selected one below them.

    Signals:
        open_asked: A ``DueCount`` to open, or None for any.
        asked: What to do, and the record to do it with.
        reload_asked: Another part of the discrepancies is wanted.
        older_asked: Older stocktakes are wanted.
    """

    open_asked = Signal(object)
    asked = Signal(str, object)
    reload_asked = Signal()
    older_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("count_list")
        self.context = context
        self._all: Sequence[DiscrepancyRecord] = ()
        self._today = dt.date.min
        self.head = PageHead(_("Stocktakes"))
        self.open_button = self.head.add_button(
            "open", _("&Open a stocktake…"), self._on_open, "add", primary=True
        )
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("note")
        self.note.hide()
        self.due = CountDue()
        self.due.open_asked.connect(self.open_asked)
        self.due.continue_asked.connect(self.choose_stocktake)
        self.detail = CountDetail(context)
        self.detail.asked.connect(self._on_asked)
        self._build()
        self._enable()

    def _build(self) -> None:
        self.table: RecordTable[StocktakeRecord] = RecordTable(
            RecordsModel(stocktake_columns()), "stocktakes", _("Stocktakes, the newest first")
        )
        self.table.set_widths(_WIDTHS)
        self.table.when_empty(
            _(
                "Nothing was counted yet. Begin with a full count: two people count every store,"
                " each alone, and the register shows what differs."
            ),
            self.open_button,
            (self.context, Permission.STOCKTAKE),
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.discrepancies: RecordTable[DiscrepancyRecord] = RecordTable(
            RecordsModel(discrepancy_columns()), "discrepancies", _("Discrepancies")
        )
        self.discrepancies.set_widths(_DISCREPANCY_WIDTHS)
        self.discrepancies.when_empty(
            _("What a stocktake finds missing or too many stands here until it is explained.")
        )
        self.discrepancies.chosen.connect(self._on_discrepancy)
        self.discrepancies.activated.connect(self._on_follow)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("stocktake_tabs")
        self.tabs.setAccessibleName(_("Stocktakes and discrepancies"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._stocktakes_tab(), _("Stocktakes"))
        self.tabs.addTab(self._discrepancies_tab(), _("Discrepancies"))
        self.tabs.currentChanged.connect(self._on_tab)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("stocktakes_splitter")
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        self.detail.setMaximumHeight(self.fontMetrics().height() * _DETAIL_LINES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.note)
        layout.addWidget(self.due)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table)

    def _stocktakes_tab(self) -> QWidget:
        self.older = QPushButton(icon("down"), _(" O&lder"))
        self.older.setObjectName("older")
        self.older.setAccessibleName(_("Older stocktakes"))
        self.older.clicked.connect(self.older_asked)
        self.older.hide()
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.older, 0, Qt.AlignmentFlag.AlignTrailing)
        return tab

    def _discrepancies_tab(self) -> QWidget:
        self.show_what = CodeCombo(Show)
        self.show_what.setObjectName("show_what")
        self.show_what.setAccessibleName(_("Show"))
        self.show_what.currentIndexChanged.connect(self._on_filter)
        self.text = QLineEdit()
        self.text.setObjectName("discrepancy_text")
        self.text.setAccessibleName(_("Only discrepancies with"))
        self.text.setPlaceholderText(_("Number, place, owner or cause"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._fill)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, field in ((_("&Show"), self.show_what), (_("Wi&th"), self.text)):
            said = PlainLabel(words)
            said.setBuddy(field)
            row.addWidget(said)
            row.addWidget(field, 1 if field is self.text else 0)
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.discrepancies, 1)
        return tab

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def wants_all(self) -> bool:
        """Whether settled discrepancies are to be read too."""
        return self.show_what.code(Show) is Show.ALL

    def show_lists(self, lists: CountLists) -> None:
        """Show what was read; what was selected stays so."""
        self._today = lists.today
        self.due.show_due(lists.due, lists.today, may_open=self.open_button.isEnabled())
        kept = self.table.current()
        self._say_more(more=len(lists.stocktakes) == PAGE)
        self.table.records.show(lists.stocktakes)
        self.head.set_count(_open_words(lists.stocktakes))
        self._keep(self.table, kept.id if kept else None)
        self._all = lists.discrepancies
        self._fill()
        self.note.hide()

    def add_older(self, older: Sequence[StocktakeRecord]) -> None:
        """Show older stocktakes too."""
        self._say_more(more=len(older) == PAGE)
        self.table.records.append(list(older))

    def _say_more(self, *, more: bool) -> None:
        self.older.setVisible(more)
        self.table.let_sort(whole=not more)

    @Slot(int)
    def choose_stocktake(self, stocktake_id: int) -> bool:
        """Select a stocktake; whether it is in the list."""
        self.tabs.setCurrentIndex(0)
        return self._keep(self.table, stocktake_id)

    def may(self, act: str) -> bool:
        """Whether the user may do what a button of the selected one offers."""
        return self.detail.may(act)

    def say(self, text: str) -> None:
        """Say something above the lists."""
        self.note.setText(text)
        self.note.show()

    def _keep(self, table: RecordTable[Any], record_id: int | None) -> bool:
        ids = [each.id for each in table.records.records]
        if record_id in ids:
            table.choose(ids.index(record_id))
        elif ids:
            table.choose(0)
        self._on_tab()
        return record_id in ids

    @Slot()
    def _fill(self) -> None:
        kept = self.discrepancies.current()
        wanted = self.text.text().strip().casefold()
        shown = [each for each in self._all if self._is_shown(each) and wanted in about(each)]
        self.discrepancies.records.show(shown)
        opened = sum(each.closed_on is None for each in self._all)
        number = count(opened) + ("+" if len(self._all) == PAGE else "")
        self.tabs.setTabText(1, _("Open discrepancies ({count})").format(count=number))
        self._keep(self.discrepancies, kept.id if kept else None)

    def _is_shown(self, each: DiscrepancyRecord) -> bool:
        match self.show_what.code(Show):
            case Show.NOBODY:
                return each.closed_on is None and not each.owner
            case Show.OVERDUE:
                return each.closed_on is None and _is_overdue(each, self._today)
            case Show.ALL:
                return True
            case _:
                return each.closed_on is None

    @Slot()
    def _on_filter(self) -> None:
        self.reload_asked.emit()

    # --- what is pressed -------------------------------------------------------------------------

    def _enable(self) -> None:
        services = self.context.services
        may = services.desk.may(Permission.STOCKTAKE) and not services.read_only
        self.open_button.setEnabled(may)

    @Slot()
    def _on_tab(self) -> None:
        if self.tabs.currentIndex() == 0:
            self._on_chosen(self.table.current())
        else:
            self._on_discrepancy(self.discrepancies.current())

    @Slot(object)
    def _on_chosen(self, record: StocktakeRecord | None) -> None:
        if self.tabs.currentIndex() != 0:
            return
        if record is None:
            self.detail.show_nothing()
        else:
            self.detail.show_stocktake(record)

    @Slot(object)
    def _on_discrepancy(self, record: DiscrepancyRecord | None) -> None:
        if self.tabs.currentIndex() != 1:
            return
        if record is None:
            self.detail.show_nothing()
        else:
            self.detail.show_discrepancy(record)

    @Slot()
    def _on_open(self) -> None:
        self.open_asked.emit(None)

    @Slot()
    def _on_activated(self) -> None:
        """Do what the state of the stocktake asks for."""
        record = self.table.current()
        if record is None:
            return
        act = {
            StocktakeState.OPEN: "count",
            StocktakeState.COUNTED: "differences",
            StocktakeState.CLOSED: "result",
        }.get(record.state)
        if act is not None and self.detail.buttons[act].isEnabled():
            self.asked.emit(act, record)

    @Slot()
    def _on_follow(self) -> None:
        if self.detail.buttons["assign"].isVisible() and self.detail.buttons["assign"].isEnabled():
            self._on_asked("assign")

    @Slot(str)
    def _on_asked(self, name: str) -> None:
        table = self.table if self.tabs.currentIndex() == 0 else self.discrepancies
        record = table.current()
        if record is not None:
            self.asked.emit(name, record)


def _open_words(records: Sequence[StocktakeRecord]) -> str:
    number = sum(each.is_open for each in records)
    return _("{count} open").format(count=count(number)) if number else ""


def _is_overdue(each: DiscrepancyRecord, today: dt.date) -> bool:
    return each.due_on is not None and each.due_on < today
