"""The actions of the window as a whole, and its menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.guides import Key
from stockpile_app.settings import Theme
from stockpile_app.ui.actions.make import key_of, make_action, with_icon
from stockpile_app.ui.actions.weapon_actions import WeaponActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.navigation import PAGES, PageKind


class _Act(NamedTuple):
    name: str
    text: str
    shortcut: str
    icon: str
    permission: Permission | None = None
    writes: bool = False


_ACTS: Final = (
    _Act("new_register", N_("&New register…"), "Ctrl+Shift+N", "new"),
    _Act("open_register", N_("&Open another register…"), "Ctrl+O", "folder"),
    _Act("import", N_("&Import files…"), "Ctrl+I", "imports", Permission.IMPORT, writes=True),
    _Act("export", N_("&Export weapons…"), "Ctrl+E", "export", Permission.EXPORT, writes=True),
    _Act("back_up", N_("&Back up now"), "Ctrl+B", "backup", Permission.BACK_UP, writes=True),
    _Act("backups", N_("Back&ups…"), "Ctrl+Alt+Shift+B", "backup", Permission.BACK_UP),
    _Act("restore", N_("&Restore a backup…"), "Ctrl+Alt+Shift+R", "history", Permission.BACK_UP),
    _Act("password", N_("Change &password…"), "Ctrl+Alt+P", "lock", None, writes=True),
    _Act("drafts", N_("Not recorded &yet…"), "Ctrl+Alt+Y", "edit"),
    _Act("take_back_last", N_("&Take back what was just done"), "Ctrl+Z", "undo"),
    _Act("lock", N_("&Lock"), "Ctrl+Shift+L", "lock"),
    _Act("quit", N_("&Quit"), "Ctrl+Q", "quit"),
    _Act("verify", N_("&Verify…"), "Ctrl+Shift+V", "verify", Permission.VERIFY),
    _Act("check_paper", N_("Check a &paper…"), "Ctrl+Shift+E", "seal", Permission.VERIFY),
    _Act("check_lists", N_("Check &lists…"), "Ctrl+Alt+L", "security", Permission.CHECK_LISTS),
    _Act("as_of", N_("&As of a date…"), "Ctrl+Alt+D", "history", Permission.READ),
    _Act("scanner", N_("Sca&nner…"), "Ctrl+Alt+Shift+S", "scan"),
    _Act("find", N_("&Find or run a command"), "Ctrl+K", "search"),
    _Act("back", N_("&Back"), "Alt+Left", "back"),
    _Act("forward", N_("F&orward"), "Alt+Right", "forward"),
    _Act("page_window", N_("Page in a &window of its own"), "Ctrl+Alt+Shift+W", "copy"),
    _Act("help", N_("&Help on this page"), "F1", "help"),
    _Act("glossary", N_("&Glossary"), "Ctrl+F1", "info"),
    _Act("quick_guide", N_("&Quick guide…"), "Ctrl+Shift+F1", "certificate"),
    _Act("doctor", N_("&Check this workstation…"), "Ctrl+Alt+W", "verify"),
    _Act("about", N_("&About Stockpile"), "Shift+F1", "info"),
)
_MAIN_WINDOW_ALONE: Final = frozenset({"back", "forward", "page_window", "quit"})
"""What is about the main window itself."""
_THEMES: Final = (
    (Theme.SYSTEM, N_("As the &system")),
    (Theme.LIGHT, N_("&Light")),
    (Theme.DARK, N_("&Dark")),
    (Theme.HIGH_CONTRAST, N_("&High contrast")),
)


class WindowActions(QObject):
    """Each action's ``triggered`` becomes ``asked`` with its name.

    Signals:
        asked: The name of an action, such as "verify".
        page_asked: The name of a page.
        theme_asked: A ``Theme``.
        language_asked: The code of a language.
    """

    asked = Signal(str)
    page_asked = Signal(str)
    theme_asked = Signal(object)
    language_asked = Signal(str)

    def __init__(self, context: UiContext, pages: Sequence[PageKind], parent: QObject) -> None:
        """Make the actions that the user may use, and ``pages`` to go to."""
        super().__init__(parent)
        may = context.services.user.permissions
        self._acts: dict[str, QAction] = {}
        for act in _ACTS:
            action = make_action(self, act.name, _(act.text), act.shortcut, self._on_asked)
            allowed = act.permission is None or act.permission in may
            action.setEnabled(allowed and not (act.writes and context.services.read_only))
            self._acts[act.name] = with_icon(action, act.icon)
        self.pages = [self._page(page) for page in pages]

    def __getitem__(self, name: str) -> QAction:
        """Return an action by its name."""
        return self._acts[name]

    def fill(self, bar: QMenuBar, weapon: WeaponActions, theme: Theme) -> None:
        """Put everything into menus."""
        names = ["new_register", "open_register", "", "import", "export", ""]
        names += ["back_up", "backups", "restore", "", "take_back_last", "drafts"]
        self._menu(bar, _("&File"), (*names, "password", "lock", "", "quit"))
        menu = self._menu(bar, _("&Weapon"), ())
        menu.addActions([weapon.register, weapon.describe, weapon.correct])
        menu.addActions([weapon.mark, weapon.photograph])
        menu.addSeparator()
        menu.addActions([weapon.issue, weapon.take_back, weapon.move, weapon.custody])
        menu.addAction(weapon.incident)
        menu.addSeparator()
        menu.addActions(weapon.life.all())
        menu.addSeparator()
        menu.addActions([weapon.labels, weapon.copy])
        self._menu(bar, _("&Documents"), ()).addActions([weapon.audit_sheet, weapon.labels])
        self._menu(bar, _("&Register"), ("verify", "check_paper", "check_lists"))
        view = self._menu(
            bar, _("&View"), ("find", "back", "forward", "page_window", "", "as_of", "scanner")
        )
        view.addSeparator()
        view.addActions(self.pages)
        view.addSeparator()
        self._themes(view, theme)
        self._languages(view)
        self._menu(bar, _("&Help"), ("help", "quick_guide", "glossary", "doctor", "about"))

    def all(self) -> list[QAction]:
        """Return every action, for the command field."""
        return [*self._acts.values(), *self.pages]

    def beside(self) -> list[QAction]:
        """Return those that a page in a window of its own has too."""
        return [each for each in self.all() if each.objectName() not in _MAIN_WINDOW_ALONE]

    def _menu(self, bar: QMenuBar, title: str, names: Sequence[str]) -> QMenu:
        menu = bar.addMenu(title)
        menu.setObjectName(f"menu_{title.replace('&', '').lower()}")
        for name in names:
            if name:
                menu.addAction(self._acts[name])
            else:
                menu.addSeparator()
        return menu

    def _themes(self, menu: QMenu, theme: Theme) -> None:
        inner = menu.addMenu(_("&Colours"))
        inner.setObjectName("menu_colours")
        group = QActionGroup(self)
        for wanted, text in _THEMES:
            action = make_action(self, f"theme_{wanted.value}", _(text), "", self._on_theme)
            action.setData(wanted.value)
            inner.addAction(_choice(group, action, checked=wanted is theme))

    def _languages(self, menu: QMenu) -> None:
        inner = menu.addMenu(_("Lan&guage"))
        inner.setObjectName("menu_language")
        group = QActionGroup(self)
        for code in i18n.languages():
            name = f"language_{code}"
            action = make_action(self, name, i18n.native_name(code), "", self._on_language)
            action.setData(code)
            inner.addAction(_choice(group, action, checked=code == i18n.current_language()))

    def _page(self, page: PageKind) -> QAction:
        action = make_action(self, page.name, _(page.title), page.shortcut, self._on_page)
        return with_icon(action, page.name)

    def _on_asked(self) -> None:
        self.asked.emit(self.sender().objectName())

    def _on_page(self) -> None:
        self.page_asked.emit(self.sender().objectName())

    def _on_theme(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.theme_asked.emit(Theme(action.data()))

    def _on_language(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.language_asked.emit(action.data())


def named_keys() -> dict[str, Key]:
    """Return what the program calls each of its actions and pages, and the keys of it."""
    acts = [(act.name, act.text, act.shortcut) for act in _ACTS]
    pages = [(page.name, page.title, page.shortcut) for page in PAGES]
    return {name: key_of(_(text), shortcut) for name, text, shortcut in (*acts, *pages)}


def _choice(group: QActionGroup, action: QAction, *, checked: bool) -> QAction:
    action.setCheckable(True)
    action.setChecked(checked)
    return group.addAction(action)
