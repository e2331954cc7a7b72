"""How well weapons are kept: security scores, what is not recorded yet, and the last backup."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.backups import BackupStatus, Light
from stockpile_app.domain.overview import DepotScore, Holdings, OverviewRecord
from stockpile_app.domain.papers import PaperCheckRecord, PaperVerdict
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ledger.seals import show_code
from stockpile_app.ui.backup_words import last_words, rehearsed_words, second_words, warnings
from stockpile_app.ui.texts import count, day
from stockpile_app.ui.verify_words import paper_title
from stockpile_app.ui.widgets.bars import Bar, BarList
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.role import set_look
from stockpile_app.ui.widgets.sparkline import ScoreList, ScoreRow

_SCORES_SEEN: Final = 3


class KeepingPanel(QFrame):
    """Scores of depots with their trend, and what the register does not know of weapons.

    Signals:
        check_wanted: Id of a check that was completed; None where a depot was never checked.
        query_wanted: A ``WeaponQuery`` of the weapons behind a figure.
    """

    check_wanted = Signal(object)
    query_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("keeping_panel")
        self.setProperty("panel", True)  # noqa: FBT003 - Qt
        self.scores = ScoreList("scores", _("Security scores of the depots"))
        self.scores.setMinimumHeight(self.scores.height_of(_SCORES_SEEN))
        self.scores.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.scores.opened.connect(self._on_score)
        self.missing = BarList("missing", _("Not recorded yet"))
        self.missing.setFixedHeight(self.missing.height_of(2))
        self.missing.opened.connect(self.query_wanted)
        self.backup = PlainLabel("", role="hint", wrap=True)
        self.backup.setObjectName("last_backup")
        self.paper = PlainLabel("", role="hint", wrap=True)
        self.paper.setObjectName("last_paper")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(4)
        layout.addWidget(_heading(_("Security of the depots, by the last checks")))
        layout.addWidget(self.scores)
        layout.addWidget(_heading(_("Not recorded yet")))
        layout.addWidget(self.missing)
        self.backup.setContentsMargins(8, 4, 8, 0)
        self.backup.setMinimumHeight(self.backup.fontMetrics().lineSpacing() * 4)
        layout.addWidget(self.backup)
        self.paper.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.paper)
        layout.addStretch(1)

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    def show_record(self, record: OverviewRecord) -> None:
        """Show other figures."""
        self.scores.show_rows([_score(each) for each in record.scores])
        self.scores.setMaximumHeight(self.scores.height_of(max(_SCORES_SEEN, len(record.scores))))
        self.missing.show_rows(_missing(record.holdings))
        if record.backups is not None:
            light = record.backups.light
            self.backup.setText(_backup_words(record.backups))
            set_look(self.backup, "role", "error" if light is Light.RED else "hint")

        paper = record.paper
        self.paper.setText(_paper_words(paper))
        wrong = paper is not None and paper.verdict is not PaperVerdict.AGREES
        set_look(self.paper, "role", "error" if wrong else "hint")

    @Slot(object)
    def _on_score(self, check_id: int) -> None:
        self.check_wanted.emit(None if check_id == _NEVER else check_id)


def _heading(text: str) -> PlainLabel:
    heading = PlainLabel(text, role="heading")
    heading.setContentsMargins(8, 4, 8, 2)
    return heading


def _score(depot: DepotScore) -> ScoreRow:
    if not depot.trend:
        text = _("never checked")
        return ScoreRow(depot.depot, text, stated(depot.depot, text), (), _NEVER)
    last = depot.trend[-1]
    values = tuple(each.percent for each in depot.trend)
    number = _("{percent} %, level {level}").format(percent=last.percent, level=last.level)
    words = _("{depot}: {score}, checked on {day}; scores so far: {trend}").format(
        depot=depot.depot,
        score=number,
        day=day(last.completed_on),
        trend=listed(f"{each} %" for each in values),
    )
    return ScoreRow(depot.depot, number, words, values, last.check_id)


_NEVER: Final = 0
"""Opens the page of the checks, and no check."""


def _missing(holdings: Holdings) -> list[Bar]:
    rows = (
        (_("No mark recorded"), holdings.unmarked, "marks"),
        (_("No photograph"), holdings.unphotographed, "photographs"),
    )
    return [
        Bar(
            label=text,
            number=count(number),
            words=_("{what}: {number} of {weapons} weapons").format(
                what=text, number=count(number), weapons=count(holdings.weapons)
            ),
            length=number / (holdings.weapons or 1),
            solid=1.0,
            opens=WeaponQuery(unknown=(name,)),
        )
        for text, number, name in rows
    ]


def _paper_words(paper: PaperCheckRecord | None) -> str:
    """Return when a paper was last held against the register, which, and what came of it."""
    if paper is None:
        return _("Never checked against a paper: scan the seal of a filed sheet.")
    return _("Last checked against paper: {day}, {document}: {outcome}").format(
        day=day(paper.checked_at.astimezone().date()),
        document=paper.document or show_code(paper.code),
        outcome=paper_title(paper),
    )


def _backup_words(status: BackupStatus) -> str:
    """Return when and where the last backup was, and the worst of what is wrong."""
    lines = [
        _("Last verified backup: {when}").format(when=last_words(status)),
        _("Second medium: {medium}").format(medium=second_words(status.second)),
        _("Restoring rehearsed: {when}").format(when=rehearsed_words(status)),
    ]
    return "\n".join([*lines, *warnings(status)[:1]])
