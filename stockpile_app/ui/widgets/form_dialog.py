"""A dialog around one form that submits one act as a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.draft_values import PacksItself
from stockpile_app.ui.drafts import About, Watch
from stockpile_app.ui.jobs import Job, JobRunner
from stockpile_app.ui.tab_order import ReadingOrderDialog
from stockpile_app.ui.widgets.draft_bar import DraftBar
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.scan_fill import fill_in

_NARROWEST = 472


class Changed(Protocol):
    """A result of a service that says what it changed."""

    @property
    def changes(self) -> ChangeSet:
        """What views have to drop."""


class ActDialog(ReadingOrderDialog):
    """Subclasses fill ``form`` and override ``command``, which returns the work to run.

    When it succeeds the dialog closes; when it is refused the reason stands at its field and
    everything typed is kept.

    Signals:
        succeeded: What the work returned, after the dialog closed.
    """

    succeeded = Signal(object)

    def __init__(
        self, jobs: JobRunner, title: str, act: str, parent: QWidget | None, *, columns: int = 1
    ) -> None:
        """Build the frame; ``act`` is the verb on the button that submits, with its Alt key."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._jobs = jobs
        self.form = Form(columns=columns)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.body.addWidget(self.form)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName("cancel")
        self.submit_button = QPushButton(act)
        self.submit_button.setObjectName("submit")
        self.submit_button.setDefault(True)
        self.submit_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.buttons.addButton(self.submit_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.submit_button.clicked.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        self._frame = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        head = PlainLabel(title, role="title", wrap=True)
        head.setMinimumWidth(_NARROWEST)  # of the dialog it would let texts be cut that need more
        layout.addWidget(head)
        layout.addLayout(self.body)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def command(self) -> Callable[[Progress], Any]:
        """Return the work that the form asks for; a ``StockpileError`` is shown like a refusal."""
        raise NotImplementedError

    @Slot()
    def submit(self) -> None:
        """Run the act, unless the form itself shows that it cannot be."""
        self.form.clear_errors()
        try:
            work = self.command()
        except StockpileError as error:
            self.on_refused(error)
            return
        job = Job(work)
        job.succeeded.connect(self.on_succeeded)
        job.refused.connect(self.on_refused)
        job.finished.connect(self._on_finished)
        self._hold(held=True)
        self._jobs.start(job, writes=True)

    @Slot(object)
    def on_succeeded(self, result: Any) -> None:
        """Close, and say what came of it."""
        self.accept()
        self.succeeded.emit(result)

    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        """Say why not; keep what was typed."""
        self.form.show_error(error)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.buttons.raise_()  # Tab comes to them after whatever was added to the body
            self._fit()
            self.form.focus_first()

    @override
    def reject(self) -> None:
        if self.buttons.isEnabled():  # what runs cannot be taken back by closing
            super().reject()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def _fit(self) -> None:
        """Be as high as what is in it, whatever was guessed, unless a list has use for more."""
        if self.body.expandingDirections() & Qt.Orientation.Vertical:
            self._frame.setStretchFactor(self.body, 1)
            self._frame.setStretch(self._frame.indexOf(self.body) + 1, 0)
        else:
            self.resize(self.width(), self._frame.totalHeightForWidth(self.width()))
            self._grow()

    def _grow(self) -> None:
        """Make room for texts that have come: Qt does so for what does not wrap alone."""
        room = self.screen().availableSize().height() * 19 // 20
        needed = min(self._frame.totalHeightForWidth(self.width()), room)
        if needed > self.height():
            self.resize(self.width(), needed)

    @Slot()
    def _on_finished(self) -> None:
        self._hold(held=False)

    def _hold(self, *, held: bool) -> None:
        self.buttons.setEnabled(not held)
        self.setCursor(Qt.CursorShape.BusyCursor if held else Qt.CursorShape.ArrowCursor)


class FormDialog(ActDialog):
    """An act in an open register: when it succeeds, the bus is told what changed.

    One that calls ``keep_draft`` is offered again after a crash, with what was typed into it.
    """

    def __init__(
        self, context: UiContext, title: str, act: str, parent: QWidget | None, *, columns: int = 1
    ) -> None:
        """Build the frame; ``act`` is the verb on the button that submits, with its Alt key."""
        super().__init__(context.jobs, title, act, parent, columns=columns)
        self.context = context
        self._about: About | None = None
        self._watch: Watch | None = None
        self._packer: PacksItself | None = None

    def keep_draft(
        self, form: str, subject: object = "", packer: PacksItself | None = None
    ) -> None:
        """Keep what is typed from the moment the dialog is shown until it is closed.

        Args:
            form: Stable name of the form; never changes once released.
            subject: What it is about, such as the id of a weapon.
            packer: Packs the dialog where it is more than its fields.
        """
        self._about = About(form, str(subject), self.windowTitle())
        self._packer = packer

    @override
    def command(self) -> Callable[[Progress], Changed | ChangeSet]:
        raise NotImplementedError

    @Slot(object)
    @override
    def on_succeeded(self, result: Any) -> None:
        super().on_succeeded(result)
        changes = result if isinstance(result, ChangeSet) else result.changes
        self.context.bus.committed.emit(changes)

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Fill in what was scanned, or say that nothing here takes it."""
        self.form.clear_errors()
        origin = self.context.services.register.origin
        if self.buttons.isEnabled() and not fill_in(self, origin, text):
            self.form.refuse_scan(text)

    def draft_recorded(self) -> None:
        """Begin a new draft: what was typed is recorded, and the dialog stays open."""
        if self._watch is not None:
            self._watch.recorded()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._about is not None and self._watch is None:
            bar = DraftBar(self.context.drafts)
            self.body.insertWidget(0, bar)
            self._watch = self.context.drafts.watch(self, self._about, self._packer)
            bar.offer(self._watch)

    @override
    def done(self, result: int) -> None:
        if self._watch is not None:
            self._watch.end()
        super().done(result)
