"""What is kept with a trace: photographs of its weapon, and files that were attached."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.printing import save_content
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.photographs import PictureDialog
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.shares_table import SharesTable

_LARGE: Final = QSize(960, 640)
_SHARES: Final = (0.26, 0.4, 0.34)


class _Kept(NamedTuple):
    sha256: str
    kind: str
    name: str
    caption: str
    picture: bool = True


class TraceAttachments(QWidget):
    """A table; Enter shows a picture, or saves what is none.

    Attributes:
        dialog: The one opened last.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("trace_attachments")
        self.setAccessibleName(_("Files and photographs"))
        self.context = context
        self.dialog: QDialog | None = None
        self._file: TraceFile | None = None
        self._content = b""
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("attachments_said")
        self.table: SharesTable[_Kept] = SharesTable(
            RecordsModel(_columns()), ("attachments", _("Files and photographs")), _SHARES
        )
        self.table.acts.keep_inside()
        self.table.when_empty(_("Files and photographs of the selected trace stand here."))
        self.table.activated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)

    def show_file(self, file: TraceFile | None) -> None:
        """Show what is kept with a file; of none, nothing."""
        self._file = file
        kept = _kept(file) if file is not None else []
        self.table.records.show(kept)
        text = _("Nothing is kept with this trace yet.")
        if kept:
            text = ngettext(
                "{count} file. Enter shows a picture, or saves what is none.",
                "{count} files. Enter shows a picture, or saves what is none.",
                len(kept),
            ).format(count=len(kept))
        self.said.setText(text if file is not None else "")
        if file is None:
            self._content = b""
            if self.dialog is not None:
                self.dialog.reject()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if self._file is None:
            return
        kept: _Kept = self.table.records.record(index.row())
        tracing, file_id = self.context.services.tracing, self._file.id
        job = Job(lambda _progress: (kept, tracing.picture(file_id, kept.sha256)))
        job.succeeded.connect(self._on_read)
        job.refused.connect(self._on_refused)
        self.context.jobs.start(job, writes=True)  # that it was looked at is an entry

    @Slot(object)
    def _on_read(self, read: tuple[_Kept, bytes]) -> None:
        kept, content = read
        if self._file is None:  # the window was locked meanwhile
            return
        if kept.picture:
            image = QImage.fromData(content)
            if not image.isNull():
                image = image.scaled(
                    _LARGE,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            self._open(PictureDialog(image, self.window()))
            return
        self._content = content
        dialog = QFileDialog(self, _("Save the file"))
        dialog.setObjectName("save_attachment")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF documents (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None  # Qt deletes it

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Save the file that was read last."""
        try:
            save_content(self._content, Path(path))
        except StockpileError as error:
            show_refusal(self.window(), error)
        self._content = b""

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self.window(), error)


def _kept(file: TraceFile) -> list[_Kept]:
    shown = file.weapon.photographs if file.weapon is not None else ()
    found = [
        _Kept(each.sha256, _("Photograph of the register"), each.taken_on, each.caption)
        for each in shown
    ]
    found += [
        _Kept(
            each.sha256,
            label(each.part),
            each.name,
            each.caption,
            each.media_type.startswith("image/"),
        )
        for each in file.files
    ]
    return found


def _columns() -> list[Column[_Kept]]:
    return [
        Column(_("Kind"), lambda each: each.kind),
        Column(_("Name, day"), lambda each: each.name),
        Column(_("Caption"), lambda each: each.caption),
    ]
