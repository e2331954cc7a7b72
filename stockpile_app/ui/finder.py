"""What was scanned anywhere or typed at the top of the window, and the weapon that it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from stockpile_app.domain.command_codes import parse_command
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.numbers import parse_paper
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.scan_text import proves_itself
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import is_printed_code, is_seal_text
from stockpile_app.services.weapons import Weapons
from stockpile_app.ui.announce import announce
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import plain_tip
from stockpile_app.ui.scan_words import not_taken
from stockpile_app.ui.scanner import Scanner
from stockpile_app.ui.tones import Tone

_TOLD_MS: Final = 30_000

ScanTaker = Callable[[str], None]


class Finder(QObject):
    """Looks up register numbers, also those that a scanner reads wherever the focus is.

    Signals:
        told: Something about the scanner that should be seen to, and for how long, in ms.
        found: The ``WeaponRecord`` of a number; the text itself when it is no number of a weapon.
        paper: The ``PaperCode`` of a place, a person or a document.
        seal: The text of a seal's QR code, or its short code as it is printed.
        refused: The ``StockpileError`` that says why nothing was looked up.
    """

    told = Signal(str, int)
    found = Signal(object)
    paper = Signal(object)
    seal = Signal(str)
    refused = Signal(object)

    def __init__(
        self, context: UiContext, taker: Callable[[], ScanTaker | None], parent: QObject
    ) -> None:
        """Look in the register of ``context``.

        Args:
            taker: Returns what takes every scan just now, such as a page that counts; None lets
                scans be looked up.
        """
        super().__init__(parent)
        self._context = context
        self._taker = taker
        self._job: Job[WeaponRecord | str] | None = None
        self.scanner = Scanner(self._proves, lambda: taker() is not None, self)
        self.scanner.use(context.scanning.rules)
        context.scanning.changed.connect(self.scanner.use)
        self.scanner.scanned.connect(self._on_scanned)
        self.scanner.repaired.connect(self._on_repaired)

    @Slot(str)
    def _on_scanned(self, text: str) -> None:
        taker = self._taker()
        if is_seal_text(text):  # no page works with seals, so it is meant to be checked
            self.seal.emit(text)
        elif taker is not None:
            taker(text)
        elif (front := QApplication.activeModalWidget()) is not None:
            self._say_not_taken(front, text)  # not behind what waits for an answer
        else:
            self.look_for(text)

    def _say_not_taken(self, front: QWidget, text: str) -> None:
        said = not_taken(text)
        self._context.scanning.sounds.play(Tone.BAD)
        announce(front, said, now=True)
        below = front.mapToGlobal(front.rect().bottomLeft())
        QToolTip.showText(below, plain_tip(said), front, front.rect(), _TOLD_MS)

    @Slot()
    def _on_repaired(self) -> None:
        text = _(
            "Scanner and workstation have different keyboards: see “Scanner…” in the menu “View”."
        )
        self.told.emit(text, _TOLD_MS)

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Look a number up."""
        if is_seal_text(text) or is_printed_code(text):
            self.seal.emit(text)
            return
        paper = parse_paper(text, self._context.services.register.origin)
        if paper is not None:
            self.paper.emit(paper)
            return
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

    def _proves(self, text: str) -> bool:
        """Whether a text is of this register beyond doubt, a seal, or a command to a page."""
        if is_seal_text(text) or proves_itself(text, self._context.services.register.origin):
            return True
        return parse_command(text) is not None and self._taker() is not None


def _by_number(weapons: Weapons, text: str) -> WeaponRecord | str:
    try:
        return weapons.by_number(text)
    except NotFound:
        return text
