"""Imports forms of KoboToolbox or ODK: the files, a rehearsal, the result."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.collection_forms import ImportForms
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.imports import ImportReport
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.stepped_dialog import SteppedDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.import_rehearsal_step import RehearsalStep
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.text_list import TextList


class Step(IntEnum):
    """Where the user is."""

    FILES = 0
    REHEARSAL = 1
    RESULT = 2


class _Files(QWidget):
    """The files, and the site of forms that name none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_files_step")
        self.paths: list[Path] = []
        said = _(
            "Export the project from KoboToolbox or ODK Central as XLSX, or as CSV with one file a"
            " repeat, and add all files of it. Names are sealed as they are read; delete the files"
            " afterwards."
        )
        self.error = PlainLabel("", role="banner", wrap=True)
        self.error.setObjectName("files_error")
        self.error.hide()
        self.list = TextList()
        self.list.setObjectName("form_files")
        self.list.setAccessibleName(_("Files"))
        self.add_button = QPushButton(icon("add"), _(" &Add files…"))
        self.add_button.setObjectName("add_files")
        self.add_button.setAccessibleName(_("Add files"))
        self.clear_button = QPushButton(icon("close"), _(" &Clear"))
        self.clear_button.setObjectName("clear_files")
        self.clear_button.setAccessibleName(_("Clear"))
        self.site = QComboBox()
        self.form = Form()
        hint = _("For forms that do not say at which site they were filled in.")
        self.form.add("site", _("&Site"), self.site, hint=hint)
        row = QHBoxLayout()
        for button in (self.add_button, self.clear_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(said, role="notice", wrap=True))
        layout.addWidget(self.error)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        layout.addWidget(self.form)


class CollectionImportDialog(SteppedDialog):
    """Nothing is written before the last step, and then everything in one transaction."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Start with no files."""
        super().__init__(context, _("Import forms"), parent)
        self.setObjectName("collection_import_dialog")
        self.files = _Files()
        self.rehearsal = RehearsalStep()
        self.result_text = PlainLabel("", role="good", wrap=True)
        self.result_text.setObjectName("import_result")
        result = QWidget()
        layout = QVBoxLayout(result)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.result_text)
        layout.addStretch(1)
        self.assemble(
            [
                (_("Files"), self.files),
                (_("Rehearsal"), self.rehearsal),
                (_("Result"), result),
            ]
        )
        self.files.add_button.clicked.connect(self._on_add)
        self.files.clear_button.clicked.connect(self.clear_files)
        self.rehearsal.accepted.connect(self.refresh)
        self._offer_sites()
        make_room(self, 1040, 700, context.settings.text_scale)
        HelpKey("collections", self)
        self.show_step(Step.FILES)

    def _offer_sites(self) -> None:
        self.files.site.addItem(_("The only open one"), None)
        try:
            sites = self.context.services.collections.setup.sites()
        except StockpileError as error:
            self._show_error(error)
            return
        for each in sites:
            self.files.site.addItem(f"{each.code} {each.name}", each.id)

    @property
    def step(self) -> Step:
        """Where the user is."""
        return Step(self.steps.currentIndex())

    @override
    @Slot()
    def refresh(self) -> None:
        idle = self.job is None
        texts = {
            Step.FILES: _("&Next: rehearse"),
            Step.REHEARSAL: _("I&mport"),
            Step.RESULT: _("Import &more files"),
        }
        ready = {
            Step.FILES: bool(self.files.paths),
            Step.REHEARSAL: self.rehearsal.importable(),
            Step.RESULT: True,
        }
        self.next.setText(texts[self.step])
        self.next.setEnabled(idle and ready[self.step])
        self.back.setVisible(self.step is Step.REHEARSAL)
        self.back.setEnabled(idle)

    @override
    @Slot()
    def on_next(self) -> None:
        match self.step:
            case Step.FILES:
                self._rehearse()
            case Step.REHEARSAL:
                self._import()
            case Step.RESULT:
                self.clear_files()
                self.show_step(Step.FILES)

    # --- files -----------------------------------------------------------------------------------

    @Slot()
    def _on_add(self) -> None:
        dialog = QFileDialog(self, _("Add files"))
        dialog.setObjectName("add_files_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Exports (*.xlsx *.csv)"))
        dialog.filesSelected.connect(self.add_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def add_files(self, names: list[str]) -> None:
        """Add files by their paths."""
        for path in map(Path, names):
            if path not in self.files.paths:
                self.files.paths.append(path)
                self.files.list.addItem(path.name)
        self.files.error.hide()
        self.refresh()

    @Slot()
    def clear_files(self) -> None:
        """Take no file."""
        self.files.paths.clear()
        self.files.list.clear()
        self.files.error.hide()
        self.refresh()

    # --- rehearsal and import --------------------------------------------------------------------

    def command(self) -> ImportForms:
        """Return what is asked for."""
        return ImportForms(
            files=tuple(self.files.paths),
            site=self.files.site.currentData(),
            accept_valid=self.rehearsal.accepts_valid(),
            keep_rows=True,
        )

    def _rehearse(self) -> None:
        forms, command = self.context.services.collections.forms, self.command()
        self.start(
            lambda progress: forms.rehearse(command, progress),
            self._on_rehearsed,
            self._show_error,
            _("Rehearsing the import"),
        )

    @Slot(object)
    def _on_rehearsed(self, report: ImportReport) -> None:
        self.rehearsal.show_report(report)
        if not report.error_rows:
            role = "good" if report.created else "notice"
            self.rehearsal.verdict.say(role, _ready(report))
        self.show_step(Step.REHEARSAL)

    def _import(self) -> None:
        forms, command = self.context.services.collections.forms, self.command()
        self.start(
            lambda progress: forms.run(command, progress),
            self._on_imported,
            self._on_not_imported,
            _("Importing"),
            writes=True,
        )

    @Slot(object)
    def _on_imported(self, report: ImportReport) -> None:
        if report.batch is None and report.error_rows and not self.rehearsal.accepts_valid():
            self._on_rehearsed(report)  # somebody recorded something since the rehearsal
            return
        text = ngettext("{count} form is recorded.", "{count} forms are recorded.", report.created)
        said = _("{text} Delete the files now: they tell who handed in.")
        self.result_text.setText(said.format(text=text.format(count=count(report.created))))
        self.show_step(Step.RESULT)
        self.context.bus.committed.emit(report.changes)

    @Slot(object)
    def _on_not_imported(self, error: StockpileError) -> None:
        if not self.closed:
            show_refusal(self, error)

    @Slot(object)
    def _show_error(self, error: StockpileError) -> None:
        self.files.error.setText(refusal_text(error))
        self.files.error.show()


def _ready(report: ImportReport) -> str:
    if not report.created:
        return _("There is nothing to import: every form is recorded already, or is empty.")
    text = ngettext(
        "{count} form can be recorded. Nothing has been written yet.",
        "{count} forms can be recorded. Nothing has been written yet.",
        report.created,
    )
    return text.format(count=count(report.created))
