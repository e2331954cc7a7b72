"""The parts of a trace request as forms: why it is traced, the weapon as read, the counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stockpile_app.domain.confidential_facts.tracing import Counterpart, Description, Details
from stockpile_app.domain.contacts import ContactRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import ContactChoice
from stockpile_app.domain.tracing_vocabulary import IllicitGround, TraceUrgency
from stockpile_app.domain.vocabulary import Category
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.reference.countries import country_name
from stockpile_app.ui.texts import day
from stockpile_app.ui.widgets.code_checks import CodeChecks
from stockpile_app.ui.widgets.fields import CodeCombo, CountryEdit, NotesEdit, SuggestEdit, YearEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel

_MARKINGS: Final = (N_("RESTRICTED"), N_("CONFIDENTIAL"), N_("SECRET"))


class RequestFields:
    """What a request says beside the weapon, in two forms: why it is traced, and its handling.

    Attributes:
        why, handling: The forms.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.why, self.handling = Form(), Form()
        self.circumstances = NotesEdit(3)
        self.found_place = QLineEdit()
        self.found_on = QLineEdit()
        self.found_on.setPlaceholderText(_("2019, 2019-04 or 2019-04-30"))
        self.grounds = CodeChecks("ground", IllicitGround)
        self.reasoning = NotesEdit(2)
        self.intended_use = NotesEdit(2)
        self.urgency = CodeCombo(TraceUrgency)
        self.classification = SuggestEdit([_(each) for each in _MARKINGS])
        self.caveats = NotesEdit(3)
        self.iarms = QLineEdit()
        self.other = NotesEdit(4)
        add = self.why.add
        add("circumstances", _("Ci&rcumstances"), self.circumstances)
        add("found_place", _("Found &at"), self.found_place)
        add("found_on", _("Found o&n"), self.found_on)
        add("grounds", _("&Illicit because"), self.grounds)
        add("reasoning", _("Reasonin&g, law"), self.reasoning)
        add("intended_use", _("Intended &use"), self.intended_use)
        add = self.handling.add
        add("urgency", _("Urgenc&y"), self.urgency)
        add("classification", _("&Marking"), self.classification)
        hint = _("What the information may be used for, and what not. Stands on every page.")
        add("caveats", _("&Handling"), self.caveats, hint=hint)
        add("iarms_reference", _("&INTERPOL iARMS"), self.iarms)
        add("other", _("Other in&formation"), self.other)

    def details(self) -> Details:
        """Return what was typed."""
        return Details(
            grounds=self.grounds.codes(IllicitGround),
            reasoning=self.reasoning.toPlainText(),
            circumstances=self.circumstances.toPlainText(),
            found_place=self.found_place.text(),
            found_on=self.found_on.text(),
            intended_use=self.intended_use.toPlainText(),
            urgency=self.urgency.code(TraceUrgency) or TraceUrgency.ROUTINE,
            classification=self.classification.text(),
            caveats=self.caveats.toPlainText(),
            iarms_reference=self.iarms.text(),
            other=self.other.toPlainText(),
        )

    def show_details(self, details: Details) -> None:
        """Show what is stated already."""
        self.grounds.tick(details.grounds)
        self.reasoning.setPlainText(details.reasoning)
        self.circumstances.setPlainText(details.circumstances)
        self.found_place.setText(details.found_place)
        self.found_on.setText(details.found_on)
        self.intended_use.setPlainText(details.intended_use)
        self.urgency.set_code(details.urgency)
        self.classification.setText(details.classification)
        self.caveats.setPlainText(details.caveats)
        self.iarms.setText(details.iarms_reference)
        self.other.setPlainText(details.other)


