"""A list that an administrator writes to a file, edits there, and puts in force with a reason."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.list_panel import act_button
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

R = TypeVar("R")


class FileWords(NamedTuple):
    """What the files are called: in the names of the buttons, and over what asks for a file."""

    name: str
    read: str
    write: str


class EditedList(QWidget, Generic[R]):
    """Rows, the selected one in full beside them, and above them what reads and writes the file.

    Subclasses call ``build``, and override ``reload``, ``concerns``, ``adoption`` and ``write``.

    Attributes:
        dialog: The one opened last.
    """

    table: SharesTable[R]
    cards: CardList

    def __init__(
        self, context: UiContext, name: str, title: str, parent: QWidget | None = None
    ) -> None:
        """Be empty."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.context = context
        self.dialog: QDialog | None = None
        self.note = PlainLabel("", role="hint", wrap=True)
        self.note.setObjectName(f"{name}_note")
        self.wrong = PlainLabel("", role="banner", wrap=True)
        self.wrong.setObjectName(f"{name}_error")
        self.wrong.hide()

    def build(
        self, table: SharesTable[R], cards: CardList, words: FileWords, *acts: QPushButton
    ) -> None:
        """Lay it all out, with ``acts`` on the selected row first, and show what is in force."""
        self.table, self.cards, self._words = table, cards, words
        self.load = act_button(f"load_{words.name}", _("&Read from a file…"), self._on_load)
        self.save = act_button(f"save_{words.name}", _("&Write to a file…"), self._on_save)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        for button in (*acts, self.load, self.save):
            row.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(table)
        splitter.addWidget(cards)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.wrong)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(table)
        self.context.bus.committed.connect(self._on_committed)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Show what is in force."""
        raise NotImplementedError

    def concerns(self, changes: ChangeSet) -> bool:
        """Whether something else may be in force after these changes."""
        raise NotImplementedError

    def adoption(self, path: Path) -> QDialog:
        """Read a file; return what asks for the reason why it comes into force.

        Raises:
            StockpileError: It cannot be read, or not be used; says what is wrong.
        """
        raise NotImplementedError

    def write(self, path: Path) -> None:
        """Write what is in force to a file.

        Raises:
            StockpileError: It cannot be written.
        """
        raise NotImplementedError

    def show_rows(self, rows: Sequence[R], key: Callable[[R], Hashable]) -> None:
        """Show rows; the selected one stays so, or the first one is."""
        chosen = self.table.current()
        self.table.records.show(list(rows))
        keys = [key(each) for each in rows]
        wanted = key(chosen) if chosen is not None else None
        self.table.choose(keys.index(wanted) if wanted in keys else 0)

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog; the list keeps hold of it."""
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if self.concerns(changes):
            self.reload()

    # --- files -----------------------------------------------------------------------------------

    @Slot()
    def _on_load(self) -> None:
        self.files = QFileDialog(self, self._words.read)
        self.files.setNameFilter(_("Lists") + " (*.yaml *.yml)")
        self.files.fileSelected.connect(self.read_file)
        self.files.open()

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Read a file, and ask why it comes into force."""
        self._tell("")
        try:
            dialog = self.adoption(Path(path))
        except StockpileError as error:
            self._tell(refusal_text(error))
            return
        self.open_dialog(dialog)

    @Slot()
    def _on_save(self) -> None:
        self.files = QFileDialog(self, self._words.write)
        self.files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.files.setDefaultSuffix("yaml")
        self.files.fileSelected.connect(self.write_file)
        self.files.open()

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write what is in force."""
        self._tell("")
        try:
            self.write(Path(path))
        except StockpileError as error:
            self._tell(refusal_text(error))

    def _tell(self, wrong: str) -> None:
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
