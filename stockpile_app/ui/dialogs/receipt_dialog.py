"""Receives a dispatch: containers by their seals, weapons line by line against the manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.movements import (
    LONGEST_PURPOSE,
    DispatchRecord,
    MovementDone,
    ReceiveDispatch,
)
from stockpile_app.domain.places import PARENT_KINDS, is_usable
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.scans import Scan
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.receipt_draft import ReceiptPacker
from stockpile_app.ui.receipt_scans import ReceiptAnswer, receipt_answer
from stockpile_app.ui.receipt_state import Check, ReceiptState
from stockpile_app.ui.scan_queue import ScanQueue
from stockpile_app.ui.texts import count, refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.receipt_lines import ReceiptLines
from stockpile_app.ui.widgets.receipt_seals import ReceiptSeals
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_choice import ScanChoice
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.scan_paste import PastedScans

_GOES_ON: Final = QMessageBox.ButtonRole.DestructiveRole
_SIDE: Final = 46
"""Characters that seals and names are wide."""


class ReceiptDialog(FormDialog):
    """The manifest at the left, ticked off by scanning; seals and names at the right."""

    def __init__(self, context: UiContext, dispatch_id: int, parent: QWidget | None = None) -> None:
        """Read the manifest of a dispatch."""
        super().__init__(context, _("Receive a dispatch"), _("Record the receip&t"), parent)
        self.setObjectName("receipt_dialog")
        self._dispatch_id = dispatch_id
        self._before = ""
        self._missing: tuple[int, ...] = ()
        self._asked: QMessageBox | None = None
        self.state: ReceiptState | None = None
        self.places: dict[int, PlaceRecord] = {}
        self.answer = ScanAnswer(sounds=context.scanning.sounds, far=True)
        self.field = ScanField("receipt_scan")
        self.choice = ScanChoice()
        self.lines = ReceiptLines()
        self.seals = ReceiptSeals()
        self.queue = ScanQueue(context.jobs, self._prepare, self)
        self.queue.hold(held=True)
        self._add_fields()
        self._build()
        self._connect()
        self._kept = ReceiptPacker(self)
        self.keep_draft("receipt", dispatch_id, self._kept)
        # Enter after a seal goes on; it must not record what is half checked, or close the dialog
        self.submit_button.setDefault(False)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        make_room(self, 1120, 720, context.settings.text_scale)
        self._load()

    # --- building --------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        self.place = PlacePicker((), only_usable=True)
        self.place.setMinimumContentsLength(12)
        self.occurred_on = DayEdit()
        self.occurred_on.setText(self.context.services.desk.today.isoformat())
        self.occurred_on.textChanged.connect(self._on_day)
        self.handed_by = NameEdit(self.context)
        self.received_by = NameEdit(self.context, self.context.services.user.full_name)
        self.notes, self.explanation = QLineEdit(), QLineEdit()
        self.notes.setMaxLength(LONGEST_PURPOSE)
        self.explanation.setMaxLength(LONGEST_PURPOSE)
        add = self.form.add
        add("place_id", _("&Put in"), self.place, required=True)
        add("handed_by", _("Hand&ed by"), self.handed_by, required=True)
        add("received_by", _("Rece&ived by"), self.received_by, required=True)
        add("occurred_on", _("Da&y"), self.occurred_on, required=True)
        add("notes", _("Remar&ks"), self.notes)
        add("explanation", _("E&xplanation"), self.explanation)
        self.form.show_field("explanation", shown=False)

    def _build(self) -> None:
        self.body.removeWidget(self.form)
        said = PlainLabel(_("Sc&an"))
        said.setBuddy(self.field)
        scan = QHBoxLayout()
        scan.setSpacing(8)
        scan.addWidget(said)
        scan.addWidget(self.field, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(scan)
        for widget in (self.answer, self.choice):
            left.addWidget(widget)
        left.addWidget(self.lines, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addWidget(self._side())
        self.body.addLayout(columns, 1)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - as the base makes it
        layout.setStretch(layout.indexOf(self.body), 1)
        layout.setStretch(layout.indexOf(self.body) + 1, 0)  # the table takes what is left

    def _side(self) -> QScrollArea:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.seals)
        layout.addWidget(self.form)
        layout.addStretch(1)
        side = QScrollArea()
        side.setObjectName("receipt_side")
        side.setAccessibleName(_("Seals and names"))
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(inside)
        wanted = _SIDE * self.fontMetrics().horizontalAdvance("0")
        side.setFixedWidth(max(wanted, inside.minimumSizeHint().width()))
        return side

    def _connect(self) -> None:
        self.field.read.connect(self.on_scan)
        PastedScans(
            self.field,
            self.answer,
            self.on_scan,
            idle=lambda: self.queue.idle,
            taken=lambda: self.state.progress.seen if self.state is not None else 0,
        )
        self.choice.chosen.connect(self._on_chosen)
        self.choice.given_up.connect(self._on_given_up)
        self.queue.looked_up.connect(self._on_read)
        self.queue.refused.connect(self._on_scan_refused)

    # --- the manifest ----------------------------------------------------------------------------

    def _load(self) -> None:
        services, dispatch_id = self.context.services, self._dispatch_id

        def work(_progress: Progress) -> tuple[DispatchRecord, list[PlaceRecord]]:
            return services.movements.dispatch_record(dispatch_id), services.places.all(
                counts=False
            )

        job = Job(work)
        job.succeeded.connect(self._on_loaded)
        job.refused.connect(self.on_refused)
        self.context.jobs.start(job, writes=False)

    @Slot(object)
    def _on_loaded(self, found: tuple[DispatchRecord, list[PlaceRecord]]) -> None:
        sent, places = found
        self.state = ReceiptState(sent)
        in_depot = [each for each in places if each.depot == sent.movement.place_id]
        fitting = [each for each in in_depot if each.kind in PARENT_KINDS[PlaceKind.CONTAINER]]
        own = {each.place_id for each in sent.containers}
        self.places = {each.id: each for each in fitting if is_usable(each) and each.id not in own}
        self.place.reload(list(self.places.values()))
        self.handed_by.setText(sent.movement.received_by)
        self.lines.show_state(self.state)
        self.seals.show_state(self.state)
        for box in self.seals.containers.values():
            box.read.returnPressed.connect(self.field.setFocus)
        title = _("{number}, sent from {depot}").format(
            number=sent.movement.number, depot=sent.from_depot
        )
        self._say(
            Tone.NEUTRAL,
            title,
            _("Scan a container and read its seals, then scan its weapons one by one."),
        )
        self.field.setFocus()
        self.queue.hold(held=False)
        self._kept.begin()

    # --- scanning --------------------------------------------------------------------------------

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Tick off what was scanned; a seal goes to its container."""
        box = self.seals.field_with_focus()
        if box is not None and self.state is not None and not self._is_number(text):
            box.add_seal(text)
            self._say(Tone.GOOD, _("Seal {seal}").format(seal=text), box.container.name)
            return
        self.queue.put(text)

    def _is_number(self, text: str) -> bool:
        return text.upper().startswith(self.context.services.register.origin) or (
            text[2:].upper().startswith(self.context.services.register.origin)
        )

    def _prepare(self, text: str) -> Callable[[], Scan]:
        self.choice.offer(())
        read = self.context.services.scans.read
        return lambda: read(text)

    @Slot(object)
    def _on_read(self, scan: Scan) -> None:
        if self.state is None:
            return
        answer = receipt_answer(scan, self.state, self.places, self._before)
        self._before = scan.text
        self._apply(answer)

    def _apply(self, answer: ReceiptAnswer) -> None:
        if answer.seen is not None:
            self.lines.mark((answer.seen,), Check.SEEN)
        if answer.unexpected:
            self.lines.note_unexpected(answer.unexpected)
        if answer.place is not None:
            self.place.set_place(answer.place.id)
        if answer.container is not None:
            self._look_at(answer.container.place_id, answer.seal)
        self.choice.offer(answer.choices)
        self._say(answer.tone, answer.title, answer.detail)

    def _look_at(self, place_id: int, seal: str) -> None:
        box = self.seals.containers[place_id]
        self.lines.show_container(place_id)
        if seal:
            box.add_seal(seal)
        elif box.waits:
            box.read.setFocus()

    @Slot(object)
    def _on_chosen(self, weapon: WeaponRecord) -> None:
        self.field.setFocus()
        self.queue.put(weapon.number)

    @Slot()
    def _on_given_up(self) -> None:
        self.field.setFocus()

    @Slot(object)
    def _on_scan_refused(self, error: StockpileError) -> None:
        self._say(Tone.BAD, _("Not looked up"), refusal_text(error))

    def _say(self, tone: Tone, title: str, detail: str = "") -> None:
        self.answer.say(tone, title, detail)

    # --- recording -------------------------------------------------------------------------------

    @Slot()
    @override
    def submit(self) -> None:
        """Record it; what is missing is asked about first."""
        if self.state is None:
            return
        left, missing = self.state.not_found(), self.state.ids(Check.MISSING)
        if not left and not missing:
            self._missing = ()
            super().submit()
            return
        self._ask(left, missing)

    def _ask(self, left: tuple[int, ...], missing: tuple[int, ...]) -> None:
        box = QMessageBox(self)
        box.setObjectName("missing_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(_("Not everything was seen"))
        total = len(left) + len(missing)
        box.setText(
            ngettext(
                "{count} weapon was not seen.", "{count} weapons were not seen.", total
            ).format(count=count(total))
        )
        box.setInformativeText(
            _(
                "What is reported missing counts as lost at once, and an incident is opened for the"
                " investigation. Look again in every container before you report it."
            )
        )
        report = box.addButton(_("&Report as missing"), _GOES_ON)
        report.setObjectName("report_missing")
        report.clicked.connect(self._on_report)
        if left:
            later = box.addButton(_("Check the rest &later"), _GOES_ON)
            later.setObjectName("check_later")
            later.clicked.connect(self._on_later)
        stay = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        for each in box.buttons():
            each.ensurePolished()
            each.setMinimumWidth(each.sizeHint().width())
        self._asked = box
        box.open()

    @Slot()
    def _on_report(self) -> None:
        if self.state is not None:
            self._missing = (*self.state.ids(Check.MISSING), *self.state.not_found())
            super().submit()

    @Slot()
    def _on_later(self) -> None:
        if self.state is not None:
            self._missing = self.state.ids(Check.MISSING)
            super().submit()

    @override
    def command(self) -> Callable[[Progress], MovementDone]:
        assert self.state is not None  # noqa: S101 - asked by submit
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(
                N_("Choose where the containers are put, or scan the place."), "place_id"
            )
        day = self.occurred_on.day()
        if day is None:
            raise BadValue(N_("Give the day."), "occurred_on")
        asked = ReceiveDispatch(
            dispatch_id=self._dispatch_id,
            place_id=place_id,
            occurred_on=day,
            handed_by=self.handed_by.text(),
            received_by=self.received_by.text(),
            weapon_ids=self.state.ids(Check.SEEN),
            missing_ids=self._missing,
            unexpected=tuple(self.state.unexpected),
            seals=self.seals.read(),
            notes=self.notes.text(),
            explanation=self.explanation.text(),
        )
        receive = self.context.services.movements.receive
        return lambda _progress: receive(asked)

    @Slot(object)
    @override
    def on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue) and error.field == "explanation":
            self.form.show_field("explanation", shown=True)
        super().on_refused(error)
        self._say(Tone.BAD, _("Not recorded"), refusal_text(error))

    @Slot()
    def _on_day(self) -> None:
        today: dt.date = self.context.services.desk.today
        late = self.occurred_on.text().strip() != today.isoformat()
        self.form.show_field("explanation", shown=late or bool(self.explanation.text()))