class DescriptionForm(Form):
    """A weapon as somebody read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent, columns=2)
        self.serial = QLineEdit()
        self.maker, self.model, self.calibre = QLineEdit(), QLineEdit(), QLineEdit()
        self.category = CodeCombo(Category, nothing=_("Not said"))
        self.country, self.year = CountryEdit(), YearEdit()
        self.import_country, self.import_year = CountryEdit(), YearEdit()
        self.other_marks = NotesEdit(2)
        self.features = NotesEdit(2)
        hint = _("As read: misread characters are allowed for.")
        add = self.add
        add("serial", _("Serial n&umber"), self.serial, hint=hint)
        add("maker", _("M&aker"), self.maker)
        add("model", _("Mo&del"), self.model)
        add("calibre", _("&Calibre"), self.calibre)
        add("category", _("Cate&gory"), self.category)
        add("country", _("Made i&n"), self.country)
        add("year", _("&Year"), self.year, column=1)
        add("import_country", _("&Imported by"), self.import_country, column=1)
        add("import_year", _("Import yea&r"), self.import_year, column=1)
        hint = _("Every other mark, one a line.")
        add("other_marks", _("&Other marks"), self.other_marks, hint=hint, column=1)
        add("features", _("&Features"), self.features, column=1)

    def description(self) -> Description:
        """Return what was typed.

        Raises:
            BadValue: A year is none.
        """
        category = self.category.code(Category)
        return Description(
            serial=self.serial.text(),
            maker=self.maker.text(),
            model=self.model.text(),
            calibre=self.calibre.text(),
            country=self.country.country(),
            year=self.year.year(),
            category=category.value if category else "",
            import_country=self.import_country.country(),
            import_year=self.import_year.year(),
            other_marks=self.other_marks.toPlainText(),
            features=self.features.toPlainText(),
        )

    def show_description(self, said: Description) -> None:
        """Show what was read already."""
        self.serial.setText(said.serial)
        self.maker.setText(said.maker)
        self.model.setText(said.model)
        self.calibre.setText(said.calibre)
        self.country.set_country(said.country)
        self.year.setText(str(said.year or ""))
        self.category.set_code(Category(said.category) if said.category else None)
        self.import_country.set_country(said.import_country)
        self.import_year.setText(str(said.import_year or ""))
        self.other_marks.setPlainText(said.other_marks)
        self.features.setPlainText(said.features)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed that could be traced."""
        return not (self.serial.text().strip() or self.other_marks.toPlainText().strip())


class CounterpartForm(Form):
    """An office of the directory, or a State alone."""

    def __init__(
        self, contacts: Sequence[ContactRecord], title: str, parent: QWidget | None = None
    ) -> None:
        """Offer ``contacts``; ``title`` says what the office is asked for, with its Alt key."""
        super().__init__(parent)
        self._contacts = {each.id: each for each in contacts}
        self.contact = QComboBox()
        self.contact.addItem(_("Not in the directory"), None)
        for each in contacts:
            self.contact.addItem(contact_line(each), each.id)
        self.country = CountryEdit()
        self.office = QLineEdit()
        self.reference = QLineEdit()
        self.said = PlainLabel("", role="notice", wrap=True)
        self.said.setObjectName("contact_said")
        self.add("contact", title, self.contact)
        self.add_wide(self.said)
        self.add("counterpart", pgettext("country", "&State"), self.country)
        self.add("office", _("O&ffice"), self.office)
        hint = _("The number under which they keep it.")
        self.add("their_reference", _("T&heir reference"), self.reference, hint=hint)
        self.contact.currentIndexChanged.connect(self._on_contact)
        self._on_contact()

    def choice(self) -> ContactChoice:
        """Return what was chosen or typed."""
        contact_id = self.contact.currentData()
        if contact_id is not None:
            return ContactChoice(contact_id=contact_id, reference=self.reference.text())
        return ContactChoice(
            country=self.country.country(),
            office=self.office.text(),
            reference=self.reference.text(),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named."""
        named = self.country.text().strip() or self.office.text().strip()
        return self.contact.currentData() is None and not named

    def show_counterpart(self, whom: Counterpart) -> None:
        """Show whom it is exchanged with already."""
        self.reference.setText(whom.reference)
        index = self.contact.findData(whom.contact) if whom.contact is not None else -1
        self.contact.setCurrentIndex(max(index, 0))
        if index < 0:
            self.country.set_country(whom.country)
            self.office.setText(whom.office)

    @Slot()
    def _on_contact(self) -> None:
        contact = self._contacts.get(self.contact.currentData())
        for field in (self.country, self.office):
            field.setEnabled(contact is None)
        self.said.hide()
        if contact is None:
            return
        self.country.set_country(contact.country)
        self.office.setText(contact.office)
        if contact.is_stale:
            text = _("This office was never confirmed. Ask it before anything is sent there.")
            if contact.confirmed_on is not None:
                text = _("Last confirmed {day}. Ask it before anything is sent there.").format(
                    day=day(contact.confirmed_on)
                )
            self.said.setText(text)
            self.said.show()


def contact_line(contact: ContactRecord) -> str:
    """Return an office in a line; whether it is to be confirmed again in words."""
    said = f"{country_name(contact.country)} – {contact.office}"
    if contact.is_stale:
        return _("{office} (to be confirmed)").format(office=said)
    return said
