"""Imports, while somebody types a password, what the next window needs.

The first window shows as soon as it can; the libraries are imported in pieces between two keys, so
that none of them waits for long.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_PAUSE_MS: Final = 5
MODULES: Final = (
    # from the bottom up, so that no piece takes long
    "sqlalchemy",
    "sqlalchemy.orm",
    "stockpile_app.domain.facts",
    *(f"stockpile_app.persistence.tables.{name}" for name in ("weapons", "places", "movements")),
    "stockpile_app.persistence.tables",
    "stockpile_app.persistence.history",
    "stockpile_app.services.registers",
    "stockpile_app.services.gateway",
    "stockpile_app.reference.entry_words",
    "stockpile_app.ui.pages.weapons_page",
    "stockpile_app.ui.main_window",
    "stockpile_app.ui.pages.overview_page",
    "stockpile_app.services.overview",
    "stockpile_app.services.overview_subjects",
    "stockpile_app.persistence.projections",
    "stockpile_app.services.backups",
    "stockpile_app.ui.crash_dialog",
)


class GettingReady(QObject):
    """Imports ``MODULES`` one after the other; whoever wants one sooner imports it."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Do nothing before ``start``."""
        super().__init__(parent)
        self._left = list(reversed(MODULES))
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Begin, unless it was done before."""
        if self._left:
            self._timer.start()

    @Slot()
    def _on_time(self) -> None:
        import_module(self._left.pop())
        if not self._left:
            self._timer.stop()
