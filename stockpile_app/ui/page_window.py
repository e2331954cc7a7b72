"""A second page beside the main window, such as a list to work from on another screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.weapon_actions import WeaponActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.navigation import PAGES

IN_THE_MAIN_WINDOW_ALONE: Final = frozenset({"handling", "reports", "overview"})
"""Pages that keep what is half done, of which there must not be two; and the first page."""


class PageWindow(QWidget):
    """Holds one page; it goes with the main window, is locked with it, and hears its scanner.

    It has actions for weapons of its own: those of the main window follow what is selected there.

    Attributes:
        name: The page's name, such as "weapons".
    """

    def __init__(self, context: UiContext, name: str, parent: QWidget) -> None:
        """Be a window for a page of this name beside ``parent``, without it yet."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = name
        title = next(_(each.title) for each in PAGES if each.name == name)
        self.setWindowTitle(_("{page} – Stockpile").format(page=title))
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        self.weapon_actions = WeaponActions(context, self)
        self.page = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.resize(parent.size().width() * 4 // 5, parent.size().height() * 4 // 5)

    def show_page(self, page: QWidget) -> None:
        """Show the window with ``page``."""
        self.setObjectName(f"window_of_{page.objectName()}")
        self.page = page
        if page.objectName() == "weapons_page":
            self.addActions(self.weapon_actions.all())  # for their shortcuts
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made above
        layout.addWidget(page)
        self.setFocusProxy(page)
        self.show()
