"""Where the faults of the window end: each is logged, what was typed is kept, and it is shown once.

What goes wrong goes wrong anywhere: in a slot, in a job, while something is painted, before anybody
signed in, in a timer ten times a second, for want of memory. Nothing here may fail in turn, and
nothing of the text of an exception is written anywhere: it may hold a serial or a name.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication

from stockpile_app import logs
from stockpile_app.services.fault_reports import report

if TYPE_CHECKING:
    from stockpile_app.ui.crash_dialog import CrashDialog

_log = logging.getLogger(__name__)

_GET_READY_MS: Final = 3000
_QUIET_S: Final = 60.0
"""The same fault is not shown again so soon after its window was closed."""

_MOST_KINDS: Final = 200
_RESERVE: Final = 4 << 20  # bytes that are let go when there is no more memory
_WHERE: Final = re.compile(r"\W*(Q[A-Z]\w*(?:::\w+)*)")


class Fault(NamedTuple):
    """A fault without its values."""

    kind: str
    lines: tuple[str, ...]

    @property
    def place(self) -> tuple[str, str]:
        """What makes two faults the same: the kind, and the innermost line."""
        return self.kind, self.lines[-1] if self.lines else ""


class CrashReporter(QObject):
    """The ``sys.excepthook`` of the window.

    Attributes:
        keep_drafts: Keeps what is typed now; returns in how many forms.
        about: Returns what else a report may say, such as how large the register is.
        dialog: The window that tells of a fault, while it is open.
    """

    _elsewhere = Signal(object)
    _soon = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Report nothing until ``install``."""
        super().__init__(parent)
        self.keep_drafts: Callable[[], int] = _none
        self.about: Callable[[], Mapping[str, str]] = dict
        self.dialog: CrashDialog | None = None
        self._times: dict[tuple[str, str], int] = {}
        self._shown: dict[tuple[str, str], float] = {}
        self._waiting: Fault | None = None
        self._reserve: bytearray | None = bytearray(_RESERVE)
        self._inside = threading.local()
        self._elsewhere.connect(self._on_fault)
        # a window must not open while another one is painted: it waits for the event loop
        self._soon.connect(self._show_waiting, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what nobody else catches, also what Qt says and what threads leave behind."""
        sys.excepthook = self.on_exception
        logs.catch_strays()
        qInstallMessageHandler(self.on_qt_message)
        # after the start, and before anything fails: a program without memory cannot import
        QTimer.singleShot(_GET_READY_MS, self, self._get_ready)

    @Slot()
    def _get_ready(self) -> None:
        import_module("stockpile_app.ui.crash_dialog")

    def uninstall(self) -> None:
        """Let Qt speak for itself again."""
        qInstallMessageHandler(None)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log the fault and show it, once whoever is being painted or called has come back."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if getattr(self._inside, "yes", False):  # a fault in here: never again and again
            return
        self._inside.yes = True
        try:
            self._take(kind, error, trace)
        except BaseException:  # noqa: BLE001 - there is nobody left to tell
            with contextlib.suppress(BaseException):
                _log.critical("A fault could not be reported")
        finally:
            self._inside.yes = False

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, MemoryError):
            self._reserve = None
            gc.collect()
        fault = Fault(f"{kind.__module__}.{kind.__qualname__}", tuple(logs.passed(trace)))
        times = self._count(fault)
        if times & (times - 1) == 0:  # the 1st, 2nd, 4th, 8th … of a storm
            _log.error("Fault in the window, time %d", times, exc_info=(kind, error, trace))
        if QThread.currentThread() == self.thread():
            self._on_fault(fault)
        else:
            self._elsewhere.emit(fault)

    def _count(self, fault: Fault) -> int:
        if fault.place not in self._times and len(self._times) >= _MOST_KINDS:
            self._times.clear()
        times = self._times[fault.place] = self._times.get(fault.place, 0) + 1
        return times

    @Slot(object)
    def _on_fault(self, fault: Fault) -> None:
        if self.dialog is not None:
            if self.dialog.fault_place == fault.place:
                self.dialog.show_times(self._times.get(fault.place, 1))
            return
        last = self._shown.get(fault.place)
        quiet = last is not None and time.monotonic() - last < _QUIET_S
        if self._waiting is None and not quiet:
            self._waiting = fault
            self._soon.emit()

    @Slot()
    def _show_waiting(self) -> None:
        fault, self._waiting = self._waiting, None
        if fault is not None and self.dialog is None:
            self._show(fault)

    def _show(self, fault: Fault) -> None:
        kept = self._keep()
        about = {"Qt": qVersion(), **self._about()}
        times = self._times.get(fault.place, 1)
        text = report(fault.kind, list(fault.lines), about | {"Times": str(times)})
        from stockpile_app.ui.crash_dialog import CrashDialog  # noqa: PLC0415 - start-up

        self.dialog = CrashDialog(text, QApplication.activeWindow(), kept=kept)
        self.dialog.fault_place = fault.place
        self.dialog.show_times(times)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _keep(self) -> int:
        try:
            return self.keep_drafts()
        except Exception:  # noqa: BLE001 - the window is shown all the same
            _log.exception("Drafts were not kept")
            return 0

    def _about(self) -> Mapping[str, str]:
        try:
            return self.about()
        except Exception:  # noqa: BLE001 - a report without it is still one
            return {}

    @Slot()
    def _on_closed(self) -> None:
        if self.dialog is not None:
            self._shown[self.dialog.fault_place] = time.monotonic()
        self.dialog = None
        self._reserve = self._reserve or bytearray(_RESERVE)

    # --- what Qt says ----------------------------------------------------------------------------

    def on_qt_message(self, kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        """Log where Qt warns, without the text, which may hold a path; keep drafts before it ends.

        After a fatal message Qt ends the process.
        """
        found = _WHERE.match(message)
        place = found[1] if found else "?"
        if kind is QtMsgType.QtFatalMsg:
            _log.critical("Qt ends the program, at %s", place)
            self._keep()
        elif kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtWarningMsg):
            times = self._count(Fault("Qt", (place,)))
            if times & (times - 1) == 0:
                _log.warning("Qt warns at %s, time %d", place, times)


def _none() -> int:
    return 0
