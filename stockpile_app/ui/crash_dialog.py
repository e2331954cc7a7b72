"""What happens when the program has a fault: it says so, and nothing that was recorded is lost."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from stockpile_app import __version__, logs, paths
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.plain import PlainLabel

_log = logging.getLogger(__name__)


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return a report for strangers: versions, the kind of fault and the lines, no values."""
    lines = [
        f"Stockpile {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"{kind.__module__}.{kind.__qualname__}",
    ]
    lines += [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines)


class CrashReporter(QObject):
    """The ``sys.excepthook`` of the window: logs a fault and shows it, one at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Report nothing until ``install``."""
        super().__init__(parent)
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Catch what nobody else catches."""
        sys.excepthook = self.on_exception

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log the fault and show it."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("Fault in the window", exc_info=(kind, error, trace))
        if self.dialog is None:
            self.dialog = CrashDialog(report_of(kind, trace), QApplication.activeWindow())
            self.dialog.finished.connect(self._on_closed)
            self.dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None


class CrashDialog(QDialog):
    """Says what happened, and lets the report be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        """Show ``report``."""
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(_("A fault in the program"))
        self._report = report
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("A fault in the program"), role="title"))
        text = _(
            "What you did last was not completed. Everything that was recorded before is safe. You"
            " can go on working; if this happens again, send the report below, which holds no"
            " serial numbers, names or passwords, to those who look after the program."
        )
        layout.addWidget(PlainLabel(text, wrap=True))
        view = QPlainTextEdit(report)
        view.setObjectName("report")
        view.setAccessibleName(_("Report"))
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        layout.addWidget(view, 1)
        where = _("Log file: {path}").format(path=paths.log_folder() / logs.FILE_NAME)
        layout.addWidget(PlainLabel(where, role="hint", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(_("&Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy_report")
        copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(640, 420)

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._report)
