"""Chooses a person, unit or organisation by typing any part of the name or code."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.numbers import CodeKind, PaperCode, parse_paper
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.services.people import PersonChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.choice import ChoiceCombo
from stockpile_app.ui.widgets.person_form import AddPersonDialog


class PersonPicker(QWidget):
    """A list of people that filters as one types, and a button that adds one.

    Signals:
        changed: Somebody else is chosen, or nobody.
    """

    changed = Signal()

    def __init__(
        self,
        context: UiContext,
        parent: QWidget | None = None,
        *,
        kinds: Collection[PersonKind] = tuple(PersonKind),
    ) -> None:
        """Offer everybody of ``kinds`` who is not retired."""
        super().__init__(parent)
        self._context = context
        self._kinds = frozenset(kinds)
        self._people: dict[int, PersonRecord] = {}
        self._said: int | None = None
        self.combo = ChoiceCombo("person_text", _("Choose by name or code"))
        self.combo.setObjectName("person_combo")
        self.combo.setAccessibleName(_("Person"))
        self.combo.line.editingFinished.connect(self._on_edited)
        self.combo.currentTextChanged.connect(self._on_text)
        self.add = QToolButton()
        self.add.setIcon(icon("add"))
        self.add.setObjectName("add_person")
        self.add.setAccessibleName(_("Add a person"))
        self.add.setToolTip(_("Add somebody who is not in the list yet"))
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.setProperty("compact", True)  # noqa: FBT003 - Qt
        self.add.clicked.connect(self._on_add)
        services = context.services
        self.add.setVisible(services.desk.may(Permission.PEOPLE) and not services.read_only)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.combo, 1)
        row.addWidget(self.add)
        self.setFocusProxy(self.combo)
        context.bus.committed.connect(self._on_committed)
        self.reload()

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.combo.setAccessibleName(name)

    @Slot()
    def reload(self) -> None:
        """Read who there is again; keep the choice if it is still there."""
        kept = self.combo.currentText()
        people = self._context.services.people.all()
        self._people = {each.id: each for each in people if each.kind in self._kinds}
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for person in self._people.values():
                self.combo.addItem(_line(person), person.id)
            self.combo.setCurrentIndex(-1)
            self.combo.setEditText(kept)
        self._tell()

    def person(self) -> PersonRecord | None:
        """Return who is chosen: the entry, or the only one of the name or code that was typed."""
        index = self.combo.index_of_text()
        if index >= 0:
            return self._people[self.combo.itemData(index)]
        typed = self.combo.currentText().strip().casefold()
        if not typed:
            return None
        people = self._people.values()
        by_code = [each for each in people if each.code.casefold() == typed]
        by_name = [each for each in people if each.name.casefold() == typed]
        return next((found[0] for found in (by_code, by_name) if len(found) == 1), None)

    def person_id(self) -> int | None:
        """Return the id of who is chosen, or None."""
        person = self.person()
        return person.id if person else None

    def text(self) -> str:
        """Return what stands in the field, whether it is somebody or not."""
        return self.combo.currentText().strip()

    def set_person(self, person_id: int | None) -> None:
        """Choose somebody by their id; nobody when they are not in the list."""
        index = self.combo.findData(person_id) if person_id is not None else -1
        self.combo.setCurrentIndex(index)
        self.combo.line.setCursorPosition(0)  # a long line is read from its beginning
        if index < 0:
            self.combo.setEditText("")
        self.combo.line.setCursorPosition(0)  # of a long text the name is what must be seen

    def set_code(self, text: str) -> bool:
        """Choose who a scanned card is of; whether it was the card of somebody in the list."""
        paper = parse_paper(text, self._context.services.register.origin)
        return paper is not None and self.take_code(paper)

    def is_filled(self) -> bool:
        """Whether somebody is chosen."""
        return self.person() is not None

    def take_code(self, paper: PaperCode) -> bool:
        """Choose who a code is of; whether it is of somebody in the list."""
        if paper.kind is not CodeKind.PERSON or paper.sequence not in self._people:
            return False
        self.set_person(paper.sequence)
        return True

    @Slot()
    def _on_edited(self) -> None:
        person = self.person()
        if person is not None:
            self.set_person(person.id)

    @Slot()
    def _on_text(self) -> None:
        self._tell()

    def _tell(self) -> None:
        now = self.person_id()
        if now != self._said:
            self._said = now
            self.changed.emit()

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.people:
            self.reload()

    @Slot()
    def _on_add(self) -> None:
        typed = "" if self.person() else self.text()
        dialog = AddPersonDialog(self._context, self.window(), name=typed, kinds=self._kinds)
        dialog.succeeded.connect(self._on_added)
        dialog.open()

    @Slot(object)
    def _on_added(self, result: PersonChanged) -> None:
        self.reload()
        self.set_person(result.person_id)


def _line(person: PersonRecord) -> str:
    about = listed((person.post, person.organisation))
    return f"{person.title} – {about}" if about else person.title
