"""A page, or a part of one, that reads what it shows in a job, and again after each change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel


class Listing(QWidget):
    """Subclasses override ``read``, which runs in a job, and ``show_found``.

    Attributes:
        note: A line for what is to be said of the list; hidden while it is empty.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Read nothing yet: what is not seen is not read."""
        super().__init__(parent)
        self.context = context
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("note")
        self.note.hide()
        self._loading: Job[Any] | None = None
        self._stale = True
        context.bus.committed.connect(self._on_committed)

    @property
    def is_settled(self) -> bool:
        """Whether all that is known by now is shown, and nothing is being read."""
        return self._loading is None and not self._stale

    def read(self) -> Any:
        """Return what is to be shown; runs in a job, on what ``prepare`` left."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Note what was chosen, before ``read`` runs."""

    def show_found(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def concerns(self, changes: ChangeSet) -> bool:
        """Whether a change makes the list stale."""
        return changes.collections

    @Slot()
    def reload(self) -> None:
        """Read again, unless it is read just now: then once more afterwards."""
        self._stale = True
        if self._loading is not None or not self.isVisible():
            return
        self._stale = False
        self.prepare()
        self._loading = Job(lambda _progress: self.read())
        self._loading.succeeded.connect(self._on_loaded)
        self._loading.refused.connect(self._on_refused)
        self._loading.finished.connect(self._on_finished)
        self.context.jobs.start(self._loading, writes=False)

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something above the list, or nothing."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_refusal(self, text: str) -> None:
        """Say why nothing was read."""
        self.say(text)

    @Slot(object)
    def _on_loaded(self, found: Any) -> None:
        self.show_found(found)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.show_refusal(refusal_text(error))

    @Slot()
    def _on_finished(self) -> None:
        self._loading = None
        if self._stale:
            self.reload()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if self.concerns(changes):
            self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
