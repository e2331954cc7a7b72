"""The menu of the weapons page: views that were kept, groups and columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from stockpile_app.domain.weapon_groups import GroupBy
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.saved_views import SavedView, SavedViews
from stockpile_app.ui.taking_back import offer_taking_back
from stockpile_app.ui.texts import escaped


class WeaponViews(QObject):
    """Offers the views of who is signed in, and keeps what is shown as one.

    Attributes:
        menu: All of it.
        save: Keeps what is shown.
        by: What the weapons are grouped by now, or None.

    Signals:
        chosen: A ``SavedView`` is to be shown.
        grouped: A ``GroupBy``, or None for no groups.
    """

    chosen = Signal(object)
    grouped = Signal(object)

    def __init__(
        self,
        context: UiContext,
        shown: Callable[[str], SavedView],
        columns: Callable[[QMenu], QMenu],
        page: QWidget,
    ) -> None:
        """Offer the menu on ``page``.

        Args:
            shown: Returns what is shown, under a name.
            columns: Returns the menu of columns, as a part of a menu.
        """
        super().__init__(page)
        self._context, self._page = context, page
        self._views = SavedViews(context)
        self._shown, self._columns = shown, columns
        self._inner: list[QMenu] = []
        self._old = ""
        self.by: GroupBy | None = None
        self.menu = QMenu(page)
        self.menu.setObjectName("views_menu")
        self.menu.aboutToShow.connect(self._fill)
        self.save = QAction(icon("save"), _("&Save this view…"), page)
        self.save.setObjectName("save_view")
        self.save.setShortcut(QKeySequence("Ctrl+Shift+W"))
        self.save.triggered.connect(self.open_save)
        page.addAction(self.save)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        for inner in self._inner:
            inner.deleteLater()
        self._inner.clear()
        self.menu.clear()
        names = [each.name for each in self._views.all()]
        for name in names:
            self._add(self.menu, name, self._on_chosen)
        if names:
            self.menu.addSeparator()
        self.menu.addAction(self.save)
        for title, slot in ((_("&Rename"), self._on_rename), (_("Re&move"), self._on_remove)):
            inner = self._submenu(title)
            inner.setEnabled(bool(names))
            for name in names:
                self._add(inner, name, slot)
        self.menu.addSeparator()
        self._fill_groups()
        columns = self._columns(self.menu)
        columns.setTitle(_("&Columns"))
        self._inner.append(columns)
        self.menu.addMenu(columns)

    def _fill_groups(self) -> None:
        inner = self._submenu(_("&Group by"))
        choice = QActionGroup(inner)
        for by in (None, *GroupBy):
            action = inner.addAction(_(by.label) if by else _("Nothing"))
            action.setData(by.value if by else "")
            action.setCheckable(True)
            action.setChecked(by is self.by)
            action.triggered.connect(self._on_group)
            choice.addAction(action)

    def _submenu(self, title: str) -> QMenu:
        inner = self.menu.addMenu(title)
        self._inner.append(inner)
        return inner

    def _add(self, menu: QMenu, name: str, slot: Callable[[], object]) -> None:
        action = menu.addAction(escaped(name))
        action.setData(name)
        action.triggered.connect(slot)

    def _name(self) -> str:
        action = self.sender()
        return str(action.data()) if isinstance(action, QAction) else ""

    @Slot()
    def open_save(self) -> None:
        """Ask for the name under which what is shown is kept."""
        self._ask(_("Keep this view"), "", self._on_named)

    def _ask(self, title: str, name: str, named: Callable[[str], object]) -> None:
        from stockpile_app.ui.dialogs.view_name_dialog import (  # noqa: PLC0415 - start-up
            ViewNameDialog,
        )

        self.dialog = ViewNameDialog(self._context.jobs, title, name, self._page.window())
        self.dialog.succeeded.connect(named)
        self.dialog.open()

    @Slot(object)
    def _on_named(self, name: str) -> None:
        self._views.save(self._shown(name))

    @Slot()
    def _on_chosen(self) -> None:
        name = self._name()
        for each in self._views.all():
            if each.name == name:
                self.chosen.emit(each)

    @Slot()
    def _on_rename(self) -> None:
        self._old = self._name()
        self._ask(_("Rename the view"), self._old, self._on_renamed)

    @Slot(object)
    def _on_renamed(self, name: str) -> None:
        self._views.rename(self._old, name)

    @Slot()
    def _on_remove(self) -> None:
        removed = next((each for each in self._views.all() if each.name == self._name()), None)
        if removed is None:
            return
        self._views.remove(removed.name)
        text = _("The view “{name}” is removed.").format(name=removed.name)
        offer_taking_back(self._context.bus, text, lambda: self._views.save(removed), owner=self)

    @Slot()
    def _on_group(self) -> None:
        name = self._name()
        self.grouped.emit(GroupBy(name) if name else None)
