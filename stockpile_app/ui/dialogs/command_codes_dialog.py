"""Shows the sheet of command codes, to print or save it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui import printing
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel


class CommandCodesDialog(DocumentDialog):
    """The sheet says nothing of the register, so it is made at once and not recorded."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the sheet."""
        super().__init__(context, "handling", _("Command codes"), parent)
        self._content = b""
        self.page = QComboBox()
        for size in PAGE_SIZES_MM:
            self.page.addItem(size, size)
        self.page.currentIndexChanged.connect(self.make)
        self.form = Form()
        self.form.add("page", _("Pa&ge size"), self.page)
        self.side.addWidget(self.form)
        self.side.addWidget(
            PlainLabel(
                _(
                    "Print the sheet and keep it beside the scanner: each code does on the page"
                    " “Scan in and out” what is written beside it, so that nobody has to put the"
                    " scanner down."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.side.addStretch(1)
        self.assemble()
        self.make()

    @Slot()
    def make(self) -> None:
        """Make the sheet and show it."""
        page, dpi = self.page.currentData(), self.context.settings.printer_dpi
        write = self.context.services.scans.papers.command_codes

        def work(_progress: Progress) -> bytes:
            with scratch_folder() as folder:
                out = folder / "codes.pdf"
                write(out, page, dpi)
                return out.read_bytes()

        self.start(work, self._on_made, _("Making the document"), writes=False)

    @Slot(object)
    def _on_made(self, content: bytes) -> None:
        self._content = content
        if not self.closed:
            self.preview.show_content(content)

    @Slot()
    def print_document(self) -> None:
        """Print the sheet."""
        self.print_content(self._content)

    @Slot()
    def save_document(self) -> None:
        """Ask where to save the sheet."""
        self.ask_where("command-codes.pdf", self.save_to)

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the sheet."""
        try:
            printing.save_content(self._content, path)
        except StockpileError as error:
            self.said.setText(refusal_text(error))
            self.on_refused(error)
            return
        self.said.setText(_("Saved as {name}.").format(name=path.name))
