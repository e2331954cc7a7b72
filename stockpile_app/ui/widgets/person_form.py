"""What is known of a person, in a form, and the dialog that adds one wherever one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.people import LONGEST_CODE, AddPerson, PersonRecord
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.vocabulary import PersonKind, Sex
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.services.people import PersonChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import FormDialog


class PersonFields:
    """What is known of a person, in a form."""

    def __init__(self, form: Form, context: UiContext, known: PersonRecord | None) -> None:
        """Add the fields to ``form``, with what is ``known`` already."""
        self._form = form
        self.name = _line(LONGEST_NAME, known.name if known else "")
        self.code = _line(LONGEST_CODE, known.code if known else "")
        self.post = _line(LONGEST_NAME, known.post if known else "")
        self.organisation = _line(LONGEST_NAME, known.organisation if known else "")
        self.sex = CodeCombo(Sex, nothing=_("Not recorded"))
        self.sex.set_code(known.sex if known else None)
        self.user = QComboBox()
        self.user.addItem(_("Not a user"), "")
        for user in context.services.desk.users():
            if not user.retired or (known and known.user == user.name):
                shown = _("{full_name} ({name})").format(full_name=user.full_name, name=user.name)
                self.user.addItem(shown, user.name)
        self.user.setCurrentIndex(max(0, self.user.findData(known.user if known else "")))
        form.add("name", pgettext("of a person", "&Name"), self.name, required=True)
        form.add(
            "code",
            _("C&ode"),
            self.code,
            hint=_("A service number or the like, that tells people of the same name apart."),
        )
        form.add("post", _("&Rank or post"), self.post)
        form.add("organisation", _("&Unit or organisation"), self.organisation)
        form.add("sex", _("Se&x"), self.sex, hint=_("Only where a report asks for it."))
        form.add("user", _("Si&gns in as"), self.user)

    def show_for(self, kind: PersonKind) -> None:
        """Ask only what a kind has."""
        for name in ("sex", "user"):
            self._form.show_field(name, shown=kind is PersonKind.PERSON)

    def values(self, kind: PersonKind) -> dict[str, object]:
        """Return what was filled in."""
        person = kind is PersonKind.PERSON
        return {
            "name": self.name.text(),
            "code": self.code.text(),
            "post": self.post.text(),
            "organisation": self.organisation.text(),
            "sex": self.sex.code(Sex) if person else None,
            "user": self.user.currentData() if person else "",
        }


class AddPersonDialog(FormDialog):
    """Adds a person, unit or organisation."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget | None = None,
        *,
        name: str = "",
        kinds: Collection[PersonKind] = tuple(PersonKind),
    ) -> None:
        """Ask who it is; ``name`` is filled in already."""
        super().__init__(context, _("Add a person or unit"), _("&Add"), parent)
        self.setObjectName("add_person_dialog")
        self.keep_draft("add_person")
        self.kind = CodeCombo([each for each in PersonKind if each in kinds])
        self.form.add("kind", _("&Kind"), self.kind)
        self.fields = PersonFields(self.form, context, None)
        self.fields.name.setText(name)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()

    @Slot()
    def _on_kind(self) -> None:
        self.fields.show_for(self._kind())

    def _kind(self) -> PersonKind:
        return self.kind.code(PersonKind) or PersonKind.PERSON

    @override
    def command(self) -> Callable[[Progress], PersonChanged]:
        kind = self._kind()
        asked = AddPerson(kind=kind, **self.fields.values(kind))  # type: ignore[arg-type]
        people = self.context.services.people
        return lambda _progress: people.add(asked)


def _line(longest: int, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(longest)
    return line
