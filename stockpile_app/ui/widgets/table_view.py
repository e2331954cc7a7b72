"""What every table can do: columns that suit who looks at them, and rows that can be taken away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.models.list_model import ListModel
from stockpile_app.ui.widgets.empty_note import EmptyNote
from stockpile_app.ui.widgets.list_acts import ListActs
from stockpile_app.ui.widgets.plain_table import PlainTable
from stockpile_app.ui.widgets.table_columns import TableColumns


class TableView(PlainTable):
    """A table that is found again as it was left, and has a menu for its rows and its heads.

    Attributes:
        columns: What the user makes of its columns.
        acts: What is done with what it lists.
        empty: What stands in it while it is empty.

    Signals:
        menu_opening: The menu of the rows, for what a page adds to it.
    """

    menu_opening = Signal(QMenu)

    def __init__(
        self, model: ListModel, name: str, text: str, parent: QWidget | None = None
    ) -> None:
        """Show ``model`` as it was left the last time; ``text`` is the accessible name."""
        super().__init__(model, name, text, parent)
        self.columns = TableColumns(self)
        self.acts = ListActs(self, self.columns)
        self.empty = EmptyNote(self, name)
        self.heads.menu_asked.connect(self._on_head_menu)
        model.modelReset.connect(self.columns.fit)
        model.rowsInserted.connect(self._on_rows)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.empty.on_rows)

    def when_empty(
        self,
        text: str,
        act: QAction | QPushButton | None = None,
        right: tuple[UiContext, Permission] | None = None,
    ) -> None:
        """Say in the empty table what it is for and what to do first.

        Args:
            act: Does it; offered as a button while it can be done.
            right: What the user needs for it; where it is missing, who has it is said.
        """
        self.empty.say(text, act, right)

    # --- menus -----------------------------------------------------------------------------------

    def row_menu(self) -> QMenu:
        """Return the menu of what is done with rows."""
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([each for each in self.actions() if each not in self.acts.every])
        self.menu_opening.emit(menu)
        self.acts.add_to(menu)
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(rect.bottomLeft())
        self.row_menu().popup(where)

    @Slot(int, QPoint)
    def _on_head_menu(self, column: int, where: QPoint) -> None:
        menu = self.acts.column_menu(column, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    # --- what happens ----------------------------------------------------------------------------

    @Slot()
    def _on_rows(self) -> None:
        self.columns.fit_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):  # Qt's own would copy one cell, as it is
            event.accept()
            self.acts.copy_rows()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.columns.recall()
        self.columns.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.spread()
        self.empty.place()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.columns.remember_changes()
