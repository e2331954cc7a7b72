"""Stocktakes: what is due, counting, comparing, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.numbers import CodeKind
from stockpile_app.domain.stocktakes import (
    Differences,
    DiscrepancyRecord,
    DueCount,
    ResultRecord,
    StocktakeDone,
    StocktakeRecord,
    StocktakeState,
)
from stockpile_app.domain.vocabulary import StocktakeKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_reader import CountReader
from stockpile_app.ui.count_start import CountStart, inside, load_start
from stockpile_app.ui.dialogs.close_stocktake_dialog import (
    CancelStocktakeDialog,
    CloseStocktakeDialog,
)
from stockpile_app.ui.dialogs.count_dialogs import CounterDialog
from stockpile_app.ui.dialogs.discrepancy_dialog import (
    AssignDiscrepancyDialog,
    CloseDiscrepancyDialog,
)
from stockpile_app.ui.dialogs.open_stocktake_dialog import OpenStocktakeDialog
from stockpile_app.ui.dialogs.stocktake_papers import CountSheetDialog, certificate_dialog
from stockpile_app.ui.pages.count_differences import CountDifferences
from stockpile_app.ui.pages.count_view import CountView
from stockpile_app.ui.scan_follow import ScanFollow
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.count_list import PAGE, CountList, CountLists, load_lists
from stockpile_app.ui.widgets.count_result import CountResult, ResultFile, load_result
from stockpile_app.ui.widgets.plain import ask, show_message, show_refusal


class StocktakesPage(QWidget):
    """The lists; and in their stead, while somebody counts, what a counter may see.

    Signals:
        weapon_wanted: Id of a weapon to open.
        open_wanted: Name of a page, and what to open there.
    """

    weapon_wanted = Signal(int)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show what is due and what was counted."""
        super().__init__(parent)
        self.setObjectName("stocktakes_page")
        self.setAccessibleName(_("Stocktakes"))
        self.context = context
        self.dialog: QWidget | None = None
        self._reader = CountReader(context.jobs, self)
        self._read, self._write = self._reader.read, self._reader.write
        self._stale = False
        self._wanted: int | None = None
        self._counting = (0, 0)
        self.list = CountList(context)
        self.count = CountView(context)
        self.differences = CountDifferences(context)
        self.result = CountResult(context)
        self.scan = ScanFollow(context, CodeKind.STOCKTAKE, self)
        self._stack = QStackedLayout(self)
        for each in (self.list, self.count, self.differences, self.result):
            self._stack.addWidget(each)
        self.setFocusProxy(self.list)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self.list.open_asked.connect(self._on_open)
        self.list.asked.connect(self._on_asked)
        self.list.reload_asked.connect(self.reload)
        self.list.older_asked.connect(self._on_older)
        self.list.table.taken_from(self._pages)
        self.count.left.connect(self.show_list)
        self.count.finish_asked.connect(self._on_finish)
        for each in (self.differences, self.result):
            each.left.connect(self.show_list)
        self.differences.result_asked.connect(self._on_result)
        self.differences.reload_asked.connect(self._on_recounted)
        self.result.close_asked.connect(self._on_close)
        self.result.certificate_asked.connect(self._on_certificate)
        self.result.incident_wanted.connect(self._on_incident)
        self.result.weapon_wanted.connect(self.weapon_wanted)
        self.scan.found.connect(self.open_item)
        self.scan.weapon_wanted.connect(self.weapon_wanted)
        self.scan.open_wanted.connect(self.open_wanted)
        self.scan.said.connect(self.list.say)
        self._reader.refused.connect(self._on_refused)
        self.context.bus.committed.connect(self._on_committed)

    # --- what the window asks --------------------------------------------------------------------

    @Slot(int)
    def open_item(self, item_id: object) -> None:
        """Show a stocktake: go on counting, comparing, or see its result."""
        if isinstance(item_id, int) and not self._is_counting:
            services = self.context.services
            self._read("item", lambda: services.stocktakes.get(item_id), self._on_item)

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Count what was scanned while somebody counts; else open it."""
        if self._is_counting:
            self.count.on_scan(text)
        elif self._stack.currentWidget() is self.differences:
            self.differences.on_scan(text)
        else:
            self.scan.follow(text)

    @property
    def _is_counting(self) -> bool:
        return self._stack.currentWidget() is self.count

    # --- the lists -------------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read the lists again, unless somebody counts: then once that is over."""
        if self._stack.currentWidget() is not self.list:
            self._stale = True
            return
        self._stale = False
        context, everything = self.context, self.list.wants_all
        self._read("lists", lambda: load_lists(context, all_discrepancies=everything), self._show)

    @Slot()
    def show_list(self) -> None:
        """Show the lists again."""
        self.count.desk.changes.tell()
        self._to(self.list)
        if self._stale:
            self.reload()

    def _to(self, view: QWidget) -> None:
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, lists: CountLists) -> None:
        self.list.show_lists(lists)
        if self._wanted is not None:
            self.list.choose_stocktake(self._wanted)
            self._wanted = None

    def _pages(self) -> Callable[[], Iterator[Sequence[StocktakeRecord]]]:
        stocktakes = self.context.services.stocktakes

        def read() -> Iterator[Sequence[StocktakeRecord]]:
            before = None
            while found := stocktakes.all(before=before, limit=PAGE):
                yield found
                before = min(each.id for each in found)

        return read

    @Slot()
    def _on_older(self) -> None:
        shown = self.list.table.records.records
        if shown:
            services, before = self.context.services, min(each.id for each in shown)

            def work() -> list[StocktakeRecord]:
                return services.stocktakes.all(before=before, limit=PAGE)

            self._read("older", work, self.list.add_older)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.stocktakes or changes.places or changes.many:
            self.reload()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if self._stack.currentWidget() is self.list:
            self.list.say(refusal_text(error))
        else:
            show_refusal(self, error)

    def _on_item(self, record: StocktakeRecord) -> None:
        self._wanted = record.id
        if self._stack.currentWidget() is not self.list:
            self._to(self.list)
        self.reload()
        act = {
            StocktakeState.OPEN: "count",
            StocktakeState.COUNTED: "differences",
            StocktakeState.CLOSED: "result",
        }.get(record.state)
        if act is not None and self.list.may(act):
            self._on_asked(act, record)

    # --- what is done with a record --------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot(str, object)
    def _on_asked(self, name: str, record: StocktakeRecord | DiscrepancyRecord) -> None:
        if isinstance(record, DiscrepancyRecord):
            self._with_discrepancy(name, record)
        else:
            self._with_stocktake(name, record)

    def _with_stocktake(self, name: str, record: StocktakeRecord) -> None:
        match name:
            case "count":
                dialog = CounterDialog(record, self)
                self._counting = (record.id, 0)
                dialog.chosen.connect(self._on_counter)
                self._open(dialog)
            case "differences":
                self._compare(record.id)
            case "result":
                self._show_result(record.id)
            case "sheets":
                self._open(CountSheetDialog(self.context, record, self))
            case "certificate":
                self._open(certificate_dialog(self.context, record, self))
            case "cancel":
                self._open(CancelStocktakeDialog(self.context, record, self))

    def _with_discrepancy(self, name: str, record: DiscrepancyRecord) -> None:
        match name:
            case "assign":
                self._open(AssignDiscrepancyDialog(self.context, record, self))
            case "settle":
                self._open(CloseDiscrepancyDialog(self.context, record, self))
            case "weapon" if record.weapon is not None:
                self.weapon_wanted.emit(record.weapon.id)
            case "stocktake":
                self._show_result(record.stocktake_id)

    # --- opening ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_open(self, due: DueCount | None) -> None:
        kind = due.kind if due else StocktakeKind.WEEKLY
        place = due.place_id if due else None
        dialog = OpenStocktakeDialog(self.context, kind, place, self)
        dialog.succeeded.connect(self._on_opened)
        self._open(dialog)

    @Slot(object)
    def _on_opened(self, done: StocktakeDone) -> None:
        self._wanted = done.stocktake_id
        record = self.context.services.stocktakes.get(done.stocktake_id)
        self._to_print = record
        text = _("{number} is open. Print the count sheets now?").format(number=record.number)
        if record.seed:
            drawn = _("The sample is drawn with the seed {seed}: {count} weapons.")
            text = f"{drawn.format(seed=record.seed, count=record.sample)}\n\n{text}"
        self.dialog = ask(
            self, text, _("Print the sheets…"), self._on_print, title=_("Stocktake opened")
        )

    @Slot()
    def _on_print(self) -> None:
        self._open(CountSheetDialog(self.context, self._to_print, self))

    # --- counting --------------------------------------------------------------------------------

    @Slot(int)
    def _on_counter(self, counter: int) -> None:
        context, stocktake_id = self.context, self._counting[0]
        self._counting = (stocktake_id, counter)
        self._read("start", lambda: load_start(context, stocktake_id, counter), self._on_start)

    def _on_start(self, start: CountStart) -> None:
        # after everything that was scanned for another counter
        self.count.desk.later(partial(self._begin, start))

    def _begin(self, start: CountStart) -> None:
        self._to(self.count)
        self.count.begin(start)

    @Slot()
    def _on_finish(self) -> None:
        text = _(
            "Has everything been counted? After this nothing can be added or taken back, and the"
            " result is shown when both counters have finished."
        )
        self.dialog = ask(
            self, text, _("Finish my count"), self._finish, title=_("Finish my count")
        )

    @Slot()
    def _finish(self) -> None:
        stocktake_id, counter = self._counting
        stocktakes = self.context.services.stocktakes
        self._write("finish", lambda: stocktakes.finish(stocktake_id, counter), self._on_finished)

    @Slot(object)
    def _on_finished(self, done: StocktakeDone) -> None:
        self.context.bus.committed.emit(done.changes)
        self._wanted = done.stocktake_id
        self.show_list()
        record = self.context.services.stocktakes.get(done.stocktake_id)
        if record.state is StocktakeState.COUNTED:
            self._compare(record.id)
        else:
            other = record.counters[1 if record.finished[0] else 0]
            text = _("Your count is finished. Now {name} counts, alone.").format(name=other)
            self.dialog = show_message(self, text)

    # --- comparing -------------------------------------------------------------------------------

    def _compare(self, stocktake_id: int) -> None:
        services = self.context.services

        def work() -> tuple[StocktakeRecord, Any, Differences]:
            record = services.stocktakes.get(stocktake_id)
            places = inside(services.places.all(counts=False), record.place_id)
            return record, places, services.stocktakes.differences(stocktake_id)

        self._read("compare", work, self._on_compared)

    def _on_compared(self, found: tuple[StocktakeRecord, Any, Differences]) -> None:
        record, places, differences = found
        if not differences.weapons and not differences.types:
            self._show_result(record.id)  # there is nothing to count again
            return
        self.differences.begin(record, places)
        self.differences.show_differences(differences)
        self._to(self.differences)

    @Slot()
    def _on_recounted(self) -> None:
        record, services = self.differences.stocktake, self.context.services
        if record is not None:
            stocktake_id = record.id
            self._read(
                "recounted",
                lambda: services.stocktakes.differences(stocktake_id),
                self.differences.show_differences,
            )

    # --- the result ------------------------------------------------------------------------------

    @Slot()
    def _on_result(self) -> None:
        if self.differences.stocktake is not None:
            self._show_result(self.differences.stocktake.id)

    def _show_result(self, stocktake_id: int) -> None:
        context = self.context
        self._read("result", lambda: load_result(context, stocktake_id), self._on_result_read)

    def _on_result_read(self, file: ResultFile) -> None:
        self.result.show_result(file)
        self._to(self.result)

    @Slot(object)
    def _on_close(self, result: ResultRecord) -> None:
        dialog = CloseStocktakeDialog(self.context, result, self)
        dialog.succeeded.connect(self._on_closed)
        self._open(dialog)

    @Slot(object)
    def _on_closed(self, done: StocktakeDone) -> None:
        self._wanted = done.stocktake_id
        self._show_result(done.stocktake_id)
        if done.incident_id is None:
            return
        self._incident = done.incident_id
        text = _(
            "{number} is closed. Incident {incident} was opened for what is missing. Look at it"
            " now?"
        ).format(number=done.number, incident=done.incident_id)
        self.dialog = ask(
            self, text, _("Open the incident"), self._on_its_incident, title=_("Incident opened")
        )

    @Slot()
    def _on_its_incident(self) -> None:
        self._on_incident(self._incident)

    @Slot(int)
    def _on_incident(self, incident_id: int) -> None:
        self.open_wanted.emit("incidents", incident_id)

    @Slot(object)
    def _on_certificate(self, result: ResultRecord) -> None:
        self._open(certificate_dialog(self.context, result.stocktake, self))
