"""Answers scans one after the other, in the order they were read, however fast they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from stockpile_app.domain.progress import Progress
from stockpile_app.ui.jobs import Job, JobRunner


class ScanQueue(QObject):
    """Runs one look-up at a time in a reading job.

    What a scan means depends on the scans before it, so the next one is not looked up before the
    answer to this one is on the page.

    Signals:
        looked_up: What the look-up returned.
        refused: The ``StockpileError`` that says why nothing was looked up.
    """

    looked_up = Signal(object)
    refused = Signal(object)

    def __init__(
        self, jobs: JobRunner, prepare: Callable[[str], Callable[[], Any] | None], parent: QObject
    ) -> None:
        """Run jobs by ``jobs``.

        Args:
            prepare: Called in the window's thread when it is a scan's turn; returns the look-up,
                which runs in a job, or None when the scan is answered already.
        """
        super().__init__(parent)
        self._jobs = jobs
        self._prepare = prepare
        self._waiting: deque[str] = deque()
        self._running: Job[Any] | None = None
        self._held = False

    @property
    def idle(self) -> bool:
        """Whether every scan was answered."""
        return self._running is None and not self._waiting

    def put(self, text: str) -> None:
        """Answer ``text`` when everything before it was answered."""
        self._waiting.append(text)
        self._next()

    def hold(self, *, held: bool) -> None:
        """Let scans wait while something is recorded that they come after."""
        self._held = held
        self._next()

    def clear(self) -> None:
        """Forget the scans that wait."""
        self._waiting.clear()

    def _next(self) -> None:
        while self._waiting and self._running is None and not self._held:
            look_up = self._prepare(self._waiting.popleft())
            if look_up is not None:
                self._start(look_up)

    def _start(self, look_up: Callable[[], Any]) -> None:
        def work(_progress: Progress) -> Any:
            return look_up()

        self._running = Job(work)
        self._running.succeeded.connect(self.looked_up)
        self._running.refused.connect(self.refused)
        self._running.finished.connect(self._on_finished)
        self._jobs.start(self._running, writes=False)

    @Slot()
    def _on_finished(self) -> None:
        self._running = None
        self._next()
