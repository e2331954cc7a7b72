"""Shows the quick guide of a role, to print or save it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from stockpile_app.documents.quick_guide import write_quick_guide
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.access import Role
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.guides import Key, guide
from stockpile_app.ui import printing
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel


class QuickGuideDialog(DocumentDialog):
    """The guide says nothing of the register, so it is made at once and not recorded."""

    def __init__(
        self, context: UiContext, keys: Mapping[str, Key], parent: QWidget | None = None
    ) -> None:
        """Show the guide of the role that the user has.

        Args:
            keys: The program's actions and pages by their names.
        """
        super().__init__(context, "quick_guide", _("Quick guide"), parent)
        self._content = b""
        self._keys = keys
        self.role, self.page = QComboBox(), QComboBox()
        for role in Role:
            self.role.addItem(_(role.label), role.value)
        own = [role.value for role in Role if role in context.services.user.roles]
        self.role.setCurrentIndex(max(self.role.findData(own[0]) if own else 0, 0))
        for size in PAGE_SIZES_MM:
            self.page.addItem(size, size)
        self.form = Form()
        self.form.add("role", _("&Role"), self.role)
        self.form.add("page", _("Pa&ge size"), self.page)
        self.side.addWidget(self.form)
        hint = PlainLabel(
            _(
                "Two pages for the wall or the pocket: the tasks of the role step by step, the keys"
                " of this program, what the scanner says, and whom to ask. They say nothing of the"
                " register. They are written in the language of the window."
            ),
            role="hint",
            wrap=True,
        )
        self.side.addWidget(hint)
        self.side.addStretch(1)
        self.assemble()
        self.role.currentIndexChanged.connect(self.make)
        self.page.currentIndexChanged.connect(self.make)
        self.make()

    @Slot()
    def make(self) -> None:
        """Make the guide and show it."""
        shown = guide(Role(self.role.currentData()), self._keys)
        page, dpi = self.page.currentData(), self.context.settings.printer_dpi

        def work(_progress: Progress) -> bytes:
            out = io.BytesIO()
            write_quick_guide(out, shown, page, dpi)
            return out.getvalue()

        self.start(work, self._on_made, _("Making the document"), writes=False)

    @Slot(object)
    def _on_made(self, content: bytes) -> None:
        self._content = content
        if not self.closed:
            self.preview.show_content(content)

    @Slot()
    def print_document(self) -> None:
        """Print the guide."""
        self.print_content(self._content)

    @Slot()
    def save_document(self) -> None:
        """Ask where to save the guide."""
        self.ask_where(f"quick-guide-{self.role.currentData()}.pdf", self.save_to)

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the guide."""
        try:
            printing.save_content(self._content, path)
        except StockpileError as error:
            self.on_refused(error)
            self.said.setText(refusal_text(error))
            return
        self.said.setText(_("Saved as {name}.").format(name=path.name))
