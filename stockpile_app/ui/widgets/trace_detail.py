"""Everything about one trace file: its steps, what comes next, what is known, the time line."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.step_track import StepTrack
from stockpile_app.ui.widgets.trace_attachments import TraceAttachments
from stockpile_app.ui.widgets.trace_cards import document_cards, event_cards, file_cards
from stockpile_app.ui.widgets.trace_words import next_words, steps, steps_done


class TraceDetail(QWidget):
    """What to do next, and tabs below.

    Attributes:
        file: What is shown.
        head: Its number and its steps; the page has room for them above.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("trace_detail")
        self.file: TraceFile | None = None
        self.title = PlainLabel("", role="number")
        self.title.setObjectName("trace_number")
        self.tracks = {
            asks: StepTrack(f"trace_steps_{'out' if asks else 'in'}", steps(asks=asks))
            for asks in (True, False)
        }
        self.next = PlainLabel("", role="notice", wrap=True)
        self.next.setObjectName("trace_next")
        self.cards = CardList("trace_cards", _("About this file"))
        self.timeline = CardList("trace_timeline", _("Time line"))
        self.papers = CardList("trace_papers", _("Documents made"))
        self.attachments = TraceAttachments(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("trace_tabs")
        self.tabs.setAccessibleName(_("About this file"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("About this file"))
        for widget, title in (
            (self.cards, _("Record")),
            (self.timeline, _("Time line")),
            (self.attachments, _("Files")),
            (self.papers, _("Papers")),
        ):
            self.tabs.addTab(widget, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        self.head = QWidget()
        self.head.setObjectName("trace_head")
        across = QHBoxLayout(self.head)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(20)
        across.addWidget(self.title)
        for track in self.tracks.values():
            across.addWidget(track, 1)
        layout.addWidget(self.next)
        layout.addWidget(self.tabs, 1)
        self.setMinimumWidth(320)

    def show_file(self, file: TraceFile | None, today: dt.date) -> None:
        """Show a file, or that none is selected: then nothing of another is kept."""
        self.file = file
        self.title.setText(file.id if file is not None else "")
        self.head.setVisible(file is not None)
        for asks, track in self.tracks.items():
            shown = file is not None and file.direction.asks is asks
            track.setVisible(shown)
            if shown and file is not None:
                track.show_done(steps_done(file))
        said = next_words(file, today) if file is not None else ""
        self.next.setText(said)
        self.next.setVisible(bool(said))
        none = _("Select a file to read it. That it was read becomes an entry of the ledger.")
        self.cards.show_cards(file_cards(file) if file is not None else [], none)
        self.timeline.show_cards(event_cards(file) if file is not None else [], none)
        empty = _("No paper was made yet.") if file is not None else none
        self.papers.show_cards(document_cards(file) if file is not None else [], empty)
        self.attachments.show_file(file)
