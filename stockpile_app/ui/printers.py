"""The printers of this machine, and what each can do; no display is needed for their names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_MM_PER_POINT = 25.4 / 72
_SAME_MM = 2.0  # papers that differ by less are the same one


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """What a printer says of itself.

    Attributes:
        papers: Those it takes, in its driver's order; empty when it does not say.
        loaded: The paper it is set up for, or None.
        any_paper: It takes papers of other sizes too, as printers of labels do.
        sides: The ways of printing on both sides, "off" among them.
        colours: It prints in colour.
    """

    name: str
    papers: tuple[QPageSize, ...] = ()
    loaded: QPageSize | None = None
    any_paper: bool = False
    sides: frozenset[QPrinter.DuplexMode] = field(
        default_factory=lambda: frozenset({QPrinter.DuplexMode.DuplexNone})
    )
    colours: bool = False

    def takes(self, size: QSizeF) -> bool:
        """Whether it prints on paper of this size, in points and upright."""
        return (
            self.any_paper or not self.papers or any(same_paper(each, size) for each in self.papers)
        )


def printer_names() -> list[str]:
    """Return the names of the printers; called from a terminal too, where no window runs."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(["stockpile"]))
    return [str(name) for name in QPrinterInfo.availablePrinterNames()]


def printer_facts(name: str) -> PrinterFacts:
    """Ask a printer what it can do; its driver may take a moment."""
    info = QPrinterInfo.printerInfo(name)
    loaded = info.defaultPageSize()
    return PrinterFacts(
        name=name,
        papers=tuple(info.supportedPageSizes()),
        loaded=loaded if loaded.isValid() else None,
        any_paper=info.supportsCustomPageSizes(),
        sides=frozenset({QPrinter.DuplexMode.DuplexNone, *info.supportedDuplexModes()}),
        colours=QPrinter.ColorMode.Color in info.supportedColorModes(),
    )


def default_printer() -> str:
    """Return the name of the printer that this machine prints on if nothing else is said."""
    return str(QPrinterInfo.defaultPrinterName())


def same_paper(paper: QPageSize, size: QSizeF) -> bool:
    """Whether a paper has this size, in points and upright."""
    own = paper.size(QPageSize.Unit.Point)
    near = _SAME_MM / _MM_PER_POINT
    return abs(own.width() - size.width()) < near and abs(own.height() - size.height()) < near


def paper_of(size: QSizeF) -> QPageSize:
    """Return the paper of a page, in points: the known one of that size, upright."""
    upright = size.transposed() if size.width() > size.height() else size
    return QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def paper_name(paper: QPageSize) -> str:
    """Return what people call a paper: "A4", or its size."""
    if paper.id() is not QPageSize.PageSizeId.Custom:
        return str(paper.key())
    size = paper.size(QPageSize.Unit.Millimeter)
    return f"{size.width():.0f} × {size.height():.0f} mm"


_kept: list[QGuiApplication] = []
