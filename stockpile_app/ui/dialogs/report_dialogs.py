"""What somebody states in a national report, and freezing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.national_report import (
    FreezeReport,
    FrozenRecord,
    Override,
    ReportFrozenDone,
    ReportRow,
    ReportView,
)
from stockpile_app.domain.national_report_cells import (
    WHOLE,
    CellName,
    CellState,
    Column,
    Period,
    Unit,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.report_words import (
    entry_text,
    parse_entry,
    period_words,
    report_title,
    row_words,
    told_error,
    value_words,
)
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.fields import NotesEdit
from stockpile_app.ui.widgets.form_dialog import ActDialog, FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel


class Stated(NamedTuple):
    """What is stated now, and the report as it would be frozen with it."""

    work: FreezeReport
    view: ReportView


def checked(context: UiContext, work: FreezeReport) -> Callable[[Progress], Stated]:
    """Return the work that computes the report with what is stated in it."""
    national = context.services.national
    return lambda progress: Stated(work, national.check(work, progress))


class OverrideDialog(ActDialog):
    """States other values for a row than were computed, and why; all its columns at once.

    A total of several years may only follow when its years do, so they are stated together.
    """

    def __init__(
        self,
        context: UiContext,
        work: FreezeReport,
        view: ReportView,
        at: tuple[ReportRow, Column],
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the values of a row, beginning at a column."""
        super().__init__(context.jobs, _("State another value"), pgettext("verb", "&State"), parent)
        self.setObjectName("override_dialog")
        self.context = context
        self._work, self._view = work, view
        self._row, chosen = at
        self.values: dict[str, QLineEdit] = {}
        self._add_fields()
        self.reason = NotesEdit(3)
        self.reason.setPlainText(self._known_reason(chosen))
        self.form.add(
            "reason",
            _("&Reason"),
            self.reason,
            required=True,
            hint=_("It is printed beside what was computed."),
        )
        self._first = self.values[chosen.key]

    def _add_fields(self) -> None:
        row, view = self._row, self._view
        figure = view.figure(row.figure)
        title = _(figure.title) if figure is not None else ""
        self.form.add_wide(PlainLabel(f"{title} · {row_words(row)}", role="heading", wrap=True))
        for column, value in zip(view.columns, row.values, strict=True):
            edit = self.values[column.key] = QLineEdit(entry_text(value.value, row.unit))
            now = _("Now: {value}").format(value=value_words(value, row.unit))
            self.form.add(f"value_{column.key}", _label(column), edit, hint=now)
        if row.unit is not Unit.COUNT:
            text = _("Leave a field empty where the figure does not apply.")
            self.form.add_wide(PlainLabel(text, role="hint", wrap=True))

    def _known_reason(self, chosen: Column) -> str:
        name = self._row.name(chosen)
        return next((e.reason for e in self._work.overrides if e.cell == name), "")

    @override
    def command(self) -> Callable[[Progress], Stated]:
        reason = self.reason.toPlainText()
        known = {each.cell: each for each in self._work.overrides}
        changed = self._changed()
        if not changed:
            first = next(iter(self.values))
            raise BadValue(N_("State another value than stands here now."), f"value_{first}")
        for name, value in changed.items():
            known[name] = Override(cell=name, value=value, reason=reason)
        return checked(self.context, replace(self._work, overrides=tuple(known.values())))

    def _changed(self) -> dict[CellName, int | None]:
        """Return what was typed over; also with only another reason for what was stated."""
        row, found = self._row, {}
        for column, value in zip(self._view.columns, row.values, strict=True):
            name, edit = row.name(column), self.values[column.key]
            typed = parse_entry(edit.text(), row.unit, edit.objectName())
            stated = any(each.cell == name for each in self._work.overrides)
            if typed != value.value or stated:
                found[name] = typed
        return found

    @override
    def on_refused(self, error: StockpileError) -> None:
        if not isinstance(error, BadValue):
            super().on_refused(error)
            return
        super().on_refused(told_error(self._view, error, self._field(error)))

    def _field(self, error: BadValue) -> str:
        """Return the field of the cell that was refused, where it is of this row."""
        code = error.params.get("cell")
        if error.field not in {"cell", "value"} or not isinstance(code, str):
            return error.field
        for column in self._view.columns:
            if self._row.name(column).code == code:
                return f"value_{column.key}"
        return ""


