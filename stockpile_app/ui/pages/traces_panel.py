"""Trace files: how far each is, what is overdue, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import NotFound, StockpileError
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.tracing_papers import TracePaper
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.services.tracing import Tracing
from stockpile_app.ui.actions.trace_actions import TraceActions
from stockpile_app.ui.actions.trace_exports import TraceExportActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.action_button import menu_button, tool_button
from stockpile_app.ui.widgets.paper_offer import PaperOffer
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable
from stockpile_app.ui.widgets.trace_detail import TraceDetail
from stockpile_app.ui.widgets.trace_words import counterpart_words, trace_columns, weapon_words

_SHARES: Final = (0.22, 0.19, 0.2, 0.17, 0.22)


class TracesRead(NamedTuple):
    """All files, and one of them that was opened; ``about`` a weapon whose trace is begun."""

    files: Sequence[TraceFile]
    opened: TraceFile | None
    weapon: WeaponRecord | None = None


class TracesPanel(QWidget):
    """A table of files, the opened one beside it, and its steps as buttons.

    Signals:
        refused: The ``StockpileError`` for which nothing can be shown.
        weapon_wanted: Id of a weapon.
    """

    refused = Signal(object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the open files as soon as they are read."""
        super().__init__(parent)
        self.setObjectName("traces_panel")
        self.setAccessibleName(_("Trace files"))
        self.context = context
        self._all: tuple[TraceFile, ...] = ()
        self._loading: Job[TracesRead] | None = None
        self._again = False
        self._wanted = ""
        self._weapon_id: int | None = None
        self._paper: TracePaper | None = None
        self.locked = False
        self.acts = TraceActions(context, self)
        self.acts.opened.connect(self.open_file)
        self.acts.printable.connect(self._on_printable)
        self.acts.weapon_wanted.connect(self.weapon_wanted)
        self.exports = TraceExportActions(context, self._listed, self)
        self._build()
        context.bus.committed.connect(self._on_committed)
        self.reload()

    def _build(self) -> None:
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("traces_note")
        self.note.hide()
        self.offer = PaperOffer()
        self.offer.asked.connect(self._on_offer)
        desk = self.context.services.desk
        self.table: SharesTable[TraceFile] = SharesTable(
            RecordsModel(trace_columns(lambda: desk.today)),
            ("traces", _("Trace files")),
            _SHARES,
        )
        self.table.acts.keep_inside()
        self.table.when_empty(
            _(
                "There is no trace yet. Begin one for a weapon that was found, or record a request"
                " that came from another State."
            ),
            self.acts.new,
            (self.context, Permission.TRACE),
        )
        self.table.chosen.connect(self._on_chosen)
        self.detail = TraceDetail(self.context)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([700, 420])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_filters())
        layout.addLayout(self._build_steps())
        layout.addWidget(self.note)
        layout.addWidget(self.offer)
        layout.addWidget(self.detail.head)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        self._show(None)

    def _build_filters(self) -> QHBoxLayout:
        self.which = QComboBox()
        self.which.setObjectName("which_traces")
        self.which.setAccessibleName(_("Which files"))
        for text, code in (
            (_("Not closed"), "open"),
            (_("Overdue"), "overdue"),
            (_("All"), "all"),
        ):
            self.which.addItem(text, code)
        self.which.currentIndexChanged.connect(self._filter)
        self.finder = QLineEdit()
        self.finder.setObjectName("find_trace")
        self.finder.setAccessibleName(_("Find a file"))
        self.finder.setPlaceholderText(_("File, reference, serial, State"))
        self.finder.setClearButtonEnabled(True)
        self.table.empty.narrowed_by((self.which, self.finder), lambda: bool(self._all))
        self.finder.textChanged.connect(self._filter)
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in (self.acts.new, self.acts.receive):
            row.addWidget(tool_button(action, primary=action is self.acts.new))
        row.addWidget(self.which)
        row.addWidget(self.finder, 1)
        more = QMenu(self)
        more.addActions(self.acts.further)
        row.addWidget(menu_button(_("M&ore"), "more_trace", more))
        row.addWidget(menu_button(_("&Papers"), "trace_papers", self.acts.papers))
        row.addWidget(menu_button(_("E&xport"), "trace_exports", self.exports.menu))
        return row

    def _build_steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in self.acts.steps:
            row.addWidget(tool_button(action))
        row.addStretch(1)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read the files again; the opened one stays so."""
        if self._loading is not None:
            self._again = True
            return
        tracing, services = self.context.services.tracing, self.context.services
        shown = self.detail.file
        wanted = self._wanted or (shown.id if shown is not None else "")
        weapon_id, self._weapon_id = self._weapon_id, None

        def read() -> TracesRead:
            weapon = services.desk.weapon(weapon_id) if weapon_id is not None else None
            return TracesRead(*_read(tracing, wanted), weapon)

        self._loading = Job(lambda _progress: read())
        self._loading.succeeded.connect(self._on_loaded)
        self._loading.refused.connect(self._on_refused)
        self._loading.finished.connect(self._on_finished)
        # that the files were looked at is an entry, so it is written one after the other
        self.context.jobs.start(self._loading, writes=True)

    @Slot(str)
    def open_file(self, file_id: str) -> None:
        """Open a file by its number, whatever the filter."""
        self._wanted = file_id
        self.offer.hide()
        self.reload()

    def trace_weapon(self, weapon_id: int) -> None:
        """Begin the trace of a weapon; files about it are named in the form."""
        self._weapon_id = weapon_id
        self.reload()

    def forget(self) -> None:
        """Keep nothing of what was shown: the window was locked."""
        self._all = ()
        self.finder.clear()
        self.note.hide()
        self.offer.hide()
        self.table.records.show(())
        self._show(None)
        self.acts.forget()

    @Slot(object)
    def _on_loaded(self, read: TracesRead) -> None:
        if self.locked:
            return
        self._all = tuple(read.files)
        opened = read.opened
        if opened is not None and opened.id == self._wanted:
            self._wanted = ""
            self.finder.clear()
            if opened.closed_on is not None:
                self.which.setCurrentIndex(self.which.findData("all"))
            elif self.which.currentData() == "overdue":
                self.which.setCurrentIndex(0)
        self._show(opened)
        self._filter()
        if read.weapon is not None:
            self.acts.open_for(read.weapon, _known(read.files, read.weapon.number))

    @Slot()
    def _filter(self) -> None:
        code, text = self.which.currentData(), self.finder.text().strip().casefold()
        today = self.context.services.desk.today
        shown = [each for each in self._all if _is_kept(each, code, today) and _matches(each, text)]
        opened = self.detail.file  # it stays open while the table is filled anew
        self.table.blockSignals(True)  # noqa: FBT003 - Qt
        self.table.records.show(shown)
        ids = [each.id for each in self.table.records.records]
        if opened is not None and opened.id in ids:
            self.table.choose(ids.index(opened.id))
        else:
            self._show(None)
        self.table.blockSignals(False)  # noqa: FBT003 - Qt
        self._say()

    def _say(self) -> None:
        today = self.context.services.desk.today
        late = sum(each.late(today) > 0 for each in self._all)
        text = ""
        if late:
            text = ngettext("{count} file is OVERDUE.", "{count} files are OVERDUE.", late)
            text = text.format(count=count(late))
        self.note.setText(text)
        self.note.setVisible(bool(text))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self._wanted = ""
        self.refused.emit(error)

    @Slot()
    def _on_finished(self) -> None:
        self._loading = None
        if self._again and not self.locked:
            self._again = False
            self.reload()

    @Slot(object)
    def _on_chosen(self, file: TraceFile | None) -> None:
        shown = self.detail.file
        if file is None or (shown is not None and shown.id == file.id):
            return
        self.open_file(file.id)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if (changes.tracing or changes.compartments) and not self.locked:
            self.reload()

    def _show(self, file: TraceFile | None) -> None:
        self.detail.show_file(file, self.context.services.desk.today)
        self.acts.show(file)
        self.exports.show(file)

    def _listed(self) -> Sequence[TraceFile]:
        return self.table.records.records

    # --- papers ----------------------------------------------------------------------------------

    @Slot(object)
    def _on_printable(self, paper: TracePaper) -> None:
        file = self.detail.file
        ours = file is not None and not file.direction.asks
        if ours == (paper is TracePaper.INFORMATION):
            return  # it is the other side that writes this one
        self._paper = paper
        self.offer.offer(_("It is recorded. Its paper can be made now."), label(paper) + "…")

    @Slot()
    def _on_offer(self) -> None:
        if self._paper is not None:
            self.offer.hide()
            self.acts.open_paper(self._paper)


def _read(tracing: Tracing, wanted: str) -> tuple[Sequence[TraceFile], TraceFile | None]:
    files = tracing.files()
    if not wanted:
        return files, None
    try:
        return files, tracing.open(wanted)
    except NotFound:
        return files, None


def _known(files: Sequence[TraceFile], number: str) -> str:
    """Return which files there are about a weapon, in a sentence; "" where there is none."""
    ids = [each.id for each in files if number in each.numbers]
    if not ids:
        return ""
    return _("There is a file about this weapon already: {files}.").format(files=listed(ids))


def _is_kept(file: TraceFile, which: str, today: dt.date) -> bool:
    if which == "overdue":
        return file.late(today) > 0
    return which == "all" or file.closed_on is None


def _matches(file: TraceFile, text: str) -> bool:
    if not text:
        return True
    fields = (
        file.id,
        file.reference,
        file.counterpart.reference,
        file.counterpart.country,
        counterpart_words(file),
        weapon_words(file),
        file.details.iarms_reference,
        *(file.numbers),
    )
    return any(text in each.casefold() for each in fields)
