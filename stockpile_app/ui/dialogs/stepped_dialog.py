"""A dialog of several steps, each of which can take a job to get to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.widgets.step_bar import StepBar


class SteppedDialog(JobDialog):
    """The frame: where the user is, the step, and the way on.

    Subclasses override ``on_back``, ``on_next`` and ``refresh``, which enables the buttons.

    Attributes:
        next: The button that goes on; its text is the next step's.
    """

    def __init__(self, context: UiContext, title: str, parent: QWidget | None) -> None:
        """Build the frame without steps."""
        super().__init__(context, parent)
        self.setWindowTitle(title)
        self.job: Job[Any] | None = None
        self.steps = QStackedWidget()

    def assemble(self, steps: Sequence[tuple[str, QWidget]]) -> None:
        """Put the frame together around ``steps``: (name, widget)."""
        self.bar = StepBar([name for name, _step in steps])
        for _name, step in steps:
            self.steps.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self.bar)
        layout.addWidget(self.steps, 1)
        layout.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        # no button box: it moves buttons that come and go
        self.back = QPushButton(icon("previous"), _("&Back"))
        self.back.setObjectName("back")
        self.back.clicked.connect(self.on_back)
        self.next = QPushButton()
        self.next.setObjectName("next")
        self.next.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.next.clicked.connect(self.on_next)
        self.close_button = QPushButton(_("Cl&ose"))
        self.close_button.setObjectName("close")
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.back, self.next, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.next.setDefault(True)
        return row

    def show_step(self, step: int) -> None:
        """Show a step, from 0."""
        self.steps.setCurrentIndex(step)
        self.bar.show_step(step)
        self.refresh()

    @Slot()
    def on_back(self) -> None:
        """Go back a step."""
        self.show_step(self.steps.currentIndex() - 1)

    @Slot()
    def on_next(self) -> None:
        """Go on."""
        raise NotImplementedError

    @Slot()
    def refresh(self) -> None:
        """Enable the buttons."""
        raise NotImplementedError

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        refused: Callable[[StockpileError], None],
        title: str,
        *,
        writes: bool = False,
    ) -> None:
        """Run ``work`` with progress; ``done`` and ``refused`` are bound methods of QObjects."""
        job: Job[Any] = Job(work)
        job.succeeded.connect(done)
        job.refused.connect(refused)
        job.finished.connect(self.on_finished)
        ProgressDialog(job, title, self)
        self.job = job
        self.refresh()
        self.run(job, writes=writes)

    @Slot()
    def on_finished(self) -> None:
        """Be ready for the next job."""
        self.job = None
        self.refresh()
