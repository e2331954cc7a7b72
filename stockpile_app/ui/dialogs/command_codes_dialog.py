"""Shows a sheet that belongs to a scanner, to print or save it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel


class UnrecordedDialog(DocumentDialog):
    """The sheet says nothing of what is registered, so it is made at once and not recorded."""

    def __init__(
        self, context: UiContext, kind: str, title: str, hint: str, parent: QWidget | None
    ) -> None:
        """Show the sheet; ``hint`` says what it is for."""
        super().__init__(context, kind, title, parent)
        self._content = b""
        self.page = QComboBox()
        for size in PAGE_SIZES_MM:
            self.page.addItem(size, size)
        self.page.currentIndexChanged.connect(self.make)
        self.form = Form()
        self.add_fields(self.form)
        self.form.add("page", _("Pa&ge size"), self.page)
        self.side.addWidget(self.form)
        self.side.addWidget(PlainLabel(hint, role="hint", wrap=True))
        self.side.addStretch(1)
        self.assemble()
        self.make()

    def add_fields(self, form: Form) -> None:
        """Add what is chosen beside the page size."""

    def file_name(self) -> str:
        """Return the name to save the sheet as, without its ending."""
        raise NotImplementedError

    def writer(self) -> Callable[[Path, str, int], None]:
        """Return what writes the sheet: to a file, in a page size, for a printer's dpi."""
        raise NotImplementedError

    @Slot()
    def make(self) -> None:
        """Make the sheet and show it."""
        page, dpi = self.page.currentData(), self.context.settings.printer_dpi
        write = self.writer()

        def work(_progress: Progress) -> bytes:
            with scratch_folder() as folder:
                out = folder / "sheet.pdf"
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
        self.ask_where(f"{self.file_name()}.pdf", self.save_to)

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the sheet."""
        self.save_content(self._content, path)


class CommandCodesDialog(UnrecordedDialog):
    """The codes that say what to do on the page where weapons are handed."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the sheet."""
        hint = _(
            "Print the sheet and keep it beside the scanner: each code does on the page"
            " “Scan in and out” what is written beside it, so that nobody has to put the"
            " scanner down."
        )
        super().__init__(context, "handling", _("Command codes"), hint, parent)

    @override
    def file_name(self) -> str:
        return "command-codes"

    @override
    def writer(self) -> Callable[[Path, str, int], None]:
        return self.context.services.scans.papers.command_codes


class ScanTestSheetDialog(UnrecordedDialog):
    """Codes to try a scanner with."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the sheet."""
        hint = _(
            "Print the sheet with the printer and the paper of the labels, and scan each code from"
            " it. They all say a number that no weapon has."
        )
        super().__init__(context, "scanner", _("Test sheet for scanners"), hint, parent)

    @override
    def file_name(self) -> str:
        return "scanner-test"

    @override
    def writer(self) -> Callable[[Path, str, int], None]:
        return self.context.services.scans.papers.test_sheet
