"""Indicators of IDDRS 5.10 and 4.10: who came, by sex and age, and what was handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collection_days import CollectionFigures
from stockpile_app.domain.collection_sites import ProgrammeRecord
from stockpile_app.domain.collections_vocabulary import AgeGroup
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.i18n import format_scaled, stated
from stockpile_app.i18n import gettext as _
from stockpile_app.services.collection_sheets import days_of
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_papers import Period, indicators_dialog
from stockpile_app.ui.texts import count, label, refusal_text, sex_words
from stockpile_app.ui.widgets.bars import Bar, BarList
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.figure_card import FigureCard
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.plain import PlainLabel

_SEXES: Final = (Sex.FEMALE, Sex.MALE, None)


class _Found(NamedTuple):
    figures: CollectionFigures
    programmes: tuple[ProgrammeRecord, ...]


class CollectionFiguresPanel(Listing):
    """Large figures on top, bars by sex and age below, and the rest in words.

    Attributes:
        dialog: The one opened last.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show all programmes and days."""
        super().__init__(context, parent)
        self.setObjectName("collection_figures_panel")
        self.setAccessibleName(_("Indicators"))
        self.dialog: Any = None
        self._period = Period(None, None, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._tools())
        layout.addWidget(self.note)
        layout.addLayout(self._cards())
        layout.addLayout(self._bars(), 1)
        self.more = PlainLabel("", wrap=True)
        self.more.setObjectName("more_figures")
        layout.addWidget(self.more)
        self.setFocusProxy(self.programme)

    def _tools(self) -> QHBoxLayout:
        self.programme = QComboBox()
        self.programme.setObjectName("figures_programme")
        self.programme.setAccessibleName(_("Programme"))
        self.programme.addItem(_("All programmes"), None)
        self.programme.activated.connect(self.reload)
        self.from_day, self.to_day = DayEdit(), DayEdit()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.programme)
        for name, text, edit in (
            ("from_day", _("&From"), self.from_day),
            ("to_day", _("&Until"), self.to_day),
        ):
            edit.setObjectName(f"figures_{name}")
            edit.setAccessibleName(text.replace("&", ""))
            edit.setMaximumWidth(edit.fontMetrics().horizontalAdvance("0") * 16)
            edit.editingFinished.connect(self.reload)
            said = PlainLabel(text)
            said.setBuddy(edit)
            row.addWidget(said)
            row.addWidget(edit)
        row.addStretch(1)
        self.paper = QPushButton(_("On pape&r…"))
        self.paper.setObjectName("figures_paper")
        self.paper.clicked.connect(self.open_paper)
        self.paper.setEnabled(self.context.services.desk.may(Permission.PRINT))
        row.addWidget(self.paper)
        return row

    def _cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.cards: dict[str, FigureCard] = {}
        for name, title in (
            ("people", _("People")),
            ("weapons", _("Weapons")),
            ("rounds", _("Rounds")),
            ("women", _("From women")),
        ):
            card = self.cards[name] = FigureCard(f"figure_{name}", title)
            card.setCheckable(False)
            row.addWidget(card, 1)
        return row

    def _bars(self) -> QHBoxLayout:
        self.by_age = BarList("people_by_age", _("People by sex and age"))
        self.by_sex = BarList("weapons_by_sex", _("Weapons by sex of who handed them in"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for title, bars in (
            (_("People by sex and age"), self.by_age),
            (_("Weapons by who handed them in"), self.by_sex),
        ):
            panel = QFrame()
            panel.setProperty("panel", True)  # noqa: FBT003 - Qt
            inside = QVBoxLayout(panel)
            inside.setContentsMargins(12, 10, 12, 10)
            inside.addWidget(PlainLabel(title, role="heading"))
            inside.addWidget(bars, 1)
            row.addWidget(panel, 1)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.collections or changes.disposal or changes.marking or changes.incidents

    @override
    def prepare(self) -> None:
        try:
            period = Period(self.programme.currentData(), self.from_day.day(), self.to_day.day())
        except BadValue as error:
            self.say(refusal_text(error))
            return
        self.say("")
        self._period = period

    @override
    def read(self) -> _Found:
        collections, (programme, start, end) = self.context.services.collections, self._period
        figures = collections.figures.indicators(programme, from_day=start, to_day=end)
        return _Found(figures, tuple(collections.setup.programmes()))

    @override
    def show_found(self, found: _Found) -> None:
        figures = found.figures
        if self.programme.count() != len(found.programmes) + 1:
            for each in found.programmes[self.programme.count() - 1 :]:
                self.programme.addItem(each.name, each.id)
        people = sum(number for *_rest, number in figures.people)
        women = sum(number for sex, _a, _k, number in figures.people if sex is Sex.FEMALE)
        rounds = sum(number for _sex, number in figures.rounds)
        share = figures.share_of_women_combatants
        per_cent = _("n/a") if share is None else f"{format_scaled(round(share * 10), 1)} %"
        for name, number, words in (
            ("people", count(people), _("{women} women").format(women=count(women))),
            (
                "weapons",
                count(figures.total_weapons),
                _("{marked} marked, {destroyed} destroyed, {lost} lost or stolen").format(
                    marked=count(figures.marked),
                    destroyed=count(figures.destroyed),
                    lost=count(figures.lost),
                ),
            ),
            (
                "rounds",
                count(rounds),
                _("explosive items referred: {items}").format(items=count(figures.explosives)),
            ),
            (
                "women",
                per_cent,
                _("{weapons} of {all} weapons, by {women} women who were combatants").format(
                    weapons=count(figures.weapons_of_women_combatants),
                    all=count(figures.total_weapons),
                    women=count(figures.women_combatants),
                ),
            ),
        ):
            self.cards[name].show_figure(number, words)
        self.by_age.show_rows(_age_bars(figures))
        self.by_sex.show_rows(_sex_bars(figures))
        self.more.setText(_more(figures))

    @Slot()
    def open_paper(self) -> None:
        """Offer the sheet of indicators."""
        self.prepare()
        days = days_of(self._period.from_day, self._period.to_day)
        about = f"{self.programme.currentText()} · {days}"
        self.dialog = indicators_dialog(self.context, self._period, about, self)
        self.dialog.open()


def _age_bars(figures: CollectionFigures) -> list[Bar]:
    numbers: Counter[tuple[Sex | None, AgeGroup]] = Counter()
    for sex, age, _kind, number in figures.people:
        numbers[sex, age] += number
    ordered = {
        f"{sex_words(sex)}, {label(age)}": numbers[sex, age]
        for sex in _SEXES
        for age in AgeGroup
        if numbers[sex, age]
    }
    return _bars_of(ordered)


def _sex_bars(figures: CollectionFigures) -> list[Bar]:
    numbers: Counter[Sex | None] = Counter()
    for sex, _category, number in figures.weapons:
        numbers[sex] += number
    return _bars_of({sex_words(sex): numbers[sex] for sex in _SEXES if numbers[sex]})


def _bars_of(numbers: Mapping[str, int]) -> list[Bar]:
    most = max(_numbers(numbers.values()), default=1)
    return [
        Bar(text, count(number), stated(text, count(number)), number / most, 1.0, None)
        for text, number in numbers.items()
    ]


def _numbers(values: Iterable[int]) -> list[int]:
    return [each for each in values if each]


def _more(figures: CollectionFigures) -> str:
    return " ".join(
        (
            _("Women among the staff: {women} of {all}.").format(
                women=count(figures.women_staff), all=count(figures.staff)
            ),
            _("Campaigns: {all}, {for_women} for women, who reached {reached}.").format(
                all=count(figures.campaigns),
                for_women=count(figures.campaigns_for_women),
                reached=count(figures.women_reached),
            ),
            _("Not eligible: {ineligible}; appeals: {appeals}.").format(
                ineligible=count(figures.ineligible), appeals=count(figures.appeals)
            ),
        )
    )
