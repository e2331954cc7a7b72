"""What is known of the selected stocktake or discrepancy, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.stocktakes import DiscrepancyRecord, StocktakeRecord, StocktakeState
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_words import discrepancy_words, state_words, weapon_line
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import NOTHING, count, day, isolated, label, without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel

Fact = tuple[str, str]
_NEEDS: Final = {
    "count": Permission.COUNT,
    "sheets": Permission.PRINT,
    "certificate": Permission.PRINT,
    "cancel": Permission.STOCKTAKE,
    "assign": Permission.MEND,
    "settle": Permission.MEND,
}


class CountDetail(QFrame):
    """Facts at the one side, buttons at the other.

    Signals:
        asked: The name of a button, such as "count" or "settle".
    """

    asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("count_detail")
        self.setProperty("panel", True)  # noqa: FBT003 - Qt
        self._context = context
        self.title = PlainLabel("", role="title", wrap=True)
        self.title.setObjectName("detail_title")
        self.facts = QScrollArea()
        self.facts.setObjectName("detail_facts")
        self.facts.setAccessibleName(_("Facts"))
        self.facts.setWidgetResizable(True)
        self.facts.setFrameShape(QFrame.Shape.NoFrame)
        self.facts.viewport().setAutoFillBackground(False)
        self.facts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.facts, 1)
        self.side = QVBoxLayout()
        self.side.setSpacing(6)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, icon_name in (
            ("count", _("&Count…"), ""),
            ("differences", _("Co&mpare the counts"), ""),
            ("result", _("Res&ult"), "differs"),
            ("sheets", _("&Print sheets…"), "sheet"),
            ("certificate", _("Certific&ate…"), "certificate"),
            ("cancel", _("&Give it up…"), "close"),
            ("assign", _("Follow &it…"), "edit"),
            ("settle", _("Settl&e it…"), "check"),
            ("weapon", _("Ope&n the weapon"), "weapons"),
            ("stocktake", _("Its stoc&ktake"), "stocktakes"),
        ):
            self._button(name, text, icon_name)
        self.side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(self.side)
        self.show_nothing()

    def _button(self, name: str, text: str, icon_name: str) -> None:
        button = QPushButton(icon(icon_name), f" {text}") if icon_name else QPushButton(text)
        button.setObjectName(f"detail_{name}")
        button.setAccessibleName(without_mnemonic(text).rstrip("…"))
        if not icon_name:
            button.setProperty("primary", True)  # noqa: FBT003 - Qt
        button.clicked.connect(self._on_clicked)
        self.buttons[name] = button
        self.side.addWidget(button)

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self.sender().objectName().removeprefix("detail_"))

    def show_nothing(self) -> None:
        """Show that nothing is selected."""
        self._show("", ())
        self._offer(set())
        self.hide()

    def show_stocktake(self, record: StocktakeRecord) -> None:
        """Show a stocktake; of one that is being counted nothing that is expected."""
        self._show(f"{isolated(record.number)} · {label(record.kind)}", _facts(record))
        offered = set()
        if record.is_blind:
            offered |= {"count", "sheets"}
        if record.state is StocktakeState.COUNTED:
            offered |= {"differences"}
        if record.state is StocktakeState.CLOSED:
            offered |= {"result", "certificate"}
        if record.is_open:
            offered |= {"cancel"}
        self._offer(offered)

    def show_discrepancy(self, record: DiscrepancyRecord) -> None:
        """Show a discrepancy."""
        self._show(discrepancy_words(record), _discrepancy_facts(record))
        offered = {"stocktake"}
        if record.weapon is not None:
            offered.add("weapon")
        if record.closed_on is None:
            offered |= {"assign", "settle"}
        self._offer(offered)
        settle = self.buttons["settle"]
        ready = bool(record.owner and record.cause and record.action)
        settle.setEnabled(settle.isEnabled() and ready)
        settle.setToolTip(
            "" if ready else _("Say first who looks into it, what caused it and what is done.")
        )

    def _show(self, title: str, facts: Sequence[Fact]) -> None:
        self.show()
        self.title.setText(title)
        inside = QWidget()
        rows = QFormLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(3)
        for name, text in facts:
            rows.addRow(PlainLabel(name, role="hint"), PlainLabel(text, wrap=True))
        self.facts.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel shows through

    def may(self, act: str) -> bool:
        """Whether the user may do what the button of this name does."""
        permission = _NEEDS.get(act)
        services = self._context.services
        return permission is None or (not services.read_only and services.desk.may(permission))

    def _offer(self, names: set[str]) -> None:
        for name, button in self.buttons.items():
            button.setVisible(name in names)
            button.setEnabled(self.may(name))


def _facts(record: StocktakeRecord) -> list[Fact]:
    facts = [
        (_("Place"), record.path),
        (_("State"), state_words(record)),
        (_("Counters"), " / ".join(record.counters)),
        (
            _("Opened"),
            _("{day} by {name}").format(day=day(record.opened_on), name=record.opened_by),
        ),
    ]
    if record.handing_over:
        text = _("{giver} to {taker}").format(giver=record.handing_over, taker=record.taking_over)
        facts.append((_("Handover"), text))
    if record.seed:
        facts.append((_("Seed"), isolated(record.seed)))
    if record.closed_on is not None:
        facts.append((_("Closed"), day(record.closed_on)))
    if record.expected is not None and record.found is not None:
        text = _("{found} found of {expected} expected").format(
            found=count(record.found), expected=count(record.expected)
        )
        facts.append((_("Result"), text))
    for name, text in ((_("Reason"), record.reason), (_("Notes"), record.notes)):
        if text:
            facts.append((name, text))
    return facts


def _discrepancy_facts(record: DiscrepancyRecord) -> list[Fact]:
    facts = [
        (_("Number"), f"{record.number} · {record.stocktake} · {record.place}"),
        (_("Found on"), day(record.raised_on)),
    ]
    if record.weapon is not None:
        facts.append((_("Weapon"), weapon_line(record.weapon)))
    for name, text in (
        (_("Belongs to"), record.belongs),
        (_("Found in"), record.found),
        (_("Serial as read"), isolated(record.serial_read) if record.serial_read else ""),
        (_("Looked into by"), record.owner or NOTHING),
        (_("Cause"), record.cause or NOTHING),
        (_("Action"), record.action or NOTHING),
        (_("Due"), day(record.due_on)),
        (_("Settled"), day(record.closed_on) if record.closed_on else ""),
        (_("Outcome"), record.outcome),
    ):
        if text:
            facts.append((name, text))
    return facts
