"""Makes the sealed audit sheet of a depot, store or rack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone, PrintAuditSheet
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.sealed_dialog import SealedDialog
from stockpile_app.ui.texts import count, day
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


class AuditSheetDialog(SealedDialog):
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
        empty = _(
            "The sheet appears here when it is made. Each sheet gets a document number and a"
            " seal, and is recorded."
        )
        super().__init__(context, "audit_sheet", _title(as_of), empty, parent)
        self._as_of = as_of
        self.weapons = self.add_fact("weapon_count", _("Weapons"), "heading")
        self.place = PlacePicker(
            places or context.services.places.all(counts=False), anywhere=_("All depots")
        )
        self.place.set_place(place_id)
        self.place.chosen.connect(self.on_changed)
        self.form.add("place", _("&Depot, store or rack"), self.place)
        self.build_side(_("&Make the audit sheet"))
        self.fact_rows.addRow(
            PlainLabel(
                _(
                    "Keep this code with the paper: typed in at “Verify the register”, it proves"
                    " that the history up to this sheet is still the same."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.place.setFocus()

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

    @override
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
            self.on_made,
            _("Making the audit sheet"),
            writes=True,
        )

    @override
    @Slot(object)
    def on_made(self, made: tuple[DocumentDone, bytes]) -> None:
        super().on_made(made)
        if not self.closed:
            self.weapons.setText(count(made[0].weapons))


def _title(as_of: dt.date | None) -> str:
    return _("Audit sheet as of {day}").format(day=day(as_of)) if as_of else _("Audit sheet")


def _made(
    context: UiContext, command: PrintAuditSheet, progress: Progress
) -> tuple[DocumentDone, bytes]:
    with scratch_folder() as folder:
        out = folder / "audit-sheet.pdf"
        done = context.services.documents.audit_sheet(replace(command, out=out), progress)
        return done, out.read_bytes()
