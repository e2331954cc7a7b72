"""Reports incidents, and records who was told and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.incidents import (
    LONGEST_REFERENCE,
    IncidentRecord,
    InvestigateIncident,
    NotifyOfIncident,
    ReportIncident,
    must_tell,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import IncidentKind, Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.services.incidents import IncidentChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit, SuggestEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.moment_edit import MomentEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket

MOST_WEAPONS: Final = 2000
"""More are not reported from a list: a stocktake reports what it misses by itself."""

_WHOM: Final = (
    N_("Police"),
    N_("INTERPOL National Central Bureau"),
    N_("Ministry of Defence"),
    N_("Ministry of the Interior"),
    N_("National commission on small arms"),
    N_("Military police"),
)
_HOW: Final = (N_("Telephone"), N_("Radio"), N_("Letter"), N_("E-mail"), N_("In person"))


class ReportIncidentDialog(FormDialog):
    """Asks what went wrong, where and when, and which weapons it concerns."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget | None = None,
        *,
        weapon_ids: Sequence[int] = (),
        kind: IncidentKind | None = None,
        place_id: int | None = None,
        circumstances: str = "",
    ) -> None:
        """Begin with what is known already."""
        title, act = _("Report an incident"), _("&Report")
        super().__init__(context, title, act, parent, columns=2)
        self.setObjectName("report_incident_dialog")
        self.keep_draft("report_incident")
        self.kind = CodeCombo(IncidentKind, nothing=_("Choose what happened"))
        self.kind.set_code(kind)
        self.discovered_on = DayEdit()
        self.discovered_on.setText(context.services.desk.today.isoformat())
        self.occurred_from, self.occurred_until = DayEdit(), DayEdit()
        places = context.services.places.all(counts=False)
        self.place = PlacePicker(places, anywhere=_("Not in a place of the register"))
        self.circumstances = NotesEdit(5)
        self.circumstances.setPlainText(circumstances)
        self.weapons = WeaponBasket(context)
        self._build()
        self.weapons.add_ids(weapon_ids[:MOST_WEAPONS])
        self.place.set_place(place_id if place_id is not None else self._place_of_weapons())
        self.kind.currentIndexChanged.connect(self._on_changed)
        self.weapons.changed.connect(self._on_changed)
        self._on_changed()
        self.resize(960, 520)

    def _build(self) -> None:
        add = self.form.add
        add("kind", _("&Kind"), self.kind, required=True)
        add("discovered_on", _("&Discovered on"), self.discovered_on, required=True)
        hint = _("As far as it is known; left empty otherwise.")
        add("occurred_from", _("Happened not &before"), self.occurred_from)
        add("occurred_until", _("Happened not a&fter"), self.occurred_until, hint=hint)
        add("place", _("&Place"), self.place)
        hint = _("What was seen, by whom, and what was done at once.")
        add("circumstances", _("&Circumstances"), self.circumstances, required=True, hint=hint)
        self.form.add_wide(self.weapons, column=1)
        self.becomes = PlainLabel("", role="notice", wrap=True)
        self.becomes.setObjectName("becomes")
        self.form.add_wide(self.becomes, column=1)

    def _place_of_weapons(self) -> int | None:
        places = {each.place_id for each in self.weapons.weapons()}
        return places.pop() if len(places) == 1 else None

    @Slot()
    def _on_changed(self) -> None:
        kind = self.kind.code(IncidentKind)
        status = kind.status if kind is not None else None
        self.becomes.setVisible(status is not None and bool(self.weapons.ids()))
        said = {
            Status.LOST: _(
                "These weapons are LOST from now on. Nothing can be done with them until they are"
                " recorded as back."
            ),
            Status.STOLEN: _(
                "These weapons are STOLEN from now on. Nothing can be done with them until they"
                " are recorded as back."
            ),
        }
        self.becomes.setText(said.get(status, "") if status is not None else "")

    def on_scan(self, text: str) -> None:
        """Add the weapon that was scanned."""
        self.weapons.on_scan(text)

    @override
    def command(self) -> Callable[[Progress], IncidentChanged]:
        kind = self.kind.code(IncidentKind)
        if kind is None:
            raise BadValue(N_("Choose what happened."), "kind")
        if self.place.place_id() is None and self.place.currentIndex() != 0:
            raise BadValue(N_("Choose a place from the list."), "place")
        asked = ReportIncident(
            kind=kind,
            discovered_on=given(self.discovered_on),
            circumstances=self.circumstances.toPlainText(),
            place_id=self.place.place_id(),
            weapon_ids=self.weapons.ids(),
            occurred_from=self.occurred_from.day(),
            occurred_until=self.occurred_until.day(),
        )
        incidents = self.context.services.incidents
        return lambda _progress: incidents.report(asked)


