"""Chooses how a finished document is printed: the pages on one side, the printer on the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSettings, QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ui import printers, printing
from stockpile_app.ui.pdf_pages import PdfPages
from stockpile_app.ui.printing import PrintChoice, PrintOrder
from stockpile_app.ui.tab_order import ReadingOrderDialog
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.pdf_preview import PdfPreview
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room

_COPIES: Final = 999
_SIDE_WIDTH, _SIDE_CHARACTERS = 420, 42
_POINT: Final = QPageSize.Unit.Point
_PDF: Final = ""
"""What stands for "Save as PDF" among the names of printers."""
_SIDES: Final = {
    "off": N_("One side"),
    "long": N_("Both sides, turned like a book"),
    "short": N_("Both sides, turned like a calendar"),
}


class PrintDialog(ReadingOrderDialog):
    """The printer, the copies, the pages and the sides; the caller does the printing.

    Signals:
        print_asked: The ``PrintOrder``; how it was chosen is remembered.
        save_asked: The document shall become a file instead.

    Attributes:
        preview: The document.
        warning: Why this printer's paper does not fit, or nothing.
    """

    print_asked = Signal(object)
    save_asked = Signal()

    def __init__(self, kind: str, pages: PdfPages, parent: QWidget | None = None) -> None:
        """Offer the printer that a document of this ``kind`` was printed on last.

        Args:
            pages: The document; closed with the dialog.
        """
        super().__init__(parent)
        self.setObjectName("print_dialog")
        self.setWindowTitle(_("Print"))
        self._kind, self._pages = kind, pages
        self._memory: QSettings = printing.print_memory()
        self._choice = printing.remembered_choice(kind, self._memory)
        self._facts = printers.PrinterFacts(_PDF)
        self._printer = printing.new_printer("")
        self._paper = printers.paper_of(pages.size(0))
        self._build()
        self._assemble()
        self._offer_printers()
        self.preview.show_content(pages.content)
        self.printer.setFocus()

    def _build(self) -> None:
        self.preview = PdfPreview()
        self.form = Form()
        self.printer = QComboBox()
        self.printer.setMinimumContentsLength(18)
        self.printer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.copies = QSpinBox()
        self.copies.setRange(1, _COPIES)
        self.numbers = QLineEdit()
        self.numbers.setPlaceholderText(_("All pages"))
        self.sides, self.colours = QComboBox(), QComboBox()
        for text, colour in ((_("In colour"), True), (_("In grey"), False)):
            self.colours.addItem(text, colour)
        self.form.add("printer", _("&Printer"), self.printer, hint=" ")
        self.form.add("copies", _("&Copies"), self.copies)
        self.form.add(
            "pages", _("Pa&ges"), self.numbers, hint=_("Such as 2, or 1-3, 5. Empty: all.")
        )
        self.form.add("sides", _("&Sides"), self.sides)
        self.form.add("colours", _("C&olours"), self.colours)
        self.own = QPushButton(_("Printer’s own s&ettings…"))
        self.own.setObjectName("own_settings")
        self.own.setAutoDefault(False)
        self.own.clicked.connect(self._on_own)
        self.warning = PlainLabel("", role="banner", wrap=True)
        self.warning.setObjectName("paper_warning")
        self.anyway = QCheckBox(_("Print at &actual size all the same"))
        self.anyway.setObjectName("anyway")
        self.anyway.toggled.connect(self._allow)
        self.printer.currentIndexChanged.connect(self._on_printer)
        self.numbers.textEdited.connect(self._allow)

    def _assemble(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.setObjectName("buttons")
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName("cancel")
        self.go = QPushButton(_("Prin&t"))
        self.go.setObjectName("print")
        self.go.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ActionRole)
        settings = QWidget()
        side = QVBoxLayout(settings)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        for widget in (self.form, self.own, self.warning, self.anyway):
            side.addWidget(widget)
        side.addStretch(1)
        digit = self.fontMetrics().horizontalAdvance("0")
        settings.setFixedWidth(max(_SIDE_WIDTH, _SIDE_CHARACTERS * digit))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(settings)
        columns.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(columns, 1)
        layout.addWidget(self.buttons)
        make_room(self, 1100, 720, 100)

    def _offer_printers(self) -> None:
        names, wanted = printers.printer_names(), self._choice.printer
        blocked = QSignalBlocker(self.printer)  # until the one that is meant is chosen
        for name in names:
            self.printer.addItem(name, name)
        self.printer.addItem(_("Save as PDF"), _PDF)
        gone = bool(wanted) and wanted not in names
        if gone or not self._memory.contains(f"printers/{self._kind}"):
            wanted = printers.default_printer() or next(iter(names), _PDF)
        self.printer.setCurrentIndex(max(self.printer.findData(wanted), 0))
        blocked.unblock()
        self._on_printer()
        self.copies.setValue(self._choice.copies)
        self.colours.setCurrentIndex(self.colours.findData(self._choice.colour))
        if gone:
            text = _("“{printer}”, which was used last, is no longer there.")
            self.form.set_hint("printer", text.format(printer=self._choice.printer))
        elif not names:
            self.form.set_hint("printer", _("This workstation has no printer."))

    # --- what was chosen -------------------------------------------------------------------------

    @Slot()
    def _on_printer(self) -> None:
        name = self.printer.currentData()
        self._facts = printers.printer_facts(name) if name else printers.PrinterFacts(_PDF)
        self._printer = printing.new_printer(name)
        printing.set_paper(self._printer, self._pages)
        sides = self.sides.currentData() or self._choice.sides
        self.sides.clear()
        for side in printing.side_names(self._facts):
            self.sides.addItem(_(_SIDES[side]), side)
        self.sides.setCurrentIndex(max(self.sides.findData(sides), 0))
        for field in (self.copies, self.numbers, self.own):
            field.setEnabled(bool(name))
        self.sides.setEnabled(self.sides.count() > 1)
        self.colours.setEnabled(self._facts.colours)
        self.form.set_hint("printer", self._paper_hint() if name else " ")
        self._warn()
        self.go.setText(_("Prin&t") if name else _("Save as P&DF…"))

    def _paper_hint(self) -> str:
        paper, loaded = self._paper, self._facts.loaded
        if loaded is None or printers.same_paper(loaded, paper.size(_POINT)):
            return _("Paper: {paper}").format(paper=printers.paper_name(paper))
        return _("Put in {paper} paper: this printer is set up for {loaded}.").format(
            paper=printers.paper_name(paper), loaded=printers.paper_name(loaded)
        )

    def _warn(self) -> None:
        fits = self._facts.takes(self._paper.size(_POINT))
        self.anyway.setChecked(False)
        self.anyway.setVisible(not fits)
        self.warning.setVisible(not fits)
        self.warning.setText(
            _(
                "The document is made for {paper}, and “{printer}” does not take that paper. It is"
                " printed at its actual size and never made smaller: what reaches beyond the edge"
                " is lost."
            ).format(paper=printers.paper_name(self._paper), printer=self._facts.name)
            if not fits
            else ""
        )
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.form.clear_errors()
        self.go.setEnabled(self.anyway.isHidden() or self.anyway.isChecked())

    def choice(self) -> PrintChoice:
        """Return how it is to be printed, as far as that is remembered."""
        return PrintChoice(
            printer=self.printer.currentData(),
            sides=self.sides.currentData() or "off",
            colour=bool(self.colours.currentData()),
            copies=self.copies.value(),
        )

    @Slot()
    def _on_own(self) -> None:
        # later: the driver's dialog has a loop of its own, and the click is not over yet
        QTimer.singleShot(0, self._show_own)

    @Slot()
    def _show_own(self) -> None:
        printing.set_choice(self._printer, self.choice())
        if not printing.choose_printer(self._printer, len(self._pages), self):
            return
        printer = self._printer
        self._choice = replace(self.choice(), sides=printing.side_of(printer))
        at = self.printer.findData(printer.printerName())
        if at >= 0 and at != self.printer.currentIndex():
            self.printer.setCurrentIndex(at)
        self._printer = printer  # with what only its driver knows
        self.copies.setValue(printer.copyCount())
        self.sides.setCurrentIndex(max(self.sides.findData(printing.side_of(printer)), 0))
        self.colours.setCurrentIndex(
            self.colours.findData(printer.colorMode() is printer.ColorMode.Color)
        )

    @Slot()
    def _on_go(self) -> None:
        choice = self.choice()
        try:
            numbers = printing.page_numbers(self.numbers.text(), len(self._pages))
        except BadValue as error:
            self.form.show_error(error)
            return
        printing.remember_choice(self._kind, choice, self._memory)
        self.accept()
        if not choice.printer:
            self.save_asked.emit()
            return
        printing.set_paper(self._printer, self._pages)
        printing.set_choice(self._printer, choice)
        self.print_asked.emit(PrintOrder(self._printer, numbers))

    @override
    def done(self, result: int) -> None:
        self.preview.clear()
        self._pages.close()
        super().done(result)
        self.deleteLater()
