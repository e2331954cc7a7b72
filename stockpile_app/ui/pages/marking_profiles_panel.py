"""Marking profiles: what each demands, where it is from, and whether it is in force."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.marking_records import ProfileRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.marking_dialogs import AdoptProfileDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.marking_words import profile_cards
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import label
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.edited_list import EditedList, FileWords
from stockpile_app.ui.widgets.list_panel import act_button
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.44, 0.12, 0.2, 0.24)


class MarkingProfilesPanel(EditedList[ProfileRecord]):
    """A row a profile; an administrator puts it in or out of force, or reads one from a file."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show all profiles."""
        super().__init__(context, "marking_profiles_panel", _("Profiles"), parent)
        self.note.setText(
            _("Weapons are measured by the profiles in force. Check them against national law.")
        )
        table: SharesTable[ProfileRecord] = SharesTable(
            RecordsModel(_columns()), ("profiles", _("Marking profiles")), _SHARES
        )
        table.chosen.connect(self._on_chosen)
        self.switch = act_button("switch_profile", _("&Put in force…"), self.open_switch)
        words = FileWords("profile", _("Read a marking profile"), _("Write a marking profile"))
        self.build(table, CardList("profile_cards", _("About this profile")), words, self.switch)

    @override
    def reload(self) -> None:
        self.show_rows(self.context.services.marking.profiles(), lambda each: each.profile.id)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.marking

    @Slot(object)
    def _on_chosen(self, record: ProfileRecord | None) -> None:
        services = self.context.services
        may = services.desk.may(Permission.MARKING_PROFILES) and not services.read_only
        self.switch.setEnabled(may and record is not None)
        self.load.setEnabled(may)
        self.save.setEnabled(record is not None and services.desk.may(Permission.READ))
        if record is not None:
            text = _("&Take out of force…") if record.in_force else _("&Put in force…")
            self.switch.setText(text)
        cards = profile_cards(record.profile) if record is not None else []
        self.cards.show_cards(cards, _("Select a profile."))

    @Slot()
    def open_switch(self) -> None:
        """Ask why the profile is put in or out of force."""
        record = self.table.current()
        if record is not None:
            version, in_force = record.profile.version, not record.in_force
            self.open_dialog(
                AdoptProfileDialog(self.context, record, version, self, in_force=in_force)
            )

    @override
    def adoption(self, path: Path) -> AdoptProfileDialog:
        profile = self.context.services.marking.read_file(path)
        known = {each.profile.id: each.profile.version for each in self.table.records.records}
        record = ProfileRecord(profile, True)  # noqa: FBT003 - as it will be
        based_on = known.get(profile.id, 0)
        return AdoptProfileDialog(self.context, record, based_on, self, in_force=True)

    @override
    def write(self, path: Path) -> None:
        """Write the selected profile."""
        record = self.table.current()
        if record is not None:
            self.context.services.marking.write_file(record.profile, path)


def _columns() -> list[Column[ProfileRecord]]:
    return [
        Column(
            _("Profile"),
            lambda each: _(each.profile.title),
            icon=lambda each: icon("check") if each.in_force else None,
        ),
        Column(_("Version"), lambda each: str(each.profile.version), number=True),
        Column(_("In force"), lambda each: _("Yes") if each.in_force else _("No")),
        Column(_("How sure"), lambda each: label(each.profile.sure)),
    ]