def report_incident(
    context: UiContext, parent: QWidget | None, weapon_ids: Sequence[int] = ()
) -> ReportIncidentDialog:
    """Open the report of an incident that concerns these weapons; return the dialog."""
    dialog = ReportIncidentDialog(context, parent, weapon_ids=weapon_ids)
    dialog.open()
    return dialog


class _IncidentDialog(FormDialog):
    """What the dialogs of one incident have in common: which one it is."""

    def __init__(
        self,
        context: UiContext,
        incident: IncidentRecord,
        words: tuple[str, str, str],
        parent: QWidget | None,
    ) -> None:
        """Name the incident.

        Args:
            words: Object name, title, and the verb on the button.
        """
        name, title, verb = words
        super().__init__(context, title, verb, parent)
        self.setObjectName(name)
        self.keep_draft(f"{name.removesuffix('_dialog')}_incident", incident.id)
        self.incident = incident
        self.form.add_wide(PlainLabel(incident_text(incident), role="heading", wrap=True))


class NotifyDialog(_IncidentDialog):
    """Records who was told of an incident."""

    def __init__(
        self, context: UiContext, incident: IncidentRecord, parent: QWidget | None = None
    ) -> None:
        """Ask who was told of ``incident``."""
        words = ("notify_dialog", _("Who was told"), _("&Record"))
        super().__init__(context, incident, words, parent)
        if must_tell(incident):
            advice = _(
                "Tell the police, and the authority that your rules name. Lost and stolen weapons"
                " should also be recorded at INTERPOL (iARMS), by the National Central Bureau."
            )
            self.form.add_wide(PlainLabel(advice, role="notice", wrap=True))
        self.whom = SuggestEdit([_(each) for each in _WHOM])
        self.whom.setMaxLength(LONGEST_REFERENCE)
        self.when = MomentEdit(context.services.desk.local_now)
        self.how = SuggestEdit([_(each) for each in _HOW])
        self.how.setMaxLength(LONGEST_REFERENCE)
        self.reference = QLineEdit()
        self.reference.setMaxLength(LONGEST_REFERENCE)
        self.form.add("whom", _("&Who"), self.whom, required=True)
        self.form.add("when", _("Whe&n"), self.when, required=True)
        self.form.add("how", _("&How"), self.how)
        hint = _("Such as the number in their book.")
        self.form.add("reference", _("R&eference"), self.reference, hint=hint)

    @override
    def command(self) -> Callable[[Progress], IncidentChanged]:
        asked = NotifyOfIncident(
            incident_id=self.incident.id,
            whom=self.whom.text(),
            when=self.when.given(),
            how=self.how.text(),
            reference=self.reference.text(),
        )
        incidents = self.context.services.incidents
        return lambda _progress: incidents.notify(asked)


class InvestigateDialog(_IncidentDialog):
    """Records what is known of an incident and done about it."""

    def __init__(
        self, context: UiContext, incident: IncidentRecord, parent: QWidget | None = None
    ) -> None:
        """Show what is known so far, to be added to."""
        words = ("investigate_dialog", _("Investigation"), _("&Record"))
        super().__init__(context, incident, words, parent)
        self.findings, self.action = NotesEdit(5), NotesEdit(4)
        self.findings.setPlainText(incident.findings)
        self.action.setPlainText(incident.action)
        self.investigators = _line(incident.investigators)
        self.police_reference = _line(incident.police_reference)
        self.interpol_reference = _line(incident.interpol_reference)
        self.form.add("findings", pgettext("of an investigation", "&Findings"), self.findings)
        hint = _("What was done, and what keeps it from happening again.")
        self.form.add("action", _("&Action"), self.action, hint=hint)
        self.form.add("investigators", _("&Investigators"), self.investigators)
        self.form.add("police_reference", _("&Police reference"), self.police_reference)
        self.form.add("interpol_reference", _("I&NTERPOL reference"), self.interpol_reference)
        self.resize(640, 480)

    @override
    def command(self) -> Callable[[Progress], IncidentChanged]:
        asked = InvestigateIncident(
            incident_id=self.incident.id,
            findings=self.findings.toPlainText(),
            action=self.action.toPlainText(),
            investigators=self.investigators.text(),
            police_reference=self.police_reference.text(),
            interpol_reference=self.interpol_reference.text(),
        )
        incidents = self.context.services.incidents
        return lambda _progress: incidents.investigate(asked)


def incident_text(incident: IncidentRecord) -> str:
    """Return which incident it is, in words."""
    number = _("Incident {number}").format(number=incident.id)
    return " · ".join(filter(None, (number, label(incident.kind), incident.place)))


def _line(text: str) -> QLineEdit:
    edit = QLineEdit(text)
    edit.setMaxLength(LONGEST_REFERENCE)
    return edit
