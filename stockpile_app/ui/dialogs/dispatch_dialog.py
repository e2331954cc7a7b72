"""Sends sealed containers, with all that is in them, to another depot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.movements import (
    LONGEST_PURPOSE,
    DispatchContainers,
    MovementDone,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.scans import Scan
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import plain_tip
from stockpile_app.ui.movement_words import weapons_words
from stockpile_app.ui.scan_queue import ScanQueue
from stockpile_app.ui.scan_words import paper_title, scan_words, where_words
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.scan_answer import ScanAnswer

_DAYS_ON_THE_WAY: Final = 7
_PLACE: Final = Qt.ItemDataRole.UserRole
_MARGIN: Final = 12


class ContainerList(QListWidget):
    """Containers to tick; those that cannot leave say why not."""

    def __init__(self, containers: Sequence[PlaceRecord], parent: QWidget | None = None) -> None:
        """Offer ``containers``, those that can leave first."""
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(18, 18))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(320)
        self.setMinimumHeight(200)
        self._items: dict[int, QListWidgetItem] = {}
        for place in sorted(containers, key=lambda each: (bool(why_not(each)), each.path)):
            item = QListWidgetItem(icon("container"), container_line(place))
            item.setData(_PLACE, place)
            item.setToolTip(plain_tip(f"{item.text()}\n{place.path}"))
            item.setSizeHint(QSize(0, self.fontMetrics().height() + _MARGIN))
            if why_not(place):
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            else:
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                    | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Unchecked)
            self._items[place.id] = item
            self.addItem(item)

    def place(self, place_id: int) -> PlaceRecord | None:
        """Return a container that is offered, or None."""
        item = self._items.get(place_id)
        found: PlaceRecord | None = item.data(_PLACE) if item is not None else None
        return found

    def tick(self, place_id: int) -> bool:
        """Tick a container; whether it was not ticked yet."""
        item = self._items[place_id]
        fresh = item.checkState() is not Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Checked)
        self.setCurrentItem(item)
        return fresh

    def ticked(self) -> tuple[int, ...]:
        """Return the containers that are ticked."""
        return tuple(
            key for key, each in self._items.items() if each.checkState() is Qt.CheckState.Checked
        )


class DispatchDialog(FormDialog):
    """Containers on the one side, the way on the other; scanning a container ticks it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Offer the containers of this register."""
        super().__init__(context, _("Dispatch containers"), _("&Dispatch"), parent, columns=2)
        self.setObjectName("dispatch_dialog")
        self.keep_draft("dispatch")
        self._places = context.services.places.all()
        self.answer = ScanAnswer(sounds=context.scanning.sounds)
        self.answer.say(
            Tone.NEUTRAL,
            _("Scan the containers"),
            _("Or tick them. Only sealed containers leave; each goes with all that is in it."),
        )
        self.body.insertWidget(0, self.answer)
        self.queue = ScanQueue(context.jobs, self._prepare, self)
        self.queue.looked_up.connect(self._on_read)
        self.queue.refused.connect(self._on_scan_refused)
        self._add_fields()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - as the base makes it
        layout.setStretch(layout.indexOf(self.body), 1)
        layout.setStretch(layout.indexOf(self.body) + 1, 0)  # the list takes what is left
        self.body.setStretch(1, 1)
        make_room(self, 1040, 620, context.settings.text_scale)

    def _add_fields(self) -> None:
        today = self.context.services.desk.today
        self.containers = ContainerList(
            [each for each in self._places if each.kind is PlaceKind.CONTAINER]
        )
        self.depot = PlacePicker([each for each in self._places if each.kind is PlaceKind.DEPOT])
        self.depot.setMinimumContentsLength(12)
        self.occurred_on, self.expected_on = DayEdit(), DayEdit()
        self.occurred_on.setText(today.isoformat())
        self.expected_on.setText((today + dt.timedelta(days=_DAYS_ON_THE_WAY)).isoformat())
        self.names = {
            "handed_by": NameEdit(self.context, self.context.services.user.full_name),
            "received_by": NameEdit(self.context),
            "authorised_by": NameEdit(self.context),
        }
        self.vehicle, self.escort, self.explanation = QLineEdit(), QLineEdit(), QLineEdit()
        self.vehicle.setMaxLength(LONGEST_NAME)
        self.escort.setMaxLength(LONGEST_NAME)
        self.explanation.setMaxLength(LONGEST_PURPOSE)
        add = self.form.add
        add("containers", _("&Containers"), self.containers, required=True)
        add("depot_id", _("&To depot"), self.depot, required=True, column=1)
        add("occurred_on", _("Da&y"), self.occurred_on, required=True, column=1)
        add("expected_on", _("E&xpected on"), self.expected_on, required=True, column=1)
        add("handed_by", _("&Handed by"), self.names["handed_by"], required=True, column=1)
        add("received_by", _("Ca&rrier"), self.names["received_by"], required=True, column=1)
        add(
            "authorised_by",
            _("&Authorised by"),
            self.names["authorised_by"],
            required=True,
            column=1,
        )
        add("vehicle", _("&Vehicle"), self.vehicle, column=1)
        add("escort", _("E&scort"), self.escort, column=1)
        add("explanation", _("Ex&planation"), self.explanation, column=1)
        self.form.show_field("explanation", shown=False)
        self.occurred_on.textChanged.connect(self._on_day)

    @override
    def command(self) -> Callable[[Progress], MovementDone]:
        ticked, depot_id = self.containers.ticked(), self.depot.place_id()
        if not ticked:
            raise BadValue(N_("Tick the containers that leave, or scan them."), "containers")
        if depot_id is None:
            raise BadValue(N_("Choose the depot they go to."), "depot_id")
        asked = DispatchContainers(
            container_ids=ticked,
            depot_id=depot_id,
            occurred_on=_given(self.occurred_on),
            expected_on=_given(self.expected_on),
            handed_by=self.names["handed_by"].text(),
            received_by=self.names["received_by"].text(),
            authorised_by=self.names["authorised_by"].text(),
            vehicle=self.vehicle.text(),
            escort=self.escort.text(),
            explanation=self.explanation.text(),
        )
        dispatch = self.context.services.movements.dispatch
        return lambda _progress: dispatch(asked)

    @Slot(object)
    @override
    def on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue) and error.field == "explanation":
            self.form.show_field("explanation", shown=True)
        super().on_refused(error)
        self.answer.say(Tone.BAD, _("Not dispatched"), refusal_text(error))

    @Slot()
    def _on_day(self) -> None:
        today = self.context.services.desk.today.isoformat()
        late = self.occurred_on.text().strip() != today or bool(self.explanation.text())
        self.form.show_field("explanation", shown=late)

    # --- scanning --------------------------------------------------------------------------------

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Tick the container, choose the depot or fill in the name that was scanned."""
        self.queue.put(text)

    def _prepare(self, text: str) -> Callable[[], tuple[Scan, PersonRecord | None]]:
        services = self.context.services

        def read() -> tuple[Scan, PersonRecord | None]:
            scan = services.scans.read(text)
            card = scan.paper is not None and scan.paper.kind.name == "PERSON"
            return scan, services.people.get(scan.paper.sequence) if scan.paper and card else None

        return read

    @Slot(object)
    def _on_read(self, found: tuple[Scan, PersonRecord | None]) -> None:
        scan, person = found
        if person is not None:
            self._fill_name(person)
        elif scan.paper is not None:
            place = next((each for each in self._places if each.id == scan.paper.sequence), None)
            if scan.paper.kind.name == "PLACE" and place is not None:
                self._take_place(place)
            else:
                self._say(Tone.WARN, paper_title(scan.paper), _("Scan containers here."))
        elif scan.weapon is not None:
            where = _("It is in {place}. Containers leave whole: scan the container.")
            self._say(Tone.WARN, scan.weapon.number, where.format(place=where_words(scan.weapon)))
        else:
            words = scan_words(scan)
            self._say(*words)

    def _take_place(self, place: PlaceRecord) -> None:
        if place.kind is PlaceKind.DEPOT:
            self.depot.set_place(place.id)
            self._say(Tone.GOOD, _("To {place}").format(place=place.path))
        elif place.kind is not PlaceKind.CONTAINER:
            self._say(Tone.WARN, place.path, _("This is no container. Scan containers here."))
        elif reason := why_not(place):
            self._say(Tone.BAD, _("{name} cannot leave").format(name=place.name), reason)
        elif self.containers.tick(place.id):
            self._say(Tone.GOOD, place.name, container_line(place))
        else:
            self._say(Tone.TWICE, _("{name} was scanned before").format(name=place.name))

    def _fill_name(self, person: PersonRecord) -> None:
        focus = QApplication.focusWidget()
        name = next((key for key, each in self.names.items() if each is focus), "received_by")
        self.names[name].setText(person.name)
        self._say(Tone.GOOD, person.title)

    @Slot(object)
    def _on_scan_refused(self, error: StockpileError) -> None:
        self._say(Tone.BAD, _("Not looked up"), refusal_text(error))

    def _say(self, tone: Tone, title: str, detail: str = "") -> None:
        self.answer.say(tone, title, detail)


def why_not(place: PlaceRecord) -> str:
    """Return why a container cannot leave, or ""."""
    if place.dispatch_id is not None:
        return _("It is on its way already.")
    if not place.seals:
        return _("It is not sealed. Seal it on the page Places.")
    if not place.weapons:
        return _("It is empty.")
    return ""


def container_line(place: PlaceRecord) -> str:
    """Return a container with what is in it and its seals, or why it cannot leave."""
    reason = why_not(place)
    if reason:
        return stated(place.name, reason)
    return _("{name}: {weapons}, seals {seals}").format(
        name=place.name, weapons=weapons_words(place.weapons), seals=listed(place.seals)
    )


def _given(field: DayEdit) -> dt.date:
    day = field.day()
    if day is None:
        raise BadValue(N_("Give the day."), field.objectName())
    return day
