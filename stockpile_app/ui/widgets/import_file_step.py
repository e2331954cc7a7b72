"""First step of an import: the files, where their table begins, and the profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.exchange.tables import SourceTable
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, tr
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.sample_table import sample_table, show_sample

SUFFIXES: Final = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls")
_LAST_HEADER_ROW: Final = 10_000


class FileStep(QWidget):
    """Files chosen by a dialog or dropped here; a sample of the selected one.

    Signals:
        looked_for: The selected file, its sheet, header row or profile changed: look again.
    """

    looked_for = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without files."""
        super().__init__(parent)
        self.setObjectName("file_step")
        self.setAcceptDrops(True)
        self.paths: list[Path] = []
        self._sheet_chosen = self._header_chosen = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addLayout(self._build_files(), 3)
        top.addWidget(self._build_form(), 2)
        layout.addLayout(top)
        self.error = PlainLabel("", role="banner", wrap=True)
        self.error.setObjectName("file_error")
        self.notes = PlainLabel("", role="notice", wrap=True)
        self.notes.setObjectName("file_notes")
        self.sample = sample_table()
        self.caption = PlainLabel("", role="hint", wrap=True)
        self.caption.setObjectName("caption")
        self.hint = PlainLabel(
            _(
                "Choose .csv, .xlsx or .xls files, or drop them on this window. Title lines above"
                " the headers do not matter, nor does the order of the columns. Nothing is written"
                " before the last step."
            ),
            role="hint",
            wrap=True,
        )
        for widget in (self.hint, self.error, self.notes, self.caption):
            layout.addWidget(widget)
        layout.addWidget(self.sample, 1)
        self._rest = QWidget()
        layout.addWidget(self._rest, 1)
        self.forget()

    def _build_files(self) -> QVBoxLayout:
        self.files = QListWidget()
        self.files.setObjectName("files")
        self.files.setAccessibleName(_("Files to import"))
        self.files.setMaximumHeight(120)
        self.files.setSpacing(2)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.currentRowChanged.connect(self._on_file)
        caption = PlainLabel(_("&Files, or drop them here"))
        caption.setBuddy(self.files)
        self.add_button = QPushButton(icon("add"), _("&Choose files…"))
        self.add_button.setObjectName("choose_files")
        self.add_button.clicked.connect(self._on_choose)
        self.remove_button = QPushButton(icon("close"), _("&Remove"))
        self.remove_button.setObjectName("remove_file")
        self.remove_button.clicked.connect(self._on_remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(caption)
        column.addWidget(self.files)
        column.addLayout(buttons)
        return column

    def _build_form(self) -> Form:
        self.form = Form()
        self.sheet = QComboBox()
        self.sheet.setMinimumContentsLength(16)
        self.header_row = QSpinBox()
        self.header_row.setRange(1, _LAST_HEADER_ROW)
        self.header_row.setKeyboardTracking(False)
        self.profile = QComboBox()
        self.profile.setMinimumContentsLength(16)
        self.form.add("sheet", _("&Sheet"), self.sheet)
        self.form.add("header_row", _("&Header row"), self.header_row)
        self.form.add("profile", _("&Profile"), self.profile)
        self.sheet.activated.connect(self._on_sheet)
        self.header_row.valueChanged.connect(self._on_header_row)
        self.profile.activated.connect(self._on_profile)
        return self.form

    # --- what is chosen --------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """The selected file."""
        row = self.files.currentRow()
        return self.paths[row] if 0 <= row < len(self.paths) else None

    def chosen_sheet(self) -> str | None:
        """Return the sheet the user chose; None while it is the first that has cells."""
        return str(self.sheet.currentData()) if self._sheet_chosen else None

    def chosen_header_row(self) -> int | None:
        """Return the header row the user chose; None while it is guessed."""
        return self.header_row.value() if self._header_chosen else None

    def chosen_profile(self) -> str:
        """Return the profile the user chose, or ""."""
        return str(self.profile.currentData() or "")

    def offer_profiles(self, shipped: Sequence[str], remembered: Mapping[str, object]) -> None:
        """Offer these profiles; the choice stays."""
        chosen = self.chosen_profile()
        with QSignalBlocker(self.profile):
            self.profile.clear()
            self.profile.addItem(_("Recognise by the columns"), "")
            for name in (*shipped, *remembered):
                self.profile.addItem(name, name)
            self.profile.setCurrentIndex(max(self.profile.findData(chosen), 0))

    @Slot(list)
    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files to those that are imported together."""
        new = [path for path in paths if path not in self.paths]
        self.paths.extend(new)
        for path in new:
            self.files.addItem(path.name)
        self.remove_button.setEnabled(bool(self.paths))
        self.hint.setVisible(not self.paths)
        if new:
            self.files.setCurrentRow(self.paths.index(new[0]))

    def clear(self) -> None:
        """Begin again without files."""
        self.paths.clear()
        self.files.clear()
        self._sheet_chosen = self._header_chosen = False
        self.forget()

    # --- what is shown ---------------------------------------------------------------------------

    def show_table(self, table: SourceTable) -> None:
        """Show how a file begins."""
        self._say("")
        with QSignalBlocker(self.sheet), QSignalBlocker(self.header_row):
            self.sheet.clear()
            for name in table.sheets:
                self.sheet.addItem(name, name)
            self.sheet.setCurrentIndex(self.sheet.findData(table.sheet))
            self.header_row.setValue(table.header_row)
        self.sheet.setEnabled(len(table.sheets) > 1)
        self.header_row.setEnabled(True)
        self.notes.setText("\n".join(tr(each.message_id, **each.params) for each in table.warnings))
        self.notes.setVisible(bool(table.warnings))
        rows = _("about {rows} rows").format(rows=count(table.total)) if table.total else ""
        columns = _("{columns} columns").format(columns=count(len(table.headers)))
        self.caption.setText(
            _("How {name} begins: {facts}. Are these the headers?").format(
                name=table.path.name, facts=listed((columns, rows))
            )
        )
        show_sample(self.sample, table)
        self._show_sample(shown=True)

    def show_error(self, text: str) -> None:
        """Say why the selected file cannot be read."""
        self._say(text)
        self.notes.hide()
        self._show_sample(shown=False)

    def forget(self) -> None:
        """Show nothing of any file."""
        self._say("")
        self.notes.hide()
        self._show_sample(shown=False)
        self.sheet.setEnabled(False)
        self.header_row.setEnabled(False)
        self.remove_button.setEnabled(bool(self.paths))
        self.hint.setVisible(not self.paths)

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _show_sample(self, *, shown: bool) -> None:
        self.sample.setVisible(shown)
        self.caption.setVisible(shown)
        self._rest.setVisible(not shown)

    # --- what the user does ----------------------------------------------------------------------

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, _("Choose files to import"))
        dialog.setObjectName("choose_files_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilters(
            [_("Tables ({patterns})").format(patterns=patterns), _("All files (*)")]
        )
        dialog.filesSelected.connect(self._on_files)
        dialog.open()

    @Slot(list)
    def _on_files(self, names: list[str]) -> None:
        self.add_files([Path(name) for name in names])

    @Slot()
    def _on_remove(self) -> None:
        row = self.files.currentRow()
        if 0 <= row < len(self.paths):
            del self.paths[row]
            self._sheet_chosen = self._header_chosen = False
            self.files.takeItem(row)
            self.forget()
            self.looked_for.emit()

    @Slot(int)
    def _on_file(self, row: int) -> None:
        if 0 <= row < len(self.paths):
            self._sheet_chosen = self._header_chosen = False
            self.looked_for.emit()

    @Slot()
    def _on_sheet(self) -> None:
        self._sheet_chosen, self._header_chosen = True, False
        self.looked_for.emit()

    @Slot()
    def _on_header_row(self) -> None:
        self._header_chosen = True
        self.looked_for.emit()

    @Slot()
    def _on_profile(self) -> None:
        self.looked_for.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.add_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()
