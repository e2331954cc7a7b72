"""The ledger: every entry, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import EntryRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.entry_names import TITLES
from stockpile_app.reference.entry_words import approver, entry_words, title_of
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import isolated, moment, refusal_text
from stockpile_app.ui.widgets.fields import LeaningEdit
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

PAGE: Final = 200
_READ: Final = 1000
"""Entries that are read at once where all are taken."""
_SHARES: Final = (0, 0, 0, 0, 1, 4)


class LedgerPage(QWidget):
    """A table of entries, what the selected one states word for word, and verification.

    Signals:
        verify_asked: The register shall be verified.
        paper_asked: A paper shall be held against the register.
    """

    verify_asked = Signal()
    paper_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the newest entries."""
        super().__init__(parent)
        self.setObjectName("ledger_page")
        self.setAccessibleName(_("Ledger"))
        self._context = context
        self._job: Job[list[EntryRecord]] | None = None
        self._further = False
        self.model = RecordsModel(_columns())
        self._build()
        context.bus.committed.connect(self._on_committed)
        self.refresh()

    def _build(self) -> None:
        self.head = PageHead(_("Ledger"))
        self.head.add_button("verify", _("Verify…"), self._on_verify, "verify", primary=True)
        self.head.add_button("check_paper", _("Check a paper…"), self._on_paper, "seal")
        self.kind = QComboBox()
        self.kind.setObjectName("kind")
        self.kind.setAccessibleName(_("Kind of entry"))
        self.kind.addItem(_("All kinds of entries"), "")
        for kind in sorted(TITLES, key=title_of):
            self.kind.addItem(title_of(kind), kind)
        self.kind.currentIndexChanged.connect(self.refresh)
        said = PlainLabel(_("S&how"))
        said.setBuddy(self.kind)
        self.older = QPushButton(icon("down"), _("&Older entries"))
        self.older.setObjectName("older")
        self.older.clicked.connect(self._on_older)
        self.refused = PlainLabel("", role="banner", wrap=True)
        self.refused.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(said)
        row.addWidget(self.kind)
        row.addStretch(1)
        row.addWidget(self.older)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addLayout(row)
        layout.addWidget(self.refused)
        layout.addWidget(self._split(), 1)

    def _split(self) -> QSplitter:
        self.table: RecordTable[EntryRecord] = RecordTable(self.model, "entries", _("Entries"))
        self.table.columns.set_shares(_SHARES)
        self.table.keep_order()
        self.table.taken_from(self._pages)
        self.table.chosen.connect(self._on_chosen)
        self.words = LeaningEdit()
        self.words.setObjectName("entry_words")
        self.words.setAccessibleName(_("The selected entry, word for word"))
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(_("Select an entry to read it word for word."))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("ledger_splitter")
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.words)
        split.setStretchFactor(0, 1)
        split.setSizes([520, 110])
        return split

    @Slot()
    def refresh(self) -> None:
        """Show the newest entries of the kind that is chosen."""
        self._load(None)

    @Slot()
    def _on_verify(self) -> None:
        self.verify_asked.emit()

    @Slot()
    def _on_paper(self) -> None:
        self.paper_asked.emit()

    @Slot()
    def _on_older(self) -> None:
        if self.model.records:
            self._load(min(each.seq for each in self.model.records))

    def _kinds(self) -> tuple[str, ...]:
        kind = self.kind.currentData()
        return (kind,) if kind else ()

    def _pages(self) -> Callable[[], Iterator[Sequence[EntryRecord]]]:
        entries, kinds = self._context.services.ledgers.entries, self._kinds()

        def read() -> Iterator[Sequence[EntryRecord]]:
            before = None
            while found := entries(before=before, kinds=kinds, limit=_READ):
                yield found
                before = min(each.seq for each in found)

        return read

    def _load(self, before: int | None) -> None:
        entries, kinds = self._context.services.ledgers.entries, self._kinds()

        def work(_progress: Progress) -> list[EntryRecord]:
            return entries(before=before, kinds=kinds, limit=PAGE)

        self._further = before is not None
        self._job = Job(work)
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_loaded(self, entries: list[EntryRecord]) -> None:
        if self.sender() is not self._job:
            return
        self.refused.hide()
        if self._further:
            self.model.append(entries)
        else:
            self.model.show(entries)
            self.words.clear()
        self.older.setEnabled(len(entries) == PAGE)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.refused.setText(refusal_text(error))
        self.refused.show()

    @Slot(object)
    def _on_chosen(self, entry: EntryRecord | None) -> None:
        self.words.setPlainText(_word_for_word(entry) if entry is not None else "")

    @Slot(object)
    def _on_committed(self, _changes: ChangeSet) -> None:
        if not self.table.verticalScrollBar().value():  # nobody is reading further down
            self.refresh()


def _columns() -> list[Column[EntryRecord]]:
    return [
        Column(_("Entry"), lambda each: str(each.seq), order=lambda each: each.seq),
        Column(_("Recorded"), lambda each: moment(each.recorded_at)),
        Column(_("By"), lambda each: each.recorded_by),
        Column(_("Approved by"), lambda each: approver(each.approved_by)),
        Column(_("What"), lambda each: title_of(each.kind)),
        Column(_("Details"), _details),
    ]


def _details(entry: EntryRecord) -> str:
    words = entry_words(entry)
    return " · ".join(filter(None, (words.details, words.reason)))


def _word_for_word(entry: EntryRecord) -> str:
    lines = [
        _("Entry {seq} of {origin}: {kind}").format(
            seq=entry.seq, origin=isolated(entry.origin), kind=isolated(entry.kind)
        ),
        _("States: {body}").format(body=isolated(entry.body)),
        _("Digest (SHA-256): {digest}").format(digest=isolated(entry.digest)),
    ]
    return "\n".join(lines)
