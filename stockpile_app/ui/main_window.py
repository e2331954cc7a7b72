"""The main window: navigation, the command field, the pages, and what is asked of all of them."""

from __future__ import annotations

import gc
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
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
from stockpile_app.ui.attention import Attention
from stockpile_app.ui.backup_watch import BackupWatch
from stockpile_app.ui.command_field import CommandField
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.drafts_offer import DraftsOffer
from stockpile_app.ui.finder import Finder, ScanTaker
from stockpile_app.ui.idle_lock import IdleLock
from stockpile_app.ui.leaving import Backup
from stockpile_app.ui.memory import remember_state, remembered_state
from stockpile_app.ui.navigation import PAGES, Navigation
from stockpile_app.ui.page_window import IN_THE_MAIN_WINDOW_ALONE, PageWindow
from stockpile_app.ui.pages import make_page
from stockpile_app.ui.pages.weapons_page import WeaponsPage
from stockpile_app.ui.scan_follow import PAGE_OF
from stockpile_app.ui.side_buttons import SideButtons
from stockpile_app.ui.status_line import StatusLine
from stockpile_app.ui.suggestions import Suggester
from stockpile_app.ui.tab_order import ReadingOrderWindow
from stockpile_app.ui.taking_back import TakingBack
from stockpile_app.ui.trail import Stop, Trail
from stockpile_app.ui.widgets.notice_bar import Notice, NoticeBar
from stockpile_app.ui.widgets.plain import show_refusal
from stockpile_app.ui.widgets.top_bar import TopBar
from stockpile_app.ui.window_commands import WindowCommands

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
        self._going = False
        self.weapon_actions = WeaponActions(context, self)
        self.actions_ = WindowActions(context, kinds, self)
        self.navigation = Navigation(kinds)
        self.command = CommandField()
        self.stack = QStackedWidget()
        self.notices = NoticeBar()
        self.commands = WindowCommands(context, self)
        self.attention = Attention(context, self)
        self.trail = Trail()
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
        self.attention.start()
        self.drafts_offer = DraftsOffer(context, self)

    def _build(self) -> None:
        self.actions_.fill(self.menuBar(), self.weapon_actions, self.context.settings.theme)
        self.menuBar().setObjectName("menus")
        self.command.offer([*self.actions_.all(), *self.weapon_actions.all()])
        self.command.listen_to(Suggester(self.context, self))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(TopBar(self.actions_["back"], self.actions_["forward"], self.command))
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.notices)
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
        self.actions_.page_asked.connect(self.commands.go_to)
        self.actions_.theme_asked.connect(self.theme_asked)
        self.actions_.language_asked.connect(self.language_asked)
        self.actions_.asked.connect(self.commands.run)
        self.attention.counted.connect(self.navigation.show_waiting)
        self.context.bus.told.connect(self.notices.tell)
        self.taking_back = TakingBack(
            self.context.bus, self.notices, self.actions_["take_back_last"]
        )
        self.command.open_wanted.connect(self.open_item)
        self.command.asked.connect(self.finder.look_for)
        self.backup.made.connect(self._on_backup)
        self.backup.refused.connect(self._on_refused)
        self.backup.may_leave.connect(self._on_may_leave)
        self.finder.found.connect(self._on_found)
        self.finder.paper.connect(self._on_paper)
        self.finder.seal.connect(self.commands.open_seal)
        self.finder.refused.connect(self._on_refused)
        self.finder.told.connect(self._on_told)
        self.idle_lock.locked.connect(self.finder.on_locked)
        self.side_buttons = SideButtons(self)
        self.side_buttons.back.connect(self.go_back)
        self.side_buttons.forward.connect(self.go_forward)
        field = QShortcut(QKeySequence("F6"), self)
        field.activated.connect(self.command.take_focus)

    # --- pages -----------------------------------------------------------------------------------

    @Slot(str)
    def go_to(self, name: str) -> None:
        """Show a page; make it when it is shown for the first time."""
        page = self._pages.get(name)
        if page is None:
            page = self._made(name, self.weapon_actions)
            if page is None:
                return
            self._pages[name] = page
            self.stack.addWidget(page)
            self._connect_page(page)
        self.stack.setCurrentWidget(page)
        self.navigation.show_chosen(name)
        self._current = name
        page.setFocus()
        self._note(name)

    def _made(self, name: str, actions: WeaponActions) -> QWidget | None:
        """Return a page, or None where the register is too damaged for it; says so."""
        try:
            return make_page(name, self.context, actions)
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
            ("import_asked", self.commands.open_import),
            ("verify_asked", self.commands.open_verify),
            ("paper_asked", self.commands.open_seal),
            ("weapons_wanted", self.show_batch if of_imports else self._on_place_wanted),
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
    def show_batch(self, batch: int) -> None:
        """Show the weapons of an import."""
        self.weapons_page.show_batch(batch)

    @Slot(int)
    def _on_weapon_wanted(self, weapon_id: int) -> None:
        self.weapons_page.show_weapon(weapon_id)
        self._note("weapons", weapon_id)

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
        if isinstance(page, WeaponsPage) and isinstance(item_id, int):
            self._on_weapon_wanted(item_id)
        elif item_id is not None and isinstance(page, _Opening):
            page.open_item(item_id)
            self._note(name, item_id)

    # --- back and forward ------------------------------------------------------------------------

    def _note(self, page: str, item: object = None) -> None:
        if not self._going:
            self.trail.visit(page, item)
        self.actions_["back"].setEnabled(self.trail.may_go_back)
        self.actions_["forward"].setEnabled(self.trail.may_go_forward)

    @Slot()
    def go_back(self) -> None:
        """Show what was shown before."""
        self._go(self.trail.back())

    @Slot()
    def go_forward(self) -> None:
        """Show again what was gone back from."""
        self._go(self.trail.forward())

    def _go(self, stop: Stop | None) -> None:
        if stop is None:
            return
        self._going = True
        try:
            self.open_item(stop.page, stop.item)
        finally:
            self._going = False
        if self._current != stop.page:  # it was refused
            self.trail.visit(self._current)

    def open_page_window(self) -> None:
        """Show the page once more, in a window of its own."""
        if self._current in IN_THE_MAIN_WINDOW_ALONE:
            self.notices.tell(Notice(_("This page is shown in the main window alone.")))
            return
        window = PageWindow(self.context, self._current, self)
        window.addActions(self.actions_.beside())
        page = self._made(self._current, window.weapon_actions)
        if page is None:
            window.deleteLater()
            return
        self._connect_page(page)
        window.weapon_actions.open_wanted.connect(self.open_item)
        window.show_page(page)

    # --- finding ---------------------------------------------------------------------------------

    def _scan_taker(self) -> ScanTaker | None:
        """Return what works with a scanner just now: the dialog in front, or the page."""
        active = QApplication.activeWindow()
        page = active.page if isinstance(active, PageWindow) else self.stack.currentWidget()
        front = QApplication.activeModalWidget() or page
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
            self._on_weapon_wanted(found.id)

    # --- commands --------------------------------------------------------------------------------

    def leave_for(self, name: str) -> None:
        """Close the window; another one comes in its place."""
        self._next = name
        self.close()

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self.notices.tell(Notice(text))

    @Slot(object)
    def _on_backup(self, done: BackupDone) -> None:
        self.notices.tell(Notice(_("Backup made: {file}").format(file=done.path.name)))

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
        self.attention.stop()
        self.idle_lock.stop()
        self.finder.scanner.stop()
        remember_state(_GEOMETRY, self.saveGeometry())
        page = self._pages.get("weapons")
        if isinstance(page, WeaponsPage):
            page.remember()
        self.close()
