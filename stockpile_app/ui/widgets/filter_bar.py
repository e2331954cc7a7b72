"""Which weapons: a bar of filters, and a chip for each that is on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.records import PlaceRecord, WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Condition, LabelledEnum, Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import NOTHING, escaped
from stockpile_app.ui.widgets.known_edit import KnownEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker

_DEBOUNCE_MS: Final = 150
_UNKNOWN: Final = {
    "category": N_("Category not known"),
    "condition": N_("Condition not known"),
    "marks": N_("No mark recorded"),
    "photographs": N_("No photograph"),
}


class CodeMenu(QPushButton):
    """A button with a menu of codes, several of which can be chosen.

    Signals:
        changed: The choice is another.
    """

    changed = Signal()

    def __init__(self, name: str, text: str, members: Iterable[LabelledEnum]) -> None:
        """Offer ``members``, none chosen."""
        super().__init__(text)
        self.setObjectName(name)
        self.setProperty("menu", True)  # noqa: FBT003 - Qt
        self._actions: dict[LabelledEnum, QAction] = {}
        menu = QMenu(self)
        menu.setObjectName(f"{name}_menu")
        for member in members:
            action = menu.addAction(escaped(_(member.label)))
            action.setCheckable(True)
            action.toggled.connect(self.changed)
            self._actions[member] = action
        self.setMenu(menu)

    def chosen(self) -> list[LabelledEnum]:
        """Return what is chosen."""
        return [member for member, action in self._actions.items() if action.isChecked()]

    def choose(self, members: Sequence[LabelledEnum]) -> None:
        """Choose exactly ``members``; say nothing about it."""
        for member, action in self._actions.items():
            with QSignalBlocker(action):
                action.setChecked(member in members)

    def drop(self, member: LabelledEnum) -> None:
        """Take one away from the choice."""
        self._actions[member].setChecked(False)


class FilterBar(QWidget):
    """Text, place, category, status, condition and model.

    Signals:
        changed: The filters are others; text only after a short rest.
    """

    changed = Signal()

    def __init__(self, places: Sequence[PlaceRecord], context: UiContext) -> None:
        """Let everything through."""
        super().__init__()
        self.setObjectName("filter_bar")
        self.text = QLineEdit()
        self.text.setObjectName("filter_text")
        self.text.setAccessibleName(_("Part of a serial or register number"))
        self.text.setPlaceholderText(_("Serial or number…"))
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.place = PlacePicker(places, anywhere=_("All places"))
        self.place.setObjectName("filter_place")
        self.place.setAccessibleName(_("Place"))
        self.place.setMinimumContentsLength(14)
        self.category = CodeMenu("filter_category", _("Category"), Category)
        self.status = CodeMenu("filter_status", _("Status"), Status)
        self.condition = CodeMenu("filter_condition", _("Condition"), Condition)
        self.model = KnownEdit(context, "model")
        self.model.setObjectName("filter_model")
        self.model.setAccessibleName(_("Model"))
        self.model.setPlaceholderText(_("Model…"))
        self.model.setClearButtonEnabled(True)
        self._more = WeaponQuery()
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(_DEBOUNCE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 3)
        row.addWidget(self.place, 3)
        row.addWidget(self.model, 2)
        for widget in (self.category, self.status, self.condition):
            row.addWidget(widget)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._chips.addStretch(1)
        self._shown: list[QPushButton] = []
        self._chip_row = QWidget()
        self._chip_row.setObjectName("chips")
        self._chip_row.setLayout(self._chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chip_row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._chip_row)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._debounce.start)
        self.model.textChanged.connect(self._debounce.start)
        self._debounce.timeout.connect(self._on_changed)
        self.place.chosen.connect(self._on_changed)
        for menu in (self.category, self.status, self.condition):
            menu.changed.connect(self._on_changed)

    def apply_to(self, query: WeaponQuery) -> WeaponQuery:
        """Return ``query`` with these filters."""
        return replace(
            self._more,
            order=query.order,
            descending=query.descending,
            text=self.text.text().strip(),
            place=self.place.place_id(),
            categories=tuple(Category(each) for each in self.category.chosen()),
            statuses=tuple(Status(each) for each in self.status.chosen()),
            conditions=tuple(Condition(each) for each in self.condition.chosen()),
            model=self.model.text().strip(),
        )

    @property
    def active(self) -> bool:
        """Whether any filter is on."""
        return self.apply_to(WeaponQuery()) != WeaponQuery()

    @Slot()
    def clear(self) -> None:
        """Let everything through."""
        self.set_text("")

    def set_text(self, text: str) -> None:
        """Look for ``text`` alone, without any other filter."""
        self.set_query(WeaponQuery(text=text))

    def set_place(self, place_id: int) -> None:
        """Show what is in a place, without any other filter."""
        self.set_query(WeaponQuery(place=place_id))

    def set_batch(self, batch: int | None) -> None:
        """Show what came with an import, without any other filter."""
        self.set_query(WeaponQuery(batch=batch))

    def set_query(self, query: WeaponQuery) -> None:
        """Show exactly what ``query`` lets through."""
        self._more = query
        blocked = [QSignalBlocker(each) for each in (self.text, self.model, self.place)]
        self.text.setText(query.text)
        self.model.setText(query.model)
        self.place.set_place(query.place)
        self.category.choose(query.categories)
        self.status.choose(query.statuses)
        self.condition.choose(query.conditions)
        del blocked
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._debounce.stop()
        self._show_chips()
        self.changed.emit()

    def _drop(self, **filters: object) -> None:
        self._more = replace(self._more, **filters)  # type: ignore[arg-type]  # its own fields
        self._on_changed()

    def _more_chips(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the filters that no field of the bar shows."""
        more = self._more
        chips = self._name_chips()
        if more.batch is not None:
            text = _("Import {batch}").format(batch=more.batch)
            chips.append((text, partial(self._drop, batch=None)))
        if more.custodian is not None:
            chips.append((_("In custody of one holder"), partial(self._drop, custodian=None)))
        if more.due_before is not None:
            chips.append((_("Overdue"), partial(self._drop, due_before=None)))
        if more.serial_state is not None:
            chips.append((_(more.serial_state.label), partial(self._drop, serial_state=None)))
        for name in more.unknown:
            left = tuple(each for each in more.unknown if each != name)
            chips.append((_(_UNKNOWN[name]), partial(self._drop, unknown=left)))
        return chips

    def _name_chips(self) -> list[tuple[str, Callable[[], None]]]:
        """Return those of models, calibre and maker that were chosen elsewhere."""
        more = self._more
        chips: list[tuple[str, Callable[[], None]]] = []
        if more.models:
            text = _("Model “{model}”").format(model=listed(more.models) or NOTHING)
            chips.append((text, partial(self._drop, models=())))
        if more.calibre:
            chips.append((more.calibre, partial(self._drop, calibre="")))
        if more.maker:
            chips.append((more.maker, partial(self._drop, maker="")))
        return chips

    def _show_chips(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self._shown)
        for chip in self._shown:
            chip.hide()
            chip.deleteLater()
        chips = self._active_chips()
        self._shown = [_Chip(text, remove) for text, remove in chips]
        if len(chips) > 1:
            self._shown.append(self._clear_all())
        for at, chip in enumerate(self._shown):
            self._chips.insertWidget(at, chip)
        self._chip_row.setVisible(bool(chips))
        if had_focus:
            (self._shown[0] if self._shown else self.text).setFocus()

    def _clear_all(self) -> QPushButton:
        button = QPushButton(_("Clear all"))
        button.setObjectName("clear_filters")
        button.setProperty("chip", True)  # noqa: FBT003 - Qt
        button.setAccessibleName(_("Remove all filters"))
        button.clicked.connect(self.clear)
        return button

    def _active_chips(self) -> list[tuple[str, Callable[[], None]]]:
        chips: list[tuple[str, Callable[[], None]]] = []
        if text := self.text.text().strip():
            chips.append((_("Contains “{text}”").format(text=text), self.text.clear))
        if self.place.place_id() is not None:
            chips.append((self.place.currentText(), partial(self.place.set_place, None)))
        chips += self._more_chips()
        if model := self.model.text().strip():
            chips.append((_("Model “{model}”").format(model=model), self.model.clear))
        for menu in (self.category, self.status, self.condition):
            chips += [(_(member.label), partial(menu.drop, member)) for member in menu.chosen()]
        return chips


class _Chip(QPushButton):
    """An active filter; a click takes it away."""

    def __init__(self, text: str, remove: Callable[[], None]) -> None:
        super().__init__(f"{escaped(text)}  ×")
        self.setObjectName("chip")
        self.setProperty("chip", True)  # noqa: FBT003 - Qt
        self.setAccessibleName(_("Remove the filter {text}").format(text=text))
        self._remove = remove
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self._remove()
