"""The printers of this machine, for a check of the workstation; no display is needed."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo


def printer_names() -> list[str]:
    """Return the names of the printers; called from a terminal too, where no window runs."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(["stockpile"]))
    return [str(name) for name in QPrinterInfo.availablePrinterNames()]


_kept: list[QGuiApplication] = []
