"""Prints bar-code labels of weapons or places, or cards of people, on sheets of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from stockpile_app.documents.zpl import END
from stockpile_app.domain.documents import (
    DocumentDone,
    LabelSheet,
    PrintLabels,
    PrintPersonCards,
    PrintPlaceLabels,
)
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.exchange.label_device import LabelDevice
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.document_dialog import DocumentDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.widgets.label_settings import LabelSettings
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.sheet_picker import SheetPicker

_SETTLES_MS: Final = 250
_NOWHERE: Final = Path()
_NO_DEVICE: Final = N_("Say where the label printer is, or save the labels as a file.")

AnyLabels = PrintLabels | PrintPlaceLabels | PrintPersonCards


class LabelsDialog(DocumentDialog):
    """Which sheet, where on it, and what it will look like.

    Attributes:
        settings: The sheet, start, copies, offset and resolution.
        picker: The drawn sheet on which the first free label is clicked.
        calibration: Shows, prints and saves the calibration page instead of the labels.
    """

    def __init__(
        self,
        context: UiContext,
        chosen: Sequence[int] | WeaponQuery | AnyLabels,
        parent: QWidget | None = None,
    ) -> None:
        """Offer labels.

        Args:
            chosen: Ids of weapons, in label order; a query for weapons; or what asks for labels of
                places or cards of people, whose sheet is chosen here.
        """
        self._asked = _asked(chosen)
        super().__init__(context, "labels", _title(self._asked), parent)
        self._total = len(self._asked.ids or ())
        self._previewing: Job[bytes] | None = None
        self._stale = False
        self._device: LabelDevice | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES_MS)
        self._settle.timeout.connect(self._preview)
        self._build_side()
        self.assemble()
        self.settings.sheet.setFocus()
        self._recall()
        self._on_changed()
        self._count()

    def _build_side(self) -> None:
        self.summary = PlainLabel("", role="hint", wrap=True)
        self.summary.setObjectName("summary")
        self.settings = LabelSettings(
            self.context.services.documents.stocks(), self.context.settings.printer_dpi
        )
        self.settings.changed.connect(self._on_changed)
        self.picker = SheetPicker()
        self.picker.setObjectName("sheet")
        self.picker.setAccessibleName(_("First free label on the sheet"))
        self.picker.start_chosen.connect(self.settings.set_start)
        self.caption = PlainLabel(_("Click the f&irst free label:"))
        self.caption.setBuddy(self.picker)
        self.calibration = QPushButton(_("Show the &calibration page"))
        self.calibration.setObjectName("calibration")
        self.calibration.setCheckable(True)
        self.calibration.setToolTip(
            _("A page with rulers and outlines, to find the offset of this printer")
        )
        self.calibration.toggled.connect(self._on_changed)
        for widget in (self.summary, self.settings, self.caption):
            self.side.addWidget(widget)
        self.side.addWidget(self.picker, 1)
        self.side.addWidget(self.calibration)
        self.side.addStretch(0)  # takes the room of the picker where there is none

    # --- what is asked for -----------------------------------------------------------------------

    def command(self, out: Path = _NOWHERE) -> AnyLabels:
        """Return what the settings ask for."""
        sheet = self.settings.command(out)
        return replace(self._asked, **{f.name: getattr(sheet, f.name) for f in fields(LabelSheet)})

    def _count(self) -> None:
        asked = self._asked
        if not isinstance(asked, PrintLabels) or asked.ids is not None:
            return
        services, query = self.context.services, asked.query
        job = Job(lambda progress: len(services.weapons.snapshot(query, progress)))
        job.succeeded.connect(self._on_counted)
        job.refused.connect(self.on_refused)
        self.run(job, writes=False)

    @Slot(object)
    def _on_counted(self, total: int) -> None:
        self._total = total
        self._summarise()

    @Slot()
    def _on_changed(self) -> None:
        stock = self.settings.stock()
        self._show_kind()
        self.picker.show_stock(stock)
        self.picker.set_start(self.settings.start.value())
        self.picker.setEnabled(not self.calibration.isChecked())
        self.calibration.setText(
            _("Ba&ck to the labels")
            if self.calibration.isChecked()
            else _("Show the &calibration page")
        )
        self._summarise()
        self._settle.start()

    def _show_kind(self) -> None:
        """Offer what there is for a sheet, or for a label printer."""
        roll = self.settings.is_roll
        for widget in (self.picker, self.caption, self.calibration):
            widget.setVisible(not roll)
        if roll:
            self.calibration.setChecked(False)
        self.print_button.setText(_("Send &to the label printer") if roll else _("Prin&t…"))
        self.save_button.setText(_("&Save as ZPL…") if roll else _("&Save as PDF…"))

    def _summarise(self) -> None:
        stock = self.settings.stock()
        labels = self._total * self.settings.copies.value()
        self.picker.set_wanted(labels)
        if self.calibration.isChecked():
            self.summary.setText(_("The calibration page of this sheet, to find the offset."))
            return
        text = ngettext("{count} label", "{count} labels", labels).format(count=count(labels))
        if stock is not None:
            used = self.settings.start.value() - 1 + labels
            sheets = -(-used // stock.per_sheet)
            text = _("{labels} on {sheets}; the preview shows the first.").format(
                labels=text,
                sheets=ngettext("{count} sheet", "{count} sheets", sheets).format(
                    count=count(sheets)
                ),
            )
        elif self.settings.is_roll:
            text = _("{labels}; the preview shows the first, dot by dot.").format(labels=text)
        self.summary.setText(text)

    # --- preview ---------------------------------------------------------------------------------

    @Slot()
    def _preview(self) -> None:
        if self._previewing is not None or self.closed:
            self._stale = True
            return
        self.settings.clear_errors()
        services, command = self.context.services, self.command()
        if self.calibration.isChecked():
            job = Job(lambda _progress: _calibration(self.context, command))
        else:
            job = Job(lambda _progress: services.documents.preview_labels(command))
        job.succeeded.connect(self._on_previewed)
        job.refused.connect(self._on_preview_refused)
        job.finished.connect(self._on_preview_finished)
        self._previewing = job
        self.run(job, writes=False)

    @Slot(object)
    def _on_previewed(self, content: bytes) -> None:
        if self.closed:
            return
        self.preview.show_content(content, keep_place=True)
        self._allow(allowed=True)

    @Slot(object)
    def _on_preview_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue):
            self.settings.show_error(error)
        self.preview.clear(refusal_text(error))
        self._allow(allowed=False)

    @Slot()
    def _on_preview_finished(self) -> None:
        self._previewing = None
        if self._stale and not self.closed:
            self._stale = False
            self._preview()

    def _allow(self, *, allowed: bool) -> None:
        self.print_button.setEnabled(allowed)
        self.save_button.setEnabled(allowed)

    # --- print and save --------------------------------------------------------------------------

    @Slot()
    def print_document(self) -> None:
        """Make all labels, then let the user choose a printer."""
        context, command = self.context, self.command()
        self._device = None
        if self.settings.is_roll and not self.settings.roll.device_path():
            self.settings.show_error(BadValue(_NO_DEVICE, "device"))
            return
        if self.calibration.isChecked():
            self.start(
                lambda _progress: _calibration(context, command),
                self._on_calibration_made,
                _("Making the calibration page"),
                writes=False,
            )
            return
        self.start(
            lambda progress: _made(context, command, progress),
            self._on_made,
            _("Making labels"),
            writes=True,
        )

    @Slot(object)
    def _on_calibration_made(self, content: bytes) -> None:
        self.print_content(content)

    @Slot(object)
    def _on_made(self, made: tuple[DocumentDone, bytes]) -> None:
        done, content = made
        self.context.bus.committed.emit(done.changes)
        self._remember()
        if self.settings.is_roll:
            self._send(content)
        else:
            self.print_content(content)

    def _send(self, content: bytes) -> None:
        labels = [part + END for part in content.split(END) if part]
        self._device = LabelDevice(self.settings.roll.device_path())
        send = self._device.send
        self.start(
            lambda progress: send(labels, progress),
            self._on_sent,
            _("Sending labels to the printer"),
            writes=False,
        )

    @Slot(object)
    def _on_sent(self, labels: int) -> None:
        self.said.setText(_said_sent(labels))

    @Slot()
    def on_cancelled(self) -> None:
        """Say how far the label printer came."""
        super().on_cancelled()
        if self._device is not None:
            self.said.setText(_("Stopped. {sent}").format(sent=_said_sent(self._device.sent)))

    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        """Say what is wrong with the device at its field."""
        if isinstance(error, BadValue) and not self.closed:
            self.settings.show_error(error)
        else:
            super().on_refused(error)

    @Slot()
    def save_document(self) -> None:
        """Ask where to, then write all labels there."""
        if self.settings.is_roll:
            words = (_("Save as ZPL"), "labels.zpl", _("Commands of label printers (*.zpl)"))
        else:
            name = "calibration.pdf" if self.calibration.isChecked() else "labels.pdf"
            words = (_("Save as PDF"), name, "")
        self.ask_where(words[1], self.save_to, title=words[0], kind=words[2])

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Write all labels, or the calibration page, to ``path``."""
        context, command = self.context, self.command(path)
        if self.calibration.isChecked():
            self.start(
                lambda _progress: context.services.documents.calibration(path, command),
                self._on_calibration_saved,
                _("Making the calibration page"),
                writes=False,
            )
            return
        self.start(
            lambda progress: _write(context, command, progress),
            self._on_saved,
            _("Making labels"),
            writes=True,
        )

    @Slot(object)
    def _on_calibration_saved(self, _nothing: object) -> None:
        self.said.setText(_("The calibration page is saved."))

    @Slot(object)
    def _on_saved(self, done: DocumentDone) -> None:
        self.context.bus.committed.emit(done.changes)
        self._remember()
        self.said.setText(
            _("Saved as {name}, document {number}. {next}").format(
                name=done.path.name, number=done.number, next=self._next_free()
            )
        )

    def _next_free(self) -> str:
        stock = self.settings.stock()
        if stock is None:
            return ""
        used = self.settings.start.value() - 1 + self._total * self.settings.copies.value()
        following = used % stock.per_sheet
        if not following:
            return _("The last sheet is full.")
        return _("The first free label on the last sheet is then {label}.").format(
            label=following + 1
        )

    # --- remembered ------------------------------------------------------------------------------

    def _remember(self) -> None:
        for name, value in self.settings.state().items():
            self.remembered.setValue(f"labels/{name}", value)

    def _recall(self) -> None:
        self.remembered.beginGroup("labels")
        state = {name: self.remembered.value(name) for name in self.remembered.childKeys()}
        self.remembered.endGroup()
        self.settings.restore(state)


