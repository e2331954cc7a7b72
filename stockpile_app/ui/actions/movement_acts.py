"""What is done about movements from their page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.domain.movements import LineState, MovementDone, MovementRecord
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.dispatch_dialog import DispatchDialog
from stockpile_app.ui.dialogs.movement_papers import movement_paper, person_history
from stockpile_app.ui.dialogs.receipt_dialog import ReceiptDialog
from stockpile_app.ui.dialogs.removal_log_dialog import RemovalLogDialog
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.papers import Paper
from stockpile_app.ui.widgets.movement_detail import MovementFile


class MovementActs(QObject):
    """Opens the dialogs, or the page where weapons change hands.

    Attributes:
        dialog: The one that was opened last.

    Signals:
        done: The ``MovementDone`` of a movement that was recorded.
        open_wanted: Name of a page, and what to open there.
    """

    done = Signal(object)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        """Open dialogs over ``page``."""
        super().__init__(page)
        self._context = context
        self._page = page
        self.dialog: QDialog | None = None

    @Slot()
    def dispatch(self) -> None:
        """Ask which containers leave, and where they go."""
        dialog = DispatchDialog(self._context, self._page)
        dialog.succeeded.connect(self._on_done)
        self._open(dialog)

    @Slot()
    def removal_log(self) -> None:
        """Ask of which place and time the removal log shall be."""
        self._open(RemovalLogDialog(self._context, self._page))

    def take_back(self, file: MovementFile) -> None:
        """Put what is still out of a movement on the list of returns."""
        out = tuple(each.weapon.id for each in file.lines if each.state is LineState.OUT)
        self.open_wanted.emit("handling", Filling(Mode.RETURN, out, file.movement.person_id))

    def receive(self, file: MovementFile) -> None:
        """Check a dispatch against its manifest."""
        if file.dispatch is not None:
            dialog = ReceiptDialog(self._context, file.dispatch.id, self._page)
            dialog.succeeded.connect(self._on_done)
            self._open(dialog)

    def paper(self, paper: Paper, movement: MovementRecord) -> None:
        """Offer a paper of a movement."""
        self._open(movement_paper(self._context, paper, movement, self._page))

    def history(self, movement: MovementRecord) -> None:
        """Offer the paper that says what the person of a movement had, and when."""
        if movement.person_id is not None:
            self._open(
                person_history(self._context, movement.person_id, movement.person, self._page)
            )

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _on_done(self, done: MovementDone) -> None:
        self.done.emit(done)
