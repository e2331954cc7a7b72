"""Hits of a search by a description: the best first, each with its reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import FieldAgreement, TraceHit, TraceHits
from stockpile_app.domain.tracing_vocabulary import Agreement
from stockpile_app.domain.vocabulary import Category
from stockpile_app.i18n import clauses, format_scaled, listed, ngettext, stated
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.countries import country_name
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import NOTHING, count, isolated, label
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.07, 0.21, 0.16, 0.31, 0.25)
_FIELDS: Final = {
    "maker": N_("Maker"),
    "model": N_("Model"),
    "calibre": N_("Calibre"),
    "country": N_("Made in"),
    "year": N_("Year"),
    "category": N_("Category"),
}
_SIGNS: Final = {
    Agreement.AGREES: "check",
    Agreement.CLOSE: "info",
    Agreement.DIFFERS: "warning",
}


class TraceHitsView(QWidget):
    """A table of hits, and the selected one at the side.

    Attributes:
        hits: What is shown.

    Signals:
        chosen: The ``TraceHit`` that is selected, or None.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("trace_hits")
        self.hits: TraceHits | None = None
        self.said = PlainLabel("", role="heading", wrap=True)
        self.said.setObjectName("hits_said")
        self.table: SharesTable[tuple[int, TraceHit]] = SharesTable(
            RecordsModel(_columns()), ("hits", _("Weapons that may be it")), _SHARES
        )
        self.table.acts.keep_inside()
        self.table.chosen.connect(self._on_chosen)
        self.table.setMinimumHeight(self.table.height_of(4))
        self.cards = CardList("hit_cards", _("About this hit"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.cards)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([640, 360])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.said)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        self.show_hits(None)

    def show_hits(self, hits: TraceHits | None) -> None:
        """Show what a search found; None forgets it."""
        self.hits = hits
        found = hits.hits if hits is not None else ()
        self.table.records.show(list(enumerate(found, start=1)))
        text = _("Nothing was searched for yet.")
        if hits is not None:
            text = ngettext("{count} weapon may be it", "{count} weapons may be it", hits.total)
            text = text.format(count=count(hits.total))
            if not found:
                text = _("No weapon of the register comes near it, misread characters allowed for.")
            seconds = format_scaled(round(hits.seconds * 100), 2)
            text = _("{text} ({seconds} s)").format(text=text, seconds=seconds)
        self.said.setText(text)
        if found:
            self.table.choose(0)
        else:
            self._on_chosen(None)

    def current(self) -> TraceHit | None:
        """Return the selected hit."""
        chosen = self.table.current()
        return chosen[1] if chosen else None

    @Slot(object)
    def _on_chosen(self, row: tuple[int, TraceHit] | None) -> None:
        hit = row[1] if row else None
        self.cards.show_cards(hit_cards(hit) if hit else [], _("Select a hit to see why."))
        self.chosen.emit(hit)


def hit_cards(hit: TraceHit) -> list[Card]:
    """Return why a weapon may be the one."""
    weapon = hit.weapon
    where = _("in a mark: {where}").format(where=hit.where) if hit.where else ""
    lines = tuple(filter(None, (_marked(hit), where)))
    place = " / ".join(filter(None, (weapon.depot, weapon.place)))
    about = (
        " · ".join(filter(None, (weapon.maker, weapon.model, isolated(weapon.calibre)))),
        f"{label(weapon.status)} · {place}",
    )
    return [
        Card(label(hit.reason), lines, _("{score} of 1000").format(score=hit.score)),
        Card(_("What was said, and what is held"), tuple(map(_compared, hit.fields))),
        Card(weapon.number, tuple(filter(None, about))),
    ]


def _marked(hit: TraceHit) -> str:
    """Return what was compared with each differing character in brackets."""
    at = set(hit.differences)
    return "".join(
        f"[{letter}]" if position in at else letter for position, letter in enumerate(hit.compared)
    )


def _compared(each: FieldAgreement) -> str:
    name = _(_FIELDS[each.field]) if each.field in _FIELDS else each.field
    return _("{field}: {agreement} ({asked} / {held})").format(
        field=name,
        agreement=label(each.agreement),
        asked=_shown(each.field, each.asked),
        held=_shown(each.field, each.held),
    )


def _shown(field: str, value: str) -> str:
    """Return a value of a field as people read it."""
    if not value:
        return NOTHING
    if field == "country":
        return country_name(value)
    if field == "category" and value in {each.value for each in Category}:
        return label(Category(value))
    return isolated(value)


def _fields_words(hit: TraceHit) -> str:
    """Return which fields agree and which differ, in words."""
    said = []
    for agreement in (Agreement.AGREES, Agreement.CLOSE, Agreement.DIFFERS):
        names = [
            (_(_FIELDS[each.field]) if each.field in _FIELDS else each.field).lower()
            for each in hit.fields
            if each.agreement is agreement
        ]
        if names:
            said.append(stated(label(agreement), listed(names)))
    return clauses(said)


def _columns() -> list[Column[tuple[int, TraceHit]]]:
    return [
        Column(_("No."), lambda row: str(row[0]), number=True),
        Column(_("Number"), lambda row: row[1].weapon.number),
        Column(_("Serial"), lambda row: serial_text(row[1].weapon)),
        Column(_("Reason"), lambda row: label(row[1].reason)),
        Column(
            _("Beside it"),
            lambda row: _fields_words(row[1]),
            icon=lambda row: icon(_SIGNS[_worst(row[1])]),
        ),
    ]


def _worst(hit: TraceHit) -> Agreement:
    for agreement in (Agreement.DIFFERS, Agreement.CLOSE):
        if any(each.agreement is agreement for each in hit.fields):
            return agreement
    return Agreement.AGREES
