"""How many things wait for somebody on each page, counted in jobs, for the list of pages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.progress import Progress
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job

_FIRST_MS: Final = 1_500
_REST_MS: Final = 3_000
_AGAIN_MS: Final = 30 * 60_000
"""Something may become overdue without anybody recording anything."""


class Attention(QObject):
    """Counts after the window has shown, and again some time after each change.

    Signals:
        counted: A ``dict`` of counts by the names of pages.
    """

    counted = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Count nothing before ``start``."""
        super().__init__(parent)
        self._context = context
        self._job: Job[dict[str, int]] | None = None
        self._stopped = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.count)
        context.bus.committed.connect(self._on_committed)

    def start(self) -> None:
        """Count soon, when the first page has been read."""
        self._rest.start(_FIRST_MS)

    def stop(self) -> None:
        """Count no more."""
        self._stopped = True
        self._rest.stop()
        self._context.bus.committed.disconnect(self._on_committed)

    @Slot(object)
    def _on_committed(self, _changes: ChangeSet) -> None:
        self._rest.start(_REST_MS)

    @Slot()
    def count(self) -> None:
        """Count now."""
        if self._job is not None:
            self._rest.start(_REST_MS)
            return
        services = self._context.services

        def work(_progress: Progress) -> dict[str, int]:
            return services.overview.attention()

        self._job = Job(work)  # refused, the list of pages simply tells no counts
        self._job.succeeded.connect(self.counted)
        self._job.finished.connect(self._on_finished)
        self._context.jobs.start(self._job, writes=False)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if not self._stopped and not self._rest.isActive():
            self._rest.start(_AGAIN_MS)
