"""Chooses a depot, store or rack by typing any part of its path."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget
from typing_extensions import override

from stockpile_app.domain.records import PlaceRecord
from stockpile_app.i18n import gettext as _


class PlacePicker(QComboBox):
    """A list of places that filters as one types.

    Signals:
        chosen: The id of the place, or None.
    """

    chosen = Signal(object)

    def __init__(
        self, places: Sequence[PlaceRecord], *, anywhere: str = "", parent: QWidget | None = None
    ) -> None:
        """Offer ``places``; with ``anywhere`` also an entry of this text that chooses none."""
        super().__init__(parent)
        self._anywhere = anywhere
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(20)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        line.setObjectName("place_text")
        line.setAccessibleName(_("Place"))
        line.setPlaceholderText(_("Choose a place"))
        line.editingFinished.connect(self._on_edited)
        self.currentIndexChanged.connect(self._on_index)
        self.reload(places)

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        if (line := self.lineEdit()) is not None:  # it is the line that has the focus
            line.setAccessibleName(name)

    def reload(self, places: Sequence[PlaceRecord]) -> None:
        """Offer other places; keep the choice if it is still there."""
        kept = self.place_id()
        with QSignalBlocker(self):
            self.clear()
            if self._anywhere:
                self.addItem(self._anywhere, None)
            for place in places:
                self.addItem(place.path, place.id)
        self.set_place(kept)

    def place_id(self) -> int | None:
        """Return the chosen place, or None."""
        # what is typed counts, also before the list has followed it
        index = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        found: int | None = self.itemData(index) if index >= 0 else None
        return found

    def set_place(self, place_id: int | None) -> None:
        """Choose a place by its id."""
        index = self.findData(place_id) if place_id is not None else (0 if self._anywhere else -1)
        self.setCurrentIndex(index)

    @Slot()
    def _on_edited(self) -> None:
        index = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self.setCurrentIndex(index)

    @Slot(int)
    def _on_index(self, _index: int) -> None:
        self.chosen.emit(self.place_id())