def _asked(chosen: Sequence[int] | WeaponQuery | AnyLabels) -> AnyLabels:
    if isinstance(chosen, AnyLabels):
        return chosen
    if isinstance(chosen, WeaponQuery):
        return PrintLabels(out=_NOWHERE, query=chosen)
    return PrintLabels(out=_NOWHERE, ids=tuple(chosen))


def _said_sent(labels: int) -> str:
    return ngettext(
        "The printer took {count} label.", "The printer took {count} labels.", labels
    ).format(count=count(labels))


def _title(asked: AnyLabels) -> str:
    if isinstance(asked, PrintPlaceLabels):
        return _("Print labels of places")
    if isinstance(asked, PrintPersonCards):
        return _("Print cards of people")
    return _("Print labels")


def _write(context: UiContext, command: AnyLabels, progress: Progress) -> DocumentDone:
    documents = context.services.documents
    if isinstance(command, PrintPlaceLabels):
        return documents.place_labels(command, progress)
    if isinstance(command, PrintPersonCards):
        return documents.person_cards(command, progress)
    return documents.labels(command, progress)


def _made(context: UiContext, command: AnyLabels, progress: Progress) -> tuple[DocumentDone, bytes]:
    with scratch_folder() as folder:
        out = folder / "labels.pdf"
        done = _write(context, replace(command, out=out), progress)
        return done, out.read_bytes()


def _calibration(context: UiContext, command: AnyLabels) -> bytes:
    with scratch_folder() as folder:
        out = folder / "calibration.pdf"
        context.services.documents.calibration(out, command)
        return out.read_bytes()
