"""Everything about one weapon, beside the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_records import FoundAgainRecord
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.marking_records import WeaponMarking
from stockpile_app.domain.movements import CustodySpan
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import (
    EntryRecord,
    MarkRecord,
    PhotographRecord,
    WeaponRecord,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.reference.countries import country_name
from stockpile_app.reference.entry_words import entry_words
from stockpile_app.services.gateway import Services
from stockpile_app.ui.actions.weapon_actions import WeaponActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.marking_words import mark_lines, marking_cards
from stockpile_app.ui.models.weapon_columns import serial_text
from stockpile_app.ui.movement_words import span_words
from stockpile_app.ui.texts import NOTHING, count, day, isolated, label, moment, refusal_text
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.alarm_banner import AlarmBanner
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.photographs import PhotographList
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST_SPANS: Final = 12


class WeaponFile(NamedTuple):
    """What is known of one weapon."""

    weapon: WeaponRecord
    marks: list[MarkRecord]
    photographs: list[PhotographRecord]
    history: list[EntryRecord]
    custody: Sequence[CustodySpan]
    marking: WeaponMarking
    profiles: dict[str, str]


def load_file(services: Services, weapon_id: int) -> WeaponFile | None:
    """Return what is known of a weapon; None when there is none of this id."""
    weapons = services.weapons
    weapon = weapons.load([weapon_id]).get(weapon_id)
    if weapon is None:
        return None
    return WeaponFile(
        weapon,
        weapons.marks(weapon_id),
        weapons.photographs(weapon_id),
        weapons.history(weapon_id),
        services.movements.custody_history(weapon_id),
        services.marking.of_weapon(weapon_id),
        {each.profile.id: _(each.profile.title) for each in services.marking.profiles()},
    )


class WeaponDetail(QWidget):
    """Shows one weapon in tabs; follows changes to it.

    Signals:
        shown: The ``WeaponRecord`` on display, or None.
        open_wanted: The page of incidents, and the incident by which the weapon is gone.
    """

    shown = Signal(object)
    open_wanted = Signal(str, object)

    def __init__(
        self, context: UiContext, actions: WeaponActions, parent: QWidget | None = None
    ) -> None:
        """Show that nothing is selected."""
        super().__init__(parent)
        self.setObjectName("weapon_detail")
        self._context = context
        self._weapon_id: int | None = None
        self._job: Job[WeaponFile | None] | None = None
        self._stack = QStackedLayout(self)
        self.nothing = PlainLabel("", role="hint", wrap=True)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self._many())
        self._stack.addWidget(self._file(actions))
        self.show_selection(None, 0)
        context.bus.committed.connect(self._on_committed)

    def _many(self) -> QWidget:
        """Return what is said where no weapon is shown, and what can be done with several."""
        page = QWidget()
        self.offered = QWidget()
        self.offered.setObjectName("offered")
        self._offers = QVBoxLayout(self.offered)
        self._offers.setContentsMargins(12, 0, 12, 0)
        self.offered.hide()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing)
        layout.addWidget(self.offered)
        layout.addStretch(1)
        return page

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer what can be done with all that are selected, where they are several."""
        for action in actions:
            button = ActionButton(action)
            button.setObjectName(f"all_{action.objectName()}")
            self._offers.addWidget(button)

    def _file(self, actions: WeaponActions) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.alarm = AlarmBanner(self._context)
        self.alarm.open_wanted.connect(self.open_wanted)
        self.alarm.found_wanted.connect(self.open_found_again)
        layout.addWidget(self.alarm)
        layout.addWidget(self._head(actions))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("detail_tabs")
        self.tabs.setAccessibleName(_("About this weapon"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)  # all four are always there
        self.record = QScrollArea()
        self.record.setObjectName("record")
        self.record.setAccessibleName(_("Record"))
        self.record.setWidgetResizable(True)
        self.record.setFrameShape(QFrame.Shape.NoFrame)
        self.marks = CardList("marks", _("Marks"))
        self.photographs = PhotographList(self._context)
        self.history = CardList("history", _("History"))
        self.tabs.addTab(self.record, _("Record"))
        self.tabs.addTab(self.marks, _("Marks"))
        self.tabs.addTab(self.photographs, _("Photos"))
        self.tabs.addTab(self.history, _("History"))
        layout.addWidget(self.tabs, 1)
        return page

    def _head(self, actions: WeaponActions) -> QWidget:
        head = QWidget()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(12, 12, 12, 0)
        layout.setSpacing(4)
        self.number = PlainLabel("", role="number")
        self.number.setObjectName("detail_number")
        self.summary = PlainLabel("", wrap=True)
        self.summary.setObjectName("detail_summary")
        layout.addWidget(self.number)
        layout.addWidget(self.summary)
        layout.addLayout(
            _tools((actions.describe, actions.correct, actions.mark, actions.photograph))
        )
        layout.addLayout(_tools((actions.issue, actions.take_back, actions.move)))
        trace = [actions.life.trace] if actions.life.trace.isVisible() else []
        layout.addLayout(_tools((actions.custody, actions.life.life, *trace)))
        return head

    def show_selection(self, weapon_id: int | None, selected: int) -> None:
        """Show a weapon, or how many are selected."""
        self._weapon_id = weapon_id
        if weapon_id is not None:
            self._reload()
            return
        self._job = None
        text = _(
            "Select a weapon to see its record, marks, photographs and history. Select several to"
            " print their labels; Ctrl+A selects all."
        )
        if selected > 1:
            text = ngettext(
                "{count} weapon is selected.", "{count} weapons are selected.", selected
            ).format(count=count(selected))
        self.offered.setVisible(selected > 1)
        self.nothing.setText(text)
        self._stack.setCurrentIndex(0)
        self.shown.emit(None)

    def _reload(self) -> None:
        services, weapon_id = self._context.services, self._weapon_id
        assert weapon_id is not None  # noqa: S101 - checked by both callers

        def work(_progress: Progress) -> WeaponFile | None:
            return load_file(services, weapon_id)

        if self._job is not None:
            self._job.cancel()
        self._job = Job(work)
        self._job.succeeded.connect(self._on_loaded)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_loaded(self, file: WeaponFile | None) -> None:
        if self.sender() is not self._job or file is None:
            return  # another weapon was selected meanwhile
        weapon = file.weapon
        self.number.setText(weapon.number)
        parts = (serial_text(weapon), weapon.maker, weapon.model)
        self.summary.setText(" · ".join(filter(None, parts)))
        self.alarm.show_weapon(weapon)
        self.record.setWidget(_record(file, self._context.services.desk.today))
        cards = [_mark_card(each) for each in file.marks]
        cards += marking_cards(file.marking, file.profiles)
        self.marks.show_cards(cards, _("No mark is recorded yet."))
        self.photographs.show_photographs(file.photographs)
        self.history.show_cards([_entry_card(each) for each in reversed(file.history)], "")
        self.tabs.setTabText(1, _("Marks ({count})").format(count=len(file.marks)))
        self.tabs.setTabText(2, _("Photos ({count})").format(count=len(file.photographs)))
        self._stack.setCurrentIndex(1)
        self.shown.emit(weapon)

    @Slot(object)
    def open_found_again(self, known: FoundAgainRecord) -> None:
        """Open the form that raises the alarm over a disposed weapon that is there again."""
        from stockpile_app.ui.dialogs.disposal_work_dialogs import (  # noqa: PLC0415 - start-up
            FoundAgainDialog,
        )

        self.dialog = FoundAgainDialog(self._context, known, self)
        self.dialog.open()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.nothing.setText(refusal_text(error))
        self._stack.setCurrentIndex(0)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        others = changes.places or changes.people
        if self._weapon_id is not None and (others or changes.touches(self._weapon_id)):
            self._reload()


def _tools(actions: Sequence[QAction]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for action in actions:
        button = QToolButton()
        button.setObjectName(f"detail_{action.objectName()}")
        button.setDefaultAction(action)
        button.setAccessibleName(action.toolTip())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        row.addWidget(button)
    row.addStretch(1)
    return row


def _record(file: WeaponFile, today: dt.date) -> QWidget:
    inside = QWidget()
    rows = QFormLayout(inside)
    rows.setContentsMargins(12, 12, 12, 12)
    rows.setHorizontalSpacing(12)
    rows.setVerticalSpacing(6)
    status, place, *others = _fields(file.weapon)
    for name, text in (status, *_custody(file, today), place, *others):
        rows.addRow(PlainLabel(name, role="hint"), _value(text or NOTHING))
    rows.addRow(PlainLabel(_("Where it was, and who had it"), role="heading"))
    for span in list(reversed(file.custody))[:_MOST_SPANS]:
        where, when = span_words(span)
        said = PlainLabel(isolated(where), wrap=True)
        hint = PlainLabel(when, role="hint", wrap=True)
        hint.setContentsMargins(0, 0, 0, 6)
        rows.addRow(said)
        rows.addRow(hint)
    if len(file.custody) > _MOST_SPANS:
        more = _("Earlier ones are in the custody history.")
        rows.addRow(PlainLabel(more, role="hint", wrap=True))
    return inside


def _custody(file: WeaponFile, today: dt.date) -> list[tuple[str, str]]:
    """Return who has a weapon that is out, since when, and until when."""
    weapon = file.weapon
    if not weapon.custodian:
        return []
    last = file.custody[-1] if file.custody else None
    fields = [(_("Custodian"), weapon.custodian)]
    if last is not None:
        fields.append((_("Since"), day(last.since)))
    due = day(weapon.due_on)
    if weapon.due_on is not None and weapon.due_on < today:
        due = _("{day}, overdue").format(day=due)
    return [*fields, (_("Due back"), due)]


def _value(text: str) -> PlainLabel:
    said = PlainLabel(isolated(text), wrap=True)
    said.setMinimumWidth(120)
    return said


def _fields(weapon: WeaponRecord) -> list[tuple[str, str]]:
    country = f"{country_name(weapon.country)} ({weapon.country})" if weapon.country else ""
    place = weapon.depot if weapon.place == weapon.depot else f"{weapon.depot} / {weapon.place}"
    return [
        (_("Status"), label(weapon.status)),
        (_("Place"), place),
        (_("Serial number"), serial_text(weapon)),
        (_("Category"), label(weapon.category)),
        (_("Class"), label(weapon.category.weapon_class if weapon.category else None)),
        (_("Maker"), weapon.maker),
        (_("Model"), weapon.model),
        (_("Calibre"), weapon.calibre),
        (_("Country"), country),
        (_("Year"), "" if weapon.year is None else str(weapon.year)),
        (_("Condition"), label(weapon.condition)),
        (_("Received on"), day(weapon.received_on)),
        (_("Received from"), weapon.source),
        (_("Reference"), weapon.reference),
        (_("Import"), "" if weapon.batch is None else str(weapon.batch)),
        (_("Notes"), weapon.notes),
    ]


def _mark_card(mark: MarkRecord) -> Card:
    where = listed((label(mark.component), mark.position))
    lines = [f"{where} · {label(mark.occasion)} · {label(mark.method)}"]
    lines += mark_lines(mark)
    if mark.altered:
        lines.append(_("Altered or partly removed"))
    if mark.met:
        lines.append(_("Met: {demands}").format(demands=listed(map(label, mark.met))))
    if mark.not_met:
        lines.append(_("Not met: {demands}").format(demands=listed(map(label, mark.not_met))))
    return Card(mark.text, tuple(lines), day(mark.observed_on))


def _entry_card(entry: EntryRecord) -> Card:
    words = entry_words(entry, leave_out=frozenset({"number"}))
    lines = [words.details] if words.details else []
    if words.reason:
        lines.append(_("Reason: {reason}").format(reason=words.reason))
    if entry.approved_by:
        lines.append(_("Approved by {name}").format(name=entry.approved_by))
    hint = _("{moment} · {name} · entry {seq}").format(
        moment=moment(entry.recorded_at), name=entry.recorded_by, seq=entry.seq
    )
    return Card(words.title, tuple(lines), hint)
