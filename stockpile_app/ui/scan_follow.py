"""Where a scan leads on a page that shows records of one kind."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.numbers import CodeKind, parse_paper
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.scans import Scan, ScanKind
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.scan_words import scan_words
from stockpile_app.ui.texts import refusal_text

PAGE_OF: Final = {
    CodeKind.PLACE: "places",
    CodeKind.PERSON: "people",
    CodeKind.MOVEMENT: "movements",
    CodeKind.STOCKTAKE: "stocktakes",
    CodeKind.CHECK: "security",
    CodeKind.DISPOSAL: "disposal",
    CodeKind.MARKING_JOB: "marking",
    CodeKind.HAND_IN: "collections",
}
"""The page that shows what a paper code opens."""


class ScanFollow(QObject):
    """Answers a scan: one of the page's own, something on another page, or what is wrong with it.

    Signals:
        found: The id of a record of the page's kind.
        weapon_wanted: The id of a weapon.
        open_wanted: The name of another page, and an id to show there.
        said: Why it leads nowhere, in words.
    """

    found = Signal(int)
    weapon_wanted = Signal(int)
    open_wanted = Signal(str, object)
    said = Signal(str)

    def __init__(self, context: UiContext, kind: CodeKind, parent: QObject) -> None:
        """Take codes of ``kind`` for the page's own."""
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._job: Job[Scan] | None = None

    @Slot(str)
    def follow(self, text: str) -> None:
        """Answer what was read."""
        services = self._context.services
        paper = parse_paper(text, services.register.origin)
        if paper is not None and paper.kind is self._kind:
            self.found.emit(paper.sequence)
            return
        if paper is not None:
            self.open_wanted.emit(PAGE_OF[paper.kind], paper.sequence)
            return

        def work(_progress: Progress) -> Scan:
            return services.scans.read(text)

        self._job = Job(work)
        self._job.succeeded.connect(self._on_read)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_read(self, scan: Scan) -> None:
        if self.sender() is not self._job:
            return  # something else was scanned meanwhile
        if scan.kind is ScanKind.WEAPON and scan.weapon is not None:
            self.weapon_wanted.emit(scan.weapon.id)
            return
        words = scan_words(scan)
        self._context.scanning.sounds.play(words.tone)
        self.said.emit(" ".join(filter(None, (words.title + ":", words.detail))))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.said.emit(refusal_text(error))
