"""Opening a marking job, a mark that failed, and the end of a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.marking_vocabulary import MarkFault
from stockpile_app.domain.marking_work import (
    LETTERS,
    CloseMarkingJob,
    FaultMark,
    MarkingJobDone,
    MarkingJobRecord,
    MarkLineRecord,
    MarkLineState,
    OpenMarkingJob,
    PrintMarkingPaper,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.fields import CodeCombo, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket

_MARKED_PARTS = (Component.RECEIVER, Component.BARREL, Component.SLIDE, Component.BOLT)


class OpenMarkingJobDialog(FormDialog):
    """Opens a job: why it is marked, by whom, where, and which weapons."""

    def __init__(
        self, context: UiContext, weapon_ids: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        """Begin with weapons that were chosen before."""
        super().__init__(context, _("New marking job"), _("&Open the job"), parent, columns=2)
        self.setObjectName("open_marking_job_dialog")
        self.occasion = QComboBox()
        for occasion in LETTERS:
            self.occasion.addItem(label(occasion), occasion)
        self.occasion.setCurrentIndex(self.occasion.findData(MarkOccasion.STATE_STOCK))
        self.opened_on = today_edit(context)
        self.team = NameEdit(context)
        self.position = QLineEdit()
        self.authority = QLineEdit()
        self.parts = {each: QCheckBox(label(each)) for each in _MARKED_PARTS}
        self.parts[Component.RECEIVER].setChecked(True)
        self.basket = WeaponBasket(context)
        add = self.form.add
        add("occasion", _("Put on at (&occasion)"), self.occasion)
        add("team", _("&Marking team"), self.team, required=True)
        add("occurred_on", _("Opened o&n"), self.opened_on, required=True)
        hint = _("Where on the part, such as: left side, above the trigger.")
        add("position", _("Whe&re"), self.position, hint=hint)
        hint = _("As the mark names it; the register's own where nothing is written.")
        add("authority", _("A&uthority"), self.authority, hint=hint)
        self.form.add_heading(_("Parts that get the mark"))
        for each, box in self.parts.items():
            add(f"part_{each.value}", label(each), box)
        add("weapons", "", self.basket, column=1)
        self.basket.add_ids(weapon_ids)
        self.resize(960, 620)

    def on_scan(self, text: str) -> None:
        """Put the weapon that was scanned on the list."""
        self.basket.on_scan(text)

    @override
    def command(self) -> Callable[[Progress], MarkingJobDone]:
        asked = OpenMarkingJob(
            weapon_ids=self.basket.ids(),
            occasion=MarkOccasion(self.occasion.currentData()),
            occurred_on=given(self.opened_on),
            team=self.team.text(),
            components=tuple(each for each, box in self.parts.items() if box.isChecked()),
            position=self.position.text(),
            authority=self.authority.text(),
        )
        work = self.context.services.marking.work
        return lambda _progress: work.open(asked)


class FaultDialog(FormDialog):
    """Says what went wrong when a mark was put on."""

    def __init__(
        self,
        context: UiContext,
        job: MarkingJobRecord,
        line: MarkLineRecord,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about one mark of a job."""
        super().__init__(context, _("The mark failed"), _("&Record"), parent)
        self.setObjectName("mark_fault_dialog")
        self._job_id, self._line = job.id, line
        said = f"{line.weapon.number} · {label(line.component)} · {line.text}"
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        self.fault = CodeCombo(MarkFault)
        self.given_up = QCheckBox(_("&Give this mark up: it cannot be put on again"))
        self.notes = NotesEdit(3)
        self.form.add("fault", _("&What went wrong"), self.fault)
        self.form.add("given_up", _("Give up"), self.given_up)
        self.form.add("notes", _("&Notes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], MarkingJobDone]:
        asked = FaultMark(
            job_id=self._job_id,
            weapon_id=self._line.weapon.id,
            component=self._line.component,
            fault=self.fault.code(MarkFault) or MarkFault.OTHER,
            given_up=self.given_up.isChecked(),
            notes=self.notes.toPlainText(),
        )
        work = self.context.services.marking.work
        return lambda _progress: work.fault(asked)


class CloseMarkingJobDialog(FormDialog):
    """Closes a job with the number of marks that was counted."""

    def __init__(
        self, context: UiContext, job: MarkingJobRecord, parent: QWidget | None = None
    ) -> None:
        """Ask how many marks were counted."""
        super().__init__(context, _("Close the marking job"), _("&Close the job"), parent)
        self.setObjectName("close_marking_job_dialog")
        self._job_id = job.id
        said = _("{number}: {marks} marks were ordered, {given_up} given up.").format(
            number=job.number,
            marks=count(job.marks),
            given_up=count(job.count(MarkLineState.GIVEN_UP)),
        )
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        self.applied = QSpinBox()
        self.applied.setRange(0, job.marks)
        self.closed_on = today_edit(context)
        self.notes = NotesEdit(3)
        hint = _("Count the marks on the weapons; the register compares.")
        self.form.add("applied", _("Marks &put on, as counted"), self.applied, hint=hint)
        self.form.add("occurred_on", _("Closed o&n"), self.closed_on, required=True)
        self.form.add("notes", _("No&tes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], MarkingJobDone]:
        asked = CloseMarkingJob(
            job_id=self._job_id,
            occurred_on=given(self.closed_on),
            applied=self.applied.value(),
            notes=self.notes.toPlainText(),
        )
        work = self.context.services.marking.work
        return lambda _progress: work.close(asked)


class CancelMarkingJobDialog(FormDialog):
    """Gives a job up before any mark was put on."""

    def __init__(
        self, context: UiContext, job: MarkingJobRecord, parent: QWidget | None = None
    ) -> None:
        """Ask why."""
        super().__init__(context, _("Cancel the marking job"), _("Cancel the &job"), parent)
        self.setObjectName("cancel_marking_job_dialog")
        self._job_id = job.id
        self.body.insertWidget(0, PlainLabel(job.number, role="notice"))
        self.reason = NotesEdit(3)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], MarkingJobDone]:
        reason = self.reason.toPlainText()
        if not reason.strip():
            raise BadValue(N_("Say why the job is cancelled."), "reason")
        job_id, work = self._job_id, self.context.services.marking.work
        return lambda _progress: work.cancel(job_id, reason)


def marking_paper_dialog(
    context: UiContext, name: str, job: MarkingJobRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes a paper of a job: job_list or certificate."""
    papers = context.services.marking.work.papers
    title, write = {
        "job_list": (_("Job list"), papers.job_list),
        "certificate": (_("Marking certificate"), papers.certificate),
    }[name]

    def make(asked: PaperAsked) -> DocumentDone:
        return write(PrintMarkingPaper(job_id=job.id, **asked.words))

    about = f"{job.number} · {label(job.occasion)}"
    return PaperDialog(context, "marking", title, make, parent, about=about)
