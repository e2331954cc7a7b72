"""The end of a day at a site, and the way of its weapons to a depot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.collection_days import (
    CloseDay,
    DayFigures,
    PackContainer,
    SendContainers,
    WaitingWeapon,
)
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections_vocabulary import DayCheck
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ui.collection_words import day_words, days_words, pair_words
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_dialogs import CollectionDialog, given_day
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import day, label
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.26, 0.26, 0.26, 0.22)
_ROWS: Final = 6


class CloseCollectionDayDialog(CollectionDialog):
    """Shows whether receipts, tags and people agree, and closes the day."""

    def __init__(
        self, context: UiContext, figures: DayFigures, parent: QWidget | None = None
    ) -> None:
        """Ask why where two figures differ."""
        title = _("Close the day: {site}, {day}").format(
            site=figures.site_name, day=day(figures.day)
        )
        super().__init__(context, title, _("&Close the day"), parent)
        self.setObjectName("close_collection_day_dialog")
        self._figures = figures
        self._say()
        self.explanations: dict[DayCheck, QLineEdit] = {}
        keys = "rgieh"
        for key, pair in zip(keys, figures.pairs, strict=False):
            if not pair.agrees:
                edit = QLineEdit(pair.explanation)
                self.explanations[pair.check] = edit
                text = _("Why: {check} (&{key})").format(check=label(pair.check), key=key)
                hint = pair_words(pair)
                self.form.add(
                    f"explanation_{pair.check.value}", text, edit, required=True, hint=hint
                )
        self.spoilt = QLineEdit(", ".join(figures.spoilt))
        self.notes = NotesEdit(2)
        hint = _("Tags that were torn or misprinted, with commas between them.")
        self.form.add("spoilt", _("&Spoilt tags"), self.spoilt, hint=hint)
        self.form.add("notes", _("No&tes"), self.notes)
        self.submit_button.setEnabled(not figures.open_hand_ins)
        make_room(self, 720, 420, context.settings.text_scale)

    def _say(self) -> None:
        figures = self._figures
        texts = [("hint", day_words(figures))]
        if figures.open_hand_ins:
            text = _("Finish these hand-ins first: {numbers}.").format(
                numbers=listed(figures.open_hand_ins)
            )
            texts.append(("banner", text))
        agree = [each for each in figures.pairs if each.agrees]
        if agree:
            lines = "\n".join(f"✓ {stated(label(each.check), pair_words(each))}" for each in agree)
            texts.append(("good", lines))
        differ = [each for each in figures.pairs if not each.agrees]
        if differ:
            lines = "\n".join(f"✗ {stated(label(each.check), pair_words(each))}" for each in differ)
            texts.append(("notice", lines))
        for at, (role, text) in enumerate(texts):
            self.body.insertWidget(at, PlainLabel(text, role=role, wrap=True))

    @override
    def command(self) -> Callable[[Progress], Any]:
        asked = CloseDay(
            site=self._figures.site,
            day=self._figures.day,
            explanations={check: edit.text() for check, edit in self.explanations.items()},
            spoilt=tuple(filter(None, map(str.strip, self.spoilt.text().split(",")))),
            notes=self.notes.toPlainText(),
        )
        days = self.context.services.collections.days
        return lambda _progress: days.close(asked)


class PackDialog(CollectionDialog):
    """Puts weapons that wait at a site into a sealed container."""

    def __init__(
        self,
        context: UiContext,
        site: SiteRecord,
        waiting: Sequence[WaitingWeapon],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with all of them."""
        title = _("Pack under seal: {site}").format(site=site.name)
        super().__init__(context, title, _("&Pack and seal"), parent)
        self.setObjectName("pack_dialog")
        self._site = site.id
        self.weapons: SharesTable[WaitingWeapon] = SharesTable(
            RecordsModel(_waiting_columns()), ("waiting", _("Weapons that wait here")), _SHARES
        )
        self.weapons.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.weapons.records.show(waiting)
        self.weapons.selectAll()
        self.weapons.setMinimumHeight(self.weapons.height_of(_ROWS))
        self.name, self.seals = QLineEdit(), QLineEdit()
        self.packed = DayEdit()
        self.packed.setText(context.services.desk.today.isoformat())
        self.sealed_by = NameEdit(context, context.services.user.full_name)
        self.witness = NameEdit(context)
        add = self.form.add
        hint = _("Bolts may go in a box of their own; ammunition never with weapons.")
        add("weapon_ids", _("&Weapons"), self.weapons, required=True, hint=hint)
        add("name", _("Co&ntainer"), self.name, required=True)
        hint = _("Numbers of the seals, with commas between them.")
        add("seals", _("&Seals"), self.seals, required=True, hint=hint)
        add("packed_on", _("Packed &on"), self.packed, required=True)
        add("sealed_by", _("Sealed &by"), self.sealed_by, required=True)
        add("witness", _("W&itness"), self.witness, required=True)
        make_room(self, 760, 620, context.settings.text_scale)

    @override
    def command(self) -> Callable[[Progress], Any]:
        rows = self.weapons.selectionModel().selectedRows()
        chosen = [self.weapons.records.record(each.row()) for each in rows]
        asked = PackContainer(
            site=self._site,
            name=self.name.text(),
            weapon_ids=tuple(each.weapon_id for each in chosen),
            seals=tuple(filter(None, map(str.strip, self.seals.text().split(",")))),
            packed_on=given_day(self.packed),
            sealed_by=self.sealed_by.text(),
            witness=self.witness.text(),
        )
        days = self.context.services.collections.days
        return lambda _progress: days.pack(asked)


