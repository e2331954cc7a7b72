"""Searching the register for the weapon that a request is about."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.tracing_records import TraceFile, TraceHit, TraceHits
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.dialogs.tracing_finding_dialogs import MatchTraceDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.trace_forms import DescriptionForm
from stockpile_app.ui.widgets.trace_hits import TraceHitsView

_SLACK: Final = 24


class TraceSearchDialog(JobDialog):
    """The description on top, another reading of it allowed; hits below. Each search is an entry.

    Attributes:
        dialog: The one opened last.

    Signals:
        weapon_wanted: Id of a weapon to open.
    """

    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, file: TraceFile, parent: QWidget | None = None) -> None:
        """Begin with the description as it stands in the file, and search at once."""
        super().__init__(context, parent)
        self.setObjectName("trace_search_dialog")
        self.setWindowTitle(_("Search the register"))
        self.file = file
        self.dialog: MatchTraceDialog | None = None
        self.form = DescriptionForm()
        if file.description is not None:
            self.form.show_description(file.description)
        self.view = TraceHitsView()
        self.view.chosen.connect(self._on_chosen)
        self._build()
        make_room(self, 1120, 760, context.settings.text_scale)
        if file.description is not None:
            self.search()

    def _build(self) -> None:
        title = PlainLabel(_("Search the register for it"), role="title", wrap=True)
        hint = _(
            "Misread, swapped and look-alike characters are allowed for, and every mark is"
            " compared. Another reading can be tried here; what was compared is recorded."
        )
        self.search_button = self._button("search", _("&Search"), "search", primary=True)
        self.search_button.clicked.connect(self.search)
        self.match_button = self._button("match", _("&This is the weapon…"), "check")
        self.match_button.clicked.connect(self.open_match)
        self.open_button = self._button("open_weapon", _("&Open the weapon"), "weapons")
        self.open_button.clicked.connect(self._on_open)
        self.close_button = self._button("close", _("C&lose"), "close")
        self.close_button.clicked.connect(self.reject)
        first = QHBoxLayout()
        first.addWidget(self.search_button)
        first.addStretch(1)
        last = QHBoxLayout()
        last.addStretch(1)
        for button in (self.match_button, self.open_button, self.close_button):
            last.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(PlainLabel(hint, role="hint", wrap=True))
        layout.addWidget(self._scrolling(), 1)
        layout.addLayout(first)
        layout.addWidget(self.view, 1)
        layout.addLayout(last)

    def _scrolling(self) -> QScrollArea:
        """Return the form, which gives way to the hits where there is little room."""
        area = QScrollArea()
        area.setObjectName("search_form")
        area.setAccessibleName(_("The weapon as it was read"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.setContentsMargins(12, 0, 12, 0)
        area.setWidget(self.form)
        area.setMaximumHeight(self.form.sizeHint().height() + _SLACK)
        return area

    def _button(
        self, name: str, text: str, icon_name: str, *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text) if primary else QPushButton(icon(icon_name), f" {text}")
        button.setObjectName(f"{name}_hits")
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(primary)
        button.setDefault(primary)
        if primary:
            button.setProperty("primary", True)  # noqa: FBT003 - Qt
        return button

    @Slot()
    def search(self) -> None:
        """Compare what stands in the form with the register."""
        self.form.clear_errors()
        try:
            said = self.form.description()
        except BadValue as error:
            self.form.show_error(error)
            return
        search, file_id = self.context.services.tracing.search, self.file.id
        job = Job(lambda _progress: search.compare(file_id, said))
        job.succeeded.connect(self._on_found)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self.search_button.setEnabled(False)
        self.run(job, writes=True)

    @Slot(object)
    def _on_found(self, hits: TraceHits) -> None:
        if self.closed:
            return
        self.view.show_hits(hits)
        if hits.hits:
            self.view.table.setFocus()
        if hits.changes is not None:
            self.context.bus.committed.emit(hits.changes)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.form.show_error(error)

    @Slot()
    def _on_finished(self) -> None:
        self.search_button.setEnabled(True)

    @Slot(object)
    def _on_chosen(self, hit: TraceHit | None) -> None:
        self.match_button.setEnabled(hit is not None)
        self.open_button.setEnabled(hit is not None)

    @Slot()
    def open_match(self) -> None:
        """Ask by what the weapon is known to be the one."""
        hit = self.view.current()
        if hit is None:
            return
        weapon = (hit.weapon.id, hit.weapon.number)
        self.dialog = MatchTraceDialog(self.context, self.file, weapon, label(hit.reason), self)
        self.dialog.succeeded.connect(self._on_matched)
        self.dialog.open()

    @Slot()
    def _on_matched(self) -> None:
        self.accept()

    @Slot()
    def _on_open(self) -> None:
        hit = self.view.current()
        if hit is not None:
            self.weapon_wanted.emit(hit.weapon.id)
            self.accept()

    @override
    def done(self, result: int) -> None:
        self.view.show_hits(None)
        super().done(result)
