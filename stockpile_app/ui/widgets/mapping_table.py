"""The table that says which column of a file holds what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.exchange.headers import FIELDS
from stockpile_app.exchange.mapping import SEVERAL
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.field_texts import FIELD_TEXTS, field_text
from stockpile_app.ui.icons import icon

_COLUMN, _SAMPLES, _FIELD, _REMARK = range(4)
_WIDTHS: Final = (22, 32, 25)  # in characters
_SHOWN_SAMPLES: Final = 3


class FieldCombo(QComboBox):
    """The field of one column; the mouse wheel scrolls the table, it does not change the field."""

    def __init__(self, column: str) -> None:
        """Offer all fields for the column with the header ``column``."""
        super().__init__()
        self.setAccessibleName(_("Field of column {column}").format(column=column))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem(_("(leave out)"), "")
        offered = [field for field in FIELD_TEXTS if field in FIELDS]
        for field in (*offered, *(each for each in FIELDS if each not in FIELD_TEXTS)):
            self.addItem(field_text(field), field)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MappingTable(QTableWidget):
    """A row for each column of the file: header, sample values, field, remark.

    Signals:
        changed: The user chose another field.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no columns yet."""
        super().__init__(0, 4, parent)
        self.setObjectName("mapping")
        self.setAccessibleName(_("Columns of the file and the fields they hold"))
        self.setHorizontalHeaderLabels([_("Column"), _("Sample values"), _("Field"), _("Remark")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, characters in enumerate(_WIDTHS):
            self.setColumnWidth(column, characters * digit)
        self._headers: list[str] = []
        self._guessed: dict[str, str] = {}
        self._combos: list[FieldCombo] = []

    def show_columns(
        self,
        headers: Sequence[str],
        samples: Sequence[Sequence[str]],
        guessed: Mapping[str, str],
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        """Show the columns of a file.

        Args:
            samples: Some of its rows.
            guessed: Column to field, as the program guesses.
            chosen: What the user chose before, over the guesses.
        """
        self._headers, self._guessed = list(headers), dict(guessed)
        self._combos = []
        self.setRowCount(0)
        self.setRowCount(len(headers))
        fields = {**guessed, **(chosen or {})}
        for row, header in enumerate(headers):
            self._show_column(row, header, _values(samples, row), fields.get(header, ""))
        self._remark()

    def _show_column(self, row: int, header: str, values: str, field: str) -> None:
        name = QTableWidgetItem(header)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.setItem(row, _COLUMN, name)
        self.setItem(row, _SAMPLES, QTableWidgetItem(values))
        self.setItem(row, _REMARK, QTableWidgetItem())
        combo = FieldCombo(header)
        combo.setObjectName(f"field_{row}")
        combo.setCurrentIndex(max(combo.findData(field), 0))
        combo.currentIndexChanged.connect(self._on_changed)
        cell = QWidget()
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(4, 3, 4, 3)
        inside.addWidget(combo)
        self.setCellWidget(row, _FIELD, cell)
        self.setRowHeight(row, cell.sizeHint().height())
        self._combos.append(combo)

    # --- what is chosen --------------------------------------------------------------------------

    @property
    def headers(self) -> list[str]:
        """The columns of the file."""
        return self._headers

    def fields(self) -> dict[str, str]:
        """Return column to field as shown; "" for a column that is left out."""
        return {
            header: str(combo.currentData())
            for header, combo in zip(self._headers, self._combos, strict=True)
        }

    def overrides(self) -> dict[str, str]:
        """Return what the user chose otherwise than guessed."""
        return {
            header: field
            for header, field in self.fields().items()
            if field != self._guessed.get(header, "")
        }

    def combo(self, header: str) -> FieldCombo:
        """Return the field box of a column."""
        return self._combos[self._headers.index(header)]

    def twice(self) -> list[str]:
        """Return the fields that several columns are given though only one can hold them."""
        used = Counter(field for field in self.fields().values() if field)
        return [field for field, times in used.items() if times > 1 and field not in SEVERAL]

    def has(self, field: str) -> bool:
        """Whether some column holds ``field``."""
        return field in self.fields().values()

    @Slot()
    def _on_changed(self) -> None:
        self._remark()
        self.changed.emit()

    def _remark(self) -> None:
        twice = set(self.twice())
        for row, (header, field) in enumerate(self.fields().items()):
            item = self.item(row, _REMARK)
            if item is None:
                continue
            if field in twice:
                item.setText(_("Chosen for two columns"))
                item.setIcon(icon("warning"))
                continue
            item.setIcon(QIcon())
            if field != self._guessed.get(header, ""):
                item.setText(_("Changed by you"))
            else:
                item.setText(_("Recognised") if field else _("Not used"))


def _values(samples: Sequence[Sequence[str]], column: int) -> str:
    values = (row[column] for row in samples if column < len(row))
    distinct = dict.fromkeys(value for value in values if value.strip())
    return " · ".join(list(distinct)[:_SHOWN_SAMPLES])
