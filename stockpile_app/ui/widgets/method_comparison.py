"""Disposal methods side by side; one of those that are allowed can be chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.domain.disposal_methods import Comparison, MethodFigures
from stockpile_app.i18n import format_scaled
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.source_words import source_words
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count, label
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.32, 0.07, 0.14, 0.12, 0.11, 0.12, 0.12)
_ROWS: Final = 5


class MethodComparison(QWidget):
    """A row a method, the cheapest first; below it how the figures of the chosen one came about.

    Signals:
        chosen: The code of a method that may be chosen, or "".
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that nothing was compared yet."""
        super().__init__(parent)
        self.setObjectName("method_comparison")
        self.comparison: Comparison | None = None
        self.table: SharesTable[MethodFigures] = SharesTable(
            RecordsModel(self._columns()), ("methods", _("Disposal methods")), _SHARES
        )
        self.table.setMinimumHeight(self.table.height_of(_ROWS))
        self.table.chosen.connect(self._on_chosen)
        self.said = PlainLabel("", wrap=True)
        self.said.setObjectName("method_said")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        self.setFocusProxy(self.table)
        self.show_comparison(None)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show methods, none of them chosen; None where nothing was compared."""
        self.comparison = comparison
        self.table.records.show(list(comparison.methods) if comparison else [])
        self._tell(None)

    def chosen_code(self) -> str:
        """Return the code of the method that is chosen; "" where none is, or it is excluded."""
        found: MethodFigures | None = self.table.current()
        return found.code if found is not None and not found.excluded else ""

    @Slot(object)
    def _on_chosen(self, figures: MethodFigures | None) -> None:
        self._tell(figures)
        self.chosen.emit(self.chosen_code())

    def _tell(self, each: MethodFigures | None) -> None:
        if self.comparison is None:
            self.said.setText(_("Nothing was compared yet."))
        elif each is None:
            self.said.setText(_("Choose a method to see how its figures come about."))
        elif each.excluded:
            said = _("Excluded, cannot be chosen: {reason}")
            self.said.setText(said.format(reason=_(each.excluded)))
        else:
            self.said.setText(self._calculation(each))

    def _calculation(self, each: MethodFigures) -> str:
        assert self.comparison is not None  # noqa: S101 - its row is chosen
        parts = [
            _("{fixed} fixed + {work} for {weapons} weapons − {income} for scrap = {cost}.").format(
                fixed=self._money(each.fixed),
                work=self._money(each.work),
                weapons=count(self.comparison.batch.weapons),
                income=self._money(each.income),
                cost=self._money(each.cost),
            )
        ]
        if each.further:
            parts.append(
                _("It does not do alone: {further} must follow, and is counted.").format(
                    further=_(each.further)
                )
            )
        parts.append(_("Needs: {needs}.").format(needs=each.needs))
        parts.append(_(each.environment_note))
        parts.append(
            _("Source: {source}; figures: {sure}.").format(
                source=source_words(each.source), sure=label(each.figures_sure).lower()
            )
        )
        return " ".join(parts)

    def _money(self, hundredths: int) -> str:
        currency = self.comparison.currency if self.comparison else ""
        return f"{format_scaled(hundredths, 2)} {currency}"

    def _each(self, figures: MethodFigures) -> str:
        weapons = self.comparison.batch.weapons if self.comparison else 0
        return self._money(round(figures.cost / max(weapons, 1)))

    def _columns(self) -> list[Column[MethodFigures]]:
        return [
            Column(
                _("Method"),
                lambda each: " + ".join(map(_, filter(None, (each.title, each.further)))),
                icon=lambda each: icon("close") if each.excluded else icon("check"),
            ),
            Column(_("Days"), lambda each: count(each.days), number=True),
            Column(_("Cost"), lambda each: self._money(each.cost), number=True),
            Column(_("Per weapon"), self._each, number=True),
            Column(_("People"), lambda each: count(each.people), number=True),
            Column(
                _("Environment"),
                lambda each: _("{score} of 5").format(score=each.environment),
                number=True,
            ),
            Column(
                _("Scrap, kg"),
                lambda each: format_scaled(each.scrap, 3) if each.scrap else NOTHING,
                number=True,
            ),
        ]
