"""The life cycle of a weapon: where it stands, what may happen next, and its whole time line."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.life_acts import LifeAct
from stockpile_app.domain.scans import Scan
from stockpile_app.domain.timeline import LifeCycle, PrintWeaponRecord, TimelineEvent
from stockpile_app.domain.vocabulary import Status
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.reference.life_words import document_title, event_words, who_may
from stockpile_app.services.lifecycle_papers import LifecyclePapers
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.dialogs.life_steps import LifeStarter
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.scan_words import scan_words
from stockpile_app.ui.texts import count, day, label, moment, refusal_text
from stockpile_app.ui.widgets.alarm_banner import AlarmBanner
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.life_map import LifeMap
from stockpile_app.ui.widgets.life_steps_list import LifeStepsList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room

_LEFT, _RIGHT = 560, 600
_GONE: Final = (Status.LOST, Status.STOLEN)


class LifecycleDialog(JobDialog):
    """A map and the next steps on one side, the time line on the other.

    Signals:
        open_wanted: Name of a page, and what to open or begin there; this window is closed first.
    """

    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, weapon_id: int, parent: QWidget | None = None) -> None:
        """Show a weapon."""
        super().__init__(context, parent)
        self.setObjectName("lifecycle_dialog")
        self.life: LifeCycle | None = None
        self.paper: PaperDialog | None = None
        self._weapon_id = weapon_id
        self._job: Job[LifeCycle] | None = None
        self._scan: Job[Scan] | None = None
        self.starter = LifeStarter(context, self)
        self.starter.open_wanted.connect(self._on_open_wanted)
        self._build()
        HelpKey("lifecycle", self)
        make_room(self, 1180, 760, context.settings.text_scale)
        context.bus.committed.connect(self._on_committed)
        self._reload()

    def _build(self) -> None:
        self.setWindowTitle(_("Life cycle"))
        self.number = PlainLabel("", role="title")
        self.number.setObjectName("life_number")
        self.summary = PlainLabel("", wrap=True)
        self.summary.setObjectName("life_summary")
        self.alarm = AlarmBanner(self.context)
        self.alarm.open_wanted.connect(self._on_open_wanted)
        self.alarm.found_wanted.connect(self._on_found_again)
        self.said = PlainLabel("", role="hint", wrap=True)
        self.said.setObjectName("said")
        self.said.hide()
        self.splitter = QSplitter()
        self.splitter.setObjectName("life_splitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._build_left())
        self.splitter.addWidget(self._build_right())
        self.splitter.setSizes([_LEFT, _RIGHT])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self.number)
        layout.addWidget(self.summary)
        layout.addWidget(self.alarm)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.said)
        layout.addWidget(self._build_buttons())

    def _build_left(self) -> QWidget:
        self.map = LifeMap()
        self.map.chosen.connect(self._on_state)
        self.state = PlainLabel("", wrap=True)
        self.state.setObjectName("life_state")
        self.steps = LifeStepsList()
        self.steps.wanted.connect(self._on_step)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(6)
        layout.addWidget(self.map)
        legend = _("● here now   → may be next   double frame: final")
        layout.addWidget(PlainLabel(legend, role="hint"))
        layout.addWidget(self.state)
        layout.addSpacing(6)
        layout.addWidget(PlainLabel(_("What may happen next, and who may do it"), role="heading"))
        layout.addWidget(self.steps, 1)
        return left

    def _build_right(self) -> QWidget:
        self.events = PlainLabel("", role="heading")
        self.events.setObjectName("life_events")
        self.timeline = CardList("timeline", _("Time line, the newest first"))
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(0)
        layout.addWidget(self.events)
        layout.addWidget(self.timeline, 1)
        return right

    def _build_buttons(self) -> QDialogButtonBox:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.setObjectName("buttons")
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("close")
        close.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        self.print_button = QPushButton(icon("print"), _("Record &sheet…"))
        self.print_button.setObjectName("record_sheet")
        self.print_button.setAutoDefault(False)
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(self.open_record_sheet)
        self.buttons.addButton(self.print_button, QDialogButtonBox.ButtonRole.ActionRole)
        return self.buttons

    # --- what is shown ---------------------------------------------------------------------------

    def show_weapon(self, weapon_id: int) -> None:
        """Show another weapon."""
        self._weapon_id = weapon_id
        self._reload()

    def _reload(self) -> None:
        services, weapon_id = self.context.services, self._weapon_id
        self._job = Job(lambda _progress: services.lifecycle.view(weapon_id))
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self.run(self._job, writes=False)

    @Slot(object)
    def _on_loaded(self, life: LifeCycle) -> None:
        if self.closed or self.sender() is not self._job:
            return
        self.life = life
        weapon = life.weapon
        services = self.context.services
        may = frozenset() if services.read_only else services.desk.user.permissions
        self.setWindowTitle(_("Life cycle of {number}").format(number=weapon.number))
        self.number.setText(_("Life cycle of {number}").format(number=weapon.number))
        parts = (serial_text(weapon), weapon.maker, weapon.model, weapon.calibre)
        place = f"{weapon.depot} / {weapon.place}" if weapon.place != weapon.depot else weapon.depot
        where = _("with {name}").format(name=weapon.custodian) if weapon.custodian else place
        self.summary.setText(" · ".join(filter(None, (*parts, where))))
        self.alarm.show_weapon(weapon)
        self.map.show_life(weapon.status, _near(life))
        self.steps.show_life(life, may)
        self._show_timeline(life)
        self.print_button.setEnabled(not services.read_only and Permission.PRINT in may)

    def _show_timeline(self, life: LifeCycle) -> None:
        total = len(life.timeline)
        text = ngettext("Time line: {count} event", "Time line: {count} events", total)
        self.events.setText(text.format(count=count(total)))
        cards = [_card(each, life) for each in reversed(life.timeline)]
        self.timeline.show_cards(cards, _("Nothing is recorded of it yet."))

    @Slot(object)
    def _on_state(self, status: Status) -> None:
        self.state.setText(self.map.row(status).words)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if not self.closed:
            self._say(refusal_text(error))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        others = changes.places or changes.movements or changes.disposal
        if not self.closed and (others or changes.touches(self._weapon_id)):
            self._reload()

    # --- what is done ----------------------------------------------------------------------------

    @Slot(object)
    def _on_step(self, act: LifeAct) -> None:
        if self.life is not None:
            self.starter.start(act, self.life)

    @Slot(object)
    def _on_found_again(self, _known: object) -> None:
        self._on_step(LifeAct.FOUND_AGAIN)

    @Slot(str, object)
    def _on_open_wanted(self, page: str, item: object) -> None:
        self.accept()
        self.open_wanted.emit(page, item)

    @Slot()
    def open_record_sheet(self) -> None:
        """Open the dialog that makes the record sheet."""
        if self.life is None:
            return
        weapon = self.life.weapon
        self.paper = record_sheet(self.context, weapon.id, weapon.number, self)
        self.paper.open()

    # --- scanning --------------------------------------------------------------------------------

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Show the weapon whose label was scanned."""
        services = self.context.services
        self._scan = Job(lambda _progress: services.scans.read(text))
        self._scan.succeeded.connect(self._on_scanned)
        self._scan.refused.connect(self._on_refused)
        self.run(self._scan, writes=False)

    @Slot(object)
    def _on_scanned(self, scan: Scan) -> None:
        if self.closed or self.sender() is not self._scan:
            return
        if scan.weapon is not None:
            self._say("")
            self.show_weapon(scan.weapon.id)
        else:
            words = scan_words(scan)
            self._say(" ".join(filter(None, (words.title + ":", words.detail))))


