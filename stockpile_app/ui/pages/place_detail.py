"""Everything about one place, beside the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.places import SealEventRecord
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind, SealEvent
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.actions.place_actions import PlaceActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.place_looks import fill_text, is_overfull, kind_text, state_text
from stockpile_app.ui.texts import NOTHING, count, day, isolated, label, refusal_text
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.plain import PlainLabel

_SEALS_HEIGHT: Final = 200


class PlaceDetail(QScrollArea):
    """Shows the selected place; of a container also its seals and what happened to them."""

    def __init__(
        self, context: UiContext, actions: PlaceActions, parent: QWidget | None = None
    ) -> None:
        """Show that nothing is selected."""
        super().__init__(parent)
        self.setObjectName("place_detail")
        self.setAccessibleName(_("About this place"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context = context
        self._job: Job[list[SealEventRecord]] | None = None
        self._facts: QWidget | None = None
        self.name = PlainLabel("", role="number", wrap=True)
        self.name.setObjectName("place_name")
        self.within = PlainLabel("", role="hint", wrap=True)
        self.within.setObjectName("place_within")
        self.warning = PlainLabel("", role="banner", wrap=True)
        self.warning.setObjectName("place_warning")
        offered = (actions.seal, actions.check_seals, actions.unseal)
        self._buttons = [(action, _button(action)) for action in offered]
        self.heading = PlainLabel(_("Seals"), role="heading")
        self.seals = CardList("place_seals", _("History of the seals"))
        self.seals.setMinimumHeight(_SEALS_HEIGHT)
        self._build()
        self.show_place(None)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for _action, button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        for widget in (self.name, self.within, self.warning):
            layout.addWidget(widget)
        layout.addLayout(row)
        self._place_of_facts = layout.count()
        layout.addWidget(self.heading)
        layout.addWidget(self.seals, 1)
        layout.addStretch(0)
        self._layout = layout
        self.setWidget(inside)

    def show_place(self, place: PlaceRecord | None) -> None:
        """Show a place, or that none is selected."""
        self._job = None
        container = place is not None and place.kind is PlaceKind.CONTAINER
        self.name.setVisible(place is not None)
        for action, button in self._buttons:  # what cannot be done now would only take room
            button.setVisible(container and action.isEnabled())
        self.heading.setVisible(container)
        self.seals.setVisible(container)
        self.warning.hide()
        if self._facts is not None:
            self._facts.hide()
            self._facts.deleteLater()
            self._facts = None
        if place is None:
            self.within.setText(_("Select a place to see what it is and what is in it."))
            return
        self.name.setText(place.name)
        above = place.path.removesuffix(place.name).removesuffix(" / ")
        self.within.setText(_("In {place}").format(place=above) if above else "")
        self.within.setVisible(bool(above))
        self._facts = _facts(place)
        self._layout.insertWidget(self._place_of_facts, self._facts)
        self._facts.show()
        if is_overfull(place):
            self._warn(_("More weapons are here than the place is built for."))
        if container:
            self._load(place.id)

    def _warn(self, text: str) -> None:
        self.warning.setText(text)
        self.warning.show()

    def _load(self, place_id: int) -> None:
        places = self._context.services.places

        def work(_progress: Progress) -> list[SealEventRecord]:
            return places.seal_history(place_id)

        self._job = Job(work)
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_loaded(self, events: Sequence[SealEventRecord]) -> None:
        if self.sender() is not self._job:
            return  # another place was selected meanwhile
        self.seals.show_cards(
            [_card(each) for each in events], _("It was never sealed, as far as is recorded.")
        )
        if events and not events[0].intact:
            self._warn(_("The seals were not as recorded when they were last checked."))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.seals.show_cards([], refusal_text(error))


def _button(action: QAction) -> ActionButton:
    button = ActionButton(action)
    button.setObjectName(f"detail_{action.objectName()}")
    return button


def _facts(place: PlaceRecord) -> QWidget:
    inside = QWidget()
    rows = QFormLayout(inside)
    rows.setContentsMargins(8, 4, 8, 4)
    rows.setHorizontalSpacing(12)
    rows.setVerticalSpacing(6)
    for name, text in _fields(place):
        said = PlainLabel(isolated(text), wrap=True)
        said.setMinimumWidth(120)
        rows.addRow(PlainLabel(name, role="hint"), said)
    return inside


def _fields(place: PlaceRecord) -> list[tuple[str, str]]:
    """Return what is always said, and the rest where there is something to say."""
    always = [
        (_("Kind"), kind_text(place)),
        (_("Code"), place.code),
        (_("Weapons in it"), fill_text(place)),
        (_("Out"), count(place.out) if place.out else NOTHING),
        (_("Storekeeper"), place.keeper or NOTHING),
    ]
    keys = ""
    if place.two_keys:
        keys = _("Two locks, of two organisations") if place.two_parties else _("Two locks")
    others = [
        (_("State"), state_text(place)),
        (_("Sealed with"), listed(place.seals)),
        (_("Sealed on"), day(place.sealed_on) if place.sealed_on else ""),
        (_("Keys"), keys),
        (_("Kind of depot"), label(place.depot_kind) if place.depot_kind else ""),
        (_("Address"), place.address),
        (_("Notes"), place.notes),
    ]
    return always + [(name, text) for name, text in others if text]


def _card(event: SealEventRecord) -> Card:
    title = label(event.event)
    if event.event is SealEvent.CHECKED:
        title = _("Checked: as recorded") if event.intact else _("Checked: not as recorded")
    lines = [listed(event.seals)] if event.seals else []
    if event.event is SealEvent.CHECKED and not event.seals:
        lines.append(_("No seal was read."))
    if event.witness:
        lines.append(_("Witness: {name}").format(name=event.witness))
    if event.notes:
        lines.append(event.notes)
    hint = _("{day} · {name}").format(day=day(event.occurred_on), name=event.done_by)
    return Card(title, tuple(lines), hint)
