"""Everything about one incident, beside the table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from stockpile_app.domain.incidents import (
    IncidentDetails,
    IncidentRecord,
    IncidentWeapon,
    NotificationRecord,
    must_tell,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES = (0.33, 0.21, 0.14, 0.32)
_ROWS = 4


class IncidentDetail(QWidget):
    """Cards with what is known, and a table of the weapons.

    Attributes:
        details: What is shown.

    Signals:
        weapon_wanted: Id of a weapon that was opened.
    """

    weapon_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("incident_detail")
        self.details: IncidentDetails | None = None
        self.cards = CardList("incident_cards", _("About this incident"))
        self.heading = PlainLabel("", role="heading", wrap=True)
        self.heading.setObjectName("incident_weapons_heading")
        self.weapons: SharesTable[IncidentWeapon] = SharesTable(
            RecordsModel(_columns()), ("incident_weapons", _("Weapons of this incident")), _SHARES
        )
        self.weapons.setMinimumHeight(self.weapons.height_of(_ROWS))
        self.weapons.activated.connect(self._on_activated)
        below = QVBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.heading)
        below.addWidget(self.weapons, 1)
        self._parts = QVBoxLayout(self)
        self._parts.setSpacing(8)
        self._parts.addWidget(self.cards, 3)
        self._parts.addLayout(below, 2)
        self.stand(below_table=False)

    def stand(self, *, below_table: bool) -> None:
        """Stand beside the table, or below it with the weapons at the side."""
        sides = QBoxLayout.Direction
        self._parts.setDirection(sides.LeftToRight if below_table else sides.TopToBottom)
        beside = 0 if below_table else 8
        self._parts.setContentsMargins(beside, 8 - beside, beside, 0)
        self._parts.setStretch(0, 1 if below_table else 3)
        self._parts.setStretch(1, 1 if below_table else 2)
        self.setMinimumWidth(0 if below_table else 300)

    def show_details(self, details: IncidentDetails | None) -> None:
        """Show an incident, or that none is selected."""
        self.details = details
        cards = _cards(details) if details is not None else []
        self.cards.show_cards(cards, _("Select an incident to see what is known of it."))
        weapons = details.weapons if details is not None else ()
        text = ngettext("{count} weapon concerned", "{count} weapons concerned", len(weapons))
        self.heading.setText(text.format(count=count(len(weapons))))
        self.heading.setVisible(bool(weapons))
        self.weapons.setVisible(bool(weapons))
        self.weapons.records.show(list(weapons))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.weapon_wanted.emit(self.weapons.records.record(index.row()).weapon.id)


def _cards(details: IncidentDetails) -> list[Card]:
    incident = details.incident
    cards = [_first(incident), Card(_("Circumstances"), (incident.circumstances,))]
    told = tuple(map(_told, details.notifications))
    if not told:
        told = (_("Nobody yet."),)
        if incident.is_open and must_tell(incident):
            told = (
                _(
                    "NOBODY YET. Tell the police and the authority that your rules name; lost and"
                    " stolen weapons also go to INTERPOL (iARMS)."
                ),
            )
    cards.append(Card(_("Who was told"), told))
    cards.append(Card(_("Investigation"), _investigation(incident)))
    if incident.closed_on is not None:
        hint = _("Closed {day}").format(day=day(incident.closed_on))
        cards.append(Card(_("Outcome"), (incident.outcome,), hint))
    return cards


def _first(incident: IncidentRecord) -> Card:
    lines = [
        _("Discovered {day}").format(day=day(incident.discovered_on)),
        _happened(incident),
        incident.place,
    ]
    if incident.stocktake_id is not None:
        lines.append(_("By stocktake {number}").format(number=incident.stocktake_id))
    if incident.dispatch_id is not None:
        lines.append(_("By the receipt of dispatch {number}").format(number=incident.dispatch_id))
    title = _("Incident {number}: {kind}").format(number=incident.id, kind=label(incident.kind))
    hint = _("Reported by {name}").format(name=incident.reported_by)
    return Card(title, tuple(filter(None, lines)), hint)


def _happened(incident: IncidentRecord) -> str:
    first, last = incident.occurred_from, incident.occurred_until
    if first is not None and last is not None:
        return _("Happened between {first} and {last}").format(first=day(first), last=day(last))
    if first is not None:
        return _("Happened not before {day}").format(day=day(first))
    return _("Happened not after {day}").format(day=day(last)) if last is not None else ""


def _told(each: NotificationRecord) -> str:
    when = f"{day(each.notified_at.date())} {each.notified_at:%H:%M}"
    return " · ".join(filter(None, (when, each.whom, each.how, each.reference)))


def _investigation(incident: IncidentRecord) -> tuple[str, ...]:
    captions = (
        (_("Findings: {text}"), incident.findings),
        (_("Action: {text}"), incident.action),
        (_("Investigators: {text}"), incident.investigators),
        (_("Police reference: {text}"), incident.police_reference),
        (_("INTERPOL reference: {text}"), incident.interpol_reference),
    )
    lines = tuple(caption.format(text=text) for caption, text in captions if text)
    return lines or (_("Nothing is recorded yet."),)


def _now(each: IncidentWeapon) -> str:
    if each.recovered_on is not None:
        return _("back {day}").format(day=day(each.recovered_on))
    return label(each.weapon.status).upper() if each.gone else label(each.weapon.status)


def _columns() -> list[Column[IncidentWeapon]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: serial_text(each.weapon)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("Now"), _now),
    ]
