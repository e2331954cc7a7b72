"""The depots with their last score, how it went, and the groups of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.checklists import GroupScore, shown_percent
from stockpile_app.domain.security import DepotScore
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.security_words import percent, trend_words
from stockpile_app.ui.texts import NOTHING, count, day, in_turn, without_mnemonic
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.sparkline import ScoreList, ScoreRow, draw_sparkline

_TREND: Final = 4
_WIDTHS: Final = (16, 11, 7, 6, 8, 8, 8, 8, 8)


class DepotScores(QSplitter):
    """A table of depots, and below it the groups of the one that is chosen.

    Signals:
        chosen: A ``DepotScore`` or None.
        opened: Id of the depot's check: the one under way, or the last.
    """

    chosen = Signal(object)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("depot_scores")
        self.setChildrenCollapsible(False)
        self._titles: Mapping[str, str] = {}
        model: RecordsModel[DepotScore] = RecordsModel(_columns())
        self.table: RecordTable[DepotScore] = RecordTable(
            model, "depots", _("Depots and their security score")
        )
        self.table.set_widths(_WIDTHS)
        self.table.setItemDelegateForColumn(_TREND, _Trend(self.table))
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.heading = PlainLabel("", role="heading")
        self.heading.setObjectName("groups_heading")
        self.hint = PlainLabel("", role="hint", wrap=True)
        self.hint.setObjectName("groups_hint")
        self.groups = ScoreList("groups", _("Score by group"))
        self.open = QPushButton(icon("open"), "")
        self.open.setObjectName("open_last")
        self.open.clicked.connect(self._on_open)
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.open)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addWidget(self.groups, 1)
        self.addWidget(self.table)
        self.addWidget(below)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes([260, 300])
        self.setFocusProxy(self.table)
        self._on_chosen(None)

    def show_scores(self, scores: Sequence[DepotScore], titles: Mapping[str, str]) -> None:
        """Show depots; ``titles`` are those of the groups in the list in force, by code."""
        self._titles = titles
        current = self.table.current()
        self.table.records.show(scores)
        ids = [each.place_id for each in scores]
        if current is not None and current.place_id in ids:
            self.table.choose(ids.index(current.place_id))
        elif scores:
            self.table.choose(0)

    @Slot(object)
    def _on_chosen(self, score: DepotScore | None) -> None:
        self.chosen.emit(score)
        self.groups.setVisible(score is not None and score.last is not None)
        under_way = score is not None and score.open_check is not None
        self.open.setVisible(under_way or (score is not None and score.last is not None))
        text = _("C&ontinue the check") if under_way else _("&Open the last check")
        self.open.setText(f" {text}")
        self.open.setAccessibleName(without_mnemonic(text))
        if score is None:
            self.heading.setText("")
            self.hint.setText("")
            return
        self.heading.setText(_("{depot}: score by group").format(depot=score.place))
        if score.last is None:
            self.hint.setText(_("This depot was not checked yet in this register."))
            return
        self.hint.setText(
            _("Checks of {days}: {scores}").format(
                days=listed(day(each.day) for each in score.trend),
                scores=trend_words(score.trend),
            )
        )
        self.groups.show_rows([self._row(score, each) for each in score.trend[-1].groups])

    def _row(self, score: DepotScore, group: GroupScore) -> ScoreRow:
        history = [
            found
            for point in score.trend
            if (found := next((each for each in point.groups if each.group == group.group), None))
        ]
        label = f"{group.group} · {_(self._titles.get(group.group, ''))}".rstrip(" ·")
        shown = percent(shown_percent(group))
        said = in_turn(percent(shown_percent(each)) for each in history)
        return ScoreRow(
            label=label,
            number=shown,
            words=stated(label, said),
            values=tuple(100 * each.points // each.out_of for each in history if each.out_of),
            opens=None,
        )

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        self._on_open()

    @Slot()
    def _on_open(self) -> None:
        score = self.table.current()
        if score is None:
            return
        if score.open_check is not None:
            self.opened.emit(score.open_check)
        elif score.last is not None:
            self.opened.emit(score.last.id)


class _Trend(QStyledItemDelegate):
    """Draws the scores of a depot as a line; its text says the same."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown: Any = option  # its fields are not in the stubs
        self.initStyleOption(option, index)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, shown.widget)
        table: Any = self.parent()
        points = table.records.record(index.row()).trend
        values = [100 * each.points // each.out_of for each in points if each.out_of]
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        colour = shown.palette.color(roles.HighlightedText if chosen else roles.Accent)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sparkline(painter, QRectF(shown.rect).adjusted(4, 2, -4, -2), values, colour)
        painter.restore()


def _columns() -> tuple[Column[DepotScore], ...]:
    return (
        Column(_("Depot"), lambda each: each.place),
        Column(_("Last check"), _last_day, order=_last_day_iso),
        Column(_("Score"), lambda each: percent(each.last.shown) if each.last else NOTHING),
        Column(_("Level"), _level),
        Column(_("Trend"), lambda each: trend_words(each.trend)),
        Column(_("Critical"), lambda each: count(each.critical), number=True, icon=_alarm),
        Column(_("Overdue"), lambda each: count(each.overdue), number=True),
        Column(_("Findings"), lambda each: count(each.findings), number=True),
        Column(_("Weapons"), lambda each: count(each.weapons), number=True),
    )


def _level(score: DepotScore) -> str:
    if score.last is None or score.last.level is None:
        return NOTHING
    return count(score.last.level) if score.last.level else _("None")


def _last_day(score: DepotScore) -> str:
    if score.open_check is not None and score.last is None:
        return _("Under way")
    return day(score.last.completed_on) if score.last else NOTHING


def _last_day_iso(score: DepotScore) -> str:
    return str(score.last.completed_on) if score.last else ""


def _alarm(score: DepotScore) -> QIcon | None:
    return icon("warning") if score.critical else None
