"""What was scanned anywhere or typed at the top of the window, and the weapon that it names."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.numbers import parse
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.services.weapons import Weapons
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.scanner import Scanner


class Finder(QObject):
    """Looks up register numbers, also those that a scanner reads wherever the focus is.

    Signals:
        found: The ``WeaponRecord`` of a number; the text itself when it is no number of a weapon.
        refused: The ``StockpileError`` that says why nothing was looked up.
    """

    found = Signal(object)
    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Look in the register of ``context``."""
        super().__init__(parent)
        self._context = context
        self._job: Job[WeaponRecord | str] | None = None
        self.scanner = Scanner(self._is_number, self)
        self.scanner.scanned.connect(self.look_for)

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Look a number up."""
        weapons = self._context.services.weapons

        def work(_progress: Progress) -> WeaponRecord | str:
            return _by_number(weapons, text)

        self._job = Job(work)
        self._job.succeeded.connect(self._on_looked)
        self._job.refused.connect(self.refused)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_looked(self, found: WeaponRecord | str) -> None:
        if self.sender() is self._job:  # the answer to an older question may come later
            self.found.emit(found)

    @Slot(bool)
    def on_locked(self, locked: bool) -> None:  # noqa: FBT001 - Qt
        """Hear nothing while the screen is locked."""
        if locked:
            self.scanner.stop()
        else:
            self.scanner.start()

    def _is_number(self, text: str) -> bool:
        origin = self._context.services.register.origin
        number = parse(text, (origin,))
        return number is not None and number.origin == origin


def _by_number(weapons: Weapons, text: str) -> WeaponRecord | str:
    try:
        return weapons.by_number(text)
    except NotFound:
        return text
