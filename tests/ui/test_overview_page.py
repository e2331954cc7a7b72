from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from stockpile_app.domain import facts as f
from stockpile_app.domain.overview import DueItem, DueKind
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import (
    Category,
    CustodyKind,
    IncidentKind,
    PersonKind,
    Status,
)
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.overview_page import OverviewPage
from stockpile_app.ui.widgets.due_table import details, due_words
from tests.builders import number
from tests.ui.conftest import register
from tests.ui.dialog_fixtures import idle, unnamed

TODAY = dt.date(2026, 3, 2)


def day(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


def record(context: UiContext, *facts: f.Fact) -> int:
    with context.services.desk.store.write() as uow:
        uow.record(*facts)
        changes = uow.commit()
    context.bus.committed.emit(changes)
    return changes.head


def issue(first: int, last: int, due: int) -> f.WeaponsIssued:
    return f.WeaponsIssued(
        weapons=tuple(number(each) for each in range(first, last + 1)),
        custody=CustodyKind.ISSUE,
        person=21,
        occurred_on=day(-20),
        due_on=day(due),
        handed_by="Chipo",
        received_by="Sgt <b>Juma</b>",
        authorised_by="Amina",
    )


@pytest.fixture
def busy(context: UiContext) -> UiContext:
    """Nine rifles; two are late, one is due; an incident is open and a check was made."""
    register(context, 9)
    store = context.services.desk.store
    with store.write() as uow:
        uow.record(
            f.PersonAdded(
                person=21, person_kind=PersonKind.PERSON, name="Sgt <b>Juma</b>", code="K1"
            ),
            issue(1, 2, -5),
            issue(3, 3, 2),
            f.IncidentReported(
                incident_kind=IncidentKind.BREAK_IN,
                discovered_on=day(0),
                circumstances="A window of the store was forced.",
                reported_by="Amina",
                place=2,
            ),
        )
        check = uow.next_seq
        uow.record(
            f.CheckOpened(
                place=1, check_list="l", version=1, inspector="Dora", occurred_on=day(-9)
            ),
            f.CheckCompleted(check=check, occurred_on=day(-9), points=151, out_of=200, level=1),
        )
        uow.commit()
    return context


def shown(qtbot, context: UiContext) -> OverviewPage:
    page = OverviewPage(context)
    qtbot.addWidget(page)
    page.resize(880, 560)
    page.show()
    qtbot.waitExposed(page)
    idle(qtbot, context)
    return page


def rows(page: OverviewPage) -> list[list[str]]:
    model = page.due.due
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def card(page: OverviewPage, name: str) -> tuple[str, str]:
    return page.cards[name].number.text(), page.cards[name].words.text()


def test_that_figures_are_told_in_numbers_and_words(qtbot, busy):
    page = shown(qtbot, busy)
    assert card(page, "overdue") == ("1", "late, the oldest by 5 days")
    assert card(page, "in_transit") == ("0", "0 weapons on the way")
    assert card(page, "open")[0] == "1"
    assert page.cards["overdue"].number.property("role") == "error"
    assert page.cards["this_week"].number.property("role") != "error"
    assert not page.cards["overdue"].sign.pixmap().isNull()
    name = QAccessible.queryAccessibleInterface(page.cards["overdue"]).text(QAccessible.Text.Name)
    assert name == "Overdue: 1. late, the oldest by 5 days"


def test_that_a_figure_shows_the_list_behind_it_and_a_row_opens_what_it_is_about(qtbot, busy):
    page = shown(qtbot, busy)
    assert rows(page) == [
        [
            "Return of weapons",
            "Issue · Sgt <b>Juma</b>",
            "Main depot / Store A",
            "5 days overdue (Feb 25, 2026)",
            "2",
        ]
    ]
    qtbot.mouseClick(page.cards["open"], Qt.MouseButton.LeftButton)
    assert [row[0] for row in rows(page)] == ["Incident"]
    assert rows(page)[0][1] == "Break-in · A window of the store was forced."
    with qtbot.waitSignal(page.open_wanted) as wanted:
        page.due.setFocus()
        qtbot.keyClick(page.due, Qt.Key.Key_Return)
    assert wanted.args == ["incidents", page.record.open.items[0].item_id]


def test_that_a_list_without_entries_says_so(qtbot, busy):
    page = shown(qtbot, busy)
    page.cards["in_transit"].click()
    assert not page.due.isVisible()
    assert page.nothing.text() == "Nothing is in transit."


def test_that_what_is_due_on_the_day_is_not_late(qtbot, busy):
    record(busy, issue(4, 4, 0))
    page = shown(qtbot, busy)
    page.cards["this_week"].click()
    assert [row[3] for row in rows(page) if row[0] == "Return of weapons"] == [
        "today (Mar 2, 2026)",
        "in 2 days (Mar 4, 2026)",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "1 day overdue (Mar 1, 2026)"), (1, "in 1 day (Mar 3, 2026)"), (None, "")],
)
def test_that_days_are_told_in_words(days, words):
    due = None if days is None else TODAY + dt.timedelta(days=days)
    item = DueItem(kind=DueKind.FINDING, page="security", due_on=due, about="two\nlines")
    assert due_words(item, TODAY) == words
    assert details(item) == "two lines"


