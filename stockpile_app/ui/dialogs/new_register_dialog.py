"""Making a register, and the recovery code that is shown this once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ledger.seals import show_code
from stockpile_app.services import registers
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import NewRegister
from stockpile_app.services.scratch import scratch_folder
from stockpile_app.ui.dialogs.password_dialogs import (
    add_new_password,
    password_advice,
    same_twice,
)
from stockpile_app.ui.dialogs.print_dialog import PrintDialog
from stockpile_app.ui.dialogs.second_user_dialog import guide_bar
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job, JobRunner
from stockpile_app.ui.pdf_pages import PdfPages
from stockpile_app.ui.printing import PrintOrder, SaveDialog, print_pages
from stockpile_app.ui.widgets.fields import CountryEdit, FileEdit
from stockpile_app.ui.widgets.form_dialog import ActDialog
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal

_READ_WIDTH = 512


class NewRegisterDialog(ActDialog):
    """Asks what a new register needs. ``succeeded`` gives (desk, recovery code)."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(jobs, _("New register"), _("&Make register"), parent, columns=2)
        self.setObjectName("new_register_dialog")
        self.body.insertWidget(0, guide_bar(0))
        self.folder = FileEdit(_("Empty folder for the register"), folder=True)
        self.authority = QLineEdit()
        self.country = CountryEdit()
        self.origin = QLineEdit()
        self.origin.setMaxLength(8)
        self.depot = QLineEdit()
        self.user = QLineEdit()
        self.full_name = QLineEdit()
        add = self.form.add
        self.form.add_heading(_("The register"))
        hint = _("On a disk of this machine, not on a network share.")
        add("folder", _("&Folder"), self.folder, required=True, hint=hint)
        hint = _("Such as: Ministry of Defence")
        add("authority", _("&Authority"), self.authority, required=True, hint=hint)
        add("country", _("Countr&y"), self.country, required=True)
        hint = _("Starts every register number: 2 to 8 letters and digits, such as KE01.")
        add("origin", _("Orig&in code"), self.origin, required=True, hint=hint)
        add("depot", _("First &depot"), self.depot, required=True)
        self.form.add_heading(_("The first user"), column=1)
        hint = _("Administrator and depot manager at first; others can be added later.")
        add("name", _("User &name"), self.user, required=True, hint=hint, column=1)
        add("full_name", _("Fu&ll name"), self.full_name, column=1)
        self.first, self.again = add_new_password(self.form, column=1)
        self.first.textChanged.connect(self._on_typed)
        self.resize(900, 460)

    @override
    def command(self) -> Callable[[Progress], tuple[Desk, str]]:
        if not self.folder.text():
            raise BadValue(N_("Choose an empty folder."), "folder")
        command = NewRegister(
            folder=Path(self.folder.text()),
            authority=self.authority.text(),
            country=self.country.country(),
            origin=self.origin.text(),
            depot=self.depot.text(),
            user=self.user.text(),
            full_name=self.full_name.text(),
            password=same_twice(self.first, self.again),
        )
        return lambda _progress: registers.new_register(command)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        words = (self.user.text(), self.authority.text(), self.depot.text(), self.full_name.text())
        self.form.set_hint("password", password_advice(text, *words))


class RecoveryCodeDialog(QDialog):
    """Shows the recovery code until the user says that it is safe."""

    def __init__(
        self, jobs: JobRunner, services: Services, code: str, parent: QWidget | None = None
    ) -> None:
        """Show ``code``, which is kept nowhere."""
        super().__init__(parent)
        self.setObjectName("recovery_code_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Recovery code"))
        self._jobs, self._services, self._code = jobs, services, code
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(guide_bar(1))
        text = _(
            "Whoever has this code can open the register when all passwords are lost. It is shown"
            " this once and kept nowhere. Print the recovery sheet, put it into an envelope, seal"
            " it and lock it away in a place other than the depot."
        )
        said = PlainLabel(text, wrap=True)
        said.setMinimumWidth(_READ_WIDTH)  # of the dialog it would let the steps be cut
        layout.addWidget(said)
        self.code = PlainLabel(show_code(code), role="code")
        self.code.setObjectName("code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.code)
        row = QHBoxLayout()
        row.addStretch(1)
        for name, text, slot in (
            ("print", _("&Print sheet…"), self._on_print),
            ("save", _("&Save as PDF…"), self._on_save),
        ):
            button = QPushButton(icon(name), text)
            button.setObjectName(f"{name}_sheet")
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        self.said = PlainLabel("", role="hint", wrap=True)
        layout.addWidget(self.said)
        self.kept = QCheckBox(_("The code is &kept in a safe place"))
        self.kept.setObjectName("kept")
        self.go_on = QPushButton(_("&Go on"))
        self.go_on.setObjectName("go_on")
        self.go_on.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.accept)
        layout.addWidget(self.kept)
        layout.addWidget(self.go_on, alignment=Qt.AlignmentFlag.AlignTrailing)

    @override
    def reject(self) -> None:
        """Stay: Escape must not throw the code away."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    @Slot()
    def _on_save(self) -> None:
        name = _("recovery-sheet-{origin}.pdf").format(origin=self._services.register.origin)
        dialog = SaveDialog(_("Save the recovery sheet"), name, self)
        dialog.chosen.connect(self.save)
        dialog.open()

    @Slot(Path)
    def save(self, path: Path) -> None:
        """Write the recovery sheet."""
        services, code = self._services, self._code
        job = Job(lambda _progress: services.documents.recovery_sheet(path, code))
        job.succeeded.connect(self._on_saved)
        job.refused.connect(self._on_refused)
        self._jobs.start(job, writes=True)

    @Slot()
    def _on_print(self) -> None:
        services, code = self._services, self._code

        def work(_progress: Progress) -> PdfPages:
            with scratch_folder() as folder:
                path = folder / "sheet.pdf"
                services.documents.recovery_sheet(path, code)
                return PdfPages(path.read_bytes())

        job = Job(work)
        job.succeeded.connect(self._on_made)
        job.refused.connect(self._on_refused)
        self._jobs.start(job, writes=True)

    @Slot(object)
    def _on_made(self, pages: PdfPages) -> None:
        self._content = pages.content
        dialog = PrintDialog("recovery", pages, self)
        dialog.print_asked.connect(self._on_print_asked)
        dialog.save_asked.connect(self._on_save)
        dialog.open()

    @Slot(object)
    def _on_print_asked(self, order: PrintOrder) -> None:
        pages = PdfPages(self._content)

        def work(progress: Progress) -> None:
            try:
                print_pages(pages, order.printer, progress, order.numbers)
            finally:
                pages.close()

        job = Job(work)
        job.succeeded.connect(self._on_printed)
        job.refused.connect(self._on_refused)
        self._jobs.start(job, writes=False)

    @Slot()
    def _on_saved(self) -> None:
        self.said.setText(_("The recovery sheet is saved. Print it, then delete the file."))

    @Slot()
    def _on_printed(self) -> None:
        self.said.setText(_("The recovery sheet was sent to the printer."))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self, error)
