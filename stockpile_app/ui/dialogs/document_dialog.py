"""What the dialogs of documents share: settings at the side, the document, print and save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.ui import printing
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.dialogs.print_dialog import PrintDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.pdf_pages import PdfPages
from stockpile_app.ui.printing import PrintOrder
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.pdf_preview import PdfPreview
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.role import make_room

_SIDE_WIDTH, _SIDE_CHARACTERS = 504, 50


class DocumentDialog(JobDialog):
    """Settings on one side, the preview on the other, and what is done with the document below.

    Attributes:
        kind: Kind of document; a printer is remembered for each.
        side: Where a subclass puts its settings.
        said: One line about what was done last.
    """

    def __init__(self, context: UiContext, kind: str, title: str, parent: QWidget | None) -> None:
        """Build the frame."""
        super().__init__(context, parent)
        self.setObjectName(f"{kind}_dialog")
        self.setWindowTitle(title)
        self.kind = kind
        self.remembered = printing.print_memory()
        self._job: Job[Any] | None = None
        self._to_print = b""
        self.title = PlainLabel(title, role="title", wrap=True)
        self.side = QVBoxLayout()
        self.side.setSpacing(12)
        self.side.setContentsMargins(12, 0, 12, 0)
        self.preview = PdfPreview()
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("said")
        self._build_buttons()
        HelpKey(kind, self)

    def assemble(self) -> None:
        """Put the frame together, once ``side`` is filled: the order of joining is Tab's order."""
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(_scrolling(self.side))
        columns.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addLayout(columns, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        make_room(self, 1200, 760, self.context.settings.text_scale)

    def _build_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.setObjectName("buttons")
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.print_button = QPushButton(_("Prin&t…"))
        self.print_button.setObjectName("print")
        self.print_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.print_button.clicked.connect(self.print_document)
        self.save_button = QPushButton(icon("save"), _("&Save as PDF…"))
        self.save_button.setObjectName("save")
        self.save_button.clicked.connect(self.save_document)
        for button in (self.save_button, self.print_button):
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)

    def ready_to_print(self) -> None:
        """Let Enter print from now on, and not make the document once more."""
        self.set_busy(busy=False)  # what is held cannot take the keyboard
        self.print_button.setDefault(True)
        self.print_button.setFocus()

    @Slot()
    def print_document(self) -> None:
        """Print, as a subclass says."""
        raise NotImplementedError

    @Slot()
    def save_document(self) -> None:
        """Save, as a subclass says."""
        raise NotImplementedError

    def ask_where(
        self, name: str, chosen: Callable[[Path], None], *, title: str = "", kind: str = ""
    ) -> None:
        """Ask for the file to save as; ``chosen`` is a bound method of this dialog.

        Args:
            kind: Of files that are no PDF, as the dialog of the system names it.
        """
        dialog = printing.SaveDialog(title or _("Save as PDF"), name, self, kind)
        dialog.chosen.connect(chosen)
        dialog.open()

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        title: str,
        *,
        writes: bool,
    ) -> None:
        """Run ``work`` with progress; ``done`` is a bound method of this dialog."""
        job: Job[Any] = Job(work)
        job.succeeded.connect(done)
        job.refused.connect(self.on_refused)
        job.cancelled.connect(self.on_cancelled)
        job.finished.connect(self._on_finished)
        ProgressDialog(job, title, self)
        self._job = job
        self.said.setText("")
        self.set_busy(busy=True)
        self.run(job, writes=writes)

    def set_busy(self, *, busy: bool) -> None:
        """Hold the buttons while something is done."""
        self.print_button.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def save_content(self, content: bytes, path: Path) -> None:
        """Save a finished document, and say that it was or why it cannot be."""
        try:
            printing.save_content(content, path)
        except StockpileError as error:
            self.said.setText(refusal_text(error))
            DocumentDialog.on_refused(self, error)  # nothing in a form is wrong
            return
        self.said.setText(_("Saved as {name}.").format(name=path.name))

    def print_content(self, content: bytes) -> None:
        """Let the user choose a printer for a finished document, and print it."""
        self._to_print = content
        dialog = PrintDialog(self.kind, PdfPages(content), self)
        dialog.print_asked.connect(self._on_print_asked)
        dialog.save_asked.connect(self._on_save_asked)
        dialog.open()

    @Slot(object)
    def _on_print_asked(self, order: PrintOrder) -> None:
        content = self._to_print

        def work(progress: Progress) -> int:
            pages = PdfPages(content)
            try:
                return printing.print_pages(pages, order.printer, progress, order.numbers)
            finally:
                pages.close()

        self.start(work, self._on_printed, _("Printing"), writes=False)

    @Slot(object)
    def _on_printed(self, pages: int) -> None:
        self.said.setText(_("Sent to the printer: {pages} pages.").format(pages=pages))

    @Slot()
    def _on_save_asked(self) -> None:
        self.ask_where(f"{self.kind}.pdf", self._save_printed)

    @Slot(Path)
    def _save_printed(self, path: Path) -> None:
        try:
            printing.save_content(self._to_print, path)
        except StockpileError as error:
            self.on_refused(error)
            return
        self.said.setText(_("Saved as {name}.").format(name=path.name))

    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        """Say why something was not done."""
        if not self.closed:
            show_refusal(self, error)

    @Slot()
    def on_cancelled(self) -> None:
        """Say that something was stopped."""
        self.said.setText(_("Stopped."))

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.set_busy(busy=False)

    @override
    def done(self, result: int) -> None:
        self.preview.clear()
        super().done(result)


def _scrolling(side: QVBoxLayout) -> QScrollArea:
    settings = QWidget()
    settings.setObjectName("settings")
    settings.setLayout(side)
    scroll = QScrollArea()
    scroll.setObjectName("settings_scroll")
    scroll.setAccessibleName(_("Settings"))
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(settings)
    digit = settings.fontMetrics().horizontalAdvance("0")
    scroll.setFixedWidth(max(_SIDE_WIDTH, _SIDE_CHARACTERS * digit))
    return scroll
