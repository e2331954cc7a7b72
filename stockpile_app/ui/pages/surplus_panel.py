"""Surplus: what is held and needed of each kind, how that was calculated, and declarations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.surplus import (
    DeclarationRecord,
    Kind,
    RequirementRecord,
    SurplusChanged,
    SurplusRow,
)
from stockpile_app.domain.vocabulary import Status
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.surplus_words import calculation_words, kind_words
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.surplus_dialogs import (
    DeclareSurplusDialog,
    RequirementDialog,
    WithdrawSurplusDialog,
    declaration_paper_dialog,
    review_paper_dialog,
)
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.taking_back import offer_taking_back
from stockpile_app.ui.texts import NOTHING, count, day
from stockpile_app.ui.widgets.list_panel import ListPanel, act_button, titled
from stockpile_app.ui.widgets.plain import show_refusal
from stockpile_app.ui.widgets.shares_table import SharesTable

_ROWS: Final = (0.28, 0.09, 0.09, 0.09, 0.09, 0.12, 0.12, 0.12)
_NEEDS: Final = (0.2, 0.2, 0.42, 0.18)
_DECLARED: Final = (0.24, 0.2, 0.38, 0.18)


class SurplusFile(NamedTuple):
    """What the panel shows."""

    rows: tuple[SurplusRow, ...]
    declarations: list[DeclarationRecord]


class SurplusPanel(ListPanel):
    """The review on top; what units need, and the declarations, below."""

    def __init__(self, context: UiContext) -> None:
        """Show the review as soon as it is made."""
        super().__init__(context, "surplus_panel", _("Surplus"))
        self._rows: tuple[SurplusRow, ...] = ()
        self._make_tables()
        self._lay_out()

    def _make_tables(self) -> None:
        self.table: SharesTable[SurplusRow] = SharesTable(
            RecordsModel(_columns()), ("surplus_rows", _("Held and needed")), _ROWS
        )
        self.needs: SharesTable[RequirementRecord] = SharesTable(
            RecordsModel(_need_columns()), ("requirements", _("What units need")), _NEEDS
        )
        self.declarations: SharesTable[DeclarationRecord] = SharesTable(
            RecordsModel(_declaration_columns()), ("declarations", _("Declarations")), _DECLARED
        )
        self.table.chosen.connect(self._on_row)
        self.needs.chosen.connect(self._enable)
        self.declarations.chosen.connect(self._enable)
        self.needs.activated.connect(self.open_change)

    def _lay_out(self) -> None:
        make = act_button
        self.require = make("require", _("&What a unit needs…"), self.open_require)
        self.change = make("change_need", _("C&hange…"), self.open_change)
        self.declare = make("declare", _("&Declare surplus…"), self.open_declare)
        self.withdraw = make("withdraw", _("&Take back into stock…"), self.open_withdraw)
        self.review_paper = make("review_paper", _("Review on &paper…"), self.open_review)
        self.paper = make("declaration_paper", _("Declaration &on paper…"), self.open_paper)
        self.declare.setProperty("primary", True)  # noqa: FBT003 - Qt
        head = QHBoxLayout()
        head.addWidget(self.declare)
        head.addWidget(self.require)
        head.addWidget(self.note, 1)
        self._say_empty()
        head.addWidget(self.review_paper)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setChildrenCollapsible(False)
        for title, table, buttons in (
            (_("How what is needed was calculated"), self.needs, (self.change,)),
            (_("Declarations"), self.declarations, (self.paper, self.withdraw)),
        ):
            below.addWidget(titled(title, table, *buttons))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        self.setFocusProxy(self.table)
        self._enable()

    def _say_empty(self) -> None:
        right = (self.context, Permission.SURPLUS)
        self.table.when_empty(
            _(
                "What is held, needed and left over of each kind of weapon stands here. Register"
                " weapons first, on the page Weapons."
            )
        )
        self.needs.when_empty(
            _("What units need of the selected kind stands here."), self.require, right
        )
        self.declarations.when_empty(
            _(
                "What was declared surplus stands here. Select a kind that has some, and declare"
                " it."
            ),
            self.declare,
            right,
        )

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def read(self) -> SurplusFile:
        surplus = self.context.services.disposal.surplus
        return SurplusFile(surplus.review(), surplus.declarations())

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return any((changes.disposal, changes.marking, changes.weapons, changes.many))

    @override
    def show_found(self, found: SurplusFile) -> None:
        shown = self.table.current()
        self._rows = found.rows
        self.table.records.show(list(found.rows))
        self.declarations.records.show(found.declarations)
        kinds = [each.kind for each in self.table.records.records]
        if shown is not None and shown.kind in kinds:
            self.table.choose(kinds.index(shown.kind))
        elif kinds:
            self.table.choose(0)
        text = _("Surplus is what is held less what is needed; each weapon counts in one row.")
        if not any(each.requirements for each in found.rows):
            text = _("Say what units need first: nothing is surplus before somebody did.")
        self.note.setText(text)
        self._on_row(self.table.current())

    @Slot(object)
    def _on_row(self, row: SurplusRow | None) -> None:
        self.needs.records.show(list(row.requirements) if row is not None else [])
        self._enable()

    @Slot()
    def _enable(self) -> None:
        services, row = self.context.services, self.table.current()
        writable = not services.read_only
        may = writable and services.desk.may(Permission.SURPLUS)
        prints = writable and services.desk.may(Permission.PRINT)
        declaration = self.declarations.current()
        self.require.setEnabled(may)
        self.change.setEnabled(may and self.needs.current() is not None)
        self.declare.setEnabled(may and row is not None and row.surplus > 0)
        self.withdraw.setEnabled(may and declaration is not None)
        self.review_paper.setEnabled(prints and bool(self._rows))
        self.paper.setEnabled(prints and declaration is not None)

    # --- acts ------------------------------------------------------------------------------------

    @Slot()
    def open_require(self) -> None:
        """Open the form that says what a unit needs of the selected kind."""
        row = self.table.current()
        kind = row.kind if row is not None else Kind()
        self.open_dialog(RequirementDialog(self.context, kind, None, self))

    @Slot()
    def open_change(self) -> None:
        """Open the form with what a unit needs now."""
        need = self.needs.current()
        if need is not None and self.change.isEnabled():
            self.open_dialog(RequirementDialog(self.context, need.kind, need, self))

    @Slot()
    def open_declare(self) -> None:
        """Open the form that declares weapons of the selected kind."""
        row = self.table.current()
        if row is None:
            return
        try:
            ids = self.context.services.disposal.surplus.suggest(row)
        except StockpileError as error:
            show_refusal(self, error)
            return
        dialog = DeclareSurplusDialog(self.context, ids, self)
        dialog.succeeded.connect(self._on_declared)
        self.open_dialog(dialog)

    @Slot(object)
    def _on_declared(self, done: SurplusChanged) -> None:
        text = _("The weapons are declared surplus.")
        act = partial(self._withdraw, done.declaration_id)
        offer_taking_back(self.context.bus, text, act, owner=self)

    @Slot()
    def open_withdraw(self) -> None:
        """Open the form that takes weapons of the selected declaration back."""
        declaration = self.declarations.current()
        if declaration is not None:
            self._withdraw(declaration.id)

    def _withdraw(self, declaration_id: int) -> None:
        try:
            weapons = self.context.services.disposal.surplus.declared(declaration_id)
        except StockpileError as error:
            show_refusal(self, error)
            return
        ids = [
            each.weapon.id
            for each in weapons
            if each.withdrawn_on is None and each.weapon.status is Status.SURPLUS
        ]
        self.open_dialog(WithdrawSurplusDialog(self.context, ids, self))

    @Slot()
    def open_review(self) -> None:
        """Open the review on paper."""
        self.open_dialog(review_paper_dialog(self.context, self._rows, self))

    @Slot()
    def open_paper(self) -> None:
        """Open the selected declaration on paper."""
        declaration = self.declarations.current()
        if declaration is not None:
            self.open_dialog(declaration_paper_dialog(self.context, declaration, self))


def _known(row: SurplusRow, number: int) -> str:
    return count(number) if row.requirements else NOTHING


def _columns() -> list[Column[SurplusRow]]:
    def column(title: str, number: Callable[[SurplusRow], int]) -> Column[SurplusRow]:
        return Column(title, lambda each: count(number(each)), number=True, order=number)

    return [
        Column(_("Kind"), lambda each: kind_words(each.kind)),
        column(_("Held"), lambda each: each.held),
        Column(
            _("Needed"),
            lambda each: _("obsolete") if each.obsolete else _known(each, each.required),
            number=True,
            order=lambda each: each.required,
        ),
        Column(
            _("Surplus"),
            lambda each: _known(each, each.surplus),
            number=True,
            order=lambda each: each.surplus,
        ),
        Column(
            _("Wanting"),
            lambda each: _known(each, each.shortage),
            number=True,
            order=lambda each: each.shortage,
        ),
        column(_("Not serviceable"), lambda each: each.not_serviceable),
        column(_("Badly marked"), lambda each: each.badly_marked),
        column(_("Declared"), lambda each: each.declared),
    ]


def _need_columns() -> list[Column[RequirementRecord]]:
    return [
        Column(_("Unit"), lambda each: each.unit),
        Column(_("Kind"), lambda each: kind_words(each.kind)),
        Column(_("Calculation"), calculation_words),
        Column(_("Needed"), lambda each: count(each.total), number=True),
    ]


def _declaration_columns() -> list[Column[DeclarationRecord]]:
    return [
        Column(_("Number"), lambda each: each.number, order=lambda each: each.id),
        Column(_("Date"), lambda each: day(each.declared_on)),
        Column(_("Authority"), lambda each: each.authority),
        Column(_("Weapons"), lambda each: count(each.weapons - each.withdrawn), number=True),
    ]
