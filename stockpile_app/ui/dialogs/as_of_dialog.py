"""The register as it was on a past day: holdings, who had what, and what was in which place."""

from __future__ import annotations

import datetime as dt
from array import array
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.movements import CustodyRecord
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import HoldingRecord, PlaceRecord, WeaponQuery
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.gateway import Services
from stockpile_app.services.past import MOST_CUSTODY, PastRegister
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.audit_sheet_dialog import AuditSheetDialog
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.past_places import PastPlaces
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.role import make_room
from stockpile_app.ui.widgets.shares_table import SharesTable
from stockpile_app.ui.widgets.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Picture:
    """A past day that is open, with what is read of it at once; to be closed."""

    past: PastRegister
    places: tuple[PlaceRecord, ...]
    holdings: tuple[HoldingRecord, ...]
    custody: tuple[CustodyRecord, ...]
    stack: ExitStack

    def close(self) -> None:
        """Forget it."""
        self.stack.close()


def open_picture(services: Services, on: dt.date, progress: Progress) -> Picture:
    """Build the tables of a past day and read what is shown at once.

    Raises:
        BadValue: The day is in the future.
        Cancelled: The user asked to stop; nothing is left behind.
    """
    with ExitStack() as stack:
        past = stack.enter_context(services.past.open(on, progress))
        places, holdings = tuple(past.places()), tuple(past.holdings())
        return Picture(past, places, holdings, tuple(past.custody()), stack.pop_all())


class AsOfDialog(JobDialog):
    """A day, and then what the register knew at its end.

    Attributes:
        picture: The past day that is shown.
    """

    def __init__(
        self, context: UiContext, place_id: int | None, parent: QWidget | None = None
    ) -> None:
        """Ask for a day; ``place_id`` is the place whose weapons are shown first."""
        super().__init__(context, parent)
        self.setObjectName("as_of_dialog")
        self.setWindowTitle(_("As of a date"))
        self.picture: Picture | None = None
        self.sheet: AuditSheetDialog | None = None
        self._place_id = place_id
        self._build()
        HelpKey("as_of", self)
        make_room(self, 1000, 680, context.settings.text_scale)
        self._nothing_shown()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("As of a date"), role="title"))
        layout.addLayout(self._build_question())
        self.verdict = Verdict("as_of_verdict")
        layout.addWidget(self.verdict)
        layout.addWidget(self._build_tabs(), 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.setObjectName("buttons")
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.buttons.rejected.connect(self.reject)
        self.audit = QPushButton(icon("audit"), _("Audit &sheet as of this day…"))
        self.audit.setObjectName("audit")
        self.audit.setAutoDefault(False)
        self.audit.clicked.connect(self._on_audit)
        self.buttons.addButton(self.audit, QDialogButtonBox.ButtonRole.ActionRole)
        layout.addWidget(self.buttons)

    def _build_question(self) -> QHBoxLayout:
        self.form = Form()
        self.day = DayEdit()
        self.day.returnPressed.connect(self.show_day)
        self.form.add(
            "as_of",
            _("&Day"),
            self.day,
            required=True,
            hint=_(
                "Shows what the register knew at the end of that day (24:00 UTC). What was"
                " recorded later is not in it, even if it happened before."
            ),
        )
        self.show_button = QPushButton(_("Sho&w"))
        self.show_button.setObjectName("show_day")
        self.show_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.show_button.setDefault(True)
        self.show_button.clicked.connect(self.show_day)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.form, 1)
        aligned = QVBoxLayout()
        aligned.addWidget(self.show_button)
        aligned.addStretch(1)
        row.addLayout(aligned)
        return row

    def _build_tabs(self) -> QTabWidget:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("as_of_tabs")
        for each in (self.tabs, self.tabs.tabBar()):
            each.setAccessibleName(_("What is shown of that day"))
        self.holdings: SharesTable[HoldingRecord] = SharesTable(
            RecordsModel(_holding_columns()),
            ("as_of_holdings", _("Holdings on that day")),
            (0.18, 0.21, 0.14, 0.14, 0.13, 0.11, 0.09),
        )
        self.custody: SharesTable[CustodyRecord] = SharesTable(
            RecordsModel(_custody_columns()),
            ("as_of_custody", _("Who had what on that day")),
            (0.14, 0.11, 0.11, 0.26, 0.1, 0.11, 0.17),
        )
        self.places = PastPlaces()
        self.places.place_chosen.connect(self._on_place)
        self.places.sort_asked.connect(self._on_place)
        self.tabs.addTab(self.holdings, _("&Holdings"))
        self.tabs.addTab(self.custody, _("Who had &what"))
        self.tabs.addTab(self.places, _("&Places"))
        return self.tabs

    # --- a day -----------------------------------------------------------------------------------

    @Slot()
    def show_day(self) -> None:
        """Build that day and show it."""
        self.form.clear_errors()
        try:
            on = self._asked()
        except BadValue as error:
            self.form.show_error(error)
            return
        self._nothing_shown()
        services = self.context.services
        job = Job(lambda progress: open_picture(services, on, progress))
        job.succeeded.connect(self._on_opened)
        job.refused.connect(self._on_refused)
        ProgressDialog(job, _("Building the register of that day"), self)
        self._start(job)

    def _asked(self) -> dt.date:
        on = self.day.day()
        if on is None:
            raise BadValue(N_("Write the day that you want to look at."), "as_of")
        return on

    def _start(self, job: Job[Any]) -> None:
        job.finished.connect(self._on_idle)
        self.form.setEnabled(False)
        self.show_button.setEnabled(False)
        self.run(job, writes=False)

    @Slot(object)
    def _on_opened(self, picture: Picture) -> None:
        if self.closed:
            picture.close()
            return
        self.picture = picture
        weapons = sum(each.weapons for each in picture.holdings)
        self.verdict.say("notice", _told(picture.past.day, weapons))
        self.holdings.records.show(picture.holdings)
        self.custody.records.show(picture.custody)
        self.tabs.setTabText(1, _("Who had &what ({count})").format(count=_number(picture.custody)))
        self.places.show_places(picture.past, picture.places, self._place_id)
        may = self.context.services.desk.may(Permission.PRINT)
        self.audit.setEnabled(may and not self.context.services.read_only and bool(picture.places))
        self.tabs.setEnabled(True)
        self.tabs.currentWidget().setFocus()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue):
            self.form.show_error(error)
        elif not self.closed:
            show_refusal(self, error)

    @Slot()
    def _on_idle(self) -> None:
        """Take back what is held while a job runs; a day nobody looks at any more is closed."""
        self.form.setEnabled(True)
        self.show_button.setEnabled(True)
        if self.closed and not self._running:
            self._nothing_shown()

    @override
    def done(self, result: int) -> None:
        super().done(result)
        if not self._running:
            self._nothing_shown()

    def _nothing_shown(self) -> None:
        picture, self.picture = self.picture, None
        self.places.show_nothing()
        self.holdings.records.show(())
        self.custody.records.show(())
        self.tabs.setEnabled(False)
        self.audit.setEnabled(False)
        if picture is not None:
            picture.close()

    # --- places ----------------------------------------------------------------------------------

    @Slot()
    def _on_place(self) -> None:
        query, picture = self.places.query(), self.picture
        if query is None or picture is None:
            return
        past = picture.past

        def work(progress: Progress) -> tuple[WeaponQuery, array[int]]:
            return query, past.snapshot(query, progress)

        job = Job(work)
        job.succeeded.connect(self._on_weapons)
        self._start(job)

    @Slot(object)
    def _on_weapons(self, found: tuple[WeaponQuery, array[int]]) -> None:
        query, ids = found
        if self.picture is not None and query == self.places.query():
            self.places.show_weapons(ids)

    @Slot()
    def _on_audit(self) -> None:
        if self.picture is not None:
            place_id = self.places.place_id() if self.tabs.currentIndex() == _PLACES else None
            on = self.picture.past.day
            places = self.picture.places
            self.sheet = AuditSheetDialog(self.context, place_id, self, as_of=on, places=places)
            self.sheet.open()


