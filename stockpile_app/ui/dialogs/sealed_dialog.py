"""What the dialogs of sealed documents share: each is made, numbered and recorded when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import selectable

_LONGEST_MARKING: Final = 64


class SealedDialog(DocumentDialog):
    """A form and a button that makes the document; then its number and seal code.

    A subclass fills ``form``, calls ``build_side``, and overrides ``make``, whose job ends in
    ``on_made``.

    Attributes:
        facts: The box that says what was made.
        fact_rows: What stands in it; a subclass adds to it before or after ``build_side``.
    """

    def __init__(
        self, context: UiContext, kind: str, title: str, empty: str, parent: QWidget | None
    ) -> None:
        """Offer nothing yet; ``empty`` stands where the document appears when it is made."""
        super().__init__(context, kind, title, parent)
        self._content = b""
        self._name = ""
        self._empty = empty
        self.form = Form()
        self.facts = QFrame()
        self.facts.setObjectName("facts")
        self.facts.setFrameShape(QFrame.Shape.StyledPanel)
        self.fact_rows = QFormLayout(self.facts)
        self.number = self.add_fact("doc_number", _("Document"), "heading")

    def add_fact(self, name: str, text: str, role: str) -> PlainLabel:
        """Add a row to the box that says what was made."""
        said = PlainLabel("", role=role)
        said.setObjectName(name)
        said.setAccessibleName(text)
        selectable(said)
        self.fact_rows.addRow(PlainLabel(text), said)
        return said

    def build_side(self, make_text: str, marking: str = "") -> None:
        """Put page size, marking, the button and the facts below what is in ``form``."""
        self.page = QComboBox()
        for size in PAGE_SIZES_MM:
            self.page.addItem(size, size)
        self.classification = QLineEdit(marking)
        self.classification.setMaxLength(_LONGEST_MARKING)
        self.form.add("page", _("Pa&ge size"), self.page)
        self.form.add(
            "classification",
            _("C&lassification"),
            self.classification,
            hint=_("Stands at the head and foot of each page, such as RESTRICTED."),
        )
        self.make_button = QPushButton(make_text)
        self.make_button.setObjectName("make")
        self.make_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self.make)
        self.seal = self.add_fact("seal_code", _("Seal code"), "code")
        self.copy_button = QPushButton(icon("copy"), _("&Copy the seal code"))
        self.copy_button.setObjectName("copy_seal")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._on_copy)
        self.fact_rows.addRow(self.copy_button)
        self.side.addWidget(self.form)
        self.side.addWidget(self.make_button)
        self.side.addWidget(self.facts)
        self.side.addStretch(1)
        self.page.currentIndexChanged.connect(self.on_changed)
        self.classification.textChanged.connect(self.on_changed)
        self.assemble()
        self._no_document()

    @Slot()
    def make(self) -> None:
        """Make the document, as a subclass says."""
        raise NotImplementedError

    @Slot(object)
    def on_made(self, made: tuple[DocumentDone, bytes]) -> None:
        """Show what was made, its number and its seal code."""
        done, self._content = made
        self.context.bus.committed.emit(done.changes)
        if self.closed:
            return
        self._name = f"{done.number}.pdf"
        self.preview.show_content(self._content)
        self.number.setText(done.number)
        self.seal.setText(show_code(done.seal.code) if done.seal else "")
        self.facts.show()
        self.said.setText(_("Made, sealed and recorded. Now print or save it."))
        self.ready_to_print()

    @Slot()
    def on_changed(self) -> None:
        """Show no longer what was made before something was changed."""
        if self._content:
            self._no_document()

    def _no_document(self) -> None:
        self._content = b""
        self.make_button.setDefault(True)
        self.facts.hide()
        self.preview.clear(self._empty)
        self.said.setText("")
        self.set_busy(busy=False)

    @override
    def set_busy(self, *, busy: bool) -> None:
        """Hold the buttons; there is nothing to print before the document is made."""
        super().set_busy(busy=busy or not self._content)
        self.make_button.setEnabled(not busy)
        self.form.setEnabled(not busy)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        """Say why it was not made."""
        if isinstance(error, BadValue) and not self.closed:
            self.form.show_error(error)
        else:
            super().on_refused(error)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.seal.text())
        self.said.setText(_("The seal code is on the clipboard."))

    @override
    @Slot()
    def print_document(self) -> None:
        """Print the document that was made."""
        self.print_content(self._content)

    @override
    @Slot()
    def save_document(self) -> None:
        """Ask where to save the document that was made."""
        self.ask_where(self._name, self.save_to)

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the document that was made."""
        self.save_content(self._content, path)
