"""What a count shows: figures, what is not as registered, types, and the books."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.domain.counting import show_chance
from stockpile_app.domain.stocktakes import (
    Reconciliation,
    ResultLine,
    ResultRecord,
    StocktakeState,
    StoreBalance,
    TypeResult,
)
from stockpile_app.domain.vocabulary import Category, LineResult, StocktakeKind
from stockpile_app.i18n import clauses, ngettext
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, day, isolated, label
from stockpile_app.ui.widgets.count_side import large
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.verdict import Verdict

_LINE_WIDTHS: Final = (22, 13, 10, 11, 10, None, None)
_TYPE_WIDTHS: Final = (None, None, 20, 10, 10, 11)
_BOOK_WIDTHS: Final = (None, None, 9, 6, 6, 7, 10, 8, 8)
_FIGURE: Final = 2.0


class ResultFile(NamedTuple):
    """What is shown of a result; ``books`` is None where the kind gives no figures."""

    result: ResultRecord
    books: Reconciliation | None


def load_result(context: UiContext, stocktake_id: int) -> ResultFile:
    """Read the result of a count.

    Raises:
        NotAllowedNow: Somebody is still counting.
        BadValue: Lines are still to be counted again.
    """
    stocktakes = context.services.stocktakes
    result = stocktakes.result(stocktake_id)
    record = result.stocktake
    if record.kind is StocktakeKind.TENTH:
        return ResultFile(result, None)
    return ResultFile(result, stocktakes.reconciliation(record.place_id, until=record.id))


class CountResult(QWidget):
    """The result of one stocktake, and what can be done with it.

    Signals:
        left: Back to the list.
        close_asked, certificate_asked: Of the ``ResultRecord`` that is shown.
        incident_wanted: Id of the incident that a shortage opened.
        weapon_wanted: Id of a weapon.
    """

    left = Signal()
    close_asked = Signal(object)
    certificate_asked = Signal(object)
    incident_wanted = Signal(int)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing before ``show_result``."""
        super().__init__(parent)
        self.setObjectName("count_result")
        self.setAccessibleName(_("Result of the stocktake"))
        self.context = context
        self.result: ResultRecord | None = None
        self.verdict = Verdict("result_verdict")
        self.power = PlainLabel("", role="hint", wrap=True)
        self.power.setObjectName("result_power")
        self.lines: RecordTable[ResultLine] = RecordTable(
            RecordsModel(_line_columns()), "result_lines", _("What is not as registered")
        )
        self.lines.set_widths(_LINE_WIDTHS)
        self.lines.activated.connect(self._on_line)
        self.types: RecordTable[TypeResult] = RecordTable(
            RecordsModel(_type_columns()), "result_types", _("Counts by type")
        )
        self.types.set_widths(_TYPE_WIDTHS)
        self.books: RecordTable[StoreBalance] = RecordTable(
            RecordsModel(_book_columns()), "result_books", _("Reconciliation")
        )
        self.books.set_widths(_BOOK_WIDTHS)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addWidget(self._figures())
        layout.addWidget(self.verdict)
        layout.addWidget(self.power)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("result_tabs")
        self.tabs.setAccessibleName(_("Result of the stocktake"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.lines, _("Not as registered"))
        self.tabs.addTab(self.types, _("By type"))
        self.tabs.addTab(self._books(), _("Reconciliation"))
        layout.addWidget(self.tabs, 1)

    def _books(self) -> QWidget:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.setSpacing(6)
        self.books_said = PlainLabel("", role="hint", wrap=True)
        self.books_said.setObjectName("books_said")
        inner.addWidget(self.books_said)
        inner.addWidget(self.books, 1)
        return page

    def _head(self) -> QHBoxLayout:
        self.title = PlainLabel("", role="title", wrap=True)
        self.title.setObjectName("result_title")
        self.about = PlainLabel("", role="hint", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        self.back = QPushButton(icon("previous"), _(" &Back"))
        self.incident = QPushButton(icon("warning"), _(" Open the &incident"))
        self.certificate = QPushButton(icon("certificate"), _(" Cer&tificate…"))
        self.close_count = QPushButton(_("C&lose the stocktake…"))
        self.close_count.setProperty("primary", True)  # noqa: FBT003 - Qt
        for name, button, act in (
            ("back", self.back, self.left.emit),
            ("incident", self.incident, self._on_incident),
            ("certificate", self.certificate, self._on_certificate),
            ("close", self.close_count, self._on_close),
        ):
            button.setObjectName(f"result_{name}")
            button.setAccessibleName(button.text().strip().replace("&", "").rstrip("…"))
            button.clicked.connect(act)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _figures(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("result_figures")
        frame.setProperty("panel", True)  # noqa: FBT003 - Qt
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(24)
        self.figures: dict[str, PlainLabel] = {}
        for name, text in (
            ("expected", _("Expected")),
            ("found", _("Found")),
            ("differs", _("Not as registered")),
            ("accuracy", _("Accuracy")),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            figure = large(PlainLabel(""), _FIGURE)
            figure.setObjectName(f"figure_{name}")
            figure.setAccessibleName(text)
            self.figures[name] = figure
            cell.addWidget(PlainLabel(text, role="hint"))
            cell.addWidget(figure)
            row.addLayout(cell, 1)
        return frame

    # --- what is shown ---------------------------------------------------------------------------

    def show_result(self, file: ResultFile) -> None:
        """Show a result."""
        result = self.result = file.result
        record = result.stocktake
        self.title.setText(_("Result of {number}").format(number=record.number))
        self.about.setText(f"{label(record.kind)} · {record.path} · {' / '.join(record.counters)}")
        differs = [
            _below(record.path, each)
            for each in result.lines
            if each.result is not LineResult.FOUND
        ]
        by_type = record.kind.by_type
        if by_type:
            number = sum(each.expected != each.counted for each in result.types)
        else:
            number = len(differs)
        for name, text in (
            ("expected", count(result.expected)),
            ("found", count(result.found)),
            ("differs", count(number)),
            ("accuracy", i18n.format_point(show_chance(result.accuracy))),
        ):
            self.figures[name].setText(text)
        self.lines.records.show(differs)
        self.types.records.show(result.types)
        self.tabs.setTabText(0, _("Not as registered ({count})").format(count=len(differs)))
        self.tabs.setTabVisible(0, not by_type)
        self.tabs.setTabVisible(2, file.books is not None)
        self.tabs.setCurrentIndex(1 if by_type else 0)
        self._show_books(file.books)
        self._show_power(result)
        self._show_verdict(result, number)
        self._enable(result)

    def _show_verdict(self, result: ResultRecord, differs: int) -> None:
        closed = result.stocktake.state is StocktakeState.CLOSED
        if result.shortage:
            text = _(
                "Weapons are missing. Closing needs a second person and opens an incident at once."
            )
            if closed:
                text = _("Weapons were missing. Approved by {name}; incident {incident}.").format(
                    name=result.approved_by, incident=result.incident_id
                )
            self.verdict.say("banner", text)
        elif differs:
            text = ngettext(
                "{count} line is not as registered; nothing is missing.",
                "{count} lines are not as registered; nothing is missing.",
                differs,
            )
            self.verdict.say("notice", text.format(count=count(differs)))
        else:
            self.verdict.say("good", _("Everything was found as it is registered."))

    def _show_power(self, result: ResultRecord) -> None:
        found = result.detection
        self.power.setVisible(found is not None)
        if found is None:
            return
        chances = clauses(
            _("{missing} missing: {chance}").format(
                missing=missing, chance=i18n.format_point(show_chance(chance))
            )
            for missing, chance in found.chances
        )
        text = _(
            "Seed {seed}. {sample} of {population} weapons were looked for. Chance that such a"
            " sample has at least one missing weapon in it: {chances}. {note}"
        )
        self.power.setText(
            text.format(
                seed=result.stocktake.seed,
                sample=count(found.sample),
                population=count(found.population),
                chances=chances,
                note=_(found.note),
            )
        )

    def _show_books(self, books: Reconciliation | None) -> None:
        self.books.records.show(books.rows if books else ())
        if books is None:
            return
        said = [_("Opening + in − out − losses + recovered = closing.")]
        if books.since is not None:
            text = _("Opening figures: {number}, closed {day}.")
            number, closed = books.since.number, day(books.since.closed_on)
            said.append(text.format(number=number, day=closed))
        else:
            said.append(_("There was no count before this one: it begins at nothing."))
        said.append(
            _("The books explain the count.")
            if books.residue == 0
            else _("Not explained by the books: {count}.").format(count=count(books.residue))
        )
        self.books_said.setText(" ".join(said))

    def _enable(self, result: ResultRecord) -> None:
        services = self.context.services
        closed = result.stocktake.state is StocktakeState.CLOSED
        may = services.desk.may(Permission.STOCKTAKE) and not services.read_only
        self.close_count.setVisible(not closed)
        self.close_count.setEnabled(may)
        self.certificate.setVisible(closed)
        self.certificate.setEnabled(services.desk.may(Permission.PRINT))
        self.incident.setVisible(result.incident_id is not None)

    # --- what is pressed -------------------------------------------------------------------------

    @Slot()
    def _on_close(self) -> None:
        self.close_asked.emit(self.result)

    @Slot()
    def _on_certificate(self) -> None:
        self.certificate_asked.emit(self.result)

    @Slot()
    def _on_incident(self) -> None:
        if self.result is not None and self.result.incident_id is not None:
            self.incident_wanted.emit(self.result.incident_id)

    @Slot()
    def _on_line(self) -> None:
        line = self.lines.current()
        if line is not None and line.weapon is not None:
            self.weapon_wanted.emit(line.weapon.id)


def _below(outer: str, line: ResultLine) -> ResultLine:
    """Return a line with places called by their names below the one that was counted."""
    belongs, found = (each.removeprefix(f"{outer} / ") for each in (line.belongs, line.found))
    return replace(line, belongs=belongs, found=found)


def result_words(line: ResultLine) -> str:
    """Return what a line says, as people put it."""
    return label(line.result) if line.weapon is not None else _("Not in the register")


def _line_columns() -> list[Column[ResultLine]]:
    return [
        Column(_("Result"), result_words, icon=_line_icon),
        Column(_("Number"), lambda each: each.weapon.number if each.weapon else ""),
        Column(_("Model"), lambda each: each.weapon.model if each.weapon else each.description),
        Column(_("Serial"), lambda each: (each.weapon.serial or "") if each.weapon else ""),
        Column(_("As read"), lambda each: each.serial_read),
        Column(_("Belongs to"), lambda each: each.belongs),
        Column(_("Found in"), lambda each: each.found),
    ]


def _line_icon(line: ResultLine) -> QIcon:
    return icon("close" if line.result is LineResult.MISSING else "warning")


def _type_columns() -> list[Column[TypeResult]]:
    return [
        Column(
            _("Category"),
            lambda each: (
                label(Category(each.kind.category)) if each.kind.category else _("Not categorised")
            ),
        ),
        Column(_("Model"), lambda each: each.kind.model),
        Column(_("Calibre"), lambda each: isolated(each.kind.calibre)),
        Column(_("Expected"), lambda each: count(each.expected), number=True),
        Column(_("Counted"), lambda each: count(each.counted), number=True),
        Column(_("Difference"), lambda each: signed(each.counted - each.expected), number=True),
    ]


def _book_columns() -> list[Column[StoreBalance]]:
    def figure(title: str, name: str) -> Column[StoreBalance]:
        return Column(title, lambda each: count(getattr(each.row.balance, name)), number=True)

    return [
        Column(_("Store"), lambda each: each.path.rpartition(" / ")[2]),
        Column(
            _("Type"),
            lambda each: (
                " · ".join(filter(None, (each.row.kind.model, each.row.kind.calibre)))
                or _("Not known")
            ),
        ),
        figure(_("Opening"), "opening"),
        figure(_("In"), "received"),
        figure(_("Out"), "issued"),
        figure(_("Losses"), "lost"),
        figure(_("Recovered"), "recovered"),
        figure(_("Closing"), "closing"),
        Column(_("Residue"), lambda each: signed(each.row.balance.residue), number=True),
    ]


def signed(number: int) -> str:
    """Return a difference with its sign; 0 has none."""
    if number == 0:
        return "0"
    return f"+{count(number)}" if number > 0 else f"−{count(-number)}"
