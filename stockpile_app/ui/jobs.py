"""Background work: a service call off the GUI thread, with progress and cancel.

Connect only to bound methods of QObjects: those run in the receiver's thread, whatever thread
emits.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Cancelled, Progress

T = TypeVar("T")

_REPORT_EVERY_S: Final = 0.1
_READERS: Final = 3
_LONGEST_SHUT_DOWN_MS: Final = 30_000
_HEARD: Final = 8
"""Finished jobs are kept so long that the thread that ran one never is the last that knows it."""


class Job(QObject, Generic[T]):
    """One run of one service call. Lives in the GUI thread; so do all its slots.

    Signals:
        progressed: done, total (0 when unknown), text; at most ten a second.
        succeeded: The value the work returned.
        refused: A ``StockpileError`` to show the user.
        cancelled: The work stopped at the user's request.
        finished: Always last.
    """

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    refused = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[Progress], T]) -> None:
        """Prepare to run ``work``, which is called in another thread."""
        super().__init__()
        self._work = work
        self._cancel = threading.Event()
        self._ended.connect(self._on_ended)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()

    def run_in(self, pool: QThreadPool) -> None:
        """Queue on ``pool``."""
        # not a QRunnable: Qt owns it and, unless it deletes it, everything it knows stays for good
        pool.start(self.execute)

    def execute(self) -> None:
        """Do the work; called in the worker thread."""
        try:
            if self._cancel.is_set():
                raise Cancelled  # noqa: TRY301 - cancelled while it was queued
            outcome: object = self._work(_Reporter(self.progressed.emit, self._cancel))
        except Exception as error:  # noqa: BLE001 - crosses a thread; re-raised on the other side
            self._ended.emit(None, error)
        else:
            self._ended.emit(outcome, None)

    @Slot(object, object)
    def _on_ended(self, outcome: T, error: Exception | None) -> None:
        try:
            match error:
                case None:
                    self.succeeded.emit(outcome)
                case Cancelled():
                    self.cancelled.emit()
                case StockpileError():
                    self.refused.emit(error)
                case _:
                    raise error  # a bug: the excepthook shows the crash dialog
        finally:
            self.finished.emit()


class JobRunner(QObject):
    """Runs jobs: writers one after the other, up to three readers beside them.

    Signals:
        busy: Whether a writing job is queued or running.
    """

    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare the two thread pools."""
        super().__init__(parent)
        self._writers = QThreadPool(self)
        self._writers.setMaxThreadCount(1)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(_READERS)
        self._running: dict[Job[object], bool] = {}
        self._heard: deque[Job[object]] = deque(maxlen=_HEARD)

    def start(self, job: Job[T], *, writes: bool) -> None:
        """Queue ``job``; keep it alive until it is finished."""
        self._running[job] = writes  # type: ignore[index]  # kept for its identity alone
        job.finished.connect(self._on_finished)
        if writes:
            self.busy.emit(True)  # noqa: FBT003 - Qt signals take no keywords
        job.run_in(self._writers if writes else self._readers)

    @property
    def running(self) -> bool:
        """Whether anything runs, or what came of it was not heard yet."""
        return bool(self._running)

    @property
    def writing(self) -> bool:
        """Whether a writing job is queued or running."""
        return any(self._running.values())

    def shut_down(self) -> bool:
        """Cancel what runs, and wait for it; whether everything stopped in time."""
        for job in tuple(self._running):
            job.cancel()
        waited = [
            pool.waitForDone(_LONGEST_SHUT_DOWN_MS) for pool in (self._writers, self._readers)
        ]
        self._heard.clear()
        return all(waited)

    @Slot()
    def _on_finished(self) -> None:
        job = self.sender()
        if not isinstance(job, Job):
            return
        self._heard.append(job)
        if self._running.pop(job, False):
            self.busy.emit(self.writing)


class _Reporter:
    """The ``Progress`` handed to the work: throttles, and raises once cancelled."""

    def __init__(self, emit: Callable[[int, int, str], None], cancel: threading.Event) -> None:
        self._emit = emit
        self._cancel = cancel
        self._last = 0.0
        self._text = ""

    def report(self, done: int, total: int, text: str = "") -> None:
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if done == total or text != self._text or now - self._last >= _REPORT_EVERY_S:
            self._last, self._text = now, text
            self._emit(done, total, text)