def _label(column: Column) -> str:
    """Return the label of a column's field, with its Alt key: of a year its last digit."""
    if column.key == WHOLE:
        return _("&Whole period")
    return f"{column.key[:-1]}&{column.key[-1]}"


def without_override(work: FreezeReport, row: ReportRow) -> FreezeReport:
    """Return what is stated without what is stated in a row, whatever the column."""
    kept = tuple(
        each
        for each in work.overrides
        if (each.cell.figure, each.cell.line, each.cell.category)
        != (row.figure, row.line, row.category)
    )
    return replace(work, overrides=kept)


class FreezeDialog(FormDialog):
    """Freezes a report; says first what that means."""

    def __init__(
        self,
        context: UiContext,
        work: FreezeReport,
        view: ReportView,
        frozen: list[FrozenRecord],
        parent: QWidget | None = None,
    ) -> None:
        """Ask for a title, and which report it follows."""
        super().__init__(context, _("Freeze the report"), _("&Freeze"), parent)
        self.setObjectName("freeze_dialog")
        self._work, self._view = work, view
        self.title = QLineEdit(work.title)
        self.title.setPlaceholderText(period_words(work.period))
        self.compare_with = QComboBox()
        for each in frozen:
            self.compare_with.addItem(report_title(each), each.id)
        self.notes = NotesEdit(3)
        self.notes.setPlainText(work.notes)
        for text, role in self._said():
            self.body.insertWidget(self.body.count() - 1, PlainLabel(text, role=role, wrap=True))
        self.form.add("title", _("&Title"), self.title)
        self.form.add("compare_with", _("Follows the r&eport"), self.compare_with)
        self.form.add("notes", _("&Notes"), self.notes, hint=_("They stand on the annex."))
        self.form.show_field("compare_with", shown=bool(frozen))

    def _said(self) -> list[tuple[str, str]]:
        said = [
            (
                _(
                    "Every figure, every value stated with its reason, every answer and the"
                    " questions as they are now are kept under a seal. Nothing of it can be changed"
                    " or taken back; a later report can stand beside it."
                ),
                "",
            )
        ]
        stated = len(self._work.overrides)
        if stated:
            text = ngettext(
                "{count} value is stated instead of computed.",
                "{count} values are stated instead of computed.",
                stated,
            )
            said.append((text.format(count=count(stated)), "hint"))
        if self._view.withheld:
            text = _(
                "Cells are left to a tracing officer, and are frozen like that. Let a tracing"
                " officer freeze the report if they are to be in it."
            )
            said.append((text, "notice"))
        return said

    @override
    def command(self) -> Callable[[Progress], ReportFrozenDone]:
        work = replace(
            self._work,
            title=self.title.text().strip(),
            notes=self.notes.toPlainText(),
            compare_with=self.compare_with.currentData(),
        )
        national = self.context.services.national
        return lambda _progress: national.freeze(work)

    @override
    def on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue):
            error = told_error(self._view, error, error.field)
        super().on_refused(error)


def stated_words(work: FreezeReport, view: ReportView) -> str:
    """Return in a line how much is stated, or ""."""
    parts = []
    if work.overrides:
        said = ngettext("{count} value stated", "{count} values stated", len(work.overrides))
        parts.append(said.format(count=count(len(work.overrides))))
    if work.tables:
        said = ngettext("{count} table", "{count} tables", len(work.tables))
        parts.append(said.format(count=count(len(work.tables))))
    answers = sum(1 for each in work.answers.values() if each.strip())
    if answers:
        said = ngettext("{count} answer in words", "{count} answers in words", answers)
        parts.append(said.format(count=count(answers)))
    withheld = [
        value
        for figure in view.figures
        for row in figure.rows
        for value in row.values
        if value.state is CellState.WITHHELD
    ]
    if withheld:
        said = ngettext(
            "{count} cell left to a tracing officer",
            "{count} cells left to a tracing officer",
            len(withheld),
        )
        parts.append(said.format(count=count(len(withheld))))
    return " · ".join(parts)


def new_work(period: Period, numbering: str, was: FreezeReport | None) -> FreezeReport:
    """Return what is stated in a report that begins; answers and tables are kept."""
    if was is None:
        return FreezeReport(period=period, numbering=numbering)
    if was.period == period:
        return replace(was, numbering=numbering)
    return replace(was, period=period, numbering=numbering, overrides=())
