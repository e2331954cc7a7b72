"""Makes a sealed paper about one thing: shows it, then prints or saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.sealed_dialog import SealedDialog
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel


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


class PaperDialog(SealedDialog):
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
        empty = _(
            "The document appears here when it is made. Each one gets a number and a seal, and"
            " is recorded."
        )
        super().__init__(context, kind, title, empty, parent)
        self._make = make
        if about:
            self.form.add_wide(PlainLabel(about, role="heading", wrap=True))
        self.add_fields(self.form)
        self.build_side(_("&Make the document"), self.first_marking())
        self.make_button.setFocus()

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

    @override
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

        self.start(work, self.on_made, _("Making the document"), writes=True)
