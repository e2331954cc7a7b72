"""A listing with a hint beside its acts, and the dialogs that it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.plain import PlainLabel


class ListPanel(Listing):
    """Subclasses say what is read, how it is shown, and which changes concern them.

    Attributes:
        dialog: The one opened last.
    """

    def __init__(self, context: UiContext, name: str, title: str) -> None:
        """Be empty; the subclass lays itself out."""
        super().__init__(context)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.dialog: QDialog | None = None
        self.note = PlainLabel("", role="hint", wrap=True)
        self.note.setObjectName(f"{name}_note")

    @override
    @Slot(str)
    def say(self, text: str) -> None:
        self.note.setText(text)  # never hidden: it keeps the acts at their sides

    def may(self, permission: Permission) -> bool:
        """Whether the user may do it, and the register can be written."""
        services = self.context.services
        return not services.read_only and services.desk.may(permission)

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog; the panel keeps hold of it."""
        self.dialog = dialog
        dialog.open()


def act_button(
    name: str, text: str, slot: Callable[[], object], *, primary: bool = False
) -> QPushButton:
    """Return a button for an act of a panel."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setProperty("primary", primary)
    button.clicked.connect(slot)
    return button


def titled(title: str, table: QWidget, *buttons: QPushButton) -> QWidget:
    """Return a table under its title, with buttons beside the title."""
    box = QWidget()
    head = QHBoxLayout()
    head.addWidget(PlainLabel(title, role="heading"), 1)
    for button in buttons:
        head.addWidget(button)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 6, 0, 0)
    layout.setSpacing(6)
    layout.addLayout(head)
    layout.addWidget(table, 1)
    return box
