"""Movements: every voucher, what is still out or on its way, and what is overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.movements import MovementDone, MovementRecord
from stockpile_app.domain.numbers import CodeKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.actions.movement_acts import MovementActs
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.movement_columns import movement_columns
from stockpile_app.ui.movement_query import PAGE, MovementFilter, Show, fetch
from stockpile_app.ui.papers import Paper
from stockpile_app.ui.scan_follow import ScanFollow
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.movement_detail import MovementDetail, MovementFile, load_file
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.person_picker import PersonPicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_WIDTHS: Final = (12, 12, 11, 16, 8, 5, 21)

Page = tuple[Sequence[MovementRecord], bool]


class MovementsPage(QWidget):
    """A table of vouchers with filters, and the selected one below it.

    Signals:
        weapon_wanted: Id of a weapon to open.
        open_wanted: Name of a page, and what to open there.
    """

    weapon_wanted = Signal(int)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the newest movements."""
        super().__init__(parent)
        self.setObjectName("movements_page")
        self.setAccessibleName(_("Movements"))
        self.context = context
        self.acts = MovementActs(context, self)
        self.filter = MovementFilter()
        self._from: int | None = None
        self._keep: int | None = None
        self._appends = False
        self._job: Job[Page] | None = None
        self._file_job: Job[MovementFile] | None = None
        self._file: MovementFile | None = None
        self.scan = ScanFollow(context, CodeKind.MOVEMENT, self)
        self._build()
        self._connect()
        self.reload()

    # --- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = PageHead(_("Movements"))
        may = self.context.services.desk.may
        writable = not self.context.services.read_only
        self._may_move = writable and may(Permission.MOVE)
        self._may_print = writable and may(Permission.PRINT)
        log = self.head.add_button("log", _("Remova&l log…"), self.acts.removal_log, "print")
        log.setEnabled(self._may_print)
        send = self.head.add_button(
            "dispatch", _("Dis&patch…"), self.acts.dispatch, "dispatch", primary=True
        )
        send.setEnabled(self._may_move)
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("note")
        self.note.hide()
        self.go_handling = QAction(_("Scan in and out"), self)
        self.go_handling.setEnabled(self._may_move)
        self.unfilter = QAction(_("Clear the filters"), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addLayout(self._filters())
        layout.addWidget(self.note)
        layout.addWidget(self._split(), 1)
        self.setFocusProxy(self.table)

    def _filters(self) -> QHBoxLayout:
        self.show_what = CodeCombo(Show)
        self.show_what.setObjectName("show_what")
        self.show_what.setAccessibleName(_("Show"))
        self.person = PersonPicker(self.context)
        self.person.setObjectName("person_filter")
        self.person.setAccessibleName(_("Only of this person"))
        self.person.combo.line.setPlaceholderText(_("Anybody"))
        self.person.add.hide()
        self.chip = QPushButton(icon("close"), "")
        self.chip.setObjectName("weapon_filter")
        self.chip.setAccessibleName(_("Show other weapons too"))
        self.chip.setProperty("chip", True)  # noqa: FBT003 - Qt
        self.chip.hide()
        self.newest = QPushButton(icon("up"), _(" &Newest"))
        self.newest.setObjectName("newest")
        self.newest.setAccessibleName(_("Newest movements"))
        self.newest.hide()
        self.older = QPushButton(icon("down"), _(" Ol&der"))
        self.older.setObjectName("older")
        self.older.setAccessibleName(_("Older movements"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, field in ((_("&Show"), self.show_what), (_("Pers&on"), self.person)):
            said = PlainLabel(text)
            said.setBuddy(field)
            row.addWidget(said)
            row.addWidget(field)
        row.addWidget(self.chip)
        row.addStretch(1)
        row.addWidget(self.newest)
        row.addWidget(self.older)
        return row

    def _split(self) -> QSplitter:
        self.model = RecordsModel(movement_columns())
        self.table: RecordTable[MovementRecord] = RecordTable(
            self.model, "movements", _("Movements, the newest first")
        )
        self.table.set_widths(_WIDTHS)
        self.table.taken_from(self._pages)
        self.detail = MovementDetail()
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("movements_splitter")
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 280])
        return split

    def _connect(self) -> None:
        self.show_what.currentIndexChanged.connect(self._on_filter)
        self.person.changed.connect(self._on_filter)
        self.chip.clicked.connect(self._on_chip)
        self.newest.clicked.connect(self._on_newest)
        self.older.clicked.connect(self._on_older)
        self.go_handling.triggered.connect(self._on_handling)
        self.unfilter.triggered.connect(self._on_unfilter)
        self.table.chosen.connect(self._on_chosen)
        self.detail.return_asked.connect(self._on_return)
        self.detail.receive_asked.connect(self._on_receive)
        self.detail.history_asked.connect(self._on_history)
        self.detail.paper_asked.connect(self._on_paper)
        self.detail.weapon_wanted.connect(self.weapon_wanted)
        self.acts.open_wanted.connect(self.open_wanted)
        self.acts.done.connect(self._on_done)
        self.scan.found.connect(self.open_item)
        self.scan.weapon_wanted.connect(self.show_weapon)
        self.scan.open_wanted.connect(self.open_wanted)
        self.scan.said.connect(self._say)
        self.context.bus.committed.connect(self._on_committed)

    # --- what the window asks --------------------------------------------------------------------

    @Slot(int)
    def open_item(self, item_id: object) -> None:
        """Show a movement, whatever the filters; or what a ``Show`` names."""
        if isinstance(item_id, Show):
            self._use(MovementFilter(item_id))
        elif isinstance(item_id, int):
            self._keep = item_id
            shown = [each.id for each in self.model.records]
            if item_id in shown:
                self.table.choose(shown.index(item_id))
            else:
                self._use(MovementFilter())

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Open a voucher by its code; show what happened to a weapon."""
        self.note.hide()
        self.scan.follow(text)

    @Slot(int)
    def show_weapon(self, weapon_id: int) -> None:
        """Show only the movements that a weapon was part of."""
        found = self.context.services.weapons.load([weapon_id]).get(weapon_id)
        if found is not None:
            self._use(MovementFilter(weapon_id=weapon_id, weapon=found.number))

    # --- what is shown ---------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read again; what is selected stays selected if it is still there."""
        current = self.table.current()
        if self._keep is None and current is not None:
            self._keep = current.id
        self._load(self._from, limit=len(self.model.records))

    def _use(self, asked: MovementFilter, before: int | None = None) -> None:
        """Filter by ``asked`` and show it in the fields."""
        self.filter = asked
        with QSignalBlocker(self.show_what), QSignalBlocker(self.person):
            self.show_what.set_code(asked.show)
            self.person.set_person(asked.person_id)
        self.chip.setText(_(" {number}").format(number=asked.weapon))
        self.chip.setAccessibleName(
            _("Show other weapons than {number} too").format(number=asked.weapon)
        )
        self.chip.setVisible(asked.weapon_id is not None)
        self._load(before)

    def _pages(self) -> Callable[[], Iterator[Sequence[MovementRecord]]]:
        services, asked = self.context.services, self.filter

        def read() -> Iterator[Sequence[MovementRecord]]:
            before, more = None, True
            while more:
                found, more = fetch(services, asked, before, PAGE)
                yield found
                before = found[-1].id if found else None

        return read

    def _load(self, before: int | None, *, appends: bool = False, limit: int = 0) -> None:
        services, asked = self.context.services, self.filter
        self._appends = appends
        if not appends:
            self._from = before
        self._job = Job(lambda _progress: fetch(services, asked, before, max(limit, PAGE)))
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self.context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_loaded(self, page: Page) -> None:
        if self.sender() is not self._job:
            return  # the answer to an older question
        found, more = page
        self.table.let_sort(whole=not more and self._from is None)
        if self._appends:
            self.model.append(list(found))
        else:
            self.model.show(found)
        self.older.setEnabled(more)
        self.newest.setVisible(self._from is not None)
        total = len(self.model.records)
        self.head.set_count(
            ngettext("{count} shown", "{count} shown", total).format(count=count(total))
        )
        self._say_empty()
        keep, self._keep = self._keep, None
        ids = [each.id for each in self.model.records]
        if keep in ids:
            self.table.choose(ids.index(keep))
        elif keep is not None and more and self.filter == MovementFilter():
            self._keep = keep  # it is further down than the first page
            self._load(keep + 1)

    def _say_empty(self) -> None:
        self.note.hide()
        if self.filter != MovementFilter():
            text = _("No movement matches. Choose “All movements”, or leave the person empty.")
            self.table.when_empty(text, self.unfilter)
            return
        text = _(
            "Nothing was issued, moved or dispatched yet. Weapons change hands on the page"
            " “Scan in and out”; sealed containers leave with “Dispatch…”."
        )
        self.table.when_empty(text, self.go_handling, (self.context, Permission.MOVE))

    @Slot()
    def _on_unfilter(self) -> None:
        self._use(MovementFilter())

    @Slot(str)
    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.show()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self._say(refusal_text(error))

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.movements or changes.places or changes.people or changes.incidents:
            self.reload()

    @Slot()
    def _on_filter(self) -> None:
        asked = replace(
            self.filter,
            show=self.show_what.code(Show) or Show.ALL,
            person_id=self.person.person_id(),
        )
        if asked != self.filter:
            self._use(asked)

    @Slot()
    def _on_chip(self) -> None:
        self._use(replace(self.filter, weapon_id=None, weapon=""))

    @Slot()
    def _on_newest(self) -> None:
        self._load(None)

    @Slot()
    def _on_older(self) -> None:
        if self.model.records:
            self._load(min(each.id for each in self.model.records), appends=True)

    # --- the selected one ------------------------------------------------------------------------

    @Slot(object)
    def _on_chosen(self, movement: MovementRecord | None) -> None:
        if movement is None:
            self._show_file(None)
            return
        services = self.context.services
        self._file_job = Job(lambda _progress: load_file(services, movement))
        self._file_job.succeeded.connect(self._on_file)
        self._file_job.refused.connect(self._on_refused)
        self.context.jobs.start(self._file_job, writes=False)

    @Slot(object)
    def _on_file(self, file: MovementFile) -> None:
        if self.sender() is self._file_job:
            self._show_file(file)

    def _show_file(self, file: MovementFile | None) -> None:
        self._file = file
        if file is None:
            self._file_job = None
        self.detail.show_file(file, may_move=self._may_move, may_print=self._may_print)

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def _on_handling(self) -> None:
        self.open_wanted.emit("handling", None)

    @Slot(object)
    def _on_done(self, done: MovementDone) -> None:
        self.open_item(done.movement_id)
        if done.incident_id is not None:
            self._say(
                _(
                    "{number} is recorded. Weapons are missing: an incident was opened. Follow it"
                    " on the page Incidents."
                ).format(number=done.number)
            )

    @Slot()
    def _on_return(self) -> None:
        if self._file is not None:
            self.acts.take_back(self._file)

    @Slot()
    def _on_receive(self) -> None:
        if self._file is not None:
            self.acts.receive(self._file)

    @Slot()
    def _on_history(self) -> None:
        if self._file is not None:
            self.acts.history(self._file.movement)

    @Slot(object)
    def _on_paper(self, paper: Paper) -> None:
        if self._file is not None:
            self.acts.paper(paper, self._file.movement)
