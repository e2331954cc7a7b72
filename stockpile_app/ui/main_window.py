"""The main window: navigation, the command field, the pages, and what is asked of all of them."""

from __future__ import annotations

import gc
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.numbers import PaperCode
from stockpile_app.domain.records import WeaponQuery, WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.services.backups import BackupDone
from stockpile_app.ui.actions.export import Export
from stockpile_app.ui.actions.list_taker import ListTaker
from stockpile_app.ui.actions.weapon_actions import WeaponActions
from stockpile_app.ui.actions.window_actions import WindowActions
from stockpile_app.ui.backup_watch import BackupWatch
from stockpile_app.ui.command_field import CommandField
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.drafts_offer import DraftsOffer
from stockpile_app.ui.finder import Finder, ScanTaker
from stockpile_app.ui.idle_lock import IdleLock
from stockpile_app.ui.leaving import Backup
from stockpile_app.ui.memory import remember_state, remembered_state
from stockpile_app.ui.navigation import PAGES, Navigation
from stockpile_app.ui.pages import make_page
from stockpile_app.ui.pages.weapons_page import WeaponsPage
from stockpile_app.ui.scan_follow import PAGE_OF
from stockpile_app.ui.status_line import StatusLine
from stockpile_app.ui.tab_order import ReadingOrderWindow
from stockpile_app.ui.widgets.plain import show_refusal
from stockpile_app.ui.window_dialogs import open_named

_GEOMETRY: Final = "main_window/geometry"


@runtime_checkable
class _Opening(Protocol):
    """A page that can show one of its records."""

    def open_item(self, item_id: object) -> None: ...


