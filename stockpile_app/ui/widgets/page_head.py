"""The top of a page: its title, how many things it shows, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.plain import PlainLabel


class PageHead(QWidget):
    """A title with its count on the one side and buttons on the other."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Show ``title``."""
        super().__init__(parent)
        self.setObjectName("page_head")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(PlainLabel(title, role="title"))
        self.count = PlainLabel("", role="hint")
        self.count.setObjectName("count")
        self._row.addSpacing(4)
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self._buttons: dict[str, QPushButton] = {}

    def set_count(self, text: str) -> None:
        """Say how many things are shown."""
        self.count.setText(text)

    def add_action(self, action: QAction, *, primary: bool = False) -> QPushButton:
        """Add a button for an action of a menu."""
        # an icon in the text colour could not be seen on the primary colour
        button = ActionButton(action, with_icon=not primary)
        return self._add(action.objectName(), button, primary=primary)

    def add_button(
        self,
        name: str,
        text: str,
        clicked: Callable[[], object],
        icon_name: str,
        *,
        primary: bool = False,
    ) -> QPushButton:
        """Add a button of the page's own; ``clicked`` is a bound method of a QObject."""
        button = QPushButton(text) if primary else QPushButton(icon(icon_name), f" {text}")
        button.setAccessibleName(without_mnemonic(text))
        button.clicked.connect(clicked)
        return self._add(name, button, primary=primary)

    def add_menu(self, name: str, text: str, menu: QMenu, icon_name: str) -> QPushButton:
        """Add a button that opens a menu."""
        button = QPushButton(icon(icon_name), f" {text}")
        button.setAccessibleName(without_mnemonic(text))
        button.setMenu(menu)
        button.setProperty("menu", True)  # noqa: FBT003 - Qt
        return self._add(name, button, primary=False)

    def button(self, name: str) -> QPushButton:
        """Return a button by its name."""
        return self._buttons[name]

    def _add(self, name: str, button: QPushButton, *, primary: bool) -> QPushButton:
        button.setObjectName(f"head_{name}")
        if primary:
            button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self._buttons[name] = button
        self._row.addWidget(button)
        return button
