"""Records weapons that are back, closes incidents, and prints their report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, SecondPersonNeeded, SignInRefused, StockpileError
from stockpile_app.domain.incidents import (
    CloseIncident,
    IncidentDetails,
    IncidentRecord,
    PrintIncidentReport,
    RecoverWeapons,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.incidents import IncidentChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.incident_dialogs import incident_text
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.scan_words import weapon_words
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.second_person import SecondPersonBox
from stockpile_app.ui.widgets.text_list import TextList
from stockpile_app.ui.widgets.weapon_basket import weapon_item

_ID: Final = Qt.ItemDataRole.UserRole
_LINES: Final = 6


class RecoverDialog(FormDialog):
    """Asks which weapons of an incident are back, where they are put, and how they came back."""

    def __init__(
        self, context: UiContext, details: IncidentDetails, parent: QWidget | None = None
    ) -> None:
        """Offer the weapons that are still gone; one alone is ticked already."""
        super().__init__(context, _("Weapons are back"), _("&Record"), parent, columns=2)
        self.setObjectName("recover_dialog")
        self.keep_draft("recover_weapons", details.incident.id)
        gone = [each.weapon for each in details.weapons if each.gone]
        self.form.add_wide(PlainLabel(incident_text(details.incident), role="heading", wrap=True))
        self.list = TextList()
        self.list.setTabKeyNavigation(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(_LINES * (self.list.fontMetrics().height() + 10))
        for weapon in gone:
            text = f"{weapon.number} · {weapon_words(weapon)}"
            item = weapon_item(self.list, weapon.id, text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = len(gone) == 1
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        places = context.services.places.all(counts=False)
        self.place = PlacePicker(places, only_usable=True)
        self.came_back = DayEdit()
        self.came_back.setText(context.services.desk.today.isoformat())
        self.circumstances = NotesEdit(4)
        self.received_by = NameEdit(context, context.services.user.full_name)
        self.explanation = QLineEdit()
        self._build()
        self.resize(900, 460)

    def _build(self) -> None:
        add = self.form.add
        hint = _("Tick those that are back, or scan them.")
        add("weapons", _("&Weapons"), self.list, required=True, hint=hint)
        add("place", _("&Put in"), self.place, required=True, column=1)
        add("occurred_on", _("Back &on"), self.came_back, required=True, column=1)
        hint = _("Who found them, where, and in what state.")
        add(
            "circumstances",
            _("&Circumstances"),
            self.circumstances,
            required=True,
            hint=hint,
            column=1,
        )
        add("received_by", _("Taken in &by"), self.received_by, column=1)
        hint = _("Only where the day is earlier than something that is recorded already.")
        add("explanation", _("&Explanation"), self.explanation, hint=hint, column=1)

    def ids(self) -> tuple[int, ...]:
        """Return the weapons that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            int(each.data(_ID)) for each in items if each.checkState() is Qt.CheckState.Checked
        )

    def on_scan(self, text: str) -> None:
        """Tick the weapon that was scanned."""
        self.form.clear_errors()
        try:
            scan = self.context.services.scans.read(text)
        except StockpileError as error:
            self.form.show_text("weapons", refusal_text(error))
            return
        for row in range(self.list.count()):
            item = self.list.item(row)
            if scan.weapon is not None and item.data(_ID) == scan.weapon.id:
                item.setCheckState(Qt.CheckState.Checked)
                self.list.scrollToItem(item)
                return
        said = _("“{text}” is no weapon that is gone by this incident.").format(text=scan.text)
        self.form.show_text("weapons", said)

    @override
    def command(self) -> Callable[[Progress], IncidentChanged]:
        if not self.ids():
            raise BadValue(N_("Tick the weapons that are back."), "weapons")
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the place that they are put in."), "place")
        asked = RecoverWeapons(
            weapon_ids=self.ids(),
            place_id=place_id,
            occurred_on=given(self.came_back),
            circumstances=self.circumstances.toPlainText(),
            received_by=self.received_by.text(),
            explanation=self.explanation.text(),
        )
        incidents = self.context.services.incidents
        return lambda _progress: incidents.recover(asked)


class CloseIncidentDialog(FormDialog):
    """Closes an incident; a second person approves while weapons are still gone."""

    def __init__(
        self, context: UiContext, incident: IncidentRecord, parent: QWidget | None = None
    ) -> None:
        """Ask how ``incident`` ended."""
        super().__init__(context, _("Close an incident"), _("C&lose the incident"), parent)
        self.setObjectName("close_incident_dialog")
        self.keep_draft("close_incident", incident.id)
        self._incident = incident
        self.form.add_wide(PlainLabel(incident_text(incident), role="heading", wrap=True))
        self.outcome = NotesEdit(4)
        self.closed_on = DayEdit()
        self.closed_on.setText(context.services.desk.today.isoformat())
        hint = _("How it ended: who answers for it, what was found, what changed.")
        self.form.add("outcome", _("&Outcome"), self.outcome, required=True, hint=hint)
        self.form.add("occurred_on", _("Closed o&n"), self.closed_on, required=True)
        self.second: SecondPersonBox | None = None
        if incident.gone:
            text = ngettext(
                "{count} weapon is still gone and is written off. A second person approves. It"
                " stays lost or stolen in the register, and is found by every search.",
                "{count} weapons are still gone and are written off. A second person approves."
                " They stay lost or stolen in the register, and are found by every search.",
                incident.gone,
            )
            said = PlainLabel(text.format(count=count(incident.gone)), role="notice", wrap=True)
            self.body.addWidget(said)
            self.second = SecondPersonBox(context.services.desk.others_who_approve())
            self.body.addWidget(self.second)

    @override
    def command(self) -> Callable[[Progress], IncidentChanged]:
        asked = CloseIncident(
            incident_id=self._incident.id,
            occurred_on=given(self.closed_on),
            outcome=self.outcome.toPlainText(),
        )
        incidents = self.context.services.incidents
        second = self.second.credentials() if self.second is not None else None
        return lambda _progress: incidents.close(asked, second)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        if self.second is not None:
            self.second.form.clear_errors()
            if isinstance(error, SignInRefused | SecondPersonNeeded):
                self.second.show_error(error)
                return
        super().on_refused(error)


def incident_report(
    context: UiContext, incident: IncidentRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the report of an incident."""
    papers = context.services.incidents.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.report(PrintIncidentReport(incident_id=incident.id, **asked.words))

    title, about = _("Report of an incident"), incident_text(incident)
    return PaperDialog(context, "incidents", title, make, parent, about=about)
