"""A table over any number of weapons."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.lists import Cell
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.models.list_model import WRAPPING, ListModel, as_cell
from stockpile_app.ui.models.weapon_columns import COLUMNS
from stockpile_app.ui.texts import in_a_cell

PAGE: Final = 200
MOST_PAGES: Final = 50

_Index = QModelIndex | QPersistentModelIndex
_VALUES: Final = frozenset(
    ["number", "serial", "calibre", "due_on", "received_on", "year", "marks", "photographs"]
)
_HEAD: Final = (Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter).value | WRAPPING
_NO_PARENT: Final = QModelIndex()


class WeaponRows:
    """The values of weapons, read some at a time whenever somebody goes through them."""

    def __init__(
        self,
        load: Callable[[Sequence[int]], dict[int, WeaponRecord]],
        ids: Sequence[int],
        columns: Sequence[int],
    ) -> None:
        """Read weapons with these ids by ``load``; one that is gone is left out."""
        self._load, self._ids, self._columns = load, ids, columns

    def __iter__(self) -> Iterator[list[Cell]]:
        """Yield the values of each weapon."""
        for first in range(0, len(self._ids), PAGE):
            ids = self._ids[first : first + PAGE]
            found = self._load(ids)
            for each in ids:
                if each in found:
                    yield [as_cell(COLUMNS[at].text(found[each])) for at in self._columns]


class WeaponTableModel(ListModel):
    """Shows a snapshot of ids; loads ``PAGE`` records around whatever is painted.

    Rows stay put while the user works, so scrolling, selection and printing agree; a committed
    change refreshes the rows it names and nothing else.
    """

    holds_weapons = True

    def __init__(
        self,
        load: Callable[[Sequence[int]], dict[int, WeaponRecord]],
        parent: QObject | None = None,
    ) -> None:
        """Show nothing yet; ``load`` returns the records of ids."""
        super().__init__(parent)
        self._load = load
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, WeaponRecord]] = OrderedDict()

    @property
    def ids(self) -> array[int]:
        """The snapshot."""
        return self._ids

    def show(self, ids: array[int]) -> None:
        """Replace the snapshot."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def record(self, row: int) -> WeaponRecord | None:
        """Return the record at ``row``; None if there is none any more."""
        page = row // PAGE
        records = self._pages.get(page)
        if records is None:
            records = self._load(self._ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = records
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return records.get(self._ids[row])

    def row_of(self, weapon_id: int) -> int | None:
        """Return where a weapon is in the snapshot."""
        try:
            return self._ids.index(weapon_id)
        except ValueError:
            return None

    @Slot(object)
    def on_committed(self, changes: ChangeSet) -> None:
        """Drop the cached pages that hold a changed weapon and repaint them."""
        everything = changes.many or changes.places
        for page, records in tuple(self._pages.items()):
            if everything or not changes.weapons.isdisjoint(records):
                del self._pages[page]
                last = min((page + 1) * PAGE, len(self._ids)) - 1
                self.dataChanged.emit(
                    self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1)
                )

    @override
    def cells(self, rows: Sequence[int], columns: Sequence[int]) -> WeaponRows:
        return WeaponRows(self._load, array("q", (self._ids[row] for row in rows)), columns)

    @override
    def says_value(self, column: int) -> bool:
        return COLUMNS[column].name in _VALUES

    @override
    def is_number(self, column: int) -> bool:
        return False

    @override
    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        record = self.record(index.row())
        return None if record is None else in_a_cell(COLUMNS[index.column()].text(record))

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section].heading)
        return _HEAD if role == Qt.ItemDataRole.TextAlignmentRole else None
