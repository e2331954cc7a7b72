"""Who works at a site: name, sex and duty, a row each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.collection_sites import SiteRecord, TeamMember
from stockpile_app.domain.collections_vocabulary import TeamDuty
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_dialogs import CollectionDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.widgets.fields import CodeCombo
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.role import make_room

_MOST: Final = 24
_FIRST: Final = (
    TeamDuty.LEADER,
    TeamDuty.REGISTRATION,
    TeamDuty.WEAPONS,
    TeamDuty.AMMUNITION,
    TeamDuty.CHILD_PROTECTION,
)


class _Row(QWidget):
    """One member."""

    def __init__(self, context: UiContext, number: int, duty: TeamDuty) -> None:
        super().__init__()
        self.name = NameEdit(context)
        self.name.setPlaceholderText(_("Name"))
        self.sex = CodeCombo(Sex, nothing=_("Not recorded"))
        self.duty = CodeCombo(TeamDuty)
        self.duty.set_code(duty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget, name, text, share in (
            (self.name, "name", _("Name of member {number}"), 1),
            (self.sex, "sex", _("Sex of member {number}"), 0),
            (self.duty, "duty", _("Duty of member {number}"), 0),
        ):
            widget.setObjectName(f"member_{name}_{number}")
            widget.setAccessibleName(text.format(number=number))
            row.addWidget(widget, share)
        self.name.setMinimumWidth(200)


class _Rows(QWidget):
    """Members; what is left empty counts as nobody."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.more = QPushButton(icon("add"), f" {_('Another &person')}")
        self.more.setObjectName("more_members")
        self.more.setAccessibleName(_("Another person"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._list)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def add(self, duty: TeamDuty) -> _Row:
        row = _Row(self._context, len(self.rows) + 1, duty)
        self.rows.append(row)
        self._list.addWidget(row)
        self.more.setEnabled(len(self.rows) < _MOST)
        self.setFocusProxy(self.rows[0].name)
        return row

    @Slot()
    def _on_more(self) -> None:
        self.add(TeamDuty.OTHER).name.setFocus()


class TeamDialog(CollectionDialog):
    """States who works at a site from now on."""

    def __init__(self, context: UiContext, site: SiteRecord, parent: QWidget | None = None) -> None:
        """Begin with who is stated now."""
        title = _("Team of {site}").format(site=site.name)
        super().__init__(context, title, _("&State the team"), parent)
        self.setObjectName("team_dialog")
        self._site = site.id
        self.members = _Rows(context)
        for each in site.team:
            row = self.members.add(each.duty)
            row.name.setText(each.name)
            row.sex.set_code(each.sex)
        for duty in _FIRST if not site.team else ():
            self.members.add(duty)
        hint = _(
            "Names of those on duty are offered at the table: who clears weapons, the ammunition"
            " technician, child protection. The women among them are counted (IDDRS 5.10)."
        )
        self.form.add("members", _("&Members"), self.members, hint=hint)
        make_room(self, 760, 420, context.settings.text_scale)

    @override
    def command(self) -> Callable[[Progress], Any]:
        members = tuple(
            TeamMember(
                name=each.name.text().strip(),
                sex=each.sex.code(Sex),
                duty=each.duty.code(TeamDuty) or TeamDuty.OTHER,
            )
            for each in self.members.rows
            if each.name.text().strip()
        )
        site, setup = self._site, self.context.services.collections.setup
        return lambda _progress: setup.state_team(site, members)
