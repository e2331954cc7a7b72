"""Weapons gathered one by one: scanned, typed, or chosen before."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.scans import Scan
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.scan_words import scan_words, weapon_words
from stockpile_app.ui.texts import count, label, refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.scan_paste import PastedScans
from stockpile_app.ui.widgets.text_list import TextList

_ID: Final = Qt.ItemDataRole.UserRole
_CHUNK: Final = 500
_LINES: Final = 5
_MARGIN: Final = 10


class WeaponBasket(QWidget):
    """A field to scan or type in, and the weapons that were gathered below it.

    Signals:
        changed: A weapon came or went.
    """

    changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self._context = context
        self._weapons: dict[int, WeaponRecord] = {}
        self.field = ScanField("weapon_scan")
        self.field.read.connect(self.on_scan)
        self.tone, self.gathers = Tone.NEUTRAL, False
        PastedScans(
            self.field, self, self.on_scan, idle=lambda: True, taken=lambda: len(self._weapons)
        )
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("basket_said")
        self.list = TextList()
        self.list.setObjectName("basket_list")
        self.list.setAccessibleName(_("Weapons concerned"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTabKeyNavigation(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = self.list.fontMetrics().height() + _MARGIN
        self.list.setMinimumHeight(_LINES * line)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.off = QPushButton(icon("remove"), f" {_('Take off the &list')}")
        self.off.setObjectName("basket_off")
        self.off.setAccessibleName(_("Take off the list"))
        self.off.setAutoDefault(False)
        self.off.clicked.connect(self._on_off)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(self.off, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.caption = PlainLabel(_("&Weapons concerned"))
        self.caption.setBuddy(self.field)
        layout.addWidget(self.caption)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.setFocusProxy(self.field)
        self._tell()

    def ids(self) -> tuple[int, ...]:
        """Return the weapons, in the order they came."""
        return tuple(self._weapons)

    def weapons(self) -> list[WeaponRecord]:
        """Return the weapons, in the order they came."""
        return list(self._weapons.values())

    def add_ids(self, ids: Iterable[int]) -> None:
        """Add weapons that were chosen before."""
        wanted = list(ids)
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            found = self._context.services.weapons.load(some)
            for each in some:
                if each in found:
                    self._add(found[each])
        self._tell()

    def draft_state(self) -> object:
        """Return the weapons, for a draft."""
        return list(self._weapons)

    def restore_draft(self, state: object) -> None:
        """Hold the weapons of a draft, those that are no more left out."""
        wanted = (
            [each for each in state if isinstance(each, int)] if isinstance(state, list) else []
        )
        self.list.clear()
        self._weapons.clear()
        self.add_ids(wanted)

    def draft_words(self) -> str:
        """Return the numbers of the weapons, to be read."""
        return listed(each.number for each in self._weapons.values())

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Add the weapon that ``text`` names, or say why it names none."""
        try:
            scan = self._context.services.scans.read(text)
        except StockpileError as error:
            self._say(refusal_text(error), "error")
            return
        if scan.weapon is None:
            self._say(_not_one(scan), "error")
        elif scan.weapon.id in self._weapons:
            text = _("{number} is in the list already.").format(number=scan.weapon.number)
            self.say(Tone.TWICE, text)
        else:
            self._add(scan.weapon)
            self._tell()
            self.list.scrollToBottom()

    def _add(self, weapon: WeaponRecord) -> None:
        if weapon.id in self._weapons:
            return
        self._weapons[weapon.id] = weapon
        parts = (weapon.number, weapon_words(weapon), label(weapon.status))
        self.list.addItem(weapon_item(self.list, weapon.id, " · ".join(parts)))

    def _tell(self) -> None:
        total = len(self._weapons)
        text = ngettext("{count} weapon", "{count} weapons", total).format(count=count(total))
        self._say(text if total else _("No weapon is in the list."))
        self._on_selected()
        self.changed.emit()

    def say(self, tone: Tone, title: str, detail: str = "") -> None:
        """Say below the list how a scan turned out, or a list of them."""
        self.tone = tone
        roles = {Tone.BAD: "error", Tone.WARN: "error"}
        self._say(" ".join(filter(None, (title, detail))), roles.get(tone, "hint"))

    def _say(self, text: str, role: str = "hint") -> None:
        self.said.setText(text)
        set_look(self.said, "role", role)

    @Slot()
    def _on_selected(self) -> None:
        self.off.setEnabled(bool(self.list.selectedItems()))

    @Slot()
    def _on_off(self) -> None:
        for item in self.list.selectedItems():
            del self._weapons[item.data(_ID)]
            self.list.takeItem(self.list.row(item))
        self._tell()
        self.field.setFocus()


def weapon_item(listed: QListWidget, weapon_id: int, text: str) -> QListWidgetItem:
    """Return an item of a list of weapons, which keeps the id and is tall enough to be ticked."""
    item = QListWidgetItem(text)
    item.setData(_ID, weapon_id)
    item.setSizeHint(QSize(0, listed.fontMetrics().height() + _MARGIN))
    item.setToolTip(f"<span>{html.escape(text)}</span>")  # or Qt may see markup
    return item


def _not_one(scan: Scan) -> str:
    words = scan_words(scan)
    return " ".join(filter(None, (f"{words.title}.", words.detail)))
