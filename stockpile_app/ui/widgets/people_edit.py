"""Witnesses and observers: one a row, with name, organisation, and sex for the report."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.disposal import Witness
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST: Final = 12


class _Row(QWidget):
    """One person."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.organisation = QLineEdit()
        self.sex = CodeCombo(Sex, nothing=_("Not recorded"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget, name, text, share in (
            (self.name, "name", _("Name of witness {number}"), 3),
            (self.organisation, "organisation", _("Organisation of witness {number}"), 3),
            (self.sex, "sex", _("Sex of witness {number}"), 0),
        ):
            widget.setObjectName(f"witness_{name}_{number}")
            widget.setAccessibleName(text.format(number=number))
            row.addWidget(widget, share)
        for edit in (self.name, self.organisation):
            edit.setMinimumWidth(150)
        self.name.setPlaceholderText(_("Name"))
        self.organisation.setPlaceholderText(_("Organisation"))


class PeopleEdit(QWidget):
    """Rows for people; what is left empty counts as nobody."""

    def __init__(self, rows: int = 2, parent: QWidget | None = None) -> None:
        """Begin with so many empty rows."""
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.more = QPushButton(icon("add"), f" {_('Another &person')}")
        self.more.setObjectName("more_people")
        self.more.setAccessibleName(_("Another person"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self.add)
        hint = PlainLabel(
            _("The sex is counted for reports; it is never printed with a name."),
            role="hint",
            wrap=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._list)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(hint)
        for _row in range(rows):
            self.add()
        self.setFocusProxy(self._rows[0].name)

    @Slot()
    def add(self) -> None:
        """Add an empty row."""
        row = _Row(len(self._rows) + 1)
        self._rows.append(row)
        self._list.addWidget(row)
        self.more.setEnabled(len(self._rows) < _MOST)
        if len(self._rows) > 1 and self.isVisible():
            row.name.setFocus()

    def draft_state(self) -> object:
        """Return everybody of whom anything is given, for a draft."""
        return [[e.name, e.organisation, e.sex.value if e.sex else ""] for e in self.people()]

    def restore_draft(self, state: object) -> None:
        """Show the people of a draft."""
        rows = state if isinstance(state, list) else []
        sexes = {each.value: each for each in Sex}
        self.set_people(
            tuple(Witness(str(name), str(of), sexes.get(str(sex))) for name, of, sex in rows)
        )

    def draft_words(self) -> str:
        """Return everybody's name, to be read."""
        return listed(each.name for each in self.people())

    def people(self) -> tuple[Witness, ...]:
        """Return everybody of whom anything is given."""
        found = (
            Witness(each.name.text().strip(), each.organisation.text().strip(), each.sex.code(Sex))
            for each in self._rows
        )
        return tuple(each for each in found if each.name or each.organisation)

    def set_people(self, people: tuple[Witness, ...]) -> None:
        """Show these people."""
        while len(self._rows) < min(len(people), _MOST):
            self.add()
        for row, each in zip(self._rows, people, strict=False):
            row.name.setText(each.name)
            row.organisation.setText(each.organisation)
            for line in (row.name, row.organisation):
                line.setCursorPosition(0)
            row.sex.set_code(each.sex)
