"""How a weapon came, taking it into stock, its parts, and marking profiles in and out of force."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.marking_records import (
    AdoptProfile,
    FitPart,
    MarkingChanged,
    PartRecord,
    ProfileRecord,
    RecordPart,
    RemovePart,
    StateAcquisition,
    TakeIntoStock,
)
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkingExemption, Material
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.weapon_dialog import identity_line
from stockpile_app.ui.marking_words import part_words
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.choice import ChoiceCombo
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


def _today(context: UiContext) -> DayEdit:
    edit = DayEdit()
    edit.setText(context.services.desk.today.isoformat())
    return edit


class AcquisitionDialog(FormDialog):
    """Asks how a weapon came to the State."""

    def __init__(
        self, context: UiContext, weapon: WeaponRecord, parent: QWidget | None = None
    ) -> None:
        """Begin with nothing said."""
        super().__init__(context, _("How it came"), _("&Record"), parent)
        self.setObjectName("acquisition_dialog")
        self.keep_draft("acquisition", weapon.id)
        self._weapon_id = weapon.id
        self.body.insertWidget(0, identity_line(weapon))
        self.how = CodeCombo(Acquisition)
        self.came_on = _today(context)
        self.exemption = CodeCombo(MarkingExemption, nothing=_("None"))
        self.reference = QLineEdit()
        add = self.form.add
        hint = _("What was seized or found is held as seized until it is marked and taken in.")
        add("acquisition", _("&How"), self.how, hint=hint)
        add("acquired_on", _("O&n"), self.came_on, required=True)
        hint = _("Imports alone: why no import mark is asked for.")
        add("exemption", _("&Exemption"), self.exemption, hint=hint)
        add("reference", _("Re&ference"), self.reference)

    @override
    def command(self) -> Callable[[Progress], MarkingChanged]:
        asked = StateAcquisition(
            weapon_id=self._weapon_id,
            acquisition=self.how.code(Acquisition) or Acquisition.OTHER,
            acquired_on=given(self.came_on),
            exemption=self.exemption.code(MarkingExemption),
            reference=self.reference.text(),
        )
        marking = self.context.services.marking
        return lambda _progress: marking.state_acquisition(asked)


class TakeIntoStockDialog(FormDialog):
    """Makes marked weapons that were held as seized the State's own."""

    def __init__(
        self, context: UiContext, weapon_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """Ask who decided it."""
        super().__init__(context, _("Take into State stock"), _("&Take into stock"), parent)
        self.setObjectName("take_into_stock_dialog")
        self._ids = tuple(weapon_ids)
        text = ngettext("{count} weapon", "{count} weapons", len(self._ids))
        said = PlainLabel(text.format(count=count(len(self._ids))), role="heading")
        self.body.insertWidget(0, said)
        self.authority = QLineEdit()
        self.taken_on = _today(context)
        self.reference = QLineEdit()
        hint = _("The court or office that decided that they are the State's own.")
        self.form.add("authority", _("&Authority"), self.authority, required=True, hint=hint)
        self.form.add("occurred_on", _("O&n"), self.taken_on, required=True)
        self.form.add("reference", _("Re&ference"), self.reference)

    @override
    def command(self) -> Callable[[Progress], MarkingChanged]:
        asked = TakeIntoStock(
            weapon_ids=self._ids,
            occurred_on=given(self.taken_on),
            authority=self.authority.text(),
            reference=self.reference.text(),
        )
        marking = self.context.services.marking
        return lambda _progress: marking.take_into_stock(asked)


class RecordPartDialog(FormDialog):
    """Keeps a part of a weapon by itself."""

    def __init__(
        self, context: UiContext, weapon: WeaponRecord, parent: QWidget | None = None
    ) -> None:
        """Begin with the barrel."""
        super().__init__(context, _("Keep a part by itself"), _("&Record"), parent)
        self.setObjectName("record_part_dialog")
        self._weapon_id = weapon.id
        self.body.insertWidget(0, identity_line(weapon))
        self.component = CodeCombo(Component)
        self.component.set_code(Component.BARREL)
        self.material = CodeCombo(Material)
        self.description = QLineEdit()
        self.seen_on = _today(context)
        hint = _("Marks on this part belong to it, and go with it to another weapon.")
        self.form.add("component", _("&Part"), self.component, hint=hint)
        self.form.add("material", _("&Material"), self.material)
        self.form.add("description", _("&Description"), self.description)
        self.form.add("occurred_on", _("O&n"), self.seen_on, required=True)

    @override
    def command(self) -> Callable[[Progress], MarkingChanged]:
        asked = RecordPart(
            weapon_id=self._weapon_id,
            component=self.component.code(Component) or Component.OTHER,
            material=self.material.code(Material) or Material.OTHER,
            occurred_on=given(self.seen_on),
            description=self.description.text(),
        )
        marking = self.context.services.marking
        return lambda _progress: marking.record_part(asked)


class _PartDialog(FormDialog):
    """Asks which part, and when and why."""

    def __init__(
        self,
        context: UiContext,
        words: tuple[str, str, str],
        parts: Sequence[PartRecord],
        parent: QWidget | None,
    ) -> None:
        name, title, act = words
        super().__init__(context, title, act, parent)
        self.setObjectName(name)
        self.part = ChoiceCombo("part_text", _("Choose a part"))
        for each in parts:
            where = f" ({each.place})" if each.place else ""
            self.part.addItem(f"{part_words(each)}{where}", each.id)
        self.done_on = _today(context)
        self.reason = QLineEdit()
        self.form.add("part", _("&Part"), self.part, required=True)
        self.form.add("occurred_on", _("O&n"), self.done_on, required=True)
        self.form.add("reason", _("&Reason"), self.reason)

    def part_id(self) -> int:
        """Return the part.

        Raises:
            BadValue: None is chosen.
        """
        index = self.part.index_of_text()
        if index < 0:
            raise BadValue(N_("Choose a part."), "part")
        return int(self.part.itemData(index))


class RemovePartDialog(_PartDialog):
    """Takes a part off a weapon."""

    def __init__(
        self, context: UiContext, parts: Sequence[PartRecord], parent: QWidget | None = None
    ) -> None:
        """Offer the parts of the weapon."""
        words = ("remove_part_dialog", _("Take a part off"), _("&Take off"))
        super().__init__(context, words, parts, parent)
        self.place = PlacePicker(context.services.places.all(counts=False), only_usable=True)
        self.form.add("place_id", _("Put it &in"), self.place, required=True)

    @override
    def command(self) -> Callable[[Progress], MarkingChanged]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the place that it is put in."), "place_id")
        asked = RemovePart(
            part_id=self.part_id(),
            place_id=place_id,
            occurred_on=given(self.done_on),
            reason=self.reason.text(),
        )
        marking = self.context.services.marking
        return lambda _progress: marking.remove_part(asked)


class FitPartDialog(_PartDialog):
    """Puts a part on a weapon."""

    def __init__(
        self,
        context: UiContext,
        weapon: WeaponRecord,
        parts: Sequence[PartRecord],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the parts that are on no weapon."""
        words = ("fit_part_dialog", _("Put a part on"), _("&Put on"))
        super().__init__(context, words, parts, parent)
        self._weapon_id = weapon.id
        self.body.insertWidget(0, identity_line(weapon))

    @override
    def command(self) -> Callable[[Progress], MarkingChanged]:
        asked = FitPart(
            part_id=self.part_id(),
            weapon_id=self._weapon_id,
            occurred_on=given(self.done_on),
            reason=self.reason.text(),
        )
        marking = self.context.services.marking
        return lambda _progress: marking.fit_part(asked)


class AdoptProfileDialog(FormDialog):
    """Puts a marking profile in or out of force."""

    def __init__(
        self,
        context: UiContext,
        record: ProfileRecord,
        based_on: int,
        parent: QWidget | None = None,
        *,
        in_force: bool,
    ) -> None:
        """Ask why."""
        said = _("“{title}” is in force.") if in_force else _("“{title}” is not in force any more.")
        super().__init__(context, _("Marking profile"), _("&Record"), parent)
        self.setObjectName("adopt_profile_dialog")
        self._profile, self._based_on, self._in_force = record.profile, based_on, in_force
        text = said.format(title=record.profile.title)
        self.body.insertWidget(0, PlainLabel(text, role="notice", wrap=True))
        self.reason = NotesEdit(3)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], MarkingChanged]:
        asked = AdoptProfile(
            profile=self._profile,
            based_on=self._based_on,
            in_force=self._in_force,
            reason=self.reason.toPlainText(),
        )
        marking = self.context.services.marking
        return lambda _progress: marking.adopt(asked)
