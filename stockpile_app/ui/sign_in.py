"""Choosing a register and signing in to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import RegisterBusy, SignInRefused, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services import sign_in_names
from stockpile_app.ui.first_steps import FirstSteps
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job, JobRunner
from stockpile_app.ui.memory import (
    recent_registers,
    remember_register,
    remember_user,
    remembered_user,
)
from stockpile_app.ui.texts import isolated, refusal_text
from stockpile_app.ui.widgets.busy_bar import busy_bar
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.language_choice import LanguageChoice
from stockpile_app.ui.widgets.password import PasswordEdit
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.welcome import WelcomePanel

if TYPE_CHECKING:
    from stockpile_app.services.desk import Desk


class SignInWindow(QWidget):
    """The first window.

    Signals:
        signed_in: The ``Desk`` of who signed in.
        closed: The user gave up.
        language_asked: The code of a language, which a new window is to speak.
    """

    signed_in = Signal(object)
    closed = Signal()
    language_asked = Signal(str)

    def __init__(self, jobs: JobRunner, folder: Path | None = None) -> None:
        """Offer the registers that were open before, ``folder`` first."""
        super().__init__()
        self.setObjectName("sign_in_window")
        self.setWindowTitle(_("Stockpile"))
        self._jobs = jobs
        self._first_steps = FirstSteps(jobs, self)
        self._first_steps.opened.connect(self._enter)
        self._first_steps.kept.connect(self.offer)
        self.register = QComboBox()
        self.user = QComboBox()
        self.password = PasswordEdit()
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._on_second)
        self._seconds = 0
        self._build()
        self.register.currentIndexChanged.connect(self._on_register)
        self.offer(folder)

    # --- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.form = Form()
        line = self._register_line()
        self.form.add("register", _("&Register"), line)
        self.form.add("user", _("&User"), self.user)
        self.form.add("password", _("Pass&word"), self.password)
        self.submit = self._button("sign_in", _("&Sign in"), self.sign_in)
        self.submit.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.password.returnPressed.connect(self.submit.click)
        self.for_reading = self._button("for_reading", _("Open for &reading"), self.sign_in_to_read)
        self.for_reading.hide()
        self.bar = busy_bar("opening", _("Opening the register"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.addStretch(1)
        layout.addWidget(self._card(), alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.resize(760, 560)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("sign_in_card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 28, 32, 24)
        inside.setSpacing(16)
        self.language = LanguageChoice()
        self.language.chosen.connect(self.language_asked)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Stockpile"), role="title"), 1)
        head.addWidget(self.language)
        inside.addLayout(head)
        self.hint = PlainLabel("", role="hint", wrap=True)
        self.hint.setObjectName("sign_in_hint")
        inside.addWidget(self.hint)
        self.welcome = WelcomePanel()
        self.welcome.sample_asked.connect(self._first_steps.open_sample)
        self.welcome.new_asked.connect(self.open_new)
        self.welcome.browse_asked.connect(self._on_browse)
        self.welcome.restore_asked.connect(self.open_restore)
        inside.addWidget(self.welcome)
        inside.addWidget(self.form)
        inside.addWidget(self.bar)
        inside.addWidget(self._buttons())
        inside.addWidget(self._others())
        card.setFixedWidth(max(600, self.fontMetrics().averageCharWidth() * 72))
        return card

    def _register_line(self) -> QWidget:
        self.register.setAccessibleName(_("Register"))
        self.register.setObjectName("register_folder")
        self.register.setMinimumContentsLength(20)
        line = QWidget()
        line.setFocusProxy(self.register)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.register, 1)
        row.addWidget(self._button("browse", _("&Browse…"), self._on_browse, "folder"))
        return line

    def _buttons(self) -> QWidget:
        self.forgotten = self._button("forgotten", _("&Forgotten password…"), self._on_forgotten)
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.forgotten)
        row.addStretch(1)
        row.addWidget(self.for_reading)
        row.addWidget(self.submit)
        return self._acts

    def _others(self) -> QWidget:
        """Return what leads to a register that is not in the list."""
        self.new = self._button("new_register", _("&New register…"), self.open_new, "new")
        self.restore = self._button(
            "restore", _("R&estore a backup…"), self.open_restore, "history"
        )
        self._more = QWidget()
        row = QHBoxLayout(self._more)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.new)
        row.addWidget(self.restore)
        row.addStretch(1)
        return self._more

    def _button(self, name: str, text: str, slot: object, icon_name: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        if icon_name:
            button.setIcon(icon(icon_name))
        button.clicked.connect(slot)
        return button

    # --- choosing --------------------------------------------------------------------------------

    @Slot(Path)
    def offer(self, folder: Path | None) -> None:
        """Offer the registers that were open before, ``folder`` first."""
        known = [each for each in recent_registers() if each != folder]
        self.register.clear()
        for each in (*([folder] if folder else []), *known):
            self.register.addItem(isolated(str(each)), each)
        self._on_register()

    @property
    def folder(self) -> Path | None:
        """The register that is chosen."""
        found: Path | None = self.register.currentData()
        return found

    @Slot()
    def _on_register(self) -> None:
        self.form.clear_errors()
        self.for_reading.hide()
        self.user.clear()
        folder = self.folder
        hint = _("The register of small arms and light weapons")
        self.welcome.setVisible(folder is None)
        for part in (self.form, self._acts, self._more):
            part.setVisible(folder is not None)
        if folder is None:  # what to do first, and no error
            hint = _("No register is known on this machine yet. How do you want to begin?")
        else:
            if password := sign_in_names.sample_password(folder):
                hint = _("A sample register. Everybody's password is: {password}").format(
                    password=password
                )
            try:
                self.user.addItems(sign_in_names.user_names(folder))
            except StockpileError as error:
                self.form.show_text("register", refusal_text(error))
            else:
                self.user.setCurrentText(remembered_user(folder))
        self.hint.setText(hint)
        ready = self.user.count() > 0
        for widget in (self.user, self.password, self.submit, self.forgotten):
            widget.setEnabled(ready)
        (self.password if ready else self.new if folder else self.welcome).setFocus()

    @Slot()
    def _on_browse(self) -> None:
        dialog = QFileDialog(self, _("Folder of the register"))
        dialog.setObjectName("register_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    @Slot(str)
    def _on_folder(self, path: str) -> None:
        self.offer(Path(path))

    # --- signing in ------------------------------------------------------------------------------

    @Slot()
    def sign_in(self) -> None:
        """Open the register for writing."""
        self._open(read_only=False)

    @Slot()
    def sign_in_to_read(self) -> None:
        """Open the register beside who has it open."""
        self._open(read_only=True)

    def _open(self, *, read_only: bool) -> None:
        folder, user, password = self.folder, self.user.currentText(), self.password.text()
        if folder is None or self._seconds:
            return
        self.form.clear_errors()

        def work(_progress: Progress) -> Desk:
            from stockpile_app.services import registers  # noqa: PLC0415 - start-up

            return registers.open_register(folder, user, password, read_only=read_only)

        job = Job(work)
        job.succeeded.connect(self._on_opened)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._hold(held=True)
        self._jobs.start(job, writes=True)

    @Slot(object)
    def _on_opened(self, desk: Desk) -> None:
        folder = self.folder
        if folder is not None:
            remember_register(folder)
            remember_user(folder, desk.user.name)
        self.password.clear()
        self.signed_in.emit(desk)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        seconds = error.params.get("seconds")
        if isinstance(error, RegisterBusy):
            self.form.show_text("", refusal_text(error))
            self.for_reading.show()
            return
        about_password = isinstance(error, SignInRefused)
        self.form.show_text("password" if about_password else "", refusal_text(error))
        self.password.selectAll()
        if isinstance(seconds, int):
            self._seconds = seconds
            self._countdown.start()

    @Slot()
    def _on_finished(self) -> None:
        self._hold(held=False)
        self._show_seconds()

    def _hold(self, *, held: bool) -> None:
        self.bar.setVisible(held)
        others = (self.new, self.restore, self.forgotten, self.for_reading)
        for widget in (self.form, self.submit, *others):
            widget.setEnabled(not held)
        if not held:
            self.password.setFocus()

    @Slot()
    def _on_second(self) -> None:
        self._seconds = max(0, self._seconds - 1)
        if not self._seconds:
            self._countdown.stop()
            self.form.clear_errors()
        self._show_seconds()

    def _show_seconds(self) -> None:
        text = _("&Sign in")
        if self._seconds:
            text = _("Sign in ({seconds} s)").format(seconds=self._seconds)
        self.submit.setText(text)
        self.submit.setEnabled(not self._seconds)

    # --- new registers and lost passwords --------------------------------------------------------

    @Slot()
    def open_new(self) -> None:
        """Open the dialog that makes a register."""
        self._first_steps.open_new()

    @Slot()
    def open_restore(self) -> None:
        """Open the dialog that restores a backup."""
        self._first_steps.open_restore()

    @Slot()
    def _on_forgotten(self) -> None:
        if self.folder is not None:
            self._first_steps.open_recovery(self.folder)

    @Slot(object)
    def _enter(self, desk: Desk) -> None:
        folder = desk.store.paths.folder
        remember_register(folder)
        remember_user(folder, desk.user.name)
        self.signed_in.emit(desk)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
