"""Marking profiles: what each demands, where it is from, and whether it is in force."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.marking_records import ProfileRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.marking_dialogs import AdoptProfileDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.marking_words import profile_cards
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import label, refusal_text
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.44, 0.12, 0.2, 0.24)


class MarkingProfilesPanel(QWidget):
    """A row a profile; an administrator puts it in or out of force, or reads one from a file."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show all profiles."""
        super().__init__(parent)
        self.setObjectName("marking_profiles_panel")
        self.setAccessibleName(_("Profiles"))
        self.context = context
        self.dialog: QDialog | None = None
        self.note = PlainLabel(
            _("Weapons are measured by the profiles in force. Check them against national law."),
            role="hint",
            wrap=True,
        )
        self.table: SharesTable[ProfileRecord] = SharesTable(
            RecordsModel(_columns()), ("profiles", _("Marking profiles")), _SHARES
        )
        self.table.chosen.connect(self._on_chosen)
        self.cards = CardList("profile_cards", _("About this profile"))
        self.switch = self._button("switch_profile", _("&Put in force…"), self.open_switch)
        self.load = self._button("load_profile", _("&Read from a file…"), self._on_load)
        self.save = self._button("save_profile", _("&Write to a file…"), self._on_save)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        for button in (self.switch, self.load, self.save):
            row.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.cards)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        context.bus.committed.connect(self._on_committed)
        self.reload()

    def _button(self, name: str, text: str, clicked: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        button.clicked.connect(clicked)
        return button

    @Slot()
    def reload(self) -> None:
        """Show all profiles again."""
        chosen: ProfileRecord | None = self.table.current()
        found = self.context.services.marking.profiles()
        self.table.records.show(found)
        ids = [each.profile.id for each in found]
        at = ids.index(chosen.profile.id) if chosen and chosen.profile.id in ids else 0
        self.table.choose(at)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.marking:
            self.reload()

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
        record: ProfileRecord | None = self.table.current()
        if record is not None:
            version = record.profile.version
            self._adopt(record, version, in_force=not record.in_force)

    def _adopt(self, record: ProfileRecord, based_on: int, *, in_force: bool) -> None:
        self.dialog = AdoptProfileDialog(self.context, record, based_on, self, in_force=in_force)
        self.dialog.open()

    @Slot()
    def _on_load(self) -> None:
        self.files = QFileDialog(self, _("Read a marking profile"))
        self.files.setNameFilter(_("Lists") + " (*.yaml *.yml)")
        self.files.fileSelected.connect(self.read_file)
        self.files.open()

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Read a profile, and ask why it comes into force."""
        try:
            profile = self.context.services.marking.read_file(Path(path))
        except StockpileError as error:
            self.note.setText(refusal_text(error))
            return
        known = {each.profile.id: each.profile.version for each in self.table.records.records}
        self._adopt(ProfileRecord(profile, True), known.get(profile.id, 0), in_force=True)  # noqa: FBT003

    @Slot()
    def _on_save(self) -> None:
        self.files = QFileDialog(self, _("Write a marking profile"))
        self.files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.files.setDefaultSuffix("yaml")
        self.files.fileSelected.connect(self.write_file)
        self.files.open()

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write the selected profile."""
        record: ProfileRecord | None = self.table.current()
        try:
            if record is not None:
                self.context.services.marking.write_file(record.profile, Path(path))
        except StockpileError as error:
            self.note.setText(refusal_text(error))


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
