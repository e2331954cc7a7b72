"""The one field at the top: a scan, a number, a serial, a place, a person, or a command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHeaderView, QLineEdit, QTreeView, QWidget
from typing_extensions import override

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.suggestions import Suggester, Suggestion
from stockpile_app.ui.texts import without_mnemonic

_MOST_COMMANDS: Final = 7
_MOST_SEEN: Final = 14
_TO_THE_LIST: Final = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}


class CommandField(QLineEdit):
    """Enter looks for a weapon; choosing a suggestion opens it, or runs the command.

    Signals:
        asked: What was typed or scanned, when it is no command.
        open_wanted: The name of a page, and the id of what was chosen.
    """

    asked = Signal(str)
    open_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without commands, and with nobody who suggests."""
        super().__init__(parent)
        self.setObjectName("command_field")
        self.setAccessibleName(_("Number, serial, place, person or command"))
        self.setPlaceholderText(_("Scan or type a number, a serial, a name or a command (Ctrl+K)"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._commands: dict[str, QAction] = {}
        self._suggester: Suggester | None = None
        self._shown: list[QAction | Suggestion] = []
        self._asks = False
        self._model = QStandardItemModel(0, 3, self)
        self._list = _list(self._model)
        self._completer = completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST_SEEN)
        completer.setPopup(self._list)
        completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        completer.setWidget(self)  # as its completer it would choose a row by itself
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Suggest these commands by any part of their names."""
        self._commands = {_name(each): each for each in actions}

    def listen_to(self, suggester: Suggester) -> None:
        """Suggest what ``suggester`` finds, too."""
        self._suggester = suggester
        suggester.found.connect(self._on_found)

    @property
    def suggested(self) -> list[str]:
        """What is suggested now, as a screen reader says it."""
        rows = range(self._model.rowCount())
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self._model.item(row, 0).data(role)) for row in rows]

    # --- suggesting ------------------------------------------------------------------------------

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._asks = True
        self._show(self._fitting(text))
        if self._suggester is not None:
            self._suggester.ask(text)

    def _fitting(self, text: str) -> list[QAction | Suggestion]:
        wanted = text.strip().casefold()
        if not wanted:
            return []
        names = [each for each in sorted(self._commands) if wanted in each.casefold()]
        names.sort(key=lambda each: not each.casefold().startswith(wanted))
        return [self._commands[each] for each in names[:_MOST_COMMANDS]]

    @Slot(str, object)
    def _on_found(self, text: str, found: list[Suggestion]) -> None:
        if text == self.text().strip() and self._asks:
            self._show([*self._fitting(text), *found])

    def _show(self, rows: list[QAction | Suggestion]) -> None:
        self._shown = rows
        self._model.setRowCount(0)
        for each in rows:
            self._model.appendRow(_command_row(each) if isinstance(each, QAction) else _row(each))
        if rows:
            self._completer.complete()
            self._list.setCurrentIndex(QModelIndex())
        else:
            self._list.hide()

    # --- choosing --------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._shown):
            return
        chosen = self._shown[index.row()]
        self._drop()
        self.clear()
        if isinstance(chosen, QAction):
            _run(chosen)
        else:
            self.open_wanted.emit(chosen.page, chosen.item)

    @Slot()
    def _on_return(self) -> None:
        if self._list.isVisible() and self._list.currentIndex().isValid():
            return  # the list says what was chosen
        text = self.text().strip()
        self._drop()
        self._list.hide()
        if text in self._commands:
            self.clear()
            _run(self._commands[text])
        elif text:
            self.selectAll()  # so that the next scan replaces it
            self.asked.emit(text)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _TO_THE_LIST:
            self._drop()  # what is found now would come in the way of something else

    def _drop(self) -> None:
        self._asks = False
        if self._suggester is not None:
            self._suggester.drop()

    @Slot()
    def take_focus(self) -> None:
        """Be ready for the next scan."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


def _run(action: QAction) -> None:
    if action.isEnabled():
        action.trigger()


def _list(model: QStandardItemModel) -> QTreeView:
    view = QTreeView()
    view.setObjectName("suggestions")
    view.setAccessibleName(_("Suggestions"))
    view.setModel(model)
    view.setHeaderHidden(True)
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    head = view.header()
    head.setStretchLastSection(False)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    return view


def _command_row(action: QAction) -> list[QStandardItem]:
    shown = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    return _items(action, (_name(action), "", shown), _("Command"), enabled=action.isEnabled())


def _row(found: Suggestion) -> list[QStandardItem]:
    return _items(found, (found.title, found.detail, found.kind), found.kind)


def _items(
    what: QAction | Suggestion, texts: tuple[str, str, str], kind: str, *, enabled: bool = True
) -> list[QStandardItem]:
    items = [QStandardItem(each) for each in texts]
    said = ", ".join(filter(None, (kind, *texts[:2])))
    items[0].setData(said, Qt.ItemDataRole.AccessibleTextRole)
    items[0].setIcon(what.icon() if isinstance(what, QAction) else icon(what.icon))
    for each in items:
        each.setEnabled(enabled)
        each.setEditable(False)
    return items


def _name(action: QAction) -> str:
    return without_mnemonic(action.text()).rstrip("…")