def click_row(page: OverviewPage, view, row: int) -> None:
    where = view.visualRect(view.rows.index(row)).center()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(where)
    )


@pytest.mark.parametrize(
    ("tab", "query"),
    [
        (0, WeaponQuery(categories=(Category.ASSAULT_RIFLE,))),
        (2, WeaponQuery(statuses=(Status.IN_STORE,))),
        (3, WeaponQuery(place=2)),
    ],
)
def test_that_a_bar_opens_the_weapons_that_it_counts(qtbot, busy, tab, query):
    page = shown(qtbot, busy)
    page.holdings.tabs.setCurrentIndex(tab)
    bar = page.holdings.bars.rows.rows[0]
    with qtbot.waitSignal(page.query_wanted) as wanted:
        click_row(page, page.holdings.bars, 0)
    assert wanted.args == [query]
    assert len(busy.services.weapons.snapshot(query)) == int(bar.number)


def test_that_the_keyboard_opens_a_bar_and_a_reader_hears_its_sentence(qtbot, busy):
    page = shown(qtbot, busy)
    page.holdings.tabs.setCurrentIndex(3)
    bars = page.holdings.bars
    bars.setFocus()
    assert bars.currentIndex().row() == 0
    heard = bars.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Main depot / Store A: 9 weapons, 6 in their places"
    with qtbot.waitSignal(page.query_wanted):
        qtbot.keyClick(bars, Qt.Key.Key_Space)


def test_that_the_total_and_what_is_not_recorded_open_their_weapons(qtbot, busy):
    page = shown(qtbot, busy)
    with qtbot.waitSignal(page.query_wanted) as wanted:
        qtbot.mouseClick(page.holdings.total, Qt.MouseButton.LeftButton)
    assert wanted.args == [WeaponQuery()]
    assert page.holdings.total.text() == "9 weapons, 6 in their places"
    with qtbot.waitSignal(page.query_wanted) as wanted:
        click_row(page, page.keeping.missing, 0)
    assert wanted.args == [WeaponQuery(unknown=("marks",))]


def test_that_a_score_is_told_with_its_level_and_opens_its_check(qtbot, busy):
    page = shown(qtbot, busy)
    [score] = page.keeping.scores.rows.rows
    assert (score.label, score.number, score.values) == ("Main depot", "75 %, level 1", (75,))
    assert "scores so far: 75 %" in score.words
    with qtbot.waitSignal(page.open_wanted) as wanted:
        click_row(page, page.keeping.scores, 0)
    assert wanted.args == ["security", page.record.scores[0].trend[0].check_id]


def test_that_a_register_without_weapons_says_what_to_do_first(qtbot, context):
    page = shown(qtbot, context)
    assert page.first.isVisible()
    assert not page.due.isVisible()
    with qtbot.waitSignal(page.open_wanted) as wanted:
        page.first.findChild(type(page.holdings.total), "first_places").click()
    assert wanted.args == ["places", None]
    with qtbot.waitSignal(page.import_asked):
        page.first.findChild(type(page.holdings.total), "first_import").click()


def test_that_changes_are_shown_when_they_have_settled(qtbot, busy):
    page = shown(qtbot, busy)
    page.cards["open"].click()
    for at in (4, 5, 6):
        record(busy, issue(at, at, -1))
    qtbot.waitUntil(lambda: card(page, "overdue")[0] == "4", timeout=5000)
    assert page.cards["open"].isChecked()
    idle(qtbot, busy)


def test_that_a_page_nobody_sees_reads_nothing_until_it_is_seen(qtbot, busy):
    page = shown(qtbot, busy)
    page.hide()
    record(busy, issue(4, 4, -1))
    qtbot.wait(400)
    assert not busy.jobs.running
    assert card(page, "overdue")[0] == "1"
    page.show()
    idle(qtbot, busy)
    assert card(page, "overdue")[0] == "2"


def test_that_the_page_says_when_the_last_backup_was_and_on_which_medium(qtbot, busy, tmp_path):
    page = shown(qtbot, busy)
    assert "no backup yet" in page.keeping.backup.text()
    assert page.keeping.backup.property("role") == "error"
    busy.services.backups.choose_second(tmp_path / "STICK")
    busy.services.backups.make()
    page.reload()
    idle(qtbot, busy)
    assert page.keeping.backup.property("role") == "hint"
    text = page.keeping.backup.text()
    assert text.startswith("Last verified backup: Mar 2, 2026")
    assert "Second medium: “STICK”: Ready" in text
    assert "Restoring rehearsed: never" in text


def test_that_everything_has_a_name(qtbot, busy):
    assert not unnamed(shown(qtbot, busy))


def test_that_bars_and_scores_are_painted_in_either_direction(qtbot, busy):
    page = shown(qtbot, busy)
    left = page.holdings.bars.grab().toImage()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(20)
    right = page.holdings.bars.grab().toImage()
    assert left != right
    page.keeping.scores.grab()
