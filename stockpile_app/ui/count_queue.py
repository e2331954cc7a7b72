"""Scans that wait for their turn: none is lost when a scanner is faster than the disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.jobs import Job, JobRunner

_TELL_AFTER_MS: Final = 600


class Turn(NamedTuple):
    """One act of a counter.

    Attributes:
        prepare: Called when its turn comes, in the GUI thread, so that it knows what the acts
            before it came to; returns the work to do in another thread, or None for nothing.
        done: Called with what the work returned.
        failed: Called with the refusal.
    """

    prepare: Callable[[], Callable[[], Any] | None]
    done: Callable[[Any], None]
    failed: Callable[[StockpileError], None]


class CountQueue(QObject):
    """Does one act after another, in the order in which they were added.

    Signals:
        waiting: How many acts wait or run now.
    """

    waiting = Signal(int)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Run by ``jobs``."""
        super().__init__(parent)
        self._jobs = jobs
        self._turns: deque[Turn] = deque()
        self._job: Job[Any] | None = None
        self._now: Turn | None = None
        self._preparing = False

    def add(self, turn: Turn) -> None:
        """Do ``turn`` after everything that was added before it."""
        self._turns.append(turn)
        self.waiting.emit(len(self))
        self._go_on()

    def add_next(self, turn: Turn) -> None:
        """Do ``turn`` before everything that waits: it belongs to what was answered just now."""
        self._turns.appendleft(turn)
        self.waiting.emit(len(self))
        self._go_on()

    def __len__(self) -> int:
        """Return how many acts wait or run."""
        return len(self._turns) + (self._now is not None)

    def _go_on(self) -> None:
        while self._now is None and self._turns and not self._preparing:
            turn = self._turns.popleft()
            self._preparing = True
            try:
                work = turn.prepare()
            finally:
                self._preparing = False
            if work is None:
                continue
            self._now = turn
            self._job = Job(_without_progress(work))
            self._job.succeeded.connect(self._on_succeeded)
            self._job.refused.connect(self._on_refused)
            self._job.finished.connect(self._on_finished)
            self._jobs.start(self._job, writes=True)

    @Slot(object)
    def _on_succeeded(self, result: Any) -> None:
        if self._now is not None:
            self._now.done(result)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if self._now is not None:
            self._now.failed(error)

    @Slot()
    def _on_finished(self) -> None:
        self._now = self._job = None
        self.waiting.emit(len(self))
        self._go_on()


def _without_progress(work: Callable[[], Any]) -> Callable[[object], Any]:
    return lambda _progress: work()


class ChangeGatherer(QObject):
    """Tells the bus of many small changes as one, soon after: a scan must not wait for views."""

    def __init__(self, bus: ChangeBus, parent: QObject | None = None) -> None:
        """Tell ``bus``."""
        super().__init__(parent)
        self._bus = bus
        self._gathered: ChangeSet | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TELL_AFTER_MS)
        self._timer.timeout.connect(self.tell)

    def add(self, changes: ChangeSet) -> None:
        """Tell of ``changes`` soon."""
        if not changes.head:
            return
        self._gathered = changes if self._gathered is None else self._gathered | changes
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def tell(self) -> None:
        """Tell now of what was gathered."""
        self._timer.stop()
        gathered, self._gathered = self._gathered, None
        if gathered is not None:
            self._bus.committed.emit(gathered)
