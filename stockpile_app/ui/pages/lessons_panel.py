"""Good practices and lessons learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.needs import LessonRecord
from stockpile_app.domain.needs_vocabulary import LessonSubject
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.need_dialogs import (
    LessonDialog,
    LessonsPaperDialog,
    WithdrawLessonDialog,
)
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, day
from stockpile_app.ui.widgets.list_panel import ListPanel, act_button
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_LESSONS: Final = (0.13, 0.17, 0.3, 0.16, 0.14, 0.1)


class LessonsPanel(ListPanel):
    """Lessons, the newest on top; the words of the selected one below."""

    def __init__(self, context: UiContext) -> None:
        """Show them as soon as they are read."""
        super().__init__(context, "lessons_panel", _("Lessons learned"))
        self._all: Sequence[LessonRecord] = ()
        self.table: SharesTable[LessonRecord] = SharesTable(
            RecordsModel(_columns()), ("lessons", _("Lessons")), _LESSONS
        )
        self.words = PlainLabel("", wrap=True)
        self.words.setObjectName("lesson_words")
        self.words.setContentsMargins(4, 8, 4, 0)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.record = act_button("record_lesson", _("&Record one…"), self.open_record, primary=True)
        self.change = act_button("change_lesson", _("&Change…"), self.open_change)
        self.withdraw = act_button("withdraw_lesson", _("&Withdraw…"), self.open_withdraw)
        self.paper = act_button("lessons_paper", _("&Paper for a meeting…"), self.open_paper)
        self.filter = QLineEdit()
        self.filter.setObjectName("lessons_filter")
        self.filter.setPlaceholderText(_("Only those with these words"))
        self.filter.setAccessibleName(_("Only those with these words"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(220)
        head = QHBoxLayout()
        for button in (self.record, self.change, self.withdraw):
            head.addWidget(button)
        head.addWidget(self.note, 1)
        head.addWidget(self.filter)
        head.addWidget(self.paper)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.words)
        parts.setSizes([420, 180])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        self.setFocusProxy(self.table)
        self._say_empty()
        self.filter.textChanged.connect(self.show_filtered)
        self.table.chosen.connect(self.enable)
        self.table.activated.connect(self.open_change)
        self.enable()

    def _say_empty(self) -> None:
        self.table.when_empty(
            _("Write down what went well and what should be done otherwise."),
            self.record,
            (self.context, Permission.LESSONS),
        )
        self.table.empty.narrowed_by((self.filter,), lambda: bool(self._all))

    @override
    def read(self) -> Sequence[LessonRecord]:
        return self.context.services.lessons.list()

    @override
    def show_found(self, found: Sequence[LessonRecord]) -> None:
        self._all = found
        self.show_filtered()

    @Slot()
    def show_filtered(self) -> None:
        """Show the lessons that have what was typed in their kind, title, topic or words."""
        wanted = self.filter.text().strip().casefold()
        self.table.records.show([each for each in self._all if wanted in _told(each)])
        self.enable()

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.lessons

    @Slot()
    def enable(self) -> None:
        """Show the words of the selected lesson, and offer what can be done."""
        may, lesson = self.may(Permission.LESSONS), self.table.current()
        self.words.setText(lesson.text if lesson else "")
        self.record.setEnabled(may)
        self.change.setEnabled(may and lesson is not None)
        self.withdraw.setEnabled(may and lesson is not None)
        self.paper.setEnabled(self.may(Permission.PRINT) and bool(self.table.records.records))

    @Slot()
    def open_record(self) -> None:
        """Open an empty form."""
        self.open_dialog(LessonDialog(self.context, None, self))

    @Slot()
    def open_change(self) -> None:
        """Open the form with the selected lesson."""
        lesson = self.table.current()
        if lesson is not None and self.change.isEnabled():
            self.open_dialog(LessonDialog(self.context, lesson, self))

    @Slot()
    def open_withdraw(self) -> None:
        """Ask why the selected lesson is withdrawn."""
        lesson = self.table.current()
        if lesson is not None:
            self.open_dialog(WithdrawLessonDialog(self.context, lesson, self))

    @Slot()
    def open_paper(self) -> None:
        """Offer the lessons that are shown on paper."""
        shown = tuple(each.id for each in self.table.records.records)
        self.open_dialog(LessonsPaperDialog(self.context, shown, self))


def _told(lesson: LessonRecord) -> str:
    words = (_(lesson.kind.label), lesson.title, lesson.topic, lesson.text)
    return " ".join(words).casefold()


def _about(lesson: LessonRecord) -> str:
    if lesson.subject is LessonSubject.NONE:
        return NOTHING
    return f"{_(lesson.subject.label)} {lesson.number}"


def _columns() -> list[Column[LessonRecord]]:
    return [
        Column(_("Day"), lambda each: day(each.recorded_on), order=lambda each: each.id),
        Column(_("Kind"), lambda each: _(each.kind.label)),
        Column(_("Title"), lambda each: each.title),
        Column(_("Topic"), lambda each: each.topic or NOTHING),
        Column(_("Learned at"), _about),
        Column(_("Passed on"), lambda each: _("yes") if each.shareable else _("no")),
    ]
