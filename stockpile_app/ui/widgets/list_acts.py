"""What is done with any list: its columns, copying, printing and exporting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.lists import Cell, ListColumn, ListSheet
from stockpile_app.exchange.guard import guard
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.change_bus import ListWanted
from stockpile_app.ui.context import UiContext, context_of
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import cell_text, escaped
from stockpile_app.ui.widgets.plain_table import PlainTable
from stockpile_app.ui.widgets.table_columns import TableColumns

MOST_COPIED: Final = 10_000
_HEAD: Final = Qt.Orientation.Horizontal


class ListActs(QObject):
    """The acts of one table; they find out by themselves who is signed in.

    Attributes:
        every: All of them; their shortcuts count while the table has the keyboard.
        whole: Returns every row there is, of some columns; None where the table has them all.
    """

    def __init__(self, table: PlainTable, columns: TableColumns) -> None:
        """Offer them in ``table``."""
        super().__init__(table)
        self._table, self._columns = table, columns
        self.whole: Callable[[Sequence[int]], Iterable[Sequence[Cell]]] | None = None
        self._inside = False
        self._column = 0
        make = self._make
        self.copy = make("list_copy", _("&Copy"), "Ctrl+C", self.copy_rows, "copy")
        self.copy_all = make("list_copy_all", _("Copy a&ll rows"), "", self.copy_list, "copy")
        self.select_all = make(
            "list_select_all", _("Select &all"), "Ctrl+A", table.selectAll, "check"
        )
        self.print = make(
            "list_print", _("&Print list…"), "Ctrl+Alt+Shift+P", self.print_list, "print"
        )
        self.export = make(
            "list_export", _("&Export list…"), "Ctrl+Alt+Shift+E", self.export_list, "export"
        )
        self.every = [self.copy, self.copy_all, self.select_all, self.print, self.export]
        table.addActions(self.every)
        table.selectionModel().selectionChanged.connect(self._update)

    def _make(
        self, name: str, text: str, shortcut: str, slot: Callable[[], object], icon_name: str
    ) -> QAction:
        action = QAction(icon(icon_name), text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        return action

    def keep_inside(self) -> None:
        """Let nothing be copied, printed or exported: what is confidential has ways of its own."""
        self._inside = True

    # --- menus -----------------------------------------------------------------------------------

    def add_to(self, menu: QMenu) -> None:
        """Put the acts at the end of a menu of rows."""
        if not menu.isEmpty():
            menu.addSeparator()
        self._update()
        if not self._inside:
            menu.addActions([self.copy, self.copy_all])
        if self.select_all.isEnabled():
            menu.addAction(self.select_all)
        if not self._inside:
            menu.addSeparator()
            menu.addActions([each for each in (self.print, self.export) if each.isVisible()])
        menu.addSeparator()
        column = max(self._table.currentIndex().column(), 0)
        inner = self.column_menu(column, menu)
        inner.setTitle(_("C&olumns"))
        menu.addMenu(inner)

    def column_menu(self, column: int, parent: QWidget) -> QMenu:
        """Return a menu that shows, hides, moves and sorts; ``column`` is where it was asked."""
        table = self._table
        menu = QMenu(parent)
        menu.setObjectName("column_menu")
        shown = self._columns.shown()
        self._column = column if column in shown else shown[0]
        named = {"column": escaped(str(table.lists.headerData(self._column, _HEAD)))}
        sorts = table.sorts(self._column)
        text = _("Sort &upwards by {column}").format_map(named)
        self._add(menu, "sort_up", text, self.sort_up, enabled=sorts)
        text = _("Sort &downwards by {column}").format_map(named)
        self._add(menu, "sort_down", text, self.sort_down, enabled=sorts)
        is_sorted = self._columns.sorted_by() is not None
        self._add(menu, "unsort", _("Order as &given"), self.unsort, enabled=is_sorted)
        menu.addSeparator()
        at = shown.index(self._column)
        text = _("Move {column} towards the &start").format_map(named)
        self._add(menu, "to_start", text, self.to_start, enabled=at > 0)
        text = _("Move {column} towards the &end").format_map(named)
        self._add(menu, "to_end", text, self.to_end, enabled=at < len(shown) - 1)
        menu.addSeparator()
        for each in range(table.heads.count()):
            action = menu.addAction(escaped(str(table.lists.headerData(each, _HEAD))))
            action.setCheckable(True)
            action.setChecked(each in shown)
            action.setData(each)
            action.setEnabled(shown != [each])
            action.toggled.connect(self._on_toggled)
        menu.addSeparator()
        self._add(menu, "reset", _("&Reset the columns"), self._columns.reset)
        return menu

    def _add(
        self,
        menu: QMenu,
        name: str,
        text: str,
        slot: Callable[[], object],
        *,
        enabled: bool = True,
    ) -> None:
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(slot)
        action.setEnabled(enabled)

    @Slot()
    def _update(self) -> None:
        table = self._table
        selected = table.count_selected()
        some = 1 < selected < table.lists.rowCount()
        self.print.setText(_("&Print the selected rows…") if some else _("&Print list…"))
        self.export.setText(_("&Export the selected rows…") if some else _("&Export list…"))
        context, any_rows = context_of(table), bool(table.lists.rowCount())
        many = table.selectionMode() is QAbstractItemView.SelectionMode.ExtendedSelection
        self.copy.setEnabled(selected > 0)
        self.copy_all.setEnabled(any_rows)
        self.select_all.setEnabled(many and any_rows)
        for action, permission in (
            (self.print, Permission.PRINT),
            (self.export, Permission.EXPORT),
        ):
            action.setVisible(context is not None)
            action.setEnabled(any_rows and context is not None and _may(context, permission))

    # --- columns ---------------------------------------------------------------------------------

    @Slot()
    def sort_up(self) -> None:
        """Sort by the column of the menu, the least first."""
        self._columns.sort_by((self._column, False))

    @Slot()
    def sort_down(self) -> None:
        """Sort by the column of the menu, the greatest first."""
        self._columns.sort_by((self._column, True))

    @Slot()
    def unsort(self) -> None:
        """Show the rows in the order in which they came."""
        self._columns.sort_by(None)

    @Slot()
    def to_start(self) -> None:
        """Move the column of the menu towards the start of the row."""
        self._columns.move(self._column, -1)

    @Slot()
    def to_end(self) -> None:
        """Move the column of the menu towards the end of the row."""
        self._columns.move(self._column, 1)

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt
        action = self.sender()
        if isinstance(action, QAction):
            self._columns.show(action.data(), shown=shown)

    # --- taking away -----------------------------------------------------------------------------

    @Slot()
    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, under the heads of their columns."""
        self._copy(list(self._table.selected_rows()))

    @Slot()
    def copy_list(self) -> None:
        """Put all rows on the clipboard, under the heads of their columns."""
        self._copy(range(self._table.lists.rowCount()))

    def _copy(self, rows: Sequence[int]) -> None:
        if not rows or self._inside:
            return
        columns = self._columns.shown()
        heads = [str(self._table.lists.headerData(each, _HEAD)) for each in columns]
        lines = [heads, *self._table.lists.cells(rows[:MOST_COPIED], columns)]
        text = "\n".join("\t".join(_plain(each) for each in line) for line in lines)
        QApplication.clipboard().setText(text)

    def sheet(self) -> ListSheet:
        """Return the list as it is shown: these columns, in this order; the rows selected, or all.

        A single selected row is only the one that is looked at.
        """
        table, columns = self._table, self._columns.shown()
        rows: Sequence[int] = range(table.lists.rowCount())
        some = 1 < table.count_selected() < len(rows)
        if some:
            rows = list(table.selected_rows())
        whole = None if some or self.whole is None else self.whole(columns)
        return ListSheet(
            title=table.accessibleName(),
            columns=tuple(
                ListColumn(
                    title=str(table.lists.headerData(each, _HEAD)),
                    share=float(table.columnWidth(each)),
                    number=table.lists.is_number(each),
                )
                for each in columns
            ),
            rows=table.lists.cells(rows, columns) if whole is None else whole,
            total=len(rows) if whole is None else None,
            weapons=len(rows) if table.lists.holds_weapons else 0,
        )

    @Slot()
    def print_list(self) -> None:
        """Ask for the paper of the list."""
        self._ask(self.print, printed=True)

    @Slot()
    def export_list(self) -> None:
        """Ask for the file of the list."""
        self._ask(self.export, printed=False)

    def _ask(self, action: QAction, *, printed: bool) -> None:
        """Ask, if it may be done now: a shortcut does not ask the menu."""
        self._update()
        context = context_of(self._table)
        if context is not None and action.isEnabled() and not self._inside:
            window = self._table.window()
            context.bus.list_wanted.emit(ListWanted(self.sheet(), window, printed=printed))


def _may(context: UiContext, permission: Permission) -> bool:
    return not context.services.read_only and context.services.desk.may(permission)


def _plain(cell: Cell) -> str:
    """Return a cell in one line that no spreadsheet program runs."""
    return guard(" ".join(cell_text(cell).split()))
