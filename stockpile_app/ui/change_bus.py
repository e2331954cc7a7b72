"""How a committed change reaches the open views."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ChangeBus(QObject):
    """One for the window. Whoever committed something says so here; views listen.

    Signals:
        committed: The ``ChangeSet`` of one transaction.
    """

    committed = Signal(object)