class MainWindow(ReadingOrderWindow):
    """One signed-in person at one register.

    Signals:
        left: The window is closed; says what comes next: "quit", "open_register" or "new_register".
        theme_asked: A ``Theme``.
        language_asked: The code of a language, which a new window is to speak.
    """

    left = Signal(str)
    theme_asked = Signal(object)
    language_asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the first page that the user may see."""
        super().__init__(parent)
        self.setObjectName("main_window")
        self.setWindowTitle(
            _("{authority} ({origin}) – Stockpile").format(
                authority=context.services.register.authority,
                origin=context.services.register.origin,
            )
        )
        self.context = context
        self._next = "quit"
        self._may_close = False
        may = context.services.user.permissions
        kinds = [kind for kind in PAGES if kind.seen_by(may)]
        self._kinds = {kind.name for kind in kinds}
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self.weapon_actions = WeaponActions(context, self)
        self.actions_ = WindowActions(context, kinds, self)
        self.navigation = Navigation(kinds)
        self.command = CommandField()
        self.stack = QStackedWidget()
        self.status = StatusLine(context)
        self.backup = Backup(context, self)
        self.idle_lock = IdleLock(context, self)
        self.backup_watch = BackupWatch(context, self.backup, self.idle_lock, self)
        self.finder = Finder(context, self._scan_taker, self)
        self.export = Export(context, self._shown_query, self)
        self.list_taker = ListTaker(context, self)
        self._build()
        self._connect()
        if kinds:
            self.go_to(kinds[0].name)
        self.idle_lock.start()
        self.backup_watch.start(self.status)
        self.finder.scanner.start()
        self.drafts_offer = DraftsOffer(context, self)

    def _build(self) -> None:
        self.actions_.fill(self.menuBar(), self.weapon_actions, self.context.settings.theme)
        self.menuBar().setObjectName("menus")
        self.command.offer([*self.actions_.all(), *self.weapon_actions.all()])
        top = QFrame()
        top.setObjectName("top_bar")
        bar = QHBoxLayout(top)
        bar.setContentsMargins(12, 8, 12, 8)
        bar.addWidget(self.command, 2)
        bar.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(top)
        middle.addWidget(self.stack, 1)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(middle, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self.resize(1280, 800)
        self.restoreGeometry(remembered_state(_GEOMETRY))

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go_to)
        self.weapon_actions.open_wanted.connect(self.open_item)
        self.actions_.page_asked.connect(self.go_to)
        self.actions_.theme_asked.connect(self.theme_asked)
        self.actions_.language_asked.connect(self.language_asked)
        self.actions_.asked.connect(self._on_asked)
        self.command.asked.connect(self.finder.look_for)
        self.backup.made.connect(self._on_backup)
        self.backup.refused.connect(self._on_refused)
        self.backup.may_leave.connect(self._on_may_leave)
        self.finder.found.connect(self._on_found)
        self.finder.paper.connect(self._on_paper)
        self.finder.seal.connect(self.open_seal)
        self.finder.refused.connect(self._on_refused)
        self.finder.told.connect(self.status.showMessage)
        self.idle_lock.locked.connect(self.finder.on_locked)
        field = QShortcut(QKeySequence("F6"), self)
        field.activated.connect(self.command.take_focus)

    # --- pages -----------------------------------------------------------------------------------

    @Slot(str)
    def go_to(self, name: str) -> None:
        """Show a page; make it when it is shown for the first time."""
        page = self._pages.get(name)
        if page is None:
            page = self._made(name)
            if page is None:
                return
            self._pages[name] = page
            self.stack.addWidget(page)
            self._connect_page(page)
        self.stack.setCurrentWidget(page)
        self.navigation.show_chosen(name)
        self._current = name
        page.setFocus()

    def _made(self, name: str) -> QWidget | None:
        """Return a page, or None where the register is too damaged for it; says so."""
        try:
            return make_page(name, self.context, self.weapon_actions)
        except StockpileError as error:
            show_refusal(self, error)
        gc.collect()  # what is half made goes here and now, not in the thread of some job
        return None

    def shows(self, name: str) -> bool:
        """Whether who is signed in may see a page."""
        return name in self._kinds

    def page(self, name: str) -> QWidget:
        """Return a page, made if it was not shown yet."""
        if name not in self._pages:
            self.go_to(name)
        return self._pages[name]

    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._current

    @property
    def weapons_page(self) -> WeaponsPage:
        """The page of the weapons, on top."""
        self.go_to("weapons")
        page = self._pages["weapons"]
        assert isinstance(page, WeaponsPage)  # noqa: S101 - made under this name
        return page

    def _shown_query(self) -> WeaponQuery:
        page = self._pages.get("weapons")
        return page.query if isinstance(page, WeaponsPage) else WeaponQuery()

    def _connect_page(self, page: QObject) -> None:
        of_imports = page.objectName() == "imports_page"
        for name, slot in (
            ("import_asked", self.open_import),
            ("verify_asked", self.open_verify),
            ("paper_asked", self.open_seal),
            ("weapons_wanted", self._on_batch_wanted if of_imports else self._on_place_wanted),
            ("weapon_wanted", self._on_weapon_wanted),
            ("query_wanted", self._on_query_wanted),
            ("open_wanted", self.open_item),
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)
        on_locked = getattr(page, "on_locked", None)
        if on_locked is not None:
            self.idle_lock.locked.connect(on_locked)

    @Slot(int)
    def _on_place_wanted(self, place_id: int) -> None:
        self.weapons_page.show_place(place_id)

    @Slot(int)
    def _on_batch_wanted(self, batch: int) -> None:
        self.weapons_page.show_batch(batch)

    @Slot(int)
    def _on_weapon_wanted(self, weapon_id: int) -> None:
        self.weapons_page.show_weapon(weapon_id)

    @Slot(object)
    def _on_query_wanted(self, query: WeaponQuery) -> None:
        self.weapons_page.show_query(query)

    @Slot(str, object)
    def open_item(self, name: str, item_id: object = None) -> None:
        """Show a page, and on it what has this id, where it is given."""
        if name == "backups":
            self.backup_watch.open_backups()
        if name not in self._kinds:
            return
        self.go_to(name)
        page: object = self._pages.get(name)  # None where it was refused
        if item_id is not None and isinstance(page, _Opening):
            page.open_item(item_id)

    # --- finding ---------------------------------------------------------------------------------

    def _scan_taker(self) -> ScanTaker | None:
        """Return what works with a scanner just now: the dialog in front, or the page."""
        front = QApplication.activeModalWidget() or self.stack.currentWidget()
        taker: ScanTaker | None = getattr(front, "on_scan", None)
        return taker if getattr(front, "takes_scans", True) else None

    @Slot(object)
    def _on_paper(self, paper: PaperCode) -> None:
        self.open_item(PAGE_OF[paper.kind], paper.sequence)

    @Slot(object)
    def _on_found(self, found: WeaponRecord | str) -> None:
        if isinstance(found, str):
            self.weapons_page.look_for(found)
        else:
            self.weapons_page.show_weapon(found.id)

    # --- commands --------------------------------------------------------------------------------

    @Slot(str)
    def _on_asked(self, name: str) -> None:
        commands = {
            "new_register": self._leave_for,
            "open_register": self._leave_for,
            "import": self.open_import,
            "export": self.export.open,
            "back_up": self.backup.make,
            "backups": self.backup_watch.open_backups,
            "restore": self.backup_watch.open_restore,
            "password": self._open_password,
            "lock": self.idle_lock.lock,
            "drafts": self.drafts_offer.ask,
            "quit": self.close,
            "verify": self.open_verify,
            "check_paper": self.open_seal,
            "check_lists": self._open_named,
            "as_of": self._open_named,
            "find": self.command.take_focus,
            "help": self._open_help,
            "glossary": self._open_named,
            "doctor": self._open_named,
            "scanner": self._open_named,
            "about": self._open_named,
        }
        self._asked = name
        commands[name]()

    def _leave_for(self) -> None:
        self._next = self._asked
        self.close()

    @Slot()
    def open_import(self) -> None:
        """Open the import wizard."""
        from stockpile_app.ui.dialogs.import_dialog import ImportDialog  # noqa: PLC0415 - start-up

        dialog = ImportDialog(self.context, self)
        dialog.weapons_wanted.connect(self._on_batch_wanted)
        dialog.open()

    @Slot()
    def open_verify(self) -> None:
        """Open the dialog that verifies the register."""
        from stockpile_app.ui.dialogs.verify_dialog import VerifyDialog  # noqa: PLC0415 - start-up

        self._verify = VerifyDialog(self.context, self)
        self._verify.finished.connect(self._on_verified)
        self._verify.open()

    @Slot(str)
    def open_seal(self, text: str = "") -> None:
        """Hold a paper against the register, at once where its seal was scanned."""
        front = QApplication.activeModalWidget()
        on_seal = getattr(front, "on_seal", None)
        if on_seal is not None:
            on_seal(text)
            return
        from stockpile_app.ui.dialogs.seal_dialog import SealDialog  # noqa: PLC0415 - start-up

        dialog = SealDialog(self.context, front or self)
        dialog.verify_asked.connect(self.open_verify)
        dialog.open()
        if text:
            dialog.on_seal(text)

    @Slot()
    def _on_verified(self) -> None:
        if self._verify.result_found is not None:
            self.status.show_verified(self._verify.result_found)

    def _open_named(self) -> None:
        open_named(self._asked, self.context, self)

    def _open_password(self) -> None:
        from stockpile_app.ui.dialogs.password_dialogs import (  # noqa: PLC0415 - start-up
            ChangePasswordDialog,
        )

        ChangePasswordDialog(self.context, self).open()

    def _open_help(self) -> None:
        from stockpile_app.ui.dialogs.help_dialog import HelpDialog  # noqa: PLC0415 - start-up

        HelpDialog(self._current, self).open()

    @Slot(object)
    def _on_backup(self, done: BackupDone) -> None:
        text = _("Backup made: {file}").format(file=done.path.name)
        self.status.showMessage(text, 10_000)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self, error)

    # --- leaving ---------------------------------------------------------------------------------

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        if not self.idle_lock.is_locked:
            self.backup.leave()

    @Slot()
    def _on_may_leave(self) -> None:
        self.shut()
        self.left.emit(self._next)

    def shut(self) -> None:
        """Close at once, as when another window takes over; the register stays open."""
        self._may_close = True
        self.context.drafts.keep_now()
        self.context.drafts.stop()
        self.backup_watch.stop()
        self.idle_lock.stop()
        self.finder.scanner.stop()
        remember_state(_GEOMETRY, self.saveGeometry())
        page = self._pages.get("weapons")
        if isinstance(page, WeaponsPage):
            page.remember()
        self.close()
