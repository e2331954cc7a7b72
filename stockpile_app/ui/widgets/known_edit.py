"""A line that suggests what the weapons of this register have already."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.progress import Progress
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.widgets.fields import SuggestEdit


class KnownEdit(SuggestEdit):
    """Reads its suggestions in a job: over a million weapons that takes a second or two."""

    def __init__(self, context: UiContext, column: str, parent: QWidget | None = None) -> None:
        """Suggest what occurs in ``column``: "maker", "model" or "calibre"."""
        super().__init__((), parent)
        self._context = context
        self._column = column
        self._job: Job[list[str]] | None = None
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read what occurs now; until then, what was suggested stays."""
        if self._job is not None:
            return
        weapons, column = self._context.services.weapons, self._column

        def work(_progress: Progress) -> list[str]:
            return weapons.known(column)

        self._job = Job(work)  # refused, it leaves a line to be typed in
        self._job.succeeded.connect(self._on_read)
        self._job.finished.connect(self._on_finished)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_read(self, known: list[str]) -> None:
        self.suggest(known)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
