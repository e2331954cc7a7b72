"""Courses, qualifications, and who may be given a duty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.staff import (
    Assignable,
    GainQualification,
    HoldTraining,
    PrintTraining,
    QualificationRecord,
    TrainingTable,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, pgettext
from stockpile_app.services.staff import StaffChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.choice import ChoiceCombo
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable
from stockpile_app.ui.widgets.text_list import TextList

_MOST: Final = 100_000
_CHOOSE: Final = N_("Choose a person.")


class TopicCombo(ChoiceCombo):
    """The topics of the table; any other words may be typed."""

    def __init__(self, table: TrainingTable) -> None:
        """Offer the topics."""
        super().__init__("topic_text", "")
        for topic in table.topics:
            self.addItem(_(topic.name), topic.code)
        self.setCurrentIndex(-1)

    def topic(self) -> str:
        """Return the code of the topic, or the words that were typed."""
        at = self.index_of_text()
        return str(self.itemData(at)) if at >= 0 else self.currentText()


def _people(context: UiContext) -> list[PersonRecord]:
    return [each for each in context.services.people.all() if each.kind is PersonKind.PERSON]


class HoldTrainingDialog(FormDialog):
    """Records a course and who took part."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask what was taught, when, and to whom."""
        super().__init__(context, _("Record a course"), _("&Record"), parent, columns=2)
        self.setObjectName("hold_training_dialog")
        self.keep_draft("hold_training")
        self.topic = TopicCombo(context.services.staff.table())
        self.course = QLineEdit()
        self.held_on = today_edit(context)
        self.days = _number(1, 1)
        self.provider = QLineEdit()
        self.location = QLineEdit()
        self.notes = NotesEdit(2)
        self.people = TextList()
        self.people.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for person in _people(context):
            item = QListWidgetItem(person.title)
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.people.addItem(item)
        self.women, self.men = _number(0), _number(0)
        self.qualifies = QCheckBox(_("The people chosen are &qualified by it"))
        add = self.form.add
        add("topic", _("&Topic"), self.topic, required=True)
        add("title", _("&Course"), self.course, required=True)
        add("held_on", _("&Last day"), self.held_on, required=True)
        add("days", _("&Days"), self.days)
        add("provider", _("&Given by"), self.provider, required=True)
        add("location", _("&Place"), self.location)
        add("notes", _("&Notes"), self.notes)
        hint = _("Space ticks a person. Those who are not in the register are counted below.")
        add("people", _("W&ho took part"), self.people, hint=hint, column=1)
        add("women", _("Other &women"), self.women, column=1)
        add("men", _("Other &men"), self.men, column=1)
        add("qualifies", _("Qualified"), self.qualifies, column=1)
        self.resize(940, 520)

    def chosen(self) -> tuple[int, ...]:
        """Return the ids of those who are ticked."""
        items = (self.people.item(row) for row in range(self.people.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    @override
    def command(self) -> Callable[[Progress], StaffChanged]:
        asked = HoldTraining(
            topic=self.topic.topic(),
            title=self.course.text(),
            held_on=given(self.held_on),
            provider=self.provider.text(),
            days=self.days.value(),
            location=self.location.text(),
            people=self.chosen(),
            women=self.women.value(),
            men=self.men.value(),
            qualifies=self.qualifies.isChecked(),
            notes=self.notes.toPlainText(),
        )
        staff = self.context.services.staff
        return lambda _progress: staff.hold(asked)


class GainQualificationDialog(FormDialog):
    """Records that somebody is qualified in a topic."""

    def __init__(
        self, context: UiContext, person_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Ask who, in what, and until when; ``person_id`` is chosen to begin with."""
        super().__init__(context, _("Record a qualification"), _("&Record"), parent)
        self.setObjectName("gain_qualification_dialog")
        self.keep_draft("gain_qualification")
        self.person = QComboBox()
        for each in _people(context):
            self.person.addItem(each.title, each.id)
        self.person.setCurrentIndex(-1 if person_id is None else self.person.findData(person_id))
        self.topic = TopicCombo(context.services.staff.table())
        self.gained_on = today_edit(context)
        self.expires_on = DayEdit()
        self.certificate = QLineEdit()
        self.issued_by = QLineEdit()
        add = self.form.add
        add("person_id", _("&Person"), self.person, required=True)
        add("topic", _("&Topic"), self.topic, required=True)
        add("gained_on", _("&Gained on"), self.gained_on, required=True)
        hint = _("Empty takes the period that the table of topics gives.")
        add("expires_on", _("R&uns out on"), self.expires_on, hint=hint)
        add("certificate", _("C&ertificate"), self.certificate)
        add("issued_by", _("&Issued by"), self.issued_by)

    @override
    def command(self) -> Callable[[Progress], StaffChanged]:
        person = self.person.currentData()
        if person is None:
            raise BadValue(_CHOOSE, "person_id")
        asked = GainQualification(
            person_id=person,
            topic=self.topic.topic(),
            gained_on=given(self.gained_on),
            expires_on=self.expires_on.day(),
            certificate=self.certificate.text(),
            issued_by=self.issued_by.text(),
        )
        staff = self.context.services.staff
        return lambda _progress: staff.gain(asked)


class WithdrawQualificationDialog(FormDialog):
    """Says that a qualification counts no longer."""

    def __init__(
        self, context: UiContext, qualification: QualificationRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why."""
        super().__init__(context, _("Withdraw a qualification"), _("&Withdraw"), parent)
        self.setObjectName("withdraw_qualification_dialog")
        self._id = qualification.id
        about = f"{qualification.person} · {_(qualification.topic_name)}"
        self.form.add_wide(PlainLabel(about, role="heading", wrap=True))
        self.reason = QLineEdit()
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], StaffChanged]:
        reason, staff = self.reason.text(), self.context.services.staff
        return lambda _progress: staff.withdraw(self._id, reason)


class AssignableDialog(QDialog):
    """Shows who may be given a duty, and what the others lack."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the first duty of the table."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("assignable_dialog")
        self.setWindowTitle(_("Who may be given a duty"))
        self.context = context
        self._job: Job[list[Assignable]] | None = None
        self._again = False
        self.duty = QComboBox()
        for each in context.services.staff.table().duties:
            self.duty.addItem(_(each.name), each.code)
        self.form = Form()
        self.form.add("duty", _("&Duty"), self.duty)
        self.table: SharesTable[Assignable] = SharesTable(
            RecordsModel(_assignable_columns()),
            ("assignable", _("Who may be given the duty")),
            (0.3, 0.16, 0.27, 0.27),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Who may be given a duty"), role="title"))
        layout.addWidget(self.form)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(820, 520)
        self.duty.currentIndexChanged.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        if self._job is not None:  # an answer about another duty must not come last
            self._again = True
            return
        staff, duty = self.context.services.staff, str(self.duty.currentData())
        job = Job(lambda _progress: staff.assignable(duty))
        job.succeeded.connect(self.table.records.show)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._job = job
        self.context.jobs.start(job, writes=False)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._read()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.form.show_text("", refusal_text(error))


def _assignable_columns() -> list[Column[Assignable]]:
    return [
        Column(_("Person"), lambda each: each.person),
        Column(_("May be given it"), lambda each: _("yes") if each.may else _("no")),
        Column(_("Ran out"), lambda each: listed(map(_, each.expired))),
        Column(_("Not held"), lambda each: listed(map(_, each.missing))),
    ]


class TrainingPaperDialog(PaperDialog):
    """The training of a period and the qualifications on paper."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Offer the present year."""
        title = _("Training and qualifications")
        super().__init__(context, "training", title, self._paper, parent)

    @override
    def add_fields(self, form: Form) -> None:
        today = self.context.services.desk.today
        self.from_day, self.to_day = DayEdit(), today_edit(self.context)
        self.from_day.setText(today.replace(month=1, day=1).isoformat())
        form.add("from_day", _("&From"), self.from_day)
        form.add("to_day", pgettext("until", "&To"), self.to_day)

    def _paper(self, asked: PaperAsked) -> DocumentDone:
        first, last = given(self.from_day), given(self.to_day)
        papers = self.context.services.staff.papers
        return papers.training(PrintTraining(from_day=first, to_day=last, **asked.words))


def _number(value: int, least: int = 0) -> QSpinBox:
    edit = QSpinBox()
    edit.setRange(least, _MOST)
    edit.setValue(value)
    return edit
