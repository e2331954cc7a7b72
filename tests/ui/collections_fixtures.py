"""What people do on the page of collections and at the table, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app.ui.field_receipts import ReceiptWay, remembered_way
from stockpile_app.ui.memory import memory
from stockpile_app.ui.pages.collections_page import CollectionsPage
from stockpile_app.ui.pages.field_view import FieldView
from tests.ui.conftest import idle

Key = Qt.Key


class Keyboard:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, qtbot, page: CollectionsPage) -> None:
        self._qtbot, self._page = qtbot, page
        self.pressed = 0

    @property
    def view(self) -> FieldView:
        return self._page.field

    def settle(self) -> None:
        idle(self._qtbot, self._page.context)
        self._qtbot.waitUntil(lambda: self.view.desk.line.settled and not self.view.busy)
        idle(self._qtbot, self._page.context)

    def keys(self, *keys: Qt.Key) -> None:
        """Press keys one after the other, each when the one before was answered."""
        for key in keys:
            line = self.view.desk.line
            assert self._page.window().focusWidget() is line  # never the mouse
            QTest.keyClick(line, key)
            self.pressed += 1
            self.settle()

    def words(self, text: str) -> None:
        """Type a text and press Enter."""
        QTest.keyClicks(self.view.desk.line, text)
        self.pressed += len(text)
        self.keys(Key.Key_Return)

    def enter(self, times: int = 1) -> None:
        self.keys(*[Key.Key_Return] * times)


def open_table(qtbot, window, site: int) -> Keyboard:
    page = window.page("collections")
    assert isinstance(page, CollectionsPage)
    window.go_to("collections")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.open_table(site)
    page.field.desk.line.gap_ms = 0
    keyboard = Keyboard(qtbot, page)
    keyboard.settle()
    return keyboard


def give_receipts_later() -> None:
    """There is no printer where tests run."""
    memory().setValue("field/receipts", ReceiptWay.LATER.value)
    assert remembered_way() is ReceiptWay.LATER


def all_text(widgets: Sequence[object]) -> str:
    """Return everything that any widget shows, says to a screen reader, or offers."""
    found: list[str] = []
    for widget in widgets:
        for name in (
            "text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip",
            "windowTitle", "title", "placeholderText", "currentText",
        ):  # fmt: skip
            reader = getattr(widget, name, None)
            if callable(reader):
                value = reader()
                found.append(value if isinstance(value, str) else "")
        model = getattr(widget, "model", None)
        if callable(model) and (rows := model()) is not None:
            columns = 1 if isinstance(rows, QAbstractListModel) else rows.columnCount()
            for row in range(rows.rowCount()):
                for column in range(columns):
                    index = rows.index(row, column)
                    found.append(str(index.data()))
                    found.append(str(index.data(Qt.ItemDataRole.ToolTipRole)))
    return "\n".join(found)


def everything_shown() -> str:
    """Return the text of every window of the program."""
    return all_text(QApplication.allWidgets())
