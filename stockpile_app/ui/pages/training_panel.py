"""Qualifications and courses, and who may be given a duty."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.staff import (
    QualificationRecord,
    StaffFigures,
    TrainingRecord,
    Validity,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.staff_dialogs import (
    AssignableDialog,
    GainQualificationDialog,
    HoldTrainingDialog,
    TrainingPaperDialog,
    WithdrawQualificationDialog,
)
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count, day
from stockpile_app.ui.widgets.list_panel import ListPanel, act_button, titled
from stockpile_app.ui.widgets.shares_table import SharesTable

_HELD: Final = (0.22, 0.28, 0.13, 0.13, 0.12, 0.12)
_COURSES: Final = (0.14, 0.26, 0.22, 0.18, 0.1, 0.1)


class StaffFile(NamedTuple):
    """What the panel shows."""

    qualifications: list[QualificationRecord]
    courses: list[TrainingRecord]
    figures: StaffFigures


class TrainingPanel(ListPanel):
    """Qualifications, what runs out first on top; courses below."""

    def __init__(self, context: UiContext) -> None:
        """Show them as soon as they are read."""
        super().__init__(context, "training_panel", _("Training"))
        self.held: SharesTable[QualificationRecord] = SharesTable(
            RecordsModel(_held_columns()), ("qualifications", _("Qualifications")), _HELD
        )
        self.courses: SharesTable[TrainingRecord] = SharesTable(
            RecordsModel(_course_columns()), ("courses", _("Courses")), _COURSES
        )
        self.hold = act_button("hold", _("Record a &course…"), self.open_hold, primary=True)
        self.gain = act_button("gain", _("Record a &qualification…"), self.open_gain)
        self.withdraw = act_button("withdraw", _("&Withdraw…"), self.open_withdraw)
        self.who = act_button("who_may", _("Who may be given a &duty…"), self.open_who)
        self.paper = act_button("training_paper", _("On &paper…"), self.open_paper)
        head = QHBoxLayout()
        for button in (self.hold, self.gain, self.who):
            head.addWidget(button)
        head.addWidget(self.note, 1)
        head.addWidget(self.paper)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(titled(_("Qualifications"), self.held, self.withdraw))
        parts.addWidget(titled(_("Courses"), self.courses))
        parts.setSizes([400, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        self.setFocusProxy(self.held)
        self.held.chosen.connect(self.enable)
        right = (context, Permission.TRAINING)
        first = _("Record the first course, or what people are qualified for.")
        self.held.when_empty(first, self.gain, right)
        self.courses.when_empty(
            _("Courses that were held stand here, with who took part."), self.hold, right
        )
        self.enable()

    @override
    def read(self) -> StaffFile:
        staff, today = self.context.services.staff, self.context.services.desk.today
        figures = staff.figures(today.replace(month=1, day=1), today)
        return StaffFile(staff.qualifications(), staff.trainings(), figures)

    @override
    def show_found(self, found: StaffFile) -> None:
        self.held.records.show(found.qualifications)
        self.courses.records.show(found.courses)
        trained = found.figures.trained
        text = _("This year: {women} women and {men} men trained.").format(
            women=count(trained.female), men=count(trained.male)
        )
        self.note.setText(text)
        self.enable()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.staff or changes.people

    @Slot()
    def enable(self) -> None:
        """Offer what can be done."""
        may, held = self.may(Permission.TRAINING), self.held.current()
        self.hold.setEnabled(may)
        self.gain.setEnabled(may)
        counts = held is not None and held.validity is not Validity.WITHDRAWN
        self.withdraw.setEnabled(may and counts)
        self.paper.setEnabled(self.may(Permission.PRINT))

    @Slot()
    def open_hold(self) -> None:
        """Open the form for a course."""
        self.open_dialog(HoldTrainingDialog(self.context, self))

    @Slot()
    def open_gain(self) -> None:
        """Open the form for a qualification of the person that is selected."""
        held = self.held.current()
        person = held.person_id if held else None
        self.open_dialog(GainQualificationDialog(self.context, person, self))

    @Slot()
    def open_withdraw(self) -> None:
        """Ask why the selected qualification is withdrawn."""
        held = self.held.current()
        if held is not None:
            self.open_dialog(WithdrawQualificationDialog(self.context, held, self))

    @Slot()
    def open_who(self) -> None:
        """Show who may be given a duty."""
        self.open_dialog(AssignableDialog(self.context, self))

    @Slot()
    def open_paper(self) -> None:
        """Offer the list on paper."""
        self.open_dialog(TrainingPaperDialog(self.context, self))


def _held_columns() -> list[Column[QualificationRecord]]:
    return [
        Column(_("Person"), lambda each: each.person),
        Column(_("Topic"), lambda each: _(each.topic_name)),
        Column(_("Gained"), lambda each: day(each.gained_on), order=lambda each: each.gained_on),
        Column(
            _("Runs out"),
            lambda each: day(each.expires_on) if each.expires_on else NOTHING,
            order=lambda each: str(each.expires_on or "9999"),
        ),
        Column(_("Stands"), lambda each: _(each.validity.label)),
        Column(_("Certificate"), lambda each: each.certificate or NOTHING),
    ]


def _course_columns() -> list[Column[TrainingRecord]]:
    return [
        Column(_("Last day"), lambda each: day(each.held_on)),
        Column(_("Course"), lambda each: each.title),
        Column(_("Topic"), lambda each: _(each.topic_name)),
        Column(_("Given by"), lambda each: each.provider),
        Column(_("Women"), lambda each: count(each.women), number=True),
        Column(_("Men"), lambda each: count(each.men), number=True),
    ]
