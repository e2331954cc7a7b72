"""Incidents: what went wrong, what is done about it, and which weapons are still gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.incidents import IncidentDetails, IncidentRecord
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.incidents import IncidentChanged, Incidents
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.incident_dialogs import (
    InvestigateDialog,
    NotifyDialog,
    ReportIncidentDialog,
)
from stockpile_app.ui.dialogs.incident_ending_dialogs import (
    CloseIncidentDialog,
    RecoverDialog,
    incident_report,
)
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.pages.guarding_panel import NARROW
from stockpile_app.ui.texts import NOTHING, count, day, label
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.incident_detail import IncidentDetail
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES = (0.08, 0.2, 0.17, 0.22, 0.13, 0.09, 0.11)
_MOST = 500


class IncidentFile(NamedTuple):
    """What the page shows: a list, and everything about one of it."""

    incidents: Sequence[IncidentRecord]
    details: IncidentDetails | None


class IncidentsPage(Listing):
    """A table of incidents, the selected one beside it, and what can be done about it.

    Signals:
        weapon_wanted: Id of a weapon of an incident.
        query_wanted: A ``WeaponQuery`` for all weapons that are gone.
    """

    weapon_wanted = Signal(int)
    query_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the open incidents as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("incidents_page")
        self.setAccessibleName(_("Incidents"))
        self.dialog: QDialog | None = None
        self._wanted: int | None = None
        self._named: int | None = None
        self._asked: int | None = None
        self._open_only = True
        self._make_actions()
        self._build()

    def _make_actions(self) -> None:
        make = self._make
        self.report = make("report", _("&Report…"), "Ins", "incidents", self.open_report)
        self.tell = make("notify", _("&Who was told…"), "F3", "notify", self.open_notify)
        self.investigate = make(
            "investigate", _("&Investigation…"), "F2", "search", self.open_investigate
        )
        self.recover = make("recover", _("Weapons are &back…"), "F4", "return", self.open_recover)
        self.close_one = make("close", _("C&lose…"), "Del", "close", self.open_close)
        self.paper = make(
            "incident_report", _("&Print the report…"), "Ctrl+Shift+B", "print", self.open_paper
        )
        self.gone = make(
            "lost_weapons", _("Lost and &stolen weapons"), "Ctrl+Return", "weapons", self.show_gone
        )

    def _build(self) -> None:
        self.head = PageHead(_("Incidents"))
        self.head.add_action(self.gone)
        self.head.add_action(self.paper)
        self.head.add_action(self.report, primary=True)
        self.table: SharesTable[IncidentRecord] = SharesTable(
            RecordsModel(_columns()), ("incidents", _("Incidents")), _SHARES
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.detail = IncidentDetail()
        self.detail.weapon_wanted.connect(self.weapon_wanted)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("incidents_splitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addLayout(self._build_tools())
        layout.addWidget(self.note)
        layout.addWidget(self.splitter, 1)
        self.setFocusProxy(self.table)
        self._on_details(None)

    def _build_tools(self) -> QHBoxLayout:
        self.which = QComboBox()
        self.which.setObjectName("which_incidents")
        self.which.setAccessibleName(_("Which incidents"))
        self.which.addItem(_("Open incidents"), "open")
        self.which.addItem(_("All incidents"), "all")
        self.which.currentIndexChanged.connect(self.reload)
        said = PlainLabel(_("Sho&w"))
        said.setBuddy(self.which)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(said)
        row.addWidget(self.which)
        row.addStretch(1)
        for action in (self.investigate, self.tell, self.recover, self.close_one):
            button = ActionButton(action)
            button.setObjectName(f"tool_{action.objectName()}")
            row.addWidget(button)
        return row

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        sides = Qt.Orientation
        self.splitter.setOrientation(sides.Vertical if narrow else sides.Horizontal)
        self.detail.stand(below_table=narrow)

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def prepare(self) -> None:
        self._named, self._wanted = self._wanted, None
        chosen = self.table.current()
        self._asked = self._named if self._named is not None else (chosen.id if chosen else None)
        self._open_only = self.which.currentData() == "open"

    @override
    def read(self) -> IncidentFile:
        return _read(self.context.services.incidents, self._asked, open_only=self._open_only)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.incidents or changes.places or changes.many

    def open_item(self, item_id: object) -> None:
        """Select an incident, closed or not."""
        if isinstance(item_id, int):
            self._wanted = item_id
            self.reload()

    @override
    def show_found(self, found: IncidentFile) -> None:
        incidents, details = list(found.incidents), found.details
        if details is not None and details.incident.id not in {each.id for each in incidents}:
            if details.incident.id == self._named:  # asked for by its number, whatever the filter
                incidents.append(details.incident)
            else:
                details = None
        self.table.records.show(incidents)
        total = len(incidents)
        self.head.set_count(
            ngettext("{count} incident", "{count} incidents", total).format(count=count(total))
        )
        self._tell(incidents)
        ids = [each.id for each in self.table.records.records]
        shown = details.incident.id if details is not None else None
        if shown in ids:
            self._on_details(details)
            self.table.choose(ids.index(shown))
        elif ids:
            self.table.choose(0)
        else:
            self._on_details(None)

    def _tell(self, incidents: Sequence[IncidentRecord]) -> None:
        text = ""
        self.table.when_empty(
            _(
                "No incident is open. Report a loss, a theft, a break-in or an accident on the day"
                " it is discovered; the weapons concerned are lost or stolen from then on."
            )
            if self._open_only
            else _("No incident was ever reported."),
            self.report,
            (self.context, Permission.REPORT_INCIDENT),
        )
        if len(incidents) >= _MOST:
            text = _("The newest {count} incidents are shown.").format(count=count(_MOST))
        self.say(text)

    @Slot(object)
    def _on_chosen(self, incident: IncidentRecord | None) -> None:
        shown = self.detail.details
        if incident is None or (shown is not None and shown.incident == incident):
            self._enable()
            return
        self.reload()

    def _on_details(self, details: IncidentDetails | None) -> None:
        self.detail.show_details(details)
        self._enable()

    def _enable(self) -> None:
        incident = self._incident()
        is_open = incident is not None and incident.is_open
        self.report.setEnabled(self._may(Permission.REPORT_INCIDENT))
        self.tell.setEnabled(self._may(Permission.REPORT_INCIDENT) and is_open)
        self.investigate.setEnabled(self._may(Permission.INVESTIGATE) and is_open)
        gone = incident is not None and incident.gone > 0
        self.recover.setEnabled(self._may(Permission.INVESTIGATE) and gone)
        self.close_one.setEnabled(self._may(Permission.INVESTIGATE) and is_open)
        self.paper.setEnabled(self._may(Permission.PRINT) and incident is not None)

    def _may(self, permission: Permission) -> bool:
        services = self.context.services
        return services.desk.may(permission) and not services.read_only

    def _incident(self) -> IncidentRecord | None:
        """Return the incident that is shown beside the table and selected in it."""
        details, chosen = self.detail.details, self.table.current()
        if details is None or chosen is None or chosen.id != details.incident.id:
            return None
        return details.incident

    # --- what is done ----------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_report(self) -> None:
        """Open the report of a new incident."""
        dialog = ReportIncidentDialog(self.context, self)
        dialog.succeeded.connect(self._on_reported)
        self._open(dialog)

    @Slot(object)
    def _on_reported(self, result: IncidentChanged) -> None:
        self.open_item(result.incident_id)

    @Slot()
    def open_notify(self) -> None:
        """Open the form for somebody who was told."""
        if incident := self._incident():
            self._open(NotifyDialog(self.context, incident, self))

    @Slot()
    def open_investigate(self) -> None:
        """Open the form for what is known of the incident."""
        if incident := self._incident():
            self._open(InvestigateDialog(self.context, incident, self))

    @Slot()
    def open_recover(self) -> None:
        """Open the form for weapons that are back."""
        details = self.detail.details
        if self._incident() is not None and details is not None:
            self._open(RecoverDialog(self.context, details, self))

    @Slot()
    def open_close(self) -> None:
        """Open the form that closes the incident."""
        if incident := self._incident():
            self._open(CloseIncidentDialog(self.context, incident, self))

    @Slot()
    def open_paper(self) -> None:
        """Offer the report of the incident on paper."""
        if incident := self._incident():
            self._open(incident_report(self.context, incident, self))

    @Slot()
    def show_gone(self) -> None:
        """Ask for all weapons that are lost or stolen."""
        self.query_wanted.emit(WeaponQuery(statuses=(Status.LOST, Status.STOLEN)))

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.investigate.isEnabled():
            self.open_investigate()


def _read(incidents: Incidents, wanted: int | None, *, open_only: bool) -> IncidentFile:
    listed = incidents.list(open_only=open_only, limit=_MOST)
    shown = wanted if wanted is not None or not listed else listed[0].id
    try:
        details = incidents.get(shown) if shown is not None else None
    except NotFound:
        details = None
    return IncidentFile(listed, details)


def _sign(incident: IncidentRecord) -> QIcon | None:
    return icon("warning") if incident.is_open and incident.gone else None


def _columns() -> list[Column[IncidentRecord]]:
    return [
        Column(_("No."), lambda each: str(each.id), number=True, order=lambda each: each.id),
        Column(_("Kind"), lambda each: label(each.kind), icon=_sign),
        Column(
            _("Discovered"),
            lambda each: day(each.discovered_on),
            order=lambda each: each.discovered_on,
        ),
        Column(_("Place"), lambda each: each.place or NOTHING),
        Column(
            _("Weapons"),
            lambda each: count(each.weapons) if each.weapons else NOTHING,
            number=True,
            order=lambda each: each.weapons,
        ),
        Column(
            _("Gone"),
            lambda each: count(each.gone) if each.gone else NOTHING,
            number=True,
            order=lambda each: each.gone,
        ),
        Column(_("State"), lambda each: _("Open") if each.is_open else _("Closed")),
    ]
