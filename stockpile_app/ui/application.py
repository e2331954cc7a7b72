"""The window's life: sign in, work, close, and perhaps sign in again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from stockpile_app import __version__, i18n, settings
from stockpile_app.i18n import gettext as _
from stockpile_app.services import fault_reports, scratch
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.collector import Collector
from stockpile_app.ui.crash_reporter import CrashReporter
from stockpile_app.ui.getting_ready import GettingReady
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.memory import (
    remember_language,
    remember_theme,
    remembered_language,
    remembered_theme,
)
from stockpile_app.ui.on_screen import OnScreen
from stockpile_app.ui.sign_in import SignInWindow
from stockpile_app.ui.theme import Appearance

if TYPE_CHECKING:
    from stockpile_app.services.desk import Desk
    from stockpile_app.services.gateway import Services
    from stockpile_app.ui.crash_dialog import EndedDialog
    from stockpile_app.ui.main_window import MainWindow

_NAME: Final = "Stockpile"


class Session(QObject):
    """Shows one window after the other until the user quits."""

    def __init__(self, application: QApplication, chosen: Settings) -> None:
        """Prepare; ``sign_in`` shows the first window."""
        super().__init__(application)
        self._application = application
        self._settings = chosen
        self.appearance = Appearance(application, chosen)
        self.jobs = JobRunner(self)
        self.sign_in_window: SignInWindow | None = None
        self.main_window: MainWindow | None = None
        self.ended: EndedDialog | None = None
        self._services: Services | None = None
        self._ready = GettingReady(self)

    def sign_in(self, folder: Path | None = None) -> SignInWindow:
        """Show the window that asks who it is."""
        window = SignInWindow(self.jobs, folder)
        window.signed_in.connect(self._on_signed_in)
        window.closed.connect(self._on_sign_in_closed)
        window.language_asked.connect(self._on_sign_in_language)
        self.sign_in_window = window
        window.show()
        self._ready.start()
        return window

    @Slot(object)
    def _on_signed_in(self, desk: Desk) -> None:
        from stockpile_app.services.gateway import Services  # noqa: PLC0415 - start-up

        self._services = Services(desk)
        self._show_main_window(self._services)
        if self.sign_in_window is not None:
            closing, self.sign_in_window = self.sign_in_window, None
            closing.close()
            closing.deleteLater()

    def _show_main_window(self, services: Services) -> MainWindow:
        from stockpile_app.ui.change_bus import ChangeBus  # noqa: PLC0415 - start-up
        from stockpile_app.ui.context import UiContext  # noqa: PLC0415 - start-up
        from stockpile_app.ui.main_window import MainWindow  # noqa: PLC0415 - start-up

        bus = ChangeBus()
        window = MainWindow(UiContext(services, self.jobs, bus, self._settings))
        bus.setParent(window)  # and goes with it
        window.left.connect(self._on_left)
        window.theme_asked.connect(self._on_theme)
        window.language_asked.connect(self._on_language)
        self.main_window = window
        window.show()
        return window

    @Slot()
    def _on_sign_in_closed(self) -> None:
        if self.main_window is None:
            self._quit()

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        self.appearance.use(theme)
        self._settings = replace(self._settings, theme=theme)
        remember_theme(theme)

    @Slot(str)
    def _on_language(self, code: str) -> None:
        """Show the same page in another language: a window's texts are made with it."""
        before = self.main_window
        if before is None or self._services is None:
            return
        self._speak(code)
        before.shut()
        before.deleteLater()
        self._show_main_window(self._services).go_to(before.current)

    @Slot(str)
    def _on_sign_in_language(self, code: str) -> None:
        before = self.sign_in_window
        if before is None:
            return
        self._speak(code)
        before.closed.disconnect(self._on_sign_in_closed)
        before.close()
        before.deleteLater()
        self.sign_in(before.folder)

    def _speak(self, code: str) -> None:
        i18n.install(code)
        remember_language(code)
        speak(self._application)
        self.appearance.follow_language()

    @Slot(str)
    def _on_left(self, wanted: str) -> None:
        self.jobs.shut_down()
        if self.main_window is not None:
            self.main_window.deleteLater()
            self.main_window = None
        self.close_register()
        if wanted == "quit":
            self._quit()
            return
        window = self.sign_in()
        if wanted == "new_register":
            window.open_new()

    def keep_drafts(self) -> int:
        """Keep what is typed now; return in how many forms."""
        return self.main_window.context.drafts.keep_now() if self.main_window else 0

    def about(self) -> dict[str, str]:
        """Return what a report of a fault may say of the session: no names, no figures."""
        if self._services is None:
            return {"Register": "none is open"}
        seal = self._services.ledgers.last_seal()
        return {"Register": fault_reports.size_class(seal.seq if seal else 0)}

    def tell_of(self, ended: list[list[str]]) -> None:
        """Tell that the program ended unexpectedly the last time, and offer the report."""
        if not ended:
            return
        lines = next((each for each in reversed(ended) if each), [])
        kind = lines[0] if lines else "ended without a word"
        text = fault_reports.report(kind, lines[1:], {"Times": str(len(ended))})
        from stockpile_app.ui.crash_dialog import EndedDialog  # noqa: PLC0415 - start-up

        self.ended = EndedDialog(text, self.sign_in_window, dumped=bool(lines))
        self.ended.open()

    def close_register(self) -> None:
        """Close the register that is open, if any."""
        if self._services is not None:
            self._services.close()
            self._services = None

    def _quit(self) -> None:
        self.jobs.shut_down()
        self._application.quit()


def run_window(folder: Path | None = None) -> int:
    """Open the window, at the register in ``folder`` if one is given; return the exit status."""
    chosen = settings.load()
    chosen = replace(chosen, theme=remembered_theme(chosen.theme))
    i18n.install(remembered_language(chosen.language))
    application = make_application()
    running = fault_reports.RunningFile()
    ended = fault_reports.unexpected_ends()
    running.start()
    scratch.sweep()
    reporter = CrashReporter(application)
    before = sys.excepthook
    reporter.install()
    collector = Collector(application)
    collector.start()
    on_screen = OnScreen(application)
    session = Session(application, chosen)
    reporter.keep_drafts, reporter.about = session.keep_drafts, session.about
    session.sign_in(folder)
    session.tell_of(ended)
    try:
        return application.exec()
    finally:
        session.close_register()
        on_screen.stop()
        collector.stop()
        reporter.uninstall()
        sys.excepthook = before
        running.stop()


def make_application() -> QApplication:
    """Return the application, in the language in use."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName(_NAME)
    application.setApplicationDisplayName(_(_NAME))
    application.setApplicationVersion(__version__)
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(icon("verify"))
    speak(application)
    return application


def speak(application: QApplication) -> None:
    """Let windows run in the direction of the language in use, and Qt's own buttons speak it."""
    direction = Qt.LayoutDirection
    mirrored = i18n.is_right_to_left()
    application.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(str(i18n.current_locale())), "qtbase", "_", folder):
        application.installTranslator(translator)