def record_sheet(
    context: UiContext, weapon_id: int, number: str, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the record sheet of a weapon."""
    make = partial(_record_sheet, context.services.lifecycle.papers, weapon_id)
    return PaperDialog(context, "record_sheet", _("Record sheet"), make, parent, about=number)


def _record_sheet(papers: LifecyclePapers, weapon_id: int, asked: PaperAsked) -> DocumentDone:
    return papers.record_sheet(PrintWeaponRecord(weapon_id=weapon_id, **asked.words))


def _near(life: LifeCycle) -> dict[Status, str]:
    """Return what a weapon may be next, each with what leads there and who may do that."""
    found = {}
    for step in life.steps:
        if step.possible and step.to is not None:
            how = _("{step} ({who})").format(step=label(step.act), who=who_may(step))
            for status in _GONE if step.act is LifeAct.REPORT else (step.to,):
                found[status] = how
    return found


def _card(event: TimelineEvent, life: LifeCycle) -> Card:
    words = event_words(event, life.names)
    if event.document is not None:
        about = _("About {number}").format(number=event.number) if event.number else ""
        title = _("▤ {document} {number}").format(
            document=document_title(event.document), number=event.document.number
        )
        return Card(title, (about,) if about else (), _hint(event, words.who))
    lines = [words.details] if words.details else []
    if words.reason:
        lines.append(_("Reason: {reason}").format(reason=words.reason))
    title = " · ".join(filter(None, (words.title, event.number)))
    return Card(title, tuple(lines), _hint(event, words.who))


def _hint(event: TimelineEvent, who: str) -> str:
    """Return when it happened; when it was recorded, too, where that was another day."""
    parts = [day(event.on), who]
    if event.recorded_at.astimezone().date() != event.on:
        parts.append(_("recorded {moment}").format(moment=moment(event.recorded_at)))
    if event.entry is not None:
        parts.append(_("entry {seq}").format(seq=event.entry.seq))
    return " · ".join(parts)
