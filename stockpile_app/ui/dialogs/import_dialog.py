"""Imports files in four steps: the files, the columns, a rehearsal, the result."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMetaMethod, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.imports import ImportFiles, ImportReport
from stockpile_app.exchange.tables import SourceTable
from stockpile_app.i18n import gettext as _
from stockpile_app.services.gateway import Services
from stockpile_app.services.imports import SHIPPED_PROFILES
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.stepped_dialog import SteppedDialog
from stockpile_app.ui.dialogs.undo_import_dialog import UndoImportDialog
from stockpile_app.ui.drafts import About
from stockpile_app.ui.import_draft import ImportPacker
from stockpile_app.ui.taking_back import offer_taking_back
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.import_file_step import FileStep
from stockpile_app.ui.widgets.import_mapping_step import MappingStep
from stockpile_app.ui.widgets.import_rehearsal_step import RehearsalStep
from stockpile_app.ui.widgets.import_result_step import ResultStep
from stockpile_app.ui.widgets.plain import show_refusal
from stockpile_app.ui.widgets.role import make_room


class Step(IntEnum):
    """Where the user is."""

    FILES = 0
    COLUMNS = 1
    REHEARSAL = 2
    RESULT = 3


class _Looked(NamedTuple):
    table: SourceTable
    mapping: dict[str, str]
    profile: str


class ImportDialog(SteppedDialog):
    """Nothing is written before the last step, and then everything in one transaction.

    Signals:
        weapons_wanted: Number of the import whose weapons the user wants to see.
    """

    weapons_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Start with no files."""
        super().__init__(context, _("Import files"), parent)
        self.setObjectName("import_dialog")
        self.undo_dialog: UndoImportDialog | None = None
        self._looked: _Looked | None = None
        self._mapped: tuple[Path, tuple[str, ...], str] | None = None
        self._again = False
        self._build()
        make_room(self, 1040, 700, context.settings.text_scale)
        HelpKey("imports", self)
        self._offer()
        self.show_step(Step.FILES)
        self._kept = ImportPacker(self)
        about = About("import", "", self.windowTitle())
        self._watch = context.drafts.watch(self, about, self._kept)

    def _build(self) -> None:
        self.files = FileStep()
        self.columns = MappingStep()
        self.rehearsal = RehearsalStep()
        self.result_step = ResultStep()
        self.assemble(
            [
                (_("Files"), self.files),
                (_("Columns"), self.columns),
                (_("Rehearsal"), self.rehearsal),
                (_("Result"), self.result_step),
            ]
        )
        self.files.looked_for.connect(self._look)
        self.columns.checked.connect(self.refresh)
        self.columns.remember_asked.connect(self._remember)
        self.rehearsal.accepted.connect(self.refresh)
        self.result_step.undo_button.clicked.connect(self._on_undo)
        self.result_step.show_button.clicked.connect(self._on_show)

    # --- steps -----------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """Where the user is."""
        return Step(self.steps.currentIndex())

    @override
    @Slot()
    def refresh(self) -> None:
        idle = self.job is None
        texts = {
            Step.FILES: _("&Next: columns"),
            Step.COLUMNS: _("&Next: rehearse"),
            Step.REHEARSAL: _("I&mport"),
            Step.RESULT: _("Import &more files"),
        }
        self.next.setText(texts[self.step])
        self.back.setVisible(self.step in {Step.COLUMNS, Step.REHEARSAL})
        self.back.setEnabled(idle)
        ready = {
            Step.FILES: self._looked is not None,
            Step.COLUMNS: self.columns.usable(),
            Step.REHEARSAL: self.rehearsal.importable(),
            Step.RESULT: True,
        }
        self.next.setEnabled(idle and ready[self.step])

    @override
    @Slot()
    def on_next(self) -> None:
        match self.step:
            case Step.FILES:
                self.show_columns()
            case Step.COLUMNS:
                self._rehearse()
            case Step.REHEARSAL:
                self._import()
            case Step.RESULT:
                self.files.clear()
                self._looked = None
                self.show_step(Step.FILES)

    @override
    @Slot()
    def on_finished(self) -> None:
        super().on_finished()
        if self._again and not self.closed:
            self._again = False
            self._look()

    @override
    def done(self, result: int) -> None:
        self._watch.end()
        super().done(result)

    # --- the file --------------------------------------------------------------------------------

    def _offer(self) -> None:
        services = self.context.services
        try:
            self.files.offer_profiles(SHIPPED_PROFILES, services.imports.profiles())
            self.columns.offer_depots(services.places.all(counts=False))
        except StockpileError as error:
            self.files.show_error(refusal_text(error))

    @Slot()
    def _look(self) -> None:
        if self.job is not None:
            self._again = True
            return
        self._looked = None
        path = self.files.path
        if path is None:
            self.refresh()
            return
        services, profile = self.context.services, self.files.chosen_profile()
        sheet, header_row = self.files.chosen_sheet(), self.files.chosen_header_row()
        self.start(
            lambda _progress: _look_at(services, path, sheet, header_row, profile),
            self._on_looked,
            self._on_unreadable,
            _("Reading the file"),
        )

    @Slot(object)
    def _on_looked(self, looked: _Looked) -> None:
        self._looked = looked
        self.files.show_table(looked.table)
        self._kept.begin()

    @Slot(object)
    def _on_unreadable(self, error: StockpileError) -> None:
        self.files.show_error(refusal_text(error))

    # --- the columns -----------------------------------------------------------------------------

    def show_columns(self) -> None:
        """Go to the columns of the file that was looked at."""
        if self._looked is None:
            return
        table, mapping, profile = self._looked
        same = (table.path, table.headers, profile)
        self.columns.show_table(table, mapping, profile, keep=same == self._mapped)
        self._mapped = same
        self.show_step(Step.COLUMNS)

    @Slot(str)
    def _remember(self, name: str) -> None:
        imports, mapping = self.context.services.imports, self.columns.table.fields()
        base = self.columns.profile
        self.start(
            lambda _progress: imports.save_profile(name, mapping, base),
            self._on_remembered,
            self.columns.show_not_remembered,
            _("Remembering the profile"),
            writes=True,
        )

    @Slot(object)
    def _on_remembered(self, _nothing: object) -> None:
        self.columns.show_remembered()
        self._offer()

    # --- rehearsal and import --------------------------------------------------------------------

    def command(self) -> ImportFiles:
        """Return what is asked for."""
        return ImportFiles(
            files=tuple(self.files.paths),
            mapping=self.columns.table.overrides(),
            profile=self.files.chosen_profile(),
            depot=self.columns.depot.place_id(),
            sheet=self.files.chosen_sheet(),
            header_row=self.files.chosen_header_row(),
            accept_valid=self.rehearsal.accepts_valid(),
            keep_rows=True,
        )

    def _rehearse(self) -> None:
        imports, command = self.context.services.imports, self.command()
        self.columns.forget_error()
        self.start(
            lambda progress: imports.rehearse(command, progress),
            self._on_rehearsed,
            self.columns.show_error,
            _("Rehearsing the import"),
        )

    @Slot(object)
    def _on_rehearsed(self, report: ImportReport) -> None:
        self.rehearsal.show_report(report)
        self.show_step(Step.REHEARSAL)

    def _import(self) -> None:
        imports, command = self.context.services.imports, self.command()
        self.start(
            lambda progress: imports.run(command, progress),
            self._on_imported,
            self._on_not_imported,
            _("Importing"),
            writes=True,
        )

    @Slot(object)
    def _on_imported(self, report: ImportReport) -> None:
        if report.batch is None:  # somebody recorded something since the rehearsal
            self._on_rehearsed(report)
            return
        self._watch.recorded()
        self.result_step.show_report(report)
        wanted = self.isSignalConnected(QMetaMethod.fromSignal(self.weapons_wanted))
        self.result_step.show_button.setVisible(wanted)
        self.show_step(Step.RESULT)
        self.context.bus.committed.emit(report.changes)
        self._offer_undo(report.batch, report.created)

    def _offer_undo(self, batch: int, created: int) -> None:
        """Keep undoing at hand when this dialog is gone."""
        context, window = self.context, self.parentWidget()
        if window is None or not context.services.desk.may(Permission.UNDO_IMPORT):
            return
        offer_taking_back(
            context.bus,
            _("Import {batch} is recorded.").format(batch=batch),
            lambda: UndoImportDialog(context, batch, created, window).open(),
            owner=window,
        )

    @Slot(object)
    def _on_not_imported(self, error: StockpileError) -> None:
        if not self.closed:
            show_refusal(self, error)

    # --- afterwards ------------------------------------------------------------------------------

    @Slot()
    def _on_undo(self) -> None:
        report = self.result_step.report
        if report.batch is not None:
            self.undo_dialog = UndoImportDialog(self.context, report.batch, report.created, self)
            self.undo_dialog.accepted.connect(self.result_step.show_undone)
            self.undo_dialog.open()

    @Slot()
    def _on_show(self) -> None:
        batch = self.result_step.report.batch
        self.accept()
        if batch is not None:
            self.weapons_wanted.emit(batch)


def _look_at(
    services: Services, path: Path, sheet: str | None, header_row: int | None, profile: str
) -> _Looked:
    table = services.imports.open(path, sheet=sheet, header_row=header_row)
    table.close()
    mapping, base = services.imports.mapping_for(table, profile)
    return _Looked(table, mapping, base)
