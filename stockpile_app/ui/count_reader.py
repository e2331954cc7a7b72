"""Reads and writes for the page of stocktakes; only the newest question of a name is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from stockpile_app.ui.jobs import Job, JobRunner

Work = Callable[[], Any]
Done = Callable[[Any], None]


class CountReader(QObject):
    """Runs work in jobs and hands on what it returned, in the GUI thread.

    Signals:
        refused: A ``StockpileError``.
    """

    refused = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Run by ``jobs``."""
        super().__init__(parent)
        self._jobs = jobs
        self._asked: dict[str, tuple[Job[Any], Done]] = {}

    def read(self, name: str, work: Work, done: Done) -> None:
        """Read; the answer to an older question of the same ``name`` is dropped."""
        self._start(name, work, done, writes=False)

    def write(self, name: str, work: Work, done: Done) -> None:
        """Record something."""
        self._start(name, work, done, writes=True)

    def _start(self, name: str, work: Work, done: Done, *, writes: bool) -> None:
        job: Job[Any] = Job(lambda _progress: work())
        job.setObjectName(name)
        self._asked[name] = (job, done)
        job.succeeded.connect(self._on_succeeded)
        job.refused.connect(self.refused)
        self._jobs.start(job, writes=writes)

    @Slot(object)
    def _on_succeeded(self, found: Any) -> None:
        job, done = self._asked[self.sender().objectName()]
        if job is self.sender():
            done(found)