_PLACES: Final = 2


def _told(on: dt.date, weapons: int) -> str:
    if not weapons:
        return _("As of {day} the register held no weapon.").format(day=day(on))
    text = ngettext(
        "As of {day}: {weapons} weapon. What was recorded later is not in it.",
        "As of {day}: {weapons} weapons. What was recorded later is not in it.",
        weapons,
    )
    return text.format(day=day(on), weapons=count(weapons))


def _number(custody: tuple[CustodyRecord, ...]) -> str:
    more = "+" if len(custody) == MOST_CUSTODY else ""
    return f"{count(len(custody))}{more}"


def _holding_columns() -> list[Column[HoldingRecord]]:
    return [
        Column(_("Depot"), lambda each: each.depot),
        Column(_("Category"), lambda each: label(each.category)),
        Column(_("Model"), lambda each: each.model),
        Column(_("Calibre"), lambda each: each.calibre),
        Column(_("Condition"), lambda each: label(each.condition)),
        Column(_("Status"), lambda each: label(each.status)),
        Column(
            _("Weapons"),
            lambda each: count(each.weapons),
            number=True,
            order=lambda each: each.weapons,
        ),
    ]


def _custody_columns() -> list[Column[CustodyRecord]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number),
        Column(_("Serial"), lambda each: each.weapon.serial or label(each.weapon.serial_state)),
        Column(_("Model"), lambda each: each.weapon.model),
        Column(_("With"), lambda each: each.person),
        Column(_("Why"), lambda each: label(each.kind)),
        Column(_("Since"), lambda each: day(each.since), order=lambda each: each.since),
        Column(
            _("Due back"),
            _due_back,
            order=lambda each: each.due_on or dt.date.max,
        ),
    ]


def _due_back(record: CustodyRecord) -> str:
    if record.overdue:
        return _("overdue then ({day})").format(day=day(record.due_on))
    return day(record.due_on)
