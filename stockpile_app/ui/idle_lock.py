"""Locks the screen after a while without a key or click, over everything that is open.

Every window is covered, none is closed, so what was typed is still there after unlocking.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.unlock_dialog import UnlockDialog
from stockpile_app.ui.widgets.plain import PlainLabel

_INPUT: Final = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_LOOKS_EVERY_MS: Final = 500


class IdleLock(QObject):
    """Watches the keys and clicks of every window of the program.

    Signals:
        locked: Whether the screen is locked now.
    """

    locked = Signal(bool)

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Watch, once ``start`` is called; the dialog opens over ``window``."""
        super().__init__(window)
        self._context = context
        self._window = window
        self.dialog: UnlockDialog | None = None
        self._covers: list[Cover] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(context.settings.idle_lock_minutes * 60_000)
        self._idle.timeout.connect(self.lock)
        self._look = QTimer(self)  # windows that appear while it is locked are covered too
        self._look.setInterval(_LOOKS_EVERY_MS)
        self._look.timeout.connect(self._cover_all)

    def start(self) -> None:
        """Begin to watch."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there is a window
        application.focusWindowChanged.connect(self._on_focus_window)
        self._on_focus_window(QGuiApplication.focusWindow())
        self._idle.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._idle.stop()
        self._look.stop()

    @property
    def is_locked(self) -> bool:
        """Whether the screen is locked."""
        return self.dialog is not None

    @property
    def idle_ms(self) -> int:
        """How long nobody has typed or clicked; while it is locked, as long as it takes to lock."""
        if self.is_locked or not self._idle.isActive():
            return self._idle.interval()
        return self._idle.interval() - self._idle.remainingTime()

    @Slot()
    def lock(self) -> None:
        """Cover everything and ask for the password."""
        if self.dialog is not None:
            return
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._idle.stop()
        self._cover_all()
        self._look.start()
        self.dialog = UnlockDialog(self._context, self._window)
        self.dialog.accepted.connect(self._on_unlocked)
        self.dialog.open()
        self.locked.emit(True)  # noqa: FBT003 - Qt

    @Slot()
    def _on_unlocked(self) -> None:
        self.dialog = None
        self._look.stop()
        for cover in self._covers:
            cover.lift()
        self._covers.clear()
        self._idle.start()
        self.locked.emit(False)  # noqa: FBT003 - Qt

    @Slot()
    def _cover_all(self) -> None:
        covered = {cover.window() for cover in self._covers}
        for window in QApplication.topLevelWidgets():
            is_window = window.windowType() in {Qt.WindowType.Window, Qt.WindowType.Dialog}
            wanted = is_window and window.isVisible() and not isinstance(window, UnlockDialog)
            if wanted and window not in covered:
                self._covers.append(Cover(window))

    @Slot(QWindow)
    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # so that there is never more than one
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and self.dialog is None:
            self._idle.start()
        return False


class Cover(QWidget):
    """Hides everything in a window."""

    def __init__(self, window: QWidget) -> None:
        """Cover ``window`` and keep its size."""
        super().__init__(window)
        self.setObjectName("lock_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        text = PlainLabel(_("Locked"), role="title")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(text)
        self._focus = window.focusWidget()
        self.setAutoFillBackground(True)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def lift(self) -> None:
        """Show the window again, with the focus where it was."""
        self.window().removeEventFilter(self)
        self.hide()
        if self._focus is not None:
            self._focus.setFocus()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
            self.raise_()
        return False
