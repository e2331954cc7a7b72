"""Lets Python look for cycles in the thread of the window alone.

Python looks for them in whichever thread happens to make an object, a job's too, and a widget or a
timer that is part of a cycle then dies in a thread where Qt must not touch it: the program ends
without a word. So it looks when the event loop has nothing else to do, as often as it would itself.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS: Final = 500


class Collector(QObject):
    """Takes the place of Python's own collector from ``start`` to ``stop``."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Change nothing yet."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look in this thread from now on."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python look by itself again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def look(self) -> int:
        """Look for cycles in the oldest generation that is due; return which, or -1."""
        due = -1
        for generation, (count, limit) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= limit:
                break
            due = generation
        if due >= 0:
            gc.collect(due)
        return due
