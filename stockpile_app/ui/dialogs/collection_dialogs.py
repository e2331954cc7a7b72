"""Programmes, sites and campaigns: their forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collection_sites import (
    HoldCampaign,
    OpenProgramme,
    OpenSite,
    ProgrammeRecord,
)
from stockpile_app.domain.collections_vocabulary import CustodyTerms, SiteKind
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import DepotKind, PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import ActDialog, FormDialog
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room

_MOST: Final = 1_000_000


class CollectionDialog(FormDialog):
    """A form about a collection; views of collections are told, whatever the act returns."""

    @Slot(object)
    @override
    def on_succeeded(self, result: Any) -> None:
        ActDialog.on_succeeded(self, result)
        changes = result if isinstance(result, ChangeSet) else getattr(result, "changes", None)
        told = changes if isinstance(changes, ChangeSet) else ChangeSet(collections=True)
        self.context.bus.committed.emit(told)


class WhyDialog(CollectionDialog):
    """Says what an act means, and asks why it is done."""

    def __init__(
        self,
        context: UiContext,
        words: tuple[str, str, str, str],
        act: Callable[[str], Any],
        parent: QWidget | None = None,
        *,
        warning: bool = False,
    ) -> None:
        """Ask why.

        Args:
            words: Object name, title, what it means, and the verb on the button.
            act: Does it, for a reason; runs in a job.
            warning: Whether it cannot be taken back.
        """
        name, title, said, verb = words
        super().__init__(context, title, verb, parent)
        self.setObjectName(name)
        self._act = act
        role = "banner" if warning else "notice"
        self.body.insertWidget(0, PlainLabel(said, role=role, wrap=True))
        self.reason = NotesEdit(3)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], Any]:
        reason, act = self.reason.toPlainText().strip(), self._act
        if not reason:
            raise BadValue(N_("Say why."), "reason")
        return lambda _progress: act(reason)


def number_edit(value: int, most: int = _MOST, least: int = 0) -> QSpinBox:
    """Return a field for a number."""
    edit = QSpinBox()
    edit.setRange(least, most)
    edit.setValue(value)
    return edit


def given_day(edit: DayEdit) -> Any:
    """Return the day of a field that must be filled.

    Raises:
        BadValue: There is none.
    """
    day = edit.day()
    if day is None:
        raise BadValue(N_("Say on which day."), edit.objectName())
    return day


class OpenProgrammeDialog(CollectionDialog):
    """Begins a programme."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(context, _("New programme"), _("&Begin"), parent, columns=2)
        self.setObjectName("open_programme_dialog")
        said = _(
            "Decide before the first day who owns the data, who may see names, and how somebody who"
            " is found not eligible appeals: the last stands on every receipt."
        )
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        self.name, self.authority = QLineEdit(), QLineEdit()
        self.basis, self.data_owner = QLineEdit(), QLineEdit()
        self.appeal, self.notes = NotesEdit(3), NotesEdit(2)
        self.starts, self.ends = DayEdit(), DayEdit()
        self.starts.setText(context.services.desk.today.isoformat())
        self.minutes, self.expected = number_edit(20, 240, 1), number_edit(0)
        add = self.form.add
        add("name", _("&Name"), self.name, required=True)
        add("authority", _("&Authority"), self.authority, required=True)
        hint = _("The agreement, law or mandate.")
        add("basis", _("Ba&sis"), self.basis, hint=hint)
        add("data_owner", _("O&wner of the data"), self.data_owner)
        hint = _("Where, how and until when. Printed on the receipt of whoever is not eligible.")
        add("appeal", _("A&ppeals"), self.appeal, hint=hint)
        add("starts_on", _("From the &day"), self.starts, required=True, column=1)
        add("ends_on", _("&Until"), self.ends, column=1)
        add("expected", _("Pe&ople expected"), self.expected, column=1)
        hint = _("15 to 20 by IDDRS 4.10, section 5.8.")
        add("minutes", _("&Minutes a person"), self.minutes, hint=hint, column=1)
        add("notes", _("No&tes"), self.notes, column=1)
        make_room(self, 960, 460, context.settings.text_scale)

    @override
    def command(self) -> Callable[[Progress], Any]:
        asked = OpenProgramme(
            name=self.name.text(),
            authority=self.authority.text(),
            starts_on=given_day(self.starts),
            basis=self.basis.text(),
            data_owner=self.data_owner.text(),
            appeal=self.appeal.toPlainText(),
            ends_on=self.ends.day(),
            minutes=self.minutes.value(),
            expected=self.expected.value(),
            notes=self.notes.toPlainText(),
        )
        setup = self.context.services.collections.setup
        return lambda _progress: setup.open_programme(asked)


