"""A dialog that runs jobs: closing it stops them, and it outlives the last of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.tab_order import ReadingOrderDialog


class JobDialog(ReadingOrderDialog):
    """Base of dialogs that start jobs of their own.

    A job can end after the dialog was closed, and its slots must still find the dialog's widgets;
    so the dialog is deleted when it is closed and idle, not when it is closed.

    Attributes:
        closed: Whether the user has left.
    """

    def __init__(self, context: UiContext, parent: QWidget | None) -> None:
        """Run jobs by the runner of ``context``."""
        super().__init__(parent)
        self.context = context
        self.closed = False
        self._running: set[Job[Any]] = set()

    def run(self, job: Job[Any], *, writes: bool) -> None:
        """Start ``job``, whose signals are connected already."""
        self._running.add(job)
        job.finished.connect(self._on_job_finished)
        self.context.jobs.start(job, writes=writes)

    @Slot()
    def _on_job_finished(self) -> None:
        self._running = {job for job in self._running if job is not self.sender()}
        if self.closed and not self._running:
            self.deleteLater()

    @override
    def done(self, result: int) -> None:
        self.closed = True
        for job in self._running:
            job.cancel()
        super().done(result)
        if not self._running:
            self.deleteLater()
