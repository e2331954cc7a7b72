"""Counting by type: a list of all types of the register, and a number typed beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.vocabulary import Category
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.count_columns import fit
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, isolated, label
from stockpile_app.ui.widgets.plain import PlainLabel

Index = QModelIndex | QPersistentModelIndex

_QUANTITY: Final = 3
_MOST: Final = 1_000_000
_WIDTHS: Final = (None, None, 18, 9, 15)


@dataclass(slots=True)
class TypeLine:
    """A type and how many of it were counted; ``quantity`` is None while nobody has said.

    Attributes:
        writing: Whether the number is on its way to the register.
    """

    kind: TypeKey
    quantity: int | None = None
    writing: bool = False


class _TypesModel(RecordsModel[TypeLine]):
    """Types whose quantity can be typed."""

    def __init__(self, asked: CountTypes) -> None:
        self._asked = asked
        super().__init__(
            [
                Column(_("Category"), _category),
                Column(_("Model"), lambda line: line.kind.model),
                Column(_("Calibre"), lambda line: isolated(line.kind.calibre)),
                Column(
                    _("Counted"),
                    lambda line: "" if line.quantity is None else count(line.quantity),
                    number=True,
                ),
                Column(_("State"), _state, icon=_state_icon),
            ]
        )

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == _QUANTITY:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            quantity = self.record(index.row()).quantity
            return "" if quantity is None else str(quantity)
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not (text.isascii() and text.isdigit()):
            return False
        line = self.record(index.row())
        quantity = int(text)
        if quantity != line.quantity:
            line.quantity, line.writing = quantity, True
            self.told(index.row())
            self._asked.counted.emit(line.kind, quantity)
        return True

    def told(self, row: int) -> None:
        """Say that a row is to be drawn anew."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))


class CountTypes(QWidget):
    """The table, a field that narrows it, and a button for a type that is not in it.

    Signals:
        counted: A ``TypeKey`` and how many of it there are.
        other_asked: A type is to be counted that is not in the list.
    """

    counted = Signal(object, int)
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no types yet."""
        super().__init__(parent)
        self.setObjectName("count_types")
        self.model = _TypesModel(self)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self.model)
        self.shown.setFilterKeyColumn(-1)
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = QLineEdit()
        self.filter.setObjectName("type_filter")
        self.filter.setAccessibleName(_("Show only types with"))
        self.filter.setPlaceholderText(_("Part of a model, calibre or category"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.shown.setFilterFixedString)
        said = PlainLabel(_("Show onl&y"))
        said.setBuddy(self.filter)
        self.other = QPushButton(icon("add"), _(" An&other type…"))
        self.other.setObjectName("other_type")
        self.other.setAccessibleName(_("Count a type that is not in the list"))
        self.other.clicked.connect(self.other_asked)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(said)
        above.addWidget(self.filter, 1)
        above.addWidget(self.other)
        self.table = _Table(self.shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(
            PlainLabel(
                _(
                    "Type how many of each you see, 0 included; Enter goes on to the next. The"
                    " list has every type of the register, wherever it is kept."
                ),
                role="hint",
                wrap=True,
            )
        )
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_types(self, types: Sequence[TypeKey], counts: Mapping[TypeKey, int]) -> None:
        """Show all types with what was counted; go on at the first that nobody has said."""
        kinds = [*types, *(kind for kind in counts if kind not in set(types))]
        lines = [TypeLine(kind, counts.get(kind)) for kind in kinds]
        self.model.show(lines)
        first = next((at for at, line in enumerate(lines) if line.quantity is None), 0)
        self._go_to(first)

    def add(self, kind: TypeKey) -> None:
        """Add a type at the end, unless it is there, and go to it."""
        kinds = [line.kind for line in self.model.records]
        if kind not in kinds:
            self.model.append([TypeLine(kind)])
            kinds.append(kind)
        self.filter.clear()
        self._go_to(kinds.index(kind))

    def settle(self, kind: TypeKey, quantity: int | None) -> None:
        """Show what the register has of a type now."""
        for row, line in enumerate(self.model.records):
            if line.kind == kind:
                line.quantity, line.writing = quantity, False
                self.model.told(row)

    def quantity(self, kind: TypeKey) -> int | None:
        """Return what is shown of a type."""
        return next((each.quantity for each in self.model.records if each.kind == kind), None)

    def _go_to(self, row: int) -> None:
        index = self.shown.mapFromSource(self.model.index(row, _QUANTITY))
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)


class _Table(QTableView):
    """Typing a digit starts the number; Enter goes to the next line."""

    def __init__(self, model: QSortFilterProxyModel) -> None:
        super().__init__()
        self.setObjectName("type_table")
        self.setAccessibleName(_("Types and how many of each were counted"))
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.horizontalHeader().setHighlightSections(False)
        fit(self, _WIDTHS)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            below = self.currentIndex().siblingAtColumn(_QUANTITY)
            below = below.siblingAtRow(below.row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)


class _Delegate(QStyledItemDelegate):
    """Takes digits alone."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("quantity")
        editor.setAccessibleName(_("Counted"))
        editor.setValidator(QIntValidator(0, _MOST, editor))
        editor.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        editor.setFrame(False)
        return editor


def _category(line: TypeLine) -> str:
    kind = line.kind.category
    return label(Category(kind)) if kind else _("Not categorised")


def _state(line: TypeLine) -> str:
    if line.writing:
        return _("Being recorded…")
    return "" if line.quantity is None else _("Recorded")


def _state_icon(line: TypeLine) -> Any:
    return icon("check") if line.quantity is not None and not line.writing else None
