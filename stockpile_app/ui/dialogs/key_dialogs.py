"""Hands keys over and takes them back, says that one is lost, and counts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.guarding import CountKeys, KeyRecord, LoseKey, MoveKey
from stockpile_app.domain.guarding_rules import LONGEST_REASON
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.i18n import gettext as _
from stockpile_app.services.guarding import KeysChanged, KeysCountedResult
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.texts import day
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.person_picker import PersonPicker
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


class _KeyDialog(FormDialog):
    """What the dialogs of one key have in common: which one it is, and the day."""

    def __init__(
        self,
        context: UiContext,
        key: KeyRecord,
        words: tuple[str, str, str],
        parent: QWidget | None,
    ) -> None:
        """Name the key.

        Args:
            words: Object name, title, and the verb on the button.
        """
        name, title, verb = words
        super().__init__(context, title, verb, parent)
        self.setObjectName(name)
        self.key = key
        self.form.add_wide(PlainLabel(key_text(key), role="heading", wrap=True))
        self.form.add_wide(PlainLabel(where_text(key), role="hint", wrap=True))

    def add_day(self, text: str) -> DayEdit:
        """Add the day, which is today until somebody says otherwise."""
        edit = DayEdit()
        edit.setText(self.context.services.desk.today.isoformat())
        self.form.add("occurred_on", text, edit, required=True)
        return edit


class HandOverKeyDialog(_KeyDialog):
    """Gives a key to a person, before a witness."""

    def __init__(self, context: UiContext, key: KeyRecord, parent: QWidget | None = None) -> None:
        """Ask who gets ``key``."""
        words = ("hand_over_key_dialog", _("Hand over a key"), _("&Hand over"))
        super().__init__(context, key, words, parent)
        self.person = PersonPicker(context, kinds=(PersonKind.PERSON,))
        self.witness = NameEdit(context)
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(LONGEST_REASON)
        self.form.add(
            "person",
            _("&To"),
            self.person,
            required=True,
            hint=_("Choose by name, or scan the person's card."),
        )
        self.form.add(
            "witness",
            _("&Witness"),
            self.witness,
            required=True,
            hint=_("Somebody else, who saw it."),
        )
        self.form.add("purpose", _("&Purpose"), self.purpose)
        self.moved_on = self.add_day(_("&On"))

    def on_scan(self, text: str) -> None:
        """Choose whose card was scanned."""
        if not self.person.set_code(text):
            self.form.show_text(
                "person", _("“{text}” is not the card of a person.").format(text=text)
            )

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        person_id = self.person.person_id()
        if person_id is None:
            raise BadValue(N_("Choose who gets the key from the list."), "person")
        asked = MoveKey(
            lock_id=self.key.lock_id,
            copy=self.key.copy,
            occurred_on=given(self.moved_on),
            witness=self.witness.text(),
            person_id=person_id,
            purpose=self.purpose.text(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.move_key(asked)


class TakeBackKeyDialog(_KeyDialog):
    """Puts a key back into the key safe, before a witness."""

    def __init__(self, context: UiContext, key: KeyRecord, parent: QWidget | None = None) -> None:
        """Ask who saw that ``key`` came back."""
        words = ("take_back_key_dialog", _("Take a key back"), _("&Take back"))
        super().__init__(context, key, words, parent)
        self.witness = NameEdit(context, context.services.user.full_name)
        self.form.add(
            "witness",
            _("&Witness"),
            self.witness,
            required=True,
            hint=_("Somebody else than who brings it."),
        )
        self.moved_on = self.add_day(_("&On"))

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        asked = MoveKey(
            lock_id=self.key.lock_id,
            copy=self.key.copy,
            occurred_on=given(self.moved_on),
            witness=self.witness.text(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.move_key(asked)


class LoseKeyDialog(_KeyDialog):
    """Records that a key cannot be found."""

    def __init__(self, context: UiContext, key: KeyRecord, parent: QWidget | None = None) -> None:
        """Ask what is known of how ``key`` was lost."""
        words = ("lose_key_dialog", _("A key is lost"), _("&Record the loss"))
        super().__init__(context, key, words, parent)
        self.form.add_wide(
            PlainLabel(
                _(
                    "From now on the lock is shown as to be changed, until it is removed. The lost"
                    " key stays lost: one that turns up again may have been copied."
                ),
                role="notice",
                wrap=True,
            )
        )
        self.circumstances = NotesEdit(4)
        self.form.add(
            "circumstances",
            _("&Circumstances"),
            self.circumstances,
            required=True,
            hint=_("When and where it was last seen, and who had it."),
        )
        self.lost_on = self.add_day(_("Found to be lost &on"))

    @override
    def command(self) -> Callable[[Progress], KeysChanged]:
        asked = LoseKey(
            lock_id=self.key.lock_id,
            copy=self.key.copy,
            occurred_on=given(self.lost_on),
            circumstances=self.circumstances.toPlainText(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.lose_key(asked)


class CountKeysDialog(FormDialog):
    """Takes the count of a depot's keys; what the register expects is not shown before."""

    def __init__(
        self,
        context: UiContext,
        depots: Sequence[PlaceRecord],
        depot_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``depots``, beginning with ``depot_id``."""
        super().__init__(context, _("Count the keys"), _("&Record the count"), parent)
        self.setObjectName("count_keys_dialog")
        self.form.add_wide(
            PlainLabel(
                _(
                    "Count the keys in the safe, and those that people show you. A key that nobody"
                    " shows does not count. What the register expects is told afterwards."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.place = PlacePicker(depots)
        self.place.set_place(depot_id if depot_id is not None or len(depots) != 1 else depots[0].id)
        self.counted = QLineEdit()
        self.counted.setMaxLength(6)
        self.counted_by = NameEdit(context, context.services.user.full_name)
        self.witness = NameEdit(context)
        self.counted_on = DayEdit()
        self.counted_on.setText(context.services.desk.today.isoformat())
        self.form.add("place", _("&Depot"), self.place, required=True)
        self.form.add("counted", _("&Keys counted"), self.counted, required=True)
        self.form.add("counted_by", _("Counted &by"), self.counted_by, required=True)
        self.form.add("witness", _("&Witness"), self.witness, required=True)
        self.form.add("occurred_on", _("&On"), self.counted_on, required=True)

    @override
    def command(self) -> Callable[[Progress], KeysCountedResult]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the depot whose keys were counted."), "place")
        text = self.counted.text().strip()
        if not (text.isascii() and text.isdigit()):
            raise BadValue(N_("Write how many keys were counted, as a number."), "counted")
        asked = CountKeys(
            place_id=place_id,
            occurred_on=given(self.counted_on),
            counted=int(text),
            counted_by=self.counted_by.text(),
            witness=self.witness.text(),
        )
        guarding = self.context.services.guarding
        return lambda _progress: guarding.count_keys(asked)


def key_text(key: KeyRecord) -> str:
    """Return which key it is, in words."""
    return _("Key {copy} of {lock}, {place}").format(copy=key.copy, lock=key.lock, place=key.place)


def where_text(key: KeyRecord) -> str:
    """Return where a key is, in words."""
    if key.lost_on is not None:
        return _("Lost since {day}.").format(day=day(key.lost_on))
    if key.person_id is None:
        return _("In the key safe since {day}.").format(day=day(key.since))
    return _("With {person} since {day}.").format(person=key.person, day=day(key.since))
