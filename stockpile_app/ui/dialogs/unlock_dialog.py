"""Asks the person who is signed in for their password again."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services import registers
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.password import PasswordEdit
from stockpile_app.ui.widgets.plain import PlainLabel


class UnlockDialog(QDialog):
    """Cannot be closed but by the right password; wrong ones cost more and more time."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask who is signed in."""
        super().__init__(parent)
        self.setObjectName("unlock_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.setWindowTitle(_("Locked"))
        self._context = context
        user = context.services.user
        self.form = Form()
        self.password = PasswordEdit()
        self.form.add("password", _("Pass&word"), self.password)
        self.unlock = QPushButton(_("&Unlock"))
        self.unlock.setObjectName("unlock")
        self.unlock.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.unlock.setDefault(True)
        self.unlock.clicked.connect(self.try_unlock)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._on_waited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Locked"), role="title"))
        text = _("{name} is signed in. What was typed is kept.").format(name=user.full_name)
        layout.addWidget(PlainLabel(text, wrap=True))
        layout.addWidget(self.form)
        layout.addWidget(self.unlock, alignment=Qt.AlignmentFlag.AlignTrailing)
        self.setMinimumWidth(400)

    @Slot()
    def try_unlock(self) -> None:
        """Check the password in the background: Argon2 takes a moment on purpose."""
        desk, password = self._context.services.desk, self.password.text()

        def work(_progress: Progress) -> None:
            registers.confirm_password(desk, password)

        job = Job(work)
        job.succeeded.connect(self._on_right)
        job.refused.connect(self._on_refused)
        self.unlock.setEnabled(False)
        self._context.jobs.start(job, writes=False)

    @Slot()
    def _on_right(self) -> None:
        self.password.clear()
        super().accept()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.form.show_text("password", refusal_text(error))
        self.password.selectAll()
        seconds = error.params.get("seconds")
        self._wait.start(seconds * 1000 if isinstance(seconds, int) else 0)

    @Slot()
    def _on_waited(self) -> None:
        self.unlock.setEnabled(True)

    @override
    def reject(self) -> None:
        """Stay: Escape must not unlock."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
