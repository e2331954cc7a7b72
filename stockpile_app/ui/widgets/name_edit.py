"""A person's name, as it stands on paper: typed, or one that the register knows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.widgets.fields import SuggestEdit


def known_names(context: UiContext) -> list[str]:
    """Return the full names of users and the names of people, none of them retired."""
    users = [each.full_name for each in context.services.desk.users() if not each.retired]
    people = [each.name for each in context.services.people.all() if each.kind is PersonKind.PERSON]
    return sorted({*users, *people}, key=str.casefold)


class NameEdit(SuggestEdit):
    """A line that offers the names that the register knows, by any part of them."""

    def __init__(self, context: UiContext, text: str = "", parent: QWidget | None = None) -> None:
        """Begin with ``text``."""
        super().__init__(known_names(context), parent)
        self._people = context.services.people
        self.setMaxLength(LONGEST_NAME)
        self.setText(text)

    def is_filled(self) -> bool:
        """Whether a name stands here."""
        return bool(self.text())

    def take_code(self, paper: PaperCode) -> bool:
        """Write the name of the person whose card was scanned."""
        wanted = paper.sequence if paper.kind is CodeKind.PERSON else None
        person = next((each for each in self._people.all() if each.id == wanted), None)
        if person is None or person.kind is not PersonKind.PERSON:
            return False
        self.setText(person.name)
        return True
