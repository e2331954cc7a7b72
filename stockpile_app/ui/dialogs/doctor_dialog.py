"""Looks over this workstation and the open register, and says what to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.doctor import Check, Level, worst
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services import doctor
from stockpile_app.services.doctor_program import Machine
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.printers import printer_names
from stockpile_app.ui.printing import save_content
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count, label, refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.role import make_room, selectable
from stockpile_app.ui.widgets.verdict import Verdict

_FILE = "stockpile-check.txt"
_ICONS = {Level.OK: "check", Level.LOOK: "info", Level.BROKEN: "warning"}
_ORDER = {Level.BROKEN: 0, Level.LOOK: 1, Level.OK: 2}


class DoctorDialog(JobDialog):
    """A line for each thing that was checked, what is wrong first; the selected one in full."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Check at once."""
        super().__init__(context, parent)
        self.setObjectName("doctor_dialog")
        self.setWindowTitle(_("Check this workstation"))
        self.checks: list[Check] = []
        self._job: Job[list[Check]] | None = None
        self._build()
        HelpKey("doctor", self)
        make_room(self, 860, 600, context.settings.text_scale)
        self.examine()

    def _build(self) -> None:
        self.verdict = Verdict("doctor_verdict")
        self.table: RecordTable[Check] = RecordTable(
            RecordsModel(_columns()), "checks", _("What was checked")
        )
        self.table.set_widths((16, 16))
        self.table.chosen.connect(self._on_chosen)
        self.detail = PlainLabel("", wrap=True)
        self.detail.setObjectName("check_detail")
        self.detail.setAccessibleName(_("The selected line in full"))
        selectable(self.detail)
        self.detail.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.full = QCheckBox(_("&Verify every entry too, which takes longer"))
        self.full.setObjectName("full")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Check this workstation"), role="title"))
        layout.addWidget(self.verdict)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        hint = _("The report names folders and users: give it only to those who may know them.")
        layout.addWidget(PlainLabel(hint, role="hint", wrap=True))
        layout.addLayout(self._build_again())
        layout.addWidget(self._build_buttons())

    def _build_again(self) -> QHBoxLayout:
        self.again = QPushButton(icon("refresh"), _(" Check &again"))
        self.again.setObjectName("again")
        self.again.setAccessibleName(_("Check again"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.examine)
        row = QHBoxLayout()
        row.addWidget(self.full)
        row.addStretch(1)
        row.addWidget(self.again)
        return row

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy_button = QPushButton(icon("copy"), _("C&opy the report"))
        self.copy_button.setObjectName("copy_report")
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button = QPushButton(icon("save"), _("Save the &report…"))
        self.save_button.setObjectName("save_report")
        self.save_button.clicked.connect(self._on_save)
        for button in (self.copy_button, self.save_button):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return buttons

    # --- checking --------------------------------------------------------------------------------

    @Slot()
    def examine(self) -> None:
        """Check everything."""
        if self._job is not None:
            return
        services, full = self.context.services, self.full.isChecked()
        folder = services.desk.store.paths.folder
        names = printer_names()  # Qt wants to be asked in this thread
        asked = Machine(display=lambda: "", printers=lambda: names, now=services.desk.store.clock)

        def work(progress: Progress) -> list[Check]:
            return doctor.examine(folder, services, asked, progress, full=full)

        self._job = Job(work)
        self._job.succeeded.connect(self._on_examined)
        self._job.refused.connect(self._on_refused)
        self._job.finished.connect(self._on_finished)
        ProgressDialog(self._job, _("Checking the workstation"), self)
        self._enable()
        self.run(self._job, writes=False)

    @Slot(object)
    def _on_examined(self, found: list[Check]) -> None:
        self.checks = found
        self.verdict.say(*_verdict(found))
        self.table.records.show(sorted(found, key=lambda each: _ORDER[each.level]))
        self.table.choose(0)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if not self.closed:
            show_refusal(self, error)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self._enable()

    def _enable(self) -> None:
        self.again.setEnabled(self._job is None)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(bool(self.checks))

    @Slot(object)
    def _on_chosen(self, check: Check | None) -> None:
        self.detail.setText("\n".join(filter(None, (check.said, check.todo))) if check else "")

    # --- the report ------------------------------------------------------------------------------

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(doctor.report(self.checks))

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, _("Save the report"))
        dialog.setObjectName("save_report_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Text (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the report into a file."""
        try:
            save_content(doctor.report(self.checks).encode(), Path(path))
        except StockpileError as error:
            self.verdict.say("banner", refusal_text(error))


def _verdict(found: list[Check]) -> tuple[str, str]:
    broken = count(sum(each.level is Level.BROKEN for each in found))
    looks = count(sum(each.level is Level.LOOK for each in found))
    match worst(found):
        case Level.BROKEN:
            text = _("Broken: {broken}. To look at: {looks}. Do what each line says.")
            return "banner", text.format(broken=broken, looks=looks)
        case Level.LOOK:
            text = _("Nothing is broken. To look at: {looks}.")
            return "notice", text.format(looks=looks)
    return "good", _("Everything is in order.")


def _columns() -> list[Column[Check]]:
    return [
        Column(
            _("State"),
            lambda each: label(each.level),
            icon=lambda each: icon(_ICONS[each.level]),
            order=lambda each: _ORDER[each.level],
        ),
        Column(_("About"), lambda each: label(each.area)),
        Column(_("What was found"), lambda each: each.said),
    ]