def _waiting_columns() -> list[Column[WaitingWeapon]]:
    return [
        Column(_("Number"), lambda each: each.number),
        Column(_("Tag"), lambda each: each.tag),
        Column(_("Handed in"), lambda each: day(each.handed_in_on)),
        Column(_("Waits"), lambda each: days_words(each.days), order=lambda each: each.days),
    ]


class SendDialog(CollectionDialog):
    """Sends sealed containers from a site to a depot, with a manifest."""

    def __init__(self, context: UiContext, site: SiteRecord, parent: QWidget | None = None) -> None:
        """Begin with all sealed containers of the site."""
        title = _("Send to a depot: {site}").format(site=site.name)
        super().__init__(context, title, _("Se&nd"), parent, columns=2)
        self.setObjectName("send_dialog")
        self._site = site.id
        places = context.services.places.all()
        self.containers: SharesTable[PlaceRecord] = SharesTable(
            RecordsModel([Column(_("Container"), lambda each: each.path)]),
            ("containers", _("Containers of this site")),
            (1.0,),
        )
        self.containers.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        own = _inside(places, site.place_id)
        self.containers.records.show([each for each in own if each.kind is PlaceKind.CONTAINER])
        self.containers.selectAll()
        self.containers.setMinimumHeight(self.containers.height_of(_ROWS))
        depots = [
            each for each in places if each.kind is PlaceKind.DEPOT and each.id != site.place_id
        ]
        self.depot = PlacePicker(depots)
        today = context.services.desk.today
        self.sent, self.expected = DayEdit(), DayEdit()
        self.sent.setText(today.isoformat())
        self.expected.setText((today + dt.timedelta(days=1)).isoformat())
        self.handed_by = NameEdit(context, context.services.user.full_name)
        self.received_by, self.authorised_by = NameEdit(context), NameEdit(context)
        self.vehicle, self.escort = QLineEdit(), QLineEdit()
        self._add_fields()
        make_room(self, 960, 480, context.settings.text_scale)

    def _add_fields(self) -> None:
        add = self.form.add
        hint = _("Weapons that are not packed yet: pack them under seal first.")
        add("container_ids", _("&Containers"), self.containers, required=True, hint=hint)
        add("depot_id", _("&Depot"), self.depot, required=True)
        add("sent_on", _("Sent &on"), self.sent, required=True, column=1)
        add("expected_on", _("E&xpected on"), self.expected, required=True, column=1)
        add("handed_by", _("&Handed over by"), self.handed_by, required=True, column=1)
        add("received_by", _("&Taken over by"), self.received_by, required=True, column=1)
        add("authorised_by", _("Authorised &by"), self.authorised_by, required=True, column=1)
        add("vehicle", _("&Vehicle"), self.vehicle, column=1)
        add("escort", _("&Escort"), self.escort, column=1)

    @override
    def command(self) -> Callable[[Progress], Any]:
        depot = self.depot.place_id()
        if depot is None:
            raise BadValue(N_("Choose the depot."), "depot_id")
        rows = self.containers.selectionModel().selectedRows()
        asked = SendContainers(
            site=self._site,
            container_ids=tuple(self.containers.records.record(each.row()).id for each in rows),
            depot_id=depot,
            sent_on=given_day(self.sent),
            expected_on=given_day(self.expected),
            handed_by=self.handed_by.text(),
            received_by=self.received_by.text(),
            authorised_by=self.authorised_by.text(),
            vehicle=self.vehicle.text(),
            escort=self.escort.text(),
        )
        days = self.context.services.collections.days
        return lambda _progress: days.send(asked)


def _inside(places: Sequence[PlaceRecord], place_id: int) -> list[PlaceRecord]:
    inside, found = {place_id}, []
    for each in places:  # parents come first
        if each.parent in inside:
            inside.add(each.id)
            found.append(each)
    return found
