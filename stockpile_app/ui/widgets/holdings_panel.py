"""The holdings as bars: by category, condition, status or store; each bar opens its weapons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QTabBar, QVBoxLayout, QWidget

from stockpile_app.domain.overview import Holding, Holdings, Key, StoreKey
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import Category, Condition, Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, stated
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.bars import Bar, BarList

_ROWS_SEEN: Final = 6


class HoldingsPanel(QFrame):
    """How many weapons there are, and of which kinds.

    Signals:
        query_wanted: A ``WeaponQuery`` of the weapons behind a figure.
        place_wanted: Id of a depot, for weapons that are in no store of it.
    """

    query_wanted = Signal(object)
    place_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("holdings_panel")
        self.setProperty("panel", True)  # noqa: FBT003 - Qt
        self._holdings = Holdings()
        self.total = QPushButton()
        self.total.setObjectName("holdings_total")
        self.total.setProperty("link", True)  # noqa: FBT003 - Qt
        self.total.clicked.connect(self._on_total)
        self.tabs = QTabBar()
        self.tabs.setObjectName("holdings_by")
        self.tabs.setAccessibleName(_("Count the weapons by"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for text in (_("&Category"), _("Co&ndition"), _("Stat&us"), _("&Store")):
            self.tabs.addTab(text)
        self.tabs.currentChanged.connect(self._on_tab)
        self.bars = BarList("holdings", _("Holdings"))
        self.bars.setMinimumHeight(self.bars.height_of(_ROWS_SEEN))
        self.bars.opened.connect(self._on_opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(4)
        layout.addWidget(self.total)
        layout.addWidget(self.tabs)
        layout.addWidget(self.bars, 1)

    def show_holdings(self, holdings: Holdings) -> None:
        """Show other figures."""
        self._holdings = holdings
        self.total.setText(_sentence(holdings.weapons, holdings.in_place))
        self._on_tab()

    @Slot()
    def _on_tab(self) -> None:
        kinds = (
            self._holdings.by_category,
            self._holdings.by_condition,
            self._holdings.by_status,
            self._holdings.by_store,
        )
        self.bars.show_rows(_bars(kinds[self.tabs.currentIndex()], self.tabs.currentIndex()))

    @Slot()
    def _on_total(self) -> None:
        self.query_wanted.emit(WeaponQuery())

    @Slot(object)
    def _on_opened(self, opens: Any) -> None:
        if isinstance(opens, WeaponQuery):
            self.query_wanted.emit(opens)
        else:
            self.place_wanted.emit(opens)


def _bars(holdings: Sequence[Holding], kind: int) -> list[Bar]:
    most = max((each.weapons for each in holdings), default=1)
    unknown = (_("Category not known"), _("Condition not known"))
    return [
        Bar(
            label=text,
            number=count(each.weapons),
            words=stated(text, _sentence(each.weapons, each.in_place)),
            length=each.weapons / most,
            solid=each.in_place / each.weapons,
            opens=_behind(each.key, kind),
        )
        for each in holdings
        for text in (unknown[kind] if each.key is None else _label(each.key),)
    ]


def _label(key: Key) -> str:
    if isinstance(key, StoreKey):
        return key.path if key.is_store else _("{depot} (in no store)").format(depot=key.path)
    return _(key.label) if key is not None else ""


def _behind(key: Key, kind: int) -> WeaponQuery | int:
    """Return what lists exactly the weapons that were counted; else the place they are in."""
    if isinstance(key, StoreKey):
        return WeaponQuery(place=key.place_id) if key.is_store else key.place_id
    if key is None:
        return WeaponQuery(unknown=(("category", "condition")[kind],))
    names = {Category: "categories", Condition: "conditions", Status: "statuses"}
    chosen: dict[str, Any] = {names[type(key)]: (key,)}
    return WeaponQuery(**chosen)


def _sentence(weapons: int, in_place: int) -> str:
    text = ngettext(
        "{weapons} weapon, {in_place} in its place",
        "{weapons} weapons, {in_place} in their places",
        weapons,
    )
    return text.format(weapons=count(weapons), in_place=count(in_place))
