"""A panel that shows what is read in a job, and reads it again when it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel


class ListPanel(QWidget):
    """Subclasses say what is read, how it is shown, and which changes concern them.

    Nothing is read while the panel is out of sight.
    """

    def __init__(self, context: UiContext, name: str, title: str) -> None:
        """Be empty; the subclass lays itself out and then calls ``reload``."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.context = context
        self.dialog: QDialog | None = None
        self._job: Job[Any] | None = None
        self._again = False
        self._stale = True
        self.note = PlainLabel("", role="hint", wrap=True)
        self.note.setObjectName(f"{name}_note")
        context.bus.committed.connect(self._on_committed)

    def read(self) -> Any:
        """Return what is shown; runs in a job."""
        raise NotImplementedError

    def show_read(self, result: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def concerns(self, changes: ChangeSet) -> bool:
        """Whether what is shown may be stale after these changes."""
        raise NotImplementedError

    def may(self, permission: Permission) -> bool:
        """Whether the user may do it, and the register can be written."""
        services = self.context.services
        return not services.read_only and services.desk.may(permission)

    @Slot()
    def reload(self) -> None:
        """Read again, now or when the panel comes into sight."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        if self._job is not None:
            self._again = True
            return
        self._job = Job(lambda _progress: self.read())
        self._job.succeeded.connect(self._on_read)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        self.context.jobs.start(self._job, writes=False)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog; the panel keeps hold of it."""
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _on_read(self, result: object) -> None:
        self.show_read(result)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.note.setText(refusal_text(error))

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.reload()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if self.concerns(changes):
            self.reload()


def act_button(
    name: str, text: str, slot: Callable[[], object], *, primary: bool = False
) -> QPushButton:
    """Return a button for an act of a panel."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setProperty("primary", primary)
    button.clicked.connect(slot)
    return button


def titled(title: str, table: QWidget, *buttons: QPushButton) -> QWidget:
    """Return a table under its title, with buttons beside the title."""
    box = QWidget()
    head = QHBoxLayout()
    head.addWidget(PlainLabel(title, role="heading"), 1)
    for button in buttons:
        head.addWidget(button)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 6, 0, 0)
    layout.setSpacing(6)
    layout.addLayout(head)
    layout.addWidget(table, 1)
    return box
