"""What the sign-in window offers beside signing in: new registers, backups, lost passwords."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.widgets.plain import show_refusal

if TYPE_CHECKING:
    from stockpile_app.services.demo import Demo
    from stockpile_app.services.desk import Desk


class FirstSteps(QObject):
    """Opens the dialogs; their modules are imported then, not when the window starts.

    Signals:
        opened: The ``Desk`` of a register that was made, restored, or opened by its recovery code.
        kept: The folder of a register that was restored or is the sample, and not opened now.
    """

    opened = Signal(object)
    kept = Signal(Path)

    def __init__(self, jobs: JobRunner, window: QWidget) -> None:
        """Dialogs open over ``window``."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._made: Desk | None = None

    @Slot()
    def open_new(self) -> None:
        """Open the dialog that makes a register."""
        from stockpile_app.ui.dialogs.new_register_dialog import (  # noqa: PLC0415 - start-up
            NewRegisterDialog,
        )

        dialog = NewRegisterDialog(self._jobs, self._window)
        dialog.succeeded.connect(self._on_made)
        dialog.open()

    @Slot(object)
    def _on_made(self, made: tuple[Desk, str]) -> None:
        from stockpile_app.services.gateway import Services  # noqa: PLC0415 - start-up
        from stockpile_app.ui.dialogs.new_register_dialog import (  # noqa: PLC0415 - start-up
            RecoveryCodeDialog,
        )

        self._made, code = made
        dialog = RecoveryCodeDialog(self._jobs, Services(self._made), code, self._window)
        dialog.accepted.connect(self._on_code_kept)
        dialog.open()

    @Slot()
    def _on_code_kept(self) -> None:
        """Ask for a second person; without one, nobody can approve."""
        if self._made is None:
            return
        from stockpile_app import settings  # noqa: PLC0415 - start-up
        from stockpile_app.services.gateway import Services  # noqa: PLC0415 - start-up
        from stockpile_app.ui.change_bus import ChangeBus  # noqa: PLC0415 - start-up
        from stockpile_app.ui.context import UiContext  # noqa: PLC0415 - start-up
        from stockpile_app.ui.dialogs.second_user_dialog import (  # noqa: PLC0415 - start-up
            SecondUserDialog,
        )

        bus = ChangeBus(self)
        context = UiContext(Services(self._made), self._jobs, bus, settings.load())
        self._drafts = context.drafts
        dialog = SecondUserDialog(context, self._window)
        dialog.finished.connect(self._on_second)
        dialog.open()

    @Slot()
    def _on_second(self) -> None:
        self._drafts.stop()
        desk, self._made = self._made, None
        if desk is not None:
            self.opened.emit(desk)

    @Slot()
    def open_sample(self) -> None:
        """Open the dialog that makes the sample register."""
        from stockpile_app.ui.dialogs.sample_dialog import SampleDialog  # noqa: PLC0415 - start-up

        dialog = SampleDialog(self._jobs, self._window)
        dialog.succeeded.connect(self._on_sample)
        dialog.open()

    @Slot(object)
    def _on_sample(self, demo: Demo) -> None:
        self.kept.emit(demo.register)

    @Slot()
    def open_restore(self) -> None:
        """Open the dialog that restores a backup, as on a machine that is new."""
        from stockpile_app.ui.dialogs.restore_dialog import Restoring  # noqa: PLC0415 - start-up

        restoring = Restoring(self._jobs, self._window, opens=True)
        restoring.opened.connect(self.opened)
        restoring.kept.connect(self.kept)
        restoring.open()

    def open_recovery(self, folder: Path) -> None:
        """Open the dialog that gives a user of the register in ``folder`` a new password."""
        from stockpile_app.ui.dialogs.password_dialogs import (  # noqa: PLC0415 - start-up
            RecoverDialog,
        )

        try:
            dialog = RecoverDialog(self._jobs, folder, self._window)
        except StockpileError as error:
            show_refusal(self._window, error)
            return
        dialog.succeeded.connect(self.opened)
        dialog.open()
