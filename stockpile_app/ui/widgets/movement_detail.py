"""One voucher below the list: what it says, its weapons, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.movements import (
    ManifestContainerRecord,
    MovementLineRecord,
    MovementRecord,
)
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.i18n import gettext as _
from stockpile_app.services.gateway import Services
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.movement_words import container_words, due_words, open_words, whom_words
from stockpile_app.ui.papers import Paper, papers_of
from stockpile_app.ui.texts import day, isolated, label, moment, without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable

_WIDTHS: Final = (13, 11, 7, 10)


@dataclass(frozen=True, slots=True)
class MovementFile:
    """What is known of one movement.

    Attributes:
        containers: Of a dispatch, or of the dispatch that a receipt answers.
        dispatch: That dispatch.
        receipts: What was received of it so far.
    """

    movement: MovementRecord
    lines: Sequence[MovementLineRecord]
    containers: Sequence[ManifestContainerRecord] = ()
    dispatch: MovementRecord | None = None
    receipts: Sequence[MovementRecord] = ()


class MovementDetail(QWidget):
    """Shows a ``MovementFile``; decides nothing.

    Signals:
        return_asked, receive_asked, history_asked: A button was pressed.
        paper_asked: A ``Paper`` is wanted.
        weapon_wanted: Id of a weapon of it.
    """

    return_asked = Signal()
    receive_asked = Signal()
    history_asked = Signal()
    paper_asked = Signal(object)
    weapon_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that nothing is selected."""
        super().__init__(parent)
        self.setObjectName("movement_detail")
        self._stack = QStackedLayout(self)
        self.nothing = PlainLabel(
            _("Select a movement to see its weapons and print its paper."), role="hint", wrap=True
        )
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._file())
        self.show_file(None, may_move=False, may_print=False)

    def _file(self) -> QWidget:
        self.number = PlainLabel("", role="number")
        self.number.setObjectName("movement_number")
        self.summary = PlainLabel("", wrap=True)
        self.summary.setObjectName("movement_summary")
        self._make_buttons()
        self.facts = QScrollArea()
        self.facts.setObjectName("movement_facts")
        self.facts.setAccessibleName(_("What the voucher says"))
        self.facts.setWidgetResizable(True)
        self.facts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = RecordsModel(_columns())
        self.lines: RecordTable[MovementLineRecord] = RecordTable(
            self.model, "movement_lines", _("Weapons of the movement")
        )
        self.lines.set_widths(_WIDTHS)
        self.lines.when_empty(_("Select a movement to see its weapons."))
        self.lines.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.lines.activated.connect(self._on_activated)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.number)
        head.addStretch(1)
        for each in self._buttons:
            head.addWidget(each)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.facts, 2)
        below.addWidget(self.lines, 3)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addLayout(below, 1)
        return page

    def _make_buttons(self) -> None:
        self.take_back = self._button("take_back", _("Return &these…"), "return", self.return_asked)
        self.receive = self._button("receive", _("Recei&ve…"), "receive", self.receive_asked)
        self.papers: dict[Paper, QPushButton] = {}
        for paper in Paper:
            button = self._button(f"paper_{paper.value}", f"{label(paper)}…", "print", None)
            button.setProperty("paper", paper.value)
            button.clicked.connect(self._on_paper)
            self.papers[paper] = button
        self.history = self._button(
            "person_history", _("Custody histor&y…"), "history", self.history_asked
        )

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.take_back, self.receive, *self.papers.values(), self.history)

    def _button(
        self, name: str, text: str, icon_name: str, signal: SignalInstance | None
    ) -> QPushButton:
        button = QPushButton(icon(icon_name), f" {text}")
        button.setObjectName(name)
        button.setAccessibleName(without_mnemonic(text).rstrip("…"))
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def show_file(self, file: MovementFile | None, *, may_move: bool, may_print: bool) -> None:
        """Show a movement, with what the user may do about it."""
        self._stack.setCurrentIndex(0 if file is None else 1)
        if file is None:
            self.model.show([])
            return
        movement = file.movement
        self.number.setText(movement.number)
        self.summary.setText(f"{label(movement.kind)} · {isolated(whom_words(movement))}")
        self.facts.setWidget(_facts(file))
        self.model.show(file.lines)
        is_dispatch = movement.kind in {MovementKind.DISPATCH, MovementKind.RECEIPT}
        waiting = bool(file.dispatch and file.dispatch.open) or any(
            each.arrived_id is None for each in file.containers
        )
        offered: list[QPushButton] = []
        if may_move and movement.open and not is_dispatch:
            offered.append(self.take_back)
        if may_move and is_dispatch and waiting:
            offered.append(self.receive)
        if may_print:
            offered += [self.papers[each] for each in papers_of(movement.kind)]
        if may_print and movement.person_id is not None:
            offered.append(self.history)
        for each in self._buttons:
            each.setVisible(each in offered)

    @Slot()
    def _on_paper(self) -> None:
        self.paper_asked.emit(Paper(self.sender().property("paper")))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.weapon_wanted.emit(self.model.record(index.row()).weapon.id)


def _columns() -> list[Column[MovementLineRecord]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.weapon)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("State"), lambda each: label(each.state)),
        Column(_("From"), lambda each: each.from_place),
    ]


def _facts(file: MovementFile) -> QWidget:
    inside = QWidget()
    rows = QFormLayout(inside)
    rows.setContentsMargins(8, 0, 8, 0)
    rows.setHorizontalSpacing(12)
    rows.setVerticalSpacing(4)
    for name, text in _fields(file):
        if text:
            said = PlainLabel(isolated(text), wrap=True)
            said.setMinimumWidth(120)
            rows.addRow(PlainLabel(name, role="hint"), said)
    return inside


def _fields(file: MovementFile) -> list[tuple[str, str]]:
    movement = file.movement
    due = _("Expected on") if movement.kind is MovementKind.DISPATCH else _("Due back")
    recorded = _("{moment} by {name}").format(
        moment=moment(movement.recorded_at), name=movement.recorded_by
    )
    return [
        (_("Day"), day(movement.occurred_on)),
        (_("State"), open_words(movement)),
        (due, due_words(movement) if movement.due_on else ""),
        (_("Person"), movement.person),
        (_("Place"), movement.place),
        (_("Handed by"), movement.handed_by),
        (_("Received by"), movement.received_by),
        (_("Authorised by"), movement.authorised_by),
        (_("Vehicle"), movement.vehicle),
        (_("Escort"), movement.escort),
        (_("Remarks"), movement.purpose),
        (_("Explanation"), movement.explanation),
        *((_("Container"), container_words(each)) for each in file.containers),
        *((_("Receipt"), f"{each.number}, {day(each.occurred_on)}") for each in file.receipts),
        (_("Recorded"), recorded),
    ]


def load_file(services: Services, movement: MovementRecord) -> MovementFile:
    """Return what is known of a movement."""
    movement = services.movements.get(movement.id)
    lines = services.movements.lines(movement.id)
    if movement.kind not in {MovementKind.DISPATCH, MovementKind.RECEIPT}:
        return MovementFile(movement, lines)
    try:
        sent = services.movements.dispatch_record(movement.id)
    except NotFound:  # the receipt of a dispatch from before this register
        return MovementFile(movement, lines)
    return MovementFile(movement, lines, sent.containers, sent.movement, sent.receipts)
