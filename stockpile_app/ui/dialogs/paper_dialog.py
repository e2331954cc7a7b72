"""Makes a sealed paper about one thing: shows it, then prints or saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QPushButton, QWidget

from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui import printing
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import selectable

_LONGEST_MARKING: Final = 64


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """How a paper is wanted.

    Attributes:
        out: The PDF to write.
        page: "A4" or "Letter".
        classification: A marking that every page carries.
        dpi: Of the printer.
    """

    out: Path
    page: str
    classification: str
    dpi: int

    @property
    def words(self) -> PaperWords:
        """The same, as every ``PrintDocument`` takes it by name."""
        return PaperWords(
            out=self.out, page=self.page, classification=self.classification, dpi=self.dpi
        )


class PaperWords(TypedDict):
    """What every ``PrintDocument`` is asked with."""

    out: Path
    page: str
    classification: str
    dpi: int


MakePaper = Callable[[PaperAsked], DocumentDone]


class PaperDialog(DocumentDialog):
    """Page size and marking at the side; the paper is made and recorded when the user says so.

    A subclass whose paper needs more than these overrides ``add_fields`` and ``prepared``.
    """

    def __init__(
        self,
        context: UiContext,
        kind: str,
        title: str,
        make: MakePaper | None,
        parent: QWidget | None = None,
        *,
        about: str = "",
    ) -> None:
        """Offer a paper.

        Args:
            kind: Kind of document; a printer and a marking are remembered for each.
            make: Makes it, in a job.
            about: A line that says what it is about.
        """
        super().__init__(context, kind, title, parent)
        self._make = make
        self._content = b""
        self._name = ""
        self._build_side(about)
        self.assemble()
        self.make_button.setFocus()
        self._no_document()

    def _build_side(self, about: str) -> None:
        self.form = Form()
        if about:
            self.form.add_wide(PlainLabel(about, role="heading", wrap=True))
        self.add_fields(self.form)
        self.page = QComboBox()
        for size in PAGE_SIZES_MM:
            self.page.addItem(size, size)
        self.classification = QLineEdit(self.first_marking())
        self.classification.setMaxLength(_LONGEST_MARKING)
        self.form.add("page", _("Pa&ge size"), self.page)
        self.form.add(
            "classification",
            _("C&lassification"),
            self.classification,
            hint=_("Stands at the head and foot of each page, such as RESTRICTED."),
        )
        self.make_button = QPushButton(_("&Make the document"))
        self.make_button.setObjectName("make")
        self.make_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self.make)
        self.side.addWidget(self.form)
        self.side.addWidget(self.make_button)
        self.side.addWidget(self._build_facts())
        self.side.addStretch(1)
        self.page.currentIndexChanged.connect(self.on_changed)
        self.classification.textChanged.connect(self.on_changed)

    def _build_facts(self) -> QFrame:
        self.facts = QFrame()
        self.facts.setObjectName("facts")
        self.facts.setFrameShape(QFrame.Shape.StyledPanel)
        rows = QFormLayout(self.facts)
        self.number = PlainLabel("", role="heading")
        self.seal = PlainLabel("", role="code")
        for name, text, said in (
            ("doc_number", _("Document"), self.number),
            ("seal_code", _("Seal code"), self.seal),
        ):
            said.setObjectName(name)
            said.setAccessibleName(text)
            selectable(said)
            rows.addRow(PlainLabel(text), said)
        self.copy_button = QPushButton(icon("copy"), _("&Copy the seal code"))
        self.copy_button.setObjectName("copy_seal")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._on_copy)
        rows.addRow(self.copy_button)
        return self.facts

    def add_fields(self, form: Form) -> None:
        """Add what the paper needs beside page size and marking."""

    def prepared(self) -> MakePaper:
        """Return what makes the paper, in a job.

        Raises:
            BadValue: A field cannot be used; says which.
        """
        assert self._make is not None  # noqa: S101 - given, or overridden
        return self._make

    def first_marking(self) -> str:
        """Return the marking to begin with: the one of the last paper of this kind."""
        return str(self.remembered.value(self._marking_key, ""))

    def remember_marking(self, marking: str) -> None:
        """Keep the marking for the next paper of this kind."""
        self.remembered.setValue(self._marking_key, marking)

    @property
    def _marking_key(self) -> str:
        return f"markings/{self.kind}"

    @Slot()
    def make(self) -> None:
        """Make the paper and show it."""
        self.form.clear_errors()
        self.remember_marking(self.classification.text().strip())
        page, marking = self.page.currentData(), self.classification.text().strip()
        dpi = self.context.settings.printer_dpi
        try:
            make = self.prepared()
        except BadValue as error:
            self.form.show_error(error)
            return

        def work(_progress: Progress) -> tuple[DocumentDone, bytes]:
            with scratch_folder() as folder:
                out = folder / "paper.pdf"
                return make(PaperAsked(out, page, marking, dpi)), out.read_bytes()

        self.start(work, self._on_made, _("Making the document"), writes=True)

    @Slot(object)
    def _on_made(self, made: tuple[DocumentDone, bytes]) -> None:
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
        self.preview.clear(
            _(
                "The document appears here when it is made. Each one gets a number and a seal, and"
                " is recorded."
            )
        )
        self.said.setText("")
        self.set_busy(busy=False)

    def set_busy(self, *, busy: bool) -> None:
        """Hold the buttons; there is nothing to print before the paper is made."""
        super().set_busy(busy=busy or not self._content)
        self.make_button.setEnabled(not busy)
        self.form.setEnabled(not busy)

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

    @Slot()
    def print_document(self) -> None:
        """Print the paper that was made."""
        self.print_content(self._content)

    @Slot()
    def save_document(self) -> None:
        """Ask where to save the paper that was made."""
        self.ask_where(self._name, self.save_to)

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the paper that was made."""
        try:
            printing.save_content(self._content, path)
        except StockpileError as error:
            self.said.setText(refusal_text(error))
            super().on_refused(error)
            return
        self.said.setText(_("Saved as {name}.").format(name=path.name))
