"""Figures that another authority gave, typed by hand; what states a sum is checked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import FreezeReport, HandTable
from stockpile_app.domain.national_report_tables import MOST_COLUMNS, MOST_ROWS
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import clauses
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.report_dialogs import Stated, checked
from stockpile_app.ui.report_words import is_whole
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.fields import SuggestEdit
from stockpile_app.ui.widgets.form_dialog import ActDialog
from stockpile_app.ui.widgets.hand_table import Sheet, SheetModel, SheetView
from stockpile_app.ui.widgets.plain import PlainLabel

_NEW_ROWS: Final = 3
_HEIGHT_ROWS: Final = 8


class HandTableDialog(ActDialog):
    """A small sheet; its heads are typed above it."""

    def __init__(
        self,
        context: UiContext,
        work: FreezeReport,
        question: str,
        known: HandTable | None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a table that is there, or with an empty one."""
        super().__init__(context.jobs, _("Table by hand"), _("&Put in"), parent)
        self.setObjectName("hand_table_dialog")
        self.context = context
        self._work, self._question, self._known = work, question, known
        table = known or HandTable(
            question=question, title="", columns=(_("Number"),), rows=(("", ()),) * _NEW_ROWS
        )
        self._build(table)
        self._add_fields()
        self.resize(760, 620)
        self._on_edited()

    def _build(self, table: HandTable) -> None:
        self.title = QLineEdit(table.title)
        self.source = SuggestEdit([each.source for each in self._work.tables if each.source])
        self.source.setText(table.source)
        self.heads = QLineEdit("; ".join(table.columns))
        self.heads.editingFinished.connect(self._on_heads)
        self.last_column = QCheckBox(_("The &last column states the sum of its row"))
        self.last_column.setChecked(table.last_is_total)
        self.last_row = QCheckBox(_("The last ro&w states the sum of each column"))
        self.last_row.setChecked(bool(table.total))
        width = 1 + len(table.columns)
        sheet = Sheet.of(table)
        sheet.rows = [(each + [""] * width)[:width] for each in sheet.rows]
        self.model = SheetModel(sheet, editable=True)
        self.sheet = SheetView(self.model, "rows", _("Numbers"))
        self.sheet.setMinimumHeight(self.sheet.verticalHeader().defaultSectionSize() * _HEIGHT_ROWS)
        self.model.edited.connect(self._on_edited)
        for box in (self.last_column, self.last_row):
            box.toggled.connect(self._on_edited)

    def _add_fields(self) -> None:
        add = self.form.add
        add("title", _("&Title"), self.title, required=True)
        add("source", _("S&ource"), self.source, hint=_("Who gave the numbers."))
        add(
            "columns",
            _("&Columns"),
            self.heads,
            required=True,
            hint=_("With a semicolon between them, such as: Seized; Destroyed; Total"),
        )
        add("last_is_total", "", self.last_column)
        add("total", "", self.last_row)
        self.form.field("last_is_total").setAccessibleName(_("Last column is the sum"))
        self.form.field("total").setAccessibleName(_("Last row is the sum"))
        add("tables", _("&Numbers"), self.sheet, required=True)
        self.sheet.setObjectName("tables")
        self.sums = PlainLabel("", role="hint", wrap=True)
        self.sums.setObjectName("sums")
        row = QHBoxLayout()
        for name, text, slot in (
            ("add_line", _("&Add a line"), self.add_line),
            ("remove_line", _("&Remove the line"), self.remove_line),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAccessibleName(text.replace("&", ""))
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addWidget(self.sums, 1)
        self.body.addLayout(row)

    # --- the sheet -------------------------------------------------------------------------------

    @Slot()
    def add_line(self) -> None:
        """Add an empty line; above the sums, where there are any."""
        rows = self.model.sheet.rows
        at = len(rows) - (1 if self.last_row.isChecked() and rows else 0)
        if len(rows) <= MOST_ROWS:
            width = len(self.model.sheet.heads)
            self.model.change(lambda sheet: sheet.rows.insert(at, [""] * width))
            self.sheet.setCurrentIndex(self.model.index(at, 0))
            self.sheet.setFocus()

    @Slot()
    def remove_line(self) -> None:
        """Take the selected line away."""
        index = self.sheet.currentIndex()
        if index.isValid() and self.model.rowCount() > 1:
            row = index.row()
            self.model.change(lambda sheet: sheet.rows.pop(row))
            self.sheet.setCurrentIndex(self.model.index(max(0, row - 1), index.column()))

    @Slot()
    def _on_heads(self) -> None:
        heads = _heads(self.heads.text())
        if heads == self.model.sheet.heads[1:]:
            return

        def change(sheet: Sheet) -> None:
            width = 1 + len(heads)
            sheet.heads = [sheet.heads[0], *heads]
            # numbers below a head that is no more are kept, should it come back
            sheet.rows = [each + [""] * (width - len(each)) for each in sheet.rows]

        self.model.change(change)

    @Slot()
    def _on_edited(self) -> None:
        """Say beside the numbers whether what states a sum is one."""
        self.form.clear_errors()
        try:
            table = self._table()
        except BadValue:
            self.sums.setText(_("Sums are checked when every line has its numbers."))
            return
        wrong = differences(table)
        if wrong:
            self.form.show_text("tables", "\n".join(wrong), focus=False)
            self.sums.setText("")
        elif table.total or table.last_is_total:
            self.sums.setText(_("Everything adds up."))
        else:
            sums = clauses(
                f"{head} {count(sum(numbers[at] for _title, numbers in table.rows))}"
                for at, head in enumerate(table.columns)
            )
            self.sums.setText(_("Sums: {sums}").format(sums=sums))

    def _table(self) -> HandTable:
        """Return what was typed.

        Raises:
            BadValue: A number is missing or none; says where.
        """
        width = len(self.model.sheet.heads)
        rows = [
            (each[0], tuple(_number(text, each[0]) for text in each[1:width]))
            for each in self.model.sheet.rows
            if any(each[:width])
        ]
        total: tuple[int, ...] = ()
        if self.last_row.isChecked() and rows:
            total = rows.pop()[1]
        return HandTable(
            question=self._question,
            title=self.title.text().strip(),
            columns=tuple(_heads(self.heads.text())),
            rows=tuple(rows),
            total=total,
            last_is_total=self.last_column.isChecked(),
            source=self.source.text().strip(),
        )

    @override
    def command(self) -> Callable[[Progress], Stated]:
        self._on_heads()
        table = self._table()
        kept = [each for each in self._work.tables if each != self._known]
        return checked(self.context, replace(self._work, tables=(*kept, table)))


def differences(table: HandTable) -> list[str]:
    """Return in words each stated sum that is not the sum of its parts."""
    said = _("“{name}” adds up to {sum}; stated is {stated}: {difference}.")
    found = []
    for at, stated in enumerate(table.total):
        total = sum(numbers[at] for _title, numbers in table.rows)
        if total != stated:
            found.append((table.columns[at], total, stated))
    if table.last_is_total:
        rows = [*table.rows, *([(_("Total"), table.total)] if table.total else [])]
        found += [
            (title or _("Line {number}").format(number=at), sum(numbers[:-1]), numbers[-1])
            for at, (title, numbers) in enumerate(rows, start=1)
            if sum(numbers[:-1]) != numbers[-1]
        ]
    return [
        said.format(
            name=name, sum=count(total), stated=count(stated), difference=_signed(stated - total)
        )
        for name, total, stated in found
    ]


def _signed(difference: int) -> str:
    number = count(abs(difference))
    text = _("{number} too many") if difference > 0 else _("{number} too few")
    return text.format(number=number)


def _heads(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()][:MOST_COLUMNS]


def _number(text: str, title: str) -> int:
    typed = text.strip().replace(" ", "")
    if not is_whole(typed):
        raise BadValue(N_("“{row}” needs a whole number in each column."), "tables", row=title)
    return int(typed)
