"""What can be done with a marking job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.marking_work import (
    JobState,
    MarkingJobDone,
    MarkingJobRecord,
    MarkLineState,
    WriteHandOff,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.marking_job_dialogs import (
    CancelMarkingJobDialog,
    CloseMarkingJobDialog,
    OpenMarkingJobDialog,
    marking_paper_dialog,
)
from stockpile_app.ui.widgets.plain import show_refusal


class MarkingActions(QObject):
    """The acts on the job that is shown; each is enabled while it is possible.

    Attributes:
        papers: A menu.
        dialog: The one opened last.

    Signals:
        opened: Id of a new job.
        bench_wanted: A ``MarkingJobRecord`` to work at.
    """

    opened = Signal(int)
    bench_wanted = Signal(object)

    def __init__(self, context: UiContext, widget: QWidget) -> None:
        """Offer the acts on ``widget``; its dialogs open over it."""
        super().__init__(widget)
        self._context, self._widget = context, widget
        self._job: MarkingJobRecord | None = None
        self.dialog: QDialog | None = None
        make = self._make
        self.new = make("open_marking_job", _("&New job…"), "Ins", "add", self.open_job)
        self.bench = make("bench", _("At the &bench"), "F7", "scan", self.go_to_bench)
        self.hand_off = make("hand_off", _("&File for the machine…"), "F4", "export", self.choose)
        self.close = make("close_job", _("&Close the job…"), "F8", "check", self.open_close)
        self.cancel = make("cancel_job", _("Cancel the &job…"), "Del", "close", self.open_cancel)
        self.steps = (self.bench, self.hand_off, self.close, self.cancel)
        self.papers = QMenu(widget)
        for name, text in (
            ("job_list", _("Job list…")),
            ("certificate", _("Marking certificate…")),
        ):
            action = QAction(text, self)
            action.setObjectName(f"paper_{name}")
            action.setData(name)
            action.triggered.connect(self._on_paper)
            self.papers.addAction(action)

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._widget.addAction(action)
        return action

    def show(self, job: MarkingJobRecord | None) -> None:
        """Enable what can be done now with a job."""
        self._job = job
        may = self._may(Permission.MARK)
        is_open = may and job is not None and job.state is JobState.OPEN
        left = 0
        if job is not None:
            left = job.count(MarkLineState.OPEN) + job.count(MarkLineState.FAULTED)
        begun = job is not None and job.count(MarkLineState.APPLIED) > 0
        self.new.setEnabled(may)
        self.bench.setEnabled(is_open and left > 0)
        self.hand_off.setEnabled(is_open and left > 0)
        self.close.setEnabled(is_open and not left)
        self.cancel.setEnabled(is_open and not begun)
        self.papers.setEnabled(job is not None and self._may(Permission.PRINT))
        for action in self.papers.actions():
            if action.data() == "certificate":
                action.setEnabled(job is not None and job.state is JobState.CLOSED)

    def _may(self, permission: Permission) -> bool:
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_job(self) -> None:
        """Open the form of a new job."""
        self.mark_weapons(())

    def mark_weapons(self, weapon_ids: Sequence[int]) -> None:
        """Open the form of a new job for these weapons."""
        dialog = OpenMarkingJobDialog(self._context, weapon_ids, self._widget)
        dialog.succeeded.connect(self._on_opened)
        self._open(dialog)

    @Slot(object)
    def _on_opened(self, done: MarkingJobDone) -> None:
        self.opened.emit(done.job_id)

    @Slot()
    def go_to_bench(self) -> None:
        """Go to the bench with the job."""
        if self._job is not None:
            self.bench_wanted.emit(self._job)

    @Slot()
    def choose(self) -> None:
        """Ask where the file for a marking machine is written."""
        if self._job is None:
            return
        self.files = QFileDialog(self._widget, _("File for the marking machine"))
        self.files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.files.setNameFilter(_("Tables") + " (*.csv)")
        self.files.setDefaultSuffix("csv")
        self.files.selectFile(f"{self._job.number}.csv")
        self.files.fileSelected.connect(self.write_hand_off)
        self.files.open()

    @Slot(str)
    def write_hand_off(self, path: str) -> None:
        """Write the file for a marking machine."""
        if self._job is None:
            return
        asked = WriteHandOff(job_id=self._job.id, out=Path(path))
        try:
            done = self._context.services.marking.work.hand_off(asked)
        except StockpileError as error:
            show_refusal(self._widget, error)
            return
        self._context.bus.committed.emit(done.changes)

    @Slot()
    def open_close(self) -> None:
        """Open the form that closes the job."""
        if self._job is not None:
            self._open(CloseMarkingJobDialog(self._context, self._job, self._widget))

    @Slot()
    def open_cancel(self) -> None:
        """Open the form that gives the job up."""
        if self._job is not None:
            self._open(CancelMarkingJobDialog(self._context, self._job, self._widget))

    @Slot()
    def _on_paper(self) -> None:
        action = self.sender()
        if self._job is not None and isinstance(action, QAction):
            name = str(action.data())
            self._open(marking_paper_dialog(self._context, name, self._job, self._widget))
