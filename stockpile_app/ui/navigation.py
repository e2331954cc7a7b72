"""The list of pages on the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic


class PageKind(NamedTuple):
    """A page that there can be, and what is needed to see it."""

    name: str
    title: str
    shortcut: str
    permission: Permission


PAGES: Final = (
    PageKind("overview", N_("Overview"), "Ctrl+1", Permission.READ),
    PageKind("weapons", N_("Weapons"), "Ctrl+2", Permission.READ),
    PageKind("places", N_("Places"), "Ctrl+3", Permission.READ),
    PageKind("handling", N_("Scan in and out"), "Ctrl+4", Permission.MOVE),
    PageKind("movements", N_("Movements"), "Ctrl+5", Permission.READ),
    PageKind("stocktakes", N_("Stocktakes"), "Ctrl+6", Permission.READ),
    PageKind("security", N_("Security checks"), "Ctrl+7", Permission.READ),
    PageKind("guarding", N_("Keys and access"), "Ctrl+8", Permission.READ),
    PageKind("incidents", N_("Incidents"), "Ctrl+9", Permission.READ),
    PageKind("marking", N_("Marking"), "Ctrl+F7", Permission.READ),
    PageKind("disposal", N_("Disposal"), "Ctrl+F8", Permission.READ),
    PageKind("people", N_("People"), "Ctrl+0", Permission.READ),
    PageKind("imports", N_("Imports"), "Ctrl+F9", Permission.IMPORT),
    PageKind("users", N_("Users"), "Ctrl+F10", Permission.USERS),
    PageKind("ledger", N_("Ledger"), "Ctrl+F11", Permission.READ_LEDGER),
)


class Navigation(QFrame):
    """One button a page.

    Signals:
        chosen: The name of a page.
    """

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageKind], parent: QWidget | None = None) -> None:
        """Offer ``pages``."""
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for page in pages:
            button = self._button(page)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)
        self.setMinimumWidth(136)

    def _button(self, page: PageKind) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"go_{page.name}")
        title = without_mnemonic(_(page.title))
        shown = QKeySequence(page.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        button.setText(f"  {title}")  # Qt leaves no room between icon and text
        button.setAccessibleName(title)
        button.setToolTip(f"{title} ({shown})")
        button.setIcon(icon(page.name))
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(button)
        self._buttons[page.name] = button
        return button

    def show_chosen(self, name: str) -> None:
        """Mark the page that is open."""
        self._buttons[name].setChecked(True)

    @Slot(QToolButton)
    def _on_clicked(self, button: QToolButton) -> None:
        self.chosen.emit(button.objectName().removeprefix("go_"))
