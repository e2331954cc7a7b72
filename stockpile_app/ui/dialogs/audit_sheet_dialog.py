"""Makes the sealed audit sheet of a depot, store or rack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QPushButton, QWidget

from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.domain.documents import DocumentDone, PrintAuditSheet
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui import printing
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import count, day, refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import selectable

_LONGEST_MARKING: Final = 64


class AuditSheetDialog(DocumentDialog):
    """What the sheet covers; then the sheet, with its seal code.

    Each sheet that is made is an entry of the ledger, so it is made only when the user says so.
    """

    def __init__(
        self,
        context: UiContext,
        place_id: int | None,
        parent: QWidget | None = None,
        *,
        as_of: dt.date | None = None,
        places: Sequence[PlaceRecord] = (),
    ) -> None:
        """Offer a sheet of ``place_id``, or of all depots.

        With ``as_of`` it is as of that day, when ``places`` were in use.
        """
        super().__init__(context, "audit_sheet", _title(as_of), parent)
        self._content = b""
        self._name = ""
        self._as_of = as_of
        self._build_side(place_id, places or context.services.places.all(counts=False))
        self.assemble()
        self.place.setFocus()
        self._no_document()

    def _build_side(self, place_id: int | None, places: Sequence[PlaceRecord]) -> None:
        self.form = Form()
        self.place = PlacePicker(places, anywhere=_("All depots"))
        self.place.set_place(place_id)
        self.page = QComboBox()
        for size in PAGE_SIZES_MM:
            self.page.addItem(size, size)
        self.classification = QLineEdit()
        self.classification.setMaxLength(_LONGEST_MARKING)
        self.form.add("place", _("&Depot, store or rack"), self.place)
        self.form.add("page", _("Pa&ge size"), self.page)
        self.form.add(
            "classification",
            _("C&lassification"),
            self.classification,
            hint=_("Stands at the head and foot of each page, such as RESTRICTED."),
        )
        self.make_button = QPushButton(_("&Make the audit sheet"))
        self.make_button.setObjectName("make")
        self.make_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self.make)
        self.side.addWidget(self.form)
        self.side.addWidget(self.make_button)
        self.side.addWidget(self._build_facts())
        self.side.addStretch(1)
        self.place.chosen.connect(self._on_changed)
        self.page.currentIndexChanged.connect(self._on_changed)
        self.classification.textChanged.connect(self._on_changed)

    def _build_facts(self) -> QFrame:
        """Build the box that says what was made."""
        self.facts = QFrame()
        self.facts.setObjectName("facts")
        self.facts.setFrameShape(QFrame.Shape.StyledPanel)
        rows = QFormLayout(self.facts)
        self.number = PlainLabel("", role="heading")
        self.weapons = PlainLabel("", role="heading")
        self.seal = PlainLabel("", role="code")
        for name, text, label in (
            ("doc_number", _("Document"), self.number),
            ("weapon_count", _("Weapons"), self.weapons),
            ("seal_code", _("Seal code"), self.seal),
        ):
            label.setObjectName(name)
            label.setAccessibleName(text)
            selectable(label)
            rows.addRow(PlainLabel(text), label)
        self.copy_button = QPushButton(icon("copy"), _("&Copy the seal code"))
        self.copy_button.setObjectName("copy_seal")
        self.copy_button.clicked.connect(self._on_copy)
        rows.addRow(self.copy_button)
        rows.addRow(
            PlainLabel(
                _(
                    "Keep this code with the paper: typed in at “Verify the register”, it proves"
                    " that the history up to this sheet is still the same."
                ),
                role="hint",
                wrap=True,
            )
        )
        return self.facts

    def command(self, out: Path) -> PrintAuditSheet:
        """Return what the settings ask for.

        Raises:
            BadValue: What was typed is no place.
        """
        place = self.place.place_id()
        if place is None and self.place.currentIndex() != 0:
            raise BadValue(N_("Choose a place from the list."), "place")
        if self.place.currentText() != self.place.itemText(self.place.currentIndex()):
            raise BadValue(N_("Choose a place from the list."), "place")
        return PrintAuditSheet(
            out=out,
            place=place,
            as_of=self._as_of,
            page=self.page.currentData(),
            classification=self.classification.text().strip(),
            dpi=self.context.settings.printer_dpi,
        )

    @Slot()
    def make(self) -> None:
        """Make the sheet and show it."""
        self.form.clear_errors()
        try:
            command = self.command(Path())
        except BadValue as error:
            self.form.show_error(error)
            return
        context = self.context
        self.start(
            lambda progress: _made(context, command, progress),
            self._on_made,
            _("Making the audit sheet"),
            writes=True,
        )

    @Slot(object)
    def _on_made(self, made: tuple[DocumentDone, bytes]) -> None:
        done, self._content = made
        self.context.bus.committed.emit(done.changes)
        if self.closed:
            return
        self._name = f"{done.number}.pdf"
        self.preview.show_content(self._content)
        self.number.setText(done.number)
        self.weapons.setText(count(done.weapons))
        self.seal.setText(show_code(done.seal.code) if done.seal else "")
        self.facts.show()
        self.said.setText(_("Made, sealed and recorded. Now print or save it."))
        self.ready_to_print()

    @Slot()
    def _on_changed(self) -> None:
        if self._content:
            self._no_document()

    def _no_document(self) -> None:
        self._content = b""
        self.make_button.setDefault(True)
        self.facts.hide()
        self.preview.clear(
            _(
                "The sheet appears here when it is made. Each sheet gets a document number and a"
                " seal, and is recorded."
            )
        )
        self.said.setText("")
        self.set_busy(busy=False)

    def set_busy(self, *, busy: bool) -> None:
        """Hold the buttons; there is nothing to print before a sheet is made."""
        super().set_busy(busy=busy or not self._content)
        self.make_button.setEnabled(not busy)
        self.form.setEnabled(not busy)

    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        """Say why no sheet was made."""
        if isinstance(error, BadValue):
            self.form.show_error(error)
        else:
            super().on_refused(error)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.seal.text())
        self.said.setText(_("The seal code is on the clipboard."))

    @Slot()
    def print_document(self) -> None:
        """Print the sheet that was made."""
        self.print_content(self._content)

    @Slot()
    def save_document(self) -> None:
        """Ask where to save the sheet that was made."""
        self.ask_where(self._name, self.save_to)

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Save the sheet that was made."""
        try:
            printing.save_content(self._content, path)
        except StockpileError as error:
            self.said.setText(refusal_text(error))
            super().on_refused(error)
            return
        self.said.setText(_("Saved as {name}.").format(name=path.name))


def _title(as_of: dt.date | None) -> str:
    return _("Audit sheet as of {day}").format(day=day(as_of)) if as_of else _("Audit sheet")


def _made(
    context: UiContext, command: PrintAuditSheet, progress: Progress
) -> tuple[DocumentDone, bytes]:
    with scratch_folder() as folder:
        out = folder / "audit-sheet.pdf"
        done = context.services.documents.audit_sheet(replace(command, out=out), progress)
        return done, out.read_bytes()
