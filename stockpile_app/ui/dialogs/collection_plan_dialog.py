"""What a site can do: people a day, days for all, lanes that would be needed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.collection_days import Capacity, PlanSite
from stockpile_app.domain.collection_papers import PrintSitePlan
from stockpile_app.domain.collection_sites import ProgrammeRecord, SiteRecord
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_dialogs import number_edit
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.figure_card import FigureCard
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import make_room


class PlanDialog(QDialog):
    """Computes while figures are changed; nothing is recorded but the paper."""

    def __init__(
        self,
        context: UiContext,
        site: SiteRecord,
        programme: ProgrammeRecord,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the figures of the site and its programme."""
        super().__init__(parent)
        self.setObjectName("plan_dialog")
        self.setWindowTitle(_("Plan the site"))
        self.context, self._site = context, site
        self.paper: PaperDialog | None = None
        self.people = number_edit(programme.expected or 100, least=1)
        self.lanes, self.hours = number_edit(site.lanes, 100, 1), number_edit(site.hours, 24, 1)
        self.minutes = number_edit(programme.minutes, 240, 1)
        self.form = Form()
        self.form.add("people", _("&People expected"), self.people)
        self.form.add("lanes", _("&Lanes"), self.lanes)
        self.form.add("hours", _("&Hours a day"), self.hours)
        hint = _("15 to 20 by IDDRS 4.10, section 5.8.")
        self.form.add("minutes", _("&Minutes a person"), self.minutes, hint=hint)
        for edit in (self.people, self.lanes, self.hours, self.minutes):
            edit.valueChanged.connect(self.compute)
        self._lay_out()
        self.compute()
        self.people.setFocus()
        make_room(self, 720, 420, context.settings.text_scale)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.cards: dict[str, FigureCard] = {}
        for name, title in (
            ("per_day", _("People a day")),
            ("days", _("Days for all")),
            ("lanes_needed", _("Lanes for one day")),
        ):
            card = self.cards[name] = FigureCard(f"plan_{name}", title)
            card.setCheckable(False)
            row.addWidget(card, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.print_button = QPushButton(_("Plan on pape&r…"))
        self.print_button.setObjectName("plan_paper")
        self.print_button.clicked.connect(self.open_paper)
        buttons.addButton(self.print_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        title = _("Plan {site}").format(site=self._site.name)
        layout.addWidget(PlainLabel(title, role="title", wrap=True))
        layout.addWidget(self.form)
        layout.addLayout(row)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(640)

    def asked(self) -> PlanSite:
        """Return what is asked."""
        return PlanSite(
            site=self._site.id,
            people=self.people.value(),
            lanes=self.lanes.value(),
            hours=self.hours.value(),
            minutes=self.minutes.value(),
        )

    @Slot()
    def compute(self) -> None:
        """Show what follows from the figures."""
        self.form.clear_errors()
        try:
            found = self.context.services.collections.figures.plan(self.asked())
        except StockpileError as error:
            self.form.show_error(error)
            return
        self._show(found)

    def _show(self, found: Capacity) -> None:
        for name, words in (
            ("per_day", _("lanes × hours × 60 ÷ minutes")),
            ("days", _("for {people} people").format(people=count(found.people))),
            ("lanes_needed", _("to serve all in one day")),
        ):
            value: Any = getattr(found, name)
            self.cards[name].show_figure(count(value), words)

    @Slot()
    def open_paper(self) -> None:
        """Open the dialog that prints the plan."""
        asked, papers = self.asked(), self.context.services.collections.papers

        def make(paper: PaperAsked) -> DocumentDone:
            return papers.site_plan(
                PrintSitePlan(
                    site=asked.site,
                    people=asked.people,
                    lanes=asked.lanes,
                    hours=asked.hours,
                    minutes=asked.minutes or 20,
                    **paper.words,
                )
            )

        about = self._site.name
        self.paper = PaperDialog(
            self.context, "collections", _("Site plan"), make, self, about=about
        )
        self.paper.open()
