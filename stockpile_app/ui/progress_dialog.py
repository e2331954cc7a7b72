"""Shows how far a job is, and lets the user stop it."""

from __future__ import annotations

import time
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.announce import announce
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.plain import PlainLabel

_APPEARS_AFTER_MS: Final = 500
_STEPS: Final = 1000  # of the bar; counts can be larger than Qt's int
_NO_ESTIMATE_BEFORE_S: Final = 2.0


class ProgressDialog(QDialog):
    """Appears when ``job`` takes longer than half a second, and goes when it is finished."""

    def __init__(self, job: Job[Any], title: str, parent: QWidget | None = None) -> None:
        """Watch ``job``; start it afterwards."""
        super().__init__(parent)
        self.setObjectName("progress_dialog")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        self._job = job
        self._started = time.monotonic()
        self._build(title)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        self._timer.start(_APPEARS_AFTER_MS)
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)

    def _build(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(title, role="heading"))
        self.bar = QProgressBar()
        self.bar.setObjectName("bar")
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        layout.addWidget(self.bar)
        self.text = PlainLabel("", role="hint", wrap=True)
        self.text.setMinimumHeight(self.text.fontMetrics().height() * 2)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)

    @override
    def reject(self) -> None:
        self._job.cancel()
        self.buttons.setEnabled(False)
        self.text.setText(_("Stopping… Nothing will be left half done."))

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        if not self.buttons.isEnabled():
            return
        if total > 0:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(min(_STEPS, done * _STEPS // total))
            of = _("{done} of {total}").format(done=count(done), total=count(total))
        else:
            self.bar.setRange(0, 0)
            of = count(done) if done else ""
        self.text.setText("\n".join((text or of, self._time_left(done, total))))

    def _time_left(self, done: int, total: int) -> str:
        elapsed = time.monotonic() - self._started
        if elapsed < _NO_ESTIMATE_BEFORE_S or not 0 < done < total:
            return ""
        left = int(elapsed * (total - done) / done) + 1
        if left < 60:
            return _("About {seconds} s left").format(seconds=left)
        return _("About {minutes} min left").format(minutes=(left + 59) // 60)

    @Slot()
    def _on_finished(self) -> None:
        self._timer.stop()
        if self.isVisible():  # what is that quick speaks for itself
            stopped = not self.buttons.isEnabled()
            said = _("{what}: stopped") if stopped else _("{what}: finished")
            announce(self, said.format(what=self.windowTitle()))
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()
