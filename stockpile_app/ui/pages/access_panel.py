"""Who is in a store now, and who was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.guarding import AccessRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.access_dialogs import AccessLogDialog, LeaveDialog, LogAccessDialog
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.pages.guarding_panel import (
    MOST_SHOWN,
    GuardingFile,
    GuardingPanel,
    short_path,
)
from stockpile_app.ui.texts import NOTHING, count, day
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_INSIDE_SHARES = (0.2, 0.28, 0.18, 0.2, 0.14)
_LOG_SHARES = (0.18, 0.18, 0.15, 0.21, 0.15, 0.13)
_ROWS_INSIDE = 3


class AccessPanel(GuardingPanel):
    """Those who are inside above, and the log below."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(context, "access_panel", _("Access"), parent)
        make = self.make
        self.log_access = make("log_access", _("&Log access…"), "Ins", "access", self.open_log)
        self.leave = make("leave", _("They lea&ve…"), "F3", "return", self.open_leave)
        self.paper = make(
            "access_log", _("Print the access lo&g…"), "Ctrl+Shift+B", "print", self.open_paper
        )
        self.add_tool(self.log_access, primary=True)
        self.add_tool(self.leave)
        self.tools.addStretch(1)
        self.add_tool(self.paper)
        self.inside_title = PlainLabel("", role="heading", wrap=True)
        self.inside_title.setObjectName("inside_title")
        self.inside: SharesTable[AccessRecord] = SharesTable(
            RecordsModel(_inside_columns()), ("inside", _("Inside now")), _INSIDE_SHARES
        )
        self.inside.setFixedHeight(self.inside.height_of(_ROWS_INSIDE))
        self.inside.chosen.connect(self._on_chosen)
        self.inside.activated.connect(self._on_activated)
        self.log: SharesTable[AccessRecord] = SharesTable(
            RecordsModel(_log_columns()), ("access_log", _("Access log")), _LOG_SHARES
        )
        self.log.when_empty(_first(), self.log_access, (context, Permission.KEYS))
        self.body.addWidget(self.inside_title)
        self.body.addWidget(self.inside)
        self.body.addLayout(self._build_search())
        self.body.addWidget(self.log, 1)
        self.setFocusProxy(self.inside)
        self._on_chosen(None)

    def _build_search(self) -> QHBoxLayout:
        self.place = PlacePicker((), anywhere=_("All places"))
        self.place.setObjectName("log_place")
        self.place.setAccessibleName(_("Place"))
        self.place.chosen.connect(self._fill)
        self.log.empty.narrowed_by((self.place,))
        self.shown = PlainLabel("", role="hint")
        self.shown.setObjectName("log_shown")
        said = PlainLabel(_("Lo&g of"))
        said.setBuddy(self.place)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(said)
        row.addWidget(self.place, 1)
        row.addWidget(self.shown)
        row.addStretch(1)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def show_file(self, file: GuardingFile) -> None:
        super().show_file(file)
        chosen: AccessRecord | None = self.inside.current()
        people = sum(_people(each) for each in file.inside)
        text = ngettext("{count} person is inside now", "{count} people are inside now", people)
        nobody = _("Nobody is inside now, as far as the log knows.")
        self.inside_title.setText(text.format(count=count(people)) if people else nobody)
        self.inside.setVisible(bool(file.inside))
        self.inside.records.show([self._entry(each) for each in file.inside])
        ids = [each.id for each in self.inside.records.records]
        if ids:
            self.inside.choose(ids.index(chosen.id) if chosen and chosen.id in ids else 0)
        else:
            self._on_chosen(None)
        self.place.reload(file.places)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        if self.file is None:
            return
        wanted = self.place.place_id()
        path = next((each.path for each in self.file.places if each.id == wanted), "")
        log = [self._entry(each) for each in self.file.log if _is_in(each, path)]
        self.log.records.show(sorted(log, key=lambda each: each.came_at, reverse=True))
        newest = len(self.file.log) >= MOST_SHOWN
        text = _("The newest {count} entries; print the log for older ones.") if newest else ""
        self.shown.setText(text.format(count=count(MOST_SHOWN)))

    def _entry(self, entry: AccessRecord) -> AccessRecord:
        return replace(entry, place=short_path(entry.place, one_depot=self.one_depot))

    @Slot(object)
    def _on_chosen(self, entry: AccessRecord | None) -> None:
        may = self.may(Permission.KEYS)
        self.log_access.setEnabled(may)
        self.leave.setEnabled(may and entry is not None)
        self.paper.setEnabled(self.may(Permission.PRINT))

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def open_log(self) -> None:
        """Open the form that records who goes in."""
        if self.file is not None:
            place_id = self.place.place_id()
            self.open_dialog(LogAccessDialog(self.context, self.file.places, place_id, self))

    @Slot()
    def open_leave(self) -> None:
        """Open the form that records that the selected people left."""
        entry: AccessRecord | None = self.inside.current()
        if entry is not None:
            self.open_dialog(LeaveDialog(self.context, entry, self))

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.leave.isEnabled():
            self.open_leave()

    @Slot()
    def open_paper(self) -> None:
        """Offer the log of a place and period on paper."""
        if self.file is not None:
            place_id = self.place.place_id()
            self.open_dialog(AccessLogDialog(self.context, self.file.places, place_id, self))


def _first() -> str:
    return _(
        "Nobody was logged yet. Log everybody who goes into a store, always two at least; visitors"
        " with their escort."
    )


def _people(entry: AccessRecord) -> int:
    names = {name.casefold() for name in entry.people}
    return len(names | {entry.escort.casefold()} if entry.escort else names)


def _is_in(entry: AccessRecord, path: str) -> bool:
    return not path or entry.place == path or entry.place.startswith(f"{path} / ")


def moment(value: dt.datetime) -> str:
    """Return a local moment with its month in letters."""
    return f"{day(value.date())} {value:%H:%M}"


def _names(entry: AccessRecord) -> str:
    return listed(entry.people)


def _purpose(entry: AccessRecord) -> str:
    return (
        _("Visitors: {purpose}").format(purpose=entry.purpose) if entry.visitors else entry.purpose
    )


def _inside_columns() -> Sequence[Column[AccessRecord]]:
    return [
        Column(_("Place"), lambda each: each.place),
        Column(_("Who is inside"), _names),
        Column(_("Since"), lambda each: moment(each.came_at)),
        Column(_("Purpose"), _purpose),
        Column(_("Escort"), lambda each: each.escort or NOTHING),
    ]


def _log_columns() -> Sequence[Column[AccessRecord]]:
    return [
        Column(_("Came"), lambda each: moment(each.came_at), order=lambda each: each.came_at),
        Column(
            _("Left"),
            lambda each: moment(each.left_at) if each.left_at else _("inside"),
            order=lambda each: (each.left_at is None, each.left_at or each.came_at),
        ),
        Column(_("Place"), lambda each: each.place),
        Column(_("Who"), _names),
        Column(_("Purpose"), _purpose),
        Column(_("Escort"), lambda each: each.escort or NOTHING),
    ]
