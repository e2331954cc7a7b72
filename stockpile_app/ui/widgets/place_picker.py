"""Chooses a place by typing any part of its path."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.places import is_usable
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.place_looks import place_icon
from stockpile_app.ui.widgets.choice import ChoiceCombo


class PlacePicker(ChoiceCombo):
    """A list of places that filters as one types.

    Signals:
        chosen: The id of the place, or None.
    """

    chosen = Signal(object)

    def __init__(
        self,
        places: Sequence[PlaceRecord],
        *,
        anywhere: str = "",
        only_usable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``places``.

        Args:
            anywhere: Text of an entry that chooses none; without it there is no such entry.
            only_usable: Leave out what nothing can be put into or taken from now: sealed
                containers, and those on their way.
        """
        super().__init__("place_text", _("Choose a place"), parent)
        self._anywhere = anywhere
        self._only_usable = only_usable
        self.setAccessibleName(_("Place"))
        self.line.editingFinished.connect(self._on_edited)
        self.currentIndexChanged.connect(self._on_index)
        self.reload(places)

    def reload(self, places: Sequence[PlaceRecord]) -> None:
        """Offer other places; keep the choice if it is still there."""
        kept = self.place_id()
        with QSignalBlocker(self):
            self.clear()
            if self._anywhere:
                self.addItem(self._anywhere, None)
            for place in places:
                if is_usable(place) or not self._only_usable:
                    self.addItem(place_icon(place.kind), place.path, place.id)
        self.set_place(kept)

    def place_id(self) -> int | None:
        """Return the chosen place, or None."""
        # what is typed counts, also before the list has followed it
        index = self.index_of_text()
        found: int | None = self.itemData(index) if index >= 0 else None
        return found

    def set_place(self, place_id: int | None) -> None:
        """Choose a place by its id."""
        index = self.findData(place_id) if place_id is not None else (0 if self._anywhere else -1)
        self.setCurrentIndex(index)

    def is_filled(self) -> bool:
        """Whether a place is chosen."""
        return self.place_id() is not None

    def take_code(self, paper: PaperCode) -> bool:
        """Choose the place whose label was scanned; whether it is in the list."""
        index = self.findData(paper.sequence) if paper.kind is CodeKind.PLACE else -1
        if index >= 0:
            self.setCurrentIndex(index)
        return index >= 0

    @Slot()
    def _on_edited(self) -> None:
        index = self.index_of_text()
        if index >= 0:
            self.setCurrentIndex(index)

    @Slot(int)
    def _on_index(self, _index: int) -> None:
        self.chosen.emit(self.place_id())
