"""How a committed change reaches the open views, and a list whoever prints and exports lists."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.lists import ListSheet


class ListWanted(NamedTuple):
    """A list that is to be taken away.

    Attributes:
        window: Over which dialogs open.
        printed: On paper; else as a file.
    """

    sheet: ListSheet
    window: QWidget
    printed: bool


class ChangeBus(QObject):
    """One for the window. Whoever committed something says so here; views listen.

    Signals:
        committed: The ``ChangeSet`` of one transaction.
        list_wanted: A ``ListWanted``.
        told: A ``Notice``, which nobody has to answer.
    """

    committed = Signal(object)
    list_wanted = Signal(object)
    told = Signal(object)
