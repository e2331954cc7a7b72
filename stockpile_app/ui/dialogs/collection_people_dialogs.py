"""One participant: who it is, for those who may see it, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.collection_people import ParticipantRecord, PersonalData, PersonFile
from stockpile_app.domain.collections_vocabulary import Ineligible
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_dialogs import CollectionDialog, WhyDialog
from stockpile_app.ui.texts import day
from stockpile_app.ui.widgets.fields import CodeCombo, NotesEdit
from stockpile_app.ui.widgets.plain import PlainLabel


class PersonFileDialog(CollectionDialog):
    """Shows what is sealed of a participant; it can be corrected."""

    def __init__(self, context: UiContext, file: PersonFile, parent: QWidget | None = None) -> None:
        """Show ``file``, the reading of which is an entry already."""
        code = file.participant.code
        title = _("Who {code} is").format(code=code)
        super().__init__(context, title, _("&Seal what was changed"), parent)
        self.setObjectName("person_file_dialog")
        self._code = code
        said = _("That you looked at this is in the ledger. Nobody without the right can read it.")
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        known = file.personal or PersonalData()
        self.edits: dict[str, QLineEdit] = {}
        for name, text, value in (
            ("name", pgettext("of a person", "&Name"), known.name),
            ("born", _("&Born"), known.born),
            ("nationality", _("Nation&ality"), known.nationality),
            ("group", _("&Group"), known.group),
            ("commander", _("&Commander who vouches"), known.commander),
            ("id_document", _("&Identity document"), known.id_document),
        ):
            self.edits[name] = QLineEdit(value)
            self.form.add(name, text, self.edits[name])
        self.notes = NotesEdit(3)
        self.notes.setPlainText(known.notes)
        self.form.add("notes", _("No&tes"), self.notes)
        for each in file.appeals:
            text = (
                _("Appeal, decided {day}: {text}") if each.decided else _("Appeal, {day}: {text}")
            )
            said = text.format(day=day(each.recorded_on), text=each.text)
            self.body.addWidget(PlainLabel(said, wrap=True))

    @override
    def command(self) -> Callable[[Progress], Any]:
        words = {name: edit.text() for name, edit in self.edits.items()}
        personal = PersonalData(**words, notes=self.notes.toPlainText())
        code, people = self._code, self.context.services.collections.people
        return lambda _progress: people.state(code, personal)


class DecideDialog(CollectionDialog):
    """Says whether somebody may take part."""

    def __init__(
        self,
        context: UiContext,
        person: ParticipantRecord,
        parent: QWidget | None = None,
        *,
        appeal: bool = False,
    ) -> None:
        """Decide; with ``appeal`` the appeal that is lodged."""
        title = _("Decide the appeal") if appeal else _("Eligible or not")
        super().__init__(context, title, _("&Decide"), parent)
        self.setObjectName("decide_appeal_dialog" if appeal else "decide_dialog")
        self._code, self._appeal = person.code, appeal
        self.body.insertWidget(0, PlainLabel(person.code, role="heading"))
        self.decision = QComboBox()
        for text, eligible in (
            (_("Upheld: eligible") if appeal else _("Eligible"), True),
            (_("Dismissed: not eligible") if appeal else _("Not eligible"), False),
        ):
            self.decision.addItem(text, eligible)
        self.reason = CodeCombo(Ineligible, nothing=_("Choose"))
        self.reason.set_code(person.ineligible)
        self.words = NotesEdit(3)
        self.form.add("eligible", _("D&ecision"), self.decision, required=True)
        self.form.add("ineligible", _("&Why not"), self.reason)
        if appeal:
            hint = _("Sealed with the appeal.")
            self.form.add("words", _("&In words"), self.words, required=True, hint=hint)
        self.decision.currentIndexChanged.connect(self._on_decision)
        self._on_decision()

    @Slot()
    def _on_decision(self) -> None:
        self.form.show_field("ineligible", shown=not self.decision.currentData())

    @override
    def command(self) -> Callable[[Progress], Any]:
        eligible = bool(self.decision.currentData())
        reason = None if eligible else self.reason.code(Ineligible)
        if not eligible and reason is None:
            raise BadValue(N_("Say why not."), "ineligible")
        people, code, words = (
            self.context.services.collections.people,
            self._code,
            self.words.toPlainText(),
        )
        if self._appeal:
            return lambda _progress: people.decide_appeal(
                code, upheld=eligible, words=words, ineligible=reason
            )
        return lambda _progress: people.decide(code, eligible=eligible, ineligible=reason)


def appeal_dialog(
    context: UiContext, person: ParticipantRecord, parent: QWidget | None
) -> WhyDialog:
    """Return the dialog that records an appeal; its grounds are sealed."""
    said = _("{code} appeals against the decision. The grounds are sealed.")
    words = (
        "lodge_appeal_dialog",
        _("Appeal"),
        said.format(code=person.code),
        _("&Record the appeal"),
    )
    people = context.services.collections.people
    return WhyDialog(context, words, lambda text: people.lodge_appeal(person.code, text), parent)


def erase_dialog(
    context: UiContext, person: ParticipantRecord, parent: QWidget | None
) -> WhyDialog:
    """Return the dialog that makes a participant's personal data unreadable for good."""
    said = _(
        "Everything that says who {code} is becomes unreadable for good: in this register, and in"
        " every backup that is made from now on. It cannot be taken back, not even by you. What was"
        " handed in, the code, sex and age group stay, and so does the entry that this was done."
        " Backups and papers made before still have it: destroy them where the law says so."
        " Do not write the name into the reason: everybody reads it."
    )
    words = (
        "erase_dialog",
        _("Erase personal data"),
        said.format(code=person.code),
        _("&Erase for good"),
    )
    people = context.services.collections.people
    act = people.erase
    return WhyDialog(context, words, lambda text: act(person.code, text), parent, warning=True)