class OpenSiteDialog(CollectionDialog):
    """Opens a site of a programme."""

    def __init__(
        self,
        context: UiContext,
        programmes: tuple[ProgrammeRecord, ...],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the last programme."""
        super().__init__(context, _("New site"), _("&Open the site"), parent, columns=2)
        self.setObjectName("open_site_dialog")
        self.programme = _programmes(programmes)
        self.code, self.name = QLineEdit(), QLineEdit()
        self.code.setMaxLength(6)
        kinds = (DepotKind.COLLECTION_POINT, DepotKind.TEMPORARY)
        places = [
            each
            for each in context.services.places.all(counts=False)
            if each.kind is PlaceKind.DEPOT and each.depot_kind in kinds
        ]
        self.place = PlacePicker(places, anywhere=_("A new place of this name"))
        self.kind, self.custody = CodeCombo(SiteKind), CodeCombo(CustodyTerms)
        self.opened = DayEdit()
        self.opened.setText(context.services.desk.today.isoformat())
        self.lanes, self.hours = number_edit(1, 100, 1), number_edit(8, 24, 1)
        self.keys = [(QLineEdit(), QLineEdit()) for _key in range(2)]
        self.notes = NotesEdit(2)
        self._add_fields()
        self.custody.currentIndexChanged.connect(self._on_custody)
        self._on_custody()
        make_room(self, 960, 520, context.settings.text_scale)

    def _add_fields(self) -> None:
        add = self.form.add
        add("programme", _("&Programme"), self.programme, required=True)
        hint = _("2 to 6 letters or digits: codes of people here begin with it.")
        add("code", _("&Code"), self.code, required=True, hint=hint)
        add("name", _("&Name"), self.name, required=True)
        hint = _("A collection point or temporary store that is registered, or a new one.")
        add("place_id", _("P&lace"), self.place, hint=hint)
        add("opened_on", _("Op&ened on"), self.opened, required=True)
        add("kind", _("&Kind"), self.kind, column=1)
        hint = _("Under two keys: the weapons stay the group's, and no party opens alone.")
        add("custody", _("C&ustody"), self.custody, hint=hint, column=1)
        for at, (holder, party) in enumerate(self.keys, start=1):
            add(f"key_holder_{at}", _("Holder of key &{at}").format(at=at), holder, column=1)
            add(f"key_party_{at}", _PARTIES[at - 1](), party, column=1)
        add("lanes", _("L&anes"), self.lanes, column=1)
        add("hours", _("&Hours a day"), self.hours, column=1)
        add("notes", _("No&tes"), self.notes)

    @Slot()
    def _on_custody(self) -> None:
        shared = self.custody.code(CustodyTerms) is CustodyTerms.TEMPORARY
        for at in (1, 2):
            self.form.show_field(f"key_holder_{at}", shown=shared)
            self.form.show_field(f"key_party_{at}", shown=shared)

    @override
    def command(self) -> Callable[[Progress], Any]:
        programme = self.programme.currentData()
        if programme is None:
            raise BadValue(N_("Choose a programme."), "programme")
        custody = self.custody.code(CustodyTerms) or CustodyTerms.PERMANENT
        keys = tuple((holder.text().strip(), party.text().strip()) for holder, party in self.keys)
        asked = OpenSite(
            programme=programme,
            code=self.code.text(),
            opened_on=given_day(self.opened),
            name=self.name.text(),
            place_id=self.place.place_id(),
            kind=self.kind.code(SiteKind) or SiteKind.FIXED,
            custody=custody,
            lanes=self.lanes.value(),
            hours=self.hours.value(),
            key_holders=keys if custody is CustodyTerms.TEMPORARY else (),
            notes=self.notes.toPlainText(),
        )
        setup = self.context.services.collections.setup
        return lambda _progress: setup.open_site(asked)


class CampaignDialog(CollectionDialog):
    """Records that people were told of a programme."""

    def __init__(
        self,
        context: UiContext,
        programmes: tuple[ProgrammeRecord, ...],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the last programme."""
        super().__init__(context, _("Information campaign"), _("&Record"), parent)
        self.setObjectName("campaign_dialog")
        self.programme = _programmes(programmes)
        self.title = QLineEdit()
        self.held = DayEdit()
        self.held.setText(context.services.desk.today.isoformat())
        self.for_women = QCheckBox(_("For &women"))
        self.reached = number_edit(0)
        self.notes = NotesEdit(2)
        add = self.form.add
        add("programme", _("&Programme"), self.programme, required=True)
        add("title", _("&What it was"), self.title, required=True)
        add("held_on", _("H&eld on"), self.held, required=True)
        hint = _("IDDRS 5.10 counts the campaigns for women.")
        add("for_women", _("For women"), self.for_women, hint=hint)
        add("reached", _("People &reached"), self.reached)
        add("notes", _("No&tes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], Any]:
        programme = self.programme.currentData()
        if programme is None:
            raise BadValue(N_("Choose a programme."), "programme")
        asked = HoldCampaign(
            programme=programme,
            held_on=given_day(self.held),
            title=self.title.text(),
            for_women=self.for_women.isChecked(),
            reached=self.reached.value(),
            notes=self.notes.toPlainText(),
        )
        setup = self.context.services.collections.setup
        return lambda _progress: setup.hold_campaign(asked)


def _programmes(programmes: tuple[ProgrammeRecord, ...]) -> QComboBox:
    combo = QComboBox()
    for each in programmes:
        if each.closed_on is None:
            combo.addItem(each.name, each.id)
    return combo


_PARTIES: Final = (lambda: _("Part&y of key 1"), lambda: _("Party o&f key 2"))
